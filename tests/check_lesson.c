/* check_lesson - learning from gold pages, and how well it went on those that were held back */
#include "help_gold.h"

#include "lesson.h"

enum { GOLDS = 3 };

static struct np_arena arena;
static struct np_gold golds[GOLDS];
static struct np_marks *marks;

/* Each page has lines that begin with a character of its own, 0x9F0B 鼋, 0x9F8D 龍, 0x9E9F 麟. */
static const struct gold_line first_page[] = {
	{ NP_FOLIO, 0, false, "2026年4月2日 星期四 第3版" },
	{ NP_HEADLINE, 1, false, "鼋湖边的芦苇收割完毕" },
	{ NP_BODY, 1, false,
	    "本报讯 鼋湖边的芦苇昨天收割完毕，两千亩水面露了出来，水鸟也飞回来了，岸上有人数过。" },
	{ NP_BODY, 1, false, "鼋湖的渔民说，今年的水比往年清，明天起可以下网，价钱要等几天再看。" },
	{ NP_SUBHEAD, 1, false, "芦苇的去处" },
	{ NP_BODY, 1, false,
	    "收下的芦苇送到镇上的纸厂，一部分编成席子，老人们说编席子的人一年比一年少了。（李俊华"
	    "）" },
	{ NP_HEADLINE, 2, false, "夜班公交多跑一小时" },
	{ NP_BODY, 2, false,
	    "本报讯 从下周一起，三条夜班公交多跑一小时，末班车在凌晨零点半，票价不变。" },
	{ NP_BODY, 2, false, "司机们分成两班，车上添了暖气，等车的人可以在站台上看到车在哪里。" },
	{ NP_CAPTION, 3, false, "图为收割后的湖面。 李俊华 摄" },
};

static const struct gold_line second_page[] = {
	{ NP_KICKER, 1, false, "龍潭镇修路的第二年" },
	{ NP_HEADLINE, 1, false, "龍潭镇的盘山路通到山顶" },
	{ NP_HEADLINE, 1, true, "四十户人家不再走夜路" },
	{ NP_BYLINE, 1, false, "本报记者 王明" },
	{ NP_BODY, 1, false,
	    "龍潭镇的盘山路昨天通到山顶，最后一段只有三百米，却用了八个月，石头是一车一车拉走的"
	    "。" },
	{ NP_BODY, 1, false, "山上住着四十户人家，孩子上学从前要走两个小时，" },
	{ NP_BODY, 1, true, "如今班车开到门口。" },
	{ NP_HEADLINE, 2, false, "旧书集市移到河边" },
	{ NP_BODY, 2, false,
	    "本报讯 旧书集市从本月起移到河边的廊下，每逢周末开市，雨天也不收摊，摊位不要钱。" },
	{ NP_BODY, 2, false, "摆摊的多是退休的教师，有人带来了六十年前的课本，一上午就卖完了。" },
	{ NP_NOTICE, 0, false, "遗失启事：本人遗失工作证一本，声明作废。" },
};

static const struct gold_line third_page[] = {
	{ NP_HEADLINE, 1, false, "麟山的樱桃提前上市" },
	{ NP_BODY, 1, false,
	    "麟山的樱桃比去年早上市十天，头一批两吨昨天运到城里，摊主说甜，就是个头小一些。" },
	{ NP_BODY, 1, false, "麟山的果农今年试了新的棚子，雨水进不来，果子不裂，成本也不高。" },
	{ NP_FOLIO, 0, false, "麟山日报 2026年4月3日 星期五 第6版" },
};

static const uint32_t own_characters[GOLDS] = { 0x9F0B, 0x9F8D, 0x9E9F };

static void
setup(void)
{
	struct np_error err;
	np_arena_init(&arena, 0);
	make_gold(&golds[0], first_page, SIZE(first_page), &arena);
	make_gold(&golds[1], second_page, SIZE(second_page), &arena);
	make_gold(&golds[2], third_page, SIZE(third_page), &arena);
	ck_assert_int_eq(np_marks_open(&marks, NULL, &err), NP_OK);
}

static void
teardown(void)
{
	np_marks_close(marks);
	np_arena_free(&arena);
}

/* From the pages as they are; enough for these. */
static struct np_lesson
plain_lesson(void)
{
	return (struct np_lesson){ .golds = golds,
		.count = GOLDS,
		.marks = marks,
		.how = { .epochs = 3, .min_groups = 1, .rate = .01, .drop = .2, .seed = 1 } };
}

