/* vocabulary.c - the words of a page, numbered as they come */
#include "vocabulary.h"

#include <string.h>

bool
np_vocabulary_open(struct np_vocabulary *vocabulary, size_t words, struct np_arena *arena)
{
	size_t entries = 64;
	/* Two words of three are different ones. */
	while (entries < NP_BIGRAMS && 2 * entries < 3 * words)
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

/* The entry of a word, which is made where there is none. */
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

void
np_vocabulary_number(
    struct np_vocabulary *vocabulary, const uint16_t *bigrams, size_t count, uint16_t *numbers)
{
	const uint32_t *table = vocabulary->table, mask = vocabulary->mask;
	for (size_t w = 0; w < count; w++) {
		/* Most stand where they are looked for first. */
		const uint16_t bigram = bigrams[w];
		uint32_t entry = table[bigram & mask];
		if ((uint16_t)entry != bigram || entry == NP_VOCABULARY_FREE)
			entry = find_or_add(vocabulary, bigram);
		numbers[w] = (uint16_t)(entry >> 16);
	}
}
