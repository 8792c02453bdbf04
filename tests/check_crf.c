/* check_crf - forward-backward against all sequences of labels, one after the other */
#include "help.h"

#include <math.h>

#include "crf.h"

enum {
	LABELS = 5,
	LONGEST = 5,
	FOLLOW = 3,
	BEHIND = FOLLOW + (LABELS + 1) * LABELS,
	SIZE_OF_ALL = BEHIND + LABELS
};

/* Where there is no place or no label.  Nobody looks, and it stays. */
#define STRANGE 9.f

/* The last label behind the first and itself alone; none begins with the third. */
static bool
follows(size_t from, size_t to)
{
	ck_assert_uint_le(from, LABELS);
	ck_assert_uint_lt(to, LABELS);
	return to == LABELS - 1 ? from == 0 || from == to : from != LABELS || to != 2;
}

static double
harm(size_t truth, size_t label)
{
	ck_assert(truth < LABELS && label < LABELS);
	return truth == label ? 0 : (double)(truth + 1) / 4;
}

static const struct np_scheme mild = { .label_count = LABELS, .follows = follows };
static const struct np_scheme harsh = { .label_count = LABELS, .follows = follows, .harm = harm };

/* A sequence behind another, so that its places are not the first. */
enum { BEFORE = 2 };
struct lesson {
	struct np_trainer trainer;
	struct np_trainer_place places[BEFORE + LONGEST];
	struct np_trainer_sequence sequence;
	float weights[SIZE_OF_ALL], slopes[SIZE_OF_ALL];
	float scores[(LONGEST + 1) * NP_LABELS_MAX];
	struct np_crf crf;
};

static float
some_score(uint64_t *random)
{
	/* So few bits that large numbers may be added and taken off again. */
	return (float)below(random, 257) / 64 - 2;
}

/* A sequence of labels that may be, all by chance. */
static void
open_lesson(struct lesson *lesson, const struct np_scheme *scheme, size_t count, uint64_t seed)
{
	uint64_t random = seed;
	*lesson = (struct lesson){ .sequence = { BEFORE, count, 0 } };
	lesson->trainer = (struct np_trainer){ .scheme = scheme,
		.places = lesson->places,
		.weights = lesson->weights,
		.layout = { .follow = FOLLOW } };
	for (size_t i = 0; i < SIZE(lesson->scores); i++)
		lesson->scores[i] = STRANGE;
	for (size_t i = 0; i < SIZE_OF_ALL; i++)
		lesson->weights[i] = some_score(&random);
	for (size_t i = 0, from = LABELS; i < count; i++) {
		size_t to = below(&random, LABELS);
		while (!follows(from, to))
			to = below(&random, LABELS);
		lesson->places[BEFORE + i].label = (unsigned char)to;
		from = to;
		for (size_t label = 0; label < LABELS; label++)
			lesson->scores[i * NP_LABELS_MAX + label] = some_score(&random);
	}
	ck_assert(np_crf_open(&lesson->crf, &lesson->trainer, LONGEST));
}

static double
weight_of(const struct lesson *lesson, size_t from, size_t to)
{
	return (double)lesson->weights[FOLLOW + from * LABELS + to];
}

/* What is expected of a lesson, by all sequences that may be. */
struct expected {
	double all; /* the sum of what they weigh */
	double labels[LONGEST][LABELS], pairs[LABELS + 1][LABELS];
};

/* Goes through all sequences that go on from the labels before place i, which weigh so much. */
static void
try_all(const struct lesson *lesson, const float *scores, const bool *learned, size_t *labels,
    size_t i, double weight, struct expected *sums)
{
	size_t count = lesson->sequence.count, from = i > 0 ? labels[i - 1] : LABELS;
	if (i == count) {
		sums->all += weight;
		for (size_t k = 0; k < count; k++) {
			sums->labels[k][labels[k]] += weight;
			sums->pairs[k > 0 ? labels[k - 1] : LABELS][labels[k]] += weight;
		}
		return;
	}
	for (size_t to = 0; to < LABELS; to++) {
		double score = (double)scores[i * NP_LABELS_MAX + to] + weight_of(lesson, from, to);
		labels[i] = to;
		if (follows(from, to) && learned[to])
			try_all(lesson, scores, learned, labels, i + 1, weight * exp(score), sums);
	}
}

