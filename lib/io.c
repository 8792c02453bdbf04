/* io.c - bytes in and out: files, standard input, a checked writer */
#if defined(__linux__)
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#endif

#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "utf8.h"
#include "visible.h"

enum {
	OUT_BUFFER = 64 * 1024,
	MUCH = 32 * 1024 /* read or written at once: more is to come */
};

bool
np_io_again(int fd, short events)
{
	struct pollfd ready = { .fd = fd, .events = events };
	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return poll(&ready, 1, -1) != -1 || errno == EINTR;
	return errno == EINTR;
}

/*
 * Makes a pipe hold more, if fd is one, where the system can and lets: its ends wake each other less often.
 * For a pipe through which much went at once: a single page has no need.  Not as much as can be had: what is
 * in it is to stay in the cache until it is read.
 */
static void
widen_pipe(int fd)
{
#if defined(F_SETPIPE_SZ)
	enum { WIDE = 256 * 1024 };
	int size = fcntl(fd, F_GETPIPE_SZ);

	if (size != -1 && size < WIDE)
		(void)fcntl(fd, F_SETPIPE_SZ, WIDE);
#else
	(void)fd;
#endif
}

int
np_open(const char *path, int flags)
{
	int fd;
	do
		fd = open(path, flags);
	while (fd == -1 && errno == EINTR);
	return fd;
}

/* ---- input ---- */

enum np_code
np_in_open(struct np_in *in, const char *path, struct np_error *err)
{
	struct stat st, out;

	in->name = path;
	in->held = NULL;
	in->held_at = in->held_len = 0;
	in->widened = false;
	in->then = NP_OK;
	in->is_stdin = strcmp(path, "-") == 0;
	in->fd = in->is_stdin ? STDIN_FILENO : np_open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd == -1)
		return np_fail(err, NP_ERR_OPEN, errno, "cannot open");
	if (fstat(in->fd, &st) == -1)
		return NP_OK;
	/* What is written there would be read again, without end. */
	if (S_ISREG(st.st_mode) && fstat(STDOUT_FILENO, &out) == 0 && st.st_dev == out.st_dev &&
	    st.st_ino == out.st_ino) {
		np_in_close(in);
		return np_fail(err, NP_ERR_OPEN, 0, "is where standard output goes, not read");
	}
	if (S_ISDIR(st.st_mode)) {
		np_in_close(in);
		return np_fail(err, NP_ERR_OPEN, 0, "is a folder, not read (give the files in it)");
	}
	return NP_OK;
}

enum np_code
np_in_read_some(struct np_in *in, void *buf, size_t cap, size_t *got, struct np_error *err)
{
	*got = 0;
	if (cap > SSIZE_MAX)
		cap = SSIZE_MAX;
	if (in->held_at < in->held_len) {
		*got = in->held_len - in->held_at < cap ? in->held_len - in->held_at : cap;
		memcpy(buf, in->held + in->held_at, *got);
		in->held_at += *got;
		return NP_OK;
	}
	if (in->then == NP_ERR_READ)
		return np_fail(err, NP_ERR_READ, in->then_sys, "cannot read");
	if (in->then != NP_OK)
		return in->then;
	for (;;) {
		ssize_t n = read(in->fd, buf, cap);
		if (n > 0) {
			*got = (size_t)n;
			if (n >= MUCH && !in->widened) {
				in->widened = true;
				widen_pipe(in->fd);
			}
			return NP_OK;
		}
		/* A terminal would ask for its end again. */
		if (n == 0)
			return in->then = NP_END;
		if (!np_io_again(in->fd, POLLIN))
			return np_fail(err, NP_ERR_READ, errno, "cannot read");
	}
}

enum np_code
np_in_read(struct np_in *in, void *buf, size_t cap, size_t *got, struct np_error *err)
{
	*got = 0;
	while (*got < cap) {
		size_t n;
		enum np_code code = np_in_read_some(in, (char *)buf + *got, cap - *got, &n, err);
		if (code == NP_END)
			return *got > 0 ? NP_OK : NP_END;
		if (code != NP_OK)
			return code;
		*got += n;
	}
	return NP_OK;
}

