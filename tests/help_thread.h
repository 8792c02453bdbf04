/* help_thread.h - for unit tests that want the words of a page in order */
#ifndef NP_TESTS_HELP_THREAD_H
#define NP_TESTS_HELP_THREAD_H

#include "help_arena.h"
#include "thread.h"

/* Adds a word; last: where each stood last, by number; 0 for nowhere. */
static void
add_word(struct np_thread *thread, uint16_t word, uint32_t *last)
{
	const uint32_t before = last[word];
	last[word] = thread->end;
	thread->words[thread->end] = word;
	np_thread_add(thread, before);
}

#endif
