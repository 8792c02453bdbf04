/* utf8.c - UTF-8: the next character or bad piece, validation, counting */
#include <string.h>

#include "cpu.h"
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

/*
 * Walks over the text up to the first bad piece: the answer is where it is, or
 * len, and the characters before it are added to *count.
 */
static size_t
walk_plainly(const char *ptr, size_t len, size_t *count)
{
	const uint64_t tops = NP_EACH_BYTE(0x80);
	struct np_threes threes;
	size_t pos = 0, chars = 0;

	while (pos < len) {
		size_t start = pos;
		uint32_t cp;

		while (len - pos >= 8 && (eight_bytes(ptr + pos) & tops) == 0)
			pos += 8;
		while (pos < len && (unsigned char)ptr[pos] < 0x80)
			pos++;
		chars += pos - start;
		start = pos;
		while (len - pos >= NP_THREES && np_threes_take(ptr + pos, &threes))
			pos += NP_THREES;
		while (len - pos >= 3 && np_threes_one(ptr + pos))
			pos += 3;
		chars += (pos - start) / 3;
		if (pos < len && (unsigned char)ptr[pos] >= 0x80) {
			size_t step = np_utf8_next(ptr + pos, len - pos, &cp);

			if (cp == NP_UTF8_BAD)
				break;
			pos += step;
			chars++;
		}
	}
	*count += chars;
	return pos;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/* What may be wrong with two bytes that follow each other, a bit each. */
enum {
	SHORT = 1,       /* a first byte, and no continuation after it */
	LONG = 2,        /* a continuation after ASCII */
	OVERLONG_3 = 4,  /* E0 80..9F */
	LARGE = 8,       /* F4 90..BF, F5..FF 90..BF */
	SURROGATE = 16,  /* ED A0..BF */
	OVERLONG_2 = 32, /* C0, C1 */
	OVERLONG_4 = 64, /* F0 80..8F */
	LARGE_80 = 64,   /* F5..FF 80..8F */
	TWO = 128,       /* two continuations: right after E0..FF only */
	ANY = SHORT | LONG | TWO
};

/* Sixteen entries, for both halves of a vector. */
#define TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))
#define BITS(bits) ((char)(unsigned char)(bits))

/*
 * Not all zero when a byte of now can't stand after those before it.  before is the
 * vector before now.  J. Keiser and D. Lemire, Validating UTF-8 in less than one
 * instruction per byte, 2021.
 */
NP_AVX2 static __m256i
wrong_bytes(__m256i now, __m256i before)
{
	const __m256i high_1 = TABLE(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, BITS(TWO),
	    BITS(TWO), BITS(TWO), BITS(TWO), SHORT | OVERLONG_2, SHORT,
	    SHORT | OVERLONG_3 | SURROGATE, SHORT | LARGE | LARGE_80 | OVERLONG_4);
	const __m256i low_1 =
	    TABLE(BITS(ANY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), BITS(ANY | OVERLONG_2),
		BITS(ANY), BITS(ANY), BITS(ANY | LARGE), BITS(ANY | LARGE | LARGE_80),
		BITS(ANY | LARGE | LARGE_80), BITS(ANY | LARGE | LARGE_80),
		BITS(ANY | LARGE | LARGE_80), BITS(ANY | LARGE | LARGE_80),
		BITS(ANY | LARGE | LARGE_80), BITS(ANY | LARGE | LARGE_80),
		BITS(ANY | LARGE | LARGE_80), BITS(ANY | LARGE | LARGE_80 | SURROGATE),
		BITS(ANY | LARGE | LARGE_80), BITS(ANY | LARGE | LARGE_80));
	const __m256i high_2 = TABLE(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
	    BITS(LONG | OVERLONG_2 | TWO | OVERLONG_3 | LARGE_80 | OVERLONG_4),
	    BITS(LONG | OVERLONG_2 | TWO | OVERLONG_3 | LARGE),
	    BITS(LONG | OVERLONG_2 | TWO | SURROGATE | LARGE),
	    BITS(LONG | OVERLONG_2 | TWO | SURROGATE | LARGE), SHORT, SHORT, SHORT, SHORT);
	const __m256i nibble = _mm256_set1_epi8(0x0F), top = _mm256_set1_epi8(BITS(0x80));
	__m256i joint = _mm256_permute2x128_si256(before, now, 0x21);
	__m256i back_1 = _mm256_alignr_epi8(now, joint, 15);
	__m256i back_2 = _mm256_alignr_epi8(now, joint, 14);
	__m256i back_3 = _mm256_alignr_epi8(now, joint, 13);
	__m256i wrong, third;

	wrong = _mm256_and_si256(
	    _mm256_and_si256(
		_mm256_shuffle_epi8(high_1, _mm256_and_si256(_mm256_srli_epi16(back_1, 4), nibble)),
		_mm256_shuffle_epi8(low_1, _mm256_and_si256(back_1, nibble))),
	    _mm256_shuffle_epi8(high_2, _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble)));
	/* the third byte of E0..FF and the fourth of F0..FF must be where TWO is */
	third = _mm256_or_si256(_mm256_subs_epu8(back_2, _mm256_set1_epi8(0xE0 - 0x80)),
	    _mm256_subs_epu8(back_3, _mm256_set1_epi8(0xF0 - 0x80)));
	return _mm256_xor_si256(_mm256_and_si256(third, top), wrong);
}

