/* check_page - pages and their lines: form feeds, numbers, markup and the bytes behind it */
#include "help_arena.h"

#include "pages.h"
#include "uni.h"
#include "utf8.h"

static void
expect_span(struct np_span got, const char *want)
{
	ck_assert_msg(got.len == strlen(want) && memcmp(got.ptr, want, got.len) == 0,
	    "\"%.*s\", not \"%s\"", (int)got.len, got.ptr, want);
}

/* ---- Markdown, a line at a time ---- */

static const struct {
	const char *raw, *text;
	unsigned heading, indent;
	enum np_bold bold;
} marked[] = {
	{ "一句话。", "一句话。", 0, 0, NP_BOLD_NONE },
	/* Where CommonMark's reading would lose or keep the wrong thing. */
	{ "贡献**(李俊华)**", "贡献(李俊华)", 0, 0, NP_BOLD_TAIL },
	{ "[注]: 本报记者王明", "[注]: 本报记者王明", 0, 0, NP_BOLD_NONE },
	{ "2025. 年度总结", "2025. 年度总结", 0, 0, NP_BOLD_NONE },
	{ "3*2*1", "3*2*1", 0, 0, NP_BOLD_NONE },
	{ "一行\\", "一行\\", 0, 0, NP_BOLD_NONE },
	{ "标题\n===", NULL, 0, 0, NP_BOLD_NONE },
	{ "    缩进", "缩进", 0, 4, NP_BOLD_NONE },
	{ "<div>甲</div>", "<div>甲</div>", 0, 0, NP_BOLD_NONE },
	{ "| 甲 | 乙 |", "| 甲 | 乙 |", 0, 0, NP_BOLD_NONE },
	{ "![图](a.jpg)", "![图](a.jpg)", 0, 0, NP_BOLD_NONE },
	{ "&amp;[甲](b)", "&amp;[甲](b)", 0, 0, NP_BOLD_NONE },
	/* Headings. */
	{ "# 标题", "标题", 1, 0, NP_BOLD_NONE },
	{ "###### 标题", "标题", 6, 0, NP_BOLD_NONE },
	{ "####### 标题", "####### 标题", 0, 0, NP_BOLD_NONE },
	{ "#标题", "#标题", 0, 0, NP_BOLD_NONE },
	{ "#\t 标题", "标题", 1, 0, NP_BOLD_NONE },
	{ "　　## 标题", "标题", 2, 4, NP_BOLD_NONE },
	{ "## 标题 ##", "标题", 2, 0, NP_BOLD_NONE },
	{ "## 标题 #####  ", "标题", 2, 0, NP_BOLD_NONE },
	{ "## 标题#", "标题#", 2, 0, NP_BOLD_NONE },
	{ "# C #", "C", 1, 0, NP_BOLD_NONE },
	{ "# #", "#", 1, 0, NP_BOLD_NONE },
	{ "#", "#", 0, 0, NP_BOLD_NONE },
	{ "# ", "#", 0, 0, NP_BOLD_NONE },
	{ "###   \t", "###", 0, 0, NP_BOLD_NONE },
	{ "# 　", "#", 0, 0, NP_BOLD_NONE },
	{ "# 　标", "标", 1, 0, NP_BOLD_NONE },
	{ "# **标题**", "标题", 1, 0, NP_BOLD_WHOLE },
	{ "# **标题** ##", "标题", 1, 0, NP_BOLD_WHOLE },
	/* Emphasis. */
	{ "**甲**", "甲", 0, 0, NP_BOLD_WHOLE },
	{ "　　**甲**　", "甲", 0, 4, NP_BOLD_WHOLE },
	{ "__甲__", "甲", 0, 0, NP_BOLD_WHOLE },
	{ "**甲** 乙", "甲 乙", 0, 0, NP_BOLD_PART },
	{ "**甲** 乙 **丙**", "甲 乙 丙", 0, 0, NP_BOLD_TAIL },
	{ "**甲**乙__丙__", "甲乙丙", 0, 0, NP_BOLD_TAIL },
	{ "**甲__乙**丙__", "甲__乙丙__", 0, 0, NP_BOLD_PART },
	{ "** 甲**", "** 甲**", 0, 0, NP_BOLD_NONE },
	{ "**甲 **", "**甲 **", 0, 0, NP_BOLD_NONE },
	{ "**甲", "**甲", 0, 0, NP_BOLD_NONE },
	{ "甲**", "甲**", 0, 0, NP_BOLD_NONE },
	{ "***甲***", "***甲***", 0, 0, NP_BOLD_NONE },
	{ "**甲***", "**甲***", 0, 0, NP_BOLD_NONE },
	{ "*甲*", "*甲*", 0, 0, NP_BOLD_NONE },
	{ "____", "____", 0, 0, NP_BOLD_NONE },
	{ "**　**", "**　**", 0, 0, NP_BOLD_NONE },
	{ "# **　**", "# **　**", 0, 0, NP_BOLD_NONE },
	{ "**甲\xFF**", "甲\xFF", 0, 0, NP_BOLD_WHOLE },
};

