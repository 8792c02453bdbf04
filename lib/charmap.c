/* charmap.c - encodings of one and two bytes by table: the common part of GB 18030 and Big5 */
#include "charmap.h"

#include <string.h>

#include "cpu.h"
#include "utf8.h"

/* Bytes that are looked at at once, and the room that two times so many may take. */
enum { BLOCK = 64, ROOM = 8 * BLOCK };

/* The two bytes at ptr as a code: the first one is the higher. */
static inline unsigned
load_code(const char *ptr)
{
	const unsigned char *p = (const unsigned char *)ptr;
	return (unsigned)p[0] << 8 | p[1];
}

/* Eight bytes as a number, the first one highest; the machine has an instruction for it. */
static inline uint64_t
load_eight(const char *ptr)
{
	const unsigned char *p = (const unsigned char *)ptr;
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 | (uint64_t)p[2] << 40 |
	       (uint64_t)p[3] << 32 | (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
	       (uint64_t)p[6] << 8 | (uint64_t)p[7];
}

/* The four bytes of an entry; those behind the character are overwritten by what comes next. */
static inline void
store_entry(char *out, uint32_t entry)
{
	unsigned char *p = (unsigned char *)out;
	p[0] = (unsigned char)entry;
	p[1] = (unsigned char)(entry >> 8);
	p[2] = (unsigned char)(entry >> 16);
	p[3] = (unsigned char)(entry >> 24);
}

/* Decodes the characters that begin before end, up to one that is special; false if there is one. */
static bool
decode_plainly(const uint32_t *chars, struct np_chunk *chunk, const char *end)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	uint32_t entry = 0;
	while (in < end && !(entry & NP_CHARMAP_SPECIAL)) {
		while (in < end && (unsigned char)*in < 0x80)
			*out++ = *in++;
		while (in < end && (unsigned char)*in >= 0x80) {
			entry = chars[load_code(in) & 0x7FFF];
			if (entry & NP_CHARMAP_SPECIAL)
				break;
			store_entry(out, entry);
			out += np_charmap_length(entry);
			in += 2;
		}
	}
	chunk->in = in;
	chunk->out = out;
	return !(entry & NP_CHARMAP_SPECIAL);
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* Bits of the bytes with the top bit set. */
NP_AVX2 static inline uint64_t
high_bytes(const char *ptr)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)(const void *)ptr);
	__m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(ptr + 32));
	return (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32 |
	       (uint32_t)_mm256_movemask_epi8(a);
}

/*
 * Bits of the bytes of a block that begin a character.  In a run of high bytes every second one
 * is the first of a code; a sum's carry runs through those runs that begin at an even place, and
 * so tells them from the others.  *open: the last code of the block before lacks its second
 * byte; then that of this block.
 */
static inline uint64_t
find_begins(uint64_t high, uint64_t *open)
{
	const uint64_t even = UINT64_C(0x5555555555555555);
	high &= ~*open;
	uint64_t runs = high & ~(high << 1);
	uint64_t of_odd = high & (high + (runs & even));
	uint64_t firsts = (of_odd & ~even) | (high & ~of_odd & even);
	uint64_t begins = ~(firsts << 1 | *open);
	*open = firsts >> 63;
	return begins;
}

/*
 * Spreads the characters that begin in eight bytes into places: ASCII behind all codes, a code by
 * its own low bits.  begins has nine bits, and four below them.  Answers how many there are.
 */
NP_AVX2 static inline size_t
spread_eight(const char *in, uint64_t begins, uint16_t *places)
{
	const char *order = (const char *)np_charmap_spread + (begins & 0x1FF0);
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)in);
	__m128i codes =
	    _mm_shuffle_epi8(bytes, _mm_loadu_si128((const __m128i *)(const void *)order));
	codes = _mm_xor_si128(codes, _mm_set1_epi16((short)0x8000));
	_mm_storeu_si128((__m128i *)(void *)places, codes);
	return (size_t)_mm_popcnt_u64(begins & 0xFF0);
}

