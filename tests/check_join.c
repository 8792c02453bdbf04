/* check_join.c - tests of grams, issue and join: page numbers, pages of a day, pieces of one article */
#include "grams.h"
#include "help_starve.h"
#include "join.h"

/* ---- grams ---- */

static const struct {
	const char *a, *b;
	unsigned shared;
} shares[] = {
	{ "三百里新堤", "三百里新堤", 1000 },
	{ "三百里新堤", "新堤三百里", 750 },
	{ "新堤", "三百里新堤昨日合龙", 1000 },
	{ "三百，里新堤", "三百里新堤", 1000 },
	{ "三百里", "百。里", 0 },
	{ "灯", "灯", 0 },
	{ "", "灯塔", 0 },
	{ "灯\xFF塔", "灯塔", 0 },
	{ "ab ab ab", "abba", 1000 },
};

START_TEST(shared)
{
	struct np_arena arena;
	struct np_span a = span(shares[_i].a), b = span(shares[_i].b);
	struct np_grams of_a, of_b;

	np_arena_init(&arena, 0);
	ck_assert(np_grams_make(&a, 1, &arena, &of_a));
	ck_assert(np_grams_make(&b, 1, &arena, &of_b));
	ck_assert_uint_eq(np_grams_shared(&of_a, &of_b), shares[_i].shared);
	ck_assert_uint_eq(np_grams_shared(&of_b, &of_a), shares[_i].shared);
	np_arena_free(&arena);
}
END_TEST

/* ---- the numbers of pages ---- */

static const struct {
	const char *name, *page_no;
} names[] = {
	{ "paper.pdf:2", "2" },
	{ "2003-04-05:12", "12" },
	{ "2003-04-05-02.txt", "2" },
	{ "2003-04-05-A04.txt", "A4" },
	{ "a/rb_19460515_3.md", "3" },
	{ "a/04版.md", "4" },
	{ "A4", "A4" },
	{ "Z4", "Z4" },
	{ "z9.md5", "Z9" },
	{ "page7.html", "7" },
	{ "page7.htmls", "" },
	{ "rb-2003-04-05.txt", "" },
	{ "92003-04-05.txt", "5" },
	{ "003-04-05.txt", "5" },
	{ "b12.txt", "B12" },
	{ "2003-04-05.txt", "" },
	{ "20030405.txt", "" },
	{ "rb20030405.txt", "" },
	{ "2003/04/05.txt", "" },
	{ "city.txt", "" },
	{ "page12.txt", "12" },
	{ "12345.txt", "" },
	{ "-", "" },
	{ "", "" },
	{ ":", "" },
	{ ":1", "1" },
	{ "p\xFF.txt", "" },
	{ "p.0", "" },
};

START_TEST(number_of)
{
	char page_no[NP_PAGE_NO_MAX] = "x";

	ck_assert_int_eq(
	    np_issue_number_of(span(names[_i].name), page_no), names[_i].page_no[0] != '\0');
	ck_assert_str_eq(page_no, names[_i].page_no);
}
END_TEST

/* ---- days ---- */

/*
 * Each day is lines of blocks, and what comes of it: for each part that goes on, "A>B", parts counted
 * from a in the order of pages and articles, then for each jump lost its line and why.
 */
