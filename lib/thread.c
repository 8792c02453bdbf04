/* thread.c - the words of a page in order, each tied to where it stood before and where it stands next */
#include "thread.h"

/* No words in NP_THREAD_ROOM places from `place` on. */
static void
clear_room(struct np_thread *thread, size_t place)
{
	for (size_t k = 0; k < NP_THREAD_ROOM; k++, place++) {
		thread->words[place] = 0;
		thread->before[place] = 0;
		thread->after[place] = NP_THREAD_NOWHERE;
	}
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
