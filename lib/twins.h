/* twins.h - lines of a page that are alike in how they begin, in how they are built, or in all */
#ifndef NP_TWINS_H
#define NP_TWINS_H

#include "arena.h"
#include "look.h"

/*
 * Sets twins_opening, twins_form, twins_size and repeats of count lines, all but the last by what may be
 * a heading among them.  False when memory is out.
 */
bool np_twins_find(struct np_look *lines, size_t count, struct np_arena *arena);

#endif
