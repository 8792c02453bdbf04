/* net.h - inside the model module: the network's shape, and features to rows */
#ifndef NP_NET_H
#define NP_NET_H

#include "model.h"

/*
 * The weights behind those of the features, whole numbers: a weight of 1 is NP_NET_UNIT.  What
 * goes in is whole too: a line's sums are in units of 1 / NP_NET_SUM, gists of 1 / NP_NET_CLIP.
 * So the answer is the same whatever compiler and machine.
 */
enum {
	NP_NET_UNIT = 1 << 12,
	NP_NET_SUM = 1 << 8,
	NP_NET_CLIP = 1 << 10, /* a gist's numbers lie between -1 and 1 */
	NP_NET_SCORE = 1 << 10 /* a label's score of 1 */
};

struct np_net {
	int16_t bias[NP_NET_HIDDEN]; /* in units of 1 / NP_NET_SUM, as the features' weights */
	int16_t gist[NP_NET_GIST * NP_NET_HIDDEN], gist_bias[NP_NET_GIST];
	/*
	 * What is put in at a line for what is carried down the page, then up; how much of that is kept.
	 * Either by the line's own numbers, then by those that come.
	 */
	int16_t own[2 * NP_NET_CARRY * NP_NET_FROM], own_bias[2 * NP_NET_CARRY];
	int16_t keep[2 * NP_NET_CARRY * NP_NET_FROM], keep_bias[2 * NP_NET_CARRY];
	int16_t around[NP_NET_HIDDEN * NP_NET_SPAN], around_bias[NP_NET_HIDDEN];
	int16_t out[NP_LABELS_MAX * 2 * NP_NET_HIDDEN], out_bias[NP_LABELS_MAX];
	/* [from * NP_LABELS_MAX + to], in NP_NET_SCORE; from label_count: the start */
	int32_t follow[(NP_LABELS_MAX + 1) * NP_LABELS_MAX];
};

/* Of a pair of labels that may not stand there. */
enum { NP_NET_FORBIDDEN = INT32_MIN / 2 };

/* Rows for features, numbered from 0 in the order in which they were added. */
struct np_feature_table {
	np_feature *keys;
	uint32_t *rows; /* row + 1, 0 for an empty place */
	size_t cap, count;
};

static inline uint64_t
np_feature_mix(np_feature feature)
{
	feature ^= feature >> 31;
	feature *= UINT64_C(0x9E3779B97F4A7C15);
	return feature ^ feature >> 29;
}

/* The row of a feature in such a table's arrays, SIZE_MAX if it has none. */
static inline size_t
np_feature_find(const np_feature *keys, const uint32_t *rows, size_t cap, np_feature feature)
{
	if (cap == 0)
		return SIZE_MAX;
	size_t at = (size_t)np_feature_mix(feature) & (cap - 1);
	while (rows[at] != 0 && keys[at] != feature)
		at = (at + 1) & (cap - 1);
	/* An empty place has row 0, and 0 - 1 is SIZE_MAX. */
	return (size_t)rows[at] - 1;
}

/*
 * Features whose value is below NP_NET_DIRECT are found at once.  starts[template] + value is the
 * place of such a feature among all; starts has one entry more than there are templates.  Most
 * places have no row, and these lie together: places come in blocks, and blocks[place / NP_NET_BLOCK]
 * tells which one of direct a block is.  There is the row + 1, 0 for none, NP_NET_ASK where a row's
 * number is too large for it or the row is far.  Blocks without a row share one, and so do those that must ask for
 * every row.  A hash table, keys and rows, has the others alone.  blocks and direct have one entry
 * more behind the last, as vector code reads two side by side.
 */
enum { NP_NET_DIRECT = 1 << 15, NP_NET_ASK = UINT16_MAX, NP_NET_BLOCK = 16 };

/* The blocks of direct that are shared. */
enum { NP_NET_BLOCK_NONE, NP_NET_BLOCK_ASK, NP_NET_BLOCK_OWN };

