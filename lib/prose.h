/* prose.h - how a text reads: what its characters and pairs of them cost in four written languages */
#ifndef NP_PROSE_H
#define NP_PROSE_H

#include "code.h"

/* Simplified and Traditional Chinese, Japanese, Korean. */
enum np_tongue { NP_TONGUE_HANS, NP_TONGUE_HANT, NP_TONGUE_JA, NP_TONGUE_KO, NP_TONGUES };

/*
 * Costs are in bits: minus the binary logarithm of a character's share in running
 * text.  A character has four of them, a lane of 16 bits for each tongue, lowest first;
 * each is at most NP_PROSE_MOST, so that 3,000 can be added up.  ASCII and signs have
 * their costs in all four.
 */
enum { NP_PROSE_LEAST = 3, NP_PROSE_MOST = 18 };

/* The tables, made by lib/gen/prose.c. */
enum { NP_PROSE_SLOTS = 1 << 16 };
extern const unsigned char np_prose_rows[256];        /* by the high byte of a code point */
extern const uint16_t np_prose_cells[][256];          /* four bits a tongue, above NP_PROSE_LEAST */
extern const uint16_t np_prose_pairs[NP_PROSE_SLOTS]; /* mark and bits saved; 0 for none */

/* The costs of cp in the four tongues. */
static inline uint64_t
np_prose_char(uint32_t cp)
{
	uint64_t four = cp < 0x10000 ? np_prose_cells[np_prose_rows[cp >> 8]][cp & 0xFF] : 0xFFFF;
	four |= four << 12 | four << 24 | four << 36;
	return (four & UINT64_C(0x000F000F000F000F)) +
	       NP_PROSE_LEAST * UINT64_C(0x0001000100010001);
}

/* Where a pair's search begins, and the upper twelve bits that it is known by. */
static inline uint32_t
np_prose_hash(uint32_t left, uint32_t right, uint16_t *mark)
{
	uint32_t x = (left * UINT32_C(0x9E3779B1)) ^ (right * UINT32_C(0x85EBCA77) + left);
	x ^= x >> 15;
	x *= UINT32_C(0x2C1B3C6D);
	x ^= x >> 13;
	*mark = (uint16_t)(x >> 16 & 0xFFF0);
	return x & (NP_PROSE_SLOTS - 1);
}

/*
 * How many bits cheaper right is behind left than by itself: 1 to 15, or 0 for a pair
 * that is not among the frequent ones.  The pairs of all tongues are in one table; one
 * pair in some thousand that is not in it is taken for one that is.
 */
static inline unsigned
np_prose_pair(uint32_t left, uint32_t right)
{
	uint16_t mark;
	for (uint32_t at = np_prose_hash(left, right, &mark);; at = (at + 1) % NP_PROSE_SLOTS) {
		uint16_t slot = np_prose_pairs[at];
		if (slot == 0)
			return 0;
		if ((slot & 0xFFF0) == mark)
			return slot & 0xF;
	}
}

#endif
