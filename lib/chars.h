/* chars.h - the characters of a text, many at once: for loops that look at every one */
#ifndef NP_CHARS_H
#define NP_CHARS_H

#include "code.h"

enum {
	NP_CHARS = 1024, /* taken at once */
	/* What is no code point of 16 bits; these two are none. */
	NP_CHARS_FAR = 0xD800, /* a character beyond U+FFFF */
	NP_CHARS_BAD = 0xDFFF  /* a bad piece, as np_utf8_next() tells them */
};

/* Characters and the bytes at which they begin; what is behind count is of no meaning. */
struct np_chars {
	size_t count;
	bool bad; /* some of them are no characters */
	uint16_t cp[NP_CHARS + 8], at[NP_CHARS + 8];
};

/*
 * Takes the first characters of the len bytes at ptr, NP_CHARS at most.  Answers how many bytes
 * they have:
 *
 *	for (size_t pos = 0; pos < len; pos += np_chars_take(&chars, ptr + pos, len - pos))
 */
size_t np_chars_take(struct np_chars *chars, const char *ptr, size_t len);

#endif
