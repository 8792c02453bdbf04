/* utf8.c - UTF-8: the next character or bad piece, validation, counting */
#include <string.h>

#include "threes.h"
#include "utf8.h"

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
	size_t start = len - 1, step;

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

/* Eight bytes as they lie, in whatever order the machine reads them. */
static uint64_t
eight_bytes(const char *ptr)
{
	uint64_t word;

	memcpy(&word, ptr, sizeof word);
	return word;
}

/* True for a valid character of three bytes that begins with neither E0 nor ED. */
static bool
common_three(const unsigned char *p)
{
	unsigned low = p[0] & 0x0Fu;

	return (p[0] & 0xF0) == 0xE0 && (p[1] & p[2] & 0xC0) == 0x80 &&
	       ((p[1] | p[2]) & 0x40) == 0 && low != 0 && low != 0x0D;
}

/*
 * Walks over the text up to the first bad piece: the answer is where it is, or
 * len, and *count has the characters before it.
 */
static size_t
walk(const char *ptr, size_t len, size_t *count)
{
	const uint64_t tops = NP_EACH_BYTE(0x80);
	struct np_threes threes;
	size_t pos = 0, chars = 0;

	while (pos < len) {
		uint32_t cp;
		size_t start = pos;

		while (len - pos >= 16 &&
		       ((eight_bytes(ptr + pos) | eight_bytes(ptr + pos + 8)) & tops) == 0)
			pos += 16;
		chars += pos - start;
		start = pos;
		while (len - pos >= NP_THREES && np_threes_take(ptr + pos, &threes))
			pos += NP_THREES;
		chars += (pos - start) / 3;
		/* the rest of the run, and what ends it */
		start = pos;
		while (len - pos >= 3 && common_three((const unsigned char *)ptr + pos))
			pos += 3;
		chars += (pos - start) / 3;
		while (pos < len && (unsigned char)ptr[pos] < 0x80) {
			pos++;
			chars++;
			if (len - pos >= 16 && ((unsigned)pos & 15) == 0)
				break;
		}
		if (pos < len && (unsigned char)ptr[pos] >= 0x80) {
			size_t step = np_utf8_next(ptr + pos, len - pos, &cp);

			if (cp == NP_UTF8_BAD) {
				*count = chars;
				return pos;
			}
			pos += step;
			chars++;
		}
	}
	*count = chars;
	return pos;
}

size_t
np_utf8_valid(const char *ptr, size_t len)
{
	size_t count;

	return walk(ptr, len, &count);
}

size_t
np_utf8_count(const char *ptr, size_t len, size_t *bad)
{
	size_t count = 0, pos = 0;

	while (pos < len) {
		size_t chars;
		uint32_t cp;

		pos += walk(ptr + pos, len - pos, &chars);
		count += chars;
		if (pos == len)
			break;
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		count++;
		if (bad != NULL)
			++*bad;
	}
	return count;
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
