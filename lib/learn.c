/* learn.c - learning weights: a conditional random field over the network, by Adam */
#include <stdlib.h>
#include <string.h>

#include "trainer.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	SPAN = NP_NET_SPAN,
	REACH = NP_NET_REACH,
	LABELS = NP_LABELS_MAX,
	BATCH = 16 /* sequences that one step is made for */
};

/* What a step is made with; arrays of the longest sequence's places. */
struct work {
	float *slopes;                         /* of the loss, by each weight */
	float *means, *squares;                /* of the slopes, as Adam keeps them */
	bool *kept;                            /* of the rows: not left out */
	float kept_by;                         /* what makes up for the others */
	float *hidden, *gists, *both, *scores; /* as in decode.c, floats */
	float *mask;                           /* of the numbers in both[] that are left out */
	float *by_hidden, *by_gists;           /* the loss by each of these */
	float *views;                          /* the gists seen from each place, [place * SPAN] */
	size_t *anchors;                       /* find_anchors() */
	double *ahead, *behind, *likely;       /* of forward-backward, [place * LABELS] */
	/* e to the power of follow, 0 where it may not: [from * LABELS + to], and turned about */
	double pairs[LABELS * LABELS], pairs_back[LABELS * LABELS], starts[LABELS];
	double pair_shares[LABELS * LABELS]; /* how often pairs are expected, but for that factor */
	size_t steps;
};

/*
 * The loops over floats have a constant width once they are inlined, and make their sums in one
 * order: they become vector code, and come to the same everywhere.
 */

/* sums[row] is what the row's weights times these numbers come to; of count rows, in fours. */
static inline void
multiply(const float *restrict rows, size_t count, const float *restrict numbers, size_t width,
    float *restrict sums)
{
	for (size_t row = 0; row < count; row += 4, rows += 4 * width) {
		float sum0[4] = { 0 }, sum1[4] = { 0 }, sum2[4] = { 0 }, sum3[4] = { 0 };
		for (size_t i = 0; i < width; i += 4) {
			for (size_t k = 0; k < 4; k++) {
				float number = numbers[i + k];
				sum0[k] += rows[i + k] * number;
				sum1[k] += rows[width + i + k] * number;
				sum2[k] += rows[2 * width + i + k] * number;
				sum3[k] += rows[3 * width + i + k] * number;
			}
		}
		sums[row] = (sum0[0] + sum0[2]) + (sum0[1] + sum0[3]);
		sums[row + 1] = (sum1[0] + sum1[2]) + (sum1[1] + sum1[3]);
		sums[row + 2] = (sum2[0] + sum2[2]) + (sum2[1] + sum2[3]);
		sums[row + 3] = (sum3[0] + sum3[2]) + (sum3[1] + sum3[3]);
	}
}

static inline void
add_scaled(float *restrict to, const float *restrict from, float by, size_t width)
{
	for (size_t i = 0; i < width; i++)
		to[i] += from[i] * by;
}

/* The same of four rows to one, and of one to four. */
static inline void
add_four(float *restrict to, const float *const *rows, const float *by, size_t width)
{
	const float *row0 = rows[0], *row1 = rows[1], *row2 = rows[2], *row3 = rows[3];
	float by0 = by[0], by1 = by[1], by2 = by[2], by3 = by[3];
	for (size_t i = 0; i < width; i++)
		to[i] += (row0[i] * by0 + row1[i] * by1) + (row2[i] * by2 + row3[i] * by3);
}

static inline void
add_to_four(float *restrict to0, float *restrict to1, float *restrict to2, float *restrict to3,
    const float *restrict from, const float *by, size_t width)
{
	float by0 = by[0], by1 = by[1], by2 = by[2], by3 = by[3];
	for (size_t i = 0; i < width; i++) {
		float number = from[i];
		to0[i] += number * by0;
		to1[i] += number * by1;
		to2[i] += number * by2;
		to3[i] += number * by3;
	}
}

/*
 * Back from the loss by the sums of count rows to the loss by their weights, and by the numbers,
 * both added up.
 */
