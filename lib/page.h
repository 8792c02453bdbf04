/* page.h - decoded text to pages, and pages to lines with their layout */
#ifndef NP_PAGE_H
#define NP_PAGE_H

#include "arena.h"
#include "code.h"
#include "enc.h"
#include "opt.h"

/* Markup of a line that is no word: bytes of raw that its text does not have. */
struct np_cut {
	size_t start, end;
	bool opens, closes; /* an emphasis mark that opens, closes; neither for a heading's */
};

/* How far bold type reaches in a line. */
enum np_bold { NP_BOLD_NONE, NP_BOLD_PART, NP_BOLD_TAIL, NP_BOLD_WHOLE };

/* A line that has a word on it. */
struct np_line {
	uint64_t number;     /* of the file, 1-based */
	struct np_span raw;  /* as it stands, without line feed and the CR before it */
	struct np_span text; /* its words: markup resolved, trimmed of White_Space */
	size_t text_start;   /* where text begins, in raw */
	struct np_cut *cuts; /* in order; what raw has and text has not */
	size_t cut_count;
	unsigned indent;        /* columns of White_Space before it, U+3000 counts 2 */
	unsigned blanks_before; /* blank lines since the line before, or since the page's top */
	unsigned heading;       /* level of a Markdown heading, 1 to 6; 0 for none */
	enum np_bold bold;
};

/*
 * A page: valid until the reader's next page.  lines are those that have a word;
 * bytes are all of it, with line feeds, without the form feed that ends it.
 */
struct np_page {
	struct np_span name; /* the page field: the input's name, with :N where it has form feeds */
	struct np_span bytes;
	uint64_t first_line; /* number of its first line in the file */
	struct np_line *lines;
	size_t count;
	bool markdown;      /* read as Markdown */
	bool ended_by_feed; /* a form feed stands behind it */
	size_t bad_bytes;   /* bytes in it that are no UTF-8 */
};

/*
 * Takes the text of a page apart: page->bytes, name and first_line are set by the
 * caller, the rest is filled in, in the arena.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_page_scan(
    struct np_page *page, enum np_from from, struct np_arena *arena, struct np_error *err);

/*
 * Bytes of line->raw that hold the bytes start to end of line->text, with the
 * emphasis marks that stand around just these: what to take out for that piece.
 */
void np_line_raw_range(
    const struct np_line *line, size_t start, size_t end, size_t *raw_start, size_t *raw_end);

/* Columns that a character takes: 1 or 2. */
unsigned np_page_width(uint32_t cp);

/* Columns that the text takes: Han and full-width characters 2, all others 1. */
size_t np_page_columns(struct np_span text);

/* Reads the pages of one input, one after the other; memory of the largest page. */
struct np_pages;

/*
 * A reader of pages from enc, which stays the caller's.  name is the page
 * field before any ":N"; max is the longest page in bytes, and a 64th of it, or 65536, the most lines.
 */
enum np_code np_pages_open(struct np_pages **pages, struct np_enc *enc, const char *name,
    enum np_from from, size_t max, struct np_error *err);

/* Goes on with another input, in the same memory. */
void np_pages_begin(struct np_pages *pages, struct np_enc *enc, const char *name);

/*
 * The next page.  NP_OK, NP_END, NP_ERR_TOOBIG for a page that was passed over
 * (err->line is its first line; the next call goes on behind it), NP_ERR_READ,
 * NP_ERR_MEMORY.  After a read error the page before it is given whole first.
 * A page without a word is given too, for those that write pages back.
 */
enum np_code np_pages_next(struct np_pages *pages, struct np_page *page, struct np_error *err);

/* The same, but the page is not taken apart: np_page_scan() is still to do. */
enum np_code np_pages_take(struct np_pages *pages, struct np_page *page, struct np_error *err);

/* The arena of the page read last: memory that lives as long as it does. */
struct np_arena *np_pages_arena(struct np_pages *pages);

void np_pages_close(struct np_pages *pages);

#endif
