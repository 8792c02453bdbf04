/* check_strip - blocks taken out of a page to the byte */
#include "help.h"

#include "strip.h"

/* A piece of a page that is a block: the line with words it stands on, from 0, and its words. */
struct piece {
	size_t line;
	const char *words;
};

/* All other words of the page are body; the pieces are bylines and go. */
static const struct {
	const char *page;
	enum np_from from;
	struct piece pieces[4];
	const char *wanted;
} strips[] = {
	{ "灯修好了。(吴桐)\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "灯修好了。\n" },
	/* White space at the cut is none of the block. */
	{ "灯修好了。 (吴桐)　\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "灯修好了。 　\n" },
	{ "记者吴桐 灯修好了。\n", NP_FROM_TEXT, { { 0, "记者吴桐" } }, " 灯修好了。\n" },
	{ "灯\t(吴桐)\t亮了。\r\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "灯\t\t亮了。\r\n" },
	/* A line of its own goes with the blank line after it. */
	{ "灯。\n\n(吴桐)\n\n路。\n", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\n\n路。\n" },
	{ "灯。\n(吴桐)\n路。\n", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\n路。\n" },
	{ "灯。\n\n(吴桐)\n\n\n路。\n", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\n\n\n路。\n" },
	{ "(吴桐)\n　\n路。\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "路。\n" },
	/* At the page's end with the one before it. */
	{ "灯。\n\n(吴桐)\n", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\n" },
	{ "灯。\n\n(吴桐)", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\n" },
	{ "灯。\r\n\r\n　(吴桐)\r\n", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\r\n" },
	{ "灯。\n\n(吴桐)\n\n(何山)\n", NP_FROM_TEXT, { { 1, "(吴桐)" }, { 2, "(何山)" } },
	    "灯。\n" },
	{ "灯。\n\n(吴桐)\n(何山)\n", NP_FROM_TEXT, { { 1, "(吴桐)" }, { 2, "(何山)" } },
	    "灯。\n" },
	{ "灯。\n\n(吴桐)\n\n", NP_FROM_TEXT, { { 1, "(吴桐)" } }, "灯。\n\n" },
	{ "(吴桐)\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "" },
	{ "\n(吴桐)\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "" },
	/* A block over two lines. */
	{ "灯。(远山 吴\n桐)\n路。\n", NP_FROM_TEXT, { { 0, "(远山 吴" }, { 1, "桐)" } },
	    "灯。\n路。\n" },
	{ "灯。(远山 吴\n桐)路。\n", NP_FROM_TEXT, { { 0, "(远山 吴" }, { 1, "桐)" } },
	    "灯。\n路。\n" },
	/* Stars of a text are words. */
	{ "灯。**(吴桐)**\n", NP_FROM_TEXT, { { 0, "(吴桐)" } }, "灯。****\n" },
	/* Emphasis goes with its last word. */
	{ "灯。**(吴桐)**\n", NP_FROM_MD, { { 0, "(吴桐)" } }, "灯。\n" },
	{ "灯。__(吴桐)__ 路。\n", NP_FROM_MD, { { 0, "(吴桐)" } }, "灯。 路。\n" },
	{ "**吴桐 何山**：灯。\n", NP_FROM_MD, { { 0, "吴桐" }, { 0, "何山" } }, " ：灯。\n" },
	{ "**灯。**(吴桐)\n", NP_FROM_MD, { { 0, "(吴桐)" } }, "**灯。**\n" },
	{ "灯。\n\n**(吴桐)**\n\n路。\n", NP_FROM_MD, { { 1, "(吴桐)" } }, "灯。\n\n路。\n" },
	{ "灯。\n\n# **吴桐 何山** #\n", NP_FROM_MD, { { 1, "吴桐" }, { 1, "何山" } }, "灯。\n" },
	/* And stays with what is left of its words. */
	{ "**灯。(吴桐)**\n", NP_FROM_MD, { { 0, "(吴桐)" } }, "**灯。**\n" },
	{ "**灯。 (吴桐)**\n", NP_FROM_MD, { { 0, "(吴桐)" } }, "**灯。**\n" },
	{ "**吴桐 灯。**\n", NP_FROM_MD, { { 0, "吴桐" } }, "**灯。**\n" },
	{ "记者**吴桐 灯。**\n", NP_FROM_MD, { { 0, "记者吴桐" } }, "**灯。**\n" },
	{ "**灯。记者**吴桐\n", NP_FROM_MD, { { 0, "记者吴桐" } }, "**灯。**\n" },
	{ "记者**吴**桐 灯。\n", NP_FROM_MD, { { 0, "记者吴桐" } }, " 灯。\n" },
	{ "**灯。**吴桐**路。**\n", NP_FROM_MD, { { 0, "吴桐" } }, "**灯。路。**\n" },
	{ "**灯。**吴桐__路。__\n", NP_FROM_MD, { { 0, "吴桐" } }, "**灯。**__路。__\n" },
	{ "**灯。** 吴桐**路。**\n", NP_FROM_MD, { { 0, "吴桐" } }, "**灯。** **路。**\n" },
};

/* Blocks of the page: a byline for each piece of the case, body for what stands around them. */
static struct np_labelled *
make_blocks(
    const struct np_page *page, const struct piece *pieces, struct np_arena *arena, size_t *count)
{
	struct np_labelled *blocks = np_arena_array(arena, page->count * 2 + 8, sizeof *blocks);
	*count = 0;
	for (size_t i = 0; i < page->count; i++) {
		const struct np_line *line = &page->lines[i];
		size_t taken = 0;
		for (const struct piece *piece = pieces; piece->words != NULL; piece++) {
			if (piece->line != i)
				continue;
			size_t len = strlen(piece->words), at = 0;
			while (at + len <= line->text.len &&
			       memcmp(line->text.ptr + at, piece->words, len) != 0)
				at++;
			ck_assert_msg(at + len <= line->text.len, "no %s", piece->words);
			struct np_label_part *part = np_arena_array(arena, 1, sizeof *part);
			*part = (struct np_label_part){ line, at, at + len, 1 };
			blocks[(*count)++] = (struct np_labelled){
				.role = NP_BYLINE, .parts = part, .part_count = 1
			};
			taken += len;
		}
		size_t words = 0;
		for (size_t at = 0; at < line->text.len; at++)
			words += line->text.ptr[at] != ' ';
		struct np_label_part *rest = np_arena_array(arena, 1, sizeof *rest);
		*rest = (struct np_label_part){ line, 0, line->text.len, 2 };
		if (words > taken)
			blocks[(*count)++] =
			    (struct np_labelled){ .role = NP_BODY, .parts = rest, .part_count = 1 };
	}
	return blocks;
}

START_TEST(strips_to_the_byte)
{
	struct np_arena arena;
	struct np_page page = { .first_line = 1 };
	struct np_span text;
	size_t count;

	np_arena_init(&arena, 0);
	page.bytes = (struct np_span){ strips[_i].page, strlen(strips[_i].page) };
	ck_assert_int_eq(np_page_scan(&page, strips[_i].from, &arena, NULL), NP_OK);
	struct np_labelled *blocks = make_blocks(&page, strips[_i].pieces, &arena, &count);
	ck_assert_int_eq(
	    np_strip_page(&page, blocks, count, UINT32_C(1) << NP_BYLINE, &arena, &text, NULL),
	    NP_OK);
	ck_assert_msg(text.len == strlen(strips[_i].wanted) &&
			  memcmp(text.ptr, strips[_i].wanted, text.len) == 0,
	    "%s gives %.*s", strips[_i].page, (int)text.len, text.ptr);
	/* What is not there does not go. */
	ck_assert_int_eq(
	    np_strip_page(&page, blocks, count, UINT32_C(1) << NP_TABLE, &arena, &text, NULL),
	    NP_OK);
	ck_assert_ptr_eq(text.ptr, page.bytes.ptr);
	ck_assert_uint_eq(text.len, page.bytes.len);
	np_arena_free(&arena);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("strip");
	TCase *tcase = tcase_create("strip");
	tcase_add_loop_test(tcase, strips_to_the_byte, 0, (int)(sizeof strips / sizeof *strips));
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
