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
NP_AVX2_WHOLE static void
add_avx2(struct np_theme *theme, const struct np_chars *chars)
{
	add_chars(theme, chars);
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
