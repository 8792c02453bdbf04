/* check_held.c - tests of held and numbers: lines that are kept, sets of numbers */
#include "held.h"
#include "help.h"
#include "numbers.h"

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

/* Lines that are pointed to are copied when they are settled, each once. */
START_TEST(settles)
{
	char line[64];
	struct np_held held;
	struct np_block block;

	np_held_init(&held);
	snprintf(line, sizeof line, "p\t1\t1\tbody\t%s", "甲");
	ck_assert_int_eq(np_block_parse(span(line), &block, NULL), NP_OK);
	ck_assert_int_eq(np_held_point(&held, span(line), &block, 1, NULL), NP_OK);
	ck_assert_ptr_eq(held.lines[0].line.ptr, line);
	ck_assert_int_eq(np_held_point(&held, span("no block"), NULL, 2, NULL), NP_OK);
	ck_assert_int_eq(np_held_settle(&held, NULL), NP_OK);
	memset(line, '#', sizeof line);
	ck_assert_ptr_ne(held.lines[0].line.ptr, line);
	ck_assert_mem_eq(held.lines[0].line.ptr, "p\t1\t1\tbody\t甲", held.lines[0].line.len);
	ck_assert_mem_eq(held.lines[0].block.text.ptr, "甲", held.lines[0].block.text.len);
	ck_assert(held.lines[1].stray);
	ck_assert_uint_eq(held.settled, 2);
	np_held_free(&held);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("held");
	TCase *tests = tcase_create("held");

	tcase_add_test(tests, copies);
	tcase_add_test(tests, settles);
	tcase_add_test(tests, numbers);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
