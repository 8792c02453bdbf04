/* confine.c - least privilege: what the program can't do any more, whatever its input makes of it */
#if defined(__linux__)
#define _GNU_SOURCE
#elif defined(__OpenBSD__)
#define _BSD_SOURCE
#endif

#include "confine.h"

#include <stddef.h>

#include "confine_inside.h"

/* Where the tool writes; NULL for nowhere. */
static const char *write_folder, *write_file;
static unsigned confined; /* what took hold */

void
np_confine_folder(const char *folder)
{
	write_folder = folder;
}

void
np_confine_file(const char *path)
{
	write_file = path;
}

void
np_confine_worker(void)
{
	write_folder = write_file = NULL;
	np_confine_start();
	np_confine_opened();
}

#if defined(NP_CONFINE_LINUX)

#include <sys/prctl.h>
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif

/* valgrind 3.19 dies of a filter that its own calls do not pass. */
static bool
traced(void)
{
#if defined(RUNNING_ON_VALGRIND)
	return RUNNING_ON_VALGRIND != 0;
#else
	return false;
#endif
}

unsigned
np_confine_start(void)
{
	/* From here on no program that is run has more rights: an unprivileged filter needs that. */
	if (confined != 0 || traced() || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return confined;
	if (np_confine_landlock(write_folder, write_file, false))
		confined |= NP_CONFINE_FILES;
	if (np_confine_seccomp(write_folder != NULL || write_file != NULL))
		confined |= NP_CONFINE_CALLS;
	return confined;
}

void
np_confine_opened(void)
{
	if (confined == 0)
		return;
	np_confine_landlock(write_folder, write_file, true);
	if (write_folder == NULL && write_file == NULL)
		np_confine_seccomp_opening();
}

#elif defined(NP_CONFINE_OPENBSD)

#include <unistd.h>

unsigned
np_confine_start(void)
{
	bool writes = write_folder != NULL || write_file != NULL;

	if (confined != 0)
		return confined;
	if (writes) {
		/* A file is made by another name beside it: its folder's name need not be known. */
		unveil("/", write_file != NULL ? "rwc" : "r");
		if (write_folder != NULL)
			unveil(write_folder, "rwc");
	}
	/* prot_exec: PCRE2 compiles patterns to machine code. */
	if (pledge(writes ? "stdio rpath wpath cpath fattr prot_exec" : "stdio rpath prot_exec",
		NULL) == 0)
		confined = NP_CONFINE_CALLS | NP_CONFINE_FILES;
	return confined;
}

void
np_confine_opened(void)
{
	if (confined != 0 && write_folder == NULL && write_file == NULL)
		pledge("stdio prot_exec", NULL);
}

#else

unsigned
np_confine_start(void)
{
	return confined;
}

void
np_confine_opened(void)
{
}

#endif
