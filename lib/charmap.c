/* charmap.c - encodings of one and two bytes by table: the common part of GB 18030 and Big5 */
#include "charmap.h"

#include <string.h>

#include "charmap_blocks.h"
#include "utf16.h"
#include "utf8.h"

enum { BLOCK = NP_CHARMAP_BLOCK, ROOM = NP_CHARMAP_ROOM };

/* UTF-8 is checked a window at a time: the first one is short, for it may end soon. */
enum { WINDOW = 512, LONGEST_WINDOW = 8192 };

/* The two bytes at ptr as a code: the first one is the higher. */
static inline unsigned
load_code(const char *ptr)
{
	const unsigned char *p = (const unsigned char *)ptr;
	return (unsigned)p[0] << 8 | p[1];
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

/* The same for a block; open is that of np_charmap_begins(). */
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
		uint64_t begins = np_charmap_begins(high[0], &open);
		size_t count = spread_block(in, begins, open, places);
		begins = np_charmap_begins(high[1], &open);
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

/* Decodes whole blocks with the best vectors there are; false before one that must be looked at plainly. */
static bool
decode_vectors(const uint32_t *chars, struct np_chunk *chunk)
{
#ifdef NP_WITH_AVX2
	if (np_cpu() == NP_CPU_AVX512)
		return np_charmap_decode_avx512(chars, chunk);
	if (np_cpu() == NP_CPU_AVX2)
		return decode_blocks(chars, chunk);
#endif
	(void)chars;
	(void)chunk;
	return true;
}

void
np_charmap_decode(const uint32_t *chars, struct np_chunk *chunk)
{
	for (;;) {
		bool fine = decode_vectors(chars, chunk);
		const char *end = chunk->in_end - 1;
		ptrdiff_t room = (chunk->out_end - chunk->out) / 4 - 1;
		if (room < 0)
			return;
		if (end - chunk->in > room)
			end = chunk->in + room;
		bool all = fine || end - chunk->in <= 2 * BLOCK;
		if (!all)
			end = chunk->in + 2 * BLOCK;
		if (!decode_plainly(chars, chunk, end) || all)
			return;
	}
}

/* ---- encoding ---- */

/* Puts out a code, or a byte of ASCII, as the table has it: the first byte is the lower one. */
static inline char *
put_code(char *out, unsigned code)
{
	out[0] = (char)(code & 0xFF);
	out[1] = (char)(code >> 8);
	return out + 1 + (code >> 7 & 1);
}

/* Encodes the characters of valid text that begin before end, up to one that has no code; true if all have. */
static bool
encode_plainly(const uint16_t *codes, struct np_chunk *chunk, const char *end)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	while (in < end) {
		const unsigned char *p = (const unsigned char *)in;
		uint32_t cp = p[0];
		size_t used = 1;
		if (cp < 0x80) {
			*out++ = *in++;
			continue;
		}
		if (cp >= 0xF0)
			break;
		if (cp >= 0xE0) {
			cp = (cp & 0x0F) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
			used = 3;
		} else {
			cp = (cp & 0x1F) << 6 | (p[1] & 0x3Fu);
			used = 2;
		}
		unsigned code = codes[cp];
		if (code == 0)
			break;
		out = put_code(out, code);
		in += used;
	}
	chunk->in = in;
	chunk->out = out;
	return in >= end;
}

#ifdef NP_WITH_AVX2
/* Puts out the first of the characters that begin where bits are set, and takes its bit away. */
NP_AVX2 static inline char *
put_first(const uint16_t *codes, const char *in, uint64_t *begins, char *out)
{
	unsigned code = codes[np_utf16_unit(in + _tzcnt_u64(*begins))];
	*begins = _blsr_u64(*begins);
	return put_code(out, code);
}

/*
 * Encodes valid text to a little before its end.  A NUL is written for what has no code, and for
 * a NUL: true if there is none of either, else nothing is done.
 */
NP_AVX2 static bool
encode_blocks(const uint16_t *codes, struct np_chunk *chunk, const char *end)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	while (end - in >= BLOCK + 4) {
		if (high_bytes(in) == 0) {
			memcpy(out, in, BLOCK);
			in += BLOCK;
			out += BLOCK;
			continue;
		}
		/* Four at a time; the one to three that are left begin the next block. */
		uint64_t begins = np_utf16_begins(in);
		for (size_t n = (size_t)_mm_popcnt_u64(begins) / 4; n > 0; n--) {
			out = put_first(codes, in, &begins, out);
			out = put_first(codes, in, &begins, out);
			out = put_first(codes, in, &begins, out);
			out = put_first(codes, in, &begins, out);
		}
		in += _tzcnt_u64(begins);
	}
	/* The last character's bytes may lie in the next block. */
	while (in < end && ((unsigned char)*in & 0xC0) == 0x80)
		in++;
	if (memchr(chunk->out, '\0', (size_t)(out - chunk->out)) != NULL)
		return false;
	chunk->in = in;
	chunk->out = out;
	return true;
}
#endif

#ifdef NP_WITH_AVX2
/* Copies blocks of ASCII. */
NP_AVX2 static void
copy_ascii(struct np_chunk *chunk)
{
	const char *in = chunk->in;
	char *out = chunk->out;
	while (chunk->in_end - in >= 2 * BLOCK && chunk->out_end - out >= 2 * BLOCK &&
	       (high_bytes(in) | high_bytes(in + BLOCK)) == 0) {
		memcpy(out, in, 2 * BLOCK);
		in += 2 * BLOCK;
		out += 2 * BLOCK;
	}
	chunk->in = in;
	chunk->out = out;
}
#endif

/* Encodes blocks of valid text up to a little before end; false if it did not get that far. */
static bool
encode_vectors(const uint16_t *codes, struct np_chunk *chunk, const char *end)
{
#ifdef NP_WITH_AVX2
	if (np_cpu() == NP_CPU_AVX512) {
		np_charmap_encode_avx512(codes, chunk, end);
		return end - chunk->in < 2 * BLOCK;
	}
	if (np_cpu() == NP_CPU_AVX2)
		return encode_blocks(codes, chunk, end);
#endif
	(void)codes;
	(void)chunk;
	(void)end;
	return true;
}

void
np_charmap_encode(const uint16_t *codes, struct np_chunk *chunk)
{
	size_t have, room, most = WINDOW;
#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		copy_ascii(chunk);
#endif
	while ((have = (size_t)(chunk->in_end - chunk->in)) >= 2 * BLOCK &&
	       (room = (size_t)(chunk->out_end - chunk->out)) >= ROOM) {
		/* A byte makes one at most, and a block may be written in vain. */
		size_t window = have < most ? have : most;
		if (window > room - ROOM / 2)
			window = room - ROOM / 2;
		window = np_utf8_valid(chunk->in, window);
		if (window < BLOCK)
			return;
		const char *end = chunk->in + window;
		if (encode_vectors(codes, chunk, end))
			most = LONGEST_WINDOW;
		if (!encode_plainly(codes, chunk, end))
			return;
	}
}
