/* model_text.c - a model as text: read and written */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "net.h"

/*
 * Line 1 says what it is, line 2 what it is for, line 3 names the labels; then come the network's
 * rows and those of the features, in any order.  A row is its name, a number or a label where there
 * are several, and its weights; an empty weight, or one that is not there, is 0.
 */
static const char first_line[] = "newsprint model 3";

/* The rows of the network. */
enum row {
	ROW_BIAS,
	ROW_GIST,
	ROW_OWN,
	ROW_KEEP,
	ROW_AROUND,
	ROW_OUT,
	ROW_AFTER,
	ROWS,
};

static const char *const row_names[ROWS] = { "net.bias", "net.gist", "net.own", "net.keep",
	"net.around", "net.out", "net.after" };

/*
 * Where the weights of a network's row stand: the first is the bias but for ROW_BIAS and ROW_AFTER.
 * at: of which number or label.
 */
struct place {
	int16_t *bias; /* NULL if it has none */
	int16_t *weights;
	int32_t *pairs; /* of ROW_AFTER, in place of weights */
	size_t count;
};

static struct place
place_of(struct np_net *net, const struct np_scheme *scheme, enum row row, size_t at)
{
	switch (row) {
	case ROW_GIST:
		return (struct place){ &net->gist_bias[at], &net->gist[at * NP_NET_HIDDEN], NULL,
			NP_NET_HIDDEN };
	case ROW_OWN:
		return (struct place){ &net->own_bias[at], &net->own[at * NP_NET_FROM], NULL,
			NP_NET_FROM };
	case ROW_KEEP:
		return (struct place){ &net->keep_bias[at], &net->keep[at * NP_NET_FROM], NULL,
			NP_NET_FROM };
	case ROW_AROUND:
		return (struct place){ &net->around_bias[at], &net->around[at * NP_NET_SPAN], NULL,
			NP_NET_SPAN };
	case ROW_OUT:
		return (struct place){ &net->out_bias[at], &net->out[at * 2 * NP_NET_HIDDEN], NULL,
			(size_t)2 * NP_NET_HIDDEN };
	case ROW_AFTER:
		return (struct place){ NULL, NULL, &net->follow[at * NP_LABELS_MAX],
			scheme->label_count };
	case ROW_BIAS:
	case ROWS:
		break;
	}
	return (struct place){ NULL, net->bias, NULL, NP_NET_HIDDEN };
}

