/* cohesion.h - where on a page the words change: what is above a line against what follows */
#ifndef NP_COHESION_H
#define NP_COHESION_H

#include "sheet.h"

enum { NP_COHESION_WINDOW = 300 }; /* words on either side that are compared */

/* What is counted of a page's words; lies in the page's arena. */
struct np_cohesion_tally {
	size_t words;   /* on the page */
	int16_t *both;  /* different words in both windows, before each word and at the end */
	int16_t *peaks; /* the most of these in each block of places */
};

/*
 * Compares the words right above each line with those from it on, as many of these as of those,
 * whatever lines and headings they stand in: where few are in both, a new story may begin (after
 * TextTiling: Hearst 1997).  Whoever goes through the words notes those that come again:
 *
 *	np_cohesion_open(&tally, words, arena);
 *	for each word that stood on the page before: np_cohesion_again(&tally, first, second);
 *	np_cohesion_find(&tally, sheet);
 *
 * np_cohesion_open() is for a page of so many words; false when memory is out.
 */
bool np_cohesion_open(struct np_cohesion_tally *tally, size_t words, struct np_arena *arena);

/*
 * The page's word `first`, counted from 0, comes again as its word `second`, and not between.  It is
 * in both windows wherever the place lies behind the one, not behind the other, and both are in
 * reach: by so much the count changes there.
 */
static inline void
np_cohesion_again(struct np_cohesion_tally *tally, size_t first, size_t second)
{
	enum { WINDOW = NP_COHESION_WINDOW };
	/* How far apart they are can't be foretold: no branch on it. */
	const size_t apart = second - first;
	const int in_reach = apart < (size_t)2 * WINDOW;
	int16_t *begin = &tally->both[apart < WINDOW ? first + 1 : second - WINDOW + 1];
	int16_t *end = &tally->both[(apart < WINDOW ? second : first + WINDOW) + 1];
	*begin = (int16_t)(*begin + in_reach);
	*end = (int16_t)(*end - in_reach);
}

/* Sets the cohesion of every line of the page, when all words are noted. */
void np_cohesion_find(struct np_cohesion_tally *tally, struct np_sheet *sheet);

#endif
