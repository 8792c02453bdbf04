/* backprop.c - a sequence through the network that learns: forward, and back */
#include "backprop.h"

#include <stdlib.h>
#include <string.h>

#include "dense.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	CARRY = NP_NET_CARRY,
	FROM = NP_NET_FROM,
	SPAN = NP_NET_SPAN,
	REACH = NP_NET_REACH,
	LABELS = NP_LABELS_MAX
};

bool
np_backprop_open(struct np_backprop *work, const struct np_trainer *trainer, size_t longest)
{
	size_t padded = longest + (size_t)2 * REACH;
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
	work->carried = calloc(longest * 4 * CARRY, sizeof *work->carried);
	work->by_states = calloc(longest * 2 * CARRY, sizeof *work->by_states);
	return work->kept != NULL && work->hidden != NULL && work->gists != NULL &&
	       work->both != NULL && work->mask != NULL && work->scores != NULL &&
	       work->by_hidden != NULL && work->by_gists != NULL && work->views != NULL &&
	       work->anchors != NULL && work->carried != NULL && work->by_states != NULL;
}

void
np_backprop_close(struct np_backprop *work)
{
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
	free(work->carried);
	free(work->by_states);
}

void
np_backprop_drop(
    struct np_backprop *work, const struct np_trainer *trainer, double drop, uint64_t *random)
{
	for (size_t row = 0; row < trainer->layout.rows; row++)
		work->kept[row] = np_trainer_chance(random) >= drop;
	work->kept_by = drop < 1 ? (float)(1 / (1 - drop)) : 0;
}

static inline float
clip(float number)
{
	return number < -1 ? -1 : number > 1 ? 1 : number;
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

/* Where the weights of a row of used[] begin, SIZE_MAX if this step does without. */
static inline size_t
weights_of(const struct np_trainer *trainer, const struct np_backprop *work, size_t used)
{
	int32_t row = trainer->learned_row[trainer->used[used]];
	return row != NP_TRAINER_NO_ROW && work->kept[row] ? (size_t)row * HIDDEN : SIZE_MAX;
}

/* The weights of a place's features, summed. */
static void
sum_features(const struct np_trainer *trainer, const struct np_trainer_place *place,
    const struct np_backprop *work, float *hidden)
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
			np_dense_add_four(hidden, rows, by, HIDDEN);
			n = 0;
		}
	}
	for (size_t k = 0; k < n; k++)
		np_dense_add(hidden, rows[k], by[k], HIDDEN);
}

/*
 * Which of the numbers in both[] are left out: one in five, by chance; none without chance, NULL.  And of one
 * place in 25 all that its features say: its label is to be known by what stands around it.
 */
