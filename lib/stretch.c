/* stretch.c - a page cut into stretches, and what words each has in common with those before it */
#include "stretch.h"

#include "chars.h"
#include "cpu.h"

bool
np_stretch_open(struct np_stretches *stretches, size_t most, struct np_arena *arena)
{
	*stretches = (struct np_stretches){ .count = 0 };
	stretches->list = np_arena_take(arena, (most + 1) * sizeof *stretches->list);
	return stretches->list != NULL;
}

void
np_stretch_end(struct np_stretches *stretches, size_t line, uint32_t place)
{
	stretches->list[stretches->count] = (struct np_stretch){ .line = line, .begin = place };
}

void
np_stretch_begin(struct np_stretches *stretches, size_t line, uint32_t place)
{
	np_stretch_end(stretches, line, place);
	stretches->count++;
}

/* What is compared: begins[k] is where the stretch k before begins; 1, where no word is, if there is none. */
struct comparison {
	const struct np_thread *thread;
	const float *weights;
	uint32_t begins[NP_STRETCH_BACK + 1];
	size_t back;
	double weight; /* of the words gone through that had not been in the stretch so far */
	struct np_stretch_shares shares;
};

/*
 * Goes through `count` places, 64 at most, and sums what their words weigh.  Answers which of them are to be
 * looked for in the stretches before: bit k for place + k.  A word counts where it is first in the stretch.
 */
static uint64_t
sum_plainly(struct comparison *compare, uint32_t place, size_t count)
{
	const struct np_thread *thread = compare->thread;
	uint64_t near = 0;
	for (size_t k = 0; k < count; k++) {
		const uint32_t before = thread->before[place + k];
		const double weight = (double)compare->weights[thread->words[place + k]];
		if (before >= compare->begins[0])
			continue;
		compare->weight += weight;
		if (before >= compare->begins[compare->back])
			near |= UINT64_C(1) << k;
		else if (before > 0)
			compare->shares.far += weight;
	}
	return near;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* Adds the weights of eight words. */
NP_AVX2 static inline __m256d
add_weights(__m256d sums, __m256 weights)
{
	sums = _mm256_add_pd(sums, _mm256_cvtps_pd(_mm256_castps256_ps128(weights)));
	return _mm256_add_pd(sums, _mm256_cvtps_pd(_mm256_extractf128_ps(weights, 1)));
}

NP_AVX2 static inline double
sum_of(__m256d sums)
{
	__m128d two = _mm_add_pd(_mm256_castpd256_pd128(sums), _mm256_extractf128_pd(sums, 1));
	return _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)));
}

/* The same, eight places at a time. */
NP_AVX2 static uint64_t
sum_avx2(struct comparison *compare, uint32_t place, size_t count)
{
	const __m256i begin = _mm256_set1_epi32((int)compare->begins[0]),
		      last = _mm256_set1_epi32((int)compare->begins[compare->back]),
		      eight = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7),
		      nowhere = _mm256_setzero_si256();
	const uint16_t *words = compare->thread->words + place;
	const uint32_t *before = compare->thread->before + place;
	__m256d all = _mm256_setzero_pd(), far = all;
	uint64_t near = 0;
	for (size_t k = 0; k < count; k += 8) {
		__m256i numbers = _mm256_cvtepu16_epi32(
		    _mm_loadu_si128((const __m128i *)(const void *)(words + k)));
		__m256i from = _mm256_loadu_si256((const __m256i *)(const void *)(before + k));
		__m256i here = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(count - k)), eight);
		__m256 first =
		    _mm256_castsi256_ps(_mm256_and_si256(here, _mm256_cmpgt_epi32(begin, from)));
		__m256 above = _mm256_castsi256_ps(_mm256_cmpgt_epi32(last, from));
		__m256 old = _mm256_castsi256_ps(_mm256_cmpgt_epi32(from, nowhere));
		__m256 weights = _mm256_mask_i32gather_ps(
		    _mm256_setzero_ps(), compare->weights, numbers, first, 4);
		all = add_weights(all, weights);
		far = add_weights(far, _mm256_and_ps(weights, _mm256_and_ps(above, old)));
		int found = _mm256_movemask_ps(_mm256_andnot_ps(above, first));
		near |= (uint64_t)(unsigned)found << k;
	}
	compare->weight += sum_of(all);
	compare->shares.far += sum_of(far);
	return near;
}
#endif

/* Finds the stretches before that a place's word is in: it is in one of them. */
static void
find_near(struct comparison *compare, uint32_t place)
{
	const uint32_t *before = compare->thread->before, *begins = compare->begins;
	const double weight = (double)compare->weights[compare->thread->words[place]];
	const uint32_t last = begins[compare->back];
	size_t back = 1;
	for (place = before[place]; place >= last;) {
		while (place < begins[back])
			back++;
		compare->shares.common[back - 1] += weight;
		while (place >= begins[back])
			place = before[place];
	}
}

struct np_stretch_shares
np_stretch_compare(struct np_stretches *stretches, size_t stretch, size_t back,
    const struct np_thread *thread, const float *weights)
{
	enum { STEP = 64 };
	struct np_stretch *own = &stretches->list[stretch];
	struct comparison compare = { .thread = thread, .weights = weights, .back = back };
	for (size_t k = 0; k <= back; k++)
		compare.begins[k] = k <= stretch ? (own - k)->begin : 1;
	for (uint32_t place = own->begin, end = own[1].begin; place < end;) {
		size_t count = end - place < STEP ? end - place : STEP;
		uint64_t near;
#ifdef NP_WITH_AVX2
		if (np_cpu_avx2())
			near = sum_avx2(&compare, place, count);
		else
#endif
			near = sum_plainly(&compare, place, count);
		for (; near != 0; near &= near - 1)
			find_near(&compare, place + np_chars_lowest(near));
		place += (uint32_t)count;
	}
	own->weight = compare.weight;
	return compare.shares;
}

double
np_stretch_alike(const struct np_stretches *stretches, const struct np_stretch_shares *shares,
    size_t stretch, size_t back)
{
	double own = stretches->list[stretch].weight;
	double other = stretches->list[stretch - back].weight;
	double least = own < other ? own : other;
	return least > 0 ? shares->common[back - 1] / least : 0;
}
