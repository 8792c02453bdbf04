/* crew.h - forked workers: tasks go out to them in turn, answers come back in the order of the tasks */
#ifndef NP_CREW_H
#define NP_CREW_H

#include "io.h"

/*
 * A crew of processes.  Tasks and answers are bytes of any length.  What a worker was given and has
 * not answered is a few tasks: memory is bounded by the largest ones, times the number of workers.
 */
struct np_crew;

struct np_crew_calls {
	/*
	 * In a worker: does a task and writes the answer.  False ends the worker with status
	 * `broken`, after a message of its own.
	 */
	bool (*work)(void *ctx, struct np_span task, struct np_out *answer);
	/* In a worker without memory for a task, which then ends with that status: a message. */
	void (*no_memory)(void *ctx);
	/* In the parent: the next answer.  False: no more answers are wanted. */
	bool (*answer)(void *ctx, struct np_span answer);
	void *ctx;
	int broken; /* the exit status of a worker that could not do a task */
};

/* Starts so many workers.  calls must outlive the crew.  NP_OK, NP_ERR_MEMORY or NP_ERR_OPEN. */
enum np_code np_crew_open(
    struct np_crew **crew, size_t workers, const struct np_crew_calls *calls, struct np_error *err);

/* A task: pieces that are put together, and where it is from. */
struct np_crew_task {
	const struct np_span *pieces;
	size_t count;
	const char *input;
	uint64_t line;
};

/*
 * Gives a task to the next worker, which has copies of it all; waits while that one has enough to do, and
 * hands out answers meanwhile.  NP_OK; NP_END when no more answers are wanted, or it has told of a fault
 * before; NP_ERR_READ when a worker is gone; NP_ERR_MEMORY.
 */
enum np_code np_crew_give(
    struct np_crew *crew, const struct np_crew_task *task, struct np_error *err);

/*
 * The input and line of the first task without an answer: after a fault, where the answers end.  The
 * crew's until the next call; NULL for none.
 */
const char *np_crew_missing(const struct np_crew *crew, uint64_t *line);

/* Waits for all answers.  Answers as np_crew_give(). */
enum np_code np_crew_wait(struct np_crew *crew, struct np_error *err);

/* Ends the workers, whatever they are at; crew may be NULL.  The worst of their exit statuses. */
int np_crew_close(struct np_crew *crew);

#endif
