/* For posix_openpt(), one of X/Open's. */
#define _XOPEN_SOURCE 700

/* check_io - reading in pieces, lines, checked output, files whole or not at all, operands */
#include "help.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <time.h>

#include "io.h"
#include "operands.h"
#include "outfile.h"

static char *folder;

static void
setup(void)
{
	folder = make_folder();
}

static void
teardown(void)
{
	remove_folder(folder);
}

/* ---- input ---- */

/* A child that writes these bytes into a pipe, at most `most` at a time; its end for reading. */
static int
feed_pipe(const char *bytes, size_t len, size_t most, pid_t *child)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	fflush(NULL);
	*child = fork();
	ck_assert_int_ge(*child, 0);
	if (*child == 0) {
		close(ends[0]);
		while (len > 0) {
			ssize_t n = write(ends[1], bytes, len < most ? len : most);
			if (n <= 0)
				_exit(1);
			bytes += n;
			len -= (size_t)n;
		}
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

static struct np_in
in_of(int fd)
{
	return (struct np_in){ .fd = fd, .name = "test" };
}

/* Bytes that are held, with a descriptor behind them that cannot be read: a folder. */
static struct np_in
in_broken(const char *text)
{
	struct np_in in = in_of(open("/", O_RDONLY));
	ck_assert_int_ge(in.fd, 0);
	in.held = strdup(text);
	in.held_len = strlen(text);
	return in;
}

START_TEST(test_open)
{
	struct np_in in;
	struct np_error err;
	char *missing = join_path(folder, "none");

	ck_assert_int_eq(np_in_open(&in, missing, &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, ENOENT);
	ck_assert_int_eq(np_in_open(&in, folder, &err), NP_ERR_OPEN);
	ck_assert_str_eq(err.msg, "is a folder, not read (give the files in it)");
	ck_assert_int_eq(np_in_open(&in, "-", &err), NP_OK);
	ck_assert_int_eq(in.fd, 0);
	np_in_close(&in);
	ck_assert_int_ne(fcntl(0, F_GETFD), -1);
	free(missing);
}
END_TEST

/* Files of sizes at which the room for them grows, with the limit at, above and below. */
START_TEST(test_whole)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };
	static char want[200000];
	const size_t size = sizes[_i];
	char *path = join_path(folder, "whole"), *text;
	struct np_error err;
	size_t len;

	for (size_t i = 0; i < sizeof want; i++)
		want[i] = (char)(i * 7 >> 3);
	write_file(path, want, size);
	for (size_t most = size; most < size + 2; most++) {
		ck_assert_int_eq(np_in_whole(path, most, &text, &len, &err), NP_OK);
		ck_assert_uint_eq(len, size);
		ck_assert_mem_eq(text, want, len);
		free(text);
	}
	if (size > 0) {
		ck_assert_int_eq(np_in_whole(path, size - 1, &text, &len, &err), NP_ERR_TOOBIG);
		ck_assert_ptr_null(text);
	}
	ck_assert_int_eq(np_in_whole(folder, size, &text, &len, &err), NP_ERR_OPEN);
	ck_assert_ptr_null(text);
	free(path);
}
END_TEST

START_TEST(test_read)
{
	static char want[100000], got[100001];
	struct np_error err;
	pid_t child;
	size_t n, len = 0;
	enum np_code code;

	for (size_t i = 0; i < sizeof want; i++)
		want[i] = (char)(i * 7 >> 3);
	struct np_in in = in_of(feed_pipe(want, sizeof want, 333, &child));
	ck_assert_int_eq(np_in_read(&in, got, 1000, &n, &err), NP_OK);
	ck_assert_uint_eq(n, 1000);
	len = n;
	while ((code = np_in_read_some(&in, got + len, 5000, &n, &err)) == NP_OK && len < 50000)
		len += n;
	len += n;
	ck_assert_int_eq(np_in_read(&in, got + len, sizeof got - len, &n, &err), NP_OK);
	len += n;
	ck_assert_uint_eq(len, sizeof want);
	ck_assert_mem_eq(got, want, len);
	ck_assert_int_eq(np_in_read(&in, got, 1, &n, &err), NP_END);
	ck_assert_uint_eq(n, 0);
	np_in_close(&in);
	waitpid(child, NULL, 0);
	in = in_broken("ab");
	ck_assert_int_eq(np_in_read(&in, got, 10, &n, &err), NP_ERR_READ);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(err.sys, EISDIR);
	np_in_close(&in);
}
END_TEST

