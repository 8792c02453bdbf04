/* check_kernel - vector code of decoding against plain C: the same to the bit */
#include "help.h"

#include "cpu.h"
#include "kernel.h"

enum { HIDDEN = NP_NET_HIDDEN, GIST = NP_NET_GIST, SPAN = NP_NET_SPAN, LABELS = NP_LABELS_MAX };
enum { ROUNDS = 300, ROWS = 150 };

/* Numbers by chance; wild: any of 16 bits, and the ends of their range often. */
static void
fill(int16_t *numbers, size_t count, bool wild, uint64_t *random)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t dice = below(random, 65536);
		numbers[i] = (int16_t)((int)dice - 32768);
		if (!wild)
			numbers[i] = (int16_t)(numbers[i] / 16);
		else if (dice % 8 < 2)
			numbers[i] = dice % 8 == 0 ? INT16_MIN : INT16_MAX;
	}
}

/* The two kernels; the same where the machine has no vector code for them. */
static void
both_kernels(const struct np_kernel **plain, const struct np_kernel **vector)
{
	enum np_cpu best = np_cpu();
	np_cpu_choose(NP_CPU_PLAIN);
	*plain = np_kernel_get();
	np_cpu_choose(best);
	*vector = np_kernel_get();
}

START_TEST(test_sum)
{
	const struct np_kernel *plain, *vector;
	static int16_t weights[ROWS][HIDDEN];
	const int16_t *rows[ROWS];
	uint64_t random = 5;
	both_kernels(&plain, &vector);
	for (int round = 0; round < ROUNDS; round++) {
		int16_t one[HIDDEN], two[HIDDEN];
		size_t count = below(&random, ROWS + 1);
		fill(weights[0], sizeof weights / 2, round % 2, &random);
		fill(one, HIDDEN, round % 2, &random);
		memcpy(two, one, sizeof two);
		for (size_t i = 0; i < count; i++)
			rows[i] = weights[below(&random, ROWS)];
		plain->sum(rows, count, one);
		vector->sum(rows, count, two);
		ck_assert_mem_eq(one, two, sizeof one);
	}
}
END_TEST

START_TEST(test_network)
{
	const struct np_kernel *plain, *vector;
	static struct np_net net;
	static struct np_kernel_net turned;
	uint64_t random = 9;
	both_kernels(&plain, &vector);
	for (int round = 0; round < ROUNDS; round++) {
		bool wild = round % 2 == 1;
		int16_t hidden[HIDDEN], gists[SPAN], gist[2][GIST];
		int32_t scores[2][LABELS];
		fill(net.gist, sizeof net.gist / 2, wild, &random);
		fill(net.gist_bias, GIST, wild, &random);
		fill(net.around, sizeof net.around / 2, wild, &random);
		fill(net.around_bias, HIDDEN, wild, &random);
		fill(net.out, sizeof net.out / 2, wild, &random);
		fill(net.out_bias, LABELS, wild, &random);
		np_kernel_turn(&turned, &net);
		fill(hidden, HIDDEN, wild, &random);
		fill(gists, SPAN, wild, &random);
		plain->gist(&turned, hidden, gist[0]);
		vector->gist(&turned, hidden, gist[1]);
		ck_assert_mem_eq(gist[0], gist[1], sizeof gist[0]);
		plain->score(&turned, hidden, gists, scores[0]);
		vector->score(&turned, hidden, gists, scores[1]);
		ck_assert_mem_eq(scores[0], scores[1], sizeof scores[0]);
	}
}
END_TEST

/* A sum of products by the book, against the turned weights. */
START_TEST(test_gist)
{
	static struct np_net net;
	static struct np_kernel_net turned;
	int16_t hidden[HIDDEN], gist[GIST];
	uint64_t random = 2;
	fill(net.gist, sizeof net.gist / 2, false, &random);
	fill(net.gist_bias, GIST, false, &random);
	fill(hidden, HIDDEN, false, &random);
	np_kernel_turn(&turned, &net);
	np_kernel_get()->gist(&turned, hidden, gist);
	for (size_t g = 0; g < GIST; g++) {
		double sum = (double)net.gist_bias[g] / NP_NET_UNIT;
		for (size_t h = 0; h < HIDDEN; h++)
			sum +=
			    (double)net.gist[g * HIDDEN + h] / NP_NET_UNIT * hidden[h] / NP_NET_SUM;
		sum = sum < -1 ? -1 : sum > 1 ? 1 : sum;
		ck_assert_double_eq_tol(sum, (double)gist[g] / NP_NET_CLIP, 1. / NP_NET_CLIP);
	}
}
END_TEST

START_TEST(test_step)
{
	const struct np_kernel *plain, *vector;
	static struct np_kernel_net net;
	uint64_t random = 1;
	both_kernels(&plain, &vector);
	for (int round = 0; round < ROUNDS; round++) {
		float before[LABELS], here[2][LABELS];
		int32_t scores[LABELS];
		size_t count = 1 + below(&random, LABELS);
		for (size_t i = 0; i < (size_t)LABELS * LABELS; i++)
			net.pairs[i] = below(&random, 3) == 0 || i / LABELS >= count
					   ? (float)NP_KERNEL_FORBIDDEN
					   : (float)((int)below(&random, 65536) - 32768);
		for (size_t i = 0; i < LABELS; i++) {
			scores[i] = (int32_t)below(&random, 1 << 22) - (1 << 21);
			before[i] = below(&random, 4) == 0 || i >= count
					? (float)NP_KERNEL_NEVER
					: -(float)below(&random, 1 << 21);
		}
		plain->step(&net, count, before, scores, here[0]);
		vector->step(&net, count, before, scores, here[1]);
		ck_assert_mem_eq(here[0], here[1], sizeof here[0]);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel");
	TCase *tc = tcase_create("kernel");
	tcase_add_test(tc, test_sum);
	tcase_add_test(tc, test_network);
	tcase_add_test(tc, test_gist);
	tcase_add_test(tc, test_step);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