/* How many rows there are of a sort. */
static size_t
count_of(const struct np_scheme *scheme, enum row row)
{
	switch (row) {
	case ROW_GIST:
		return NP_NET_GIST;
	case ROW_OWN:
	case ROW_KEEP:
		return (size_t)2 * NP_NET_CARRY;
	case ROW_AROUND:
		return NP_NET_HIDDEN;
	case ROW_OUT:
		return scheme->label_count;
	case ROW_AFTER:
		return scheme->label_count + 1;
	case ROW_BIAS:
	case ROWS:
		break;
	}
	return 1;
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

static enum np_code
read_weight(struct np_span *rest, int64_t *weight, uint64_t line, struct np_error *err)
{
	struct np_span field = cut_field(rest, '\t');
	*weight = 0;
	if (field.len > 0 &&
	    (!read_number(field, weight) || *weight < INT16_MIN || *weight > INT16_MAX))
		return bad_line(err, line, "not a weight from -32768 to 32767");
	return NP_OK;
}

static enum np_code
read_weights(
    struct np_span rest, int16_t *weights, size_t count, uint64_t line, struct np_error *err)
{
	enum np_code code = NP_OK;
	for (size_t i = 0; i < count && code == NP_OK; i++) {
		int64_t weight;
		code = read_weight(&rest, &weight, line, err);
		weights[i] = (int16_t)weight;
	}
	if (code == NP_OK && rest.len > 0)
		code = bad_line(err, line, "more weights than such a row has");
	return code;
}

/* A row "after", label: how likely each label is behind that one. */
static enum np_code
read_pairs(int32_t *pairs, size_t count, struct np_span rest, uint64_t line, struct np_error *err)
{
	int16_t weights[NP_LABELS_MAX] = { 0 };
	enum np_code code = read_weights(rest, weights, count, line, err);
	for (size_t to = 0; code == NP_OK && to < count; to++) {
		if (pairs[to] != NP_NET_FORBIDDEN)
			pairs[to] = weights[to];
	}
	return code;
}

static enum np_code
read_net_row(
    struct np_model *model, enum row row, struct np_span rest, uint64_t line, struct np_error *err)
{
	const struct np_scheme *scheme = model->scheme;
	size_t at = 0, n = scheme->label_count;
	if (row == ROW_OUT || row == ROW_AFTER) {
		struct np_span name = cut_field(&rest, '\t');
		at = row == ROW_AFTER && name.len == 5 && memcmp(name.ptr, "start", 5) == 0
			 ? n
			 : find_name(scheme->labels, n, name);
		if (at == SIZE_MAX)
			return bad_line(err, line, "no such label");
	} else if (row != ROW_BIAS) {
		int64_t number;
		if (!read_number(cut_field(&rest, '\t'), &number) || number < 0 ||
		    (size_t)number >= count_of(scheme, row))
			return bad_line(err, line, "no such row");
		at = (size_t)number;
	}
	struct place place = place_of(model->net, scheme, row, at);
	if (place.pairs != NULL)
		return read_pairs(place.pairs, place.count, rest, line, err);
	if (place.bias != NULL) {
		int64_t bias;
		enum np_code code = read_weight(&rest, &bias, line, err);
		if (code != NP_OK)
			return code;
		*place.bias = (int16_t)bias;
	}
	return read_weights(rest, place.weights, place.count, line, err);
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
	int16_t *weights = np_model_row(model, np_feature_make(template, (uint32_t)value));
	if (weights == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return read_weights(rest, weights, NP_NET_HIDDEN, line, err);
}

/* Line 2: the version of the features, and the network's shape. */
static enum np_code
read_shape(const struct np_model *model, struct np_span rest, uint64_t line, struct np_error *err)
{
	const int64_t shape[] = { model->scheme->version, NP_NET_HIDDEN, NP_NET_GIST, NP_NET_REACH,
		NP_NET_ANCHORS, NP_NET_CARRY };
	struct np_span name = cut_field(&rest, '\t');
	bool same = name.len == 8 && memcmp(name.ptr, "features", 8) == 0;
	for (size_t i = 0; i < sizeof shape / sizeof *shape && same; i++) {
		int64_t number;
		same = read_number(cut_field(&rest, '\t'), &number) && number == shape[i];
	}
	return same && rest.len == 0
		   ? NP_OK
		   : bad_line(err, line,
			 "made for other features than this program's: learn it anew with nptrain");
}

/* Line 3: the labels, in the order of the program's. */
static enum np_code
read_labels(const struct np_model *model, struct np_span rest, uint64_t line, struct np_error *err)
{
	const struct np_scheme *scheme = model->scheme;
	struct np_span name = cut_field(&rest, '\t');
	bool same = name.len == 6 && memcmp(name.ptr, "labels", 6) == 0;
	for (size_t i = 0; i < scheme->label_count && same; i++)
		same = find_name(scheme->labels, scheme->label_count, cut_field(&rest, '\t')) == i;
	return same && rest.len == 0
		   ? NP_OK
		   : bad_line(err, line,
			 "its labels are not those of this program: learn it anew with nptrain");
}

static enum np_code
read_row(struct np_model *model, struct np_span rest, uint64_t line, struct np_error *err)
{
	struct np_span name = cut_field(&rest, '\t');
	if (name.len == 5 && memcmp(name.ptr, "about", 5) == 0)
		return NP_OK;
	size_t row = find_name(row_names, ROWS, name);
	return row < ROWS ? read_net_row(model, (enum row)row, rest, line, err)
			  : read_feature(model, name, rest, line, err);
}

static enum np_code
read_lines(struct np_model *model, struct np_span text, struct np_error *err)
{
	enum np_code code = NP_OK;
	uint64_t line = 1;
	bool ended = text.len > 0 && text.ptr[text.len - 1] == '\n';
	for (; text.len > 0 && code == NP_OK; line++) {
		struct np_span rest = cut_field(&text, '\n');
		if (line == 1) {
			/* "newsprint model " and another number is one of another program. */
			size_t same = sizeof first_line - 2;
			if (rest.len <= same || memcmp(rest.ptr, first_line, same) != 0)
				code = bad_line(err, line,
				    "not a model (those of nptrain begin with \"newsprint model "
				    "3\")");
			else if (rest.len != same + 1 || rest.ptr[same] != first_line[same])
				code = bad_line(err, line,
				    "a model of another version: learn it anew with nptrain");
		} else if (line == 2) {
			code = read_shape(model, rest, line, err);
		} else if (line == 3) {
			code = read_labels(model, rest, line, err);
		} else {
			code = read_row(model, rest, line, err);
		}
	}
	if (code == NP_OK && line < 4)
		return bad_line(err, line, "a model without weights");
	/* Rows may be missing, and so may weights at a row's end: this alone shows a part of a file. */
	return code == NP_OK && !ended ? bad_line(err, line - 1, "the file ends within the line")
				       : code;
}

enum np_code
np_model_read(struct np_model **out, const struct np_scheme *scheme, struct np_span text,
    struct np_error *err)
{
	struct np_model *model = np_model_new(scheme);
	if (model == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = read_lines(model, text, err);
	if (code != NP_OK) {
		np_model_free(model);
		return code;
	}
	if (!np_model_seal(model)) {
		np_model_free(model);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	*out = model;
	return NP_OK;
}

/* ---- writing ---- */

/* Writes the tabs and numbers of a row, those that are 0 empty. */
static void
put_row(struct np_out *out, const struct place *place)
{
	size_t owed = 1;
	/* Tabs are owed until a weight comes: a row does not end in empty columns. */
	for (size_t i = 0; i < place->count + (place->bias != NULL); i++, owed++) {
		size_t at = i - (place->bias != NULL);
		int64_t weight = place->bias != NULL && i == 0 ? *place->bias
				 : place->pairs != NULL        ? place->pairs[at]
							       : place->weights[at];
		if (weight == 0 || weight == NP_NET_FORBIDDEN)
			continue;
		for (; owed > 0; owed--)
			np_out_byte(out, '\t');
		np_out_signed(out, weight);
	}
	np_out_byte(out, '\n');
}

struct named_row {
	np_feature name;
	size_t row;
};

static int
by_name(const void *a, const void *b)
{
	const struct named_row *x = a, *y = b;
	return x->name < y->name ? -1 : x->name > y->name;
}

static void
put_features(const struct np_model *model, struct np_out *out)
{
	const struct np_model_data *data = &model->data;
	struct named_row *rows = calloc(data->count + 1, sizeof *rows);
	if (rows == NULL) {
		out->failed = true;
		out->sys = ENOMEM;
		return;
	}
	for (size_t row = 0; row < data->count; row++)
		rows[row] = (struct named_row){ data->names[row], row };
	qsort(rows, data->count, sizeof *rows, by_name);
	for (size_t i = 0; i < data->count; i++) {
		int16_t weights[NP_NET_HIDDEN];
		struct place place = { NULL, weights, NULL, NP_NET_HIDDEN };
		np_model_weights(data, rows[i].row, weights);
		np_out_string(out, model->scheme->templates[rows[i].name >> 32]);
		np_out_byte(out, '\t');
		np_out_number(out, rows[i].name & UINT32_MAX);
		put_row(out, &place);
	}
	free(rows);
}

/* Writes each line of text with "about" before it. */
static void
put_about(const char *text, struct np_out *out)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		np_out_string(out, "about\t");
		np_out_write(out, text, len);
		np_out_byte(out, '\n');
		text += len + (text[len] == '\n');
	}
}

void
np_model_write(const struct np_model *model, const char *about, struct np_out *out)
{
	const struct np_scheme *scheme = model->scheme;
	struct np_net net = *model->data.net;
	np_out_string(out, first_line);
	np_out_string(out, "\nfeatures\t");
	np_out_number(out, scheme->version);
	np_out_byte(out, '\t');
	np_out_number(out, NP_NET_HIDDEN);
	np_out_byte(out, '\t');
	np_out_number(out, NP_NET_GIST);
	np_out_byte(out, '\t');
	np_out_number(out, NP_NET_REACH);
	np_out_byte(out, '\t');
	np_out_number(out, NP_NET_ANCHORS);
	np_out_byte(out, '\t');
	np_out_number(out, NP_NET_CARRY);
	np_out_string(out, "\nlabels");
	for (size_t label = 0; label < scheme->label_count; label++) {
		np_out_byte(out, '\t');
		np_out_string(out, scheme->labels[label]);
	}
	np_out_byte(out, '\n');
	put_about(about, out);
	for (enum row row = 0; row < ROWS; row++) {
		for (size_t at = 0; at < count_of(scheme, row); at++) {
			struct place place = place_of(&net, scheme, row, at);
			np_out_string(out, row_names[row]);
			if (row == ROW_OUT || row == ROW_AFTER) {
				np_out_byte(out, '\t');
				np_out_string(
				    out, at < scheme->label_count ? scheme->labels[at] : "start");
			} else if (row != ROW_BIAS) {
				np_out_byte(out, '\t');
				np_out_number(out, at);
			}
			put_row(out, &place);
		}
	}
	put_features(model, out);
}
