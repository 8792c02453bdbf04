/* detect.h - which encoding a text is in, with the runner-up and "undecided" */
#ifndef NP_DETECT_H
#define NP_DETECT_H

#include "code.h"

/* What np_detect() found.  All strings are constant. */
struct np_detect {
	const char *encoding; /* the likeliest, a name that np_enc_open() knows; never NULL */
	const char *other;    /* the runner-up, or NULL if nothing comes near */
	double confidence;    /* 0 to 1, that the text is in encoding */
	bool undecided;       /* nobody should trust encoding: candidates says why */
	/*
	 * A phrase for a message when undecided, else NULL: "could be gb18030 or big5",
	 * "fits no encoding known here".
	 */
	const char *candidates;
};

/*
 * Which encoding the len bytes at bytes are in: the beginning of a text, or all
 * of it.  It may end inside a character.  A byte order mark decides; then UTF-8 that is valid
 * (ASCII and nothing at all are UTF-8 too); then what the text reads like, as
 * UTF-8 with faults, GB 18030, Big5, or UTF-16 without a mark.  64 KiB are
 * plenty; a few hundred bytes of Chinese mostly do.
 */
void np_detect(const char *bytes, size_t len, struct np_detect *result);

#endif
