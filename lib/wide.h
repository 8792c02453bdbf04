/* wide.h - UTF-16 and UTF-32 */
#ifndef NP_WIDE_H
#define NP_WIDE_H

#include "chunk.h"

/* UTF-16 (units of 2 bytes) or UTF-32 (4), in one byte order. */
struct np_wide {
	unsigned width;
	bool big;
};

/*
 * Unicode 15, section 3.10: decodes until the input is used up, the room is, or a bad piece
 * comes.  That is a surrogate without its partner, a value beyond U+10FFFF, or a unit cut off
 * by the end.  U+FEFF is a character like any other here.
 */
enum np_stop np_wide_decode(const struct np_wide *wide, struct np_chunk *chunk);

/* The other way; NP_STOP_BAD at bytes that are no UTF-8. */
enum np_stop np_wide_encode(const struct np_wide *wide, struct np_chunk *chunk);

/* True if the bytes, at least wide.width of them, begin with the mark of little-endian text. */
bool np_wide_little_mark(unsigned width, const char *bytes);

#endif
