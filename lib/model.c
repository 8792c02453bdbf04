/* model.c - a model's weights in memory: made, and made ready for decoding */
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

/* ---- features to rows ---- */

/* Puts a feature that is not there into a hash table that has room for it. */
static void
put_key(np_feature *keys, uint32_t *rows, size_t cap, np_feature feature, uint32_t row)
{
	size_t at = (size_t)np_feature_mix(feature) & (cap - 1);
	while (rows[at] != 0)
		at = (at + 1) & (cap - 1);
	keys[at] = feature;
	rows[at] = row;
}

static bool
table_resize(struct np_feature_table *table)
{
	size_t cap = table->cap == 0 ? 1024 : table->cap * 2;
	np_feature *keys = calloc(cap, sizeof *keys);
	uint32_t *rows = calloc(cap, sizeof *rows);
	if (keys == NULL || rows == NULL) {
		free(keys);
		free(rows);
		return false;
	}
	for (size_t i = 0; i < table->cap; i++) {
		if (table->rows[i] != 0)
			put_key(keys, rows, cap, table->keys[i], table->rows[i]);
	}
	free(table->keys);
	free(table->rows);
	table->keys = keys;
	table->rows = rows;
	table->cap = cap;
	return true;
}

size_t
np_feature_table_add(struct np_feature_table *table, np_feature feature)
{
	size_t row = np_feature_find(table->keys, table->rows, table->cap, feature);
	if (row != SIZE_MAX)
		return row;
	if (table->count >= UINT32_MAX - 1 ||
	    (table->count * 2 >= table->cap && !table_resize(table)))
		return SIZE_MAX;
	put_key(table->keys, table->rows, table->cap, feature, (uint32_t)table->count + 1);
	return table->count++;
}

void
np_feature_table_free(struct np_feature_table *table)
{
	free(table->keys);
	free(table->rows);
	*table = (struct np_feature_table){ .keys = NULL };
}

/* ---- making ---- */

struct np_model *
np_model_new(const struct np_scheme *scheme)
{
	struct np_model *model = calloc(1, sizeof *model);
	size_t n = scheme->label_count;
	if (model == NULL)
		return NULL;
	model->scheme = scheme;
	model->net = calloc(1, sizeof *model->net);
	if (model->net == NULL) {
		free(model);
		return NULL;
	}
	for (size_t from = 0; from <= NP_LABELS_MAX; from++) {
		for (size_t to = 0; to < NP_LABELS_MAX; to++) {
			if (from > n || to >= n || !scheme->follows(from, to))
				model->net->follow[from * NP_LABELS_MAX + to] = NP_NET_FORBIDDEN;
		}
	}
	return model;
}

int16_t *
np_model_row(struct np_model *model, np_feature feature)
{
	size_t row = np_feature_table_add(&model->table, feature);
	if (row == SIZE_MAX)
		return NULL;
	if (row >= model->weight_cap) {
		size_t cap = model->weight_cap == 0 ? 1024 : model->weight_cap * 2;
		int16_t *weights = realloc(model->weights, cap * NP_NET_HIDDEN * sizeof *weights);
		if (weights == NULL)
			return NULL;
		memset(weights + model->weight_cap * NP_NET_HIDDEN, 0,
		    (cap - model->weight_cap) * NP_NET_HIDDEN * sizeof *weights);
		model->weights = weights;
		model->weight_cap = cap;
	}
	return model->weights + row * NP_NET_HIDDEN;
}

/* ---- making it ready ---- */

/* Where a row's weights are: bytes may do, or have two bits more each, or all that is missing. */
enum row_sort { NARROW, NEAR, FAR, SORTS };

/* How often 256 is missing in a weight's low byte. */
static int
times_of(int16_t weight)
{
	return (weight - (int8_t)weight) / 256;
}

static enum row_sort
sort_of(const int16_t *weights)
{
	enum row_sort sort = NARROW;
	for (size_t h = 0; h < NP_NET_HIDDEN; h++) {
		int times = times_of(weights[h]);
		if (times < -1 || times > 2)
			return FAR;
		if (times != 0)
			sort = NEAR;
	}
	return sort;
}

/*
 * Gives the rows their places: by sorts, each in the order in which they were added.  order[place]
 * is the row there.
 */
