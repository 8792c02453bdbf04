/* check_date - numbers and dates as papers print them; completed, counted, written */
#include "help.h"

#include "date.h"
#include "scan.h"
#include "utf8.h"

/* ---- scanning ---- */

static const struct {
	const char *text;
	size_t taken; /* characters */
	unsigned value;
	const char *rest;
} numbers[] = {
	{ "12月", 2, 12, "月" },
	{ "１２月", 2, 12, "月" },
	{ "十二月", 2, 12, "月" },
	{ "廿六日", 2, 26, "日" },
	{ "卅一日", 2, 31, "日" },
	{ "三十六年", 3, 36, "年" },
	{ "二○○三年", 4, 2003, "年" },
	{ "二〇〇三年", 4, 2003, "年" },
	{ "一百零三號", 4, 103, "號" },
	{ "十", 1, 10, "" },
	{ "零时", 1, 0, "时" },
	{ "年", 0, 0, "年" },
	{ "", 0, 0, "" },
	{ "1234567890", 0, 0, "1234567890" },
	{ "3\xE4\xB8", 1, 3, "\xE4\xB8" },
};

START_TEST(number)
{
	struct np_span rest = span(numbers[_i].text);
	unsigned value = 0;

	ck_assert_uint_eq(np_scan_number(&rest, &value), numbers[_i].taken);
	if (numbers[_i].taken > 0)
		ck_assert_uint_eq(value, numbers[_i].value);
	ck_assert_uint_eq(rest.len, strlen(numbers[_i].rest));
	ck_assert(memcmp(rest.ptr, numbers[_i].rest, rest.len) == 0);
}
END_TEST

START_TEST(words)
{
	static const char *const list[] = { "零", "零时", NULL };
	struct np_span rest = span("　 零时\xFF"), taken = rest;

	np_scan_blanks(&rest);
	ck_assert_uint_eq(np_scan_taken(taken, rest).len, 4);
	ck_assert(!np_scan_word(&rest, "时"));
	ck_assert(np_scan_any(&rest, list));
	ck_assert(np_scan_word(&rest, "时"));
	ck_assert_uint_eq(np_scan_char(&rest), NP_UTF8_BAD);
	ck_assert_uint_eq(rest.len, 0);
	ck_assert_uint_eq(np_scan_char(&rest), NP_UTF8_BAD);
	ck_assert(!np_scan_any(&rest, list));
	np_scan_blanks(&rest);
}
END_TEST

/* ---- dates ---- */

static const struct {
	const char *text; /* "" in iso: none is found */
	const char *iso;  /* what is not known is completed from 2004-03-01 */
	const char *rest;
} dates[] = {
	{ "2001年1月3日", "2001-01-03", "" },
	{ "2001年12月31日电", "2001-12-31", "电" },
	{ "二○○一年十二月三十一日电", "2001-12-31", "电" },
	{ "２００７年４月２７日讯", "2007-04-27", "讯" },
	{ "2001 年 1 月 3 日", "2001-01-03", "" },
	{ "民國三十六年五月九日", "1947-05-09", "" },
	{ "中華民國 36年5月9日", "1947-05-09", "" },
	{ "中華民國一○三年九月二日", "2014-09-02", "" },
	{ "民国元年一月一日", "1912-01-01", "" },
	{ "公历1999年6月8日", "1999-06-08", "" },
	{ "西元2010年6月8日", "2010-06-08", "" },
	{ "2016.4.26 星期二", "2016-04-26", " 星期二" },
	{ "2016-04-26", "2016-04-26", "" },
	{ "2016/4/26", "2016-04-26", "" },
	{ "2025．6．12", "2025-06-12", "" },
	{ "1月3日", "2004-01-03", "" },
	{ "3月2日", "2004-03-02", "" }, /* a day ahead */
	{ "3月3日", "2003-03-03", "" }, /* two days ahead: the year before */
	{ "12月31日", "2003-12-31", "" },
	{ "29日", "2004-02-29", "" },
	{ "卅一日電", "2004-01-31", "電" },
	{ "廿八日", "2004-02-28", "" },
	{ "一日", "2004-03-01", "" },
	{ "2月29日", "2004-02-29", "" },
	{ "元月五日", "2004-01-05", "" },
	{ "1月1日零时电", "2004-01-01T00:00", "电" },
	{ "1月1日12时电", "2004-01-01T12:00", "电" },
	{ "1月1日二十四时", "2004-01-01T24:00", "" },
	{ "1月1日25时", "2004-01-01", "25时" },
	{ "03年1月2日", "2004-01-02", "" }, /* a year of two digits says nothing */
	{ "5月9號", "2003-05-09", "" },
	{ "13月1日", "", "13月1日" },
	{ "2001年2月29日", "", "2001年2月29日" },
	{ "4月31日", "", "4月31日" },
	{ "32日", "", "32日" },
	{ "0日", "", "0日" },
	{ "2001年3月", "", "2001年3月" },
	{ "2001年", "", "2001年" },
	{ "3.14", "", "3.14" },
	{ "2001.3", "", "2001.3" },
	{ "2001-13-01", "", "2001-13-01" },
	{ "日", "", "日" },
	{ "", "", "" },
};

