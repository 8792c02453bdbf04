/* gb18030.c - GB 18030 in its three editions, GBK and GB 2312 as parts of it, HZ */
#include "gb18030.h"

#include "charmap.h"
#include "utf8.h"

#define LACKING UINT32_C(0xFFFFFFFF)

/* ---- what moved from edition to edition ---- */

/*
 * Characters that had no code point yet stood for private use, and the four bytes of the code
 * point that they got later for itself; then the two changed places.  GB 18030-2005 moved the
 * first, GB 18030-2022 the others.
 */
static const struct moved {
	uint16_t two;
	uint32_t four;
	uint16_t private_use, own;
	enum np_gb since; /* the edition by which `two` is `own` */
} moved[] = {
	{ 0xA8BC, 0x8135F437, 0xE7C7, 0x1E3F, NP_GB18030_2005 },
	{ 0xA6D9, 0x84318236, 0xE78D, 0xFE10, NP_GB18030_2022 },
	{ 0xA6DA, 0x84318238, 0xE78E, 0xFE12, NP_GB18030_2022 },
	{ 0xA6DB, 0x84318237, 0xE78F, 0xFE11, NP_GB18030_2022 },
	{ 0xA6DC, 0x84318239, 0xE790, 0xFE13, NP_GB18030_2022 },
	{ 0xA6DD, 0x84318330, 0xE791, 0xFE14, NP_GB18030_2022 },
	{ 0xA6DE, 0x84318331, 0xE792, 0xFE15, NP_GB18030_2022 },
	{ 0xA6DF, 0x84318332, 0xE793, 0xFE16, NP_GB18030_2022 },
	{ 0xA6EC, 0x84318333, 0xE794, 0xFE17, NP_GB18030_2022 },
	{ 0xA6ED, 0x84318334, 0xE795, 0xFE18, NP_GB18030_2022 },
	{ 0xA6F3, 0x84318335, 0xE796, 0xFE19, NP_GB18030_2022 },
	{ 0xFE59, 0x82359037, 0xE81E, 0x9FB4, NP_GB18030_2022 },
	{ 0xFE61, 0x82359038, 0xE826, 0x9FB5, NP_GB18030_2022 },
	{ 0xFE66, 0x82359039, 0xE82B, 0x9FB6, NP_GB18030_2022 },
	{ 0xFE67, 0x82359130, 0xE82C, 0x9FB7, NP_GB18030_2022 },
	{ 0xFE6D, 0x82359131, 0xE832, 0x9FB8, NP_GB18030_2022 },
	{ 0xFE7E, 0x82359132, 0xE843, 0x9FB9, NP_GB18030_2022 },
	{ 0xFE90, 0x82359133, 0xE854, 0x9FBA, NP_GB18030_2022 },
	{ 0xFEA0, 0x82359134, 0xE864, 0x9FBB, NP_GB18030_2022 },
};

enum { MOVED = sizeof moved / sizeof moved[0] };

/* True if the two-byte code has its own character in the edition, and not yet private use. */
static bool
is_settled(const struct moved *m, enum np_gb edition)
{
	return edition > NP_GB18030_2000 || edition <= m->since;
}

static const struct moved *
find_moved_code(uint32_t code)
{
	for (size_t i = 0; i < MOVED; i++) {
		if (code == moved[i].two || code == moved[i].four)
			return &moved[i];
	}
	return NULL;
}

static const struct moved *
find_moved_char(uint32_t cp)
{
	for (size_t i = 0; i < MOVED; i++) {
		if (cp == moved[i].private_use || cp == moved[i].own)
			return &moved[i];
	}
	return NULL;
}

/* ---- codes of four bytes ---- */

/* Four bytes count through: 81..FE, 30..39, 81..FE, 30..39.  From 90308130 on come U+10000 to U+10FFFF. */
enum { BEYOND = (0x90 - 0x81) * 12600 };

static uint32_t
four_index(uint32_t code)
{
	return (((code >> 24) - 0x81) * 10 + ((code >> 16 & 0xFF) - 0x30)) * 1260 +
	       ((code >> 8 & 0xFF) - 0x81) * 10 + ((code & 0xFF) - 0x30);
}

