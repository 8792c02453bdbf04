/* charmap_avx512.c - the inside of charmap by AVX-512 */
#include "charmap_blocks.h"

#ifdef NP_WITH_AVX2
#include <immintrin.h>
#include <string.h>

enum { BLOCK = NP_CHARMAP_BLOCK, LANES = 32 };

NP_AVX512 static inline __m512i
load_block(const char *ptr)
{
	return _mm512_loadu_si512(ptr);
}

/* Bits for so many lanes. */
NP_AVX512 static inline uint32_t
first_lanes(size_t count)
{
	return _bzhi_u32(UINT32_MAX, (unsigned)count);
}

/* The lower or the upper half of the bytes, each in a lane of 16 bits. */
NP_AVX512 static inline __m512i
widen(__m512i bytes, unsigned half)
{
	return _mm512_cvtepu8_epi16(
	    half == 0 ? _mm512_castsi512_si256(bytes) : _mm512_extracti64x4_epi64(bytes, 1));
}

/* ---- decoding ---- */

/* Puts out sixteen characters, of which those are given; special is made not zero where one of them is. */
NP_AVX512 static inline char *
put_chars(const uint32_t *chars, __m256i places, __mmask16 given, __mmask16 *special, char *out)
{
	const __m512i bytes = _mm512_set1_epi32(0x00FFFFFF);
	__m512i entries = _mm512_mask_i32gather_epi32(
	    _mm512_setzero_si512(), given, _mm512_cvtepu16_epi32(places), chars, 4);
	*special |= _mm512_test_epi32_mask(entries, _mm512_set1_epi32(NP_CHARMAP_SPECIAL));
	__mmask64 kept = _mm512_test_epi8_mask(entries, bytes);
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, entries));
	return out + _mm_popcnt_u64(kept);
}

/*
 * Where to look up the characters that begin in a block, half of them: codes by their own bits
 * but the highest, ASCII behind all codes.
 */
NP_AVX512 static inline __m512i
find_places(__m512i firsts, __m512i seconds, unsigned half)
{
	const __m512i top = _mm512_set1_epi16((short)0x8000);
	__m512i first = widen(firsts, half);
	__mmask32 wide = _mm512_test_epi16_mask(first, _mm512_set1_epi16(0x80));
	__m512i code = _mm512_or_si512(_mm512_slli_epi16(first, 8), widen(seconds, half));
	return _mm512_xor_si512(_mm512_mask_blend_epi16(wide, first, code), top);
}

NP_AVX512 bool
np_charmap_decode_avx512(const uint32_t *chars, struct np_chunk *chunk)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	uint64_t open = 0;
	bool fine = true;
	while (chunk->in_end - in >= 2 * BLOCK && chunk->out_end - out >= NP_CHARMAP_ROOM) {
		__m512i bytes = load_block(in);
		uint64_t high = _mm512_movepi8_mask(bytes), before = open;
		if ((high | open) == 0) {
			_mm512_storeu_si512(out, bytes);
			in += BLOCK;
			out += BLOCK;
			continue;
		}
		uint64_t begins = np_charmap_begins(high, &open);
		__m512i firsts = _mm512_maskz_compress_epi8(begins, bytes);
		__m512i seconds = _mm512_maskz_compress_epi8(begins, load_block(in + 1));
		size_t count = (size_t)_mm_popcnt_u64(begins);
		__mmask16 special = 0;
		char *at = out;
		for (unsigned half = 0; half * LANES < count; half++) {
			__m512i places = find_places(firsts, seconds, half);
			uint32_t given = first_lanes(count - half * LANES);
			at = put_chars(
			    chars, _mm512_castsi512_si256(places), (__mmask16)given, &special, at);
			at = put_chars(chars, _mm512_extracti64x4_epi64(places, 1),
			    (__mmask16)(given >> 16), &special, at);
		}
		if (special != 0) {
			open = before;
			fine = false;
			break;
		}
		out = at;
		in += BLOCK;
	}
	chunk->in = in + open;
	chunk->out = out;
	return fine;
}

/* ---- encoding ---- */

