/* reading.h - bytes read in one encoding, and what that costs as running text */
#ifndef NP_READING_H
#define NP_READING_H

#include "candidate.h"
#include "prose.h"

/*
 * All costs are in bits: minus the binary logarithm of how likely it is.  A character
 * costs what it does in the tongue (module prose), less where it is expected behind the one
 * before it.  A byte that the encoding does not allow costs more than any character.
 */
enum { NP_READING_BAD = 24 };

/*
 * Bits of bytes that are nothing: ASCII by itself, with pairs unless
 * plain, and a flat price for every other byte.
 */
int32_t np_reading_noise(const unsigned char *p, size_t len, bool plain);

/*
 * Bits of the one character behind before (0: not known), in whatever tongue of the set makes
 * it cheapest: for those who go character by character.
 */
int32_t np_reading_price(enum np_candidate set, struct np_glyph glyph, uint32_t before);

/* What the set costs in a tongue before anything is read: how rare that is. */
unsigned np_reading_prior(enum np_candidate set, enum np_tongue tongue);

/*
 * Bits of the byte p[at] that is no whole character: of one that the text's end cuts (first: its
 * first bytes are there), or of one that begins before the text.  len: of the text.
 */
int32_t np_reading_part(
    enum np_candidate set, const unsigned char *p, size_t len, size_t at, bool first);

/* A reading that goes on through a text; begin with zeros, set, and where to start. */
struct np_reading {
	enum np_candidate set;
	bool shifted;    /* HZ: between "~{" and "~}" */
	bool plain;      /* characters alone are looked at, not pairs: twice as fast */
	size_t at;       /* where the next character begins */
	uint32_t before; /* the character before it, or 0 */
	uint32_t sign;   /* the last sign that was met, or 0 */
	uint32_t ascii;  /* the last letter, digit or sign of ASCII, or 0, */
	size_t row;      /* and how often it came one behind the other, others aside */
	int32_t bits[NP_TONGUES];
};

/*
 * Reads on in the len bytes at p, up to the first character that begins at or behind end
 * (at most len).  A character that the text's end cuts costs its bytes, np_reading_part().
 */
void np_reading_go(struct np_reading *reading, const unsigned char *p, size_t len, size_t end);

/* What the reading costs in its cheapest tongue, with what that costs beforehand. */
int32_t np_reading_bits(const struct np_reading *reading);

/*
 * True if so many bits for these bytes are what text costs: if it gains three quarters of a bit
 * on nothing, which is noise, with each byte that is not ASCII.
 */
bool np_reading_is_well(
    enum np_candidate set, const unsigned char *p, size_t len, int32_t bits, int32_t noise);

#endif