static const struct {
	size_t first, rest; /* bytes of the first line; all behind its line feed */
	bool feed;
	size_t most, seen;
} peeked[] = {
	{ 0, 0, false, 100, 0 },
	{ 0, 0, true, 100, 0 },
	{ 5, 0, false, 100, 5 },
	{ 5, 3, true, 100, 5 },
	{ 5, 3, true, 4, 4 },
	{ 5, 3, true, 0, 0 },
	{ 16383, 10, true, 65536, 16383 },
	{ 16384, 10, true, 65536, 16384 },
	{ 16385, 40000, true, 65536, 16385 },
	{ 100000, 10, true, 65536, 65536 },
	{ 100000, 0, false, 65536, 65536 },
};

/* What was looked at is read afterwards, once. */
START_TEST(test_peek)
{
	static char want[200000], got[200001];
	size_t len = peeked[_i].first + peeked[_i].feed + peeked[_i].rest, n = 0, more;
	struct np_span line;
	struct np_error err;
	pid_t child;

	for (size_t i = 0; i < len; i++)
		want[i] = (char)('a' + i % 23);
	if (peeked[_i].feed)
		want[peeked[_i].first] = '\n';
	struct np_in in = in_of(feed_pipe(want, len, 777, &child));
	ck_assert_int_eq(np_in_peek_line(&in, peeked[_i].most, &line, &err), NP_OK);
	ck_assert_uint_eq(line.len, peeked[_i].seen);
	ck_assert(line.len == 0 || memcmp(line.ptr, want, line.len) == 0);
	/* In two readings, the first of which ends amid what is held. */
	np_in_read(&in, got, len / 3, &n, &err);
	np_in_read(&in, got + n, sizeof got - n, &more, &err);
	ck_assert_uint_eq(n + more, len);
	ck_assert_mem_eq(got, want, len);
	np_in_close(&in);
	waitpid(child, NULL, 0);
}
END_TEST

START_TEST(test_peek_broken)
{
	struct np_in in = in_of(open("/", O_RDONLY));
	struct np_span line;
	struct np_error err;
	char byte;
	size_t n;

	ck_assert_int_eq(np_in_peek_line(&in, 10, &line, &err), NP_OK);
	ck_assert_uint_eq(line.len, 0);
	ck_assert_int_eq(np_in_read(&in, &byte, 1, &n, &err), NP_ERR_READ);
	np_in_close(&in);
}
END_TEST

/* What a read came to is told, though the next one would come to something else. */
START_TEST(test_peek_once)
{
	static const struct {
		const char *path;
		enum np_code code;
	} first[] = { { "/", NP_ERR_READ }, { "/dev/null", NP_END } };
	struct np_in in = in_of(open(first[_i].path, O_RDONLY));
	struct np_span line;
	struct np_error err = { .sys = 0 };
	char byte;
	size_t n;

	ck_assert_int_eq(np_in_peek_line(&in, 10, &line, &err), NP_OK);
	int good = open("/dev/zero", O_RDONLY);
	ck_assert_int_eq(dup2(good, in.fd), in.fd);
	close(good);
	for (int again = 0; again < 2; again++) {
		ck_assert_int_eq(np_in_read_some(&in, &byte, 1, &n, &err), first[_i].code);
		ck_assert_int_eq(err.sys, first[_i].code == NP_END ? 0 : EISDIR);
	}
	np_in_close(&in);
}
END_TEST

/* ---- lines ---- */

