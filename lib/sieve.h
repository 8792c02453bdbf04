/* sieve.h - whether a rule may match somewhere: automata that let too much through, never too little */
#ifndef NP_SIEVE_H
#define NP_SIEVE_H

#include "chars.h"
#include "code.h"

/* Where in a text a rule speaks. */
enum np_place { NP_AT_HEAD, NP_AT_TAIL, NP_INSIDE, NP_AT_WHOLE, NP_PLACES };

enum {
	NP_SIEVE_SHIFT = 6,
	NP_SIEVE_BEHIND = 8,
	NP_SIEVE_NEAR =
	    4 /* the last and last but one character before a place, the first and second behind it */
};

/*
 * One automaton.  Characters that it does not tell apart are of one kind.  State 0 is where nothing
 * can match any more, state 1 where something has.
 */
struct np_sieve_automaton {
	const unsigned char *next; /* [state * kinds + kind]: the next state */
	const unsigned char *kind; /* of each class of characters */
	uint16_t kinds, start;     /* the first state */
	bool backward;             /* it reads what stands before, or from a tail's end */
};

/*
 * Tables of a file of rules, made by lib/gen/sieve and by nothing else.  Characters that no
 * automaton tells apart are of one class.
 */
struct np_sieve_data {
	/* Of each 2^NP_SIEVE_SHIFT code points below U+10000, their classes: one number more stands behind them both. */
	const uint16_t *blocks, *classes;
	const uint32_t *ranges; /* beyond: where a class begins, and the class, in order */
	size_t range_count;
	uint16_t edge; /* the class of what is before the text and behind it */
	const struct np_sieve_automaton *automata;
	const uint16_t *first; /* of each rule: its first automaton; one number more at the end */
	size_t rule_count;
	/* Of each of NP_SIEVE_NEAR, of each class: which of the sets the rules are that such a character does not rule out. */
	const uint16_t *near;
	const uint64_t *near_rules;
	size_t words, class_count; /* a set of rules is a bit for each, in `words` words */
};

/*
 * Characters of a text, which is UTF-8: all those from byte `base` on up to byte `end`; and the classes of those that
 * are looked at, by their numbers.
 */
struct np_sieve_view {
	const char *text;
	const struct np_chars *chars;
	const uint16_t *classes;
	size_t base, end;
};

/* Part of a view, by the numbers of its characters. */
struct np_sieve_window {
	size_t from, start, to;
};

/*
 * Finds the classes of the characters from..to of a view, for its classes; NP_SIEVE_BEHIND behind them are
 * overwritten, or not.
 */
void np_sieve_classify(const struct np_sieve_data *data, const struct np_sieve_view *view,
    size_t from, size_t to, uint16_t *classes);

/* The bytes from, start and to of a text, at each of which a character begins or the view ends, in a view. */
struct np_sieve_window np_sieve_window(
    const struct np_sieve_view *view, size_t from, size_t start, size_t to);

/* The byte of the text where a character of the view begins, or it ends. */
size_t np_sieve_byte(const struct np_sieve_view *view, size_t number, size_t to);

/*
 * Takes out of a set of rules for heads and whole lines, asked at `start`, or for tails, asked at `to`,
 * those that the characters next to it rule out.
 */
void np_sieve_narrow(const struct np_sieve_data *data, const struct np_sieve_view *view,
    const struct np_sieve_window *window, enum np_place place, uint64_t *rules);

/*
 * Whether a rule may match in a window: beginning at its start (heads and whole lines), or anywhere
 * from there on (inside, and tails, which end where it ends): then the start is moved on to the first
 * character where it may begin.  What is let through may still not match, but what is not cannot.
 */
bool np_sieve_lets(const struct np_sieve_data *data, size_t rule, enum np_place place,
    const struct np_sieve_view *view, struct np_sieve_window *window);

#endif
