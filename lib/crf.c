/* crf.c - how far scores are from known labels: forward-backward of a conditional random field */
#include "crf.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS = NP_LABELS_MAX };

bool
np_crf_open(struct np_crf *crf, const struct np_trainer *trainer, size_t longest)
{
	const struct np_scheme *scheme = trainer->scheme;
	bool starts = trainer->start != NULL;
	size_t n = scheme->label_count;
	*crf = (struct np_crf){ .ahead = NULL };
	/* A start has learned what to be wary of. */
	for (size_t truth = 0; !starts && scheme->harm != NULL && truth < n; truth++) {
		for (size_t label = 0; label < n; label++)
			crf->harm[truth * LABELS + label] = (float)scheme->harm(truth, label);
	}
	crf->ahead = calloc(longest * LABELS, sizeof *crf->ahead);
	crf->likely = calloc(longest * LABELS, sizeof *crf->likely);
	return crf->ahead != NULL && crf->likely != NULL;
}

void
np_crf_close(struct np_crf *crf)
{
	free(crf->ahead);
	free(crf->likely);
}

/*
 * Whether a label has a part in learning.  Going on from a model, one that no place has does not: else
 * all that is learned would be that it never comes, and the model would forget where it does.
 */
static inline bool
is_learned(const struct np_trainer *trainer, size_t label)
{
	return trainer->start == NULL || trainer->shown[label];
}

/* Whether one label may follow another while learning; from is the number of labels at the start. */
static bool
may_follow(const struct np_trainer *trainer, size_t from, size_t to)
{
	const struct np_scheme *scheme = trainer->scheme;
	return scheme->follows(from, to) && is_learned(trainer, to) &&
	       (from == scheme->label_count || is_learned(trainer, from));
}

void
np_crf_begin(struct np_crf *crf, const struct np_trainer *trainer)
{
	const float *follow = trainer->weights + trainer->layout.follow;
	size_t n = trainer->scheme->label_count;
	for (size_t from = 0; from <= n; from++) {
		for (size_t to = 0; to < n; to++) {
			double pair = may_follow(trainer, from, to)
					  ? np_net_exp((double)follow[from * n + to])
					  : 0;
			if (from == n)
				crf->starts[to] = pair;
			else
				crf->pairs[from * LABELS + to] =
				    crf->pairs_back[to * LABELS + from] = pair;
		}
	}
	memset(crf->pair_shares, 0, sizeof crf->pair_shares);
}

/* Raises the score of each wrong label by its harm. */
static void
add_harm(const struct np_crf *crf, const struct np_trainer_place *places, size_t n, float *scores,
    size_t count)
{
	for (size_t i = 0; i < count; i++, scores += LABELS) {
		const float *harm = crf->harm + places[i].label * LABELS;
		for (size_t label = 0; label < n; label++)
			scores[label] += harm[label];
	}
}

/* Forward: how likely each label is at each place, by all that is before it. */
static void
look_ahead(struct np_crf *crf, size_t n, const float *scores, size_t count)
{
	for (size_t i = 0; i < count; i++, scores += LABELS) {
		double *likely = crf->likely + i * LABELS, *here = crf->ahead + i * LABELS;
		float top = scores[0];
		for (size_t label = 1; label < n; label++)
			top = scores[label] > top ? scores[label] : top;
		for (size_t label = 0; label < n; label++)
			likely[label] = np_net_exp((double)(scores[label] - top));
		if (i == 0)
			memcpy(here, crf->starts, LABELS * sizeof *here);
		else
			np_net_flow(crf->pairs, n, here - LABELS, here);
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
look_back(struct np_crf *crf, size_t n, const double *ahead, const double *reach, double *behind)
{
	double all = 0;
	np_net_flow(crf->pairs_back, n, reach, behind);
	for (size_t from = 0; from < n; from++)
		all += ahead[from] * behind[from];
	/* Below, a share would not be a number. */
	for (size_t from = 0; all > 1e-290 && from < n; from++) {
		double share = ahead[from] / all, *restrict shares =
						      crf->pair_shares + from * LABELS;
		for (size_t to = 0; to < LABELS; to++)
			shares[to] += share * reach[to];
	}
	np_net_norm(behind);
}

/*
 * The loss by the scores of a place, as if its label were to be as sure as its goal and the others shared
 * what is left as they do now; by_scores[] is that of a goal of 1, share how sure the label is.
 */
static void
temper(float *by_scores, size_t n, double goal, double share)
{
	double part = share < 1 ? (goal - share) / (1 - share) : 0;
	for (size_t label = 0; label < n; label++)
		by_scores[label] = (float)((double)by_scores[label] * part);
}

size_t
np_crf_compare(struct np_crf *crf, const struct np_trainer *trainer,
    const struct np_trainer_sequence *seq, float *scores, float *slopes)
{
	size_t n = trainer->scheme->label_count, right = 0;
	float *by_follow = slopes + trainer->layout.follow;
	double behind[LABELS];
	add_harm(crf, &trainer->places[seq->first], n, scores, seq->count);
	look_ahead(crf, n, scores, seq->count);
	for (size_t label = 0; label < LABELS; label++)
		behind[label] = 1;
	for (size_t i = seq->count; i-- > 0;) {
		const struct np_trainer_place *truth = &trainer->places[seq->first + i];
		const double *ahead = crf->ahead + i * LABELS, *likely = crf->likely + i * LABELS;
		double shares[LABELS], reach[LABELS];
		float *by_scores = scores + i * LABELS;
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
		if (truth->goal > 0 && truth->goal < 1)
			temper(by_scores, n, (double)truth->goal, shares[truth->label]);
		if (i > 0) {
			look_back(crf, n, ahead - LABELS, reach, behind);
			by_follow[truth[-1].label * n + truth->label] -= 1;
		}
	}
	for (size_t to = 0; seq->count > 0 && to < n; to++)
		by_follow[n * n + to] += scores[to];
	return right;
}

void
np_crf_aim(struct np_crf *crf, const struct np_trainer *trainer,
    const struct np_trainer_sequence *seq, float *scores, float *slopes)
{
	/* How much of the doubt is let be. */
	static const float doubt = .6f;
	size_t n = trainer->scheme->label_count;
	struct np_trainer_place *place = &trainer->places[seq->first];
	np_crf_compare(crf, trainer, seq, scores, slopes);
	for (size_t i = 0; i < seq->count; i++, place++, scores += LABELS) {
		float missing = -scores[place->label];
		place->goal = 1 - doubt * missing;
		for (size_t label = 0; label < n; label++) {
			if (label != place->label && scores[label] > 1 - missing)
				place->goal = 1;
		}
	}
}

void
np_crf_end(const struct np_crf *crf, const struct np_trainer *trainer, float *slopes)
{
	size_t n = trainer->scheme->label_count;
	float *by_follow = slopes + trainer->layout.follow;
	for (size_t from = 0; from < n; from++) {
		for (size_t to = 0; to < n; to++)
			by_follow[from * n + to] += (float)(crf->pair_shares[from * LABELS + to] *
							    crf->pairs[from * LABELS + to]);
	}
}
