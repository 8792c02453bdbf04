/* check_lines - the lines of an input: long ones, too long ones, those that are kept */
#include "help_io.h"

#include "lines.h"

/* Lengths around the buffer's, which is 256 KiB and grows by doubling. */
static const size_t lengths[] = { 0, 1, 262142, 262143, 262144, 262145, 0, 524287, 524288, 3,
	700000, 0, 0, 261000, 1144, 1, 90 };

static void
close_lines(struct np_lines *lines, struct np_in *in)
{
	np_lines_free(lines);
	np_in_close(in);
}

START_TEST(test_lines_long)
{
	bool last_feed = _i % 2 == 0;
	size_t most = _i < 2 ? 65536 : 4099, len = 0, at = 0;
	char *text = malloc(4000000);
	struct np_lines lines;
	struct np_span line;
	struct np_error err;
	pid_t child;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < SIZE(lengths); i++) {
		for (size_t j = 0; j < lengths[i]; j++)
			text[len++] = (char)('a' + (i + j) % 26);
		if (i + 1 < SIZE(lengths) || last_feed)
			text[len++] = '\n';
	}
	struct np_in in = in_of(feed_pipe(text, len, most, &child));
	np_lines_init(&lines, &in, 1000000);
	for (size_t i = 0; i < SIZE(lengths); i++) {
		ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_OK);
		ck_assert_uint_eq(lines.number, i + 1);
		ck_assert_uint_eq(line.len, lengths[i]);
		ck_assert(line.len == 0 || memcmp(line.ptr, text + at, line.len) == 0);
		ck_assert_int_eq(lines.unterminated, i + 1 == SIZE(lengths) && !last_feed);
		at += line.len + 1;
	}
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_END);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_END);
	close_lines(&lines, &in);
	waitpid(child, NULL, 0);
	free(text);
}
END_TEST

/* A line over the limit is passed over whole; those around it are not touched. */
START_TEST(test_lines_limit)
{
	static const size_t sizes[] = { 9, 10, 11, 0, 600000, 10, 12, 5, 11 };
	char *text = malloc(1000000);
	size_t len = 0;
	struct np_lines lines;
	struct np_span line;
	struct np_error err;
	pid_t child;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < SIZE(sizes); i++) {
		memset(text + len, 'x', sizes[i]);
		len += sizes[i];
		if (i + 1 < SIZE(sizes) || _i == 0)
			text[len++] = '\n';
	}
	struct np_in in = in_of(feed_pipe(text, len, 1000, &child));
	np_lines_init(&lines, &in, 10);
	for (size_t i = 0; i < SIZE(sizes); i++) {
		enum np_code code = np_lines_next(&lines, &line, &err);
		ck_assert_uint_eq(lines.number, i + 1);
		if (sizes[i] > 10) {
			ck_assert_int_eq(code, NP_ERR_TOOBIG);
			ck_assert_uint_eq(err.line, i + 1);
		} else {
			ck_assert_int_eq(code, NP_OK);
			ck_assert_uint_eq(line.len, sizes[i]);
		}
	}
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_END);
	close_lines(&lines, &in);
	waitpid(child, NULL, 0);
	free(text);
}
END_TEST

/* A line over the limit is told before its end is read, which may never come. */
START_TEST(test_lines_endless)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	struct np_in in = in_of(ends[0]);
	struct np_lines lines;
	struct np_span line;
	struct np_error err;

	np_lines_init(&lines, &in, 10);
	ck_assert_int_eq(write(ends[1], "ab\n0123456789ab", 15), 15);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_OK);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_ERR_TOOBIG);
	ck_assert_uint_eq(err.line, 2);
	ck_assert_int_eq(write(ends[1], "cdef\nxy", 7), 7);
	close(ends[1]);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_OK);
	ck_assert_uint_eq(lines.number, 3);
	ck_assert_uint_eq(line.len, 2);
	ck_assert_mem_eq(line.ptr, "xy", 2);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_END);
	close_lines(&lines, &in);
}
END_TEST

/* What came before a failure is given first. */
START_TEST(test_lines_broken)
{
	struct np_in in = in_broken("ab\ncd");
	struct np_lines lines;
	struct np_span line;
	struct np_error err;

	np_lines_init(&lines, &in, 100);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_OK);
	ck_assert_mem_eq(line.ptr, "ab", 2);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_OK);
	ck_assert_mem_eq(line.ptr, "cd", 2);
	ck_assert(lines.unterminated);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_ERR_READ);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_END);
	close_lines(&lines, &in);
}
END_TEST

/* Lines that were given and not copied yet; what was copied. */
struct kept {
	const char *begin;
	size_t len;
	char *copy;
	size_t copied, calls;
};

static bool
copy_kept(void *ctx)
{
	struct kept *kept = ctx;

	if (kept->len > 0)
		memcpy(kept->copy + kept->copied, kept->begin, kept->len);
	kept->copied += kept->len;
	kept->len = 0;
	kept->calls++;
	return true;
}

static bool
fail_to_leave(void *ctx)
{
	(void)ctx;
	return false;
}

/* Until leave() is called the lines stand where they were given, one behind the other. */
START_TEST(test_lines_leave)
{
	enum { COUNT = 30000, LEN = 26 };
	static char text[COUNT * LEN], copy[COUNT * LEN];
	struct kept kept = { .copy = copy };
	struct np_lines lines;
	struct np_span line;
	struct np_error err;
	pid_t child;

	for (size_t i = 0; i < COUNT * LEN; i++)
		text[i] = i % LEN == LEN - 1 ? '\n' : (char)('a' + (i + i / LEN) % 26);
	struct np_in in = in_of(feed_pipe(text, COUNT * LEN, 50000, &child));
	np_lines_init(&lines, &in, 100);
	lines.leave = copy_kept;
	lines.leave_ctx = &kept;
	while (np_lines_next(&lines, &line, &err) == NP_OK) {
		ck_assert(kept.len == 0 || kept.begin + kept.len == line.ptr);
		if (kept.len == 0)
			kept.begin = line.ptr;
		kept.len += line.len + 1;
	}
	copy_kept(&kept);
	ck_assert_uint_eq(kept.copied, COUNT * LEN);
	ck_assert_mem_eq(kept.copy, text, COUNT * LEN);
	ck_assert_uint_gt(kept.calls, 2);
	close_lines(&lines, &in);
	waitpid(child, NULL, 0);

	in = in_broken("ab\ncd");
	np_lines_init(&lines, &in, 100);
	lines.leave = fail_to_leave;
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_ERR_MEMORY);
	close_lines(&lines, &in);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("lines");
	TCase *tc = tcase_create("lines");

	give_folder(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_lines_long, 0, 4);
	tcase_add_loop_test(tc, test_lines_limit, 0, 2);
	tcase_add_test(tc, test_lines_endless);
	tcase_add_test(tc, test_lines_broken);
	tcase_add_test(tc, test_lines_leave);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
