/* cohesion.c - where on a page the words change: what is above a line against what follows */
#include "cohesion.h"

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

/* From the changes to the counts. */
static void
sum_up(struct np_cohesion_tally *tally)
{
	int16_t count = 0;
	for (size_t at = 0; at <= tally->words; at += BLOCK) {
		size_t end = tally->words + 1 - at < BLOCK ? tally->words + 1 : at + BLOCK;
		int16_t peak = 0;
		for (size_t place = at; place < end; place++) {
			count = (int16_t)(count + tally->both[place]);
			tally->both[place] = count;
			peak = count > peak ? count : peak;
		}
		tally->peaks[at / BLOCK] = peak;
	}
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
