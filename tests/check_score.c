/* check_score.c - figures worked out by hand, and which lines differ */
#include "help_score.h"

static void
expect_near(double value, double wanted)
{
	ck_assert_msg(
	    value > wanted - 1e-12 && value < wanted + 1e-12, "%.12f, not %.12f", value, wanted);
}

static const char gold_page[] = "1\t0\tfolio\t甲\n"
				"2..3\t1\theadline\t乙 丙\n"
				"4.1\t1\tdateline\t本报讯\n"
				"4.2;5\t1\tbody\t丁戊\n"
				"6\t2\theadline\t己\n"
				"7.1\t2\tbody\t庚\n"
				"7.2\t2\tbyline\t（林知秋）\n"
				"8\t2\tbyline\t（辛）\n";

START_TEST(the_same)
{
	struct np_score score = { .pages = 0 };
	add_page(&score, gold_page, gold_page);
	ck_assert_uint_eq(score.pages, 1);
	expect(score.boundary, 2, 2, 2);
	expect(score.articles, 2, 2, 2);
	expect(score.joining, 1, 1, 1);
	expect(np_score_roles(&score), 8, 8, 8);
	expect(score.marks[NP_BYLINE], 2, 2, 2);
	expect(score.marks[NP_DATELINE], 1, 1, 1);
	expect(score.marks[NP_CREDIT], 0, 0, 0);
	expect_near(np_score_pk(&score), 0);
	expect_near(np_score_windowdiff(&score), 0);
	expect_near(np_score_macro(&score, 1), 1);
}
END_TEST

/*
 * The second headline taken for body: one article too few, a line that continues too many, the
 * folio in the article, another byline.  In articles are lines 2 to 8, 7 of 2, so that the window is
 * 7 / 2 / 2 = 1.75, so 2; of the pairs 2-4, 3-5, 4-6, 5-7, 6-8 those over line 6 are wrong: 2 of 5.
 */
START_TEST(by_hand)
{
	struct np_score score = { .pages = 0 };
	add_page(&score, gold_page,
	    "1\t9\tbody\t甲\n2..3\t9\theadline\t乙 丙\n4.1\t9\tdateline\t本报讯\n"
	    "4.2;5;6\t9\tbody\t丁戊己\n7.1\t9\tbody\t庚\n7.2\t9\tbyline\t（林知秋\n"
	    "8\t9\tbyline\t（辛）\n");
	expect(score.boundary, 0, 1, 2);
	expect(score.articles, 0, 1, 2);
	expect(score.joining, 1, 2, 1);
	expect(np_score_roles(&score), 6, 8, 8);
	expect(np_score_role(&score, NP_BODY), 3, 5, 3);
	expect(np_score_role(&score, NP_HEADLINE), 2, 2, 3);
	expect(np_score_role(&score, NP_FOLIO), 0, 0, 1);
	expect(np_score_role(&score, NP_BYLINE), 1, 1, 1);
	ck_assert_uint_eq(score.lines[NP_FOLIO][NP_BODY], 1);
	expect(score.marks[NP_BYLINE], 1, 2, 2);
	expect(score.marks[NP_DATELINE], 1, 1, 1);
	expect_near(np_score_pk(&score), 2. / 5);
	expect_near(np_score_windowdiff(&score), 2. / 5);
	/* F1 of headline 4/5, byline 1, body 6/8, folio 0. */
	expect_near(np_score_macro(&score, 1), (.8 + 1 + .75 + 0) / 4);
	expect_near(np_score_macro(&score, 3), (.8 + .75) / 2);
	expect_near(np_score_macro(&score, 4), 0);
}
END_TEST

START_TEST(nothing_found)
{
	struct np_score score = { .pages = 0 };
	add_page(&score, gold_page, "");
	expect(score.boundary, 0, 0, 2);
	expect(score.articles, 0, 0, 2);
	expect(np_score_roles(&score), 0, 8, 8);
	expect(np_score_role(&score, NP_OTHER), 0, 8, 0);
	expect(score.marks[NP_BYLINE], 0, 0, 2);
	/* Each line is cut off: wrong are the 3 of 5 windows within an article, all that count. */
	expect_near(np_score_pk(&score), 3. / 5);
	expect_near(np_score_windowdiff(&score), 1);
}
END_TEST

START_TEST(no_lines)
{
	struct np_score score = { .pages = 0 };
	add_page(&score, "", gold_page);
	ck_assert_uint_eq(score.pages, 1);
	expect(score.boundary, 0, 0, 0);
	expect(np_score_roles(&score), 0, 0, 0);
	expect_near(np_score_pk(&score), 0);
	expect_near(np_score_macro(&score, 1), 0);
}
END_TEST

