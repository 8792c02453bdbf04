/* sieve.h - whether a rule may match somewhere: automata that let too much through, never too little */
#ifndef NP_SIEVE_H
#define NP_SIEVE_H

#include "code.h"

/* Where in a text a rule speaks. */
enum np_place { NP_AT_HEAD, NP_AT_TAIL, NP_INSIDE, NP_AT_WHOLE, NP_PLACES };

enum { NP_SIEVE_SHIFT = 6 };

/*
 * One automaton.  Characters that it does not tell apart are of one kind.  State 0 is where nothing
 * can match any more, state 1 where something has.
 */
struct np_sieve_automaton {
	const uint16_t *next;      /* [state * kinds + kind]: the next state, times kinds */
	const unsigned char *kind; /* of each class of characters */
	uint16_t kinds, start;     /* the first state, times kinds */
	bool backward;             /* it reads what stands before, or from a tail's end */
};

/*
 * Tables of a file of rules, made by lib/gen/sieve and by nothing else.  Characters that no
 * automaton tells apart are of one class.
 */
struct np_sieve_data {
	const uint16_t *blocks;  /* of each 2^NP_SIEVE_SHIFT code points below U+10000 … */
	const uint16_t *classes; /* … their classes */
	const uint32_t *ranges;  /* beyond: where a class begins, and the class, in order */
	size_t range_count;
	uint16_t edge; /* the class of what is before the text and behind it */
	const struct np_sieve_automaton *automata;
	const uint16_t *first; /* of each rule: its first automaton; one number more at the end */
	size_t rule_count;
};

/*
 * Whether a rule may match in bytes from..to of the text, which is UTF-8: beginning at byte *start (for
 * heads and whole lines) or anywhere from there on (inside: then *start is moved on to the first byte where it
 * may begin); tails end at `to`.  What is let through may still not match, but what is not cannot.
 */
bool np_sieve_lets(const struct np_sieve_data *data, size_t rule, enum np_place place,
    const char *text, size_t from, size_t to, size_t *start);

#endif
