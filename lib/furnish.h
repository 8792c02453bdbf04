/* furnish.h - made-up pages among what stands around the articles of other pages */
#ifndef NP_FURNISH_H
#define NP_FURNISH_H

#include "draft.h"

/*
 * Sets a draft, as its rates and chance have it, into the furniture of some other page of the golds: lines of no
 * article, above the first story and below the last one, with or without a copy of the first
 * headline above; and puts such lines between paragraphs of articles, which go on behind them.
 * draft->failed when memory is out.
 */
void np_furnish(struct np_draft *draft);

#endif
