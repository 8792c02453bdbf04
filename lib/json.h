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
 * before the first, and true behind each.  The key is plain ASCII.  Here, so that the length of a constant
 * is one.
 */
static inline void
np_json_key(struct np_out *out, bool *any, const char *key)
{
	if (*any)
		np_out_byte(out, ',');
	*any = true;
	np_out_byte(out, '"');
	np_out_string(out, key);
	np_out_write(out, "\":", 2);
}

/* np_json_key() with a string for its value. */
static inline void
np_json_member(struct np_out *out, bool *any, const char *key, struct np_span text)
{
	np_json_key(out, any, key);
	np_json_string(out, text);
}

#endif