static struct np_model *
learn(const struct np_lesson *lesson, const bool *held)
{
	struct np_model *model = NULL;
	struct np_error err;
	ck_assert_int_eq(np_lesson_learn(lesson, held, &model, &err), NP_OK);
	ck_assert_ptr_nonnull(model);
	return model;
}

/* The texts of two models; they are too long for the message of an assertion. */
static void
expect_same(const char *a, const char *b)
{
	ck_assert_uint_eq(strlen(a), strlen(b));
	ck_assert_int_eq(strcmp(a, b), 0);
}

/* The text of what is learned, for free(). */
static char *
learn_text(const struct np_lesson *lesson, const bool *held)
{
	struct np_model *model = learn(lesson, held);
	char *text = model_text(model);
	np_model_free(model);
	return text;
}

/* Whether a model knows lines that begin with a character. */
static bool
knows(const char *text, uint32_t cp)
{
	char row[40];
	snprintf(row, sizeof row, "\nfirst-char\t%u\t", (unsigned)cp);
	return strstr(text, row) != NULL;
}

static struct np_score
exam(const struct np_lesson *lesson, struct np_model *model, const bool *held,
    const struct np_rates *rates)
{
	struct np_score score = { .pages = 0 };
	struct np_error err;
	ck_assert_int_eq(np_lesson_exam(lesson, model, held, rates, &score, &err), NP_OK);
	return score;
}

/* All lines that a score has seen. */
static uint64_t
lines_of(const struct np_score *score)
{
	return np_score_roles(score).gold;
}

/* ---- settling ---- */

/* What the caller asked for stays; the rest goes by the pages, and by whether there is a start. */
START_TEST(test_settle)
{
	static const struct {
		size_t pages;
		unsigned groups;
	} sizes[] = { { 0, 1 }, { 5, 1 }, { 6, 2 }, { 19, 2 }, { 20, 3 }, { 59, 3 }, { 60, 5 },
		{ 3000, 5 } };
	struct np_lesson lesson = { .copies = 0,
		.plain = 3,
		.recalls = 2,
		.how = { .epochs = 5, .rate = .01, .drop = 0, .min_groups = 7 } };
	np_lesson_settle(&lesson);
	ck_assert_uint_eq(lesson.plain, 3);
	ck_assert_uint_eq(lesson.recalls, 2);
	ck_assert_uint_eq(lesson.copies, 0);
	ck_assert_uint_eq(lesson.how.epochs, 5);
	ck_assert_double_eq(lesson.how.rate, .01);
	ck_assert_double_eq(lesson.how.drop, 0);
	ck_assert_uint_eq(lesson.how.min_groups, 7);
	for (size_t i = 0; i < SIZE(sizes); i++) {
		lesson = (struct np_lesson){ .count = sizes[i].pages,
			.how = { .rate = -1, .drop = -1 } };
		np_lesson_settle(&lesson);
		ck_assert_uint_eq(lesson.how.min_groups, sizes[i].groups);
		ck_assert_uint_gt(lesson.how.most, 0);
		ck_assert_double_gt(lesson.how.rate, 0);
		ck_assert_double_gt(lesson.how.drop, 0);
		ck_assert_uint_eq(lesson.plain, 1);
	}
	struct np_training fresh = lesson.how;
	lesson = plain_lesson();
	struct np_model *start = learn(&lesson, NULL);
	lesson.start = start;
	lesson.how.rate = lesson.how.drop = -1;
	np_lesson_settle(&lesson);
	/* Smaller steps, more of what a page has, and nothing that the start knows is given up. */
	ck_assert(lesson.how.rate > 0 && lesson.how.rate < fresh.rate);
	ck_assert(lesson.how.drop >= 0 && lesson.how.drop < fresh.drop);
	ck_assert_uint_eq(lesson.how.most, 0);
	/* Of the way some is gone back; without a start there is none. */
	double back = lesson.how.back;
	ck_assert(back > 0 && back < 1);
	ck_assert_double_eq(fresh.back, 0);
	/* Weights that the start has are not made smaller. */
	ck_assert_double_eq(lesson.how.decay, 0);
	ck_assert_double_gt(fresh.decay, 0);
	/* And the pages themselves before their copies, where they are few; then more copies, in fewer passes. */
	static const size_t few[][5] = { { 1, 128, 96, 2, 4 }, { 5, 128, 96, 2, 4 },
		{ 6, 104, 96, 2, 4 }, { 10, 64, 96, 2, 4 }, { 62, 8, 96, 2, 4 },
		{ 90, 2, 66, 4, 2 }, { 250, 1, 24, 8, 1 }, { 5000, 1, 24, 8, 1 } };
	for (size_t i = 0; i < SIZE(few); i++) {
		lesson.count = few[i][0];
		lesson.plain = lesson.recalls = 0;
		lesson.copies = lesson.how.epochs = NP_LESSON_OPEN;
		lesson.start = start;
		np_lesson_settle(&lesson);
		ck_assert_uint_eq(lesson.plain, few[i][1]);
		ck_assert_uint_eq(lesson.copies, few[i][2]);
		ck_assert_uint_eq(lesson.how.epochs, few[i][3]);
		ck_assert_uint_eq(lesson.recalls, few[i][4]);
		/* As much where pages are few, then the less the more there are. */
		ck_assert_double_eq_tol(
		    lesson.how.back, few[i][0] <= 10 ? back : back * 10 / (double)few[i][0], 1e-9);
		lesson.plain = 0;
		lesson.copies = lesson.how.epochs = NP_LESSON_OPEN;
		lesson.start = NULL;
		np_lesson_settle(&lesson);
		ck_assert_uint_eq(lesson.plain, 1);
		ck_assert_uint_eq(lesson.copies, few[i][2]);
		ck_assert_uint_eq(lesson.how.epochs, 8);
	}
	/* Whatever copies are asked for, the steps are about as many; one pass at least. */
	static const size_t asked[][3] = { { 0, 16, 8 }, { 23, 16, 8 }, { 48, 32, 4 },
		{ 192, 128, 1 }, { 10000, 128, 1 } };
	for (size_t i = 0; i < SIZE(asked); i++) {
		lesson.count = 10;
		lesson.plain = 0;
		lesson.copies = asked[i][0];
		lesson.how.epochs = NP_LESSON_OPEN;
		lesson.start = start;
		np_lesson_settle(&lesson);
		ck_assert_uint_eq(lesson.plain, asked[i][1]);
		ck_assert_uint_eq(lesson.how.epochs, asked[i][2]);
	}
	np_model_free(start);
}
END_TEST

