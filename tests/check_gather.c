/* check_gather.c - tests of gather: blocks gathered in any order, pages, their limit */
#include "help_article.h"
#include "help_starve.h"

/* A page's blocks in any order are the same articles. */
START_TEST(any_order)
{
	static const char *const lines[] = {
		"a\\tb\t9\t2\tbody\t第三段",
		"a\\tb\t7.2\t1\tbody\t第二段",
		"a\\tb\t10.1\t1\tbody\t第五段",
		"a\\tb\t1\t0\tfolio\t第3版",
		"a\\tb\t7.1\t1\tdateline\t本报讯",
		"a\\tb\t2..3\t1\theadline\t标题",
		"a\\tb\t10.10\t1\tbody\t第七段",
		"a\\tb\t10.2\t1\tbody\t第六段",
		"a\\tb\t12\t12\tbody\t末",
		NULL,
	};
	struct np_gather gathered;
	size_t count;
	const struct np_article *articles = gather(&gathered, lines, &count);

	ck_assert_uint_eq(count, 4);
	ck_assert_uint_eq(articles[0].number, 0);
	ck_assert_uint_eq(articles[1].number, 1);
	ck_assert_uint_eq(articles[2].number, 2);
	ck_assert_uint_eq(articles[3].number, 12);
	ck_span(articles[1].page, "a\tb");
	ck_assert_uint_eq(articles[1].count, 6);
	ck_span(articles[1].blocks[0].text, "标题");
	ck_span(articles[1].blocks[1].text, "本报讯");
	ck_span(articles[1].blocks[2].text, "第二段");
	ck_assert_uint_eq(articles[1].blocks[2].number, 2);
	ck_span(articles[1].blocks[3].text, "第五段");
	ck_span(articles[1].blocks[4].text, "第六段");
	ck_span(articles[1].blocks[5].text, "第七段");
	ck_assert_uint_eq(gathered.repeated, 0);
	np_gather_free(&gathered);
}
END_TEST

/* What stands on another page keeps its name and a leaf of its own, also where lines ascend throughout. */
START_TEST(other_pages)
{
	static const char *const lines[] = { "p\t1\t1\tbody\t一", "p\\>q\\tr\t5\t1\tbody\t二",
		"p\\>q\\tr\t6\t1\tbody\t三", "p\\>s\t7\t1\tbody\t四", "p\\>q\t8\t1\tbody\t五",
		NULL };
	struct np_gather gathered;
	size_t count;
	const struct np_article *articles = gather(&gathered, lines, &count);

	ck_assert_uint_eq(count, 1);
	const struct np_article_block *blocks = articles[0].blocks;
	ck_assert_uint_eq(articles[0].count, 5);
	ck_span(blocks[0].page, "p");
	ck_assert_uint_eq(blocks[0].leaf, 0);
	ck_span(blocks[1].page, "q\tr");
	ck_assert_uint_gt(blocks[1].leaf, 0);
	ck_assert_uint_eq(blocks[2].leaf, blocks[1].leaf);
	ck_span(blocks[3].page, "s");
	ck_assert_uint_gt(blocks[3].leaf, blocks[2].leaf);
	ck_span(blocks[4].page, "q");
	ck_assert_uint_gt(blocks[4].leaf, blocks[3].leaf);
	np_gather_free(&gathered);
}
END_TEST

/* Two blocks of one place are of two pages that have one name; the other leaf of a joined article is none. */
START_TEST(one_name)
{
	static const char *const twice[] = { "-\t1.1\t1\tdateline\t本报讯", "-\t1.2\t1\tbody\t一",
		"-\t2;4\t1\tbody\t二", "-\t1.1\t2\tdateline\t新华社讯", "-\t1.2\t2\tbody\t三",
		NULL };
	static const char *const short_twice[] = { "-\t1\t1\tbody\t一", "-\t1\t2\tbody\t一", NULL };
	static const char *const joined[] = { "p\t1\t1\tbody\t一", "p\t2\t1\tbody\t二",
		"p\\>q\t1\t1\tbody\t三", "p\\>q\t2\t1\tbody\t四", NULL };
	static const struct {
		const char *const *lines;
		uint64_t repeated;
	} cases[] = { { twice, 4 }, { short_twice, 2 }, { joined, 0 } };

	for (size_t i = 0; i < SIZE(cases); i++) {
		struct np_gather gathered;
		size_t count;

		gather(&gathered, cases[i].lines, &count);
		ck_assert_uint_eq(gathered.repeated, cases[i].repeated);
		np_gather_reset(&gathered);
		ck_assert_uint_eq(gathered.repeated, 0);
		np_gather_free(&gathered);
	}
}
END_TEST

