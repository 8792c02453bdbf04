/* decode.c - a model at work: the network in whole numbers, Viterbi, forward-backward */
#include <stdlib.h>
#include <string.h>

#include "kernel.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	CARRIED = 2 * NP_NET_CARRY,
	LABELS = NP_LABELS_MAX,
	REACH = NP_NET_REACH,
	ANCHORS = NP_NET_ANCHORS
};

/* What decoding writes on, for each place of a sequence and REACH more at both ends of the gists. */
struct np_paper {
	const struct np_kernel *kernel;
	size_t expected; /* places of this sequence */
	size_t count;    /* of these that were seen */
	size_t anchor_count;
	size_t cap;
	int16_t *hidden;  /* [place * HIDDEN] */
	int16_t *gists;   /* [(place + REACH) * GIST] */
	int16_t *carried; /* [place * CARRIED] */
	int32_t *scores;  /* [place * LABELS + label] */
	float *ways;      /* the same: the best way that ends there */
	size_t *anchors;  /* places that are anchors, in order */
};

static void
free_places(struct np_paper *paper)
{
	free(paper->hidden);
	free(paper->gists);
	free(paper->carried);
	free(paper->scores);
	free(paper->ways);
	free(paper->anchors);
	*paper = (struct np_paper){ .kernel = paper->kernel };
}

void
np_paper_free(struct np_paper *paper)
{
	if (paper == NULL)
		return;
	free_places(paper);
	free(paper);
}

static bool
make_places(struct np_paper *paper, size_t count)
{
	size_t cap = count + count / 2;
	if (count > SIZE_MAX / HIDDEN / sizeof *paper->hidden / 2)
		return false;
	paper->hidden = calloc(cap, HIDDEN * sizeof *paper->hidden);
	paper->gists = calloc(cap + (size_t)2 * REACH, GIST * sizeof *paper->gists);
	paper->carried = calloc(cap, CARRIED * sizeof *paper->carried);
	paper->scores = calloc(cap, LABELS * sizeof *paper->scores);
	paper->ways = calloc(cap, LABELS * sizeof *paper->ways);
	paper->anchors = calloc(cap, sizeof *paper->anchors);
	if (paper->hidden == NULL || paper->gists == NULL || paper->carried == NULL ||
	    paper->scores == NULL || paper->ways == NULL || paper->anchors == NULL)
		return false;
	paper->cap = cap;
	return true;
}

