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
