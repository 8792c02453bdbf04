/* crf.h - inside the model module: how far scores are from known labels, a conditional random field */
#ifndef NP_CRF_H
#define NP_CRF_H

#include "trainer.h"

/* What forward-backward works with. */
struct np_crf {
	double *ahead, *likely; /* [place * NP_LABELS_MAX] */
	/* e to the power of follow, 0 where it may not: [from * NP_LABELS_MAX + to], and turned about */
	double pairs[NP_LABELS_MAX * NP_LABELS_MAX], pairs_back[NP_LABELS_MAX * NP_LABELS_MAX];
	double starts[NP_LABELS_MAX];
	/* How much worse than none each mistake is: [truth * NP_LABELS_MAX + label], np_scheme.harm */
	float harm[NP_LABELS_MAX * NP_LABELS_MAX];
	/* How often pairs are expected, but for that factor. */
	double pair_shares[NP_LABELS_MAX * NP_LABELS_MAX];
};

/* Room for sequences of up to `longest` places.  False without memory; np_crf_close() in any case. */
bool np_crf_open(struct np_crf *crf, const struct np_trainer *trainer, size_t longest);
void np_crf_close(struct np_crf *crf);

/*
 * A step goes so: np_crf_begin() with the trainer's weights as they are, np_crf_compare() for each of
 * its sequences, np_crf_end().
 */
void np_crf_begin(struct np_crf *crf, const struct np_trainer *trainer);

/*
 * Turns scores[place * NP_LABELS_MAX + label] of a sequence into the loss by each score, and adds
 * the loss by its first label, and by the pairs that it has, to slopes, which stand as the trainer's
 * weights do.  Without a start, the harm of each wrong label is added to its score first: what would do
 * harm must be beaten by so much more (softmax-margin; Gimpel, Smith 2010).  Answers how many labels would have
 * been guessed right one by one, in spite of that.  Where a label is surer than its place's goal, the loss
 * is turned about.
 */
size_t np_crf_compare(struct np_crf *crf, const struct np_trainer *trainer,
    const struct np_trainer_sequence *seq, float *scores, float *slopes);

/*
 * Sets the goals of a sequence's places by what its scores say, which are those of the model that learning
 * goes on from: a label that was found need not become much surer than it was.  Else few pages, which
 * have much of one label and little of another, teach above all that the other is rare.  Scores and slopes
 * are spoilt.
 */
void np_crf_aim(struct np_crf *crf, const struct np_trainer *trainer,
    const struct np_trainer_sequence *seq, float *scores, float *slopes);

/* Adds the loss by all pairs of labels that were expected since np_crf_begin() to slopes. */
void np_crf_end(const struct np_crf *crf, const struct np_trainer *trainer, float *slopes);

#endif
