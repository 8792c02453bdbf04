/* tree.h - a pattern of PCRE2's, read as far as it is understood */
#ifndef NP_TREE_H
#define NP_TREE_H

#include <stdbool.h>

#include "sets.h"

/*
 * BOUND: where the text begins or ends, so that what comes next, in the order of reading, is in the set.
 * Those behind NOT_BEHIND are in trees that are read exactly and in no others.
 */
enum kind {
	EMPTY,
	SET,
	BOUND,
	CAT,
	ALT,
	REPEAT,
	AHEAD,
	NOT_AHEAD,
	BEHIND,
	NOT_BEHIND,
	BEGIN,
	END,
	WORD_BOUND,
	ATOMIC,
	KEEP
};

enum { ENDLESS = 1 << 30 };

/* Which of its ways a repetition tries first; the last one tries no other. */
enum greed { GREEDY, LAZY, POSSESSIVE };

struct node {
	enum kind kind;
	struct set set;
	struct node **children;
	size_t count;
	unsigned min, max; /* of REPEAT; ENDLESS is no end */
	enum greed greed;
};

/* A node of that kind, without children; kept until the program ends, as all of a tree is. */
struct node *tree_new(enum kind kind);

/* Puts a child behind those that the node has. */
void tree_add(struct node *node, struct node *child);

/*
 * The pattern as a tree.  backward: what stands in a row is put the other way round, to be read
 * from its end; what looks behind always is, what looks ahead never.  join: of many words
 * that a choice offers every first character goes with every second one, so that the tree takes more
 * than the pattern.  NULL, with *fault told, where there is something in it that is not understood.
 */
struct node *tree_read(const char *pattern, bool backward, bool join, const char **fault);

/* The same, forward and with nothing left out: the tree takes what the pattern takes. */
struct node *tree_read_exactly(const char *pattern, const char **fault);

#endif
