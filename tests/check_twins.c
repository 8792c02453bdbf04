/* check_twins - lines of a page that are alike */
#include "help_arena.h"

#include "twins.h"

START_TEST(test_alike)
{
	/* The first five are candidates for a heading; size is what chars and spaces make. */
	static const struct {
		bool candidate;
		uint32_t opening, punctuation, wording;
		unsigned chars, twins_opening, twins_form, twins_size, repeats;
	} cases[] = {
		{ true, 7, 30, 100, 9, 1, 0, 3, 0 },
		{ true, 7, 31, 101, 9, 1, 2, 3, 1 },
		{ true, 8, 31, 101, 9, 0, 2, 3, 1 },
		{ true, 0, 31, 102, 9, 0, 2, 3, 0 },
		{ true, 9, 0, 0, 9, 0, 0, 3, 0 },
		{ false, 7, 30, 103, 9, 0, 0, 0, 3 },
		{ false, 7, 30, 103, 9, 0, 0, 0, 3 },
		{ false, 7, 30, 103, 9, 0, 0, 0, 3 },
		{ false, 7, 30, 103, 9, 0, 0, 0, 3 },
		{ false, 7, 30, 103, 9, 0, 0, 0, 3 },
	};
	static struct np_look lines[SIZE(cases)];
	for (size_t i = 0; i < SIZE(cases); i++)
		lines[i] = (struct np_look){ .candidate = cases[i].candidate,
			.opening = cases[i].opening,
			.punctuation = cases[i].punctuation,
			.wording = cases[i].wording,
			.chars = cases[i].chars };
	ck_assert(np_twins_find(lines, SIZE(cases), &arena));
	for (size_t i = 0; i < SIZE(cases); i++) {
		ck_assert_msg(lines[i].twins_opening == cases[i].twins_opening, "opening %zu", i);
		ck_assert_msg(lines[i].twins_form == cases[i].twins_form, "form %zu", i);
		ck_assert_msg(lines[i].twins_size == cases[i].twins_size, "size %zu", i);
		ck_assert_msg(lines[i].repeats == cases[i].repeats, "repeats %zu", i);
	}
}
END_TEST

/*
 * As many lines as a page may have, hardly two of them alike: found at once, where a table of which
 * but a part is used as a start takes hours.
 */
START_TEST(test_many)
{
	enum { MANY = 1000000 };
	struct np_look *lines = calloc(MANY, sizeof *lines);
	ck_assert_ptr_nonnull(lines);
	for (size_t i = 0; i < MANY; i++)
		lines[i].wording = (uint32_t)i + 1;
	lines[MANY - 1].wording = 5;
	ck_assert(np_twins_find(lines, MANY, &arena));
	size_t repeats = 0;
	for (size_t i = 0; i < MANY; i++)
		repeats += lines[i].repeats;
	ck_assert_uint_eq(repeats, 2);
	ck_assert_uint_eq(lines[4].repeats, 1);
	free(lines);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("twins");
	TCase *tc = tcase_create("twins");

	tcase_set_timeout(tc, 60);
	give_arena(tc);
	tcase_add_test(tc, test_alike);
	tcase_add_test(tc, test_many);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
