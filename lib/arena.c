/* arena.c - memory that is given back all at once, a page at a time */
#include "arena.h"

#include <stdlib.h>
#include <string.h>

#include "fence.h"

/*
 * As much as a page of ordinary size takes.  What of it is not used takes no memory; chunks that grow to
 * it would leave the smaller ones behind in the heap.
 */
enum { CHUNK = 256 * 1024 };

struct np_arena_chunk {
	struct np_arena_chunk *next;
	size_t cap, used;
	max_align_t data[];
};

static char *
chunk_data(struct np_arena_chunk *chunk)
{
	return (char *)chunk->data;
}

/* What a piece takes, to the next one. */
static size_t
span_of(size_t size)
{
	size_t unit = sizeof(max_align_t);
	return ((size > 0 ? size : 1) + unit - 1) / unit * unit + NP_FENCE;
}

void
np_arena_init(struct np_arena *arena, size_t limit)
{
	*arena = (struct np_arena){ .limit = limit };
}

void *
np_arena_take(struct np_arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		return NULL;
	const size_t span = span_of(size);
	struct np_arena_chunk *chunk = arena->chunks;
	if (chunk == NULL || chunk->cap - chunk->used < span) {
		size_t cap = chunk == NULL ? CHUNK : chunk->cap * 2;
		if (cap > 4 * 1024 * 1024)
			cap = 4 * 1024 * 1024;
		if (cap < span)
			cap = span;
		if (arena->limit != 0 && (cap > arena->limit || arena->held > arena->limit - cap)) {
			cap = span;
			if (cap > arena->limit || arena->held > arena->limit - cap)
				return NULL;
		}
		chunk = malloc(sizeof *chunk + cap);
		if (chunk == NULL)
			return NULL;
		chunk->cap = cap;
		chunk->used = 0;
		chunk->next = arena->chunks;
		arena->chunks = chunk;
		arena->held += cap;
		np_fence_close(chunk_data(chunk), cap);
	}
	void *ptr = chunk_data(chunk) + chunk->used;
	chunk->used += span;
	np_fence_open(ptr, size);
	return ptr;
}

void *
np_arena_array(struct np_arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	void *ptr = np_arena_take(arena, count * size);
	if (ptr != NULL)
		memset(ptr, 0, count * size);
	return ptr;
}

void *
np_arena_grow(struct np_arena *arena, void *ptr, size_t old_size, size_t new_size)
{
	struct np_arena_chunk *chunk = arena->chunks;
	if (new_size > SIZE_MAX / 2)
		return NULL;
	if (ptr != NULL && chunk != NULL) {
		size_t old = span_of(old_size);
		if ((char *)ptr + old == chunk_data(chunk) + chunk->used && new_size >= old_size) {
			size_t more = span_of(new_size) - old;
			if (chunk->cap - chunk->used >= more) {
				chunk->used += more;
				np_fence_open((char *)ptr + old_size, new_size - old_size);
				return ptr;
			}
		}
	}
	/*
	 * What grows once grows again: half as much is kept behind it, or a piece that is larger
	 * than a chunk would move, and stay behind, at every step.
	 */
	void *moved = np_arena_take(arena, new_size + new_size / 2);
	if (moved != NULL) {
		arena->chunks->used -= span_of(new_size + new_size / 2) - span_of(new_size);
		np_fence_close((char *)moved + new_size, new_size / 2);
	} else {
		moved = np_arena_take(arena, new_size);
	}
	if (moved != NULL && ptr != NULL)
		memcpy(moved, ptr, old_size < new_size ? old_size : new_size);
	return moved;
}

void *
np_arena_room(struct np_arena *arena, void *array, size_t count, size_t *cap, size_t size)
{
	enum { FIRST = 64 };
	if (count < *cap)
		return array;
	size_t more = *cap == 0 ? FIRST : *cap * 2;
	if (more > SIZE_MAX / 2 / size)
		return NULL;
	array = np_arena_grow(arena, array, *cap * size, more * size);
	if (array != NULL)
		*cap = more;
	return array;
}

void
np_arena_reset(struct np_arena *arena)
{
	struct np_arena_chunk *keep = NULL, *chunk = arena->chunks;
	while (chunk != NULL) {
		struct np_arena_chunk *next = chunk->next;
		if (keep == NULL) {
			keep = chunk;
		} else if (chunk->cap > keep->cap) {
			free(keep);
			keep = chunk;
		} else {
			free(chunk);
		}
		chunk = next;
	}
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
		np_fence_close(chunk_data(keep), keep->cap);
	}
	arena->chunks = keep;
	arena->held = keep != NULL ? keep->cap : 0;
}

void
np_arena_free(struct np_arena *arena)
{
	while (arena->chunks != NULL) {
		struct np_arena_chunk *next = arena->chunks->next;
		free(arena->chunks);
		arena->chunks = next;
	}
	arena->held = 0;
}
