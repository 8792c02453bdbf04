/* charmap.c - encodings of one and two bytes by table: the common part of GB 18030 and Big5 */
#include "charmap.h"

#include <string.h>

/*
 * Eight bytes are looked at, and always as if they were ASCII, or four codes: whole blocks of
 * either are by far the most.  Nothing is kept between characters but the place
 * where the next one goes, so that the look-ups of many run side by side.
 */
enum { BLOCK = 8, ROOM = 32 };

#define TOPS UINT64_C(0x8080808080808080)
#define LEAD_TOPS UINT64_C(0x8000800080008000)

/* Eight bytes as a number, the first one highest; the machine has an instruction for it. */
static inline uint64_t
load_codes(const char *ptr)
{
	const unsigned char *p = (const unsigned char *)ptr;
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
	       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
	       (uint64_t)p[6] << 8 | (uint64_t)p[7];
}

/* The four bytes of an entry; the fourth is overwritten by what comes next. */
static inline void
store_entry(char *out, uint32_t entry)
{
	unsigned char *p = (unsigned char *)out;
	p[0] = (unsigned char)entry;
	p[1] = (unsigned char)(entry >> 8);
	p[2] = (unsigned char)(entry >> 16);
	p[3] = (unsigned char)(entry >> 24);
}

void
np_charmap_decode(const uint32_t *chars, struct np_chunk *chunk)
{
	const char *in = chunk->in, *in_end = chunk->in_end;
	char *out = chunk->out, *out_end = chunk->out_end;

	while (in_end - in >= 2 * BLOCK && out_end - out >= ROOM) {
		uint64_t word = load_codes(in);
		if ((word & LEAD_TOPS) == LEAD_TOPS) {
			uint32_t a = chars[word >> 48 & 0x7FFF], b = chars[word >> 32 & 0x7FFF];
			uint32_t c = chars[word >> 16 & 0x7FFF], d = chars[word & 0x7FFF];
			if ((a | b | c | d) < NP_CHARMAP_TWO) {
				store_entry(out, a);
				store_entry(out + 3, b);
				store_entry(out + 6, c);
				store_entry(out + 9, d);
				in += BLOCK;
				out += 12;
				continue;
			}
		} else if ((word & TOPS) == 0) {
			memcpy(out, in, BLOCK);
			in += BLOCK;
			out += BLOCK;
			continue;
		}
		if (word >> 63 == 0) {
			*out++ = *in++;
			continue;
		}
		uint32_t entry = chars[word >> 48 & 0x7FFF];
		if (entry >= NP_CHARMAP_VARIES)
			break;
		store_entry(out, entry);
		in += 2;
		out += entry < NP_CHARMAP_TWO ? 3 : 2;
	}
	chunk->in = in;
	chunk->out = out;
}

void
np_charmap_encode(const uint8_t *pages, const uint16_t *codes, struct np_chunk *chunk)
{
	const char *in = chunk->in, *in_end = chunk->in_end;
	char *out = chunk->out, *out_end = chunk->out_end;

	while (in_end - in >= 2 * BLOCK && out_end - out >= ROOM) {
		uint64_t word = load_codes(in);
		uint32_t cp;
		size_t used;
		if ((word & TOPS) == 0) {
			memcpy(out, in, BLOCK);
			in += BLOCK;
			out += BLOCK;
			continue;
		}
		if (word >> 63 == 0) {
			*out++ = *in++;
			continue;
		}
		if ((word >> 40 & 0xF0C0C0) == 0xE08080) {
			cp = (uint32_t)(word >> 44 & 0xF000) | (uint32_t)(word >> 42 & 0xFC0) |
			     (uint32_t)(word >> 40 & 0x3F);
			used = 3;
			/* Overlong forms and surrogates. */
			if (cp < 0x800 || (cp >= 0xD800 && cp < 0xE000))
				break;
		} else if ((word >> 48 & 0xE0C0) == 0xC080) {
			cp = (uint32_t)(word >> 50 & 0x7C0) | (uint32_t)(word >> 48 & 0x3F);
			used = 2;
			if (cp < 0x80)
				break;
		} else {
			break;
		}
		unsigned code = np_charmap_code(pages, codes, cp);
		if (code == 0)
			break;
		out[0] = (char)(code >> 8);
		out[1] = (char)(code & 0xFF);
		out += 2;
		in += used;
	}
	chunk->in = in;
	chunk->out = out;
}