/*
 * As walk_plainly(), 32 bytes at a time, up to a vector that has a bad byte in it;
 * the answer is where a character ends.
 */
NP_AVX2 static size_t
walk_vectors(const char *ptr, size_t len, size_t *count)
{
	const __m256i last_continuation = _mm256_set1_epi8(BITS(0xBF));
	__m256i before = _mm256_setzero_si256();
	size_t pos = 0, chars = 0;
	bool ascii = true;

	for (; len - pos >= 32; pos += 32) {
		__m256i now = _mm256_loadu_si256((const __m256i *)(const void *)(ptr + pos));

		if (_mm256_movemask_epi8(now) == 0 && ascii) {
			chars += 32;
			continue;
		}
		__m256i wrong = wrong_bytes(now, before);

		if (!_mm256_testz_si256(wrong, wrong))
			break;
		/* as signed numbers, continuations are the lowest: -128 to -65 */
		chars += (size_t)_mm_popcnt_u32(
		    (unsigned)_mm256_movemask_epi8(_mm256_cmpgt_epi8(now, last_continuation)));
		ascii = _mm256_movemask_epi8(now) == 0;
		before = now;
	}
	/*
	 * What the last vector cuts was counted by its first byte.  That may be C0
	 * or F5, too: the byte after it would have told.
	 */
	for (size_t back = 1; back <= 3 && back <= pos; back++) {
		unsigned char byte = (unsigned char)ptr[pos - back];

		if (byte < 0xC0)
			continue;
		if (back < (byte < 0xE0 ? 2u : byte < 0xF0 ? 3u : 4u)) {
			pos -= back;
			chars--;
		}
		break;
	}
	*count += chars;
	return pos;
}

static size_t
walk(const char *ptr, size_t len, size_t *count)
{
	size_t pos = 0;

	if (len >= 64 && np_cpu_avx2())
		pos = walk_vectors(ptr, len, count);
	return pos + walk_plainly(ptr + pos, len - pos, count);
}
#else
static size_t
walk(const char *ptr, size_t len, size_t *count)
{
	return walk_plainly(ptr, len, count);
}
#endif

size_t
np_utf8_valid(const char *ptr, size_t len)
{
	size_t count = 0;

	return walk(ptr, len, &count);
}

size_t
np_utf8_count(const char *ptr, size_t len, size_t *bad)
{
	size_t count = 0, pos = 0;

	while (pos < len) {
		uint32_t cp;

		pos += walk(ptr + pos, len - pos, &count);
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

size_t
np_utf8_lines(const char *ptr, size_t len)
{
	size_t lines = 0;
	const char *end = ptr + len, *lf;
	while (ptr < end && (lf = memchr(ptr, '\n', (size_t)(end - ptr))) != NULL) {
		lines++;
		ptr = lf + 1;
	}
	return lines;
}

size_t
np_utf8_valid_lines(const char *ptr, size_t len, size_t *lines)
{
	size_t valid = np_utf8_valid(ptr, len);

	*lines += np_utf8_lines(ptr, valid);
	return valid;
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
