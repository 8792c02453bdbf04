/* big5.c - Big5 in its four kinds */
#include "big5.h"

#include "charmap.h"
#include "utf8.h"

#define LACKING UINT32_C(0xFFFFFFFF)

/* ---- where the kinds differ from the table, which is code page 950 with HKSCS around it ---- */

struct own {
	uint16_t code, cp; /* cp is 0: no character */
};

static const struct own cp950_own[] = { { 0xF9FE, 0x2593 }, { 0, 0 } };

/* The signs are those of the Big5 of 1984. */
static const struct own hkscs_own[] = {
	{ 0x96ED, 0 },
	{ 0xA145, 0x2022 },
	{ 0xA14E, 0xFF64 },
	{ 0xA1C2, 0x203E },
	{ 0xA1E3, 0x223C },
	{ 0xA1F2, 0x2641 },
	{ 0xA1F3, 0x2609 },
	{ 0xA241, 0xFF0F },
	{ 0xA242, 0xFF3C },
	{ 0xA244, 0x00A5 },
	{ 0xA246, 0x00A2 },
	{ 0xA247, 0x00A3 },
	{ 0, 0 },
};

static const struct own big5_2003_own[] = {
	{ 0xA156, 0x2015 },
	{ 0xA1C2, 0x203E },
	{ 0xA2A4, 0x2501 },
	{ 0xA2A5, 0x251D },
	{ 0xA2A6, 0x253F },
	{ 0xA2A7, 0x2525 },
	{ 0xA2CC, 0x3038 },
	{ 0xA2CD, 0x3039 },
	{ 0xA2CE, 0x303A },
	{ 0xC255, 0x5F5E },
	/* The radicals stand for themselves. */
	{ 0xC6BF, 0x2F02 },
	{ 0xC6C0, 0x2F03 },
	{ 0xC6C1, 0x2F05 },
	{ 0xC6C2, 0x2F07 },
	{ 0xC6C3, 0x2F0C },
	{ 0xC6C4, 0x2F0D },
	{ 0xC6C5, 0x2F0E },
	{ 0xC6C6, 0x2F13 },
	{ 0xC6C7, 0x2F16 },
	{ 0xC6C8, 0x2F19 },
	{ 0xC6C9, 0x2F1B },
	{ 0xC6CA, 0x2F22 },
	{ 0xC6CB, 0x2F27 },
	{ 0xC6CC, 0x2F2E },
	{ 0xC6CD, 0x2F33 },
	{ 0xC6CE, 0x2F34 },
	{ 0xC6CF, 0x2F35 },
	{ 0xC6D0, 0x2F39 },
	{ 0xC6D1, 0x2F3A },
	{ 0xC6D2, 0x2F41 },
	{ 0xC6D3, 0x2F46 },
	{ 0xC6D4, 0x2F67 },
	{ 0xC6D5, 0x2F68 },
	{ 0xC6D6, 0x2FA1 },
	{ 0xC6D7, 0x2FAA },
	{ 0xC6D9, 0xFF3E },
	{ 0xC6DE, 0 },
	{ 0xC6DF, 0 },
	{ 0xF9FA, 0x2554 },
	{ 0xF9FB, 0x2557 },
	{ 0xF9FC, 0x255A },
	{ 0xF9FD, 0x255D },
	{ 0xF9FE, 0x2593 },
	{ 0, 0 },
};

static const struct own *
own_of(enum np_big5 kind)
{
	switch (kind) {
	case NP_BIG5_2003:
		return big5_2003_own;
	case NP_BIG5_HKSCS:
		return hkscs_own;
	default:
		return cp950_own;
	}
}

/* True for the codes that the kind takes from the table, if it has no own character there. */
static bool
has_code(enum np_big5 kind, uint32_t code)
{
	bool within = code >= 0xA140 && code <= 0xF9FE;
	switch (kind) {
	case NP_CP950:
		return within && !(code >= 0xA3C0 && code <= 0xA3E0) &&
		       !(code >= 0xC6A1 && code <= 0xC8FE);
	case NP_BIG5_2003:
		return within && !(code >= 0xC7F3 && code <= 0xC8FE);
	case NP_BIG5_HKSCS:
		return !(code >= 0xA3C0 && code <= 0xA3E0);
	default:
		return true;
	}
}

