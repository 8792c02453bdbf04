/* choice.h - which articles option -a asks for */
#ifndef NP_CHOICE_H
#define NP_CHOICE_H

#include "code.h"

/* True if list is numbers and ranges (3-5) parted by commas, as -a takes them. */
bool np_choice_valid(const char *list);

/* np_choice_has() where there is a list. */
bool np_choice_lists(const char *list, uint64_t number);

/*
 * True if the article of that number is asked for.  list NULL: all but article 0.
 * A 0 in the list adds article 0; other numbers, where there are any, choose
 * among the rest.
 */
static inline bool
np_choice_has(const char *list, uint64_t number)
{
	return list == NULL ? number != 0 : np_choice_lists(list, number);
}

#endif
