/* decode.c - a model at work: the network in whole numbers, Viterbi, forward-backward */
#include <stdlib.h>
#include <string.h>

#include "net.h"

enum { HIDDEN = NP_NET_HIDDEN, GIST = NP_NET_GIST, LABELS = NP_LABELS_MAX };

/* Loops take four rows, or labels, at a time. */
_Static_assert(HIDDEN % 4 == 0 && GIST % 4 == 0 && LABELS % 8 == 0, "sizes for vector code");

/* What decoding writes on, for each place and REACH more at both ends of the gists. */
struct np_paper {
	float pairs[LABELS * LABELS]; /* net->follow, as Viterbi reads it */
	int16_t *hidden;              /* [place * HIDDEN] */
	int16_t *gists;               /* [(place + NP_NET_REACH) * GIST] */
	int32_t *scores;              /* [place * LABELS + label] */
	float *ways;                  /* the same: the best way that ends there */
	size_t cap;
};

void
np_paper_free(struct np_paper *paper)
{
	if (paper == NULL)
		return;
	free(paper->hidden);
	free(paper->gists);
	free(paper->scores);
	free(paper->ways);
	free(paper);
}

static void copy_pairs(const struct np_model *model, float *pairs);

/* Paper for count places; NULL without memory. */
static struct np_paper *
paper_for(struct np_model *model, size_t count)
{
	struct np_paper *paper = model->paper;
	if (paper != NULL && count <= paper->cap)
		return paper;
	np_paper_free(paper);
	model->paper = NULL;
	size_t cap = count + count / 2 + (size_t)2 * NP_NET_REACH;
	if (count > SIZE_MAX / LABELS / sizeof *paper->scores / 2 ||
	    (paper = calloc(1, sizeof *paper)) == NULL)
		return NULL;
	paper->hidden = calloc(cap, HIDDEN * sizeof *paper->hidden);
	paper->gists = calloc(cap + (size_t)2 * NP_NET_REACH, GIST * sizeof *paper->gists);
	paper->scores = calloc(cap, LABELS * sizeof *paper->scores);
	paper->ways = calloc(cap, LABELS * sizeof *paper->ways);
	paper->cap = cap;
	if (paper->hidden == NULL || paper->gists == NULL || paper->scores == NULL ||
	    paper->ways == NULL) {
		np_paper_free(paper);
		return NULL;
	}
	copy_pairs(model, paper->pairs);
	model->paper = paper;
	return paper;
}

/* ---- the network ---- */

static int32_t
clip(int32_t value, int32_t low, int32_t high)
{
	return value < low ? low : value > high ? high : value;
}

/*
 * sums[row] is what the row's weights times these numbers come to.  It wraps around where a model's
 * weights are beyond reason: such a model is of no use, but it does no harm.  count may be rounded
 * up to a multiple of 4; four rows at a time read the numbers but once.
 */
static inline void
multiply(const int16_t *restrict rows, size_t count, const int16_t *restrict numbers, size_t width,
    int32_t *restrict sums)
{
	for (size_t row = 0; row < count; row += 4, rows += 4 * width) {
		uint32_t sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
		for (size_t i = 0; i < width; i++) {
			int32_t number = numbers[i];
			sum0 += (uint32_t)(rows[i] * number);
			sum1 += (uint32_t)(rows[width + i] * number);
			sum2 += (uint32_t)(rows[2 * width + i] * number);
			sum3 += (uint32_t)(rows[3 * width + i] * number);
		}
		sums[row] = (int32_t)sum0;
		sums[row + 1] = (int32_t)sum1;
		sums[row + 2] = (int32_t)sum2;
		sums[row + 3] = (int32_t)sum3;
	}
}

/* A sum and its bias, scaled down and rounded towards minus infinity, as >> need not. */
static inline int32_t
scale(int32_t sum, int16_t bias, int32_t bias_unit, int32_t by)
{
	int32_t all = (int32_t)((uint32_t)sum + (uint32_t)(bias * bias_unit));
	return all >= 0 ? all / by : -((-(all + 1)) / by) - 1;
}

enum { AT_ONCE = 8 };

/* Adds so many features' weights to sums, which wrap around as well. */
static inline void
add_rows(uint16_t *restrict sums, const int16_t *const *rows)
{
	const int16_t *row0 = rows[0], *row1 = rows[1], *row2 = rows[2], *row3 = rows[3],
		      *row4 = rows[4], *row5 = rows[5], *row6 = rows[6], *row7 = rows[7];
	for (size_t h = 0; h < HIDDEN; h++)
		sums[h] = (uint16_t)(sums[h] + row0[h] + row1[h] + row2[h] + row3[h] + row4[h] +
				     row5[h] + row6[h] + row7[h]);
}

