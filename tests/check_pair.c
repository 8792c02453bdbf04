/* check_pair - how firmly two Han characters stand together */
#include "help.h"

#include "pair.h"
#include "utf8.h"

static const struct {
	const char *two;
	bool known;
} pairs[] = {
	{ "我们", true },
	{ "中国", true },
	{ "記者", true },
	{ "记者", true },
	{ "经济", true },
	{ "學校", true },
	{ "们我", false },
	{ "。中", false },
	{ "ab", false },
	{ "中a", false },
};

START_TEST(test_known)
{
	uint32_t left, right;
	const char *two = pairs[_i].two;
	size_t n = np_utf8_next(two, strlen(two), &left);
	np_utf8_next(two + n, strlen(two) - n, &right);
	ck_assert_int_eq(np_pair_strength(left, right) != NP_PAIR_LOOSE, pairs[_i].known);
}
END_TEST

/* What is no Han character, or none at all, stands with nothing. */
START_TEST(test_outside)
{
	static const uint32_t odd[] = { 0, 0x41, 0x3002, 0x33FF, 0x40000, 0x10FFFF, 0x110000,
		NP_UTF8_BAD };
	for (size_t i = 0; i < SIZE(odd); i++) {
		ck_assert_int_eq(np_pair_strength(odd[i], 0x4E2D), NP_PAIR_LOOSE);
		ck_assert_int_eq(np_pair_strength(0x4E2D, odd[i]), NP_PAIR_LOOSE);
	}
}
END_TEST

/* Two characters by chance are loose, but for the few that the header admits. */
START_TEST(test_chance)
{
	enum { TRIED = 200000 };
	uint64_t random = 9;
	size_t loose = 0;
	for (int i = 0; i < TRIED; i++) {
		uint32_t left = 0x4E00 + (uint32_t)below(&random, 0x5200);
		uint32_t right = 0x4E00 + (uint32_t)below(&random, 0x5200);
		loose += np_pair_strength(left, right) == NP_PAIR_LOOSE;
	}
	ck_assert_uint_ge(loose, TRIED / 100 * 95);
}
END_TEST

START_TEST(test_table)
{
	uint64_t random = 10;
	size_t used = 0;
	for (size_t i = 0; i < NP_PAIR_SLOTS; i++) {
		used += np_pair_table[i] != 0;
		ck_assert_uint_ne(np_pair_table[i], 1);
	}
	/* A search ends at an empty slot: there must be many. */
	ck_assert_uint_lt(used, NP_PAIR_SLOTS / 4 * 3);
	for (int i = 0; i < 100000; i++) {
		unsigned char mark;
		uint32_t left = (uint32_t)chance(&random), right = (uint32_t)chance(&random);
		ck_assert_uint_lt(np_pair_hash(left, right, &mark), NP_PAIR_SLOTS);
		ck_assert_uint_ge(mark, 2);
		ck_assert_uint_eq(mark & 1, 0);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pair");
	TCase *tc = tcase_create("pair");

	tcase_add_loop_test(tc, test_known, 0, (int)SIZE(pairs));
	tcase_add_test(tc, test_outside);
	tcase_add_test(tc, test_chance);
	tcase_add_test(tc, test_table);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
