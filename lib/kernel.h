/* kernel.h - inside the model module: the loops in which decoding spends its time */
#ifndef NP_KERNEL_H
#define NP_KERNEL_H

#include "net.h"

/*
 * Rows of weights turned for vector code: the numbers that go in come in pairs, and
 * [(pair * outputs + output) * 2] are the weights that an output has for the two of a pair.
 */
struct np_kernel_net {
	int16_t gist[NP_NET_HIDDEN * NP_NET_GIST];
	/*
	 * Of what is carried down, then of what is carried up: the weights of a line's numbers, and of those
	 * that come.  Outputs are NP_NET_CARRY of net->own, then as many of net->keep.
	 */
	int16_t carry[2 * NP_NET_HIDDEN * 2 * NP_NET_CARRY];
	int16_t come[2 * NP_NET_CARRY * 2 * NP_NET_CARRY];
	int16_t around[NP_NET_SPAN * NP_NET_HIDDEN];
	int16_t out[2 * NP_NET_HIDDEN * NP_LABELS_MAX];
	int16_t bias[NP_NET_HIDDEN];
	/* Biases in the units of the sums that they are added to. */
	int32_t gist_bias[NP_NET_GIST], carry_bias[2 * 2 * NP_NET_CARRY];
	int32_t around_bias[NP_NET_HIDDEN], out_bias[NP_LABELS_MAX];
	/* net->follow, as Viterbi reads it: from the start, [from * NP_LABELS_MAX + to], turned about */
	float first[NP_LABELS_MAX], pairs[NP_LABELS_MAX * NP_LABELS_MAX],
	    pairs_back[NP_LABELS_MAX * NP_LABELS_MAX];
};

/*
 * Ways of Viterbi are whole numbers in floats, for which there are vector instructions everywhere:
 * exact, as none of them is beyond 2^24.  A label's score is within 2^21, a pair's within 2^15; the
 * best way to a place is 0 after each step, and those that are HOPELESS beside it are NEVER taken.
 */
enum {
	NP_KERNEL_HOPELESS = -(1 << 21),
	NP_KERNEL_NEVER = -(1 << 22),
	NP_KERNEL_FORBIDDEN = -(1 << 23)
};

/* Summed at once; and so many more may be overwritten, by what writes vectors. */
enum { NP_KERNEL_ROWS = 128, NP_KERNEL_ROWS_ROOM = 16 };

/*
 * Rows of a model's weights, by where they begin in data->low; by where those of them begin in
 * data->high that go on there, and in data->far.  What stands in high is how often 256 is missing, and
 * one more: of weight h bits 2 * (h / 32) and the next of byte h % 32.  What stands in far is all that
 * is missing.
 */
enum { NP_KERNEL_HIGH = NP_NET_HIDDEN / 4 };
struct np_kernel_rows {
	uint32_t low[NP_KERNEL_ROWS + NP_KERNEL_ROWS_ROOM];
	uint32_t high[NP_KERNEL_ROWS + NP_KERNEL_ROWS_ROOM];
	uint32_t far[NP_KERNEL_ROWS];
	size_t low_count, high_count, far_count;
};

/* Adds a row by its number, SIZE_MAX for none.  Which ones are wide can't be foretold: no branch on it. */
static inline void
np_kernel_add(const struct np_model_data *data, struct np_kernel_rows *rows, size_t row)
{
	bool is_high = row >= data->narrow_count && row < data->near_count;
	if (row == SIZE_MAX)
		return;
	rows->low[rows->low_count++] = (uint32_t)row * NP_NET_HIDDEN;
	rows->high[rows->high_count] = (uint32_t)(row - data->narrow_count) * NP_KERNEL_HIGH;
	rows->high_count += is_high;
	if (row >= data->near_count)
		rows->far[rows->far_count++] = (uint32_t)(row - data->near_count) * NP_NET_HIDDEN;
}

/*
 * What is carried along: a number of 1 is NP_KERNEL_OWN, so that what is rounded on a long way does
 * not add up; all that comes is kept at NP_KERNEL_KEEP, which is never quite reached.
 */
enum {
	NP_KERNEL_OWN = 1 << 13,
	NP_KERNEL_KEEP_BITS = 15,
	NP_KERNEL_KEEP = 1 << NP_KERNEL_KEEP_BITS
};

/* By how many bits sums of products are scaled down, and what was carried where it is looked at. */
enum {
	NP_KERNEL_GIST_BITS = 10,
	NP_KERNEL_COME_BITS = 2, /* so much finer sums are that numbers of NP_NET_CLIP go into */
	NP_KERNEL_OWN_BITS = 7 + NP_KERNEL_COME_BITS,
	NP_KERNEL_HALF_BITS = 6 + NP_KERNEL_COME_BITS, /* from 1 to half of NP_KERNEL_KEEP */
	NP_KERNEL_STATE_BITS = 3,
	NP_KERNEL_AROUND_BITS = 14,
	NP_KERNEL_OUT_BITS = 10
};

/*
 * The kernels; all come to the same on every machine.  Sums wrap around where a model's weights are
 * beyond reason: such a model is of no use, but it does no harm.
 */
struct np_kernel {
	/* The rows of count features, NP_KERNEL_ROWS at most. */
	void (*find)(const struct np_model_data *data, const np_feature *features, size_t count,
	    struct np_kernel_rows *rows);
	/* Adds the weights of these rows to NP_NET_HIDDEN sums. */
	void (*sum)(
	    const struct np_model_data *data, const struct np_kernel_rows *rows, int16_t *sums);
	/* What the lines around see of a place. */
	void (*gist)(const struct np_kernel_net *net, const int16_t *hidden, int16_t *gist);
	/*
	 * Carries along count places, down and up: from the NP_NET_HIDDEN numbers of each and what comes
	 * to what is carried on from there, 2 * NP_NET_CARRY numbers for each place, in NP_NET_CLIP.
	 */
	void (*along)(
	    const struct np_kernel_net *net, const int16_t *hidden, int16_t *carried, size_t count);
	/* Adds to NP_NET_HIDDEN sums what a gist comes to that is the number `which` of those seen. */
	void (*far)(
	    const struct np_kernel_net *net, size_t which, const int16_t *gist, int32_t *sums);
	/*
	 * Scores of the labels of a place, from what it is, from the gists around it (NP_NET_AROUND
	 * numbers), from what is carried on there, and from the sums of gists that are farther away,
	 * with around_bias.
	 */
	void (*score)(const struct np_kernel_net *net, const int16_t *hidden, const int16_t *gists,
	    const int16_t *carried, const int32_t *far, int32_t *scores);
	/* From the best ways to a place's count labels to those of the next one. */
	void (*step)(const struct np_kernel_net *net, size_t count, const float *before,
	    const int32_t *scores, float *here);
	/* The label that the best way to the next place's label `to` came from: of equal ones the first. */
	size_t (*back)(const struct np_kernel_net *net, const float *before, size_t to);
};

/* The kernels of this machine. */
const struct np_kernel *np_kernel_get(void);

/* Those of kernel_avx2.c and kernel_avx512.c, where they are compiled. */
extern const struct np_kernel np_kernel_avx2, np_kernel_avx512;

/* Turns the weights of a network for so many labels. */
void np_kernel_turn(struct np_kernel_net *turned, const struct np_net *net, size_t labels);

/* From the best ways to the labels of a place, and their scores there: the ways that end there. */
void np_kernel_settle(const float *best, const int32_t *scores, float *here);

#endif
