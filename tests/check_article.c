/* check_article.c - tests of article and name: what is derived from an article, file names */
#include <strings.h>

#include "help_article.h"

#include "name.h"

/* ---- fields and running text ---- */

static const struct {
	const char *lines[8];
	enum np_role role;
	const char *field;
	const char *text;
} texts[] = {
	/* a paragraph cut into pieces is one again */
	{ { "p\t1.1\t1\tdateline\t本报讯", "p\t1.2\t1\tbyline\t（记者 林知秋）",
	      "p\t1.3\t1\tbody\t昨日开通。" },
	    NP_BODY, "昨日开通。", "本报讯（记者 林知秋）昨日开通。" },
	{ { "p\t1.1\t1\tbody\t前半", "p\t1.2\t1\tjump\t（下转4版）", "p\t1.3\t1\tbody\t后半" },
	    NP_BODY, "前半后半", "前半（下转4版）后半" },
	/* a mended paragraph with its byline at the end */
	{ { "p\t1;3.1\t1\tbody\t一段。", "p\t3.2\t1\tbyline\t(苏晚)", "p\t4\t1\tbody\t二段。" },
	    NP_BODY, "一段。\n二段。", "一段。(苏晚)\n二段。" },
	/* a mark and a word beside it are parted, as papers set them */
	{ { "p\t1.1\t1\tdateline\t本报讯", "p\t1.2\t1\tbody\t昨日开通。",
	      "p\t1.3\t1\tbyline\t林知秋" },
	    NP_BODY, "昨日开通。", "本报讯 昨日开通。 林知秋" },
	/* words of Latin script get their space back, Han gets none */
	{ { "p\t1.1\t1\tdateline\tHARBOUR (Agency) -", "p\t1.2\t1\tbody\tThe quay",
	      "p\t1.3\t1\tbody\topened.", "p\t1.4\t1\tbyline\t(A. Reed)" },
	    NP_BODY, "The quay opened.", "HARBOUR (Agency) - The quay opened. (A. Reed)" },
	{ { "p\t1.1\t1\tbody\tABC", "p\t1.2\t1\tbody\t公司" }, NP_BODY, "ABC公司", "ABC公司" },
	/* heads first and on one line, wherever they stand */
	{ { "p\t1\t1\tcaption\t图为港口", "p\t2\t1\tkicker\t引题", "p\t3\t1\theadline\t上行",
	      "p\t4\t1\theadline\t下行", "p\t5\t1\tbody\t正文", "p\t6\t1\tdeck\t副题" },
	    NP_HEADLINE, "上行 下行", "引题\n上行\n下行\n副题\n图为港口\n正文" },
	/* pieces of one line that are no running text stay apart */
	{ { "p\t1.1\t1\tsubhead\t一、起步", "p\t1.2\t1\tbody\t正文", "p\t2.1\t1\tcaption\t图",
	      "p\t2.2\t1\tcredit\t某某摄", "p\t2.3\t1\tbody\t另文" },
	    NP_CREDIT, "某某摄", "一、起步\n正文\n图 某某摄\n另文" },
	/* several of one kind */
	{ { "p\t1.1\t1\tbyline\t甲", "p\t1.2\t1\tbyline\t乙", "p\t2\t1\tbyline\t丙" }, NP_BYLINE,
	    "甲\n乙\n丙", "甲 乙\n丙" },
	/* empty blocks leave no trace */
	{ { "p\t1\t1\tbody\t", "p\t2\t1\tbody\t正文", "p\t3\t1\tbody\t" }, NP_BODY, "正文",
	    "正文" },
	{ { "p\t1\t1\tbody\t" }, NP_BODY, "", "" },
	{ { "p\t1\t1\tbody\t甲\\n乙\\\\" }, NP_BODY, "甲\n乙\\", "甲\n乙\\" },
	/* bad bytes at a seam */
	{ { "p\t1.1\t1\tbody\ta\xFF", "p\t1.2\t1\tbody\t\xE4\xB8" }, NP_BODY, "a\xFF\xE4\xB8",
	    "a\xFF\xE4\xB8" },
	{ { "p\t1\t1\tbody\tx" }, NP_TABLE, "", "x" },
};

