/* model.c - a linear model of sequences: reading weights, Viterbi */
#include "model.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "model_table.h"

/*
 * Of a label that may not stand there, and of the worst that may.  A score is compared with the
 * best of its place after each step, so that a sum of these never runs off the end of int32_t.
 */
enum { FORBIDDEN = INT32_MIN / 2, HOPELESS = INT32_MIN / 4 };

struct np_model {
	const struct np_scheme *scheme;
	struct np_model_data data; /* what decoding reads: of what follows, or constants */
	struct np_feature_table table;
	int16_t *weights; /* [feature * NP_LABELS_MAX + label] */
	size_t weight_cap;
	unsigned char columns[NP_LABELS_MAX]; /* of the text: the label of each */
	int32_t *
	    follow; /* [from * NP_LABELS_MAX + to], FORBIDDEN where it may not; from n: the start */
	int32_t *scores; /* of decoding: [place * NP_LABELS_MAX + label] */
	unsigned char *back;
	size_t place_cap;
};

/* ---- features to rows ---- */

static uint64_t
mix(uint64_t key)
{
	key ^= key >> 31;
	key *= UINT64_C(0x9E3779B97F4A7C15);
	return key ^ key >> 29;
}

/* The row of a feature in a hash table of cap places; SIZE_MAX if it has none. */
static size_t
find_row(const np_feature *keys, const uint32_t *rows, size_t cap, np_feature feature)
{
	if (cap == 0)
		return SIZE_MAX;
	for (size_t at = mix(feature) & (cap - 1);; at = (at + 1) & (cap - 1)) {
		if (rows[at] == 0)
			return SIZE_MAX;
		if (keys[at] == feature)
			return rows[at] - 1;
	}
}

size_t
np_feature_table_find(const struct np_feature_table *table, np_feature feature)
{
	return find_row(table->keys, table->rows, table->cap, feature);
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
		if (table->rows[i] == 0)
			continue;
		size_t at = mix(table->keys[i]) & (cap - 1);
		while (rows[at] != 0)
			at = (at + 1) & (cap - 1);
		keys[at] = table->keys[i];
		rows[at] = table->rows[i];
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
	size_t row = np_feature_table_find(table, feature);
	if (row != SIZE_MAX)
		return row;
	if (table->count >= UINT32_MAX - 1 ||
	    (table->count * 2 >= table->cap && !table_resize(table)))
		return SIZE_MAX;
	size_t at = mix(feature) & (table->cap - 1);
	while (table->rows[at] != 0)
		at = (at + 1) & (table->cap - 1);
	table->keys[at] = feature;
	table->rows[at] = (uint32_t)++table->count;
	return table->count - 1;
}

void
np_feature_table_free(struct np_feature_table *table)
{
	free(table->keys);
	free(table->rows);
	*table = (struct np_feature_table){ .keys = NULL };
}

/* ---- reading ---- */

static enum np_code
bad_line(struct np_error *err, uint64_t line, const char *msg)
{
	np_fail(err, NP_ERR_SYNTAX, 0, msg);
	if (err != NULL)
		err->line = line;
	return NP_ERR_SYNTAX;
}

/* Cuts what stands before sep off *rest. */
static struct np_span
cut_field(struct np_span *rest, char sep)
{
	const char *end = rest->len > 0 ? memchr(rest->ptr, sep, rest->len) : NULL;
	struct np_span field = { rest->ptr, end != NULL ? (size_t)(end - rest->ptr) : rest->len };
	size_t used = field.len + (end != NULL);
	rest->ptr += used;
	rest->len -= used;
	return field;
}

static size_t
find_name(const char *const *names, size_t count, struct np_span name)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(names[i]) == name.len && memcmp(names[i], name.ptr, name.len) == 0)
			return i;
	}
	return SIZE_MAX;
}

static bool
read_number(struct np_span field, int64_t *number)
{
	bool minus = field.len > 0 && field.ptr[0] == '-';
	int64_t n = 0;
	if (field.len == minus || field.len > 11)
		return false;
	for (size_t i = minus; i < field.len; i++) {
		if (field.ptr[i] < '0' || field.ptr[i] > '9')
			return false;
		n = n * 10 + (field.ptr[i] - '0');
	}
	*number = minus ? -n : n;
	return true;
}

