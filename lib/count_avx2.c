/* count_avx2.c - the inside of count by AVX2 */
#include <string.h>

#include "cpu.h"

#ifdef NP_WITH_AVX2
#include <immintrin.h>

#define NP_SWEEP_TARGET NP_AVX2
#define NP_SWEEP_VECTOR __m256i
#define NP_SWEEP_LANES 4
#include "count_masks.h"

/* Of what is skimmed, four sums each. */
struct skim_sums {
	__m256i rests, feeds;
};
#include "count_skim.h"

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

/* Adds up four sums. */
NP_AVX2 static inline uint64_t
sum_of(__m256i sums)
{
	const __m128i two =
	    _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));

	return (uint64_t)_mm_cvtsi128_si64(two) + (uint64_t)_mm_extract_epi64(two, 1);
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

/* Bytes from first to last. */
NP_AVX2 static inline __m256i
range(__m256i bytes, unsigned char first, unsigned char last)
{
	const __m256i moved = _mm256_sub_epi8(bytes, BYTE(first));

	return _mm256_cmpeq_epi8(_mm256_min_epu8(moved, BYTE(last - first)), moved);
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
	__m256i pairs, thirds, wrong;

	pairs = _mm256_and_si256(_mm256_shuffle_epi8(table(han_first_low), low(one)),
	    _mm256_shuffle_epi8(table(han_second_high), high(now)));
	pairs = _mm256_and_si256(pairs, _mm256_shuffle_epi8(table(han_second_low), low(now)));
	thirds = _mm256_and_si256(_mm256_shuffle_epi8(table(han_third_high), high(now)),
	    _mm256_shuffle_epi8(table(han_third_low), low(now)));
	thirds = _mm256_and_si256(_mm256_cmpgt_epi8(thirds, _mm256_setzero_si256()),
	    _mm256_and_si256(
		_mm256_cmpeq_epi8(two, BYTE(0xE3)), _mm256_cmpeq_epi8(one, BYTE(0x80))));
	pairs = _mm256_cmpgt_epi8(pairs, _mm256_setzero_si256());
	pairs = _mm256_and_si256(pairs, behind_three);
	wrong = _mm256_or_si256(_mm256_xor_si256(rest, due), _mm256_or_si256(pairs, thirds));
	/* F0 and on; C0 and C1, which become 7E and 7F; form feeds */
	wrong = _mm256_or_si256(wrong, _mm256_subs_epu8(now, BYTE(0x70)));
	wrong =
	    _mm256_or_si256(wrong, _mm256_cmpgt_epi8(_mm256_sub_epi8(now, BYTE(0x42)), BYTE(0x7D)));
	wrong = _mm256_or_si256(wrong, _mm256_cmpeq_epi8(now, BYTE('\f')));
	seen->wrong = _mm256_or_si256(seen->wrong, wrong);
	seen->rests = _mm256_sub_epi8(seen->rests, rest);
	/* E4 to E9 become 7A to 7F, the highest as signed numbers */
	seen->han = _mm256_sub_epi8(
	    seen->han, _mm256_cmpgt_epi8(_mm256_add_epi8(now, BYTE(0x96)), BYTE(0x79)));
	seen->feeds = _mm256_sub_epi8(seen->feeds, _mm256_cmpeq_epi8(now, BYTE('\n')));
	seen->last = now;
}

NP_AVX2 size_t
np_count_han_avx2(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	enum {
		STRIDE = 1024
	}; /* what is left to plain C where something is wrong; sums fit into bytes */
	const __m256i zero = _mm256_setzero_si256();
	const size_t start = pos;
	struct np_count *sum = counter->sum;
	struct han_seen seen = { .last = zero };
	size_t cut = 0;

	while (pos < len) {
		const size_t end = len - pos > STRIDE ? pos + STRIDE : len;
		size_t at = pos;

		seen.rests = seen.han = seen.feeds = seen.wrong = zero;
		for (; end - at >= 32; at += 32)
			han_add(&seen, load(ptr + at));
		if (end == len) {
			/* zeros behind: nothing is due there */
			char rest[32] = { 0 };

			np_count_copy(rest, ptr + at, end - at);
			han_add(&seen, load(rest));
		}
		if (_mm256_movemask_epi8(seen.wrong) != 0) {
			cut = pos > start ? sweep_cut(ptr + pos) : 0;
			break;
		}
		sum->chars += end - pos - sum_of(_mm256_sad_epu8(seen.rests, zero));
		sum->classes[NP_HAN] += sum_of(_mm256_sad_epu8(seen.han, zero));
		sum->lines += sum_of(_mm256_sad_epu8(seen.feeds, zero));
		sum->feeds += sum_of(_mm256_sad_epu8(seen.feeds, zero));
		pos = end;
	}
	if (cut > 0) {
		/* it was counted by its first byte */
		pos -= cut;
		sum->chars--;
		sum->classes[NP_HAN] -=
		    (unsigned char)ptr[pos] >= 0xE4 && (unsigned char)ptr[pos] <= 0xE9;
	}
	if (pos > start)
		counter->line_open = ptr[pos - 1] != '\n';
	return pos;
}
#else
/* Not a file without anything, which C does not allow. */
typedef int np_no_avx2;
#endif
