/* json.h - JSON as RFC 8259 has it, written piece by piece */
#ifndef NP_JSON_H
#define NP_JSON_H

#include "code.h"
#include "io.h"

/*
 * Writes a string with its quotation marks, in UTF-8.  Escaped are what must be, and the
 * control characters that JSON lets pass: U+007F to U+009F, which a terminal may obey, and U+2028 and
 * U+2029, which JavaScript takes for line ends.  A piece that is no UTF-8 becomes U+FFFD (JSON can't
 * hold it), which is for the caller to tell.
 */
void np_json_string(struct np_out *out, struct np_span text);

/*
 * Begins a member of an object: a comma unless it is the first, the key, a colon.  *any is false
 * before the first, and true behind each.  The key is plain ASCII.
 */
void np_json_key(struct np_out *out, bool *any, const char *key);

/* np_json_key() with a string for its value. */
void np_json_member(struct np_out *out, bool *any, const char *key, struct np_span text);

#endif
