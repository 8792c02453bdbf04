/* visible.c - characters that a terminal obeys, or that turn its text about */
#include "visible.h"

#include <stdio.h>

#include "utf8.h"

static bool
is_c1(uint32_t cp)
{
	return cp >= 0x80 && cp <= 0x9F;
}

size_t
np_visible_next(const char *text, size_t len, bool *obeyed)
{
	uint32_t cp;
	size_t n = np_utf8_next(text, len, &cp);

	*obeyed = cp < 0x20 || cp == 0x7F || is_c1(cp) || cp == 0x61C || cp == 0x200E ||
		  cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
	for (size_t i = 0; cp == NP_UTF8_BAD && i < n; i++)
		*obeyed = *obeyed || is_c1((unsigned char)text[i]);
	return n;
}

size_t
np_visible_put(char *out, const char *text, size_t len)
{
	size_t at = 0;

	for (size_t i = 0; i < len; i++)
		at += (size_t)snprintf(out + at, 5, "\\x%02X", (unsigned)(unsigned char)text[i]);
	return at;
}
