/* charmap_blocks.h - the inside of charmap: what charmap.c and charmap_avx512.c share */
#ifndef NP_CHARMAP_BLOCKS_H
#define NP_CHARMAP_BLOCKS_H

#include "charmap.h"
#include "cpu.h"

/* Bytes that are looked at at once, and the room that two times so many may take. */
enum { NP_CHARMAP_BLOCK = 64, NP_CHARMAP_ROOM = 8 * NP_CHARMAP_BLOCK };

/*
 * Bits of the bytes of a block that begin a character.  In a run of high bytes every second one
 * is the first of a code; a sum's carry runs through those runs that begin at an even place, and
 * so tells them from the others.  *open: the last code of the block before lacks its second
 * byte; then that of this block.
 */
static inline uint64_t
np_charmap_begins(uint64_t high, uint64_t *open)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	high &= ~*open;
	uint64_t runs = high & ~(high << 1);
	uint64_t of_odd = high & (high + (runs & even));
	uint64_t firsts = (of_odd & ~even) | (high & ~of_odd & even);
	uint64_t begins = ~(firsts << 1 | *open);
	*open = firsts >> 63;
	return begins;
}

#ifdef NP_WITH_AVX2
/* Decodes whole blocks; false before a block with a special character, or a NUL, in it. */
bool np_charmap_decode_avx512(const uint32_t *chars, struct np_chunk *chunk);

/* Encodes blocks of valid text to a little before end, up to one with what has no code, or a NUL. */
void np_charmap_encode_avx512(const uint16_t *codes, struct np_chunk *chunk, const char *end);
#endif

#endif