/* What the lesson's scores make the labels and pairs, as shares. */
static struct expected
expect(const struct lesson *lesson, const bool *learned)
{
	struct expected sums = { .all = 0 };
	float scores[SIZE(lesson->scores)];
	size_t labels[LONGEST];
	memcpy(scores, lesson->scores, sizeof scores);
	for (size_t i = 0; i < lesson->sequence.count; i++) {
		size_t truth = lesson->places[BEFORE + i].label;
		for (size_t label = 0; label < LABELS && lesson->trainer.scheme->harm != NULL &&
				       lesson->trainer.start == NULL;
		     label++)
			scores[i * NP_LABELS_MAX + label] += (float)harm(truth, label);
	}
	try_all(lesson, scores, learned, labels, 0, 1, &sums);
	for (size_t i = 0; i < LONGEST; i++) {
		for (size_t label = 0; label < LABELS; label++)
			sums.labels[i][label] /= sums.all;
	}
	for (size_t from = 0; from <= LABELS; from++) {
		for (size_t to = 0; to < LABELS; to++)
			sums.pairs[from][to] /= sums.all;
	}
	return sums;
}

static size_t
most_likely(const double *shares)
{
	size_t best = 0;
	for (size_t label = 1; label < LABELS; label++)
		best = shares[label] > shares[best] ? label : best;
	return best;
}

/* Compares, and answers how many labels were found. */
static size_t
compare(struct lesson *lesson)
{
	np_crf_begin(&lesson->crf, &lesson->trainer);
	size_t right = np_crf_compare(
	    &lesson->crf, &lesson->trainer, &lesson->sequence, lesson->scores, lesson->slopes);
	np_crf_end(&lesson->crf, &lesson->trainer, lesson->slopes);
	return right;
}

static void
expect_loss(const struct lesson *lesson, const struct expected *want, size_t right)
{
	double pairs[LABELS + 1][LABELS], least = 1e-5;
	size_t found = 0;
	memcpy(pairs, want->pairs, sizeof pairs);
	for (size_t i = 0, from = LABELS; i < lesson->sequence.count; i++) {
		size_t truth = lesson->places[BEFORE + i].label;
		for (size_t label = 0; label < LABELS; label++) {
			double loss = want->labels[i][label] - (label == truth);
			ck_assert_double_eq_tol(
			    (double)lesson->scores[i * NP_LABELS_MAX + label], loss, least);
		}
		pairs[from][truth] -= 1;
		from = truth;
		found += most_likely(want->labels[i]) == truth;
	}
	ck_assert_uint_eq(right, found);
	for (size_t from = 0; from <= LABELS; from++) {
		for (size_t to = 0; to < LABELS; to++)
			ck_assert_double_eq_tol((double)lesson->slopes[FOLLOW + from * LABELS + to],
			    pairs[from][to], least);
	}
	for (size_t i = 0; i < SIZE_OF_ALL; i++) {
		if (i < FOLLOW || i >= BEHIND)
			ck_assert_float_eq(lesson->slopes[i], 0);
	}
	for (size_t i = 0; i < SIZE(lesson->scores); i++) {
		if (i / NP_LABELS_MAX >= lesson->sequence.count || i % NP_LABELS_MAX >= LABELS)
			ck_assert_float_eq(lesson->scores[i], STRANGE);
	}
}

static const bool all_learned[LABELS] = { true, true, true, true, true };

/* The loss by each score and each pair; a sequence may be of any length, and of none. */
START_TEST(test_compare)
{
	for (uint64_t seed = 1; seed <= 20; seed++) {
		for (int with_harm = 0; with_harm < 2; with_harm++) {
			struct lesson lesson;
			open_lesson(&lesson, with_harm ? &harsh : &mild, (size_t)_i, seed);
			struct expected want = expect(&lesson, all_learned);
			size_t right = compare(&lesson);
			expect_loss(&lesson, &want, right);
			np_crf_close(&lesson.crf);
		}
	}
}
END_TEST

/* How high all scores of a place are does not matter, nor that some are far below the others. */
START_TEST(test_high)
{
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lesson lesson;
		open_lesson(&lesson, &mild, LONGEST, seed);
		for (size_t i = 0; i < LONGEST; i++)
			lesson.scores[i * NP_LABELS_MAX] = lesson.scores[i * NP_LABELS_MAX + 1] =
			    -800;
		struct expected want = expect(&lesson, all_learned);
		for (size_t i = 0; i < LONGEST; i++) {
			for (size_t label = 0; label < LABELS; label++)
				lesson.scores[i * NP_LABELS_MAX + label] += i % 2 == 0 ? 800 : -800;
		}
		size_t right = compare(&lesson);
		expect_loss(&lesson, &want, right);
		np_crf_close(&lesson.crf);
	}
}
END_TEST