/* Articles by the letters of gold and pred, a line each; '.' is article 0. */
static void
letters_to_lines(const char *letters, struct np_score_line *lines)
{
	for (size_t i = 0; letters[i] != '\0'; i++)
		lines[i] = (struct np_score_line){
			.number = i + 1,
			.article = letters[i] == '.' ? 0 : (uint64_t)letters[i],
			.role = NP_BODY,
		};
}

/* Cuts; right is how many boundaries, and how many articles, are. */
static const struct {
	const char *gold, *pred;
	unsigned boundaries, articles;
	double pk, windowdiff;
} cuts[] = {
	{ "aaaaabbbbb", "xxxxxyyyyy", 2, 2, 0, 0 },
	/* 10 lines, 2 articles: 2.5 is to be rounded to 2.  Cut one line too early. */
	{ "aaaaabbbbb", "xxxxyyyyyy", 1, 0, 2. / 8, 2. / 8 },
	/* A cut too many: Pk passes over the window that has two, WindowDiff does not. */
	{ "aaaaabbbbb", "xxxxyzzzzz", 2, 1, 1. / 8, 2. / 8 },
	/* None found. */
	{ "aaaaabbbbb", "xxxxxxxxxx", 1, 0, 2. / 8, 2. / 8 },
	/* A line in no article is cut off on both sides. */
	{ "aaaaabbbbb", "xxxxxyy.yy", 2, 1, 2. / 8, 3. / 8 },
	/* What is in no article in gold is passed over: the same as without. */
	{ "aaa..aabb.bbb", "xxx..xxyyzyyy", 2, 2, 0, 0 },
	{ ".aaaaa.bbbbb.", "xxxxxxxxxxxxx", 0, 0, 2. / 8, 2. / 8 },
	/* 14 of 2: 3.5 to 4; 6 of 2: 1.5 to 2; 2 of 2: .5 to 0, but 1 at least. */
	{ "aaaaaaabbbbbbb", "xxxxxxxxxxxxxx", 1, 0, 4. / 10, 4. / 10 },
	{ "aaabbb", "xxxxxx", 1, 0, 2. / 4, 2. / 4 },
	{ "ab", "xx", 1, 0, 1, 1 },
	{ "ab", "xy", 2, 2, 0, 0 },
	/* An article that goes on behind another: 8 of 2, a window of 2. */
	{ "aabbbbaa", "xxyyyyxx", 2, 2, 0, 0 },
	{ "aabbbbaa", "xxyyyyzz", 2, 1, 0, 0 },
	/* A window as long as the page tells nothing. */
	{ "a", "x", 1, 1, 0, 0 },
	{ "a", ".", 0, 0, 0, 0 },
	{ "...", "xyz", 0, 0, 0, 0 },
};

START_TEST(windows)
{
	struct np_score_line gold[16], pred[16];
	struct np_score score = { .pages = 0 };
	struct np_error err;
	size_t count = strlen(cuts[_i].gold);
	ck_assert_uint_eq(strlen(cuts[_i].pred), count);
	letters_to_lines(cuts[_i].gold, gold);
	letters_to_lines(cuts[_i].pred, pred);
	ck_assert_int_eq(np_score_add(&score, gold, pred, count, &arena, &err), NP_OK);
	ck_assert_uint_eq(score.boundary.right, cuts[_i].boundaries);
	ck_assert_uint_eq(score.articles.right, cuts[_i].articles);
	expect_near(np_score_pk(&score), cuts[_i].pk);
	expect_near(np_score_windowdiff(&score), cuts[_i].windowdiff);
}
END_TEST

/* Means are those of pages. */
START_TEST(means)
{
	struct np_score both = { .pages = 0 }, two = both;
	static const char none[] = "2..3\t1\tbody\t甲乙\n4\t2\tcredit\t丙\n";
	add_page(&both, gold_page, gold_page);
	add_page(&both, gold_page, none);
	add_page(&two, gold_page, none);
	ck_assert_uint_eq(both.pages, 2);
	expect_near(np_score_pk(&both), np_score_pk(&two) / 2);
	ck_assert(np_score_pk(&two) > 0);
}
END_TEST

START_TEST(figures)
{
	struct np_score_count count = { 3, 4, 6 };
	expect_near(np_score_precision(count), .75);
	expect_near(np_score_recall(count), .5);
	expect_near(np_score_f1(count), .6);
	count = (struct np_score_count){ 0, 0, 0 };
	expect_near(np_score_precision(count), 1);
	expect_near(np_score_recall(count), 1);
	expect_near(np_score_f1(count), 1);
	count = (struct np_score_count){ 0, 0, 5 };
	expect_near(np_score_precision(count), 0);
	expect_near(np_score_recall(count), 0);
	expect_near(np_score_f1(count), 0);
	count = (struct np_score_count){ 0, 5, 0 };
	expect_near(np_score_precision(count), 0);
	expect_near(np_score_recall(count), 1);
	expect_near(np_score_f1(count), 0);
}
END_TEST

