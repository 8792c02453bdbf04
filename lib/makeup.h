/* makeup.h - pages made up anew: headlines lost, torn or moved, columns that alternate, briefs */
#ifndef NP_MAKEUP_H
#define NP_MAKEUP_H

#include "draft.h"

/* Changes the make-up of a page as its rates and chance have it; draft->failed when memory is out. */
void np_makeup_change(struct np_draft *draft);

/* Drops, as the rates have it, what stands above and below a cut through the page. */
void np_makeup_cut(struct np_draft *draft);

#endif
