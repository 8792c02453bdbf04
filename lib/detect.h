/* detect.h - which encoding a text is in, with the runner-up and "undecided" */
#ifndef NP_DETECT_H
#define NP_DETECT_H

#include "code.h"

/* How much of a text decides: what np_detect() looks at, at most. */
enum { NP_DETECT_MOST = 64 * 1024 };

/* What np_detect() found.  All strings are constant. */
struct np_detect {
	const char *encoding; /* the likeliest, a name that np_enc_open() knows; never NULL */
	const char *other;    /* the runner-up, or NULL if nothing comes near */
	double confidence;    /* 0 to 1, that the text is in encoding */
	bool bom;             /* a byte order mark stands at the beginning and decided */
	bool undecided;       /* nobody should trust encoding: candidates says why */
	/*
	 * A phrase for a message when undecided, else NULL: "could be gb18030 or big5",
	 * "fits no encoding known here".
	 */
	const char *candidates;
	/*
	 * A piece out of the middle of a text: bytes at the beginning that belong to a
	 * character before it, 0 to 3, and are no ASCII; and, for HZ, that it begins behind a "~{".
	 */
	size_t skip;
	bool shifted;
};

/*
 * Which encoding the len bytes at bytes are in: the beginning of a text, or all
 * of it.  It may end, and begin, inside a character.  A byte order mark decides;
 * then UTF-8 that is valid (ASCII and nothing at all are UTF-8 too); then how the text
 * reads in each encoding of module candidate, by the frequencies of characters and pairs in
 * Chinese, Japanese and Korean (module prose).  Of a long text its beginning and pieces
 * further on are read; where these disagree, it is undecided.  Big5 is "big5-hkscs", "big5-2003" or
 * "cp950" where it has characters of these alone.
 */
void np_detect(const char *bytes, size_t len, struct np_detect *result);

/*
 * What a message about bytes that are no UTF-8 ends with, a string into hint: the encoding to try, GB 18030
 * where none is clear; nothing for a text that reads as UTF-8 all the same, so that nothing else would read
 * it better.
 */
enum { NP_DETECT_HINT = 64 };
void np_detect_hint(const char *bytes, size_t len, char hint[NP_DETECT_HINT]);

/*
 * The encoding that a byte order mark at the beginning of a text tells, as np_detect() names it; NULL
 * if none stands there.  Four bytes of the text are enough.
 */
const char *np_detect_mark(struct np_span head);

#endif
