/* each_text.h - every input of a tool that takes both plain text and blocks */
#ifndef NP_EACH_TEXT_H
#define NP_EACH_TEXT_H

#include "block.h"
#include "operands.h"

/* What a tool saw in a text: it adds to these as it goes through it. */
struct np_seen {
	uint64_t bad;   /* maximal subparts of bytes that are no UTF-8 */
	uint64_t feeds; /* line feeds */
};

/* What a tool wants of its inputs.  Calls that answer false end the run. */
struct np_each_text {
	const char *encoding; /* of plain text, "auto" too */
	size_t max_line;      /* bytes that a line of a block stream may have */
	/* What a plain text lacks and is refused for, with status 2: "articles"; NULL takes it. */
	const char *lacks;
	/* The next piece of a plain text, as UTF-8; none is cut inside a character. */
	bool (*text)(void *ctx, struct np_span piece, struct np_seen *seen, const char *input);
	/* The end of a plain text; whole is false where reading failed. */
	bool (*text_end)(void *ctx, bool whole, const char *input);
	/* A block, its line's number, and the end of the stream.  seen.feeds does not matter. */
	bool (*block)(void *ctx, const struct np_block *block, struct np_seen *seen,
	    uint64_t number, const char *input);
	bool (*blocks_end)(void *ctx, const char *input);
};

/*
 * Goes through all inputs: opens them, decides by the first line of each what it is,
 * calls for what is in it, and reports on standard error what is wrong: bad bytes, which are
 * looked for only where the tool saw some; lines that are no blocks; inputs that can't be read,
 * which are passed over.
 */
void np_each_text(const struct np_operands *operands, const struct np_each_text *calls, void *ctx);

#endif
