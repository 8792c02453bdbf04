/* backtrack.h - patterns that were read when the library was built, tried on characters way after way */
#ifndef NP_BACKTRACK_H
#define NP_BACKTRACK_H

#include "sieve.h"

/*
 * What a part of a pattern is.  Those up to NP_PART_WORD take no characters: they look around.
 * A part that is read backward, inside of what looks behind, takes what stands before.
 */
enum np_part_kind {
	NP_PART_AHEAD,
	NP_PART_NOT_AHEAD,
	NP_PART_BEHIND,
	NP_PART_NOT_BEHIND,
	NP_PART_BEGIN, /* ^ */
	NP_PART_END,   /* $ */
	NP_PART_WORD,  /* \b */
	NP_PART_SET,   /* one character */
	NP_PART_ROW,   /* its children, one behind the other */
	NP_PART_CHOICE,
	NP_PART_REPEAT,
	NP_PART_RUN,    /* the same of one character */
	NP_PART_ATOMIC, /* the first way to match its child, and no other */
	NP_PART_KEEP    /* \K */
};

enum np_part_how { NP_PART_GREEDY, NP_PART_LAZY };

enum { NP_PART_ENDLESS = 0xFFFF, NP_PART_ANY = 0xFFFF };

struct np_part {
	unsigned char kind, how;
	uint16_t
	    set; /* of a SET; of others, the characters it may begin with; NP_PART_ANY if it may be empty */
	uint16_t run;      /* of a RUN: its set */
	uint16_t min, max; /* of REPEAT and RUN */
	uint16_t count;    /* of children */
	uint32_t first;    /* its first child, among the children */
};

/* A child: its number, and its set again, as most that are looked at may not begin where they are. */
struct np_part_child {
	uint16_t part, set;
};

/* Patterns of a file of rules, made by lib/gen/sieve and by nothing else; classes are those of the sieve. */
struct np_backtrack_data {
	const struct np_part *parts;
	const struct np_part_child *children;
	const uint32_t *roots; /* of each rule, its part + 1; 0 for none */
	size_t rule_count;
	/*
	 * A set has a bit for each class, in `words` words: [set * words + word] tells where among bits a
	 * word is, as many of them are the same.
	 */
	const uint16_t *sets;
	const uint64_t *bits;
	size_t words;
};

enum {
	NP_BACKTRACK_DEPTH =
	    2000, /* parts inside of parts and behind them that are matched at once */
	NP_BACKTRACK_TRIES = 4096 /* places where more is to be tried */
};

/* What is to be done behind a part: on in the row or the repetition that it is in; all is done where that is NULL. */
struct np_backtrack_then {
	const struct np_part *part;
	const struct np_backtrack_then *then; /* and behind that */
	uint32_t number,
	    at; /* the next child, or how often it was repeated; where it was gone into */
};

/* Another way to go. */
struct np_backtrack_try {
	const struct np_part *part;
	const struct np_backtrack_then *then;
	uint32_t number, at;
	uint16_t depth, thens; /* how deep it was */
};

/* Room to work in: what is in it does not matter. */
struct np_backtrack_room {
	struct np_backtrack_then thens[NP_BACKTRACK_DEPTH + 1];
	struct np_backtrack_try tries[NP_BACKTRACK_TRIES];
};

/* True if the rule's pattern is among them. */
static inline bool
np_backtrack_has(const struct np_backtrack_data *data, size_t rule)
{
	return data->roots[rule] != 0;
}

/*
 * Whether the rule's pattern, which is there, matches in a window of a view, at its start (heads and
 * whole lines) or from there on, up to its end (tails and whole lines): as PCRE2 would find it,
 * ways tried in the same order.  Then which characters, by their numbers, of which there is one at
 * least.  begins, ends: the text does so with the window.  What takes too many steps does not match.
 */
bool np_backtrack_match(const struct np_backtrack_data *data, size_t rule, enum np_place place,
    const struct np_sieve_view *view, const struct np_sieve_window *window, bool begins, bool ends,
    struct np_backtrack_room *room, size_t found[2]);

#endif
