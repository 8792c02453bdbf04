/* stretch.h - a page cut into stretches, and what words each has in common with those before it */
#ifndef NP_STRETCH_H
#define NP_STRETCH_H

#include "arena.h"

enum {
	NP_STRETCH_BACK = 4, /* a stretch is compared with so many before it at most */
	NP_STRETCH_SETS = 1 << NP_STRETCH_BACK, /* of those, in which a word may be */
	NP_STRETCH_SHIFT = 16
};

/* Lines one behind the other: a segment, a paragraph. */
struct np_stretch {
	size_t line;  /* its first */
	size_t words; /* different ones on the page before it: the numbers of its new ones follow */
	size_t shared;  /* the first of its words in struct np_stretches */
	double lighter; /* by so much its new words weigh less than 1 each */
	double weight;  /* of all its words; each counts once */
};

/* The stretches that a page is cut into in one way. */
struct np_stretches {
	struct np_stretch *list; /* and the end behind them */
	size_t count;
	unsigned back; /* each is compared with so many before it */
	/*
	 * The words of the stretches that are not new on the page, once for each stretch: the number
	 * and, above NP_STRETCH_SHIFT, the stretches before that it is in too, bit k - 1 for the one k before.
	 */
	uint32_t *shared;
	size_t shared_count;
};

/*
 * Room for so many stretches, `most`, in which so many words stand, each as often as it does; each is
 * to be compared with `back` before it, NP_STRETCH_BACK or less.  In the arena; false without memory.
 */
bool np_stretch_open(struct np_stretches *stretches, size_t most, size_t words, unsigned back,
    struct np_arena *arena);

/*
 * A stretch begins with that line; so many different words are on the page before it.  What is behind
 * the last line begins none, but is told too: np_stretch_end().
 */
void np_stretch_begin(struct np_stretches *stretches, size_t line, size_t words);
void np_stretch_end(struct np_stretches *stretches, size_t line, size_t words);

/* Where a word was found last: in which stretch, from 1, and, bit k, whether in the one k before it too. */
struct np_stretch_place {
	uint32_t last, sets;
};

/*
 * A word that the page had before, with that number, is found in the latest stretch.  Where it was in that one
 * before, nothing changes: that is hard to foretell, so there is no branch on it.
 */
static inline void
np_stretch_again(struct np_stretches *stretches, struct np_stretch_place *place, uint32_t number)
{
	const uint32_t stretch = (uint32_t)stretches->count;
	const uint32_t back = stretch - place->last, others = ((1u << stretches->back) - 1) << 1;
	const uint32_t shift = back <= stretches->back ? back : 16;
	const uint32_t sets = place->sets << shift & others;
	*place = (struct np_stretch_place){ stretch, sets | 1 };
	stretches->shared[stretches->shared_count] = sets >> 1 << NP_STRETCH_SHIFT | number;
	stretches->shared_count += back != 0;
}

/*
 * The words of a stretch by those before it that they are in too: sums[sets] is what those weigh that are
 * in just these, bit k - 1 for the one k before; of those that are new on the page nothing.  Weights
 * are floats and sums doubles with bits to spare: they come to the same in any order.
 */
struct np_stretch_shares {
	double sums[NP_STRETCH_SETS];
};

/*
 * The shares of a stretch, counted from 0, when all have ended; sets its weight.  weights: of the page's
 * words, by number.
 */
struct np_stretch_shares np_stretch_compare(
    struct np_stretches *stretches, size_t stretch, const float *weights);

/*
 * Of a stretch with these shares and the one that is `back` before it, which were both compared: what
 * share of the words of the poorer of the two, by weight, both have; 0 to 1.
 */
double np_stretch_alike(const struct np_stretches *stretches,
    const struct np_stretch_shares *shares, size_t stretch, size_t back);

#endif
