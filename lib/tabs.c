/* tabs.c - where the tabs of a line are, found many bytes at once */
#include "tabs.h"

#include "cpu.h"

static inline void
add(struct np_tabs *tabs, size_t at)
{
	if (tabs->count < NP_TABS_MOST)
		tabs->at[tabs->count++] = at;
}

static void
find_plainly(struct np_tabs *tabs, struct np_span line)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i];

		if (c == '\t')
			add(tabs, i);
		else if (c == '\\' || c == '\r')
			tabs->escapes = true;
	}
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

enum { VECTOR = 32 };

/* For lines of a vector at least; the last one overlaps with the one before it. */
NP_AVX2 static void
find_avx2(struct np_tabs *tabs, struct np_span line)
{
	const __m256i tab = _mm256_set1_epi8('\t'), slash = _mm256_set1_epi8('\\'),
		      cr = _mm256_set1_epi8('\r');
	__m256i others = _mm256_setzero_si256();

	for (size_t at = 0, from; at < line.len; at += VECTOR) {
		from = line.len - at < VECTOR ? line.len - VECTOR : at;
		__m256i bytes =
		    _mm256_loadu_si256((const __m256i *)(const void *)(line.ptr + from));
		unsigned found = (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes, tab));

		others = _mm256_or_si256(others,
		    _mm256_or_si256(_mm256_cmpeq_epi8(bytes, slash), _mm256_cmpeq_epi8(bytes, cr)));
		for (found >>= at - from; found != 0; found &= found - 1)
			add(tabs, at + _tzcnt_u32(found));
	}
	tabs->escapes = !_mm256_testz_si256(others, others);
}
#endif

#ifdef NP_WITH_NEON
#include <arm_neon.h>

enum { VECTOR = 16 };

/* As find_avx2(): of a comparison, each byte becomes four bits. */
static void
find_neon(struct np_tabs *tabs, struct np_span line)
{
	uint8x16_t others = vdupq_n_u8(0);

	for (size_t at = 0, from; at < line.len; at += VECTOR) {
		from = line.len - at < VECTOR ? line.len - VECTOR : at;
		uint8x16_t bytes = vld1q_u8((const uint8_t *)line.ptr + from);
		uint8x16_t equal = vceqq_u8(bytes, vdupq_n_u8('\t'));
		uint64_t found = vget_lane_u64(
		    vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(equal), 4)), 0);

		others = vorrq_u8(others,
		    vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('\\')), vceqq_u8(bytes, vdupq_n_u8('\r'))));
		found = found >> 4 * (at - from) & UINT64_C(0x1111111111111111);
		for (; found != 0; found &= found - 1)
			add(tabs, at + (size_t)__builtin_ctzll(found) / 4);
	}
	tabs->escapes = vmaxvq_u8(others) != 0;
}
#endif

void
np_tabs_find(struct np_tabs *tabs, struct np_span line)
{
	tabs->count = 0;
	tabs->escapes = false;
#ifdef NP_WITH_AVX2
	if (line.len >= VECTOR && np_cpu_avx2()) {
		find_avx2(tabs, line);
		return;
	}
#elif defined(NP_WITH_NEON)
	if (line.len >= VECTOR && np_cpu() == NP_CPU_NEON) {
		find_neon(tabs, line);
		return;
	}
#endif
	find_plainly(tabs, line);
}
