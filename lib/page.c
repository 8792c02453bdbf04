/* page.c - decoded text to pages, and pages to lines with their layout */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uni.h"
#include "utf8.h"

/* ---- Markdown ---- */

/* How many times c stands at at. */
static size_t
run_length(struct np_span raw, size_t at, char c)
{
	size_t n = 0;
	while (at + n < raw.len && raw.ptr[at + n] == c)
		n++;
	return n;
}

/*
 * The level of an ATX heading (CommonMark 0.30, section 4.2) and where its words
 * begin; 0 for none.  White space of Chinese pages may stand before it.
 */
static unsigned
heading_level(struct np_span raw, size_t start, size_t *words)
{
	size_t level = run_length(raw, start, '#');
	size_t at = start + level;
	if (level == 0 || level > 6 || at >= raw.len || (raw.ptr[at] != ' ' && raw.ptr[at] != '\t'))
		return 0;
	while (at < raw.len && (raw.ptr[at] == ' ' || raw.ptr[at] == '\t'))
		at++;
	*words = at;
	return (unsigned)level;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * Emphasis of two marks in a line, one after the other: "**word**" or "__word__", where a run is
 * exactly two marks, not followed (opening) or preceded (closing) by a blank.  CommonMark's
 * flanking rule is not asked: it leaves 贡献**(李俊华)** as it is.
 */
struct emphasis {
	struct np_span raw;
	size_t at;            /* where the search goes on */
	size_t star, bar;     /* the first mark of each sort from there on, if not before it */
	bool no_star, no_bar; /* no closing mark of that sort is left: keeps the search linear */
	size_t open, close;   /* what was found */
};

/* Finds the run that closes an emphasis of mark, from `from` on. */
static bool
find_closing(struct emphasis *found, size_t from, char mark)
{
	for (size_t to = from; to < found->raw.len;) {
		const char *next = memchr(found->raw.ptr + to, mark, found->raw.len - to);
		if (next == NULL)
			return false;
		to = (size_t)(next - found->raw.ptr);
		size_t run = run_length(found->raw, to, mark);
		if (run == 2 && !is_blank(found->raw.ptr[to - 1])) {
			found->close = to;
			return true;
		}
		to += run;
	}
	return false;
}

/* Where a mark stands from `from` on, which is in raw; its length if nowhere. */
static size_t
find_mark(struct np_span raw, size_t from, char mark)
{
	const char *at = memchr(raw.ptr + from, mark, raw.len - from);
	return at != NULL ? (size_t)(at - raw.ptr) : raw.len;
}

/* A search in raw, from byte at on. */
static struct emphasis
emphasis_from(struct np_span raw, size_t at)
{
	return (struct emphasis){ .raw = raw,
		.at = at,
		.star = find_mark(raw, at, '*'),
		.bar = find_mark(raw, at, '_') };
}

static bool
next_emphasis(struct emphasis *found)
{
	for (;;) {
		if (found->star < found->at)
			found->star = find_mark(found->raw, found->at, '*');
		if (found->bar < found->at)
			found->bar = find_mark(found->raw, found->at, '_');
		found->at = found->star < found->bar ? found->star : found->bar;
		if (found->at == found->raw.len)
			return false;
		char mark = found->raw.ptr[found->at];
		bool *none = mark == '*' ? &found->no_star : &found->no_bar;
		size_t run = run_length(found->raw, found->at, mark);
		size_t inner = found->at + run;
		found->open = found->at;
		found->at = inner;
		if (run != 2 || *none || inner >= found->raw.len || is_blank(found->raw.ptr[inner]))
			continue;
		if (find_closing(found, inner, mark)) {
			found->at = found->close + 2;
			return true;
		}
		*none = true;
	}
}

/* True if a line shows that its page is Markdown. */
static bool
looks_markdown(struct np_span raw)
{
	size_t words;
	if (raw.len == 0)
		return false;
	if (raw.len > 2 && raw.ptr[0] == '#' && heading_level(raw, 0, &words) > 0)
		return true;
	if (memchr(raw.ptr, '!', raw.len) != NULL) {
		for (size_t i = 0; i + 1 < raw.len; i++) {
			if (raw.ptr[i] == '!' && raw.ptr[i + 1] == '[')
				return true;
		}
	}
	struct emphasis found = emphasis_from(raw, 0);
	found.no_bar = true;
	return found.star < raw.len && next_emphasis(&found);
}

static bool
add_cut(struct np_line *line, struct np_arena *arena, struct np_cut cut)
{
	size_t old = line->cut_count * sizeof *line->cuts;
	struct np_cut *cuts = np_arena_grow(arena, line->cuts, old, old + sizeof *cuts);
	if (cuts == NULL)
		return false;
	cuts[line->cut_count++] = cut;
	line->cuts = cuts;
	return true;
}

/* Finds the markup of a line whose words lie between *start and *end of raw. */
static bool
find_cuts(struct np_line *line, size_t start, size_t *end, struct np_arena *arena)
{
	size_t words = start;
	/* Blanks at the line's end are none of it: "# " has no words to be the heading of. */
	line->heading = heading_level((struct np_span){ line->raw.ptr, *end }, start, &words);
	if (line->heading > 0) {
		if (!add_cut(line, arena, (struct np_cut){ start, words, false, false }))
			return false;
		/* The closing marks of "# Title #". */
		size_t tail = *end;
		while (tail > words && line->raw.ptr[tail - 1] == '#')
			tail--;
		if (tail > words && tail < *end && is_blank(line->raw.ptr[tail - 1])) {
			while (tail > words && is_blank(line->raw.ptr[tail - 1]))
				tail--;
			*end = tail;
		}
	}
	struct emphasis found = emphasis_from((struct np_span){ line->raw.ptr, *end }, words);
	while (next_emphasis(&found)) {
		size_t open = found.open, close = found.close;
		if (!add_cut(line, arena, (struct np_cut){ open, open + 2, true, false }) ||
		    !add_cut(line, arena, (struct np_cut){ close, close + 2, false, true }))
			return false;
		if (open == words && close + 2 == *end)
			line->bold = NP_BOLD_WHOLE;
		else if (close + 2 == *end)
			line->bold = NP_BOLD_TAIL;
		else if (line->bold == NP_BOLD_NONE)
			line->bold = NP_BOLD_PART;
	}
	return true;
}

/* Makes line->text of a line with cuts: raw less these, trimmed. */
static bool
resolve(struct np_line *line, size_t start, size_t end, struct np_arena *arena)
{
	char *buf = np_arena_take(arena, end - start + 1);
	if (buf == NULL)
		return false;
	size_t len = 0, at = start, kept = 0;
	for (size_t i = 0; i < line->cut_count; i++) {
		memcpy(buf + len, line->raw.ptr + at, line->cuts[i].start - at);
		len += line->cuts[i].start - at;
		at = line->cuts[i].end;
	}
	memcpy(buf + len, line->raw.ptr + at, end - at);
	len += end - at;
	line->text = np_uni_trim((struct np_span){ buf, len });
	/* Where the first word stands in raw: behind the cuts and blanks before it. */
	size_t skipped = (size_t)(line->text.ptr - buf), raw = start;
	for (kept = 0; kept < line->cut_count; kept++) {
		size_t before = line->cuts[kept].start - raw;
		if (skipped < before)
			break;
		skipped -= before;
		raw = line->cuts[kept].end;
	}
	line->text_start = raw + skipped;
	return true;
}

/* ---- lines ---- */

/* A line without words says nothing about markup: takes only those with words, which are `words`. */
static bool
scan_line(struct np_line *line, struct np_span words, bool markdown, struct np_arena *arena)
{
	size_t start = (size_t)(words.ptr - line->raw.ptr);
	size_t end = start + words.len;
	line->indent = (unsigned)np_page_columns((struct np_span){ line->raw.ptr, start });
	line->text = words;
	line->text_start = start;
	if (!markdown)
		return true;
	if (!find_cuts(line, start, &end, arena))
		return false;
	if (line->cut_count > 0 && !resolve(line, start, end, arena))
		return false;
	if (line->text.len == 0) {
		/* Nothing but marks: then they are its words. */
		line->cut_count = 0;
		line->heading = 0;
		line->bold = NP_BOLD_NONE;
		line->text = words;
		line->text_start = start;
	}
	return true;
}

unsigned
np_page_width(uint32_t cp)
{
	if (cp >= 0x2E80)
		return cp == NP_UTF8_BAD || (cp >= 0xFF61 && cp <= 0xFFDC) ? 1 : 2;
	/* Quotation marks, dashes and bullets are as wide as a Han character in Chinese text. */
	return cp == U'‘' || cp == U'’' || cp == U'“' || cp == U'”' || cp == U'…' || cp == U'—' ||
		       cp == U'●' || cp == U'■'
		   ? 2
		   : 1;
}

size_t
np_page_columns(struct np_span text)
{
	size_t columns = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		columns += np_page_width(cp);
	}
	return columns;
}

