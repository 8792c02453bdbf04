/* train.c - the training half of model.h: the averaged structured perceptron */
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "model_table.h"

/* A weight of 1.0 becomes this in a model's text. */
enum { SCALE = 4 };

/* The score of a way that may not be taken. */
#define FORBIDDEN (-1e30f)

struct sequence {
	size_t first, count; /* places: first to first + count - 1 */
	size_t group;
};

struct row {
	np_feature name;
	uint32_t groups;   /* how many groups it was seen in */
	size_t last_group; /* the one that was counted last, + 1 */
};

struct place {
	size_t first; /* of its features, in used[]; they end where the next place's begin */
	unsigned char label;
};

struct np_trainer {
	const struct np_scheme *scheme;
	struct np_feature_table table;
	struct row *rows; /* of the table's rows */
	size_t row_cap;
	uint32_t *used; /* rows of the features of all places, one behind the other */
	size_t used_len, used_cap;
	struct place *places; /* one more at the end */
	size_t place_len, place_cap;
	struct sequence *sequences;
	size_t sequence_len, sequence_cap;
	float *weights; /* [row * labels + label], then the pairs of labels */
	double *sums;   /* of each weight: its changes, each times the update that made it */
	double updates;
	double *learned; /* the averaged weights of the runs, summed */
	unsigned runs;
	size_t min_groups;
};

