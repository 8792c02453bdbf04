/* check_score_line.c - what blocks say of lines */
#include "help_score.h"

/* Lines as "number article role+ {kind}", blanks between. */
static void
tell_lines(char *text, size_t room, const struct np_score_line *lines, size_t count)
{
	size_t len = 0;
	text[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		len += (size_t)snprintf(text + len, room - len, "%s%d %d %s%s", i > 0 ? ", " : "",
		    (int)lines[i].number, (int)lines[i].article, np_role_name(lines[i].role),
		    lines[i].continues ? "+" : "");
		for (size_t m = 0; m < lines[i].mark_count; m++) {
			const struct np_score_mark *mark = &lines[i].marks[m];
			len += (size_t)snprintf(text + len, room - len, " {%s%s%s%s%s}",
			    np_role_name(mark->kind), mark->enters ? " enters" : "",
			    mark->leaves ? " leaves" : "", mark->first ? " first" : "",
			    mark->last ? " last" : "");
		}
	}
	ck_assert_uint_lt(len, room);
}

static const struct {
	const char *blocks, *lines;
} laid[] = {
	{ "", "" },
	{ "3..4\t1\theadline\t甲 乙\n6;8\t1\tbody\t丙丁\n7\t2\tcaption\t戊\n",
	    "3 1 headline, 4 1 headline, 6 1 body, 7 2 caption, 8 1 body+" },
	{ "1..2\t1\tkicker\t甲乙\n3..4\t1\tdeck\t甲乙\n5..6\t1\tsubhead\t甲乙\n",
	    "1 1 kicker, 2 1 kicker, 3 1 deck, 4 1 deck, 5 1 subhead, 6 1 subhead+" },
	/* A mark alone on its line gives the role; beside others it does not. */
	{ "1\t2\tbyline\t甲\n2.1\t1\tdateline\t乙\n2.2\t3\tbody\t丙\n",
	    "1 2 byline {byline first last}, 2 3 body {dateline first}" },
	{ "1.1\t2\tcredit\t甲\n1.2\t1\tbyline\t乙\n", "1 2 credit {credit first} {byline last}" },
	/* The first of several, a headline before all. */
	{ "1;2.1\t1\tbody\t甲\n2.2\t2\tbody\t乙\n", "1 1 body, 2 1 body+" },
	{ "1;2.1\t1\tbody\t甲\n2.2\t2\theadline\t乙\n", "1 1 body, 2 2 headline" },
	{ "1;2.2\t1\tcaption\t甲\n2.1\t2\tbody\t乙\n", "1 1 caption, 2 1 caption+" },
	/* So too when the stream was sorted in another way. */
	{ "2.1\t2\tbody\t乙\n1;2.2\t1\tcaption\t甲\n", "1 1 caption, 2 1 caption+" },
	{ "10\t2\tbody\t乙\n9\t1\tbody\t甲\n", "9 1 body, 10 2 body" },
	/* Marks over lines; a line that is nothing else does not continue. */
	{ "1.2;2\t1\tbyline\t甲乙\n1.1\t1\tbody\t丙\n",
	    "1 1 body {byline leaves last}, 2 1 byline {byline enters first last}" },
	{ "1.2;2;3.1\t1\tbyline\t甲乙\n1.1\t1\tbody\t丙\n3.2\t1\tbody\t丁\n",
	    "1 1 body {byline leaves last}, 2 1 byline {byline enters leaves first last}, "
	    "3 1 body {byline enters first}" },
	/* Two pieces of one line in one block are one. */
	{ "1.1;1.3;2\t1\tbody\t甲乙丙\n1.2\t1\tbyline\t丁\n", "1 1 body {byline}, 2 1 body+" },
	{ "1.1;1.3\t1\tbyline\t甲乙\n1.2\t1\tbody\t丁\n", "1 1 body {byline first last}" },
	/* A mark without a word is none, though it is the line's role. */
	{ "1\t1\tbyline\t\n", "1 1 byline" },
};

START_TEST(lines_of_blocks)
{
	char text[1024];
	size_t count;
	struct np_score_line *lines = lay(laid[_i].blocks, &count);
	tell_lines(text, sizeof text, lines, count);
	ck_assert_str_eq(text, laid[_i].lines);
}
END_TEST

