/* stretch.h - a page cut into stretches, and what words each has in common with those before it */
#ifndef NP_STRETCH_H
#define NP_STRETCH_H

#include "thread.h"

enum { NP_STRETCH_BACK = 4 }; /* a stretch is compared with so many before it at most */

/* Lines one behind the other: a segment, a paragraph. */
struct np_stretch {
	size_t line;    /* its first */
	uint32_t begin; /* the place of its first word */
	double weight;  /* of all its words; each counts once */
};

/* The stretches that a page is cut into in one way. */
struct np_stretches {
	struct np_stretch *list; /* and the end behind them */
	size_t count;
};

/* Room for so many stretches, `most`.  In the arena; false without memory. */
bool np_stretch_open(struct np_stretches *stretches, size_t most, struct np_arena *arena);

/*
 * A stretch begins with that line, whose first word has that place.  What is behind the last line begins none,
 * but is told too: np_stretch_end().
 */
void np_stretch_begin(struct np_stretches *stretches, size_t line, uint32_t place);
void np_stretch_end(struct np_stretches *stretches, size_t line, uint32_t place);

/*
 * What the words of a stretch weigh that stand before it too: in the one k + 1 before it; in none of those that
 * it is compared with, but farther above.  Weights are floats and sums doubles with bits to spare: they
 * come to the same in any order.
 */
struct np_stretch_shares {
	double common[NP_STRETCH_BACK];
	double far;
};

/*
 * Compares a stretch, counted from 0, with `back` before it, NP_STRETCH_BACK or less, when all have ended;
 * sets its weight.  weights: of the thread's words, by number.
 */
struct np_stretch_shares np_stretch_compare(struct np_stretches *stretches, size_t stretch,
    size_t back, const struct np_thread *thread, const float *weights);

/*
 * Of a stretch with these shares and the one that is `back` before it, which were both compared: what
 * share of the words of the poorer of the two, by weight, both have; 0 to 1.
 */
double np_stretch_alike(const struct np_stretches *stretches,
    const struct np_stretch_shares *shares, size_t stretch, size_t back);

#endif