enum np_code
np_in_peek_line(struct np_in *in, size_t most, struct np_span *line, struct np_error *err)
{
	enum { STEP = 16 * 1024 };
	size_t cap = 0, len = 0, got = 0;
	const char *feed = NULL;
	do {
		if (len == cap) {
			char *held = realloc(in->held, cap + STEP);
			if (held == NULL)
				return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
			in->held = held;
			cap += STEP;
		}
		/* Kept for whoever reads on: a fault may not show a second time. */
		struct np_error fault = { .sys = 0 };
		enum np_code code = np_in_read_some(in, in->held + len, cap - len, &got, &fault);
		if (code != NP_OK) {
			in->then = code;
			in->then_sys = fault.sys;
			break;
		}
		feed = memchr(in->held + len, '\n', got);
		len += got;
	} while (feed == NULL && len < most);
	in->held_len = len;
	*line = (struct np_span){ in->held, feed != NULL ? (size_t)(feed - in->held) : len };
	if (line->len > most)
		line->len = most;
	return NP_OK;
}

void
np_in_close(struct np_in *in)
{
	free(in->held);
	in->held = NULL;
	in->held_at = in->held_len = 0;
	if (!in->is_stdin && in->fd != -1)
		close(in->fd);
	in->fd = -1;
}

/* Reads an input to its end into *text, which grows; *len bytes. */
static enum np_code
read_whole(struct np_in *in, size_t most, char **text, size_t *len, struct np_error *err)
{
	enum { FIRST = 64 * 1024 };
	enum np_code code = NP_OK;
	for (size_t room = 0, got; code == NP_OK; *len += got) {
		if (*len == room) {
			room = room == 0 ? FIRST : room * 2;
			char *more = realloc(*text, room);
			if (more == NULL)
				return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
			*text = more;
		}
		code = np_in_read(in, *text + *len, room - *len, &got, err);
		if (*len + got > most)
			return np_fail(err, NP_ERR_TOOBIG, 0, "too large");
	}
	return code == NP_END ? NP_OK : code;
}

enum np_code
np_in_whole(const char *path, size_t most, char **text, size_t *len, struct np_error *err)
{
	struct np_in in;
	enum np_code code = np_in_open(&in, path, err);
	*text = NULL;
	*len = 0;
	if (code != NP_OK)
		return code;
	code = read_whole(&in, most, text, len, err);
	np_in_close(&in);
	if (code != NP_OK) {
		free(*text);
		*text = NULL;
	}
	return code;
}

/* ---- output ---- */

void
np_out_init(struct np_out *out, int fd, const char *name)
{
	*out = (struct np_out){ .fd = fd, .name = name, .terminal = isatty(fd) == 1 };
}

void
np_out_hold(struct np_out *out)
{
	*out = (struct np_out){ .fd = -1, .name = "memory", .holds = true };
}

static void
out_fail(struct np_out *out, int sys)
{
	if (!out->failed) {
		out->failed = true;
		out->sys = sys;
	}
	out->len = 0;
}

static void
out_drain(struct np_out *out, const char *ptr, size_t len)
{
	if (len >= MUCH && !out->widened) {
		out->widened = true;
		widen_pipe(out->fd);
	}
	while (len > 0 && !out->failed) {
		ssize_t n = write(out->fd, ptr, len > SSIZE_MAX ? SSIZE_MAX : len);
		if (n == -1 && np_io_again(out->fd, POLLOUT))
			continue;
		if (n == -1) {
			out_fail(out, errno);
			return;
		}
		ptr += n;
		len -= (size_t)n;
	}
}

/* Writes text for a terminal; answers how much of it: the beginning of a character may wait. */
static size_t
out_show(struct np_out *out, const char *text, size_t len, bool last)
{
	size_t begin = 0, at = 0, end = len;
	if (!last && len > 0 && text[len - 1] == '\r')
		end--;
	else if (!last && !out->foreign)
		end -= np_utf8_tail(text, len);
	for (size_t n; at < end; at += n) {
		char shown[NP_VISIBLE_ROOM + 1];
		bool cr = text[at] == '\r' && at + 1 < len && text[at + 1] == '\n';
		bool obeyed;
		n = np_visible_next(text + at, out->foreign ? 1 : len - at, &obeyed);
		if (!obeyed || text[at] == '\t' || text[at] == '\n' || cr ||
		    (out->foreign && (text[at] & 0x80) != 0))
			continue;
		out_drain(out, text + begin, at - begin);
		out_drain(out, shown, np_visible_put(shown, text + at, n));
		begin = at + n;
	}
	out_drain(out, text + begin, at - begin);
	return at;
}

/* Writes what is buffered, all of it if it is the last. */
static void
out_empty(struct np_out *out, bool last)
{
	size_t done = out->len;
	if (out->terminal)
		done = out_show(out, out->buf, out->len, last);
	else
		out_drain(out, out->buf, out->len);
	/* A failure has dropped it all. */
	if (done < out->len)
		memmove(out->buf, out->buf + done, out->len - done);
	out->len -= done < out->len ? done : out->len;
}