/* The running text and a field, put together from blocks and the seams before them. */
static void
check_words(const struct np_article *article, struct np_article_walk walk,
    const struct np_article_block *next(struct np_article_walk *, enum np_seam *), char broken,
    const char *want)
{
	const struct np_article_block *block;
	enum np_seam seam;
	char text[400];
	size_t len = 0;

	while ((block = next(&walk, &seam)) != NULL) {
		ck_assert(block >= article->blocks && block < article->blocks + article->count);
		if (seam != NP_SEAM_NONE && len > 0)
			text[len++] = seam == NP_SEAM_BLANK ? ' ' : broken;
		ck_assert_uint_lt(len + block->text.len, sizeof text);
		memcpy(text + len, block->text.ptr, block->text.len);
		len += block->text.len;
	}
	ck_span((struct np_span){ text, len }, want);
	ck_assert_ptr_null(next(&walk, &seam));
}

START_TEST(derived)
{
	struct np_gather gathered;
	size_t count;
	const struct np_article *article = gather(&gathered, texts[_i].lines, &count);

	ck_assert_uint_eq(count, 1);
	ck_span(np_article_field(article, texts[_i].role, &gathered.arena), texts[_i].field);
	ck_span(np_article_text(article, &gathered.arena), texts[_i].text);
	check_words(article, np_article_walk_running(article), np_article_next_running, '\n',
	    texts[_i].text);
	check_words(article, np_article_walk_of(article, texts[_i].role), np_article_next_of,
	    np_article_seam(texts[_i].role), texts[_i].field);
	np_gather_free(&gathered);
}
END_TEST

START_TEST(paragraph_roles)
{
	static const char *const lines[] = {
		"p\t1.1\t1\tdateline\t本报讯",
		"p\t1.2\t1\tbyline\t记者甲",
		"p\t1.3\t1\tbody\t正文",
		"p\t2\t1\tbyline\t(乙)",
		"p\t3.1\t1\tcaption\t图",
		"p\t3.2\t1\tcredit\t摄",
		NULL,
	};
	struct np_gather gathered;
	size_t count;
	const struct np_article *article = gather(&gathered, lines, &count);
	const struct np_paragraph *paragraphs =
	    np_article_paragraphs(article, &count, &gathered.arena);

	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(paragraphs[0].role, NP_BODY);
	ck_assert_uint_eq(paragraphs[0].number, 1);
	ck_assert_int_eq(paragraphs[1].role, NP_BYLINE);
	ck_assert_int_eq(paragraphs[2].role, NP_CAPTION);
	ck_assert_uint_eq(paragraphs[2].number, 5);
	ck_assert_uint_eq(np_article_count_paragraphs(article), 1);
	np_gather_free(&gathered);
}
END_TEST

START_TEST(lines_of_it)
{
	static const char *const lines[] = {
		"p\t7.1\t1\tdateline\tx",
		"p\t7.2;8\t1\tbody\tx",
		"p\t3..4\t1\theadline\tx",
		"p\t5\t1\tdeck\tx",
		"p\t21;23\t1\tbody\tx",
		"p\t1\t1\tkicker\tx",
		NULL,
	};
	const struct np_piece expected[] = { { 1, 1, 0 }, { 3, 5, 0 }, { 7, 8, 0 }, { 21, 21, 0 },
		{ 23, 23, 0 } };
	struct np_gather gathered;
	size_t count;
	const struct np_article *article = gather(&gathered, lines, &count);
	const struct np_stand *stands = np_article_stands(article, &count, &gathered.arena);
	const struct np_piece *pieces = stands[0].pieces;

	ck_assert_uint_eq(count, 1);
	ck_span(stands[0].page, "p");
	count = stands[0].count;
	ck_assert_uint_eq(count, 5);
	for (size_t i = 0; i < count; i++) {
		ck_assert_uint_eq(pieces[i].first, expected[i].first);
		ck_assert_uint_eq(pieces[i].last, expected[i].last);
		ck_assert_uint_eq(pieces[i].part, 0);
	}
	np_gather_free(&gathered);
}
END_TEST

