/*
 * preload.c - loaded before a tool: an allocation of its that fails, reads and writes that are short
 *
 *	NP_FAIL_AT=N    the N-th allocation fails, from 1; with NP_FAIL_ON=1 all behind it too; with
 *	                NP_FAIL_FORKED=1 only in processes that the tool forks, which count on from it
 *	NP_SHORT=N      no read or write moves more than N bytes
 *	NP_TOLD=FD      at the end the number of allocations is written there
 *
 * What is allocated when the program has ended does not count: --coverage does.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* glibc's own, under the names by which it can be reached from here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
long syscall(long number, ...);

static unsigned long fail_at, fail_on, fail_forked, most, told; /* 0: not asked for */
static unsigned long count;
static pid_t tool;
static int ended;

static void
note_end(void)
{
	ended = 1;
}

static unsigned long
number(const char *name)
{
	const char *value = getenv(name);

	return value != NULL ? strtoul(value, NULL, 10) : 0;
}

/* After the program was loaded: what the loader takes does not count. */
__attribute__((constructor)) static void
begin(void)
{
	fail_at = number("NP_FAIL_AT");
	fail_on = number("NP_FAIL_ON");
	fail_forked = number("NP_FAIL_FORKED");
	tool = getpid();
	most = number("NP_SHORT");
	told = number("NP_TOLD");
	count = 0;
}

__attribute__((destructor)) static void
end(void)
{
	char text[32];

	if (told != 0) {
		int len = snprintf(text, sizeof text, "%lu\n", count);

		if (syscall(SYS_write, (int)told, text, (size_t)len) == -1)
			_exit(126);
	}
}

static int
fails(void)
{
	if (ended)
		return 0;
	/* Not in begin(): the handlers run backwards, and that of the program's own end is set later. */
	if (count++ == 0)
		atexit(note_end);
	if (fail_at == 0 || count < fail_at || (count > fail_at && !fail_on))
		return 0;
	if (fail_forked && getpid() == tool)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t items, size_t size)
{
	return fails() ? NULL : __libc_calloc(items, size);
}

void *
realloc(void *ptr, size_t size)
{
	return fails() ? NULL : __libc_realloc(ptr, size);
}

void *
aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

ssize_t
read(int fd, void *buf, size_t len)
{
	return syscall(SYS_read, fd, buf, most != 0 && len > most ? (size_t)most : len);
}

ssize_t
write(int fd, const void *buf, size_t len)
{
	return syscall(SYS_write, fd, buf, most != 0 && len > most ? (size_t)most : len);
}
