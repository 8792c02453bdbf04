/* model.c - a model's weights in memory: made, and made ready for decoding */
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

/* ---- features to rows ---- */

/* Puts a feature that is not there into a hash table that has room for it. */
static void
put_key(np_feature *keys, uint32_t *rows, size_t cap, np_feature feature, uint32_t row)
{
	size_t at = np_feature_mix(feature) & (cap - 1);
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

static bool
is_narrow(const int16_t *weights)
{
	size_t h = 0;
	while (h < NP_NET_HIDDEN && weights[h] >= INT8_MIN && weights[h] <= INT8_MAX)
		h++;
	return h == NP_NET_HIDDEN;
}

/*
 * Gives the rows their places: the narrow ones first, each sort in the order in which they were
 * added.
 */
static bool
make_rows(struct np_model *model)
{
	const struct np_feature_table *table = &model->table;
	size_t count = table->count, narrow = 0, wide = 0;
	np_feature *added = calloc(count + 1, sizeof *added);
	model->names = calloc(count + 1, sizeof *model->names);
	for (size_t row = 0; row < count; row++)
		narrow += is_narrow(model->weights + row * NP_NET_HIDDEN);
	model->narrow = malloc((narrow + 1) * NP_NET_HIDDEN * sizeof *model->narrow);
	model->wide = malloc((count - narrow + 1) * NP_NET_HIDDEN * sizeof *model->wide);
	if (added == NULL || model->names == NULL || model->narrow == NULL || model->wide == NULL) {
		free(added);
		return false;
	}
	for (size_t at = 0; at < table->cap; at++) {
		if (table->rows[at] != 0)
			added[table->rows[at] - 1] = table->keys[at];
	}
	model->data.count = count;
	model->data.narrow_count = narrow;
	narrow = 0;
	for (size_t row = 0; row < count; row++) {
		const int16_t *from = model->weights + row * NP_NET_HIDDEN;
		if (is_narrow(from)) {
			int8_t *to = model->narrow + narrow * NP_NET_HIDDEN;
			for (size_t h = 0; h < NP_NET_HIDDEN; h++)
				to[h] = (int8_t)from[h];
			model->names[narrow++] = added[row];
		} else {
			memcpy(
			    model->wide + wide * NP_NET_HIDDEN, from, NP_NET_HIDDEN * sizeof *from);
			model->names[model->data.narrow_count + wide++] = added[row];
		}
	}
	free(added);
	return true;
}

static bool
is_direct(np_feature feature, size_t row)
{
	return (uint32_t)feature < NP_NET_DIRECT && row + 1 < NP_NET_ASK;
}

/* Makes the table for small values, and the hash table for what is not in it. */
static bool
make_tables(struct np_model *model)
{
	size_t count = model->data.count, templates = model->scheme->template_count, others = 0;
	size_t cap = 1;
	uint32_t *starts = model->starts = calloc(templates + 1, sizeof *starts);
	if (starts == NULL)
		return false;
	/* First how many values each template has, then where these begin. */
	for (size_t row = 0; row < count; row++) {
		uint32_t value = (uint32_t)model->names[row];
		uint32_t *most = &starts[model->names[row] >> 32];
		if (value < NP_NET_DIRECT && value >= *most)
			*most = value + 1;
		others += !is_direct(model->names[row], row);
	}
	uint32_t all = 0;
	for (size_t template = 0; template <= templates; template ++) {
		uint32_t own = starts[template];
		starts[template] = all;
		all += own;
	}
	while (cap < others * 2)
		cap *= 2;
	model->direct = calloc((size_t)all + 1, sizeof *model->direct);
	model->keys = calloc(cap, sizeof *model->keys);
	model->rows = calloc(cap, sizeof *model->rows);
	if (model->direct == NULL || model->keys == NULL || model->rows == NULL)
		return false;
	for (size_t row = 0; row < count; row++) {
		np_feature name = model->names[row];
		uint32_t value = (uint32_t)name;
		if (value < NP_NET_DIRECT)
			model->direct[starts[name >> 32] + value] =
			    (uint16_t)(is_direct(name, row) ? row + 1 : NP_NET_ASK);
		if (!is_direct(name, row))
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
	model->data.narrow = model->narrow;
	model->data.wide = model->wide;
	model->data.starts = model->starts;
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
	if (row >= data->narrow_count)
		memcpy(weights, data->wide + (row - data->narrow_count) * NP_NET_HIDDEN,
		    NP_NET_HIDDEN * sizeof *weights);
	for (size_t h = 0; row < data->narrow_count && h < NP_NET_HIDDEN; h++)
		weights[h] = data->narrow[row * NP_NET_HIDDEN + h];
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
	free(model->narrow);
	free(model->wide);
	free(model->starts);
	free(model->rows);
	free(model->direct);
	free(model->keys);
	free(model->names);
	np_paper_free(model->paper);
	free(model);
}
