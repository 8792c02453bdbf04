/* vocabulary.c - the words of a page, numbered as they come */
#include "vocabulary.h"

#include <string.h>

bool
np_vocabulary_open(struct np_vocabulary *vocabulary, size_t words, struct np_arena *arena)
{
	size_t entries = 64;
	/* Two words of three are different ones. */
	while (entries < NP_BIGRAMS && entries < 3 * words)
		entries *= 2;
	*vocabulary = (struct np_vocabulary){
		.table = np_arena_take(arena, entries * sizeof *vocabulary->table),
		.mask = (uint32_t)entries - 1,
	};
	if (vocabulary->table == NULL)
		return false;
	memset(vocabulary->table, 0xFF, entries * sizeof *vocabulary->table);
	return true;
}

/* The entry of a word that does not stand where it is looked for first, which is made where there is none. */
static uint32_t
find_or_add(struct np_vocabulary *vocabulary, uint16_t bigram)
{
	uint32_t *entry = np_vocabulary_entry(vocabulary, bigram);
	if (*entry != NP_VOCABULARY_FREE)
		return *entry;
	if (vocabulary->count == NP_VOCABULARY_MOST)
		return (uint32_t)(NP_VOCABULARY_MOST - 1) << 16 | bigram;
	*entry = (uint32_t)vocabulary->count++ << 16 | bigram;
	return *entry;
}

/* The numbers of words among which there may be more new ones than there are numbers left. */
static void
number_late(
    struct np_vocabulary *vocabulary, const uint16_t *bigrams, size_t count, uint16_t *numbers)
{
	for (size_t w = 0; w < count; w++)
		numbers[w] = (uint16_t)(find_or_add(vocabulary, bigrams[w]) >> 16);
}

void
np_vocabulary_number(
    struct np_vocabulary *vocabulary, const uint16_t *bigrams, size_t count, uint16_t *numbers)
{
	uint32_t *const table = vocabulary->table, mask = vocabulary->mask;
	if (count > NP_VOCABULARY_MOST - vocabulary->count) {
		number_late(vocabulary, bigrams, count, numbers);
		return;
	}
	uint32_t known = (uint32_t)vocabulary->count;
	for (size_t w = 0; w < count; w++) {
		/*
		 * Most stand where they are looked for first, or are put there.  Which of the two can't be
		 * foretold: no branch on it.  The free entry has all bits set.
		 */
		const uint16_t bigram = bigrams[w];
		uint32_t *at = &table[bigram & mask], entry = *at;
		const uint32_t is_new = entry == NP_VOCABULARY_FREE;
		entry &= (known << 16 | bigram) | (is_new - 1);
		if ((uint16_t)entry != bigram) {
			vocabulary->count = known;
			numbers[w] = (uint16_t)(find_or_add(vocabulary, bigram) >> 16);
			known = (uint32_t)vocabulary->count;
			continue;
		}
		*at = entry;
		known += is_new;
		numbers[w] = (uint16_t)(entry >> 16);
	}
	vocabulary->count = known;
}
