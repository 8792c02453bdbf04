/* cohesion.c - where on a page the words change: what is above a line against what follows */
#include "cohesion.h"

enum {
	WINDOW = 300, /* words on either side that are compared */
	BLOCK = 32,   /* words for which one peak is kept */
	AROUND = 2    /* blocks on either side whose peaks count: a heading and a few sentences */
};

/* What is counted on a page. */
struct tally {
	size_t words; /* on the page */
	int16_t
	    *both; /* different words that are in both windows, before each word and at the end */
	int16_t *peaks; /* the most of these in each block of places */
};

static size_t
words_of(const struct np_sheet *sheet)
{
	size_t words = 0;
	for (size_t i = 0; i < sheet->count; i++)
		words += sheet->info[i].word_count;
	return words;
}

static bool
open_tally(const struct np_sheet *sheet, struct np_arena *arena, struct tally *tally)
{
	tally->words = words_of(sheet);
	tally->both = np_arena_array(arena, tally->words + 2, sizeof *tally->both);
	tally->peaks = np_arena_array(arena, tally->words / BLOCK + 1, sizeof *tally->peaks);
	return tally->both != NULL && tally->peaks != NULL;
}

/*
 * A word that stands at `first` and again at `second`, not between, is in both windows wherever the
 * place lies behind the one, not behind the other, and both are in reach.  Notes by how much
 * the count changes there.
 */
static inline void
note_again(int16_t *both, size_t first, size_t second)
{
	size_t apart = second - first;
	if (apart >= 2 * WINDOW)
		return;
	both[apart < WINDOW ? first + 1 : second - WINDOW + 1]++;
	both[(apart < WINDOW ? second : first + WINDOW) + 1]--;
}

/* last_at: room for where each word was seen last, counted from 1; all 0. */
static void
note_words(const struct np_sheet *sheet, size_t *last_at, int16_t *both)
{
	size_t at = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct np_look *line = &sheet->info[i];
		for (size_t w = 0; w < line->word_count; w++, at++) {
			size_t *last = &last_at[line->words[w]];
			if (*last > 0)
				note_again(both, *last - 1, at);
			*last = at + 1;
		}
	}
}

/* From the changes to the counts. */
static void
sum_up(struct tally *tally)
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

enum np_code
np_cohesion_find(
    struct np_sheet *sheet, size_t word_count, struct np_arena *arena, struct np_error *err)
{
	struct tally tally;
	size_t *last_at = np_arena_array(arena, word_count, sizeof *last_at), at = 0;
	if (last_at == NULL || !open_tally(sheet, arena, &tally))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	note_words(sheet, last_at, tally.both);
	sum_up(&tally);
	for (size_t i = 0; i < sheet->count; i++) {
		sheet->info[i].cohesion = cohesion_at(&tally, at);
		at += sheet->info[i].word_count;
	}
	return NP_OK;
}
