/* vocabulary.h - the words of a page, numbered as they come */
#ifndef NP_VOCABULARY_H
#define NP_VOCABULARY_H

#include "arena.h"
#include "bigram.h"

/* Words have numbers below; the last is that of all that come when there are so many. */
enum { NP_VOCABULARY_MOST = NP_BIGRAMS - 1 };

/*
 * Words are pairs of Han characters: bigram.h.  A hash table tells the number of a bigram: entries have
 * the bigram and, above it, the number.  As large as the page needs it and no larger, so that it stays
 * in the cache; from NP_BIGRAMS entries on every bigram has its own.
 */
struct np_vocabulary {
	size_t count; /* of different words so far */
	uint32_t *table;
	uint32_t mask;
};

/* No entry: the number in it would be NP_VOCABULARY_MOST, which no word has. */
static const uint32_t NP_VOCABULARY_FREE = UINT32_MAX;

/* For a page that has so many words, each counted as often as it stands there.  In the arena; false without memory. */
bool np_vocabulary_open(struct np_vocabulary *vocabulary, size_t words, struct np_arena *arena);

/* The entry of a bigram, or the free one where it may be put. */
static inline uint32_t *
np_vocabulary_entry(const struct np_vocabulary *vocabulary, uint16_t bigram)
{
	uint32_t at = bigram & vocabulary->mask;
	for (;; at = (at + 1) & vocabulary->mask) {
		uint32_t entry = vocabulary->table[at];
		if (entry == NP_VOCABULARY_FREE || (uint16_t)entry == bigram)
			return &vocabulary->table[at];
	}
}

/* Whether the page has that word so far. */
static inline bool
np_vocabulary_has(const struct np_vocabulary *vocabulary, uint16_t bigram)
{
	return *np_vocabulary_entry(vocabulary, bigram) != NP_VOCABULARY_FREE;
}

/*
 * The numbers of the words that come now, `count` of them.  Those that come for the first time have the numbers
 * from vocabulary->count on, in the order in which they come.
 */
void np_vocabulary_number(
    struct np_vocabulary *vocabulary, const uint16_t *bigrams, size_t count, uint16_t *numbers);

#endif
