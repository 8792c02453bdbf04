/* visible.c - characters that a terminal obeys, or that turn its text about */
#include "visible.h"

#include <stdio.h>

size_t
np_visible_control(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;

	if (len == 0)
		return 0;
	if (p[0] < 0x20 || p[0] == 0x7F)
		return 1;
	if (len >= 2 && p[0] == 0xC2)
		return p[1] >= 0x80 && p[1] <= 0x9F ? 2 : 0;
	if (len >= 2 && p[0] == 0xD8)
		return p[1] == 0x9C ? 2 : 0;
	if (len < 3 || p[0] != 0xE2)
		return 0;
	if (p[1] == 0x80)
		return p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xAA && p[2] <= 0xAE) ? 3 : 0;
	return p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9 ? 3 : 0;
}

bool
np_visible_begins(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;

	if (len == 1)
		return p[0] == 0xC2 || p[0] == 0xD8 || p[0] == 0xE2;
	return len == 2 && p[0] == 0xE2 && (p[1] == 0x80 || p[1] == 0x81);
}

size_t
np_visible_put(char *out, const char *text, size_t len)
{
	size_t at = 0;

	for (size_t i = 0; i < len; i++)
		at += (size_t)snprintf(out + at, 5, "\\x%02X", (unsigned)(unsigned char)text[i]);
	return at;
}