/* Ranges that are told without memory are those of the stands; where these are not so simple, none are. */
START_TEST(ranges)
{
	enum { BLOCKS = 6, ROOM = 80, FEW = 3 };
	uint64_t random = 1 + (uint64_t)_i;
	char lines[BLOCKS][ROOM];
	const char *list[BLOCKS + 1] = { NULL };
	struct np_piece few[FEW];
	struct np_gather gathered;
	size_t count, told, at = 1;
	const size_t blocks = 1 + below(&random, BLOCKS);

	for (size_t i = 0; i < blocks; i++) {
		const bool away = below(&random, 20) == 0;
		int len = sprintf(lines[i], "p%s\t%zu", away ? "\\>q" : "", at);

		if (below(&random, 3) == 0)
			at += 1 + below(&random, 3);
		if (below(&random, 4) == 0)
			len += sprintf(lines[i] + len, ";%zu..%zu", at + 3, at + 5);
		/* Now and then the next one begins in front of where this one ends. */
		at += below(&random, 6) == 0 ? 1 : 4 * below(&random, 2) + 1;
		sprintf(lines[i] + len, "\t1\tbody\tx");
		list[i] = lines[i];
	}
	const struct np_article *article = gather(&gathered, list, &count);
	const struct np_stand *stands = np_article_stands(article, &count, &gathered.arena);
	told = np_article_ranges(article, few, FEW);
	if (told > 0) {
		ck_assert_uint_eq(count, 1);
		ck_assert_uint_eq(told, stands[0].count);
		for (size_t i = 0; i < told; i++) {
			ck_assert_uint_eq(few[i].first, stands[0].pieces[i].first);
			ck_assert_uint_eq(few[i].last, stands[0].pieces[i].last);
			ck_assert_uint_eq(few[i].part, 0);
		}
	}
	if (count > 1 || stands[0].count > FEW)
		ck_assert_uint_eq(told, 0);
	if (article->count == 1 && count == 1 && stands[0].count <= FEW &&
	    article->blocks[0].leaf == 0)
		ck_assert_uint_gt(told, 0);
	np_gather_free(&gathered);
}
END_TEST

/* An article that goes on on other pages: its own first, then those in the order of the stream. */
START_TEST(joined)
{
	static const char *const lines[] = {
		"p\\>p\\\\10\t2\t3\tbody\t第三页。",
		"p\\>p2\t4\t3\tbody\t走到桥头，",
		"p\t9\t3\tjump\t（下转2版）",
		"p\t8\t3\tbody\t他往前",
		"p\t1\t3\theadline\t桥通了",
		"p\\>p2\t2\t3\theadline\t桥通了（续）",
		"p\\>p2\t3.1\t3\tjump\t（上接1版）",
		"p\\>p2\t3.2\t3\tbody\t走。",
		"p\\>p2\t5\t3\tjump\t（下转10版）",
		"p\\>p\\\\10\t1\t3\tjump\t（上接2版）",
		"p\t2\t4\tbody\t另一篇",
		NULL,
	};
	struct np_gather gathered;
	size_t count;
	const struct np_article *articles = gather(&gathered, lines, &count);
	const struct np_stand *stands;
	const struct np_paragraph *paragraphs;

	ck_assert_uint_eq(count, 2);
	ck_assert_uint_eq(articles[0].count, 10);
	ck_span(articles[0].page, "p");
	/* The page that comes first in the stream comes first: p\10, of line 1. */
	stands = np_article_stands(&articles[0], &count, &gathered.arena);
	ck_assert_uint_eq(count, 3);
	ck_span(stands[0].page, "p");
	ck_assert_uint_eq(stands[0].count, 2);
	ck_span(stands[1].page, "p\\10");
	ck_assert_uint_eq(stands[1].count, 1);
	ck_assert_uint_eq(stands[1].pieces[0].last, 2);
	ck_span(stands[2].page, "p2");
	ck_assert_uint_eq(stands[2].pieces[0].first, 2);
	ck_assert_uint_eq(stands[2].pieces[0].last, 5);
	ck_span(np_article_field(&articles[0], NP_HEADLINE, &gathered.arena), "桥通了");
	ck_span(articles[0].blocks[3].page, "p\\10");
	np_gather_free(&gathered);

	/* In the order in which npjoin writes them. */
	static const char *const written[] = {
		"p\t1\t3\theadline\t桥通了",
		"p\t8\t3\tbody\t他往前",
		"p\t9\t3\tjump\t（下转2版）",
		"p\\>p2\t3.1\t3\tjump\t（上接1版）",
		"p\\>p2\t3.2\t3\tbody\t走，",
		"p\\>p2\t4\t3\tjump\t（下转10版）",
		"p\\>p10\t1\t3\theadline\t桥通了（续）",
		"p\\>p10\t2\t3\tbody\t到了。",
		NULL,
	};
	articles = gather(&gathered, written, &count);
	ck_assert_uint_eq(count, 1);
	ck_span(np_article_field(articles, NP_BODY, &gathered.arena), "他往前走，到了。");
	ck_span(np_article_text(articles, &gathered.arena),
	    "桥通了\n他往前（下转2版）（上接1版）走，\n（下转10版）\n桥通了（续）\n到了。");
	paragraphs = np_article_paragraphs(articles, &count, &gathered.arena);
	ck_assert_uint_eq(count, 5);
	ck_assert_int_eq(paragraphs[1].role, NP_BODY);
	ck_assert_int_eq(paragraphs[3].role, NP_SUBHEAD);
	np_gather_free(&gathered);
}
END_TEST