/* Lengths around the buffer's, which is 256 KiB and grows by doubling. */
static const size_t lengths[] = { 0, 1, 262142, 262143, 262144, 262145, 0, 524287, 524288, 3,
	700000, 0, 0, 261000, 1144, 1, 90 };

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
	np_lines_free(&lines);
	np_in_close(&in);
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
	np_lines_free(&lines);
	np_in_close(&in);
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
	np_lines_free(&lines);
	np_in_close(&in);
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
	np_lines_free(&lines);
	np_in_close(&in);
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
	char *text = malloc(COUNT * LEN);
	struct kept kept = { .copy = malloc(COUNT * LEN) };
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
	np_lines_free(&lines);
	np_in_close(&in);
	waitpid(child, NULL, 0);

	in = in_broken("ab\ncd");
	np_lines_init(&lines, &in, 100);
	lines.leave = fail_to_leave;
	ck_assert_int_eq(np_lines_next(&lines, &line, &err), NP_ERR_MEMORY);
	np_lines_free(&lines);
	np_in_close(&in);
	free(text);
	free(kept.copy);
}
END_TEST

/* ---- output ---- */

START_TEST(test_out)
{
	enum { BIG = 700000 };
	char *path = join_path(folder, "out"), *big = malloc(BIG), *want = malloc(3 * BIG);
	struct np_out out;
	struct np_error err;
	uint64_t random = 3;
	size_t len = 0, got;

	ck_assert_ptr_nonnull(big);
	ck_assert_ptr_nonnull(want);
	for (size_t i = 0; i < BIG; i++)
		big[i] = (char)chance(&random);
	np_out_init(&out, open(path, O_WRONLY | O_CREAT, 0600), path);
	ck_assert_int_eq(np_out_flush(&out, &err), NP_OK);
	np_out_number(&out, 0);
	np_out_byte(&out, ' ');
	np_out_number(&out, UINT64_MAX);
	np_out_byte(&out, ' ');
	np_out_signed(&out, INT64_MIN);
	np_out_signed(&out, 0);
	np_out_signed(&out, -7);
	np_out_string(&out, "");
	np_out_string(&out, "版\n");
	len = (size_t)snprintf(want, 100, "0 18446744073709551615 -92233720368547758080-7版\n");
	np_out_write(&out, big, BIG);
	memcpy(want + len, big, BIG);
	len += BIG;
	for (size_t at = 0; at < BIG;) {
		size_t n = below(&random, 3000);
		n = n < BIG - at ? n : BIG - at;
		if (n == 1)
			np_out_byte(&out, big[at]);
		else
			np_out_write(&out, big + at, n);
		memcpy(want + len, big + at, n);
		len += n;
		at += n;
	}
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	close(out.fd);
	char *text = read_file(path, &got);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(got, len);
	ck_assert_mem_eq(text, want, len);
	free(text);
	free(want);
	free(big);
	free(path);
}
END_TEST

/* The first failure stays, and nothing is written behind it. */
/* Ends that another program made non-blocking: what is not there yet is waited for. */
static int
pass_on_late(const void *ctx)
{
	const int *ends = ctx; /* of what comes from us, of what goes to us */
	const struct timespec late = { 0, 50000000 };
	char byte;
	close(ends[1]);
	close(ends[2]);
	nanosleep(&late, NULL);
	while (read(ends[0], &byte, 1) == 1) {
		if (write(ends[3], &byte, 1) != 1)
			return 1;
	}
	return 0;
}