static bool
order_rows(struct np_model *model, size_t *order)
{
	const struct np_feature_table *table = &model->table;
	size_t count = table->count, next[SORTS + 1] = { 0 };
	model->names = calloc(count + 1, sizeof *model->names);
	np_feature *added = calloc(count + 1, sizeof *added);
	if (model->names == NULL || added == NULL) {
		free(added);
		return false;
	}
	for (size_t at = 0; at < table->cap; at++) {
		if (table->rows[at] != 0)
			added[table->rows[at] - 1] = table->keys[at];
	}
	for (size_t row = 0; row < count; row++)
		next[sort_of(model->weights + row * NP_NET_HIDDEN) + 1]++;
	model->data.count = count;
	model->data.narrow_count = next[NEAR];
	model->data.near_count = next[FAR] += next[NEAR];
	for (size_t row = 0; row < count; row++) {
		size_t place = next[sort_of(model->weights + row * NP_NET_HIDDEN)]++;
		order[place] = row;
		model->names[place] = added[row];
	}
	free(added);
	return true;
}

/* Writes the weights of the rows as low bytes, and what is missing there. */
static bool
cut_rows(struct np_model *model, const size_t *order)
{
	const struct np_model_data *data = &model->data;
	size_t near = data->near_count - data->narrow_count, far = data->count - data->near_count;
	/* A row is two lines of the cache, of 64 bytes. */
	model->low = aligned_alloc(64, (data->count + 1) * NP_NET_HIDDEN);
	model->high = calloc(near + 1, NP_KERNEL_HIGH * sizeof *model->high);
	model->far = calloc(far + 1, NP_NET_HIDDEN * sizeof *model->far);
	if (model->low == NULL || model->high == NULL || model->far == NULL)
		return false;
	for (size_t row = 0; row < data->count; row++) {
		const int16_t *weights = model->weights + order[row] * NP_NET_HIDDEN;
		uint8_t *high = row < data->narrow_count || row >= data->near_count
				    ? NULL
				    : model->high + (row - data->narrow_count) * NP_KERNEL_HIGH;
		for (size_t h = 0; h < NP_NET_HIDDEN; h++) {
			int times = times_of(weights[h]);
			model->low[row * NP_NET_HIDDEN + h] = (int8_t)weights[h];
			if (high != NULL)
				high[h % NP_KERNEL_HIGH] |=
				    (uint8_t)((times + 1) << h / NP_KERNEL_HIGH * 2);
			else if (times != 0)
				model->far[(row - data->near_count) * NP_NET_HIDDEN + h] =
				    (int16_t)(weights[h] - (int8_t)weights[h]);
		}
	}
	return true;
}

static bool
make_rows(struct np_model *model)
{
	size_t *order = calloc(model->table.count + 1, sizeof *order);
	bool made = order != NULL && order_rows(model, order) && cut_rows(model, order);
	free(order);
	return made;
}

static bool
is_direct(const struct np_model *model, size_t row)
{
	return row < model->data.near_count && row + 1 < NP_NET_ASK &&
	       (uint32_t)model->names[row] < NP_NET_DIRECT;
}

/*
 * Where the values of each template begin, of the small ones; answers how many there are in all.
 */
static size_t
make_starts(const struct np_model *model)
{
	uint32_t *starts = model->starts, all = 0;
	for (size_t row = 0; row < model->data.count; row++) {
		uint32_t value = (uint32_t)model->names[row];
		uint32_t *most = &starts[model->names[row] >> 32];
		if (value < NP_NET_DIRECT && value >= *most)
			*most = value + 1;
	}
	for (size_t template = 0; template <= model->scheme->template_count; template ++) {
		uint32_t own = starts[template];
		starts[template] = all;
		all += own;
	}
	return all;
}

/* The place of a small value. */
static size_t
place_of(const struct np_model *model, np_feature name)
{
	return model->starts[name >> 32] + (uint32_t)name;
}

/* Gives blocks of their own to places with rows, of which fewer are direct than there are numbers. */
static size_t
make_blocks(const struct np_model *model)
{
	size_t last = NP_NET_BLOCK_OWN - 1;
	for (size_t row = 0; row < model->data.count; row++) {
		np_feature name = model->names[row];
		if ((uint32_t)name >= NP_NET_DIRECT)
			continue;
		uint16_t *block = &model->blocks[place_of(model, name) / NP_NET_BLOCK];
		if (is_direct(model, row) && *block < NP_NET_BLOCK_OWN)
			*block = (uint16_t)++last;
		else if (*block == NP_NET_BLOCK_NONE)
			*block = NP_NET_BLOCK_ASK;
	}
	return last + 1;
}

