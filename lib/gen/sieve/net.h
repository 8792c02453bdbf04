/* net.h - a tree as an automaton of positions: Glushkov's (1961), let through too much and never too little */
#ifndef NP_NET_H
#define NP_NET_H

#include "tree.h"

/* No set, no need. */
enum { NOTHING = 0xFFFF };

/* A position that may come next if the character there is in a set too; NOTHING: whatever it is. */
struct edge {
	uint16_t to, need;
};

struct edges {
	struct edge *edges;
	size_t count;
};

/* A place for a character of the pattern. */
struct position {
	uint16_t set;
	bool accepts; /* the pattern has matched with it */
	struct edges follow;
};

struct net {
	struct position *positions;
	size_t count;
	struct edges first;
	bool always; /* it matches nothing at all: it says nothing about a text */
};

/* How a tree is taken. */
struct how {
	bool backward;   /* it was read so */
	bool to_end;     /* a match goes up to the edge */
	unsigned copies; /* of something repeated, before it is taken to go on for ever */
};

/*
 * What lies ahead or behind is seen as far as one character shows it.  One net at a time: it is
 * valid until the next call.
 */
struct net net_make(const struct node *tree, struct how how);

#endif
