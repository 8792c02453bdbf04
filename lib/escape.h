/* escape.h - bytes and characters written as escapes that can be undone: \xHH, \u{H...}, \\ */
#ifndef NP_ESCAPE_H
#define NP_ESCAPE_H

#include "code.h"

/* The longest escape, \u{10FFFF}, and what a byte's takes. */
enum { NP_ESCAPE_MOST = 10, NP_ESCAPE_BYTE_LEN = 4 };

/* Writes the bytes as \xHH each into buf, which has room; answers how many bytes that are. */
size_t np_escape_bytes(char *buf, const char *bytes, size_t len);

/* Writes cp as \u{H...} into buf, NP_ESCAPE_MOST bytes and not ended by NUL; answers its length. */
size_t np_escape_char(char *buf, uint32_t cp);

/* Copies text with every backslash doubled into buf, which has room for twice as much; answers the length. */
size_t np_escape_text(char *buf, const char *text, size_t len);

/* What is found at a backslash: none; one that may be cut by the end; one for a byte, for a character. */
enum np_escape { NP_ESCAPE_NONE, NP_ESCAPE_CUT, NP_ESCAPE_BYTE, NP_ESCAPE_CHAR };

/* The escape that begins at text, a backslash: its length into *used and its value into *value. */
enum np_escape np_escape_find(const char *text, size_t len, size_t *used, uint32_t *value);

#endif
