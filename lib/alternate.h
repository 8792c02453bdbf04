/* alternate.h - stories of a made-up page whose columns alternate, as recognition reads across them */
#ifndef NP_ALTERNATE_H
#define NP_ALTERNATE_H

#include "draft.h"

/*
 * Sets some stories that are neighbours, as the rates and chance have it, in two columns each, side
 * by side: the first columns of two or three of them, then the rest of each.  draft->failed when memory
 * is out.
 */
void np_alternate_columns(struct np_draft *draft);

#endif
