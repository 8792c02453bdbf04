/* check_kernel - vector code of decoding against plain C: the same to the bit */
#include "help.h"

#include "cpu.h"
#include "kernel.h"

enum {
	HIDDEN = NP_NET_HIDDEN,
	GIST = NP_NET_GIST,
	CARRIED = 2 * NP_NET_CARRY,
	AROUND = NP_NET_AROUND,
	LABELS = NP_LABELS_MAX
};
enum { ROUNDS = 300, ROWS = 150, NEAR = 100 };

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

/* Plain C and the kernel of one set of vector instructions; false where that can't be used. */
static bool
both_kernels(int set, const struct np_kernel **plain, const struct np_kernel **vector)
{
	enum np_cpu best = np_cpu();
	np_cpu_choose(NP_CPU_PLAIN);
	*plain = np_kernel_get();
	bool usable = np_cpu_choose((enum np_cpu)set);
	*vector = np_kernel_get();
	np_cpu_choose(best);
	return usable;
}

/* What a weight has beyond its low byte. */
static int
high_of(const uint8_t *high, size_t h)
{
	static const int beyond[] = { -256, 0, 256, 512 };
	return beyond[high[h % NP_KERNEL_HIGH] >> h / NP_KERNEL_HIGH * 2 & 3];
}

START_TEST(test_sum)
{
	const struct np_kernel *plain, *vector;
	static int16_t weights[ROWS][HIDDEN];
	static int8_t bytes[ROWS][HIDDEN];
	static uint8_t high[ROWS][NP_KERNEL_HIGH];
	const struct np_model_data data = { .low = bytes[0],
		.high = high[0],
		.far = weights[0],
		.narrow_count = 1,
		.near_count = NEAR };
	static struct np_kernel_rows rows;
	uint64_t random = 5;
	if (!both_kernels(_i, &plain, &vector))
		return;
	for (int round = 0; round < ROUNDS; round++) {
		int16_t one[HIDDEN], two[HIDDEN], want[HIDDEN];
		rows.low_count = rows.high_count = rows.far_count = 0;
		fill(weights[0], sizeof weights / 2, round % 2, &random);
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i / HIDDEN][i % HIDDEN] = (int8_t)((int)below(&random, 256) - 128);
		for (size_t i = 0; i < sizeof high; i++)
			high[i / NP_KERNEL_HIGH][i % NP_KERNEL_HIGH] = (uint8_t)below(&random, 256);
		fill(one, HIDDEN, round % 2, &random);
		memcpy(two, one, sizeof two);
		memcpy(want, one, sizeof two);
		for (size_t i = below(&random, NP_KERNEL_ROWS + 1); i-- > 0;) {
			size_t row = below(&random, ROWS);
			np_kernel_add(&data, &rows, row);
			for (size_t h = 0; h < HIDDEN; h++) {
				int weight = bytes[row][h];
				if (row >= NEAR)
					weight += weights[row - NEAR][h];
				else if (row >= 1)
					weight += high_of(high[row - 1], h);
				want[h] = (int16_t)(uint16_t)(want[h] + weight);
			}
		}
		plain->sum(&data, &rows, one);
		vector->sum(&data, &rows, two);
		ck_assert_mem_eq(one, want, sizeof one);
		ck_assert_mem_eq(two, want, sizeof two);
	}
}
END_TEST

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* The same rows, in any order. */
static void
check_rows(uint32_t *rows, size_t count, uint32_t *want, size_t want_count)
{
	ck_assert_uint_eq(count, want_count);
	qsort(rows, count, sizeof *rows, by_number);
	qsort(want, count, sizeof *want, by_number);
	for (size_t i = 0; i < count; i++)
		ck_assert_uint_eq(rows[i], want[i]);
}

/*
 * Rows of features by tables, some values without a row, some beyond the table of their template,
 * and some that the hash table has: large values, and rows with large numbers.
 */
