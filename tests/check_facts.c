/* check_facts - datelines, heads of pages, and what articles say by both */
#include "help_arena.h"
#include "help_list.h"

#include "fact_column.h"
#include "gather.h"

static void
ck_span(struct np_span got, const char *want)
{
	ck_assert_msg(got.len == strlen(want) && memcmp(got.ptr, want, got.len) == 0,
	    "%.*s, not %s", (int)got.len, got.ptr, want);
}

/* ---- datelines ---- */

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

/* ---- heads of pages ---- */

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

/* ---- facts ---- */

static const struct np_article *
gather(struct np_gather *gathered, const char *const *lines, size_t *count)
{
	struct np_error err;

	np_gather_init(gathered, 1 << 20);
	for (size_t i = 0; lines[i] != NULL; i++) {
		struct np_block block;
		ck_assert_int_eq(np_block_parse(span(lines[i]), &block, &err), NP_OK);
		ck_assert_int_eq(
		    np_gather_add(gathered, &block, span(lines[i]), i + 1, &err), NP_OK);
	}
	return np_gather_articles(gathered, count, &err);
}

static const char *const page[] = {
	"p\t1\t0\tfolio\t滨江晚报　2004年1月2日　星期五　A03　要闻　责编 唐宁",
	"p\t2\t1\theadline\t两省开通快车",
	"p\t3.1\t1\tdateline\t新华社石城12月31日电",
	"p\t3.2\t1\tbyline\t（记者 温如海、赵天华）",
	"p\t3.3\t1\tbody\t快车开通了。",
	"p\t4.1\t1\tbody\t另有两列加开。",
	"p\t4.2\t1\tdateline\t（据中新社电）",
	"p\t4.3\t1\tjump\t（下转第4、6版）",
	"p\t5\t1\tcredit\t本报记者 张明 摄",
	"p\t6\t2\theadline\t渔船归港",
	"p\t7\t2\tbyline\t記者王小明／台北報導",
	"p\t8\t2\tbody\t漁船回來了。",
	"p\t9\t2\tdateline\t（本报讯）",
	"p\t10\t2\tbyline\t本报记者 温如海 文/图",
	"p\t11\t2\tjump\t没有版次",
	NULL,
};

START_TEST(facts)
{
	struct np_gather gathered;
	size_t count;
	const struct np_article *articles = gather(&gathered, page, &count);
	struct np_fact_page head;
	struct np_facts found;
	struct np_recall recall;

	np_recall_init(&recall);
	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(np_facts_page(articles, count, NULL, &arena, &head), NP_OK);
	ck_span(head.folio.section, "要闻");
	ck_assert_ptr_nonnull(head.page_no);
	ck_assert_uint_eq(head.page_no->pieces[0].first, 1);
	ck_assert_uint_eq(head.folio.people.count, 1);
	ck_assert_uint_eq(head.people[0]->pieces[0].first, 1);
	ck_assert_int_eq(
	    np_facts_read(&articles[1], &head.folio.date, &recall, &arena, &found), NP_OK);
	ck_assert_uint_eq(found.person_count, 3);
	ck_span(found.people[1].person.name, "赵天华");
	ck_span(found.people[1].block->text, "（记者 温如海、赵天华）");
	ck_assert_uint_eq(found.people[1].block->pieces[0].first, 3);
	ck_assert_uint_eq(found.dateline_count, 2);
	ck_assert(!found.datelines[0].at_end);
	ck_assert_uint_eq(found.datelines[0].dateline.date.year, 2003);
	ck_assert(found.datelines[1].at_end);
	ck_assert_uint_eq(found.jump_count, 1);
	ck_assert_str_eq(found.jumps[0].jump.pages[0], "4");
	ck_assert_int_eq(
	    np_facts_read(&articles[2], &head.folio.date, &recall, &arena, &found), NP_OK);
	ck_assert(found.datelines[0].at_end);
	ck_assert_uint_eq(found.jump_count, 0);
	np_recall_free(&recall);
	np_gather_free(&gathered);
}
END_TEST

/* The day of the issue, where it is given and the page tells none, or none with a year. */
START_TEST(issue)
{
	static const char *const none[] = { "p\t1\t0\tfolio\t滨江晚报", NULL };
	static const char *const day[] = { "p\t1\t0\tfolio\t滨江晚报 12月30日", NULL };
	static const char *const whole[] = { "p\t1\t0\tfolio\t2001年5月6日", NULL };
	static const char *const *const pages[] = { none, day, whole };
	static const char *const wanted[] = { "2004-01-02", "2003-12-30", "2001-05-06" };
	const struct np_date given = { 2004, 1, 2, -1 };

	for (size_t i = 0; i < SIZE(pages); i++) {
		struct np_gather gathered;
		struct np_fact_page head;
		char iso[NP_DATE_MAX];
		size_t count;
		const struct np_article *articles = gather(&gathered, pages[i], &count);
		ck_assert_int_eq(np_facts_page(articles, count, &given, &arena, &head), NP_OK);
		np_date_put(iso, &head.folio.date);
		ck_assert_str_eq(iso, wanted[i]);
		np_gather_free(&gathered);
	}
}
END_TEST

