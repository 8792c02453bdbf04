/* check_tally.c - counts of groups: each found again, none too many */
#include "help.h"

#include "tally.h"

START_TEST(groups)
{
	struct np_tally tally;
	char name[16];

	np_tally_init(&tally, NP_COUNT_GRAPHEMES, SIZE_MAX);
	/* twice, so that each is met again; in another order the second time */
	for (int round = 0; round < 2; round++) {
		for (unsigned k = 0; k < 3000; k++) {
			unsigned i = round == 0 ? k : 2999 - k;
			int len = snprintf(name, sizeof name, "%u", i / 6);
			struct np_tally_row *row = np_tally_at(
			    &tally, (struct np_span){ name, (size_t)len }, i / 2 % 3, (int)(i % 2));

			ck_assert_ptr_nonnull(row);
			np_tally_add(
			    &tally, row, &(struct np_count){ .chars = i, .graphemes = i + 1 });
		}
	}
	ck_assert_uint_eq(tally.count, 3000);
	for (unsigned i = 0; i < 3000; i++) {
		const struct np_tally_row *row = tally.rows[i];
		struct np_count count;
		int len = snprintf(name, sizeof name, "%u", i / 6);

		ck_assert_uint_eq(row->page.len, (size_t)len);
		ck_assert_mem_eq(row->page.ptr, name, (size_t)len);
		ck_assert_uint_eq(row->article, i / 2 % 3);
		ck_assert_uint_eq((unsigned)row->role, i % 2);
		count = np_tally_count(&tally, row);
		ck_assert_uint_eq(count.chars, 2 * i);
		ck_assert_uint_eq(count.graphemes, 2 * (i + 1));
		ck_assert_uint_eq(count.classes[NP_HAN], 0);
	}
	np_tally_clear(&tally);
	ck_assert_uint_eq(tally.count, 0);
	/* names that begin alike or are empty are names of their own */
	ck_assert_ptr_ne(np_tally_at(&tally, (struct np_span){ "ab", 1 }, 1, 0),
	    np_tally_at(&tally, (struct np_span){ "ab", 2 }, 1, 0));
	ck_assert_ptr_nonnull(np_tally_at(&tally, (struct np_span){ "", 0 }, 0, 0));
	ck_assert_uint_eq(tally.count, 3);
	np_tally_clear(&tally);
	/* no more than are allowed; those that are there go on */
	np_tally_init(&tally, 0, 2);
	ck_assert_ptr_nonnull(np_tally_at(&tally, (struct np_span){ "a", 1 }, 1, 0));
	ck_assert(!np_tally_is_full(&tally));
	ck_assert_ptr_nonnull(np_tally_at(&tally, (struct np_span){ "a", 1 }, 2, 0));
	ck_assert(np_tally_is_full(&tally));
	ck_assert_ptr_null(np_tally_at(&tally, (struct np_span){ "a", 1 }, 3, 0));
	ck_assert_ptr_nonnull(np_tally_at(&tally, (struct np_span){ "a", 1 }, 1, 0));
	np_tally_clear(&tally);
	ck_assert(!np_tally_is_full(&tally));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tally");
	TCase *tcase = tcase_create("tally");

	tcase_add_test(tcase, groups);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