START_TEST(test_marked)
{
	struct np_page page;
	scan_page(&page, span(marked[_i].raw), NP_FROM_MD, &arena);
	if (marked[_i].text == NULL) {
		/* No setext headings: two lines of text. */
		ck_assert_uint_eq(page.count, 2);
		ck_assert_uint_eq(page.lines[0].heading, 0);
		return;
	}
	ck_assert_uint_eq(page.count, 1);
	const struct np_line *line = &page.lines[0];
	expect_span(line->text, marked[_i].text);
	ck_assert_uint_eq(line->heading, marked[_i].heading);
	ck_assert_uint_eq(line->indent, marked[_i].indent);
	ck_assert_int_eq(line->bold, marked[_i].bold);
}
END_TEST

/* ---- is it Markdown? ---- */

static const struct {
	const char *text;
	bool markdown;
} looks[] = {
	{ "", false },
	{ "甲\n乙\n", false },
	{ "甲\n# 标题\n", true },
	{ "甲\n  ## 标题\n", true },
	{ "甲\n贡献**(李俊华)**\n", true },
	{ "![图](a.jpg)\n", true },
	{ "#标题\n3*2*1\na ** b\n__x__\n[注]: 王明\n2025. 总结\n# \n**半\n开**\n", false },
	{ "标题\n====\n\n    缩进\n> 引\n- 表\n", false },
	{ "** a **\n***x***\n", false },
	{ "惊人!\n[注]\n", false },
};

START_TEST(test_looks)
{
	struct np_page page;
	scan_page(&page, span(looks[_i].text), NP_FROM_AUTO, &arena);
	ck_assert_int_eq(page.markdown, looks[_i].markdown);
	for (size_t i = 0; i < page.count && !page.markdown; i++) {
		struct np_span trimmed = np_uni_trim(page.lines[i].raw);
		ck_assert_ptr_eq(page.lines[i].text.ptr, trimmed.ptr);
		ck_assert_uint_eq(page.lines[i].text.len, trimmed.len);
	}
	scan_page(&page, span(looks[_i].text), NP_FROM_TEXT, &arena);
	ck_assert(!page.markdown);
}
END_TEST

/* ---- layout ---- */

START_TEST(test_layout)
{
	struct np_page page = { .bytes = span("\n\n甲\r\n\r\n　　乙 \r\n\t丙\r\n \n\n丁\r"),
		.first_line = 10 };
	struct np_error err;
	ck_assert_int_eq(np_page_scan(&page, NP_FROM_AUTO, &arena, &err), NP_OK);
	static const struct {
		uint64_t number;
		unsigned blanks, indent;
		const char *raw, *text;
	} want[] = { { 12, 2, 0, "甲", "甲" }, { 14, 1, 4, "　　乙 ", "乙" },
		{ 15, 0, 1, "\t丙", "丙" }, { 18, 2, 0, "丁", "丁" } };
	ck_assert_uint_eq(page.count, SIZE(want));
	for (size_t i = 0; i < SIZE(want); i++) {
		ck_assert_uint_eq(page.lines[i].number, want[i].number);
		ck_assert_uint_eq(page.lines[i].blanks_before, want[i].blanks);
		ck_assert_uint_eq(page.lines[i].indent, want[i].indent);
		expect_span(page.lines[i].raw, want[i].raw);
		expect_span(page.lines[i].text, want[i].text);
	}
}
END_TEST

