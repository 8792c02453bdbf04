/* lines.h - the lines of an input, one after the other */
#ifndef NP_LINES_H
#define NP_LINES_H

#include "io.h"

/*
 * Lines of an input, read in large pieces.  max is the longest line taken, in
 * bytes without the line feed.
 *
 *	np_lines_init(&lines, &in, max);
 *	while ((code = np_lines_next(&lines, &line, &err)) == NP_OK) ...
 *	np_lines_free(&lines);
 */
struct np_lines {
	struct np_in *in;
	char *buf;
	size_t cap, start, end;
	size_t max;
	uint64_t number; /* of the line given last, 1-based */
	bool ended, unterminated;
	bool refused; /* the line given last was too long; the rest of it is passed over next */
	/*
	 * For whoever looks at bytes before their lines are taken: how far in buf he came, 0 again
	 * when they move; true when more were read, until he takes note of it.
	 */
	size_t ahead;
	bool more;
	/*
	 * Called, if it is set, before the lines that were given so far go: a caller that keeps them
	 * copies what it needs.  False when memory is out, which np_lines_next() answers then.
	 */
	bool (*leave)(void *ctx);
	void *leave_ctx;
	bool leave_failed;
	enum np_code pending; /* a read error still to be told after the bytes before it */
	struct np_error pending_err;
};

void np_lines_init(struct np_lines *lines, struct np_in *in, size_t max);

/*
 * The next line without its line feed; *line is valid until the next call, or until leave() is
 * called.
 * lines->unterminated tells a last line without a line feed.  Answers NP_OK,
 * NP_END, NP_ERR_READ, NP_ERR_MEMORY, or NP_ERR_TOOBIG as soon as a line is known to be too long:
 * the call after it passes over that whole.
 */
enum np_code np_lines_next(struct np_lines *lines, struct np_span *line, struct np_error *err);

/* The next line where it is known to have len bytes before its line feed, all of them in buf. */
static inline struct np_span
np_lines_take(struct np_lines *lines, size_t len)
{
	struct np_span line = { lines->buf + lines->start, len };

	lines->start += len + 1;
	lines->number++;
	lines->unterminated = false;
	return line;
}

void np_lines_free(struct np_lines *lines);

#endif
