/* mixed.h - texts in several encodings, one behind the other: which bytes are in what */
#ifndef NP_MIXED_H
#define NP_MIXED_H

#include "candidate.h"

/* Bytes that are in one encoding. */
struct np_run {
	enum np_candidate set;
	size_t len;
};

/* What is known of a text on its way. */
struct np_mixed;

/* This much is enough to go on. */
enum { NP_MIXED_MOST = 8 * 1024 };

/* Begins a text; NULL where there is no memory. */
struct np_mixed *np_mixed_open(void);

/*
 * What the text goes on in: the len bytes at bytes (at least 1) follow what the runs before took; last
 * tells that nothing comes behind them.  Answers false where more bytes are needed to tell,
 * which is never so with last or NP_MIXED_MOST bytes.
 *
 * A run ends at the end of a line, behind a character below "@" (which is part of no
 * other in any encoding of these), where ASCII begins or ends, or at a byte that the encoding does not
 * allow: there the next run begins if the rest reads so much better in another encoding.  Both
 * are weighed over the whole way (Viterbi).  Runs behind each other may be of the same encoding.
 */
bool np_mixed_next(
    struct np_mixed *mixed, const char *bytes, size_t len, bool last, struct np_run *run);

/* NULL is allowed. */
void np_mixed_close(struct np_mixed *mixed);

#endif
