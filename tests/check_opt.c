/* check_opt - shared options: sizes, values, what --help and --version do */
#include <float.h>

#include "help.h"

#include "diag.h"
#include "opt_choice.h"
#include "opt_label.h"

static const struct {
	const char *text;
	bool good;
	size_t want;
} sizes[] = {
	{ "0", true, 0 },
	{ "1", true, 1 },
	{ "007", true, 7 },
	{ "64M", true, (size_t)64 << 20 },
	{ "2k", true, 2048 },
	{ "2K", true, 2048 },
	{ "3G", true, (size_t)3 << 30 },
	{ "", false, 0 },
	{ "M", false, 0 },
	{ "-1", false, 0 },
	{ "+1", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "1m", false, 0 },
	{ "1MB", false, 0 },
	{ "1kk", false, 0 },
	{ "1.5M", false, 0 },
	{ "0x10", false, 0 },
	{ "99999999999999999999", false, 0 },
	{ "99999999999999G", false, 0 },
};

START_TEST(test_size)
{
	size_t size = 77;
	ck_assert_int_eq(np_opt_size(sizes[_i].text, &size), sizes[_i].good);
	ck_assert_uint_eq(size, sizes[_i].good ? sizes[_i].want : 77);
}
END_TEST

START_TEST(test_largest)
{
	char text[32];
	size_t size;
	snprintf(text, sizeof text, "%zu", SIZE_MAX);
	ck_assert(np_opt_size(text, &size));
	ck_assert_uint_eq(size, SIZE_MAX);
	++text[strlen(text) - 1];
	ck_assert(!np_opt_size(text, &size));
	snprintf(text, sizeof text, "%zuk", SIZE_MAX >> 10);
	ck_assert(np_opt_size(text, &size));
	snprintf(text, sizeof text, "%zuk", (SIZE_MAX >> 10) + 1);
	ck_assert(!np_opt_size(text, &size));
}
END_TEST

/* A fault of an option: what stands on standard error. */
static const struct {
	const char *word, *told;
} faults[] = {
	{ "--foo", "--foo: no such option" },
	{ "--foo=bar", "--foo: no such option" },
	{ "--na", "--na: several options begin so" },
	{ "--na=x", "--na: several options begin so" },
	{ "--name", "--name: give an argument" },
	{ "--header=x", "--header: takes no argument" },
	{ "--narrow=", "--narrow: takes no argument" },
	{ "-e", "-e: give an argument" },
	{ "-He", "-e: give an argument" },
	{ "-x", "-x: no such option" },
	{ "-Hx", "-x: no such option" },
	{ "-\xE6\xB0\xB4", "-\\xE6: no such option" },
	{ "-\x1B", "-\\x1B: no such option" },
	{ "--\x1B[m\x9B", "--\\x1B[m\\x9B: no such option" },
};

/* Takes options until one is at fault; the status is what the program ends with. */
static int
take_options(const void *ctx)
{
	static const struct option longs[] = { { "header", no_argument, NULL, 'H' },
		{ "name", required_argument, NULL, NP_OPT_NAME },
		{ "narrow", no_argument, NULL, NP_OPT_TOOL }, { NULL, 0, NULL, 0 } };
	char tool[] = "npx", file[] = "file", word[32];
	char *argv[] = { tool, file, word, NULL };
	int opt;

	snprintf(word, sizeof word, "%s", *(const char *const *)ctx);
	np_diag_init(tool);
	do
		opt = np_opt_next(3, argv, "e:H", longs, "npx [-H]", "");
	while (opt == 'H');
	return 99;
}

START_TEST(test_fault)
{
	struct heard heard = { .len = 0 };
	char wanted[80];

	snprintf(wanted, sizeof wanted, "npx: %s\nusage: npx [-H]\n", faults[_i].told);
	listen_to(2, take_options, &faults[_i].word, &heard);
	ck_assert_str_eq(heard.text, wanted);
	ck_assert_int_eq(heard.status, NP_USAGE);
}
END_TEST

