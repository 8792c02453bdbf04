/* big5.h - Big5 in its four kinds */
#ifndef NP_BIG5_H
#define NP_BIG5_H

#include "chunk.h"

/* Whose Big5. */
enum np_big5 {
	/* Read as code page 950 with the characters of Hong Kong around it; written as code page 950. */
	NP_BIG5,
	NP_CP950,     /* Microsoft's; codes outside its rows are for private use */
	NP_BIG5_2003, /* Taiwan's standard CNS 11643, annex of 2003 */
	NP_BIG5_HKSCS /* Hong Kong's, of 2008 */
};

/*
 * Decodes until the input is used up, the room is, or a bad piece comes.  With exact a code
 * counts as bad, too, for whose character np_big5_encode() would write another one.
 */
enum np_stop np_big5_decode(enum np_big5 kind, bool exact, struct np_chunk *chunk);

/* The other way; NP_STOP_BAD at a character that the encoding lacks and at bytes that are no UTF-8. */
enum np_stop np_big5_encode(enum np_big5 kind, struct np_chunk *chunk);

/*
 * The character of a code of one byte or two; NP_UTF8_BAD for none.  8862, 8864, 88A3 and
 * 88A5 of HKSCS are two, a letter with a mark: the mark comes in *mark, which is 0 else.
 */
uint32_t np_big5_char(enum np_big5 kind, uint32_t code, uint32_t *mark);

/* The code of a character; 0xFFFFFFFF if it is lacking. */
uint32_t np_big5_code(enum np_big5 kind, uint32_t cp);

/*
 * The character that HKSCS has where Microsoft numbers private use: U+E000 stands for FA40,
 * U+20547.  cp itself if there is none; *mark as np_big5_char() has it.
 */
uint32_t np_big5_settled(uint32_t cp, uint32_t *mark);

#endif
