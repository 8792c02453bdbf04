/* json.c - JSON as RFC 8259 has it, written piece by piece */
#include "json.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

/*
 * Bytes at which a character may begin that is escaped, in text that is valid UTF-8: C0 controls,
 * the quotation mark, the backslash, DEL; C2, with which C1 controls begin; E2, U+2028.
 */
static const bool suspect[256] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1, [0x7F] = 1, [0xC2] = 1, [0xE2] = 1 };

/* Writes the escape of a character; false if it needs none. */
static bool
put_escape(struct np_out *out, uint32_t cp)
{
	static const char letters[] = "\b\t\n\f\r\"\\", names[] = "btnfr\"\\";
	const char *at = cp != 0 && cp < 0x80 ? strchr(letters, (int)cp) : NULL;
	char escape[8];

	if (at != NULL) {
		np_out_byte(out, '\\');
		np_out_byte(out, names[at - letters]);
		return true;
	}
	if (cp >= 0x20 && (cp < 0x7F || cp > 0x9F) && cp != 0x2028 && cp != 0x2029)
		return false;
	snprintf(escape, sizeof(escape), "\\u%04x", (unsigned)cp);
	np_out_string(out, escape);
	return true;
}

/* Writes text that is valid UTF-8. */
static void
put_valid(struct np_out *out, const char *text, size_t len)
{
	size_t done = 0;

	for (size_t at = 0; at < len;) {
		uint32_t cp;
		size_t n;

		if (!suspect[(unsigned char)text[at]]) {
			at++;
			continue;
		}
		n = np_utf8_next(text + at, len - at, &cp);
		np_out_write(out, text + done, at - done);
		done = at;
		if (put_escape(out, cp))
			done += n;
		at += n;
	}
	np_out_write(out, text + done, len - done);
}

void
np_json_string(struct np_out *out, struct np_span text)
{
	np_out_byte(out, '"');
	while (text.len > 0) {
		size_t valid = np_utf8_valid(text.ptr, text.len);
		uint32_t cp;

		put_valid(out, text.ptr, valid);
		text = (struct np_span){ text.ptr + valid, text.len - valid };
		if (text.len > 0) {
			size_t n = np_utf8_next(text.ptr, text.len, &cp);

			np_out_string(out, "\xEF\xBF\xBD");
			text = (struct np_span){ text.ptr + n, text.len - n };
		}
	}
	np_out_byte(out, '"');
}

void
np_json_key(struct np_out *out, bool *any, const char *key)
{
	if (*any)
		np_out_byte(out, ',');
	*any = true;
	np_out_byte(out, '"');
	np_out_string(out, key);
	np_out_string(out, "\":");
}

void
np_json_member(struct np_out *out, bool *any, const char *key, struct np_span text)
{
	np_json_key(out, any, key);
	np_json_string(out, text);
}