START_TEST(test_columns)
{
	ck_assert_uint_eq(np_page_columns(span("")), 0);
	ck_assert_uint_eq(np_page_columns(span("ab 1")), 4);
	ck_assert_uint_eq(np_page_columns(span("版面，。　")), 10);
	ck_assert_uint_eq(np_page_columns(span("“甲”……——")), 14);
	ck_assert_uint_eq(np_page_columns(span("é\xFF\xE7\x89")), 3);
	ck_assert_uint_eq(np_page_columns(span("𠮷")), 2);
}
END_TEST

/* ---- from text back to the line's bytes ---- */

static const struct {
	const char *raw, *words, *want;
} ranges[] = {
	{ "贡献**(李俊华)**", "(李俊华)", "**(李俊华)**" },
	{ "贡献**(李俊华)**", "李俊华", "李俊华" },
	{ "贡献**(李俊华)**", "献(李", "献**(李" },
	{ "贡献**(李俊华)**", "贡献", "贡献" },
	{ "贡献**(李俊华)**", "贡献(李俊华)", "贡献**(李俊华)" },
	{ "　# **甲** **乙丙** #", "乙丙", "**乙丙**" },
	{ "　# **甲** **乙丙** #", "甲", "**甲**" },
	{ "　# **甲** **乙丙** #", "甲 乙", "甲** **乙" },
	{ "__甲__乙", "乙", "乙" },
	{ "__甲__乙", "甲乙", "甲__乙" },
	{ "  甲 ", "甲", "甲" },
};

START_TEST(test_range)
{
	struct np_page page;
	scan_page(&page, span(ranges[_i].raw), NP_FROM_MD, &arena);
	const struct np_line *line = &page.lines[0];
	char text[200];
	ck_assert_uint_lt(line->text.len, sizeof text);
	memcpy(text, line->text.ptr, line->text.len);
	text[line->text.len] = '\0';
	const char *at = strstr(text, ranges[_i].words);
	ck_assert_ptr_nonnull(at);
	size_t start, end, from = (size_t)(at - text);
	np_line_raw_range(line, from, from + strlen(ranges[_i].words), &start, &end);
	expect_span((struct np_span){ line->raw.ptr + start, end - start }, ranges[_i].want);
}
END_TEST

/* A line of bits that mean something, and some that do not. */
static size_t
random_line(uint64_t *random, char *buf)
{
	static const char *const bits[] = { "*", "**", "__", "_", "#", "# ", " ", "　", "甲", "a",
		"版", "\xFF", "**", "乙。", "\\", "![", "\r" };
	size_t len = 0;
	for (size_t n = below(random, 16); n > 0; n--) {
		const char *bit = bits[below(random, SIZE(bits))];
		memcpy(buf + len, bit, strlen(bit));
		len += strlen(bit);
	}
	return len;
}

/*
 * On random lines: text is raw less its cuts, trimmed; each character of it is found again in raw,
 * in order; what lies between is marks and blanks.
 */
