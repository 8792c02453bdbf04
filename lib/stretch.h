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
	/* Where on the page the latest begins, the one before it …: counted in words, each as often as it stands. */
	uint32_t begins[NP_STRETCH_BACK + 1];
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
 * A stretch begins with that line, behind `at` words of the page, of which so many are different.  What is
 * behind the last line begins none, but is told too: np_stretch_end().
 */
void np_stretch_begin(struct np_stretches *stretches, size_t line, size_t words, uint32_t at);
void np_stretch_end(struct np_stretches *stretches, size_t line, size_t words);

/*
 * A word that the page had before, with that number, is found in the latest stretch.  last_at: where on the
 * page it was last; sets: in which stretches, bit k for the one k before the one that it was in last.
 * Answers the sets as they are now.  most: the number of stretches that each is compared with, as a constant.
 * Where the word was in the same stretch before, nothing changes: that is hard to foretell, so there
 * is no branch on it.
 */
static inline unsigned char
np_stretch_again(struct np_stretches *stretches, unsigned most, uint32_t last_at,
    unsigned char sets, uint32_t number)
{
	/* most + 1 for all that are farther away: none of the sets is left then */
	unsigned back = 0;

	for (unsigned k = 0; k <= most; k++)
		back += last_at < stretches->begins[k];
	const uint32_t others = (uint32_t)sets << back & ((1u << most) - 1) << 1;
	stretches->shared[stretches->shared_count] = others >> 1 << NP_STRETCH_SHIFT | number;
	stretches->shared_count += back != 0;
	return (unsigned char)(others | 1);
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