START_TEST(test_find)
{
	enum { TEMPLATES = 5, VALUES = 40, CAP = 64, COUNT = 70000, NARROW = 30000, CLOSE = 69998 };
	enum { BLOCKS = (3 * VALUES + NP_NET_BLOCK - 1) / NP_NET_BLOCK };
	static const uint32_t starts[TEMPLATES + 1] = { 0, VALUES, VALUES, 2 * VALUES,
		2 * VALUES + 1, 3 * VALUES };
	static const uint32_t large[] = { NP_NET_DIRECT, 0x9EC4, 0x20000, UINT32_MAX };
	/* Blocks beside each other, but for some without a row and one that must ask. */
	uint16_t blocks[BLOCKS + 1] = { 0 };
	uint16_t direct[(BLOCKS + NP_NET_BLOCK_OWN) * NP_NET_BLOCK + 1] = { 0 };
	uint16_t *own = direct + (size_t)NP_NET_BLOCK_OWN * NP_NET_BLOCK;
	np_feature keys[CAP] = { 0 };
	uint32_t hashed[CAP] = { 0 };
	const struct np_model_data data = { .count = COUNT,
		.narrow_count = NARROW,
		.near_count = CLOSE,
		.starts = starts,
		.blocks = blocks,
		.direct = direct,
		.keys = keys,
		.rows = hashed,
		.cap = CAP };
	const struct np_kernel *plain, *vector;
	uint64_t random = 8;
	if (!both_kernels(_i, &plain, &vector))
		return;
	for (size_t i = 0; i < 3 * VALUES; i++)
		own[i] = (uint16_t)(below(&random, 4) == 0 ? 0 : 1 + below(&random, NP_NET_ASK));
	own[3] = own[VALUES + 5] = NP_NET_ASK;
	own[0] = NARROW;
	own[1] = NARROW + 1;
	for (size_t i = 0; i < NP_NET_BLOCK; i++)
		direct[NP_NET_BLOCK_ASK * NP_NET_BLOCK + i] = NP_NET_ASK;
	for (size_t i = 0; i < BLOCKS; i++)
		blocks[i] = (uint16_t)(i + NP_NET_BLOCK_OWN);
	blocks[4] = NP_NET_BLOCK_NONE;
	blocks[6] = NP_NET_BLOCK_ASK;
	for (size_t i = 0; i < SIZE(large) + 2; i++) {
		np_feature feature = i < SIZE(large)    ? np_feature_make(i, large[i])
				     : i == SIZE(large) ? np_feature_make(0, 3)
							: np_feature_make(2, 5);
		size_t at = np_feature_mix(feature) & (CAP - 1);
		while (hashed[at] != 0)
			at = (at + 1) & (CAP - 1);
		keys[at] = feature;
		hashed[at] = (uint32_t)(i % 2 == 0 ? COUNT - i : i);
	}
	for (int round = 0; round < ROUNDS; round++) {
		static struct np_kernel_rows one, two;
		np_feature features[NP_KERNEL_ROWS];
		uint32_t low[NP_KERNEL_ROWS], high[NP_KERNEL_ROWS], far[NP_KERNEL_ROWS];
		size_t count = below(&random, NP_KERNEL_ROWS + 1), lows = 0, highs = 0, fars = 0;
		for (size_t f = 0; f < count; f++) {
			size_t template = below(&random, TEMPLATES);
			uint32_t value = (uint32_t)below(&random, VALUES + 3);
			if (below(&random, 8) == 0)
				value = large[below(&random, SIZE(large))];
			features[f] = np_feature_make(template, value);
			size_t row = np_model_find(&data, features[f]);
			if (row == SIZE_MAX)
				continue;
			low[lows++] = (uint32_t)row * HIDDEN;
			if (row >= CLOSE)
				far[fars++] = (uint32_t)(row - CLOSE) * HIDDEN;
			else if (row >= NARROW)
				high[highs++] = (uint32_t)(row - NARROW) * NP_KERNEL_HIGH;
		}
		plain->find(&data, features, count, &one);
		vector->find(&data, features, count, &two);
		check_rows(one.low, one.low_count, low, lows);
		check_rows(two.low, two.low_count, low, lows);
		check_rows(one.high, one.high_count, high, highs);
		check_rows(two.high, two.high_count, high, highs);
		check_rows(one.far, one.far_count, far, fars);
		check_rows(two.far, two.far_count, far, fars);
	}
}
END_TEST

