/* column.h - the columns of an article that a table or an object may have, by name */
#ifndef NP_COLUMN_H
#define NP_COLUMN_H

#include "count_column.h"
#include "fact_column.h"

/*
 * The columns: these, one for each role in the order of enum np_role, the facts that marks and
 * heads of pages tell, and npcount's, which are counted in the body.
 */
enum {
	NP_COLUMN_PAGE,
	NP_COLUMN_ARTICLE,
	NP_COLUMN_LINES,
	NP_COLUMN_TEXT,
	NP_COLUMN_PARAGRAPHS,
	NP_COLUMN_ROLES,
	NP_COLUMN_FACTS = NP_COLUMN_ROLES + NP_ROLES,
	NP_COLUMN_COUNTS = NP_COLUMN_FACTS + NP_FACT_COLUMNS,
	NP_COLUMNS = NP_COLUMN_COUNTS + NP_COUNT_COLUMNS
};

/* A choice of columns, and what must be found out for them. */
struct np_columns {
	int *list;
	size_t count;
	bool facts;    /* one of them is a fact */
	bool counts;   /* one of them is a count */
	unsigned want; /* what is to be counted: NP_COUNT_... */
};

const char *np_column_name(int column);

/* Writes a line for each column: its name and what it has. */
void np_column_help(struct np_out *out);

/*
 * Takes a list of names with commas between.  NP_OK; NP_ERR_UNKNOWN with *bad the name that is none;
 * NP_ERR_MEMORY.  np_columns_free() in any case.
 */
enum np_code np_columns_parse(struct np_columns *columns, const char *list, struct np_span *bad);
void np_columns_free(struct np_columns *columns);

#endif
