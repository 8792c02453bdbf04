/* reversible.h - what iconv(3) converts so that it can be converted back */
#ifndef NP_REVERSIBLE_H
#define NP_REVERSIBLE_H

#include <iconv.h>

#include "code.h"

/*
 * Encoders lose text without a word: glibc's drop tag characters, put 1A or a look-alike in the place of what
 * an encoding lacks, or write 5C for a yen sign that is read as a backslash.  So every character is
 * tried once: written, and read again.
 */
struct np_reversible;

/*
 * Takes a converter from UTF-8 to an encoding and one from it to UTF-8, to try with; they are
 * closed in the end, also after an error.  NP_OK or NP_ERR_MEMORY; *reversible is NULL then.
 */
enum np_code np_reversible_open(
    struct np_reversible **reversible, iconv_t to, iconv_t from, struct np_error *err);

/* How many bytes at the beginning of text are UTF-8, all of characters that come back as they are. */
size_t np_reversible_span(struct np_reversible *reversible, const char *text, size_t len);

/*
 * True if the encoding has no states: a character is written as the same bytes wherever it stands.
 * Where it has states, what follows cannot be told.
 */
bool np_reversible_is_plain(struct np_reversible *reversible);

/* True if the character, so many bytes of UTF-8, is written as the len bytes at `bytes`. */
bool np_reversible_same(struct np_reversible *reversible, const char *utf8, size_t utf8_len,
    const char *bytes, size_t len);

/* NULL is allowed. */
void np_reversible_close(struct np_reversible *reversible);

#endif