static const struct {
	const char *lines[20];
	const char *joined;
} days[] = {
	/* both ends say it */
	{ { "p1\t1\t0\tfolio\t第1版", "p1\t2\t1\tbody\t甲", "p1\t3\t1\tjump\t（下转第二版）",
	      "p2\t1\t0\tfolio\t第02版", "p2\t2\t1\tbody\t丙", "p2\t3\t2\tjump\t上接1版",
	      "p2\t4\t2\tbody\t乙" },
	    "a>c" },
	/* numbers by the names of pages, which are turned */
	{ { "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tbody\t乙", "d:1\t1\t1\tbody\t甲",
	      "d:1\t2\t1\tjump\t下转2版" },
	    "b>a" },
	/* a number that no page has, and one that is not known */
	{ { "x\t1\t1\tbody\t甲", "x\t2\t1\tjump\t下转5版", "d:3\t1\t1\tbody\t乙",
	      "d:3\t2\t1\tjump\t上接9版" },
	    "2- 4?" },
	{ { "x\t1\t1\tbody\t甲", "x\t2\t1\tjump\t下转3版", "d:3\t1\t1\tbody\t乙",
	      "d:3\t2\t1\tjump\t上接9版" },
	    "a>b" },
	{ { "d:1\t1\t1\tbody\t甲", "d:1\t2\t1\tjump\t下转5版", "d:3\t1\t1\tbody\t乙" }, "2-" },
	/* A6 for 6, where there is no other */
	{ { "q-A01\t1\t1\tbody\t甲", "q-A01\t2\t1\tjump\t下转6版", "q-A06\t1\t1\tjump\t上接1版",
	      "q-A06\t2\t1\tbody\t乙" },
	    "a>b" },
	{ { "q-A01\t1\t1\tbody\t甲", "q-A01\t2\t1\tjump\t下转B6版", "q-A06\t1\t1\tjump\t上接A1版",
	      "q-A06\t2\t1\tbody\t乙" },
	    "2- 3?" },
	/* three pages, in a chain */
	{ { "d:1\t1\t1\tjump\t下转2版", "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tjump\t下转3版",
	      "d:3\t1\t1\tjump\t上接2版" },
	    "a>b b>c" },
	/* one article on two pages further on, in the order of its jumps */
	{ { "d:1\t1\t1\tjump\t下转3版", "d:1\t2\t1\tjump\t下转2版", "d:2\t1\t1\tjump\t上接1版",
	      "d:3\t1\t1\tjump\t上接1版" },
	    "a>c a>b" },
	/* several pages by one jump, all from the first; each from the one before; one that is absent */
	{ { "d:1\t1\t1\tjump\t下转2、3版", "d:2\t1\t1\tjump\t上接1版", "d:3\t1\t1\tjump\t上接1版" },
	    "a>b a>c" },
	{ { "d:1\t1\t1\tjump\t下转2-3版", "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tjump\t下转3版",
	      "d:3\t1\t1\tjump\t上接2版" },
	    "a>b b>c" },
	{ { "d:1\t1\t1\tjump\t下转2-3版", "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tjump\t下转3版",
	      "d:3\t1\t1\tjump\t上接1版" },
	    "a>b a>c" },
	{ { "d:1\t1\t1\tjump\t下转2版", "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tjump\t下转3版",
	      "d:3\t1\t1\tjump\t上接1、2版" },
	    "a>b b>c" },
	{ { "d:1\t1\t1\tjump\t下转2、3版", "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tjump\t下转3版",
	      "d:3\t1\t1\tjump\t上接1、2版" },
	    "a>b a>c" },
	{ { "d:1\t1\t1\tjump\t下转第二、四版", "d:2\t1\t1\tjump\t上接第一版" }, "a>b 1-" },
	{ { "d:1\t1\t1\tjump\t下转第二、三版", "d:3\t1\t1\tjump\t上接第一版" }, "a>b 1-" },
	/* never in a ring */
	{ { "d:1\t1\t1\tjump\t下转2版", "d:1\t2\t1\tjump\t上接2版", "d:2\t1\t1\tjump\t上接1版",
	      "d:2\t2\t1\tjump\t下转1版" },
	    "a>b 2? 4?" },
	/* several: a title tells */
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tjump\t下转2版",
	      "d:1\t3\t2\theadline\t渔市搬家", "d:1\t4\t2\tjump\t下转2版",
	      "d:2\t1\t1\tjump\t上接1版《渔市搬家》", "d:2\t2\t1\tbody\t乙",
	      "d:2\t3\t2\tjump\t上接1版", "d:2\t4\t2\tbody\t乙" },
	    "a>d b>c" },
	/* several: headlines that say the same again */
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tjump\t下转2版",
	      "d:1\t3\t2\theadline\t渔市搬家", "d:1\t4\t2\tjump\t下转2版",
	      "d:2\t1\t1\theadline\t渔市搬家", "d:2\t2\t1\tjump\t上接1版",
	      "d:2\t3\t2\theadline\t新堤合龙", "d:2\t4\t2\tjump\t上接1版" },
	    "a>d b>c" },
	/* several: words of the text */
	{ { "d:1\t1\t1\tbody\t指挥部说，堤防工程昨日合龙，新堤能防洪水。",
	      "d:1\t2\t1\tjump\t下转2版", "d:1\t3\t2\tbody\t渔市摊主说，大棚通风，买鱼的人多。",
	      "d:1\t4\t2\tjump\t下转2版", "d:2\t1\t1\tjump\t上接1版",
	      "d:2\t2\t1\tbody\t买鱼的人都说渔市大棚好。", "d:2\t3\t2\tjump\t上接1版",
	      "d:2\t4\t2\tbody\t堤防工程指挥部算了一笔账，新堤合算。" },
	    "a>d b>c" },
	/* several, and nothing tells */
	{ { "d:1\t1\t1\tbody\t甲", "d:1\t2\t1\tjump\t下转2版", "d:1\t3\t2\tbody\t甲",
	      "d:1\t4\t2\tjump\t下转2版", "d:2\t1\t1\tjump\t上接1版", "d:2\t2\t1\tbody\t乙" },
	    "2! 4! 5!" },
	/* the other end says nothing: a headline and a sentence are enough, one of them is not */
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tbody\t先后有",
	      "d:1\t3\t1\tjump\t下转2版", "d:2\t1\t1\theadline\t渔市搬家", "d:2\t2\t1\tbody\t乙",
	      "d:2\t3\t2\theadline\t三百里新堤合龙", "d:2\t4\t2\tbody\t三万人。" },
	    "a>c" },
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tbody\t先后有",
	      "d:1\t3\t1\tjump\t下转2版", "d:2\t1\t1\theadline\t渔市搬家", "d:2\t2\t1\tbody\t乙" },
	    "3?" },
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tbody\t先后有",
	      "d:1\t3\t2\theadline\t渔市搬家", "d:1\t4\t2\tbody\t完了。",
	      "d:2\t1\t1\theadline\t新堤合龙", "d:2\t2\t1\tjump\t上接1版" },
	    "a>c" },
	/* what has its own partner is nobody else's */
	{ { "d:1\t1\t1\tbody\t甲", "d:1\t2\t1\tjump\t下转2版", "d:1\t3\t2\tbody\t甲",
	      "d:1\t4\t2\tjump\t下转3版", "d:2\t1\t1\tjump\t上接1版", "d:3\t1\t1\tbody\t乙" },
	    "a>c 4?" },
	/* nor is what says that it comes from elsewhere; what goes on elsewhere is */
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tbody\t先后有",
	      "d:1\t3\t1\tjump\t下转2版", "d:2\t1\t1\theadline\t三百里新堤合龙",
	      "d:2\t2\t1\tjump\t上接9版", "d:2\t3\t1\tbody\t三万人。" },
	    "3? 5-" },
	{ { "d:1\t1\t1\theadline\t三百里新堤合龙", "d:1\t2\t1\tbody\t先后有",
	      "d:1\t3\t1\tjump\t下转2版", "d:2\t1\t1\theadline\t三百里新堤合龙",
	      "d:2\t2\t1\tjump\t下转9版", "d:2\t3\t1\tbody\t三万人。" },
	    "a>b 5-" },
	/* other articles, no page, no article */
	{ { "d:1\t1\t1\tjump\t相关报道见2版", "d:1\t2\t2\tjump\t未完待续",
	      "d:1\t3\t0\tjump\t下转2版", "d:2\t1\t1\tjump\t上接1版" },
	    "3? 4?" },
	/* joined before */
	{ { "d:1\t1\t1\tjump\t下转2版", "d:1\\>d:2\t1\t1\tjump\t上接1版", "d:2\t2\t2\tbody\t乙" },
	    "" },
	/* a page that jumps to itself */
	{ { "d:1\t1\t1\tjump\t下转1版", "d:1\t2\t2\tjump\t上接1版" }, "1- 2-" },
};

