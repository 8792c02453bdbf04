/* check_dateline.c - agency, place and date of datelines */
#include "help_arena.h"
#include "help_list.h"

#include "dateline.h"

static const struct {
	const char *text, *kind, *agencies, *place;
	unsigned month, day;
	int hour;
	bool after_other;
} datelines[] = {
	{ "本报讯", "news", "本报", "", 0, 0, -1, false },
	{ "新华社北京3月26日电", "wire", "新华社", "北京", 3, 26, -1, false },
	{ "据新华社开罗1月1日电", "wire", "新华社", "开罗", 1, 1, -1, true },
	{ "又据新华社大连３月５日电", "wire", "新华社", "大连", 3, 5, -1, true },
	{ "（据新华社电）", "wire", "新华社", "", 0, 0, -1, true },
	{ "（以上均据新华社电）", "wire", "新华社", "", 0, 0, -1, true },
	{ "（本栏均据新华社电）", "wire", "新华社", "", 0, 0, -1, true },
	{ "（综合新华社、中新社电）", "wire", "新华社;中新社", "", 0, 0, -1, false },
	{ "（本报里斯本3月5日专电）", "special", "本报", "里斯本", 3, 5, -1, false },
	{ "（本报东沙3月5日零时电）", "wire", "本报", "东沙", 3, 5, 0, false },
	{ "浙江在线杭州6月30日讯", "news", "浙江在线", "杭州", 6, 30, -1, false },
	{ "江州晚报讯", "news", "江州晚报", "", 0, 0, -1, false },
	{ "青禾都市网沧州电", "wire", "青禾都市网", "沧州", 0, 0, -1, false },
	{ "中新社秦皇岛六月十二日电", "wire", "中新社", "秦皇岛", 6, 12, -1, false },
	{ "〔中央社廣州廿二日電〕", "wire", "中央社", "廣州", 0, 22, -1, false },
	{ "〔合眾社新德里卅一日電〕", "wire", "合眾社", "新德里", 0, 31, -1, false },
	{ "【新华社长治十三日电】", "wire", "新华社", "长治", 0, 13, -1, false },
	{ "【新华社太岳总分社讯】", "news", "新华社", "太岳", 0, 0, -1, false },
	{ "〔南京專電〕", "special", "", "南京", 0, 0, -1, false },
	{ "（檳城五日訊）", "news", "", "檳城", 0, 5, -1, false },
	{ "（烟台5日讯）", "news", "", "烟台", 0, 5, -1, false },
	{ "【本報消息】", "message", "本報", "", 0, 0, -1, false },
	{ "荆江网消息", "message", "荆江网", "", 0, 0, -1, false },
	{ "（本报雅典专稿）", "report", "本报", "雅典", 0, 0, -1, false },
	{ "【环球时报综合报道】", "report", "环球时报", "", 0, 0, -1, false },
	{ "【特訊】", "news", "", "", 0, 0, -1, false },
	{ "【又讯】", "news", "", "", 0, 0, -1, false },
	{ "▲北京电", "wire", "", "北京", 0, 0, -1, false },
	{ "中央电视台讯", "news", "中央电视台", "", 0, 0, -1, false },
	{ "（中央社記者何亦安屏東二十七日電）", "wire", "中央社", "屏東", 0, 27, -1, false },
	{ "（本报渥太华4月1日电 记者王明）", "wire", "本报", "渥太华", 4, 1, -1, false },
	{ "新 华 社 北 京 3 月 5 日 电", "wire", "新华社", "北京", 3, 5, -1, false },
	{ "（麻坡114日讯）", "news", "", "麻坡114日", 0, 0, -1, false },
	{ "【法国《解放报》三月五日文章】", "report", "解放报", "法国", 3, 5, -1, false },
	{ "【美国《新周》周刊网站3月5日报道】", "report", "新周", "美国", 3, 5, -1, false },
	{ "【日本《青禾经济》周刊五月七日一期文章】", "report", "青禾经济", "日本", 5, 7, -1,
	    false },
	{ "据《云岭日报》消息", "message", "云岭日报", "", 0, 0, -1, true },
	{ "中央社／台北一日電", "wire", "中央社", "台北", 0, 1, -1, false },
	{ "漢口九號電", "wire", "", "漢口", 0, 9, -1, false },
	{ "《云岭电", "wire", "", "《云岭", 0, 0, -1, false },
	{ "《》电", "wire", "", "《》", 0, 0, -1, false },
	{ "BEIJING, Nov. 3 (Xinhua) --", "wire", "Xinhua", "BEIJING", 11, 3, -1, false },
	{ "LONDON (Reuters) -", "wire", "Reuters", "LONDON", 0, 0, -1, false },
	{ "HONG KONG, May 32 —", "wire", "", "HONG KONG", 0, 0, -1, false },
	{ "A, (", "wire", "", "A", 0, 0, -1, false },
	{ "A(B", "wire", "", "A", 0, 0, -1, false },
	{ "", "news", "", "", 0, 0, -1, false },
	{ "\xFF\xE4\xB8", "news", "", "\xFF\xE4\xB8", 0, 0, -1, false },
};

