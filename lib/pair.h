/* pair.h - how firmly two Han characters stand together in words */
#ifndef NP_PAIR_H
#define NP_PAIR_H

#include <stdint.h>

/* Of a pair of characters, one behind the other. */
enum np_pair {
	NP_PAIR_LOOSE, /* hardly ever within one word */
	NP_PAIR_KNOWN, /* within words that are in use */
	NP_PAIR_FIRM   /* within frequent words: a line cut between them is cut in a word */
};

/*
 * How firmly left and right (code points) stand together, by the frequencies of
 * words; Simplified and Traditional.  One loose pair in some twenty-five is taken
 * for a known one.
 */
enum np_pair np_pair_strength(uint32_t left, uint32_t right);

/* The table, made by lib/gen/pair.c: a byte a slot, 0 for none. */
enum { NP_PAIR_SLOTS = 1 << 17 };
extern const unsigned char np_pair_table[NP_PAIR_SLOTS];

/* Where a pair's search begins, and the byte that it is known by: 2 to 254, even. */
static inline uint32_t
np_pair_hash(uint32_t left, uint32_t right, unsigned char *mark)
{
	uint32_t x = (left * UINT32_C(0x9E3779B1)) ^ (right * UINT32_C(0x85EBCA77) + left);
	x ^= x >> 15;
	x *= UINT32_C(0x2C1B3C6D);
	x ^= x >> 13;
	*mark = (unsigned char)(2 + (x >> 24) % 127 * 2);
	return x & (NP_PAIR_SLOTS - 1);
}

#endif
