/* utf16.c - UTF-16 to UTF-8 and back, as fast as it goes: what wide does with most of a text */
#include "utf16.h"

#include <string.h>

#include "utf8.h"

/* UTF-8 is checked a window at a time: the first one is short, for it may end soon. */
enum { WINDOW = 512, LONGEST_WINDOW = 8192 };

/*
 * What is left alone at an end, in bytes of input and of room: more than one step of any of
 * the loops below takes.
 */
enum { MARGIN = 128, UNITS = 16 };

/* ---- plain C ---- */

static inline uint32_t
get_unit(const char *ptr, bool big)
{
	const unsigned char *p = (const unsigned char *)ptr;
	return (uint32_t)p[!big] << 8 | p[big];
}

static inline void
put_unit(char *out, uint32_t unit, bool big)
{
	out[!big] = (char)(unit >> 8);
	out[big] = (char)(unit & 0xFF);
}

/* Decodes at most `units` units that are no surrogates; answers how many. */
static size_t
decode_plainly(bool big, struct np_chunk *chunk, size_t units)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	size_t done = 0;
	for (; done < units; done++, in += 2) {
		uint32_t unit = get_unit(in, big);
		if (unit < 0x80) {
			*out++ = (char)unit;
		} else if (unit < 0x800) {
			out[0] = (char)(0xC0 | unit >> 6);
			out[1] = (char)(0x80 | (unit & 0x3F));
			out += 2;
		} else if (unit < 0xD800 || unit > 0xDFFF) {
			out[0] = (char)(0xE0 | unit >> 12);
			out[1] = (char)(0x80 | (unit >> 6 & 0x3F));
			out[2] = (char)(0x80 | (unit & 0x3F));
			out += 3;
		} else {
			break;
		}
	}
	chunk->in = in;
	chunk->out = out;
	return done;
}

/* Encodes the characters that begin before end, of valid text, up to one of four bytes; true if none is. */
static bool
encode_plainly(bool big, struct np_chunk *chunk, const char *end)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	for (; in < end; out += 2) {
		const unsigned char *p = (const unsigned char *)in;
		uint32_t unit = p[0];
		if (unit >= 0xF0)
			break;
		if (unit >= 0xE0)
			unit = (unit & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		else if (unit >= 0x80)
			unit = (unit & 0x1F) << 6 | (p[1] & 0x3Fu);
		put_unit(out, unit, big);
		in += p[0] < 0x80 ? 1 : p[0] < 0xE0 ? 2 : 3;
	}
	chunk->in = in;
	chunk->out = out;
	return in >= end;
}

/* ---- AVX2 ---- */

#ifdef NP_WITH_AVX2
/* The bytes of each unit the other way round. */
static const char swap_order[32] = { 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14, 1, 0, 3,
	2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14 };

/* Three or less bytes in each of four lanes of four, brought together; how many they are. */
NP_AVX2 static inline size_t
put_four(__m128i lanes, unsigned shape, char *out)
{
	__m128i order = _mm_loadu_si128((const __m128i *)(const void *)np_utf16_join[shape]);
	_mm_storeu_si128((__m128i *)(void *)out, _mm_shuffle_epi8(lanes, order));
	return np_utf16_joined[shape];
}

