/* sign.h - what a character adds to the counts of a line; the table is made by gen/signs.c */
#ifndef NP_SIGN_H
#define NP_SIGN_H

#include "code.h"

/*
 * As bits; of punctuation alone STOPS, COMMA, BAR, OPENS and CLOSES.  The first four stand eight apart, and so do the
 * next two: of up to 255 characters they are counted by adding, without carries.
 */
enum {
	NP_SIGN_WIDE = 1, /* it takes two columns, as np_page_width() has it; else one */
	NP_SIGN_DIGIT = 1 << 8,
	NP_SIGN_STOPS = 1 << 16, /* a sentence, or a call or a question */
	NP_SIGN_COMMA = 1 << 24,
	NP_SIGN_BAR = 1 << 4, /* | */
	/* Seldom met in print: a control character, a bad piece, most of ASCII's punctuation. */
	NP_SIGN_ODD = 1 << 12,
	NP_SIGN_SPACE = 1 << 1,
	NP_SIGN_HAN = 1 << 2,
	NP_SIGN_PUNCTUATION = 1 << 3,
	NP_SIGN_OPENS = 1 << 5,
	NP_SIGN_CLOSES = 1 << 6,
	NP_SIGN_EIGHT_APART = 0x01010101
};

/* Those of a code point or, NP_UTF8_BAD, a bad piece. */
uint32_t np_sign_of(uint32_t cp);

/*
 * The same of what struct np_chars has, but NP_CHARS_FAR: where its 2^NP_SIGN_SHIFT neighbours are, and there
 * its own.
 */
enum { NP_SIGN_SHIFT = 6 };
extern const uint16_t np_sign_blocks[0x10000 >> NP_SIGN_SHIFT];
extern const uint32_t np_sign_table[];

static inline uint32_t
np_sign_taken(uint16_t cp)
{
	return np_sign_table[(size_t)np_sign_blocks[cp >> NP_SIGN_SHIFT] << NP_SIGN_SHIFT |
			     (cp & ((1u << NP_SIGN_SHIFT) - 1))];
}

#endif
