/* theme_sum.h - the themes of many texts, summed, and how alike such sums are */
#ifndef NP_THEME_SUM_H
#define NP_THEME_SUM_H

#include "theme.h"

/*
 * All of it is inline, so that whoever goes through a page in vector instructions has it in these.
 */

/* Themes, summed: within ±NP_THEME_SUM_PEAK, and what would be beyond stays there.  Three of them can be added. */
struct np_theme_sum {
	int32_t of[NP_THEME];
};

enum { NP_THEME_SUM_PEAK = INT32_MAX / 4 };

static inline void
np_theme_sum_add(struct np_theme_sum *sum, const struct np_theme *theme)
{
	for (size_t d = 0; d < NP_THEME; d++) {
		int32_t all = sum->of[d] + theme->of[d];
		all = all < NP_THEME_SUM_PEAK ? all : NP_THEME_SUM_PEAK;
		sum->of[d] = all > -NP_THEME_SUM_PEAK ? all : -NP_THEME_SUM_PEAK;
	}
}

/* Takes out again what was added; right where the peak was not reached. */
static inline void
np_theme_sum_take(struct np_theme_sum *sum, const struct np_theme *theme)
{
	for (size_t d = 0; d < NP_THEME; d++)
		sum->of[d] -= theme->of[d];
}

/* Where a sum points, in numbers of so few bits that products of them can be summed. */
struct np_theme_way {
	int16_t of[NP_THEME];
	int32_t square; /* the product with itself; 0 for an empty sum */
};

static inline int32_t
np_theme_product(const struct np_theme_way *a, const struct np_theme_way *b)
{
	int32_t product = 0;
	for (size_t d = 0; d < NP_THEME; d++)
		product += a->of[d] * b->of[d];
	return product;
}

static inline struct np_theme_way
np_theme_way_of(const struct np_theme_sum *sum)
{
	enum { BITS = 12 };
	struct np_theme_way way;
	int32_t sizes[NP_THEME], all = 0;
	unsigned by = 0;
	for (size_t d = 0; d < NP_THEME; d++) {
		sizes[d] = sum->of[d] < 0 ? -sum->of[d] : sum->of[d];
		all |= sizes[d];
	}
	while (all >> by >> BITS != 0)
		by++;
	for (size_t d = 0; d < NP_THEME; d++) {
		int32_t size = sizes[d] >> by;
		way.of[d] = (int16_t)(sum->of[d] < 0 ? -size : size);
	}
	way.square = np_theme_product(&way, &way);
	return way;
}

/*
 * How alike two sums are: the cosine of the angle between them, in steps from 0 (nothing in common) to
 * 7.  0 where one of them is empty.
 */
enum { NP_THEME_STEPS = 8 };

static inline unsigned
np_theme_alike(const struct np_theme_way *a, const struct np_theme_way *b)
{
	/* Squares of cosines: no root need be drawn.  Eighths of the paragraphs side by side in papers. */
	static const double steps[NP_THEME_STEPS - 1] = { .0625, .1296, .2116, .2916, .3721, .4624,
		.5776 };
	const double both = np_theme_product(a, b), all = (double)a->square * b->square;
	const double square = both * both;
	if (both <= 0)
		return 0;
	/* Halves, quarters, eighths of the scale: each is as likely as the other, and no branch is foretold. */
	unsigned step = square >= steps[3] * all ? 4 : 0;
	step += square >= steps[step + 1] * all ? 2 : 0;
	step += square >= steps[step] * all ? 1 : 0;
	return step;
}

#endif