/* Of labels that are as likely as each other the first is the guess. */
START_TEST(test_tie)
{
	static const unsigned char truths[] = { 0, 1, 3 };
	struct lesson lesson;
	open_lesson(&lesson, &mild, 1, 1);
	memset(lesson.weights, 0, sizeof lesson.weights);
	for (size_t label = 0; label < LABELS; label++)
		lesson.scores[label] = 0;
	lesson.places[BEFORE].label = truths[_i];
	ck_assert_uint_eq(compare(&lesson), _i == 0);
	ck_assert_float_eq_tol(lesson.scores[0], _i == 0 ? -2 / 3.f : 1 / 3.f, 1e-6f);
	np_crf_close(&lesson.crf);
}
END_TEST

/* A sequence so long that the numbers would run out of what a double holds. */
START_TEST(test_long)
{
	enum { LONG = 3000 };
	struct lesson lesson;
	uint64_t random = 1;
	struct np_trainer_place *places = calloc(LONG, sizeof *places);
	float *scores = calloc((size_t)LONG * NP_LABELS_MAX, sizeof *scores);
	ck_assert(places != NULL && scores != NULL);
	open_lesson(&lesson, &mild, 0, 1);
	np_crf_close(&lesson.crf);
	lesson.trainer.places = places;
	lesson.sequence = (struct np_trainer_sequence){ 0, LONG, 0 };
	ck_assert(np_crf_open(&lesson.crf, &lesson.trainer, LONG));
	/* Ever up, or ever down. */
	for (size_t i = 0; i < SIZE_OF_ALL; i++)
		lesson.weights[i] = _i == 0 ? 3 : -3;
	for (size_t i = 0; i < LONG; i++) {
		for (size_t label = 0; label < LABELS; label++)
			scores[i * NP_LABELS_MAX + label] = some_score(&random);
	}
	np_crf_begin(&lesson.crf, &lesson.trainer);
	np_crf_compare(&lesson.crf, &lesson.trainer, &lesson.sequence, scores, lesson.slopes);
	np_crf_end(&lesson.crf, &lesson.trainer, lesson.slopes);
	/* Of each place and of all pairs, as much is expected as is there. */
	for (size_t i = 0; i < LONG; i++) {
		float sum = 0;
		for (size_t label = 0; label < LABELS; label++)
			sum += scores[i * NP_LABELS_MAX + label];
		ck_assert_float_eq_tol(sum, 0, 1e-5f);
		ck_assert_float_lt(scores[i * NP_LABELS_MAX], 0);
	}
	float sum = 0, most = 0;
	for (size_t i = 0; i < SIZE_OF_ALL; i++) {
		sum += lesson.slopes[i];
		most = lesson.slopes[i] > most ? lesson.slopes[i] : most;
	}
	ck_assert_float_eq_tol(sum, 0, .1f);
	ck_assert_float_gt(most, LONG / 100.f);
	np_crf_close(&lesson.crf);
	free(scores);
	free(places);
}
END_TEST

/* Going on from a model: harm was learned before, and a label that no place has is left alone. */
START_TEST(test_start)
{
	static const struct np_model some = { .scheme = &harsh };
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lesson lesson;
		open_lesson(&lesson, &harsh, LONGEST, seed);
		lesson.trainer.start = &some;
		for (size_t i = 0; i < LONGEST; i++)
			lesson.trainer.shown[lesson.places[BEFORE + i].label] = true;
		np_crf_close(&lesson.crf);
		ck_assert(np_crf_open(&lesson.crf, &lesson.trainer, LONGEST));
		struct expected want = expect(&lesson, lesson.trainer.shown);
		size_t right = compare(&lesson);
		expect_loss(&lesson, &want, right);
		np_crf_close(&lesson.crf);
	}
}
END_TEST

/* What a step has seen is forgotten by the next; in one, sequences add up. */
START_TEST(test_steps)
{
	struct lesson lesson;
	float scores[SIZE(lesson.scores)], once[SIZE_OF_ALL];
	open_lesson(&lesson, &mild, LONGEST, 3);
	memcpy(scores, lesson.scores, sizeof scores);
	compare(&lesson);
	memcpy(once, lesson.slopes, sizeof once);
	for (int step = 0; step < 2; step++) {
		size_t times = step == 0 ? 3 : 1;
		memset(lesson.slopes, 0, sizeof lesson.slopes);
		np_crf_begin(&lesson.crf, &lesson.trainer);
		for (size_t i = 0; i < times; i++) {
			memcpy(lesson.scores, scores, sizeof scores);
			np_crf_compare(&lesson.crf, &lesson.trainer, &lesson.sequence,
			    lesson.scores, lesson.slopes);
		}
		np_crf_end(&lesson.crf, &lesson.trainer, lesson.slopes);
		for (size_t i = 0; i < SIZE_OF_ALL; i++)
			ck_assert_float_eq_tol(lesson.slopes[i], once[i] * (float)times, 1e-5f);
	}
	/* Other weights of pairs are other factors. */
	lesson.weights[FOLLOW] += 1;
	memset(lesson.slopes, 0, sizeof lesson.slopes);
	memcpy(lesson.scores, scores, sizeof scores);
	struct expected want = expect(&lesson, all_learned);
	size_t right = compare(&lesson);
	expect_loss(&lesson, &want, right);
	ck_assert_mem_ne(lesson.slopes, once, sizeof once);
	np_crf_close(&lesson.crf);
}
END_TEST