START_TEST(date)
{
	const struct np_date issue = { 2004, 3, 1, -1 };
	struct np_span rest = span(dates[_i].text);
	struct np_date found;
	char iso[NP_DATE_MAX] = "";

	ck_assert_int_eq(np_date_scan(&rest, &found), dates[_i].iso[0] != '\0');
	if (dates[_i].iso[0] != '\0') {
		np_date_complete(&found, &issue);
		ck_assert_uint_eq(np_date_put(iso, &found), strlen(dates[_i].iso));
	}
	ck_assert_str_eq(iso, dates[_i].iso);
	ck_assert_uint_eq(rest.len, strlen(dates[_i].rest));
	ck_assert(memcmp(rest.ptr, dates[_i].rest, rest.len) == 0);
}
END_TEST

/* Nothing is completed from what is not known, nor what has no day. */
START_TEST(incomplete)
{
	struct np_date none = { 0, 0, 0, -1 }, day = { 0, 0, 5, -1 }, year = { 2001, 0, 5, -1 };
	const struct np_date issue = { 2004, 3, 1, -1 };
	char iso[NP_DATE_MAX] = "x";

	np_date_complete(&day, &none);
	ck_assert_uint_eq(day.year, 0);
	ck_assert_uint_eq(np_date_put(iso, &day), 0);
	ck_assert_str_eq(iso, "");
	np_date_complete(&none, &issue);
	ck_assert(!np_date_whole(&none));
	np_date_complete(&year, &issue);
	ck_assert_uint_eq(year.month, 0);
}
END_TEST

/* Whatever day a month and day are completed to exists and is no later than the day after. */
START_TEST(every_day)
{
	for (unsigned month = 0; month <= 12; month++) {
		for (unsigned day = 1; day <= 31; day++) {
			const struct np_date issue = { 2001, 3, 1, -1 };
			struct np_date found = { 0, month, day, -1 };
			char iso[NP_DATE_MAX];
			np_date_complete(&found, &issue);
			if (!np_date_whole(&found))
				continue; /* 31 April */
			ck_assert_int_le(np_date_number(&found), np_date_number(&issue) + 1);
			ck_assert_uint_eq(found.day, day);
			ck_assert(month == 0 || found.month == month);
			np_date_put(iso, &found);
			ck_assert(np_date_parse(iso, &found));
		}
	}
}
END_TEST

START_TEST(numbers_of_days)
{
	struct np_date epoch = { 1970, 1, 1, -1 }, day = { 2000, 2, 29, -1 },
		       old = { 1899, 12, 31, -1 };

	ck_assert_int_eq(np_date_number(&epoch), 0);
	ck_assert_int_eq(np_date_number(&day), 11016);
	ck_assert_int_eq(np_date_number(&old), -25568);
}
END_TEST

START_TEST(parse)
{
	static const char *const wrong[] = { "", "2003", "2003-02-30", "2003-2-1", "2003/02/01",
		"2003-02-011", "x003-02-01", "2003-02-0１" };
	struct np_date found;

	ck_assert(np_date_parse("2003-02-20", &found));
	ck_assert_uint_eq(found.year, 2003);
	ck_assert_uint_eq(found.month, 2);
	ck_assert_uint_eq(found.day, 20);
	for (size_t i = 0; i < SIZE(wrong); i++)
		ck_assert_msg(!np_date_parse(wrong[i], &found), "%s", wrong[i]);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("date");
	TCase *tests = tcase_create("date");

	tcase_add_loop_test(tests, number, 0, (int)SIZE(numbers));
	tcase_add_test(tests, words);
	tcase_add_loop_test(tests, date, 0, (int)SIZE(dates));
	tcase_add_test(tests, incomplete);
	tcase_add_test(tests, every_day);
	tcase_add_test(tests, numbers_of_days);
	tcase_add_test(tests, parse);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
