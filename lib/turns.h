/* turns.h - forked workers that share the inputs, each writing when it is its turn */
#ifndef NP_TURNS_H
#define NP_TURNS_H

#include <sys/types.h>

#include "code.h"

/*
 * The inputs are numbered, and cut into shares of some; of N workers each does every Nth share.
 * A baton goes from share to share in order: bytes that tell the next one what it must know.
 * Who holds it may write; so what is written comes in the order of the inputs, and goes through
 * no other process.  Who has nothing to write need not wait for it.
 */
struct np_turns {
	pid_t parent;         /* who waits for the workers */
	size_t workers, self; /* this one is number self, from 0 on */
	size_t inputs, each;  /* how many there are, and in a share */
	size_t share;         /* the one at hand */
	bool began, mine;     /* a share was begun; the baton is here */
	size_t owed;          /* shares behind us whose baton is still to be handed on */
	int from, to;         /* sockets that it comes and goes by */
	void *baton;
	size_t size;
	bool broken; /* the baton can't come or go any more: a worker is gone, or the parent, */
	int fault;   /* or, if not 0, of errno: reading or writing failed */
};

/* A worker's program: its exit status. */
typedef int np_turns_work(void *ctx, struct np_turns *turns);

/*
 * Has so many forked workers (at least 1) do the inputs, and waits for them.  baton: size (at most 64) bytes, as
 * the first share finds them; it stays the caller's, in whose copy a worker has its own.
 * NP_OK, with *worst the worst exit status of theirs; NP_ERR_OPEN where one could not be started,
 * NP_ERR_WRITE where the first could not be given the baton, NP_ERR_READ where one was killed, with the
 * same of the others.
 */
enum np_code np_turns_run(size_t workers, size_t inputs, void *baton, size_t size,
    np_turns_work *work, void *ctx, int *worst, struct np_error *err);

/* ---- in a worker ---- */

/*
 * The next share: inputs *first to *end - 1.  The share before is done with, and hands on the
 * baton.  False when there are no more, or turns->broken: the baton can't come any more, or the parent
 * is gone, with which all should end.
 */
bool np_turns_next(struct np_turns *turns, size_t *first, size_t *end);

/* Waits for the baton, if it is not here.  False, and turns->broken, when it can't come any more. */
bool np_turns_take(struct np_turns *turns);

#endif