static struct np_span
next_raw_line(struct np_span bytes, size_t *at)
{
	const char *from = bytes.ptr + *at;
	size_t left = bytes.len - *at;
	const char *lf = memchr(from, '\n', left);
	size_t len = lf != NULL ? (size_t)(lf - from) : left;
	*at += lf != NULL ? len + 1 : len;
	if (len > 0 && from[len - 1] == '\r')
		len--;
	return (struct np_span){ from, len };
}

/* True if one of the lines that have this mark shows that a page is Markdown. */
static bool
shows_markdown(struct np_span bytes, char mark)
{
	for (size_t at = 0; at < bytes.len;) {
		size_t start = find_mark(bytes, at, mark);
		if (start == bytes.len)
			return false;
		while (start > at && bytes.ptr[start - 1] != '\n')
			start--;
		at = start;
		if (looks_markdown(np_uni_trim(next_raw_line(bytes, &at))))
			return true;
	}
	return false;
}

/* True if a page is Markdown, as its lines show. */
static bool
is_markdown(struct np_span bytes)
{
	return shows_markdown(bytes, '#') || shows_markdown(bytes, '*') ||
	       shows_markdown(bytes, '!');
}

enum np_code
np_page_scan(struct np_page *page, enum np_from from, struct np_arena *arena, struct np_error *err)
{
	size_t most = 0, blanks = 0;
	uint64_t number = page->first_line;

	page->count = 0;
	page->markdown = from == NP_FROM_MD ||
			 (from == NP_FROM_AUTO && page->bytes.len > 0 && is_markdown(page->bytes));
	for (size_t at = 0; at < page->bytes.len;)
		most += next_raw_line(page->bytes, &at).len > 0;
	page->lines = np_arena_array(arena, most, sizeof *page->lines);
	if (page->lines == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (size_t at = 0; at < page->bytes.len; number++) {
		struct np_span raw = next_raw_line(page->bytes, &at), words = np_uni_trim(raw);
		if (words.len == 0) {
			blanks++;
			continue;
		}
		struct np_line *line = &page->lines[page->count++];
		line->number = number;
		line->raw = raw;
		line->blanks_before = (unsigned)(blanks < 1000 ? blanks : 1000);
		blanks = 0;
		if (!scan_line(line, words, page->markdown, arena))
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	return NP_OK;
}

/* The byte of raw at which the at-th byte of text stands. */
static size_t
raw_of_text(const struct np_line *line, size_t at)
{
	size_t raw = line->text_start;
	for (size_t i = 0; i < line->cut_count; i++) {
		if (line->cuts[i].start < raw)
			continue;
		size_t before = line->cuts[i].start - raw;
		if (at < before)
			break;
		at -= before;
		raw = line->cuts[i].end;
	}
	return raw + at;
}

void
np_line_raw_range(
    const struct np_line *line, size_t start, size_t end, size_t *raw_start, size_t *raw_end)
{
	*raw_start = raw_of_text(line, start);
	*raw_end = end > start ? raw_of_text(line, end - 1) + 1 : *raw_start;
	for (size_t i = 0; i + 1 < line->cut_count; i++) {
		const struct np_cut *open = &line->cuts[i], *close = open + 1;
		if (open->opens && close->closes && open->end == *raw_start &&
		    close->start == *raw_end) {
			*raw_start = open->start;
			*raw_end = close->end;
		}
	}
}

/* ---- pages ---- */

enum { FIRST_BUFFER = 64 * 1024 }; /* for a few pages of ordinary size */

struct np_pages {
	struct np_enc *enc;
	const char *name;
	enum np_from from;
	size_t max;
	struct np_arena arena;
	char *buf;
	size_t cap, start, end; /* text that was read and is not given yet */
	size_t given;           /* bytes of the page given last, form feed too */
	uint64_t line;          /* number of the line at start */
	uint64_t page_number;
	bool numbered, ended;
	enum np_code pending;
	struct np_error pending_err;
};

void
np_pages_begin(struct np_pages *pages, struct np_enc *enc, const char *name)
{
	np_arena_reset(&pages->arena);
	*pages = (struct np_pages){ .enc = enc,
		.name = name,
		.from = pages->from,
		.max = pages->max,
		.arena = pages->arena,
		.buf = pages->buf,
		.cap = pages->cap,
		.line = 1,
		.pending = NP_OK };
}

enum np_code
np_pages_open(struct np_pages **out, struct np_enc *enc, const char *name, enum np_from from,
    size_t max, struct np_error *err)
{
	struct np_pages *pages = calloc(1, sizeof *pages);
	if (pages == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	pages->from = from;
	pages->max = max;
	np_arena_init(&pages->arena, 0);
	np_pages_begin(pages, enc, name);
	*out = pages;
	return NP_OK;
}

struct np_arena *
np_pages_arena(struct np_pages *pages)
{
	return &pages->arena;
}

void
np_pages_close(struct np_pages *pages)
{
	if (pages == NULL)
		return;
	np_arena_free(&pages->arena);
	free(pages->buf);
	free(pages);
}

static uint64_t
count_feeds(const char *ptr, size_t len)
{
	uint64_t n = 0;
	for (const char *p = ptr; (p = memchr(p, '\n', len - (size_t)(p - ptr))) != NULL; p++)
		n++;
	return n;
}

/* Reads more text behind what is held.  NP_OK when some came, NP_END or an error. */
static enum np_code
pages_fill(struct np_pages *pages, struct np_error *err)
{
	if (pages->start > 0) {
		memmove(pages->buf, pages->buf + pages->start, pages->end - pages->start);
		pages->end -= pages->start;
		pages->start = 0;
	}
	if (pages->cap - pages->end < FIRST_BUFFER / 4) {
		size_t cap = pages->cap == 0 ? FIRST_BUFFER : pages->cap * 2;
		char *buf = realloc(pages->buf, cap);
		if (buf == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		pages->buf = buf;
		pages->cap = cap;
	}
	size_t got;
	enum np_code code =
	    np_enc_read(pages->enc, pages->buf + pages->end, pages->cap - pages->end, &got, err);
	pages->end += got;
	return code;
}

/*
 * Holds all of the next page and sets *len to its bytes.  NP_OK, NP_END, or an error;
 * NP_ERR_TOOBIG when it grows past the limit, with what is held then.
 */
static enum np_code
hold_page(struct np_pages *pages, size_t *len, bool *feed, struct np_error *err)
{
	size_t looked = 0;
	for (;;) {
		size_t held = pages->end - pages->start;
		const char *from = held > 0 ? pages->buf + pages->start : NULL;
		const char *ff = held > looked ? memchr(from + looked, '\f', held - looked) : NULL;
		*len = ff != NULL ? (size_t)(ff - from) : held;
		*feed = ff != NULL;
		if (*len > pages->max)
			return NP_ERR_TOOBIG;
		if (ff != NULL)
			return NP_OK;
		looked = held;
		if (pages->ended)
			return held > 0 ? NP_OK : NP_END;
		enum np_code code = pages_fill(pages, &pages->pending_err);
		if (code == NP_ERR_MEMORY) {
			if (err != NULL)
				*err = pages->pending_err;
			return code;
		}
		if (code != NP_OK) {
			pages->ended = true;
			pages->pending = code == NP_END ? NP_OK : code;
		}
	}
}

/*
 * True if the page that is held has so many lines that labelling them would take more memory than
 * the longest page of text does: some 1.2 KB each.  No print has so short lines and so many.
 */
static bool
has_too_many_lines(const struct np_pages *pages, size_t len)
{
	enum { SHORT = 64, ALWAYS = 65536 };
	size_t most = pages->max / SHORT > ALWAYS ? pages->max / SHORT : ALWAYS;

	return len > most && count_feeds(pages->buf + pages->start, len) > most;
}

/* Passes over the rest of a page that is too long, msg tells of what. */
static enum np_code
skip_page(struct np_pages *pages, const char *msg, struct np_error *err)
{
	uint64_t first = pages->line;
	for (;;) {
		size_t held = pages->end - pages->start;
		const char *from = held > 0 ? pages->buf + pages->start : NULL;
		const char *ff = held > 0 ? memchr(from, '\f', held) : NULL;
		size_t len = ff != NULL ? (size_t)(ff - from) : held;
		if (held > 0)
			pages->line += count_feeds(from, len);
		pages->start += len;
		if (ff != NULL) {
			pages->start++;
			pages->numbered = true;
			break;
		}
		if (pages->ended)
			break;
		enum np_code code = pages_fill(pages, &pages->pending_err);
		if (code != NP_OK) {
			pages->ended = true;
			pages->pending = code == NP_END ? NP_OK : code;
		}
	}
	pages->page_number++;
	np_fail(err, NP_ERR_TOOBIG, 0, msg);
	if (err != NULL)
		err->line = first;
	return NP_ERR_TOOBIG;
}

/* The page field: the name, and ":N" where the input has form feeds. */
static bool
name_page(struct np_pages *pages, struct np_page *page)
{
	size_t len = strlen(pages->name);
	if (!pages->numbered) {
		page->name = (struct np_span){ pages->name, len };
		return true;
	}
	char *name = np_arena_take(&pages->arena, len + 24);
	if (name == NULL)
		return false;
	int n = snprintf(
	    name, len + 24, "%s:%llu", pages->name, (unsigned long long)pages->page_number);
	page->name = (struct np_span){ name, (size_t)n };
	return true;
}

static size_t
count_bad_bytes(struct np_span bytes)
{
	size_t bad = 0, at = 0;
	while (at < bytes.len) {
		uint32_t cp;
		at += np_utf8_valid(bytes.ptr + at, bytes.len - at);
		if (at < bytes.len) {
			size_t n = np_utf8_next(bytes.ptr + at, bytes.len - at, &cp);
			if (cp == NP_UTF8_BAD)
				bad += n;
			at += n;
		}
	}
	return bad;
}

enum np_code
np_pages_take(struct np_pages *pages, struct np_page *page, struct np_error *err)
{
	bool feed = false;
	size_t len = 0;

	if (pages->given > 0) {
		pages->line += count_feeds(pages->buf + pages->start, pages->given);
		pages->start += pages->given;
		pages->given = 0;
	}
	np_arena_reset(&pages->arena);
	enum np_code code = hold_page(pages, &len, &feed, err);
	if (code == NP_END && pages->pending != NP_OK) {
		code = pages->pending;
		pages->pending = NP_OK;
		if (err != NULL)
			*err = pages->pending_err;
	}
	if (code == NP_ERR_TOOBIG)
		return skip_page(pages, "page larger than --max-page, skipped", err);
	if (code != NP_OK)
		return code;
	if (has_too_many_lines(pages, len))
		return skip_page(
		    pages, "page with more lines than a 64th of --max-page, skipped", err);
	pages->page_number++;
	pages->numbered = pages->numbered || feed;
	pages->given = len + feed;
	*page = (struct np_page){ .first_line = pages->line, .ended_by_feed = feed };
	page->bytes = (struct np_span){ pages->buf + pages->start, len };
	page->bad_bytes = count_bad_bytes(page->bytes);
	if (!name_page(pages, page))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return NP_OK;
}

enum np_code
np_pages_next(struct np_pages *pages, struct np_page *page, struct np_error *err)
{
	enum np_code code = np_pages_take(pages, page, err);
	return code == NP_OK ? np_page_scan(page, pages->from, &pages->arena, err) : code;
}