/* ---- learning ---- */

/* What is on a page that is held back does not show, set anew among others or not. */
START_TEST(test_held)
{
	struct np_lesson lesson = plain_lesson();
	if (_i == 1) {
		lesson.copies = 6;
		lesson.rates = np_rates_default;
		lesson.rates.mix = lesson.rates.retitle = lesson.rates.redate = 1;
		lesson.rates.wrap = lesson.rates.interrupt = 1;
	}
	char *text = learn_text(&lesson, NULL);
	for (size_t i = 0; i < GOLDS; i++)
		ck_assert_msg(knows(text, own_characters[i]), "page %zu", i);
	free(text);
	for (size_t out = 0; out < GOLDS; out++) {
		bool held[GOLDS] = { false };
		held[out] = true;
		text = learn_text(&lesson, held);
		for (size_t i = 0; i < GOLDS; i++)
			ck_assert_int_eq(knows(text, own_characters[i]), i != out);
		free(text);
	}
}
END_TEST

/* The same seed gives the same model, another seed another. */
START_TEST(test_seed)
{
	struct np_lesson lesson = plain_lesson();
	lesson.copies = 2;
	lesson.rates = np_rates_default;
	char *one = learn_text(&lesson, NULL), *same = learn_text(&lesson, NULL);
	expect_same(one, same);
	lesson.how.seed = 2;
	char *other = learn_text(&lesson, NULL);
	ck_assert_int_ne(strcmp(one, other), 0);
	free(one);
	free(same);
	free(other);
}
END_TEST

/* A feature must be on so many pages; copies of one page count once. */
START_TEST(test_groups)
{
	struct np_lesson lesson = plain_lesson();
	lesson.copies = 3;
	lesson.how.min_groups = 2;
	char *text = learn_text(&lesson, NULL);
	for (size_t i = 0; i < GOLDS; i++)
		ck_assert(!knows(text, own_characters[i]));
	/* 本, as in 本报讯, is on two of them. */
	ck_assert(knows(text, 0x672C));
	free(text);
}
END_TEST

