/* grams.h - pairs of neighbouring characters: how much of one text is in another */
#ifndef NP_GRAMS_H
#define NP_GRAMS_H

#include "arena.h"
#include "code.h"

/* The distinct pairs of neighbouring letters, Han characters and digits of a text, sorted. */
struct np_grams {
	const uint64_t *list;
	size_t count;
};

/* So many bytes of each text are looked at: enough to tell what it is about. */
enum { NP_GRAMS_BYTES = 32 * 1024 };

/*
 * The pairs of count texts together; other characters part them, and so does a text's end.
 * False when memory is out; they live in the arena.
 */
bool np_grams_make(
    const struct np_span *texts, size_t count, struct np_arena *arena, struct np_grams *grams);

/* The share of the shorter one's pairs that the other has too, in thousandths; 0 if either has none. */
unsigned np_grams_shared(const struct np_grams *a, const struct np_grams *b);

#endif
