/* utf8_walk.c - the inside of utf8: a text validated and counted by vectors */
#include "utf8_inside.h"

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
/*
 * The characters that a block of whole vectors cuts at pos: how many bytes of it stand before pos.
 * It was counted by its first byte.  That may be C0 or F5, too: the byte after it would have told.
 */
static size_t
cut_by_block(const char *ptr, size_t pos, struct np_utf8_tally *tally)
{
	for (size_t back = 1; back <= 3 && back <= pos; back++) {
		unsigned char byte = (unsigned char)ptr[pos - back];

		if (byte < 0xC0)
			continue;
		if (back >= (byte < 0xE0 ? 2u : byte < 0xF0 ? 3u : 4u))
			break;
		tally->chars--;
		return back;
	}
	return 0;
}

/*
 * What may be wrong with two bytes that follow each other, a bit each.  J. Keiser and D. Lemire,
 * Validating UTF-8 in less than one instruction per byte, 2021.
 */
enum {
	SHORT = 1,       /* a first byte, and no continuation after it */
	LONG = 2,        /* a continuation after ASCII */
	OVERLONG_3 = 4,  /* E0 80..9F */
	LARGE = 8,       /* F4 90..BF, F5..FF 90..BF */
	SURROGATE = 16,  /* ED A0..BF */
	OVERLONG_2 = 32, /* C0, C1 */
	OVERLONG_4 = 64, /* F0 80..8F */
	LARGE_80 = 64,   /* F5..FF 80..8F */
	TWO = 128,       /* two continuations: right after E0..FF only */
	ANY = SHORT | LONG | TWO,
	BEYOND = ANY | LARGE | LARGE_80
};

/* By the upper half of the first of the two bytes, by its lower half, by the upper half of the second. */
static const uint8_t after_high[16] = { LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, TWO, TWO,
	TWO, TWO, SHORT | OVERLONG_2, SHORT, SHORT | OVERLONG_3 | SURROGATE,
	SHORT | LARGE | LARGE_80 | OVERLONG_4 };
static const uint8_t after_low[16] = { ANY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, ANY | OVERLONG_2,
	ANY, ANY, ANY | LARGE, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND,
	BEYOND | SURROGATE, BEYOND, BEYOND };
static const uint8_t on_high[16] = { SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
	LONG | OVERLONG_2 | TWO | OVERLONG_3 | LARGE_80 | OVERLONG_4,
	LONG | OVERLONG_2 | TWO | OVERLONG_3 | LARGE, LONG | OVERLONG_2 | TWO | SURROGATE | LARGE,
	LONG | OVERLONG_2 | TWO | SURROGATE | LARGE, SHORT, SHORT, SHORT, SHORT };
#endif

#ifdef NP_WITH_AVX2
/* Sixteen entries, for both halves of a vector. */
NP_AVX2 static inline __m256i
load_table(const uint8_t *table)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/*
 * Not all zero when a byte of now can't stand after those before it.  before is the
 * vector before now.
 */
NP_AVX2 static inline __m256i
wrong_bytes(__m256i now, __m256i before)
{
	const __m256i high_1 = load_table(after_high), low_1 = load_table(after_low),
		      high_2 = load_table(on_high);
	const __m256i nibble = _mm256_set1_epi8(0x0F), top = _mm256_set1_epi8(NP_UTF8_BITS(0x80));
	__m256i joint = _mm256_permute2x128_si256(before, now, 0x21);
	__m256i back_1 = _mm256_alignr_epi8(now, joint, 15);
	__m256i back_2 = _mm256_alignr_epi8(now, joint, 14);
	__m256i back_3 = _mm256_alignr_epi8(now, joint, 13);
	__m256i wrong, third;

	wrong = _mm256_and_si256(
	    _mm256_and_si256(
		_mm256_shuffle_epi8(high_1, _mm256_and_si256(_mm256_srli_epi16(back_1, 4), nibble)),
		_mm256_shuffle_epi8(low_1, _mm256_and_si256(back_1, nibble))),
	    _mm256_shuffle_epi8(high_2, _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble)));
	/* the third byte of E0..FF and the fourth of F0..FF must be where TWO is */
	third = _mm256_or_si256(_mm256_subs_epu8(back_2, _mm256_set1_epi8(0xE0 - 0x80)),
	    _mm256_subs_epu8(back_3, _mm256_set1_epi8(0xF0 - 0x80)));
	return _mm256_xor_si256(_mm256_and_si256(third, top), wrong);
}

