/* count_han_avx2.c - the inside of count by AVX2: Han alone, of short texts and ahead */
#include "count_ahead.h"
#include "count_sweep.h"

#ifdef NP_WITH_AVX2
#include "count_avx2.h"

/*
 * Pairs of bytes behind which a first byte alone doesn't tell Han, or all is not well, in groups: E2 BA
 * to BF, radicals; E3 90 and on, extension A; E4 B7, hexagrams; EF A4 to AB, compatibility; E0;
 * ED A0 and on.  A pair is in a group when the low half of the first byte and both halves of the second
 * have its bit.
 */
static const unsigned char han_first_low[16] = { 0x10, 0, 0x01, 0x02, 0x04, 0, 0, 0, 0, 0, 0, 0, 0,
	0x40, 0, 0x08 };
static const unsigned char han_second_high[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0x12, 0x5A, 0x57,
	0, 0, 0, 0 };
static const unsigned char han_second_low[16] = { 0x52, 0x52, 0x52, 0x52, 0x5A, 0x5A, 0x5A, 0x5E,
	0x5A, 0x5A, 0x5B, 0x5B, 0x53, 0x53, 0x53, 0x53 };
/* Third bytes behind E3 80 that are Han, in the same way: 85, 87; A1 to A9; B8 to BB. */
static const unsigned char han_third_high[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 4, 0, 0, 0, 0 };
static const unsigned char han_third_low[16] = { 0, 2, 2, 2, 2, 3, 2, 3, 6, 6, 4, 4, 0, 0, 0, 0 };

/* Some vectors of a text, what was seen of them, each byte a sum, and what ends the run of such. */
struct han_seen {
	__m256i last; /* the vector before */
	__m256i rests, han, feeds, wrong;
};

/* Of characters of three bytes, whose second byte is `now`: those of the pairs, each byte all bits. */
NP_AVX2 static inline __m256i
odd_pairs(__m256i now, __m256i one)
{
	const __m256i pairs =
	    _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(table(han_first_low), low(one)),
				 _mm256_shuffle_epi8(table(han_second_high), high(now))),
		_mm256_shuffle_epi8(table(han_second_low), low(now)));

	return _mm256_cmpgt_epi8(pairs, _mm256_setzero_si256());
}

/* Han of E3 80, whose third byte is `now`: each byte all bits. */
NP_AVX2 static inline __m256i
han_thirds(__m256i now, __m256i one, __m256i two)
{
	const __m256i thirds =
	    _mm256_and_si256(_mm256_shuffle_epi8(table(han_third_high), high(now)),
		_mm256_shuffle_epi8(table(han_third_low), low(now)));

	return _mm256_and_si256(_mm256_cmpgt_epi8(thirds, _mm256_setzero_si256()),
	    _mm256_and_si256(
		_mm256_cmpeq_epi8(two, BYTE(0xE3)), _mm256_cmpeq_epi8(one, BYTE(0x80))));
}

/* Han that begins with E4 to E9: each byte all bits. */
NP_AVX2 static inline __m256i
han_firsts(__m256i now)
{
	/* E4 to E9 become 7A to 7F, the highest as signed numbers */
	return _mm256_cmpgt_epi8(_mm256_add_epi8(now, BYTE(0x96)), BYTE(0x79));
}