static uint32_t
four_code(uint32_t index)
{
	return (index / 12600 + 0x81) << 24 | (index / 1260 % 10 + 0x30) << 16 |
	       (index / 10 % 126 + 0x81) << 8 | (index % 10 + 0x30);
}

static bool
is_four(uint32_t code)
{
	unsigned a = code >> 24, b = code >> 16 & 0xFF, c = code >> 8 & 0xFF, d = code & 0xFF;
	return a >= 0x81 && a <= 0xFE && b >= 0x30 && b <= 0x39 && c >= 0x81 && c <= 0xFE &&
	       d >= 0x30 && d <= 0x39;
}

/* The last gap for which index (or, by_char, its first character) is not behind the value. */
static const struct np_charmap_gap *
find_gap(uint32_t value, bool by_char)
{
	size_t low = 0, high = np_charmap_gb18030_gap_count;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		const struct np_charmap_gap *gap = &np_charmap_gb18030_gaps[middle];
		if ((by_char ? gap->first : gap->index) <= value)
			low = middle;
		else
			high = middle;
	}
	return &np_charmap_gb18030_gaps[low];
}

static uint32_t
char_of_four(uint32_t code)
{
	uint32_t index = four_index(code);
	if (index >= BEYOND)
		return index - BEYOND <= 0xFFFFF ? 0x10000 + (index - BEYOND) : NP_UTF8_BAD;
	if (index >= np_charmap_gb18030_gaps[np_charmap_gb18030_gap_count].index)
		return NP_UTF8_BAD;
	const struct np_charmap_gap *gap = find_gap(index, false);
	return gap->first + (index - gap->index);
}

/* ---- one character ---- */

uint32_t
np_gb18030_char(enum np_gb edition, uint32_t code)
{
	if (code < 0x80)
		return code;
	uint32_t entry = NP_CHARMAP_NONE;
	if (code > 0xFFFF && !is_four(code))
		return NP_UTF8_BAD;
	if (code <= 0xFFFF) {
		entry = code < 0x8000 ? NP_CHARMAP_NONE : np_charmap_gb18030_chars[code - 0x8000];
		if (entry == NP_CHARMAP_NONE)
			return NP_UTF8_BAD;
		if (!(entry & NP_CHARMAP_SPECIAL))
			return np_charmap_char(entry);
	}
	const struct moved *m = find_moved_code(code);
	if (m != NULL)
		return (code == m->two) == is_settled(m, edition) ? m->own : m->private_use;
	return char_of_four(code);
}

/* The cells of GB 2312 in GBK's code: which trail bytes a row has. */
static bool
in_gb2312(uint32_t code)
{
	static const struct {
		unsigned char lead, from, to;
	} rows[] = {
		{ 0xA1, 0xA1, 0xFE },
		{ 0xA2, 0xB1, 0xE2 },
		{ 0xA2, 0xE5, 0xEE },
		{ 0xA2, 0xF1, 0xFC },
		{ 0xA3, 0xA1, 0xFE },
		{ 0xA4, 0xA1, 0xF3 },
		{ 0xA5, 0xA1, 0xF6 },
		{ 0xA6, 0xA1, 0xB8 },
		{ 0xA6, 0xC1, 0xD8 },
		{ 0xA7, 0xA1, 0xC1 },
		{ 0xA7, 0xD1, 0xF1 },
		{ 0xA8, 0xA1, 0xBA },
		{ 0xA8, 0xC5, 0xE9 },
		{ 0xA9, 0xA4, 0xEF },
		{ 0xD7, 0xA1, 0xF9 },
	};
	unsigned lead = code >> 8, trail = code & 0xFF;
	if (lead >= 0xB0 && lead <= 0xF7 && lead != 0xD7)
		return trail >= 0xA1 && trail <= 0xFE;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (rows[i].lead == lead && trail >= rows[i].from && trail <= rows[i].to)
			return true;
	}
	return false;
}

/* GB 18030's code, of whatever length. */
static uint32_t
full_code(enum np_gb edition, uint32_t cp)
{
	if (cp >= 0x10000)
		return cp <= 0x10FFFF ? four_code(BEYOND + (cp - 0x10000)) : LACKING;
	uint32_t code = np_charmap_code(np_charmap_gb18030_codes, cp);
	if (code != 0)
		return code;
	const struct moved *m = find_moved_char(cp);
	if (m != NULL)
		return (cp == m->own) == is_settled(m, edition) ? m->two : m->four;
	if (cp >= 0xD800 && cp <= 0xDFFF)
		return LACKING;
	const struct np_charmap_gap *gap = find_gap(cp, true);
	return four_code(gap->index + (cp - gap->first));
}

