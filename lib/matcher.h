/* matcher.h - a pattern of PCRE2's at work: compiled when first needed, to machine code when needed often */
#ifndef NP_MATCHER_H
#define NP_MATCHER_H

#include "sieve.h"

/* A pattern; all zero before it is asked for.  Its pointers are PCRE2's codes. */
struct np_matcher {
	void *code;     /* for texts that are UTF-8 */
	void *code_bad; /* for others */
	unsigned used;  /* for texts that are UTF-8, until … */
	bool jit;       /* … machine code was made for them, where this machine can */
	bool broken;    /* it is no pattern */
	bool starved;   /* memory was out when it was last compiled or tried */
};

/* Room to match in, for patterns of any number: one thread at a time. */
struct np_match_room;

/* NULL when memory is out. */
struct np_match_room *np_match_room_open(void);
void np_match_room_close(struct np_match_room *room);

/*
 * Compiles a pattern, anchored as its place wants it.  bad: for texts that are not UTF-8.  False with
 * why, of len bytes, filled where it is no pattern or memory is out.
 */
bool np_matcher_compile(struct np_matcher *matcher, const char *pattern, enum np_place place,
    bool bad, char *why, size_t len);

/* Gives the codes back. */
void np_matcher_close(struct np_matcher *matcher);

/*
 * Whether a compiled pattern matches in bytes from..to of the text, beginning to look at byte `start`;
 * then which bytes, of which there is one at least.  valid: the text is UTF-8.  What PCRE2 is given
 * begins and ends with whole characters.
 */
bool np_matcher_match(struct np_matcher *matcher, struct np_match_room *room, enum np_place place,
    struct np_span text, bool valid, size_t from, size_t to, size_t start, size_t found[2]);

#endif