/* Memory gives out at every place once; the score stays as it was until it is there. */
START_TEST(no_memory)
{
	size_t count;
	struct np_score_line *lines = lay(gold_page, &count);
	struct np_score score = { .pages = 7 };
	struct np_error err;
	struct np_arena small;
	enum np_code code = NP_ERR_MEMORY;
	unsigned failures = 0;
	for (size_t limit = 16; code != NP_OK; limit += 16) {
		np_arena_init(&small, limit);
		code = np_score_add(&score, lines, lines, count, &small, &err);
		failures += code == NP_ERR_MEMORY;
		ck_assert_uint_eq(score.pages, code == NP_OK ? 8 : 7);
		ck_assert_uint_eq(score.boundary.gold, code == NP_OK ? 2 : 0);
		np_arena_free(&small);
	}
	ck_assert_uint_gt(failures, 5);
}
END_TEST

/* ---- differences ---- */

/* Articles by letters; lines whose article differs are marked ^. */
static const struct {
	const char *gold, *pred, *differ;
} renumbered[] = {
	{ "aabbcc", "ccaabb", "      " },
	{ "aa.bb", "bb.aa", "     " },
	{ "aa.bb", "bbbaa", "  ^  " },
	{ "aabbb", "xx.yy", "  ^  " },
	/* Two in one: the one that has more of it keeps it. */
	{ "aaabb", "xxxxx", "   ^^" },
	{ "aabbb", "xxxxx", "^^   " },
	/* One in two. */
	{ "aaaaa", "xxxyy", "   ^^" },
	/* A headline that went to the article before. */
	{ "aaabbbb", "xxxxyyy", "   ^   " },
	/* As many lines with either: the first has its way. */
	{ "aaaa", "xxyy", "  ^^" },
	/* Numbers that are the same but stand for others. */
	{ "aaabbb", "bbbbaa", "   ^  " },
	{ "aaa", "...", "^^^" },
	{ "...", "xxx", "^^^" },
	{ "", "", "" },
};

START_TEST(article_differences)
{
	struct np_score_line gold[16], pred[16];
	size_t count = strlen(renumbered[_i].gold);
	letters_to_lines(renumbered[_i].gold, gold);
	letters_to_lines(renumbered[_i].pred, pred);
	const unsigned char *differ = np_score_differences(gold, pred, count, &arena);
	ck_assert_ptr_nonnull(differ);
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(differ[i] == (renumbered[_i].differ[i] == '^' ? NP_SCORE_ARTICLE : 0),
		    "line %zu: %d", i + 1, differ[i]);
}
END_TEST

START_TEST(other_differences)
{
	size_t count, pred_count;
	struct np_score_line *gold =
	    lay("1..2\t1\tbody\t甲乙\n3\t1\theadline\t丙\n4\t1\tbyline\t丁\n"
		"5.1\t1\tbody\t戊\n5.2\t1\tcredit\t己\n6\t1\tbody\t庚\n",
		&count);
	struct np_score_line *pred = lay("1\t1\tbody\t甲\n2\t1\tbody\t乙\n3\t1\tkicker\t丙\n"
					 "4\t1\tcredit\t丁\n5\t1\tbody\t戊己\n6\t1\tbody\t庚\n",
	    &pred_count);
	ck_assert_uint_eq(count, pred_count);
	const unsigned char *differ = np_score_differences(gold, pred, count, &arena);
	ck_assert_ptr_nonnull(differ);
	static const unsigned wanted[] = { 0, NP_SCORE_JOINING, NP_SCORE_ROLE,
		NP_SCORE_ROLE | NP_SCORE_MARKS, NP_SCORE_MARKS, 0 };
	for (size_t i = 0; i < count; i++)
		ck_assert_uint_eq(differ[i], wanted[i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("score");
	TCase *tcase = tcase_create("score");
	suite_add_tcase(suite, tcase);
	give_arena(tcase);
	tcase_add_test(tcase, the_same);
	tcase_add_test(tcase, by_hand);
	tcase_add_test(tcase, nothing_found);
	tcase_add_test(tcase, no_lines);
	tcase_add_loop_test(tcase, windows, 0, SIZE(cuts));
	tcase_add_test(tcase, means);
	tcase_add_test(tcase, figures);
	tcase_add_test(tcase, no_memory);
	tcase_add_loop_test(tcase, article_differences, 0, SIZE(renumbered));
	tcase_add_test(tcase, other_differences);
	return run_suite(suite);
}
