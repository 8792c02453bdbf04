/* numbers.h - a set of numbers, put together first and asked then */
#ifndef NP_NUMBERS_H
#define NP_NUMBERS_H

#include "code.h"

/*
 * Zeroed memory is the empty set.
 *
 *	np_numbers_add(&set, 7) ...
 *	np_numbers_sort(&set);
 *	np_numbers_have(&set, 7) ...
 *	np_numbers_clear(&set) for another; np_numbers_free(&set)
 */
struct np_numbers {
	uint64_t *list; /* once sorted: ascending, each once */
	size_t count, cap;
};

/* Adds a number, which may be there already; false when memory is out. */
bool np_numbers_add(struct np_numbers *set, uint64_t number);

/* Sorts the set: after adding, before asking. */
void np_numbers_sort(struct np_numbers *set);

/* True if number is in the set, which is sorted. */
bool np_numbers_have(const struct np_numbers *set, uint64_t number);

/* Empties the set; its memory stays for the next. */
void np_numbers_clear(struct np_numbers *set);
void np_numbers_free(struct np_numbers *set);

#endif
