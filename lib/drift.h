/* drift.h - how a page's matter changes from part to part */
#ifndef NP_DRIFT_H
#define NP_DRIFT_H

#include "sheet.h"

/*
 * Compares the themes of a page's parts: sets the drift of the first line of each paragraph, and that
 * of its segments, which must be known.
 */
void np_drift_find(struct np_sheet *sheet);

#endif