/* Decodes 16 units at a time; false before those among which is a surrogate. */
NP_AVX2 static bool
decode_vectors(bool big, struct np_chunk *chunk)
{
	const __m256i swap = _mm256_loadu_si256((const __m256i *)(const void *)swap_order);
	const __m256i low = _mm256_set1_epi16(0x3F), zero = _mm256_setzero_si256();
	const char *in = chunk->in;
	char *out = chunk->out;
	bool fine = true;

	while (chunk->in_end - in >= MARGIN && chunk->out_end - out >= MARGIN) {
		__m256i unit = _mm256_loadu_si256((const __m256i *)(const void *)in);
		if (big)
			unit = _mm256_shuffle_epi8(unit, swap);
		/* As signed numbers, surrogates are the lowest but for those up to 0x8000. */
		__m256i top = _mm256_and_si256(unit, _mm256_set1_epi16((short)0xF800));
		__m256i one = _mm256_cmpeq_epi16(
		    _mm256_and_si256(unit, _mm256_set1_epi16((short)0xFF80)), zero);
		__m256i upto_two = _mm256_cmpeq_epi16(top, zero);
		__m256i surrogate = _mm256_cmpeq_epi16(top, _mm256_set1_epi16((short)0xD800));
		if (!_mm256_testz_si256(surrogate, surrogate)) {
			fine = false;
			break;
		}
		/* The first two bytes of each, and the third. */
		__m256i last = _mm256_and_si256(unit, low);
		__m256i of_three = _mm256_or_si256(
		    _mm256_or_si256(_mm256_srli_epi16(unit, 12),
			_mm256_and_si256(_mm256_slli_epi16(unit, 2), _mm256_set1_epi16(0x3F00))),
		    _mm256_set1_epi16((short)0x80E0));
		__m256i of_two = _mm256_or_si256(
		    _mm256_or_si256(_mm256_srli_epi16(unit, 6), _mm256_slli_epi16(last, 8)),
		    _mm256_set1_epi16((short)0x80C0));
		__m256i begin = _mm256_blendv_epi8(of_three, of_two, upto_two);
		begin = _mm256_blendv_epi8(begin, unit, one);
		__m256i third = _mm256_or_si256(last, _mm256_set1_epi16(0x80));
		__m256i a = _mm256_unpacklo_epi16(begin, third);
		__m256i b = _mm256_unpackhi_epi16(begin, third);
		/* Two bits a unit: one byte, two at most. */
		unsigned shapes = (unsigned)_mm256_movemask_epi8(
		    _mm256_blendv_epi8(one, upto_two, _mm256_set1_epi16((short)0xFF00)));
		out += put_four(_mm256_castsi256_si128(a), shapes & 0xFF, out);
		out += put_four(_mm256_castsi256_si128(b), shapes >> 8 & 0xFF, out);
		out += put_four(_mm256_extracti128_si256(a, 1), shapes >> 16 & 0xFF, out);
		out += put_four(_mm256_extracti128_si256(b, 1), shapes >> 24, out);
		in += 2 * UNITS;
	}
	chunk->in = in;
	chunk->out = out;
	return fine;
}

/*
 * Puts out 16 units that are no surrogates, each in a lane of four bytes; answers how many bytes that
 * is.  Room for 64 is written to.
 */
NP_AVX512 static inline size_t
put_sixteen(__m512i lanes, char *out)
{
	/* where the eight bits of each byte begin in two lanes: from 12, 6 and 0 on */
	const __m512i where = _mm512_set1_epi64(INT64_C(0x3820262C1800060C));
	const __mmask16 upto_two = _mm512_cmplt_epu32_mask(lanes, _mm512_set1_epi32(0x800));
	const __mmask16 one = _mm512_cmplt_epu32_mask(lanes, _mm512_set1_epi32(0x80));
	/* as if all had three bytes: what is there, of which these bits, or those that tell the place */
	__m512i bytes = _mm512_ternarylogic_epi32(_mm512_multishift_epi64_epi8(where, lanes),
	    _mm512_set1_epi32(0x003F3F0F), _mm512_set1_epi32(0x008080E0), 0xEA);
	__mmask64 kept;

	/* E0 becomes nothing, and the second byte the first; of one byte, it is the third */
	bytes = _mm512_mask_xor_epi32(bytes, upto_two, bytes, _mm512_set1_epi32(0x000040E0));
	bytes = _mm512_mask_slli_epi32(bytes, one, lanes, 16);
	/* the third bytes, and all others that are not ASCII */
	kept = _mm512_movepi8_mask(_mm512_or_si512(bytes, _mm512_set1_epi32(0x00800000)));
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, bytes));
	return (size_t)_mm_popcnt_u64(kept);
}

