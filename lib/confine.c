/* confine.c - least privilege: what the program can't do any more, whatever its input makes of it */
#if defined(__linux__)
#define _GNU_SOURCE
#elif defined(__OpenBSD__)
#define _BSD_SOURCE
#endif

#include "confine.h"

#include <stdbool.h>
#include <stddef.h>

/* gcc tells of sanitizers by macros, clang by features. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(leak_sanitizer) || __has_feature(memory_sanitizer)
#define NP_NO_CONFINE
#endif
#endif
#if (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)) && !defined(NP_NO_CONFINE)
#define NP_NO_CONFINE
#endif
#if !defined(__has_include)
#define __has_include(header) 0
#endif

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

#if defined(__linux__) && !defined(NP_NO_CONFINE)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
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

/* ---- landlock: what may be done below which folder ---- */

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

/*
 * Refuses to make or change files but where the tool writes; and with and_reading, to open any for
 * reading as well.
 */
static bool
restrict_files(bool and_reading)
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
	bool done = write_folder == NULL || allow(ruleset, write_folder, making);
	if (write_file != NULL)
		done =
		    done && allow_file(ruleset, write_file, making & ~LANDLOCK_ACCESS_FS_MAKE_DIR);
	done = done && syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
	close(ruleset);
	return done;
}

#else

static bool
restrict_files(bool and_reading)
{
	(void)and_reading;
	return false;
}

#endif

