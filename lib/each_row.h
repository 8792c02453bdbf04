/* each_row.h - the loop and the options of the tools that write chosen columns of each article */
#ifndef NP_EACH_ROW_H
#define NP_EACH_ROW_H

#include "column.h"
#include "opt_choice.h"

/* Their options: -0 -a -c --date --max-page. */
struct np_row_opts {
	struct np_choice_opts choice;
	const char *list;     /* of -c, or the default */
	struct np_date issue; /* of --date; not whole without it */
	struct np_columns columns;
};

enum {
	NP_ROW_DATE = NP_OPT_TOOL,
	NP_ROW_TOOL /* first value of a long option of the tool's own */
};

#define NP_ROW_SHORT NP_CHOICE_SHORT "c:"
#define NP_ROW_LONG                                                                                \
	{ "columns", required_argument, NULL, 'c' },                                               \
	    { "date", required_argument, NULL, NP_ROW_DATE }, NP_CHOICE_LONG

/* The values without any option; columns is the default for -c. */
void np_row_opts_init(struct np_row_opts *opts, const char *columns);

/*
 * Takes option opt (what np_opt_next() answered) with its argument.  Answers true when it
 * was one of these and its value was good; a bad value is told on standard error, and
 * then the caller calls np_opt_usage().
 */
bool np_row_opts_take(struct np_row_opts *opts, int opt, const char *arg);

/*
 * Chooses the columns, when all options are taken: `-c help` lists them and ends the program; a wrong
 * name ends it as np_opt_usage() does, with the synopsis.  np_columns_free(&opts->columns) at the end.
 */
void np_row_opts_choose(struct np_row_opts *opts, const char *synopsis);

/* An article with what the columns that were chosen want. */
struct np_row {
	const struct np_article *article;
	const struct np_facts *facts;    /* NULL if no column is a fact */
	const struct np_fact_page *page; /* the same */
	const struct np_count *counts;   /* of the body; of what is counted for the columns */
	struct np_arena *arena;          /* of the page */
};

/*
 * Calls row() for each article that -a asks for, of all inputs: argv, or those of -0.  It answers NP_OK,
 * NP_ERR_MEMORY, which is told, or NP_ERR_WRITE; the last two end the run.  bad_bytes is what the
 * tool does with bytes that are no UTF-8, for the report.
 */
void np_each_row(const struct np_row_opts *opts, char **argv,
    enum np_code (*row)(void *ctx, const struct np_row *row), void *ctx, const char *bad_bytes);

#endif
