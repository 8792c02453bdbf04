/* crew.c - forked workers: tasks go out to them in turn, answers come back in the order of the tasks */
#include "crew.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "confine.h"

enum {
	/* So much a worker is given before it has answered the first of it. */
	AHEAD = 32,               /* tasks, */
	AHEAD_BYTES = 512 * 1024, /* or bytes, if it is more than one task */
	/* A worker that has more to do lets answers wait until they are so many bytes. */
	WORTH_SENDING = 64 * 1024,
	ROOM = 256 * 1024
};

/* Bytes on their way: those before `at` are done with. */
struct queue {
	char *ptr;
	size_t at, len, cap;
};

/* A task without an answer. */
struct asked {
	size_t len;
	char *input; /* its place, for messages; our copy */
	uint64_t line;
};

struct worker {
	pid_t pid;
	int fd; /* a socket: tasks one way, answers the other */
	struct queue tasks, answers;
	size_t unanswered;
	struct asked asked[AHEAD]; /* the oldest first */
};

struct np_crew {
	const struct np_crew_calls *calls;
	struct worker *workers;
	struct pollfd *polls;
	size_t count;
	size_t giving, taking; /* whose turn it is to get a task, to answer */
	bool enough;           /* no more answers are wanted, or can be had */
};

/* ---- queues ---- */

static bool
make_room(struct queue *queue, size_t more)
{
	if (queue->at > 0) {
		memmove(queue->ptr, queue->ptr + queue->at, queue->len - queue->at);
		queue->len -= queue->at;
		queue->at = 0;
	}
	if (more <= queue->cap - queue->len)
		return true;
	if (more > SIZE_MAX / 4 - queue->len)
		return false;
	size_t cap = (queue->len + more) * 2;
	char *ptr = realloc(queue->ptr, cap);
	if (ptr == NULL)
		return false;
	queue->ptr = ptr;
	queue->cap = cap;
	return true;
}

static void
put(struct queue *queue, const void *ptr, size_t len)
{
	if (len > 0)
		memcpy(queue->ptr + queue->len, ptr, len);
	queue->len += len;
}

/* The message at the queue's head, if all of it is there: its length goes before it. */
static bool
whole_message(const struct queue *queue, struct np_span *message)
{
	size_t held = queue->len - queue->at, len;
	if (held < sizeof len)
		return false;
	memcpy(&len, queue->ptr + queue->at, sizeof len);
	if (held - sizeof len < len)
		return false;
	*message = (struct np_span){ queue->ptr + queue->at + sizeof len, len };
	return true;
}

/* Takes that message off the queue. */
static void
drop_message(struct queue *queue, struct np_span message)
{
	queue->at += sizeof message.len + message.len;
}

/* ---- a worker ---- */

