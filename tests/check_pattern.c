/* check_pattern.c - tests of pattern: what is found, what is no pattern, bytes that are no UTF-8 */
#include "help.h"
#include "pattern.h"

static const struct {
	const char *pattern;
	bool fold_case;
	const char *text;
	bool found;
} cases[] = {
	/* words without an operator */
	{ "灯塔", false, "旧灯塔", true },
	{ "灯塔", false, "灯", false },
	{ "灯塔", false, "", false },
	{ "灯塔", false, "塔灯", false },
	{ "塔塔", false, "灯塔灯塔塔", true },
	{ "a", false, "ba", true },
	{ "aab", false, "aaab", true },
	{ "]}#-, ", false, "x]}#-, y", true },
	{ "", false, "", true },
	{ "", false, "x", true },
	/* the last byte alone is no match: 塔 and 增 end alike in some encodings, not here */
	{ "\xE5\xA1\x94", false, "\xE5\xA2\x94", false },
	/* bytes that are no UTF-8 around a word, and at its place */
	{ "灯", false, "\xE7\xE7\x81\xAF\xFF", true },
	{ "灯", false, "\xE7\x81", false },
	{ "^灯", false, "\xE7灯", false },
	{ "灯.", false, "灯\xFF", false },
	{ "灯.", false, "\xFF灯塔\xE7", true },
	{ "^.*$", false, "\xFF", false },
	{ "灯.塔", false, "灯\xFF塔", false },
	{ "\\x{FFFD}", false, "\xFF", false },
	{ "\\x{FFFD}", false, "\xEF\xBF\xBD", true },
	/* characters, not bytes */
	{ "^..$", false, "灯塔", true },
	{ "[灯火]塔", false, "火塔", true },
	{ "^\\w\\d\\s$", false, "灯０　", true },
	{ "灯|塔", false, "塔", true },
	/* case, by Unicode; where there is none, bytes are searched */
	{ "tom", true, "ToM", true },
	{ "tom", false, "ToM", false },
	{ "ｔ", true, "Ｔ", true },
	{ "σ", true, "ς", true },
	{ "ⓐ", true, "Ⓐ", true },
	{ "灯，1 ", true, "灯，1 ", true },
	{ "K", true, "\xE2\x84\xAA", true }, /* KELVIN SIGN */
	{ "a\xFF", false, NULL, false },     /* these are none */
	{ "(", false, NULL, false },
	{ "\\C", false, NULL, false },
};

START_TEST(find)
{
	struct np_pattern *pattern;
	struct np_error err;
	bool found = !cases[_i].found;
	enum np_code code =
	    np_pattern_open(&pattern, span(cases[_i].pattern), cases[_i].fold_case, &err);

	if (cases[_i].text == NULL) {
		ck_assert_int_eq(code, NP_ERR_SYNTAX);
		ck_assert_uint_ge(err.byte, 1);
		ck_assert_uint_le(err.byte, strlen(cases[_i].pattern) + 1);
		ck_assert_uint_gt(strlen(err.msg), 0);
	} else {
		ck_assert_int_eq(code, NP_OK);
		ck_assert_int_eq(
		    np_pattern_find(pattern, span(cases[_i].text), &found, &err), NP_OK);
		ck_assert_int_eq(found, cases[_i].found);
	}
	np_pattern_close(pattern);
}
END_TEST

/* A pattern that is tried in very many ways: the answer is not known, and that is told. */
START_TEST(gives_up)
{
	char text[80];
	struct np_pattern *pattern;
	struct np_error err;
	bool found = true;

	memset(text, 'a', sizeof text);
	text[sizeof text - 1] = 'b';
	ck_assert_int_eq(np_pattern_open(&pattern, span("^(a+)+$"), false, &err), NP_OK);
	ck_assert_int_eq(
	    np_pattern_find(pattern, (struct np_span){ text, sizeof text }, &found, &err),
	    NP_ERR_TOOBIG);
	ck_assert(!found);
	/* It goes on with the next. */
	ck_assert_int_eq(np_pattern_find(pattern, span("aa"), &found, &err), NP_OK);
	ck_assert(found);
	np_pattern_close(pattern);
}
END_TEST

/* More to remember than the machine code's own stack holds. */
START_TEST(deep)
{
	const size_t len = 300000;
	char *text = malloc(len);
	struct np_pattern *pattern;
	struct np_error err;
	bool found = false;

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', len);
	text[len - 1] = 'b';
	ck_assert_int_eq(np_pattern_open(&pattern, span("^(?:a|aa)+b$"), false, &err), NP_OK);
	ck_assert_int_eq(
	    np_pattern_find(pattern, (struct np_span){ text, len }, &found, &err), NP_OK);
	ck_assert(found);
	np_pattern_close(pattern);
	free(text);
}
END_TEST

