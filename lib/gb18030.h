/* gb18030.h - GB 18030 in its three editions, GBK and GB 2312 as parts of it, HZ */
#ifndef NP_GB18030_H
#define NP_GB18030_H

#include "chunk.h"

/*
 * What is written, and in which edition.  All are read as GB 18030, which holds the others: GBK
 * and GB 2312 as the edition of 2022.
 */
enum np_gb {
	NP_GB18030_2022,
	NP_GB18030_2005,
	NP_GB18030_2000,
	NP_GBK,   /* codes of two bytes only */
	NP_GB2312 /* the characters of GB 2312 only, with · and — where GBK has them */
};

/*
 * Decodes until the input is used up, the room is, or a bad piece comes: a first byte without a
 * fitting second one, or four bytes for which there is no character.
 */
enum np_stop np_gb18030_decode(enum np_gb edition, struct np_chunk *chunk);

/* The other way; NP_STOP_BAD at a character that the encoding lacks and at bytes that are no UTF-8. */
enum np_stop np_gb18030_encode(enum np_gb edition, struct np_chunk *chunk);

/* The character of a code of two bytes (A6D9), or four (84318236); NP_UTF8_BAD for none. */
uint32_t np_gb18030_char(enum np_gb edition, uint32_t code);

/* The code of a character, of one, two or four bytes; 0xFFFFFFFF if it is lacking. */
uint32_t np_gb18030_code(enum np_gb edition, uint32_t cp);

/*
 * The code point that a private-use character has now for which GBK or an older GB 18030 had no
 * other: U+E816 is U+20087.  U+E5E5, from A3A0, is a full-width space.  cp itself if it has none.
 */
uint32_t np_gb18030_settled(uint32_t cp);

/*
 * HZ, RFC 1843: GB 2312 with the top bits off between ~{ and ~}.  *in_gb is the state, false at
 * a text's start.  A line end in the input ends the GB text, as mail readers do it.
 */
enum np_stop np_hz_decode(bool *in_gb, struct np_chunk *chunk);
enum np_stop np_hz_encode(bool *in_gb, struct np_chunk *chunk);

/* Puts out what ends the GB text at a text's end, if it is open: at most 2 bytes. */
void np_hz_end(bool *in_gb, struct np_chunk *chunk);

#endif
