/* tabs.c - where the tabs of a line are, and whether it is UTF-8, found many bytes at once */
#include "tabs.h"

#include <string.h>

#include "cpu.h"

/* Bytes looked at in one step: as many as a word has bits. */
enum { STEP = 64 };

/* So many bytes in front of a step tell what is due at its beginning. */
enum { BEFORE = 2 };

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
/*
 * How far a stretch was looked at, in variables of a loop's own: what lies in memory would be loaded
 * and stored at every step.
 */
struct reach {
	size_t upto, count;
};

/* True if a step lies before end, and there is room for its stops. */
static inline bool
step_fits(struct reach reach, size_t end)
{
	return end - reach.upto >= STEP && NP_TABS_AHEAD - reach.count >= STEP;
}

/* Lists the stops of a step at offset `at`: a bit of found is one.  Answers how many are listed now. */
static inline size_t
list(size_t *stops, size_t count, uint64_t found, size_t at)
{
	for (; found != 0; found &= found - 1)
		stops[count++] = at + (size_t)__builtin_ctzll(found);
	return count;
}

/* Notes how far a stretch was looked at, and whether it is sound. */
static inline void
note(struct np_tabs_ahead *ahead, struct reach reach, bool sound)
{
	if (sound && ahead->sound == ahead->upto)
		ahead->sound = reach.upto;
	ahead->upto = reach.upto;
	ahead->count = reach.count;
}
#endif

/* Lists the stops before end, as long as there is room. */
static void
look_plainly(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	for (; ahead->upto < end && ahead->count < NP_TABS_AHEAD; ahead->upto++) {
		char c = buf[ahead->upto];

		if (c == '\t' || c == '\n' || c == '\r' || c == '\\')
			ahead->stops[ahead->count++] = ahead->upto;
	}
}

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
/*
 * The four stops differ in their low four bits.  A shuffle answers for each byte the stop of its low
 * bits, or what differs from it in these; none for bytes from 0x80 on.
 */
static const uint8_t stop_of[16] = { 1, 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, '\\', '\r', 0, 0 };

/*
 * Where rests stand tells soonest that characters are whole: one is due behind C0 to FF, another one
 * behind E0 to FF.  It does not tell enough of the rare first bytes C0, C1, E0, ED and F0 to FF.
 */
enum { TWO = 1, THREE = 2, FOUR = 4 };

/* A byte is rare when both halves have a bit in common: by the upper one, by the lower one. */
static const uint8_t rare_high[16] = { [0xC] = TWO, [0xE] = THREE, [0xF] = FOUR };
static const uint8_t rare_low[16] = { TWO | THREE | FOUR, TWO | FOUR, FOUR, FOUR, FOUR, FOUR, FOUR,
	FOUR, FOUR, FOUR, FOUR, FOUR, FOUR, THREE | FOUR, FOUR, FOUR };
#endif

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* 0, 1, 2 and so on. */
#define EIGHT(n) (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4, (n) + 5, (n) + 6, (n) + 7
static const uint8_t step_places[STEP] = { EIGHT(0), EIGHT(8), EIGHT(16), EIGHT(24), EIGHT(32),
	EIGHT(40), EIGHT(48), EIGHT(56) };

#define BITS(bits) ((char)(unsigned char)(bits))

NP_AVX2 static inline __m256i
load(const char *at)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

NP_AVX2 static inline __m128i
load_table(const uint8_t *table)
{
	return _mm_loadu_si128((const __m128i *)(const void *)table);
}

/* What is not sound: the highest bit of a byte; any bit. */
struct seen_avx2 {
	__m256i wrong, rare;
};

/* Half a step: a bit for each stop. */
NP_AVX2 static inline uint32_t
half_avx2(const char *at, struct seen_avx2 *seen)
{
	const __m256i stops = _mm256_broadcastsi128_si256(load_table(stop_of));
	const __m256i highs = _mm256_broadcastsi128_si256(load_table(rare_high));
	const __m256i lows = _mm256_broadcastsi128_si256(load_table(rare_low));
	const __m256i nibble = _mm256_set1_epi8(0x0F), now = load(at);
	const __m256i due = _mm256_subs_epu8(
	    _mm256_max_epu8(load(at - 1), _mm256_subs_epu8(load(at - 2), _mm256_set1_epi8(0x20))),
	    _mm256_set1_epi8(0x40));
	const __m256i rests = _mm256_cmpgt_epi8(_mm256_set1_epi8(BITS(0xC0)), now);
	const __m256i high = _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble);
	const __m256i low = _mm256_and_si256(now, nibble);

	seen->wrong = _mm256_or_si256(seen->wrong, _mm256_xor_si256(rests, due));
	seen->rare = _mm256_or_si256(seen->rare,
	    _mm256_and_si256(_mm256_shuffle_epi8(highs, high), _mm256_shuffle_epi8(lows, low)));
	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpeq_epi8(_mm256_shuffle_epi8(stops, now), now));
}

