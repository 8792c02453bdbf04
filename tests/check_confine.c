/* check_confine.c - what can't be done after each step; tried in a child, which does not come back */
#if defined(__linux__)
#define _GNU_SOURCE /* syscall(2) */
#endif

#include "help.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include "confine.h"

static char *folder, *inside, *outside;

/* What is open before: a file with a line, a TCP and a UDP socket, a server for them. */
static struct {
	int file, tcp, udp;
	struct sockaddr_in server;
} before;

static unsigned confinement; /* what the system has */

/* ---- deeds: true if it can be done ---- */

static bool
opens(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd == -1)
		return false;
	close(fd);
	return true;
}

static bool
reads_a_file(void)
{
	return opens("/etc/passwd", O_RDONLY);
}

static bool
reads_what_is_open(void)
{
	char buf[16];

	return lseek(before.file, 0, SEEK_SET) == 0 && read(before.file, buf, sizeof buf) == 5;
}

static bool
writes_what_is_open(void)
{
	return lseek(before.file, 0, SEEK_SET) == 0 && write(before.file, "line\n", 5) == 5;
}

static bool
takes_memory(void)
{
	size_t size = (size_t)64 << 20;
	char *ptr = malloc(size);

	if (ptr == NULL)
		return false;
	memset(ptr, 1, size);
	free(ptr);
	return true;
}

static bool
opens_to_write(void)
{
	return opens(outside, O_WRONLY) || opens(outside, O_RDWR) ||
	       opens(outside, O_RDONLY | O_TRUNC);
}

static bool
makes_a_file(void)
{
	char path[80];

	snprintf(path, sizeof path, "%s.new", outside);
	return opens(path, O_WRONLY | O_CREAT | O_EXCL);
}

static bool
makes_a_folder(void)
{
	char path[80];

	snprintf(path, sizeof path, "%s.d", outside);
	return mkdir(path, 0700) == 0;
}

static bool
removes_a_file(void)
{
	return unlink(outside) == 0;
}

static bool
renames_a_file(void)
{
	char path[80];

	snprintf(path, sizeof path, "%s.moved", outside);
	return rename(outside, path) == 0 || link(outside, path) == 0 ||
	       symlink(outside, path) == 0;
}

static bool
makes_a_file_inside(void)
{
	char path[80];
	FILE *out;

	snprintf(path, sizeof path, "%s/made", inside);
	out = fopen(path, "w");
	if (out == NULL || fputs("text\n", out) == EOF || fclose(out) == EOF)
		return false;
	char to[96];
	snprintf(to, sizeof to, "%s.renamed", path);
	return rename(path, to) == 0 && unlink(to) == 0;
}

static bool
opens_tcp(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) != -1 || socket(AF_INET6, SOCK_STREAM, 0) != -1;
}

static bool
opens_udp(void)
{
	return socket(AF_INET, SOCK_DGRAM, 0) != -1 || socket(AF_INET6, SOCK_DGRAM, 0) != -1;
}