uint32_t
np_gb18030_code(enum np_gb edition, uint32_t cp)
{
	if (cp < 0x80)
		return cp;
	uint32_t code = full_code(edition, cp);
	if (edition == NP_GBK && code > 0xFFFF)
		return LACKING;
	if (edition == NP_GB2312 && !(code <= 0xFFFF && in_gb2312(code)))
		return LACKING;
	return code;
}

/* ---- private use ---- */

/* Where GBK's and GB 18030-2000's private-use characters stood that have code points now. */
static const struct {
	uint16_t first, last, code;
} private_runs[] = {
	{ 0xE76C, 0xE76C, 0xA2E3 },
	{ 0xE78D, 0xE793, 0xA6D9 },
	{ 0xE794, 0xE795, 0xA6EC },
	{ 0xE796, 0xE796, 0xA6F3 },
	{ 0xE7C7, 0xE7C7, 0xA8BC },
	{ 0xE7C8, 0xE7C8, 0xA8BF },
	{ 0xE7E7, 0xE7F3, 0xA989 },
	{ 0xE815, 0xE843, 0xFE50 },
	{ 0xE844, 0xE864, 0xFE80 },
};

/* Those that GB 18030 has kept for private use beside their own code points. */
static const struct {
	uint16_t private_use;
	uint32_t own;
} doubled[] = {
	{ 0xE5E5, 0x3000 },
	{ 0xE816, 0x20087 },
	{ 0xE817, 0x20089 },
	{ 0xE818, 0x200CC },
	{ 0xE831, 0x215D7 },
	{ 0xE83B, 0x2298F },
	{ 0xE855, 0x241FE },
};

uint32_t
np_gb18030_settled(uint32_t cp)
{
	for (size_t i = 0; i < sizeof doubled / sizeof doubled[0]; i++) {
		if (cp == doubled[i].private_use)
			return doubled[i].own;
	}
	for (size_t i = 0; i < sizeof private_runs / sizeof private_runs[0]; i++) {
		if (cp >= private_runs[i].first && cp <= private_runs[i].last)
			return np_gb18030_char(
			    NP_GB18030_2022, private_runs[i].code + (cp - private_runs[i].first));
	}
	return cp;
}

/* ---- decoding ---- */

/* What the next bytes are when the table does not say; used is 0 if more must be read to tell. */
static uint32_t
next_char(enum np_gb edition, const struct np_chunk *chunk, size_t *used)
{
	const unsigned char *p = (const unsigned char *)chunk->in;
	size_t have = (size_t)(chunk->in_end - chunk->in);
	*used = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] == 0x80 || p[0] == 0xFF)
		return NP_UTF8_BAD;
	*used = 0;
	if (have < 2)
		return NP_UTF8_BAD;
	if (p[1] >= 0x40) {
		*used = 2;
		return np_gb18030_char(edition, (uint32_t)p[0] << 8 | p[1]);
	}
	*used = 1;
	if (p[1] < 0x30 || p[1] > 0x39 || (have > 2 && (p[2] < 0x81 || p[2] > 0xFE)) ||
	    (have > 3 && (p[3] < 0x30 || p[3] > 0x39)))
		return NP_UTF8_BAD;
	*used = have < 4 ? 0 : 4;
	if (have < 4)
		return NP_UTF8_BAD;
	return np_gb18030_char(
	    edition, (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]);
}

enum np_stop
np_gb18030_decode(enum np_gb edition, struct np_chunk *chunk)
{
	for (;;) {
		size_t used;
		np_charmap_decode(np_charmap_gb18030_chars, chunk);
		if (chunk->in == chunk->in_end)
			return NP_STOP_MORE;
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		uint32_t cp = next_char(edition, chunk, &used);
		if (cp == NP_UTF8_BAD) {
			if (used == 4)
				return np_chunk_bad(chunk, 4, 4);
			if (used == 0 && !chunk->last)
				return NP_STOP_MORE;
			unsigned char first = (unsigned char)chunk->in[0];
			if (first == 0x80 || first == 0xFF)
				return np_chunk_bad(chunk, 1, 1);
			return np_chunk_bad_lead(chunk);
		}
		chunk->in += used;
		chunk->out += np_utf8_put(chunk->out, cp);
	}
}

