/* check_theme - what texts are about; how a page's matter changes from part to part */
#include "help_sheet.h"

#include "cpu.h"
#include "theme_sum.h"

/* ---- themes ---- */

enum { SETS = 2 };

static void
add_text(struct np_theme *theme, struct np_span text)
{
	struct np_chars chars;
	for (size_t at = 0; at < text.len;) {
		at += np_chars_take(&chars, text.ptr + at, text.len - at);
		np_theme_add(theme, &chars);
	}
}

static struct np_theme_sum
sum_of(const char *text)
{
	struct np_theme theme = { { 0 } };
	struct np_theme_sum sum = { { 0 } };
	add_text(&theme, span(text));
	np_theme_sum_add(&sum, &theme);
	return sum;
}

static unsigned
alike_sums(const struct np_theme_sum *one, const struct np_theme_sum *other)
{
	struct np_theme_way a = np_theme_way_of(one), b = np_theme_way_of(other);
	ck_assert_uint_eq(np_theme_alike(&a, &b), np_theme_alike(&b, &a));
	return np_theme_alike(&a, &b);
}

static unsigned
alike(const char *one, const char *other)
{
	struct np_theme_sum a = sum_of(one), b = sum_of(other);
	return alike_sums(&a, &b);
}

/* Texts with hardly a character in common, on three matters; twice each. */
static const char *const matters[][2] = {
	{ "客队上半场先进一球，主队门将扑出点球，终场前替补前锋头球破门",
	    "联赛第九轮，国安三比二胜申花，教练说球员体能不足" },
	{ "水稻插秧已过七成，农技员下田教农民防治稻瘟病",
	    "今春小麦返青好，各村抓紧施肥灌溉，预计亩产四百斤" },
	{ "法院一审判决被告人有期徒刑三年，并处罚金",
	    "警方抓获盗窃嫌疑人两名，案件移送检察机关起诉" },
};

/* In plain C and in vector code. */
static bool
choose_set(int number)
{
	static const enum np_cpu sets[SETS] = { NP_CPU_PLAIN, NP_CPU_AVX2 };
	return np_cpu_choose(sets[number]);
}

START_TEST(test_matters)
{
	if (!choose_set(_i))
		return;
	for (size_t one = 0; one < SIZE(matters); one++) {
		unsigned same = alike(matters[one][0], matters[one][1]);
		ck_assert_uint_ge(same, 4);
		for (size_t other = 0; other < SIZE(matters); other++) {
			for (size_t k = 0; other != one && k < 4; k++)
				ck_assert_uint_lt(
				    alike(matters[one][k / 2], matters[other][k % 2]), same);
		}
	}
}
END_TEST

/* How long a text is does not matter, nor in what order it stands, nor what is no Han character. */
START_TEST(test_measure)
{
	if (!choose_set(_i))
		return;
	ck_assert_uint_eq(alike("水稻插秧", "水稻插秧"), NP_THEME_STEPS - 1);
	ck_assert_uint_eq(alike("水稻插秧", "秧插稻水秧插稻水秧插稻水"), NP_THEME_STEPS - 1);
	ck_assert_uint_eq(alike("水稻, rice 插秧 2024。", "水稻\xFF插𠮷秧"), NP_THEME_STEPS - 1);
	ck_assert_uint_eq(alike("", "水稻"), 0);
	ck_assert_uint_eq(alike("rice", "rice"), 0);
}
END_TEST

/* The same whether a text is given at once or in pieces; and what would be too large stays at the end. */
START_TEST(test_pieces)
{
	if (!choose_set(_i))
		return;
	enum { COPIES = 40000 };
	const struct np_span text = span("客队上半场先进一球");
	struct np_theme whole = { { 0 } }, pieces = { { 0 } }, once = { { 0 } };
	char *many = np_arena_take(&arena, COPIES * text.len);
	ck_assert_ptr_nonnull(many);
	for (size_t k = 0; k < COPIES; k++)
		memcpy(many + k * text.len, text.ptr, text.len);
	add_text(&once, text);
	add_text(&whole, (struct np_span){ many, 500 * text.len });
	for (size_t k = 0; k < 500; k++)
		add_text(&pieces, text);
	ck_assert_mem_eq(&whole, &pieces, sizeof whole);
	for (size_t d = 0; d < NP_THEME; d++)
		ck_assert(abs(500 * once.of[d]) > INT16_MAX || whole.of[d] == 500 * once.of[d]);
	add_text(&whole, (struct np_span){ many, COPIES * text.len });
	for (size_t d = 0; d < NP_THEME; d++)
		ck_assert_int_eq(whole.of[d], once.of[d] > 0   ? INT16_MAX
					      : once.of[d] < 0 ? -INT16_MAX
							       : 0);
}
END_TEST

/* Large sums compare as small ones do. */
START_TEST(test_large)
{
	struct np_theme_sum one = sum_of(matters[0][0]), other = sum_of(matters[0][1]), large = one;
	for (size_t d = 0; d < NP_THEME; d++)
		large.of[d] *= 1 << 17;
	ck_assert_uint_eq(alike_sums(&large, &other), alike_sums(&one, &other));
	ck_assert_uint_eq(alike_sums(&large, &large), NP_THEME_STEPS - 1);
	for (size_t d = 0; d < NP_THEME; d++)
		large.of[d] = -large.of[d];
	ck_assert_uint_eq(alike_sums(&large, &one), 0);
}
END_TEST

