/* matcher.h - a pattern of PCRE2's at work: compiled when first needed, to machine code when needed often */
#ifndef NP_MATCHER_H
#define NP_MATCHER_H

#include "sieve.h"

/*
 * Patterns compiled when the library was built, as pcre2_serialize_encode() gives them, by
 * lib/gen/codes.c and by nothing else.  They serve the PCRE2 that made them, and no other.
 */
struct np_codes {
	const uint64_t *words;
	const uint32_t *first; /* of each pattern: its first word; one number more at the end */
	size_t count;
	const char *maker; /* what np_matcher_maker() tells of the PCRE2 that made them */
};

enum { NP_MAKER_SIZE = 160 };

/* This PCRE2, in all that a compiled pattern depends on, as a string. */
void np_matcher_maker(char maker[NP_MAKER_SIZE]);

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

/* Takes the number-th of the patterns compiled before; false when it must be compiled here, after all. */
bool np_matcher_load(struct np_matcher *matcher, const struct np_codes *codes, size_t number);

/*
 * Compiles a pattern, anchored as its place wants it.  bad: for texts that are not UTF-8.  False with
 * why, of len bytes, filled where it is no pattern or memory is out.
 */
bool np_matcher_compile(struct np_matcher *matcher, const char *pattern, enum np_place place,
    bool bad, char *why, size_t len);

/* As pcre2_serialize_encode() gives it, to be freed with free(); NULL when that fails. */
void *np_matcher_encode(const struct np_matcher *matcher, size_t *size);

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
