/* bigram.c - two Han characters side by side, as a number: the words that texts are compared by */
#include "bigram.h"

#include "cpu.h"
#include "utf8.h"

static bool
is_set(const uint64_t *bits, size_t i)
{
	return (bits[i / 64] >> i % 64 & 1) != 0;
}

/* The code point of character i. */
static uint32_t
char_at(const struct np_chars *chars, const char *ptr, size_t i)
{
	uint32_t cp = chars->cp[i];
	if (cp == NP_CHARS_FAR)
		np_utf8_next(ptr + chars->at[i], 4, &cp);
	return cp;
}

static size_t
list_plainly(const struct np_chars *chars, const char *ptr, const uint64_t *han, uint32_t before,
    uint16_t *list)
{
	size_t n = 0;
	for (size_t i = 0; i < chars->count; i++) {
		uint32_t cp = is_set(han, i) ? char_at(chars, ptr, i) : 0;
		if (cp != 0 && before != 0)
			list[n++] = np_bigram_of(before, cp);
		before = cp;
	}
	return n;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* The two halves of the products of sixteen characters and a number. */
NP_AVX2 static inline void
multiply(__m256i cp, uint32_t number, __m256i *low, __m256i *high)
{
	const __m256i lower = _mm256_set1_epi16((short)(number & 0xFFFF)),
		      upper = _mm256_set1_epi16((short)(number >> 16));
	*low = _mm256_mullo_epi16(cp, lower);
	*high = _mm256_add_epi16(_mm256_mulhi_epu16(cp, lower), _mm256_mullo_epi16(cp, upper));
}

/* np_bigram_of() for sixteen pairs. */
NP_AVX2 static inline __m256i
sixteen(const uint16_t *left, const uint16_t *right)
{
	__m256i low, high, right_low, right_high;
	multiply(_mm256_loadu_si256((const __m256i *)(const void *)left), UINT32_C(0x9E3779B1),
	    &low, &high);
	multiply(_mm256_loadu_si256((const __m256i *)(const void *)right), UINT32_C(0x85EBCA77),
	    &right_low, &right_high);
	low = _mm256_xor_si256(low, right_low);
	high = _mm256_xor_si256(high, right_high);
	/* x >> 15: of its low 16 bits one is from the lower half. */
	return _mm256_xor_si256(
	    low, _mm256_or_si256(_mm256_slli_epi16(high, 1), _mm256_srli_epi16(low, 15)));
}

/*
 * Pairs of 64 characters at a time: the numbers of all, and then the runs of those that are wanted.  A pair has
 * the place of its first character.
 */
NP_AVX2 static size_t
list_avx2(const struct np_chars *chars, const uint64_t *han, uint16_t *list)
{
	uint16_t all[64 + 16]; /* what is behind is copied, and overwritten or not looked at */
	size_t n = 0;
	for (size_t from = 0; from < chars->count; from += 64) {
		const size_t left = chars->count - from;
		const uint64_t here = han[from / 64], next = left > 64 ? han[from / 64 + 1] : 0;
		uint64_t pairs = here & (here >> 1 | next << 63);
		if (pairs == 0)
			continue;
		for (size_t k = 0; k < 64 && k < left; k += 16)
			_mm256_storeu_si256((__m256i *)(void *)(all + k),
			    sixteen(chars->cp + from + k, chars->cp + from + k + 1));
		while (pairs != 0) {
			const size_t first = _tzcnt_u64(pairs);
			const uint64_t carried = pairs + (UINT64_C(1) << first);
			const size_t end = _tzcnt_u64(carried); /* 64 if the run goes on to there */
			for (size_t k = first; k < end; k += 16)
				_mm256_storeu_si256((__m256i *)(void *)(list + n + k - first),
				    _mm256_loadu_si256((const __m256i *)(const void *)(all + k)));
			n += end - first;
			pairs &= carried;
		}
	}
	return n;
}

/* True if all that are Han have their code points in chars->cp. */
NP_AVX2 static bool
are_near(const struct np_chars *chars, const uint64_t *han)
{
	const __m256i far = _mm256_set1_epi16((short)NP_CHARS_FAR);
	for (size_t i = 0; i < chars->count; i += 32) {
		const __m256i *from = (const __m256i *)(const void *)(chars->cp + i);
		__m256i low = _mm256_cmpeq_epi16(_mm256_loadu_si256(from), far);
		__m256i high = _mm256_cmpeq_epi16(_mm256_loadu_si256(from + 1), far);
		uint32_t found = (uint32_t)_mm256_movemask_epi8(
		    _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xD8));
		if ((found & (uint32_t)(han[i / 64] >> i % 64)) != 0)
			return false;
	}
	return true;
}
#endif

size_t
np_bigram_list(const struct np_chars *chars, const char *ptr, const uint64_t *han, uint32_t before,
    uint16_t *list)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2() && are_near(chars, han)) {
		size_t n = 0;
		if (before != 0 && chars->count > 0 && is_set(han, 0))
			list[n++] = np_bigram_of(before, chars->cp[0]);
		return n + list_avx2(chars, han, list + n);
	}
#endif
	return list_plainly(chars, ptr, han, before, list);
}