START_TEST(largest_numbers)
{
	size_t count;
	struct np_score_line *lines =
	    lay("18446744073709551614..18446744073709551615\t1\tbody\t甲\n", &count);
	ck_assert_uint_eq(count, 2);
	ck_assert(lines[1].number == UINT64_MAX);
	ck_assert(lines[1].continues);
}
END_TEST

/* More lines than memory could ever hold, in one block and in the sum. */
START_TEST(a_world_of_lines)
{
	static const char *const streams[] = {
		"1..18446744073709551615\t1\tbody\t甲\n",
		"1..9223372036854775808\t1\tbody\t甲\n1..9223372036854775808\t1\tbody\t甲\n",
	};
	struct np_score_line *lines;
	struct np_error err;
	size_t n, count;
	const struct np_score_block *blocks = take_blocks(streams[_i], &n);
	ck_assert_int_eq(np_score_lay(blocks, n, &arena, &lines, &count, &err), NP_ERR_MEMORY);
}
END_TEST

START_TEST(which_block_told)
{
	size_t count;
	struct np_score_line *lines = lay("1.1\t1\tdateline\t甲\n1.2;2\t1\tbody\t乙丙\n", &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(lines[0].block->role, NP_BODY);
	ck_assert_ptr_eq(lines[0].block, lines[1].block);
}
END_TEST

START_TEST(aligned)
{
	size_t gold_count, pred_count, missing = 0, stray = 0;
	char text[256];
	struct np_score_line *gold = lay("2..4\t1\tbody\t甲乙丙\n7\t2\tbody\t丁\n", &gold_count);
	struct np_score_line *pred = lay(
	    "1\t5\tbody\t甲\n3\t6\tjump\t乙\n5..6\t7\tbody\t丙丁\n9\t8\tbody\t戊\n", &pred_count);
	struct np_score_line *lines =
	    np_score_align(gold, gold_count, pred, pred_count, &arena, &missing, &stray);
	ck_assert_ptr_nonnull(lines);
	tell_lines(text, sizeof text, lines, gold_count);
	ck_assert_str_eq(text, "2 0 other, 3 6 jump {jump first last}, 4 0 other, 7 0 other");
	ck_assert_uint_eq(missing, 3);
	ck_assert_uint_eq(stray, 4);
}
END_TEST

START_TEST(no_memory_for_lines)
{
	struct np_score_line *lines;
	struct np_error err;
	struct np_arena small;
	size_t n, count;
	const struct np_score_block *blocks = take_blocks("1..99\t1\tbyline\t甲\n", &n);
	enum np_code code = NP_ERR_MEMORY;
	unsigned failures = 0;
	for (size_t limit = 16; code != NP_OK; limit += 512) {
		np_arena_init(&small, limit);
		code = np_score_lay(blocks, n, &small, &lines, &count, &err);
		failures += code == NP_ERR_MEMORY;
		np_arena_free(&small);
	}
	ck_assert_uint_gt(failures, 5);
	ck_assert_uint_eq(count, 99);
}
END_TEST

START_TEST(mark_roles)
{
	unsigned count = 0;
	for (unsigned i = 0; i < NP_ROLES; i++)
		count += np_score_is_mark((enum np_role)i);
	ck_assert_uint_eq(count, 4);
	ck_assert(np_score_is_mark(NP_BYLINE) && np_score_is_mark(NP_DATELINE) &&
		  np_score_is_mark(NP_CREDIT) && np_score_is_mark(NP_JUMP));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("score_line");
	TCase *tcase = tcase_create("score_line");
	suite_add_tcase(suite, tcase);
	give_arena(tcase);
	tcase_add_loop_test(tcase, lines_of_blocks, 0, SIZE(laid));
	tcase_add_test(tcase, largest_numbers);
	tcase_add_loop_test(tcase, a_world_of_lines, 0, 2);
	tcase_add_test(tcase, which_block_told);
	tcase_add_test(tcase, aligned);
	tcase_add_test(tcase, no_memory_for_lines);
	tcase_add_test(tcase, mark_roles);
	return run_suite(suite);
}
