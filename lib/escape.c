/* escape.c - bytes and characters written as escapes that can be undone: \xHH, \u{H...}, \\ */
#include "escape.h"

#include "utf8.h"

static const char hex[] = "0123456789ABCDEF";

size_t
np_escape_bytes(char *buf, const char *bytes, size_t len)
{
	size_t out = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		buf[out++] = '\\';
		buf[out++] = 'x';
		buf[out++] = hex[byte >> 4];
		buf[out++] = hex[byte & 15];
	}
	return out;
}

size_t
np_escape_char(char *buf, uint32_t cp)
{
	size_t out = 0;
	int shift = 20;
	buf[out++] = '\\';
	buf[out++] = 'u';
	buf[out++] = '{';
	while (shift > 0 && cp >> shift == 0)
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		buf[out++] = hex[cp >> shift & 15];
	buf[out++] = '}';
	return out;
}

size_t
np_escape_text(char *buf, const char *text, size_t len)
{
	size_t out = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\\')
			buf[out++] = '\\';
		buf[out++] = text[i];
	}
	return out;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* np_escape_find() behind "\x". */
static enum np_escape
find_byte(const char *text, size_t len, size_t *used, uint32_t *value)
{
	for (size_t i = 2; i < NP_ESCAPE_BYTE_LEN; i++) {
		if (i == len)
			return NP_ESCAPE_CUT;
		if (hex_value(text[i]) < 0)
			return NP_ESCAPE_NONE;
		*value = *value << 4 | (uint32_t)hex_value(text[i]);
	}
	*used = NP_ESCAPE_BYTE_LEN;
	return NP_ESCAPE_BYTE;
}

/* np_escape_find() behind "\u". */
static enum np_escape
find_char(const char *text, size_t len, size_t *used, uint32_t *value)
{
	if (len > 2 && text[2] != '{')
		return NP_ESCAPE_NONE;
	for (size_t i = 3; i < NP_ESCAPE_MOST; i++) {
		if (i >= len)
			return NP_ESCAPE_CUT;
		if (text[i] == '}' && i > 3) {
			char utf8[4];
			*used = i + 1;
			return np_utf8_put(utf8, *value) > 0 ? NP_ESCAPE_CHAR : NP_ESCAPE_NONE;
		}
		if (hex_value(text[i]) < 0)
			return NP_ESCAPE_NONE;
		*value = *value << 4 | (uint32_t)hex_value(text[i]);
	}
	return NP_ESCAPE_NONE;
}

enum np_escape
np_escape_find(const char *text, size_t len, size_t *used, uint32_t *value)
{
	*value = 0;
	if (len < 2)
		return NP_ESCAPE_CUT;
	if (text[1] == 'x')
		return find_byte(text, len, used, value);
	if (text[1] == 'u')
		return find_char(text, len, used, value);
	if (text[1] != '\\')
		return NP_ESCAPE_NONE;
	*used = 2;
	*value = '\\';
	return NP_ESCAPE_CHAR;
}