/* xorshift64*: the same numbers on every machine (Vigna 2016). */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t x = *state;
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	return x * UINT64_C(0x2545F4914F6CDD1D);
}

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
np_trainer_open(struct np_trainer **out, const struct np_scheme *scheme, struct np_error *err)
{
	struct np_trainer *trainer = calloc(1, sizeof *trainer);
	if (trainer == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	trainer->scheme = scheme;
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
	free(trainer->weights);
	free(trainer->learned);
	free(trainer->sums);
	free(trainer);
}

/* The row of a feature, made when it is new, and counted for its group. */
static bool
add_row(struct np_trainer *trainer, np_feature feature, size_t group, uint32_t *at)
{
	size_t known = trainer->table.count, row = np_feature_table_add(&trainer->table, feature);
	if (row == SIZE_MAX)
		return false;
	struct row *rows = roomy(trainer->rows, &trainer->row_cap, row + 1, sizeof *rows);
	if (rows == NULL)
		return false;
	trainer->rows = rows;
	if (row == known)
		rows[row] = (struct row){ feature, 0, 0 };
	if (rows[row].last_group != group + 1) {
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
	struct place *places = roomy(
	    trainer->places, &trainer->place_cap, trainer->place_len + count + 1, sizeof *places);
	struct sequence *sequences = roomy(trainer->sequences, &trainer->sequence_cap,
	    trainer->sequence_len + 1, sizeof *sequences);
	trainer->places = places != NULL ? places : trainer->places;
	trainer->sequences = sequences != NULL ? sequences : trainer->sequences;
	if (places == NULL || sequences == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	sequences[trainer->sequence_len++] = (struct sequence){ trainer->place_len, count, group };
	for (size_t i = 0; i < count; i++) {
		places[trainer->place_len++] = (struct place){ trainer->used_len, labels[i] };
		if (!add_place(trainer, &observations[i], group))
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	places[trainer->place_len] = (struct place){ trainer->used_len, 0 };
	return NP_OK;
}

/* ---- learning ---- */

/* What one decoding needs: scores and ways back for the longest sequence. */
struct work {
	float *scores;
	unsigned char *back, *guess;
	unsigned char *dropped; /* of rows: left out this time */
	unsigned char *allowed; /* [to * (n + 1) + from] */
};

static size_t
pairs_at(const struct np_trainer *trainer)
{
	return trainer->table.count * trainer->scheme->label_count;
}

/* How many weights there are. */
static size_t
weights_of(const struct np_trainer *trainer)
{
	size_t n = trainer->scheme->label_count;
	return pairs_at(trainer) + n * (n + 1);
}

static void
decode(
    const struct np_trainer *trainer, const struct sequence *seq, double margin, struct work *work)
{
	size_t n = trainer->scheme->label_count;
	const float *pairs = trainer->weights + pairs_at(trainer);
	for (size_t i = 0; i < seq->count; i++) {
		size_t place = seq->first + i;
		float *here = work->scores + i * n, *before = i > 0 ? here - n : here;
		for (size_t label = 0; label < n; label++)
			here[label] = label == trainer->places[place].label ? 0 : (float)margin;
		for (size_t r = trainer->places[place].first; r < trainer->places[place + 1].first;
		     r++) {
			if (work->dropped[trainer->used[r]])
				continue;
			const float *weights = trainer->weights + trainer->used[r] * n;
			for (size_t label = 0; label < n; label++)
				here[label] += weights[label];
		}
		for (size_t to = 0; to < n; to++) {
			const unsigned char *allowed = work->allowed + to * (n + 1);
			const float *pair = pairs + to * (n + 1);
			float best = FORBIDDEN;
			size_t from = 0;
			if (i == 0) {
				best = allowed[n] ? pair[n] : FORBIDDEN;
			} else {
				for (size_t j = 0; j < n; j++) {
					float way = allowed[j] ? before[j] + pair[j] : FORBIDDEN;
					if (way > best) {
						best = way;
						from = j;
					}
				}
			}
			here[to] += best;
			work->back[i * n + to] = (unsigned char)from;
		}
	}
	const float *last = work->scores + (seq->count - 1) * n;
	size_t best = 0;
	for (size_t label = 1; label < n; label++) {
		if (last[label] > last[best])
			best = label;
	}
	for (size_t i = seq->count; i-- > 0;) {
		work->guess[i] = (unsigned char)best;
		best = work->back[i * n + best];
	}
}

static void
nudge(struct np_trainer *trainer, size_t at, float by)
{
	trainer->weights[at] += by;
	trainer->sums[at] += (double)by * trainer->updates;
}

/* Moves weights from the guess towards the truth; answers how many labels were right. */
static size_t
update(struct np_trainer *trainer, const struct sequence *seq, const struct work *work)
{
	size_t n = trainer->scheme->label_count, right = 0;
	size_t pairs = pairs_at(trainer);
	const struct place *truth = trainer->places + seq->first;
	for (size_t i = 0; i < seq->count; i++) {
		size_t place = seq->first + i;
		unsigned char good = truth[i].label, bad = work->guess[i];
		size_t good_from = i > 0 ? truth[i - 1].label : n,
		       bad_from = i > 0 ? work->guess[i - 1] : n;
		if (good == bad)
			right++;
		if (good != bad || good_from != bad_from) {
			nudge(trainer, pairs + good * (n + 1) + good_from, 1);
			nudge(trainer, pairs + bad * (n + 1) + bad_from, -1);
		}
		if (good == bad)
			continue;
		for (size_t r = trainer->places[place].first; r < trainer->places[place + 1].first;
		     r++) {
			size_t row = trainer->used[r];
			if (work->dropped[row])
				continue;
			nudge(trainer, row * n + good, 1);
			nudge(trainer, row * n + bad, -1);
		}
	}
	return right;
}

/* Chooses the rows that this pass does without: rare ones always, others by chance. */
static void
drop_rows(const struct np_trainer *trainer, const struct np_training *how, uint64_t *random,
    struct work *work)
{
	for (size_t row = 0; row < trainer->table.count; row++) {
		work->dropped[row] = trainer->rows[row].groups < how->min_groups ||
				     (double)(next_random(random) >> 11) * 0x1p-53 < how->drop;
	}
}

static void
shuffle(size_t *order, size_t count, uint64_t *random)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = (size_t)(next_random(random) % i), swap = order[i - 1];
		order[i - 1] = order[j];
		order[j] = swap;
	}
}

/* One run: learns weights from nothing and adds their average to what was learned. */
static void
learn(struct np_trainer *trainer, const struct np_training *how, unsigned run, size_t *order,
    struct work *work, void (*progress)(void *ctx, unsigned epoch, double right), void *ctx)
{
	uint64_t random = (how->seed * 64 + run) * 2 + 1;
	size_t size = weights_of(trainer);
	memset(trainer->weights, 0, size * sizeof *trainer->weights);
	memset(trainer->sums, 0, size * sizeof *trainer->sums);
	trainer->updates = 1;
	for (size_t i = 0; i < trainer->sequence_len; i++)
		order[i] = i;
	for (unsigned epoch = 1; epoch <= how->epochs; epoch++) {
		size_t right = 0;
		shuffle(order, trainer->sequence_len, &random);
		for (size_t i = 0; i < trainer->sequence_len; i++) {
			const struct sequence *seq = &trainer->sequences[order[i]];
			/* Anew now and then: for each page it would cost more than learning. */
			if (i % 32 == 0)
				drop_rows(trainer, how, &random, work);
			if (seq->count == 0)
				continue;
			trainer->updates++;
			decode(trainer, seq, how->margin, work);
			right += update(trainer, seq, work);
		}
		if (progress != NULL)
			progress(ctx, run * how->epochs + epoch,
			    trainer->place_len > 0 ? (double)right / (double)trainer->place_len
						   : 1);
	}
	for (size_t i = 0; i < size; i++)
		trainer->learned[i] +=
		    (double)trainer->weights[i] - trainer->sums[i] / trainer->updates;
}

enum np_code
np_trainer_run(struct np_trainer *trainer, const struct np_training *how,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx, struct np_error *err)
{
	size_t n = trainer->scheme->label_count, longest = 1;
	for (size_t i = 0; i < trainer->sequence_len; i++) {
		if (trainer->sequences[i].count > longest)
			longest = trainer->sequences[i].count;
	}
	size_t size = weights_of(trainer);
	free(trainer->weights);
	free(trainer->sums);
	free(trainer->learned);
	trainer->weights = calloc(size, sizeof *trainer->weights);
	trainer->sums = calloc(size, sizeof *trainer->sums);
	trainer->learned = calloc(size, sizeof *trainer->learned);
	trainer->min_groups = how->min_groups;
	trainer->runs = how->runs > 0 ? how->runs : 1;
	struct work work = { .scores = calloc(longest * n, sizeof *work.scores),
		.back = calloc(longest * n, 1),
		.guess = calloc(longest, 1),
		.dropped = calloc(trainer->table.count + 1, 1),
		.allowed = calloc(n * (n + 1), 1) };
	size_t *order = calloc(trainer->sequence_len + 1, sizeof *order);
	enum np_code code = NP_OK;
	if (trainer->weights == NULL || trainer->sums == NULL || trainer->learned == NULL ||
	    work.scores == NULL || work.back == NULL || work.guess == NULL ||
	    work.dropped == NULL || work.allowed == NULL || order == NULL) {
		code = np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	} else {
		for (size_t to = 0; to < n; to++) {
			for (size_t from = 0; from <= n; from++)
				work.allowed[to * (n + 1) + from] =
				    trainer->scheme->follows(from, to);
		}
		for (unsigned run = 0; run < trainer->runs; run++)
			learn(trainer, how, run, order, &work, progress, ctx);
	}
	free(work.scores);
	free(work.back);
	free(work.guess);
	free(work.dropped);
	free(work.allowed);
	free(order);
	return code;
}

/* ---- writing ---- */

/* The averaged weight, scaled and rounded. */
static long
averaged(const struct np_trainer *trainer, size_t at)
{
	double scaled = trainer->learned[at] / trainer->runs * SCALE;
	if (scaled > INT16_MAX)
		return INT16_MAX;
	if (scaled < INT16_MIN)
		return INT16_MIN;
	return (long)(scaled < 0 ? scaled - .5 : scaled + .5);
}

/* Writes a row's weights, a column a label, those that are 0 empty. */
static void
put_weights(const struct np_trainer *trainer, struct np_out *out, size_t at, size_t step)
{
	size_t n = trainer->scheme->label_count, last = 0;
	for (size_t label = 0; label < n; label++) {
		long weight = averaged(trainer, at + label * step);
		if (weight == 0)
			continue;
		/* Tabs are owed until a weight comes: a row does not end in empty columns. */
		for (; last <= label; last++)
			np_out_byte(out, '\t');
		if (weight < 0)
			np_out_byte(out, '-');
		np_out_number(out, (uint64_t)labs(weight));
	}
}

static bool
all_zero(const struct np_trainer *trainer, size_t at)
{
	for (size_t label = 0; label < trainer->scheme->label_count; label++) {
		if (averaged(trainer, at + label) != 0)
			return false;
	}
	return true;
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

void
np_trainer_write(const struct np_trainer *trainer, struct np_out *out)
{
	const struct np_scheme *scheme = trainer->scheme;
	size_t n = scheme->label_count, pairs = pairs_at(trainer);
	struct named_row *rows = calloc(trainer->table.count + 1, sizeof *rows);

	np_out_string(out, "newsprint model 1\nfeature\tvalue");
	for (size_t label = 0; label < n; label++) {
		np_out_byte(out, '\t');
		np_out_string(out, scheme->labels[label]);
	}
	np_out_byte(out, '\n');
	for (size_t from = 0; from <= n; from++) {
		np_out_string(out, "after\t");
		np_out_string(out, from == n ? "start" : scheme->labels[from]);
		put_weights(trainer, out, pairs + from, n + 1);
		np_out_byte(out, '\n');
	}
	if (rows == NULL) {
		out->failed = true;
		return;
	}
	for (size_t row = 0; row < trainer->table.count; row++)
		rows[row] = (struct named_row){ trainer->rows[row].name, row };
	qsort(rows, trainer->table.count, sizeof *rows, by_name);
	for (size_t i = 0; i < trainer->table.count; i++) {
		size_t row = rows[i].row;
		if (trainer->rows[row].groups < trainer->min_groups || all_zero(trainer, row * n))
			continue;
		np_out_string(out, scheme->templates[rows[i].name >> 32]);
		np_out_byte(out, '\t');
		np_out_number(out, rows[i].name & UINT32_MAX);
		put_weights(trainer, out, row * n, 1);
		np_out_byte(out, '\n');
	}
	free(rows);
}
