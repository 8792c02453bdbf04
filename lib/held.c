/* held.c - lines of a block stream, kept until it is known what becomes of them */
#include "held.h"

#include <string.h>

void
np_held_init(struct np_held *held)
{
	*held = (struct np_held){ .count = 0 };
	np_arena_init(&held->arena, 0);
}

void
np_held_reset(struct np_held *held)
{
	struct np_arena arena = held->arena;

	np_arena_reset(&arena);
	*held = (struct np_held){ .arena = arena };
}

void
np_held_free(struct np_held *held)
{
	np_arena_free(&held->arena);
	*held = (struct np_held){ .count = 0 };
}

/* Where a span of line lies in the copy of line. */
static struct np_span
moved(struct np_span span, struct np_span line, const char *copy)
{
	return (struct np_span){ copy + (span.ptr - line.ptr), span.len };
}

enum np_code
np_held_add(struct np_held *held, struct np_span line, const struct np_block *block,
    uint64_t number, struct np_error *err)
{
	struct np_held_line *lines =
	    np_arena_room(&held->arena, held->lines, held->count, &held->cap, sizeof *lines);
	char *copy = np_arena_take(&held->arena, line.len);
	struct np_held_line *added;

	held->lines = lines != NULL ? lines : held->lines;
	if (lines == NULL || copy == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (line.len > 0)
		memcpy(copy, line.ptr, line.len);
	added = &held->lines[held->count++];
	*added =
	    (struct np_held_line){ { copy, line.len }, number, block == NULL, { .article = 0 } };
	held->bytes += line.len + 1;
	if (block == NULL)
		return NP_OK;
	added->block = *block;
	added->block.home = moved(block->home, line, copy);
	added->block.page = moved(block->page, line, copy);
	added->block.lines = moved(block->lines, line, copy);
	added->block.text = moved(block->text, line, copy);
	return NP_OK;
}