/*
 * Reads the weights of a row, a column a label as the table's head has them, into weights[].
 * An empty column is 0.
 */
static enum np_code
read_weights(const struct np_model *model, struct np_span rest, int16_t *weights, uint64_t line,
    struct np_error *err)
{
	for (size_t column = 0; column < model->scheme->label_count; column++) {
		struct np_span field = cut_field(&rest, '\t');
		int64_t weight = 0;
		if (field.len > 0 &&
		    (!read_number(field, &weight) || weight < INT16_MIN || weight > INT16_MAX))
			return bad_line(err, line, "not a weight from -32768 to 32767");
		weights[model->columns[column]] = (int16_t)weight;
	}
	return rest.len == 0 ? NP_OK : bad_line(err, line, "more columns than labels");
}

/* A row "after", label: how likely each label is behind that one. */
static enum np_code
read_follow(struct np_model *model, struct np_span rest, uint64_t line, struct np_error *err)
{
	const struct np_scheme *scheme = model->scheme;
	size_t n = scheme->label_count;
	int16_t weights[NP_LABELS_MAX] = { 0 };
	struct np_span name = cut_field(&rest, '\t');
	size_t from = name.len == 5 && memcmp(name.ptr, "start", 5) == 0
			  ? n
			  : find_name(scheme->labels, n, name);
	if (from == SIZE_MAX)
		return bad_line(err, line, "no such label");
	enum np_code code = read_weights(model, rest, weights, line, err);
	for (size_t to = 0; code == NP_OK && to < n; to++) {
		int32_t *cell = &model->follow[from * NP_LABELS_MAX + to];
		if (*cell != FORBIDDEN)
			*cell = weights[to];
	}
	return code;
}

