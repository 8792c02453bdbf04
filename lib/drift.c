/* drift.c - how a page's matter changes from part to part */
#include "drift.h"

#include "cpu.h"
#include "theme_sum.h"

enum {
	NEAR = 3,     /* paragraphs, or segments, that are compared with the next one together */
	WINDOW = 120, /* characters on either side of a line that are compared */
};

/* A part of a page. */
struct part {
	struct np_theme_sum sum;
	struct np_theme_way way;
};

/* The latest NEAR parts of a page, in a ring. */
struct recent {
	struct part parts[NEAR];
	size_t count; /* so far */
};

/* The one that is so many before the latest; empty where there is none. */
static const struct part *
recent_at(const struct recent *recent, size_t back)
{
	return &recent->parts[(recent->count + NEAR - 1 - back) % NEAR];
}

static void
push(struct recent *recent, const struct part *part)
{
	recent->parts[recent->count++ % NEAR] = *part;
}

/* How alike a part is to all of the latest ones together. */
static unsigned
alike_all(const struct recent *recent, const struct part *part)
{
	struct np_theme_sum all = recent->parts[0].sum;
	for (size_t k = 1; k < NEAR; k++) {
		for (size_t d = 0; d < NP_THEME; d++)
			all.of[d] += recent->parts[k].sum.of[d];
	}
	struct np_theme_way way = np_theme_way_of(&all);
	return np_theme_alike(&way, &part->way);
}

static void
find_paragraphs(struct np_sheet *sheet)
{
	struct recent recent = { 0 };
	struct np_look *before = NULL;
	for (size_t i = 0, next; i < sheet->count; i = next) {
		struct part own = { .sum = { { 0 } } };
		struct np_look *first = &sheet->info[i];
		np_theme_sum_add(&own.sum, &first->theme);
		for (next = i + 1; next < sheet->count && sheet->info[next].same_above == 0; next++)
			np_theme_sum_add(&own.sum, &sheet->info[next].theme);
		own.way = np_theme_way_of(&own.sum);
		first->drift.above = np_theme_alike(&recent_at(&recent, 0)->way, &own.way);
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
		struct part own = { .sum = { { 0 } } };
		for (size_t i = segment->first; i <= segment->last; i++)
			np_theme_sum_add(&own.sum, &sheet->info[i].theme);
		own.way = np_theme_way_of(&own.sum);
		segment->drift = np_theme_alike(&recent_at(&recent, 0)->way, &own.way);
		segment->drift_all = alike_all(&recent, &own);
		for (size_t k = 1; k < NEAR; k++) {
			unsigned alike = np_theme_alike(&recent_at(&recent, k)->way, &own.way);
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

/* What stands right above a line against the line and what follows, whatever lines these are. */
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
		if (np_look_opens(&info[i])) {
			struct np_theme_way up = np_theme_way_of(&above.sum);
			struct np_theme_way down = np_theme_way_of(&below.sum);
			info[i].drift.edge = np_theme_alike(&up, &down);
		}
		grow(&above, &info[i]);
		drop_first(&below, &info[i]);
	}
}

static void
find_drift(struct np_sheet *sheet)
{
	find_paragraphs(sheet);
	find_segments(sheet);
	find_edges(sheet);
}

#ifdef NP_WITH_AVX2
NP_AVX2_WHOLE static void
find_avx2(struct np_sheet *sheet)
{
	find_drift(sheet);
}
#endif

void
np_drift_find(struct np_sheet *sheet)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2()) {
		find_avx2(sheet);
		return;
	}
#endif
	find_drift(sheet);
}