static inline void
spread(const float *weights, float *slopes, size_t count, const float *by, const float *numbers,
    float *by_numbers, size_t width)
{
	const float *rows[4];
	float *slopes_of[4], by_rows[4];
	size_t n = 0;
	for (size_t row = 0; row < count; row++) {
		if (by[row] == 0)
			continue;
		rows[n] = weights + row * width;
		slopes_of[n] = slopes + row * width;
		by_rows[n++] = by[row];
		if (n == 4) {
			add_to_four(slopes_of[0], slopes_of[1], slopes_of[2], slopes_of[3], numbers,
			    by_rows, width);
			add_four(by_numbers, rows, by_rows, width);
			n = 0;
		}
	}
	for (size_t k = 0; k < n; k++) {
		add_scaled(slopes_of[k], numbers, by_rows[k], width);
		add_scaled(by_numbers, rows[k], by_rows[k], width);
	}
}

/* Numbers below 0 become 0, and those that the mask leaves out. */
static inline void
rectify(float *restrict numbers, const float *restrict mask)
{
	for (size_t h = 0; h < HIDDEN; h++) {
		float number = numbers[h] * mask[h];
		numbers[h] = number > 0 ? number : 0;
	}
}

/* And back: of those that became 0 the loss is 0. */
static inline void
rectify_back(float *restrict by, const float *restrict numbers, const float *restrict mask)
{
	for (size_t h = 0; h < HIDDEN; h++) {
		float back = by[h] * mask[h];
		by[h] = numbers[h] > 0 ? back : 0;
	}
}

/* Chooses what this step does without. */
static void
drop_rows(const struct np_trainer *trainer, double drop, uint64_t *random, struct work *work)
{
	for (size_t row = 0; row < trainer->layout.rows; row++)
		work->kept[row] = np_trainer_chance(random) >= drop;
	work->kept_by = drop < 1 ? (float)(1 / (1 - drop)) : 0;
}

/* Where the weights of a row of used[] begin, SIZE_MAX if this step does without. */
static inline size_t
weights_of(const struct np_trainer *trainer, const struct work *work, size_t used)
{
	int32_t row = trainer->learned_row[trainer->used[used]];
	return row != NP_TRAINER_NO_ROW && work->kept[row] ? (size_t)row * HIDDEN : SIZE_MAX;
}

/* The weights of a place's features, summed. */
static void
sum_features(const struct np_trainer *trainer, const struct np_trainer_place *place,
    const struct work *work, float *hidden)
{
	const float *bias = trainer->weights + trainer->layout.bias, *rows[4];
	const float by[4] = { work->kept_by, work->kept_by, work->kept_by, work->kept_by };
	size_t n = 0;
	memcpy(hidden, bias, HIDDEN * sizeof *hidden);
	for (size_t used = place[0].first; used < place[1].first; used++) {
		size_t row = weights_of(trainer, work, used);
		if (row == SIZE_MAX)
			continue;
		rows[n++] = trainer->weights + row;
		if (n == 4) {
			add_four(hidden, rows, by, HIDDEN);
			n = 0;
		}
	}
	for (size_t k = 0; k < n; k++)
		add_scaled(hidden, rows[k], by[k], HIDDEN);
}

/* Which of the numbers in both[] are left out: one in five, by chance. */
static void
drop_numbers(float *mask, uint64_t *random)
{
	enum { FIFTHS_KEPT = 4 };
	for (size_t h = 0; h < (size_t)2 * HIDDEN; h++)
		mask[h] = np_trainer_random(random) >> 32 < UINT32_MAX / 5 * FIFTHS_KEPT
			      ? 5.0f / FIFTHS_KEPT
			      : 0;
}

/*
 * The anchors that each of count places sees, nearest first, into
 * seen[place * NP_NET_SIDES]: NP_NET_ANCHORS before it, then as many behind it; SIZE_MAX for none.
 */
static void
find_anchors(const struct np_trainer_place *places, size_t count, size_t *seen)
{
	enum { EACH = NP_NET_ANCHORS };
	size_t near[2][EACH];
	for (size_t k = 0; k < EACH; k++)
		near[0][k] = near[1][k] = SIZE_MAX;
	for (size_t way = 0; way < 2; way++) {
		for (size_t n = 0; n < count; n++) {
			size_t i = way == 0 ? n : count - 1 - n;
			memcpy(seen + i * NP_NET_SIDES + way * EACH, near[way], sizeof near[way]);
			if (!places[i].anchor)
				continue;
			memmove(near[way] + 1, near[way], (EACH - 1) * sizeof near[way][0]);
			near[way][0] = i;
		}
	}
}

