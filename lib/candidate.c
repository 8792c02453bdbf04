/* candidate.c - the encodings that are told apart, read a character at a time */
#include "candidate.h"

#include "charmap.h"
#include "utf8.h"

/* What stands for all rare characters. */
enum { RARE = 0x20000 };

const char *
np_candidate_name(enum np_candidate set)
{
	static const char *const names[NP_CANDIDATES] = { "utf-8", "gb18030", "big5", "utf-16le",
		"utf-16be", "hz", "euc-jp", "shift_jis", "euc-kr" };
	return names[set];
}

static size_t
bad(uint32_t *cp)
{
	*cp = NP_CANDIDATE_BAD;
	return 1;
}

static size_t
cell(const uint16_t *cells, unsigned at, uint32_t *cp)
{
	*cp = cells[at] != 0 ? cells[at] : NP_CANDIDATE_NO_CHAR;
	return 2;
}

/* The same from a table of module charmap. */
static size_t
mapped(const uint32_t *chars, unsigned lead, unsigned trail, uint32_t *cp)
{
	uint32_t entry = chars[(lead << 8 | trail) - 0x8000];
	*cp = entry == NP_CHARMAP_NONE ? NP_CANDIDATE_NO_CHAR : np_charmap_char(entry);
	if (*cp >= 0xE000 && *cp < 0xF900)
		*cp = NP_CANDIDATE_NO_CHAR;
	else if (*cp > 0xFFFF)
		*cp = RARE;
	return 2;
}

/* True for a byte of the 94 by 94 sets' upper half. */
static bool
high94(unsigned c)
{
	return c >= 0xA1 && c <= 0xFE;
}

static size_t
next_utf8(const unsigned char *p, size_t len, uint32_t *cp)
{
	const char *text = (const char *)p;
	size_t used = np_utf8_next(text, len, cp);
	if (*cp != NP_UTF8_BAD)
		return used;
	*cp = NP_CANDIDATE_BAD;
	return len < 4 && used == len && np_utf8_tail(text, len) == len ? 0 : used;
}

static size_t
next_gb(const unsigned char *p, size_t len, uint32_t *cp)
{
	unsigned lead = p[0];
	if (lead == 0x80 || lead == 0xFF)
		return bad(cp);
	if (len < 2)
		return 0;
	unsigned trail = p[1];
	if (trail >= 0x40 && trail != 0x7F && trail != 0xFF)
		return mapped(np_charmap_gb18030_chars, lead, trail, cp);
	if (trail < 0x30 || trail > 0x39)
		return bad(cp);
	if (len < 4)
		return 0;
	if (p[2] < 0x81 || p[2] > 0xFE || p[3] < 0x30 || p[3] > 0x39)
		return bad(cp);
	*cp = RARE;
	return 4;
}

static size_t
next_big5(const unsigned char *p, size_t len, uint32_t *cp)
{
	unsigned lead = p[0];
	if (lead < 0x87 || lead == 0xFF)
		return bad(cp);
	if (len < 2)
		return 0;
	unsigned trail = p[1];
	if ((trail < 0x40 || trail > 0x7E) && !high94(trail))
		return bad(cp);
	return mapped(np_charmap_big5_chars, lead, trail, cp);
}

static size_t
next_euc_jp(const unsigned char *p, size_t len, uint32_t *cp)
{
	unsigned lead = p[0];
	if (lead != 0x8E && lead != 0x8F && !high94(lead))
		return bad(cp);
	if (len < 2)
		return 0;
	if (!high94(p[1]))
		return bad(cp);
	if (lead == 0x8E && p[1] <= 0xDF) {
		*cp = 0xFF61u + p[1] - 0xA1;
		return 2;
	}
	if (high94(lead))
		return cell(np_cells_jis, (lead - 0xA1) * 94 + p[1] - 0xA1, cp);
	if (lead == 0x8E)
		return bad(cp);
	if (len < 3)
		return 0;
	if (!high94(p[2]))
		return bad(cp);
	*cp = RARE;
	return 3;
}

static size_t
next_shift_jis(const unsigned char *p, size_t len, uint32_t *cp)
{
	unsigned lead = p[0];
	if (lead >= 0xA1 && lead <= 0xDF) {
		*cp = 0xFF61 + lead - 0xA1;
		return 1;
	}
	if (lead == 0x80 || lead == 0xA0 || lead > 0xFC)
		return bad(cp);
	if (len < 2)
		return 0;
	unsigned trail = p[1];
	if (trail < 0x40 || trail == 0x7F || trail > 0xFC)
		return bad(cp);
	if (lead >= 0xF0) { /* the vendors' characters, and room for one's own */
		*cp = lead >= 0xFA ? RARE : NP_CANDIDATE_NO_CHAR;
		return 2;
	}
	unsigned row = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 2 + (trail >= 0x9F);
	unsigned column = trail >= 0x9F ? trail - 0x9F : trail - 0x40 - (trail > 0x7F);
	return cell(np_cells_jis, row * 94 + column, cp);
}

