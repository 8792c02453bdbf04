/* thread.c - the words of a page in order, each tied to where it stood before and where it stands next */
#include "thread.h"

#include <string.h>

/* No words in NP_THREAD_ROOM places from `place` on. */
static void
clear_room(struct np_thread *thread, size_t place)
{
	uint32_t *after = thread->after + place;
	memset(thread->words + place, 0, NP_THREAD_ROOM * sizeof *thread->words);
	memset(thread->before + place, 0, NP_THREAD_ROOM * sizeof *thread->before);
	for (size_t k = 0; k < NP_THREAD_ROOM; k++)
		after[k] = NP_THREAD_NOWHERE;
}

bool
np_thread_open(struct np_thread *thread, size_t words, struct np_arena *arena)
{
	const size_t room = NP_THREAD_ROOM, places = words + 2 * room;
	*thread = (struct np_thread){
		.words = np_arena_take(arena, places * sizeof *thread->words),
		.before = np_arena_take(arena, places * sizeof *thread->before),
		.after = np_arena_take(arena, places * sizeof *thread->after),
		.end = NP_THREAD_ROOM,
	};
	if (thread->words == NULL || thread->before == NULL || thread->after == NULL)
		return false;
	clear_room(thread, 0);
	clear_room(thread, room + words);
	return true;
}
