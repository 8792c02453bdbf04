/* trainer.h - inside the model module: what is learned from, and what is being learned */
#ifndef NP_TRAINER_H
#define NP_TRAINER_H

#include "net.h"

enum { NP_TRAINER_NO_ROW = -1 };

struct np_trainer_sequence {
	size_t first, count; /* places: first to first + count - 1 */
	size_t group;
};

struct np_trainer_row {
	np_feature name;
	uint32_t groups;   /* how many groups it was seen in */
	size_t last_group; /* the one that was counted last, + 1 */
};

struct np_trainer_place {
	size_t first; /* of its features, in used[]; they end where the next place's begin */
	unsigned char label;
	bool anchor;
	/* How sure of the label one may become, 0 to 1; 0 as long as nobody asked: without bound. */
	float goal;
};

/*
 * All weights in one array of floats, those of the features first, in the order of their rows; at
 * which of them each part begins.  What a part is longer than needed stays 0.
 */
struct np_trainer_layout {
	size_t rows, bias, gist, gist_bias, own, own_bias, keep, keep_bias, around, around_bias,
	    out, out_bias, follow, size;
};

struct np_trainer {
	const struct np_scheme *scheme;
	const struct np_model *start;
	struct np_feature_table table;
	struct np_trainer_row *rows; /* of the table's rows */
	size_t row_cap;
	uint32_t *used; /* rows of the features of all places, one behind the other */
	size_t used_len, used_cap;
	struct np_trainer_place *places; /* one more at the end */
	size_t place_len, place_cap;
	bool shown[NP_LABELS_MAX]; /* the labels that places have */
	struct np_trainer_sequence *sequences;
	size_t sequence_len, sequence_cap;
	int32_t *
	    learned_row; /* of the table's rows: which of the weights' rows, or NP_TRAINER_NO_ROW */
	struct np_trainer_layout layout;
	float *weights;
};

/* xorshift64*: the same numbers on every machine (Vigna 2016). */
static inline uint64_t
np_trainer_random(uint64_t *state)
{
	uint64_t x = *state;
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	return x * UINT64_C(0x2545F4914F6CDD1D);
}

/* From 0 up to 1. */
static inline double
np_trainer_chance(uint64_t *random)
{
	return (double)(np_trainer_random(random) >> 11) * 0x1p-53;
}

/*
 * Learns trainer->weights, which begin as they are, from all sequences; random goes on from what
 * chose them.  progress as for np_trainer_run().  False when memory is out.
 */
bool np_trainer_learn(struct np_trainer *trainer, const struct np_training *how, uint64_t *random,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx);

/*
 * Gives up rows of weights until there are `most` of them, those that say least; 0: none.  Where some
 * say just as much, fewer may stay.  Once after np_trainer_run() began.  False when memory is out.
 */
bool np_trainer_thin(struct np_trainer *trainer, size_t most);

#endif
