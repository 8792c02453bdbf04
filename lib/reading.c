/* reading.c - bytes read in one encoding, and what that costs as running text */
#include "reading.h"

#include "utf8.h"

enum {
	COST_RARE = 12, /* characters beyond the BMP, private use and unassigned codes, on top */
	COST_LOOSE = 1, /* a pair that is not among the frequent ones, */
	COST_SIGN = 2,  /* of Han, kana or hangul and a sign of ASCII, */
	COST_MIXED = 6, /* of scripts that hardly ever touch, */
	COST_GLUED =
	    10, /* and a small letter right behind kana, or a long vowel's mark behind none */
	COST_AGAIN = 6,  /* a sign that is the last one again: rules, tables, lists */
	RULE = 4,        /* so many of one character of ASCII in a row are a rule, */
	COST_RULE = 2,   /* of which each more costs this */
	SAVED_BOXES = 5, /* what is saved if lines and boxes stand side by side */
	COST_CUT = 7,    /* a byte of a character that the end cuts, */
	COST_SAME_ROW = 1,
	COST_ROW = 3,  /* but for the upper one of ASCII's and the kana's characters in UTF-16 */
	COST_USUAL = 5 /* a tongue that costs no more beforehand is usual in a set */
};

/* What stands for HZ's shifts among characters: they cost nothing. */
static const uint32_t NO_GLYPH = 0xFFFFFFFE;

/* The flat price of two bytes outside ASCII that are nothing, and of a control character. */
enum { NOISE_TWO = 15, NOISE_CONTROL = 9 };

/*
 * UTF-8 proves itself: a character of so many bytes costs no more than this, whatever the script.  Two bytes
 * prove little: that holds for Latin, Greek, Cyrillic, Hebrew and Arabic letters, not for what is between them.
 */
static const unsigned char utf8_most[5] = { 0, NP_PROSE_MOST, 10, 13, 16 };

static bool
is_of_script(uint32_t cp)
{
	return (cp >= 0xA0 && cp < 0x180) || (cp >= 0x386 && cp < 0x3D0) ||
	       (cp >= 0x400 && cp < 0x460) || (cp >= 0x5D0 && cp < 0x5EB) ||
	       (cp >= 0x620 && cp < 0x653) || cp > 0x7FF;
}

static const uint64_t one_each = UINT64_C(0x0001000100010001);

/*
 * What it costs that a character of ASCII or Latin stands beside Han, kana or hangul: these are next to
 * spaces and digits as often as next to themselves, to a comma or a bracket half as often, and hardly
 * ever to letters.
 */
static int32_t
touch_cost(uint32_t cp)
{
	if (cp >= 0x80)
		return cp >= 0xC0 && cp < 0x250 && cp != 0xD7 && cp != 0xF7 ? COST_MIXED
									    : COST_LOOSE;
	if (cp >= '@')
		return COST_MIXED;
	return cp > ' ' && (cp < '0' || cp > '9') ? COST_SIGN : COST_LOOSE;
}

/* As UTF-16 it is one byte twice: U+2323 is ##, and a rule of such is drawn in ASCII far more often. */
static bool
is_twice(uint32_t cp)
{
	return cp >> 8 == (cp & 0xFF);
}

/* Signs that are rare, but where one is there are more: lines, boxes, arrows, figures. */
static bool
is_sign(uint32_t cp)
{
	return cp >= 0x2010 && cp < 0x2700 && !is_twice(cp);
}

static bool
is_box(uint32_t cp)
{
	return cp >= 0x2500 && cp < 0x2580 && !is_twice(cp);
}

static bool
is_kana(uint32_t cp)
{
	return cp >= 0x3041 && cp < 0x3100;
}

/* Kana that goes on with another before it: the mark of a long vowel, small ya, yu, yo. */
static bool
is_bound(uint32_t cp)
{
	uint32_t hiragana = cp >= 0x30A1 ? cp - 0x60 : cp;
	return cp == 0x30FC || hiragana == 0x3083 || hiragana == 0x3085 || hiragana == 0x3087;
}

/* Kana, Han, hangul, and what tables are drawn with. */
static bool
is_wide(uint32_t cp)
{
	return (cp >= 0x3041 && cp < 0xA000) || (cp >= 0xAC00 && cp < 0xD7B0) || is_box(cp);
}

/* What right costs behind left, on top of what it does by itself. */
static int32_t
pair_cost(uint32_t left, uint32_t right)
{
	int32_t saved = (int32_t)np_prose_pair(left, right);
	if (saved != 0)
		return -saved;
	if (is_box(left) && is_box(right))
		return -SAVED_BOXES;
	if (is_kana(left) && right >= 'a' && right <= 'z')
		return COST_GLUED;
	if (is_bound(right) && !is_kana(left))
		return COST_GLUED;
	if (is_wide(right))
		return touch_cost(left);
	return is_wide(left) ? touch_cost(right) : COST_LOOSE;
}

static bool
is_rare(uint32_t cp)
{
	return cp > 0xFFFF || (cp >= 0xE000 && cp < 0xF900);
}