/* Going on keeps what was known, and adds what is new; without a pass nothing changes. */
START_TEST(test_start)
{
	static const bool first[GOLDS] = { false, true, true }, last[GOLDS] = { true, true, false };
	struct np_lesson lesson = plain_lesson();
	struct np_model *start = learn(&lesson, first);
	char *before = model_text(start);
	ck_assert(!knows(before, own_characters[2]));
	lesson.start = start;
	lesson.how.epochs = 0;
	char *same = learn_text(&lesson, last);
	expect_same(same, before);
	lesson.how.epochs = 2;
	char *after = learn_text(&lesson, last);
	ck_assert(knows(after, own_characters[0]));
	ck_assert(!knows(after, own_characters[1]));
	ck_assert(knows(after, own_characters[2]));
	/* It is the caller's, and as it was. */
	char *still = model_text(start);
	expect_same(still, before);
	np_model_free(start);
	free(before);
	free(same);
	free(after);
	free(still);
}
END_TEST

/* A known page has a say in what is learned, but nothing new is learned of it. */
START_TEST(test_known)
{
	static const bool first[GOLDS] = { false, true, true }, last[GOLDS] = { true, true, false };
	struct np_lesson lesson = plain_lesson();
	struct np_model *start = learn(&lesson, first);
	lesson.start = start;
	lesson.how.epochs = 2;
	char *without = learn_text(&lesson, last);
	lesson.known = &lesson.golds[1];
	lesson.known_count = 1;
	char *with = learn_text(&lesson, last);
	ck_assert(knows(with, own_characters[2]));
	ck_assert(!knows(with, own_characters[1]));
	ck_assert_int_ne(strcmp(with, without), 0);
	/* The more often it is gone through, the more. */
	lesson.recalls = 3;
	char *more = learn_text(&lesson, last);
	ck_assert_int_ne(strcmp(with, more), 0);
	np_model_free(start);
	free(without);
	free(with);
	free(more);
}
END_TEST

struct passes {
	unsigned count;
	double last;
};

static void
note_pass(void *ctx, unsigned epoch, double right)
{
	struct passes *passes = ctx;
	ck_assert_uint_eq(epoch, ++passes->count);
	ck_assert(right >= 0 && right <= 1);
	passes->last = right;
}

START_TEST(test_progress)
{
	struct passes passes = { 0, 0 };
	struct np_lesson lesson = plain_lesson();
	lesson.how.epochs = 60;
	lesson.progress = note_pass;
	lesson.ctx = &passes;
	np_model_free(learn(&lesson, NULL));
	ck_assert_uint_eq(passes.count, 60);
	ck_assert_double_gt(passes.last, .8);
}
END_TEST

/* From no pages, or with all of them held back, comes a model that knows nothing. */
START_TEST(test_none)
{
	static const bool all[GOLDS] = { true, true, true };
	struct np_lesson lesson = plain_lesson();
	lesson.copies = 2;
	if (_i == 0) {
		lesson.golds = NULL;
		lesson.count = 0;
	}
	struct np_model *model = learn(&lesson, _i == 0 ? NULL : all);
	char *text = model_text(model);
	ck_assert_ptr_null(strstr(text, "\nfirst-char\t"));
	free(text);
	struct np_score score = exam(&lesson, model, _i == 0 ? NULL : all, NULL);
	ck_assert_uint_eq(score.pages, _i == 0 ? 0 : GOLDS);
	np_model_free(model);
}
END_TEST

/* ---- examining ---- */

/* Pages that were learned by heart. */
START_TEST(test_exam)
{
	static const bool all[GOLDS] = { true, true, true };
	struct np_lesson lesson = plain_lesson();
	lesson.how.epochs = 120;
	struct np_model *model = learn(&lesson, NULL);
	struct np_score score = exam(&lesson, model, all, NULL);
	ck_assert_uint_eq(score.pages, GOLDS);
	ck_assert_uint_eq(
	    lines_of(&score), SIZE(first_page) + SIZE(second_page) + SIZE(third_page));
	/* Articles 1 to 3, 1 and 2, 1; outside of them begins none. */
	ck_assert_uint_eq(score.boundary.gold, 6);
	ck_assert_double_eq(np_score_f1(score.boundary), 1);
	ck_assert_double_eq(np_score_recall(score.articles), 1);
	ck_assert_double_eq(np_score_precision(np_score_roles(&score)), 1);
	ck_assert_double_eq(np_score_pk(&score), 0);
	/* Of what goes on, the lines of a headline do not count. */
	ck_assert_uint_eq(score.joining.gold, 1);
	ck_assert_double_eq(np_score_f1(score.joining), 1);
	/* Rules find marks, no model does. */
	for (size_t role = 0; role < NP_ROLES; role++) {
		ck_assert_uint_eq(score.marks[role].gold, 0);
		ck_assert_uint_eq(score.marks[role].found, 0);
	}
	np_model_free(model);
}
END_TEST

