/* chars.c - the characters of a text, many at once */
#include "chars.h"

#include "cpu.h"
#include "utf8.h"

static inline size_t
take_one(struct np_chars *chars, const char *ptr, size_t len, size_t at)
{
	uint32_t cp;
	size_t step = np_utf8_step(ptr + at, len - at, &cp);

	chars->bad = chars->bad || cp == NP_UTF8_BAD;
	chars->at[chars->count] = (uint16_t)at;
	chars->cp[chars->count++] = (uint16_t)(cp < 0x10000        ? cp
					       : cp == NP_UTF8_BAD ? NP_CHARS_BAD
								   : NP_CHARS_FAR);
	return at + step;
}

/* Goes on from byte `at`. */
static size_t
take_plainly(struct np_chars *chars, const char *ptr, size_t len, size_t at)
{
	while (at < len && chars->count < NP_CHARS)
		at = take_one(chars, ptr, len, at);
	return at;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* Eight characters of three bytes at a time, and what is between such runs one by one. */
NP_AVX2 static size_t
take_avx2(struct np_chars *chars, const char *ptr, size_t len)
{
	/* Twelve bytes, four characters, into each half; there three bytes, turned, into four. */
	const __m256i halves = _mm256_setr_epi32(0, 1, 2, 2, 3, 4, 5, 5);
	const __m256i turned = _mm256_broadcastsi128_si256(
	    _mm_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1));
	const __m256i fixed = _mm256_set1_epi32(0x00F0C0C0), form = _mm256_set1_epi32(0x00E08080);
	const __m256i bits = _mm256_set1_epi32(0x000F3F3F);
	const __m256i low_two = _mm256_set1_epi32(0x00404001), all = _mm256_set1_epi32(0x00400001);
	const __m256i block = _mm256_set1_epi32(0xF800), surrogate = _mm256_set1_epi32(0xD800);
	const __m128i places = _mm_setr_epi16(0, 3, 6, 9, 12, 15, 18, 21);
	size_t at = 0;

	while (len - at >= 32 && chars->count < NP_CHARS - 8) {
		if ((unsigned char)ptr[at] < 0x80) {
			chars->at[chars->count] = (uint16_t)at;
			chars->cp[chars->count++] = (unsigned char)ptr[at++];
			continue;
		}
		__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(ptr + at));
		bytes = _mm256_shuffle_epi8(_mm256_permutevar8x32_epi32(bytes, halves), turned);
		__m256i good = _mm256_cmpeq_epi32(_mm256_and_si256(bytes, fixed), form);
		__m256i cp = _mm256_madd_epi16(
		    _mm256_maddubs_epi16(_mm256_and_si256(bytes, bits), low_two), all);
		/* Neither overlong, below U+0800, nor a surrogate. */
		__m256i high = _mm256_and_si256(cp, block);
		__m256i wrong = _mm256_or_si256(_mm256_cmpeq_epi32(high, _mm256_setzero_si256()),
		    _mm256_cmpeq_epi32(high, surrogate));
		unsigned mask = (unsigned)_mm256_movemask_ps(
		    _mm256_castsi256_ps(_mm256_andnot_si256(wrong, good)));
		__m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(cp, cp), 0x08);
		_mm_storeu_si128(
		    (__m128i *)(void *)(chars->cp + chars->count), _mm256_castsi256_si128(packed));
		_mm_storeu_si128((__m128i *)(void *)(chars->at + chars->count),
		    _mm_add_epi16(places, _mm_set1_epi16((short)at)));
		unsigned run = _tzcnt_u32(~mask);
		chars->count += run;
		at += (size_t)run * 3;
		if (run == 0)
			at = take_one(chars, ptr, len, at);
	}
	return take_plainly(chars, ptr, len, at);
}
#endif

size_t
np_chars_take(struct np_chars *chars, const char *ptr, size_t len)
{
	chars->count = 0;
	chars->bad = false;
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		return take_avx2(chars, ptr, len);
#endif
	return take_plainly(chars, ptr, len, 0);
}
