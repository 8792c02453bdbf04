/* utf8.h - UTF-8: the next character or bad piece, validation, counting */
#ifndef NP_UTF8_H
#define NP_UTF8_H

#include "chunk.h"

/* What np_utf8_next() answers in *cp for a bad piece: never a code point. */
#define NP_UTF8_BAD UINT32_C(0xFFFFFFFF)

/*
 * The character that begins at ptr, of which len > 0 bytes are there: its code
 * point into *cp and its length in bytes as the answer.  For bytes that are no
 * UTF-8, *cp is NP_UTF8_BAD and the answer is the length of the maximal subpart
 * (Unicode 15, section 3.9, "U+FFFD Substitution of Maximal Subparts"): 1 to 3.
 * U+FFFD itself is a character like any other.
 */
size_t np_utf8_next(const char *ptr, size_t len, uint32_t *cp);

/* The same, with what is common inline: for loops that look at every character. */
static inline size_t
np_utf8_step(const char *ptr, size_t len, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)ptr;

	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	/* E0 and ED have rules of their own for the second byte. */
	if (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && len >= 3 && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80) {
		*cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		return 3;
	}
	return np_utf8_next(ptr, len, cp);
}

/*
 * The character that ends before ptr + len (len > 0), in the same way: for
 * looking at a line's end.
 */
size_t np_utf8_prev(const char *ptr, size_t len, uint32_t *cp);

/* The first byte from byte `at` on that does not go on with a character: where a text may be cut; len at most. */
static inline size_t
np_utf8_ceil(const char *ptr, size_t len, size_t at)
{
	while (at < len && ((unsigned char)ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* Bytes of cp in UTF-8 into buf (room for 4); answers how many, 0 for no code point. */
size_t np_utf8_put(char *buf, uint32_t cp);

/* How many bytes at the start of the text are valid UTF-8: len if all are. */
size_t np_utf8_valid(const char *ptr, size_t len);

/* The same, and adds the number of line feeds in that many bytes to *lines. */
size_t np_utf8_valid_lines(const char *ptr, size_t len, size_t *lines);

/* Line feeds in the bytes, whatever they are. */
size_t np_utf8_lines(const char *ptr, size_t len);

/* How many bytes at the start of the text are ASCII, or a few less than there are. */
size_t np_utf8_ascii(const char *ptr, size_t len);

/* The same, and adds the number of line feeds in that many bytes to *lines. */
size_t np_utf8_ascii_lines(const char *ptr, size_t len, size_t *lines);

/* Copies UTF-8 as a decoder (chunk.h): stops at a bad piece, a maximal subpart. */
enum np_stop np_utf8_decode(struct np_chunk *chunk);

/* Characters in the text; each maximal subpart counts as one and is added to *bad (may be NULL). */
size_t np_utf8_count(const char *ptr, size_t len, size_t *bad);

/*
 * How many of the last bytes begin a character that is not whole yet: 0 to 3.
 * For texts read in pieces: hold these back.
 */
size_t np_utf8_tail(const char *ptr, size_t len);

#endif
