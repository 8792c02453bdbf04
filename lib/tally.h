/* tally.h - counts of groups: a page, an article of it, a role in it */
#ifndef NP_TALLY_H
#define NP_TALLY_H

#include "arena.h"
#include "count.h"

/* A group and its counts. */
struct np_tally_row {
	struct np_span page; /* unescaped */
	uint64_t article;
	int role;          /* of enum np_role, or any number where roles do not matter */
	uint64_t counts[]; /* packed: np_tally_add(), np_tally_count() */
};

/* Groups in the order in which they were met first; memory goes with their number. */
struct np_tally {
	struct np_arena arena;
	struct np_count_places places; /* of what is kept */
	struct np_tally_row **rows;
	size_t count;
	size_t room;
	/*
	 * Open addressing: number of a row plus 1, 0 for free, and above it the upper half of the
	 * row's hash, so that rows of others need not be looked at.
	 */
	uint64_t *slots;
	size_t slot_count;
	size_t last;  /* the row asked for last */
	size_t limit; /* at most UINT32_MAX */
};

/*
 * An empty tally of at most limit groups, which keeps what is wanted of counts: a sum of NP_COUNT_...
 * Takes no memory yet.
 */
void np_tally_init(struct np_tally *tally, unsigned want, size_t limit);

/*
 * The group of that page, article and role, with zero counts if it is new.  page
 * is copied.  The row is valid until np_tally_clear().  NULL when memory is out, or when the
 * group is new and the limit is reached, which np_tally_is_full() tells.
 */
struct np_tally_row *np_tally_at(
    struct np_tally *tally, struct np_span page, uint64_t article, int role);

bool np_tally_is_full(const struct np_tally *tally);

/* Adds to the counts of a row, feeds left out; or answers them. */
void np_tally_add(
    const struct np_tally *tally, struct np_tally_row *row, const struct np_count *more);
struct np_count np_tally_count(const struct np_tally *tally, const struct np_tally_row *row);

/* Forgets all groups and gives their memory back. */
void np_tally_clear(struct np_tally *tally);

#endif
