/* drift.c - how a page's matter changes from part to part */
#include "drift.h"

enum {
	NEAR = 3,     /* paragraphs, or segments, that are compared with the next one together */
	WINDOW = 120, /* characters on either side of a line that are compared */
};

/* The latest NEAR parts of a page, [0] the latest of all. */
struct recent {
	struct np_theme_sum parts[NEAR];
};

static void
push(struct recent *recent, const struct np_theme_sum *part)
{
	for (size_t k = NEAR - 1; k > 0; k--)
		recent->parts[k] = recent->parts[k - 1];
	recent->parts[0] = *part;
}

/* How alike a part is to all of the latest ones together. */
static unsigned
alike_all(const struct recent *recent, const struct np_theme_sum *part)
{
	struct np_theme_sum all = recent->parts[0];
	for (size_t k = 1; k < NEAR; k++) {
		for (size_t d = 0; d < NP_THEME; d++)
			all.of[d] += recent->parts[k].of[d];
	}
	return np_theme_alike(&all, part);
}

static void
find_paragraphs(struct np_sheet *sheet)
{
	struct recent recent = { 0 };
	struct np_look *before = NULL;
	for (size_t i = 0, next; i < sheet->count; i = next) {
		struct np_theme_sum own = { { 0 } };
		struct np_look *first = &sheet->info[i];
		np_theme_sum_add(&own, &first->theme);
		for (next = i + 1; next < sheet->count && np_sheet_runs_on(sheet, next); next++)
			np_theme_sum_add(&own, &sheet->info[next].theme);
		first->drift.above = np_theme_alike(&recent.parts[0], &own);
		first->drift.far = alike_all(&recent, &own);
		if (before != NULL)
			before->drift.below = first->drift.above;
		push(&recent, &own);
		before = first;
	}
}

static void
find_segments(struct np_sheet *sheet)
{
	struct recent recent = { 0 };
	for (size_t s = 0; s < sheet->segment_count; s++) {
		struct np_segment *segment = &sheet->segments[s];
		struct np_theme_sum own = { { 0 } };
		for (size_t i = segment->first; i <= segment->last; i++)
			np_theme_sum_add(&own, &sheet->info[i].theme);
		segment->drift = np_theme_alike(&recent.parts[0], &own);
		segment->drift_all = alike_all(&recent, &own);
		for (size_t k = 1; k < NEAR; k++) {
			unsigned alike = np_theme_alike(&recent.parts[k], &own);
			segment->drift_far =
			    alike > segment->drift_far ? alike : segment->drift_far;
		}
		push(&recent, &own);
	}
}

/* Lines from `from` to before `end`, so many characters at least where there are. */
struct window {
	size_t from, end, chars;
	struct np_theme_sum sum;
};

static void
grow(struct window *window, const struct np_look *line)
{
	np_theme_sum_add(&window->sum, &line->theme);
	window->chars += line->chars;
	window->end++;
}

static void
drop_first(struct window *window, const struct np_look *line)
{
	np_theme_sum_take(&window->sum, &line->theme);
	window->chars -= line->chars;
	window->from++;
}

/* What stands right above each line against the line and what follows, whatever lines these are. */
static void
find_edges(struct np_sheet *sheet)
{
	struct window above = { 0 }, below = { 0 };
	struct np_look *info = sheet->info;
	for (size_t i = 0; i < sheet->count; i++) {
		while (below.end < sheet->count && below.chars < WINDOW)
			grow(&below, &info[below.end]);
		while (above.chars - (above.from < i ? info[above.from].chars : 0) >= WINDOW)
			drop_first(&above, &info[above.from]);
		info[i].drift.edge = np_theme_alike(&above.sum, &below.sum);
		grow(&above, &info[i]);
		drop_first(&below, &info[i]);
	}
}

void
np_drift_find(struct np_sheet *sheet)
{
	find_paragraphs(sheet);
	find_segments(sheet);
	find_edges(sheet);
}
