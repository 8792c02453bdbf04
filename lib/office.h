/* office.h - offices and labels: they tell what those did whose names stand beside them */
#ifndef NP_OFFICE_H
#define NP_OFFICE_H

#include "roll.h"

/* Takes in the office in units i to end, 本报见习记者, for the names behind it; answers the unit behind it. */
size_t np_office_take(struct np_roll *roll, size_t i, size_t end);

/*
 * 李红（特约记者）: an office in the brackets that open at unit i is that of the name before them; an
 * organisation is whose that is, 田甜（实验小学）.  Answers the unit to go on with.
 */
size_t np_office_take_behind(struct np_roll *roll, size_t i);

/* Takes in the label at unit i, 摄影, for the names behind it or those before it; answers the unit behind it. */
size_t np_office_take_label(struct np_roll *roll, size_t i);

/* True for 图◎李红, 图 being unit i: the marker between is a colon. */
bool np_office_is_marked(const struct np_roll *roll, size_t i);

#endif