START_TEST(test_non_blocking)
{
	enum { LEN = 300000 };
	int ends[4];
	static char sent[LEN], got[LEN + 1];
	struct np_in in = { .name = "pipe" };
	struct np_out out;
	struct np_error err;
	size_t len, count = 0;
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(pipe(ends + 2), 0);
	ck_assert_int_eq(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	ck_assert_int_eq(fcntl(ends[2], F_SETFL, O_NONBLOCK), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit(pass_on_late(ends));
	close(ends[0]);
	close(ends[3]);
	/* A second child writes, so that nobody waits for one that waits for him. */
	pid_t writer = fork();
	if (writer == 0) {
		close(ends[2]);
		np_out_init(&out, ends[1], "pipe");
		for (size_t i = 0; i < LEN; i++)
			np_out_byte(&out, (char)(i * 7 % 251));
		_exit(np_out_close(&out, &err) != NP_OK);
	}
	close(ends[1]);
	for (size_t i = 0; i < LEN; i++)
		sent[i] = (char)(i * 7 % 251);
	in.fd = ends[2];
	while (
	    count <= LEN && np_in_read_some(&in, got + count, LEN + 1 - count, &len, &err) == NP_OK)
		count += len;
	ck_assert_int_eq(in.then, NP_END);
	ck_assert_uint_eq(count, LEN);
	ck_assert_mem_eq(got, sent, LEN);
	close(ends[2]);
	for (int i = 0; i < 2; i++) {
		int status;
		ck_assert_int_eq(
		    waitpid(i == 0 ? child : writer, &status, 0), i == 0 ? child : writer);
		ck_assert_int_eq(status, 0);
	}
}
END_TEST

START_TEST(test_out_fails)
{
	char *path = join_path(folder, "out");
	struct np_out out;
	struct np_error err;

	write_file(path, "", 0);
	np_out_init(&out, open(path, O_RDONLY), path);
	for (int i = 0; i < 300000; i++)
		np_out_byte(&out, 'x');
	ck_assert(out.failed);
	ck_assert_int_eq(out.sys, EBADF);
	close(out.fd);
	out.fd = open(path, O_WRONLY);
	np_out_string(&out, "late");
	ck_assert_int_eq(np_out_flush(&out, &err), NP_ERR_WRITE);
	ck_assert_int_eq(err.sys, EBADF);
	ck_assert_int_eq(np_out_close(&out, &err), NP_ERR_WRITE);
	close(out.fd);
	char *text = read_file(path, NULL);
	ck_assert_str_eq(text, "");
	free(text);
	free(path);
}
END_TEST

/* ---- files whole or not at all ---- */

static size_t
count_files(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;
	struct dirent *entry;
	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL)
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n;
}

static void
expect_file(const char *name, const char *want)
{
	char *path = join_path(folder, name), *text = read_file(path, NULL);
	if (want == NULL)
		ck_assert_ptr_null(text);
	else
		ck_assert_str_eq(text, want);
	free(text);
	free(path);
}

START_TEST(test_outfile)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	mode_t mask = umask(027);

	ck_assert_int_eq(np_outfile_open(&file, folder, "a/b/c.txt", &err), NP_OK);
	np_out_string(&file.out, "new");
	expect_file("a/b/c.txt", NULL);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file("a/b/c.txt", "new");
	char *below_it = join_path(folder, "a/b"), *path = join_path(folder, "a/b/c.txt");
	ck_assert_uint_eq(count_files(below_it), 1);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0640);
	ck_assert_int_eq(np_outfile_open(&file, folder, "a/b/c.txt", &err), NP_OK);
	np_out_string(&file.out, "newer");
	expect_file("a/b/c.txt", "new");
	np_outfile_abandon(&file);
	np_outfile_abandon(&file);
	expect_file("a/b/c.txt", "new");
	ck_assert_uint_eq(count_files(below_it), 1);
	umask(mask);
	free(path);
	free(below_it);
}
END_TEST

/* After a failed write the old file is as it was and no new one is left. */
START_TEST(test_outfile_fails)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_open(&file, folder, "old", &err), NP_OK);
	np_out_string(&file.out, "old");
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(np_outfile_open(&file, folder, i == 0 ? "old" : "x", &err), NP_OK);
		np_out_string(&file.out, "new");
		file.out.failed = true;
		file.out.sys = ENOSPC;
		ck_assert_int_eq(np_outfile_commit(&file, &err), NP_ERR_WRITE);
		ck_assert_int_eq(err.sys, ENOSPC);
	}
	expect_file("old", "old");
	ck_assert_uint_eq(count_files(folder), 1);
}
END_TEST

static const char *const refused[] = { "", "/etc/x", ".", "..", "../x", "a/../b", "a/..", "./a",
	"a/.", "a//b", "a/" };

START_TEST(test_outfile_name)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_open(&file, folder, refused[_i], &err), NP_ERR_UNKNOWN);
	np_outfile_abandon(&file);
	ck_assert_uint_eq(count_files(folder), 0);
}
END_TEST