START_TEST(test_random_lines)
{
	uint64_t random = 77;
	for (unsigned round = 0; round < 30000 / brief(10); round++) {
		char buf[128], kept[128];
		size_t len = random_line(&random, buf), n = 0;
		struct np_page page;
		np_arena_reset(&arena);
		/* A copy of its own size, so that reading past its end shows. */
		char *raw = malloc(len + 1);
		ck_assert_ptr_nonnull(raw);
		memcpy(raw, buf, len);
		scan_page(
		    &page, (struct np_span){ raw, len }, (enum np_from)below(&random, 3), &arena);
		ck_assert_uint_eq(page.count, np_uni_trim((struct np_span){ raw, len }).len > 0);
		if (page.count == 0) {
			free(raw);
			continue;
		}
		const struct np_line *line = &page.lines[0];
		size_t at = 0;
		for (size_t c = 0; c < line->cut_count; c++) {
			ck_assert_uint_le(at, line->cuts[c].start);
			ck_assert_uint_lt(line->cuts[c].start, line->cuts[c].end);
			ck_assert_uint_le(line->cuts[c].end, line->raw.len);
			memcpy(kept + n, line->raw.ptr + at, line->cuts[c].start - at);
			n += line->cuts[c].start - at;
			at = line->cuts[c].end;
		}
		memcpy(kept + n, line->raw.ptr + at, line->raw.len - at);
		n += line->raw.len - at;
		struct np_span words = np_uni_trim((struct np_span){ kept, n });
		/* A heading's closing marks go too; they stand at the end. */
		if (line->heading > 0 && words.len > line->text.len) {
			while (words.len > 0 && words.ptr[words.len - 1] == '#')
				words.len--;
			words = np_uni_trim(words);
		}
		ck_assert_uint_eq(words.len, line->text.len);
		ck_assert_mem_eq(words.ptr, line->text.ptr, line->text.len);
		ck_assert_uint_gt(line->text.len, 0);
		size_t last = 0;
		for (size_t i = 0; i < line->text.len;) {
			uint32_t cp;
			size_t start, end;
			size_t size = np_utf8_next(line->text.ptr + i, line->text.len - i, &cp);
			np_line_raw_range(line, i, i + size, &start, &end);
			ck_assert_uint_le(last, start);
			ck_assert_uint_le(end, line->raw.len);
			if (end - start == size + 4)
				start += 2;
			else
				ck_assert_uint_eq(end - start, size);
			ck_assert_mem_eq(line->raw.ptr + start, line->text.ptr + i, size);
			last = start + size;
			i += size;
		}
		size_t start, end;
		np_line_raw_range(line, 0, line->text.len, &start, &end);
		ck_assert(start == line->text_start || start + 2 == line->text_start);
		free(raw);
	}
}
END_TEST

/* Openings without end, and marks without end: memory and time of the line's own order. */
START_TEST(test_many_marks)
{
	enum { MANY = 300000 };
	static const char *const parts[] = { "**a ", "**a** ", "__a **b ", "**a ** ", "_**_ ",
		"# " };
	size_t len = strlen(parts[_i]);
	char *text = malloc(MANY * len + 2);
	struct np_page page;
	struct np_error err;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < MANY; i++)
		memcpy(text + i * len, parts[_i], len);
	np_arena_free(&arena);
	np_arena_init(&arena, (size_t)256 << 20);
	page = (struct np_page){ .bytes = { text, MANY * len }, .first_line = 1 };
	ck_assert_int_eq(np_page_scan(&page, NP_FROM_MD, &arena, &err), NP_OK);
	ck_assert_uint_eq(page.count, 1);
	size_t want = _i == 1 ? (size_t)MANY * 2 : _i == 4 ? MANY : _i == 5;
	ck_assert_uint_eq(page.lines[0].cut_count, want);
	free(text);
}
END_TEST

/* ---- pages of an input ---- */

struct input {
	struct np_in in;
	struct np_enc *enc;
	struct np_pages *pages;
	char *path;
};

/* Pages of a file with these bytes, of which at most `most` are read at once. */
static void
open_input(struct input *input, struct np_span bytes, size_t most, size_t max)
{
	struct np_error err;
	input->path = make_file(bytes.ptr, bytes.len);
	ck_assert_int_eq(np_in_open(&input->in, input->path, &err), NP_OK);
	ck_assert_int_eq(
	    np_enc_open_sized(&input->enc, &input->in, "utf-8", most, NULL, NULL, &err), NP_OK);
	ck_assert_int_eq(
	    np_pages_open(&input->pages, input->enc, "报/a.txt", NP_FROM_AUTO, max, &err), NP_OK);
}

static void
close_input(struct input *input)
{
	np_pages_close(input->pages);
	np_enc_close(input->enc);
	np_in_close(&input->in);
	remove_file(input->path);
}