/* The weights of the features that hold at a place, summed; what is negative is 0. */
static void
sum_features(const struct np_model_data *data, const struct np_observation *seen, int16_t *hidden)
{
	static const int16_t nothing[HIDDEN];
	const int16_t *rows[AT_ONCE];
	uint16_t sums[HIDDEN];
	size_t n = 0;
	memcpy(sums, data->net->bias, sizeof sums);
	for (size_t f = 0; f < seen->count; f++) {
		size_t row = np_feature_find(data->keys, data->rows, data->cap, seen->features[f]);
		if (row == SIZE_MAX)
			continue;
		rows[n++] = data->weights + row * HIDDEN;
		if (n == AT_ONCE) {
			add_rows(sums, rows);
			n = 0;
		}
	}
	while (n < AT_ONCE)
		rows[n++] = nothing;
	add_rows(sums, rows);
	for (size_t h = 0; h < HIDDEN; h++) {
		int16_t sum = (int16_t)sums[h];
		hidden[h] = sum > 0 ? sum : 0;
	}
}

/* What the lines around see of a place. */
static void
sum_gist(const struct np_net *net, const int16_t *hidden, int16_t *gist)
{
	int32_t sums[GIST];
	multiply(net->gist, GIST, hidden, HIDDEN, sums);
	for (size_t g = 0; g < GIST; g++) {
		int32_t sum = scale(
		    sums[g], net->gist_bias[g], NP_NET_SUM, NP_NET_SUM * NP_NET_UNIT / NP_NET_CLIP);
		gist[g] = (int16_t)clip(sum, -NP_NET_CLIP, NP_NET_CLIP);
	}
}

/* Scores of the labels of a place, from what it is and from the gists around it. */
static void
score_place(
    const struct np_net *net, const int16_t *hidden, const int16_t *gists, size_t n, int32_t *here)
{
	int16_t both[2 * HIDDEN];
	int32_t sums[HIDDEN];
	memcpy(both, hidden, HIDDEN * sizeof *both);
	multiply(net->around, HIDDEN, gists, NP_NET_SPAN, sums);
	for (size_t h = 0; h < HIDDEN; h++) {
		int32_t sum = scale(sums[h], net->around_bias[h], NP_NET_CLIP,
		    NP_NET_CLIP * NP_NET_UNIT / NP_NET_SUM);
		both[HIDDEN + h] = (int16_t)clip(sum, 0, INT16_MAX);
	}
	multiply(net->out, n, both, (size_t)2 * HIDDEN, here);
	for (size_t label = 0; label < LABELS; label++)
		here[label] = scale(here[label], net->out_bias[label], NP_NET_SUM,
		    NP_NET_SUM * NP_NET_UNIT / NP_NET_SCORE);
}

/* Scores of all labels at all places, into paper->scores. */
static void
score_all(const struct np_model *model, struct np_paper *paper,
    const struct np_observation *observations, size_t count)
{
	const struct np_net *net = model->data.net;
	int16_t *gists = paper->gists + (size_t)NP_NET_REACH * GIST;
	for (size_t i = 0; i < count; i++) {
		int16_t *hidden = paper->hidden + i * HIDDEN;
		sum_features(&model->data, &observations[i], hidden);
		sum_gist(net, hidden, gists + i * GIST);
	}
	/* Before the first place and behind the last there is nothing to see. */
	memset(gists + count * GIST, 0, (size_t)NP_NET_REACH * GIST * sizeof *gists);
	for (size_t i = 0; i < count; i++)
		score_place(net, paper->hidden + i * HIDDEN, paper->gists + i * GIST,
		    model->scheme->label_count, paper->scores + i * LABELS);
}

/* ---- Viterbi ---- */

/*
 * Ways are whole numbers in floats, for which there are vector instructions everywhere: exact, as
 * none of them is beyond 2^24.  A label's score is within 2^21, a pair's within 2^15; the best way
 * to a place is 0 after each step, and those that are HOPELESS beside it are NEVER taken.
 */
enum { HOPELESS = -(1 << 21), NEVER = -(1 << 22), FORBIDDEN = -(1 << 23) };