/* Who has learned nothing does badly: the score is not 1 whatever the model says. */
START_TEST(test_unlearned)
{
	static const bool all[GOLDS] = { true, true, true };
	struct np_lesson lesson = plain_lesson();
	lesson.count = 0;
	struct np_model *model = learn(&lesson, NULL);
	lesson.count = GOLDS;
	struct np_score score = exam(&lesson, model, all, NULL);
	ck_assert_uint_eq(score.pages, GOLDS);
	ck_assert_double_lt(np_score_precision(np_score_roles(&score)), .9);
	ck_assert_double_lt(np_score_recall(score.articles), 1);
	np_model_free(model);
}
END_TEST

/* Only what was held back is counted; the score of each adds up to that of all. */
START_TEST(test_exam_held)
{
	static const size_t sizes[GOLDS] = { SIZE(first_page), SIZE(second_page),
		SIZE(third_page) };
	struct np_lesson lesson = plain_lesson();
	struct np_model *model = learn(&lesson, NULL);
	struct np_score sum = { .pages = 0 };
	struct np_error err;
	struct np_score score = exam(&lesson, model, NULL, NULL);
	ck_assert_uint_eq(score.pages, 0);
	ck_assert_uint_eq(lines_of(&score), 0);
	for (size_t i = 0; i < GOLDS; i++) {
		bool held[GOLDS] = { false };
		held[i] = true;
		score = exam(&lesson, model, held, NULL);
		ck_assert_uint_eq(score.pages, 1);
		ck_assert_uint_eq(lines_of(&score), sizes[i]);
		/* It is added to what is there. */
		ck_assert_int_eq(np_lesson_exam(&lesson, model, held, NULL, &sum, &err), NP_OK);
		ck_assert_uint_eq(sum.pages, i + 1);
	}
	score = exam(&lesson, model, (bool[GOLDS]){ true, true, true }, NULL);
	ck_assert_int_eq(memcmp(&score, &sum, sizeof sum), 0);
	np_model_free(model);
}
END_TEST

/* Pages set anew: with no change as they are; cut at a width they have more lines. */
START_TEST(test_exam_rates)
{
	static const bool held[GOLDS] = { true, false, true };
	struct np_rates none = { 0 }, rates = { .wrap = 1 };
	struct np_lesson lesson = plain_lesson();
	lesson.how.epochs = 120;
	struct np_model *model = learn(&lesson, NULL);
	struct np_score plain = exam(&lesson, model, held, NULL);
	struct np_score score = exam(&lesson, model, held, &none);
	ck_assert_uint_eq(score.pages, 2);
	ck_assert_uint_eq(lines_of(&score), lines_of(&plain));
	score = exam(&lesson, model, held, &rates);
	ck_assert_uint_eq(score.pages, 2);
	ck_assert_uint_gt(lines_of(&score), lines_of(&plain));
	ck_assert_uint_gt(score.joining.gold, 0);
	ck_assert_uint_eq(score.boundary.gold, plain.boundary.gold);
	/* The same once more. */
	struct np_score again = exam(&lesson, model, held, &rates);
	ck_assert_int_eq(memcmp(&again, &score, sizeof score), 0);
	/* Articles of all that are held, and of these alone. */
	rates = (struct np_rates){ .mix = 1, .briefs = 1 };
	score = exam(&lesson, model, held, &rates);
	ck_assert_uint_eq(score.pages, 2);
	np_model_free(model);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lesson");
	TCase *tc = tcase_create("lesson");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, test_settle);
	tcase_add_loop_test(tc, test_held, 0, 2);
	tcase_add_test(tc, test_seed);
	tcase_add_test(tc, test_groups);
	tcase_add_test(tc, test_start);
	tcase_add_test(tc, test_known);
	tcase_add_test(tc, test_progress);
	tcase_add_loop_test(tc, test_none, 0, 2);
	tcase_add_test(tc, test_exam);
	tcase_add_test(tc, test_unlearned);
	tcase_add_test(tc, test_exam_held);
	tcase_add_test(tc, test_exam_rates);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