/* name, first line, bytes, form feed behind it; "!" and a line for a page passed over. */
static const struct {
	const char *bytes, *want;
	size_t max;
} inputs[] = {
	{ "", "", 100 },
	{ "a", "报/a.txt 1 [a]", 100 },
	{ "a\nb\n", "报/a.txt 1 [a\nb\n]", 100 },
	{ "\n", "报/a.txt 1 [\n]", 100 },
	{ "\f", "报/a.txt:1 1 []^", 100 },
	{ "a\n\f", "报/a.txt:1 1 [a\n]^", 100 },
	{ "a\nb\fc\nd", "报/a.txt:1 1 [a\nb]^报/a.txt:2 2 [c\nd]", 100 },
	{ "a\n\fb\n\fc\n\f", "报/a.txt:1 1 [a\n]^报/a.txt:2 2 [b\n]^报/a.txt:3 3 [c\n]^", 100 },
	{ "\f\fa", "报/a.txt:1 1 []^报/a.txt:2 1 []^报/a.txt:3 1 [a]", 100 },
	{ "a\f\n", "报/a.txt:1 1 [a]^报/a.txt:2 1 [\n]", 100 },
	{ "\xEF\xBB\xBF"
	  "a\r\nb\r\n\f\r\nc",
	    "报/a.txt:1 1 [a\r\nb\r\n]^报/a.txt:2 3 [\r\nc]", 100 },
	/* U+FEFF amid a text is no BOM. */
	{ "a\f\xEF\xBB\xBF"
	  "b",
	    "报/a.txt:1 1 [a]^报/a.txt:2 1 [\xEF\xBB\xBF"
	    "b]",
	    100 },
	{ "abcd", "报/a.txt 1 [abcd]", 4 },
	{ "abcd\f", "报/a.txt:1 1 [abcd]^", 4 },
	{ "abcde", "!1", 4 },
	{ "abcde\f", "!1", 4 },
	{ "ab\ncd\fx\ny", "!1报/a.txt:2 2 [x\ny]", 4 },
	{ "x\n\fab\ncd\n\fy\n", "报/a.txt:1 1 [x\n]^!2报/a.txt:3 4 [y\n]", 4 },
	{ "x\n\f\n\n\n\n\n\f\fy", "报/a.txt:1 1 [x\n]^!2报/a.txt:3 7 []^报/a.txt:4 7 [y]", 4 },
	{ "x\fabcde", "报/a.txt:1 1 [x]^!1", 4 },
};

START_TEST(test_pages)
{
	size_t i = (size_t)_i / 3, most = _i % 3 == 0 ? 1 : _i % 3 == 1 ? 3 : 1000, len = 0;
	struct input input;
	struct np_page page;
	struct np_error err;
	enum np_code code;
	char got[500];

	open_input(&input, span(inputs[i].bytes), most, inputs[i].max);
	got[0] = '\0';
	while ((code = np_pages_next(input.pages, &page, &err)) != NP_END) {
		size_t room = sizeof got - len;
		if (code == NP_ERR_TOOBIG) {
			len += (size_t)snprintf(got + len, room, "!%d", (int)err.line);
			continue;
		}
		ck_assert_int_eq(code, NP_OK);
		len += (size_t)snprintf(got + len, room, "%.*s %d [%.*s]%s", (int)page.name.len,
		    page.name.ptr, (int)page.first_line, (int)page.bytes.len, page.bytes.ptr,
		    page.ended_by_feed ? "^" : "");
	}
	ck_assert_str_eq(got, inputs[i].want);
	ck_assert_int_eq(np_pages_next(input.pages, &page, &err), NP_END);
	close_input(&input);
}
END_TEST