static const struct {
	const char *text;
	bool breaks_off;
} ends[] = {
	{ "他往前走", true },
	{ "他说，", true },
	{ "他说：“", true },
	{ "走了。", false },
	{ "走了。”", false },
	{ "走了……", false },
	{ "走 ", true },
	{ "", false },
	{ "of", true },
	{ "2021", true },
	{ "（续", true },
	{ "走了！", false },
	{ "\xFF", false },
	{ "——", false },
	{ "a-", true },
	{ "如下：", false },
};

START_TEST(breaks_off)
{
	ck_assert_int_eq(np_article_breaks_off(span(ends[_i].text)), ends[_i].breaks_off);
}
END_TEST

START_TEST(counts)
{
	static const char *const lines[] = {
		"p\t1\t1\theadline\t不算",
		"p\t2\t1\tbody\t两字A",
		"p\t3\t1\tbody\t。\xFF",
		NULL,
	};
	struct np_gather gathered;
	struct np_count sum = { 0 };
	size_t count;
	const struct np_article *article = gather(&gathered, lines, &count);

	np_article_count(article, NP_ROLE_BIT(NP_BODY), NP_COUNT_CLASSES, &sum);
	ck_assert_uint_eq(sum.chars, 5);
	ck_assert_uint_eq(sum.classes[NP_HAN], 2);
	ck_assert_uint_eq(sum.bad, 1);
	np_gather_free(&gathered);
}
END_TEST

/* An arena that has no room is an answer, never a crash. */
START_TEST(no_memory)
{
	static const char *const lines[] = {
		"p\t1.1\t1\tdateline\t本报讯",
		"p\t1.2\t1\tbody\t正文",
		NULL,
	};
	struct np_gather gathered;
	struct np_arena none;
	size_t count;
	const struct np_article *article = gather(&gathered, lines, &count);

	np_arena_init(&none, 1);
	ck_assert_ptr_null(np_article_field(article, NP_BODY, &none).ptr);
	ck_assert_ptr_null(np_article_text(article, &none).ptr);
	ck_assert_ptr_null(np_article_paragraphs(article, &count, &none));
	ck_assert_ptr_null(np_article_stands(article, &count, &none));
	np_arena_free(&none);
	np_gather_free(&gathered);
}
END_TEST

/* ---- file names ---- */

static const struct {
	const char *page, *name;
} names[] = {
	{ "city.txt", "city.txt-1.md" },
	{ "晚报_2004-05-06.txt:2", "晚报_2004-05-06.txt%3A2-1.md" },
	{ "a/b c", "a%2Fb%20c-1.md" },
	{ "./1998/a.txt", "1998%2Fa.txt-1.md" },
	{ "./.hidden", "%2Ehidden-1.md" },
	{ ".//etc", "%2Fetc-1.md" },
	{ "./", "%2E%2F-1.md" },
	{ "./nul.txt", "%6Eul.txt-1.md" },
	{ "../../x", "%2E.%2F..%2Fx-1.md" },
	{ "..", "%2E.-1.md" },
	{ ".hidden", "%2Ehidden-1.md" },
	{ "-", "%2D-1.md" },
	{ "100%", "100%25-1.md" },
	{ "\x01\x7F\xFF\n", "%01%7F%FF%0A-1.md" },
	{ "港。", "港%E3%80%82-1.md" },
	/* a compatibility ideograph, U+F900; a radical, U+2F00; a number of Hangzhou, U+3039 */
	{ "\xEF\xA4\x80", "%EF%A4%80-1.md" },
	{ "\xE2\xBC\x80", "%E2%BC%80-1.md" },
	{ "\xE3\x80\xB9", "%E3%80%B9-1.md" },
	/* devices of Windows, and names that only look like them */
	{ "nul.txt", "%6Eul.txt-1.md" },
	{ "Con.2003.txt", "%43on.2003.txt-1.md" },
	{ "LPT1.txt", "%4CPT1.txt-1.md" },
	{ "com.txt", "com.txt-1.md" },
	{ "con", "con-1.md" },
	{ "con1.txt", "con1.txt-1.md" },
	{ "aux", "aux-1.md" },
};

