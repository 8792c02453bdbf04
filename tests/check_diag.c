/* check_diag - message lines, their escapes and number, the worst exit status */
#include "help.h"

#include <fcntl.h>
#include <signal.h>

#include "diag.h"

/* ---- lines ---- */

static const struct {
	const char *name;
	uint64_t line;
	const char *message, *want;
} said[] = {
	{ "page.txt", 12, "invalid", "npx: page.txt:12: invalid\n" },
	{ "page.txt", 0, "invalid", "npx: page.txt: invalid\n" },
	{ NULL, 0, "no memory", "npx: no memory\n" },
	{ NULL, 7, "no memory", "npx: no memory\n" },
	{ "p", UINT64_MAX, "x", "npx: p:18446744073709551615: x\n" },
	{ "a\nb\x1b[31mc", 1, "d\te\x7f", "npx: a\\x0Ab\\x1B[31mc:1: d\\x09e\\x7F\n" },
	{ "\xC2\x9B"
	  "1m",
	    1, "é版", "npx: \\xC2\\x9B1m:1: é版\n" },
	{ "晨报.txt", 3, "100 %", "npx: 晨报.txt:3: 100 %\n" },
};

static int
say_one(const void *ctx)
{
	size_t i = *(const size_t *)ctx;
	np_diag_init("/usr/bin/npx");
	np_diag_say(NP_FAULTY, said[i].name, said[i].line, "%s", said[i].message);
	return (int)np_diag_status();
}

START_TEST(test_line)
{
	struct heard heard;
	size_t i = (size_t)_i;

	listen_to(2, say_one, &i, &heard);
	ck_assert_str_eq(heard.text, said[i].want);
	ck_assert_int_eq(heard.status, NP_FAULTY);
}
END_TEST

static int
say_long(const void *ctx)
{
	static char name[20000], message[20000];
	(void)ctx;
	memset(name, 'n', sizeof name - 1);
	memset(message, 'm', sizeof message - 1);
	np_diag_init("npx");
	np_diag_say(NP_CLEAN, name, 5, "%s", message);
	memset(message, '\x01', sizeof message - 1);
	np_diag_say(NP_CLEAN, name, 5, "%s", message);
	return (int)np_diag_status();
}

/* What is too long is cut, the line stays one line and says where it is. */
START_TEST(test_long)
{
	struct heard heard;

	listen_to(2, say_long, NULL, &heard);
	ck_assert_uint_le(heard.len, 2 * 8192);
	ck_assert_ptr_nonnull(strstr(heard.text, "n:5: mmm"));
	ck_assert_ptr_nonnull(strstr(heard.text, "n:5: \\x01\\x01"));
	const char *feed = strchr(heard.text, '\n');
	ck_assert_ptr_nonnull(feed);
	ck_assert_ptr_eq(strchr(feed + 1, '\n'), heard.text + heard.len - 1);
}
END_TEST

/* ---- the worst status ---- */

START_TEST(test_status)
{
	ck_assert_int_eq(np_diag_status(), NP_CLEAN);
	np_diag_raise(NP_FAULTY);
	np_diag_raise(NP_CLEAN);
	ck_assert_int_eq(np_diag_status(), NP_FAULTY);
	np_diag_raise(NP_BROKEN);
	np_diag_raise(NP_USAGE);
	ck_assert_int_eq(np_diag_status(), NP_BROKEN);
}
END_TEST

/* ---- at most ten a file ---- */

static int
say_many(const void *ctx)
{
	int n = *(const int *)ctx;
	np_diag_init("npx");
	np_diag_file_begin("a");
	for (int i = 1; i <= n; i++)
		np_diag_say(NP_FAULTY, "a", (uint64_t)i, "bad");
	np_diag_file_end();
	np_diag_file_begin("b");
	np_diag_say(NP_FAULTY, "b", 1, "bad");
	np_diag_file_end();
	for (int i = 1; i <= 12; i++)
		np_diag_say(NP_CLEAN, NULL, 0, "free");
	return (int)np_diag_status();
}

static size_t
count_of(const char *text, const char *word)
{
	size_t n = 0;
	for (; (text = strstr(text, word)) != NULL; text++)
		n++;
	return n;
}

START_TEST(test_ten)
{
	static const int numbers[] = { 0, 9, 10, 11, 250 };
	struct heard heard;
	char rest[64];
	int n = numbers[_i];

	listen_to(2, say_many, &n, &heard);
	ck_assert_uint_eq(count_of(heard.text, "npx: a:"), n > 10 ? 11 : (size_t)n);
	snprintf(rest, sizeof rest, "npx: a: and %d more of the like\n", n - 10);
	ck_assert_int_eq(strstr(heard.text, rest) != NULL, n > 10);
	ck_assert_uint_eq(count_of(heard.text, " more of the like\n"), n > 10);
	ck_assert_uint_eq(count_of(heard.text, "npx: b:1: bad\n"), 1);
	ck_assert_uint_eq(count_of(heard.text, "npx: free\n"), 12);
	ck_assert_int_eq(heard.status, NP_FAULTY);
}
END_TEST

