/* count_column.h - the counts that can be asked for by name: columns and rules */
#ifndef NP_COUNT_COLUMN_H
#define NP_COUNT_COLUMN_H

#include "count.h"

enum { NP_COUNT_COLUMNS = 21 };

/* A count that can be asked for. */
struct np_count_column {
	const char *name;
	const char *help; /* one line, without a full stop */
	unsigned want;    /* what must be counted for it */
};

/* All of them, in the order in which "all" gives them. */
extern const struct np_count_column np_count_columns[NP_COUNT_COLUMNS];

/* The number of the column of that name, or -1. */
int np_count_column_find(struct np_span name);

/* The value of a column, by its number. */
uint64_t np_count_value(const struct np_count *count, int column);

/* ---- rules: what is one when the length of a text is told; newsprint(7) defines them ---- */

enum { NP_COUNT_RULES = 4 };

/* "word", "han", "nopunct", "print". */
extern const struct np_count_column np_count_rules[NP_COUNT_RULES];

/* The number of the rule of that name, or -1. */
int np_count_rule_find(struct np_span name);

/* What it gives; columns: places of a line in print, those that np_counter.columns had. */
uint64_t np_count_rule_value(const struct np_count *count, int rule, unsigned columns);

#endif