static float
pair_of(const struct np_model *model, size_t from, size_t to)
{
	int32_t pair = model->data.net->follow[from * LABELS + to];
	return (float)(pair == NP_NET_FORBIDDEN ? FORBIDDEN : pair);
}

static void
copy_pairs(const struct np_model *model, float *pairs)
{
	for (size_t from = 0; from < LABELS; from++) {
		/* The row behind the last label's is not that of a label. */
		for (size_t to = 0; to < LABELS; to++)
			pairs[from * LABELS + to] = from < model->scheme->label_count
							? pair_of(model, from, to)
							: (float)FORBIDDEN;
	}
}

static inline float
larger(float a, float b)
{
	return a > b ? a : b;
}

/*
 * From the best ways to the labels of a place, and their scores there: the ways that end there.
 * Whole numbers again, as comparing floats might trap and is not made vector code for that.
 */
static inline void
settle(const float *restrict best, const int32_t *restrict scores, float *restrict here)
{
	int32_t ways[LABELS], tops[4], top = NEVER;
	for (size_t to = 0; to < LABELS; to++) {
		int32_t way = (int32_t)best[to], sum = way + scores[to];
		ways[to] = way < HOPELESS ? NEVER : sum;
	}
	for (size_t k = 0; k < 4; k++) {
		tops[k] = ways[k];
		for (size_t to = 4; to < LABELS; to += 4)
			tops[k] = ways[to + k] > tops[k] ? ways[to + k] : tops[k];
	}
	for (size_t k = 0; k < 4; k++)
		top = tops[k] > top ? tops[k] : top;
	for (size_t to = 0; to < LABELS; to++) {
		int32_t way = ways[to], beside = way - top;
		ways[to] = way == NEVER ? NEVER : beside;
	}
	for (size_t to = 0; to < LABELS; to++)
		here[to] = (float)ways[to];
}

/*
 * One place on.  The loops over labels have a constant length and no branch: they become vector
 * code.  How a way came is not noted, but found again where it is asked for.
 */
static void
step(const float *pairs, size_t n, const float *before, const int32_t *scores, float *here)
{
	float best[LABELS];
	for (size_t to = 0; to < LABELS; to++)
		best[to] = FORBIDDEN;
	for (size_t from = 0; from < n; from += 4, pairs += 4 * LABELS) {
		float way0 = before[from], way1 = before[from + 1], way2 = before[from + 2],
		      way3 = before[from + 3];
		for (size_t to = 0; to < LABELS; to++) {
			float low = larger(way0 + pairs[to], way1 + pairs[LABELS + to]);
			float high =
			    larger(way2 + pairs[2 * LABELS + to], way3 + pairs[3 * LABELS + to]);
			best[to] = larger(best[to], larger(low, high));
		}
	}
	settle(best, scores, here);
}

/* The same at the start of a sequence. */
static void
start(const struct np_model *model, const int32_t *scores, float *here)
{
	float best[LABELS];
	for (size_t to = 0; to < LABELS; to++)
		best[to] = pair_of(model, model->scheme->label_count, to);
	settle(best, scores, here);
}

/* The label that the best way to a label came from: of equal ones the first. */
static size_t
came_from(const float *pairs, size_t n, const float *before, size_t to)
{
	size_t best = 0;
	float best_way = before[0] + pairs[to];
	for (size_t from = 1; from < n; from++) {
		float way = before[from] + pairs[from * LABELS + to];
		if (way > best_way) {
			best_way = way;
			best = from;
		}
	}
	return best;
}

