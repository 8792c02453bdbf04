/* cohesion.h - where on a page the words change: what is above a line against what follows */
#ifndef NP_COHESION_H
#define NP_COHESION_H

#include "sheet.h"

/*
 * Compares the words right above each line with those from it on, as many of these as of those,
 * whatever lines and headings they stand in: where few are in both, a new story may begin (after
 * TextTiling: Hearst 1997).  The lines' words are numbered from 0 to below word_count already.  Sets
 * the cohesion of every line; works in the arena.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_cohesion_find(
    struct np_sheet *sheet, size_t word_count, struct np_arena *arena, struct np_error *err);

#endif
