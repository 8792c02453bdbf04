/* count_avx2.c - the inside of count by AVX2 */
#include <string.h>

#include "cpu.h"

#ifdef NP_WITH_AVX2
#include "count_avx2.h"

#define NP_SWEEP_TARGET NP_AVX2
#define NP_SWEEP_VECTOR __m256i
#define NP_SWEEP_LANES 4
#include "count_masks.h"

/* Of what is skimmed, four sums each. */
struct skim_sums {
	__m256i rests, feeds;
};
#include "count_skim.h"

/* The groups of characters that begin in the 32 bytes at p: see sweep_last_low. */
NP_AVX2 static inline __m256i
groups(const char *p, __m256i first_low)
{
	const __m256i second = load(p + 1), third = load(p + 2);
	__m256i last, other;

	last = _mm256_and_si256(_mm256_shuffle_epi8(table(sweep_last_low), low(third)),
	    _mm256_shuffle_epi8(table(sweep_last_high), high(third)));
	other = _mm256_and_si256(_mm256_shuffle_epi8(table(sweep_second_low), low(second)),
	    _mm256_shuffle_epi8(table(sweep_second_high), high(second)));
	other = _mm256_and_si256(other, _mm256_shuffle_epi8(table(sweep_first_low), first_low));
	return _mm256_and_si256(last, other);
}

NP_AVX2 static inline __m256i
odd_ascii(__m256i bytes_low, __m256i bytes_high)
{
	return _mm256_and_si256(_mm256_shuffle_epi8(table(sweep_ascii_low), bytes_low),
	    _mm256_shuffle_epi8(table(sweep_ascii_high), bytes_high));
}

NP_AVX2 static inline void
sums_add(struct sums *sums, const char *p)
{
	for (int i = 0; i < 64; i += 32) {
		const __m256i now = load(p + i);

		sums->feeds = _mm256_sub_epi8(sums->feeds, _mm256_cmpeq_epi8(now, BYTE('\n')));
		sums->blanks = _mm256_sub_epi8(sums->blanks, _mm256_cmpeq_epi8(now, BYTE(' ')));
	}
}

NP_AVX2 static inline void
sums_end(const struct sums *sums, uint64_t *feeds, uint64_t *blanks)
{
	const __m256i zero = _mm256_setzero_si256();

	*feeds = sum_of(_mm256_sad_epu8(sums->feeds, zero));
	*blanks = sum_of(_mm256_sad_epu8(sums->blanks, zero));
}

NP_AVX2 static inline struct seen
look(const char *p)
{
	const __m256i a = load(p), b = load(p + 32);
	const __m256i a_low = low(a), a_high = high(a), b_low = low(b), b_high = high(b);
	const __m256i a_groups = groups(p, a_low);
	const __m256i b_groups = groups(p + 32, b_low);
	const __m256i most = _mm256_subs_epu8(_mm256_max_epu8(a, b), BYTE(0x70));
	struct seen seen;

	seen.multi = tops(a, b);
	seen.first = tops(_mm256_subs_epu8(a, BYTE(0x40)), _mm256_subs_epu8(b, BYTE(0x40)));
	seen.threes = tops(_mm256_subs_epu8(a, BYTE(0x60)), _mm256_subs_epu8(b, BYTE(0x60)));
	/* E4 to E9 become 7A to 7F, the highest as signed numbers */
	seen.han = over(_mm256_add_epi8(a, BYTE(0x96)), _mm256_add_epi8(b, BYTE(0x96)), 0x79);
	seen.punct = over(a_groups, b_groups, 0);
	seen.hexagram = tops(a_groups, b_groups);
	seen.odd = over(odd_ascii(a_low, a_high), odd_ascii(b_low, b_high), 0);
	seen.fours = (uint32_t)_mm256_movemask_epi8(most);
	return seen;
}

NP_AVX2 static inline struct ascii
look_at_ascii(const char *p)
{
	const __m256i a = load(p), b = load(p + 32);
	struct ascii ascii;

	/* a to z become 66 to 7F, 0 to 9 76 to 7F */
	ascii.letters = over(_mm256_add_epi8(_mm256_or_si256(a, BYTE(0x20)), BYTE(5)),
	    _mm256_add_epi8(_mm256_or_si256(b, BYTE(0x20)), BYTE(5)), 0x65);
	ascii.digits = over(_mm256_add_epi8(a, BYTE(0x46)), _mm256_add_epi8(b, BYTE(0x46)), 0x75);
	ascii.word_signs = equal(a, b, '\'') | equal(a, b, '-');
	ascii.number_signs = equal(a, b, '.') | equal(a, b, ',');
	ascii.controls = tops(range(a, 0x00, 0x1F), range(b, 0x00, 0x1F)) | equal(a, b, 0x7F);
	return ascii;
}

