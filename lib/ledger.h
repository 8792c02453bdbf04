/* ledger.h - counts of texts and of groups of blocks, written as rows of a table */
#ifndef NP_LEDGER_H
#define NP_LEDGER_H

#include "block.h"
#include "count_column.h"
#include "tally.h"

/* What a row is: a sum of these. */
enum { NP_BY_FILE = 1, NP_BY_PAGE = 2, NP_BY_ARTICLE = 4, NP_BY_ROLE = 8 };

struct np_ledger {
	struct np_out *out;
	unsigned by;          /* of NP_BY_... */
	const char *articles; /* as np_choice_has() takes it, NULL for all */
	uint32_t roles;       /* those that are counted: a set, as np_roles_parse() gives it */
	unsigned print_columns;
	/* Columns of np_count_columns; rules have the numbers behind those. */
	int columns[NP_COUNT_COLUMNS + NP_COUNT_RULES];
	size_t column_count;
	unsigned want;
	size_t max_groups; /* of blocks at once */
	/* its own */
	struct np_count sum; /* of the rows written */
	struct np_tally tally;
	struct np_arena scratch;
	struct np_count count; /* of the plain text that is counted */
	struct np_counter counter;
	bool begun;    /* it has begun */
	uint64_t page; /* form feeds in it */
};

/*
 * A ledger that writes to out: characters and Han characters of files, nothing left out, at
 * most max_groups groups of blocks at once.  The members up to max_groups may be set before anything is
 * counted.
 */
void np_ledger_init(struct np_ledger *ledger, struct np_out *out, size_t max_groups);
void np_ledger_free(struct np_ledger *ledger);

/*
 * What -b, -c and --rule take, names with commas between.  Rules are added to the columns that
 * are there.  False, with *bad the name that is none or one too many, if the list is wrong.
 */
bool np_ledger_set_by(struct np_ledger *ledger, const char *list, struct np_span *bad);
bool np_ledger_set_columns(struct np_ledger *ledger, const char *list, struct np_span *bad);
bool np_ledger_add_rules(struct np_ledger *ledger, const char *list, struct np_span *bad);

/* Leaves no column: for rules alone. */
void np_ledger_no_columns(struct np_ledger *ledger);

/* Writes the names of keys and columns; the sums of all rows. */
void np_ledger_put_header(struct np_ledger *ledger);
void np_ledger_put_total(struct np_ledger *ledger);

/*
 * Counts the next piece of a plain text, not cut inside a character; of its pages each becomes a
 * row when its form feed comes.  *bad and *feeds are raised by the bad pieces and line feeds in it.
 */
void np_ledger_text(struct np_ledger *ledger, struct np_span piece, const char *name, uint64_t *bad,
    uint64_t *feeds);

/* The end of a plain text: the last row, if there was a byte of it and it was read to its end. */
void np_ledger_end_text(struct np_ledger *ledger, bool whole, const char *name);

/*
 * Counts a block in its group, if it is asked for.  NP_OK, NP_ERR_MEMORY, or NP_ERR_TOOBIG when its
 * group is new and there may be no more: it is not counted.
 */
enum np_code np_ledger_block(struct np_ledger *ledger, const struct np_block *block, uint64_t *bad);

/* The end of a block stream: writes a row for each group, in the order in which they were met. */
void np_ledger_end_blocks(struct np_ledger *ledger, const char *name);

#endif
