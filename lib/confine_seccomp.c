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
#include <string.h>
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
	SYS_mkdirat, SYS_renameat2, SYS_unlinkat, SYS_fsync, SYS_syncfs, SYS_sync_file_range,
	SYS_fchmod, SYS_umask
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* What becomes of a call; from OPENAT on its arguments tell. */
enum answer { REFUSE, LET, OPENAT, OPEN, IOCTL, TGKILL, SENDTO, ANSWERS };

/* An answer for each number of a call; those that are larger have that of the last one. */
enum { CALLS = 512 };

struct table {
	unsigned char answer[CALLS];
};

static void
set_answers(struct table *table, const int *calls, size_t count, enum answer answer)
{
	for (size_t i = 0; i < count; i++)
		table->answer[calls[i]] = (unsigned char)answer;
}

/* No jump is longer than 255. */
enum { MOST = 255 };

/* A filter is written from its end, so that where a jump goes is known. */
struct filter {
	struct sock_filter code[MOST];
	unsigned begin;          /* the instruction that was put last */
	unsigned place[ANSWERS]; /* the instruction that begins each answer */
};

/* Puts an instruction before all others; answers its place. */
static unsigned
put(struct filter *filter, int code, uint32_t k)
{
	filter->code[--filter->begin] = (struct sock_filter){ .code = (uint16_t)code, .k = k };
	return filter->begin;
}

/* Puts a test, and the places at which it goes on. */
static unsigned
put_test(struct filter *filter, int code, uint32_t k, unsigned yes, unsigned no)
{
	unsigned at = put(filter, code, k);

	filter->code[at].jt = (uint8_t)(yes - at - 1);
	filter->code[at].jf = (uint8_t)(no - at - 1);
	return at;
}

#define LOAD (BPF_LD | BPF_W | BPF_ABS)
#define EQUAL (BPF_JMP | BPF_JEQ | BPF_K)
#define AT_LEAST (BPF_JMP | BPF_JGE | BPF_K)
#define ANY_BIT (BPF_JMP | BPF_JSET | BPF_K)
#define ANSWER (BPF_RET | BPF_K)
/* Where the low and the high half of argument n are: all machines with such filters here are little-endian. */
#define LOW(n) (uint32_t)(offsetof(struct seccomp_data, args) + 8 * (n))
#define HIGH(n) (LOW(n) + 4)

/* Lets a call through if its argument has none of these bits. */
static unsigned
put_without_bits(struct filter *filter, unsigned argument, uint32_t bits)
{
	put_test(filter, ANY_BIT, bits, filter->place[REFUSE], filter->place[LET]);
	return put(filter, LOAD, LOW(argument));
}

/* Lets a call through if its argument is one of two values. */
static unsigned
put_one_of(struct filter *filter, unsigned argument, uint32_t one, uint32_t other)
{
	const unsigned *place = filter->place;
	unsigned second = put_test(filter, EQUAL, other, place[LET], place[REFUSE]);

	put_test(filter, EQUAL, one, place[LET], second);
	return put(filter, LOAD, LOW(argument));
}

/* Lets a call through if its argument, of 64 bits, is 0. */
static unsigned
put_zero(struct filter *filter, unsigned argument)
{
	const unsigned *place = filter->place;
	unsigned high;

	put_test(filter, EQUAL, 0, place[LET], place[REFUSE]);
	high = put(filter, LOAD, HIGH(argument));
	put_test(filter, EQUAL, 0, high, place[REFUSE]);
	return put(filter, LOAD, LOW(argument));
}

static void
put_answers(struct filter *filter)
{
	const uint32_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
	unsigned *place = filter->place;

	place[REFUSE] = put(filter, ANSWER, SECCOMP_RET_ERRNO | EPERM);
	place[LET] = put(filter, ANSWER, SECCOMP_RET_ALLOW);
	place[OPENAT] = put_without_bits(filter, 2, writing);
	place[OPEN] = put_without_bits(filter, 1, writing);
	/* isatty(3), which asks for the one or the other; not what types into a terminal. */
	place[IOCTL] = put_one_of(filter, 1, TCGETS, TIOCGWINSZ);
	/* abort(3). */
	place[TGKILL] = put_one_of(filter, 0, (uint32_t)getpid(), (uint32_t)getpid());
	/* Where it names no address: on a socket that is connected, as workers have one. */
	place[SENDTO] = put_zero(filter, 4);
}

/* Puts what finds the answer among runs of calls that have the same; begins[]: the first of each. */
static unsigned
put_search(
    struct filter *filter, const struct table *table, const unsigned short *begins, size_t count)
{
	const size_t half = count / 2;

	if (count == 1)
		return filter->place[table->answer[begins[0]]];
	unsigned below = put_search(filter, table, begins, half);
	unsigned above = put_search(filter, table, begins + half, count - half);
	return put_test(filter, AT_LEAST, begins[half], above, below);
}

/*
 * A new filter is tried by the kernel with the number of every call, so that those it always lets through
 * need not be asked about again.  One test after the other for each call made that the longest
 * part of a tool's start; halving takes seven tests.
 */
static bool
install(const struct table *table)
{
	struct filter filter = { .begin = MOST };
	unsigned short begins[CALLS];
	size_t count = 0;
	unsigned search, other;

	for (unsigned short call = 0; call < CALLS; call++) {
		if (call == 0 || table->answer[call] != table->answer[call - 1])
			begins[count++] = call;
	}
	put_answers(&filter);
	put_search(&filter, table, begins, count);
	search = put(&filter, LOAD, offsetof(struct seccomp_data, nr));
	other = put(&filter, ANSWER, SECCOMP_RET_KILL_PROCESS);
	put_test(&filter, EQUAL, ARCH, search, other);
	put(&filter, LOAD, offsetof(struct seccomp_data, arch));

	struct sock_fprog program = { (unsigned short)(MOST - filter.begin),
		filter.code + filter.begin };
	/* The code is the tool's own: the kernel need not slow it down against spying on itself. */
	unsigned flags = SECCOMP_FILTER_FLAG_TSYNC | SECCOMP_FILTER_FLAG_SPEC_ALLOW;
	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program) == 0;
}

bool
np_confine_seccomp(bool writes)
{
	struct table table = { { REFUSE } };

	set_answers(&table, always, COUNT(always), LET);
	set_answers(&table, opening, COUNT(opening), LET);
	if (writes)
		set_answers(&table, making, COUNT(making), LET);
	table.answer[SYS_openat] = writes ? LET : OPENAT;
#if defined(SYS_open)
	table.answer[SYS_open] = writes ? LET : OPEN;
#endif
	table.answer[SYS_ioctl] = IOCTL;
	table.answer[SYS_tgkill] = TGKILL;
	table.answer[SYS_sendto] = SENDTO;
	return install(&table);
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
	struct table table;

	memset(table.answer, LET, sizeof table.answer);
	set_answers(&table, opens, COUNT(opens), REFUSE);
	set_answers(&table, opening, COUNT(opening), REFUSE);
	install(&table);
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
