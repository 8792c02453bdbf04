/* strip.c - a page's text without the blocks of some roles */
#include "strip.h"

#include <string.h>

#include "rewrite.h"
#include "uni.h"

/* What is taken out of a page. */
struct strip {
	const struct np_page *page;
	bool *gone;            /* for each byte of the page */
	bool *touched, *stays; /* for each line: words of it go, words of it stay */
};

static void
take_part(struct strip *strip, const struct np_label_part *part)
{
	size_t start, end;
	size_t line = (size_t)(part->line->raw.ptr - strip->page->bytes.ptr);
	np_line_raw_range(part->line, part->start, part->end, &start, &end);
	memset(strip->gone + line + start, true, end - start);
	strip->touched[part->line - strip->page->lines] = true;
}

/* True if of bytes start to end of a line some are taken out, and only blanks stay. */
static bool
is_emptied(const struct np_line *line, const bool *gone, size_t start, size_t end)
{
	bool some = false;
	for (size_t at = start; at < end;) {
		size_t from = at;
		while (at < end && !gone[at])
			at++;
		if (np_uni_trim((struct np_span){ line->raw.ptr + from, at - from }).len > 0)
			return false;
		for (; at < end && gone[at]; at++)
			some = true;
	}
	return some;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* True if of bytes start to end of a line all are taken out, and there are some. */
static bool
all_gone(const bool *gone, size_t start, size_t end)
{
	size_t at = start;
	while (at < end && gone[at])
		at++;
	return at == end && end > start;
}

/*
 * Emphasis marks of a line go in pairs: several pieces may have stood between
 * two marks, and a piece may begin before them and end amid.  What stays must not
 * become words: "** word**" and "****" are no marks.
 */
static void
settle_marks(const struct np_line *line, bool *gone)
{
	const struct np_cut *last = NULL; /* closing marks that stay */
	for (size_t i = 0; i + 1 < line->cut_count; i++) {
		const struct np_cut *open = &line->cuts[i], *close = open + 1;
		size_t start = open->end, end = close->start;
		if (!open->opens || !close->closes)
			continue;
		bool emptied = is_emptied(line, gone, start, end);
		memset(gone + open->start, emptied, open->end - open->start);
		memset(gone + close->start, emptied, close->end - close->start);
		if (emptied)
			continue;
		while (gone[start] || is_blank(line->raw.ptr[start]))
			gone[start++] = true;
		while (gone[end - 1] || is_blank(line->raw.ptr[end - 1]))
			gone[--end] = true;
		if (last != NULL && line->raw.ptr[last->start] == line->raw.ptr[open->start] &&
		    all_gone(gone, last->end, open->start))
			memset(gone + last->start, true, open->end - last->start);
		last = close;
	}
}

static void
put_rest(struct np_rewrite_text *out, const struct strip *strip, const struct np_rewrite_row *row)
{
	const char *bytes = strip->page->bytes.ptr;
	for (size_t at = row->start; at < row->end;) {
		size_t from = at;
		while (at < row->end && !strip->gone[at])
			at++;
		np_rewrite_put(out, bytes + from, at - from);
		while (at < row->end && strip->gone[at])
			at++;
	}
}

/* Writes what stays; a blank line waits until it is known that something comes behind it. */
static void
put_stripped(struct np_rewrite_text *out, const struct strip *strip)
{
	struct np_rewrite_walk walk = { .page = strip->page };
	struct np_rewrite_row row;
	struct np_span held = { "", 0 };
	bool emptied = false; /* the row before went whole */
	while (np_rewrite_row(&walk, &row)) {
		const char *from = strip->page->bytes.ptr + row.start;
		if (row.line == NULL && emptied) {
			emptied = false;
			continue;
		}
		size_t line = row.line == NULL ? 0 : (size_t)(row.line - strip->page->lines);
		emptied = row.line != NULL && strip->touched[line] && !strip->stays[line];
		if (emptied)
			continue;
		np_rewrite_put(out, held.ptr, held.len);
		held.len = 0;
		if (row.line == NULL)
			held = (struct np_span){ from, row.end - row.start };
		else
			put_rest(out, strip, &row);
	}
	if (!emptied)
		np_rewrite_put(out, held.ptr, held.len);
}

enum np_code
np_strip_page(const struct np_page *page, const struct np_labelled *blocks, size_t count,
    uint32_t roles, struct np_arena *arena, struct np_span *text, struct np_error *err)
{
	struct strip strip = { .page = page };
	struct np_rewrite_text out = { .len = 0 };
	uint32_t found = 0;

	*text = page->bytes;
	for (size_t i = 0; i < count; i++)
		found |= UINT32_C(1) << blocks[i].role;
	if ((found & roles) == 0)
		return NP_OK;
	strip.gone = np_arena_array(arena, page->bytes.len, sizeof *strip.gone);
	strip.touched = np_arena_array(arena, page->count, sizeof *strip.touched);
	strip.stays = np_arena_array(arena, page->count, sizeof *strip.stays);
	out.ptr = np_arena_take(arena, page->bytes.len);
	if (strip.gone == NULL || strip.touched == NULL || strip.stays == NULL || out.ptr == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (size_t i = 0; i < count; i++) {
		for (size_t p = 0; p < blocks[i].part_count; p++) {
			const struct np_label_part *part = &blocks[i].parts[p];
			if ((roles >> blocks[i].role & 1) != 0)
				take_part(&strip, part);
			else
				strip.stays[part->line - page->lines] = true;
		}
	}
	for (size_t i = 0; i < page->count; i++) {
		const struct np_line *line = &page->lines[i];
		if (strip.touched[i])
			settle_marks(line, strip.gone + (line->raw.ptr - page->bytes.ptr));
	}
	put_stripped(&out, &strip);
	*text = (struct np_span){ out.ptr, out.len };
	return NP_OK;
}
