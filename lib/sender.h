/* sender.h - from whom a text is, and from where */
#ifndef NP_SENDER_H
#define NP_SENDER_H

#include "roll.h"

/* Takes in the senders from unit i on, which stand behind 据, 来源： or 综合; answers the unit behind them. */
size_t np_sender_take(struct np_roll *roll, size_t i);

/* Takes in 新华社 at unit i: the sender of it all, or to whom the reporter behind it belongs.  Answers as above. */
size_t np_sender_take_agency(struct np_roll *roll, size_t i);

/*
 * Before 报道 or 电 at unit i a place may stand, which is known, or no name by its surname, or parted by
 * a wide slash from the names: ／馬公報導.  It is that of the names before it.
 */
void np_sender_take_report(struct np_roll *roll, size_t i);

/* 发自北京: what follows from unit i on without a blank is the place of those before; answers as above. */
size_t np_sender_take_from(struct np_roll *roll, size_t i);

#endif
