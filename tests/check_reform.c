/* check_reform.c - forms, widths and marks in pieces as in one; names of what can be asked for */
#include "help.h"

#include "reform.h"

static const struct reforming {
	const char *form, *width, *eol;
	bool punct;
	enum np_settle settle;
	const char *in, *out;
} cases[] = {
	{ "none", NULL, "keep", false, NP_SETTLE_NONE, "a\r\nb\xFF\n", "a\r\nb\xFF\n" },
	{ "nfc", NULL, "keep", false, NP_SETTLE_NONE,
	    "e\xCC\x81\ne\xCC\x81\xFF\xCC\x81 港e\xCC\x81", "é\né\xFF\xCC\x81 港é" },
	{ "nfd", NULL, "keep", false, NP_SETTLE_NONE, "é가", "e\xCC\x81\xE1\x84\x80\xE1\x85\xA1" },
	{ "nfkc", NULL, "keep", false, NP_SETTLE_NONE, "Ａ１㎡ﾊﾟ", "A1m2パ" },
	/* Canonical decompositions of Han for compatibility are changed by every form. */
	{ "nfc", NULL, "keep", false, NP_SETTLE_NONE, "\xEF\xA4\x80豈", "豈豈" },
	{ "none", "digits=half", "keep", false, NP_SETTLE_NONE, "２０年，Ａ", "20年，Ａ" },
	{ "none", "latin=full,space=full", "keep", false, NP_SETTLE_NONE, "a b1,￥", "ａ　ｂ1,￥" },
	{ "none", "punct=half", "keep", false, NP_SETTLE_NONE, "，。￥￡～", ",。¥£~" },
	{ "none", NULL, "lf", false, NP_SETTLE_NONE, "a\r\nb\rc\n\r\n", "a\nb\nc\n\n" },
	{ "none", NULL, "crlf", false, NP_SETTLE_NONE, "a\r\nb\rc\n", "a\r\nb\r\nc\r\n" },
	{ "none", NULL, "keep", true, NP_SETTLE_NONE, "港,塔;人:好?好!a,b 3:2(港)f(x)\n,\n港,\r\n",
	    "港，塔；人：好？好!a,b 3:2（港）f(x)\n,\n港，\r\n" },
	{ "none", NULL, "keep", true, NP_SETTLE_NONE, "港((塔)(塔", "港(（塔）(塔" },
	{ "none", NULL, "keep", false, NP_SETTLE_GB, "\xEE\x9E\x8D\xEE\x80\x80\xEE\x97\xA5x",
	    "\xEF\xB8\x90\xEE\x80\x80　x" },
	{ "none", NULL, "keep", false, NP_SETTLE_BIG5, "\xEE\x80\x80", "\xF0\xA0\x95\x87" },
	{ "nfkc", "digits=full", "crlf", true, NP_SETTLE_GB, "港１,\xEE\x97\xA5\n", "港１, \r\n" },
};

/* Changes text given in pieces of at most piece bytes, none cut inside a character. */
static size_t
change(const struct np_reform_opts *opts, const char *text, size_t len, size_t piece, char *made)
{
	struct np_reform *reform;
	struct np_error err;
	struct np_span out;
	size_t total = 0;
	ck_assert_int_eq(np_reform_open(&reform, opts, &err), NP_OK);
	for (size_t i = 0, n; i < len; i += n) {
		n = len - i < piece ? len - i : piece;
		while (i + n < len && ((unsigned char)text[i + n] & 0xC0) == 0x80)
			n++;
		ck_assert_int_eq(np_reform_text(reform, text + i, n, false, &out, &err), NP_OK);
		memcpy(made + total, out.ptr, out.len);
		total += out.len;
	}
	ck_assert_int_eq(np_reform_text(reform, NULL, 0, true, &out, &err), NP_OK);
	if (out.len > 0)
		memcpy(made + total, out.ptr, out.len);
	np_reform_close(reform);
	return total + out.len;
}

static struct np_reform_opts
options_of(const struct reforming *c)
{
	struct np_reform_opts opts = { .punct = c->punct, .settle = c->settle };
	ck_assert(np_reform_form(c->form, &opts.form));
	ck_assert(np_reform_eol(c->eol, &opts.eol));
	ck_assert(c->width == NULL || np_reform_width(c->width, opts.width));
	return opts;
}

START_TEST(changes)
{
	const struct reforming *c = &cases[_i];
	struct np_reform_opts opts = options_of(c);
	char made[512];
	ck_assert(np_reform_idle(&opts) == (_i == 0));
	for (size_t piece = 1; piece < 9; piece++) {
		size_t len = change(&opts, c->in, strlen(c->in), piece, made);
		made[len] = '\0';
		ck_assert_str_eq(made, c->out);
	}
}
END_TEST

/* A line too long to be held is cut, and nothing of it lost. */
START_TEST(long_line)
{
	struct np_reform_opts opts = { .form = NP_FORM_NFC };
	size_t len = 0, most = 3 << 20;
	char *text = malloc(most), *made = malloc(most);
	while (len + 16 < most) {
		memcpy(text + len, "港e\xCC\x81", 6);
		len += 6;
	}
	size_t got = change(&opts, text, len, 100000, made);
	ck_assert_uint_eq(got, len / 6 * 5);
	for (size_t i = 0; i < got; i += 5)
		ck_assert_mem_eq(made + i, "港é", 5);
	free(text);
	free(made);
}
END_TEST

/* Marks of two classes, put in order behind the letter that the first of them joins. */
START_TEST(many_marks)
{
	enum { MARKS = 20 };
	struct np_reform_opts opts = { .form = NP_FORM_NFC };
	char text[MARKS * 4 + 2] = "a", wanted[MARKS * 4 + 2] = "á", made[MARKS * 4 + 2];
	for (int i = 0; i < MARKS; i++)
		strcat(text, "\u0301\u0316");
	for (int i = 0; i < MARKS; i++)
		strcat(wanted, "\u0316");
	for (int i = 1; i < MARKS; i++)
		strcat(wanted, "\u0301");
	size_t len = change(&opts, text, strlen(text), strlen(text), made);
	made[len] = '\0';
	ck_assert_str_eq(made, wanted);
}
END_TEST

/* A megabyte of them would take minutes if time grew with their square. */
START_TEST(endless_marks)
{
	struct np_reform_opts opts = { .form = NP_FORM_NFD };
	size_t most = 1 << 20;
	char *text = malloc(most), *made = malloc(most);
	for (size_t i = 0; i < most; i += 2)
		memcpy(text + i, i / 2 % 65536 < 32768 ? "\u0301" : "\u0316", 2);
	ck_assert_uint_eq(change(&opts, text, most, 65536, made), most);
	free(text);
	free(made);
}
END_TEST

START_TEST(names)
{
	enum np_width width[NP_WIDTH_CLASSES];
	enum np_form form;
	enum np_eol eol;
	ck_assert(!np_reform_form("", &form) && !np_reform_form("NFC", &form));
	ck_assert(!np_reform_eol("unix", &eol));
	ck_assert(!np_reform_width("", width) && !np_reform_width("digits", width));
	ck_assert(!np_reform_width("digits=", width) && !np_reform_width("digits=half,", width));
	ck_assert(!np_reform_width("digits=wide", width) && !np_reform_width("=half", width));
	ck_assert(np_reform_width("digits=half,latin=keep", width));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("reform");
	TCase *tc = tcase_create("reform");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, changes, 0, sizeof cases / sizeof cases[0]);
	tcase_add_test(tc, long_line);
	tcase_add_test(tc, many_marks);
	tcase_add_test(tc, endless_marks);
	tcase_add_test(tc, names);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
