/* theme.c - what a text is about, by its characters: what goes together in articles */
#include "theme.h"

_Static_assert(NP_CHARS *NP_THEME_PEAK <= INT16_MAX, "the characters taken at once can be summed");

/* Of a Han character; those beyond U+FFFF are rare, and say nothing. */
static const int8_t *
vector_of(const struct np_chars *chars, size_t i)
{
	uint32_t cp = chars->cp[i];
	return np_theme_vectors[np_chars_is_han(cp) ? np_theme_rows[cp - NP_THEME_FIRST] : 0];
}

static int16_t
within(int sum)
{
	return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < -INT16_MAX ? -INT16_MAX : sum);
}

void
np_theme_add(struct np_theme *theme, const struct np_chars *chars, const uint64_t *han)
{
	int16_t sums[NP_THEME] = { 0 };
	for (size_t from = 0; from < chars->count; from += 64) {
		for (uint64_t left = han[from / 64]; left != 0; left &= left - 1) {
			const int8_t *vector = vector_of(chars, from + np_chars_lowest(left));
			for (size_t d = 0; d < NP_THEME; d++)
				sums[d] = (int16_t)(sums[d] + vector[d]);
		}
	}
	for (size_t d = 0; d < NP_THEME; d++)
		theme->of[d] = within(theme->of[d] + sums[d]);
}

/* The same direction in numbers so small that products of them can be summed in 32 bits. */
static void
shrink(const struct np_theme_sum *sum, int16_t *small)
{
	enum { MOST = 1 << 12 };
	int64_t most = 0, by = 1;
	for (size_t d = 0; d < NP_THEME; d++) {
		int64_t size = sum->of[d] < 0 ? -sum->of[d] : sum->of[d];
		most = size > most ? size : most;
	}
	while (most / by >= MOST)
		by *= 2;
	for (size_t d = 0; d < NP_THEME; d++)
		small[d] = (int16_t)(sum->of[d] / by);
}

static double
product(const int16_t *a, const int16_t *b)
{
	int32_t sum = 0;
	for (size_t d = 0; d < NP_THEME; d++)
		sum += a[d] * b[d];
	return sum;
}

unsigned
np_theme_alike(const struct np_theme_sum *a, const struct np_theme_sum *b)
{
	/* Squares of cosines: no root need be drawn.  Eighths of the paragraphs side by side in papers. */
	static const double steps[NP_THEME_STEPS - 1] = { .0625, .1296, .2116, .2916, .3721, .4624,
		.5776 };
	int16_t one[NP_THEME], other[NP_THEME];
	unsigned step = 0;
	shrink(a, one);
	shrink(b, other);
	double both = product(one, other), all = product(one, one) * product(other, other);
	if (both <= 0)
		return 0;
	while (step < NP_THEME_STEPS - 1 && both * both >= steps[step] * all)
		step++;
	return step;
}