/* Large pages: all bytes come out once, lines count through, those too long are told. */
START_TEST(test_pages_large)
{
	enum { BYTES = 4000000, MAX = 700000 };
	static const size_t sizes[] = { 262143, 1, 262144, 0, 699999, 700000, 700001, 65536,
		900000 };
	char *text = malloc(BYTES);
	uint64_t random = 4, line = 1;
	size_t len = 0, at = 0;
	struct input input;
	struct np_page page;
	struct np_error err;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < SIZE(sizes); i++) {
		for (size_t j = 0; j < sizes[i]; j++)
			text[len++] = below(&random, 20) == 0 ? '\n' : 'x';
		text[len++] = '\f';
	}
	open_input(&input, (struct np_span){ text, len }, 100000, MAX);
	for (size_t i = 0; i < SIZE(sizes); i++) {
		enum np_code code = np_pages_next(input.pages, &page, &err);
		ck_assert_int_eq(code, sizes[i] > MAX ? NP_ERR_TOOBIG : NP_OK);
		ck_assert_uint_eq(code == NP_OK ? page.first_line : err.line, line);
		if (code == NP_OK) {
			ck_assert_uint_eq(page.bytes.len, sizes[i]);
			ck_assert(
			    sizes[i] == 0 || memcmp(page.bytes.ptr, text + at, sizes[i]) == 0);
		}
		for (; text[at] != '\f'; at++)
			line += text[at] == '\n';
		at++;
	}
	ck_assert_int_eq(np_pages_next(input.pages, &page, &err), NP_END);
	close_input(&input);
	free(text);
}
END_TEST

/* A page over the limit is told before its end is read, which may never come. */
START_TEST(test_pages_endless)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	struct np_in in = { .fd = ends[0], .name = "pipe" };
	struct np_enc *enc;
	struct np_pages *pages;
	struct np_page page;
	struct np_error err;

	ck_assert_int_eq(np_enc_open_sized(&enc, &in, "utf-8", 4096, NULL, NULL, &err), NP_OK);
	ck_assert_int_eq(np_pages_open(&pages, enc, "p", NP_FROM_TEXT, 10, &err), NP_OK);
	ck_assert_int_eq(write(ends[1], "a\n\f012\n3456789", 14), 14);
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_OK);
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_ERR_TOOBIG);
	ck_assert_uint_eq(err.line, 2);
	ck_assert_int_eq(write(ends[1], "\nab\fxy", 6), 6);
	close(ends[1]);
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_OK);
	ck_assert_uint_eq(page.first_line, 4);
	ck_assert_uint_eq(page.name.len, 3);
	ck_assert_mem_eq(page.name.ptr, "p:3", 3);
	ck_assert_uint_eq(page.bytes.len, 2);
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_END);
	np_pages_close(pages);
	np_enc_close(enc);
	np_in_close(&in);
}
END_TEST

/* Lines too many for a page: 65536, or more where the page may be long; empty ones are none. */
START_TEST(test_many_lines)
{
	static const struct {
		const char *line; /* two bytes */
		size_t lines, max;
		enum np_code code;
	} pages[] = {
		{ "x\n", 65536, 1000000, NP_OK },
		{ "x\n", 65537, 1000000, NP_ERR_TOOBIG },
		{ " \n", 65537, 1000000, NP_ERR_TOOBIG },
		{ "x\n", 70000, (size_t)70000 * 64, NP_OK },
		{ "x\n", 70001, (size_t)70000 * 64, NP_ERR_TOOBIG },
		{ "\r\n", 70001, 1000000, NP_OK },
		{ "\n\n", 140002, 1000000, NP_OK },
	};

	for (size_t i = 0; i < SIZE(pages); i++) {
		size_t len =
		    strcmp(pages[i].line, "\n\n") == 0 ? pages[i].lines : 2 * pages[i].lines;
		char *text = malloc(len + 2);
		struct input input;
		struct np_page page;
		struct np_error err;

		ck_assert_ptr_nonnull(text);
		for (size_t at = 0; at < len; at += 2)
			memcpy(text + at, pages[i].line, 2);
		memcpy(text + len, "\fy", 2);
		open_input(&input, (struct np_span){ text, len + 2 }, 100000, pages[i].max);
		ck_assert_int_eq(np_pages_take(input.pages, &page, &err), pages[i].code);
		ck_assert_int_eq(np_pages_take(input.pages, &page, &err), NP_OK);
		ck_assert_uint_eq(page.first_line, pages[i].lines + 1);
		ck_assert_uint_eq(page.bytes.len, 1);
		ck_assert_int_eq(np_pages_take(input.pages, &page, &err), NP_END);
		close_input(&input);
		free(text);
	}
}
END_TEST

