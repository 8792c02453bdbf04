/* arena.h - memory that is given back all at once, a page at a time */
#ifndef NP_ARENA_H
#define NP_ARENA_H

#include "code.h"

struct np_arena {
	struct np_arena_chunk *chunks; /* the one in use first */
	size_t limit;                  /* bytes it may hold, 0 for no limit */
	size_t held;                   /* bytes taken from malloc() */
};

/* An empty arena; limit in bytes, 0 for none.  Takes no memory yet. */
void np_arena_init(struct np_arena *arena, size_t limit);

/*
 * size bytes aligned for any object, not cleared; NULL when there is no memory
 * or the limit would be passed.  Valid until np_arena_reset() or _free().
 */
void *np_arena_take(struct np_arena *arena, size_t size);

/* The same, for count objects of size bytes, cleared; NULL also on overflow. */
void *np_arena_array(struct np_arena *arena, size_t count, size_t size);

/*
 * Makes the last piece taken longer in place where it can, else takes a new one
 * and copies old_size bytes.  ptr may be NULL with old_size 0.
 */
void *np_arena_grow(struct np_arena *arena, void *ptr, size_t old_size, size_t new_size);

/*
 * Room for one more object of size bytes behind count of them: the array, moved and *cap doubled when
 * all of its *cap places are taken.  array may be NULL with *cap 0.  NULL, and the array as it was,
 * when there is no memory.
 */
void *np_arena_room(struct np_arena *arena, void *array, size_t count, size_t *cap, size_t size);

/* Gives every piece back; keeps one chunk for the next page. */
void np_arena_reset(struct np_arena *arena);

/* Gives all memory back to the system. */
void np_arena_free(struct np_arena *arena);

#endif