/* How many blocks so many places take. */
static inline size_t
np_net_blocks(size_t places)
{
	return (places + NP_NET_BLOCK - 1) / NP_NET_BLOCK;
}

/* The row of a feature's weights in a model, SIZE_MAX if it has none. */
static inline size_t
np_model_find(const struct np_model_data *data, np_feature feature)
{
	const uint32_t *start = data->starts + (feature >> 32);
	uint32_t value = (uint32_t)feature;
	if (value < start[1] - start[0]) {
		uint32_t place = start[0] + value;
		uint32_t block = data->blocks[place / NP_NET_BLOCK];
		uint16_t row = data->direct[block * NP_NET_BLOCK + place % NP_NET_BLOCK];
		if (row != NP_NET_ASK)
			return (size_t)row - 1;
	} else if (value < NP_NET_DIRECT) {
		return SIZE_MAX;
	}
	return np_feature_find(data->keys, data->rows, data->cap, feature);
}

/* The weights of a row, into weights[NP_NET_HIDDEN]. */
void np_model_weights(const struct np_model_data *data, size_t row, int16_t *weights);

/* The row of a feature, a new one if it has none; SIZE_MAX when memory is out. */
size_t np_feature_table_add(struct np_feature_table *table, np_feature feature);

void np_feature_table_free(struct np_feature_table *table);

/* What is seen from a place: gists, those around it first, then of anchors before it and behind it. */
enum { NP_NET_AROUND = NP_NET_GIST * (2 * NP_NET_REACH + 1), NP_NET_SIDES = 2 * NP_NET_ANCHORS };

struct np_model {
	const struct np_scheme *scheme;
	struct np_model_data data; /* what decoding reads: arrays of its own, or constants */
	/* While it is being made. */
	struct np_feature_table table;
	int16_t *weights; /* [row * NP_NET_HIDDEN] */
	size_t weight_cap;
	/* What data has of its own; NULL where that is constants. */
	struct np_net *net;
	struct np_kernel_net *turned;
	int8_t *low;
	uint8_t *high;
	int16_t *far;
	uint32_t *starts, *rows;
	uint16_t *blocks, *direct;
	np_feature *keys, *names;
	struct np_paper *paper; /* of decoding */
};

/* A model without features, its pairs of labels as the scheme has them; NULL without memory. */
struct np_model *np_model_new(const struct np_scheme *scheme);

/*
 * The row of a feature's weights in a model that is being made, new ones all 0; NULL when memory is
 * out.  Good until the next call.
 */
int16_t *np_model_row(struct np_model *model, np_feature feature);

/* Makes a model that was made ready for decoding; no row is added then.  False when memory is out. */
bool np_model_seal(struct np_model *model);

/* Room to decode in; NULL is fine. */
void np_paper_free(struct np_paper *paper);

/*
 * to[label] = the sum of from[i] * rows[i * NP_LABELS_MAX + label], for count rows: one step of
 * forward-backward.  count may be rounded up to a multiple of 4: what is behind counts as well.
 */
static inline void
np_net_flow(
    const double *restrict rows, size_t count, const double *restrict from, double *restrict to)
{
	for (size_t label = 0; label < NP_LABELS_MAX; label++)
		to[label] = 0;
	for (size_t i = 0; i < count; i += 4, rows += 4 * NP_LABELS_MAX) {
		double from0 = from[i], from1 = from[i + 1], from2 = from[i + 2],
		       from3 = from[i + 3];
		for (size_t label = 0; label < NP_LABELS_MAX; label++)
			to[label] += (from0 * rows[label] + from1 * rows[NP_LABELS_MAX + label]) +
				     (from2 * rows[2 * NP_LABELS_MAX + label] +
					 from3 * rows[3 * NP_LABELS_MAX + label]);
	}
}

/* Makes NP_LABELS_MAX numbers sum to 1; all 0, they stay so. */
void np_net_norm(double *numbers);

/* e to the power of x, by IEEE arithmetic alone: the same on every machine.  0 below -700 and for NaN. */
double np_net_exp(double x);

#endif