START_TEST(test_take)
{
	struct np_opt_label opts;
	np_opt_label_init(&opts);
	ck_assert_str_eq(opts.encoding, "utf-8");
	ck_assert_ptr_null(opts.model);
	ck_assert_ptr_null(opts.rules);
	ck_assert_ptr_null(opts.name);
	ck_assert_ptr_null(opts.files0);
	ck_assert_int_eq(opts.from, NP_FROM_AUTO);
	ck_assert_uint_eq(opts.max_page, (size_t)64 << 20);
	ck_assert(np_opt_label_take(&opts, 'e', "gbk"));
	ck_assert_uint_eq(opts.jobs, 1);
	ck_assert(np_opt_label_take(&opts, 'j', "3"));
	ck_assert_uint_eq(opts.jobs, 3);
	ck_assert(np_opt_label_take(&opts, 'm', "a.model"));
	ck_assert(np_opt_label_take(&opts, 'R', "a.rules"));
	ck_assert(np_opt_label_take(&opts, '0', "-"));
	ck_assert(np_opt_label_take(&opts, NP_OPT_NAME, "p"));
	ck_assert(np_opt_label_take(&opts, NP_OPT_MAX_PAGE, "1M"));
	ck_assert_str_eq(opts.encoding, "gbk");
	ck_assert_str_eq(opts.model, "a.model");
	ck_assert_str_eq(opts.rules, "a.rules");
	ck_assert_str_eq(opts.files0, "-");
	ck_assert_str_eq(opts.name, "p");
	ck_assert_uint_eq(opts.max_page, 1 << 20);
	ck_assert(np_opt_label_take(&opts, NP_OPT_FROM, "md"));
	ck_assert_int_eq(opts.from, NP_FROM_MD);
	ck_assert(np_opt_label_take(&opts, NP_OPT_FROM, "text"));
	ck_assert_int_eq(opts.from, NP_FROM_TEXT);
	ck_assert(np_opt_label_take(&opts, NP_OPT_FROM, "auto"));
	ck_assert_int_eq(opts.from, NP_FROM_AUTO);
	/* Another's. */
	ck_assert(!np_opt_label_take(&opts, 'x', "1"));
	ck_assert(!np_opt_label_take(&opts, NP_OPT_TOOL, "1"));
	ck_assert_int_eq(np_diag_status(), NP_CLEAN);
}
END_TEST

START_TEST(test_choice)
{
	struct np_choice_opts opts = { .max_page = 7 };
	ck_assert(np_choice_opts_take(&opts, '0', "list"));
	ck_assert(np_choice_opts_take(&opts, 'a', "1,3-5"));
	ck_assert(np_choice_opts_take(&opts, NP_OPT_MAX_PAGE, "2k"));
	ck_assert_str_eq(opts.files0, "list");
	ck_assert_str_eq(opts.articles, "1,3-5");
	ck_assert_uint_eq(opts.max_page, 2048);
	/* Another's. */
	ck_assert(!np_choice_opts_take(&opts, 'x', "1"));
	ck_assert(!np_choice_opts_take(&opts, NP_OPT_TOOL, "1"));
	ck_assert_int_eq(np_diag_status(), NP_CLEAN);
}
END_TEST

static int
take_bad(const void *ctx)
{
	static const struct {
		int opt;
		const char *arg;
	} bad[] = { { NP_OPT_FROM, "html" }, { NP_OPT_FROM, "" }, { NP_OPT_FROM, "MD" },
		{ NP_OPT_MAX_PAGE, "0" }, { NP_OPT_MAX_PAGE, "big" } };
	struct np_opt_label opts;
	(void)ctx;
	np_diag_init("npx");
	np_opt_label_init(&opts);
	for (size_t i = 0; i < SIZE(bad); i++) {
		if (np_opt_label_take(&opts, bad[i].opt, bad[i].arg))
			return 99;
	}
	return (int)np_diag_status();
}

START_TEST(test_take_bad)
{
	struct heard heard;
	listen_to(2, take_bad, NULL, &heard);
	ck_assert_str_eq(heard.text, "npx: --from=html: give auto, text or md\n"
				     "npx: --from=: give auto, text or md\n"
				     "npx: --from=MD: give auto, text or md\n"
				     "npx: --max-page=0: give a size such as 64M\n"
				     "npx: --max-page=big: give a size such as 64M\n");
	ck_assert_int_eq(heard.status, NP_USAGE);
}
END_TEST