START_TEST(test_network)
{
	const struct np_kernel *plain, *vector;
	static struct np_net net;
	static struct np_kernel_net turned;
	uint64_t random = 9;
	if (!both_kernels(_i, &plain, &vector))
		return;
	for (int round = 0; round < ROUNDS; round++) {
		bool wild = round % 2 == 1;
		int16_t hidden[HIDDEN], gists[AROUND], gist[2][GIST];
		int16_t carried[CARRIED];
		int32_t scores[2][LABELS], far[2][HIDDEN];
		size_t which = below(&random, NP_NET_SPAN / GIST);
		fill(net.gist, sizeof net.gist / 2, wild, &random);
		fill(net.gist_bias, GIST, wild, &random);
		fill(net.around, sizeof net.around / 2, wild, &random);
		fill(net.around_bias, HIDDEN, wild, &random);
		fill(net.out, sizeof net.out / 2, wild, &random);
		fill(net.out_bias, LABELS, wild, &random);
		np_kernel_turn(&turned, &net, LABELS);
		fill(hidden, HIDDEN, wild, &random);
		fill(gists, AROUND, wild, &random);
		/* As decoding has it, what is negative is 0; or nearly all is. */
		for (size_t h = 0; round % 4 > 0 && h < HIDDEN; h++)
			hidden[h] =
			    hidden[h] > (round % 4 == 3 ? INT16_MAX / 20 : 0) ? hidden[h] : 0;
		for (size_t h = 0; h < HIDDEN; h++)
			far[0][h] = far[1][h] = turned.around_bias[h];
		plain->gist(&turned, hidden, gist[0]);
		vector->gist(&turned, hidden, gist[1]);
		ck_assert_mem_eq(gist[0], gist[1], sizeof gist[0]);
		plain->far(&turned, which, gist[0], far[0]);
		vector->far(&turned, which, gist[0], far[1]);
		ck_assert_mem_eq(far[0], far[1], sizeof far[0]);
		fill(carried, CARRIED, wild, &random);
		plain->score(&turned, hidden, gists, carried, far[0], scores[0]);
		vector->score(&turned, hidden, gists, carried, far[0], scores[1]);
		ck_assert_mem_eq(scores[0], scores[1], sizeof scores[0]);
	}
}
END_TEST

/* What is carried along, by weights and numbers near and far. */
START_TEST(test_along)
{
	enum { MOST = 40 };
	static int16_t hidden[MOST * HIDDEN];
	static int16_t carried[2][MOST * CARRIED];
	static struct np_net net;
	static struct np_kernel_net turned;
	const struct np_kernel *plain, *vector;
	uint64_t random = 12;
	if (!both_kernels(_i, &plain, &vector))
		return;
	for (int round = 0; round < ROUNDS; round++) {
		size_t count = 1 + below(&random, MOST);
		bool wild = round % 3 == 2;
		fill(net.own, sizeof net.own / 2, wild, &random);
		fill(net.keep, sizeof net.keep / 2, wild, &random);
		np_kernel_turn(&turned, &net, LABELS);
		fill(net.own_bias, SIZE(net.own_bias), wild, &random);
		fill(net.keep_bias, SIZE(net.keep_bias), wild, &random);
		fill(hidden, count * HIDDEN, wild, &random);
		/* What is negative was made 0; smaller numbers come to sums within the bounds. */
		for (size_t i = 0; i < count * HIDDEN; i++)
			hidden[i] =
			    (int16_t)(hidden[i] < 0 ? 0 : hidden[i] / (round % 2 == 0 ? 64 : 1));
		np_kernel_turn(&turned, &net, LABELS);
		plain->along(&turned, hidden, carried[0], count);
		vector->along(&turned, hidden, carried[1], count);
		ck_assert_mem_eq(carried[0], carried[1], count * CARRIED * sizeof carried[0][0]);
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
	np_kernel_turn(&turned, &net, LABELS);
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
	if (!both_kernels(_i, &plain, &vector))
		return;
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

/* Few different ways, so that many are equal: the first of the best it is. */
START_TEST(test_back)
{
	const struct np_kernel *plain, *vector;
	static struct np_kernel_net net;
	uint64_t random = 4;
	if (!both_kernels(_i, &plain, &vector))
		return;
	for (int round = 0; round < ROUNDS; round++) {
		float before[LABELS];
		size_t to = below(&random, LABELS), want = 0, values = 1 + below(&random, 50);
		const float *pairs = &net.pairs_back[to * LABELS];
		for (size_t i = 0; i < (size_t)LABELS * LABELS; i++)
			net.pairs_back[i] = below(&random, 3) == 0 ? (float)NP_KERNEL_FORBIDDEN
								   : (float)below(&random, values);
		for (size_t i = 0; i < LABELS; i++)
			before[i] = below(&random, 4) == 0 ? (float)NP_KERNEL_NEVER
							   : -(float)below(&random, values);
		for (size_t from = 1; from < LABELS; from++) {
			if (before[from] + pairs[from] > before[want] + pairs[want])
				want = from;
		}
		ck_assert_uint_eq(plain->back(&net, before, to), want);
		ck_assert_uint_eq(vector->back(&net, before, to), want);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("kernel");
	TCase *tc = tcase_create("kernel");
	tcase_add_loop_test(tc, test_sum, 0, NP_CPU_SETS);
	tcase_add_loop_test(tc, test_find, 0, NP_CPU_SETS);
	tcase_add_loop_test(tc, test_network, 0, NP_CPU_SETS);
	tcase_add_loop_test(tc, test_along, 0, NP_CPU_SETS);
	tcase_add_test(tc, test_gist);
	tcase_add_loop_test(tc, test_step, 0, NP_CPU_SETS);
	tcase_add_loop_test(tc, test_back, 0, NP_CPU_SETS);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
