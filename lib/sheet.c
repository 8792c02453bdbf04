/* sheet.c - a page as a reader sees it: its width, its runs of headings, the habits of its house */
#include "sheet.h"

#include <stdlib.h>
#include <string.h>

#include "cue.h"
#include "utf8.h"

static unsigned
share(size_t part, size_t whole)
{
	if (part * 8 < whole || whole == 0)
		return 0;
	return part * 2 < whole ? 1 : 2;
}

static unsigned
blanks_of(const struct np_sheet *sheet, size_t i)
{
	unsigned blanks = sheet->page->lines[i].blanks_before;
	if (blanks <= sheet->leading)
		return 0;
	blanks -= sheet->leading;
	return blanks > sheet->gap ? blanks - sheet->gap + 1 : 1;
}

static unsigned
indent_of(const struct np_sheet *sheet, size_t i)
{
	return sheet->page->lines[i].indent - sheet->margin;
}

static void
find_margin(struct np_sheet *sheet)
{
	sheet->margin = sheet->count > 0 ? sheet->page->lines[0].indent : 0;
	for (size_t i = 1; i < sheet->count; i++) {
		if (sheet->page->lines[i].indent < sheet->margin)
			sheet->margin = sheet->page->lines[i].indent;
	}
}

/*
 * Text that was set with blank lines between all lines reads as if there were none, where lines
 * are cut at a width and paragraphs are farther apart.  And what parts paragraphs is one blank line,
 * however many there are.
 */
static void
find_leading(struct np_sheet *sheet)
{
	enum { MOST = 8 };
	size_t with[MOST + 2] = { 0 }, lines = sheet->count; /* with so many or more before them */
	for (size_t i = 1; i < lines; i++) {
		unsigned blanks = sheet->page->lines[i].blanks_before;
		with[blanks < MOST ? blanks : MOST]++;
	}
	for (unsigned n = MOST; n > 0; n--)
		with[n - 1] += with[n];
	unsigned least = 0;
	while (least < MOST && with[least + 1] * 10 >= lines * 9)
		least++;
	sheet->leading = sheet->wraps > 1 && with[least + 1] * 20 >= lines ? least : 0;
	const size_t *apart = with + sheet->leading;
	sheet->gap = 1;
	while (sheet->leading + sheet->gap < MOST && apart[sheet->gap + 1] * 10 >= apart[1] * 9 &&
	       apart[1] > 2)
		sheet->gap++;
}

/* The width at which most lines without a full stop end. */
static void
find_width(struct np_sheet *sheet)
{
	enum { WIDEST = 160 };
	size_t at_width[WIDEST + 1] = { 0 }, best = 0, open = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct np_look *info = &sheet->info[i];
		size_t columns = info->columns + sheet->page->lines[i].indent;
		if (columns < 14 || columns > WIDEST)
			continue;
		at_width[columns]++;
	}
	for (size_t w = 16; w <= WIDEST; w++) {
		size_t n = at_width[w] + at_width[w - 1] + at_width[w - 2];
		if (n > best) {
			best = n;
			sheet->width = w;
		}
	}
	for (size_t i = 0; i < sheet->count; i++)
		open += !np_edge_is_final(sheet->info[i].end);
	sheet->wraps = open * 5 < sheet->count * 2 || best < 4 ? 0 : share(best, sheet->count);
	if (sheet->wraps == 0)
		sheet->width = 0;
}

static unsigned
fill_of(const struct np_sheet *sheet, size_t i)
{
	size_t widest = sheet->width;
	size_t own = sheet->info[i].columns + sheet->page->lines[i].indent;
	if (sheet->wraps == 0)
		return 5;
	if (own > sheet->width + 2) {
		widest = own;
	} else {
		size_t from = i > 3 ? i - 3 : 0,
		       to = i + 3 < sheet->count ? i + 3 : sheet->count - 1;
		size_t local = 0;
		for (size_t j = from; j <= to; j++) {
			size_t w = sheet->info[j].columns + sheet->page->lines[j].indent;
			if (w > local && w <= sheet->width)
				local = w;
		}
		if (local > 0)
			widest = local;
	}
	size_t lack = widest > own ? widest - own : 0;
	return lack <= 1 ? 0 : lack <= 3 ? 1 : lack <= 6 ? 2 : lack * 3 <= widest ? 3 : 4;
}

/* Of all lines; their columns stay as they are. */
static void
find_fill(struct np_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++)
		sheet->info[i].fill = fill_of(sheet, i);
}

unsigned
np_sheet_fill(const struct np_sheet *sheet, size_t i)
{
	return sheet->info[i].fill;
}

