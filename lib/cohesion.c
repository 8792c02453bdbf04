/* cohesion.c - where on a page the words change: what is above a line against what follows */
#include "cohesion.h"

#include "cpu.h"

enum {
	WINDOW = NP_COHESION_WINDOW,
	BLOCK = 32, /* words for which one peak is kept */
	AROUND = 2  /* blocks on either side whose peaks count: a heading and a few sentences */
};

/* What is counted of a page's words. */
struct tally {
	size_t words;   /* on the page */
	int16_t *both;  /* different words in both windows, before each word and at the end */
	int16_t *peaks; /* the most of these in each block of places */
};

_Static_assert(NP_THREAD_ROOM >= 2 * WINDOW, "what stands nowhere is out of reach");
_Static_assert(NP_THREAD_ROOM >= WINDOW + BLOCK, "windows reach beyond the page");

static inline int
is_within(int32_t distance, int32_t from, int32_t end)
{
	return (distance >= from) & (distance < end);
}

/*
 * By so much the counts change at BLOCK places from `begin` on.  Two places of a word, with none between, are
 * in both windows wherever the place is behind the one, not behind the other, and both are in reach.
 */
static inline void
find_changes(const struct np_thread *thread, int32_t begin, int16_t *changes)
{
	for (int32_t k = 0; k < BLOCK; k++) {
		const int32_t last = begin + k - 1, enters = last + WINDOW, leaves = last - WINDOW;
		int next = (int32_t)thread->after[last] - last < WINDOW;
		int again = last - (int32_t)thread->before[last] < WINDOW;
		int far_next =
		    is_within((int32_t)thread->after[leaves] - leaves, WINDOW, 2 * WINDOW);
		int far_again =
		    is_within(enters - (int32_t)thread->before[enters], WINDOW, 2 * WINDOW);
		changes[k] = (int16_t)(next - again + far_again - far_next);
	}
}

/* Counts at the places of a block, with their changes at hand; count: that before them.  Answers the peak. */
static int16_t
sum_plainly(int16_t *both, int16_t count)
{
	int16_t peak = 0;
	for (size_t place = 0; place < BLOCK; place++) {
		count = (int16_t)(count + both[place]);
		both[place] = count;
		peak = count > peak ? count : peak;
	}
	return peak;
}

static void
count_plainly(const struct np_thread *thread, struct tally *tally)
{
	int16_t count = 0;
	for (size_t at = 0; at <= tally->words; at += BLOCK) {
		int16_t *both = tally->both + at;
		find_changes(thread, (int32_t)(NP_THREAD_ROOM + at), both);
		tally->peaks[at / BLOCK] = sum_plainly(both, count);
		count = both[BLOCK - 1];
	}
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* The same as sum_plainly(), eight places at a time. */
NP_AVX2 static int16_t
sum_avx2(int16_t *both, int16_t count)
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

NP_AVX2_WHOLE static void
count_avx2(const struct np_thread *thread, struct tally *tally)
{
	int16_t count = 0;
	for (size_t at = 0; at <= tally->words; at += BLOCK) {
		int16_t *both = tally->both + at;
		find_changes(thread, (int32_t)(NP_THREAD_ROOM + at), both);
		tally->peaks[at / BLOCK] = sum_avx2(both, count);
		count = both[BLOCK - 1];
	}
}
#endif

static void
count_words(const struct np_thread *thread, struct tally *tally)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2()) {
		count_avx2(thread, tally);
		return;
	}
#endif
	count_plainly(thread, tally);
}

/* The most that is in both windows around a place. */
static int
peak_around(const struct tally *tally, size_t at)
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
cohesion_at(const struct tally *tally, size_t at)
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

bool
np_cohesion_find(const struct np_thread *thread, struct np_sheet *sheet, struct np_arena *arena)
{
	struct tally tally = { .words = thread->end - NP_THREAD_ROOM };
	const size_t blocks = tally.words / BLOCK + 1;
	size_t at = 0;
	tally.both = np_arena_take(arena, blocks * BLOCK * sizeof *tally.both);
	tally.peaks = np_arena_take(arena, blocks * sizeof *tally.peaks);
	if (tally.both == NULL || tally.peaks == NULL)
		return false;
	count_words(thread, &tally);
	for (size_t i = 0; i < sheet->count; i++) {
		sheet->info[i].cohesion = cohesion_at(&tally, at);
		at += sheet->info[i].word_count;
	}
	return true;
}
