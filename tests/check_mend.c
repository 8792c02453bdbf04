/* check_mend - paragraphs mended */
#include "help.h"

#include "help_starve.h"
#include "mend.h"
#include "strip.h"

static struct np_labeller *labeller;

static void
open_labeller(void)
{
	const char *what;
	ck_assert_int_eq(np_labeller_open(&labeller, NULL, NULL, &what, NULL), NP_OK);
}

static void
close_labeller(void)
{
	np_labeller_close(labeller);
}

/*
 * Mends a page whose lines have the labels of `roles`: H a headline, h one that goes on, N a
 * notice, n one that goes on.
 */
static struct np_span
mend(const char *page_text, const char *roles, enum np_from from, struct np_arena *arena,
    struct np_page *page)
{
	struct np_arena trial;
	static const struct {
		char letter;
		enum np_role role;
		enum np_place place;
	} known[] = { { 'H', NP_HEADLINE, NP_STARTS_ARTICLE }, { 'h', NP_HEADLINE, NP_CONTINUES },
		{ 'N', NP_NOTICE, NP_OUTSIDE }, { 'n', NP_NOTICE, NP_CONTINUES } };
	struct np_marks *marks;
	struct np_labelled *blocks;
	struct np_span text;
	unsigned char labels[64];
	size_t count;

	*page = (struct np_page){ .first_line = 1 };
	page->bytes = (struct np_span){ page_text, strlen(page_text) };
	ck_assert_int_eq(np_page_scan(page, from, arena, NULL), NP_OK);
	ck_assert_uint_eq(page->count, strlen(roles));
	for (size_t i = 0; i < page->count; i++) {
		size_t k = 0;
		while (known[k].letter != roles[i])
			k++;
		labels[i] = (unsigned char)np_label_number(known[k].role, known[k].place);
	}
	ck_assert_int_eq(np_marks_open(&marks, NULL, NULL), NP_OK);
	ck_assert_int_eq(
	    np_label_blocks(marks, page, NULL, NULL, labels, arena, &blocks, &count, NULL), NP_OK);
	np_arena_init(&trial, 0);
	ck_assert_int_eq(
	    np_mend_page(labeller, from, page, blocks, count, &trial, arena, &text, NULL), NP_OK);
	np_arena_free(&trial);
	np_marks_close(marks);
	return text;
}

/* Labels that no labeller would find: then nothing may be mended. */
START_TEST(leaves_what_would_change)
{
	struct np_arena arena;
	struct np_page page;
	np_arena_init(&arena, 0);
	struct np_span text = mend("　　渡口的灯修好了。\n　　路也修好了。\n　　桥还没有修。\n",
	    "HNn", NP_FROM_TEXT, &arena, &page);
	ck_assert_uint_eq(text.len, page.bytes.len);
	ck_assert_int_eq(memcmp(text.ptr, page.bytes.ptr, text.len), 0);
	np_arena_free(&arena);
}
END_TEST

START_TEST(mends_nothing)
{
	struct np_arena arena;
	struct np_page page = { .first_line = 1 };
	struct np_span text = { NULL, 1 };
	np_arena_init(&arena, 0);
	ck_assert_int_eq(
	    np_mend_page(labeller, NP_FROM_AUTO, &page, NULL, 0, NULL, &arena, &text, NULL), NP_OK);
	ck_assert_uint_eq(text.len, 0);
	/* A headline keeps its lines. */
	text = mend("渡口添了三盏灯\n夜里也能过河\n", "Hh", NP_FROM_AUTO, &arena, &page);
	ck_assert_ptr_eq(text.ptr, page.bytes.ptr);
	np_arena_free(&arena);
}
END_TEST

/* Labels a page whose paragraphs are torn, strips its bylines and mends it. */
static enum np_code
mend_page(struct np_arena *arena)
{
	static const char text[] = "# **渡口的灯修好了**\n\n　　本报讯（记者 "
				   "王明）渡口的**三盏**灯昨天修好了，夜里也能\n过河，两岸的人"
				   "都说方便，\n从前要等到天亮。（李俊华）\n　　路也修好了，铺的是"
				   "旧城墙上拆下来的\n石板，一块也没有浪费。\n";
	struct np_page page = { .bytes = { text, sizeof text - 1 }, .first_line = 1 };
	struct np_arena trial;
	struct np_labelled *blocks;
	struct np_span out;
	size_t count;
	enum np_code code = np_page_scan(&page, NP_FROM_AUTO, arena, NULL);

	if (code == NP_OK)
		code = np_labeller_page(labeller, &page, arena, &blocks, &count, NULL);
	if (code == NP_OK)
		code = np_strip_page(
		    &page, blocks, count, UINT32_C(1) << NP_BYLINE, arena, &out, NULL);
	np_arena_init(&trial, 0);
	if (code == NP_OK)
		code = np_mend_page(
		    labeller, NP_FROM_AUTO, &page, blocks, count, &trial, arena, &out, NULL);
	np_arena_free(&trial);
	return code;
}

START_TEST(no_memory)
{
	starve(mend_page, 16);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("mend");
	TCase *tcase = tcase_create("mend");
	tcase_add_unchecked_fixture(tcase, open_labeller, close_labeller);
	tcase_add_test(tcase, leaves_what_would_change);
	tcase_add_test(tcase, mends_nothing);
	tcase_add_test(tcase, no_memory);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
