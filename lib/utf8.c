/* utf8.c - UTF-8: the next character or bad piece */
#include "utf8.h"

#include <string.h>

/*
 * Unicode 15, table 3-7: the second byte alone has limits that depend on the
 * first.  They keep out overlong forms (E0, F0), surrogates (ED) and what lies
 * beyond U+10FFFF (F4).
 */
static bool
second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return (second & 0xC0) == 0x80;
	}
}

/* Bytes of the character that first begins; 0 if none can begin so. */
static size_t
sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xC2)
		return 0;
	if (first < 0xE0)
		return 2;
	if (first < 0xF0)
		return 3;
	return first < 0xF5 ? 4 : 0;
}

/* np_utf8_next() for whatever is not common. */
static size_t
next_slowly(const unsigned char *p, size_t len, uint32_t *cp)
{
	size_t want = sequence_length(p[0]);
	uint32_t value;
	size_t i;

	*cp = NP_UTF8_BAD;
	if (want == 0 || len < 2 || !second_fits(p[0], p[1]))
		return 1;
	value = (uint32_t)p[0] & (0x7Fu >> want);
	value = value << 6 | (p[1] & 0x3Fu);
	for (i = 2; i < want; i++) {
		if (i == len || (p[i] & 0xC0) != 0x80)
			return i;
		value = value << 6 | (p[i] & 0x3Fu);
	}
	*cp = value;
	return want;
}

size_t
np_utf8_next(const char *ptr, size_t len, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)ptr;

	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	if ((p[0] & 0xF0) == 0xE0 && len >= 3 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
		uint32_t value = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);

		if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) {
			*cp = value;
			return 3;
		}
	}
	return next_slowly(p, len, cp);
}

size_t
np_utf8_prev(const char *ptr, size_t len, uint32_t *cp)
{
	const unsigned char *end = (const unsigned char *)ptr + len;
	size_t start = len - 1, step;

	/* Most are three bytes, and not one of those whose second byte has limits. */
	if (len >= 3 && end[-3] > 0xE0 && end[-3] < 0xF0 && end[-3] != 0xED &&
	    (end[-2] & 0xC0) == 0x80 && (end[-1] & 0xC0) == 0x80) {
		*cp = (end[-3] & 0x0Fu) << 12 | (end[-2] & 0x3Fu) << 6 | (end[-1] & 0x3Fu);
		return 3;
	}
	/*
	 * A byte that continues nothing always begins a piece, so decoding from
	 * the last such byte gives the pieces that decoding from the start would.
	 */
	while (start > 0 && len - start < 4 && ((unsigned char)ptr[start] & 0xC0) == 0x80)
		start--;
	if (((unsigned char)ptr[start] & 0xC0) == 0x80) {
		*cp = NP_UTF8_BAD;
		return 1;
	}
	for (;;) {
		step = np_utf8_next(ptr + start, len - start, cp);
		if (step == len - start)
			return step;
		start += step;
	}
}

size_t
np_utf8_put(char *buf, uint32_t cp)
{
	if (cp < 0x80) {
		buf[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		buf[0] = (char)(0xC0 | cp >> 6);
		buf[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			return 0;
		buf[0] = (char)(0xE0 | cp >> 12);
		buf[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		buf[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	if (cp > 0x10FFFF)
		return 0;
	buf[0] = (char)(0xF0 | cp >> 18);
	buf[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	buf[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	buf[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

size_t
np_utf8_tail(const char *ptr, size_t len)
{
	size_t back;

	for (back = 1; back <= 3 && back <= len; back++) {
		unsigned char byte = (unsigned char)ptr[len - back];
		uint32_t cp;

		if ((byte & 0xC0) == 0x80)
			continue;
		if (sequence_length(byte) <= back)
			return 0;
		/* What is there must be the beginning of a character. */
		return np_utf8_next(ptr + len - back, back, &cp) == back ? back : 0;
	}
	return 0;
}

enum np_stop
np_utf8_decode(struct np_chunk *chunk)
{
	size_t have = (size_t)(chunk->in_end - chunk->in);
	size_t room = (size_t)(chunk->out_end - chunk->out);
	size_t len = have < room ? have : room;
	size_t valid = np_utf8_valid(chunk->in, len);
	uint32_t cp;

	memcpy(chunk->out, chunk->in, valid);
	chunk->in += valid;
	chunk->out += valid;
	if (valid == have)
		return NP_STOP_MORE;
	/* Cut off by the room's end, or by the input's? */
	if (np_utf8_tail(chunk->in, len - valid) == len - valid && (len < have || !chunk->last))
		return len < have ? NP_STOP_FULL : NP_STOP_MORE;
	size_t bad = np_utf8_next(chunk->in, have - valid, &cp);
	return np_chunk_bad(chunk, bad, bad);
}
