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
	size_t size, steps;
};

/* All slopes 0.  False when memory is out; np_adam_close() in any case. */
bool np_adam_open(struct np_adam *adam, size_t size);
void np_adam_close(struct np_adam *adam);

/*
 * Moves the weights by a step, about as far as rate, and clears the slopes.  places: how many the slopes
 * were summed over.
 */
void np_adam_step(struct np_adam *adam, float *weights, double rate, size_t places);

#endif
