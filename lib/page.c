/* page.c - a page's text to lines with their layout */
#include "page.h"

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