START_TEST(test_outfile_taken)
{
	struct np_outfile file;
	struct np_error err;
	char *path = join_path(folder, "plain"), *name = malloc(256);

	write_file(path, "x", 1);
	ck_assert_int_eq(np_outfile_open(&file, folder, "plain/below", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, ENOTDIR);
	ck_assert_int_eq(np_outfile_open(&file, "/tmp", folder + 5, &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, EISDIR);
	/* The longest name that a folder takes. */
	ck_assert_ptr_nonnull(name);
	memset(name, 'n', 255);
	name[255] = '\0';
	ck_assert_int_eq(np_outfile_open(&file, folder, name, &err), NP_OK);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file(name, "");
	ck_assert_int_eq(np_outfile_open(&file, folder, "..a", &err), NP_OK);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	free(name);
	free(path);
}
END_TEST

/* A pipe that has a name is written to; it is not replaced by a file. */
START_TEST(test_outfile_pipe)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	char *path = join_path(folder, "pipe"), got[8] = "";

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	int fd = open(path, O_RDONLY | O_NONBLOCK);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(np_outfile_open(&file, folder, "pipe", &err), NP_OK);
	ck_assert_ptr_null(file.temp);
	np_out_string(&file.out, "words");
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	ck_assert_int_eq(read(fd, got, sizeof got), 5);
	ck_assert_str_eq(got, "words");
	ck_assert_int_eq(np_outfile_open(&file, folder, "pipe", &err), NP_OK);
	np_outfile_abandon(&file);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert(S_ISFIFO(st.st_mode));
	ck_assert_uint_eq(count_files(folder), 1);
	close(fd);
	free(path);
}
END_TEST

static void
take_signal(int number)
{
	(void)number;
}

/* Signals come while the reader of a pipe waits for one who writes. */
START_TEST(test_open_interrupted)
{
	struct sigaction taken = { .sa_handler = take_signal }, before;
	struct np_in in;
	struct np_error err;
	char *path = join_path(folder, "pipe");
	int status;

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_int_eq(sigaction(SIGUSR1, &taken, &before), 0);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		for (int i = 0; i < 20; i++) {
			nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
			kill(getppid(), SIGUSR1);
		}
		_exit(open(path, O_WRONLY) == -1);
	}
	ck_assert_int_eq(np_in_open(&in, path, &err), NP_OK);
	np_in_close(&in);
	ck_assert_int_eq(sigaction(SIGUSR1, &before, NULL), 0);
	while (waitpid(child, &status, 0) == -1)
		ck_assert_int_eq(errno, EINTR);
	ck_assert_int_eq(status, 0);
	free(path);
}
END_TEST

/* ---- a file that a user names ---- */

/* Writes words to a path and gives the file its name. */
static void
expect_created(const char *path, const char *name)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_create(&file, path, &err), NP_OK);
	np_out_string(&file.out, path);
	expect_file(name, NULL);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file(name, path);
}

START_TEST(test_create)
{
	struct np_outfile file;
	struct np_error err;
	char *sub = join_path(folder, "sub"), *path = join_path(folder, "sub/c"), home[4096];

	ck_assert_ptr_nonnull(getcwd(home, sizeof home));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(mkdir("sub", 0700), 0);
	/* All of it lies below the folder; the name that is told is that of the user. */
	expect_created("a", "a");
	expect_created("sub/b", "sub/b");
	expect_created(path, "sub/c");
	expect_created("sub/../d", "d");
	expect_created("./sub//e", "sub/e");
	expect_created("..f", "..f");
	ck_assert_int_eq(np_outfile_create(&file, "a", &err), NP_OK);
	np_out_string(&file.out, "new");
	np_outfile_abandon(&file);
	expect_file("a", "a");
	ck_assert_uint_eq(count_files(sub), 3);
	ck_assert_uint_eq(count_files(folder), 4);
	ck_assert_int_eq(chdir(home), 0);
	free(path);
	free(sub);
}
END_TEST

/* The root is the folder of a name with a slash before it: there, "tmp" is a folder. */
START_TEST(test_create_root)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_create(&file, "/tmp", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, EISDIR);
}
END_TEST

