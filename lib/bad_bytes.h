/* bad_bytes.h - the bad bytes of an input, until their pages are known */
#ifndef NP_BAD_BYTES_H
#define NP_BAD_BYTES_H

#include "detect.h"
#include "enc.h"
#include "page.h"

/*
 * Bad bytes are told with the page that they stand on, when it is known that it is not so full of
 * them that one line says it all; the decoder runs ahead of the pages.  So many wait; what comes then
 * is only counted, and told at the input's end.  Of an input ten lines are printed at most.
 */
enum { NP_BAD_BYTES_WAITING = 16 * 1024 };

struct np_bad_byte {
	uint64_t line, byte;  /* 1-based; the byte of the input */
	const char *encoding; /* its title then: "mixed" has several */
};

/* Those of one input after the other; at first all is 0. */
struct np_bad_bytes {
	const char *input;        /* as it is told */
	const struct np_enc *enc; /* that finds them */
	bool guessed;             /* hint is known */
	char hint[NP_DETECT_HINT];
	struct np_bad_byte *list;
	size_t count;
	uint64_t uncounted; /* behind those */
};

/* An input begins, and is decoded by enc as soon as that is open; what waits of the one before is forgotten. */
void np_bad_bytes_begin(struct np_bad_bytes *bytes, const char *input);

/* One more; for np_enc_open(), with a struct np_bad_bytes whose enc is that decoder. */
void np_bad_bytes_note(void *ctx, const struct np_enc_bad *bad);

/*
 * Tells on standard error of what is bad on the page, with status NP_FAULTY: of each place; or where more
 * than one byte in a hundred is bad, in one line for all, with the encoding that the page may be in.
 * False for such a page: it is not to be labelled.
 */
bool np_bad_bytes_tell(struct np_bad_bytes *bytes, const struct np_page *page);

/* At the end of an input: tells of all that waits, and of those that could not. */
void np_bad_bytes_end(struct np_bad_bytes *bytes);

void np_bad_bytes_free(struct np_bad_bytes *bytes);

#endif
