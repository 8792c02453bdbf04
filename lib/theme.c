/* theme.c - what a text is about, by its characters: what goes together in articles */
#include "theme.h"

#include "cpu.h"

enum { TOGETHER = 4 }; /* vectors that are summed in bytes first */

_Static_assert(TOGETHER *NP_THEME_PEAK <= INT8_MAX, "so few vectors can be summed in bytes");
_Static_assert(NP_CHARS *NP_THEME_PEAK <= INT16_MAX, "the characters taken at once can be summed");

/* Of a character: those that are not Han, and the rare ones beyond U+FFFF, say nothing. */
static inline const int8_t *
vector_of(uint32_t cp)
{
	enum { NO_HAN = NP_THEME_LAST - NP_THEME_FIRST };
	uint32_t at = cp - NP_THEME_FIRST;
	return np_theme_vectors[np_theme_rows[at < NO_HAN ? at : NO_HAN]];
}

static inline int16_t
within(int sum)
{
	return (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < -INT16_MAX ? -INT16_MAX : sum);
}

static inline void
add_four(int16_t *sums, const uint16_t *cp)
{
	const int8_t *one = vector_of(cp[0]), *two = vector_of(cp[1]);
	const int8_t *three = vector_of(cp[2]), *four = vector_of(cp[3]);
	for (size_t d = 0; d < NP_THEME; d++) {
		int8_t all = (int8_t)(one[d] + two[d] + three[d] + four[d]);
		sums[d] = (int16_t)(sums[d] + all);
	}
}

static inline void
add_chars(struct np_theme *theme, const struct np_chars *chars)
{
	int16_t sums[NP_THEME] = { 0 };
	size_t i = 0;
	for (; i + TOGETHER <= chars->count; i += TOGETHER)
		add_four(sums, chars->cp + i);
	if (i < chars->count) {
		uint16_t last[TOGETHER] = { 0 };
		for (size_t k = 0; i + k < chars->count; k++)
			last[k] = chars->cp[i + k];
		add_four(sums, last);
	}
	for (size_t d = 0; d < NP_THEME; d++)
		theme->of[d] = within(theme->of[d] + sums[d]);
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

NP_AVX2 static inline __m256i
load(const void *from)
{
	return _mm256_loadu_si256(from);
}

/* The sums so far: of the first sixteen numbers of the vectors, and of the others. */
struct sums {
	__m256i low, high;
};

/* Adds the vectors of TOGETHER characters, whose places in the table are given. */
NP_AVX2 static inline void
add_four_avx2(struct sums *sums, const uint16_t *at)
{
	__m256i one = load(np_theme_vectors[np_theme_rows[at[0]]]);
	__m256i two = load(np_theme_vectors[np_theme_rows[at[1]]]);
	one = _mm256_add_epi8(one, load(np_theme_vectors[np_theme_rows[at[2]]]));
	two = _mm256_add_epi8(two, load(np_theme_vectors[np_theme_rows[at[3]]]));
	one = _mm256_add_epi8(one, two);
	sums->low = _mm256_add_epi16(sums->low, _mm256_cvtepi8_epi16(_mm256_castsi256_si128(one)));
	sums->high =
	    _mm256_add_epi16(sums->high, _mm256_cvtepi8_epi16(_mm256_extracti128_si256(one, 1)));
}

/* The same as add_chars(): the places of sixteen characters are found at once. */
NP_AVX2 static void
add_avx2(struct np_theme *theme, const struct np_chars *chars)
{
	const __m256i first = _mm256_set1_epi16(NP_THEME_FIRST),
		      no_han = _mm256_set1_epi16(NP_THEME_LAST - NP_THEME_FIRST),
		      sixteen =
			  _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
	struct sums sums = { _mm256_setzero_si256(), _mm256_setzero_si256() };
	for (size_t i = 0; i < chars->count; i += 16) {
		uint16_t at[16];
		__m256i places = _mm256_sub_epi16(load(chars->cp + i), first);
		__m256i behind =
		    _mm256_cmpgt_epi16(sixteen, _mm256_set1_epi16((short)(chars->count - i - 1)));
		places = _mm256_min_epu16(_mm256_or_si256(places, behind), no_han);
		_mm256_storeu_si256((void *)at, places);
		add_four_avx2(&sums, at);
		add_four_avx2(&sums, at + 4);
		add_four_avx2(&sums, at + 8);
		add_four_avx2(&sums, at + 12);
	}
	/* What is beyond ends at INT16_MIN here, in within() one above it. */
	const __m256i least = _mm256_set1_epi16(-INT16_MAX);
	__m256i low = _mm256_max_epi16(_mm256_adds_epi16(load(theme->of), sums.low), least);
	__m256i high = _mm256_max_epi16(_mm256_adds_epi16(load(theme->of + 16), sums.high), least);
	_mm256_storeu_si256((void *)theme->of, low);
	_mm256_storeu_si256((void *)(theme->of + 16), high);
}
#endif

void
np_theme_add(struct np_theme *theme, const struct np_chars *chars)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2()) {
		add_avx2(theme, chars);
		return;
	}
#endif
	add_chars(theme, chars);
}
