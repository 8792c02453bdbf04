/* opt_choice.c - the options that choose articles and roles: -a, -r and the like */
#include "opt_choice.h"

#include <stdio.h>
#include <string.h>

#include "block.h"
#include "choice.h"
#include "diag.h"

bool
np_opt_articles(const char *arg, const char **list)
{
	*list = arg;
	if (np_choice_valid(arg))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "-a %s: give numbers such as 1,3-5", arg);
	return false;
}

bool
np_opt_roles(const char *option, const char *arg, uint32_t *roles)
{
	char why[sizeof "no such role ()" + NP_ROLES * sizeof ", headline"] = "no such role (";
	struct np_span bad;

	if (np_roles_parse(arg, roles, &bad))
		return true;
	for (int role = 0; role < NP_ROLES; role++) {
		strcat(why, role > 0 ? ", " : "");
		strcat(why, np_role_name((enum np_role)role));
	}
	return np_opt_bad_name(option, bad, strcat(why, ")"));
}

bool
np_choice_opts_take(struct np_choice_opts *opts, int opt, const char *arg)
{
	switch (opt) {
	case '0':
		opts->files0 = arg;
		return true;
	case 'a':
		return np_opt_articles(arg, &opts->articles);
	case NP_OPT_MAX_PAGE:
		return np_opt_max_page(arg, &opts->max_page);
	default:
		return false;
	}
}
