/* code.h - what every module shares: result codes, errors, spans of bytes */
#ifndef NP_CODE_H
#define NP_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * What a library function answers.  Only NP_OK means that the result is whole;
 * NP_END is the ordinary end of an input and is no error.
 */
enum np_code {
	NP_OK,
	NP_END,
	NP_ERR_OPEN,   /* a file could not be opened or made */
	NP_ERR_READ,   /* reading failed: what was read before it stands */
	NP_ERR_WRITE,  /* writing failed: the output is incomplete */
	NP_ERR_MEMORY, /* no memory */
	NP_ERR_TOOBIG, /* a page or line is longer than the limit */
	NP_ERR_SYNTAX, /* a block, model, rule or name is malformed */
	NP_ERR_BYTES,  /* bytes that the encoding does not allow */
	NP_ERR_UNKNOWN /* a name (encoding, role, column) that is not known */
};

/*
 * Why a call failed.  msg is constant or lives as long as the object that
 * reported it; it is a phrase without capital or full stop, as a message line
 * takes it.  line and byte are 1-based, 0 when they say nothing.
 */
struct np_error {
	enum np_code code;
	int sys; /* errno at the failure, or 0 */
	uint64_t line;
	uint64_t byte;
	const char *msg;
};

/*
 * Goes before large tables that pages in UTF-8 are labelled without: they lie together in the program, not
 * between those that are read all the time, and need not be in memory.  For numbers only, no pointers.
 */
#if defined(__GNUC__) && defined(__ELF__)
#define NP_SELDOM_READ __attribute__((section("np_seldom_read")))
#else
#define NP_SELDOM_READ
#endif

/* Bytes that belong to somebody else; not closed by a NUL. */
struct np_span {
	const char *ptr;
	size_t len;
};

/* True if they are the same bytes. */
static inline bool
np_span_same(struct np_span a, struct np_span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Fills *err, which may be NULL, and answers code: return np_fail(...). */
static inline enum np_code
np_fail(struct np_error *err, enum np_code code, int sys, const char *msg)
{
	if (err != NULL) {
		err->code = code;
		err->sys = sys;
		err->line = err->byte = 0;
		err->msg = msg;
	}
	return code;
}

#endif