NP_AVX2 static void
look_avx2(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	struct reach reach = { ahead->upto, ahead->count };
	struct seen_avx2 seen = { _mm256_setzero_si256(), _mm256_setzero_si256() };

	for (; step_fits(reach, end); reach.upto += STEP) {
		const char *at = buf + reach.upto;
		const uint32_t low = half_avx2(at, &seen), high = half_avx2(at + STEP / 2, &seen);

		reach.count =
		    list(ahead->stops, reach.count, low | (uint64_t)high << STEP / 2, reach.upto);
	}
	note(ahead, reach,
	    _mm256_movemask_epi8(seen.wrong) == 0 && _mm256_testz_si256(seen.rare, seen.rare));
}

/* Of C0 to FF, by their low six bits, the rare ones. */
#define RARE 0xC0
static const uint8_t rare_firsts[64] = { RARE, RARE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, RARE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, RARE, 0,
	0, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE, RARE,
	RARE };

/* Lists the stops of a step, as list(). */
NP_AVX512 static inline size_t
list_avx512(size_t *stops, size_t count, uint64_t found, size_t at)
{
	/*
	 * Eight are written whether they are there or not: how many there are is hard to foretell,
	 * and a branch for each would cost more than this.
	 */
	enum { AT_ONCE = 8 };
	const __m512i places = _mm512_cvtepu8_epi64(_mm512_castsi512_si128(
	    _mm512_maskz_compress_epi8(found, _mm512_loadu_si512(step_places))));
	const size_t more = (size_t)_mm_popcnt_u64(found);

	_mm512_storeu_si512(
	    stops + count, _mm512_add_epi64(places, _mm512_set1_epi64((long long)at)));
	if (more <= AT_ONCE)
		return count + more;
	for (int i = 0; i < AT_ONCE; i++)
		found &= found - 1;
	return list(stops, count + AT_ONCE, found, at);
}

NP_AVX512 static void
look_avx512(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	const __m512i stops = _mm512_broadcast_i32x4(load_table(stop_of));
	const __m512i rare = _mm512_loadu_si512(rare_firsts), forty = _mm512_set1_epi8(0x40);
	struct reach reach = { ahead->upto, ahead->count };
	__m512i wrong = _mm512_setzero_si512(), rarest = wrong;

	for (; step_fits(reach, end); reach.upto += STEP) {
		const char *at = buf + reach.upto;
		const __m512i now = _mm512_loadu_si512(at);
		/* the highest bit: a rest is due; and it is one */
		const __m512i due = _mm512_subs_epu8(
		    _mm512_max_epu8(_mm512_loadu_si512(at - 1),
			_mm512_subs_epu8(_mm512_loadu_si512(at - 2), _mm512_set1_epi8(0x20))),
		    forty);
		const __m512i rest = _mm512_adds_epi8(now, forty);

		/* wrong | (due ^ rest) */
		wrong = _mm512_ternarylogic_epi64(wrong, due, rest, 0xF6);
		/* both highest bits, where it is rare and is from C0 on */
		rarest = _mm512_max_epu8(
		    rarest, _mm512_and_si512(now, _mm512_permutexvar_epi8(now, rare)));
		reach.count = list_avx512(ahead->stops, reach.count,
		    _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(stops, now), now), reach.upto);
	}
	note(ahead, reach,
	    (_mm512_movepi8_mask(wrong) |
		_mm512_cmpeq_epi8_mask(rarest, _mm512_set1_epi8(BITS(RARE)))) == 0);
}
#undef RARE
#endif

#ifdef NP_WITH_NEON
#include <arm_neon.h>

/* What is not sound: the highest bit of a byte; any bit. */
struct seen_neon {
	uint8x16_t wrong, rare;
};

/* A quarter of a step.  Of the comparison with stops, each byte becomes one bit: 16 of them. */
static inline uint64_t
quarter_neon(const uint8_t *at, struct seen_neon *seen)
{
	static const uint8_t bits[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64,
		128 };
	const uint8x16_t now = vld1q_u8(at);
	const uint8x16_t due =
	    vqsubq_u8(vmaxq_u8(vld1q_u8(at - 1), vqsubq_u8(vld1q_u8(at - 2), vdupq_n_u8(0x20))),
		vdupq_n_u8(0x40));
	const uint8x16_t rests = vcltq_s8(vreinterpretq_s8_u8(now), vdupq_n_s8(-0x40));
	const uint8x16_t high = vqtbl1q_u8(vld1q_u8(rare_high), vshrq_n_u8(now, 4));
	const uint8x16_t low = vqtbl1q_u8(vld1q_u8(rare_low), vandq_u8(now, vdupq_n_u8(0x0F)));
	const uint8x16_t equal =
	    vceqq_u8(vqtbl1q_u8(vld1q_u8(stop_of), vandq_u8(now, vdupq_n_u8(0x8F))), now);
	const uint8x16_t set = vandq_u8(equal, vld1q_u8(bits));

	seen->wrong = vorrq_u8(seen->wrong, veorq_u8(rests, due));
	seen->rare = vorrq_u8(seen->rare, vandq_u8(high, low));
	return vaddv_u8(vget_low_u8(set)) | (uint64_t)vaddv_u8(vget_high_u8(set)) << 8;
}