static bool
opens_local(void)
{
	int pair[2];

	return socket(AF_UNIX, SOCK_STREAM, 0) != -1 ||
	       socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

/* With sockets that were open before. */
static bool
connects_tcp(void)
{
	return connect(before.tcp, (struct sockaddr *)&before.server, sizeof before.server) == 0;
}

static bool
sends_udp(void)
{
	return connect(before.udp, (struct sockaddr *)&before.server, sizeof before.server) == 0 ||
	       sendto(before.udp, "x", 1, 0, (struct sockaddr *)&before.server,
		   sizeof before.server) == 1;
}

/* Comes back only when it can't: the status says so. */
static bool
runs_a_program(void)
{
	char *const argv[] = { "true", NULL };

	execv("/bin/true", argv);
	return false;
}

static bool
forks(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid != -1;
}

static bool
signals_others(void)
{
	return kill(getppid(), 0) == 0;
}

#if defined(__linux__)
/* True if any call that no tool makes is not refused: by number they stand beside those that are let through. */
static bool
makes_other_calls(void)
{
	static const long calls[] = { SYS_dup, SYS_dup3, SYS_pwrite64, SYS_preadv, SYS_mincore,
		SYS_recvmsg, SYS_sendmsg, SYS_getuid, SYS_setuid, SYS_kill, SYS_tkill, SYS_ptrace,
		SYS_utimensat, SYS_openat2, SYS_pidfd_open, 511, 512, 100000, 0x40000000 };

	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		errno = 0;
		if (syscall(calls[i], -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != EPERM)
			return true;
	}
	return false;
}
#else
static bool
makes_other_calls(void)
{
	return confinement == 0;
}
#endif

/* ---- how they are tried ---- */

enum steps { NONE, FIRST, SECOND, FIRST_WRITING, SECOND_WRITING, FIRST_FILE, WORKER, STEPS };

static void
take_steps(enum steps steps)
{
	static char file[80];

	snprintf(file, sizeof file, "%s/made", inside);
	if (steps == WORKER) {
		np_confine_folder(inside);
		np_confine_worker();
		return;
	}
	np_confine_folder(steps == FIRST_WRITING || steps == SECOND_WRITING ? inside : NULL);
	np_confine_file(steps == FIRST_FILE ? file : NULL);
	if (steps != NONE)
		np_confine_start();
	if (steps == SECOND || steps == SECOND_WRITING)
		np_confine_opened();
}

/* What a child can do after the steps. */
static bool
can(enum steps steps, bool (*deed)(void))
{
	int status;
	pid_t pid = fork();

	ck_assert_int_ne(pid, -1);
	if (pid == 0) {
		take_steps(steps);
		_exit(deed() ? 0 : 77);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_msg(WIFEXITED(status), "ended by signal %d", WTERMSIG(status));
	ck_assert(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 77);
	return WEXITSTATUS(status) == 0;
}

enum { C = NP_CONFINE_CALLS, F = NP_CONFINE_FILES };

/*
 * A deed, and for each of the steps: '+' it can be done; not where calls can be refused (c), where
 * files can (f), where either can (-).
 */
static const struct {
	const char *name;
	bool (*deed)(void);
	char can[STEPS + 1];
} deeds[] = {
	{ "read a file", reads_a_file, "++-+f+-" },
	{ "read what is open", reads_what_is_open, "+++++++" },
	{ "write what is open", writes_what_is_open, "+++++++" },
	{ "take memory", takes_memory, "+++++++" },
	{ "open to write", opens_to_write, "+--fff-" },
	{ "make a file", makes_a_file, "+--fff-" },
	{ "make a folder", makes_a_folder, "+--fff-" },
	{ "remove a file", removes_a_file, "+--fff-" },
	{ "rename a file", renames_a_file, "+--fff-" },
	{ "make a file where it may", makes_a_file_inside, "+--+++-" },
	{ "open TCP", opens_tcp, "+cccccc" },
	{ "open UDP", opens_udp, "+cccccc" },
	{ "open a local socket", opens_local, "+cccccc" },
	{ "connect TCP", connects_tcp, "+cccccc" },
	{ "send by UDP", sends_udp, "+cccccc" },
	{ "run a program", runs_a_program, "+------" },
	{ "fork", forks, "+cccccc" },
	{ "signal others", signals_others, "+cccccc" },
	{ "make other calls", makes_other_calls, "+cccccc" },
};

static void
set_up(void)
{
	socklen_t len = sizeof before.server;
	static int server = -1;

	close(server);
	folder = make_folder();
	inside = join_path(folder, "inside");
	outside = join_path(folder, "outside");
	ck_assert_int_eq(mkdir(inside, 0700), 0);
	before.file = open(outside, O_RDWR | O_CREAT, 0600);
	ck_assert_int_eq(write(before.file, "line\n", 5), 5);
	before.server = (struct sockaddr_in){ .sin_family = AF_INET };
	before.server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(server, (struct sockaddr *)&before.server, len), 0);
	ck_assert_int_eq(listen(server, 8), 0);
	ck_assert_int_eq(getsockname(server, (struct sockaddr *)&before.server, &len), 0);
	before.tcp = socket(AF_INET, SOCK_STREAM, 0);
	before.udp = socket(AF_INET, SOCK_DGRAM, 0);
}

static void
tear_down(void)
{
	free(inside);
	free(outside);
	remove_folder(folder);
}

/* Asked of a child: a test that did it could not go on. */
static unsigned
ask_confinement(void)
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit((int)np_confine_start());
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : 0;
}

static bool
expected(char mark)
{
	switch (mark) {
	case '+':
		return true;
	case 'c':
		return (confinement & C) == 0;
	case 'f':
		return (confinement & F) == 0;
	default:
		return confinement == 0;
	}
}

START_TEST(test_deed)
{
	for (int steps = NONE; steps < STEPS; steps++) {
		bool done;

		set_up();
		done = can((enum steps)steps, deeds[_i].deed);
		ck_assert_msg(done == expected(deeds[_i].can[steps]), "step %d: %s: %s", steps,
		    deeds[_i].name, done ? "can be done" : "can't be done");
		close(before.file);
		close(before.tcp);
		close(before.udp);
		tear_down();
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("confine");
	TCase *tcase = tcase_create("confine");

	confinement = ask_confinement();
	if (confinement != (C | F))
		printf("skip check_confine: no %s\n", confinement == 0 ? "confinement, or built out"
						      : confinement == C ? "landlock"
									 : "seccomp");
	tcase_add_loop_test(tcase, test_deed, 0, (int)(sizeof deeds / sizeof *deeds));
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
