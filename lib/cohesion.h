/* cohesion.h - where on a page the words change: what is above a line against what follows */
#ifndef NP_COHESION_H
#define NP_COHESION_H

#include "sheet.h"
#include "thread.h"

enum { NP_COHESION_WINDOW = 300 }; /* words on either side that are compared */

/*
 * Compares the words right above a line with those from it on, as many of these as of those,
 * whatever lines and headings they stand in: where few are in both, a new story may begin (after
 * TextTiling: Hearst 1997).  Sets the cohesion of the lines of a page that np_look_opens() is true for;
 * all its words are in the thread.  False when memory is out.
 */
bool np_cohesion_find(
    const struct np_thread *thread, struct np_sheet *sheet, struct np_arena *arena);

#endif