unsigned
np_sheet_blanks(const struct np_sheet *sheet, size_t i)
{
	unsigned blanks = blanks_of(sheet, i);
	return blanks > 2 ? 3 : blanks;
}

unsigned
np_sheet_indent(const struct np_sheet *sheet, size_t i)
{
	unsigned indent = indent_of(sheet, i);
	return indent == 0 ? 0 : indent <= 2 ? 1 : indent <= 5 ? 2 : 3;
}

bool
np_sheet_runs_on(const struct np_sheet *sheet, size_t i)
{
	if (i == 0)
		return false;
	const struct np_look *before = &sheet->info[i - 1];
	if (before->whole >= 0 || np_edge_is_final(before->end) || np_sheet_indent(sheet, i) > 1)
		return false;
	if (sheet->wraps > 0)
		return np_sheet_fill(sheet, i - 1) <= 1 && before->kind != NP_KIND_CELLS;
	return before->columns > 64;
}

/* Lines between two blank ones, or between indents where there are no blank ones. */
static void
find_stanzas(struct np_sheet *sheet)
{
	for (size_t i = 0, end; i < sheet->count; i = end) {
		size_t full = 0;
		for (end = i; end < sheet->count; end++) {
			if (end > i &&
			    (blanks_of(sheet, end) > 0 ||
				(indent_of(sheet, end) >= 2 && indent_of(sheet, end - 1) < 2)))
				break;
			full += sheet->wraps > 0 && np_sheet_fill(sheet, end) <= 1;
		}
		for (size_t j = i; j < end; j++) {
			struct np_look *info = &sheet->info[j];
			info->stanza_at = (unsigned)(j - i);
			info->stanza_of = (unsigned)(end - i);
			info->stanza_full = share(full, end - i);
			info->stanza_end = sheet->info[end - 1].end_before;
		}
	}
}

/*
 * True if a line seems to begin a wrapped paragraph: it is full, or short of that by no more than
 * an indent that was lost, and a full line follows at once.
 */
static bool
begins_wrapped(const struct np_sheet *sheet, size_t i)
{
	const struct np_line *line = &sheet->page->lines[i];
	if (sheet->wraps == 0 || i + 1 == sheet->count || np_edge_is_final(sheet->info[i].end) ||
	    line->heading > 0 || blanks_of(sheet, i + 1) > 0 ||
	    (indent_of(sheet, i + 1) >= 2 && indent_of(sheet, i) < 2))
		return false;
	unsigned fill = np_sheet_fill(sheet, i), next = np_sheet_fill(sheet, i + 1);
	return fill <= 1 || (fill == 2 && next <= 1 && line[1].indent <= line->indent);
}

/* Lines that may be headings, and lines of wrapped text that only look like some. */
static void
find_candidates(struct np_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_look *info = &sheet->info[i];
		bool heading = sheet->page->lines[i].heading > 0;
		bool wrapped = begins_wrapped(sheet, i);
		bool line = info->kind == NP_KIND_LINE || info->kind == NP_KIND_LISTED ||
			    info->kind == NP_KIND_SPEECH || info->kind == NP_KIND_LABEL ||
			    (info->kind == NP_KIND_SENTENCE && info->columns <= 40 &&
				info->end != NP_END_STOP);
		/* What is cut in its dateline or byline is no line of marks alone. */
		if (wrapped && info->whole >= 0) {
			info->whole = -1;
			info->kind = np_look_kind_of(info);
		}
		info->candidate =
		    (line || heading) && !wrapped && (heading || !np_sheet_runs_on(sheet, i));
		if (sheet->wraps > 0 && !info->candidate &&
		    (np_sheet_fill(sheet, i) <= 1 || wrapped) &&
		    (info->kind == NP_KIND_LINE || info->kind == NP_KIND_PART ||
			info->kind == NP_KIND_LABEL))
			info->kind = NP_KIND_FILLED;
	}
}

/* Candidates one behind the other; each knows how long the runs before and after its own are. */
static void
find_runs(struct np_sheet *sheet)
{
	struct np_look *info = sheet->info;
	size_t before = 0, last = sheet->count; /* columns of the run before, and where it begins */
	for (size_t i = 0, end; i < sheet->count; i = end) {
		size_t longest = 0;
		for (end = i; end < sheet->count && info[end].candidate; end++) {
			if (info[end].columns > longest)
				longest = info[end].columns;
		}
		if (end == i) {
			end++;
			continue;
		}
		for (size_t j = i; j < end; j++) {
			info[j].longest = info[j].columns == longest;
			info[j].run_at = (unsigned)(j - i);
			info[j].run_of = (unsigned)(end - i);
			info[j].run_columns = longest;
			info[j].run_before = before;
		}
		for (size_t j = last; j < i && info[j].candidate; j++)
			info[j].run_after = longest;
		before = longest;
		last = i;
	}
}

