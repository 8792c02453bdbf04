/* help_io.h - for unit tests of what reads and writes files: a folder for each test, pipes that are written to */
#ifndef NP_TESTS_HELP_IO_H
#define NP_TESTS_HELP_IO_H

#include "help.h"

#include "io.h"

static char *folder;

static void
open_folder(void)
{
	folder = make_folder();
}

static void
close_folder(void)
{
	remove_folder(folder);
}

/* Each test of the case begins with the folder empty. */
static inline void
give_folder(TCase *tests)
{
	tcase_add_checked_fixture(tests, open_folder, close_folder);
}

/* A child that writes these bytes into a pipe, at most `most` at a time; its end for reading. */
static inline int
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

static inline struct np_in
in_of(int fd)
{
	return (struct np_in){ .fd = fd, .name = "test" };
}

/* Bytes that are held, with a descriptor behind them that cannot be read: a folder. */
static inline struct np_in
in_broken(const char *text)
{
	struct np_in in = in_of(open("/", O_RDONLY));
	ck_assert_int_ge(in.fd, 0);
	in.held = strdup(text);
	in.held_len = strlen(text);
	return in;
}

#endif
