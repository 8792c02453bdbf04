/* sieve.h - which of many rules may match somewhere: automata that let too much through, never too little */
#ifndef NP_SIEVE_H
#define NP_SIEVE_H

#include "code.h"

enum { NP_SIEVE_SHIFT = 6, NP_SIEVE_RULES = 512 };

/*
 * Tables of a file of rules, made by lib/gen/sieve.c and by nothing else.  Characters that no
 * pattern tells apart are of one class.  A pattern's places for characters are positions, each with
 * a set of characters; a position is followed by others, where the next character may have to be in
 * one set more.
 */
struct np_sieve_data {
	const uint16_t *blocks;  /* of each 2^NP_SIEVE_SHIFT code points below U+10000 … */
	const uint16_t *classes; /* … their classes */
	const uint32_t *ranges;  /* beyond: where a class begins, and the class, in order */
	size_t range_count;
	const uint32_t *members; /* [class * set_words]: a bit for each set that the class is in */
	size_t set_words;
	const unsigned char *opens; /* of each class: a bit 1 << place where it may come first */
	const uint16_t *positions;  /* pairs: its set; the rule + 1 that may end there, or 0 */
	size_t position_count;
	const uint32_t *follows; /* of each position, then of each place's start: its first edge */
	const uint16_t *edges;   /* pairs: the position, and the set, or 0xFFFF */
	const uint16_t *always;  /* rules that are let through in any case */
	size_t always_count;
	size_t rule_count;
	uint16_t top; /* the class of the text's beginning, which only tails see */
};

/* A bit for each rule, in the order of the file. */
typedef uint64_t np_sieve_bits[NP_SIEVE_RULES / 64];

/* The tables at work: what was found out is kept.  For one thread at a time. */
struct np_sieve;

/* A sieve of these tables, which must outlive it; NULL when memory is out. */
struct np_sieve *np_sieve_open(const struct np_sieve_data *data);
void np_sieve_close(struct np_sieve *sieve);

/*
 * Into bits: the rules of a place that may match in bytes from..to of the text, beginning at byte
 * `start` (for heads and whole lines) or anywhere behind it (inside); tails end at `to`.  place: an
 * np_place, as a number.  What is let through may still not match, but what is not cannot.
 */
void np_sieve_run(struct np_sieve *sieve, unsigned place, const char *text, size_t from, size_t to,
    size_t start, np_sieve_bits bits);

#endif
