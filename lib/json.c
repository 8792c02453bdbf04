/* json.c - JSON as RFC 8259 has it, written piece by piece */
#include "json.h"

#include <stdio.h>
#include <string.h>

#include "cpu.h"
#include "utf8.h"

/*
 * Bytes at which a character may begin that is escaped, in text that is valid UTF-8: C0 controls,
 * the quotation mark, the backslash, DEL; C2, with which C1 controls begin; E2, U+2028.
 */
static const bool suspect[256] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1, [0x7F] = 1, [0xC2] = 1, [0xE2] = 1 };

/* Writes the escape of a character; false if it needs none. */
static bool
put_escape(struct np_out *out, uint32_t cp)
{
	static const char letters[] = "\b\t\n\f\r\"\\", names[] = "btnfr\"\\";
	const char *at = cp != 0 && cp < 0x80 ? strchr(letters, (int)cp) : NULL;
	char escape[8];

	if (at != NULL) {
		np_out_byte(out, '\\');
		np_out_byte(out, names[at - letters]);
		return true;
	}
	if (cp >= 0x20 && (cp < 0x7F || cp > 0x9F) && cp != 0x2028 && cp != 0x2029)
		return false;
	snprintf(escape, sizeof escape, "\\u%04x", (unsigned)cp);
	np_out_string(out, escape);
	return true;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

/*
 * How many bytes at the start of the text, valid UTF-8, stand as they are: whole vectors without a byte
 * that is escaped or may begin a character that is, and those before the first such byte in the next.
 */
NP_AVX2 static size_t
plain_avx2(const char *text, size_t len)
{
	unsigned e2 = 0, x80 = 0; /* of the vector before: where E2 80 A8 may have begun */
	size_t at = 0;

	for (; len - at >= 32; at += 32) {
		__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(text + at));
		__m256i low =
		    _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F)), bytes);
		__m256i sign = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')),
		    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')));
		__m256i control = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)),
		    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0xC2)));
		unsigned found = (unsigned)_mm256_movemask_epi8(
		    _mm256_or_si256(low, _mm256_or_si256(sign, control)));
		unsigned now = (unsigned)_mm256_movemask_epi8(
		    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0xE2)));

		/* Quotation marks, E2 80 9C, are common: only separators, E2 80 A8 and A9, stop. */
		if ((now | e2 >> 30) != 0) {
			unsigned second = (unsigned)_mm256_movemask_epi8(
			    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8((char)0x80)));
			unsigned third = (unsigned)_mm256_movemask_epi8(
			    _mm256_cmpeq_epi8(_mm256_or_si256(bytes, _mm256_set1_epi8(1)),
				_mm256_set1_epi8((char)0xA9)));

			third &= (second << 1 | x80 >> 31) & (now << 2 | e2 >> 30);
			x80 = second;
			if (third != 0) {
				size_t separator = at + _tzcnt_u32(third) - 2;
				size_t other = at + _tzcnt_u32(found); /* 32 behind, if none */

				return separator < other ? separator : other;
			}
		}
		e2 = now;
		if (found != 0)
			return at + _tzcnt_u32(found);
	}
	/* A character that the last vector cut begins in it. */
	return at - (e2 >> 31 != 0 ? 1 : e2 >> 30 != 0 ? 2 : 0);
}
#endif

/* The same by the vector instructions that the machine has; the bytes behind are for the caller to look at. */
static size_t
plain_bytes(const char *text, size_t len)
{
#ifdef NP_WITH_AVX2
	if (len >= 32 && np_cpu_avx2())
		return plain_avx2(text, len);
#else
	(void)text, (void)len;
#endif
	return 0;
}

/* Writes text that is valid UTF-8. */
static void
put_valid(struct np_out *out, const char *text, size_t len)
{
	size_t done = 0;

	for (size_t at = plain_bytes(text, len); at < len;) {
		uint32_t cp;
		size_t n;

		if (!suspect[(unsigned char)text[at]]) {
			at++;
			continue;
		}
		n = np_utf8_next(text + at, len - at, &cp);
		np_out_write(out, text + done, at - done);
		done = at;
		if (put_escape(out, cp))
			done += n;
		at += n;
		at += plain_bytes(text + at, len - at);
	}
	np_out_write(out, text + done, len - done);
}

/* True if a character stands as it is. */
static inline bool
stands(uint32_t cp)
{
	return cp < 0xA0 ? !suspect[cp] && cp < 0x7F
			 : cp != 0x2028 && cp != 0x2029 && cp != NP_UTF8_BAD;
}

/* True if the text, a short one, is UTF-8 and has nothing in it that is escaped: names, most of all. */
static bool
stands_whole(struct np_span text)
{
	size_t at = 0;
	uint32_t cp = ' ';

	for (; at < text.len && stands(cp); at += np_utf8_step(text.ptr + at, text.len - at, &cp))
		;
	return stands(cp);
}

void
np_json_string(struct np_out *out, struct np_span text)
{
	enum { SHORT = 32 };

	np_out_byte(out, '"');
	if (text.len <= SHORT && stands_whole(text)) {
		np_out_write(out, text.ptr, text.len);
		text.len = 0;
	}
	while (text.len > 0) {
		size_t valid = np_utf8_valid(text.ptr, text.len);
		uint32_t cp;

		put_valid(out, text.ptr, valid);
		text = (struct np_span){ text.ptr + valid, text.len - valid };
		if (text.len > 0) {
			size_t n = np_utf8_next(text.ptr, text.len, &cp);

			np_out_string(out, "\xEF\xBF\xBD");
			text = (struct np_span){ text.ptr + n, text.len - n };
		}
	}
	np_out_byte(out, '"');
}