/* Puts together what is seen from each place. */
static void
find_views(
    const struct np_trainer *trainer, const struct np_trainer_sequence *seq, struct work *work)
{
	find_anchors(&trainer->places[seq->first], seq->count, work->anchors);
	for (size_t i = 0; i < seq->count; i++) {
		float *view = work->views + i * SPAN;
		const size_t *anchors = work->anchors + i * NP_NET_SIDES;
		memcpy(view, work->gists + i * GIST, NP_NET_AROUND * sizeof *view);
		memset(view + NP_NET_AROUND, 0, (SPAN - NP_NET_AROUND) * sizeof *view);
		for (size_t side = 0; side < NP_NET_SIDES; side++) {
			if (anchors[side] != SIZE_MAX)
				memcpy(view + NP_NET_AROUND + side * GIST,
				    work->gists + (anchors[side] + REACH) * GIST,
				    GIST * sizeof *view);
		}
	}
}

/* And back: from the loss by what is seen from place i to the loss by the gists, added up. */
static void
spread_view(const float *by_view, size_t i, struct work *work)
{
	const size_t *anchors = work->anchors + i * NP_NET_SIDES;
	add_scaled(work->by_gists + i * GIST, by_view, 1, NP_NET_AROUND);
	for (size_t side = 0; side < NP_NET_SIDES; side++) {
		if (anchors[side] != SIZE_MAX)
			add_scaled(work->by_gists + (anchors[side] + REACH) * GIST,
			    by_view + NP_NET_AROUND + side * GIST, 1, GIST);
	}
}

/* From features to the scores of all labels. */
static void
forward(const struct np_trainer *trainer, const struct np_trainer_sequence *seq, struct work *work,
    uint64_t *random)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const float *w = trainer->weights;
	size_t labels = trainer->scheme->label_count;
	float *gists = work->gists + (size_t)REACH * GIST;
	for (size_t i = 0; i < seq->count; i++) {
		float *hidden = work->hidden + i * HIDDEN, *gist = gists + i * GIST;
		float *mask = work->mask + i * 2 * HIDDEN;
		sum_features(trainer, &trainer->places[seq->first + i], work, hidden);
		drop_numbers(mask, random);
		rectify(hidden, mask);
		multiply(w + at->gist, GIST, hidden, HIDDEN, gist);
		for (size_t g = 0; g < GIST; g++) {
			float sum = gist[g] + w[at->gist_bias + g];
			gist[g] = sum < -1 ? -1 : sum > 1 ? 1 : sum;
		}
	}
	memset(gists + seq->count * GIST, 0, (size_t)REACH * GIST * sizeof *gists);
	find_views(trainer, seq, work);
	for (size_t i = 0; i < seq->count; i++) {
		float *both = work->both + i * 2 * HIDDEN, *around = both + HIDDEN;
		const float *mask = work->mask + (i * 2 + 1) * HIDDEN;
		float *scores = work->scores + i * LABELS;
		memcpy(both, work->hidden + i * HIDDEN, HIDDEN * sizeof *both);
		multiply(w + at->around, HIDDEN, work->views + i * SPAN, SPAN, around);
		add_scaled(around, w + at->around_bias, 1, HIDDEN);
		rectify(around, mask);
		multiply(w + at->out, labels, both, (size_t)2 * HIDDEN, scores);
		for (size_t label = 0; label < labels; label++)
			scores[label] += w[at->out_bias + label];
	}
}

/* The factors of all pairs of labels, and of those that begin. */
static void
make_pairs(const struct np_trainer *trainer, struct work *work)
{
	const struct np_scheme *scheme = trainer->scheme;
	const float *follow = trainer->weights + trainer->layout.follow;
	size_t n = scheme->label_count;
	for (size_t from = 0; from <= n; from++) {
		for (size_t to = 0; to < n; to++) {
			double pair = scheme->follows(from, to)
					  ? np_net_exp((double)follow[from * n + to])
					  : 0;
			if (from == n)
				work->starts[to] = pair;
			else
				work->pairs[from * LABELS + to] =
				    work->pairs_back[to * LABELS + from] = pair;
		}
	}
	memset(work->pair_shares, 0, sizeof work->pair_shares);
}

