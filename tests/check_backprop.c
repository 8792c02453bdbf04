/* check_backprop - forward and back: the loss by each weight is how the loss moves with it */
#include "help_model.h"

#include <math.h>

#include "backprop.h"

enum { PLACES = 6, FEATURES = 3 };

/* A network with weights by chance, a sequence for it, and how its loss is made of the scores. */
struct lesson {
	struct np_trainer *trainer;
	struct np_backprop net;
	struct np_adam adam;
	float by_scores[PLACES * NP_LABELS_MAX];
	uint64_t random; /* what is left out goes by it */
};

static void
open_lesson(struct lesson *lesson, uint64_t seed)
{
	static const struct np_training how = { .epochs = 0, .min_groups = 1 };
	np_feature seen[PLACES][FEATURES];
	struct np_observation observations[PLACES];
	unsigned char goals[PLACES] = { 0 };
	struct np_error err;
	uint64_t random = seed;
	*lesson = (struct lesson){ .random = seed };
	for (size_t i = 0; i < PLACES; i++) {
		for (size_t f = 0; f < FEATURES; f++)
			seen[i][f] =
			    np_feature_make(below(&random, 2), (uint32_t)below(&random, VALUES));
		observations[i] =
		    (struct np_observation){ seen[i], FEATURES, below(&random, 2) == 0 };
	}
	ck_assert_int_eq(np_trainer_open(&lesson->trainer, &scheme, NULL, &err), NP_OK);
	struct np_trainer *trainer = lesson->trainer;
	ck_assert_int_eq(np_trainer_add(trainer, observations, goals, PLACES, 0, &err), NP_OK);
	ck_assert_int_eq(np_trainer_run(trainer, &how, NULL, NULL, &err), NP_OK);
	/* So small that few numbers are at their bounds, where the loss bends. */
	for (size_t i = 0; i < trainer->layout.follow; i++)
		trainer->weights[i] = (float)some_weight(&random, 1000) / 8000;
	for (size_t i = 0; i < SIZE(lesson->by_scores); i++)
		lesson->by_scores[i] = (float)some_weight(&random, 1000) / 1000;
	ck_assert(np_backprop_open(&lesson->net, trainer, PLACES));
	ck_assert(np_adam_open(&lesson->adam, trainer->layout.size));
	np_backprop_drop(&lesson->net, trainer, .3, &random);
}

static void
close_lesson(struct lesson *lesson)
{
	np_backprop_close(&lesson->net);
	np_adam_close(&lesson->adam);
	np_trainer_close(lesson->trainer);
}

static double
loss(struct lesson *lesson)
{
	uint64_t random = lesson->random;
	double sum = 0;
	np_backprop_forward(lesson->trainer, &lesson->trainer->sequences[0], &lesson->net, &random);
	for (size_t i = 0; i < PLACES; i++) {
		for (size_t label = 0; label < scheme.label_count; label++) {
			size_t at = i * NP_LABELS_MAX + label;
			sum += (double)lesson->net.scores[at] * (double)lesson->by_scores[at];
		}
	}
	return sum;
}

/*
 * How far a slope is from how the loss moves with the weight, up or down: there may be a bend just
 * there, where a number becomes 0 or reaches its bound, and then one of the two ways is what counts.
 */
static double
distance(struct lesson *lesson, size_t weight, double slope, double here)
{
	static const float by = .001f;
	float *at = &lesson->trainer->weights[weight], was = *at;
	double nearest = HUGE_VAL;
	for (int way = -1; way <= 1; way += 2) {
		*at = was + (float)way * by;
		double moved = (loss(lesson) - here) / ((double)*at - (double)was);
		nearest = fmin(nearest, fabs(moved - slope));
	}
	*at = was;
	return nearest;
}

/*
 * Of all weights, those of pairs apart, one in eleven, as each takes two losses; some of them no feature of
 * the sequence has.
 */
START_TEST(test_slopes)
{
	struct lesson lesson;
	size_t moving = 0, wrong = 0, step = 11 * (size_t)brief(61);
	open_lesson(&lesson, (uint64_t)_i + 1);
	const struct np_trainer_layout *at = &lesson.trainer->layout;
	const float *slopes = lesson.adam.slopes;
	double here = loss(&lesson);
	memcpy(lesson.net.scores, lesson.by_scores, sizeof lesson.by_scores);
	np_backprop_back(lesson.trainer, &lesson.trainer->sequences[0], &lesson.net, &lesson.adam);
	for (size_t i = 0; i < at->follow; i += step) {
		double far = distance(&lesson, i, (double)slopes[i], here);
		moving += slopes[i] != 0;
		/* A hundredth is what the step leaves open; seldom there is a bend either way. */
		wrong += far > .01 * (fabs((double)slopes[i]) + .1);
		/* What no step may pass over. */
		if (i < at->bias && slopes[i] != 0)
			ck_assert(lesson.adam.touched[i / NP_ADAM_BLOCK]);
	}
	ck_assert_uint_le(wrong, 2);
	ck_assert_uint_gt(moving * step, at->follow / 2);
	ck_assert_uint_lt(moving * step, at->follow);
	for (size_t i = at->follow; i < at->size; i++)
		ck_assert_float_eq(slopes[i], 0);
	close_lesson(&lesson);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("backprop");
	TCase *tc = tcase_create("backprop");

	/* Twice through the network for each weight. */
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_slopes, 0, 3);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