static void
drop_numbers(float *mask, uint64_t *random)
{
	enum { FIFTHS_KEPT = 4 };
	for (size_t h = 0; h < (size_t)2 * HIDDEN; h++)
		mask[h] = random == NULL ? 1
			  : np_trainer_random(random) >> 32 < UINT32_MAX / 5 * FIFTHS_KEPT
			      ? 5.0f / FIFTHS_KEPT
			      : 0;
	if (random != NULL && np_trainer_chance(random) < .04)
		memset(mask, 0, HIDDEN * sizeof *mask);
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
find_views(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work)
{
	find_anchors(&trainer->places[seq->first], seq->count, work->anchors);
	for (size_t i = 0; i < seq->count; i++) {
		float *view = work->views + i * SPAN;
		const size_t *anchors = work->anchors + i * NP_NET_SIDES;
		memcpy(view, work->gists + i * GIST, NP_NET_AROUND * sizeof *view);
		memset(view + NP_NET_AROUND, 0, (NP_NET_SEEN - NP_NET_AROUND) * sizeof *view);
		for (size_t side = 0; side < NP_NET_SIDES; side++) {
			if (anchors[side] != SIZE_MAX)
				memcpy(view + NP_NET_AROUND + side * GIST,
				    work->gists + (anchors[side] + REACH) * GIST,
				    GIST * sizeof *view);
		}
	}
}

/* What comes to a place on one way, NP_NET_CARRY numbers: 0 at the page's end. */
static inline const float *
came_to(const struct np_backprop *work, size_t count, size_t i, bool down)
{
	static const float none[CARRY] = { 0 };
	if (i == (down ? 0 : count - 1))
		return none;
	return work->views + (down ? i - 1 : i + 1) * SPAN + NP_NET_SEEN + (down ? 0 : CARRY);
}

/* What goes into what a place carries on: its own numbers, and those that come. */
static inline void
put_beside(const float *hidden, const float *came, float *from)
{
	memcpy(from, hidden, HIDDEN * sizeof *from);
	memcpy(from + HIDDEN, came, CARRY * sizeof *from);
}

/*
 * What is carried along goes down the page, then up: a part of every number that comes to a place is
 * kept, 0 to 1, and something put in for the rest.
 */
static void
carry_along(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const float *w = trainer->weights;
	for (size_t n = 0; n < 2 * seq->count; n++) {
		bool down = n < seq->count;
		size_t i = down ? n : 2 * seq->count - 1 - n, way = down ? 0 : CARRY;
		float *own = work->carried + i * 4 * CARRY + way, *keep = own + 2 * CARRY;
		float *state = work->views + i * SPAN + NP_NET_SEEN + way, from[FROM];
		const float *came = came_to(work, seq->count, i, down);
		put_beside(work->hidden + i * HIDDEN, came, from);
		np_dense_multiply(w + at->own + way * FROM, CARRY, from, FROM, own);
		np_dense_multiply(w + at->keep + way * FROM, CARRY, from, FROM, keep);
		for (size_t c = 0; c < CARRY; c++) {
			own[c] = clip(own[c] + w[at->own_bias + way + c]);
			keep[c] = (clip(keep[c] + w[at->keep_bias + way + c]) + 1) / 2;
			state[c] = own[c] + keep[c] * (came[c] - own[c]);
		}
	}
}

/* And back, to the loss by hidden, and by the weights of what is carried. */
static void
carry_back(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work, float *slopes)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const float *w = trainer->weights;
	float all[2 * CARRY] = { 0 };
	for (size_t n = 0; n < 2 * seq->count; n++) {
		bool down = n < seq->count;
		size_t i = down ? seq->count - 1 - n : n - seq->count, way = down ? 0 : CARRY;
		const float *own = work->carried + i * 4 * CARRY + way, *keep = own + 2 * CARRY;
		const float *by_state = work->by_states + i * 2 * CARRY + way;
		const float *came = came_to(work, seq->count, i, down);
		float by_own[CARRY], by_keep[CARRY], from[FROM], by_from[FROM] = { 0 };
		float *by = all + way;
		put_beside(work->hidden + i * HIDDEN, came, from);
		for (size_t c = 0; c < CARRY; c++) {
			float sum = by[c] + by_state[c], kept = keep[c], put = own[c];
			by_keep[c] = kept > 0 && kept < 1 ? sum * (came[c] - put) / 2 : 0;
			by_own[c] = put > -1 && put < 1 ? sum * (1 - kept) : 0;
			by_from[HIDDEN + c] = sum * kept;
		}
		np_dense_add(slopes + at->own_bias + way, by_own, 1, CARRY);
		np_dense_spread(w + at->own + way * FROM, slopes + at->own + way * FROM, CARRY,
		    by_own, from, by_from, FROM);
		np_dense_add(slopes + at->keep_bias + way, by_keep, 1, CARRY);
		np_dense_spread(w + at->keep + way * FROM, slopes + at->keep + way * FROM, CARRY,
		    by_keep, from, by_from, FROM);
		np_dense_add(work->by_hidden + i * HIDDEN, by_from, 1, HIDDEN);
		memcpy(by, by_from + HIDDEN, CARRY * sizeof *by);
	}
}