/* A bit for each byte of a block of 64. */
struct masks {
	uint64_t multi; /* 80..FF */
	uint64_t more;  /* continuations: 80..BF */
	/* First bytes of three whose second may be any continuation: E1..EF, but ED. */
	uint64_t threes;
};

NP_AVX2 static inline uint64_t
bits_of(__m256i a, __m256i b)
{
	return (uint64_t)(unsigned)_mm256_movemask_epi8(a) |
	       (uint64_t)(unsigned)_mm256_movemask_epi8(b) << 32;
}

NP_AVX2 static inline __m256i
firsts_of_three(__m256i bytes)
{
	__m256i from = _mm256_sub_epi8(bytes, _mm256_set1_epi8(NP_UTF8_BITS(0xE1)));
	__m256i in = _mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8(0xEF - 0xE1)), from);

	return _mm256_andnot_si256(
	    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(NP_UTF8_BITS(0xED))), in);
}

NP_AVX2 static inline struct masks
masks_of(__m256i a, __m256i b)
{
	/* As signed numbers, continuations are the lowest: -128 to -65. */
	const __m256i least = _mm256_set1_epi8(NP_UTF8_BITS(0xC0));

	return (struct masks){ bits_of(a, b),
		bits_of(_mm256_cmpgt_epi8(least, a), _mm256_cmpgt_epi8(least, b)),
		bits_of(firsts_of_three(a), firsts_of_three(b)) };
}

/* What the block before leaves to the next. */
struct before {
	uint64_t threes;
	bool odd; /* it ended in a character of another kind, perhaps not whole */
};

/*
 * Whether the block at byte pos goes on well.  Most have nothing but ASCII and characters of three
 * bytes: masks tell whether these are whole.
 */
NP_AVX2 static inline bool
is_well(const char *ptr, size_t pos, const struct masks *masks, struct before *before)
{
	const uint64_t others = (masks->multi ^ masks->more) & ~masks->threes;
	const uint64_t second = masks->threes << 1 | before->threes >> 63;
	const uint64_t third = masks->threes << 2 | before->threes >> 62;

	if (before->odd || others != 0 || masks->more != (second | third)) {
		const __m256i last =
		    pos > 0 ? np_utf8_load(ptr + pos - 32) : _mm256_setzero_si256();
		const __m256i a = np_utf8_load(ptr + pos), b = np_utf8_load(ptr + pos + 32);
		const __m256i wrong = _mm256_or_si256(wrong_bytes(a, last), wrong_bytes(b, a));

		if (!_mm256_testz_si256(wrong, wrong))
			return false;
		before->odd = others >> 61 != 0;
	}
	before->threes = masks->threes;
	return true;
}

/*
 * As walk_plainly(), 64 bytes at a time, up to a block that has a bad byte in it; the
 * answer is where a character ends.
 */
NP_AVX2 static size_t
walk_avx2(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines)
{
	struct before before = { 0, false };
	size_t pos = 0, chars = 0, feeds = 0;

	for (; len - pos >= 64; pos += 64) {
		const __m256i a = np_utf8_load(ptr + pos), b = np_utf8_load(ptr + pos + 32);
		const struct masks masks = masks_of(a, b);

		if (!is_well(ptr, pos, &masks, &before))
			break;
		if (lines)
			feeds += np_utf8_count_line_feeds(a) + np_utf8_count_line_feeds(b);
		else
			chars += 64 - (size_t)_mm_popcnt_u64(masks.more);
	}
	tally->lines += feeds;
	tally->chars += chars;
	return pos - cut_by_block(ptr, pos, tally);
}

