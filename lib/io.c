/* io.c - bytes in and out: files, standard input, files written whole or not at all */
/* For realpath(): it is in POSIX's base, but glibc shows it as one of X/Open's. */
#define _XOPEN_SOURCE 700

#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "originals.h"
#include "temp.h"
#include "utf8.h"
#include "visible.h"

enum { OUT_BUFFER = 256 * 1024, LINE_BUFFER = 256 * 1024 };

/* ---- input ---- */

enum np_code
np_in_open(struct np_in *in, const char *path, struct np_error *err)
{
	struct stat st, out;

	in->name = path;
	in->held = NULL;
	in->held_at = in->held_len = 0;
	in->is_stdin = strcmp(path, "-") == 0;
	in->fd = in->is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
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
		return np_fail(err, NP_ERR_OPEN, EISDIR, "cannot read");
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
	for (;;) {
		ssize_t n = read(in->fd, buf, cap);
		if (n > 0) {
			*got = (size_t)n;
			return NP_OK;
		}
		if (n == 0)
			return NP_END;
		if (errno != EINTR)
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
		/* A failure shows again at the next read: the bytes before it come first. */
		if (np_in_read_some(in, in->held + len, cap - len, &got, NULL) != NP_OK)
			break;
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

void
np_lines_init(struct np_lines *lines, struct np_in *in, size_t max)
{
	*lines = (struct np_lines){ .in = in, .max = max, .pending = NP_OK };
}

/*
 * Makes room behind the bytes that are held and reads more.  Answers NP_OK when
 * some came, NP_END, or an error.
 */
static enum np_code
lines_fill(struct np_lines *lines, struct np_error *err)
{
	if (lines->leave != NULL && !lines->leave(lines->leave_ctx)) {
		lines->leave_failed = true;
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	lines->ahead = 0;
	lines->more = true;
	if (lines->start > 0) {
		memmove(lines->buf, lines->buf + lines->start, lines->end - lines->start);
		lines->end -= lines->start;
		lines->start = 0;
	}
	if (lines->end == lines->cap) {
		size_t cap = lines->cap == 0 ? LINE_BUFFER : lines->cap * 2;
		char *buf = realloc(lines->buf, cap);
		if (buf == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		lines->buf = buf;
		lines->cap = cap;
	}
	size_t n;
	enum np_code code =
	    np_in_read_some(lines->in, lines->buf + lines->end, lines->cap - lines->end, &n, err);
	lines->end += n;
	return code;
}

/* Passes over the rest of a line that is too long. */
static enum np_code
lines_skip(struct np_lines *lines, struct np_error *err)
{
	for (;;) {
		char *lf = memchr(lines->buf + lines->start, '\n', lines->end - lines->start);
		if (lf != NULL) {
			lines->start = (size_t)(lf - lines->buf) + 1;
			break;
		}
		lines->start = lines->end = 0;
		enum np_code code = lines_fill(lines, err);
		if (code == NP_END) {
			lines->ended = true;
			break;
		}
		if (code != NP_OK) {
			lines->ended = true;
			return code;
		}
	}
	np_fail(err, NP_ERR_TOOBIG, 0, "line too long");
	if (err != NULL)
		err->line = lines->number;
	return NP_ERR_TOOBIG;
}

enum np_code
np_lines_next(struct np_lines *lines, struct np_span *line, struct np_error *err)
{
	size_t looked = 0;
	lines->unterminated = false;
	for (;;) {
		size_t held = lines->end - lines->start;
		char *from = lines->buf != NULL ? lines->buf + lines->start : NULL;
		char *lf = held > looked ? memchr(from + looked, '\n', held - looked) : NULL;
		if (lf != NULL && (size_t)(lf - from) <= lines->max) {
			*line = (struct np_span){ from, (size_t)(lf - from) };
			lines->start += line->len + 1;
			lines->number++;
			return NP_OK;
		}
		looked = held;
		if (held > lines->max) {
			lines->number++;
			return lines_skip(lines, err);
		}
		if (lines->ended) {
			if (held > 0) {
				*line = (struct np_span){ from, held };
				lines->start = lines->end;
				lines->number++;
				lines->unterminated = true;
				return NP_OK;
			}
			if (lines->pending != NP_OK) {
				enum np_code code = lines->pending;
				lines->pending = NP_OK;
				if (err != NULL)
					*err = lines->pending_err;
				return code;
			}
			return NP_END;
		}
		enum np_code code = lines_fill(lines, &lines->pending_err);
		if (code == NP_END || code == NP_ERR_READ) {
			lines->ended = true;
			if (code == NP_ERR_READ)
				lines->pending = code;
		} else if (code != NP_OK) {
			if (err != NULL)
				*err = lines->pending_err;
			return code;
		}
	}
}

void
np_lines_free(struct np_lines *lines)
{
	free(lines->buf);
	lines->buf = NULL;
	lines->cap = lines->start = lines->end = 0;
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
	while (len > 0 && !out->failed) {
		ssize_t n = write(out->fd, ptr, len > SSIZE_MAX ? SSIZE_MAX : len);
		if (n == -1 && errno == EINTR)
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

void
np_out_string(struct np_out *out, const char *text)
{
	np_out_write(out, text, strlen(text));
}

void
np_out_number(struct np_out *out, uint64_t number)
{
	char digits[20];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	np_out_write(out, digits + at, sizeof digits - at);
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

/* The inputs, noted by np_operands_spare(): no file replaces one. */
static struct np_originals spared;
static bool spares;
static const char replaces_input[] = "is an input too, not written over";

/* True if name stays below the folder it is joined to. */
static bool
safe_name(const char *name)
{
	if (*name == '\0' || *name == '/')
		return false;
	for (const char *part = name; part != NULL;) {
		const char *slash = strchr(part, '/');
		size_t len = slash != NULL ? (size_t)(slash - part) : strlen(part);
		if (len == 0 || (len == 1 && part[0] == '.') ||
		    (len == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		part = slash != NULL ? slash + 1 : NULL;
	}
	return true;
}

/* Makes the folders that path names before its last slash; 0 or errno. */
static int
make_folders(char *path)
{
	for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		int failed = mkdir(path, 0777);
		int sys = errno;
		*slash = '/';
		if (failed && sys != EEXIST)
			return sys;
	}
	return 0;
}

/* Opens path, which has a slash; makes the folders that it names if that is wished. */
static enum np_code
outfile_open(struct np_outfile *file, char *path, bool folders, struct np_error *err)
{
	struct stat st;
	size_t room = path != NULL ? strlen(path) + sizeof ".npXXXXXX" : 1;
	int fd = -1, sys = ENOMEM;
	if (path != NULL && np_originals_have(&spared, path)) {
		free(path);
		*file = (struct np_outfile){ .path = NULL };
		return np_fail(err, NP_ERR_UNKNOWN, 0, replaces_input);
	}
	*file = (struct np_outfile){ .path = path, .temp = malloc(room) };
	if (file->path != NULL && file->temp != NULL) {
		const char *base = strrchr(path, '/') + 1;
		/* A name of its own in the same folder: short, so that it fits where name fits. */
		snprintf(file->temp, room, "%.*s.npXXXXXX", (int)(base - path), path);
		sys = folders ? make_folders(path) : 0;
		if (sys == 0 && stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
			fd = open(path, O_WRONLY | O_CLOEXEC);
			sys = errno;
			free(file->temp);
			file->temp = NULL;
		} else if (sys == 0) {
			fd = np_temp_open(file->temp);
			sys = errno;
		}
	}
	if (fd == -1) {
		free(file->path);
		free(file->temp);
		*file = (struct np_outfile){ .path = NULL };
		return np_fail(err, NP_ERR_OPEN, sys, "cannot write");
	}
	if (file->temp != NULL) {
		/* mkstemp() makes it 0600; a file made by open() would have what umask leaves. */
		mode_t mask = umask(0);
		umask(mask);
		fchmod(fd, 0666 & ~mask);
	}
	np_out_init(&file->out, fd, file->path);
	return NP_OK;
}

/* dir/name, for free(); NULL without memory. */
static char *
path_of(const char *dir, const char *name)
{
	size_t room = strlen(dir) + strlen(name) + sizeof "/";
	char *path = malloc(room);
	if (path != NULL)
		snprintf(path, room, "%s/%s", dir, name);
	return path;
}

enum np_code
np_outfile_open(struct np_outfile *file, const char *dir, const char *name, struct np_error *err)
{
	*file = (struct np_outfile){ .path = NULL };
	if (!safe_name(name))
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not a name below the output folder");
	return outfile_open(file, path_of(dir, name), true, err);
}

/*
 * Another descriptor of standard output or standard error if path is where that goes already, as
 * /dev/stdout is: two that were opened on their own would write over each other.  -1 if it is not.
 */
static int
dup_stream(const char *path)
{
	struct stat there, stream;
	if (stat(path, &there) == -1)
		return -1;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fstat(fd, &stream) == 0 && stream.st_dev == there.st_dev &&
		    stream.st_ino == there.st_ino)
			return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	}
	return -1;
}

enum np_code
np_outfile_create(struct np_outfile *file, const char *path, struct np_error *err)
{
	const char *slash = strrchr(path, '/');
	*file = (struct np_outfile){ .path = NULL };
	if (!safe_name(slash != NULL ? slash + 1 : path))
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not the name of a file");
	int stream = dup_stream(path);
	if (stream != -1) {
		file->path = strdup(path);
		if (file->path == NULL) {
			close(stream);
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		}
		np_out_init(&file->out, stream, file->path);
		return NP_OK;
	}
	/* What a link points to is what the user means. */
	struct stat st;
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode)) {
		char *real = realpath(path, NULL);
		if (real == NULL)
			return np_fail(err, NP_ERR_OPEN, errno, "cannot write");
		return outfile_open(file, real, false, err);
	}
	return outfile_open(file, slash != NULL ? strdup(path) : path_of(".", path), false, err);
}

enum np_code
np_outfile_folder(const char *dir, struct np_error *err)
{
	char *path = path_of(dir, "");
	if (path == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	int sys = make_folders(path);
	free(path);
	return sys == 0 ? NP_OK : np_fail(err, NP_ERR_OPEN, sys, "cannot make the folder");
}

static void
outfile_free(struct np_outfile *file)
{
	free(file->path);
	free(file->temp);
	file->path = file->temp = NULL;
}

enum np_code
np_outfile_commit(struct np_outfile *file, struct np_error *err)
{
	enum np_code code = np_out_close(&file->out, err);
	if (code == NP_OK && file->temp != NULL && fsync(file->out.fd) == -1 && errno != EINVAL &&
	    errno != EROFS)
		code = np_fail(err, NP_ERR_WRITE, errno, "cannot write");
	if (close(file->out.fd) == -1 && code == NP_OK && errno != EINTR)
		code = np_fail(err, NP_ERR_WRITE, errno, "cannot write");
	if (code == NP_OK && file->temp != NULL && np_originals_have(&spared, file->path))
		code = np_fail(err, NP_ERR_WRITE, 0, replaces_input);
	if (code == NP_OK && file->temp != NULL) {
		int sys = np_temp_name(file->temp, file->path);
		if (sys != 0)
			code = np_fail(err, NP_ERR_WRITE, sys, "cannot rename to");
	} else if (file->temp != NULL) {
		np_temp_remove(file->temp);
	}
	outfile_free(file);
	return code;
}

void
np_outfile_abandon(struct np_outfile *file)
{
	if (file->path == NULL)
		return;
	np_out_close(&file->out, NULL);
	close(file->out.fd);
	if (file->temp != NULL)
		np_temp_remove(file->temp);
	outfile_free(file);
}

/* ---- operands ---- */

/* Hands on a name of a list; *go_on is false when that ended the run. */
static enum np_code
give_name(const char *name, bool (*each)(const char *path, void *ctx), void *ctx, bool *go_on,
    struct np_error *err)
{
	if (spares && !np_originals_add(&spared, name))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*go_on = each(name, ctx);
	return NP_OK;
}

/* Calls each for the NUL-separated names that in holds. */
static enum np_code
each_of_list(
    struct np_in *in, bool (*each)(const char *path, void *ctx), void *ctx, struct np_error *err)
{
	enum { LONGEST = 64 * 1024 };
	char *name = malloc(LONGEST);
	char *buf = malloc(LONGEST);
	size_t len = 0, got = 0;
	enum np_code code = name != NULL && buf != NULL ? NP_OK : NP_ERR_MEMORY;
	bool go_on = true;

	if (code != NP_OK)
		np_fail(err, code, 0, "out of memory");
	while (code == NP_OK && go_on) {
		code = np_in_read_some(in, buf, LONGEST, &got, err);
		for (size_t i = 0; i < got && go_on && code == NP_OK; i++) {
			if (len == LONGEST - 1) {
				code = np_fail(err, NP_ERR_TOOBIG, 0, "file name too long");
			} else if ((name[len++] = buf[i]) == '\0') {
				if (len > 1)
					code = give_name(name, each, ctx, &go_on, err);
				len = 0;
			}
		}
	}
	if (code == NP_END) {
		code = NP_OK;
		if (len > 0) {
			name[len] = '\0';
			code = give_name(name, each, ctx, &go_on, err);
		}
	}
	free(name);
	free(buf);
	return code;
}

bool
np_operands_single(const struct np_operands *operands)
{
	return !operands->more && operands->list == NULL &&
	       (operands->argv == NULL || operands->argv[0] == NULL || operands->argv[1] == NULL);
}

enum np_code
np_operands_each(const struct np_operands *operands, bool (*each)(const char *path, void *ctx),
    void *ctx, struct np_error *err)
{
	if (operands->list != NULL) {
		struct np_in in;
		enum np_code code = np_in_open(&in, operands->list, err);
		if (code != NP_OK)
			return code;
		code = each_of_list(&in, each, ctx, err);
		np_in_close(&in);
		return code;
	}
	if (operands->argv == NULL || operands->argv[0] == NULL) {
		each("-", ctx);
		return NP_OK;
	}
	for (char **name = operands->argv; *name != NULL; name++) {
		if (!each(*name, ctx))
			break;
	}
	return NP_OK;
}

static bool
note_name(const char *path, void *ctx)
{
	bool *fine = ctx;
	*fine = np_originals_add(&spared, path);
	return *fine;
}

bool
np_operands_spare(const struct np_operands *operands)
{
	const char *list = operands->list;
	bool fine = list == NULL || np_originals_add(&spared, list);
	/* A list that is a file can be read twice. */
	if (fine && (list == NULL || (strcmp(list, "-") != 0 && np_originals_have(&spared, list))))
		np_operands_each(operands, note_name, &fine, NULL);
	spares = true;
	return fine;
}