static size_t
next_euc_kr(const unsigned char *p, size_t len, uint32_t *cp)
{
	unsigned lead = p[0];
	if (lead < 0x81 || lead > 0xFE)
		return bad(cp);
	if (len < 2)
		return 0;
	unsigned trail = p[1];
	if (high94(lead) && high94(trail))
		return cell(np_cells_ks, (lead - 0xA1) * 94 + trail - 0xA1, cp);
	bool letter = (trail | 0x20u) >= 'a' && (trail | 0x20u) <= 'z';
	if (lead > 0xC6 || !(letter || (trail >= 0x81 && trail <= 0xFE)))
		return bad(cp);
	*cp = RARE; /* a syllable that only the unified code (CP949) has */
	return 2;
}

/* Within "~{" and "~}": two bytes of ASCII a character. */
static size_t
next_hz(const unsigned char *p, size_t len, uint32_t *cp)
{
	if (p[0] < 0x21 || p[0] > 0x77)
		return bad(cp);
	if (len < 2)
		return 0;
	if (p[1] < 0x21 || p[1] > 0x7E)
		return bad(cp);
	return mapped(np_charmap_gb18030_chars, p[0] | 0x80u, p[1] | 0x80u, cp);
}

static size_t
next_utf16(const unsigned char *p, size_t len, size_t high, uint32_t *cp)
{
	if (len < 2)
		return 0;
	*cp = (uint32_t)p[high] << 8 | p[1 - high];
	if (*cp < 0xD800 || *cp > 0xDFFF) {
		if (*cp >= 0xFFFE)
			*cp = NP_CANDIDATE_BAD;
		return 2;
	}
	if (*cp >= 0xDC00) {
		*cp = NP_CANDIDATE_BAD;
		return 2;
	}
	if (len < 4)
		return 0;
	bool paired = (p[2 + high] & 0xFC) == 0xDC;
	*cp = paired ? RARE : NP_CANDIDATE_BAD;
	return paired ? 4 : 2;
}

static size_t
next_utf16le(const unsigned char *p, size_t len, uint32_t *cp)
{
	return next_utf16(p, len, 1, cp);
}

static size_t
next_utf16be(const unsigned char *p, size_t len, uint32_t *cp)
{
	return next_utf16(p, len, 0, cp);
}

/* What reads a character of an encoding; in most of them ASCII stands for itself. */
typedef size_t next_fn(const unsigned char *p, size_t len, uint32_t *cp);

static inline size_t
next_with(next_fn *next, bool ascii, const unsigned char *p, size_t len, uint32_t *cp)
{
	if (!ascii || *p >= 0x80)
		return next(p, len, cp);
	*cp = *p;
	return 1;
}

/* np_candidate_run() for one encoding: the compiler makes a loop for each. */
static inline size_t
run_with(next_fn *next, bool ascii, const unsigned char *p, size_t len, size_t end,
    struct np_glyph *glyphs, size_t most)
{
	size_t n = 0;
	for (size_t at = 0; at < end && n < most; n++) {
		size_t used = next_with(next, ascii, p + at, len - at, &glyphs[n].cp);
		if (used == 0)
			break;
		glyphs[n].len = (uint32_t)used;
		at += used;
	}
	return n;
}

/* Calls what for the encoding set with its reader. */
#define FOR_EACH_SET(set, what, ...)                                                               \
	switch (set) {                                                                             \
	case NP_CANDIDATE_GB18030:                                                                 \
		return what(next_gb, true, __VA_ARGS__);                                           \
	case NP_CANDIDATE_BIG5:                                                                    \
		return what(next_big5, true, __VA_ARGS__);                                         \
	case NP_CANDIDATE_UTF16LE:                                                                 \
		return what(next_utf16le, false, __VA_ARGS__);                                     \
	case NP_CANDIDATE_UTF16BE:                                                                 \
		return what(next_utf16be, false, __VA_ARGS__);                                     \
	case NP_CANDIDATE_HZ:                                                                      \
		return what(next_hz, false, __VA_ARGS__);                                          \
	case NP_CANDIDATE_EUC_JP:                                                                  \
		return what(next_euc_jp, true, __VA_ARGS__);                                       \
	case NP_CANDIDATE_SHIFT_JIS:                                                               \
		return what(next_shift_jis, true, __VA_ARGS__);                                    \
	case NP_CANDIDATE_EUC_KR:                                                                  \
		return what(next_euc_kr, true, __VA_ARGS__);                                       \
	default:                                                                                   \
		return what(next_utf8, true, __VA_ARGS__);                                         \
	}

size_t
np_candidate_next(enum np_candidate set, const unsigned char *p, size_t len,
    uint32_t *cp){ FOR_EACH_SET(set, next_with, p, len, cp) }

size_t np_candidate_run(enum np_candidate set, const unsigned char *p, size_t len, size_t end,
    struct np_glyph *glyphs, size_t most)
{
	FOR_EACH_SET(set, run_with, p, len, end, glyphs, most)
}