/* decode_vectors(), 32 units at a time. */
NP_AVX512 static bool
decode_wide_vectors(bool big, struct np_chunk *chunk)
{
	const __m512i swap =
	    _mm512_broadcast_i64x4(_mm256_loadu_si256((const __m256i *)(const void *)swap_order));
	const char *in = chunk->in;
	char *out = chunk->out;
	bool fine = true;

	while (chunk->in_end - in >= MARGIN && chunk->out_end - out >= MARGIN) {
		__m512i units = _mm512_loadu_si512(in);
		if (big)
			units = _mm512_shuffle_epi8(units, swap);
		fine = _mm512_cmpeq_epi16_mask(
			   _mm512_and_si512(units, _mm512_set1_epi16((short)0xF800)),
			   _mm512_set1_epi16((short)0xD800)) == 0;
		if (!fine)
			break;
		if (_mm512_test_epi16_mask(units, _mm512_set1_epi16((short)0xFF80)) == 0) {
			_mm256_storeu_si256((__m256i *)(void *)out, _mm512_cvtepi16_epi8(units));
			out += 2 * UNITS;
		} else {
			out +=
			    put_sixteen(_mm512_cvtepu16_epi32(_mm512_castsi512_si256(units)), out);
			out += put_sixteen(
			    _mm512_cvtepu16_epi32(_mm512_extracti64x4_epi64(units, 1)), out);
		}
		in += 4 * UNITS;
	}
	chunk->in = in;
	chunk->out = out;
	return fine;
}

/* Puts the units of the characters that begin in 64 bytes into units, which has room for 68; how many. */
NP_AVX2 static inline size_t
take_units(const char *in, uint16_t *units)
{
	uint64_t begins = np_utf16_begins(in);
	size_t count = (size_t)_mm_popcnt_u64(begins);
	/* Four at a time: the loop's end comes as a surprise less often. */
	for (size_t i = 0; i < count; i += 4) {
		units[i] = (uint16_t)np_utf16_unit(in + _tzcnt_u64(begins));
		begins = _blsr_u64(begins);
		units[i + 1] = (uint16_t)np_utf16_unit(in + _tzcnt_u64(begins));
		begins = _blsr_u64(begins);
		units[i + 2] = (uint16_t)np_utf16_unit(in + _tzcnt_u64(begins));
		begins = _blsr_u64(begins);
		units[i + 3] = (uint16_t)np_utf16_unit(in + _tzcnt_u64(begins));
		begins = _blsr_u64(begins);
	}
	return count;
}

/* Encodes blocks of 64 bytes of valid text, up to one with a NUL or a character of four bytes. */
NP_AVX2 static void
encode_vectors(bool big, struct np_chunk *chunk, const char *end)
{
	const __m256i swap = _mm256_loadu_si256((const __m256i *)(const void *)swap_order);
	const char *in = chunk->in;
	char *out = chunk->out;
	while (end - in >= 64 + 4) {
		uint16_t units[64 + 16];
		size_t count = take_units(in, units);
		__m256i none = _mm256_setzero_si256();
		/* What is behind the last one must not look like none. */
		memset(units + count, 1, 16 * sizeof *units);
		for (size_t i = 0; i < count; i += UNITS) {
			__m256i unit =
			    _mm256_loadu_si256((const __m256i *)(const void *)(units + i));
			none =
			    _mm256_or_si256(none, _mm256_cmpeq_epi16(unit, _mm256_setzero_si256()));
			if (big)
				unit = _mm256_shuffle_epi8(unit, swap);
			_mm256_storeu_si256((__m256i *)(void *)(out + 2 * i), unit);
		}
		if (!_mm256_testz_si256(none, none))
			break;
		out += 2 * count;
		in += 64;
	}
	/* The last character's bytes may lie in the next block. */
	while (in < end && ((unsigned char)*in & 0xC0) == 0x80)
		in++;
	chunk->in = in;
	chunk->out = out;
}
#endif

/* ---- NEON ---- */

#ifdef NP_WITH_NEON
#include <arm_neon.h>

/* Decodes eight units at a time where all have one byte, or all three. */
static bool
decode_vectors(bool big, struct np_chunk *chunk)
{
	while (chunk->in_end - chunk->in >= MARGIN && chunk->out_end - chunk->out >= MARGIN) {
		uint8x16_t bytes = vld1q_u8((const uint8_t *)chunk->in);
		uint16x8_t unit = vreinterpretq_u16_u8(big ? vrev16q_u8(bytes) : bytes);
		uint8_t *out = (uint8_t *)chunk->out;
		if (vmaxvq_u16(unit) < 0x80) {
			vst1_u8(out, vmovn_u16(unit));
			chunk->in += 16;
			chunk->out += 8;
			continue;
		}
		uint16x8_t surrogate =
		    vceqq_u16(vandq_u16(unit, vdupq_n_u16(0xF800)), vdupq_n_u16(0xD800));
		if (vminvq_u16(unit) >= 0x800 && vmaxvq_u16(surrogate) == 0) {
			const uint8x8_t low = vdup_n_u8(0x3F), more = vdup_n_u8(0x80);
			uint8x8x3_t three;
			three.val[0] = vorr_u8(vmovn_u16(vshrq_n_u16(unit, 12)), vdup_n_u8(0xE0));
			three.val[1] = vorr_u8(vand_u8(vshrn_n_u16(unit, 6), low), more);
			three.val[2] = vorr_u8(vand_u8(vmovn_u16(unit), low), more);
			vst3_u8(out, three);
			chunk->in += 16;
			chunk->out += 24;
			continue;
		}
		if (decode_plainly(big, chunk, 8) < 8)
			return false;
	}
	return true;
}