/* Words without an operator are found where a regular expression finds them, in any bytes. */
START_TEST(literal_is_pattern)
{
	static const char *const bits[] = { "\xE7", "\x81", "\xAF", "灯", "塔", "a", "\xFF",
		"\xF0\x9F", "\x98\x80", "😀" };
	static const char *const words[] = { "灯", "灯塔", "a灯", "😀", "灯a", "aa" };
	uint64_t state = 7;

	for (int round = 0; round < 20000; round++) {
		const char *word = words[below(&state, SIZE(words))];
		char text[64] = "", regex[32];
		struct np_pattern *plain, *pattern;
		struct np_error err;
		bool by_bytes, by_regex;

		for (size_t n = below(&state, 12); n > 0; n--)
			strcat(text, bits[below(&state, SIZE(bits))]);
		snprintf(regex, sizeof regex, "(?:%s)", word);
		ck_assert_int_eq(np_pattern_open(&plain, span(word), false, &err), NP_OK);
		ck_assert_int_eq(np_pattern_open(&pattern, span(regex), false, &err), NP_OK);
		np_pattern_find(plain, span(text), &by_bytes, &err);
		np_pattern_find(pattern, span(text), &by_regex, &err);
		ck_assert_msg(by_bytes == by_regex, "%s in %s", word, text);
		np_pattern_close(plain);
		np_pattern_close(pattern);
	}
	np_pattern_close(NULL);
}
END_TEST

/* Up to what is answered no text matches, whatever the escapes; and a text that matches is never passed. */
static const struct {
	const char *pattern, *bytes;
	bool fold_case;
	size_t at;
} seeks[] = {
	{ "记者", "p\t1\t1\tbody\t本报记者\n", false, 17 },
	{ "记者", "记记记者", false, 6 },
	{ "记者", "无", false, 3 },
	{ "今.*记者", "今天\n记者", false, 7 },
	{ "今年?记+者", "者记者今", false, 9 },
	{ "^abc$", "xx abc", false, 3 },
	{ "ab*cde", "acdexcde", false, 1 },
	{ "", "x", false, 0 },
	{ ".", "x", false, 0 },
	{ "(记者)", "x", false, 0 },
	{ "记者|通讯员", "x", false, 0 },
	{ "a\\tb", "x", false, 0 },
	{ "[记]者", "x", false, 0 },
	{ "记{2}", "x", false, 0 },
	{ "abc", "x", true, 0 },
	{ "a记b", "xx记", true, 2 },
};

START_TEST(seek)
{
	struct np_span text = { seeks[_i].pattern, strlen(seeks[_i].pattern) };
	struct np_span bytes = { seeks[_i].bytes, strlen(seeks[_i].bytes) };
	struct np_pattern *pattern;

	ck_assert_int_eq(np_pattern_open(&pattern, text, seeks[_i].fold_case, NULL), NP_OK);
	ck_assert_uint_eq(np_pattern_seek(pattern, bytes), seeks[_i].at);
	np_pattern_close(pattern);
}
END_TEST

/* Anywhere in bytes of every length, beside what looks much like it. */
START_TEST(seek_far)
{
	static const char needle[] = "记者";
	const size_t len = sizeof needle - 1;
	struct np_pattern *pattern;

	ck_assert_int_eq(
	    np_pattern_open(&pattern, (struct np_span){ needle, len }, false, NULL), NP_OK);
	for (size_t size = len; size < 200; size++) {
		char *bytes = malloc(size);

		for (size_t at = 0; at + len <= size; at++) {
			/* Both bytes that are sought, but not the rest. */
			memset(bytes, needle[len - 1], size);
			memcpy(bytes + at, needle, len);
			ck_assert_uint_eq(
			    np_pattern_seek(pattern, (struct np_span){ bytes, size }), at);
			ck_assert_uint_eq(
			    np_pattern_seek(pattern, (struct np_span){ bytes, at + len - 1 }),
			    at + len - 1);
		}
		free(bytes);
	}
	np_pattern_close(pattern);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pattern");
	TCase *tests = tcase_create("pattern");

	tcase_add_loop_test(tests, find, 0, SIZE(cases));
	tcase_add_loop_test(tests, seek, 0, SIZE(seeks));
	tcase_add_test(tests, seek_far);
	tcase_add_test(tests, gives_up);
	tcase_add_test(tests, deep);
	tcase_add_test(tests, literal_is_pattern);
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