/* Forward: how likely each label is at each place, by all that is before it. */
static void
look_ahead(
    const struct np_trainer *trainer, const struct np_trainer_sequence *seq, struct work *work)
{
	size_t n = trainer->scheme->label_count;
	for (size_t i = 0; i < seq->count; i++) {
		const float *scores = work->scores + i * LABELS;
		double *likely = work->likely + i * LABELS, *here = work->ahead + i * LABELS;
		float top = scores[0];
		for (size_t label = 1; label < n; label++)
			top = scores[label] > top ? scores[label] : top;
		for (size_t label = 0; label < n; label++)
			likely[label] = np_net_exp((double)(scores[label] - top));
		if (i == 0)
			memcpy(here, work->starts, LABELS * sizeof *here);
		else
			np_net_flow(work->pairs, n, here - LABELS, here);
		for (size_t label = 0; label < LABELS; label++)
			here[label] *= likely[label];
		np_net_norm(here);
	}
}

/*
 * Backward: behind[] is how likely what comes is after each label at a place, reach[] the same with
 * the next place's score.  Counts the pairs that are expected between that place and the next.
 */
static void
look_back(const struct np_trainer *trainer, const double *ahead, const double *reach,
    double *behind, struct work *work)
{
	size_t n = trainer->scheme->label_count;
	double all = 0;
	np_net_flow(work->pairs_back, n, reach, behind);
	for (size_t from = 0; from < n; from++)
		all += ahead[from] * behind[from];
	/* Below, a share would not be a number. */
	for (size_t from = 0; all > 1e-290 && from < n; from++) {
		double share = ahead[from] / all, *restrict shares =
						      work->pair_shares + from * LABELS;
		for (size_t to = 0; to < LABELS; to++)
			shares[to] += share * reach[to];
	}
	np_net_norm(behind);
}

/*
 * Turns scores into the loss by each score, and adds the loss by the first label to slopes.
 * Answers how many labels would have been guessed right one by one.
 */
static size_t
compare(const struct np_trainer *trainer, const struct np_trainer_sequence *seq, struct work *work)
{
	size_t n = trainer->scheme->label_count, right = 0;
	float *slopes = work->slopes + trainer->layout.follow;
	double behind[LABELS];
	look_ahead(trainer, seq, work);
	for (size_t label = 0; label < LABELS; label++)
		behind[label] = 1;
	for (size_t i = seq->count; i-- > 0;) {
		const struct np_trainer_place *truth = &trainer->places[seq->first + i];
		const double *ahead = work->ahead + i * LABELS, *likely = work->likely + i * LABELS;
		double shares[LABELS], reach[LABELS];
		float *by_scores = work->scores + i * LABELS;
		size_t best = 0;
		for (size_t label = 0; label < LABELS; label++) {
			shares[label] = ahead[label] * behind[label];
			reach[label] = likely[label] * behind[label];
		}
		np_net_norm(shares);
		for (size_t label = 0; label < n; label++) {
			best = shares[label] > shares[best] ? label : best;
			by_scores[label] = (float)(shares[label] - (label == truth->label));
		}
		right += best == truth->label;
		if (i > 0) {
			look_back(trainer, ahead - LABELS, reach, behind, work);
			slopes[truth[-1].label * n + truth->label] -= 1;
		}
	}
	for (size_t to = 0; seq->count > 0 && to < n; to++)
		slopes[n * n + to] += work->scores[to];
	return right;
}

/* Adds the loss by all pairs of labels to slopes. */
static void
weigh_pairs(const struct np_trainer *trainer, struct work *work)
{
	size_t n = trainer->scheme->label_count;
	float *slopes = work->slopes + trainer->layout.follow;
	for (size_t from = 0; from < n; from++) {
		for (size_t to = 0; to < n; to++)
			slopes[from * n + to] += (float)(work->pair_shares[from * LABELS + to] *
							 work->pairs[from * LABELS + to]);
	}
}

