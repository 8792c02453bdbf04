/* utf8_inside.h - inside of utf8: what its files of validation and counting ask of each other */
#ifndef NP_UTF8_INSIDE_H
#define NP_UTF8_INSIDE_H

#include "cpu.h"

/* What is counted on the way. */
struct np_utf8_tally {
	size_t chars, lines;
};

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
/*
 * Walks over the text, 64 bytes at a time, up to a block that has a bad byte in it; the answer is where a
 * character ends.  Adds to *tally the line feeds before, or else the characters.
 */
size_t np_utf8_walk_vectors(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines);
#endif

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* How many bytes np_utf8_skim() takes at a time. */
enum { NP_UTF8_STRIDE = 256 };

/*
 * How far the text is surely valid from byte pos on, where a character begins and two bytes at least stand
 * before; the answer is where one begins, too.  It goes by whole strides, and stops before one that has
 * rare characters or a bad byte.
 */
size_t np_utf8_skim(const char *ptr, size_t len, size_t pos);

#define NP_UTF8_BITS(bits) ((char)(unsigned char)(bits))

NP_AVX2 static inline __m256i
np_utf8_load(const char *ptr)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)ptr);
}

NP_AVX2 static inline size_t
np_utf8_count_line_feeds(__m256i now)
{
	__m256i feeds = _mm256_cmpeq_epi8(now, _mm256_set1_epi8('\n'));
	return (size_t)_mm_popcnt_u32((unsigned)_mm256_movemask_epi8(feeds));
}
#endif

#endif
