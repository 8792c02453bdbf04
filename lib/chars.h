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

/*
 * Characters and the bytes at which they begin.  Behind the last one stand NP_CHARS_BEHIND zeros, for loops that
 * look at several at once.
 */
enum { NP_CHARS_BEHIND = 16 };
struct np_chars {
	size_t count;
	bool bad; /* some of them are no characters */
	uint16_t cp[NP_CHARS + 32], at[NP_CHARS + 32];
};

/*
 * Takes the first characters of the len bytes at ptr, NP_CHARS at most.  Answers how many bytes
 * they have:
 *
 *	for (size_t pos = 0; pos < len; pos += np_chars_take(&chars, ptr + pos, len - pos))
 */
size_t np_chars_take(struct np_chars *chars, const char *ptr, size_t len);

/* True for U+4E00 to U+9FFF: ideographs, and all but everything in a Chinese text. */
static inline bool
np_chars_is_han(uint32_t cp)
{
	return cp - 0x4E00 < 0xA000 - 0x4E00;
}

enum { NP_CHARS_WORDS = NP_CHARS / 64 };

/*
 * Which of the characters np_chars_is_han() is true for: bit i % 64 of han[i / 64] for character i,
 * as far as there are characters; 0 behind the last one.
 */
void np_chars_find_han(const struct np_chars *chars, uint64_t *han);

/* The lowest bit of bits, which are not 0: its number. */
static inline unsigned
np_chars_lowest(uint64_t bits)
{
#ifdef __GNUC__
	return (unsigned)__builtin_ctzll(bits);
#else
	unsigned n = 0;
	while ((bits >> n & 1) == 0)
		n++;
	return n;
#endif
}

#endif
