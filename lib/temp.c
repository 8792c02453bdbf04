/* temp.c - temporary files: named at last or gone, also when a signal ends the program */
#include "temp.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Signals that end a program unless it handles them.  Those of its own faults (SIGSEGV and the like) are
 * left out: after these nothing in memory can be relied on.
 */
static const int ends[] = {
	SIGHUP,
	SIGINT,
	SIGQUIT,
	SIGPIPE,
	SIGALRM,
	SIGTERM,
#if defined(SIGXCPU)
	SIGXCPU,
#endif
#if defined(SIGXFSZ)
	SIGXFSZ,
#endif
};

enum { SIGNALS = sizeof ends / sizeof *ends, FILES = 40 };

/* The files that have no name yet.  Changed only while the signals are blocked. */
static struct {
	const char *path; /* NULL: free */
	pid_t maker;
} files[FILES];

static void
take_away(int sig)
{
	int sys = errno;
	for (int i = 0; i < FILES; i++) {
		if (files[i].path != NULL && files[i].maker == getpid())
			unlink(files[i].path);
	}
	errno = sys;
	/* Its action is the system's again: it ends the program when this returns. */
	if (raise(sig) != 0)
		_exit(128 + sig);
}

static sigset_t
all_ends(void)
{
	sigset_t set;
	sigemptyset(&set);
	for (int i = 0; i < SIGNALS; i++)
		sigaddset(&set, ends[i]);
	return set;
}

static void
catch_signals(void)
{
	static bool caught;
	struct sigaction action = { .sa_flags = (int)SA_RESETHAND }, now;
	if (caught)
		return;
	caught = true;
	action.sa_handler = take_away;
	action.sa_mask = all_ends();
	for (int i = 0; i < SIGNALS; i++) {
		if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL)
			sigaction(ends[i], &action, NULL);
	}
}

/* Blocks the signals; *before is the mask to set again. */
static void
hold_signals(sigset_t *before)
{
	sigset_t set = all_ends();
	sigprocmask(SIG_BLOCK, &set, before);
}

/* Puts path into the place of old (NULL: a free one); false if there is none. */
static bool
replace(const char *old, const char *path)
{
	for (int i = 0; i < FILES; i++) {
		if (files[i].path != old)
			continue;
		files[i].path = path;
		files[i].maker = getpid();
		return true;
	}
	return false;
}

int
np_temp_open(char *path)
{
	sigset_t before;
	catch_signals();
	hold_signals(&before);
	char *end = path + strlen(path);
	int fd;
	/* A name that was tried is not there any more to be made another. */
	while ((fd = mkstemp(path)) == -1 && errno == EINTR)
		memcpy(end - 6, "XXXXXX", 6);
	int sys = errno;
	if (fd != -1)
		replace(NULL, path);
	sigprocmask(SIG_SETMASK, &before, NULL);
	errno = sys;
	return fd;
}

int
np_temp_name(char *path, const char *name)
{
	sigset_t before;
	hold_signals(&before);
	int sys = rename(path, name) == 0 ? 0 : errno;
	if (sys != 0)
		unlink(path);
	replace(path, NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return sys;
}

void
np_temp_remove(char *path)
{
	sigset_t before;
	hold_signals(&before);
	unlink(path);
	replace(path, NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
}
