/* For posix_openpt(), one of X/Open's. */
#define _XOPEN_SOURCE 700

/* check_io - reading in pieces, checked output, what a terminal is shown */
#if defined(__linux__)
#define _GNU_SOURCE /* F_GETPIPE_SZ */
#endif

#include "help_io.h"
#include "visible.h"

#include <signal.h>
#include <termios.h>
#include <time.h>

/* ---- input ---- */

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
		int fd = open(path, O_WRONLY);
		free(path);
		_exit(fd == -1);
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

/* ---- a writer that holds ---- */

/* Numbers of each length, in a buffer so small that they meet its end at each of their digits. */
START_TEST(test_numbers)
{
	enum { MOST = 120000, ROOM = 23 };
	char *path = join_path(folder, "out"), *want = malloc(MOST * 8), *text;
	struct np_out out;
	struct np_error err;
	size_t len = 0, got;

	ck_assert_ptr_nonnull(want);
	np_out_init(&out, open(path, O_WRONLY | O_CREAT, 0600), path);
	np_out_byte(&out, ' ');
	want[len++] = ' ';
	out.cap = ROOM;
	for (uint64_t number = 0; number < MOST; number++) {
		np_out_number(&out, number);
		len += (size_t)snprintf(want + len, 8, "%u", (unsigned)number);
		ck_assert_uint_le(out.len, ROOM);
	}
	for (uint64_t number = 1; number < UINT64_MAX / 10; number *= 10) {
		np_out_number(&out, number - 1);
		np_out_number(&out, number);
		len += (size_t)snprintf(want + len, 50, "%llu%llu", (unsigned long long)number - 1,
		    (unsigned long long)number);
	}
	ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	close(out.fd);
	text = read_file(path, &got);
	ck_assert_ptr_nonnull(text);
	ck_assert_uint_eq(got, len);
	ck_assert_mem_eq(text, want, len);
	free(text);
	free(want);
	free(path);
}
END_TEST

#if defined(F_SETPIPE_SZ)
/* How much a pipe holds once `much` bytes went through it at once; before: what it was set to. */
static int
size_after(size_t much, int before, bool reads)
{
	static char bytes[64 * 1024];
	struct np_in in = { .name = "pipe" };
	struct np_out out;
	struct np_error err;
	size_t got = 0;
	int ends[2], size;

	ck_assert_int_eq(pipe(ends), 0);
	(void)fcntl(ends[0], F_SETPIPE_SZ, before);
	in.fd = ends[0];
	if (reads) {
		ck_assert_int_eq(write(ends[1], bytes, much), (ssize_t)much);
		ck_assert_int_eq(np_in_read_some(&in, bytes, sizeof bytes, &got, &err), NP_OK);
		ck_assert_uint_eq(got, much);
	} else {
		np_out_init(&out, ends[1], "pipe");
		np_out_write(&out, bytes, much);
		ck_assert_int_eq(np_out_close(&out, &err), NP_OK);
	}
	size = fcntl(ends[0], F_GETPIPE_SZ);
	close(ends[0]);
	close(ends[1]);
	return size;
}

/* A pipe of which much is taken at once holds more from then on; one that holds more does not hold less. */
START_TEST(test_pipe_size)
{
	enum { USUAL = 64 * 1024, LARGE = 512 * 1024 };
	bool reads = _i == 1;

	if (size_after(10, LARGE, reads) < LARGE)
		return; /* the system doesn't let anyone */
	ck_assert_int_eq(size_after(10, USUAL, reads), USUAL);
	ck_assert_int_ge(size_after(USUAL, USUAL, reads), 2 * USUAL);
	ck_assert_int_eq(size_after(USUAL, LARGE, reads), LARGE);
}
END_TEST
#endif

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
/* The text as a terminal is shown it; how long that is. */
static size_t
make_visible(char *shown, const char *text, size_t len)
{
	size_t made = 0;
	for (size_t at = 0, n; at < len; at += n) {
		bool obeyed, line_end = text[at] == '\r' && at + 1 < len && text[at + 1] == '\n';
		n = np_visible_next(text + at, len - at, &obeyed);
		if (!obeyed || text[at] == '\t' || text[at] == '\n' || line_end) {
			memcpy(shown + made, text + at, n);
			made += n;
		} else {
			made += np_visible_put(shown + made, text + at, n);
		}
	}
	return made;
}

/* More than a buffer holds, in pieces of any size: what is cut between two is shown as if it were not. */
START_TEST(test_large_to_terminal)
{
	static const char *const bits[] = { "甲", "a", "\r", "\r\n", "\n", "\t", "\033[31m",
		"\xE7\x94", "\xC2\x9B", "\x9B", "\xE2\x80\xAE", "\xF0\x9F\x98\x80", "\x7F", "\xFF",
		"石桥昨天通车" };
	enum { LEN = 700000 };
	uint64_t random = 3 + (uint64_t)_i;
	char *text = malloc(LEN + 32), *wanted = malloc(LEN * 4);
	size_t len = 0, got_len, most = _i == 0 ? 7 : _i == 1 ? 90000 : 600000;
	FILE *file = tmpfile();
	struct np_out out;
	ck_assert_ptr_nonnull(file);
	while (len < LEN) {
		const char *bit = bits[below(&random, SIZE(bits))];
		memcpy(text + len, bit, strlen(bit));
		len += strlen(bit);
	}
	np_out_init(&out, fileno(file), "screen");
	out.terminal = true;
	for (size_t at = 0, n; at < len; at += n) {
		n = 1 + below(&random, most);
		n = n < len - at ? n : len - at;
		np_out_write(&out, text + at, n);
	}
	ck_assert_int_eq(np_out_close(&out, NULL), NP_OK);
	size_t wanted_len = make_visible(wanted, text, len);
	char *got = malloc(wanted_len + 1);
	rewind(file);
	got_len = fread(got, 1, wanted_len + 1, file);
	ck_assert_uint_eq(got_len, wanted_len);
	ck_assert_mem_eq(got, wanted, wanted_len);
	fclose(file);
	free(got);
	free(wanted);
	free(text);
}
END_TEST

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

	give_folder(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_open);
	tcase_add_test(tc, test_open_interrupted);
	tcase_add_loop_test(tc, test_whole, 0, 6);
	tcase_add_test(tc, test_read);
	tcase_add_loop_test(tc, test_peek, 0, (int)SIZE(peeked));
	tcase_add_test(tc, test_peek_broken);
	tcase_add_loop_test(tc, test_peek_once, 0, 2);
	tcase_add_test(tc, test_out);
	tcase_add_test(tc, test_numbers);
#if defined(F_SETPIPE_SZ)
	tcase_add_loop_test(tc, test_pipe_size, 0, 2);
#endif
	tcase_add_test(tc, test_non_blocking);
	tcase_add_test(tc, test_out_fails);
	tcase_add_test(tc, test_hold);
	tcase_add_loop_test(tc, test_terminal, 0, (int)SIZE(to_terminal));
	tcase_add_test(tc, test_foreign_terminal);
	tcase_add_loop_test(tc, test_large_to_terminal, 0, 3);
	tcase_add_test(tc, test_no_terminal);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
