/* adam.h - inside the model module: weights moved against the slopes of a loss, by Adam */
#ifndef NP_ADAM_H
#define NP_ADAM_H

#include <stdbool.h>
#include <stddef.h>

enum { NP_ADAM_BLOCK = 64 }; /* weights that are moved at once: there are so many times n */

/* Of size weights (Kingma and Ba, Adam: a method for stochastic optimization, 2015). */
struct np_adam {
	float *slopes;          /* of the loss, by each weight; the caller adds them up */
	float *means, *squares; /* of the slopes, as they go */
	bool *touched;          /* of the blocks: the caller added to slopes there */
	size_t size, steps;
};

/* size: blocks in full.  All slopes 0, no block touched.  False when memory is out; np_adam_close() in any case. */
bool np_adam_open(struct np_adam *adam, size_t size);
void np_adam_close(struct np_adam *adam);

/* Tells that slopes were added to for count weights, at least 1, from the first one on. */
static inline void
np_adam_touch(struct np_adam *adam, size_t first, size_t count)
{
	for (size_t at = first / NP_ADAM_BLOCK; at <= (first + count - 1) / NP_ADAM_BLOCK; at++)
		adam->touched[at] = true;
}

/*
 * Moves the weights of the touched blocks by a step, about as far as rate, and clears the slopes.  The
 * others wait with all they have: a feature that is on few pages is moved by these pages alone, and
 * most features are not on a page.  places: how many the slopes were summed over.  Weights become smaller
 * by a share, decay times rate, beside the step and not by it (Loshchilov, Hutter 2019).
 */
void np_adam_step(struct np_adam *adam, float *weights, double rate, double decay, size_t places);

#endif
