/* opt_label.c - the options of the tools that label pages */
#include "opt_label.h"

#include <string.h>

#include "diag.h"

void
np_opt_label_init(struct np_opt_label *opts)
{
	*opts =
	    (struct np_opt_label){ .encoding = "utf-8", .max_page = (size_t)64 << 20, .jobs = 1 };
}

static bool
take_from(struct np_opt_label *opts, const char *arg)
{
	static const char *const names[] = { "auto", "text", "md" };
	for (int i = 0; i < 3; i++) {
		if (strcmp(arg, names[i]) == 0) {
			opts->from = (enum np_from)i;
			return true;
		}
	}
	np_diag_say(NP_USAGE, NULL, 0, "--from=%s: give auto, text or md", arg);
	return false;
}

bool
np_opt_label_take(struct np_opt_label *opts, int opt, const char *arg)
{
	switch (opt) {
	case '0':
		opts->files0 = arg;
		return true;
	case 'e':
		opts->encoding = arg;
		return np_opt_encoding(arg);
	case 'j':
		return np_opt_jobs(arg, &opts->jobs);
	case 'm':
		opts->model = arg;
		return true;
	case 'R':
		opts->rules = arg;
		return true;
	case NP_OPT_FROM:
		return take_from(opts, arg);
	case NP_OPT_NAME:
		/* A block whose page has no name is none. */
		if (*arg == '\0') {
			np_diag_say(NP_USAGE, NULL, 0, "--name=: give the page a name");
			return false;
		}
		opts->name = arg;
		return true;
	case NP_OPT_MAX_PAGE:
		return np_opt_max_page(arg, &opts->max_page);
	default:
		return false;
	}
}
