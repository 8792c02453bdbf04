/* count_avx512.h - the inside of count: what its files of AVX-512 ask of 64 bytes */
#ifndef NP_COUNT_AVX512_H
#define NP_COUNT_AVX512_H

#include <immintrin.h>

#include "cpu.h"

#define BYTE(byte) _mm512_set1_epi8((char)(unsigned char)(byte))

NP_AVX512 static inline __m512i
load(const void *p)
{
	return _mm512_loadu_si512(p);
}

/* Bytes of at least that much. */
NP_AVX512 static inline uint64_t
from(__m512i bytes, unsigned least)
{
	return _mm512_cmpge_epu8_mask(bytes, BYTE(least));
}

NP_AVX512 static inline uint64_t
equal(__m512i bytes, unsigned char byte)
{
	return _mm512_cmpeq_epi8_mask(bytes, BYTE(byte));
}

/* Bytes from first to last. */
NP_AVX512 static inline uint64_t
range(__m512i bytes, unsigned char first, unsigned char last)
{
	return _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, BYTE(first)), BYTE(last - first));
}

#endif