/* ---- private use, as Microsoft numbers it ---- */

/* Cells of 157 to a row: 40..7E, A1..FE. */
static uint32_t
cell(uint32_t code)
{
	uint32_t trail = code & 0xFF;
	return (code >> 8) * 157 + (trail < 0x7F ? trail - 0x40 : trail - 0x62);
}

static uint32_t
code_of_cell(uint32_t at)
{
	uint32_t trail = at % 157;
	return (at / 157) << 8 | (trail < 63 ? trail + 0x40 : trail + 0x62);
}

/* The rows in the order of their code points. */
static const struct private_rows {
	uint16_t first, last, cp;
} private_rows[] = {
	{ 0xFA40, 0xFEFE, 0xE000 },
	{ 0x8E40, 0xA0FE, 0xE311 },
	{ 0x8140, 0x8DFE, 0xEEB8 },
	{ 0xC6A1, 0xC8FE, 0xF6B1 },
};

static uint32_t
private_char(uint32_t code)
{
	for (size_t i = 0; i < sizeof private_rows / sizeof private_rows[0]; i++) {
		const struct private_rows *rows = &private_rows[i];
		if (code >= rows->first && code <= rows->last)
			return rows->cp + (cell(code) - cell(rows->first));
	}
	return NP_UTF8_BAD;
}

static uint32_t
private_code(uint32_t cp)
{
	for (size_t i = 0; i < sizeof private_rows / sizeof private_rows[0]; i++) {
		const struct private_rows *rows = &private_rows[i];
		if (cp >= rows->cp && cp - rows->cp <= cell(rows->last) - cell(rows->first))
			return code_of_cell(cell(rows->first) + (cp - rows->cp));
	}
	return LACKING;
}

/* ---- one character ---- */

/* Codes of HKSCS that stand for a letter and a mark. */
static const struct pair {
	uint16_t code, letter, mark;
} pairs[] = {
	{ 0x8862, 0x00CA, 0x0304 },
	{ 0x8864, 0x00CA, 0x030C },
	{ 0x88A3, 0x00EA, 0x0304 },
	{ 0x88A5, 0x00EA, 0x030C },
};

uint32_t
np_big5_char(enum np_big5 kind, uint32_t code, uint32_t *mark)
{
	uint32_t trail = code & 0xFF;
	*mark = 0;
	if (code < 0x80)
		return code;
	if (code < 0x8140 || code > 0xFEFE || trail < 0x40 || (trail > 0x7E && trail < 0xA1) ||
	    trail == 0xFF)
		return NP_UTF8_BAD;
	uint32_t entry = np_charmap_big5_chars[code - 0x8000];
	if (!(entry & NP_CHARMAP_SPECIAL))
		return np_charmap_char(entry);
	for (const struct own *own = own_of(kind); own->code != 0; own++) {
		if (own->code == code)
			return own->cp != 0 ? own->cp : NP_UTF8_BAD;
	}
	if (!has_code(kind, code))
		return kind == NP_CP950 ? private_char(code) : NP_UTF8_BAD;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if (pairs[i].code == code) {
			*mark = pairs[i].mark;
			return pairs[i].letter;
		}
	}
	return entry == NP_CHARMAP_NONE ? NP_UTF8_BAD : np_charmap_char(entry);
}

/*
 * The code among those that vary.  Of the lines of boxes that stand in two places
 * the second is written, as Microsoft does.
 */
static uint32_t
varying_code(enum np_big5 kind, uint32_t cp)
{
	size_t low = 0, high = np_charmap_big5_varying_count;
	uint32_t found = LACKING;
	while (low < high) {
		size_t middle = (low + high) / 2;
		uint32_t code = np_charmap_big5_varying[middle];
		if (np_charmap_char(np_charmap_big5_chars[code - 0x8000]) < cp)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < np_charmap_big5_varying_count; low++) {
		uint32_t code = np_charmap_big5_varying[low], mark;
		if (np_charmap_char(np_charmap_big5_chars[code - 0x8000]) != cp)
			break;
		if (np_big5_char(kind, code, &mark) == cp &&
		    (found == LACKING || (cp >= 0x2550 && cp < 0x256D)))
			found = code;
	}
	return found;
}

