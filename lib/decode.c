/* decode.c - a model at work: the network in whole numbers, Viterbi, forward-backward */
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

enum { HIDDEN = NP_NET_HIDDEN, GIST = NP_NET_GIST, LABELS = NP_LABELS_MAX };

/* What decoding writes on, for each place and REACH more at both ends of the gists. */
struct np_paper {
	struct np_kernel_net net;
	const struct np_kernel *kernel;
	int16_t *hidden; /* [place * HIDDEN] */
	int16_t *gists;  /* [(place + NP_NET_REACH) * GIST] */
	int32_t *scores; /* [place * LABELS + label] */
	float *ways;     /* the same: the best way that ends there */
	size_t *anchors; /* np_net_find_anchors() */
	size_t cap;
};

static void
free_places(struct np_paper *paper)
{
	free(paper->hidden);
	free(paper->gists);
	free(paper->scores);
	free(paper->ways);
	free(paper->anchors);
	paper->anchors = NULL;
	paper->hidden = paper->gists = NULL;
	paper->scores = NULL;
	paper->ways = NULL;
	paper->cap = 0;
}

void
np_paper_free(struct np_paper *paper)
{
	if (paper == NULL)
		return;
	free_places(paper);
	free(paper);
}

static float
pair_of(const struct np_model *model, size_t from, size_t to)
{
	int32_t pair = model->data.net->follow[from * LABELS + to];
	return (float)(pair == NP_NET_FORBIDDEN ? NP_KERNEL_FORBIDDEN : pair);
}

static struct np_paper *
new_paper(const struct np_model *model)
{
	struct np_paper *paper = calloc(1, sizeof *paper);
	if (paper == NULL)
		return NULL;
	np_kernel_turn(&paper->net, model->data.net);
	for (size_t from = 0; from < LABELS; from++) {
		/* The row behind the last label's is not that of a label. */
		for (size_t to = 0; to < LABELS; to++)
			paper->net.pairs[from * LABELS + to] = from < model->scheme->label_count
								   ? pair_of(model, from, to)
								   : (float)NP_KERNEL_FORBIDDEN;
	}
	return paper;
}

/* Paper for count places; NULL without memory. */
static struct np_paper *
paper_for(struct np_model *model, size_t count)
{
	struct np_paper *paper = model->paper;
	if (paper == NULL)
		paper = model->paper = new_paper(model);
	if (paper == NULL)
		return NULL;
	paper->kernel = np_kernel_get();
	if (count <= paper->cap)
		return paper;
	free_places(paper);
	size_t cap = count + count / 2 + (size_t)2 * NP_NET_REACH;
	if (count > SIZE_MAX / LABELS / sizeof *paper->scores / 2)
		return NULL;
	paper->hidden = calloc(cap, HIDDEN * sizeof *paper->hidden);
	paper->gists = calloc(cap + (size_t)2 * NP_NET_REACH, GIST * sizeof *paper->gists);
	paper->scores = calloc(cap, LABELS * sizeof *paper->scores);
	paper->ways = calloc(cap, LABELS * sizeof *paper->ways);
	paper->anchors = calloc(cap, NP_NET_SIDES * sizeof *paper->anchors);
	if (paper->hidden == NULL || paper->gists == NULL || paper->scores == NULL ||
	    paper->ways == NULL || paper->anchors == NULL) {
		free_places(paper);
		return NULL;
	}
	paper->cap = cap;
	return paper;
}

/* ---- the network ---- */

void
np_net_find_anchors(const bool *anchor, size_t stride, size_t count, size_t *seen)
{
	enum { EACH = NP_NET_ANCHORS };
	size_t near[2][EACH];
	for (size_t k = 0; k < EACH; k++)
		near[0][k] = near[1][k] = SIZE_MAX;
	for (size_t way = 0; way < 2; way++) {
		for (size_t n = 0; n < count; n++) {
			size_t i = way == 0 ? n : count - 1 - n;
			memcpy(seen + i * NP_NET_SIDES + way * EACH, near[way], sizeof near[way]);
			if (!*(const bool *)((const char *)anchor + i * stride))
				continue;
			memmove(near[way] + 1, near[way], (EACH - 1) * sizeof near[way][0]);
			near[way][0] = i;
		}
	}
}