START_TEST(dateline)
{
	struct np_dateline found;
	char agencies[200] = "";

	ck_assert_int_eq(np_dateline_read(span(datelines[_i].text), &arena, &found), NP_OK);
	for (size_t i = 0; i < found.agency_count; i++) {
		size_t len = strlen(agencies);
		snprintf(agencies + len, sizeof agencies - len, "%s%.*s", i > 0 ? ";" : "",
		    (int)found.agencies[i].len, found.agencies[i].ptr);
	}
	ck_assert_str_eq(agencies, datelines[_i].agencies);
	ck_span(found.place, datelines[_i].place);
	ck_assert_str_eq(np_dateline_kind_name(found.kind), datelines[_i].kind);
	ck_assert_uint_eq(found.date.month, datelines[_i].month);
	ck_assert_uint_eq(found.date.day, datelines[_i].day);
	ck_assert_int_eq(found.date.hour, datelines[_i].hour);
	ck_assert_int_eq(found.after_other, datelines[_i].after_other);
}
END_TEST

/* A dateline as the list of them tells it: agencies, place, date, kind, 据, with tabs between. */
static void
write_dateline(const struct np_dateline *told, char *out, size_t room)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < told->agency_count; i++)
		len += (size_t)snprintf(out + len, room - len, "%s%.*s", i > 0 ? ";" : "",
		    (int)told->agencies[i].len, told->agencies[i].ptr);
	len += (size_t)snprintf(
	    out + len, room - len, "\t%.*s\t", (int)told->place.len, told->place.ptr);
	if (told->date.month > 0)
		len += (size_t)snprintf(out + len, room - len, "%u-", told->date.month);
	if (told->date.day > 0)
		len += (size_t)snprintf(out + len, room - len, "%u", told->date.day);
	if (told->date.hour >= 0)
		len += (size_t)snprintf(out + len, room - len, " %d", told->date.hour);
	snprintf(out + len, room - len, "\t%s\t%s", np_dateline_kind_name(told->kind),
	    told->after_other ? "据" : "");
}

/* 98 in 100 of the list say what they say. */
START_TEST(dateline_list)
{
	struct list list = open_list("tests/datelines.tsv");
	char *line, got[1024];
	size_t right = 0, all = 0;

	while ((line = next_line(&list)) != NULL) {
		struct np_dateline found;
		char *start = strstr(line, "⟦"), *end = strstr(line, "⟧");
		ck_assert(start != NULL && end != NULL);
		start += strlen("⟦");
		ck_assert_int_eq(np_dateline_read((struct np_span){ start, (size_t)(end - start) },
				     &arena, &found),
		    NP_OK);
		write_dateline(&found, got, sizeof got);
		all++;
		right += strcmp(got, strchr(end, '\t') + 1) == 0;
		np_arena_reset(&arena);
	}
	printf("%zu of %zu datelines read right\n", right, all);
	ck_assert_uint_ge(all, 90);
	ck_assert_uint_ge(right * 100, all * 98);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("dateline");
	TCase *tests = tcase_create("dateline");

	give_arena(tests);
	tcase_add_loop_test(tests, dateline, 0, (int)SIZE(datelines));
	tcase_add_test(tests, dateline_list);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
