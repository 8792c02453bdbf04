/* thread.c - the words of a page in order, each tied to where it stood before and where it stands next */
#include "thread.h"

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
	memset(thread->words, 0, room * sizeof *thread->words);
	memset(thread->words + room + words, 0, room * sizeof *thread->words);
	memset(thread->before, 0, room * sizeof *thread->before);
	memset(thread->before + room + words, 0, room * sizeof *thread->before);
	memset(thread->after, NP_THREAD_NOWHERE & 0xFF, places * sizeof *thread->after);
	return true;
}
