/* check_jump - jumps and page numbers in all their forms */
#include "help.h"

#include "jump.h"

static const struct {
	const char *text, *kind; /* NULL: none */
	const char *pages, *title;
} jumps[] = {
	{ "（下转第2版）", "to", "2", "" },
	{ "(下转第二版)", "to", "2", "" },
	{ "下转第02版▶", "to", "2", "" },
	{ "▶▶下转2版", "to", "2", "" },
	{ "下转2", "to", "2", "" },
	{ "【下轉A4】", "to", "A4", "" },
	{ "（下轉Ａ０４版）", "to", "A4", "" },
	{ "(下转B 2版)", "to", "B2", "" },
	{ "（下转A-12版）", "to", "A12", "" },
	{ "（下转封三）", "to", "封三", "" },
	{ "（下转头版）", "to", "1", "" },
	{ "（下转第十二版）", "to", "12", "" },
	{ "（下接第四版）", "to", "4", "" },
	{ "（未完，下转第三版）", "to", "3", "" },
	{ "（文转第4版）", "to", "4", "" },
	{ "（转第四版）", "to", "4", "" },
	{ "( 下转 第 2 版 )", "to", "2", "" },
	{ "上接1版", "from", "1", "" },
	{ "（上接第一版）", "from", "1", "" },
	{ "（上接第一版《三百里新堤》）", "from", "1", "三百里新堤" },
	{ "（上接《新堤》第一版）", "from", "1", "新堤" },
	{ "（紧接第一版）", "from", "1", "" },
	{ "（緊接A1版）", "from", "A1", "" },
	{ "（接第一版）此外", "from", "1", "" },
	{ "相关报道见第4版", "see", "4", "" },
	{ "（系列報導之三見明日A9版）", "see", "A9", "" },
	{ "（更多内容见05版）", "see", "5", "" },
	{ "（讲话摘要刊第二版）", "see", "2", "" },
	{ "下转第2、3版", "to", "2 3", "" },
	{ "下转2-3版", "to", "2 3", "" },
	{ "（下转第二、三版）", "to", "2 3", "" },
	{ "（下转第二版、第三版）", "to", "2 3", "" },
	{ "（下轉第二版及第三版）", "to", "2 3", "" },
	{ "（下转第二和第四版）", "to", "2 4", "" },
	{ "（下转第2至4版）", "to", "2 3 4", "" },
	{ "（下转第二至四版）", "to", "2 3 4", "" },
	{ "（下转5—8版）", "to", "5 6 7 8", "" },
	{ "（下转A2、3版）", "to", "A2 A3", "" },
	{ "（下转A2、B3版）", "to", "A2 B3", "" },
	{ "（下转A02-A04版）", "to", "A2 A3 A4", "" },
	{ "（下转A02-04版）", "to", "A2 A3 A4", "" },
	{ "（下转A2-B4版）", "to", "A2 B4", "" },
	{ "（下转2，3，5版）", "to", "2 3 5", "" },
	{ "（下转2/3版）", "to", "2 3", "" },
	{ "下转2、3", "to", "2 3", "" },
	{ "（下转2、2版）", "to", "2", "" },
	{ "（下转4-2版）", "to", "4 2", "" },
	{ "（下转1-99版）", "to", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "" },
	{ "（下转封二、封三）", "to", "封二 封三", "" },
	{ "上接第1、2版", "from", "1 2", "" },
	{ "（上接第一、三版《新堤》）", "from", "1 3", "新堤" },
	{ "（相关报道见第6、7版）", "see", "6 7", "" },
	{ "下转第2版，3月开工", "to", "2", "" },
	{ "下转2版—", "to", "2", "" },
	{ "下转第二和第三届", NULL, "", "" },
	{ "（下转）", NULL, "", "" },
	{ "第二版", NULL, "", "" },
	{ "（下转第三届）", NULL, "", "" },
	{ "（下转第0版）", NULL, "", "" },
	{ "（上接《新堤", NULL, "", "" },
	{ "", NULL, "", "" },
	{ "下转\xFF", NULL, "", "" },
};

START_TEST(jump)
{
	struct np_jump found;
	bool any = np_jump_parse(span(jumps[_i].text), &found);
	char pages[256] = "";

	ck_assert_msg(any == (jumps[_i].kind != NULL), "%s", jumps[_i].text);
	if (!any)
		return;
	ck_assert_str_eq(np_jump_kind_name(found.kind), jumps[_i].kind);
	for (size_t i = 0; i < found.page_count; i++) {
		strcat(pages, i > 0 ? " " : "");
		strcat(pages, found.pages[i]);
	}
	ck_assert_str_eq(pages, jumps[_i].pages);
	ck_assert_uint_eq(found.title.len, strlen(jumps[_i].title));
	ck_assert(memcmp(found.title.ptr, jumps[_i].title, found.title.len) == 0);
}
END_TEST

static const struct {
	const char *text, *page_no; /* "": none */
	bool marked;
	const char *rest;
} page_numbers[] = {
	{ "第02版 要闻", "2", true, " 要闻" },
	{ "第 3 版", "3", true, "" },
	{ "二版", "2", true, "" },
	{ "A06 民生", "A6", true, " 民生" },
	{ "a6", "A6", true, "" },
	{ "12 体育", "12", false, " 体育" },
	{ "第四張", "4", true, "" },
	{ "第5頁", "5", true, "" },
	{ "封底", "封底", true, "" },
	{ "C版", "C", true, "" },
	{ "第2、3版", "2", true, "、3版" },
	{ "第2至3版", "2", true, "至3版" },
	{ "第2至3日", "", false, "第2至3日" },
	{ "第三届", "", false, "第三届" },
	{ "C", "", false, "C" },
	{ "ABC1", "", false, "ABC1" },
	{ "1000", "", false, "1000" },
	{ "版", "", false, "版" },
	{ "", "", false, "" },
};

START_TEST(page_number)
{
	struct np_span rest = span(page_numbers[_i].text);
	char page_no[NP_PAGE_NO_MAX] = "";
	bool marked = false;

	ck_assert_int_eq(
	    np_page_no_scan(&rest, page_no, &marked), page_numbers[_i].page_no[0] != '\0');
	if (page_numbers[_i].page_no[0] != '\0') {
		ck_assert_str_eq(page_no, page_numbers[_i].page_no);
		ck_assert_int_eq(marked, page_numbers[_i].marked);
	}
	ck_assert_uint_eq(rest.len, strlen(page_numbers[_i].rest));
}
END_TEST

/* What is no jump costs no more for being long, and a range ends where there is no more room. */
START_TEST(long_text)
{
	struct np_jump found;
	size_t size = 1 << 20, len = 0;
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	while (len + 6 <= size) {
		memcpy(text + len, "转《", 6);
		len += 6;
	}
	ck_assert(!np_jump_parse((struct np_span){ text, len }, &found));
	ck_assert(np_jump_parse(span("下转1-999版、A1-A999版"), &found));
	ck_assert_uint_eq(found.page_count, NP_JUMP_PAGES);
	ck_assert_str_eq(found.pages[NP_JUMP_PAGES - 1], "16");
	free(text);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("jump");
	TCase *tests = tcase_create("jump");

	tcase_add_loop_test(tests, jump, 0, (int)SIZE(jumps));
	tcase_add_test(tests, long_text);
	tcase_add_loop_test(tests, page_number, 0, (int)SIZE(page_numbers));
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