/* ---- errors of the library ---- */

static int
say_errors(const void *ctx)
{
	struct np_error err;
	(void)ctx;
	np_diag_init("npx");
	np_fail(&err, NP_ERR_OPEN, ENOENT, "cannot open");
	np_diag_error(NP_CLEAN, "f", &err);
	np_fail(&err, NP_ERR_SYNTAX, 0, "no block");
	err.line = 4;
	np_diag_error(NP_CLEAN, "f", &err);
	np_fail(&err, NP_ERR_SYNTAX, 0, NULL);
	np_diag_error(NP_CLEAN, NULL, &err);
	np_fail(&err, NP_ERR_WRITE, EPIPE, "cannot write");
	np_diag_error(NP_BROKEN, "standard output", &err);
	return (int)np_diag_status();
}

/* A reader that went away is no news; the output is incomplete all the same. */
START_TEST(test_errors)
{
	struct heard heard;
	char want[256];

	snprintf(want, sizeof want, "npx: f: cannot open: %s\nnpx: f:4: no block\nnpx: failed\n",
	    strerror(ENOENT));
	listen_to(2, say_errors, NULL, &heard);
	ck_assert_str_eq(heard.text, want);
	ck_assert_int_eq(heard.status, NP_BROKEN);
}
END_TEST

/* ---- the end ---- */

static int
finish_well(const void *ctx)
{
	(void)ctx;
	np_diag_init("npx");
	np_diag_raise(NP_FAULTY);
	return np_diag_finish();
}

static int
finish_full(const void *ctx)
{
	(void)ctx;
	int fd = open("/dev/full", O_WRONLY);
	if (fd == -1)
		return 77;
	dup2(fd, 1);
	np_diag_init("npx");
	printf("lost");
	return np_diag_finish();
}

static int
finish_alone(const void *ctx)
{
	int ends[2];
	(void)ctx;
	signal(SIGPIPE, SIG_IGN);
	if (pipe(ends) != 0)
		return 99;
	close(ends[0]);
	dup2(ends[1], 1);
	np_diag_init("npx");
	printf("lost");
	return np_diag_finish();
}

static int
finish_closed(const void *ctx)
{
	(void)ctx;
	close(1);
	np_diag_init("npx");
	printf("lost");
	return np_diag_finish();
}

START_TEST(test_finish)
{
	struct heard heard;

	listen_to(2, finish_well, NULL, &heard);
	ck_assert_str_eq(heard.text, "");
	ck_assert_int_eq(heard.status, NP_FAULTY);
	listen_to(2, finish_alone, NULL, &heard);
	ck_assert_str_eq(heard.text, "");
	ck_assert_int_eq(heard.status, NP_BROKEN);
	listen_to(2, finish_closed, NULL, &heard);
	ck_assert_ptr_nonnull(strstr(heard.text, "npx: standard output: cannot write: "));
	ck_assert_int_eq(heard.status, NP_BROKEN);
	listen_to(2, finish_full, NULL, &heard);
	if (heard.status != 77) {
		ck_assert_ptr_nonnull(strstr(heard.text, "npx: standard output: cannot write: "));
		ck_assert_int_eq(heard.status, NP_BROKEN);
	}
}
END_TEST

static int
open_closed(const void *ctx)
{
	char byte;
	int clean;
	(void)ctx;
	for (int fd = 0; fd <= 2; fd++)
		close(fd);
	np_diag_init("npx");
	clean = np_diag_status() == NP_CLEAN && open("/dev/null", O_RDWR) > 2;
	return clean && read(0, &byte, 1) == -1 && write(1, "x", 1) == -1 && write(2, "x", 1) == -1;
}

/* A file that is opened later never takes the place of a closed descriptor. */
START_TEST(test_closed)
{
	struct heard heard;

	listen_to(9, open_closed, NULL, &heard);
	ck_assert_int_eq(heard.status, 1);
}
END_TEST

START_TEST(test_program)
{
	ck_assert_str_eq(np_diag_program(), "newsprint");
	np_diag_init(NULL);
	ck_assert_str_eq(np_diag_program(), "newsprint");
	np_diag_init("");
	ck_assert_str_eq(np_diag_program(), "newsprint");
	np_diag_init("./a/npy");
	ck_assert_str_eq(np_diag_program(), "npy");
	np_diag_init("npz");
	ck_assert_str_eq(np_diag_program(), "npz");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("diag");
	TCase *tc = tcase_create("diag");

	tcase_add_loop_test(tc, test_line, 0, (int)SIZE(said));
	tcase_add_test(tc, test_long);
	tcase_add_loop_test(tc, test_ten, 0, 5);
	tcase_add_test(tc, test_errors);
	tcase_add_test(tc, test_finish);
	tcase_add_test(tc, test_closed);
	tcase_add_test(tc, test_program);
	/* Last: without forks it leaves its mark on this process. */
	tcase_add_test(tc, test_status);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
