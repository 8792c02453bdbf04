/* utf8_skim.c - the inside of utf8: what is surely valid, seen at a glance */
#include "utf8_inside.h"

#ifdef NP_WITH_AVX2
/*
 * Most text is ASCII and characters of three bytes.  That these are whole is seen soonest by where rests
 * stand: one is due behind C0 to FF, another one behind E0 to FF.  Strides with first bytes that this does
 * not tell enough of, rare ones, are left to the caller.
 */

/* How many bytes before p are of a character that goes on there, in a text without rare bytes. */
static inline size_t
cut_at(const char *p)
{
	return (unsigned char)p[-1] >= 0xC0 ? 1 : (unsigned char)p[-2] >= 0xE0 ? 2 : 0;
}

/*
 * How far the text is surely valid from pos on, where a character begins and two bytes at least stand
 * before; the answer is where one begins, too.  Rare are C0 to E0, ED, and F0 to FF.
 */
NP_AVX2 static size_t
skim_avx2(const char *ptr, size_t len, size_t pos)
{
	const __m256i least = _mm256_set1_epi8(NP_UTF8_BITS(0xC0)),
		      ed = _mm256_set1_epi8(NP_UTF8_BITS(0xED));
	const size_t start = pos;

	for (; len - pos >= NP_UTF8_STRIDE; pos += NP_UTF8_STRIDE) {
		__m256i wrong = _mm256_setzero_si256(), most = wrong, is_ed = wrong;
		__m256i first = _mm256_set1_epi8(NP_UTF8_BITS(0xFF));

		for (size_t i = 0; i < NP_UTF8_STRIDE; i += 32) {
			const char *p = ptr + pos + i;
			const __m256i now = np_utf8_load(p);
			/* the highest bit: a rest is due */
			const __m256i due = _mm256_subs_epu8(
			    _mm256_max_epu8(np_utf8_load(p - 1),
				_mm256_subs_epu8(np_utf8_load(p - 2), _mm256_set1_epi8(0x20))),
			    _mm256_set1_epi8(0x40));

			wrong = _mm256_or_si256(
			    wrong, _mm256_xor_si256(_mm256_cmpgt_epi8(least, now), due));
			most = _mm256_max_epu8(most, now);
			/* C0 to E0 become 00 to 20, all others more */
			first = _mm256_min_epu8(first, _mm256_sub_epi8(now, least));
			is_ed = _mm256_or_si256(is_ed, _mm256_cmpeq_epi8(now, ed));
		}
		wrong = _mm256_or_si256(wrong, is_ed);
		wrong = _mm256_or_si256(wrong, _mm256_subs_epu8(most, _mm256_set1_epi8(0x70)));
		wrong = _mm256_or_si256(wrong,
		    _mm256_cmpeq_epi8(_mm256_min_epu8(first, _mm256_set1_epi8(0x20)), first));
		if (_mm256_movemask_epi8(wrong) != 0)
			break;
	}
	return pos > start ? pos - cut_at(ptr + pos) : pos;
}

/* Of C0 to FF, by their low six bits, the rare ones: C0, C1, E0, ED, and F0 to FF. */
#define RARE 0xC0
static const uint8_t rare_firsts[64] = { RARE, RARE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, RARE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, RARE, 0,
	0, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE,
	RARE };

/* The same by AVX-512, where characters of two bytes are not rare. */
NP_AVX512 static size_t
skim_avx512(const char *ptr, size_t len, size_t pos)
{
	const __m512i rare = _mm512_loadu_si512(rare_firsts), forty = _mm512_set1_epi8(0x40);
	const size_t start = pos;

	for (; len - pos >= NP_UTF8_STRIDE; pos += NP_UTF8_STRIDE) {
		__m512i wrong = _mm512_setzero_si512(), rarest = wrong;

		for (size_t i = 0; i < NP_UTF8_STRIDE; i += 64) {
			const char *p = ptr + pos + i;
			const __m512i now = _mm512_loadu_si512(p);
			/* the highest bit: a rest is due; and it is one */
			const __m512i due =
			    _mm512_subs_epu8(_mm512_max_epu8(_mm512_loadu_si512(p - 1),
						 _mm512_subs_epu8(_mm512_loadu_si512(p - 2),
						     _mm512_set1_epi8(0x20))),
				forty);
			const __m512i rest = _mm512_adds_epi8(now, forty);

			/* wrong | (due ^ rest) */
			wrong = _mm512_ternarylogic_epi64(wrong, due, rest, 0xF6);
			/* both highest bits, where it is rare and is from C0 on */
			rarest = _mm512_max_epu8(
			    rarest, _mm512_and_si512(now, _mm512_permutexvar_epi8(now, rare)));
		}
		if ((_mm512_movepi8_mask(wrong) |
			_mm512_cmpeq_epi8_mask(rarest, _mm512_set1_epi8(NP_UTF8_BITS(RARE)))) != 0)
			break;
	}
	return pos > start ? pos - cut_at(ptr + pos) : pos;
}
#undef RARE

size_t
np_utf8_skim(const char *ptr, size_t len, size_t pos)
{
	return np_cpu() == NP_CPU_AVX512 ? skim_avx512(ptr, len, pos) : skim_avx2(ptr, len, pos);
}
#endif