/* From the loss by the scores to the loss by all other weights, added to slopes. */
static void
backward(const struct np_trainer *trainer, const struct np_trainer_sequence *seq, struct work *work)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const float *w = trainer->weights;
	float *slopes = work->slopes;
	size_t labels = trainer->scheme->label_count;
	memset(work->by_gists, 0, (seq->count + (size_t)2 * REACH) * GIST * sizeof *work->by_gists);
	for (size_t i = 0; i < seq->count; i++) {
		const float *both = work->both + i * 2 * HIDDEN;
		const float *mask = work->mask + (i * 2 + 1) * HIDDEN;
		const float *by_scores = work->scores + i * LABELS;
		float by_both[2 * HIDDEN] = { 0 }, *by_around = by_both + HIDDEN;
		float by_view[SPAN] = { 0 };
		for (size_t label = 0; label < labels; label++)
			slopes[at->out_bias + label] += by_scores[label];
		spread(w + at->out, slopes + at->out, labels, by_scores, both, by_both,
		    (size_t)2 * HIDDEN);
		memcpy(work->by_hidden + i * HIDDEN, by_both, HIDDEN * sizeof *by_both);
		rectify_back(by_around, both + HIDDEN, mask);
		add_scaled(slopes + at->around_bias, by_around, 1, HIDDEN);
		spread(w + at->around, slopes + at->around, HIDDEN, by_around,
		    work->views + i * SPAN, by_view, SPAN);
		spread_view(by_view, i, work);
	}
	for (size_t i = 0; i < seq->count; i++) {
		const struct np_trainer_place *place = &trainer->places[seq->first + i];
		const float *hidden = work->hidden + i * HIDDEN;
		const float *mask = work->mask + i * 2 * HIDDEN;
		const float *gist = work->gists + (i + REACH) * GIST;
		float *by_gist = work->by_gists + (i + REACH) * GIST;
		float *by_hidden = work->by_hidden + i * HIDDEN;
		for (size_t g = 0; g < GIST; g++)
			by_gist[g] = gist[g] > -1 && gist[g] < 1 ? by_gist[g] : 0;
		add_scaled(slopes + at->gist_bias, by_gist, 1, GIST);
		spread(w + at->gist, slopes + at->gist, GIST, by_gist, hidden, by_hidden, HIDDEN);
		rectify_back(by_hidden, hidden, mask);
		add_scaled(slopes + at->bias, by_hidden, 1, HIDDEN);
		for (size_t used = place[0].first; used < place[1].first; used++) {
			size_t row = weights_of(trainer, work, used);
			if (row != SIZE_MAX)
				add_scaled(slopes + row, by_hidden, work->kept_by, HIDDEN);
		}
	}
}

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
length(const float *slopes, size_t size)
{
	double all = 0;
	for (size_t i = 0; i < size; i += NP_TRAINER_BLOCK, slopes += NP_TRAINER_BLOCK) {
		float sums[4] = { 0 };
		for (size_t j = 0; j < NP_TRAINER_BLOCK; j += 4) {
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
};

/* Moves a block of weights; clears its slopes. */
static void
move_block(const struct stride *stride, float *restrict weights, float *restrict slopes,
    float *restrict means, float *restrict squares)
{
	float share = stride->share, far = stride->far, unit = stride->unit;
	for (size_t i = 0; i < NP_TRAINER_BLOCK; i++) {
		float slope = slopes[i] * share;
		float mean = keep_mean * means[i] + (1 - keep_mean) * slope;
		float square = keep_square * squares[i] + (1 - keep_square) * slope * slope;
		means[i] = mean;
		squares[i] = square;
		weights[i] -= far * mean / (root(square * unit + 1e-30f) + 1e-8f);
		slopes[i] = 0;
	}
}

/* Moves all weights by a step of Adam; clears the slopes.  places: how many they were summed over. */
static void
move(struct np_trainer *trainer, double rate, size_t places, struct work *work)
{
	enum { STEEPEST = 5 };
	double mean_part = 1, square_part = 1;
	struct stride stride = { .share = 1 / (float)(places > 0 ? places : 1) };
	double steep = length(work->slopes, trainer->layout.size) * (double)stride.share;
	if (steep > STEEPEST)
		stride.share *= (float)(STEEPEST / steep);
	work->steps++;
	/* 1 - .9^steps, 1 - .999^steps: the means begin at 0. */
	for (size_t i = 0; i < work->steps && i < 10000; i++) {
		mean_part *= (double)keep_mean;
		square_part *= (double)keep_square;
	}
	stride.far = (float)(rate / (1 - mean_part));
	stride.unit = (float)(1 / (1 - square_part));
	for (size_t i = 0; i < trainer->layout.size; i += NP_TRAINER_BLOCK)
		move_block(&stride, trainer->weights + i, work->slopes + i, work->means + i,
		    work->squares + i);
}

static void
shuffle(size_t *order, size_t count, uint64_t *random)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = (size_t)(np_trainer_random(random) % i), swap = order[i - 1];
		order[i - 1] = order[j];
		order[j] = swap;
	}
}