/* The characters of three bytes at most, half of those that begin in a block; 0 for others. */
NP_AVX512 static inline __m512i
find_units(const __m512i bytes[3], unsigned half)
{
	const __m512i low = _mm512_set1_epi16(0x3F);
	__m512i first = widen(bytes[0], half);
	__m512i second = _mm512_and_si512(widen(bytes[1], half), low);
	__m512i third = _mm512_and_si512(widen(bytes[2], half), low);
	/* What the first byte of two says is put where that of three has its bits already. */
	__m512i two = _mm512_or_si512(
	    _mm512_slli_epi16(_mm512_and_si512(first, _mm512_set1_epi16(0x1F)), 6), second);
	__m512i three = _mm512_or_si512(
	    _mm512_slli_epi16(first, 12), _mm512_or_si512(_mm512_slli_epi16(second, 6), third));
	__mmask32 multi = _mm512_test_epi16_mask(first, _mm512_set1_epi16(0x80));
	__mmask32 of_three = _mm512_cmpge_epu16_mask(first, _mm512_set1_epi16(0xE0));
	__mmask32 upto_three = _mm512_cmplt_epu16_mask(first, _mm512_set1_epi16(0xF0));
	__m512i unit = _mm512_mask_blend_epi16(multi, first, two);
	return _mm512_maskz_mov_epi16(upto_three, _mm512_mask_blend_epi16(of_three, unit, three));
}

/* The codes of sixteen characters: two of them are read at a time, and the second left. */
NP_AVX512 static inline __m256i
find_codes(const uint16_t *codes, __m256i units, __mmask16 given)
{
	__m512i found = _mm512_mask_i32gather_epi32(
	    _mm512_setzero_si512(), given, _mm512_cvtepu16_epi32(units), codes, 2);
	return _mm512_cvtepi32_epi16(found);
}

/* Puts out half of the characters, of which count are given; NULL if one has no code. */
NP_AVX512 static inline char *
put_codes(const uint16_t *codes, __m512i units, size_t count, char *out)
{
	uint32_t given = first_lanes(count);
	__m512i both = _mm512_castsi256_si512(
	    find_codes(codes, _mm512_castsi512_si256(units), (__mmask16)given));
	if (count > 16)
		both = _mm512_inserti64x4(both,
		    find_codes(
			codes, _mm512_extracti64x4_epi64(units, 1), (__mmask16)(given >> 16)),
		    1);
	if (_mm512_mask_testn_epi16_mask(given, both, both) != 0)
		return NULL;
	/* Of each lane the lower byte, and the upper one where the lower is that of a code. */
	const uint64_t lower = UINT64_C(0x5555555555555555);
	uint64_t kept = lower | (_mm512_movepi8_mask(both) & lower) << 1;
	if (count < LANES)
		kept = _bzhi_u64(kept, 2 * (unsigned)count);
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, both));
	return out + _mm_popcnt_u64(kept);
}

NP_AVX512 void
np_charmap_encode_avx512(const uint16_t *codes, struct np_chunk *chunk, const char *end)
{
	/* As signed numbers, continuations are the lowest. */
	const __m512i last = _mm512_set1_epi8((char)(unsigned char)0xBF);
	const char *in = chunk->in;
	char *out = chunk->out;
	while (end - in >= BLOCK + 4) {
		__m512i bytes[3] = { load_block(in) };
		if (_mm512_movepi8_mask(bytes[0]) == 0) {
			_mm512_storeu_si512(out, bytes[0]);
			in += BLOCK;
			out += BLOCK;
			continue;
		}
		uint64_t begins = _mm512_cmpgt_epi8_mask(bytes[0], last);
		size_t count = (size_t)_mm_popcnt_u64(begins);
		bytes[1] = _mm512_maskz_compress_epi8(begins, load_block(in + 1));
		bytes[2] = _mm512_maskz_compress_epi8(begins, load_block(in + 2));
		bytes[0] = _mm512_maskz_compress_epi8(begins, bytes[0]);
		char *at =
		    put_codes(codes, find_units(bytes, 0), count < LANES ? count : LANES, out);
		if (at != NULL && count > LANES)
			at = put_codes(codes, find_units(bytes, 1), count - LANES, at);
		if (at == NULL)
			break;
		out = at;
		in += BLOCK;
	}
	/* The last character's bytes may lie in the next block. */
	while (in < end && ((unsigned char)*in & 0xC0) == 0x80)
		in++;
	chunk->in = in;
	chunk->out = out;
}
#endif
