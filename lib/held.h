/* held.h - lines of a block stream, kept until it is known what becomes of them */
#ifndef NP_HELD_H
#define NP_HELD_H

#include "arena.h"
#include "block.h"

/* A line that is kept.  All spans lie in the arena. */
struct np_held_line {
	struct np_span line; /* as it stood in the stream, without its line feed */
	uint64_t number;     /* in its input, 1-based */
	bool stray;          /* no block: it is passed on as it came */
	struct np_block block;
};

/*
 * The lines, in the order in which they came.
 *
 *	np_held_init(&held);
 *	np_held_add(&held, line, &block, number, &err) ...
 *	... held.lines[0 .. held.count - 1]
 *	np_held_reset(&held);
 *	np_held_free(&held);
 */
struct np_held {
	struct np_arena arena; /* callers may take from it until _reset() */
	struct np_held_line *lines;
	size_t count, cap;
	size_t bytes; /* of the lines, with their line feeds */
};

void np_held_init(struct np_held *held);

/*
 * Adds a copy of line, of which block is what np_block_parse() made; NULL for one that is no block.
 * NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_held_add(struct np_held *held, struct np_span line, const struct np_block *block,
    uint64_t number, struct np_error *err);

/* Forgets the lines. */
void np_held_reset(struct np_held *held);
void np_held_free(struct np_held *held);

#endif
