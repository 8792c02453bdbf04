/* tabs.c - where the tabs of a line are, found many bytes at once */
#include "tabs.h"

#include <string.h>

#include "cpu.h"

/* Bytes looked at in one step: as many as a word has bits. */
enum { STEP = 64 };

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
/* Lists the stops of a step at offset `at`: a bit of found is one. */
static inline void
list(struct np_tabs_ahead *ahead, uint64_t found, size_t at)
{
	for (; found != 0; found &= found - 1)
		ahead->stops[ahead->count++] = at + (size_t)__builtin_ctzll(found);
}

/* True if a step from ahead->upto lies before end, and there is room for its stops. */
static inline bool
step_fits(const struct np_tabs_ahead *ahead, size_t end)
{
	return end - ahead->upto >= STEP && NP_TABS_AHEAD - ahead->count >= STEP;
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

/*
 * The four stops differ in their low four bits.  A shuffle answers for each byte the stop of its low
 * bits, or what differs from it in these; none for bytes from 0x80 on.
 */
#define STOPS 1, 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, '\\', '\r', 0, 0

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* 0, 1, 2 and so on. */
#define EIGHT(n) (n), (n) + 1, (n) + 2, (n) + 3, (n) + 4, (n) + 5, (n) + 6, (n) + 7
static const uint8_t step_places[STEP] = { EIGHT(0), EIGHT(8), EIGHT(16), EIGHT(24), EIGHT(32),
	EIGHT(40), EIGHT(48), EIGHT(56) };

NP_AVX2 static inline uint32_t
half_avx2(const char *at)
{
	__m256i stops = _mm256_broadcastsi128_si256(_mm_setr_epi8(STOPS));
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);

	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpeq_epi8(_mm256_shuffle_epi8(stops, bytes), bytes));
}

NP_AVX2 static void
look_avx2(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	for (; step_fits(ahead, end); ahead->upto += STEP) {
		const char *at = buf + ahead->upto;

		list(ahead, half_avx2(at) | (uint64_t)half_avx2(at + STEP / 2) << STEP / 2,
		    ahead->upto);
	}
}

/*
 * Eight are written whether they are there or not: how many there are is hard to foretell, and a
 * branch for each would cost more than this.
 */
NP_AVX512 static void
look_avx512(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	enum { AT_ONCE = 8 };
	const __m512i stops = _mm512_broadcast_i32x4(_mm_setr_epi8(STOPS));
	const __m512i places = _mm512_loadu_si512(step_places);

	for (; step_fits(ahead, end); ahead->upto += STEP) {
		const __m512i bytes = _mm512_loadu_si512(buf + ahead->upto);
		uint64_t found = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(stops, bytes), bytes);
		__m512i at = _mm512_cvtepu8_epi64(
		    _mm512_castsi512_si128(_mm512_maskz_compress_epi8(found, places)));
		const size_t count = (size_t)_mm_popcnt_u64(found);

		_mm512_storeu_si512(ahead->stops + ahead->count,
		    _mm512_add_epi64(at, _mm512_set1_epi64((long long)ahead->upto)));
		if (count <= AT_ONCE) {
			ahead->count += count;
			continue;
		}
		for (int i = 0; i < AT_ONCE; i++)
			found &= found - 1;
		ahead->count += AT_ONCE;
		list(ahead, found, ahead->upto);
	}
}
#endif

#ifdef NP_WITH_NEON
#include <arm_neon.h>

/* Of a comparison, each byte becomes one bit: 16 of them. */
static inline uint64_t
quarter_neon(const char *at)
{
	static const uint8_t stops[16] = { STOPS };
	static const uint8_t bits[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64,
		128 };
	uint8x16_t bytes = vld1q_u8((const uint8_t *)at);
	uint8x16_t equal =
	    vceqq_u8(vqtbl1q_u8(vld1q_u8(stops), vandq_u8(bytes, vdupq_n_u8(0x8F))), bytes);
	uint8x16_t set = vandq_u8(equal, vld1q_u8(bits));

	return vaddv_u8(vget_low_u8(set)) | (uint64_t)vaddv_u8(vget_high_u8(set)) << 8;
}

static void
look_neon(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	for (; step_fits(ahead, end); ahead->upto += STEP) {
		uint64_t found = 0;

		for (size_t i = 0; i < STEP; i += 16)
			found |= quarter_neon(buf + ahead->upto + i) << i;
		list(ahead, found, ahead->upto);
	}
}
#endif

/* Lists the stops before end, as many as there is room for; false if there are none to list. */
static bool
look(struct np_tabs_ahead *ahead, const char *buf, size_t end)
{
	const size_t upto = ahead->upto;

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
	if (end - ahead->upto < STEP || ahead->upto == upto)
		look_plainly(ahead, buf, end);
	return ahead->upto > upto;
}

void
np_tabs_restart(struct np_tabs_ahead *ahead, size_t from)
{
	ahead->next = ahead->count = 0;
	ahead->upto = from;
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
np_tabs_look(struct np_tabs_ahead *ahead, const char *buf, size_t from, size_t end,
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
