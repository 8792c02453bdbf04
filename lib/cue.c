/* cue.c - words that tell what a line is */
#include "cue.h"

#include "cpu.h"

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* Eight at a time. */
NP_AVX2 static uint64_t
may_begin_avx2(const uint16_t *cp, size_t count)
{
	const __m256i slots = _mm256_set1_epi32(NP_CUE_SLOTS - 1), byte = _mm256_set1_epi32(0xFF);
	uint64_t found = 0;
	for (size_t i = 0; i < count; i += 8) {
		__m256i at =
		    _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(const void *)(cp + i)));
		__m256i slot = _mm256_i32gather_epi32(
		    (const int *)(const void *)np_cue_slots, _mm256_and_si256(at, slots), 1);
		__m256i none =
		    _mm256_cmpeq_epi32(_mm256_and_si256(slot, byte), _mm256_setzero_si256());
		uint64_t bits = ~(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(none)) & 0xFF;
		found |= bits << i;
	}
	return found;
}
#endif

uint64_t
np_cue_may_begin_at(const uint16_t *cp, size_t count)
{
	uint64_t found = 0;
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		found = may_begin_avx2(cp, count);
	else
#endif
		for (size_t i = 0; i < count; i++)
			found |= (uint64_t)np_cue_may_begin(cp[i]) << i;
	return count < 64 ? found & ((UINT64_C(1) << count) - 1) : found;
}

/* A call for so few bytes, which nearly always differ soon, would take longer. */
static bool
begins_with(const char *text, const struct np_cue *cue)
{
	for (size_t i = cue->len; i-- > 0;) {
		if (text[i] != cue->word[i])
			return false;
	}
	return true;
}

unsigned
np_cue_find(struct np_span text, uint32_t first, size_t at)
{
	const struct np_cue *cue = &np_cues[np_cue_slots[first % NP_CUE_SLOTS] - 1];
	unsigned found = 0;
	for (; cue->first == first; cue++) {
		if (at < cue->within && text.len >= cue->len && begins_with(text.ptr, cue))
			found |= cue->bit;
	}
	return found;
}
