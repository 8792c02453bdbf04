/* check_json.c - tests of json and column: strings, members, columns by name */
#include "column.h"
#include "help.h"
#include "json.h"

static const struct {
	const char *text, *json;
} strings[] = {
	{ "", "\"\"" },
	{ "灯塔", "\"灯塔\"" },
	{ "\"\\/", "\"\\\"\\\\/\"" },
	{ "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
	{ "\x01\x1F", "\"\\u0001\\u001f\"" },
	{ "\x7F", "\"\\u007f\"" },
	{ "\xC2\x80\xC2\x9F\xC2\xA0", "\"\\u0080\\u009f\xC2\xA0\"" },
	{ "“\xE2\x80\xA8\xE2\x80\xA9—", "\"“\\u2028\\u2029—\"" },
	{ "😀", "\"😀\"" },
	{ "\xFF", "\"\xEF\xBF\xBD\"" },
	{ "a\xE4\xB8g", "\"a\xEF\xBF\xBDg\"" },
	{ "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
	{ "\xE4\xB8", "\"\xEF\xBF\xBD\"" },
	{ "\xC2", "\"\xEF\xBF\xBD\"" },
	{ "灯\xE2\"", "\"灯\xEF\xBF\xBD\\\"\"" },
	{ "\xEF\xBF\xBD", "\"\xEF\xBF\xBD\"" },
};

static int
put_string(const void *ctx)
{
	struct np_out out;

	np_out_init(&out, STDOUT_FILENO, "child");
	np_json_string(&out, *(const struct np_span *)ctx);
	return np_out_close(&out, NULL) != NP_OK;
}

START_TEST(string)
{
	static struct heard heard;
	struct np_span text = span(strings[_i].text);

	listen_to(STDOUT_FILENO, put_string, &text, &heard);
	ck_assert_str_eq(heard.text, strings[_i].json);
}
END_TEST

/* A NUL, and long texts with something to escape at every place. */
START_TEST(places)
{
	static struct heard heard;
	char text[64];

	for (size_t at = 0; at < sizeof text; at++) {
		char json[128];

		memset(text, 'a', sizeof text);
		text[at] = '\0';
		snprintf(json, sizeof json, "\"%.*s\\u0000%.*s\"", (int)at, text,
		    (int)(sizeof text - at - 1), text + at + 1);
		struct np_span given = { text, sizeof text };
		listen_to(STDOUT_FILENO, put_string, &given, &heard);
		ck_assert_str_eq(heard.text, json);
	}
}
END_TEST

/* What is written of text, without its quotation marks, into json; answers how many bytes. */
static size_t
written(struct np_span text, char *json)
{
	struct np_out out;
	size_t len;

	np_out_hold(&out);
	np_json_string(&out, text);
	len = out.len - 2;
	memcpy(json, out.buf + 1, len);
	np_out_close(&out, NULL);
	return len;
}

/* A text is written alike by itself and amid a long one: short ones are looked at in another way. */
START_TEST(amid)
{
	enum { SHORT = 40, PAD = 50, ROOM = 2 * PAD + 6 * SHORT };
	static const char *const pieces[] = { "a", "\"", "\\", "\n", "\x1F", "\x7F", "\xC2\x85",
		"\xC2\xA0", "新", "“", "\xE2\x80\xA8", "\xE2\x80\xAA", "\xE2", "\xE2\x80", "\xFF",
		"\xED\xA0\x80", "😀" };
	uint64_t random = 1 + (uint64_t)_i;

	for (int round = 0; round < 500; round++) {
		char text[2 * PAD + SHORT], alone[ROOM], within[ROOM];
		size_t len = 0, most = below(&random, SHORT);

		memset(text, 'a', sizeof text);
		for (;;) {
			const char *piece = pieces[below(&random, (size_t)_i + 2)];

			if (len + strlen(piece) > most)
				break;
			memcpy(text + PAD + len, piece, strlen(piece));
			len += strlen(piece);
		}
		size_t here = written((struct np_span){ text + PAD, len }, alone);
		size_t there = written((struct np_span){ text, 2 * PAD + len }, within);

		ck_assert_uint_eq(there, 2 * PAD + here);
		ck_assert(memcmp(within + PAD, alone, here) == 0);
	}
}
END_TEST

static int
put_members(const void *ctx)
{
	struct np_out out;
	bool any = false;

	(void)ctx;
	np_out_init(&out, STDOUT_FILENO, "child");
	np_json_member(&out, &any, "a", span("x"));
	np_json_key(&out, &any, "b");
	np_out_number(&out, 1);
	np_json_member(&out, &any, "c", span(""));
	return np_out_close(&out, NULL) != NP_OK || !any;
}

START_TEST(members)
{
	static struct heard heard;

	listen_to(STDOUT_FILENO, put_members, NULL, &heard);
	ck_assert_int_eq(heard.status, 0);
	ck_assert_str_eq(heard.text, "\"a\":\"x\",\"b\":1,\"c\":\"\"");
}
END_TEST

/* ---- columns ---- */

START_TEST(by_name)
{
	struct np_columns columns;
	struct np_span bad;

	for (int i = 0; i < NP_COLUMNS; i++) {
		enum np_code code = np_columns_parse(&columns, np_column_name(i), &bad);

		ck_assert_int_eq(code, NP_OK);
		ck_assert_uint_eq(columns.count, 1);
		/* npcount's lines are another thing: the name is that of the article's place. */
		ck_assert_str_eq(np_column_name(columns.list[0]), np_column_name(i));
		ck_assert(columns.list[0] == i || columns.list[0] == NP_COLUMN_LINES);
		ck_assert_int_eq(columns.counts, columns.list[0] >= NP_COLUMN_COUNTS);
		ck_assert_int_eq(columns.facts,
		    columns.list[0] >= NP_COLUMN_FACTS && columns.list[0] < NP_COLUMN_COUNTS);
		np_columns_free(&columns);
	}
	ck_assert_int_eq(np_columns_parse(&columns, "page,han,reporter,page", &bad), NP_OK);
	ck_assert_uint_eq(columns.count, 4);
	ck_assert(columns.counts && columns.facts);
	ck_assert_uint_eq(columns.want, NP_COUNT_HAN);
	np_columns_free(&columns);
}
END_TEST

static const struct {
	const char *list, *bad;
} wrong[] = { { "", "" }, { "page,", "" }, { ",page", "" }, { "page,heading,x", "heading" },
	{ "Page", "Page" }, { "pag", "pag" } };

START_TEST(no_columns)
{
	struct np_columns columns;
	struct np_span bad;

	ck_assert_int_eq(np_columns_parse(&columns, wrong[_i].list, &bad), NP_ERR_UNKNOWN);
	ck_assert_uint_eq(bad.len, strlen(wrong[_i].bad));
	ck_assert_mem_eq(bad.ptr, wrong[_i].bad, bad.len);
	np_columns_free(&columns);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("json");
	TCase *tests = tcase_create("json");

	tcase_add_loop_test(tests, string, 0, SIZE(strings));
	tcase_add_test(tests, places);
	tcase_add_loop_test(tests, amid, 0, 16);
	tcase_add_test(tests, members);
	tcase_add_test(tests, by_name);
	tcase_add_loop_test(tests, no_columns, 0, SIZE(wrong));
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
