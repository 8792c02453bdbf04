/* backprop.h - inside the model module: a sequence through the network that learns, forward and back */
#ifndef NP_BACKPROP_H
#define NP_BACKPROP_H

#include "adam.h"
#include "trainer.h"

/*
 * What one sequence is worked out in: arrays of the longest sequence's places.  All numbers are as in
 * decode.c, but floats.
 */
struct np_backprop {
	bool *kept;    /* of the weights' rows: not left out */
	float kept_by; /* what makes up for the others */
	float *hidden, *gists, *both;
	float *scores;               /* [place * NP_LABELS_MAX + label]; then the loss by each */
	float *mask;                 /* of the numbers in both[] that are left out */
	float *by_hidden, *by_gists; /* the loss by each of these */
	float *views;                /* what is seen from each place, [place * NP_NET_SPAN] */
	size_t *anchors;             /* that each place sees, [place * NP_NET_SIDES] */
	/* What each place puts in for what is carried on, then how much is kept: [place * 4 * NP_NET_CARRY] */
	float *carried;
	float *by_states; /* the loss by what was carried to a place, [place * 2 * NP_NET_CARRY] */
};

/*
 * Room for sequences of up to `longest` places, at least 1.  False without memory;
 * np_backprop_close() in any case.
 */
bool np_backprop_open(struct np_backprop *work, const struct np_trainer *trainer, size_t longest);
void np_backprop_close(struct np_backprop *work);

/* Chooses which features' weights are left out from now on: a share of them, from 0 to 1. */
void np_backprop_drop(
    struct np_backprop *work, const struct np_trainer *trainer, double drop, uint64_t *random);

/*
 * From the features of a sequence to the scores of all labels of its places.  One number in five inside,
 * and all that one place in 25 is by itself, is left out by chance; nothing where random is NULL.
 */
void np_backprop_forward(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work, uint64_t *random);

/*
 * And back: work->scores has the loss by each score of the sequence that went forward last.  The loss by
 * each of the trainer's weights but those of pairs is added to adam's slopes.  Of the features' weights those
 * that have a slope are touched; the others, all behind layout.bias, the caller touches.
 */
void np_backprop_back(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work, struct np_adam *adam);

#endif