/* Makes room for so many bytes more in a writer that holds them. */
static bool
out_grow(struct np_out *out, size_t more)
{
	size_t cap = (out->len + more) * 2;
	char *buf = more < SIZE_MAX / 4 - out->len ? realloc(out->buf, cap) : NULL;
	if (buf == NULL) {
		out_fail(out, ENOMEM);
		return false;
	}
	out->buf = buf;
	out->cap = cap;
	return true;
}

void
np_out_write_through(struct np_out *out, const void *ptr, size_t len)
{
	if (out->failed || len == 0)
		return;
	if (out->buf == NULL) {
		out->buf = malloc(OUT_BUFFER);
		if (out->buf == NULL) {
			out_fail(out, ENOMEM);
			return;
		}
		out->cap = OUT_BUFFER;
	}
	if (len > out->cap - out->len && out->holds) {
		if (!out_grow(out, len))
			return;
	} else if (len > out->cap - out->len || (len >= NP_OUT_DIRECT && !out->holds)) {
		out_empty(out, false);
		if (len >= NP_OUT_DIRECT && !out->terminal) {
			out_drain(out, ptr, len);
			return;
		}
		for (size_t room; len > (room = out->cap - out->len) && !out->failed; len -= room) {
			memcpy(out->buf + out->len, ptr, room);
			ptr = (const char *)ptr + room;
			out->len = out->cap;
			out_empty(out, false);
		}
		if (out->failed)
			return;
	}
	memcpy(out->buf + out->len, ptr, len);
	out->len += len;
}

void
np_out_command(struct np_out *out, const char *sequence)
{
	if (!out->failed && out->terminal) {
		out_empty(out, true);
		out_drain(out, sequence, strlen(sequence));
	} else {
		np_out_write(out, sequence, strlen(sequence));
	}
}

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
			    "25262728293031323334353637383940414243444546474849"
			    "50515253545556575859606162636465666768697071727374"
			    "75767778798081828384858687888990919293949596979899";

void
np_out_number_through(struct np_out *out, uint64_t number)
{
	enum { MOST = 20 };
	char digits[MOST], *at = digits + MOST;

	for (; number >= 100; number /= 100) {
		at -= 2;
		memcpy(at, pairs + number % 100 * 2, 2);
	}
	*--at = pairs[number * 2 + 1];
	if (number >= 10)
		*--at = pairs[number * 2];
	np_out_write(out, at, (size_t)(digits + MOST - at));
}

/* Puts a number of one to four digits; answers where they end. */
static inline char *
put_small(char *at, unsigned number)
{
	const char *high = pairs + number / 100 * 2, *low = pairs + number % 100 * 2;

	if (number >= 1000)
		*at++ = high[0];
	if (number >= 100)
		*at++ = high[1];
	if (number >= 10)
		*at++ = low[0];
	*at++ = low[1];
	return at;
}

void
np_out_number(struct np_out *out, uint64_t number)
{
	/* Most are small, of lines and articles: these are written in place. */
	enum { SMALL = 10000, DIGITS = 8 };
	char *at;

	if (number >= SMALL * SMALL || out->cap - out->len < DIGITS) {
		np_out_number_through(out, number);
		return;
	}
	at = out->buf + out->len;
	if (number < SMALL) {
		at = put_small(at, (unsigned)number);
	} else {
		unsigned rest = (unsigned)number % SMALL;

		at = put_small(at, (unsigned)number / SMALL);
		memcpy(at, pairs + rest / 100 * 2, 2);
		memcpy(at + 2, pairs + rest % 100 * 2, 2);
		at += 4;
	}
	out->len = (size_t)(at - out->buf);
}

void
np_out_signed(struct np_out *out, int64_t number)
{
	if (number < 0)
		np_out_byte(out, '-');
	/* Its negative may be too large for an int64_t, not for this. */
	np_out_number(out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

enum np_code
np_out_flush(struct np_out *out, struct np_error *err)
{
	if (!out->failed && !out->holds)
		out_empty(out, true);
	out->len = out->holds && !out->failed ? out->len : 0;
	if (out->failed)
		return np_fail(err, NP_ERR_WRITE, out->sys, "cannot write");
	return NP_OK;
}

enum np_code
np_out_close(struct np_out *out, struct np_error *err)
{
	enum np_code code = np_out_flush(out, err);
	free(out->buf);
	out->buf = NULL;
	out->cap = 0;
	return code;
}
