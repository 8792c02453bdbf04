/* help.h - what several unit tests need: spans, chance, pages of a text, what a child says */
#ifndef NP_TESTS_HELP_H
#define NP_TESTS_HELP_H

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "page.h"

#define SIZE(a) (sizeof(a) / sizeof *(a))

static inline struct np_span
span(const char *text)
{
	return (struct np_span){ text, strlen(text) };
}

/* The text is what is expected. */
static inline void
ck_span(struct np_span got, const char *expected)
{
	ck_assert_ptr_nonnull(got.ptr);
	ck_assert_msg(got.len == strlen(expected) && memcmp(got.ptr, expected, got.len) == 0,
	    "'%.*s' is not '%s'", (int)got.len, got.ptr, expected);
}

/* xorshift64*: the same numbers in every run. */
static inline uint64_t
chance(uint64_t *state)
{
	uint64_t x = *state;
	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	*state = x;
	return x * UINT64_C(0x2545F4914F6CDD1D) >> 16;
}

static inline size_t
below(uint64_t *state, size_t end)
{
	return (size_t)(chance(state) % end);
}

/*
 * What a long test takes less of, so many times; 1 unless BRIEF=1 is set, as under valgrind, where all
 * takes fifty times as long.  By a step that is prime all remainders are met.
 */
static inline unsigned
brief(unsigned times)
{
	const char *set = getenv("BRIEF");
	return set != NULL && *set != '\0' ? times : 1;
}

/* A page of these bytes, its lines in the arena. */
static inline void
scan_page(struct np_page *page, struct np_span bytes, enum np_from from, struct np_arena *arena)
{
	struct np_error err;
	*page = (struct np_page){ .name = span("page"), .bytes = bytes, .first_line = 1 };
	ck_assert_int_eq(np_page_scan(page, from, arena, &err), NP_OK);
}

/* dir/name; for free(). */
static inline char *
join_path(const char *dir, const char *name)
{
	size_t len = strlen(dir) + strlen(name) + 2;
	char *path = malloc(len);
	ck_assert_ptr_nonnull(path);
	snprintf(path, len, "%s/%s", dir, name);
	return path;
}

/* A name where temporary files belong, for mkstemp(3) or mkdtemp(3) and free(). */
static inline char *
temporary_path(void)
{
	const char *dir = getenv("TMPDIR");
	return join_path(dir != NULL && *dir != '\0' ? dir : "/tmp", "np-check-XXXXXX");
}

/* A temporary folder; its name is for remove_folder(). */
static inline char *
make_folder(void)
{
	char *path = temporary_path();
	ck_assert_ptr_nonnull(mkdtemp(path));
	return path;
}

static inline void
remove_folder(char *path)
{
	char command[4096];
	ck_assert_int_lt(snprintf(command, sizeof command, "rm -rf '%s'", path), sizeof command);
	ck_assert_int_eq(system(command), 0);
	free(path);
}

/* A temporary file with these bytes; its name is for remove_file(). */
static inline char *
make_file(const void *bytes, size_t len)
{
	char *path = temporary_path();
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, len), (ssize_t)len);
	close(fd);
	return path;
}

static inline void
remove_file(char *path)
{
	ck_assert_int_eq(unlink(path), 0);
	free(path);
}

static inline void
write_file(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(bytes, 1, len, file), len);
	ck_assert_int_eq(fclose(file), 0);
}

/* All of a file, for free(), with a NUL behind it; NULL if there is none. */
static inline char *
read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	size_t cap = 1 << 16, n = 0, got;
	char *text = malloc(cap);
	ck_assert_ptr_nonnull(text);
	if (file == NULL) {
		free(text);
		return NULL;
	}
	while ((got = fread(text + n, 1, cap - n - 1, file)) > 0) {
		n += got;
		if (n + 1 == cap) {
			char *more = realloc(text, cap *= 2);
			ck_assert_ptr_nonnull(more);
			text = more;
		}
	}
	fclose(file);
	text[n] = '\0';
	if (len != NULL)
		*len = n;
	return text;
}

/* What a child process wrote to a descriptor, and its exit status. */
struct heard {
	char text[32 * 1024];
	size_t len;
	int status;
};

/* Runs say(ctx) in a child and listens to its descriptor fd; the status is what it answers. */
static inline void
listen_to(int fd, int (*say)(const void *ctx), const void *ctx, struct heard *heard)
{
	int ends[2];
	ck_assert_int_eq(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		dup2(ends[1], fd);
		close(ends[0]);
		close(ends[1]);
		_exit(say(ctx));
	}
	close(ends[1]);
	heard->len = 0;
	for (;;) {
		ssize_t n =
		    read(ends[0], heard->text + heard->len, sizeof heard->text - 1 - heard->len);
		if (n <= 0)
			break;
		heard->len += (size_t)n;
	}
	close(ends[0]);
	heard->text[heard->len] = '\0';
	int status;
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	heard->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Runs one suite; the answer is for main(). */
static inline int
run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

#endif
