/* augment.h - gold pages set anew: other layouts, other make-up, the damage of OCR */
#ifndef NP_AUGMENT_H
#define NP_AUGMENT_H

#include "gold.h"
#include "rates.h"

/*
 * Sets page number `index` of the golds anew; the result, page and lines, lies
 * in the arena.  The same seed gives the same page everywhere.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_augment(const struct np_gold *golds, size_t count, size_t index, uint64_t seed,
    const struct np_rates *rates, struct np_arena *arena, struct np_gold *copy,
    struct np_error *err);

#endif
