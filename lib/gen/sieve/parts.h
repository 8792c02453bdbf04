/* parts.h - patterns as the parts of backtrack.h: each that is the same kept once */
#ifndef NP_PARTS_H
#define NP_PARTS_H

#include "backtrack.h"
#include "sets.h"

/* Takes the next rule's pattern, which may be NULL; false with *fault where it is not understood: it has none then. */
bool parts_add(const char *pattern, const char **fault);

/* What was made of all of them; sets, bits and words are for the caller to fill. */
struct np_backtrack_data parts_all(size_t *part_count, size_t *child_count);

/* The sets that the parts speak of, by their numbers there. */
size_t parts_set_count(void);
struct set parts_set(size_t number);

#endif
