/*
 * count_masks.h - the inside of count: how AVX2 and NEON look at the blocks of a chunk, by masks
 */
#ifndef NP_COUNT_MASKS_H
#define NP_COUNT_MASKS_H

#include "count_loop.h"

/* A block as it is seen first: a bit for each byte, the first one of a character. */
struct seen {
	uint64_t multi;    /* of a character of several bytes: 80 to FF */
	uint64_t first;    /* the first of such a character: C0 to FF */
	uint64_t threes;   /* E0 to FF */
	uint64_t han;      /* E4 to E9: Han, but for U+4DC0 to U+4DFF, hexagrams */
	uint64_t punct;    /* given threes: surely NP_CJKPUNCT, no part of a run; most in use are */
	uint64_t hexagram; /* given han: no Han, but a hexagram */
	uint64_t odd;      /* ASCII letters, digits and controls, but no line feeds */
	uint64_t fours;    /* not 0 if F0 to FF is among them */
};

/*
 * What the including file has.  Line feeds and spaces of a chunk may be kept as vectors of bytes,
 * which must not overflow; sums_end() adds them up.
 */
struct sums {
	NP_SWEEP_VECTOR feeds, blanks;
};
NP_SWEEP_TARGET static inline void sums_add(struct sums *sums, const char *p);
NP_SWEEP_TARGET static inline void sums_end(
    const struct sums *sums, uint64_t *feeds, uint64_t *blanks);
NP_SWEEP_TARGET static inline struct seen look(const char *p);

/*
 * Tables for seen.punct and seen.hexagram, by halves of bytes.  A bit is a group of characters that agree
 * in all but the last four bits: E3 80 8x, E3 80 9x, EF BC 8x, EF BC 9x, E2 80 9x, E2 80 Ax,
 * EF BD 9x; the highest is E4 B7, hexagrams.  A character is in a group when all five nibbles
 * have its bit: the low ones of all three bytes, the high ones of the second and third.
 */
static const unsigned char sweep_last_low[16] = { 0x82, 0x87, 0xA7, 0x97, 0x97, 0xB6, 0xA6, 0xA6,
	0x97, 0x87, 0x8F, 0xCF, 0xDF, 0xDF, 0xCB, 0xCF };
static const unsigned char sweep_last_high[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x85, 0xDA, 0xA0, 0x80,
	0, 0, 0, 0 };
static const unsigned char sweep_second_low[16] = { 0x33, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0x0C,
	0x40, 0, 0 };
static const unsigned char sweep_second_high[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x33, 0, 0, 0xCC, 0, 0,
	0, 0 };
static const unsigned char sweep_first_low[16] = { 0, 0, 0x30, 0x03, 0x80, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0x4C };

/*
 * For seen.odd, in the same way: 0 to 9; A to O, a to o; P to Z, p to z; controls of 0x but line
 * feed; controls of 1x; 7F.
 */
static const unsigned char sweep_ascii_low[16] = { 0x1D, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F,
	0x1F, 0x1F, 0x16, 0x1A, 0x1A, 0x1A, 0x1A, 0x3A };
static const unsigned char sweep_ascii_high[16] = { 0x08, 0x10, 0, 0x01, 0x02, 0x04, 0x02, 0x24, 0,
	0, 0, 0, 0, 0, 0, 0 };

/* What goes over from one block to the next: its masks, of which the highest two bits matter. */
struct carry {
	uint64_t first, threes;
};

/* The same of the bytes in front of p. */
static inline struct carry
carry_before(const char *p)
{
	struct carry carry = { 0, 0 };

	for (unsigned i = 1; i <= NP_SWEEP_BEFORE; i++) {
		const unsigned char byte = (unsigned char)p[-(int)i];

		carry.first |= (uint64_t)(byte >= 0xC0) << (64 - i);
		carry.threes |= (uint64_t)(byte >= 0xE0) << (64 - i);
	}
	return carry;
}

NP_SWEEP_TARGET static inline bool
chunk_look(struct chunk *chunk)
{
	struct carry last = carry_before(chunk->p);
	struct sums sums = { .feeds = { 0 } };
	uint64_t han = 0, punct = 0, wrong = 0;
	size_t count = 0;

	for (size_t i = 0; i < chunk->blocks; i++) {
		const char *p = chunk->p + i * NP_SWEEP_BLOCK;
		const struct seen seen = look(p);
		const uint64_t due = sweep_behind(seen.first, last.first, 1) |
				     sweep_behind(seen.threes, last.threes, 2);
		const uint64_t is_han = seen.han & ~seen.hexagram;
		const uint64_t is_punct = seen.threes & seen.punct & ~seen.han;

		wrong |= (due ^ (seen.multi & ~seen.first)) | seen.fours;
		chunk->items[count] = (struct item){ .odd = seen.odd,
			.others = seen.first & ~(is_han | is_punct),
			.block = (unsigned char)i };
		count += (seen.odd | chunk->items[count].others) != 0;
		han += sweep_ones(is_han);
		punct += sweep_ones(is_punct);
		sums_add(&sums, p);
		last = (struct carry){ seen.first, seen.threes };
	}
	sums_end(&sums, &chunk->feeds, &chunk->blanks);
	chunk->han = han;
	chunk->punct = punct;
	chunk->wide_blanks = 0;
	chunk->count = count;
	return wrong == 0 && sweep_rests_are_due(chunk->p + chunk->blocks * NP_SWEEP_BLOCK);
}

NP_SWEEP_TARGET static inline uint64_t
count_masks(const uint64_t *masks, size_t count)
{
	uint64_t ones = 0;

	for (size_t i = 0; i < count; i++)
		ones += sweep_ones(masks[i]);
	return ones;
}

#endif
