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

/* True if a word is that far behind another that a place between may have both in its windows. */
static inline int
in_reach(uint32_t place, uint32_t before)
{
	return place - before < WINDOW;
}

/*
 * By so much the counts change at BLOCK places from `begin` on.  Two places of a word, with none between, are
 * in both windows wherever the place is behind the one, not behind the other, and both are in reach.
 */
static void
change_plainly(const struct np_thread *thread, uint32_t begin, int16_t *changes)
{
	for (uint32_t k = 0; k < BLOCK; k++) {
		/* The word that passes from the one window to the other. */
		const uint32_t last = begin + k - 1;
		int pair_begins = in_reach(thread->after[last], last);
		int pair_ends = in_reach(last, thread->before[last]);
		/* And those that come into the windows and leave them, of pairs farther apart. */
		int enters = in_reach(last, thread->before[last + WINDOW]);
		int leaves = in_reach(thread->after[last - WINDOW], last);
		changes[k] = (int16_t)(pair_begins - pair_ends + enters - leaves);
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

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* in_reach() of sixteen: -1 for true, in the order that _mm256_packs_epi32() has. */
NP_AVX2 static inline __m256i
reach(__m256i low, __m256i high)
{
	__m256i apart = _mm256_packs_epi32(low, high);
	return _mm256_cmpeq_epi16(_mm256_min_epu16(apart, _mm256_set1_epi16(WINDOW - 1)), apart);
}

NP_AVX2 static inline __m256i
load(const uint32_t *places)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)places);
}

/* The same as change_plainly(), sixteen places at a time. */
NP_AVX2 static void
change_avx2(const struct np_thread *thread, uint32_t begin, int16_t *changes)
{
	const __m256i eight = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
	for (uint32_t k = 0; k < BLOCK; k += 16) {
		const uint32_t *after = thread->after + begin + k - 1,
			       *before = thread->before + begin + k - 1;
		__m256i low = _mm256_add_epi32(_mm256_set1_epi32((int)(begin + k - 1)), eight);
		__m256i high = _mm256_add_epi32(low, _mm256_set1_epi32(8));
		__m256i pair_begins = reach(
		    _mm256_sub_epi32(load(after), low), _mm256_sub_epi32(load(after + 8), high));
		__m256i pair_ends = reach(
		    _mm256_sub_epi32(low, load(before)), _mm256_sub_epi32(high, load(before + 8)));
		before += WINDOW;
		after -= WINDOW;
		__m256i enters = reach(
		    _mm256_sub_epi32(low, load(before)), _mm256_sub_epi32(high, load(before + 8)));
		__m256i leaves = reach(
		    _mm256_sub_epi32(load(after), low), _mm256_sub_epi32(load(after + 8), high));
		__m256i all = _mm256_sub_epi16(
		    _mm256_add_epi16(pair_ends, leaves), _mm256_add_epi16(pair_begins, enters));
		_mm256_storeu_si256((__m256i *)(void *)(changes + k),
		    _mm256_permute4x64_epi64(all, _MM_SHUFFLE(3, 1, 2, 0)));
	}
}

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
#endif

static void
count_words(const struct np_thread *thread, struct tally *tally)
{
	void (*change)(const struct np_thread *, uint32_t, int16_t *) = change_plainly;
	int16_t (*sum)(int16_t *, int16_t) = sum_plainly;
	int16_t count = 0;
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2()) {
		change = change_avx2;
		sum = sum_avx2;
	}
#endif
	for (size_t at = 0; at <= tally->words; at += BLOCK) {
		int16_t *both = tally->both + at;
		change(thread, (uint32_t)(NP_THREAD_ROOM + at), both);
		tally->peaks[at / BLOCK] = sum(both, count);
		count = both[BLOCK - 1];
	}
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
		struct np_look *line = &sheet->info[i];
		if (np_look_opens(line))
			line->cohesion = cohesion_at(&tally, at);
		at += line->word_count;
	}
	return true;
}
