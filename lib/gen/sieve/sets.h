/* sets.h - sets of characters */
#ifndef NP_SETS_H
#define NP_SETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One more than the last code point: what stands before a text's beginning and behind its end. */
enum { EDGE = 0x110000 };

struct range {
	uint32_t first, last;
};

/* Ranges in ascending order, with something between them.  Its memory is never given back alone. */
struct set {
	struct range *ranges;
	size_t count;
};

struct set set_of(const struct range *ranges, size_t count);
struct set set_of_one(uint32_t cp);
struct set set_union(struct set a, struct set b);
struct set set_common(struct set a, struct set b);

/* All characters that are not in it; the edge is none. */
struct set set_not(struct set a);

bool set_has(struct set set, uint32_t cp);

/* The same set, or one that is equal to it, by its number: each is kept once. */
uint16_t set_number(struct set set);
struct set set_numbered(uint16_t number);

#endif