/*
 * With a goal a label need be no surer than that: the loss is as large as what is missing, to the other
 * side where it is surer.  0 and 1 are no bounds.
 */
START_TEST(test_goal)
{
	static const float goals[LONGEST] = { .25f, .9f, 0, 1, .5f };
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lesson lesson;
		open_lesson(&lesson, &mild, LONGEST, seed);
		for (size_t i = 0; i < LONGEST; i++)
			lesson.places[BEFORE + i].goal = goals[i];
		struct expected want = expect(&lesson, all_learned);
		compare(&lesson);
		for (size_t i = 0; i < LONGEST; i++) {
			size_t truth = lesson.places[BEFORE + i].label;
			double share = want.labels[i][truth], goal = (double)goals[i];
			double left = goal > 0 && goal < 1 ? 1 - goal : 0;
			for (size_t label = 0; label < LABELS; label++) {
				/* The others share what the goal leaves as they did. */
				double aim = label == truth
						 ? 1 - left
						 : left * want.labels[i][label] / (1 - share);
				ck_assert_double_eq_tol(
				    (double)lesson.scores[i * NP_LABELS_MAX + label],
				    want.labels[i][label] - aim, 1e-4);
			}
		}
		np_crf_close(&lesson.crf);
	}
}
END_TEST

/* A label that was found is to become as sure as it is and two fifths of what is missing; another, sure. */
START_TEST(test_aim)
{
	size_t found = 0;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct lesson lesson;
		open_lesson(&lesson, &mild, LONGEST, seed);
		struct expected want = expect(&lesson, all_learned);
		np_crf_begin(&lesson.crf, &lesson.trainer);
		np_crf_aim(
		    &lesson.crf, &lesson.trainer, &lesson.sequence, lesson.scores, lesson.slopes);
		for (size_t i = 0; i < LONGEST; i++) {
			size_t truth = lesson.places[BEFORE + i].label;
			double share = want.labels[i][truth], goal = share + .4 * (1 - share);
			bool best = most_likely(want.labels[i]) == truth;
			found += best;
			ck_assert_double_eq_tol(
			    (double)lesson.places[BEFORE + i].goal, best ? goal : 1, 1e-5);
		}
		for (size_t i = 0; i < BEFORE; i++)
			ck_assert_float_eq(lesson.places[i].goal, 0);
		np_crf_close(&lesson.crf);
	}
	ck_assert_uint_gt(found, 20);
	ck_assert_uint_lt(found, 80);
}
END_TEST

/* Scores so far apart that all but one way is nothing: there are numbers nevertheless. */
START_TEST(test_far)
{
	struct lesson lesson;
	open_lesson(&lesson, &mild, LONGEST, 5);
	for (size_t i = 0; i < LONGEST; i++) {
		size_t truth = lesson.places[BEFORE + i].label;
		/* As sure as can be is surer than that. */
		lesson.places[BEFORE + i].goal = _i == 0 ? .5f : 0;
		for (size_t label = 0; label < LABELS; label++)
			lesson.scores[i * NP_LABELS_MAX + label] =
			    (label == truth) == (_i == 0) ? 3e4f : -3e4f;
	}
	size_t right = compare(&lesson);
	ck_assert_uint_eq(right, _i == 0 ? LONGEST : 0);
	for (size_t i = 0; i < LONGEST; i++) {
		float at_truth = lesson.scores[i * NP_LABELS_MAX + lesson.places[BEFORE + i].label];
		ck_assert_float_eq_tol(at_truth, _i == 0 ? 0 : -1, 1e-6f);
	}
	for (size_t i = 0; i < SIZE_OF_ALL; i++)
		ck_assert(fabsf(lesson.slopes[i]) <= LONGEST);
	np_crf_close(&lesson.crf);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("crf");
	TCase *tc = tcase_create("crf");

	tcase_add_loop_test(tc, test_compare, 0, LONGEST + 1);
	tcase_add_test(tc, test_high);
	tcase_add_loop_test(tc, test_tie, 0, 3);
	tcase_add_loop_test(tc, test_long, 0, 2);
	tcase_add_test(tc, test_start);
	tcase_add_test(tc, test_steps);
	tcase_add_test(tc, test_goal);
	tcase_add_test(tc, test_aim);
	tcase_add_loop_test(tc, test_far, 0, 2);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
