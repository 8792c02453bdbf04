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

/*
 * getopt_long(3), with its faults told as everything is: file names that begin with "-" are taken for
 * options, and may hold what a terminal obeys.  The next option; -1 behind the last.  What all tools
 * do alike ends the program here: --help, which prints help, the lines for the options, to standard
 * output (status 0, or 3 when that fails), --version, and an option that is none or lacks its
 * argument, as np_opt_usage() does.
 */
int np_opt_next(int argc, char *argv[], const char *letters, const struct option *longs,
    const char *synopsis, const char *help);

/* True if -e may have that argument, the name of an encoding, auto or mixed; told on standard error if not. */
bool np_opt_encoding(const char *name);

/* The argument of -j, 1 to 256; false, and told on standard error, if it is none. */
bool np_opt_jobs(const char *arg, size_t *jobs);

/* A size in bytes with an optional k, M or G (powers of 1024); false if it is none. */
bool np_opt_size(const char *text, size_t *size);

/* The argument of option ("--memory"), a size of more than 0; false, and told on standard error, if it is none. */
bool np_opt_bytes(const char *option, const char *arg, size_t *size);

/* The same for --max-page. */
bool np_opt_max_page(const char *arg, size_t *size);

/* An option whose argument is a number: what it may be, at least least and less than end. */
struct np_opt_number {
	int opt;                  /* as in struct option */
	const char *name, *wants; /* for the message: "copies", "a whole number from 0" */
	bool whole;
	double least, end;
};

/*
 * The argument of opt, which one of the numbers is for, without a sign; false, and told on
 * standard error, if it is not what that one wants.
 */
bool np_opt_number(const struct np_opt_number *numbers, int opt, const char *arg, double *value);

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
_Noreturn void np_opt_usage(const char *synopsis);

#endif
