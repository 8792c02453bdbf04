/* page.h - a page's text to lines with their layout */
#ifndef NP_PAGE_H
#define NP_PAGE_H

#include "arena.h"
#include "code.h"

/* How a page's text is read: decided by its looks, or told. */
enum np_from { NP_FROM_AUTO, NP_FROM_TEXT, NP_FROM_MD };

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
 * A page: valid until its reader's next one.  lines are those that have a word;
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

#endif