/* Learns from all sequences, as often as is asked. */
static void
go_through(struct np_trainer *trainer, const struct np_training *how, size_t *order,
    struct work *work, uint64_t *random, void (*progress)(void *ctx, unsigned epoch, double right),
    void *ctx)
{
	size_t n = 0;
	for (size_t i = 0; i < trainer->sequence_len; i++) {
		if (trainer->sequences[i].count > 0)
			order[n++] = i;
	}
	double steps = (double)how->epochs * (double)((n + BATCH - 1) / BATCH), step = 0;
	for (unsigned epoch = 1; epoch <= how->epochs; epoch++) {
		size_t right = 0;
		shuffle(order, n, random);
		for (size_t i = 0; i < n; i += BATCH) {
			size_t places = 0;
			drop_rows(trainer, how->drop, random, work);
			make_pairs(trainer, work);
			for (size_t j = i; j < i + BATCH && j < n; j++) {
				const struct np_trainer_sequence *seq =
				    &trainer->sequences[order[j]];
				places += seq->count;
				forward(trainer, seq, work, random);
				right += compare(trainer, seq, work);
				backward(trainer, seq, work);
			}
			weigh_pairs(trainer, work);
			/* Shorter and shorter, down to a hundredth. */
			move(trainer, how->rate * (1 - .99 * step / steps), places, work);
			step++;
		}
		if (progress != NULL)
			progress(ctx, epoch,
			    trainer->place_len > 0 ? (double)right / (double)trainer->place_len
						   : 1);
	}
}

/* Work for sequences of up to `longest` places, all 0; false without memory. */
static bool
open_work(const struct np_trainer *trainer, size_t longest, struct work *work)
{
	size_t size = trainer->layout.size;
	size_t padded = longest + (size_t)2 * REACH;
	work->slopes = calloc(size, sizeof *work->slopes);
	work->means = calloc(size, sizeof *work->means);
	work->squares = calloc(size, sizeof *work->squares);
	work->kept = calloc(trainer->layout.rows + 1, sizeof *work->kept);
	work->hidden = calloc(longest * HIDDEN, sizeof *work->hidden);
	work->gists = calloc(padded * GIST, sizeof *work->gists);
	work->both = calloc(longest * 2 * HIDDEN, sizeof *work->both);
	work->mask = calloc(longest * 2 * HIDDEN, sizeof *work->mask);
	work->scores = calloc(longest * LABELS, sizeof *work->scores);
	work->by_hidden = calloc(longest * HIDDEN, sizeof *work->by_hidden);
	work->by_gists = calloc(padded * GIST, sizeof *work->by_gists);
	work->views = calloc(longest * SPAN, sizeof *work->views);
	work->anchors = calloc(longest * NP_NET_SIDES, sizeof *work->anchors);
	work->ahead = calloc(longest * LABELS, sizeof *work->ahead);
	work->likely = calloc(longest * LABELS, sizeof *work->likely);
	return work->slopes != NULL && work->means != NULL && work->squares != NULL &&
	       work->kept != NULL && work->hidden != NULL && work->gists != NULL &&
	       work->both != NULL && work->mask != NULL && work->scores != NULL &&
	       work->by_hidden != NULL && work->by_gists != NULL && work->views != NULL &&
	       work->anchors != NULL && work->ahead != NULL && work->likely != NULL;
}

static void
close_work(struct work *work)
{
	free(work->slopes);
	free(work->means);
	free(work->squares);
	free(work->kept);
	free(work->hidden);
	free(work->gists);
	free(work->both);
	free(work->mask);
	free(work->scores);
	free(work->by_hidden);
	free(work->by_gists);
	free(work->views);
	free(work->anchors);
	free(work->ahead);
	free(work->likely);
}

bool
np_trainer_learn(struct np_trainer *trainer, const struct np_training *how, uint64_t *random,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx)
{
	struct work work = { .steps = 0 };
	size_t longest = 1;
	for (size_t i = 0; i < trainer->sequence_len; i++) {
		if (trainer->sequences[i].count > longest)
			longest = trainer->sequences[i].count;
	}
	size_t *order = calloc(trainer->sequence_len + 1, sizeof *order);
	bool room = order != NULL && open_work(trainer, longest, &work);
	if (room)
		go_through(trainer, how, order, &work, random, progress, ctx);
	close_work(&work);
	free(order);
	return room;
}
