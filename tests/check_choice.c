/* check_choice.c - tests of choice: which articles a list asks for */
#include "help.h"

#include "choice.h"

static const struct {
	const char *list;
	const char *chosen; /* which of 0 to 3 */
} choices[] = {
	{ NULL, "123" },
	{ "0", "0123" },
	{ "2", "2" },
	{ "3,1", "13" },
	{ "0,2", "02" },
	{ "2,0", "02" },
	{ "7", "" },
	{ "1-2", "12" },
	{ "2-2", "2" },
	{ "2-18446744073709551615", "23" },
	{ "3,1-2", "123" },
	{ "3,0-1", "013" },
	{ "0-0", "0123" },
};

START_TEST(choose)
{
	char chosen[5] = "", *to = chosen;

	ck_assert(choices[_i].list == NULL || np_choice_valid(choices[_i].list));
	for (uint64_t number = 0; number < 4; number++) {
		if (np_choice_has(choices[_i].list, number))
			*to++ = (char)('0' + number);
	}
	ck_assert_str_eq(chosen, choices[_i].chosen);
}
END_TEST

START_TEST(no_lists)
{
	static const char *const wrong[] = { "", ",", "1,", ",1", "1,,2", "a", "1 ", "-1", "1.2",
		"99999999999999999999", "1-", "1--2", "1-2-3", "3-1", "1-2,",
		"1-99999999999999999999" };

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		ck_assert_msg(!np_choice_valid(wrong[i]), "%s", wrong[i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("choice");
	TCase *tc = tcase_create("choice");

	tcase_add_loop_test(tc, choose, 0, sizeof choices / sizeof choices[0]);
	tcase_add_test(tc, no_lists);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
