/* table.h - a net made deterministic, and as small as it can be */
#ifndef NP_TABLE_H
#define NP_TABLE_H

#include "net.h"

/* The first two states: nothing can match any more; something has matched. */
enum { NO = 0, YES = 1 };

enum { TABLE_STATES = 256 }; /* at most: a state is a byte */

/* Characters that the net does not tell apart are of one kind. */
struct table {
	uint16_t *next; /* [state * kinds + kind]: the state behind it */
	size_t states, kinds;
	uint16_t start;
	uint32_t *bounds; /* where another kind may begin, in order, the first at 0 … */
	uint16_t *kind;   /* … and which it is there */
	size_t bound_count;
};

/*
 * The table of a net; false where it would have more than `most` places or get out of hand on the
 * way.  With widen it does not: once there are as many states, each new one becomes one that is
 * there and has the new one's positions and more.
 */
bool table_make(struct table *table, const struct net *net, size_t most, bool widen);

/* The kind of a character or of the EDGE. */
uint16_t table_kind(const struct table *table, uint32_t cp);

#endif
