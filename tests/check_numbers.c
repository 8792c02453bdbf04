/* check_numbers - a set of numbers: what was put in is there, once, and nothing else */
#include "help.h"

#include "numbers.h"

START_TEST(numbers)
{
	struct np_numbers set = { .count = 0 };
	bool in[500] = { false };
	uint64_t state = 3;
	size_t count = 0;

	np_numbers_sort(&set);
	ck_assert(!np_numbers_have(&set, 0));
	for (int i = 0; i < 300; i++) {
		size_t number = below(&state, SIZE(in));

		ck_assert(np_numbers_add(&set, number));
		count += !in[number];
		in[number] = true;
	}
	ck_assert(np_numbers_add(&set, UINT64_MAX));
	np_numbers_sort(&set);
	ck_assert_uint_eq(set.count, count + 1);
	ck_assert(np_numbers_have(&set, UINT64_MAX));
	for (size_t i = 0; i < SIZE(in); i++)
		ck_assert_int_eq(np_numbers_have(&set, i), in[i]);
	np_numbers_clear(&set);
	ck_assert(!np_numbers_have(&set, UINT64_MAX));
	np_numbers_free(&set);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("numbers");
	TCase *tests = tcase_create("numbers");

	tcase_add_test(tests, numbers);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
