/* block_put.c - the block stream, written */
#include <string.h>

#include "block.h"
#include "cpu.h"

/* A byte of 1 in each place of a word, and its highest bit. */
#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES << 7)

/* True if one of eight bytes is below 0x0E or a backslash: a reason to look at each. */
static bool
eight_suspect(const char *at)
{
	uint64_t v, slash;

	memcpy(&v, at, sizeof v);
	slash = v ^ ONES * '\\';
	return ((((v - ONES * 0x0E) & ~v) | ((slash - ONES) & ~slash)) & TOPS) != 0;
}

#ifdef NP_WITH_AVX2
#include <immintrin.h>

NP_AVX2 static inline __m256i
suspects(const char *at)
{
	__m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
	__m256i low = _mm256_min_epu8(bytes, _mm256_set1_epi8(0x0D));

	return _mm256_or_si256(
	    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\')), _mm256_cmpeq_epi8(low, bytes));
}

/* As is_plain(), for 32 bytes or more. */
NP_AVX2 static bool
is_plain_avx2(const char *ptr, size_t len)
{
	__m256i found = suspects(ptr + len - 32);

	for (size_t at = 0; len - at > 32; at += 32)
		found = _mm256_or_si256(found, suspects(ptr + at));
	return _mm256_testz_si256(found, found);
}
#endif

/* True if no byte of the text is suspect.  Where steps don't come out even the last one overlaps. */
static bool
is_plain(const char *ptr, size_t len)
{
#ifdef NP_WITH_AVX2
	if (len >= 32 && np_cpu_avx2())
		return is_plain_avx2(ptr, len);
#endif
	if (len >= 8) {
		for (size_t at = 0; len - at > 8; at += 8) {
			if (eight_suspect(ptr + at))
				return false;
		}
		return !eight_suspect(ptr + len - 8);
	}
	for (size_t at = 0; at < len; at++) {
		if ((unsigned char)ptr[at] < 0x0E || ptr[at] == '\\')
			return false;
	}
	return true;
}

/* Writes a text with escapes where they are due. */
static void
put_escaped(struct np_out *out, struct np_span text)
{
	size_t done = 0, i = 0;

	while (i < text.len) {
		char c = text.ptr[i], letter;

		if (text.len - i >= 8 && !eight_suspect(text.ptr + i)) {
			i += 8;
			continue;
		}
		letter = (char)(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
		if (letter != c || c == '\\') {
			char pair[2] = { '\\', letter };

			np_out_write(out, text.ptr + done, i - done);
			np_out_write(out, pair, 2);
			done = i + 1;
		}
		i++;
	}
	np_out_write(out, text.ptr + done, text.len - done);
}

void
np_block_put_field(struct np_out *out, struct np_span text)
{
	if (text.len == 0)
		return;
	if (is_plain(text.ptr, text.len))
		np_out_write(out, text.ptr, text.len);
	else
		put_escaped(out, text);
}

void
np_block_put_lines(struct np_out *out, const struct np_piece *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			np_out_byte(out, ';');
		np_out_number(out, pieces[i].first);
		if (pieces[i].part > 0) {
			np_out_byte(out, '.');
			np_out_number(out, pieces[i].part);
		} else if (pieces[i].last > pieces[i].first) {
			np_out_write(out, "..", 2);
			np_out_number(out, pieces[i].last);
		}
	}
}

void
np_block_put(struct np_out *out, struct np_span page, const struct np_piece *pieces, size_t count,
    uint64_t article, enum np_role role, struct np_span text)
{
	np_block_put_field(out, page);
	np_out_byte(out, '\t');
	np_block_put_lines(out, pieces, count);
	np_out_byte(out, '\t');
	np_out_number(out, article);
	np_out_byte(out, '\t');
	np_out_string(out, np_role_name(role));
	np_out_byte(out, '\t');
	np_block_put_field(out, text);
	np_out_byte(out, '\n');
}
