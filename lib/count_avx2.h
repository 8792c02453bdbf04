/* count_avx2.h - the inside of count: what its files of AVX2 ask of 32 and 64 bytes */
#ifndef NP_COUNT_AVX2_H
#define NP_COUNT_AVX2_H

#include <immintrin.h>

#include "cpu.h"

#define BYTE(byte) _mm256_set1_epi8((char)(unsigned char)(byte))

NP_AVX2 static inline __m256i
load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

/* Sixteen entries, for both halves of a vector. */
NP_AVX2 static inline __m256i
table(const unsigned char entries[16])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)entries));
}

/* The highest bits of 64 bytes. */
NP_AVX2 static inline uint64_t
tops(__m256i a, __m256i b)
{
	return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b)
						       << 32;
}

/* Bytes over a limit, both as signed numbers. */
NP_AVX2 static inline uint64_t
over(__m256i a, __m256i b, int limit)
{
	const __m256i limits = BYTE(limit);

	return tops(_mm256_cmpgt_epi8(a, limits), _mm256_cmpgt_epi8(b, limits));
}

NP_AVX2 static inline uint64_t
equal(__m256i a, __m256i b, char byte)
{
	const __m256i bytes = BYTE(byte);

	return tops(_mm256_cmpeq_epi8(a, bytes), _mm256_cmpeq_epi8(b, bytes));
}

NP_AVX2 static inline __m256i
low(__m256i bytes)
{
	return _mm256_and_si256(bytes, BYTE(0x0F));
}

NP_AVX2 static inline __m256i
high(__m256i bytes)
{
	return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), BYTE(0x0F));
}

/* Bytes from first to last. */
NP_AVX2 static inline __m256i
range(__m256i bytes, unsigned char first, unsigned char last)
{
	const __m256i moved = _mm256_sub_epi8(bytes, BYTE(first));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(moved, BYTE(last - first)), moved);
}

/* Adds up four sums. */
NP_AVX2 static inline uint64_t
sum_of(__m256i sums)
{
	const __m128i two =
	    _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));

	return (uint64_t)_mm_cvtsi128_si64(two) + (uint64_t)_mm_extract_epi64(two, 1);
}

#endif