START_TEST(test_bad_bytes)
{
	struct input input;
	struct np_page page;
	struct np_error err;
	open_input(&input, span("甲\xFF\xE7\x89x\xF0\f\xEF\xBF\xBD\n"), 5, 1000);
	ck_assert_int_eq(np_pages_next(input.pages, &page, &err), NP_OK);
	ck_assert_uint_eq(page.bad_bytes, 4);
	expect_span(page.lines[0].text, "甲\xFF\xE7\x89x\xF0");
	ck_assert_int_eq(np_pages_next(input.pages, &page, &err), NP_OK);
	ck_assert_uint_eq(page.bad_bytes, 0);
	close_input(&input);
}
END_TEST

/* Nothing of one input is left over when the reader goes on with another. */
START_TEST(test_begin)
{
	struct input one, two;
	struct np_page page;
	struct np_error err;
	open_input(&one, (struct np_span){ "a\nb\fc\n\fd", 9 }, 4, 100);
	open_input(&two, (struct np_span){ "e\nf", 3 }, 4, 100);
	ck_assert_int_eq(np_pages_next(one.pages, &page, &err), NP_OK);
	ck_assert_int_eq(np_pages_next(one.pages, &page, &err), NP_OK);
	expect_span(page.name, "报/a.txt:2");
	np_pages_begin(one.pages, two.enc, "q");
	ck_assert_int_eq(np_pages_next(one.pages, &page, &err), NP_OK);
	expect_span(page.name, "q");
	expect_span(page.bytes, "e\nf");
	ck_assert_uint_eq(page.first_line, 1);
	ck_assert_int_eq(np_pages_next(one.pages, &page, &err), NP_END);
	close_input(&one);
	close_input(&two);
}
END_TEST

/* What came before a failure is a page of its own; then the failure is told, once. */
START_TEST(test_broken)
{
	struct np_in in = { .fd = open("/", O_RDONLY), .name = "broken" };
	struct np_enc *enc;
	struct np_pages *pages;
	struct np_page page;
	struct np_error err;
	in.held = strdup("a\n\fb\nc");
	ck_assert_ptr_nonnull(in.held);
	in.held_len = strlen(in.held);
	ck_assert_int_eq(np_enc_open(&enc, &in, "utf-8", NULL, NULL, &err), NP_OK);
	ck_assert_int_eq(np_pages_open(&pages, enc, "p", NP_FROM_TEXT, 100, &err), NP_OK);
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_OK);
	expect_span(page.bytes, "a\n");
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_OK);
	expect_span(page.bytes, "b\nc");
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_ERR_READ);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert_int_eq(np_pages_next(pages, &page, &err), NP_END);
	np_pages_close(pages);
	np_pages_close(NULL);
	np_enc_close(enc);
	np_in_close(&in);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("page");
	TCase *tc = tcase_create("page");

	give_arena(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_marked, 0, (int)SIZE(marked));
	tcase_add_loop_test(tc, test_looks, 0, (int)SIZE(looks));
	tcase_add_test(tc, test_layout);
	tcase_add_test(tc, test_columns);
	tcase_add_loop_test(tc, test_range, 0, (int)SIZE(ranges));
	tcase_add_test(tc, test_random_lines);
	tcase_add_loop_test(tc, test_many_marks, 0, 6);
	tcase_add_loop_test(tc, test_pages, 0, 3 * (int)SIZE(inputs));
	tcase_add_test(tc, test_pages_large);
	tcase_add_test(tc, test_pages_endless);
	tcase_add_test(tc, test_many_lines);
	tcase_add_test(tc, test_bad_bytes);
	tcase_add_test(tc, test_begin);
	tcase_add_test(tc, test_broken);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
