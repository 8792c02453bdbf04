/* confine_seccomp.c - least privilege on Linux: which system calls there are */
#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "confine_inside.h"

#if defined(NP_CONFINE_LINUX)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

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
	SYS_getrandom, SYS_clock_gettime, SYS_gettimeofday, SYS_getpid, SYS_getppid, SYS_gettid,
	SYS_sysinfo, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_restart_syscall,
	SYS_wait4,
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

bool
np_confine_seccomp(bool writes)
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
void
np_confine_seccomp_opening(void)
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

bool
np_confine_seccomp(bool writes)
{
	(void)writes;
	return false;
}

void
np_confine_seccomp_opening(void)
{
}

#endif

#endif