/* The same by AVX-512. */
NP_AVX512 static size_t
walk_avx512(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines)
{
	const __m512i least = _mm512_set1_epi8(NP_UTF8_BITS(0xC0)),
		      e1 = _mm512_set1_epi8(NP_UTF8_BITS(0xE1)),
		      ed = _mm512_set1_epi8(NP_UTF8_BITS(0xED)),
		      most = _mm512_set1_epi8(0xEF - 0xE1), feed = _mm512_set1_epi8('\n');
	struct before before = { 0, false };
	size_t pos = 0, chars = 0, feeds = 0;

	for (; len - pos >= 64; pos += 64) {
		const __m512i now = _mm512_loadu_si512(ptr + pos);
		const __mmask64 threes = _mm512_cmple_epu8_mask(_mm512_sub_epi8(now, e1), most);
		const struct masks masks = { _mm512_movepi8_mask(now),
			_mm512_cmplt_epi8_mask(now, least),
			_mm512_mask_cmpneq_epi8_mask(threes, now, ed) };

		if (!is_well(ptr, pos, &masks, &before))
			break;
		if (lines)
			feeds += (size_t)_mm_popcnt_u64(_mm512_cmpeq_epi8_mask(now, feed));
		else
			chars += 64 - (size_t)_mm_popcnt_u64(masks.more);
	}
	tally->lines += feeds;
	tally->chars += chars;
	return pos - cut_by_block(ptr, pos, tally);
}

static size_t
walk_vectors(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines)
{
	return np_cpu() == NP_CPU_AVX512 ? walk_avx512(ptr, len, tally, lines)
					 : walk_avx2(ptr, len, tally, lines);
}
#endif

#ifdef NP_WITH_NEON
#include <arm_neon.h>

/* As wrong_bytes() of AVX2: which bits of high_1, low_1 and high_2 agree. */
static inline uint8x16_t
wrong_bytes(uint8x16_t now, uint8x16_t before)
{
	const uint8x16_t high_1 = vld1q_u8(after_high), low_1 = vld1q_u8(after_low),
			 high_2 = vld1q_u8(on_high), nibble = vdupq_n_u8(0x0F);
	uint8x16_t back_1 = vextq_u8(before, now, 15), back_2 = vextq_u8(before, now, 14),
		   back_3 = vextq_u8(before, now, 13);
	uint8x16_t wrong = vandq_u8(vandq_u8(vqtbl1q_u8(high_1, vshrq_n_u8(back_1, 4)),
					vqtbl1q_u8(low_1, vandq_u8(back_1, nibble))),
	    vqtbl1q_u8(high_2, vshrq_n_u8(now, 4)));
	uint8x16_t third = vorrq_u8(
	    vqsubq_u8(back_2, vdupq_n_u8(0xE0 - 0x80)), vqsubq_u8(back_3, vdupq_n_u8(0xF0 - 0x80)));
	return veorq_u8(vandq_u8(third, vdupq_n_u8(0x80)), wrong);
}

static size_t
walk_vectors(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines)
{
	uint8x16_t before = vdupq_n_u8(0);
	size_t pos = 0;
	bool ascii = true;

	for (; len - pos >= 64; pos += 64) {
		const uint8_t *p = (const uint8_t *)ptr + pos;
		uint8x16_t v[4] = { vld1q_u8(p), vld1q_u8(p + 16), vld1q_u8(p + 32),
			vld1q_u8(p + 48) };
		uint8x16_t all = vorrq_u8(vorrq_u8(v[0], v[1]), vorrq_u8(v[2], v[3]));
		bool plain = vmaxvq_u8(all) < 0x80;

		if (!(plain && ascii)) {
			uint8x16_t wrong = wrong_bytes(v[0], before);

			for (int i = 1; i < 4; i++)
				wrong = vorrq_u8(wrong, wrong_bytes(v[i], v[i - 1]));
			if (vmaxvq_u8(wrong) != 0)
				break;
			ascii = plain;
		}
		/* A comparison that holds is -1 in each byte; four of them fit into one. */
		uint8x16_t found = vdupq_n_u8(0);

		for (int i = 0; i < 4; i++) {
			int8x16_t signed_bytes = vreinterpretq_s8_u8(v[i]);
			found = vsubq_u8(found, lines ? vceqq_u8(v[i], vdupq_n_u8('\n'))
						      : vcgtq_s8(signed_bytes, vdupq_n_s8(-65)));
		}
		if (lines)
			tally->lines += vaddvq_u8(found);
		else
			tally->chars += vaddvq_u8(found);
		before = v[3];
	}
	return pos - cut_by_block(ptr, pos, tally);
}
#endif

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
size_t
np_utf8_walk_vectors(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines)
{
	/* Two loops: neither asks at each block what is counted. */
	return lines ? walk_vectors(ptr, len, tally, true) : walk_vectors(ptr, len, tally, false);
}
#endif
