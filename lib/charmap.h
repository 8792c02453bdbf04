/* charmap.h - encodings of one and two bytes by table: the common part of GB 18030 and Big5 */
#ifndef NP_CHARMAP_H
#define NP_CHARMAP_H

#include "chunk.h"

/*
 * An entry of the table for decoding: that of a code of two bytes without its top bit, and behind
 * all of these that of a byte of ASCII (a NUL is special), and one that is nothing.  The low bits are
 * the UTF-8 bytes, the first one lowest, and the highest two how many there are.  What can't be said
 * so is special.
 */
enum { NP_CHARMAP_ASCII = 0x8000, NP_CHARMAP_NOTHING = 0x8080, NP_CHARMAP_ENTRIES };

/* Entries of the table for encoding: one a character, and one more for those who read two at once. */
enum { NP_CHARMAP_CODES = 0x10000 + 1 };

#define NP_CHARMAP_LENGTH(bytes) ((uint32_t)(bytes) << 30)
#define NP_CHARMAP_SPECIAL UINT32_C(0x01000000) /* the low bits are a code point: ask the family */
#define NP_CHARMAP_NONE UINT32_C(0x03000000)    /* special too: no character */

static inline size_t
np_charmap_length(uint32_t entry)
{
	return entry >> 30;
}

/* A run of characters that have no code of two bytes: the first one, and its number in all of them. */
struct np_charmap_gap {
	uint16_t index, first;
};

/* The tables of a family, made by gen/charmap.c. */
#define NP_CHARMAP(family)                                                                           \
	extern const uint32_t np_charmap_##family##_chars[NP_CHARMAP_ENTRIES];                       \
	/* of a character: its code with the first byte lowest, as it is put out; ASCII is itself */ \
	/* 0: none, or one that varies */                                                            \
	extern const uint16_t np_charmap_##family##_codes[NP_CHARMAP_CODES];                         \
	/* codes that vary, sorted by their characters */                                            \
	extern const uint16_t np_charmap_##family##_varying[];                                       \
	extern const size_t np_charmap_##family##_varying_count;                                     \
	extern const struct np_charmap_gap np_charmap_##family##_gaps[];                             \
	extern const size_t np_charmap_##family##_gap_count

/* The order in which charmap.c takes bytes: see gen/shuffle.c. */
extern const unsigned char np_charmap_spread[512][16];

NP_CHARMAP(gb18030);
NP_CHARMAP(big5);

/*
 * Decodes ASCII and codes of two bytes that mean the same in all editions, and stops, moving
 * chunk on, at the first special code, or a little before the end of the input or of the
 * room: what comes then is for np_gb18030_decode() and its like.
 */
void np_charmap_decode(const uint32_t *chars, struct np_chunk *chunk);

/* The same for encoding: ASCII and characters of two and three bytes that have one code. */
void np_charmap_encode(const uint16_t *codes, struct np_chunk *chunk);

/* The code of a character from U+0080 to U+FFFF: 0 for none, or one that varies. */
static inline unsigned
np_charmap_code(const uint16_t *codes, uint32_t cp)
{
	return codes[cp] >> 8 | (codes[cp] & 0xFFu) << 8;
}

/* The code point of an entry, NP_CHARMAP_NONE apart. */
static inline uint32_t
np_charmap_char(uint32_t entry)
{
	if (entry & NP_CHARMAP_SPECIAL)
		return entry & 0xFFFFFF;
	if (np_charmap_length(entry) == 2)
		return (entry & 0x1F) << 6 | (entry >> 8 & 0x3F);
	return (entry & 0x0F) << 12 | (entry >> 8 & 0x3F) << 6 | (entry >> 16 & 0x3F);
}

#endif