/* ---- twins ---- */

/* How many lines have a key, in a hash table; count is 0 where there is none. */
struct twins {
	struct twin {
		uint32_t key, count;
	} * table;
	size_t mask;
};

static struct twin *
twin_of(const struct twins *twins, uint32_t key)
{
	size_t at = key * UINT32_C(0x9E3779B1) >> 16 & twins->mask;
	while (twins->table[at].count > 0 && twins->table[at].key != key)
		at = (at + 1) & twins->mask;
	return &twins->table[at];
}

/* What twins have in common, as one number; 0 for nothing. */
static uint32_t
opening_of(const struct np_look *look)
{
	return look->candidate ? look->opening : 0;
}

static uint32_t
form_of(const struct np_look *look)
{
	return look->candidate ? look->punctuation : 0;
}

static uint32_t
wording_of(const struct np_look *look)
{
	return look->wording;
}

/* How many other lines have the key of this one, 3 for more. */
static unsigned
others_of(const struct twins *twins, uint32_t key)
{
	uint32_t count = key != 0 ? twin_of(twins, key)->count : 1;
	return count > 4 ? 3 : count - 1;
}

static void
count_twins(
    const struct np_sheet *sheet, struct twins *twins, uint32_t (*key_of)(const struct np_look *))
{
	memset(twins->table, 0, (twins->mask + 1) * sizeof *twins->table);
	for (size_t i = 0; i < sheet->count; i++) {
		uint32_t key = key_of(&sheet->info[i]);
		if (key != 0) {
			struct twin *twin = twin_of(twins, key);
			twin->key = key;
			twin->count++;
		}
	}
}

/*
 * Subheads of a series begin alike, or are built alike: 聚焦“稳增长”…, 聚焦“扩投资”…;
 * 寻春之旅：甲—乙, 花海之旅：丙—丁.  What is printed round every story is the same each time: 上一篇 下一篇,
 * 发布时间：2013-09-18.
 */
static bool
find_twins(struct np_sheet *sheet, struct np_arena *arena)
{
	size_t entries = 16;
	while (entries < 2 * sheet->count)
		entries *= 2;
	struct twins twins = { np_arena_take(arena, entries * sizeof *twins.table), entries - 1 };
	if (twins.table == NULL)
		return false;
	count_twins(sheet, &twins, opening_of);
	for (size_t i = 0; i < sheet->count; i++)
		sheet->info[i].twins_opening = others_of(&twins, opening_of(&sheet->info[i]));
	count_twins(sheet, &twins, form_of);
	for (size_t i = 0; i < sheet->count; i++)
		sheet->info[i].twins_form = others_of(&twins, form_of(&sheet->info[i]));
	count_twins(sheet, &twins, wording_of);
	for (size_t i = 0; i < sheet->count; i++)
		sheet->info[i].repeats = others_of(&twins, wording_of(&sheet->info[i]));
	return true;
}

static int
by_size(const void *a, const void *b)
{
	const size_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static bool
find_house(struct np_sheet *sheet, struct np_arena *arena)
{
	size_t *lengths = np_arena_array(arena, sheet->count, sizeof *lengths);
	if (lengths == NULL)
		return false;
	size_t runs = 0, dated = 0, told = 0, closed = 0, spaced = 0, indented = 0, paragraphs = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct np_look *info = &sheet->info[i];
		const struct np_line *line = &sheet->page->lines[i];
		spaced += blanks_of(sheet, i) > 0;
		if (line->heading > 0 &&
		    (sheet->top_heading == 0 || line->heading < sheet->top_heading))
			sheet->top_heading = line->heading;
		if (!info->candidate) {
			bool opens = sheet->wraps == 0 || !np_sheet_runs_on(sheet, i);
			paragraphs += opens;
			indented += opens && indent_of(sheet, i) >= 2;
			continue;
		}
		if (info->run_at != 0)
			continue;
		runs++;
		size_t next = i + info->run_of;
		if (next < sheet->count && sheet->info[next].kind == NP_KIND_BYLINE)
			next++;
		dated += next < sheet->count && (sheet->info[next].marks & NP_HAS_DATE_HEAD) != 0;
		told += next < sheet->count && ((sheet->info[next].marks & NP_HAS_DATE_HEAD) != 0 ||
						   (sheet->info[next].cues & NP_CUE_WHEN) != 0);
		lengths[runs - 1] = info->run_columns;
		closed += i > 0 && (sheet->info[i - 1].marks & NP_HAS_BY_TAIL ||
				       sheet->info[i - 1].kind == NP_KIND_BYLINE);
	}
	sheet->spaced = share(spaced, sheet->count * 3 / 4);
	sheet->indents = share(indented, paragraphs * 3 / 4);
	sheet->dated = share(dated, runs);
	sheet->told = share(told, runs);
	sheet->closed = share(closed, runs);
	if (runs > 0) {
		qsort(lengths, runs, sizeof *lengths, by_size);
		sheet->head_columns = lengths[runs / 2];
	}
	sheet->heads = runs * 8 < paragraphs   ? 0
		       : runs * 4 < paragraphs ? 1
		       : runs * 2 < paragraphs ? 2
					       : 3;
	return true;
}