static const struct np_opt_number numbers[] = {
	{ 'r', "rate", "a number above 0, less than 1", false, DBL_MIN, 1 },
	{ 'n', "passes", "a whole number from 2 to 9", true, 2, 10 },
};

START_TEST(test_number)
{
	double value;
	ck_assert(np_opt_number(numbers, 'n', "2", &value));
	ck_assert_double_eq(value, 2);
	ck_assert(np_opt_number(numbers, 'n', "9.0", &value));
	ck_assert_double_eq(value, 9);
	ck_assert(np_opt_number(numbers, 'r', ".25", &value));
	ck_assert_double_eq(value, .25);
	ck_assert(np_opt_number(numbers, 'r', "1e-3", &value));
	ck_assert_double_eq(value, .001);
	ck_assert_int_eq(np_diag_status(), NP_CLEAN);
}
END_TEST

static const struct {
	int opt;
	const char *arg;
} bad_numbers[] = { { 'r', "" }, { 'r', "0" }, { 'r', "1" }, { 'r', "-.5" }, { 'r', "+.5" },
	{ 'r', " .5" }, { 'r', ".5 " }, { 'r', "0x.8" }, { 'r', "nan" }, { 'r', "." }, { 'n', "1" },
	{ 'n', "10" }, { 'n', "2.5" }, { 'n', "1e999" }, { 'n', "two" } };

static int
take_bad_number(const void *ctx)
{
	const int *which = ctx;
	double value;
	np_diag_init("npx");
	if (np_opt_number(numbers, bad_numbers[*which].opt, bad_numbers[*which].arg, &value))
		return 99;
	return (int)np_diag_status();
}

START_TEST(test_bad_number)
{
	struct heard heard;
	char wanted[80];
	const struct np_opt_number *number = &numbers[bad_numbers[_i].opt == 'n'];
	snprintf(wanted, sizeof wanted, "npx: --%s=%s: give %s\n", number->name,
	    bad_numbers[_i].arg, number->wants);
	listen_to(2, take_bad_number, &_i, &heard);
	ck_assert_str_eq(heard.text, wanted);
	ck_assert_int_eq(heard.status, NP_USAGE);
}
END_TEST

/* What --help and --version print, and a bad name of a list; the program ends there. */
static int
ask(const void *ctx)
{
	static const struct option longs[] = { NP_OPT_COMMON, { NULL, 0, NULL, 0 } };
	char tool[] = "npx", word[32];
	char *argv[] = { tool, word, NULL };

	snprintf(word, sizeof word, "%s", (const char *)ctx);
	np_diag_init(tool);
	np_opt_next(2, argv, "", longs, "npx [FILE ...]", "  -x  this\n");
	np_opt_bad_name("-r", (struct np_span){ "bylines,body", 7 }, "no such role");
	np_opt_usage("npx [FILE ...]");
	return 99;
}

START_TEST(test_answers)
{
	struct heard heard = { .len = 0 };
	listen_to(1, ask, "--help", &heard);
	ck_assert_str_eq(heard.text, "usage: npx [FILE ...]\n\n  -x  this\n");
	ck_assert_int_eq(heard.status, NP_CLEAN);
	listen_to(1, ask, "--version", &heard);
	ck_assert_mem_eq(heard.text, "npx (newsprint) ", 16);
	ck_assert_ptr_nonnull(strstr(heard.text, "\nUnicode "));
	ck_assert_int_eq(heard.status, NP_CLEAN);
	listen_to(2, ask, "file", &heard);
	ck_assert_str_eq(heard.text, "npx: -r bylines: no such role\nusage: npx [FILE ...]\n");
	ck_assert_int_eq(heard.status, NP_USAGE);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("opt");
	TCase *tc = tcase_create("opt");

	tcase_add_loop_test(tc, test_size, 0, (int)SIZE(sizes));
	tcase_add_test(tc, test_largest);
	tcase_add_loop_test(tc, test_fault, 0, (int)SIZE(faults));
	tcase_add_test(tc, test_take);
	tcase_add_test(tc, test_choice);
	tcase_add_test(tc, test_take_bad);
	tcase_add_test(tc, test_number);
	tcase_add_loop_test(tc, test_bad_number, 0, (int)SIZE(bad_numbers));
	tcase_add_test(tc, test_answers);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
