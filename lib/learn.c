/* learn.c - learning weights: step by step, through all sequences again and again */
#include <stdlib.h>
#include <string.h>

#include "adam.h"
#include "backprop.h"
#include "crf.h"

enum { BATCH = 16 }; /* sequences that one step is made for */

/* What a step is made with. */
struct work {
	struct np_backprop net;
	struct np_crf crf;
	struct np_adam adam; /* and the loss by each weight */
};

/* Puts numbers into an order by chance (Durstenfeld 1964). */
static void
shuffle(size_t *order, size_t count, uint64_t *random)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = (size_t)(np_trainer_random(random) % i), swap = order[i - 1];
		order[i - 1] = order[j];
		order[j] = swap;
	}
}

/* Asks the model that learning goes on from, while the weights are still its own, what it makes of all places. */
static void
ask_start(const struct np_trainer *trainer, struct work *work)
{
	uint64_t any = 1;
	np_backprop_drop(&work->net, trainer, 0, &any);
	np_crf_begin(&work->crf, trainer);
	for (size_t i = 0; i < trainer->sequence_len; i++) {
		const struct np_trainer_sequence *seq = &trainer->sequences[i];
		/* A sequence that is to be repeated was asked about. */
		if (seq->count == 0 || trainer->places[seq->first].goal > 0)
			continue;
		np_backprop_forward(trainer, seq, &work->net, NULL);
		np_crf_aim(&work->crf, trainer, seq, work->net.scores, work->adam.slopes);
	}
	memset(work->adam.slopes, 0, trainer->layout.size * sizeof *work->adam.slopes);
}

/*
 * Learns from all sequences, as often as is asked; false when memory is out.  Features are given up
 * while there is a quarter of the way to go: so the others learn to do without.
 */
static bool
go_through(struct np_trainer *trainer, const struct np_training *how, size_t *order,
    struct work *work, uint64_t *random, void (*progress)(void *ctx, unsigned epoch, double right),
    void *ctx)
{
	size_t n = 0, all = 0;
	for (size_t i = 0; i < trainer->sequence_len; i++) {
		if (trainer->sequences[i].count > 0)
			order[n++] = i;
		all += trainer->sequences[i].count;
	}
	if (trainer->start != NULL)
		ask_start(trainer, work);
	double steps = (double)how->epochs * (double)((n + BATCH - 1) / BATCH), step = 0;
	for (unsigned epoch = 1; epoch <= how->epochs; epoch++) {
		size_t right = 0;
		shuffle(order, n, random);
		for (size_t i = 0; i < n; i += BATCH) {
			size_t places = 0;
			np_backprop_drop(&work->net, trainer, how->drop, random);
			np_crf_begin(&work->crf, trainer);
			for (size_t j = i; j < i + BATCH && j < n; j++) {
				const struct np_trainer_sequence *seq =
				    &trainer->sequences[order[j]];
				places += seq->count;
				np_backprop_forward(trainer, seq, &work->net, random);
				right += np_crf_compare(
				    &work->crf, trainer, seq, work->net.scores, work->adam.slopes);
				np_backprop_back(trainer, seq, &work->net, &work->adam);
			}
			np_crf_end(&work->crf, trainer, work->adam.slopes);
			/* Behind the features' weights each page has a say in all. */
			np_adam_touch(&work->adam, trainer->layout.bias,
			    trainer->layout.size - trainer->layout.bias);
			/* Shorter and shorter, down to a hundredth. */
			np_adam_step(&work->adam, trainer->weights,
			    how->rate * (1 - .99 * step / steps), how->decay, places);
			step++;
		}
		if (epoch == how->epochs - how->epochs / 4 && !np_trainer_thin(trainer, how->most))
			return false;
		if (progress != NULL)
			progress(ctx, epoch, all > 0 ? (double)right / (double)all : 1);
	}
	return true;
}

/* Work for sequences of up to `longest` places; false without memory, close_work() in any case. */
static bool
open_work(const struct np_trainer *trainer, size_t longest, struct work *work)
{
	bool passes = np_backprop_open(&work->net, trainer, longest);
	bool compares = np_crf_open(&work->crf, trainer, longest);
	bool moves = np_adam_open(&work->adam, trainer->layout.size);
	return passes && compares && moves;
}

static void
close_work(struct work *work)
{
	np_backprop_close(&work->net);
	np_crf_close(&work->crf);
	np_adam_close(&work->adam);
}

bool
np_trainer_learn(struct np_trainer *trainer, const struct np_training *how, uint64_t *random,
    void (*progress)(void *ctx, unsigned epoch, double right), void *ctx)
{
	struct work work = { 0 };
	size_t longest = 1;
	for (size_t i = 0; i < trainer->sequence_len; i++) {
		if (trainer->sequences[i].count > longest)
			longest = trainer->sequences[i].count;
	}
	size_t *order = calloc(trainer->sequence_len + 1, sizeof *order);
	bool room = order != NULL && open_work(trainer, longest, &work) &&
		    go_through(trainer, how, order, &work, random, progress, ctx);
	close_work(&work);
	free(order);
	return room;
}
