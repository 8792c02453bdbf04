/* check_held - lines that are kept are copies, whole, in the order in which they came */
#include "help.h"

#include "held.h"

/* What is kept does not hang on the line that was read. */
START_TEST(copies)
{
	char line[64];
	struct np_held held;
	struct np_block block;

	np_held_init(&held);
	for (int round = 0; round < 2; round++) {
		for (uint64_t i = 0; i < 1000; i++) {
			snprintf(line, sizeof line, "p%u\t%u\t%u\tbody\t%s", (unsigned)i,
			    (unsigned)i + 1, (unsigned)i % 7, i % 3 ? "灯塔" : "");
			ck_assert_int_eq(np_block_parse(span(line), &block, NULL), NP_OK);
			ck_assert_int_eq(
			    np_held_add(&held, span(line), &block, i + 1, NULL), NP_OK);
		}
		ck_assert_int_eq(np_held_add(&held, span("no block"), NULL, 1001, NULL), NP_OK);
		memset(line, 'x', sizeof line);
		ck_assert_uint_eq(held.count, 1001);
		size_t bytes = 0;
		for (uint64_t i = 0; i < 1000; i++) {
			const struct np_held_line *kept = &held.lines[i];
			struct np_block again;

			ck_assert(!kept->stray);
			ck_assert_uint_eq(kept->number, i + 1);
			ck_assert_int_eq(np_block_parse(kept->line, &again, NULL), NP_OK);
			ck_assert_uint_eq(kept->block.article, i % 7);
			ck_assert_ptr_eq(kept->block.home.ptr, again.home.ptr);
			ck_assert_ptr_eq(kept->block.page.ptr, again.page.ptr);
			ck_assert_ptr_eq(kept->block.lines.ptr, again.lines.ptr);
			ck_assert_ptr_eq(kept->block.text.ptr, again.text.ptr);
			ck_assert_uint_eq(kept->block.text.len, again.text.len);
			bytes += kept->line.len + 1;
		}
		ck_assert(held.lines[1000].stray);
		ck_assert_uint_eq(held.lines[1000].line.len, strlen("no block"));
		ck_assert_uint_eq(held.bytes, bytes + strlen("no block") + 1);
		np_held_reset(&held);
		ck_assert_uint_eq(held.count, 0);
		ck_assert_uint_eq(held.bytes, 0);
	}
	np_held_free(&held);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("held");
	TCase *tests = tcase_create("held");

	tcase_add_test(tests, copies);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
