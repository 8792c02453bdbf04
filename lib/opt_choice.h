/* opt_choice.h - the options that choose articles and roles: -a, -r and the like */
#ifndef NP_OPT_CHOICE_H
#define NP_OPT_CHOICE_H

#include "code.h"

/*
 * The argument of -a, numbers parted by commas, into *list as np_choice_has() takes it: arg itself.
 * False, and told on standard error, if it is none.
 */
bool np_opt_articles(const char *arg, const char **list);

/*
 * The argument of the option ("-r"), names of roles parted by commas, into *roles: bits 1 << role.  False,
 * and told on standard error with all the roles that there are, if a name is none.
 */
bool np_opt_roles(const char *option, const char *arg, uint32_t *roles);

#endif
