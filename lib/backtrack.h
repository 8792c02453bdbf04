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
	NP_PART_ATOMIC, /* the first way to match its child, and no other */
	NP_PART_KEEP    /* \K */
};

enum np_part_how { NP_PART_GREEDY, NP_PART_LAZY };

enum { NP_PART_ENDLESS = 0xFFFF, NP_PART_ANY = 0xFFFF };

struct np_part {
	unsigned char kind, how;
	uint16_t
	    set; /* of a SET; of others, the characters it may begin with; NP_PART_ANY if it may be empty */
	uint16_t min, max; /* of REPEAT */
	uint32_t first;    /* its first child, among the children */
	uint32_t count;    /* of children */
};

/* Patterns of a file of rules, made by lib/gen/sieve and by nothing else; classes are those of the sieve. */
struct np_backtrack_data {
	const struct np_part *parts;
	const uint32_t *children; /* parts, by their numbers */
	const uint32_t *roots;    /* of each rule, its part + 1; 0 for none */
	size_t rule_count;
	/*
	 * A set has a bit for each class, in `words` words: [set * words + word] tells where among bits a
	 * word is, as many of them are the same.
	 */
	const uint16_t *sets;
	const uint64_t *bits;
	size_t words;
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
    size_t found[2]);

#endif