START_TEST(name)
{
	char buf[NP_NAME_MAX];

	np_name_make(buf, span(names[_i].page), false, 1, ".md");
	ck_assert_str_eq(buf, names[_i].name);
}
END_TEST

START_TEST(long_names)
{
	char page[4096], first[NP_NAME_MAX], second[NP_NAME_MAX];

	for (size_t len = 1; len < sizeof page; len += len < 300 ? 1 : 97) {
		memset(page, _i, len);
		np_name_make(first, (struct np_span){ page, len }, false, UINT64_MAX, ".md");
		ck_assert_uint_le(strlen(first), 200);
		page[len - 1] = 'y';
		np_name_make(second, (struct np_span){ page, len }, false, UINT64_MAX, ".md");
		ck_assert_str_ne(first, second);
	}
}
END_TEST

/* Names of which a system that does not tell cases apart would make one file. */
START_TEST(alike_names)
{
	static const char *const like[] = { "A.txt", "a.txt", "\xC3\x89.txt", "\xC3\xA9.txt",
		"E\xCC\x81.txt", "e\xCC\x81.txt", "NUL.txt", "nul.txt", "%2e", ".", "甲B", "甲b",
		"\xBA\xE6", "\xFF\xBA\xE6", "./A.txt", "./a.txt", "././A.txt" };
	enum { COUNT = sizeof like / sizeof like[0] };
	struct np_names known = { NULL, 0, 0 };
	char made[COUNT][NP_NAME_MAX];

	for (size_t i = 0; i < COUNT; i++) {
		bool alike;

		ck_assert_int_eq(np_names_add(&known, span(like[i]), &alike), NP_OK);
		np_name_make(made[i], span(like[i]), alike, 1, ".md");
		for (size_t j = 0; j < i; j++)
			ck_assert_msg(
			    strcasecmp(made[i], made[j]) != 0, "%s, %s", made[j], made[i]);
	}
	ck_assert_str_eq(made[0], "A.txt-1.md");
	ck_assert_msg(strncmp(made[1], "a.txt%-", 7) == 0, "%s", made[1]);
	np_names_free(&known);
}
END_TEST

START_TEST(seen)
{
	struct np_names known = { NULL, 0, 0 };
	char page[32];
	bool alike;

	for (int i = 0; i < 5000; i++) {
		snprintf(page, sizeof page, "page-%d.txt", i);
		ck_assert_int_eq(np_names_add(&known, span(page), &alike), NP_OK);
		ck_assert(!alike);
	}
	for (int i = 0; i < 5000; i++) {
		snprintf(page, sizeof page, "page-%d.txt", i);
		ck_assert_int_eq(np_names_add(&known, span(page), &alike), NP_ERR_UNKNOWN);
		page[0] = 'P';
		ck_assert_int_eq(np_names_add(&known, span(page), &alike), NP_OK);
		ck_assert(alike);
	}
	np_names_free(&known);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("article");
	TCase *tcase = tcase_create("article");

	tcase_add_loop_test(tcase, derived, 0, sizeof texts / sizeof texts[0]);
	tcase_add_test(tcase, paragraph_roles);
	tcase_add_test(tcase, lines_of_it);
	tcase_add_test(tcase, joined);
	tcase_add_loop_test(tcase, ranges, 0, 300);
	tcase_add_loop_test(tcase, breaks_off, 0, sizeof ends / sizeof ends[0]);
	tcase_add_test(tcase, counts);
	tcase_add_test(tcase, no_memory);
	tcase_add_loop_test(tcase, name, 0, sizeof names / sizeof names[0]);
	tcase_add_loop_test(tcase, long_names, 'x', 'x' + 1);
	tcase_add_loop_test(tcase, long_names, 0xE9, 0xE9 + 1);
	tcase_add_test(tcase, alike_names);
	tcase_add_test(tcase, seen);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
