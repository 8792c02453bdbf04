/* cohesion.c - where on a page the words change: what is above a line against what follows */
#include "cohesion.h"

#include "cpu.h"

enum {
	WINDOW = NP_COHESION_WINDOW,
	BLOCK = 32, /* words for which one peak is kept */
	AROUND = 2  /* blocks on either side whose peaks count: a heading and a few sentences */
};

bool
np_cohesion_open(struct np_cohesion_tally *tally, size_t words, struct np_arena *arena)
{
	tally->words = words;
	tally->both = np_arena_array(arena, words + 2, sizeof *tally->both);
	tally->peaks = np_arena_array(arena, words / BLOCK + 1, sizeof *tally->peaks);
	return tally->both != NULL && tally->peaks != NULL;
}

/* From the changes to the counts, of places one behind the other; count: that before them.  Answers the peak. */
static int16_t
sum_places(int16_t *both, size_t places, int16_t count)
{
	int16_t peak = 0;
	for (size_t place = 0; place < places; place++) {
		count = (int16_t)(count + both[place]);
		both[place] = count;
		peak = count > peak ? count : peak;
	}
	return peak;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* The same for BLOCK places, eight at a time. */
NP_AVX2 static int16_t
sum_block_avx2(int16_t *both, int16_t count)
{
	const __m128i last = _mm_set1_epi16(0x0F0E); /* the eighth number, to all eight places */
	__m128i before = _mm_set1_epi16(count), peak = _mm_setzero_si128();
	for (size_t place = 0; place < BLOCK; place += 8) {
		__m128i *eight = (__m128i *)(void *)(both + place);
		__m128i sums = _mm_loadu_si128(eight);
		sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 2));
		sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 4));
		sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 8));
		sums = _mm_add_epi16(sums, before);
		before = _mm_shuffle_epi8(sums, last);
		peak = _mm_max_epi16(peak, sums);
		_mm_storeu_si128(eight, sums);
	}
	/* The smallest of what is left to the largest number of 16 bits: no count is below 0. */
	__m128i rest = _mm_minpos_epu16(_mm_sub_epi16(_mm_set1_epi16(INT16_MAX), peak));
	return (int16_t)(INT16_MAX - _mm_extract_epi16(rest, 0));
}
#endif

static int16_t
sum_block(int16_t *both, int16_t count)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		return sum_block_avx2(both, count);
#endif
	return sum_places(both, BLOCK, count);
}

static void
sum_up(struct np_cohesion_tally *tally)
{
	const size_t places = tally->words + 1;
	int16_t *both = tally->both, *peak = tally->peaks, count = 0;
	size_t at = 0;
	for (; places - at >= BLOCK; at += BLOCK) {
		*peak++ = sum_block(both + at, count);
		count = both[at + BLOCK - 1];
	}
	if (at < places)
		*peak = sum_places(both + at, places - at, count);
}

/* The most that is in both windows around a place. */
static int
peak_around(const struct np_cohesion_tally *tally, size_t at)
{
	size_t block = at / BLOCK, last = tally->words / BLOCK;
	size_t end = last - block < AROUND ? last : block + AROUND;
	int peak = 0;
	for (size_t b = block < AROUND ? 0 : block - AROUND; b <= end; b++)
		peak = tally->peaks[b] > peak ? tally->peaks[b] : peak;
	return peak;
}

static unsigned char
step_of(int count, const unsigned char *steps, size_t step_count)
{
	unsigned char step = 0;
	while (step < step_count && count >= steps[step])
		step++;
	return step;
}

/* How many words there are to the page's edge, in hundreds; 3 for more. */
static unsigned char
hundreds(size_t words)
{
	return (unsigned char)(words < WINDOW ? words / 100 : 3);
}

static struct np_cohesion
cohesion_at(const struct np_cohesion_tally *tally, size_t at)
{
	static const unsigned char counts[] = { 2, 4, 6, 8, 11, 15, 20 };
	static const unsigned char shares[] = { 25, 35, 45, 55, 65, 75, 87 }; /* in a hundred */
	int both = tally->both[at], share = 100 * (both + 1) / (peak_around(tally, at) + 1);
	return (struct np_cohesion){
		.both = step_of(both, counts, sizeof counts),
		.dip = step_of(share, shares, sizeof shares),
		.above = hundreds(at),
		.below = hundreds(tally->words - at),
	};
}

void
np_cohesion_find(struct np_cohesion_tally *tally, struct np_sheet *sheet)
{
	size_t at = 0;
	sum_up(tally);
	for (size_t i = 0; i < sheet->count; i++) {
		sheet->info[i].cohesion = cohesion_at(tally, at);
		at += sheet->info[i].word_count;
	}
}
