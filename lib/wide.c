/* wide.c - UTF-16 and UTF-32 */
#include "wide.h"

#include "utf16.h"
#include "utf8.h"

static uint32_t
get_unit(const struct np_wide *wide, const char *ptr)
{
	uint32_t unit = 0;
	for (unsigned i = 0; i < wide->width; i++)
		unit = unit << 8 | (unsigned char)ptr[wide->big ? i : wide->width - 1 - i];
	return unit;
}

static char *
put_unit(const struct np_wide *wide, char *out, uint32_t unit)
{
	for (unsigned i = 0; i < wide->width; i++) {
		unsigned shift = 8 * (wide->big ? wide->width - 1 - i : i);
		*out++ = (char)(unit >> shift & 0xFF);
	}
	return out;
}

enum np_stop
np_wide_decode(const struct np_wide *wide, struct np_chunk *chunk)
{
	const unsigned width = wide->width;
	size_t have;
	if (width == 2)
		np_utf16_decode(wide->big, chunk);
	while ((have = (size_t)(chunk->in_end - chunk->in)) >= width) {
		size_t used = width;
		uint32_t cp = get_unit(wide, chunk->in);
		if (width == 2 && cp >= 0xD800 && cp < 0xDC00) {
			if (have < 4)
				break;
			uint32_t low = get_unit(wide, chunk->in + 2);
			if (low < 0xDC00 || low > 0xDFFF)
				return np_chunk_bad(chunk, 2, 2);
			cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
			used = 4;
		}
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		size_t len = np_utf8_put(chunk->out, cp);
		if (len == 0)
			return np_chunk_bad(chunk, width, width);
		chunk->out += len;
		chunk->in += used;
		/* Behind a character of four bytes come others. */
		if (width == 2 && used == 4)
			np_utf16_decode(wide->big, chunk);
	}
	if (!chunk->last || have == 0)
		return NP_STOP_MORE;
	return np_chunk_bad(chunk, have < width ? have : width, have < width ? have : width);
}

enum np_stop
np_wide_encode(const struct np_wide *wide, struct np_chunk *chunk)
{
	if (wide->width == 2)
		np_utf16_encode(wide->big, chunk);
	while (chunk->in < chunk->in_end) {
		uint32_t cp;
		size_t used = np_utf8_next(chunk->in, (size_t)(chunk->in_end - chunk->in), &cp);
		if (cp == NP_UTF8_BAD)
			return NP_STOP_BAD;
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		if (wide->width == 2 && cp >= 0x10000) {
			chunk->out = put_unit(wide, chunk->out, 0xD800 + ((cp - 0x10000) >> 10));
			cp = 0xDC00 + ((cp - 0x10000) & 0x3FF);
		}
		chunk->out = put_unit(wide, chunk->out, cp);
		chunk->in += used;
		if (wide->width == 2 && used == 4)
			np_utf16_encode(wide->big, chunk);
	}
	return NP_STOP_MORE;
}

bool
np_wide_little_mark(unsigned width, const char *bytes)
{
	struct np_wide wide = { .width = width };
	return get_unit(&wide, bytes) == 0xFEFF;
}
