/* bigram.h - two Han characters side by side, as a number: the words that texts are compared by */
#ifndef NP_BIGRAM_H
#define NP_BIGRAM_H

#include "chars.h"

enum { NP_BIGRAMS = 1 << 16 }; /* the numbers are below that */

/* The number of a pair of code points; two pairs in a thousand have one number. */
static inline uint16_t
np_bigram_of(uint32_t left, uint32_t right)
{
	uint32_t x = left * UINT32_C(0x9E3779B1) ^ right * UINT32_C(0x85EBCA77);
	return (uint16_t)(x ^ x >> 15);
}

enum { NP_BIGRAM_ROOM = 32 }; /* numbers that may be overwritten behind those that are answered */

/*
 * The pairs of neighbours among characters that are Han: those whose bit is set in han, as
 * np_chars_find_han() has it.  ptr: the bytes that the characters were taken from.  before: the
 * code point in front of the first one, if that was Han, else 0.  The numbers go into list, in order,
 * with NP_BIGRAM_ROOM behind the last one; answers how many there are, chars->count at most.
 */
size_t np_bigram_list(const struct np_chars *chars, const char *ptr, const uint64_t *han,
    uint32_t before, uint16_t *list);

#endif
