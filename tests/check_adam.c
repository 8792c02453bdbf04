/* check_adam - steps against slopes: how far, which way, and that what was not touched waits */
#include "help.h"

#include "adam.h"

enum { BLOCK = NP_ADAM_BLOCK, SIZE_OF_ALL = 3 * BLOCK };

/* The first step is as far as the rate, against the slope, however steep that is. */
START_TEST(test_step)
{
	struct np_adam adam;
	float weights[SIZE_OF_ALL] = { 0 };
	ck_assert(np_adam_open(&adam, SIZE_OF_ALL));
	adam.slopes[0] = 1;
	adam.slopes[1] = -.01f;
	np_adam_touch(&adam, 0, 2);
	np_adam_step(&adam, weights, .5, 0, 1);
	ck_assert_float_eq_tol(weights[0], -.5f, 1e-3f);
	ck_assert_float_eq_tol(weights[1], .5f, 1e-3f);
	ck_assert_float_eq(weights[2], 0);
	ck_assert_float_eq(adam.slopes[0], 0);
	np_adam_close(&adam);
}
END_TEST

/* A block that is not touched waits, whatever it was doing; in one that is, all weights go on. */
START_TEST(test_wait)
{
	struct np_adam adam;
	float weights[SIZE_OF_ALL] = { 0 }, before[SIZE_OF_ALL];
	ck_assert(np_adam_open(&adam, SIZE_OF_ALL));
	for (int step = 0; step < 4; step++) {
		/* From the last weight of one block to the first of the next. */
		size_t first = step % 2 == 0 ? BLOCK - 1 : 2 * BLOCK - 1;
		adam.slopes[first] = adam.slopes[first + 1] = 1;
		np_adam_touch(&adam, first, 2);
		memcpy(before, weights, sizeof before);
		np_adam_step(&adam, weights, .1, 0, 1);
		size_t still = step % 2 == 0 ? 2 * BLOCK : 0;
		ck_assert_mem_eq(weights + still, before + still, BLOCK * sizeof *weights);
		ck_assert_float_lt(weights[first], before[first]);
		ck_assert_float_lt(weights[first + 1], before[first + 1]);
		/* In the block that both touch, what had a slope before goes on without one. */
		size_t other = step % 2 == 0 ? 2 * BLOCK - 1 : BLOCK;
		bool moved = weights[other] < before[other];
		ck_assert_int_eq(moved, step > 0);
	}
	np_adam_close(&adam);
}
END_TEST

/* Weights of a touched block become smaller by a share, whatever their slopes. */
START_TEST(test_decay)
{
	struct np_adam adam;
	float weights[SIZE_OF_ALL];
	for (size_t i = 0; i < SIZE_OF_ALL; i++)
		weights[i] = i % 2 == 0 ? 2 : -4;
	ck_assert(np_adam_open(&adam, SIZE_OF_ALL));
	np_adam_touch(&adam, 0, BLOCK);
	np_adam_step(&adam, weights, .5, .1, 1);
	ck_assert_float_eq_tol(weights[0], 1.9f, 1e-6f);
	ck_assert_float_eq_tol(weights[1], -3.8f, 1e-6f);
	ck_assert_float_eq(weights[BLOCK], 2);
	np_adam_close(&adam);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("adam");
	TCase *tc = tcase_create("adam");

	tcase_add_test(tc, test_step);
	tcase_add_test(tc, test_wait);
	tcase_add_test(tc, test_decay);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
