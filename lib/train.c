/* train.c - the training half of model.h: sequences in, a model out */
#include <stdlib.h>
#include <string.h>

#include "adam.h"
#include "trainer.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	CARRY = 2 * NP_NET_CARRY, /* numbers that are carried, both ways */
	FROM = NP_NET_FROM,
	SPAN = NP_NET_SPAN
};

/*
 * The array, or a larger one in its place, with room for need elements of size bytes; NULL, the
 * old one kept, without memory.
 */
static void *
roomy(void *array, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return array;
	size_t more = *cap == 0 ? 1024 : *cap * 2;
	if (more < need)
		more = need;
	void *moved = more > SIZE_MAX / size ? NULL : realloc(array, more * size);
	if (moved != NULL)
		*cap = more;
	return moved;
}

enum np_code
np_trainer_open(struct np_trainer **out, const struct np_scheme *scheme,
    const struct np_model *start, struct np_error *err)
{
	struct np_trainer *trainer = calloc(1, sizeof *trainer);
	if (trainer == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	trainer->scheme = scheme;
	trainer->start = start;
	*out = trainer;
	return NP_OK;
}

void
np_trainer_close(struct np_trainer *trainer)
{
	if (trainer == NULL)
		return;
	np_feature_table_free(&trainer->table);
	free(trainer->rows);
	free(trainer->used);
	free(trainer->places);
	free(trainer->sequences);
	free(trainer->learned_row);
	free(trainer->weights);
	free(trainer);
}

/* The row of a feature, made when it is new, and counted for its group. */
static bool
add_row(struct np_trainer *trainer, np_feature feature, size_t group, uint32_t *at)
{
	size_t known = trainer->table.count, row = np_feature_table_add(&trainer->table, feature);
	if (row == SIZE_MAX)
		return false;
	struct np_trainer_row *rows =
	    roomy(trainer->rows, &trainer->row_cap, row + 1, sizeof *rows);
	if (rows == NULL)
		return false;
	trainer->rows = rows;
	if (row == known)
		rows[row] = (struct np_trainer_row){ feature, 0, 0 };
	if (group != NP_TRAINER_NO_GROUP && rows[row].last_group != group + 1) {
		rows[row].last_group = group + 1;
		rows[row].groups++;
	}
	*at = (uint32_t)row;
	return true;
}

static bool
add_place(struct np_trainer *trainer, const struct np_observation *seen, size_t group)
{
	/* One more than needed: a place may be without features, and NULL means no memory. */
	uint32_t *used = roomy(
	    trainer->used, &trainer->used_cap, trainer->used_len + seen->count + 1, sizeof *used);
	if (used == NULL)
		return false;
	trainer->used = used;
	for (size_t f = 0; f < seen->count; f++) {
		if (!add_row(trainer, seen->features[f], group, &used[trainer->used_len]))
			return false;
		trainer->used_len++;
	}
	return true;
}

enum np_code
np_trainer_add(struct np_trainer *trainer, const struct np_observation *observations,
    const unsigned char *labels, size_t count, size_t group, struct np_error *err)
{
	struct np_trainer_place *places = roomy(
	    trainer->places, &trainer->place_cap, trainer->place_len + count + 1, sizeof *places);
	struct np_trainer_sequence *sequences = roomy(trainer->sequences, &trainer->sequence_cap,
	    trainer->sequence_len + 1, sizeof *sequences);
	trainer->places = places != NULL ? places : trainer->places;
	trainer->sequences = sequences != NULL ? sequences : trainer->sequences;
	if (places == NULL || sequences == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	sequences[trainer->sequence_len++] =
	    (struct np_trainer_sequence){ trainer->place_len, count, group };
	for (size_t i = 0; i < count; i++) {
		places[trainer->place_len++] = (struct np_trainer_place){ trainer->used_len,
			labels[i], observations[i].anchor, 0 };
		trainer->shown[labels[i]] = true;
		if (!add_place(trainer, &observations[i], group))
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	places[trainer->place_len] = (struct np_trainer_place){ trainer->used_len, 0, false, 0 };
	return NP_OK;
}

enum np_code
np_trainer_repeat(struct np_trainer *trainer, size_t times, struct np_error *err)
{
	size_t more = times > 1 ? times - 1 : 0, known = trainer->sequence_len;
	struct np_trainer_sequence *sequences = NULL;
	if (more <= SIZE_MAX - known)
		sequences = roomy(
		    trainer->sequences, &trainer->sequence_cap, known + more, sizeof *sequences);
	if (sequences == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	trainer->sequences = sequences;
	for (; more > 0; more--, trainer->sequence_len++)
		sequences[trainer->sequence_len] = sequences[known - 1];
	return NP_OK;
}

/* ---- the weights at the start ---- */

/* Adds the features of the model that learning goes on from: they are kept, seen or not. */
static bool
add_start_rows(struct np_trainer *trainer)
{
	const struct np_model_data *data = &trainer->start->data;
	for (size_t known = 0; known < data->count; known++) {
		uint32_t row;
		if (!add_row(trainer, data->names[known], NP_TRAINER_NO_GROUP, &row))
			return false;
		trainer->rows[row].groups = UINT32_MAX;
	}
	return true;
}

/* Gives weights to the features that are on enough pages. */
static bool
choose_rows(struct np_trainer *trainer, unsigned min_groups)
{
	free(trainer->learned_row);
	trainer->learned_row = calloc(trainer->table.count + 1, sizeof *trainer->learned_row);
	if (trainer->learned_row == NULL)
		return false;
	int32_t n = 0;
	for (size_t row = 0; row < trainer->table.count; row++)
		trainer->learned_row[row] =
		    trainer->rows[row].groups < min_groups ? NP_TRAINER_NO_ROW : n++;
	struct np_trainer_layout *at = &trainer->layout;
	size_t labels = trainer->scheme->label_count;
	at->rows = (size_t)n;
	at->bias = at->rows * HIDDEN;
	at->gist = at->bias + HIDDEN;
	at->gist_bias = at->gist + (size_t)GIST * HIDDEN;
	at->own = at->gist_bias + GIST;
	at->own_bias = at->own + (size_t)CARRY * FROM;
	at->keep = at->own_bias + CARRY;
	at->keep_bias = at->keep + (size_t)CARRY * FROM;
	at->around = at->keep_bias + CARRY;
	at->around_bias = at->around + (size_t)HIDDEN * SPAN;
	at->out = at->around_bias + HIDDEN;
	/* multiply() takes four rows at a time, move() a block. */
	at->out_bias = at->out + (labels + 3) / 4 * 4 * 2 * HIDDEN;
	at->follow = at->out_bias + labels;
	at->size = (at->follow + (labels + 1) * labels + NP_ADAM_BLOCK - 1) / NP_ADAM_BLOCK *
		   NP_ADAM_BLOCK;
	return true;
}

/* Weights from -most to most. */
static void
scatter(float *weights, size_t count, double most, uint64_t *random)
{
	for (size_t i = 0; i < count; i++)
		weights[i] = (float)((np_trainer_chance(random) * 2 - 1) * most);
}

/* The first weights: small and by chance. */
static void
start_anew(struct np_trainer *trainer, uint64_t *random)
{
	const struct np_trainer_layout *at = &trainer->layout;
	size_t labels = trainer->scheme->label_count;
	float *w = trainer->weights;
	/* 1 / sqrt of how many numbers go in, as is usual. */
	scatter(w, at->rows * HIDDEN, .035, random);
	scatter(w + at->gist, (size_t)GIST * HIDDEN, .125, random);
	scatter(w + at->own, (size_t)CARRY * FROM, .102, random);
	scatter(w + at->keep, (size_t)CARRY * FROM, .102, random);
	scatter(w + at->around, (size_t)HIDDEN * SPAN, .057, random);
	scatter(w + at->out, labels * 2 * HIDDEN, .088, random);
}

static void
copy_numbers(float *to, const int16_t *from, size_t count, double unit)
{
	for (size_t i = 0; i < count; i++)
		to[i] = (float)(from[i] / unit);
}

/* The first weights: those of the model that learning goes on from; new features have 0. */
static void
start_from(struct np_trainer *trainer)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const struct np_model_data *data = &trainer->start->data;
	const struct np_net *net = data->net;
	size_t labels = trainer->scheme->label_count;
	float *w = trainer->weights;
	for (size_t row = 0; row < trainer->table.count; row++) {
		int16_t weights[HIDDEN];
		size_t known = np_model_find(data, trainer->rows[row].name);
		if (known == SIZE_MAX || trainer->learned_row[row] == NP_TRAINER_NO_ROW)
			continue;
		np_model_weights(data, known, weights);
		copy_numbers(
		    w + (size_t)trainer->learned_row[row] * HIDDEN, weights, HIDDEN, NP_NET_SUM);
	}
	copy_numbers(w + at->bias, net->bias, HIDDEN, NP_NET_SUM);
	copy_numbers(w + at->gist, net->gist, (size_t)GIST * HIDDEN, NP_NET_UNIT);
	copy_numbers(w + at->gist_bias, net->gist_bias, GIST, NP_NET_UNIT);
	copy_numbers(w + at->own, net->own, (size_t)CARRY * FROM, NP_NET_UNIT);
	copy_numbers(w + at->own_bias, net->own_bias, CARRY, NP_NET_UNIT);
	copy_numbers(w + at->keep, net->keep, (size_t)CARRY * FROM, NP_NET_UNIT);
	copy_numbers(w + at->keep_bias, net->keep_bias, CARRY, NP_NET_UNIT);
	copy_numbers(w + at->around, net->around, (size_t)HIDDEN * SPAN, NP_NET_UNIT);
	copy_numbers(w + at->around_bias, net->around_bias, HIDDEN, NP_NET_UNIT);
	copy_numbers(w + at->out, net->out, labels * 2 * HIDDEN, NP_NET_UNIT);
	copy_numbers(w + at->out_bias, net->out_bias, labels, NP_NET_UNIT);
	for (size_t from = 0; from <= labels; from++) {
		for (size_t to = 0; to < labels; to++) {
			int32_t pair = net->follow[from * NP_LABELS_MAX + to];
			w[at->follow + from * labels + to] =
			    pair == NP_NET_FORBIDDEN ? 0 : (float)((double)pair / NP_NET_SCORE);
		}
	}
}

/* ---- features that are given up ---- */

/*
 * How much is lost with a row: its weights count for more the more pages have it.  By the weights
 * alone much would go that says a little on many pages.
 */
static float
says(const struct np_trainer *trainer, size_t row)
{
	const float *weights = trainer->weights + (size_t)trainer->learned_row[row] * HIDDEN;
	float sum = 0;
	for (size_t h = 0; h < HIDDEN; h++)
		sum += weights[h] * weights[h];
	/* It goes by the root of how many these are, but is only compared: all is squared. */
	float all = sum * sum * (float)trainer->rows[row].groups;
	/* 0 also where learning ran off and there is no number. */
	return all > 0 ? all : 0;
}

static int
more_first(const void *a, const void *b)
{
	const float *x = a, *y = b;
	return (*x < *y) - (*x > *y);
}

bool
np_trainer_thin(struct np_trainer *trainer, size_t most)
{
	size_t rows = 0;
	if (most == 0 || trainer->layout.rows <= most)
		return true;
	float *all = calloc(trainer->layout.rows, sizeof *all);
	if (all == NULL)
		return false;
	for (size_t row = 0; row < trainer->table.count; row++) {
		if (trainer->learned_row[row] != NP_TRAINER_NO_ROW)
			all[rows++] = says(trainer, row);
	}
	qsort(all, rows, sizeof *all, more_first);
	float bar = all[most];
	free(all);
	for (size_t row = 0; row < trainer->table.count; row++) {
		int32_t *learned = &trainer->learned_row[row];
		if (*learned != NP_TRAINER_NO_ROW && says(trainer, row) <= bar)
			*learned = NP_TRAINER_NO_ROW;
	}
	return true;
}

/*
 * Learns from where the start's weights are, and goes back some of the way: between the two a model often
 * does better on what neither met than at either end (Wortsman et al. 2022).  False when memory is out.
 */
static bool
learn_from(struct np_trainer *trainer, const struct np_training *how, uint64_t *random,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx)
{
	size_t size = trainer->layout.size;
	float *start = calloc(size, sizeof *start);
	if (start == NULL)
		return false;
	start_from(trainer);
	memcpy(start, trainer->weights, size * sizeof *start);
	bool room = np_trainer_learn(trainer, how, random, progress, ctx);
	for (size_t i = 0; i < size; i++)
		trainer->weights[i] += (float)how->back * (start[i] - trainer->weights[i]);
	free(start);
	return room;
}

enum np_code
np_trainer_run(struct np_trainer *trainer, const struct np_training *how,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx, struct np_error *err)
{
	uint64_t random = how->seed * 2 + 1;
	free(trainer->weights);
	trainer->weights = NULL;
	bool room = (trainer->start == NULL || add_start_rows(trainer)) &&
		    choose_rows(trainer, how->min_groups);
	if (room) {
		trainer->weights = calloc(trainer->layout.size, sizeof *trainer->weights);
		room = trainer->weights != NULL;
	}
	if (room && trainer->start != NULL) {
		room = learn_from(trainer, how, &random, progress, ctx);
	} else if (room) {
		start_anew(trainer, &random);
		room = np_trainer_learn(trainer, how, &random, progress, ctx);
	}
	return room ? NP_OK : np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
}

/* ---- what was learned ---- */

static int16_t
whole(double weight, double unit)
{
	double scaled = weight * unit;
	if (scaled > INT16_MAX)
		return INT16_MAX;
	/* This way also where learning ran off and there is no number. */
	if (!(scaled > INT16_MIN))
		return INT16_MIN;
	return (int16_t)(scaled < 0 ? scaled - .5 : scaled + .5);
}

static void
make_whole(int16_t *to, const float *from, size_t count, double unit)
{
	for (size_t i = 0; i < count; i++)
		to[i] = whole((double)from[i], unit);
}

static bool
is_nothing(const int16_t *weights, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (weights[i] != 0)
			return false;
	}
	return true;
}

static bool
give_rows(const struct np_trainer *trainer, struct np_model *model)
{
	for (size_t row = 0; row < trainer->table.count; row++) {
		int16_t weights[HIDDEN];
		if (trainer->learned_row[row] == NP_TRAINER_NO_ROW)
			continue;
		make_whole(weights, trainer->weights + (size_t)trainer->learned_row[row] * HIDDEN,
		    HIDDEN, NP_NET_SUM);
		if (is_nothing(weights, HIDDEN))
			continue;
		int16_t *to = np_model_row(model, trainer->rows[row].name);
		if (to == NULL)
			return false;
		memcpy(to, weights, sizeof weights);
	}
	return true;
}

enum np_code
np_trainer_model(const struct np_trainer *trainer, struct np_model **out, struct np_error *err)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const float *w = trainer->weights;
	size_t labels = trainer->scheme->label_count;
	struct np_model *model = np_model_new(trainer->scheme);
	if (model == NULL || !give_rows(trainer, model)) {
		np_model_free(model);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	struct np_net *net = model->net;
	make_whole(net->bias, w + at->bias, HIDDEN, NP_NET_SUM);
	make_whole(net->gist, w + at->gist, (size_t)GIST * HIDDEN, NP_NET_UNIT);
	make_whole(net->gist_bias, w + at->gist_bias, GIST, NP_NET_UNIT);
	make_whole(net->own, w + at->own, (size_t)CARRY * FROM, NP_NET_UNIT);
	make_whole(net->own_bias, w + at->own_bias, CARRY, NP_NET_UNIT);
	make_whole(net->keep, w + at->keep, (size_t)CARRY * FROM, NP_NET_UNIT);
	make_whole(net->keep_bias, w + at->keep_bias, CARRY, NP_NET_UNIT);
	make_whole(net->around, w + at->around, (size_t)HIDDEN * SPAN, NP_NET_UNIT);
	make_whole(net->around_bias, w + at->around_bias, HIDDEN, NP_NET_UNIT);
	make_whole(net->out, w + at->out, labels * 2 * HIDDEN, NP_NET_UNIT);
	make_whole(net->out_bias, w + at->out_bias, labels, NP_NET_UNIT);
	for (size_t from = 0; from <= labels; from++) {
		for (size_t to = 0; to < labels; to++) {
			int32_t *pair = &net->follow[from * NP_LABELS_MAX + to];
			if (*pair != NP_NET_FORBIDDEN)
				*pair =
				    whole((double)w[at->follow + from * labels + to], NP_NET_SCORE);
		}
	}
	if (!np_model_seal(model)) {
		np_model_free(model);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	*out = model;
	return NP_OK;
}
