/* lines.c - the lines of an input, one after the other */
#include "lines.h"

#include <stdlib.h>

enum { FIRST_BUFFER = 256 * 1024 };

void
np_lines_init(struct np_lines *lines, struct np_in *in, size_t max)
{
	*lines = (struct np_lines){ .in = in, .max = max, .pending = NP_OK };
}

/*
 * Makes room behind the bytes that are held and reads more.  Answers NP_OK when
 * some came, NP_END, or an error.
 */
static enum np_code
lines_fill(struct np_lines *lines, struct np_error *err)
{
	if (lines->leave != NULL && !lines->leave(lines->leave_ctx)) {
		lines->leave_failed = true;
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	lines->ahead = 0;
	lines->more = true;
	if (lines->start > 0) {
		memmove(lines->buf, lines->buf + lines->start, lines->end - lines->start);
		lines->end -= lines->start;
		lines->start = 0;
	}
	if (lines->end == lines->cap) {
		size_t cap = lines->cap == 0 ? FIRST_BUFFER : lines->cap * 2;
		char *buf = realloc(lines->buf, cap);
		if (buf == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		lines->buf = buf;
		lines->cap = cap;
	}
	size_t n;
	enum np_code code =
	    np_in_read_some(lines->in, lines->buf + lines->end, lines->cap - lines->end, &n, err);
	lines->end += n;
	return code;
}

/*
 * Tells that the line at hand is too long.  Where its end has not been read it is passed over by the
 * next call: there may be none.
 */
static enum np_code
lines_refuse(struct np_lines *lines, struct np_error *err)
{
	const char *lf = memchr(lines->buf + lines->start, '\n', lines->end - lines->start);

	lines->refused = lf == NULL;
	lines->start = lf != NULL ? (size_t)(lf - lines->buf) + 1 : lines->end;
	lines->number++;
	np_fail(err, NP_ERR_TOOBIG, 0, "line too long");
	if (err != NULL)
		err->line = lines->number;
	return NP_ERR_TOOBIG;
}

/*
 * Reads more.  Sets lines->ended where nothing comes any more, or where reading fails, which is told
 * behind the lines before it.  NP_OK, or NP_ERR_MEMORY.
 */
static enum np_code
lines_more(struct np_lines *lines, struct np_error *err)
{
	enum np_code code = lines_fill(lines, &lines->pending_err);

	if (code == NP_OK)
		return NP_OK;
	if (code == NP_END || code == NP_ERR_READ) {
		lines->ended = true;
		lines->pending = code == NP_END ? NP_OK : code;
		return NP_OK;
	}
	if (err != NULL)
		*err = lines->pending_err;
	return code;
}

/* Passes over the rest of a line that was refused.  NP_OK, also at the end of the input, or NP_ERR_MEMORY. */
static enum np_code
lines_skip(struct np_lines *lines, struct np_error *err)
{
	const char *lf = NULL;

	while (lf == NULL && !lines->ended) {
		lines->start = lines->end;
		enum np_code code = lines_more(lines, err);
		if (code != NP_OK)
			return code;
		lf = memchr(lines->buf + lines->start, '\n', lines->end - lines->start);
	}
	lines->start = lf != NULL ? (size_t)(lf - lines->buf) + 1 : lines->end;
	lines->refused = false;
	return NP_OK;
}

enum np_code
np_lines_next(struct np_lines *lines, struct np_span *line, struct np_error *err)
{
	size_t looked = 0;
	enum np_code code;

	lines->unterminated = false;
	if (lines->refused && (code = lines_skip(lines, err)) != NP_OK)
		return code;
	for (;;) {
		size_t held = lines->end - lines->start;
		char *from = lines->buf != NULL ? lines->buf + lines->start : NULL;
		char *lf = held > looked ? memchr(from + looked, '\n', held - looked) : NULL;
		if (lf != NULL && (size_t)(lf - from) <= lines->max) {
			*line = (struct np_span){ from, (size_t)(lf - from) };
			lines->start += line->len + 1;
			lines->number++;
			return NP_OK;
		}
		looked = held;
		if (held > lines->max)
			return lines_refuse(lines, err);
		if (lines->ended) {
			if (held > 0) {
				*line = (struct np_span){ from, held };
				lines->start = lines->end;
				lines->number++;
				lines->unterminated = true;
				return NP_OK;
			}
			if (lines->pending != NP_OK) {
				code = lines->pending;
				lines->pending = NP_OK;
				if (err != NULL)
					*err = lines->pending_err;
				return code;
			}
			return NP_END;
		}
		code = lines_more(lines, err);
		if (code != NP_OK)
			return code;
	}
}

void
np_lines_free(struct np_lines *lines)
{
	free(lines->buf);
	lines->buf = NULL;
	lines->cap = lines->start = lines->end = 0;
}
