/* turns.c - forked workers that share the inputs, each writing when it is its turn */
#include "turns.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MOST_EACH = 16, /* inputs in a share */
	SHARES = 8      /* for each worker at least, if there are so many inputs */
};

/* ---- the baton ---- */

/* A few bytes go through a socket whole. */
static bool
receive(struct np_turns *turns)
{
	ssize_t n;
	do
		n = read(turns->from, turns->baton, turns->size);
	while (n == -1 && errno == EINTR);
	turns->broken = n != (ssize_t)turns->size;
	turns->fault = n == -1 ? errno : 0;
	return !turns->broken;
}

/* No signal ends this process where the next one is gone: that is not the reader of the output. */
static bool
send_on(struct np_turns *turns)
{
	ssize_t n;
	do
		n = send(turns->to, turns->baton, turns->size, MSG_NOSIGNAL);
	while (n == -1 && errno == EINTR);
	turns->broken = n == -1;
	turns->fault = n == -1 && errno != EPIPE ? errno : 0;
	return !turns->broken;
}

static size_t
shares(const struct np_turns *turns)
{
	return (turns->inputs + turns->each - 1) / turns->each;
}

/* Hands the baton on from a share of ours; behind the last one it goes nowhere. */
static bool
hand_on(struct np_turns *turns, size_t share)
{
	return share + 1 >= shares(turns) || send_on(turns);
}

/* Hands on what is owed: all of it, or what has come already. */
static bool
pay(struct np_turns *turns, bool all)
{
	for (; turns->owed > 0; turns->owed--) {
		struct pollfd poll_one = { .fd = turns->from, .events = POLLIN };
		if (!all && poll(&poll_one, 1, 0) <= 0)
			return true;
		if (!receive(turns) || !hand_on(turns, turns->share - turns->owed * turns->workers))
			return false;
	}
	return true;
}

bool
np_turns_take(struct np_turns *turns)
{
	if (!turns->mine && !turns->broken)
		turns->mine = pay(turns, true) && receive(turns);
	return turns->mine;
}

bool
np_turns_next(struct np_turns *turns, size_t *first, size_t *end)
{
	if (turns->mine)
		hand_on(turns, turns->share);
	else if (turns->began)
		turns->owed++;
	turns->share = turns->began ? turns->share + turns->workers : turns->self;
	turns->began = true;
	turns->mine = false;
	turns->broken = turns->broken || getppid() != turns->parent;
	bool more = turns->share < shares(turns);
	if (turns->broken || !pay(turns, !more) || !more)
		return false;
	*first = turns->share * turns->each;
	*end = turns->inputs - *first < turns->each ? turns->inputs : *first + turns->each;
	return true;
}

/* ---- the workers ---- */

struct crew {
	struct worker {
		pid_t pid;
		int pair[2]; /* by which the baton comes to it */
	} * workers;
	size_t pairs, count;
};

static void
close_pairs(const struct crew *crew, int but_from, int but_to)
{
	for (size_t i = 0; i < crew->pairs; i++) {
		const int *fds = crew->workers[i].pair;
		if (fds[0] != but_from)
			close(fds[0]);
		if (fds[1] != but_to)
			close(fds[1]);
	}
}

/* Waits for all workers; true if one was killed.  *worst: of those that ended by themselves. */
static bool
wait_for_all(const struct crew *crew, int *worst)
{
	bool killed = false, piped = false;
	for (size_t i = 0; i < crew->count; i++) {
		int status = 0;
		while (waitpid(crew->workers[i].pid, &status, 0) == -1 && errno == EINTR)
			continue;
		if (WIFEXITED(status) && WEXITSTATUS(status) > *worst)
			*worst = WEXITSTATUS(status);
		bool signalled = WIFSIGNALED(status) != 0;
		piped = piped || (signalled && WTERMSIG(status) == SIGPIPE);
		killed = killed || (signalled && WTERMSIG(status) != SIGPIPE);
	}
	/* Nobody reads what is written: that ends this process as it did them. */
	if (piped && !killed)
		raise(SIGPIPE);
	return killed || piped;
}

enum np_code
np_turns_run(size_t workers, size_t inputs, void *baton, size_t size, np_turns_work *work,
    void *ctx, int *worst, struct np_error *err)
{
	struct crew crew = { calloc(workers, sizeof *crew.workers), 0, 0 };
	struct np_turns turns = { .parent = getpid(),
		.workers = workers,
		.inputs = inputs,
		.baton = baton,
		.size = size };
	enum np_code code = NP_OK;
	*worst = 0;
	if (crew.workers == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	turns.each = inputs / (workers * SHARES);
	turns.each = turns.each < 1 ? 1 : turns.each > MOST_EACH ? MOST_EACH : turns.each;
	while (crew.pairs < workers &&
	       socketpair(AF_UNIX, SOCK_STREAM, 0, crew.workers[crew.pairs].pair) == 0)
		crew.pairs++;
	for (; crew.pairs == workers && crew.count < workers; crew.count++) {
		struct worker *worker = &crew.workers[crew.count];
		turns.self = crew.count;
		turns.from = worker->pair[0];
		turns.to = crew.workers[(crew.count + 1) % workers].pair[1];
		worker->pid = fork();
		if (worker->pid == 0) {
			/* Who kept another's end would never see the socket end. */
			close_pairs(&crew, turns.from, turns.to);
			_exit(work(ctx, &turns));
		}
		if (worker->pid == -1)
			break;
	}
	if (crew.count < workers) {
		code = np_fail(err, NP_ERR_OPEN, errno, "cannot start a worker");
	} else {
		turns.to = crew.workers[0].pair[1];
		/* They wait for it, and one for the other. */
		if (!send_on(&turns)) {
			code = np_fail(err, NP_ERR_WRITE, turns.fault, "cannot speak to a worker");
			for (size_t i = 0; i < crew.count; i++)
				kill(crew.workers[i].pid, SIGTERM);
		}
	}
	close_pairs(&crew, -1, -1);
	if (wait_for_all(&crew, worst) && code == NP_OK)
		code = np_fail(err, NP_ERR_READ, 0, "a worker was killed");
	free(crew.workers);
	return code;
}
