/* utf8_scan.c - UTF-8 in bulk: what is valid, characters and line feeds counted */
#include <string.h>

#include "threes.h"
#include "utf8.h"
#include "utf8_inside.h"

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

/* ---- line feeds ---- */

#ifdef NP_WITH_AVX2
NP_AVX2 static size_t
lines_in_vectors(const char *ptr, size_t len, size_t *lines)
{
	size_t pos = 0, found = 0;

	for (; len - pos >= 32; pos += 32)
		found += np_utf8_count_line_feeds(np_utf8_load(ptr + pos));
	*lines = found;
	return pos;
}
#endif

size_t
np_utf8_lines(const char *ptr, size_t len)
{
	size_t lines = 0, pos = 0;
	const char *lf;

#ifdef NP_WITH_AVX2
	if (len >= 64 && np_cpu_avx2())
		pos = lines_in_vectors(ptr, len, &lines);
#endif
	for (; pos < len && (lf = memchr(ptr + pos, '\n', len - pos)) != NULL;
	     pos = (size_t)(lf - ptr) + 1)
		lines++;
	return lines;
}

#ifdef NP_WITH_AVX2
NP_AVX2 static size_t
ascii_in_vectors(const char *ptr, size_t len, size_t *lines)
{
	enum { BLOCKS = 127 }; /* two line feeds in each at most for a byte that counts them */
	const __m256i feed = _mm256_set1_epi8('\n'), zero = _mm256_setzero_si256();
	__m256i sums = zero;
	size_t pos = 0;
	bool ascii = true;

	while (ascii && len - pos >= 64) {
		__m256i counts = zero;
		for (int i = 0; i < BLOCKS && len - pos >= 64; i++) {
			__m256i a = np_utf8_load(ptr + pos), b = np_utf8_load(ptr + pos + 32);
			ascii = _mm256_movemask_epi8(_mm256_or_si256(a, b)) == 0;
			if (!ascii)
				break;
			counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(a, feed));
			counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(b, feed));
			pos += 64;
		}
		sums = _mm256_add_epi64(sums, _mm256_sad_epu8(counts, zero));
	}
	uint64_t each[4];
	_mm256_storeu_si256((__m256i *)each, sums);
	*lines += (size_t)(each[0] + each[1] + each[2] + each[3]);
	return pos;
}
#endif

size_t
np_utf8_ascii_lines(const char *ptr, size_t len, size_t *lines)
{
	size_t pos = 0;

#ifdef NP_WITH_AVX2
	if (np_cpu_avx2())
		return ascii_in_vectors(ptr, len, lines);
#endif
	while (len - pos >= 8 && (eight_bytes(ptr + pos) & NP_EACH_BYTE(0x80)) == 0)
		pos += 8;
	*lines += np_utf8_lines(ptr, pos);
	return pos;
}

size_t
np_utf8_ascii(const char *ptr, size_t len)
{
	size_t lines = 0;
	return np_utf8_ascii_lines(ptr, len, &lines);
}

/* ---- both ---- */

static size_t
walk(const char *ptr, size_t len, struct np_utf8_tally *tally, bool lines)
{
	size_t pos = 0;

#if defined(NP_WITH_AVX2) || defined(NP_WITH_NEON)
	if (len >= 128 && np_cpu() != NP_CPU_PLAIN)
		pos = np_utf8_walk_vectors(ptr, len, tally, lines);
#endif
	size_t rest = walk_plainly(ptr + pos, len - pos, &tally->chars);

	if (lines)
		tally->lines += np_utf8_lines(ptr + pos, rest);
	return pos + rest;
}

/* ---- what is surely valid ---- */

#ifdef NP_WITH_AVX2
/* As np_utf8_valid(), for NP_UTF8_STRIDE bytes or more. */
static size_t
valid_in_vectors(const char *ptr, size_t len)
{
	enum { FIRST = 64, MOST = 64 * NP_UTF8_STRIDE };
	struct np_utf8_tally tally = { 0, 0 };
	size_t pos = walk_plainly(ptr, FIRST, &tally.chars), step = NP_UTF8_STRIDE;

	while (len - pos >= NP_UTF8_STRIDE && pos >= 2) {
		const size_t from = pos;

		pos = np_utf8_skim(ptr, len, pos);
		step = pos > from ? NP_UTF8_STRIDE : step < MOST ? step * 2 : step;
		if (len - pos < step)
			break;
		/* The end of these may cut a character. */
		size_t got = walk(ptr + pos, step, &tally, false);

		pos += got;
		if (got + 3 < step)
			return pos;
	}
	return pos + walk(ptr + pos, len - pos, &tally, false);
}
#endif

size_t
np_utf8_valid(const char *ptr, size_t len)
{
	struct np_utf8_tally tally = { 0, 0 };

#ifdef NP_WITH_AVX2
	if (len >= 2 * NP_UTF8_STRIDE && np_cpu_avx2())
		return valid_in_vectors(ptr, len);
#endif
	return walk(ptr, len, &tally, false);
}

size_t
np_utf8_valid_lines(const char *ptr, size_t len, size_t *lines)
{
	struct np_utf8_tally tally = { 0, 0 };
	size_t valid = walk(ptr, len, &tally, true);

	*lines += tally.lines;
	return valid;
}

size_t
np_utf8_count(const char *ptr, size_t len, size_t *bad)
{
	struct np_utf8_tally tally = { 0, 0 };
	size_t pos = 0;

	while (pos < len) {
		uint32_t cp;

		pos += walk(ptr + pos, len - pos, &tally, false);
		if (pos == len)
			break;
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		tally.chars++;
		if (bad != NULL)
			++*bad;
	}
	return tally.chars;
}