/* The weights of the features that hold at a place, summed; what is negative is 0. */
static void
sum_features(const struct np_model_data *data, const struct np_paper *paper,
    const struct np_observation *seen, int16_t *hidden)
{
	enum { AT_ONCE = 128 };
	const int16_t *rows[AT_ONCE];
	size_t n = 0;
	memcpy(hidden, data->net->bias, HIDDEN * sizeof *hidden);
	for (size_t f = 0; f < seen->count; f++) {
		size_t row = np_model_find(data, seen->features[f]);
		if (row == SIZE_MAX)
			continue;
		rows[n++] = data->weights + row * HIDDEN;
		if (n == AT_ONCE) {
			paper->kernel->sum(rows, n, hidden);
			n = 0;
		}
	}
	paper->kernel->sum(rows, n, hidden);
	for (size_t h = 0; h < HIDDEN; h++)
		hidden[h] = hidden[h] > 0 ? hidden[h] : 0;
}

/* What is seen from place i; gists are those of the places, REACH more at both ends. */
static void
view_from(const struct np_paper *paper, size_t i, int16_t *view)
{
	const size_t *anchors = paper->anchors + i * NP_NET_SIDES;
	memcpy(view, paper->gists + i * GIST, NP_NET_AROUND * sizeof *view);
	for (size_t side = 0; side < NP_NET_SIDES; side++) {
		int16_t *to = view + NP_NET_AROUND + side * GIST;
		if (anchors[side] == SIZE_MAX)
			memset(to, 0, GIST * sizeof *to);
		else
			memcpy(to, paper->gists + (anchors[side] + NP_NET_REACH) * GIST,
			    GIST * sizeof *to);
	}
}

/* Scores of all labels at all places, into paper->scores. */
static void
score_all(const struct np_model *model, struct np_paper *paper,
    const struct np_observation *observations, size_t count)
{
	const struct np_kernel *kernel = paper->kernel;
	int16_t *gists = paper->gists + (size_t)NP_NET_REACH * GIST;
	for (size_t i = 0; i < count; i++) {
		int16_t *hidden = paper->hidden + i * HIDDEN;
		sum_features(&model->data, paper, &observations[i], hidden);
		kernel->gist(&paper->net, hidden, gists + i * GIST);
	}
	/* Before the first place and behind the last there is nothing to see. */
	memset(gists + count * GIST, 0, (size_t)NP_NET_REACH * GIST * sizeof *gists);
	np_net_find_anchors(&observations->anchor, sizeof *observations, count, paper->anchors);
	for (size_t i = 0; i < count; i++) {
		int16_t view[NP_NET_SPAN];
		view_from(paper, i, view);
		kernel->score(
		    &paper->net, paper->hidden + i * HIDDEN, view, paper->scores + i * LABELS);
	}
}

/* ---- Viterbi ---- */

/* At the start of a sequence: the ways to its first place. */
static void
start(const struct np_model *model, const int32_t *scores, float *here)
{
	float best[LABELS];
	for (size_t to = 0; to < LABELS; to++)
		best[to] = pair_of(model, model->scheme->label_count, to);
	np_kernel_settle(best, scores, here);
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
		paper->kernel->step(&paper->net, n, ways + (i - 1) * LABELS,
		    paper->scores + i * LABELS, ways + i * LABELS);
	const float *last = ways + (count - 1) * LABELS;
	size_t best = 0;
	for (size_t label = 1; label < n; label++) {
		if (last[label] > last[best])
			best = label;
	}
	for (size_t i = count; i-- > 0;) {
		labels[i] = (unsigned char)best;
		if (i > 0)
			best = came_from(paper->net.pairs, n, ways + (i - 1) * LABELS, best);
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