enum np_code
np_model_decode(struct np_model *model, const struct np_observation *observations, size_t count,
    unsigned char *labels, struct np_error *err)
{
	size_t n = model->scheme->label_count;
	if (count == 0)
		return NP_OK;
	struct np_paper *paper = paper_for(model, count);
	if (paper == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	score_all(model, paper, observations, count);
	float *ways = paper->ways;
	start(model, paper->scores, ways);
	for (size_t i = 1; i < count; i++)
		step(paper->pairs, n, ways + (i - 1) * LABELS, paper->scores + i * LABELS,
		    ways + i * LABELS);
	const float *last = ways + (count - 1) * LABELS;
	size_t best = 0;
	for (size_t label = 1; label < n; label++) {
		if (last[label] > last[best])
			best = label;
	}
	for (size_t i = count; i-- > 0;) {
		labels[i] = (unsigned char)best;
		if (i > 0)
			best = came_from(paper->pairs, n, ways + (i - 1) * LABELS, best);
	}
	return NP_OK;
}

/* ---- forward-backward ---- */

double
np_net_exp(double x)
{
	/* Cody, Waite 1980: x = k ln 2 + r, then the series for e^r; r is at most ln 2 / 2. */
	static const double ln2_high = 6.93145751953125e-1, ln2_low = 1.42860682030941723212e-6;
	if (!(x >= -700))
		return 0;
	if (x > 700)
		x = 700;
	double shifted = x * 1.44269504088896340736;
	int k = (int)(shifted < 0 ? shifted - .5 : shifted + .5);
	double r = x - k * ln2_high - k * ln2_low, sum = 1. / 6227020800;
	sum = sum * r + 1. / 479001600;
	sum = sum * r + 1. / 39916800;
	sum = sum * r + 1. / 3628800;
	sum = sum * r + 1. / 362880;
	sum = sum * r + 1. / 40320;
	sum = sum * r + 1. / 5040;
	sum = sum * r + 1. / 720;
	sum = sum * r + 1. / 120;
	sum = sum * r + 1. / 24;
	sum = sum * r + 1. / 6;
	sum = sum * r + 1. / 2;
	sum = sum * r + 1;
	sum = sum * r + 1;
	/* 2^k, by its bits. */
	uint64_t bits = (uint64_t)(k + 1023) << 52;
	double power;
	memcpy(&power, &bits, sizeof power);
	return sum * power;
}

/* likely[label] = e^score, the best one 1; 0 for numbers that are no labels. */
static void
likelihoods(const int32_t *scores, size_t n, double *likely)
{
	int32_t top = scores[0];
	for (size_t label = 1; label < n; label++)
		top = scores[label] > top ? scores[label] : top;
	for (size_t label = 0; label < LABELS; label++)
		likely[label] =
		    label < n ? np_net_exp(((double)scores[label] - top) / NP_NET_SCORE) : 0;
}

void
np_net_norm(double *numbers)
{
	double sum = 0;
	for (size_t i = 0; i < LABELS; i++)
		sum += numbers[i];
	double all = sum > 0 ? sum : 1;
	for (size_t i = 0; i < LABELS; i++)
		numbers[i] /= all;
}

/* The factor that a pair of labels comes with; from n: the start. */
static double
factor(const struct np_model *model, size_t from, size_t to)
{
	int32_t pair = model->data.net->follow[from * LABELS + to];
	return pair == NP_NET_FORBIDDEN ? 0 : np_net_exp((double)pair / NP_NET_SCORE);
}

enum np_code
np_model_doubt(struct np_model *model, const struct np_observation *observations, size_t count,
    const unsigned char *labels, double *sure, struct np_error *err)
{
	size_t n = model->scheme->label_count;
	double onward[LABELS * LABELS] = { 0 }, backward[LABELS * LABELS] = { 0 };
	double likely[LABELS], behind[LABELS];
	if (count == 0)
		return NP_OK;
	struct np_paper *paper = paper_for(model, count);
	double *ways = calloc(count, LABELS * sizeof *ways);
	if (paper == NULL || ways == NULL) {
		free(ways);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	score_all(model, paper, observations, count);
	for (size_t from = 0; from < n; from++) {
		for (size_t to = 0; to < n; to++)
			onward[from * LABELS + to] = backward[to * LABELS + from] =
			    factor(model, from, to);
	}
	for (size_t i = 0; i < count; i++) {
		double *here = ways + i * LABELS;
		if (i > 0)
			np_net_flow(onward, n, here - LABELS, here);
		for (size_t to = 0; i == 0 && to < n; to++)
			here[to] = factor(model, n, to);
		likelihoods(paper->scores + i * LABELS, n, likely);
		for (size_t label = 0; label < LABELS; label++)
			here[label] *= likely[label];
		np_net_norm(here);
	}
	for (size_t label = 0; label < LABELS; label++)
		behind[label] = 1;
	for (size_t i = count; i-- > 0;) {
		double *here = ways + i * LABELS;
		for (size_t label = 0; label < LABELS; label++)
			here[label] *= behind[label];
		np_net_norm(here);
		sure[i] = here[labels[i]];
		likelihoods(paper->scores + i * LABELS, n, likely);
		for (size_t label = 0; label < LABELS; label++)
			likely[label] *= behind[label];
		np_net_flow(backward, n, likely, behind);
		np_net_norm(behind);
	}
	free(ways);
	return NP_OK;
}
