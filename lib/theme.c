/* theme.c - what a text is about, by its characters: what goes together in articles */
#include "theme.h"

#include "cpu.h"

_Static_assert(NP_CHARS *NP_THEME_PEAK <= INT16_MAX, "the characters taken at once can be summed");

/* Of a Han character; those beyond U+FFFF are rare, and say nothing. */
static inline const int8_t *
vector_of(const struct np_chars *chars, size_t i)
{
	uint32_t cp = chars->cp[i];
	return np_theme_vectors[np_chars_is_han(cp) ? np_theme_rows[cp - NP_THEME_FIRST] : 0];
}

static inline int16_t
within(int sum)
{
	return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < -INT16_MAX ? -INT16_MAX : sum);
}

/* Inlined where it is called, so that each set of vector instructions has it in its own. */
static inline void
add_chars(struct np_theme *theme, const struct np_chars *chars, const uint64_t *han)
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

/* By how many bits numbers are to be shifted to the right, all of them ORed, to have so few that products can be summed in 32. */
static inline unsigned
bits_over(uint64_t all)
{
	enum { BITS = 12 };
	unsigned by = 0;
	while (all >> by >> BITS != 0)
		by++;
	return by;
}

/* The same direction in numbers of few bits. */
static void
shrink(const struct np_theme_sum *sum, int16_t *small)
{
	uint64_t sizes[NP_THEME], all = 0;
	for (size_t d = 0; d < NP_THEME; d++) {
		sizes[d] = (uint64_t)(sum->of[d] < 0 ? -sum->of[d] : sum->of[d]);
		all |= sizes[d];
	}
	const unsigned by = bits_over(all);
	for (size_t d = 0; d < NP_THEME; d++) {
		int16_t size = (int16_t)(sizes[d] >> by);
		small[d] = (int16_t)(sum->of[d] < 0 ? -size : size);
	}
}

static double
product(const int16_t *a, const int16_t *b)
{
	int32_t sum = 0;
	for (size_t d = 0; d < NP_THEME; d++)
		sum += a[d] * b[d];
	return sum;
}

/* The step of two texts whose product is `both`, and whose products with themselves are `all` when multiplied. */
static unsigned
step_of(double both, double all)
{
	/* Squares of cosines: no root need be drawn.  Eighths of the paragraphs side by side in papers. */
	static const double steps[NP_THEME_STEPS - 1] = { .0625, .1296, .2116, .2916, .3721, .4624,
		.5776 };
	unsigned step = 0;
	if (both <= 0)
		return 0;
	while (step < NP_THEME_STEPS - 1 && both * both >= steps[step] * all)
		step++;
	return step;
}

static unsigned
alike_plainly(const struct np_theme_sum *a, const struct np_theme_sum *b)
{
	int16_t one[NP_THEME], other[NP_THEME];
	shrink(a, one);
	shrink(b, other);
	return step_of(product(one, other), product(one, one) * product(other, other));
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

NP_AVX2 static void
add_avx2(struct np_theme *theme, const struct np_chars *chars, const uint64_t *han)
{
	add_chars(theme, chars, han);
}

/* shrink(), in another order of the numbers. */
NP_AVX2 static inline void
shrink_avx2(const struct np_theme_sum *sum, __m256i *small)
{
	enum { PARTS = NP_THEME / 4 };
	__m256i sizes[PARTS], signs[PARTS], all = _mm256_setzero_si256(), eight[PARTS / 2];
	uint64_t any[4];
	for (size_t k = 0; k < PARTS; k++) {
		__m256i four = _mm256_loadu_si256((const __m256i *)(const void *)(sum->of + 4 * k));
		signs[k] = _mm256_cmpgt_epi64(_mm256_setzero_si256(), four);
		sizes[k] = _mm256_sub_epi64(_mm256_xor_si256(four, signs[k]), signs[k]);
		all = _mm256_or_si256(all, sizes[k]);
	}
	_mm256_storeu_si256((__m256i *)(void *)any, all);
	const __m128i by = _mm_cvtsi32_si128((int)bits_over(any[0] | any[1] | any[2] | any[3]));
	for (size_t k = 0; k < PARTS; k++) {
		__m256i four = _mm256_srl_epi64(sizes[k], by);
		sizes[k] = _mm256_sub_epi64(_mm256_xor_si256(four, signs[k]), signs[k]);
	}
	for (size_t k = 0; k < PARTS; k += 2)
		eight[k / 2] =
		    _mm256_blend_epi32(sizes[k], _mm256_slli_epi64(sizes[k + 1], 32), 0xAA);
	small[0] = _mm256_packs_epi32(eight[0], eight[1]);
	small[1] = _mm256_packs_epi32(eight[2], eight[3]);
}

NP_AVX2 static inline double
product_avx2(const __m256i *a, const __m256i *b)
{
	__m256i eight =
	    _mm256_add_epi32(_mm256_madd_epi16(a[0], b[0]), _mm256_madd_epi16(a[1], b[1]));
	__m128i four =
	    _mm_add_epi32(_mm256_castsi256_si128(eight), _mm256_extracti128_si256(eight, 1));
	four = _mm_add_epi32(four, _mm_srli_si128(four, 8));
	four = _mm_add_epi32(four, _mm_srli_si128(four, 4));
	return _mm_cvtsi128_si32(four);
}

NP_AVX2 static unsigned
alike_avx2(const struct np_theme_sum *a, const struct np_theme_sum *b)
{
	__m256i one[2], other[2];
	shrink_avx2(a, one);
	shrink_avx2(b, other);
	return step_of(
	    product_avx2(one, other), product_avx2(one, one) * product_avx2(other, other));
}
#endif

void
np_theme_add(struct np_theme *theme, const struct np_chars *chars, const uint64_t *han)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2()) {
		add_avx2(theme, chars, han);
		return;
	}
#endif
	add_chars(theme, chars, han);
}

unsigned
np_theme_alike(const struct np_theme_sum *a, const struct np_theme_sum *b)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		return alike_avx2(a, b);
#endif
	return alike_plainly(a, b);
}
