/* opt_label.h - the options of the tools that label pages */
#ifndef NP_OPT_LABEL_H
#define NP_OPT_LABEL_H

#include "opt.h"
#include "page.h"

/* The options of every tool that labels pages: -0 -e -j -m -R --from --max-page --name. */
struct np_opt_label {
	const char *encoding; /* "utf-8" unless told */
	const char *model;    /* a file, NULL for the one built in */
	const char *rules;    /* a file of rules to add, NULL for none */
	enum np_from from;
	const char *name;   /* what to call the page, NULL for its file's name */
	size_t max_page;    /* bytes */
	const char *files0; /* -0 FILE, NULL without it */
	size_t jobs;        /* workers; 1 is none beside the tool itself */
};

#define NP_OPT_LABEL_SHORT "0:e:j:m:R:"
#define NP_OPT_LABEL_LONG                                                                          \
	{ "encoding", required_argument, NULL, 'e' }, { "jobs", required_argument, NULL, 'j' },    \
	    { "model", required_argument, NULL, 'm' }, { "rules", required_argument, NULL, 'R' },  \
	    { "from", required_argument, NULL, NP_OPT_FROM },                                      \
	    { "name", required_argument, NULL, NP_OPT_NAME },                                      \
	    { "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },                              \
	    { "files0-from", required_argument, NULL, '0' }, NP_OPT_COMMON

/* The values without any option. */
void np_opt_label_init(struct np_opt_label *opts);

/*
 * Takes option opt (what np_opt_next() answered) with its argument into *opts.
 * Answers true when it was one of these options and its value was good; a bad
 * value is told on standard error, and then the caller calls np_opt_usage().
 */
bool np_opt_label_take(struct np_opt_label *opts, int opt, const char *arg);

#endif
