/* diag.c - the program's name, its message lines, its worst exit status */
#include "diag.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "visible.h"

enum { MESSAGES_A_FILE = 10 };

static struct {
	const char *program;
	enum np_status worst;
	const char *file;   /* the input whose messages are counted */
	unsigned long said; /* for it */
} diag = { "newsprint", NP_CLEAN, NULL, 0 };

void
np_diag_init(const char *argv0)
{
	if (argv0 != NULL && *argv0 != '\0') {
		const char *slash = strrchr(argv0, '/');
		diag.program = slash != NULL ? slash + 1 : argv0;
	}
	/*
	 * A closed descriptor is opened on nothing in the wrong direction: reading
	 * from it and writing to it fail as they would on a closed one.
	 */
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) != -1 || errno != EBADF)
			continue;
		if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			diag.worst = NP_BROKEN;
	}
}

const char *
np_diag_program(void)
{
	return diag.program;
}

void
np_diag_raise(enum np_status status)
{
	if (status > diag.worst)
		diag.worst = status;
}

enum np_status
np_diag_status(void)
{
	return diag.worst;
}

void
np_diag_file_begin(const char *name)
{
	diag.file = name;
	diag.said = 0;
}

/* Appends text to line, what a terminal would obey as \xHH; what does not fit is left out. */
static size_t
append(char *line, size_t len, size_t cap, const char *text)
{
	bool obeyed;

	for (size_t left = strlen(text), n; left > 0; text += n, left -= n) {
		n = np_visible_next(text, left, &obeyed);
		if (len + NP_VISIBLE_ROOM >= cap)
			break;
		if (obeyed) {
			len += np_visible_put(line + len, text, n);
		} else {
			memcpy(line + len, text, n);
			len += n;
		}
	}
	return len;
}

/* Writes one line, with one write(2) if it can: so the lines of several processes stay whole. */
static void
print_line(const char *name, uint64_t line, const char *message)
{
	char buf[8192];
	size_t len = append(buf, 0, sizeof buf, diag.program);
	len = append(buf, len, sizeof buf, ": ");
	if (name != NULL) {
		char number[32];
		len = append(buf, len, sizeof buf - 2048, *name != '\0' ? name : "''");
		if (line > 0) {
			snprintf(number, sizeof number, ":%llu", (unsigned long long)line);
			len = append(buf, len, sizeof buf, number);
		}
		len = append(buf, len, sizeof buf, ": ");
	}
	len = append(buf, len, sizeof buf - 1, message);
	buf[len++] = '\n';
	fflush(stderr);
	for (size_t at = 0; at < len;) {
		ssize_t n = write(STDERR_FILENO, buf + at, len - at);
		if (n == -1 && !np_io_again(STDERR_FILENO, POLLOUT))
			break;
		at += n > 0 ? (size_t)n : 0;
	}
}

void
np_diag_file_end(void)
{
	const char *name = diag.file;
	unsigned long rest = diag.said > MESSAGES_A_FILE ? diag.said - MESSAGES_A_FILE : 0;
	diag.file = NULL;
	diag.said = 0;
	if (rest > 0) {
		char message[64];
		snprintf(message, sizeof message, "and %lu more of the like", rest);
		print_line(name, 0, message);
	}
}

void
np_diag_say(enum np_status status, const char *name, uint64_t line, const char *fmt, ...)
{
	char message[4096];
	va_list ap;

	np_diag_raise(status);
	if (diag.file != NULL && ++diag.said > MESSAGES_A_FILE)
		return;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	print_line(name, line, message);
}

void
np_diag_error(enum np_status status, const char *name, const struct np_error *err)
{
	const char *msg = err->msg != NULL ? err->msg : "failed";
	if (err->code == NP_ERR_WRITE && err->sys == EPIPE) {
		np_diag_raise(status);
		return;
	}
	if (err->sys != 0)
		np_diag_say(status, name, err->line, "%s: %s", msg, strerror(err->sys));
	else if (err->advice != NULL)
		np_diag_say(status, name, err->line, "%s (%s)", msg, err->advice);
	else
		np_diag_say(status, name, err->line, "%s", msg);
}

bool
np_diag_no_memory(const char *name)
{
	np_diag_say(NP_BROKEN, name, 0, "out of memory");
	return false;
}

int
np_diag_finish(void)
{
	bool failed = fflush(stdout) == EOF || ferror(stdout);
	int sys = errno;
	if (close(STDOUT_FILENO) == -1 && !failed && errno != EINTR) {
		failed = true;
		sys = errno;
	}
	if (failed) {
		if (sys != EPIPE)
			np_diag_say(
			    NP_BROKEN, NULL, 0, "standard output: cannot write: %s", strerror(sys));
		np_diag_raise(NP_BROKEN);
	}
	return (int)diag.worst;
}
