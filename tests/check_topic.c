/* check_topic - what words the parts of a page share */
#include "help_sheet.h"

#define FERRY "南浦渡轮公司昨天贴出告示，渡轮下月停航检修，乘客可改乘过江大桥的公交。\n"
#define BRIDGE "过江大桥的公交从下月起加开班次，方便原来坐渡轮的乘客，公司会派人引导。\n"
#define LIBRARY "北塘图书馆的自习室从今晚起开放到十二点，读者凭借书证入场，先到先得。\n"
#define ORCHARD "西坡果园迎来采摘季，树上的梨子又大又甜，孩子们提着竹篮跑来跑去。\n"

/* A headline says what its story says, at the start first of all; a heading of another story does not. */
START_TEST(test_heading)
{
	look("渡轮下月停航\n" FERRY LIBRARY "自习室开放\n" ORCHARD LIBRARY "桃花节\n" ORCHARD);
	struct np_topic ferry = np_topic_of(topics, &sheet, 0);
	struct np_topic room = np_topic_of(topics, &sheet, 3);
	struct np_topic peach = np_topic_of(topics, &sheet, 6);
	ck_assert_uint_eq(ferry.below, 5);
	ck_assert_uint_eq(ferry.lede, 7);
	ck_assert_uint_eq(ferry.run_lede, 7);
	ck_assert_uint_eq(ferry.above, 0);
	/* Its words come late under it, and in the story above too. */
	ck_assert_uint_ge(room.below, 4);
	ck_assert_uint_ge(room.above, 4);
	ck_assert_uint_eq(peach.below, 0);
	ck_assert_uint_eq(peach.lede, 0);
	/* The segment above has the orchard as well. */
	ck_assert_uint_eq(peach.cut, 4);
}
END_TEST

/* What stands far below a heading is no lede. */
START_TEST(test_lede)
{
	look("自习室开放\n" FERRY ORCHARD BRIDGE ORCHARD LIBRARY);
	struct np_topic topic = np_topic_of(topics, &sheet, 0);
	ck_assert_uint_ge(topic.below, 4);
	ck_assert_uint_eq(topic.lede, 0);
	/* All lines of a run of headings count for it: two of these have it, and two have not. */
	look("果园\n渡轮停航检修\n" FERRY);
	topic = np_topic_of(topics, &sheet, 0);
	ck_assert_uint_eq(topic.lede, 0);
	ck_assert_uint_ge(topic.run_lede, 4);
	ck_assert_uint_lt(topic.run_lede, 7);
}
END_TEST

/* The headings before, as headlines do, say what stands under their subheads. */
START_TEST(test_heads)
{
	look("渡轮停航检修\n" FERRY "公司派人引导\n" BRIDGE "图书馆\n" LIBRARY);
	ck_assert_uint_eq(np_topic_of(topics, &sheet, 0).heads, 0);
	ck_assert_uint_ge(np_topic_of(topics, &sheet, 2).heads, 1);
	ck_assert_uint_eq(np_topic_of(topics, &sheet, 4).heads, 0);
}
END_TEST

/* Paragraphs and those beside them; and what they share with those farther above alone. */
START_TEST(test_paragraphs)
{
	look(FERRY BRIDGE LIBRARY ORCHARD BRIDGE);
	ck_assert_uint_eq(sheet.info[0].same_above, 1);
	ck_assert_uint_gt(sheet.info[0].same_below, 3);
	ck_assert_uint_gt(sheet.info[1].same_above, 3);
	ck_assert_uint_eq(sheet.info[1].same_far, 1);
	ck_assert_uint_lt(sheet.info[3].same_above, 3);
	ck_assert_uint_eq(sheet.info[3].same_far, 1);
	ck_assert_uint_lt(sheet.info[4].same_above, 3);
	ck_assert_uint_eq(sheet.info[4].same_far, 6);
}
END_TEST

/* A cut in mid word shows: 发展后|劲十足 joins well, 展后 and 劲十 are in no word. */
START_TEST(test_joint)
{
	look("县里的产业发展后\n\n劲十足，订单不断\n\n他们说\n");
	ck_assert_uint_ge(sheet.info[1].joint, 4);
	ck_assert_uint_eq(sheet.info[1].lead, 0);
	ck_assert_uint_eq(sheet.info[0].trail, 0);
	ck_assert_uint_lt(sheet.info[2].joint, 2);
	ck_assert_uint_ge(sheet.info[2].lead, 1);
}
END_TEST

/* A line that reads on from a sentence that was left open farther above. */
START_TEST(test_left)
{
	look("集市的摊主老周昨天收摊的时候从管理员手里接到一纸盖了红章、写着日期的通\n\n球队客场赢"
	     "球，球迷都来迎接。\n\n知，月底前搬走。\n");
	ck_assert_uint_eq(sheet.info[0].left, 0);
	ck_assert_uint_eq(sheet.info[1].left, 0);
	ck_assert_uint_ge(sheet.info[2].left, 3);
	/* Nothing is open behind a full stop. */
	look("摊主昨天接到一纸通知。\n\n球队客场赢球，球迷都来迎接。\n\n他们月底前搬走。\n");
	ck_assert_uint_eq(sheet.info[2].left, 0);
}
END_TEST

/* How much sets of lines are alike: all, nothing, and some; of no lines nothing. */
START_TEST(test_alike)
{
	static const size_t lines[] = { 0, 1, 2, 3 };
	look(FERRY BRIDGE LIBRARY FERRY);
	ck_assert(np_topic_alike(topics, lines, 1, lines + 3, 1) == 1);
	ck_assert(np_topic_alike(topics, lines, 1, lines, 4) == 1);
	double some = np_topic_alike(topics, lines, 1, lines + 1, 1);
	ck_assert(some > .2 && some < 1);
	ck_assert(np_topic_alike(topics, lines + 1, 1, lines, 1) == some);
	ck_assert(np_topic_alike(topics, lines, 1, lines + 2, 1) < .1);
	ck_assert(np_topic_alike(topics, lines, 0, lines, 1) == 0);
	ck_assert(np_topic_alike(topics, lines, 1, lines, 0) == 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("topic");
	TCase *tc = tcase_create("topic");

	give_marks(tc);
	tcase_add_test(tc, test_heading);
	tcase_add_test(tc, test_lede);
	tcase_add_test(tc, test_heads);
	tcase_add_test(tc, test_paragraphs);
	tcase_add_test(tc, test_joint);
	tcase_add_test(tc, test_left);
	tcase_add_test(tc, test_alike);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
