/* confine_landlock.c - least privilege on Linux: what may be done below which folder */
#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "confine_inside.h"

#if defined(NP_CONFINE_LINUX)

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif

#if defined(LANDLOCK_ACCESS_FS_EXECUTE) && defined(SYS_landlock_create_ruleset)

/* The kernel's header may be older than the kernel. */
#define RIGHT(n) (UINT64_C(1) << (n))
enum {
	BASIC_RIGHTS = 13, /* the first version's: execute to make_sym */
	TRUNCATE = 14
};

struct ruleset {
	uint64_t files, net, scoped;
};

static const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

/* What the kernel's version of landlock can refuse: files, TCP, signals and abstract sockets. */
static struct ruleset
all_rights(long version)
{
	struct ruleset all = { RIGHT(BASIC_RIGHTS) - 1, 0, 0 };

	if (version >= 2)
		all.files |= RIGHT(13); /* rename to another folder */
	if (version >= 3)
		all.files |= RIGHT(TRUNCATE);
	if (version >= 4)
		all.net = RIGHT(0) | RIGHT(1); /* bind, connect */
	if (version >= 5)
		all.files |= RIGHT(15); /* ioctl of a device */
	if (version >= 6)
		all.scoped = RIGHT(0) | RIGHT(1);
	return all;
}

/*
 * Lets the tool keep these rights below path; a path that is not there needs none.  False if it can't be
 * done: then the tool would be kept from its own files.
 */
static bool
allow(int ruleset, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = rights };

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd == -1)
		return errno == ENOENT || errno == ENOTDIR;
	bool allowed =
	    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U) == 0;
	close(rule.parent_fd);
	return allowed;
}

/*
 * The same for a file that is to be written, links followed: a device is written to as it is, any other
 * file is made anew in its folder.
 */
static bool
allow_file(int ruleset, const char *path, uint64_t rights)
{
	struct stat st;
	char *real = realpath(path, NULL), *copy = real != NULL ? real : strdup(path);
	char *slash = copy != NULL ? strrchr(copy, '/') : NULL;
	bool allowed = false;

	if (real != NULL && stat(real, &st) == 0 && !S_ISREG(st.st_mode)) {
		uint64_t file = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE;
		allowed = allow(ruleset, real, rights & (file | RIGHT(TRUNCATE)));
	} else if (slash != NULL) {
		slash[slash == copy] = '\0';
		allowed = allow(ruleset, copy, rights);
	} else if (copy != NULL) {
		allowed = allow(ruleset, ".", rights);
	}
	free(copy);
	return allowed;
}

bool
np_confine_landlock(const char *folder, const char *path, bool and_reading)
{
	long version =
	    syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return false;
	struct ruleset all = all_rights(version);
	if (!and_reading)
		all.files &= ~reading;
	/* An older kernel refuses what is longer than it knows. */
	size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0U);
	if (ruleset == -1)
		return false;
	uint64_t making = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
			  LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
			  LANDLOCK_ACCESS_FS_REMOVE_FILE | RIGHT(TRUNCATE);
	making &= all.files;
	bool done = folder == NULL || allow(ruleset, folder, making);
	if (path != NULL)
		done = done && allow_file(ruleset, path, making & ~LANDLOCK_ACCESS_FS_MAKE_DIR);
	done = done && syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
	close(ruleset);
	return done;
}

#else

bool
np_confine_landlock(const char *folder, const char *path, bool and_reading)
{
	(void)folder, (void)path, (void)and_reading;
	return false;
}

#endif

#endif
