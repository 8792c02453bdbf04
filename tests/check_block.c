/* check_block.c - tests of block: the block stream */
#include "help.h"

#include "block.h"

/* ---- taking a line apart ---- */

static const struct {
	const char *line;
	const char *wrong; /* how the message begins; NULL: it is a block */
} parses[] = {
	{ "p.txt\t61\t1\tbody\t正文", NULL },
	{ "p.txt\t61\t0\tother\t", NULL },
	{ "p:1\t21;23\t18446744073709551615\tbody\tx", NULL },
	{ "-\t4..5;6.1\t1\tbyline\t（记者 林知秋）\r", NULL },
	{ "-\t7.1;7.2;8\t1\tbody\ta\\tb", NULL },
	{ "p\\>q\t1\t1\tbody\tx", NULL },
	{ "p\t12345678\t12345678\tkicker\tx", NULL },
	{ "p\t123456789\t123456789\tsubhead\t", NULL },
	{ "p\t1.2\t10\tdateline\t", NULL },
	{ "p\t123456.7\t9\theadline\t", NULL },
	{ "p\t1.234567\t9\ttable\t", NULL },
	{ "p\t1.4294967295\t9\tdeck\t", NULL },
	{ "p\t1..2;3.1;3.2;4;6..8\t9\tnotice\tx", NULL },
	{ "p\\>\t1\t1\tbody\tx", "page" },
	{ "\\>q\t1\t1\tbody\tx", "page" },
	{ "p\\>q\\>r\t1\t1\tbody\tx", "page" },
	{ "", "five fields" },
	{ "正文", "five fields" },
	{ "p\t1\t1\tbody", "five fields" },
	{ "p\t1\t1\tbody\ta\tb", "five fields" },
	{ "\t1\t1\tbody\tx", "page" },
	{ "p\t1\t1\tBody\tx", "role" },
	{ "p\t1\t1\t\tx", "role" },
	{ "p\t1\t-1\tbody\tx", "article" },
	{ "p\t1\t\tbody\tx", "article" },
	{ "p\t1\t01\tbody\tx", "article" },
	{ "p\t1\t1 \tbody\tx", "article" },
	{ "p\t1\t18446744073709551616\tbody\tx", "article" },
	{ "p\t\t1\tbody\tx", "lines" },
	{ "p\t0\t1\tbody\tx", "lines" },
	{ "p\t07\t1\tbody\tx", "lines" },
	{ "p\t-1\t1\tbody\tx", "lines" },
	{ "p\t4..4\t1\tbody\tx", "lines" },
	{ "p\t5..4\t1\tbody\tx", "lines" },
	{ "p\t4..\t1\tbody\tx", "lines" },
	{ "p\t4...5\t1\tbody\tx", "lines" },
	{ "p\t4..5.1\t1\tbody\tx", "lines" },
	{ "p\t4.0\t1\tbody\tx", "lines" },
	{ "p\t4.\t1\tbody\tx", "lines" },
	{ "p\t4.1..5\t1\tbody\tx", "lines" },
	{ "p\t4.4294967296\t1\tbody\tx", "lines" },
	{ "p\t4;\t1\tbody\tx", "lines" },
	{ "p\t;4\t1\tbody\tx", "lines" },
	{ "p\t4;;5\t1\tbody\tx", "lines" },
	{ "p\t4,5\t1\tbody\tx", "lines" },
	{ "p\t5;4\t1\tbody\tx", "lines" },
	{ "p\t5;5\t1\tbody\tx", "lines" },
	{ "p\t5;5.1\t1\tbody\tx", "lines" },
	{ "p\t5.2;5.1\t1\tbody\tx", "lines" },
	{ "p\t5.1;5\t1\tbody\tx", "lines" },
	{ "p\t3..5;5.1\t1\tbody\tx", "lines" },
	{ "p\t 4\t1\tbody\tx", "lines" },
	{ "p\t18446744073709551616\t1\tbody\tx", "lines" },
};

static void
check_span(struct np_span is, const char *buf, struct np_span want, const char *line)
{
	ck_assert_uint_eq((size_t)(is.ptr - buf), (size_t)(want.ptr - line));
	ck_assert_uint_eq(is.len, want.len);
}

