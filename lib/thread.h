/* thread.h - the words of a page in order, each tied to where it stood before and where it stands next */
#ifndef NP_THREAD_H
#define NP_THREAD_H

#include "arena.h"

/*
 * A place is where a word stands on the page: from NP_THREAD_ROOM on.  There are as many places in front of
 * the first word and behind the last one, which have no word, so that nobody need look for the page's edge.
 */
enum { NP_THREAD_ROOM = 640 };

/* What is known of places: arrays, by place. */
struct np_thread {
	uint16_t *words;  /* their numbers: vocabulary.h; 0 where there is none */
	uint32_t *before; /* where the same word stood last; 0 for nowhere */
	uint32_t *after;  /* where it stands next; NP_THREAD_NOWHERE */
	uint32_t end;     /* behind the last word so far */
};

/* Behind all places. */
enum { NP_THREAD_NOWHERE = INT32_MAX };

/* For a page that has so many words, each counted as often as it stands there.  In the arena; false without memory. */
bool np_thread_open(struct np_thread *thread, size_t words, struct np_arena *arena);

/* The next place's word, which thread->words has, stood last at `before`; 0 for nowhere. */
static inline void
np_thread_add(struct np_thread *thread, uint32_t before)
{
	thread->before[thread->end] = before;
	thread->after[before] = thread->end; /* nobody reads it where there is no word */
	thread->after[thread->end++] = NP_THREAD_NOWHERE;
}

#endif
