/* visible.h - characters that a terminal obeys, or that turn its text about */
#ifndef NP_VISIBLE_H
#define NP_VISIBLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Length in bytes of the character or bad piece (utf8.h) at text, of which len > 0 bytes are there.
 * *obeyed is true for a control character: C0 (tab and line feed too), DEL, C1, or one of
 * Unicode's that turn the direction of writing (UAX #9: U+061C, U+200E, U+200F, U+202A to U+202E,
 * U+2066 to U+2069); and for a bad piece with a byte that some terminals take for C1.
 */
size_t np_visible_next(const char *text, size_t len, bool *obeyed);

enum { NP_VISIBLE_ROOM = 12 };

/* Writes len bytes, at most three, as \xHH each to out: NP_VISIBLE_ROOM bytes and a NUL.  The length. */
size_t np_visible_put(char *out, const char *text, size_t len);

#endif