/* ---- encoding ---- */

static char *
put_code(char *out, uint32_t code)
{
	for (int shift = code > 0xFFFF ? 24 : code > 0xFF ? 8 : 0; shift >= 0; shift -= 8)
		*out++ = (char)(code >> shift & 0xFF);
	return out;
}

enum np_stop
np_gb18030_encode(enum np_gb edition, struct np_chunk *chunk)
{
	for (;;) {
		uint32_t cp;
		if (edition != NP_GB2312)
			np_charmap_encode(np_charmap_gb18030_codes, chunk);
		if (chunk->in == chunk->in_end)
			return NP_STOP_MORE;
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		size_t used = np_utf8_next(chunk->in, (size_t)(chunk->in_end - chunk->in), &cp);
		uint32_t code = cp == NP_UTF8_BAD ? LACKING : np_gb18030_code(edition, cp);
		if (code == LACKING)
			return NP_STOP_BAD;
		chunk->in += used;
		chunk->out = put_code(chunk->out, code);
	}
}

/* ---- HZ ---- */

enum np_stop
np_hz_decode(bool *in_gb, struct np_chunk *chunk)
{
	while (chunk->in < chunk->in_end) {
		const unsigned char *p = (const unsigned char *)chunk->in;
		size_t have = (size_t)(chunk->in_end - chunk->in);
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		if (p[0] >= 0x80)
			return np_chunk_bad(chunk, 1, 1);
		if (have < 2 && !chunk->last && (*in_gb || p[0] == '~') && p[0] > ' ')
			return NP_STOP_MORE;
		if (p[0] == '~') {
			/* ~~ is ~ itself, ~ at a line's end joins it to the next. */
			unsigned char what = have < 2 ? 0 : p[1];
			if (what == '{' || what == '}')
				*in_gb = what == '{';
			else if (what == '~')
				*chunk->out++ = '~';
			else if (what != '\n')
				return np_chunk_bad(chunk, 1, have < 2 ? 1 : 2);
			chunk->in += 2;
			continue;
		}
		if (!*in_gb || p[0] <= ' ') {
			if (p[0] == '\n')
				*in_gb = false;
			*chunk->out++ = *chunk->in++;
			continue;
		}
		uint32_t cp = NP_UTF8_BAD;
		if (have >= 2 && p[1] > ' ' && p[1] < 0x7F) {
			uint32_t code = (uint32_t)(p[0] | 0x80) << 8 | (p[1] | 0x80);
			if (in_gb2312(code))
				cp = np_gb18030_char(NP_GB2312, code);
		}
		if (cp == NP_UTF8_BAD)
			return np_chunk_bad(chunk, 1, have < 2 ? 1 : 2);
		chunk->out += np_utf8_put(chunk->out, cp);
		chunk->in += 2;
	}
	return NP_STOP_MORE;
}

enum np_stop
np_hz_encode(bool *in_gb, struct np_chunk *chunk)
{
	while (chunk->in < chunk->in_end) {
		uint32_t cp;
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		size_t used = np_utf8_next(chunk->in, (size_t)(chunk->in_end - chunk->in), &cp);
		uint32_t code = cp == NP_UTF8_BAD ? LACKING : np_gb18030_code(NP_GB2312, cp);
		if (code == LACKING)
			return NP_STOP_BAD;
		if (*in_gb != (code > 0xFF)) {
			*in_gb = code > 0xFF;
			chunk->out = put_code(chunk->out, *in_gb ? 0x7E7B : 0x7E7D);
		}
		if (cp == '~')
			*chunk->out++ = '~';
		chunk->out = put_code(chunk->out, code & 0x7F7F);
		chunk->in += used;
	}
	return NP_STOP_MORE;
}

void
np_hz_end(bool *in_gb, struct np_chunk *chunk)
{
	if (*in_gb)
		chunk->out = put_code(chunk->out, 0x7E7D);
	*in_gb = false;
}
