/* drift.h - how a page's matter changes from part to part */
#ifndef NP_DRIFT_H
#define NP_DRIFT_H

#include "sheet.h"

/*
 * Compares the themes of a page's parts: sets the drift of the first line of each paragraph, of each heading,
 * and of its segments.  These must be known: a paragraph begins where same_above says how much it has in
 * common with those above.
 */
void np_drift_find(struct np_sheet *sheet);

#endif
