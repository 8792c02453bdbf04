/* check_folio.c - what the heads of pages say of them */
#include "help_arena.h"

#include "folio.h"

static const struct {
	const char *text, *paper, *iso;
	unsigned weekday;
	const char *page_no, *section, *editors;
} folios[] = {
	{ "第02版 要闻 2003年2月20日 星期四 责编 唐宁 美编 郑珊", "", "2003-02-20", 4, "2", "要闻",
	    "唐宁;郑珊" },
	{ "陇川日报　2016年11月24日　星期四　2　要闻", "陇川日报", "2016-11-24", 4, "", "要闻",
	    "" },
	{ "2　要闻　2016年11月24日　星期四　陇川日报", "陇川日报", "2016-11-24", 4, "2", "要闻",
	    "" },
	{ "A8　地方‧桃竹苗　中華民國一○三年九月二日　星期二　寶島聯合晨報", "寶島聯合晨報",
	    "2014-09-02", 2, "A8", "地方‧桃竹苗", "" },
	{ "第四張　　中華民國六十七年三月九日　星期四　　地方要聞　　潮生日報", "潮生日報",
	    "1978-03-09", 4, "4", "地方要聞", "" },
	{ "健康周刊/问医 | 2021年12月3日 星期五 | 13", "", "2021-12-03", 5, "13", "健康周刊/问医",
	    "" },
	{ "A06 民生·关注", "", "", 0, "A6", "民生·关注", "" },
	{ "第3版：要聞", "", "", 0, "3", "要聞", "" },
	{ "第3版要闻2014年9月1日", "", "2014-09-01", 0, "3", "要闻", "" },
	{ "二版 综合 2003年2月20日 星期四 □编辑 滕 达 □校对 许文娟", "", "2003-02-20", 4, "2",
	    "综合", "滕达;许文娟" },
	{ "《平丘日报》", "平丘日报", "", 0, "", "", "" },
	{ "— 3 —", "", "", 0, "3", "", "" },
	{ "05", "", "", 0, "5", "", "" },
	{ "要闻", "", "", 0, "", "要闻", "" },
	{ "责编：况野　视觉：丰盈　电话：8825 1234", "", "", 0, "", "", "况野;丰盈" },
	{ "编辑 周一鸣", "", "", 0, "", "", "周一鸣" },
	{ "社址　光復路一百零四號", "", "", 0, "", "", "" },
	{ "2024年5月30日 第214期 第二版", "", "2024-05-30", 0, "2", "", "" },
	{ "更新时间：2012年10月15日 22:40", "", "2012-10-15", 0, "", "", "" },
	{ "光影 08 | 霞屿晨报 | 2017.10.27", "霞屿晨报", "2017-10-27", 0, "8", "光影", "" },
	{ "2013年9月17日 星期二 责编:穆青桐 【04】要闻", "", "2013-09-17", 2, "4", "要闻",
	    "穆青桐" },
	{ "西岭都市报・城市新闻　2011.3.29　星期二　08", "西岭都市报", "2011-03-29", 2, "8",
	    "城市新闻", "" },
	{ "圖文傳真：五六三　二二一八", "", "", 0, "", "", "" },
	{ "摄影专版　五版", "", "", 0, "5", "摄影专版", "" },
	{ "责编／卓然　图编／关山　电子邮箱：a@b.example", "", "", 0, "", "", "卓然;关山" },
	{ "編輯：歐宇凡　美術：麥皓然", "", "", 0, "", "", "歐宇凡;麥皓然" },
	{ "MON 8月1日", "", "", 1, "", "", "" },
	/* How many pages there are is not which one this is. */
	{ "云溪日报　星期三　今日16版", "云溪日报", "", 3, "", "", "" },
	{ "今日四张十六版　第2版", "", "", 0, "2", "", "" },
	{ "今日 第3版 副刊", "", "", 0, "3", "副刊", "" },
	{ "本期共8版　A05 城事", "", "", 0, "A5", "城事", "" },
	{ "2022-10-18 07:42:15　叶子网", "", "2022-10-18", 0, "", "叶子网", "" },
	{ "2022-10-18 07:42　来源：宁川晚报　字体：大", "宁川晚报", "2022-10-18", 0, "", "", "" },
	{ "\xFF", "", "", 0, "", "", "" },
	{ "", "", "", 0, "", "", "" },
};

START_TEST(folio)
{
	struct np_folio found;
	char iso[NP_DATE_MAX], editors[200] = "";

	np_folio_init(&found);
	ck_assert_int_eq(np_folio_add(&found, span(folios[_i].text), &arena), NP_OK);
	np_date_put(iso, &found.date);
	for (size_t i = 0; i < found.people.count; i++) {
		size_t len = strlen(editors);
		ck_assert_int_eq(found.people.list[i].kind, NP_EDITOR);
		snprintf(editors + len, sizeof editors - len, "%s%.*s", i > 0 ? ";" : "",
		    (int)found.people.list[i].name.len, found.people.list[i].name.ptr);
	}
	ck_span(found.paper, folios[_i].paper);
	ck_assert_str_eq(iso, folios[_i].iso);
	ck_assert_uint_eq(found.weekday, folios[_i].weekday);
	ck_assert_str_eq(found.page_no, folios[_i].page_no);
	ck_span(found.section, folios[_i].section);
	ck_assert_str_eq(editors, folios[_i].editors);
}
END_TEST

/* Several lines: the first that tells something counts, people come once. */
START_TEST(folio_of_lines)
{
	struct np_folio found;

	np_folio_init(&found);
	ck_assert_int_eq(np_folio_add(&found, span("陇川日报 责编 唐宁"), &arena), NP_OK);
	ck_assert_int_eq(np_folio_add(&found, span("5月1日 A02"), &arena), NP_OK);
	ck_assert_int_eq(
	    np_folio_add(&found, span("2003年5月1日 A03 要闻 责编 唐宁"), &arena), NP_OK);
	ck_span(found.paper, "陇川日报");
	ck_assert_str_eq(found.page_no, "A2");
	ck_assert_uint_eq(found.date.year, 2003);
	ck_span(found.section, "要闻");
	ck_assert_uint_eq(found.people.count, 1);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("folio");
	TCase *tests = tcase_create("folio");

	give_arena(tests);
	tcase_add_loop_test(tests, folio, 0, (int)SIZE(folios));
	tcase_add_test(tests, folio_of_lines);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
