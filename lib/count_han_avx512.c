/* count_han_avx512.c - the inside of count by AVX-512: Han alone, of short texts and ahead */
#include "count_ahead.h"
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

/* What was seen of some blocks; masks take longer to get out of vectors than sums to be made in them. */
struct han_seen {
	__m512i rests, han; /* each byte a sum */
	__m512i groups;     /* bits of all groups that there are */
	__m512i least;      /* the lowest bytes */
	/* the highest bit: a rest is due, or is none; C0 if it begins no character */
	__m512i wrong, bad;
};

/* 1 for each byte that is not 0. */
NP_AVX512 static inline __m512i
ones(__m512i bytes)
{
	return _mm512_min_epu8(bytes, BYTE(1));
}

/* The groups of the characters that end with these bytes; one and two are those in front of each. */
NP_AVX512 static inline __m512i
han_groups(__m512i now, __m512i one, __m512i two)
{
	/* all three */
	return _mm512_ternarylogic_epi64(
	    _mm512_maskz_permutexvar_epi8(from(two, 0xE0), two, load(han_first)),
	    _mm512_permutexvar_epi8(one, load(han_second)),
	    _mm512_permutexvar_epi8(now, load(han_third)), 0x80);
}

/* Not 0 where a Han character begins, and where one of E3 80 ends. */
NP_AVX512 static inline __m512i
han_marks(__m512i now, __m512i groups)
{
	/* not 0: from E4 to E9 */
	const __m512i first = _mm512_subs_epu8(BYTE(6), _mm512_sub_epi8(now, BYTE(0xE4)));

	/* first | (groups & HAN_E3_80) */
	return _mm512_ternarylogic_epi64(first, groups, BYTE(HAN_E3_80), 0xF8);
}

/* Adds 64 bytes; one and two are those that stand one and two in front of each. */
NP_AVX512 static inline void
han_add(struct han_seen *seen, __m512i now, __m512i one, __m512i two)
{
	/* the highest bit: behind C0 to FF, and E0 to FF; signed numbers below -40 are rests */
	const __m512i due =
	    _mm512_subs_epu8(_mm512_max_epu8(one, _mm512_subs_epu8(two, BYTE(0x20))), BYTE(0x40));
	const __m512i rest = _mm512_adds_epi8(now, BYTE(0x40));
	const __m512i groups = han_groups(now, one, two);

	/* wrong | (due ^ rest) */
	seen->wrong = _mm512_ternarylogic_epi64(seen->wrong, due, rest, 0xF6);
	seen->bad = _mm512_max_epu8(
	    seen->bad, _mm512_and_si512(now, _mm512_permutexvar_epi8(now, load(han_bad_first))));
	seen->groups = _mm512_or_si512(seen->groups, groups);
	seen->least = _mm512_min_epu8(seen->least, now);
	seen->rests = _mm512_add_epi8(seen->rests, ones(_mm512_and_si512(rest, BYTE(0x80))));
	seen->han = _mm512_add_epi8(seen->han, ones(han_marks(now, groups)));
}

/* Sums of the bytes: of low, and of high in the upper half. */
NP_AVX512 static inline uint64_t
sums_of(__m512i low, __m512i high)
{
	const __m512i zero = _mm512_setzero_si512();

	return (uint64_t)_mm512_reduce_add_epi64(_mm512_add_epi64(
	    _mm512_sad_epu8(low, zero), _mm512_slli_epi64(_mm512_sad_epu8(high, zero), 32)));
}

/* Counts the line feeds of a text; false if there are form feeds, which are left to plain C. */
NP_AVX512 static bool
count_feeds(const char *ptr, size_t len, uint64_t *feeds)
{
	uint64_t forms = 0;

	*feeds = 0;
	for (size_t at = 0; at < len; at += NP_SWEEP_BLOCK) {
		const size_t left = len - at;
		const __m512i now = _mm512_maskz_loadu_epi8(
		    left < NP_SWEEP_BLOCK ? (UINT64_C(1) << left) - 1 : UINT64_MAX, ptr + at);

		*feeds += sweep_ones(equal(now, '\n'));
		forms |= equal(now, '\f');
	}
	return forms == 0;
}

NP_AVX512 size_t
np_count_han_avx512(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	const __m512i zero = _mm512_setzero_si512();
	struct np_count *sum = counter->sum;
	struct han_seen seen = { zero, zero, zero, BYTE(0xFF), zero, zero };
	/* bits of what stands two and one in front of the block: nothing is due where it begins */
	uint64_t bytes = UINT64_MAX, before = 0, feeds = 0, sums;
	size_t at = pos;

	if (len - at >= NP_SWEEP_BLOCK) {
		const char *p = ptr + at;

		han_add(&seen, load(p), _mm512_maskz_loadu_epi8(bytes << 1, p - 1),
		    _mm512_maskz_loadu_epi8(bytes << 2, p - 2));
		before = 3;
		at += NP_SWEEP_BLOCK;
	}
	for (; len - at >= NP_SWEEP_BLOCK; at += NP_SWEEP_BLOCK)
		han_add(&seen, load(ptr + at), load(ptr + at - 1), load(ptr + at - 2));
	/* Blanks behind: nothing is due there. */
	bytes = (UINT64_C(1) << (len - at)) - 1;
	han_add(&seen, _mm512_mask_loadu_epi8(BYTE(' '), bytes, ptr + at),
	    _mm512_maskz_loadu_epi8(bytes << 1 | before >> 1, ptr + at - 1),
	    _mm512_maskz_loadu_epi8(bytes << 2 | before, ptr + at - 2));
	if (_mm512_movepi8_mask(seen.wrong) != 0 || equal(seen.bad, 0xC0) != 0 ||
	    _mm512_test_epi8_mask(seen.groups, BYTE(HAN_ODD)) != 0)
		return pos;
	/* Few short texts have any lines. */
	if (~from(seen.least, '\r') != 0 && !count_feeds(ptr + pos, len - pos, &feeds))
		return pos;
	sums = sums_of(seen.rests, seen.han);
	sum->chars += len - pos - (uint32_t)sums;
	sum->classes[NP_HAN] += sums >> 32;
	sum->lines += feeds;
	sum->feeds += feeds;
	counter->line_open = ptr[len - 1] != '\n';
	return len;
}

NP_AVX512 bool
np_count_ahead_avx512(struct np_count_step *steps, const char *p, size_t count)
{
	__m512i all = _mm512_setzero_si512();
	uint64_t forms = 0, before = 0;

	for (size_t i = 0; i < count; i++, p += NP_COUNT_STEP) {
		const __m512i now = load(p);
		const __m512i groups = han_groups(now, load(p - 1), load(p - 2));
		const __m512i marks = han_marks(now, groups);
		const uint64_t rests = _mm512_cmplt_epi8_mask(now, BYTE(0xC0));
		const uint64_t han = _mm512_test_epi8_mask(marks, marks);

		all = _mm512_or_si512(all, groups);
		forms |= equal(now, '\f');
		steps[i] = (struct np_count_step){ rests, han, before };
		before += sweep_ones(rests) + (sweep_ones(han) << 32);
	}
	steps[count] = (struct np_count_step){ 0, 0, before };
	return forms == 0 && _mm512_test_epi8_mask(all, BYTE(HAN_ODD)) == 0;
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_han_avx512;
#endif