/* Reads tasks, one at least and what else is there.  NP_END where the parent is done; NP_ERR_MEMORY. */
static enum np_code
read_tasks(int fd, struct queue *tasks, struct np_span *task)
{
	while (!whole_message(tasks, task)) {
		if (!make_room(tasks, ROOM))
			return NP_ERR_MEMORY;
		ssize_t n = read(fd, tasks->ptr + tasks->len, tasks->cap - tasks->len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return NP_END;
		tasks->len += (size_t)n;
	}
	return NP_OK;
}

static bool
write_all(int fd, const void *ptr, size_t len)
{
	const char *from = ptr;
	while (len > 0) {
		ssize_t n = write(fd, from, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return false;
		from += n;
		len -= (size_t)n;
	}
	return true;
}

/* Does a task; its answer, with its length before it, goes behind those that wait.  False: no answer. */
static bool
do_task(const struct np_crew_calls *calls, struct np_span task, struct np_out *answers)
{
	size_t begin = answers->len, len = 0;
	np_out_write(answers, &len, sizeof len);
	if (!calls->work(calls->ctx, task, answers) || answers->failed) {
		answers->len = begin;
		return false;
	}
	len = answers->len - begin - sizeof len;
	memcpy(answers->buf + begin, &len, sizeof len);
	return true;
}

/* Does tasks until there are none left, or nobody listens: the parent has enough then.  The exit status. */
static int
work(const struct np_crew_calls *calls, int fd)
{
	struct queue tasks = { .ptr = NULL };
	struct np_span task;
	struct np_out answers;
	bool fine = true, heard = true;
	enum np_code code = NP_OK;
	np_confine_worker();
	np_out_hold(&answers);
	while (fine && heard && (code = read_tasks(fd, &tasks, &task)) == NP_OK) {
		fine = do_task(calls, task, &answers);
		drop_message(&tasks, task);
		if (fine && answers.len < WORTH_SENDING && whole_message(&tasks, &task))
			continue;
		heard = write_all(fd, answers.buf, answers.len);
		answers.len = 0;
	}
	if (code == NP_ERR_MEMORY)
		calls->no_memory(calls->ctx);
	free(tasks.ptr);
	np_out_close(&answers, NULL);
	return fine && code != NP_ERR_MEMORY ? 0 : calls->broken;
}

/* ---- the parent ---- */

static void
free_crew(struct np_crew *crew)
{
	for (size_t i = 0; i < crew->count; i++) {
		for (size_t k = 0; k < crew->workers[i].unanswered; k++)
			free(crew->workers[i].asked[k].input);
		free(crew->workers[i].tasks.ptr);
		free(crew->workers[i].answers.ptr);
	}
	free(crew->workers);
	free(crew->polls);
	free(crew);
}

/* In the child: a worker that kept the others' sockets would never see theirs end. */
static int
begin_work(struct np_crew *crew, int fd)
{
	const struct np_crew_calls *calls = crew->calls;
	for (size_t i = 0; i < crew->count; i++)
		close(crew->workers[i].fd);
	free_crew(crew);
	return work(calls, fd);
}

static bool
start(struct np_crew *crew, struct worker *worker)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
		return false;
	worker->pid = fork();
	if (worker->pid == 0) {
		close(pair[0]);
		_exit(begin_work(crew, pair[1]));
	}
	close(pair[1]);
	worker->fd = pair[0];
	if (worker->pid != -1)
		return true;
	close(pair[0]);
	return false;
}

enum np_code
np_crew_open(
    struct np_crew **out, size_t workers, const struct np_crew_calls *calls, struct np_error *err)
{
	struct np_crew *crew = calloc(1, sizeof *crew);
	*out = NULL;
	if (crew == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	crew->calls = calls;
	crew->workers = calloc(workers, sizeof *crew->workers);
	crew->polls = calloc(workers, sizeof *crew->polls);
	if (crew->workers == NULL || crew->polls == NULL) {
		np_crew_close(crew);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	for (; crew->count < workers; crew->count++) {
		if (!start(crew, &crew->workers[crew->count])) {
			int sys = errno;
			np_crew_close(crew);
			return np_fail(err, NP_ERR_OPEN, sys, "cannot start a worker");
		}
	}
	*out = crew;
	return NP_OK;
}

static enum np_code
gone(struct np_error *err)
{
	return np_fail(err, NP_ERR_READ, 0, "a worker ended early");
}

/* Sends as many bytes of its tasks as the worker's socket takes now. */
static enum np_code
send_tasks(struct worker *worker, struct np_error *err)
{
	struct queue *tasks = &worker->tasks;
	while (tasks->at < tasks->len) {
		/* A signal would end the parent when a worker is gone. */
		ssize_t n = send(worker->fd, tasks->ptr + tasks->at, tasks->len - tasks->at,
		    MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return errno == EAGAIN || errno == EWOULDBLOCK ? NP_OK : gone(err);
		tasks->at += (size_t)n;
	}
	return NP_OK;
}

static enum np_code
read_answers(struct worker *worker, struct np_error *err)
{
	struct queue *answers = &worker->answers;
	if (!make_room(answers, ROOM))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	ssize_t n = recv(worker->fd, answers->ptr + answers->len, ROOM, MSG_DONTWAIT);
	if (n == -1 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
		return NP_OK;
	if (n <= 0)
		return gone(err);
	answers->len += (size_t)n;
	return NP_OK;
}

/* Hands out the answers whose turn has come. */
static void
hand_out(struct np_crew *crew)
{
	struct np_span message;
	while (!crew->enough) {
		struct worker *worker = &crew->workers[crew->taking];
		if (worker->unanswered == 0 || !whole_message(&worker->answers, &message))
			return;
		drop_message(&worker->answers, message);
		free(worker->asked[0].input);
		worker->unanswered--;
		memmove(
		    worker->asked, worker->asked + 1, worker->unanswered * sizeof *worker->asked);
		crew->taking = (crew->taking + 1) % crew->count;
		crew->enough = !crew->calls->answer(crew->calls->ctx, message);
	}
}

/* Waits until some worker takes or gives something. */
static enum np_code
go_on(struct np_crew *crew, struct np_error *err)
{
	enum np_code code = NP_OK;
	for (size_t i = 0; i < crew->count; i++) {
		const struct worker *worker = &crew->workers[i];
		bool sends = worker->tasks.at < worker->tasks.len;
		crew->polls[i] = (struct pollfd){ .fd = worker->fd };
		crew->polls[i].events =
		    (short)((sends ? POLLOUT : 0) | (worker->unanswered > 0 ? POLLIN : 0));
	}
	if (poll(crew->polls, (nfds_t)crew->count, -1) == -1)
		return errno == EINTR ? NP_OK
				      : np_fail(err, NP_ERR_READ, errno, "cannot wait for workers");
	for (size_t i = 0; i < crew->count && code == NP_OK; i++) {
		if ((crew->polls[i].revents & POLLOUT) != 0)
			code = send_tasks(&crew->workers[i], err);
		if (code == NP_OK && (crew->polls[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0)
			code = read_answers(&crew->workers[i], err);
	}
	hand_out(crew);
	return code == NP_OK && crew->enough ? NP_END : code;
}

static bool
has_enough(const struct worker *worker)
{
	size_t bytes = 0;
	for (size_t i = 0; i < worker->unanswered; i++)
		bytes += worker->asked[i].len;
	return worker->unanswered == AHEAD || bytes > AHEAD_BYTES;
}

/* A fault ends it all, and is told once. */
static enum np_code
ended(struct np_crew *crew, enum np_code code)
{
	crew->enough = crew->enough || code != NP_OK;
	return code;
}

/* Puts the task behind those that wait for the next worker, and sends what can be sent. */
static enum np_code
hand_over(struct np_crew *crew, const struct np_crew_task *task, struct np_error *err)
{
	struct worker *worker = &crew->workers[crew->giving];
	struct asked asked = { .input = strdup(task->input), .line = task->line };
	for (size_t i = 0; i < task->count; i++)
		asked.len += task->pieces[i].len;
	if (asked.input == NULL || !make_room(&worker->tasks, asked.len + sizeof asked.len)) {
		free(asked.input);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	put(&worker->tasks, &asked.len, sizeof asked.len);
	for (size_t i = 0; i < task->count; i++)
		put(&worker->tasks, task->pieces[i].ptr, task->pieces[i].len);
	worker->asked[worker->unanswered++] = asked;
	crew->giving = (crew->giving + 1) % crew->count;
	return send_tasks(worker, err);
}

enum np_code
np_crew_give(struct np_crew *crew, const struct np_crew_task *task, struct np_error *err)
{
	enum np_code code = crew->enough ? NP_END : NP_OK;
	while (code == NP_OK && has_enough(&crew->workers[crew->giving]))
		code = go_on(crew, err);
	if (code == NP_OK)
		code = hand_over(crew, task, err);
	return ended(crew, code);
}

const char *
np_crew_missing(const struct np_crew *crew, uint64_t *line)
{
	/* The one whose turn it is to answer has the oldest task. */
	const struct worker *worker = &crew->workers[crew->taking];
	*line = worker->unanswered > 0 ? worker->asked[0].line : 0;
	return worker->unanswered > 0 ? worker->asked[0].input : NULL;
}

enum np_code
np_crew_wait(struct np_crew *crew, struct np_error *err)
{
	enum np_code code = crew->enough ? NP_END : NP_OK;
	/* The one whose turn it is to answer has the oldest task. */
	while (code == NP_OK && crew->workers[crew->taking].unanswered > 0)
		code = go_on(crew, err);
	return ended(crew, code);
}

int
np_crew_close(struct np_crew *crew)
{
	int worst = 0;
	if (crew == NULL)
		return 0;
	/* The end of a socket is seen by its worker even where another process has it open still. */
	for (size_t i = 0; i < crew->count; i++) {
		shutdown(crew->workers[i].fd, SHUT_RDWR);
		close(crew->workers[i].fd);
	}
	for (size_t i = 0; i < crew->count; i++) {
		int status = 0;
		while (waitpid(crew->workers[i].pid, &status, 0) == -1 && errno == EINTR)
			continue;
		/* One that still wrote when its socket was closed died of that: no fault. */
		if (WIFEXITED(status) && WEXITSTATUS(status) > worst)
			worst = WEXITSTATUS(status);
	}
	free_crew(crew);
	return worst;
}