static const struct {
	const char *path;
	enum np_code code;
	int sys;
} not_created[] = {
	{ "", NP_ERR_UNKNOWN, 0 },
	{ ".", NP_ERR_UNKNOWN, 0 },
	{ "..", NP_ERR_UNKNOWN, 0 },
	{ "/", NP_ERR_UNKNOWN, 0 },
	{ "sub/", NP_ERR_UNKNOWN, 0 },
	{ "sub/.", NP_ERR_UNKNOWN, 0 },
	{ "a/..", NP_ERR_UNKNOWN, 0 },
	{ "sub", NP_ERR_OPEN, EISDIR },
	{ "missing/a", NP_ERR_OPEN, ENOENT },
	{ "missing/sub/a", NP_ERR_OPEN, ENOENT },
	{ "plain/a", NP_ERR_OPEN, ENOTDIR },
};

/* No file is made, and no folder. */
START_TEST(test_not_created)
{
	struct np_outfile file;
	struct np_error err;
	char *plain = join_path(folder, "plain"), home[4096];

	ck_assert_ptr_nonnull(getcwd(home, sizeof home));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(mkdir("sub", 0700), 0);
	write_file(plain, "x", 1);
	ck_assert_int_eq(
	    np_outfile_create(&file, not_created[_i].path, &err), not_created[_i].code);
	ck_assert_int_eq(err.sys, not_created[_i].sys);
	np_outfile_abandon(&file);
	ck_assert_uint_eq(count_files(folder), 2);
	expect_file("plain", "x");
	ck_assert_int_eq(chdir(home), 0);
	free(plain);
}
END_TEST

/* ---- operands ---- */

struct names {
	char text[100000];
	size_t count, most;
};

static bool
note_name(const char *path, void *ctx)
{
	struct names *names = ctx;
	strcat(names->text, path);
	strcat(names->text, "|");
	return ++names->count != names->most;
}

START_TEST(test_operands)
{
	static struct names names;
	static char *three[] = { "a", "-", "b c", NULL }, *none[] = { NULL };
	struct np_error err;

	memset(&names, 0, sizeof names);
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = three }, note_name, &names, &err),
	    NP_OK);
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = none }, note_name, &names, &err),
	    NP_OK);
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = NULL }, note_name, &names, &err),
	    NP_OK);
	ck_assert_str_eq(names.text, "a|-|b c|-|-|");
	memset(&names, 0, sizeof names);
	names.most = 2;
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = three }, note_name, &names, &err),
	    NP_OK);
	ck_assert_str_eq(names.text, "a|-|");
}
END_TEST

#define LIST(text) text, sizeof(text) - 1

static const struct {
	const char *bytes;
	size_t len, most;
	const char *want;
} lists[] = {
	{ LIST(""), 0, "" },
	{ LIST("a\0b c\0"), 0, "a|b c|" },
	{ LIST("a\0b"), 0, "a|b|" },
	{ LIST("\0\0a\0\0"), 0, "a|" },
	{ LIST("a\nb\0-\0"), 0, "a\nb|-|" },
	{ LIST("a\0b\0c"), 1, "a|" },
	{ LIST("a\0b\0c"), 2, "a|b|" },
};

START_TEST(test_list)
{
	static struct names names;
	struct np_error err;
	char *path = join_path(folder, "list");
	struct np_operands operands = { .list = path };

	memset(&names, 0, sizeof names);
	names.most = lists[_i].most;
	write_file(path, lists[_i].bytes, lists[_i].len);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_OK);
	ck_assert_str_eq(names.text, lists[_i].want);
	free(path);
}
END_TEST

/* Names over the end of a buffer, the longest one, and one that is too long. */
START_TEST(test_list_long)
{
	enum { MOST = 64 * 1024 };
	static struct names names;
	static char bytes[2 * MOST];
	struct np_error err;
	char *path = join_path(folder, "list");
	struct np_operands operands = { .list = path };

	memset(&names, 0, sizeof names);
	memset(bytes, 'x', sizeof bytes);
	bytes[9] = bytes[9 + MOST - 1] = '\0';
	write_file(path, bytes, 9 + MOST);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_OK);
	ck_assert_uint_eq(names.count, 2);
	ck_assert_uint_eq(strlen(names.text), 9 + 1 + MOST - 2 + 1);
	memset(&names, 0, sizeof names);
	bytes[9 + MOST - 1] = 'x';
	write_file(path, bytes, sizeof bytes);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_TOOBIG);
	ck_assert_str_eq(names.text, "xxxxxxxxx|");
	/* A list of lines is none of names, however short it is. */
	write_file(path, "a\nb\n", 4);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_SYNTAX);
	ck_assert_str_eq(names.text, "xxxxxxxxx|");
	operands.list = refused[1];
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_OPEN);
	operands.list = folder;
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_OPEN);
	free(path);
}
END_TEST

