/* classes.h - classes of characters: those of one class nothing tells apart */
#ifndef NP_CLASSES_H
#define NP_CLASSES_H

#include "table.h"

/* What tells characters apart: the kinds of a table, which must stay, and whether they are in a set. */
void classes_tell_table(const struct table *table);
void classes_tell_set(struct set set);

/* Finds the classes, once all that tells is known; the calls below are for after that. */
void classes_find(void);

size_t classes_count(void);

/* One of a class's characters. */
uint32_t classes_member(size_t class);

/* The class of a character or of the EDGE. */
uint16_t classes_of(uint32_t cp);

/* The i-th character, in order, from which on up to the next such all are of one class, and which; false when there are no more. */
bool classes_run(size_t i, uint32_t *first, uint16_t *class);

#endif
