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
 * takes it.  advice is one too, what the user may do about it, or NULL.  line and byte are 1-based, 0
 * when they say nothing.
 */
struct np_error {
	enum np_code code;
	int sys; /* errno at the failure, or 0 */
	uint64_t line;
	uint64_t byte;
	const char *msg, *advice;
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

/* np_span_same() for len bytes, fewer than eight. */
static inline bool
np_few_same(const char *a, const char *b, size_t len)
{
	enum { HALF = 4 };
	uint32_t left[2], right[2];

	if (len < HALF)
		return len == 0 ||
		       (a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1]);
	memcpy(&left[0], a, HALF);
	memcpy(&left[1], a + len - HALF, HALF);
	memcpy(&right[0], b, HALF);
	memcpy(&right[1], b + len - HALF, HALF);
	return left[0] == right[0] && left[1] == right[1];
}

/* True if they are the same bytes.  Asked for the page of every block, and most names are short: no call. */
static inline bool
np_span_same(struct np_span a, struct np_span b)
{
	enum { WORD = 8, SHORT = 32 };
	uint64_t left, right, differ = 0;

	if (a.len != b.len)
		return false;
	if (a.len < WORD)
		return np_few_same(a.ptr, b.ptr, a.len);
	if (a.len > SHORT)
		return memcmp(a.ptr, b.ptr, a.len) == 0;
	/* Where words don't come out even the last one overlaps. */
	for (size_t at = 0;; at = a.len - at > 2 * WORD ? at + WORD : a.len - WORD) {
		memcpy(&left, a.ptr + at, WORD);
		memcpy(&right, b.ptr + at, WORD);
		differ |= left ^ right;
		if (at == a.len - WORD)
			return differ == 0;
	}
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
		err->advice = NULL;
	}
	return code;
}

/* The same where more can be said than what is wrong. */
static inline enum np_code
np_fail_advise(struct np_error *err, enum np_code code, const char *msg, const char *advice)
{
	np_fail(err, code, 0, msg);
	if (err != NULL)
		err->advice = advice;
	return code;
}

#endif