/* First bytes of characters whose first two bytes are these, and the last is from least to most. */
NP_AVX2 static inline uint64_t
begins_of(const char *p, unsigned char first, unsigned char second, unsigned char least,
    unsigned char most)
{
	__m256i begins[2];

	for (int i = 0; i < 2; i++, p += 32)
		begins[i] =
		    _mm256_and_si256(_mm256_and_si256(_mm256_cmpeq_epi8(load(p), BYTE(first)),
					 _mm256_cmpeq_epi8(load(p + 1), BYTE(second))),
			range(load(p + 2), least, most));
	return tops(begins[0], begins[1]);
}

NP_AVX2 static inline struct wide
look_at_wide(const char *p)
{
	struct wide wide;

	wide.letters = begins_of(p, 0xEF, 0xBC, 0xA1, 0xBA) | begins_of(p, 0xEF, 0xBD, 0x81, 0x9A);
	wide.digits = begins_of(p, 0xEF, 0xBC, 0x90, 0x99);
	wide.points = begins_of(p, 0xEF, 0xBC, 0x8E, 0x8E);
	wide.spaces = begins_of(p, 0xE3, 0x80, 0x80, 0x80);
	return wide;
}

/* Kana of E3 81 to E3 83 but for what is unassigned or joins, 30A0 and 30FB. */
NP_AVX2 static inline __m256i
kana_begins(__m256i last, __m256i second, __m256i first)
{
	const __m256i is_82 = _mm256_cmpeq_epi8(second, BYTE(0x82));
	__m256i kana, not_81, not_82, not_83;

	/* 81 to 83 become 7D to 7F */
	kana = _mm256_and_si256(_mm256_cmpeq_epi8(first, BYTE(0xE3)),
	    _mm256_cmpgt_epi8(_mm256_sub_epi8(second, BYTE(4)), BYTE(0x7C)));
	not_81 = _mm256_and_si256(
	    _mm256_cmpeq_epi8(second, BYTE(0x81)), _mm256_cmpeq_epi8(last, BYTE(0x80)));
	/* 97 to 9A become 7C to 7F */
	not_82 = _mm256_and_si256(
	    is_82, _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_sub_epi8(last, BYTE(0x1B)), BYTE(0x7B)),
		       _mm256_cmpeq_epi8(last, BYTE(0xA0))));
	not_83 = _mm256_and_si256(
	    _mm256_cmpeq_epi8(second, BYTE(0x83)), _mm256_cmpeq_epi8(last, BYTE(0xBB)));
	return _mm256_andnot_si256(_mm256_or_si256(_mm256_or_si256(not_81, not_82), not_83), kana);
}

/* Hangul syllables: EA B0 to ED 9D. */
NP_AVX2 static inline __m256i
hangul_begins(__m256i second, __m256i first)
{
	__m256i sure, begin, end;

	sure = _mm256_or_si256(
	    _mm256_cmpeq_epi8(first, BYTE(0xEB)), _mm256_cmpeq_epi8(first, BYTE(0xEC)));
	begin = _mm256_and_si256(
	    _mm256_cmpeq_epi8(first, BYTE(0xEA)), _mm256_cmpgt_epi8(second, BYTE(0xAF)));
	end = _mm256_and_si256(
	    _mm256_cmpeq_epi8(first, BYTE(0xED)), _mm256_cmpgt_epi8(BYTE(0x9E), second));
	return _mm256_or_si256(sure, _mm256_or_si256(begin, end));
}

NP_AVX2 static inline void
look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul)
{
	const __m256i a_first = load(p), a_second = load(p + 1);
	const __m256i b_first = load(p + 32), b_second = load(p + 33);

	*kana = tops(kana_begins(load(p + 2), a_second, a_first),
	    kana_begins(load(p + 34), b_second, b_first));
	*hangul = tops(hangul_begins(a_second, a_first), hangul_begins(b_second, b_first));
}

