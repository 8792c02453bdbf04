/* count_han_avx512.c - the inside of count by AVX-512: Han alone, of short texts */
#include "count_sweep.h"

#ifdef NP_WITH_AVX2
#include "count_avx512.h"
#include "count_words.h"

/*
 * Groups of characters of three bytes that a first byte of E4 to E9 doesn't tell to be Han or not, by the
 * low six bits of each byte: a character is in a group when all three have its bit.  Han of E3 80,
 * which are counted: 85, 87, A1 to A9, B8 to BB.  Those that are left to plain C: E2 BA to BF, radicals;
 * E3 90 and on, extension A; E4 B7, hexagrams; EF A4 to AB, compatibility; E0; ED A0 and on.
 */
enum { HAN_E3_80 = 0x20, HAN_ODD = 0xFF & ~HAN_E3_80 };

static const unsigned char han_first[64] = {
	[0x20] = 0x10, [0x22] = 0x01, [0x23] = 0x22, [0x24] = 0x04, [0x2D] = 0x40, [0x2F] = 0x08
};

static const unsigned char han_second[64] = { 0x30, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10,
	0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x12, 0x12, 0x12, 0x12, 0x12, 0x12, 0x12, 0x12,
	0x12, 0x12, 0x12, 0x12, 0x12, 0x12, 0x12, 0x12, 0x52, 0x52, 0x52, 0x52, 0x5A, 0x5A, 0x5A,
	0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x52, 0x52, 0x52, 0x52, 0x52, 0x52, 0x52, 0x52, 0x52, 0x52,
	0x52, 0x56, 0x52, 0x52, 0x53, 0x53, 0x53, 0x53, 0x53, 0x53 };

static const unsigned char han_third[64] = { 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x7F, 0x5F, 0x7F, 0x5F,
	0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F,
	0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F,
	0x7F, 0x7F, 0x7F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F, 0x5F,
	0x5F, 0x5F, 0x7F, 0x7F, 0x7F, 0x7F, 0x5F, 0x5F, 0x5F, 0x5F };

/* Of C0 to FF, by their low six bits, those of no character of two or three bytes: C0, C1, F0 to FF. */
static const unsigned char han_bad_first[64] = { 0xC0, 0xC0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0, 0xC0,
	0xC0, 0xC0 };

/* What was seen of some blocks: sums, and whether they are to be left to plain C. */
struct han_seen {
	uint64_t rests, han, feeds;
	uint64_t odd; /* bits of what is left to plain C: HAN_ODD, form feeds */
	__m512i wrong,
	    bad; /* the highest bit: a rest is due, or is none; C0 if it begins no character */
};

/* Adds 64 bytes at p, or those of them with a bit in `bytes`; before: bits of those that stand in front. */
NP_AVX512 static inline void
han_add(struct han_seen *seen, const char *p, uint64_t bytes, unsigned before)
{
	const __m512i now = _mm512_maskz_loadu_epi8(bytes, p);
	const __m512i one = _mm512_maskz_loadu_epi8(bytes << 1 | before >> 1, p - 1);
	const __m512i two = _mm512_maskz_loadu_epi8(bytes << 2 | before, p - 2);
	/* the highest bit: behind C0 to FF, and E0 to FF; signed numbers below -40 are rests */
	const __m512i due =
	    _mm512_subs_epu8(_mm512_max_epu8(one, _mm512_subs_epu8(two, BYTE(0x20))), BYTE(0x40));
	const __m512i rest = _mm512_adds_epi8(now, BYTE(0x40));
	/* all three */
	const __m512i groups = _mm512_ternarylogic_epi64(
	    _mm512_maskz_permutexvar_epi8(from(two, 0xE0), two, load(han_first)),
	    _mm512_permutexvar_epi8(one, load(han_second)),
	    _mm512_permutexvar_epi8(now, load(han_third)), 0x80);
	const uint64_t controls = ~from(now, '\r');

	/* wrong | (due ^ rest) */
	seen->wrong = _mm512_ternarylogic_epi64(seen->wrong, due, rest, 0xF6);
	seen->bad = _mm512_max_epu8(
	    seen->bad, _mm512_and_si512(now, _mm512_permutexvar_epi8(now, load(han_bad_first))));
	seen->odd |= _mm512_test_epi8_mask(groups, BYTE(HAN_ODD));
	seen->rests += sweep_ones(_mm512_movepi8_mask(rest));
	seen->han += sweep_ones(range(now, 0xE4, 0xE9));
	seen->han += sweep_ones(_mm512_test_epi8_mask(groups, BYTE(HAN_E3_80)));
	if ((controls & bytes) != 0) {
		seen->feeds += sweep_ones(equal(now, '\n'));
		seen->odd |= equal(now, '\f');
	}
}

NP_AVX512 size_t
np_count_han_avx512(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	struct np_count *sum = counter->sum;
	struct han_seen seen = { 0 };
	unsigned before = 0; /* nothing is due where it begins */
	size_t at = pos;

	for (; len - at >= NP_SWEEP_BLOCK; at += NP_SWEEP_BLOCK) {
		han_add(&seen, ptr + at, UINT64_MAX, before);
		before = 3;
	}
	/* Nothing behind: nothing is due there. */
	han_add(&seen, ptr + at, (UINT64_C(1) << (len - at)) - 1, before);
	if (seen.odd != 0 || _mm512_movepi8_mask(seen.wrong) != 0 || equal(seen.bad, 0xC0) != 0)
		return pos;
	sum->chars += len - pos - seen.rests;
	sum->classes[NP_HAN] += seen.han;
	sum->lines += seen.feeds;
	sum->feeds += seen.feeds;
	counter->line_open = ptr[len - 1] != '\n';
	return len;
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_han_avx512;
#endif