/* Where nothing in the line is escaped, np_block_parse_plain() finds what is found in it else. */
static void
check_plain(const char *line, bool good, const struct np_block *want)
{
	char buf[100];
	const size_t from = 3, len = strlen(line);
	size_t stops[NP_TABS_PLAIN], count = 0;
	struct np_block block;

	memset(buf, '7', sizeof buf);
	memcpy(buf + from, line, len);
	buf[from + len] = '\n';
	for (size_t i = 0; i <= len; i++) {
		if (strchr("\t\n\r\\", buf[from + i]) == NULL)
			continue;
		if (count == NP_TABS_PLAIN ||
		    (buf[from + i] == '\t') != (count + 1 < NP_TABS_PLAIN))
			return;
		stops[count++] = from + i;
	}
	if (count < NP_TABS_PLAIN)
		return;
	ck_assert_int_eq(np_block_parse_plain(buf, from, stops, &block), good);
	if (!good)
		return;
	check_span(block.home, buf + from, want->home, line);
	check_span(block.page, buf + from, want->page, line);
	check_span(block.lines, buf + from, want->lines, line);
	check_span(block.text, buf + from, want->text, line);
	ck_assert_uint_eq(block.piece_count, want->piece_count);
	ck_assert_uint_eq(block.first.first, want->first.first);
	ck_assert_uint_eq(block.first.last, want->first.last);
	ck_assert_uint_eq(block.first.part, want->first.part);
	ck_assert_uint_eq(block.article, want->article);
	ck_assert_int_eq(block.role, want->role);
	ck_assert(block.plain && want->plain);
}

START_TEST(parse)
{
	const char *line = parses[_i].line, *wrong = parses[_i].wrong;
	struct np_block block;
	struct np_error err = { 0 };
	enum np_code code = np_block_parse(span(line), &block, &err);

	if (wrong == NULL) {
		ck_assert_int_eq(code, NP_OK);
	} else {
		ck_assert_int_eq(code, NP_ERR_SYNTAX);
		ck_assert_msg(strncmp(err.msg, wrong, strlen(wrong)) == 0, "%s: %s", line, err.msg);
	}
	check_plain(line, wrong == NULL, &block);
}
END_TEST

START_TEST(fields)
{
	const char *line = "a\\tb.txt\t4..5;6.1\t12\tcaption\t港口\\n外景\r";
	struct np_block block;

	ck_assert_int_eq(np_block_parse(span(line), &block, NULL), NP_OK);
	ck_assert_mem_eq(block.page.ptr, "a\\tb.txt", block.page.len);
	ck_assert_uint_eq(block.page.len, 8);
	ck_assert_mem_eq(block.lines.ptr, "4..5;6.1", block.lines.len);
	ck_assert_uint_eq(block.lines.len, 8);
	ck_assert_uint_eq(block.article, 12);
	ck_assert_int_eq(block.role, NP_CAPTION);
	ck_assert_uint_eq(block.text.len, strlen("港口\\n外景"));
}
END_TEST

/* Where a block stands and whose it is; a backslash of a name is two, and parts nothing. */
static const struct {
	const char *field, *home, *page;
} homes[] = {
	{ "p", "p", "p" },
	{ "p\\>q", "p", "q" },
	{ "p>q", "p>q", "p>q" },
	{ "p\\\\>q", "p\\\\>q", "p\\\\>q" },
	{ "p\\\\\\>q\\\\", "p\\\\", "q\\\\" },
	{ "p\\t\\>q\\x", "p\\t", "q\\x" },
	{ "p\\", "p\\", "p\\" },
	{ "p\\>q\\", "p", "q\\" },
};

START_TEST(home)
{
	char line[64];
	struct np_block block;
	bool joined = strcmp(homes[_i].home, homes[_i].page) != 0;

	snprintf(line, sizeof line, "%s\t1\t1\tbody\tx", homes[_i].field);
	ck_assert_int_eq(np_block_parse(span(line), &block, NULL), NP_OK);
	ck_assert_uint_eq(block.home.len, strlen(homes[_i].home));
	ck_assert_mem_eq(block.home.ptr, homes[_i].home, block.home.len);
	ck_assert_uint_eq(block.page.len, strlen(homes[_i].page));
	ck_assert_mem_eq(block.page.ptr, homes[_i].page, block.page.len);
	ck_assert_int_eq(np_block_joined(&block), joined);
}
END_TEST

START_TEST(nul_is_a_character)
{
	const char line[] = "p\t1\t1\tbody\ta\0b";
	struct np_block block;

	ck_assert_int_eq(
	    np_block_parse((struct np_span){ line, sizeof line - 1 }, &block, NULL), NP_OK);
	ck_assert_uint_eq(block.text.len, 3);
}
END_TEST