uint32_t
np_big5_code(enum np_big5 kind, uint32_t cp)
{
	if (cp < 0x80)
		return cp;
	/* What is read with Hong Kong's characters is written without. */
	enum np_big5 written = kind == NP_BIG5 ? NP_CP950 : kind;
	if (cp < 0x10000) {
		uint32_t code = np_charmap_code(np_charmap_big5_codes, cp);
		if (code != 0)
			return code;
		for (const struct own *own = own_of(written); own->code != 0; own++) {
			/* F9FA to F9FD stand for what they only resemble. */
			if (own->cp == cp && !(own->code >= 0xF9FA && own->code <= 0xF9FD))
				return own->code;
		}
	}
	uint32_t code = varying_code(written, cp);
	if (code == LACKING && kind == NP_CP950)
		code = private_code(cp);
	return code;
}

uint32_t
np_big5_settled(uint32_t cp, uint32_t *mark)
{
	uint32_t code = private_code(cp);
	*mark = 0;
	uint32_t own = code == LACKING ? NP_UTF8_BAD : np_big5_char(NP_BIG5, code, mark);
	return own == NP_UTF8_BAD ? cp : own;
}

/* ---- texts ---- */

/* HKSCS has a code for some letters with a mark: 0 if these two have none. */
static uint32_t
pair_code(uint32_t letter, uint32_t mark)
{
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if (pairs[i].letter == letter && pairs[i].mark == mark)
			return pairs[i].code;
	}
	return 0;
}

enum np_stop
np_big5_decode(enum np_big5 kind, bool exact, struct np_chunk *chunk)
{
	for (;;) {
		np_charmap_decode(np_charmap_big5_chars, chunk);
		size_t have = (size_t)(chunk->in_end - chunk->in);
		if (have == 0)
			return NP_STOP_MORE;
		if (chunk->out_end - chunk->out < 4)
			return NP_STOP_FULL;
		unsigned char first = (unsigned char)chunk->in[0];
		if (first < 0x80) {
			*chunk->out++ = *chunk->in++;
			continue;
		}
		if (first == 0x80 || first == 0xFF)
			return np_chunk_bad(chunk, 1, 1);
		if (have < 2)
			return np_chunk_bad_lead(chunk);
		uint32_t code = (uint32_t)first << 8 | (unsigned char)chunk->in[1], mark;
		uint32_t cp = np_big5_char(kind, code, &mark);
		if (cp == NP_UTF8_BAD)
			return np_chunk_bad_lead(chunk);
		if (exact && (mark != 0 ? kind != NP_BIG5_HKSCS : np_big5_code(kind, cp) != code))
			return np_chunk_bad(chunk, 2, 2);
		chunk->in += 2;
		chunk->out += np_utf8_put(chunk->out, cp);
		if (mark != 0)
			chunk->out += np_utf8_put(chunk->out, mark);
	}
}

enum np_stop
np_big5_encode(enum np_big5 kind, struct np_chunk *chunk)
{
	for (;;) {
		uint32_t cp, mark;
		np_charmap_encode(np_charmap_big5_codes, chunk);
		size_t have = (size_t)(chunk->in_end - chunk->in);
		if (have == 0)
			return NP_STOP_MORE;
		if (chunk->out_end - chunk->out < 2)
			return NP_STOP_FULL;
		size_t used = np_utf8_next(chunk->in, have, &cp);
		uint32_t code = cp == NP_UTF8_BAD ? LACKING : np_big5_code(kind, cp);
		if (code == LACKING)
			return NP_STOP_BAD;
		if (kind == NP_BIG5_HKSCS && (cp == 0xCA || cp == 0xEA)) {
			if (used == have && !chunk->last)
				return NP_STOP_MORE;
			size_t more =
			    used == have ? 0 : np_utf8_next(chunk->in + used, have - used, &mark);
			uint32_t both = more > 0 ? pair_code(cp, mark) : 0;
			if (both != 0) {
				code = both;
				used += more;
			}
		}
		chunk->in += used;
		if (code > 0xFF)
			*chunk->out++ = (char)(code >> 8);
		*chunk->out++ = (char)(code & 0xFF);
	}
}