START_TEST(pages)
{
	struct np_gather gathered;
	struct np_error err;
	size_t count;

	np_gather_init(&gathered, 100);
	ck_assert(np_gather_holds(&gathered, span("p")));
	ck_assert_ptr_null(np_gather_articles(&gathered, &count, &err));
	ck_assert_uint_eq(count, 0);
	ck_assert_int_eq(err.code, NP_OK);

	const char *line = "p\t1\t1\tbody\tx";
	struct np_block block;
	np_block_parse(span(line), &block, NULL);
	ck_assert_int_eq(np_gather_add(&gathered, &block, span(line), 1, &err), NP_OK);
	ck_assert(np_gather_holds(&gathered, span("p")));
	ck_assert(!np_gather_holds(&gathered, span("p2")));
	np_gather_reset(&gathered);
	ck_assert(np_gather_holds(&gathered, span("p2")));
	np_gather_free(&gathered);
}
END_TEST

/* Articles and pages by turns: each article has its own, then those of a page after those of another. */
START_TEST(by_turns)
{
	static const char *const lines[] = { "p\t1\t2\tbody\tc", "p\t2\t1\tbody\ta",
		"p\\>q\\\\\t1\t1\tbody\tx", "p\\>r\t1\t1\tbody\ty", "p\\>q\\\\\t2\t1\tbody\tz",
		"p\t3\t0\tfolio\tf", "p\t4\t2\tbody\td" };
	static const char *const texts[] = { "f", "axzy", "cd" }, *const stands[] = { "p", "pqqr",
		"pp" };
	struct np_gather gathered;
	struct np_error err;
	size_t count;

	np_gather_init(&gathered, 1 << 20);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct np_block block;
		ck_assert_int_eq(np_block_parse(span(lines[i]), &block, &err), NP_OK);
		ck_assert_int_eq(
		    np_gather_add(&gathered, &block, span(lines[i]), i + 1, &err), NP_OK);
	}
	const struct np_article *articles = np_gather_articles(&gathered, &count, &err);
	ck_assert_uint_eq(count, 3);
	for (size_t a = 0; a < count; a++) {
		const struct np_article_block *blocks = articles[a].blocks;
		ck_assert_uint_eq(articles[a].number, a);
		ck_assert_uint_eq(articles[a].count, strlen(texts[a]));
		for (size_t i = 0; i < articles[a].count; i++) {
			ck_assert_int_eq(*blocks[i].text.ptr, texts[a][i]);
			ck_assert_int_eq(*blocks[i].page.ptr, stands[a][i]);
			ck_assert_uint_eq(blocks[i].page.len, stands[a][i] == 'q' ? 2 : 1);
			ck_assert((blocks[i].leaf == 0) == (stands[a][i] == 'p'));
			if (i > 0)
				ck_assert((blocks[i].leaf == blocks[i - 1].leaf) ==
					  (stands[a][i] == stands[a][i - 1]));
		}
	}
	np_gather_free(&gathered);
}
END_TEST

/* A page over the limit is told once and passed over; the next one is taken. */
START_TEST(too_large)
{
	const char *line = "p\t1\t1\tbody\t0123456789";
	struct np_gather gathered;
	struct np_block block;
	struct np_error err;
	size_t count;

	/* Four lines with their line feeds just fit. */
	np_gather_init(&gathered, 4 * (strlen(line) + 1));
	np_block_parse(span(line), &block, NULL);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(np_gather_add(&gathered, &block, span(line), 1, &err), NP_OK);
	ck_assert_int_eq(np_gather_add(&gathered, &block, span(line), 1, &err), NP_ERR_TOOBIG);
	ck_assert_int_eq(np_gather_add(&gathered, &block, span(line), 1, &err), NP_OK);
	ck_assert(np_gather_holds(&gathered, span("p")));
	ck_assert(!np_gather_holds(&gathered, span("q")));
	ck_assert_ptr_null(np_gather_articles(&gathered, &count, &err));
	ck_assert_int_eq(err.code, NP_OK);
	np_gather_reset(&gathered);
	ck_assert_int_eq(np_gather_add(&gathered, &block, span(line), 1, &err), NP_OK);
	ck_assert_ptr_nonnull(np_gather_articles(&gathered, &count, &err));
	np_gather_free(&gathered);
	np_gather_init(&gathered, strlen(line));
	ck_assert_int_eq(np_gather_add(&gathered, &block, span(line), 1, &err), NP_ERR_TOOBIG);
	np_gather_free(&gathered);
}
END_TEST