START_TEST(recognise)
{
	ck_assert(np_block_recognise(span("p\t1\t1\tbody\tx")));
	ck_assert(np_block_recognise(span("p\tnonsense\tx\tbody\tx")));
	ck_assert(!np_block_recognise(span("p\t1\t1\tnobody\tx")));
	ck_assert(!np_block_recognise(span("page\tlines\tarticle\trole\ttext")));
	ck_assert(!np_block_recognise(span("p\t1\t1\tbody")));
	ck_assert(!np_block_recognise(span("")));
}
END_TEST

/* The first NP_BLOCK_HEAD bytes of a line that begins so and goes on with filler. */
static bool
recognise_cut(const char *start, char filler)
{
	static char head[NP_BLOCK_HEAD];

	memset(head, filler, sizeof head);
	memcpy(head, start, strlen(start));
	return np_block_recognise((struct np_span){ head, sizeof head });
}

START_TEST(recognise_what_is_cut)
{
	ck_assert(recognise_cut("p\t1.1;3;5", '7'));
	ck_assert(recognise_cut("p\t1;3\t1", '2'));
	ck_assert(recognise_cut("p\t1;3\t1\t", 'b'));
	ck_assert(recognise_cut("p\t1\t1\tbody\t", 'x'));
	ck_assert(!recognise_cut("p\t1\t1\tnobody\t", 'x'));
	ck_assert(!recognise_cut("p\t1;3;5", 'x'));
	ck_assert(!recognise_cut("p\t", 'x'));
	ck_assert(!recognise_cut("p\t\t", '1'));
	ck_assert(!recognise_cut("p", '1'));
}
END_TEST

/* ---- roles ---- */

START_TEST(role_names)
{
	enum np_role role = NP_OTHER;

	for (unsigned i = 0; i < NP_ROLES; i++) {
		ck_assert(np_role_find(span(np_role_name((enum np_role)i)), &role));
		ck_assert_uint_eq(role, i);
	}
	ck_assert(!np_role_find(span("bod"), &role));
	ck_assert(!np_role_find(span("bodyx"), &role));
	ck_assert(!np_role_find(span(""), &role));
}
END_TEST

START_TEST(role_lists)
{
	struct np_span bad = { NULL, 0 };
	uint32_t set;

	ck_assert(np_roles_parse("byline,dateline,byline", &set, &bad));
	ck_assert_uint_eq(set, 1u << NP_BYLINE | 1u << NP_DATELINE);
	ck_assert(!np_roles_parse("byline,author,body", &set, &bad));
	ck_assert_uint_eq(bad.len, 6);
	ck_assert_mem_eq(bad.ptr, "author", 6);
	ck_assert(!np_roles_parse("", &set, &bad));
	ck_assert(!np_roles_parse("body,", &set, &bad));
	ck_assert(!np_roles_parse(",body", &set, &bad));
}
END_TEST

/* ---- lines and escapes ---- */

START_TEST(pieces)
{
	struct np_arena arena;
	struct np_error err = { 0 };
	size_t count = 0;

	np_arena_init(&arena, 0);
	struct np_piece *list = np_block_pieces(span("4..5;6.1;6.3;900"), &count, &arena, &err);
	ck_assert_ptr_nonnull(list);
	ck_assert_uint_eq(count, 4);
	ck_assert_uint_eq(list[0].first, 4);
	ck_assert_uint_eq(list[0].last, 5);
	ck_assert_uint_eq(list[0].part, 0);
	ck_assert_uint_eq(list[2].first, 6);
	ck_assert_uint_eq(list[2].last, 6);
	ck_assert_uint_eq(list[2].part, 3);
	ck_assert_uint_eq(list[3].first, 900);
	ck_assert_ptr_null(np_block_pieces(span("4;x"), &count, &arena, &err));
	ck_assert_int_eq(err.code, NP_ERR_SYNTAX);
	np_arena_free(&arena);
	np_arena_init(&arena, 8);
	ck_assert_ptr_null(np_block_pieces(span("4;5"), &count, &arena, &err));
	ck_assert_int_eq(err.code, NP_ERR_MEMORY);
	np_arena_free(&arena);
}
END_TEST

