/* check_chart.c - tests of chart */
#include "help.h"

#include "chart.h"

START_TEST(columns)
{
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	unsetenv("COLUMNS");
	ck_assert_uint_eq(np_chart_columns(fds[1]), 80);
	setenv("COLUMNS", "132", 1);
	ck_assert_uint_eq(np_chart_columns(fds[1]), 132);
	setenv("COLUMNS", "0", 1);
	ck_assert_uint_eq(np_chart_columns(fds[1]), 80);
	setenv("COLUMNS", "99999999999", 1);
	ck_assert_uint_eq(np_chart_columns(fds[1]), 80);
	setenv("COLUMNS", "wide", 1);
	ck_assert_uint_eq(np_chart_columns(fds[1]), 80);
	close(fds[0]);
	close(fds[1]);
}
END_TEST

static const struct {
	const char *text;
	size_t width;
} widths[] = { { "", 0 }, { "a晚", 3 }, { "e\u0301", 1 }, { "“ｱ", 3 }, { "\xFF\xE6\x99", 2 } };

START_TEST(width)
{
	const char *text = widths[_i].text;

	ck_assert_uint_eq(np_chart_width((struct np_span){ text, strlen(text) }), widths[_i].width);
}
END_TEST

static const struct {
	uint64_t value, most;
	unsigned room;
	bool color;
	const char *bar;
} bars[] = {
	{ 0, 5, 10, false, "" },
	{ 5, 5, 3, false, "███" },
	{ 1, 2, 3, false, "█▌" },
	{ 1, 16, 2, false, "▏" },
	{ 7, 8, 1, false, "▉" },
	{ UINT64_MAX, UINT64_MAX, 2, false, "██" },
	{ 1, 1, 1, true, "\x1B[36m█\x1B[0m" },
};

START_TEST(bar)
{
	struct np_out out;
	char got[256];
	ssize_t len;
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	np_out_init(&out, fds[1], "pipe");
	np_chart_bar(&out, bars[_i].value, bars[_i].most, bars[_i].room, bars[_i].color);
	ck_assert_int_eq(np_out_close(&out, NULL), NP_OK);
	close(fds[1]);
	len = read(fds[0], got, sizeof got - 1);
	close(fds[0]);
	ck_assert_int_ge(len, 0);
	got[len] = '\0';
	ck_assert_str_eq(got, bars[_i].bar);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("chart");
	TCase *tcase = tcase_create("chart");

	tcase_add_test(tcase, columns);
	tcase_add_loop_test(tcase, width, 0, sizeof widths / sizeof *widths);
	tcase_add_loop_test(tcase, bar, 0, sizeof bars / sizeof *bars);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