static const char *
outcome(const struct np_issue *issue, const struct np_join *join)
{
	static char said[256];
	size_t len = 0;

	said[0] = '\0';
	for (size_t i = 0; i < issue->part_count; i++) {
		for (size_t to = join->ties[i].to; to != NP_ISSUE_NONE; to = join->ties[to].next) {
			ck_assert_uint_eq(join->ties[to].from, i);
			len += (size_t)snprintf(said + len, sizeof said - len, "%s%c>%c",
			    len > 0 ? " " : "", (char)('a' + i), (char)('a' + to));
		}
	}
	for (size_t i = 0; i < join->lost_count; i++)
		len += (size_t)snprintf(said + len, sizeof said - len, "%s%u%c", len > 0 ? " " : "",
		    (unsigned)join->lost[i].line + 1,
		    join->lost[i].several  ? '!'
		    : join->lost[i].absent ? '-'
					   : '?');
	return said;
}

START_TEST(day)
{
	struct np_held held;
	struct np_arena arena;
	struct np_issue issue;
	struct np_join join;

	np_held_init(&held);
	np_arena_init(&arena, 0);
	for (uint64_t i = 0; days[_i].lines[i] != NULL; i++) {
		struct np_span line = span(days[_i].lines[i]);
		struct np_block block;

		ck_assert_int_eq(np_block_parse(line, &block, NULL), NP_OK);
		ck_assert_int_eq(np_held_add(&held, line, &block, i + 1, NULL), NP_OK);
	}
	ck_assert_int_eq(np_issue_read(&issue, &held, &arena), NP_OK);
	ck_assert_int_eq(np_join_find(&issue, &join), NP_OK);
	ck_assert_str_eq(outcome(&issue, &join), days[_i].joined);
	np_arena_free(&arena);
	np_held_free(&held);
}
END_TEST

static struct np_held held;

static enum np_code
join_held(struct np_arena *arena)
{
	struct np_issue issue;
	struct np_join join;
	enum np_code code = np_issue_read(&issue, &held, arena);

	return code == NP_OK ? np_join_find(&issue, &join) : code;
}

/* Memory that ends anywhere is told. */
START_TEST(no_memory)
{
	np_held_init(&held);
	for (uint64_t i = 0; days[9].lines[i] != NULL; i++) {
		struct np_span line = span(days[9].lines[i]);
		struct np_block block;

		ck_assert_int_eq(np_block_parse(line, &block, NULL), NP_OK);
		ck_assert_int_eq(np_held_add(&held, line, &block, i + 1, NULL), NP_OK);
	}
	starve(join_held, 16);
	np_held_free(&held);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("join");
	TCase *tests = tcase_create("join");

	tcase_add_loop_test(tests, shared, 0, SIZE(shares));
	tcase_add_loop_test(tests, number_of, 0, SIZE(names));
	tcase_add_loop_test(tests, day, 0, SIZE(days));
	tcase_add_test(tests, no_memory);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