NP_AVX2 static inline void
han_add(struct han_seen *seen, __m256i now)
{
	const __m256i edge = _mm256_permute2x128_si256(seen->last, now, 0x21);
	const __m256i one = _mm256_alignr_epi8(now, edge, 15),
		      two = _mm256_alignr_epi8(now, edge, 14);
	const __m256i rest = _mm256_cmpgt_epi8(BYTE(0xC0), now);
	/* bytes from C0, and from E0, as the highest bit: what is due behind them */
	const __m256i due =
	    _mm256_or_si256(_mm256_subs_epu8(one, BYTE(0x40)), _mm256_subs_epu8(two, BYTE(0x60)));
	const __m256i behind_three = _mm256_subs_epu8(one, BYTE(0x60));
	const __m256i pairs = _mm256_and_si256(odd_pairs(now, one), behind_three);
	const __m256i thirds = han_thirds(now, one, two);
	__m256i wrong;

	wrong = _mm256_or_si256(_mm256_xor_si256(rest, due), _mm256_or_si256(pairs, thirds));
	/* F0 and on; C0 and C1, which become 7E and 7F; form feeds */
	wrong = _mm256_or_si256(wrong, _mm256_subs_epu8(now, BYTE(0x70)));
	wrong =
	    _mm256_or_si256(wrong, _mm256_cmpgt_epi8(_mm256_sub_epi8(now, BYTE(0x42)), BYTE(0x7D)));
	wrong = _mm256_or_si256(wrong, _mm256_cmpeq_epi8(now, BYTE('\f')));
	seen->wrong = _mm256_or_si256(seen->wrong, wrong);
	seen->rests = _mm256_sub_epi8(seen->rests, rest);
	seen->han = _mm256_sub_epi8(seen->han, han_firsts(now));
	seen->feeds = _mm256_sub_epi8(seen->feeds, _mm256_cmpeq_epi8(now, BYTE('\n')));
	seen->last = now;
}

/* All of what is left, or nothing where something is wrong: of a short text there is no part worth another go. */
NP_AVX2 size_t
np_count_han_avx2(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	/* Sums fit into bytes. */
	_Static_assert(NP_SWEEP_SHORT / 32 < UINT8_MAX, "a short text");
	const __m256i zero = _mm256_setzero_si256();
	struct np_count *sum = counter->sum;
	struct han_seen seen = { zero, zero, zero, zero, zero };
	char rest[32] = { 0 }; /* zeros behind the text: nothing is due there */
	size_t at = pos;

	for (; len - at >= 32; at += 32)
		han_add(&seen, load(ptr + at));
	np_count_copy(rest, ptr + at, len - at);
	han_add(&seen, load(rest));
	if (pos == len || _mm256_movemask_epi8(seen.wrong) != 0)
		return pos;
	sum->chars += len - pos - sum_of(_mm256_sad_epu8(seen.rests, zero));
	sum->classes[NP_HAN] += sum_of(_mm256_sad_epu8(seen.han, zero));
	sum->lines += sum_of(_mm256_sad_epu8(seen.feeds, zero));
	sum->feeds += sum_of(_mm256_sad_epu8(seen.feeds, zero));
	counter->line_open = ptr[len - 1] != '\n';
	return len;
}

/* What 32 bytes of a step have; odd: the highest bit where not all is told. */
struct half {
	uint32_t rests, han;
	__m256i odd;
};

NP_AVX2 static inline struct half
look_ahead(const char *p)
{
	const __m256i now = load(p), one = load(p - 1);
	const __m256i thirds = han_thirds(now, one, load(p - 2));
	const __m256i pairs =
	    _mm256_and_si256(odd_pairs(now, one), _mm256_subs_epu8(one, BYTE(0x60)));

	return (struct half){
		(uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(BYTE(0xC0), now)),
		(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(han_firsts(now), thirds)),
		_mm256_or_si256(pairs, _mm256_cmpeq_epi8(now, BYTE('\f'))),
	};
}

NP_AVX2 bool
np_count_ahead_avx2(struct np_count_step *steps, const char *p, size_t count)
{
	__m256i odd = _mm256_setzero_si256();
	uint64_t before = 0;

	for (size_t i = 0; i < count; i++, p += NP_COUNT_STEP) {
		const struct half a = look_ahead(p), b = look_ahead(p + NP_COUNT_STEP / 2);
		const uint64_t rests = a.rests | (uint64_t)b.rests << 32;
		const uint64_t han = a.han | (uint64_t)b.han << 32;

		odd = _mm256_or_si256(odd, _mm256_or_si256(a.odd, b.odd));
		steps[i] = (struct np_count_step){ rests, han, before };
		before += (uint64_t)_mm_popcnt_u64(rests) + ((uint64_t)_mm_popcnt_u64(han) << 32);
	}
	steps[count] = (struct np_count_step){ 0, 0, before };
	return _mm256_movemask_epi8(odd) == 0;
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_han_avx2;
#endif
