/* check_sheet - a page as a reader sees it: its measure, its runs of headings, lines that are alike */
#include "help_marks.h"

#include "letterspace.h"
#include "sheet.h"

static struct np_page page;
static struct np_sheet sheet;

static void
look(const char *text)
{
	struct np_error err;
	scan_page(&page, span(text), NP_FROM_AUTO, &arena);
	ck_assert_int_eq(np_sheet_open(&sheet, marks, &page, &arena, &err), NP_OK);
}

/* ---- measure ---- */

#define WRAPPED                                                                                    \
	"　　南浦渡轮公司昨天贴出告示，渡轮下月\n"                              \
	"停航检修，乘客可以改乘过江大桥的公交，\n"                              \
	"公司会派人在码头引导，方便原来坐渡轮的\n"                              \
	"乘客。\n"                                                                              \
	"　　北塘图书馆的自习室从今晚起开放到十\n"                              \
	"二点，读者凭借书证入场，先到先得，周末\n"                              \
	"不休息。\n"

/* Lines cut at one width: which of them are full, and which end a paragraph. */
START_TEST(test_width)
{
	look(WRAPPED);
	ck_assert_uint_eq(sheet.measure.wraps, 2);
	ck_assert_uint_ge(sheet.measure.width, 38);
	ck_assert_uint_le(sheet.measure.width, 40);
	ck_assert_uint_eq(sheet.measure.margin, 0);
	for (size_t i = 0; i < sheet.count; i++) {
		bool last = i == 3 || i == 6;
		ck_assert_uint_eq(sheet.info[i].fill, last ? 4 : 0);
		ck_assert_int_eq(np_sheet_runs_on(&sheet, i), i != 0 && i != 4);
		ck_assert_int_eq(sheet.info[i].candidate, false);
	}
	ck_assert_uint_eq(sheet.indents, 2);
}
END_TEST

/* A page whose lines are whole paragraphs has no width. */
START_TEST(test_no_width)
{
	look("渡轮停航\n公司昨天贴出告示，渡轮下月停航检修，乘客可以改乘过江大桥的公交。\n"
	     "码头上有人引导。\n");
	ck_assert_uint_eq(sheet.measure.wraps, 0);
	ck_assert_uint_eq(sheet.measure.width, 0);
	for (size_t i = 0; i < sheet.count; i++)
		ck_assert_uint_eq(sheet.info[i].fill, NP_FILL_UNKNOWN);
}
END_TEST

/* Every line a few columns in: that is no indent. */
START_TEST(test_margin)
{
	look("    渡轮停航\n      公司昨天贴出告示，渡轮下月停航检修。\n    码头上有人引导。\n");
	ck_assert_uint_eq(sheet.measure.margin, 4);
	ck_assert_uint_eq(np_sheet_indent(&sheet, 0), 0);
	ck_assert_uint_eq(np_sheet_indent(&sheet, 1), 1);
	ck_assert_uint_eq(np_sheet_indent(&sheet, 2), 0);
}
END_TEST

/* The text with line feeds of its own so many times each, and `more` before an indent. */
static const char *
spread(const char *text, size_t feeds, size_t more)
{
	char *buf = np_arena_take(&arena, strlen(text) * (feeds + more) + 1);
	ck_assert_ptr_nonnull(buf);
	size_t len = 0;
	for (const char *p = text; *p != '\0'; p++) {
		buf[len++] = *p;
		size_t n = *p != '\n' ? 0 : feeds - 1 + (strncmp(p + 1, "　", 3) == 0 ? more : 0);
		while (n-- > 0)
			buf[len++] = '\n';
	}
	buf[len] = '\0';
	return buf;
}

/* Blank lines between all lines say nothing; those beside them part paragraphs. */
START_TEST(test_leading)
{
	look(spread(WRAPPED WRAPPED, 2, 0));
	ck_assert_uint_eq(sheet.measure.leading, 0); /* nothing is farther apart */
	look(spread(WRAPPED WRAPPED, 2, 2));
	ck_assert_uint_eq(sheet.measure.leading, 1);
	ck_assert_uint_eq(sheet.measure.gap, 2);
	for (size_t i = 1; i < sheet.count; i++)
		ck_assert_uint_eq(np_sheet_blanks(&sheet, i), page.lines[i].indent > 0);
	/* Two blank lines between all paragraphs are as good as one. */
	look("甲。\n\n\n乙。\n\n\n丙。\n\n\n丁。\n\n\n\n戊。\n");
	ck_assert_uint_eq(sheet.measure.gap, 2);
	ck_assert_uint_eq(np_sheet_blanks(&sheet, 1), 1);
	ck_assert_uint_eq(np_sheet_blanks(&sheet, 4), 2);
	ck_assert_uint_eq(sheet.spaced, 2);
}
END_TEST