static const struct {
	const char *field, *words;
} escapes[] = {
	{ "", "" },
	{ "本报讯", "本报讯" },
	{ "a\\tb\\nc\\rd\\\\e", "a\tb\nc\rd\\e" },
	{ "\\\\n", "\\n" },
	{ "a\\xb", "a\\xb" },
	{ "a\\", "a\\" },
	{ "\\", "\\" },
	{ "\\\\\\t", "\\\t" },
};

START_TEST(unescape)
{
	struct np_arena arena;
	struct np_span field = span(escapes[_i].field), words;

	np_arena_init(&arena, 0);
	words = np_block_unescape(field, &arena);
	ck_assert_uint_eq(words.len, strlen(escapes[_i].words));
	ck_assert_mem_eq(words.ptr, escapes[_i].words, words.len);
	if (memchr(field.ptr, '\\', field.len) == NULL)
		ck_assert_ptr_eq(words.ptr, field.ptr);
	np_arena_free(&arena);
}
END_TEST

/* ---- writing ---- */

/* What was written to out's file, with a NUL behind; free() it. */
static char *
written(FILE *file, struct np_out *out, size_t *len)
{
	char *text = malloc(1 << 16);

	ck_assert_ptr_nonnull(text);
	ck_assert_int_eq(np_out_close(out, NULL), NP_OK);
	rewind(file);
	*len = fread(text, 1, (1 << 16) - 1, file);
	text[*len] = '\0';
	fclose(file);
	return text;
}

START_TEST(put)
{
	const struct np_piece list[] = { { 4, 5, 0 }, { 6, 6, 1 }, { 9, 9, 0 } };
	const char words[] = "一\t二\n三\r四\\五\0六";
	FILE *file = tmpfile();
	struct np_out out;
	size_t len;
	char *text;

	ck_assert_ptr_nonnull(file);
	np_out_init(&out, fileno(file), "temporary file");
	np_block_put(
	    &out, span("a\tb"), list, 3, 2, NP_JUMP, (struct np_span){ words, sizeof words - 1 });
	text = written(file, &out, &len);
	const char expected[] = "a\\tb\t4..5;6.1;9\t2\tjump\t一\\t二\\n三\\r四\\\\五\0六\n";
	ck_assert_uint_eq(len, sizeof expected - 1);
	ck_assert_mem_eq(text, expected, len);
	free(text);
}
END_TEST

/* Every byte at every place of fields that are looked at by bytes, by eights and by vectors. */
START_TEST(there_and_back)
{
	static const size_t lens[] = { 5, 19, 75 };
	char words[75];
	struct np_arena arena;
	struct np_out out;

	np_arena_init(&arena, 0);
	np_out_init(&out, -1, "nowhere");
	np_out_hold(&out);
	for (size_t i = 0; i < sizeof lens / sizeof lens[0]; i++) {
		for (size_t at = 0; at < lens[i]; at++) {
			struct np_span back;

			memset(words, 'x', sizeof words);
			words[at] = (char)_i;
			out.len = 0;
			np_block_put_field(&out, (struct np_span){ words, lens[i] });
			ck_assert_ptr_null(memchr(out.buf, '\n', out.len));
			ck_assert_ptr_null(memchr(out.buf, '\t', out.len));
			ck_assert_ptr_null(memchr(out.buf, '\r', out.len));
			back = np_block_unescape((struct np_span){ out.buf, out.len }, &arena);
			ck_assert_uint_eq(back.len, lens[i]);
			ck_assert_mem_eq(back.ptr, words, lens[i]);
		}
	}
	np_out_close(&out, NULL);
	np_arena_free(&arena);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("block");
	TCase *tcase = tcase_create("block");

	suite_add_tcase(suite, tcase);
	tcase_add_loop_test(tcase, parse, 0, sizeof parses / sizeof parses[0]);
	tcase_add_test(tcase, fields);
	tcase_add_loop_test(tcase, home, 0, sizeof homes / sizeof homes[0]);
	tcase_add_test(tcase, nul_is_a_character);
	tcase_add_test(tcase, recognise);
	tcase_add_test(tcase, recognise_what_is_cut);
	tcase_add_test(tcase, role_names);
	tcase_add_test(tcase, role_lists);
	tcase_add_test(tcase, pieces);
	tcase_add_loop_test(tcase, unescape, 0, sizeof escapes / sizeof escapes[0]);
	tcase_add_test(tcase, put);
	tcase_add_loop_test(tcase, there_and_back, 0, 256);
	return run_suite(suite);
}
