/* check_score - what blocks say of lines, and figures worked out by hand */
#include "help_arena.h"

#include "score.h"

/* Takes a stream without its page field, "lines article role text", apart. */
static struct np_score_block *
take_blocks(const char *stream, size_t *count)
{
	struct np_score_block *blocks = np_arena_array(&arena, strlen(stream) + 1, sizeof *blocks);
	ck_assert_ptr_nonnull(blocks);
	for (*count = 0; *stream != '\0'; ++*count) {
		struct np_score_block *to = &blocks[*count];
		size_t len = strcspn(stream, "\n");
		char *line = np_arena_take(&arena, len + 2);
		struct np_block block;
		struct np_error err;
		ck_assert_ptr_nonnull(line);
		memcpy(line, "p\t", 2);
		memcpy(line + 2, stream, len);
		ck_assert_int_eq(
		    np_block_parse((struct np_span){ line, len + 2 }, &block, &err), NP_OK);
		to->pieces = np_block_pieces(block.lines, &to->piece_count, &arena, &err);
		ck_assert_ptr_nonnull(to->pieces);
		to->article = block.article;
		to->role = block.role;
		to->text = np_block_unescape(block.text, &arena);
		stream += len + (stream[len] == '\n');
	}
	return blocks;
}

static struct np_score_line *
lay(const char *stream, size_t *count)
{
	struct np_score_line *lines;
	struct np_error err;
	size_t n;
	const struct np_score_block *blocks = take_blocks(stream, &n);
	ck_assert_int_eq(np_score_lay(blocks, n, &arena, &lines, count, &err), NP_OK);
	return lines;
}

/* ---- blocks to lines ---- */

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

/* ---- scores ---- */

/* Scores pred with gold, both streams of one page, into *score. */
static void
add_page(struct np_score *score, const char *gold_blocks, const char *pred_blocks)
{
	size_t count, pred_count, missing = 0, stray = 0;
	struct np_error err;
	struct np_score_line *gold = lay(gold_blocks, &count),
			     *pred = lay(pred_blocks, &pred_count);
	pred = np_score_align(gold, count, pred, pred_count, &arena, &missing, &stray);
	ck_assert_ptr_nonnull(pred);
	ck_assert_int_eq(np_score_add(score, gold, pred, count, &arena, &err), NP_OK);
}

static void
expect(struct np_score_count count, uint64_t right, uint64_t found, uint64_t gold)
{
	ck_assert_uint_eq(count.right, right);
	ck_assert_uint_eq(count.found, found);
	ck_assert_uint_eq(count.gold, gold);
}

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

/* ---- marks ---- */

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
	Suite *suite = suite_create("score");
	TCase *tcase = tcase_create("score");
	suite_add_tcase(suite, tcase);
	give_arena(tcase);
	tcase_add_loop_test(tcase, lines_of_blocks, 0, SIZE(laid));
	tcase_add_test(tcase, largest_numbers);
	tcase_add_loop_test(tcase, a_world_of_lines, 0, 2);
	tcase_add_test(tcase, which_block_told);
	tcase_add_test(tcase, aligned);
	tcase_add_test(tcase, the_same);
	tcase_add_test(tcase, by_hand);
	tcase_add_test(tcase, nothing_found);
	tcase_add_test(tcase, no_lines);
	tcase_add_loop_test(tcase, windows, 0, SIZE(cuts));
	tcase_add_test(tcase, means);
	tcase_add_test(tcase, figures);
	tcase_add_test(tcase, no_memory);
	tcase_add_test(tcase, no_memory_for_lines);
	tcase_add_loop_test(tcase, marks_of_lines, 0, SIZE(marks));
	tcase_add_test(tcase, known_parts);
	tcase_add_test(tcase, many_marks);
	tcase_add_loop_test(tcase, article_differences, 0, SIZE(renumbered));
	tcase_add_test(tcase, other_differences);
	tcase_add_test(tcase, mark_roles);
	return run_suite(suite);
}