static void
carry_open(struct np_sheet *sheet)
{
	int open = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct np_look *look = &sheet->info[i];
		sheet->info[i].open = open;
		/* What closes nothing is nothing: the same as going through the line's characters. */
		open =
		    open + look->balance > look->left_open ? open + look->balance : look->left_open;
		/* A sentence that is over closes what was left open by mistake. */
		if (open > 3 || np_edge_is_final(sheet->info[i].end))
			open = 0;
		sheet->info[i].leaves = open;
	}
}

static bool
look_at_all(struct np_sheet *sheet, struct np_marks *marks, struct np_arena *arena)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (!np_look_at(marks, &sheet->page->lines[i], arena, &sheet->info[i]))
			return false;
	}
	return true;
}

/* ---- a blank behind every character ---- */

/* Every third character is a blank, at least: some OCR sets one behind each.  Words of letters are longer. */
static bool
is_letter_spaced(const struct np_sheet *sheet)
{
	size_t chars = 0, spaces = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		chars += sheet->info[i].chars;
		spaces += sheet->info[i].spaces;
	}
	return chars > 0 && spaces * 3 >= chars;
}

/* A Chinese character or its punctuation. */
static bool
is_square(uint32_t cp)
{
	return cp >= 0x2E80 || (cp >= 0x2014 && cp <= 0x2026);
}

/* The text without single blanks beside square characters; NULL without memory. */
static struct np_span
close_up(struct np_span text, struct np_arena *arena)
{
	char *buf = np_arena_take(arena, text.len + 1);
	size_t len = 0;
	uint32_t before = 0, cp, next;
	for (size_t at = 0, n; buf != NULL && at < text.len; at += n) {
		n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == ' ' && at + 1 < text.len) {
			np_utf8_next(text.ptr + at + 1, text.len - at - 1, &next);
			if (before != ' ' && next != ' ' && (is_square(before) || is_square(next)))
				continue;
		}
		memcpy(buf + len, text.ptr + at, n);
		len += n;
		before = cp;
	}
	return (struct np_span){ buf, len };
}

/*
 * Looks at the page again as if these blanks were not there.  What marks were found is not kept: they
 * would name bytes of another text.
 */
static bool
look_closed_up(struct np_sheet *sheet, struct np_marks *marks, struct np_arena *arena)
{
	struct np_page *page = np_arena_take(arena, sizeof *page);
	struct np_line *lines = np_arena_take(arena, sheet->count * sizeof *lines);
	if (page == NULL || lines == NULL)
		return false;
	*page = *sheet->page;
	page->lines = lines;
	for (size_t i = 0; i < sheet->count; i++) {
		lines[i] = sheet->page->lines[i];
		lines[i].text = close_up(lines[i].text, arena);
		if (lines[i].text.ptr == NULL)
			return false;
	}
	sheet->page = page;
	if (!look_at_all(sheet, marks, arena))
		return false;
	for (size_t i = 0; i < sheet->count; i++)
		sheet->info[i].found_count = NP_LOOK_MARKS;
	return true;
}

enum np_code
np_sheet_open(struct np_sheet *sheet, struct np_marks *marks, const struct np_page *page,
    struct np_arena *arena, struct np_error *err)
{
	*sheet = (struct np_sheet){ .page = page, .count = page->count };
	sheet->info = np_arena_take(arena, page->count * sizeof *sheet->info);
	if (sheet->info == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (!look_at_all(sheet, marks, arena) ||
	    (is_letter_spaced(sheet) && !look_closed_up(sheet, marks, arena)) ||
	    np_marks_starved(marks))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	carry_open(sheet);
	find_margin(sheet);
	find_width(sheet);
	find_fill(sheet);
	find_leading(sheet);
	find_stanzas(sheet);
	find_candidates(sheet);
	find_runs(sheet);
	if (!find_house(sheet, arena) || !find_twins(sheet, arena))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return NP_OK;
}
