/* check_escape.c - escapes made, found whole, cut and malformed, and undone */
#include "help.h"

#include "escape.h"

START_TEST(made)
{
	char buf[64];
	size_t len = np_escape_bytes(buf, "\x00\x7F\xFF", 3);
	ck_assert_mem_eq(buf, "\\x00\\x7F\\xFF", len);
	ck_assert_uint_eq(len, 3 * NP_ESCAPE_BYTE_LEN);
	static const struct {
		uint32_t cp;
		const char *text;
	} chars[] = { { 0, "\\u{0}" }, { 0xF, "\\u{F}" }, { 0x10, "\\u{10}" },
		{ 0x4E2D, "\\u{4E2D}" }, { 0xE000, "\\u{E000}" }, { 0x10FFFF, "\\u{10FFFF}" } };
	for (size_t i = 0; i < sizeof chars / sizeof *chars; i++) {
		len = np_escape_char(buf, chars[i].cp);
		ck_assert_uint_eq(len, strlen(chars[i].text));
		ck_assert_mem_eq(buf, chars[i].text, len);
	}
	len = np_escape_text(buf, "a\\\\b\\", 5);
	ck_assert_uint_eq(len, 8);
	ck_assert_mem_eq(buf, "a\\\\\\\\b\\\\", len);
}
END_TEST

static const struct found {
	const char *text;
	enum np_escape what;
	size_t used;
	uint32_t value;
} finds[] = {
	{ "\\", NP_ESCAPE_CUT, 0, 0 },
	{ "\\\\x", NP_ESCAPE_CHAR, 2, '\\' },
	{ "\\x", NP_ESCAPE_CUT, 0, 0 },
	{ "\\xA", NP_ESCAPE_CUT, 0, 0 },
	{ "\\xAb1", NP_ESCAPE_BYTE, 4, 0xAB },
	{ "\\xG1", NP_ESCAPE_NONE, 0, 0 },
	{ "\\x1G", NP_ESCAPE_NONE, 0, 0 },
	{ "\\u", NP_ESCAPE_CUT, 0, 0 },
	{ "\\uE", NP_ESCAPE_NONE, 0, 0 },
	{ "\\u{", NP_ESCAPE_CUT, 0, 0 },
	{ "\\u{}", NP_ESCAPE_NONE, 0, 0 },
	{ "\\u{4e2D", NP_ESCAPE_CUT, 0, 0 },
	{ "\\u{4e2D}}", NP_ESCAPE_CHAR, 8, 0x4E2D },
	{ "\\u{10FFFF}", NP_ESCAPE_CHAR, 10, 0x10FFFF },
	{ "\\u{110000}", NP_ESCAPE_NONE, 0, 0 },
	{ "\\u{D800}", NP_ESCAPE_NONE, 0, 0 },
	{ "\\u{0000041}", NP_ESCAPE_NONE, 0, 0 }, /* longer than any that is made */
	{ "\\u{4 }", NP_ESCAPE_NONE, 0, 0 },
	{ "\\q", NP_ESCAPE_NONE, 0, 0 },
};

START_TEST(found)
{
	const struct found *f = &finds[_i];
	size_t used = 0;
	uint32_t value;
	ck_assert_int_eq(np_escape_find(f->text, strlen(f->text), &used, &value), f->what);
	if (f->what != NP_ESCAPE_BYTE && f->what != NP_ESCAPE_CHAR)
		return;
	ck_assert_uint_eq(used, f->used);
	ck_assert_uint_eq(value, f->value);
	/* Cut anywhere it may still become one. */
	for (size_t cut = 1; cut < f->used; cut++)
		ck_assert_int_eq(np_escape_find(f->text, cut, &used, &value), NP_ESCAPE_CUT);
}
END_TEST

/* Every byte and characters of all lengths come back. */
START_TEST(undone)
{
	char buf[NP_ESCAPE_MOST], byte;
	size_t used;
	uint32_t value;
	for (int i = 0; i < 256; i++) {
		byte = (char)i;
		size_t len = np_escape_bytes(buf, &byte, 1);
		ck_assert_int_eq(np_escape_find(buf, len, &used, &value), NP_ESCAPE_BYTE);
		ck_assert_uint_eq(used, len);
		ck_assert_uint_eq(value, (unsigned)i);
	}
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 0x11) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		size_t len = np_escape_char(buf, cp);
		ck_assert_uint_le(len, NP_ESCAPE_MOST);
		ck_assert_int_eq(np_escape_find(buf, len, &used, &value), NP_ESCAPE_CHAR);
		ck_assert_uint_eq(used, len);
		ck_assert_uint_eq(value, cp);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("escape");
	TCase *tcase = tcase_create("escape");

	tcase_add_test(tcase, made);
	tcase_add_loop_test(tcase, found, 0, SIZE(finds));
	tcase_add_test(tcase, undone);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