/* What was settled stands, whatever becomes of the lines; what was not stands in them. */
START_TEST(settle)
{
	static const char *const lines[] = {
		"p\t1\t1\theadline\t桥\\t通了",
		"p\\>q\t3\t1\tbody\t在别处",
		"p\t2\t1\tbody\t正文",
		"p\t4\t1\tbody\t尾",
	};
	const struct np_article *articles;
	struct np_gather gathered;
	struct np_block block;
	struct np_error err;
	char text[100];
	size_t count;

	np_gather_init(&gathered, 1 << 20);
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		bool last = i + 1 == sizeof lines / sizeof lines[0];
		struct np_span line = span(lines[i]);

		if (!last)
			line.ptr = strcpy(text, lines[i]);
		np_block_parse(line, &block, NULL);
		ck_assert_int_eq(np_gather_add(&gathered, &block, line, i + 1, &err), NP_OK);
		if (!last)
			ck_assert(np_gather_settle(&gathered));
		memset(text, '#', sizeof text);
	}
	articles = np_gather_articles(&gathered, &count, &err);
	ck_assert_uint_eq(count, 1);
	ck_span(articles->page, "p");
	ck_span(articles->blocks[0].text, "桥\t通了");
	ck_span(articles->blocks[1].text, "正文");
	ck_span(articles->blocks[2].text, "尾");
	ck_assert_ptr_eq(articles->blocks[2].text.ptr, strrchr(lines[3], '\t') + 1);
	ck_span(articles->blocks[3].text, "在别处");
	ck_span(articles->blocks[3].page, "q");
	np_gather_free(&gathered);
}
END_TEST

/* Gathers blocks out of order, one of another page, and reads all that is derived from the articles. */
static enum np_code
gather_in(struct np_arena *memory)
{
	static const char *const lines[] = {
		"p\t9\t2\tbody\t第二篇\\t的正文",
		"p\t1\t1\theadline\t标题",
		"p\\>q\t3\t1\tbody\t在别处",
		"p\t2.2;4\t1\tbody\t第二段",
		"p\t2.1\t1\tbyline\t本报记者 王明",
		"p\t8\t2\theadline\t第二个标题",
	};
	struct np_gather gathered;
	struct np_block block;
	struct np_error err = { .code = NP_OK };
	size_t count = 0, texts;
	enum np_code code = NP_OK;

	np_gather_init(&gathered, 1 << 20);
	gathered.arena = *memory;
	for (size_t i = 0; code == NP_OK && i < SIZE(lines); i++) {
		ck_assert_int_eq(np_block_parse(span(lines[i]), &block, NULL), NP_OK);
		code = np_gather_add(&gathered, &block, span(lines[i]), i + 1, &err);
		if (code == NP_OK && i % 2 == 1 && !np_gather_settle(&gathered))
			code = NP_ERR_MEMORY;
	}
	if (code == NP_OK) {
		const struct np_article *articles = np_gather_articles(&gathered, &count, &err);

		ck_assert(articles != NULL || err.code == NP_ERR_MEMORY);
		code = err.code;
		for (size_t a = 0; articles != NULL && a < count; a++) {
			if (np_article_values(&articles[a], NP_BODY, &texts, &gathered.arena) ==
				NULL ||
			    np_article_text(&articles[a], &gathered.arena).ptr == NULL)
				code = NP_ERR_MEMORY;
		}
	}
	*memory = gathered.arena;
	return code;
}

/* Memory that ends anywhere is told. */
START_TEST(no_memory)
{
	starve(gather_in, 16);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("gather");
	TCase *tc = tcase_create("gather");

	tcase_add_test(tc, any_order);
	tcase_add_test(tc, other_pages);
	tcase_add_test(tc, one_name);
	tcase_add_test(tc, pages);
	tcase_add_test(tc, by_turns);
	tcase_add_test(tc, too_large);
	tcase_add_test(tc, settle);
	tcase_add_test(tc, no_memory);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