/* And back: from the loss by what is seen from place i to that by gists, added up, and by states. */
static void
spread_view(const float *by_view, size_t i, struct np_backprop *work)
{
	memcpy(work->by_states + i * 2 * CARRY, by_view + NP_NET_SEEN,
	    (size_t)2 * CARRY * sizeof *by_view);
	const size_t *anchors = work->anchors + i * NP_NET_SIDES;
	np_dense_add(work->by_gists + i * GIST, by_view, 1, NP_NET_AROUND);
	for (size_t side = 0; side < NP_NET_SIDES; side++) {
		if (anchors[side] != SIZE_MAX)
			np_dense_add(work->by_gists + (anchors[side] + REACH) * GIST,
			    by_view + NP_NET_AROUND + side * GIST, 1, GIST);
	}
}

void
np_backprop_forward(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work, uint64_t *random)
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
		np_dense_multiply(w + at->gist, GIST, hidden, HIDDEN, gist);
		for (size_t g = 0; g < GIST; g++)
			gist[g] = clip(gist[g] + w[at->gist_bias + g]);
	}
	memset(gists + seq->count * GIST, 0, (size_t)REACH * GIST * sizeof *gists);
	find_views(trainer, seq, work);
	carry_along(trainer, seq, work);
	for (size_t i = 0; i < seq->count; i++) {
		float *both = work->both + i * 2 * HIDDEN, *around = both + HIDDEN;
		const float *mask = work->mask + (i * 2 + 1) * HIDDEN;
		float *scores = work->scores + i * LABELS;
		memcpy(both, work->hidden + i * HIDDEN, HIDDEN * sizeof *both);
		np_dense_multiply(w + at->around, HIDDEN, work->views + i * SPAN, SPAN, around);
		np_dense_add(around, w + at->around_bias, 1, HIDDEN);
		rectify(around, mask);
		np_dense_multiply(w + at->out, labels, both, (size_t)2 * HIDDEN, scores);
		for (size_t label = 0; label < labels; label++)
			scores[label] += w[at->out_bias + label];
	}
}

void
np_backprop_back(const struct np_trainer *trainer, const struct np_trainer_sequence *seq,
    struct np_backprop *work, struct np_adam *adam)
{
	const struct np_trainer_layout *at = &trainer->layout;
	const float *w = trainer->weights;
	float *slopes = adam->slopes;
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
		np_dense_spread(w + at->out, slopes + at->out, labels, by_scores, both, by_both,
		    (size_t)2 * HIDDEN);
		memcpy(work->by_hidden + i * HIDDEN, by_both, HIDDEN * sizeof *by_both);
		rectify_back(by_around, both + HIDDEN, mask);
		np_dense_add(slopes + at->around_bias, by_around, 1, HIDDEN);
		np_dense_spread(w + at->around, slopes + at->around, HIDDEN, by_around,
		    work->views + i * SPAN, by_view, SPAN);
		spread_view(by_view, i, work);
	}
	carry_back(trainer, seq, work, slopes);
	for (size_t i = 0; i < seq->count; i++) {
		const struct np_trainer_place *place = &trainer->places[seq->first + i];
		const float *hidden = work->hidden + i * HIDDEN;
		const float *mask = work->mask + i * 2 * HIDDEN;
		const float *gist = work->gists + (i + REACH) * GIST;
		float *by_gist = work->by_gists + (i + REACH) * GIST;
		float *by_hidden = work->by_hidden + i * HIDDEN;
		for (size_t g = 0; g < GIST; g++)
			by_gist[g] = gist[g] > -1 && gist[g] < 1 ? by_gist[g] : 0;
		np_dense_add(slopes + at->gist_bias, by_gist, 1, GIST);
		np_dense_spread(
		    w + at->gist, slopes + at->gist, GIST, by_gist, hidden, by_hidden, HIDDEN);
		rectify_back(by_hidden, hidden, mask);
		np_dense_add(slopes + at->bias, by_hidden, 1, HIDDEN);
		for (size_t used = place[0].first; used < place[1].first; used++) {
			size_t row = weights_of(trainer, work, used);
			if (row == SIZE_MAX)
				continue;
			np_dense_add(slopes + row, by_hidden, work->kept_by, HIDDEN);
			np_adam_touch(adam, row, HIDDEN);
		}
	}
}
