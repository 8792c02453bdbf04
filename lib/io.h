/* io.h - bytes in and out: files, standard input, a checked writer */
#ifndef NP_IO_H
#define NP_IO_H

#include <stdio.h>
#include <string.h>

#include "code.h"

/*
 * True if the read or write of fd that has just failed, errno tells of what, is to be done again: it was
 * interrupted; or another program that has fd too made it non-blocking, and it is ready now.  events is
 * what was done: POLLIN or POLLOUT.
 */
bool np_io_again(int fd, short events);

/* As open(2) of what is there, and again when a signal interrupts it, as it may for a FIFO. */
int np_open(const char *path, int flags);

/* ---- input ---- */

/* An open input.  name is what messages call it; it is borrowed. */
struct np_in {
	int fd;
	const char *name;
	bool is_stdin;
	char *held; /* bytes that were looked at and not read yet, of np_in_peek_line() */
	size_t held_at, held_len;
	bool widened; /* if it is a pipe, it was made to hold more */
	/* What reading on from them comes to: the end, or a fault with errno; NP_OK: not known yet. */
	enum np_code then;
	int then_sys;
};

/*
 * Opens path for reading; "-" is standard input.  A directory is refused, and the file that
 * standard output goes to.
 * Answers NP_OK or NP_ERR_OPEN with *err filled.
 */
enum np_code np_in_open(struct np_in *in, const char *path, struct np_error *err);

/*
 * Reads up to cap bytes into buf and sets *got; *got is short only at the end of
 * the input.  Interrupted calls are taken up again, see np_io_again().  Answers NP_OK, NP_END when
 * nothing is left (*got is 0), or NP_ERR_READ with *got bytes that came before.
 */
enum np_code np_in_read(struct np_in *in, void *buf, size_t cap, size_t *got, struct np_error *err);

/* The same, but returns as soon as some bytes are there: for tools in a pipe. */
enum np_code np_in_read_some(
    struct np_in *in, void *buf, size_t cap, size_t *got, struct np_error *err);

/*
 * Looks at the first line without reading it: its bytes up to the line feed, at
 * most `most` of them, into *line, valid until something is read.  Reads that follow begin
 * with it.  Once an input, before anything is read.  NP_OK also when the input is empty or
 * reading fails, which the read after these bytes tells; NP_ERR_MEMORY.
 */
enum np_code np_in_peek_line(
    struct np_in *in, size_t most, struct np_span *line, struct np_error *err);

/* Closes the input; standard input stays open. */
void np_in_close(struct np_in *in);

/*
 * All of the file at path, as np_in_open() takes it: *len bytes into *text, for free().  NP_OK,
 * NP_ERR_OPEN, NP_ERR_READ, NP_ERR_MEMORY, or NP_ERR_TOOBIG for one of more than most bytes.
 */
enum np_code np_in_whole(
    const char *path, size_t most, char **text, size_t *len, struct np_error *err);

/* ---- output ---- */

enum { NP_OUT_DIRECT = 32 * 1024 }; /* so much is not worth a copy on its way out */

/*
 * A buffered writer on a descriptor.  After a failed write everything is
 * dropped and the first error stays: check once, at the end or in a long loop.
 */
struct np_out {
	int fd;
	char *buf;
	size_t len, cap;
	bool failed;
	bool widened;  /* if it is a pipe, it was made to hold more */
	bool holds;    /* for np_out_hold() */
	bool terminal; /* what controls one is made visible */
	bool foreign;  /* what is written is no UTF-8: bytes above 0x7F are parts of characters */
	int sys;       /* errno of the first failure */
	const char *name; /* for messages */
};

/*
 * A writer on descriptor fd.  Memory is taken at the first write.  name is
 * borrowed.  The buffer belongs to the writer until np_out_close().
 * To a terminal control characters and those that turn the direction of writing come out as
 * \xHH (visible.h), all but tabs, line feeds and the CR before one: a page must not command it.
 */
void np_out_init(struct np_out *out, int fd, const char *name);

/*
 * A writer that keeps what is written: out->buf has it, out->len bytes, until it is closed.  Set len
 * to 0 to begin anew.  What does not fit in memory fails as a write does.
 */
void np_out_hold(struct np_out *out);

/* np_out_write() for what does not simply fit. */
void np_out_write_through(struct np_out *out, const void *ptr, size_t len);

/* Writes len bytes; few go to the buffer right here. */
static inline void
np_out_write(struct np_out *out, const void *ptr, size_t len)
{
	if (len < NP_OUT_DIRECT && len < out->cap - out->len) {
		if (len > 0)
			memcpy(out->buf + out->len, ptr, len);
		out->len += len;
	} else {
		np_out_write_through(out, ptr, len);
	}
}

/* A sequence that a terminal is to obey, NUL-terminated: the tool's own, nothing of a page. */
void np_out_command(struct np_out *out, const char *sequence);

static inline void
np_out_byte(struct np_out *out, char byte)
{
	if (out->len < out->cap)
		out->buf[out->len++] = byte;
	else
		np_out_write_through(out, &byte, 1);
}

/* NUL-terminated; here, so that the length of a constant is one. */
static inline void
np_out_string(struct np_out *out, const char *text)
{
	np_out_write(out, text, strlen(text));
}

void np_out_number(struct np_out *out, uint64_t number); /* decimal */
/* The same for large ones, and for what does not simply fit. */
void np_out_number_through(struct np_out *out, uint64_t number);
void np_out_signed(struct np_out *out, int64_t number);

/* Writes what is buffered.  Answers NP_OK or NP_ERR_WRITE (now or before). */
enum np_code np_out_flush(struct np_out *out, struct np_error *err);

/* Flushes and frees the buffer; does not close the descriptor. */
enum np_code np_out_close(struct np_out *out, struct np_error *err);

#endif
