/* check_facts.c - what an article's marks and its page's head say, as data and as columns */
#include "help_arena.h"
#include "help_article.h"

#include "fact_column.h"
#include "utf8.h"

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
	char other[sizeof byline];
	char longer[2000];

	np_recall_init(&recall);
	const struct np_recalled *first = np_recall_read(&recall, span(byline), NP_BYLINE, &arena);
	ck_assert_ptr_nonnull(first);
	ck_assert_uint_eq(first->people.count, 2);
	/* It lies in no text that was read. */
	memcpy(other, byline, sizeof byline);
	ck_assert_ptr_eq(np_recall_read(&recall, span(other), NP_BYLINE, &arena), first);
	memset(other, '#', sizeof other);
	ck_span(first->people.list[1].name, "赵天华");
	ck_assert_ptr_ne(np_recall_read(&recall, span(byline), NP_CREDIT, &arena), first);
	const struct np_recalled *dated =
	    np_recall_read(&recall, span("新华社石城3月2日电"), NP_DATELINE, &arena);
	ck_span(dated->dateline.place, "石城");
	np_recall_tidy(&recall);
	ck_assert_ptr_eq(np_recall_read(&recall, span(byline), NP_BYLINE, &arena), first);

	/* Much of it is forgotten, and then read anew. */
	for (int i = 0; i < 30000; i++) {
		snprintf(longer, sizeof longer, "记者 王%d", i);
		ck_assert_ptr_nonnull(np_recall_read(&recall, span(longer), NP_BYLINE, &arena));
	}
	ck_assert_uint_gt(recall.arena.held, 1 << 20);
	np_recall_tidy(&recall);
	ck_assert_uint_eq(recall.arena.held, 0);
	first = np_recall_read(&recall, span(byline), NP_BYLINE, &arena);
	ck_span(first->people.list[0].name, "温如海");

	memset(longer, ' ', sizeof longer);
	memcpy(longer, byline, sizeof byline - 1);
	longer[sizeof longer - 1] = '\0';
	ck_assert_ptr_ne(np_recall_read(&recall, span(longer), NP_BYLINE, &arena),
	    np_recall_read(&recall, span(longer), NP_BYLINE, &arena));
	np_recall_free(&recall);
}
END_TEST

/* What is kept stays where the slots become more: few stand in one slot, of which the later one stays. */
START_TEST(recall_grows)
{
	enum { FIRST = 20, ALL = 500 };
	const struct np_recalled *first[FIRST];
	struct np_recall recall;
	char byline[40];
	size_t few = 0, same = 0;

	np_recall_init(&recall);
	for (int i = 0; i < ALL; i++) {
		snprintf(byline, sizeof byline, "记者 王%d", i);
		const struct np_recalled *read =
		    np_recall_read(&recall, span(byline), NP_BYLINE, &arena);
		ck_span(read->text, byline);
		if (i < FIRST) {
			first[i] = read;
			few = recall.count;
		}
	}
	ck_assert_uint_gt(recall.count, few);
	for (int i = 0; i < FIRST; i++) {
		snprintf(byline, sizeof byline, "记者 王%d", i);
		same += np_recall_read(&recall, span(byline), NP_BYLINE, &arena) == first[i];
	}
	ck_assert_uint_gt(same, FIRST * 3 / 4);
	np_recall_free(&recall);
}
END_TEST

/* Room for what many blocks tell grows with them, and not with their square; of folios, some people are enough. */
START_TEST(many_people)
{
	enum { FOLIOS = 1000, BLOCKS = 2000, EACH = 40, ROOM = 600, MOST = 16 * 1024 };
	static char lines[BLOCKS][ROOM];
	static const char *stream[BLOCKS + 1];
	struct np_gather gathered;
	struct np_fact_page head;
	struct np_facts found;
	struct np_recall recall;
	size_t count;

	/* The bylines are longer than the texts that are kept. */
	for (int i = 0; i < BLOCKS; i++) {
		int at = snprintf(lines[i], ROOM, "p\t%d\t%d\t%s", i + 1, i >= FOLIOS,
		    i < FOLIOS ? "folio\t责编" : "byline\t记者");
		for (int n = 0; n < (i < FOLIOS ? 1 : EACH); n++) {
			at += snprintf(lines[i] + at, (size_t)(ROOM - at), " 王");
			at += (int)np_utf8_put(lines[i] + at, (uint32_t)(0x5000 + i + n));
		}
		lines[i][at] = '\0';
		stream[i] = lines[i];
	}
	np_recall_init(&recall);
	const struct np_article *articles = gather(&gathered, stream, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(np_facts_page(articles, count, NULL, &arena, &head), NP_OK);
	ck_assert_uint_eq(head.folio.people.count, NP_FOLIO_PEOPLE);
	np_arena_reset(&arena);
	ck_assert_int_eq(
	    np_facts_read(&articles[1], &head.folio.date, &recall, &arena, &found), NP_OK);
	ck_assert_uint_gt(found.person_count, (BLOCKS - FOLIOS) * EACH / 2);
	ck_assert_uint_lt(arena.held, (size_t)(BLOCKS - FOLIOS) * MOST * 2);
	np_recall_free(&recall);
	np_gather_free(&gathered);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("facts");
	TCase *tests = tcase_create("facts");

	give_arena(tests);
	tcase_add_test(tests, facts);
	tcase_add_test(tests, issue);
	tcase_add_loop_test(tests, column, 0, NP_FACT_COLUMNS);
	tcase_add_test(tests, no_memory);
	tcase_add_test(tests, recall_again);
	tcase_add_test(tests, recall_grows);
	tcase_add_test(tests, many_people);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
