/* threes.h - eight characters of three bytes at once: what Chinese text is made of */
#ifndef NP_THREES_H
#define NP_THREES_H

#include "code.h"

enum { NP_THREES = 24 }; /* bytes that are looked at */

/*
 * The bytes of the eight characters gathered by their place in the character.
 * Character k, which begins at byte 3k, has both in byte 3k mod 8, counted from
 * the lowest; that mapping is its own inverse, as 3 * 3 mod 8 is 1.
 */
struct np_threes {
	uint64_t leads;   /* the low four bits of the first bytes */
	uint64_t seconds; /* the second bytes */
};

#define NP_EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes, the first one lowest; one load where the machine works that way. */
static inline uint64_t
np_threes_load(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24 |
	       (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

/*
 * True if the 24 bytes at ptr are eight valid characters of three bytes each, none
 * of which begins with E0 or ED: those two have rules of their own for the second
 * byte, and are rare enough to go the slow way.
 */
static inline bool
np_threes_take(const char *ptr, struct np_threes *threes)
{
	const unsigned char *p = (const unsigned char *)ptr;
	/* Bytes that are first, second, third in their character, word by word. */
	const uint64_t a = UINT64_C(0x00FF0000FF0000FF), b = UINT64_C(0xFF0000FF0000FF00),
		       c = UINT64_C(0x0000FF0000FF0000);
	const uint64_t first = NP_EACH_BYTE(0xF0), more = NP_EACH_BYTE(0xC0);
	uint64_t u = np_threes_load(p), v = np_threes_load(p + 8), w = np_threes_load(p + 16);
	uint64_t wrong, leads, nibbles;

	/* 1110xxxx in first places, 10xxxxxx in the others */
	wrong = (u & ((first & a) | (more & ~a))) ^
		((NP_EACH_BYTE(0xE0) & a) | (NP_EACH_BYTE(0x80) & ~a));
	wrong |= (v & ((first & b) | (more & ~b))) ^
		 ((NP_EACH_BYTE(0xE0) & b) | (NP_EACH_BYTE(0x80) & ~b));
	wrong |= (w & ((first & c) | (more & ~c))) ^
		 ((NP_EACH_BYTE(0xE0) & c) | (NP_EACH_BYTE(0x80) & ~c));
	if (wrong != 0)
		return false;
	leads = (u & a) | (v & b) | (w & c);
	nibbles = leads & NP_EACH_BYTE(0x0F);
	threes->leads = nibbles;
	/* a second byte stands one byte further: turn it down into its lead's place */
	leads = (u & b) | (v & c) | (w & a);
	threes->seconds = leads >> 8 | leads << 56;
	/* bit 7 of a byte: its nibble is 1 at least; 0xD exactly */
	return ((nibbles + NP_EACH_BYTE(0x7F)) & NP_EACH_BYTE(0x80)) == NP_EACH_BYTE(0x80) &&
	       ((nibbles + NP_EACH_BYTE(0x73)) & ~(nibbles + NP_EACH_BYTE(0x72)) &
		   NP_EACH_BYTE(0x80)) == 0;
}

/* The same for one character, the three bytes at ptr. */
static inline bool
np_threes_one(const char *ptr)
{
	const unsigned char *p = (const unsigned char *)ptr;
	unsigned low = p[0] & 0x0Fu;

	return (p[0] & 0xF0) == 0xE0 && (p[1] & p[2] & 0xC0) == 0x80 &&
	       ((p[1] | p[2]) & 0x40) == 0 && low != 0 && low != 0x0D;
}

#endif