static enum np_code
read_feature(struct np_model *model, struct np_span name, struct np_span rest, uint64_t line,
    struct np_error *err)
{
	const struct np_scheme *scheme = model->scheme;
	size_t template = find_name(scheme->templates, scheme->template_count, name);
	int64_t value;
	if (template == SIZE_MAX)
		return bad_line(err, line, "no such feature");
	if (!read_number(cut_field(&rest, '\t'), &value) || value < 0 || value > UINT32_MAX)
		return bad_line(err, line, "not a value");
	size_t row =
	    np_feature_table_add(&model->table, np_feature_make(template, (uint32_t)value));
	if (row == SIZE_MAX)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (row >= model->weight_cap) {
		size_t cap = model->weight_cap == 0 ? 1024 : model->weight_cap * 2;
		int16_t *weights = realloc(model->weights, cap * NP_LABELS_MAX * sizeof *weights);
		if (weights == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		memset(weights + model->weight_cap * NP_LABELS_MAX, 0,
		    (cap - model->weight_cap) * NP_LABELS_MAX * sizeof *weights);
		model->weights = weights;
		model->weight_cap = cap;
	}
	return read_weights(model, rest, model->weights + row * NP_LABELS_MAX, line, err);
}

/* The table's head: which column is which label. */
static enum np_code
read_head(struct np_model *model, struct np_span rest, uint64_t line, struct np_error *err)
{
	const struct np_scheme *scheme = model->scheme;
	uint64_t seen = 0;
	cut_field(&rest, '\t');
	cut_field(&rest, '\t');
	for (size_t column = 0; column < scheme->label_count; column++) {
		size_t label =
		    find_name(scheme->labels, scheme->label_count, cut_field(&rest, '\t'));
		if (label == SIZE_MAX || (seen & UINT64_C(1) << label) != 0)
			return bad_line(err, line, "its labels are not those of this program");
		seen |= UINT64_C(1) << label;
		model->columns[column] = (unsigned char)label;
	}
	return rest.len == 0 ? NP_OK
			     : bad_line(err, line, "its labels are not those of this program");
}

static enum np_code
read_lines(struct np_model *model, struct np_span text, struct np_error *err)
{
	static const char first[] = "newsprint model 1";
	enum np_code code = NP_OK;
	uint64_t line = 1;
	for (; text.len > 0 && code == NP_OK; line++) {
		struct np_span rest = cut_field(&text, '\n');
		if (line == 1) {
			if (rest.len != sizeof first - 1 || memcmp(rest.ptr, first, rest.len) != 0)
				code = bad_line(
				    err, line, "not a model (line 1 is \"newsprint model 1\")");
		} else if (line == 2) {
			code = read_head(model, rest, line, err);
		} else {
			struct np_span name = cut_field(&rest, '\t');
			code = name.len == 5 && memcmp(name.ptr, "after", 5) == 0
				   ? read_follow(model, rest, line, err)
				   : read_feature(model, name, rest, line, err);
		}
	}
	return code == NP_OK && line < 3 ? bad_line(err, line, "a model without weights") : code;
}

enum np_code
np_model_read(struct np_model **out, const struct np_scheme *scheme, struct np_span text,
    struct np_error *err)
{
	size_t n = scheme->label_count;
	struct np_model *model = calloc(1, sizeof *model);
	if (model == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	model->scheme = scheme;
	model->follow = calloc((n + 1) * NP_LABELS_MAX, sizeof *model->follow);
	if (model->follow == NULL) {
		np_model_free(model);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	for (size_t from = 0; from <= n; from++) {
		for (size_t to = 0; to < NP_LABELS_MAX; to++) {
			if (to >= n || !scheme->follows(from, to))
				model->follow[from * NP_LABELS_MAX + to] = FORBIDDEN;
		}
	}
	enum np_code code = read_lines(model, text, err);
	if (code != NP_OK) {
		np_model_free(model);
		return code;
	}
	model->data = (struct np_model_data){
		.keys = model->table.keys,
		.rows = model->table.rows,
		.cap = model->table.cap,
		.count = model->table.count,
		.weights = model->weights,
		.follow = model->follow,
	};
	*out = model;
	return NP_OK;
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

static void
put_array(struct np_out *out, const char *type, const char *name, size_t count)
{
	np_out_string(out, "\nstatic const ");
	np_out_string(out, type);
	np_out_string(out, name);
	np_out_byte(out, '[');
	/* C has no empty array. */
	np_out_number(out, count > 0 ? count : 1);
	np_out_string(out, count > 0 ? "] = {" : "] = {\n0,");
}

static void
put_number(struct np_out *out, size_t i, int64_t number)
{
	np_out_string(out, i % 24 == 0 ? "\n" : "");
	if (number < 0)
		np_out_byte(out, '-');
	np_out_number(out, (uint64_t)(number < 0 ? -number : number));
	np_out_byte(out, ',');
}

void
np_model_put_c(const struct np_model *model, const char *name, struct np_out *out)
{
	const struct np_model_data *data = &model->data;
	size_t n = model->scheme->label_count;
	np_out_string(out, "#include \"model.h\"\n");
	put_array(out, "np_feature ", "keys", data->cap);
	for (size_t i = 0; i < data->cap; i++)
		put_number(out, i, (int64_t)data->keys[i]);
	np_out_string(out, "\n};\n");
	put_array(out, "uint32_t ", "rows", data->cap);
	for (size_t i = 0; i < data->cap; i++)
		put_number(out, i, data->rows[i]);
	np_out_string(out, "\n};\n");
	put_array(out, "int16_t ", "weights", data->count * NP_LABELS_MAX);
	for (size_t i = 0; i < data->count * NP_LABELS_MAX; i++)
		put_number(out, i, data->weights[i]);
	np_out_string(out, "\n};\n");
	put_array(out, "int32_t ", "follow", (n + 1) * NP_LABELS_MAX);
	for (size_t i = 0; i < (n + 1) * NP_LABELS_MAX; i++)
		put_number(out, i, data->follow[i]);
	np_out_string(out, "\n};\n\nextern const struct np_model_data ");
	np_out_string(out, name);
	np_out_string(out, ";\nconst struct np_model_data ");
	np_out_string(out, name);
	np_out_string(out, " = { keys, rows, ");
	np_out_number(out, data->cap);
	np_out_string(out, ", ");
	np_out_number(out, data->count);
	np_out_string(out, ", weights, follow };\n");
}

void
np_model_free(struct np_model *model)
{
	if (model == NULL)
		return;
	np_feature_table_free(&model->table);
	free(model->weights);
	free(model->follow);
	free(model->scores);
	free(model->back);
	free(model);
}

/* ---- decoding ---- */

static bool
decode_room(struct np_model *model, size_t count)
{
	if (count <= model->place_cap)
		return true;
	if (count > SIZE_MAX / NP_LABELS_MAX / sizeof *model->scores / 2)
		return false;
	size_t cap = count + count / 2;
	int32_t *scores = realloc(model->scores, cap * NP_LABELS_MAX * sizeof *scores);
	if (scores != NULL)
		model->scores = scores;
	unsigned char *back = realloc(model->back, cap * NP_LABELS_MAX);
	if (back != NULL)
		model->back = back;
	if (scores == NULL || back == NULL)
		return false;
	model->place_cap = cap;
	return true;
}

/* The weights of the features that hold at a place, summed. */
static void
score_place(const struct np_model_data *data, const struct np_observation *seen, int32_t *scores)
{
	int32_t sums[NP_LABELS_MAX] = { 0 };
	for (size_t f = 0; f < seen->count; f++) {
		size_t row = find_row(data->keys, data->rows, data->cap, seen->features[f]);
		if (row == SIZE_MAX)
			continue;
		const int16_t *weights = data->weights + row * NP_LABELS_MAX;
		for (size_t label = 0; label < NP_LABELS_MAX; label++)
			sums[label] += weights[label];
	}
	memcpy(scores, sums, sizeof sums);
}

/*
 * Adds to here[] the best way to each label from before[], and notes the way in back[].  The
 * loops over labels have a constant length and no branch: they become vector code.
 */
static void
step(const int32_t *follow, size_t n, const int32_t *before, int32_t *here, unsigned char *back)
{
	int32_t best[NP_LABELS_MAX], from[NP_LABELS_MAX], top = INT32_MIN;
	for (size_t to = 0; to < NP_LABELS_MAX; to++) {
		best[to] = INT32_MIN;
		from[to] = 0;
	}
	for (size_t i = 0; i < n; i++) {
		const int32_t *pairs = follow + i * NP_LABELS_MAX;
		int32_t so_far = before[i], label = (int32_t)i;
		for (size_t to = 0; to < NP_LABELS_MAX; to++) {
			int32_t way = so_far + pairs[to];
			bool better = way > best[to];
			best[to] = better ? way : best[to];
			from[to] = better ? label : from[to];
		}
	}
	for (size_t to = 0; to < NP_LABELS_MAX; to++) {
		here[to] = (best[to] < HOPELESS ? HOPELESS : best[to]) + here[to];
		back[to] = (unsigned char)from[to];
		top = here[to] > top ? here[to] : top;
	}
	for (size_t to = 0; to < NP_LABELS_MAX; to++) {
		int32_t score = here[to] - top;
		here[to] = score < HOPELESS || best[to] < HOPELESS ? HOPELESS : score;
	}
}

/* The same at the start of a sequence. */
static void
start(const int32_t *follow, size_t n, int32_t *here)
{
	for (size_t to = 0; to < NP_LABELS_MAX; to++) {
		int32_t score = here[to] + follow[n * NP_LABELS_MAX + to];
		here[to] = score < HOPELESS ? HOPELESS : score;
	}
}

enum np_code
np_model_decode(struct np_model *model, const struct np_observation *observations, size_t count,
    unsigned char *labels, struct np_error *err)
{
	size_t n = model->scheme->label_count;
	const int32_t *follow = model->data.follow;
	if (count == 0)
		return NP_OK;
	if (!decode_room(model, count))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (size_t i = 0; i < count; i++) {
		int32_t *here = model->scores + i * NP_LABELS_MAX;
		score_place(&model->data, &observations[i], here);
		if (i == 0)
			start(follow, n, here);
		else
			step(
			    follow, n, here - NP_LABELS_MAX, here, model->back + i * NP_LABELS_MAX);
	}
	const int32_t *last = model->scores + (count - 1) * NP_LABELS_MAX;
	size_t best = 0;
	for (size_t label = 1; label < n; label++) {
		if (last[label] > last[best])
			best = label;
	}
	for (size_t i = count; i-- > 0;) {
		labels[i] = (unsigned char)best;
		best = model->back[i * NP_LABELS_MAX + best];
	}
	return NP_OK;
}