static const struct {
	const char *name, *first, *second;
} columns[NP_FACT_COLUMNS] = {
	{ "writer", "温如海;赵天华", "王小明;温如海" },
	{ "author", "", "" },
	{ "reporter", "温如海;赵天华", "王小明;温如海" },
	{ "correspondent", "", "" },
	{ "intern", "", "" },
	{ "photographer", "张明", "温如海" },
	{ "translator", "", "" },
	{ "editor", "唐宁", "唐宁" },
	{ "agency", "新华社;中新社", "本报" },
	{ "place", "石城", "台北" },
	{ "date", "2003-12-31", "2004-01-02" },
	{ "paper", "滨江晚报", "滨江晚报" },
	{ "issue", "2004-01-02", "2004-01-02" },
	{ "page_no", "A3", "A3" },
	{ "section", "要闻", "要闻" },
	{ "jump_to", "4;6", "" },
	{ "jump_from", "", "" },
	{ "see", "", "" },
};

START_TEST(column)
{
	struct np_gather gathered;
	size_t count;
	const struct np_article *articles = gather(&gathered, page, &count);
	struct np_fact_page head;
	struct np_facts found;
	struct np_recall recall;

	np_recall_init(&recall);
	ck_assert_str_eq(np_fact_columns[_i].name, columns[_i].name);
	ck_assert_int_eq(np_facts_page(articles, count, NULL, &arena, &head), NP_OK);
	ck_assert_int_eq(
	    np_facts_read(&articles[1], &head.folio.date, &recall, &arena, &found), NP_OK);
	ck_span(np_fact_value((enum np_fact_column)_i, &found, &head, &arena), columns[_i].first);
	ck_assert_int_eq(
	    np_facts_read(&articles[2], &head.folio.date, &recall, &arena, &found), NP_OK);
	ck_span(np_fact_value((enum np_fact_column)_i, &found, &head, &arena), columns[_i].second);
	np_recall_free(&recall);
	np_gather_free(&gathered);
}
END_TEST

/* Without memory every call says so, and none reads or writes where it may not. */
START_TEST(no_memory)
{
	struct np_gather gathered;
	size_t count, limit = 512; /* 0 is none */
	const struct np_article *articles = gather(&gathered, page, &count);
	bool good = false;

	for (; !good; limit += 32) {
		struct np_arena small;
		struct np_fact_page head;
		struct np_facts found;
		struct np_recall recall;
		ck_assert_uint_lt(limit, 4 << 20);
		np_arena_init(&small, limit);
		np_recall_init(&recall);
		recall.arena.limit = limit;
		good = np_facts_page(articles, count, NULL, &small, &head) == NP_OK &&
		       np_facts_read(&articles[1], &head.folio.date, &recall, &small, &found) ==
			   NP_OK &&
		       np_fact_value(NP_FACT_WRITER, &found, &head, &small).ptr != NULL;
		np_recall_free(&recall);
		np_arena_free(&small);
	}
	ck_assert_uint_gt(limit, 512);
	np_gather_free(&gathered);
}
END_TEST

/* What comes again is not read again, and says the same; what is long is read, and not kept. */
START_TEST(recall_again)
{
	static const char byline[] = "（记者 温如海、赵天华）";
	struct np_recall recall;
	char other[sizeof(byline)];
	char longer[2000];

	np_recall_init(&recall);
	const struct np_recalled *first = np_recall_read(&recall, span(byline), NP_BYLINE, &arena);
	ck_assert_ptr_nonnull(first);
	ck_assert_uint_eq(first->people.count, 2);
	/* It lies in no text that was read. */
	memcpy(other, byline, sizeof(byline));
	ck_assert_ptr_eq(np_recall_read(&recall, span(other), NP_BYLINE, &arena), first);
	memset(other, '#', sizeof(other));
	ck_span(first->people.list[1].name, "赵天华");
	ck_assert_ptr_ne(np_recall_read(&recall, span(byline), NP_CREDIT, &arena), first);
	const struct np_recalled *dated =
	    np_recall_read(&recall, span("新华社石城3月2日电"), NP_DATELINE, &arena);
	ck_span(dated->dateline.place, "石城");
	np_recall_tidy(&recall);
	ck_assert_ptr_eq(np_recall_read(&recall, span(byline), NP_BYLINE, &arena), first);

	/* Much of it is forgotten, and then read anew. */
	for (int i = 0; i < 30000; i++) {
		snprintf(longer, sizeof(longer), "记者 王%d", i);
		ck_assert_ptr_nonnull(np_recall_read(&recall, span(longer), NP_BYLINE, &arena));
	}
	ck_assert_uint_gt(recall.arena.held, 1 << 20);
	np_recall_tidy(&recall);
	ck_assert_uint_eq(recall.arena.held, 0);
	first = np_recall_read(&recall, span(byline), NP_BYLINE, &arena);
	ck_span(first->people.list[0].name, "温如海");

	memset(longer, ' ', sizeof(longer));
	memcpy(longer, byline, sizeof(byline) - 1);
	longer[sizeof(longer) - 1] = '\0';
	ck_assert_ptr_ne(np_recall_read(&recall, span(longer), NP_BYLINE, &arena),
	    np_recall_read(&recall, span(longer), NP_BYLINE, &arena));
	np_recall_free(&recall);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("facts");
	TCase *tests = tcase_create("facts");

	give_arena(tests);
	tcase_add_loop_test(tests, dateline, 0, (int)SIZE(datelines));
	tcase_add_test(tests, dateline_list);
	tcase_add_loop_test(tests, folio, 0, (int)SIZE(folios));
	tcase_add_test(tests, folio_of_lines);
	tcase_add_test(tests, facts);
	tcase_add_test(tests, issue);
	tcase_add_loop_test(tests, column, 0, NP_FACT_COLUMNS);
	tcase_add_test(tests, no_memory);
	tcase_add_test(tests, recall_again);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
