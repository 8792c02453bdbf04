/* fact_column.h - facts of an article as columns of a table */
#ifndef NP_FACT_COLUMN_H
#define NP_FACT_COLUMN_H

#include "facts.h"

/* The columns, in the order in which they are listed. */
enum np_fact_column {
	NP_FACT_WRITER, /* authors, reporters, correspondents and interns, in the order of the page */
	NP_FACT_AUTHOR, /* this one and the next: a column for each kind of person, in their order */
	NP_FACT_AGENCY = NP_FACT_AUTHOR + NP_AGENCY, /* of datelines too */
	NP_FACT_PLACE, /* of the datelines, or else of the reporters */
	NP_FACT_DATE,  /* of the datelines, or else of the issue */
	NP_FACT_PAPER,
	NP_FACT_ISSUE, /* its day */
	NP_FACT_PAGE_NO,
	NP_FACT_SECTION,
	NP_FACT_JUMP_TO, /* page numbers */
	NP_FACT_JUMP_FROM,
	NP_FACT_SEE,
	NP_FACT_COLUMNS
};

/* Names and what a column has, for help. */
extern const struct np_fact_column_name {
	const char *name, *help;
} np_fact_columns[NP_FACT_COLUMNS];

/* A value of a column, and whence it is. */
struct np_fact {
	struct np_span value;                 /* as a table has it; never "" */
	const struct np_article_block *block; /* whose text tells it; NULL for the day of --date */
	const struct np_person *person;       /* where it is somebody's name or place, else NULL */
	const struct np_jump *jump;           /* where it is a page of one, else NULL */
};

/*
 * The values of a column, each as often as it is told, in the order of the blocks.  NULL when memory
 * is out, else *count of them.  They live in the arena.
 */
const struct np_fact *np_fact_list(enum np_fact_column column, const struct np_facts *facts,
    const struct np_fact_page *page, struct np_arena *arena, size_t *count);

/*
 * The values of a column, each once, joined by ; and "" where there are none.  Dates are
 * ISO 8601.  Answers a span in the arena; ptr NULL when memory is out.
 */
struct np_span np_fact_value(enum np_fact_column column, const struct np_facts *facts,
    const struct np_fact_page *page, struct np_arena *arena);

#endif
