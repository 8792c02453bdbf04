/* adam.c - weights moved against the slopes of a loss, by Adam */
#include "adam.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The square root, by Newton's way: of IEEE arithmetic alone, and vector code. */
static inline float
root(float x)
{
	float guess;
	uint32_t bits;
	memcpy(&bits, &x, sizeof bits);
	bits = (bits >> 1) + UINT32_C(0x1FBD1DF5);
	memcpy(&guess, &bits, sizeof guess);
	for (int i = 0; i < 3; i++)
		guess = .5f * (guess + x / guess);
	return guess;
}

/* How long the slopes are, as an arrow. */
static double
length(const struct np_adam *adam)
{
	double all = 0;
	for (size_t i = 0; i < adam->size; i += NP_ADAM_BLOCK) {
		const float *slopes = adam->slopes + i;
		float sums[4] = { 0 };
		if (!adam->touched[i / NP_ADAM_BLOCK])
			continue;
		for (size_t j = 0; j < NP_ADAM_BLOCK; j += 4) {
			for (size_t k = 0; k < 4; k++)
				sums[k] += slopes[j + k] * slopes[j + k];
		}
		all += (double)((sums[0] + sums[2]) + (sums[1] + sums[3]));
	}
	return (double)root((float)all);
}

/* How slowly Adam's means follow the slopes and their squares. */
static const float keep_mean = .9f, keep_square = .999f;

/* How a step of Adam goes. */
struct stride {
	float share; /* of the slopes, as they are summed over many places */
	float far, unit;
	float kept; /* of the weights, before they move */
};

/* Moves a block of weights; clears its slopes. */
static void
move_block(const struct stride *stride, float *restrict weights, float *restrict slopes,
    float *restrict means, float *restrict squares)
{
	float share = stride->share, far = stride->far, unit = stride->unit;
	float kept = stride->kept;
	for (size_t i = 0; i < NP_ADAM_BLOCK; i++) {
		float slope = slopes[i] * share;
		float mean = keep_mean * means[i] + (1 - keep_mean) * slope;
		float square = keep_square * squares[i] + (1 - keep_square) * slope * slope;
		means[i] = mean;
		squares[i] = square;
		weights[i] =
		    weights[i] * kept - far * mean / (root(square * unit + 1e-30f) + 1e-8f);
		slopes[i] = 0;
	}
}

void
np_adam_step(struct np_adam *adam, float *weights, double rate, double decay, size_t places)
{
	enum { STEEPEST = 5 };
	double mean_part = 1, square_part = 1;
	struct stride stride = { .share = 1 / (float)(places > 0 ? places : 1),
		.kept = (float)(1 - rate * decay) };
	double steep = length(adam) * (double)stride.share;
	if (steep > STEEPEST)
		stride.share *= (float)(STEEPEST / steep);
	adam->steps++;
	/* 1 - .9^steps, 1 - .999^steps: the means begin at 0. */
	for (size_t i = 0; i < adam->steps && i < 10000; i++) {
		mean_part *= (double)keep_mean;
		square_part *= (double)keep_square;
	}
	stride.far = (float)(rate / (1 - mean_part));
	stride.unit = (float)(1 / (1 - square_part));
	for (size_t i = 0; i < adam->size; i += NP_ADAM_BLOCK) {
		if (adam->touched[i / NP_ADAM_BLOCK])
			move_block(&stride, weights + i, adam->slopes + i, adam->means + i,
			    adam->squares + i);
	}
	memset(adam->touched, 0, adam->size / NP_ADAM_BLOCK * sizeof *adam->touched);
}

bool
np_adam_open(struct np_adam *adam, size_t size)
{
	*adam = (struct np_adam){ .size = size };
	adam->slopes = calloc(size, sizeof *adam->slopes);
	adam->means = calloc(size, sizeof *adam->means);
	adam->squares = calloc(size, sizeof *adam->squares);
	adam->touched = calloc(size / NP_ADAM_BLOCK + 1, sizeof *adam->touched);
	return adam->touched != NULL && adam->slopes != NULL && adam->means != NULL &&
	       adam->squares != NULL;
}

void
np_adam_close(struct np_adam *adam)
{
	free(adam->slopes);
	free(adam->means);
	free(adam->squares);
	free(adam->touched);
}
