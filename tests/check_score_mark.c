/* check_score_mark.c - marks of lines that are the same, in whole or in part */
#include "help_score.h"

/* Two marks of a line, as blocks, and on how many of the gold lines they are the same. */
static const struct {
	const char *gold, *pred;
	unsigned right, found, wanted;
} marks[] = {
	{ "1\t1\tbyline\t甲\n", "1\t1\tbyline\t甲\n", 1, 1, 1 },
	{ "1\t1\tbyline\t甲\n", "1\t1\tcredit\t甲\n", 0, 0, 1 },
	{ "1.1\t1\tbody\t甲\n1.2\t1\tbyline\t（乙）\n",
	    "1.1\t1\tbody\t甲（\n1.2\t1\tbyline\t乙）\n", 0, 1, 1 },
	/* A repeated mark counts as often as it is in both. */
	{ "1.1\t1\tbyline\t甲\n1.2\t1\tbyline\t甲\n1.3\t1\tbyline\t乙\n",
	    "1.1\t1\tbyline\t甲\n1.2\t1\tbyline\t乙\n1.3\t1\tbody\t甲\n", 2, 2, 3 },
	{ "1.1\t1\tbyline\t甲\n1.2\t1\tbyline\t乙\n", "1.1\t1\tbyline\t乙\n1.2\t1\tbyline\t甲\n", 2,
	    2, 2 },
	/* Over two lines, 记者 and 甲乙: one for each. */
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n", 2, 2, 2 },
	/* White space at the seam is as one likes. */
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1.2;2\t1\tbyline\t记者　甲乙\n1.1\t1\tbody\t丙\n", 2, 2, 2 },
	/* It begins later: the first line's part is another one. */
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1.2;2\t1\tbyline\t者 甲乙\n1.1\t1\tbody\t丙记\n", 1, 2, 2 },
	/* It ends earlier. */
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1.2;2.1\t1\tbyline\t记者 甲\n1.1\t1\tbody\t丙\n2.2\t1\tbody\t乙\n", 1, 2, 2 },
	/* Only the first half; only the second; both, but apart. */
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1.1\t1\tbody\t丙\n1.2\t1\tbyline\t记者\n2\t1\tbody\t甲乙\n", 1, 1, 2 },
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1\t1\tbody\t丙记者\n2\t1\tbyline\t甲乙\n", 1, 1, 2 },
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1.1\t1\tbody\t丙\n1.2\t1\tbyline\t记者\n2\t1\tbyline\t甲乙\n", 2, 2, 2 },
	{ "1.1\t1\tbody\t丙\n1.2\t1\tbyline\t记者\n2\t1\tbyline\t甲乙\n",
	    "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n", 2, 2, 2 },
	/* Half of the second half, at its start, at its end. */
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1\t1\tbody\t丙记者\n2.1\t1\tbyline\t甲\n2.2\t1\tbody\t乙\n", 0, 1, 2 },
	{ "1.2;2\t1\tbyline\t记者 甲乙\n1.1\t1\tbody\t丙\n",
	    "1;2.1\t1\tbody\t丙记者甲\n2.2\t1\tbyline\t乙\n", 0, 1, 2 },
	/* The line in the middle is all of it, whatever came before. */
	{ "1..3\t1\tbyline\t甲 乙 丙\n", "1\t1\tbody\t甲\n2..3\t1\tbyline\t乙 丙\n", 2, 2, 3 },
	{ "1..3\t1\tbyline\t甲 乙 丙\n", "1\t1\tbody\t甲\n2\t1\tbyline\t乙\n3\t1\tbody\t丙\n", 1, 1,
	    3 },
	/* Begun on other lines it is the same where it fills its line; amid one nobody can say. */
	{ "1;3.1\t1\tbyline\t甲 乙\n2\t0\tfolio\t丙\n3.2\t1\tbody\t丁\n",
	    "1\t1\tbody\t甲\n2;3.1\t1\tbyline\t丙 乙\n3.2\t1\tbody\t丁\n", 0, 2, 2 },
	{ "1;3\t1\tbyline\t甲 乙\n2\t0\tfolio\t丙\n", "1\t1\tbody\t甲\n2;3\t1\tbyline\t丙 乙\n", 1,
	    2, 2 },
};

START_TEST(marks_of_lines)
{
	struct np_score score = { .pages = 0 };
	add_page(&score, marks[_i].gold, marks[_i].pred);
	expect(score.marks[NP_BYLINE], marks[_i].right, marks[_i].found, marks[_i].wanted);
}
END_TEST

/* The parts themselves, where they are known: compared to the last byte. */
START_TEST(known_parts)
{
	const struct np_score_mark gold_mark = { .kind = NP_CREDIT, .text = span("丁 摄") };
	struct np_score_mark pred_mark = { .kind = NP_CREDIT, .text = span("丁 摄") };
	const struct np_score_line gold = { .role = NP_BODY, .marks = &gold_mark, .mark_count = 1 };
	const struct np_score_line pred = { .role = NP_BODY, .marks = &pred_mark, .mark_count = 1 };
	struct np_score score = { .pages = 0 };
	struct np_error err;
	ck_assert_int_eq(np_score_add(&score, &gold, &pred, 1, &arena, &err), NP_OK);
	expect(score.marks[NP_CREDIT], 1, 1, 1);
	pred_mark.text = span("丁　摄");
	ck_assert_int_eq(np_score_add(&score, &gold, &pred, 1, &arena, &err), NP_OK);
	pred_mark.text = span("丁");
	ck_assert_int_eq(np_score_add(&score, &gold, &pred, 1, &arena, &err), NP_OK);
	expect(score.marks[NP_CREDIT], 1, 3, 3);
}
END_TEST

/* A line with very many marks costs no more than they are long. */
START_TEST(many_marks)
{
	enum { MARKS = 200 * 1000 };
	struct np_score_mark *all = np_arena_array(&arena, MARKS, sizeof *all);
	struct np_score_mark *others = np_arena_array(&arena, MARKS, sizeof *all);
	ck_assert_ptr_nonnull(all);
	ck_assert_ptr_nonnull(others);
	for (size_t i = 0; i < MARKS; i++) {
		all[i] = (struct np_score_mark){ .kind = NP_JUMP, .text = span("甲") };
		others[i] = (struct np_score_mark){ .kind = NP_JUMP, .text = span("乙") };
	}
	const struct np_score_line gold = { .marks = all, .mark_count = MARKS };
	const struct np_score_line pred = { .marks = others, .mark_count = MARKS };
	struct np_score score = { .pages = 0 };
	struct np_error err;
	ck_assert_int_eq(np_score_add(&score, &gold, &pred, 1, &arena, &err), NP_OK);
	expect(score.marks[NP_JUMP], 0, MARKS, MARKS);
	ck_assert_int_eq(np_score_add(&score, &gold, &gold, 1, &arena, &err), NP_OK);
	expect(score.marks[NP_JUMP], MARKS, 2 * MARKS, 2 * MARKS);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("score_mark");
	TCase *tcase = tcase_create("score_mark");
	suite_add_tcase(suite, tcase);
	give_arena(tcase);
	tcase_add_loop_test(tcase, marks_of_lines, 0, SIZE(marks));
	tcase_add_test(tcase, known_parts);
	tcase_add_test(tcase, many_marks);
	return run_suite(suite);
}