/* ---- a writer that holds ---- */

START_TEST(test_hold)
{
	struct np_out out;
	struct np_error err;
	char piece[1000];
	np_out_hold(&out);
	for (size_t round = 0; round < 2; round++) {
		out.len = 0;
		for (size_t i = 0; i < 3000; i++) {
			memset(piece, (int)('a' + i % 26), sizeof piece);
			np_out_write(&out, piece, sizeof piece);
			np_out_byte(&out, '.');
		}
		np_out_number(&out, 12345);
		ck_assert(!out.failed);
		ck_assert_uint_eq(out.len, 3000 * 1001 + 5);
		for (size_t i = 0; i < 3000; i++) {
			ck_assert(out.buf[i * 1001 + 999] == (char)('a' + i % 26));
			ck_assert(out.buf[i * 1001 + 1000] == '.');
		}
		ck_assert_mem_eq(out.buf + 3000 * 1001, "12345", 5);
	}
	ck_assert_int_eq(np_out_flush(&out, &err), NP_OK);
	ck_assert_uint_eq(out.len, 3000 * 1001 + 5);
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
}
END_TEST

/* ---- a terminal ---- */

static const struct {
	const char *text, *shown;
} to_terminal[] = {
	{ "plain\ttext\nand\r\n", "plain\ttext\nand\r\n" },
	{ "a\x1B[31mb\x7F\b", "a\\x1B[31mb\\x7F\\x08" },
	{ "over\rwritten\r", "over\\x0Dwritten\\x0D" },
	{ "\f", "\\x0C" },
	/* C1, and what is beside it */
	{ "\xC2\x9B"
	  "2J\xC2\xA0",
	    "\\xC2\\x9B"
	    "2J\xC2\xA0" },
	/* to the right and back, isolates, marks */
	{ "\xE2\x80\xAE"
	  "abc\xE2\x80\xAC",
	    "\\xE2\\x80\\xAE"
	    "abc\\xE2\\x80\\xAC" },
	{ "\xE2\x81\xA6\xD8\x9C", "\\xE2\\x81\\xA6\\xD8\\x9C" },
	{ "\xE2\x80\x94\xE6\xB0\xB4\xD8\xA7", "\xE2\x80\x94\xE6\xB0\xB4\xD8\xA7" },
	/* no UTF-8, and characters that are not whole at the end */
	{ "\xFF\xA0\xE2", "\xFF\xA0\xE2" },
	{ "\xC2", "\xC2" },
	/* what some take for C1 all the same: a byte alone, overlong forms, a torn character */
	{ "\x9B"
	  "31m\xFF\x9D",
	    "\\x9B"
	    "31m\xFF\\x9D" },
	{ "\xE0\x82\x9B\xC1\x9B", "\xE0\\x82\\x9B\xC1\\x9B" },
	{ "\xE2\x80", "\\xE2\\x80" },
	{ "\xE6\xB0\xB4\xF0\x9F\x98\x80", "\xE6\xB0\xB4\xF0\x9F\x98\x80" },
};

/* A terminal of which we are the screen; -1 where the system has none to give. */
static int
open_terminal(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master == -1)
		fprintf(stderr, "skip check_io: no terminal: %s\n", strerror(errno));
	return master;
}