enum np_code
np_model_expect(struct np_model *model, size_t count, struct np_error *err)
{
	struct np_paper *paper = model->paper;
	if (paper == NULL)
		paper = model->paper = calloc(1, sizeof *paper);
	if (paper == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (count > paper->cap) {
		free_places(paper);
		if (!make_places(paper, count)) {
			free_places(paper);
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		}
	}
	paper->kernel = np_kernel_get();
	paper->expected = count;
	paper->count = paper->anchor_count = 0;
	return NP_OK;
}

/* ---- the network ---- */

/* The weights of the features that hold at a place, summed; what is negative is 0. */
static void
sum_features(const struct np_model_data *data, const struct np_kernel *kernel,
    const struct np_observation *seen, int16_t *hidden)
{
	struct np_kernel_rows rows;
	memcpy(hidden, data->turned->bias, HIDDEN * sizeof *hidden);
	for (size_t from = 0, n; from < seen->count; from += n) {
		n = seen->count - from < NP_KERNEL_ROWS ? seen->count - from : NP_KERNEL_ROWS;
		kernel->find(data, seen->features + from, n, &rows);
		kernel->sum(data, &rows, hidden);
	}
	for (size_t h = 0; h < HIDDEN; h++)
		hidden[h] = hidden[h] > 0 ? hidden[h] : 0;
}

void
np_model_see(struct np_model *model, const struct np_observation *observation)
{
	struct np_paper *paper = model->paper;
	size_t i = paper->count;
	if (i == paper->expected)
		return;
	int16_t *hidden = paper->hidden + i * HIDDEN;
	sum_features(&model->data, paper->kernel, observation, hidden);
	paper->kernel->gist(model->data.turned, hidden, paper->gists + (i + REACH) * GIST);
	if (observation->anchor)
		paper->anchors[paper->anchor_count++] = i;
	paper->count = i + 1;
}

/*
 * What is seen of the anchors before a place, or of those behind it: of `before` anchors the last
 * ones, nearest first; from the anchor that is `behind` on the first ones.
 */
static void
see_before(
    const struct np_paper *paper, const struct np_kernel_net *net, size_t before, int32_t *sums)
{
	memset(sums, 0, HIDDEN * sizeof *sums);
	for (size_t k = 0; k < ANCHORS && k < before; k++)
		paper->kernel->far(net, (size_t)2 * REACH + 1 + k,
		    paper->gists + (paper->anchors[before - 1 - k] + REACH) * GIST, sums);
}

static void
see_behind(
    const struct np_paper *paper, const struct np_kernel_net *net, size_t behind, int32_t *sums)
{
	memset(sums, 0, HIDDEN * sizeof *sums);
	for (size_t k = 0; k < ANCHORS && behind + k < paper->anchor_count; k++)
		paper->kernel->far(net, (size_t)2 * REACH + 1 + ANCHORS + k,
		    paper->gists + (paper->anchors[behind + k] + REACH) * GIST, sums);
}

/*
 * Scores of all labels at all places, into paper->scores.  Places between the same two anchors see
 * the same of them: that is summed once.
 */
static void
score_all(const struct np_kernel_net *net, struct np_paper *paper)
{
	int32_t before[HIDDEN], behind[HIDDEN], far[HIDDEN];
	size_t passed = 0, reached = 0; /* anchors before this place; the same and itself */
	/* Before the first place and behind the last there is nothing to see. */
	memset(paper->gists + (paper->count + REACH) * GIST, 0,
	    (size_t)REACH * GIST * sizeof *paper->gists);
	paper->kernel->along(net, paper->hidden, paper->carried, paper->count);
	see_before(paper, net, 0, before);
	see_behind(paper, net, 0, behind);
	for (size_t i = 0; i < paper->count; i++) {
		bool changed = i == 0 || passed < reached;
		if (passed < reached)
			see_before(paper, net, ++passed, before);
		if (reached < paper->anchor_count && paper->anchors[reached] == i) {
			see_behind(paper, net, ++reached, behind);
			changed = true;
		}
		for (size_t h = 0; changed && h < HIDDEN; h++)
			far[h] = (int32_t)((uint32_t)net->around_bias[h] + (uint32_t)before[h] +
					   (uint32_t)behind[h]);
		paper->kernel->score(net, paper->hidden + i * HIDDEN, paper->gists + i * GIST,
		    paper->carried + i * CARRIED, far, paper->scores + i * LABELS);
	}
}

/* ---- Viterbi ---- */

void
np_model_label(struct np_model *model, unsigned char *labels)
{
	const struct np_kernel_net *net = model->data.turned;
	struct np_paper *paper = model->paper;
	size_t n = model->scheme->label_count, count = paper->count;
	float *ways = paper->ways;
	if (count == 0)
		return;
	score_all(net, paper);
	np_kernel_settle(net->first, paper->scores, ways);
	for (size_t i = 1; i < count; i++)
		paper->kernel->step(
		    net, n, ways + (i - 1) * LABELS, paper->scores + i * LABELS, ways + i * LABELS);
	const float *last = ways + (count - 1) * LABELS;
	size_t best = 0;
	for (size_t label = 1; label < n; label++) {
		if (last[label] > last[best])
			best = label;
	}
	for (size_t i = count; i-- > 0;) {
		labels[i] = (unsigned char)best;
		if (i > 0)
			best = paper->kernel->back(net, ways + (i - 1) * LABELS, best);
	}
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
np_model_doubt(
    struct np_model *model, const unsigned char *labels, double *sure, struct np_error *err)
{
	const struct np_paper *paper = model->paper;
	size_t n = model->scheme->label_count, count = paper->count;
	double onward[LABELS * LABELS] = { 0 }, backward[LABELS * LABELS] = { 0 };
	double likely[LABELS], behind[LABELS];
	if (count == 0)
		return NP_OK;
	double *ways = calloc(count, LABELS * sizeof *ways);
	if (ways == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
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
		size_t twin =
		    model->scheme->twin != NULL ? model->scheme->twin(labels[i]) : labels[i];
		sure[i] = here[labels[i]] + (twin != labels[i] ? here[twin] : 0);
		likelihoods(paper->scores + i * LABELS, n, likely);
		for (size_t label = 0; label < LABELS; label++)
			likely[label] *= behind[label];
		np_net_flow(backward, n, likely, behind);
		np_net_norm(behind);
	}
	free(ways);
	return NP_OK;
}