/* UTF-8's characters cost no more than their most, in whatever tongue is cheapest. */
static uint64_t
lanes_utf8(uint64_t lanes, uint32_t cp, size_t used)
{
	if (!is_of_script(cp))
		return lanes;
	for (unsigned shift = 0; shift < 64; shift += 16) {
		if ((lanes >> shift & 0xFFFF) <= utf8_most[used])
			return lanes;
	}
	return utf8_most[used] * one_each;
}

int32_t
np_reading_price(enum np_candidate set, struct np_glyph glyph, uint32_t before)
{
	int32_t least = INT32_MAX, all = 0;
	if (glyph.cp == NP_CANDIDATE_BAD)
		return NP_READING_BAD;
	uint64_t lanes = np_prose_char(glyph.cp);
	if (set == NP_CANDIDATE_UTF8 && glyph.cp >= 0x80)
		lanes = lanes_utf8(lanes, glyph.cp, glyph.len);
	else if (is_rare(glyph.cp))
		all = COST_RARE;
	for (int t = 0; t < NP_TONGUES; t++) {
		int32_t bits = (int32_t)(lanes >> 16 * t & 0xFFFF);
		if (np_reading_prior(set, (enum np_tongue)t) <= COST_USUAL && bits < least)
			least = bits;
	}
	if (before != 0)
		all += pair_cost(before, glyph.cp);
	return least + all;
}

/* Adds the prices of count characters that are read one behind the other. */
static void
add_prices(struct np_reading *reading, const struct np_glyph *glyphs, size_t count)
{
	uint64_t lanes = 0;
	int32_t all = 0;
	uint32_t before = reading->before;
	bool utf8 = reading->set == NP_CANDIDATE_UTF8;
	for (size_t i = 0; i < count; i++) {
		uint32_t cp = glyphs[i].cp;
		if (cp == NO_GLYPH)
			continue;
		if (cp == NP_CANDIDATE_BAD) {
			all += NP_READING_BAD;
			before = 0;
			continue;
		}
		uint64_t four = np_prose_char(cp);
		if (cp > ' ' && cp < 0x7F) {
			reading->row = cp == reading->ascii ? reading->row + 1 : 1;
			reading->ascii = cp;
			if (reading->row > RULE) {
				lanes += COST_RULE * one_each;
				before = reading->plain ? 0 : cp;
				continue;
			}
		} else if (utf8 && cp >= 0x80)
			four = lanes_utf8(four, cp, glyphs[i].len);
		else if (is_rare(cp))
			all += COST_RARE;
		else if (is_sign(cp)) {
			if (cp == reading->sign)
				four = COST_AGAIN * one_each;
			reading->sign = cp;
		}
		lanes += four;
		if (before != 0)
			all += pair_cost(before, cp);
		before = reading->plain ? 0 : cp;
	}
	reading->before = before;
	for (int t = 0; t < NP_TONGUES; t++)
		reading->bits[t] += (int32_t)(lanes >> 16 * t & 0xFFFF) + all;
}

int32_t
np_reading_noise(const unsigned char *p, size_t len, bool plain)
{
	int32_t ascii = 0, other = 0;
	for (size_t i = 0; i < len; i++) {
		if (p[i] >= 0x80) {
			other += NOISE_TWO;
			if (i > 0 && p[i - 1] < 0x80 && !plain)
				ascii += touch_cost(p[i - 1]) - COST_LOOSE;
			continue;
		}
		int32_t bits = (int32_t)(np_prose_char(p[i]) & 0xFFFF);
		if (i > 0 && !plain && p[i - 1] < 0x80)
			bits += pair_cost(p[i - 1], p[i]);
		else if (i > 0 && !plain)
			bits += touch_cost(p[i]) - COST_LOOSE;
		ascii += bits < NOISE_CONTROL ? bits : NOISE_CONTROL;
	}
	return ascii + other / 2;
}

unsigned
np_reading_prior(enum np_candidate set, enum np_tongue tongue)
{
	/* Simplified, Traditional, Japanese, Korean. */
	static const unsigned char prior[NP_CANDIDATES][NP_TONGUES] = {
		[NP_CANDIDATE_UTF8] = { 0, 0, 0, 0 },
		[NP_CANDIDATE_GB18030] = { 0, 4, 24, 30 },
		[NP_CANDIDATE_BIG5] = { 13, 1, 25, 31 },
		[NP_CANDIDATE_UTF16LE] = { 5, 5, 5, 5 },
		[NP_CANDIDATE_UTF16BE] = { 5, 5, 5, 5 },
		[NP_CANDIDATE_HZ] = { 2, 16, 22, 32 },
		[NP_CANDIDATE_EUC_JP] = { 22, 22, 2, 32 },
		[NP_CANDIDATE_SHIFT_JIS] = { 22, 22, 2, 32 },
		[NP_CANDIDATE_EUC_KR] = { 26, 20, 18, 2 },
	};
	return prior[set][tongue];
}