/* Encodes valid text, 48 bytes at a time where these are characters of three. */
static void
encode_vectors(bool big, struct np_chunk *chunk, const char *end)
{
	while (end - chunk->in >= 48) {
		const uint8_t *in = (const uint8_t *)chunk->in;
		uint8_t *out = (uint8_t *)chunk->out;
		uint8x16_t ascii = vld1q_u8(in);
		uint8x16_t units[2];
		if (vmaxvq_u8(ascii) < 0x80) {
			units[0] = vreinterpretq_u8_u16(vmovl_u8(vget_low_u8(ascii)));
			units[1] = vreinterpretq_u8_u16(vmovl_u8(vget_high_u8(ascii)));
			chunk->in += 16;
		} else {
			uint8x16x3_t three = vld3q_u8(in);
			if (vminvq_u8(three.val[0]) < 0xE0 || vmaxvq_u8(three.val[0]) >= 0xF0) {
				if (!encode_plainly(big, chunk, chunk->in + 16))
					return;
				continue;
			}
			for (int i = 0; i < 2; i++) {
				uint8x8_t a =
				    i == 0 ? vget_low_u8(three.val[0]) : vget_high_u8(three.val[0]);
				uint8x8_t b =
				    i == 0 ? vget_low_u8(three.val[1]) : vget_high_u8(three.val[1]);
				uint8x8_t c =
				    i == 0 ? vget_low_u8(three.val[2]) : vget_high_u8(three.val[2]);
				const uint8x8_t low = vdup_n_u8(0x3F);
				uint16x8_t unit = vshlq_n_u16(vmovl_u8(a), 12);
				unit = vorrq_u16(unit, vshll_n_u8(vand_u8(b, low), 6));
				unit = vorrq_u16(unit, vmovl_u8(vand_u8(c, low)));
				units[i] = vreinterpretq_u8_u16(unit);
			}
			chunk->in += 48;
		}
		for (int i = 0; i < 2; i++)
			vst1q_u8(out + 16 * i, big ? vrev16q_u8(units[i]) : units[i]);
		chunk->out += 32;
	}
}
#endif

/* ---- both ---- */

void
np_utf16_decode(bool big, struct np_chunk *chunk)
{
#ifdef NP_WITH_AVX2
	if (np_cpu() == NP_CPU_AVX512 && decode_wide_vectors(big, chunk))
		return;
	if (np_cpu() == NP_CPU_AVX2 && decode_vectors(big, chunk))
		return;
#elif defined(NP_WITH_NEON)
	if (np_cpu() != NP_CPU_PLAIN && decode_vectors(big, chunk))
		return;
#endif
	while (chunk->in_end - chunk->in >= MARGIN && chunk->out_end - chunk->out >= MARGIN) {
		if (decode_plainly(big, chunk, UNITS) < UNITS)
			return;
	}
}

void
np_utf16_encode(bool big, struct np_chunk *chunk)
{
	size_t have, room, most = WINDOW;
	while ((have = (size_t)(chunk->in_end - chunk->in)) >= MARGIN &&
	       (room = (size_t)(chunk->out_end - chunk->out)) >= 4 * MARGIN) {
		size_t window = have < most ? have : most;
		/* A byte makes two at most, and a vector's worth more is written behind. */
		if (window > room / 4)
			window = room / 4;
		window = np_utf8_valid(chunk->in, window);
		if (window < MARGIN)
			return;
		const char *end = chunk->in + window;
#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
		if (np_cpu() != NP_CPU_PLAIN)
			encode_vectors(big, chunk, end);
#endif
		if (!encode_plainly(big, chunk, end))
			return;
		most = LONGEST_WINDOW;
	}
}
