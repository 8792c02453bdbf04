/* sheet.c - a page as a reader sees it: its paragraphs, its runs of headings, the habits of its house */
#include "sheet.h"

#include <stdlib.h>

#include "cue.h"
#include "letterspace.h"
#include "twins.h"

static unsigned
blanks_of(const struct np_sheet *sheet, size_t i)
{
	return np_measure_blanks(&sheet->measure, &sheet->page->lines[i]);
}

static unsigned
indent_of(const struct np_sheet *sheet, size_t i)
{
	return np_measure_indent(&sheet->measure, &sheet->page->lines[i]);
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

/* A short line that no mark ends is in no paragraph: one that ends there would have a stop. */
static bool
stands_bare(const struct np_look *line)
{
	enum { SHORT = 3 }; /* or it is not known how far it should reach */
	bool unmarked = line->end == NP_END_OPEN || line->end == NP_END_DIGIT ||
			line->end == NP_END_UNQUOTE || line->end == NP_END_CALL;
	bool plain = line->kind == NP_KIND_LINE || line->kind == NP_KIND_LISTED ||
		     line->kind == NP_KIND_SPEECH;
	return plain && unmarked && line->fill >= SHORT;
}

bool
np_sheet_runs_on(const struct np_sheet *sheet, size_t i)
{
	if (i == 0)
		return false;
	const struct np_look *before = &sheet->info[i - 1];
	if (before->whole >= 0 || np_edge_is_final(before->end) || np_sheet_indent(sheet, i) > 1 ||
	    stands_bare(&sheet->info[i]))
		return false;
	if (sheet->measure.wraps > 0)
		return before->fill <= 1 && before->kind != NP_KIND_CELLS;
	return before->columns > 64;
}

bool
np_sheet_may_sign(const struct np_sheet *sheet, size_t i)
{
	enum { LONGEST_NAME = 4, LONGEST_PLACE = 8 };
	const struct np_look *own = &sheet->info[i];
	return i > 0 && own->candidate && own->tail_chars > 0 && own->tail_chars <= LONGEST_NAME &&
	       own->tail_after <= LONGEST_PLACE && own->digits == 0 && !own[-1].candidate &&
	       np_edge_is_final(own[-1].end);
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
			full += sheet->measure.wraps > 0 && sheet->info[end].fill <= 1;
		}
		for (size_t j = i; j < end; j++) {
			struct np_look *info = &sheet->info[j];
			info->stanza_at = (unsigned)(j - i);
			info->stanza_of = (unsigned)(end - i);
			info->stanza_full = np_measure_share(full, end - i);
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
	if (sheet->measure.wraps == 0 || i + 1 == sheet->count ||
	    np_edge_is_final(sheet->info[i].end) || line->heading > 0 ||
	    blanks_of(sheet, i + 1) > 0 ||
	    (indent_of(sheet, i + 1) >= 2 && indent_of(sheet, i) < 2))
		return false;
	unsigned fill = sheet->info[i].fill, next = sheet->info[i + 1].fill;
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
		if (sheet->measure.wraps > 0 && !info->candidate && (info->fill <= 1 || wrapped) &&
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

/* How often a page does what a house may do throughout. */
struct habits {
	size_t runs, dated, told, closed, signs; /* of headings; with a dateline under them … */
	size_t told_columns, told_stacks;        /* of the told: columns; those of several lines */
	size_t paragraphs, indented;
	size_t spaced; /* lines with a blank one before them */
};

/* Counts what stands around a run of headings that begins with line i. */
static void
see_run(struct habits *habits, const struct np_sheet *sheet, size_t i)
{
	const struct np_look *info = sheet->info;
	size_t next = i + info[i].run_of;
	if (next < sheet->count && info[next].kind == NP_KIND_BYLINE)
		next++;
	bool dated = next < sheet->count && (info[next].marks & NP_HAS_DATE_HEAD) != 0;
	bool told = next < sheet->count && (info[next].cues & NP_CUE_WHEN) != 0;
	bool closed = i > 0 && ((info[i - 1].marks & NP_HAS_BY_TAIL) != 0 ||
				   info[i - 1].kind == NP_KIND_BYLINE);
	habits->runs++;
	habits->dated += dated;
	habits->signs += np_sheet_may_sign(sheet, i);
	if (dated || told) {
		habits->told++;
		habits->told_columns += info[i].run_columns;
		habits->told_stacks += info[i].run_of > 1;
	}
	habits->closed += closed;
}

static struct habits
habits_of(const struct np_sheet *sheet)
{
	struct habits habits = { .runs = 0 };
	for (size_t i = 0; i < sheet->count; i++) {
		const struct np_look *info = &sheet->info[i];
		habits.spaced += blanks_of(sheet, i) > 0;
		if (!info->candidate) {
			bool opens = sheet->measure.wraps == 0 || !np_sheet_runs_on(sheet, i);
			habits.paragraphs += opens;
			habits.indented += opens && indent_of(sheet, i) >= 2;
		} else if (info->run_at == 0) {
			see_run(&habits, sheet, i);
		}
	}
	return habits;
}

static int
by_size(const void *a, const void *b)
{
	const size_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Sets how long the runs of headings are, and the highest level of those in Markdown. */
static bool
find_headings(struct np_sheet *sheet, struct np_arena *arena)
{
	size_t *lengths = np_arena_take(arena, sheet->count * sizeof *lengths), runs = 0;
	if (lengths == NULL)
		return false;
	for (size_t i = 0; i < sheet->count; i++) {
		unsigned level = sheet->page->lines[i].heading;
		if (level > 0 && (sheet->top_heading == 0 || level < sheet->top_heading))
			sheet->top_heading = level;
		if (sheet->info[i].candidate && sheet->info[i].run_at == 0)
			lengths[runs++] = sheet->info[i].run_columns;
	}
	if (runs > 0) {
		qsort(lengths, runs, sizeof *lengths, by_size);
		sheet->head_columns = lengths[runs / 2];
	}
	return true;
}

/* What most of the page's articles have shows how its house sets them. */
static void
find_house(struct np_sheet *sheet)
{
	const struct habits habits = habits_of(sheet);
	const size_t runs = habits.runs, paragraphs = habits.paragraphs;
	sheet->spaced = np_measure_share(habits.spaced, sheet->count * 3 / 4);
	sheet->indents = np_measure_share(habits.indented, paragraphs * 3 / 4);
	sheet->dated = np_measure_share(habits.dated, runs);
	sheet->told = np_measure_share(habits.told, runs);
	sheet->closed = np_measure_share(habits.closed, runs);
	sheet->signs = np_measure_share(habits.signs, runs);
	sheet->sure_columns = habits.told > 0 ? habits.told_columns / habits.told : 0;
	sheet->sure_runs = habits.told < 3 ? (unsigned)habits.told : 3;
	sheet->sure_stacks = np_measure_share(habits.told_stacks, habits.told);
	sheet->heads = runs * 8 < paragraphs   ? 0
		       : runs * 4 < paragraphs ? 1
		       : runs * 2 < paragraphs ? 2
					       : 3;
}

/* Which quotation marks and brackets are open before and behind each line. */
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
look_at_all(
    struct np_sheet *sheet, struct np_seen *seen, struct np_marks *marks, struct np_arena *arena)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (!np_seen_look(seen, marks, &sheet->page->lines[i], arena, &sheet->info[i]))
			return false;
	}
	return true;
}

/* Some OCR sets a blank behind every character. */
static bool
is_letter_spaced(const struct np_sheet *sheet)
{
	size_t chars = 0, blanks = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		chars += sheet->info[i].chars;
		blanks += sheet->info[i].spaces;
	}
	return np_letterspace_is(chars, blanks);
}

/*
 * Looks at the page again as if these blanks were not there.  What marks were found is not kept: they
 * would name bytes of another text.
 */
static bool
look_closed_up(
    struct np_sheet *sheet, struct np_seen *seen, struct np_marks *marks, struct np_arena *arena)
{
	sheet->page = np_letterspace_close(sheet->page, arena);
	if (sheet->page == NULL || !look_at_all(sheet, seen, marks, arena))
		return false;
	for (size_t i = 0; i < sheet->count; i++)
		sheet->info[i].found_count = NP_LOOK_MARKS;
	return true;
}

enum np_code
np_sheet_open(struct np_sheet *sheet, struct np_marks *marks, const struct np_page *page,
    struct np_arena *arena, struct np_error *err)
{
	return np_sheet_open_seen(sheet, NULL, marks, page, arena, err);
}

enum np_code
np_sheet_open_seen(struct np_sheet *sheet, struct np_seen *seen, struct np_marks *marks,
    const struct np_page *page, struct np_arena *arena, struct np_error *err)
{
	*sheet = (struct np_sheet){ .page = page, .count = page->count };
	sheet->info = np_arena_take(arena, page->count * sizeof *sheet->info);
	if (sheet->info == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (!look_at_all(sheet, seen, marks, arena) ||
	    (is_letter_spaced(sheet) && !look_closed_up(sheet, seen, marks, arena)) ||
	    np_marks_starved(marks))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	carry_open(sheet);
	sheet->measure = np_measure_page(sheet->page, sheet->info);
	find_stanzas(sheet);
	find_candidates(sheet);
	find_runs(sheet);
	find_house(sheet);
	if (!find_headings(sheet, arena) || !np_twins_find(sheet->info, sheet->count, arena))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return NP_OK;
}