/* HZ's shifts (RFC 1843) at p: their length, or 0. */
static size_t
hz_shift(const unsigned char *p, size_t len, bool *shifted)
{
	if (len < 2 || p[0] != '~')
		return 0;
	if (p[1] == (*shifted ? '}' : '{')) {
		*shifted = !*shifted;
		return 2;
	}
	return !*shifted && (p[1] == '~' || p[1] == '\n') ? 2 : 0;
}

/* np_candidate_run() for HZ, with its shifts; which are glyphs that cost nothing. */
static size_t
run_hz(struct np_reading *reading, const unsigned char *p, size_t len, size_t end,
    struct np_glyph *glyphs, size_t most)
{
	size_t n = 0;
	for (size_t at = 0; at < end && n < most; n++) {
		size_t shift = hz_shift(p + at, len - at, &reading->shifted);
		if (shift != 0) {
			glyphs[n] = (struct np_glyph){ NO_GLYPH, (uint32_t)shift };
			at += shift;
			continue;
		}
		size_t used = 1;
		glyphs[n].cp = p[at] < 0x80 ? p[at] : NP_CANDIDATE_BAD;
		reading->shifted = reading->shifted && p[at] != '\n';
		if (reading->shifted)
			used = np_candidate_next(NP_CANDIDATE_HZ, p + at, len - at, &glyphs[n].cp);
		if (used == 0)
			break;
		glyphs[n].len = (uint32_t)used;
		at += used;
	}
	return n;
}

/* What a character costs in whatever tongue makes it cheapest. */
static int32_t
cheapest(uint32_t cp)
{
	int32_t least = NP_PROSE_MOST;
	for (uint64_t lanes = np_prose_char(cp); lanes != 0; lanes >>= 16) {
		if ((int32_t)(lanes & 0xFFFF) < least)
			least = (int32_t)(lanes & 0xFFFF);
	}
	return least;
}

/* The upper half of a unit: that of the character beside it, most often, or one of two that most texts have. */
static int32_t
upper_cost(unsigned row, uint32_t beside)
{
	if (beside != 0 && row == beside >> 8)
		return COST_SAME_ROW;
	if (row == 0x00 || row == 0x30)
		return COST_ROW;
	return np_prose_rows[row] == np_prose_rows[0xFE] ? COST_RARE : COST_CUT;
}

/* The lower half: the cheapest character that it can be of in one of these rows. */
static int32_t
lower_cost(unsigned low, uint32_t beside, bool last)
{
	int32_t least = COST_CUT;
	const uint32_t rows[] = { beside >> 8, 0x00, 0x30 };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint32_t cp = rows[i] << 8 | low;
		int32_t bits = cheapest(cp);
		if (beside != 0)
			bits += last ? pair_cost(beside, cp) : pair_cost(cp, beside);
		least = bits < least ? bits : least;
	}
	return least;
}

int32_t
np_reading_part(enum np_candidate set, const unsigned char *p, size_t len, size_t at, bool first)
{
	if (!np_candidate_is_utf16(set))
		return COST_CUT;
	uint32_t beside = 0;
	if (first ? at >= 2 : at + 2 < len)
		np_candidate_next(set, first ? p + at - 2 : p + at + 1, 2, &beside);
	if (beside > 0xFFFF)
		beside = 0;
	if (first == (set == NP_CANDIDATE_UTF16BE))
		return upper_cost(p[at], beside);
	return lower_cost(p[at], beside, first);
}

void
np_reading_go(struct np_reading *reading, const unsigned char *p, size_t len, size_t end)
{
	struct np_glyph glyphs[64];
	enum { MOST = sizeof glyphs / sizeof glyphs[0] };
	while (reading->at < end) {
		size_t at = reading->at;
		size_t count =
		    reading->set == NP_CANDIDATE_HZ
			? run_hz(reading, p + at, len - at, end - at, glyphs, MOST)
			: np_candidate_run(reading->set, p + at, len - at, end - at, glyphs, MOST);
		add_prices(reading, glyphs, count);
		for (size_t i = 0; i < count; i++)
			reading->at += glyphs[i].len;
		if (count < MOST && reading->at < end) {
			int32_t cost = 0;
			for (; reading->at < len; reading->at++)
				cost += np_reading_part(reading->set, p, len, reading->at, true);
			for (int t = 0; t < NP_TONGUES; t++)
				reading->bits[t] += cost;
		}
	}
}

int32_t
np_reading_bits(const struct np_reading *reading)
{
	int32_t least = INT32_MAX;
	for (int t = 0; t < NP_TONGUES; t++) {
		int32_t bits =
		    reading->bits[t] + (int32_t)np_reading_prior(reading->set, (enum np_tongue)t);
		if (bits < least)
			least = bits;
	}
	return least;
}

bool
np_reading_is_well(
    enum np_candidate set, const unsigned char *p, size_t len, int32_t bits, int32_t noise)
{
	int32_t other = 0;
	for (size_t i = 0; i < len; i++)
		other += p[i] >= 0x80 || p[i] == 0;
	if (np_candidate_is_utf16(set))
		other = (int32_t)len;
	return noise - bits >= other * 3 / 4;
}
