/* fail_alloc.c - loaded before a tool: its NP_FAIL_AT-th allocation fails, from 1 */
#include <errno.h>
#include <stdlib.h>

/* glibc's own, under the names by which it can be reached from here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);

static unsigned long left; /* until it fails; 0: never */

/* After the program was loaded: what the loader takes does not count. */
__attribute__((constructor)) static void
begin(void)
{
	const char *at = getenv("NP_FAIL_AT");

	left = at != NULL ? strtoul(at, NULL, 10) : 0;
}

static int
fails(void)
{
	if (left == 0 || --left > 0)
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
calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *ptr, size_t size)
{
	return fails() ? NULL : __libc_realloc(ptr, size);
}