NP_AVX2 size_t
np_count_sweep_avx2(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	return sweep(counter, ptr, len, pos);
}

/* ---- characters and lines alone ---- */

NP_AVX2 static inline struct skim_sums
skim_begin(void)
{
	return (struct skim_sums){ _mm256_setzero_si256(), _mm256_setzero_si256() };
}

NP_AVX2 static inline enum skim_found
skim_stride(struct skim_sums *sums, const char *p)
{
	const __m256i zero = _mm256_setzero_si256();
	__m256i wrong = zero, rare = zero, forms = zero, rests = zero, feeds = zero;
	__m256i most = zero, least = BYTE(0xFF);

	for (const char *end = p + SKIM_STRIDE; p < end; p += 32) {
		const __m256i now = load(p);
		const __m256i before =
		    _mm256_max_epu8(load(p - 1), _mm256_subs_epu8(load(p - 2), BYTE(0x20)));
		const __m256i rest = _mm256_cmpgt_epi8(BYTE(0xC0), now);

		/* the highest bit: a continuation, and none is due, or the other way round */
		wrong = _mm256_or_si256(
		    wrong, _mm256_xor_si256(rest, _mm256_subs_epu8(before, BYTE(0x40))));
		most = _mm256_max_epu8(most, now);
		/* C0 to E0 become 00 to 20; all others more */
		least = _mm256_min_epu8(least, _mm256_sub_epi8(now, BYTE(0xC0)));
		rare = _mm256_or_si256(rare, _mm256_cmpeq_epi8(now, BYTE(0xED)));
		forms = _mm256_or_si256(forms, _mm256_cmpeq_epi8(now, BYTE('\f')));
		rests = _mm256_sub_epi8(rests, rest);
		feeds = _mm256_sub_epi8(feeds, _mm256_cmpeq_epi8(now, BYTE('\n')));
	}
	if (_mm256_movemask_epi8(wrong) != 0)
		return SKIM_WRONG;
	rare = _mm256_or_si256(rare, _mm256_subs_epu8(most, BYTE(0x70)));
	rare = _mm256_or_si256(rare, _mm256_cmpeq_epi8(_mm256_min_epu8(least, BYTE(0x20)), least));
	if (_mm256_movemask_epi8(rare) != 0)
		return SKIM_RARE;
	sums->rests = _mm256_add_epi64(sums->rests, _mm256_sad_epu8(rests, zero));
	sums->feeds = _mm256_add_epi64(sums->feeds, _mm256_sad_epu8(feeds, zero));
	return _mm256_movemask_epi8(forms) != 0 ? SKIM_FORMS : SKIM_CLEAN;
}

NP_AVX2 static inline struct skim_totals
skim_end(const struct skim_sums *sums)
{
	return (struct skim_totals){ sum_of(sums->rests), sum_of(sums->feeds), 0 };
}

/* C0, C1, E0 and ED before what must not follow them, F0 to FF, of 32 at p. */
NP_AVX2 static inline __m256i
skim_bad(const char *p)
{
	const __m256i now = load(p), next = load(p + 1);
	const __m256i large = _mm256_cmpeq_epi8(_mm256_max_epu8(next, BYTE(0xA0)), next);
	const __m256i e0 = _mm256_andnot_si256(large, _mm256_cmpeq_epi8(now, BYTE(0xE0)));
	const __m256i ed = _mm256_and_si256(large, _mm256_cmpeq_epi8(now, BYTE(0xED)));

	return _mm256_or_si256(_mm256_or_si256(e0, ed),
	    _mm256_or_si256(range(now, 0xC0, 0xC1), range(now, 0xF0, 0xFF)));
}

NP_AVX2 static inline struct skim_masks
skim_look(const char *p)
{
	const __m256i a = load(p), b = load(p + 32);
	struct skim_masks masks;

	masks.rests = tops(_mm256_cmpgt_epi8(BYTE(0xC0), a), _mm256_cmpgt_epi8(BYTE(0xC0), b));
	masks.feeds = equal(a, b, '\n');
	masks.forms = equal(a, b, '\f') & ~(equal(load(p - 1), load(p + 31), '\n') |
					      equal(load(p - 1), load(p + 31), '\f'));
	masks.bad = tops(skim_bad(p), skim_bad(p + 32));
	return masks;
}

NP_AVX2 size_t
np_count_skim_avx2(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	return skim(counter, ptr, len, pos);
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_avx2;
#endif
