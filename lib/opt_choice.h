/* opt_choice.h - the options that choose articles and roles: -a, -r and the like */
#ifndef NP_OPT_CHOICE_H
#define NP_OPT_CHOICE_H

#include "opt.h"

/*
 * The argument of -a, numbers and ranges parted by commas, into *list as np_choice_has() takes it: arg itself.
 * False, and told on standard error, if it is none.
 */
bool np_opt_articles(const char *arg, const char **list);

/*
 * The argument of the option ("-r"), names of roles parted by commas, into *roles: bits 1 << role.  False,
 * and told on standard error with all the roles that there are, if a name is none.
 */
bool np_opt_roles(const char *option, const char *arg, uint32_t *roles);

/* ---- the options of tools that read blocks, article by article: -0 -a --max-page ---- */

struct np_choice_opts {
	const char *files0;   /* NULL without -0 */
	const char *articles; /* as np_choice_has() takes it; NULL without -a */
	size_t max_page;      /* 0 without --max-page */
};

#define NP_CHOICE_SHORT "0:a:"
#define NP_CHOICE_LONG                                                                             \
	{ "articles", required_argument, NULL, 'a' },                                              \
	    { "files0-from", required_argument, NULL, '0' },                                       \
	    { "max-page", required_argument, NULL, NP_OPT_MAX_PAGE }, NP_OPT_COMMON

/*
 * Takes option opt (what np_opt_next() answered) with its argument.  True when it was one of these and
 * its value was good; a bad value is told on standard error, and then the caller calls np_opt_usage().
 */
bool np_choice_opts_take(struct np_choice_opts *opts, int opt, const char *arg);

#endif
