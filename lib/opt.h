/* opt.h - options that tools share, --help and --version */
#ifndef NP_OPT_H
#define NP_OPT_H

#include <getopt.h>

#include "code.h"

/* Values of long options without a letter, for the val of struct option. */
enum np_opt_long {
	NP_OPT_HELP = 256,
	NP_OPT_VERSION,
	NP_OPT_FROM,
	NP_OPT_NAME,
	NP_OPT_MAX_PAGE,
	NP_OPT_TOOL /* first one that is a tool's own */
};

/* What every tool answers: put these into its table of long options. */
#define NP_OPT_COMMON                                                                              \
	{ "help", no_argument, NULL, NP_OPT_HELP },                                                \
	{                                                                                          \
		"version", no_argument, NULL, NP_OPT_VERSION                                       \
	}

/* How a page's text is read: decided by its looks, or told. */
enum np_from { NP_FROM_AUTO, NP_FROM_TEXT, NP_FROM_MD };

/* The options of every tool that labels pages: -e -m -R --from --name --max-page -0. */
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

#define NP_OPT_LABEL_SHORT "0:e:m:R:"
#define NP_OPT_LABEL_LONG                                                                          \
	{ "from", required_argument, NULL, NP_OPT_FROM },                                          \
	    { "name", required_argument, NULL, NP_OPT_NAME },                                      \
	    { "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },                              \
	    { "files0-from", required_argument, NULL, '0' }, NP_OPT_COMMON

/*
 * getopt_long(3), with its faults told as everything is: file names that begin with "-" are taken for
 * options, and may hold what a terminal obeys.  The next option; -1 behind the last.  What all tools
 * do alike ends the program here: --help, which prints help, the lines for the options, to standard
 * output (status 0, or 3 when that fails), --version, and an option that is none or lacks its
 * argument, as np_opt_usage() does.
 */
int np_opt_next(int argc, char *argv[], const char *letters, const struct option *longs,
    const char *synopsis, const char *help);

/* The values without any option. */
void np_opt_label_init(struct np_opt_label *opts);

/*
 * Takes option opt (what np_opt_next() answered) with its argument into *opts.
 * Answers true when it was one of these options and its value was good; a bad
 * value is told on standard error, and then the caller calls np_opt_usage().
 */
bool np_opt_label_take(struct np_opt_label *opts, int opt, const char *arg);

/* The argument of -j, 1 to 256; false, and told on standard error, if it is none. */
bool np_opt_jobs(const char *arg, size_t *jobs);

/* A size in bytes with an optional k, M or G (powers of 1024); false if it is none. */
bool np_opt_size(const char *text, size_t *size);

/* The argument of --max-page, more than 0; false, and told on standard error, if it is none. */
bool np_opt_max_page(const char *arg, size_t *size);

/*
 * A tool's inputs are its operands or the names in the list of -0, not both: where there are both, that
 * is told and the program ends as np_opt_usage() ends it.  list: the argument of -0 or NULL; operands:
 * argv behind the options.
 */
void np_opt_one_source(const char *list, char *const *operands, const char *synopsis);

/* Tells of a name in the list that option ("-r") was given, and why it will not do; answers false. */
bool np_opt_bad_name(const char *option, struct np_span name, const char *why);

/*
 * Ends the program, status 2, with the synopsis, what stands after "usage: ", on standard error.
 * For an option whose argument is bad, which has been told.
 */
void np_opt_usage(const char *synopsis);

#endif