/* What comes out of a terminal, closed here, when text is written to it in pieces of `most` bytes. */
static void
show(int master, const char *text, bool foreign, size_t most, char *shown, size_t cap)
{
	int slave;
	struct termios raw;
	struct np_out out;
	size_t got = 0;
	ssize_t n;
	ck_assert_int_eq(grantpt(master), 0);
	ck_assert_int_eq(unlockpt(master), 0);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	ck_assert_int_ne(slave, -1);
	ck_assert_int_eq(tcgetattr(slave, &raw), 0);
	raw.c_oflag &= ~(tcflag_t)OPOST;
	ck_assert_int_eq(tcsetattr(slave, TCSANOW, &raw), 0);
	np_out_init(&out, slave, "terminal");
	out.foreign = foreign;
	for (size_t at = 0, len = strlen(text); at < len; at += most)
		np_out_write(&out, text + at, len - at < most ? len - at : most);
	np_out_byte(&out, '.');
	ck_assert_int_eq(np_out_close(&out, NULL), NP_OK);
	/* A terminal may hand it on in pieces. */
	do {
		n = read(master, shown + got, cap - 1 - got);
		ck_assert_int_gt(n, 0);
		got += (size_t)n;
	} while (shown[got - 1] != '.');
	shown[got - 1] = '\0';
	close(slave);
	close(master);
}

START_TEST(test_terminal)
{
	char shown[128];
	for (size_t most = 1; most < 20; most += 6) {
		int master = open_terminal();
		if (master == -1)
			return;
		show(master, to_terminal[_i].text, false, most, shown, sizeof shown);
		ck_assert_str_eq(shown, to_terminal[_i].shown);
	}
}
END_TEST

/* In another encoding than UTF-8 what is a control character there is not known. */
START_TEST(test_foreign_terminal)
{
	char shown[128];
	int master = open_terminal();
	if (master == -1)
		return;
	show(master, "\x81\x30\xC2\x9B\x1B[m\xE2\x80\r\n\r", true, 4, shown, sizeof shown);
	ck_assert_str_eq(shown, "\x81\x30\xC2\x9B\\x1B[m\xE2\x80\r\n\\x0D");
}
END_TEST

/* A file gets the bytes as they are. */
START_TEST(test_no_terminal)
{
	char path[256], read_back[8] = "";
	struct np_out out;
	snprintf(path, sizeof path, "%s/file", folder);
	int fd = open(path, O_RDWR | O_CREAT, 0600);
	np_out_init(&out, fd, path);
	np_out_string(&out, "\x1B[m\r");
	ck_assert_int_eq(np_out_close(&out, NULL), NP_OK);
	ck_assert_int_eq(pread(fd, read_back, sizeof read_back, 0), 4);
	ck_assert_str_eq(read_back, "\x1B[m\r");
	close(fd);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("io");
	TCase *tc = tcase_create("io");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_open);
	tcase_add_test(tc, test_read);
	tcase_add_loop_test(tc, test_whole, 0, 6);
	tcase_add_loop_test(tc, test_peek, 0, (int)SIZE(peeked));
	tcase_add_test(tc, test_peek_broken);
	tcase_add_loop_test(tc, test_peek_once, 0, 2);
	tcase_add_loop_test(tc, test_lines_long, 0, 4);
	tcase_add_loop_test(tc, test_lines_limit, 0, 2);
	tcase_add_test(tc, test_lines_broken);
	tcase_add_test(tc, test_lines_endless);
	tcase_add_test(tc, test_lines_endless);
	tcase_add_test(tc, test_lines_leave);
	tcase_add_test(tc, test_out);
	tcase_add_test(tc, test_out_fails);
	tcase_add_test(tc, test_non_blocking);
	tcase_add_test(tc, test_outfile);
	tcase_add_test(tc, test_outfile_fails);
	tcase_add_loop_test(tc, test_outfile_name, 0, (int)SIZE(refused));
	tcase_add_test(tc, test_outfile_taken);
	tcase_add_test(tc, test_outfile_pipe);
	tcase_add_test(tc, test_open_interrupted);
	tcase_add_test(tc, test_create);
	tcase_add_test(tc, test_create_root);
	tcase_add_loop_test(tc, test_not_created, 0, (int)SIZE(not_created));
	tcase_add_test(tc, test_operands);
	tcase_add_loop_test(tc, test_list, 0, (int)SIZE(lists));
	tcase_add_test(tc, test_hold);
	tcase_add_loop_test(tc, test_terminal, 0, (int)SIZE(to_terminal));
	tcase_add_test(tc, test_foreign_terminal);
	tcase_add_test(tc, test_no_terminal);
	tcase_add_test(tc, test_list_long);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