/* The same for a block; open is that of find_begins(). */
NP_AVX2 static inline size_t
spread_block(const char *in, uint64_t begins, uint64_t open, uint16_t *places)
{
	uint16_t *at = places;
	at += spread_eight(in, begins << 4, at);
	at += spread_eight(in + 8, begins >> 4, at);
	at += spread_eight(in + 16, begins >> 12, at);
	at += spread_eight(in + 24, begins >> 20, at);
	at += spread_eight(in + 32, begins >> 28, at);
	at += spread_eight(in + 40, begins >> 36, at);
	at += spread_eight(in + 48, begins >> 44, at);
	at += spread_eight(in + 56, begins >> 52 | (open ^ 1) << 12, at);
	return (size_t)(at - places);
}

/* Puts out the characters at places; the end, or NULL if there is a special one. */
NP_AVX2 static inline char *
put_places(const uint32_t *chars, uint16_t *places, size_t count, char *out)
{
	uint32_t any = 0;
	/* Four at a time: behind the last come some that are nothing. */
	for (size_t i = 0; i < 4; i++)
		places[count + i] = NP_CHARMAP_NOTHING;
	for (size_t i = 0; i < count; i += 4) {
		uint32_t a = chars[places[i]], b = chars[places[i + 1]];
		uint32_t c = chars[places[i + 2]], d = chars[places[i + 3]];
		any |= a | b | c | d;
		store_entry(out, a);
		out += np_charmap_length(a);
		store_entry(out, b);
		out += np_charmap_length(b);
		store_entry(out, c);
		out += np_charmap_length(c);
		store_entry(out, d);
		out += np_charmap_length(d);
	}
	return any & NP_CHARMAP_SPECIAL ? NULL : out;
}

/* Decodes whole blocks; false before a block with a special character in it. */
NP_AVX2 static bool
decode_blocks(const uint32_t *chars, struct np_chunk *chunk)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	uint64_t open = 0;
	bool fine = true;
	while (fine && chunk->in_end - in >= 3 * BLOCK && chunk->out_end - out >= ROOM) {
		uint16_t places[2 * BLOCK + 8];
		uint64_t high[2] = { high_bytes(in), high_bytes(in + BLOCK) };
		if ((high[0] | high[1] | open) == 0) {
			memcpy(out, in, 2 * BLOCK);
			in += 2 * BLOCK;
			out += 2 * BLOCK;
			continue;
		}
		uint64_t before = open;
		uint64_t begins = find_begins(high[0], &open);
		size_t count = spread_block(in, begins, open, places);
		begins = find_begins(high[1], &open);
		count += spread_block(in + BLOCK, begins, open, places + count);
		char *end = put_places(chars, places, count, out);
		fine = end != NULL;
		if (fine) {
			out = end;
			in += 2 * BLOCK;
		} else {
			open = before;
		}
	}
	chunk->in = in + open;
	chunk->out = out;
	return fine;
}
#endif

void
np_charmap_decode(const uint32_t *chars, struct np_chunk *chunk)
{
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2() && decode_blocks(chars, chunk))
		return;
#endif
	const char *end = chunk->in_end - 1;
	ptrdiff_t room = (chunk->out_end - chunk->out) / 4 - 1;
	if (room < 0)
		return;
	if (end - chunk->in > room)
		end = chunk->in + room;
	decode_plainly(chars, chunk, end);
}

void
np_charmap_encode(const uint8_t *pages, const uint16_t *codes, struct np_chunk *chunk)
{
	const char *in = chunk->in, *in_end = chunk->in_end;
	char *out = chunk->out, *out_end = chunk->out_end;

	while (in_end - in >= 16 && out_end - out >= 32) {
		uint64_t word = load_eight(in);
		uint32_t cp;
		size_t used;
		if ((word & UINT64_C(0x8080808080808080)) == 0) {
			memcpy(out, in, 8);
			in += 8;
			out += 8;
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