/* What would be beyond the peak stays there; what was added below it can be taken out. */
START_TEST(test_peak)
{
	struct np_theme most, least, one = { { 0 } };
	struct np_theme_sum sum = sum_of(matters[0][0]), before = sum;
	add_text(&one, span(matters[1][0]));
	for (size_t d = 0; d < NP_THEME; d++) {
		most.of[d] = d % 2 == 0 ? INT16_MAX : -INT16_MAX;
		least.of[d] = (int16_t)-most.of[d];
	}
	np_theme_sum_add(&sum, &one);
	np_theme_sum_take(&sum, &one);
	ck_assert_mem_eq(&sum, &before, sizeof sum);
	for (int k = 0; k < 20000; k++)
		np_theme_sum_add(&sum, &most);
	for (size_t d = 0; d < NP_THEME; d++)
		ck_assert_int_eq(sum.of[d], d % 2 == 0 ? NP_THEME_SUM_PEAK : -NP_THEME_SUM_PEAK);
	ck_assert_uint_eq(alike_sums(&sum, &sum), NP_THEME_STEPS - 1);
	for (int k = 0; k < 40000; k++)
		np_theme_sum_add(&sum, &least);
	for (size_t d = 0; d < NP_THEME; d++)
		ck_assert_int_eq(sum.of[d], d % 2 == 0 ? -NP_THEME_SUM_PEAK : NP_THEME_SUM_PEAK);
}
END_TEST

/* ---- drift ---- */

#define MATCH                                                                                      \
	"客队上半场先进一球，主队门将两次扑出对方前锋的点球，终场前替补前锋头球破门，球迷高呼。\n"
#define LEAGUE                                                                                     \
	"联赛第九轮的比赛结束，各队教练都说球员体能不足，射门次数比上一轮少，后卫防守也松。\n"
#define RICE                                                                                       \
	"水稻插秧已过七成，农技员下田教农民防治稻瘟病，各乡把化肥和种子送到村里，灌溉也有水。\n"
#define WHEAT "今年小麦长势好，各村抓紧施肥浇水，预计亩产四百斤，农民打算秋后多种油菜和大豆。\n"

START_TEST(test_paragraphs)
{
	if (!choose_set(_i))
		return;
	look(MATCH LEAGUE RICE WHEAT);
	const struct np_look *info = sheet.info;
	ck_assert_uint_eq(info[0].drift.above, 0);
	ck_assert_uint_eq(info[0].drift.far, 0);
	ck_assert_uint_gt(info[1].drift.above, info[2].drift.above);
	ck_assert_uint_gt(info[3].drift.above, info[2].drift.above);
	ck_assert_uint_eq(info[0].drift.below, info[1].drift.above);
	ck_assert_uint_eq(info[1].drift.below, info[2].drift.above);
	ck_assert_uint_eq(info[3].drift.below, 0);
	/* Two of the three before it are on another matter. */
	ck_assert_uint_lt(info[3].drift.far, info[3].drift.above);
}
END_TEST

/* Windows, whatever paragraphs the lines are in. */
START_TEST(test_edges)
{
	if (!choose_set(_i))
		return;
	look(MATCH LEAGUE MATCH RICE WHEAT RICE);
	const struct np_look *info = sheet.info;
	ck_assert_uint_eq(info[0].drift.edge, 0);
	for (size_t i = 1; i < sheet.count; i++)
		ck_assert_uint_ge(info[i].drift.edge, info[3].drift.edge);
	ck_assert_uint_gt(info[5].drift.edge, info[3].drift.edge);
}
END_TEST

START_TEST(test_segments)
{
	if (!choose_set(_i))
		return;
	look("主队赢球\n" MATCH LEAGUE "教练谈体能\n" LEAGUE MATCH "水稻插秧过七成\n" RICE WHEAT
	     "球迷上街庆祝\n" MATCH LEAGUE);
	ck_assert_uint_eq(sheet.segment_count, 4);
	const struct np_segment *segments = sheet.segments;
	ck_assert_uint_eq(segments[0].drift, 0);
	ck_assert_uint_gt(segments[1].drift, segments[2].drift);
	ck_assert_uint_gt(segments[3].drift_far, segments[3].drift);
	ck_assert_uint_ge(segments[3].drift_far, segments[3].drift_all);
	ck_assert_uint_eq(segments[1].drift_far, 0);
	ck_assert_uint_eq(segments[1].drift_all, segments[1].drift);
}
END_TEST

START_TEST(test_empty)
{
	look("");
	ck_assert_uint_eq(sheet.count, 0);
	look("12\n34\n");
	ck_assert_uint_eq(sheet.info[1].drift.above, 0);
	ck_assert_uint_eq(sheet.info[1].drift.edge, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("theme");
	TCase *tc = tcase_create("theme");

	give_marks(tc);
	tcase_add_loop_test(tc, test_matters, 0, SETS);
	tcase_add_loop_test(tc, test_measure, 0, SETS);
	tcase_add_loop_test(tc, test_pieces, 0, SETS);
	tcase_add_test(tc, test_large);
	tcase_add_test(tc, test_peak);
	tcase_add_loop_test(tc, test_paragraphs, 0, SETS);
	tcase_add_loop_test(tc, test_edges, 0, SETS);
	tcase_add_loop_test(tc, test_segments, 0, SETS);
	tcase_add_test(tc, test_empty);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