/* ---- headings ---- */

/* A name, with a place or without, right under a text that is over. */
START_TEST(test_signs)
{
	look("渡轮 停航\n码头上有人引导，乘客改乘公交。\n后勤连 孟 福 生\n"
	     "自习室从今晚起开放到十二点。\n街坊\n菜场今天起五点开门，\n摊主\n"
	     "城东菜场比往常早了一个小时。\n城东菜场 早开一小时\n");
	ck_assert(!np_sheet_may_sign(&sheet, 0));
	ck_assert(np_sheet_may_sign(&sheet, 2));
	ck_assert(np_sheet_may_sign(&sheet, 4));
	ck_assert(!np_sheet_may_sign(&sheet, 6));
	ck_assert(!np_sheet_may_sign(&sheet, 8));
	ck_assert_uint_eq(sheet.signs, 2); /* two runs of five */
	ck_assert_uint_eq(sheet.sure_runs, 1);
	ck_assert_uint_eq(sheet.info[2].twins_size, 0);
	ck_assert_uint_eq(sheet.info[4].twins_size, 1);
}
END_TEST

/* Runs of headings, what stands between two blank lines, the house's habits. */
START_TEST(test_runs)
{
	look("渡轮停航检修\n乘客改乘公交\n\n本报讯 公司昨天贴出告示，渡轮下月停航检修。（王明）\n\n"
	     "自习室开放\n\n本报讯 图书馆的自习室从今晚起开放到十二点。（李小芳）\n");
	ck_assert_uint_eq(sheet.info[0].run_at, 0);
	ck_assert_uint_eq(sheet.info[1].run_at, 1);
	ck_assert_uint_eq(sheet.info[1].run_of, 2);
	ck_assert_uint_eq(sheet.info[1].run_before, 0);
	ck_assert_uint_eq(sheet.info[1].run_after, 10);
	ck_assert_uint_eq(sheet.info[3].run_before, 12);
	ck_assert_uint_eq(sheet.info[3].run_of, 1);
	ck_assert(sheet.info[0].longest && sheet.info[1].longest);
	ck_assert_uint_eq(sheet.info[1].stanza_at, 1);
	ck_assert_uint_eq(sheet.info[1].stanza_of, 2);
	ck_assert_uint_eq(sheet.info[2].stanza_of, 1);
	ck_assert_uint_eq(sheet.dated, 2);
	ck_assert_uint_eq(sheet.told, 2);
	ck_assert_uint_eq(sheet.closed, 2); /* of two runs one has a byline above it */
	ck_assert_uint_eq(sheet.heads, 3);
	ck_assert_uint_eq(sheet.head_columns, 12);
	ck_assert_uint_eq(sheet.sure_runs, 2);
	ck_assert_uint_eq(sheet.sure_columns, 11);
	ck_assert_uint_eq(sheet.sure_stacks, 2);
	ck_assert_uint_eq(sheet.signs, 0);
	ck_assert_uint_eq(sheet.top_heading, 0);
	look("## 渡轮停航检修\n\n公司昨天贴出告示。\n\n### 改乘公交\n\n码头上有人引导。\n");
	ck_assert_uint_eq(sheet.top_heading, 2);
	ck_assert_uint_eq(sheet.dated, 0);
	ck_assert_uint_eq(sheet.closed, 0);
}
END_TEST

/* A headline below a paragraph that is cut in mid sentence is none of its lines; its end would have a stop. */
START_TEST(test_bare)
{
	look("　　南浦渡轮公司昨天贴出告示，渡轮下月\n停航检修，乘客可以改乘过江大桥的公交，\n"
	     "公司会派人在码头引导，方便原来坐渡轮的\n\n自习室开放\n\n"
	     "　　北塘图书馆的自习室从今晚起开放到十\n二点，读者凭借书证入场，先到先得，周末\n不休"
	     "息。\n");
	ck_assert_uint_gt(sheet.measure.wraps, 0);
	for (size_t i = 0; i < sheet.count; i++) {
		ck_assert_int_eq(sheet.info[i].candidate, i == 3);
		ck_assert_int_eq(np_sheet_runs_on(&sheet, i), i != 0 && i != 3 && i != 4);
	}
}
END_TEST