/* ---- seccomp: which system calls there are ---- */

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__) && defined(__AARCH64EL__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#endif

#if defined(ARCH)

/* Calls that are let through from first to last: they read, write, wait and manage memory. */
static const int always[] = {
#if defined(SYS_poll)
	SYS_poll,
#endif
	SYS_ppoll, SYS_read, SYS_readv, SYS_pread64, SYS_write, SYS_writev, SYS_lseek, SYS_close,
	SYS_fcntl, SYS_fstat, SYS_newfstatat, SYS_statx,
#if defined(SYS_stat)
	SYS_stat, SYS_lstat,
#endif
	SYS_mmap, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_brk, SYS_futex,
	SYS_getrandom, SYS_clock_gettime, SYS_gettimeofday, SYS_getpid, SYS_gettid, SYS_sysinfo,
	SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_restart_syscall, SYS_wait4,
	/* From a socket that is open, and its end: a worker's. */
	SYS_recvfrom, SYS_shutdown, SYS_exit, SYS_exit_group
};

/* Calls that are let through until the last input is open; among them those of the second step itself. */
static const int opening[] = {
#if defined(SYS_readlink)
	SYS_readlink,
#endif
	SYS_readlinkat, SYS_getcwd, SYS_seccomp,
#if defined(SYS_landlock_create_ruleset)
	SYS_landlock_create_ruleset, SYS_landlock_add_rule, SYS_landlock_restrict_self
#endif
};

/* Calls of tools that make files under names. */
static const int making[] = {
#if defined(SYS_mkdir)
	SYS_mkdir, SYS_rename, SYS_unlink,
#endif
#if defined(SYS_renameat)
	SYS_renameat,
#endif
	SYS_mkdirat, SYS_renameat2, SYS_unlinkat, SYS_fsync, SYS_fchmod, SYS_umask
};

enum { MOST = 160 };

struct filter {
	struct sock_filter code[MOST];
	unsigned short len;
};

static void
put(struct filter *filter, int code, uint32_t k, uint8_t yes, uint8_t no)
{
	filter->code[filter->len++] = (struct sock_filter){ (uint16_t)code, yes, no, k };
}

#define LOAD (BPF_LD | BPF_W | BPF_ABS)
#define EQUAL (BPF_JMP | BPF_JEQ | BPF_K)
#define ANY_BIT (BPF_JMP | BPF_JSET | BPF_K)
#define ANSWER (BPF_RET | BPF_K)
#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
/* Where the low and the high half of argument n are: all machines with such filters here are little-endian. */
#define LOW(n) (uint32_t)(offsetof(struct seccomp_data, args) + 8 * (n))
#define HIGH(n) (LOW(n) + 4)

static void
let_through(struct filter *filter, const int *calls, size_t count, uint32_t answer)
{
	for (size_t i = 0; i < count; i++) {
		put(filter, EQUAL, (uint32_t)calls[i], 0, 1);
		put(filter, ANSWER, answer, 0, 0);
	}
}

/* Lets a call through if its argument has none of these bits. */
static void
without_bits(struct filter *filter, int call, unsigned argument, uint32_t bits)
{
	put(filter, EQUAL, (uint32_t)call, 0, 4);
	put(filter, LOAD, LOW(argument), 0, 0);
	put(filter, ANY_BIT, bits, 0, 1);
	put(filter, ANSWER, REFUSED, 0, 0);
	put(filter, ANSWER, SECCOMP_RET_ALLOW, 0, 0);
}

/* Lets a call through if its argument is one of two values. */
static void
with_one_of(struct filter *filter, int call, unsigned argument, uint32_t one, uint32_t other)
{
	put(filter, EQUAL, (uint32_t)call, 0, 5);
	put(filter, LOAD, LOW(argument), 0, 0);
	put(filter, EQUAL, one, 1, 0);
	put(filter, EQUAL, other, 0, 1);
	put(filter, ANSWER, SECCOMP_RET_ALLOW, 0, 0);
	put(filter, ANSWER, REFUSED, 0, 0);
}

/* Lets sendto(2) through where it names no address: on a socket that is connected, as workers have one. */
static void
let_send(struct filter *filter)
{
	put(filter, EQUAL, SYS_sendto, 0, 6);
	put(filter, LOAD, LOW(4), 0, 0);
	put(filter, EQUAL, 0, 0, 3);
	put(filter, LOAD, HIGH(4), 0, 0);
	put(filter, EQUAL, 0, 0, 1);
	put(filter, ANSWER, SECCOMP_RET_ALLOW, 0, 0);
	put(filter, ANSWER, REFUSED, 0, 0);
}

static void
begin_filter(struct filter *filter)
{
	filter->len = 0;
	put(filter, LOAD, offsetof(struct seccomp_data, arch), 0, 0);
	put(filter, EQUAL, ARCH, 1, 0);
	put(filter, ANSWER, SECCOMP_RET_KILL_PROCESS, 0, 0);
	put(filter, LOAD, offsetof(struct seccomp_data, nr), 0, 0);
}

static bool
install(struct filter *filter)
{
	struct sock_fprog program = { filter->len, filter->code };
	/* The code is the tool's own: the kernel need not slow it down against spying on itself. */
	unsigned flags = SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW;

	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program) == 0;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool
restrict_calls(bool writes)
{
	struct filter filter;
	uint32_t write_bits = writes ? 0 : O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;

	begin_filter(&filter);
	let_through(&filter, always, COUNT(always), SECCOMP_RET_ALLOW);
	let_through(&filter, opening, COUNT(opening), SECCOMP_RET_ALLOW);
	if (writes)
		let_through(&filter, making, COUNT(making), SECCOMP_RET_ALLOW);
	without_bits(&filter, SYS_openat, 2, write_bits);
#if defined(SYS_open)
	without_bits(&filter, SYS_open, 1, write_bits);
#endif
	/* isatty(3), which asks for the one or the other; not what types into a terminal. */
	with_one_of(&filter, SYS_ioctl, 1, TCGETS, TIOCGWINSZ);
	/* abort(3). */
	with_one_of(&filter, SYS_tgkill, 0, (uint32_t)getpid(), (uint32_t)getpid());
	let_send(&filter);
	put(&filter, ANSWER, REFUSED, 0, 0);
	return install(&filter);
}

/* A second filter on top of the first: the kernel asks both, and the stricter answer counts. */
static void
refuse_opening(void)
{
	static const int opens[] = {
		SYS_openat,
#if defined(SYS_open)
		SYS_open,
#endif
	};
	struct filter filter;

	begin_filter(&filter);
	let_through(&filter, opens, COUNT(opens), REFUSED);
	let_through(&filter, opening, COUNT(opening), REFUSED);
	put(&filter, ANSWER, SECCOMP_RET_ALLOW, 0, 0);
	install(&filter);
}

#else

static bool
restrict_calls(bool writes)
{
	(void)writes;
	return false;
}

static void
refuse_opening(void)
{
}

#endif

unsigned
np_confine_start(void)
{
	/* From here on no program that is run has more rights: an unprivileged filter needs that. */
	if (confined != 0 || traced() || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return confined;
	if (restrict_files(false))
		confined |= NP_CONFINE_FILES;
	if (restrict_calls(write_folder != NULL || write_file != NULL))
		confined |= NP_CONFINE_CALLS;
	return confined;
}

void
np_confine_opened(void)
{
	if (confined == 0)
		return;
	restrict_files(true);
	if (write_folder == NULL && write_file == NULL)
		refuse_opening();
}

#elif defined(__OpenBSD__) && !defined(NP_NO_CONFINE)

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
