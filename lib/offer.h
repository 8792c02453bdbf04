/* offer.h - inside of unit: the units that may begin at a character */
#ifndef NP_OFFER_H
#define NP_OFFER_H

#include "cutter.h"

/*
 * Offers all units that may begin at a character, with what each costs; those that may begin behind it
 * were offered before.
 */
void np_offer_units(struct np_cutter *cut, size_t at);

/* Of these the names, where a Chinese character stands; in offer_name.c. */
void np_offer_names(struct np_cutter *cut, size_t at);

#endif