/* What is left open goes on until a sentence is over. */
START_TEST(test_open)
{
	look("他说：“渡轮停航\n以后，我们坐公交\n过江。”\n码头上有人引导。\n");
	ck_assert_int_eq(sheet.info[0].open, 0);
	ck_assert_int_eq(sheet.info[0].leaves, 1);
	ck_assert_int_eq(sheet.info[1].open, 1);
	ck_assert_int_eq(sheet.info[2].open, 1);
	ck_assert_int_eq(sheet.info[2].leaves, 0);
	ck_assert_int_eq(sheet.info[3].open, 0);
}
END_TEST

/* ---- twins ---- */

START_TEST(test_twins)
{
	look("聚焦“稳增长”：路通了\n\n甲地的路昨天通了，来往的人多了。\n\n聚焦“扩投资”：桥好了\n\n"
	     "乙地的桥昨天好了，来往的车多了。\n\n上一篇 下一篇\n\n丙地的船昨天停了。\n\n上一篇 "
	     "下一篇\n");
	ck_assert_uint_eq(sheet.info[0].twins_opening, 1);
	ck_assert_uint_eq(sheet.info[0].twins_form, 1);
	ck_assert_uint_eq(sheet.info[0].repeats, 0);
	ck_assert_uint_eq(sheet.info[2].twins_opening, 1);
	/* Text is no heading, however much alike. */
	ck_assert_uint_eq(sheet.info[1].twins_form, 0);
	ck_assert_uint_eq(sheet.info[4].repeats, 1);
	ck_assert_uint_eq(sheet.info[6].repeats, 1);
	look("渡轮停航\n渡轮停航\n渡轮停航\n渡轮停航\n渡轮停航\n渡轮停航\n");
	ck_assert_uint_eq(sheet.info[0].repeats, 3);
}
END_TEST

/* ---- a blank behind every character ---- */

#define SPACED "渡 轮 停 航 检 修\n\n南 浦 渡 轮 公 司 昨 天 贴 出 告 示 ， 下 月 停 航 。\n"
#define CLOSED "渡轮停航检修\n\n南浦渡轮公司昨天贴出告示，下月停航。\n"

/* The page looks as it does without these blanks, but its marks name no bytes. */
START_TEST(test_letterspace)
{
	look(CLOSED);
	struct np_sheet closed = sheet;
	look(SPACED);
	ck_assert_uint_eq(sheet.count, closed.count);
	for (size_t i = 0; i < closed.count; i++) {
		ck_assert_uint_eq(sheet.info[i].columns, closed.info[i].columns);
		ck_assert_uint_eq(sheet.info[i].word_count, closed.info[i].word_count);
		ck_assert_int_eq(sheet.info[i].kind, closed.info[i].kind);
		ck_assert_uint_eq(sheet.info[i].found_count, NP_LOOK_MARKS);
	}
	/* The page itself stays as it is. */
	ck_assert_uint_eq(page.lines[0].text.len, strlen("渡 轮 停 航 检 修"));
}
END_TEST

/* Just the single blanks beside Chinese characters go. */
START_TEST(test_letterspace_close)
{
	scan_page(&page, span("渡 轮 3 号  停 航 on Monday 、 下 月\n"), NP_FROM_TEXT, &arena);
	const struct np_page *closed = np_letterspace_close(&page, &arena);
	ck_assert_ptr_nonnull(closed);
	ck_assert_uint_eq(closed->count, 1);
	struct np_span text = closed->lines[0].text;
	ck_assert_msg(text.len == strlen("渡轮3号  停航on Monday、下月") &&
			  memcmp(text.ptr, "渡轮3号  停航on Monday、下月", text.len) == 0,
	    "%.*s", (int)text.len, text.ptr);
	ck_assert(!np_letterspace_is(0, 0));
	ck_assert(!np_letterspace_is(10, 3));
	ck_assert(np_letterspace_is(9, 3));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sheet");
	TCase *tc = tcase_create("measure");
	give_marks(tc);
	tcase_add_test(tc, test_width);
	tcase_add_test(tc, test_no_width);
	tcase_add_test(tc, test_margin);
	tcase_add_test(tc, test_leading);
	suite_add_tcase(suite, tc);
	tc = tcase_create("headings");
	give_marks(tc);
	tcase_add_test(tc, test_signs);
	tcase_add_test(tc, test_runs);
	tcase_add_test(tc, test_bare);
	tcase_add_test(tc, test_open);
	tcase_add_test(tc, test_twins);
	suite_add_tcase(suite, tc);
	tc = tcase_create("letterspace");
	give_marks(tc);
	tcase_add_test(tc, test_letterspace);
	tcase_add_test(tc, test_letterspace_close);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