/* Makes the table for small values, and the hash table for what is not in it. */
static bool
make_tables(struct np_model *model)
{
	size_t count = model->data.count, others = 0, cap = 1;
	model->starts = calloc(model->scheme->template_count + 1, sizeof *model->starts);
	if (model->starts == NULL)
		return false;
	model->blocks = calloc(np_net_blocks(make_starts(model)) + 1, sizeof *model->blocks);
	if (model->blocks == NULL)
		return false;
	size_t blocks = make_blocks(model);
	for (size_t row = 0; row < count; row++)
		others += !is_direct(model, row);
	while (cap < others * 2)
		cap *= 2;
	model->direct = calloc(blocks * NP_NET_BLOCK + 1, sizeof *model->direct);
	model->keys = calloc(cap, sizeof *model->keys);
	model->rows = calloc(cap, sizeof *model->rows);
	if (model->direct == NULL || model->keys == NULL || model->rows == NULL)
		return false;
	for (size_t i = 0; i < NP_NET_BLOCK; i++)
		model->direct[NP_NET_BLOCK_ASK * NP_NET_BLOCK + i] = NP_NET_ASK;
	for (size_t row = 0; row < count; row++) {
		np_feature name = model->names[row];
		bool direct = is_direct(model, row);
		if ((uint32_t)name < NP_NET_DIRECT) {
			size_t place = place_of(model, name);
			size_t block = model->blocks[place / NP_NET_BLOCK];
			model->direct[block * NP_NET_BLOCK + place % NP_NET_BLOCK] =
			    (uint16_t)(direct ? row + 1 : NP_NET_ASK);
		}
		if (!direct)
			put_key(model->keys, model->rows, cap, name, (uint32_t)row + 1);
	}
	model->data.cap = others > 0 ? cap : 0;
	return true;
}

bool
np_model_seal(struct np_model *model)
{
	model->turned = malloc(sizeof *model->turned);
	if (model->turned == NULL || !make_rows(model) || !make_tables(model))
		return false;
	np_kernel_turn(model->turned, model->net, model->scheme->label_count);
	np_feature_table_free(&model->table);
	free(model->weights);
	model->weights = NULL;
	model->weight_cap = 0;
	model->data.low = model->low;
	model->data.high = model->high;
	model->data.far = model->far;
	model->data.starts = model->starts;
	model->data.blocks = model->blocks;
	model->data.direct = model->direct;
	model->data.keys = model->keys;
	model->data.rows = model->rows;
	model->data.turned = model->turned;
	model->data.names = model->names;
	model->data.net = model->net;
	return true;
}

void
np_model_weights(const struct np_model_data *data, size_t row, int16_t *weights)
{
	for (size_t h = 0; h < NP_NET_HIDDEN; h++) {
		int missing = 0;
		if (row >= data->near_count) {
			missing = data->far[(row - data->near_count) * NP_NET_HIDDEN + h];
		} else if (row >= data->narrow_count) {
			const uint8_t *high =
			    data->high + (row - data->narrow_count) * NP_KERNEL_HIGH;
			missing =
			    ((high[h % NP_KERNEL_HIGH] >> h / NP_KERNEL_HIGH * 2 & 3) - 1) * 256;
		}
		weights[h] = (int16_t)(data->low[row * NP_NET_HIDDEN + h] + missing);
	}
}

enum np_code
np_model_open(struct np_model **out, const struct np_scheme *scheme,
    const struct np_model_data *data, struct np_error *err)
{
	struct np_model *model = calloc(1, sizeof *model);
	if (model == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	model->scheme = scheme;
	model->data = *data;
	*out = model;
	return NP_OK;
}

void
np_model_free(struct np_model *model)
{
	if (model == NULL)
		return;
	np_feature_table_free(&model->table);
	free(model->weights);
	free(model->net);
	free(model->turned);
	free(model->low);
	free(model->high);
	free(model->far);
	free(model->starts);
	free(model->blocks);
	free(model->rows);
	free(model->direct);
	free(model->keys);
	free(model->names);
	np_paper_free(model->paper);
	free(model);
}