static void
look_neon(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	struct reach reach = { ahead->upto, ahead->count };
	struct seen_neon seen = { vdupq_n_u8(0), vdupq_n_u8(0) };

	for (; step_fits(reach, end); reach.upto += STEP) {
		const uint8_t *at = (const uint8_t *)buf + reach.upto;
		uint64_t found = 0;

		for (size_t i = 0; i < STEP; i += 16)
			found |= quarter_neon(at + i, &seen) << i;
		reach.count = list(ahead->stops, reach.count, found, reach.upto);
	}
	note(ahead, reach, vmaxvq_u8(seen.wrong) < 0x80 && vmaxvq_u8(seen.rare) == 0);
}
#endif

/*
 * Where what was seen is not known to be sound, it is looked for anew from the next step on, unless that
 * begins within a character.
 */
static inline void
begin_sound(struct np_tabs_ahead *ahead, const char *buf)
{
	const unsigned char *at = (const unsigned char *)buf + ahead->upto;

	if (ahead->sound != ahead->upto && at[-1] < 0xC0 && at[-2] < 0xE0)
		ahead->sound_from = ahead->sound = ahead->upto;
}

/* Lists the stops before end, as many as there is room for; false if there are none to list. */
static bool
look(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	const size_t from = ahead->upto;
	size_t start;

	if (from < BEFORE)
		look_plainly(ahead, buf, end < BEFORE ? end : BEFORE);
	if (ahead->upto >= BEFORE)
		begin_sound(ahead, buf);
	start = ahead->upto;
	switch (np_cpu()) {
#ifdef NP_WITH_AVX2
	case NP_CPU_AVX512:
		look_avx512(ahead, buf, end);
		break;
	case NP_CPU_AVX2:
		look_avx2(ahead, buf, end);
		break;
#endif
#ifdef NP_WITH_NEON
	case NP_CPU_NEON:
		look_neon(ahead, buf, end);
		break;
#endif
	default:
		break;
	}
	if (end - ahead->upto < STEP || ahead->upto == start)
		look_plainly(ahead, buf, end);
	return ahead->upto > from;
}

void
np_tabs_restart(struct np_tabs_ahead *ahead, size_t from)
{
	ahead->next = ahead->count = 0;
	ahead->upto = from;
	ahead->sound_from = from;
	ahead->sound = 0;
}

/* Takes the stops up to the first line feed; false if there is none among those listed. */
static inline bool
take(struct np_tabs_ahead *ahead, const char *buf, size_t from, struct np_tabs *tabs, size_t *len)
{
	const size_t *at = ahead->stops + ahead->next;

	tabs->escapes = false;
	tabs->count = 0;
	for (const size_t *end = ahead->stops + ahead->count; at < end; at++) {
		if (buf[*at] == '\n') {
			ahead->next = (size_t)(at + 1 - ahead->stops);
			*len = *at - from;
			return true;
		}
		if (buf[*at] != '\t')
			tabs->escapes = true;
		else if (tabs->count < NP_TABS_MOST)
			tabs->at[tabs->count++] = *at - from;
	}
	return false;
}

bool
np_tabs_next(struct np_tabs_ahead *ahead, const char *buf, size_t from, size_t end,
    struct np_tabs *tabs, size_t *len)
{
	if (take(ahead, buf, from, tabs, len))
		return true;
	ahead->count -= ahead->next;
	memmove(ahead->stops, ahead->stops + ahead->next, ahead->count * sizeof *ahead->stops);
	ahead->next = 0;
	return look(ahead, buf, end) && take(ahead, buf, from, tabs, len);
}

void
np_tabs_find(struct np_tabs *tabs, struct np_span line)
{
	struct np_tabs_ahead ahead;

	tabs->count = 0;
	tabs->escapes = false;
	np_tabs_restart(&ahead, 0);
	while (look(&ahead, line.ptr, line.len)) {
		for (size_t i = 0; i < ahead.count; i++) {
			char c = line.ptr[ahead.stops[i]];

			if (c == '\t' && tabs->count < NP_TABS_MOST)
				tabs->at[tabs->count++] = ahead.stops[i];
			tabs->escapes = tabs->escapes || c == '\\' || c == '\r';
		}
		ahead.count = 0;
	}
}
