/* utf16.h - UTF-16 to UTF-8 and back, as fast as it goes: what wide does with most of a text */
#ifndef NP_UTF16_H
#define NP_UTF16_H

#include "chunk.h"
#include "cpu.h"

/*
 * Decodes UTF-16 up to the first surrogate, or to a little before the end of the input or of the
 * room: what comes then is for np_wide_decode().
 */
void np_utf16_decode(bool big, struct np_chunk *chunk);

/* Encodes UTF-8 up to the first character of four bytes or bad piece, or to a little before an end. */
void np_utf16_encode(bool big, struct np_chunk *chunk);

/* How the bytes of four characters come together, and how many they are: made by gen/shuffle.c. */
extern const unsigned char np_utf16_join[256][16], np_utf16_joined[256];

/* The bits that count in the four bytes of a character, by the first one, which is the highest. */
extern const uint32_t np_utf16_counting[256];

#ifdef NP_WITH_AVX2
#include <immintrin.h>

#include <string.h>

/* Bits of the 64 bytes at ptr that begin a character: all but the continuations, 80 to BF. */
NP_AVX2 static inline uint64_t
np_utf16_begins(const char *ptr)
{
	const __m256i last = _mm256_set1_epi8((char)(unsigned char)0xBF);
	__m256i a = _mm256_loadu_si256((const __m256i *)(const void *)ptr);
	__m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(ptr + 32));
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(b, last)) << 32 |
	       (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(a, last));
}

/*
 * The unit of the character at ptr, of valid UTF-8 with four bytes there; 0 for U+0000 and for
 * what lies beyond U+FFFF.  Which bits count depends on the first byte alone.
 */
NP_AVX2 static inline uint32_t
np_utf16_unit(const char *ptr)
{
	uint32_t bytes;
	memcpy(&bytes, ptr, sizeof bytes);
	return _pext_u32(__builtin_bswap32(bytes), np_utf16_counting[bytes & 0xFF]);
}
#endif

#endif
