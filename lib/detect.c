/* detect.c - which encoding a text is in, with the runner-up and "undecided" */
#include "detect.h"

#include <stdio.h>
#include <string.h>

#include "race.h"
#include "utf8.h"

/*
 * Every candidate reads the bytes in its own way and pays for what it reads (module
 * race); the cheapest wins, and how far the next one is behind says how sure that is.
 * To be none of them has a flat price: where that is the cheapest, the text fits no encoding known
 * here.  Candidates that are far behind after a first look at the characters alone are out;
 * those that are left read the beginning in earnest and pieces further on, which all read again where
 * they read badly.
 */
enum {
	LOOK = 32,       /* bytes of the first look, */
	VERY_FAR = 48,   /* after which who is so many bits behind is out of the race */
	BEGINNING = 256, /* bytes of the first piece, */
	EARNEST = 48,    /* and of its first part, after which NP_RACE_FAR is */
	FEW = 8,         /* ASCII so short is never taken for anything else */
	/* Nothing so short is trusted, but UTF-8 with a usual character of three bytes, */
	LONE = 5,
	BRIEF = 8, /* and what is so short only if it is very sure */
	RARE = 16, /* bits of the rarest characters */
	ROW =
	    40, /* UTF-16 of one row alone, kana say, is the same in either order but for its ends */
	ALIKE = 32,  /* so many bytes would tell two tongues apart if it mattered which it is */
	PIECES = 4,  /* further on, */
	PIECE = 64,  /* of so many bytes */
	CONTEXT = 16 /* bytes of ASCII read before the first that are not */
};

/* What a bit behind leaves of the odds: not half, for neighbours depend on each other in more than pairs. */
static const double BIT = 0.62;
/* The doubt with which it is decided still; of what is UTF-8 as well; of a word or less. */
static const double DOUBT = 0.13, DOUBT_STRICT = 0.03, DOUBT_BRIEF = 0.002;

/* The next byte from at on that can tell encodings apart, or len: no plain ASCII. */
static size_t
next_evidence(const struct np_race_text *text, size_t at)
{
	const unsigned char *p = text->ptr;
	if (text->ascii && !text->nul && !text->shifts)
		return text->len;
	for (; at < text->len; at++) {
		uint64_t eight;
		/* Eight at a time, as long as all are ASCII, none is NUL and none "~". */
		while (at + 8 <= text->len) {
			memcpy(&eight, p + at, 8);
			uint64_t tilde = eight ^ UINT64_C(0x7E7E7E7E7E7E7E7E);
			const uint64_t ones = UINT64_C(0x0101010101010101);
			if (((eight | (eight - ones) | (tilde - ones)) &
				UINT64_C(0x8080808080808080)) != 0)
				break;
			at += 8;
		}
		if (at < text->len && (p[at] == 0 || p[at] >= 0x80 ||
					  (p[at] == '~' && at + 1 < text->len && p[at + 1] == '{')))
			return at;
	}
	return text->len;
}

/*
 * The same for UTF-16, where ASCII reads alike in both orders, a byte apart: a unit with neither byte
 * NUL; from an even byte on, with some units before it.
 */
static size_t
next_wide(const struct np_race_text *text, size_t at)
{
	size_t from = at;
	const unsigned char *p = text->ptr;
	while (at + 1 < text->len && (p[at] == 0 || p[at + 1] == 0))
		at++;
	if (at + 1 >= text->len)
		return text->len;
	at = at - from > CONTEXT / 2 ? at - CONTEXT / 2 : from;
	return at + at % 2;
}

/* Reads the beginning, from start to end, one step behind the other until it is decided; answers how far. */
static size_t
read_beginning(struct np_race *race, const struct np_race_text *text, size_t start, size_t end)
{
	size_t at = end - start < EARNEST ? end : start + EARNEST;
	np_race_enter(race, text);
	if (end - start > LOOK) {
		np_race_begin(race, text, start, start + LOOK, start == 0, true);
		np_race_drop_far(race, VERY_FAR);
	}
	np_race_begin(race, text, start, at, start == 0, false);
	np_race_drop_far(race, NP_RACE_FAR);
	while (at < end && np_race_left(race) > 1) {
		size_t next = end - at < 2 * PIECE ? end : at + PIECE;
		np_race_go_on(race, text, at, next);
		np_race_drop_far(race, NP_RACE_FAR);
		at = next;
	}
	return at;
}

/*
 * Reads pieces of what is behind the beginning, to see that it goes on so.  Answers false if one speaks for
 * another encoding.
 */
static bool
read_pieces(struct np_race *race, const struct np_race_text *text, size_t start)
{
	size_t rest = text->len - start;
	size_t pieces = rest / PIECE < PIECES ? (rest + PIECE - 1) / PIECE : PIECES;
	bool agrees = true;
	for (size_t i = 0; i < pieces; i++) {
		size_t limit = start + rest * (i + 1) / pieces, from = start + rest * i / pieces;
		size_t ahead = np_race_leader(race);
		bool wide =
		    ahead != NP_RACE_NOTHING && np_candidate_is_utf16(np_race_runners[ahead].set);
		size_t at = wide ? next_wide(text, from) : next_evidence(text, from);
		size_t end = limit < at + PIECE ? limit : at + PIECE;
		if (at < end)
			agrees = np_race_read_further(race, text, at, end) && agrees;
	}
	return agrees;
}

const char *
np_detect_mark(struct np_span head)
{
	static const struct {
		const char *encoding, *mark;
		size_t len;
	} marks[] = {
		{ "utf-8", "\xEF\xBB\xBF", 3 },
		{ "utf-32le", "\xFF\xFE\0\0", 4 }, /* before UTF-16's, with which it begins */
		{ "utf-32be", "\0\0\xFE\xFF", 4 },
		{ "utf-16le", "\xFF\xFE", 2 },
		{ "utf-16be", "\xFE\xFF", 2 },
		{ "gb18030", "\x84\x31\x95\x33", 4 },
	};
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (head.len >= marks[i].len && memcmp(head.ptr, marks[i].mark, marks[i].len) == 0)
			return marks[i].encoding;
	}
	return NULL;
}

/*
 * UTF-32 proves itself: two of four bytes hardly ever have such values in anything else.  Most of a
 * text is in the first plane, and nothing in those that no character has.
 */
static bool
is_utf32(const struct np_race_text *text, bool big)
{
	size_t units = text->len / 4 < BEGINNING / 4 ? text->len / 4 : BEGINNING / 4, beyond = 0;
	for (size_t i = 0; i < units; i++) {
		const unsigned char *p = text->ptr + 4 * i;
		uint32_t top = p[big ? 0 : 3], plane = p[big ? 1 : 2];
		if (top != 0 || plane > 0x10 || (plane > 3 && plane < 0xE) ||
		    (plane == 0 && p[big ? 2 : 1] == 0 && p[big ? 3 : 0] == 0))
			return false;
		beyond += plane > 0;
	}
	return units >= 2 && beyond < units / 2;
}

/* True if every other byte is the same one, and not NUL. */
static bool
is_one_row(const struct np_race_text *text)
{
	const unsigned char *p = text->ptr;
	for (size_t parity = 0; parity < 2 && text->len > 2; parity++) {
		size_t i = parity;
		while (i < text->len && p[i] == p[parity] && p[i] != 0)
			i += 2;
		if (i >= text->len)
			return true;
	}
	return false;
}

/* How many characters of three bytes or more begin in UTF-8, up to most. */
static unsigned
long_ones(const struct np_race_text *text, unsigned most)
{
	unsigned count = 0;
	for (size_t i = 0; i < text->len && count < most; i++)
		count += text->ptr[i] >= 0xE0;
	return count;
}

/* Fills in what can be said of all of the text at once. */
static void
look_through(struct np_race_text *text)
{
	const char *bytes = (const char *)text->ptr, *end = bytes + text->len, *tilde = bytes;
	text->valid = np_utf8_valid(bytes, text->len) + np_utf8_tail(bytes, text->len) == text->len;
	size_t seven = text->valid ? np_utf8_ascii(bytes, text->len) : 0;
	while (seven < text->len && text->ptr[seven] < 0x80)
		seven++;
	text->ascii = text->valid && seven == text->len;
	text->longs = text->valid ? long_ones(text, 2) : 0;
	text->nul = memchr(bytes, '\0', text->len) != NULL;
	text->one_row = is_one_row(text);
	const char *feed = memchr(bytes, '\n', text->len);
	text->inside = feed == NULL || feed + 1 == end;
	while (tilde < end && (tilde = memchr(tilde, '~', (size_t)(end - tilde))) != NULL) {
		tilde++;
		text->shifts = text->shifts || (tilde < end && *tilde == '{');
		text->inside = text->inside || (tilde < end && *tilde == '}');
	}
}

/* True for valid UTF-8 with two characters of three bytes or more: nothing else is so by chance. */
static bool
surely_utf8(const struct np_race_text *text)
{
	return text->valid && !text->nul && text->longs == 2;
}

/* "could be X or Y" for each pair of candidates, in the order of enum np_candidate. */
#define ONE_OF(a)                                                                                  \
	{                                                                                          \
		"could be " a " or utf-8", "could be " a " or gb18030", "could be " a " or big5",  \
		    "could be " a " or utf-16le", "could be " a " or utf-16be",                    \
		    "could be " a " or hz", "could be " a " or euc-jp",                            \
		    "could be " a " or shift_jis", "could be " a " or euc-kr"                      \
	}
static const char *const phrases[NP_CANDIDATES][NP_CANDIDATES] = { ONE_OF("utf-8"),
	ONE_OF("gb18030"), ONE_OF("big5"), ONE_OF("utf-16le"), ONE_OF("utf-16be"), ONE_OF("hz"),
	ONE_OF("euc-jp"), ONE_OF("shift_jis"), ONE_OF("euc-kr") };

/* The odds of what is so many bits behind. */
static double
odds(int32_t bits)
{
	double left_over = 1;
	for (; bits > 0 && left_over > 1e-12; bits--)
		left_over *= BIT;
	return left_over;
}

/* Not 0 for a first byte of Big5 that all kinds have the same characters behind: A1, A4 to C5, C9 to F9. */
static inline uint64_t
is_common_lead(unsigned lead)
{
	static const uint64_t common[4] = { 0, 0, UINT64_C(0xFFFFFFF200000000),
		UINT64_C(0x03FFFFFFFFFFFE3F) };

	return common[lead >> 6] >> (lead & 63) & 1;
}

/*
 * Whose Big5: Hong Kong's if characters around the common ones are met that it alone has, Taiwan's
 * standard if there are kana and signs behind the first level (private use in code page 950),
 * code page 950 if there is its euro sign.  All else they have in common.
 */
static const char *
which_big5(const struct np_race_text *text)
{
	size_t hong_kong = 0, taiwan = 0, euro = 0;
	for (size_t i = 0, n; i + 1 < text->len; i += n) {
		const unsigned char *p = text->ptr + i;
		/* Four common characters at once: nearly all there are. */
		n = 8;
		if (i + n <= text->len && (is_common_lead(p[0]) & is_common_lead(p[2]) &
					      is_common_lead(p[4]) & is_common_lead(p[6])) != 0)
			continue;
		n = p[0] < 0x80 || p[1] < 0x40 ? 1 : 2;
		if (n == 1 || is_common_lead(p[0]) != 0)
			continue;
		unsigned code = (unsigned)p[0] << 8 | p[1];
		bool common = (code >= 0xA140 && code < 0xC6A1) || (code > 0xC8D3 && code < 0xFA40);
		uint32_t cp;
		if ((common && code != 0xA3E1) ||
		    np_candidate_next(NP_CANDIDATE_BIG5, p, 2, &cp) != 2 ||
		    cp == NP_CANDIDATE_NO_CHAR)
			continue;
		hong_kong += code < 0xA140 || code >= 0xFA40;
		taiwan += code >= 0xC6A1 && code <= 0xC8D3;
		euro += code == 0xA3E1;
	}
	/* One alone may be a slip. */
	if (hong_kong > 1)
		return "big5-hkscs";
	if (hong_kong > 0 || (taiwan > 0 && euro > 0))
		return "big5";
	return taiwan > 1 ? "big5-2003" : euro > 0 ? "cp950" : "big5";
}

/* True if a character of UTF-8 of three bytes or more is met that texts have: not one of the rarest. */
static bool
has_usual(const struct np_race_text *text)
{
	const char *bytes = (const char *)text->ptr;
	uint32_t cp;
	for (size_t i = 0, n; i < text->len; i += n) {
		n = np_utf8_next(bytes + i, text->len - i, &cp);
		uint64_t lanes = n > 2 ? np_prose_char(cp) : 0;
		for (; lanes != 0; lanes >>= 16) {
			if ((lanes & 0xFFFF) < RARE)
				return true;
		}
	}
	return false;
}

/* How much doubt is allowed of a text for which the runner best is the likeliest. */
static double
doubt_for(const struct np_race_text *text, size_t best)
{
	bool whole = text->valid && np_utf8_tail((const char *)text->ptr, text->len) == 0;
	bool utf16 = best != NP_RACE_NOTHING && np_candidate_is_utf16(np_race_runners[best].set);
	bool shifts = text->shifts && best != NP_RACE_NOTHING &&
		      np_race_runners[best].set == NP_CANDIDATE_UTF8; /* ASCII with a "~{" in it */
	bool proved = whole && ((text->ascii && !shifts) || has_usual(text));
	if (utf16 && text->one_row && text->len < ROW)
		return 0;
	if (text->len < BRIEF && !proved)
		return text->len < LONE ? 0 : DOUBT_BRIEF;
	/* What is UTF-8 as well and not by ASCII alone has to be surer. */
	return shifts || (utf16 && text->valid && !text->ascii) ? DOUBT_STRICT : DOUBT;
}

/*
 * True if runner c is the one ahead by another name: the same encoding, or one that reads the same
 * characters all through, as full-width letters and some marks are the same bytes in GB 18030, EUC-JP and EUC-KR.
 */
static bool
reads_as(const struct np_race *race, const struct np_race_text *text, size_t c, size_t ahead)
{
	enum np_candidate a = np_race_runners[ahead].set, b = np_race_runners[c].set;
	if (a == b)
		return true;
	if (np_candidate_is_utf16(a) || np_candidate_is_utf16(b) || a == NP_CANDIDATE_HZ ||
	    b == NP_CANDIDATE_HZ || race->skip[c] != race->skip[ahead] || text->len < ALIKE)
		return false;
	for (size_t at = race->skip[c], n; at < text->len; at += n) {
		uint32_t one, other;
		n = np_candidate_next(a, text->ptr + at, text->len - at, &one);
		if (n != np_candidate_next(b, text->ptr + at, text->len - at, &other))
			return false;
		if (n == 0)
			break;
		if (one != other || one > 0xFFFF || one == NP_CANDIDATE_NO_CHAR)
			return false;
	}
	return true;
}

/*
 * How many bytes at start, where runner c began to read, are of a character before them.  What may be the second byte
 * of one and is ASCII as well stands for itself: a page is likelier to begin with a letter or bracket.
 */
static size_t
bytes_of_another(
    const struct np_race *race, const struct np_race_text *text, size_t start, size_t c)
{
	enum np_candidate set = np_race_runners[c].set;
	bool two_bytes = !np_candidate_is_utf16(set) && set != NP_CANDIDATE_HZ;
	return two_bytes && start < text->len && text->ptr[start] < 0x80 ? 0 : race->skip[c];
}

/* What the race came to that began at start. */
static void
decide(const struct np_race *race, const struct np_race_text *text, size_t start, bool mixed,
    struct np_detect *result)
{
	size_t ahead = np_race_leader(race), next = NP_RACE_NOTHING, best;
	double all = 1;
	int32_t least = np_race_bits(race, ahead);
	if (ahead != NP_RACE_NOTHING)
		all += odds(race->nothing - least);
	for (size_t c = 0; c < NP_RACE_RUNNERS; c++) {
		if (race->out[c] || (ahead != NP_RACE_NOTHING && reads_as(race, text, c, ahead)))
			continue;
		all += odds(np_race_bits(race, c) - least);
		if (next == NP_RACE_NOTHING || np_race_bits(race, c) < np_race_bits(race, next))
			next = c;
	}
	best = ahead != NP_RACE_NOTHING ? ahead : next;
	if (best != NP_RACE_NOTHING) {
		result->encoding = np_candidate_name(np_race_runners[best].set);
		result->skip = bytes_of_another(race, text, start, best);
		result->shifted = race->shifted[best];
	}
	result->confidence = ahead != NP_RACE_NOTHING ? 1 / all : 0;
	if (next != best && next != NP_RACE_NOTHING)
		result->other = np_candidate_name(np_race_runners[next].set);
	result->undecided = mixed || 1 - result->confidence > doubt_for(text, best);
	if (!result->undecided)
		return;
	if (mixed)
		result->candidates = "seems to be in several encodings (mixed reads that)";
	else if (ahead == NP_RACE_NOTHING || next == NP_RACE_NOTHING)
		result->candidates = "fits no encoding known here";
	else
		result->candidates = phrases[np_race_runners[ahead].set][np_race_runners[next].set];
}

/*
 * True if there are at most two different characters but blanks and line ends, as in a rule that
 * was drawn: such is ASCII, though #### reads as well as a row of U+2323.
 */
static bool
is_drawn(const struct np_race_text *text)
{
	unsigned char seen[2] = { 0 };
	size_t different = 0;
	for (size_t i = 0; i < text->len; i++) {
		unsigned char byte = text->ptr[i];
		if (byte <= ' ' || byte == seen[0] || byte == seen[1])
			continue;
		if (different == sizeof seen)
			return false;
		seen[different++] = byte;
	}
	return true;
}

void
np_detect(const char *bytes, size_t len, struct np_detect *result)
{
	struct np_race_text text = { .ptr = (const unsigned char *)bytes,
		.len = len < NP_DETECT_MOST ? len : NP_DETECT_MOST };
	*result = (struct np_detect){ .encoding = "utf-8", .confidence = 1 };
	const char *mark = np_detect_mark((struct np_span){ bytes, len });
	if (mark != NULL) {
		result->encoding = mark;
		result->bom = true;
		return;
	}
	look_through(&text);
	bool plain = text.ascii && !text.shifts && !text.nul;
	if ((plain && (text.len < FEW || is_drawn(&text))) || surely_utf8(&text))
		return;
	for (int big = 0; big < 2; big++) {
		if (is_utf32(&text, big)) {
			result->encoding = big ? "utf-32be" : "utf-32le";
			return;
		}
	}

	struct np_race race;
	size_t start = next_evidence(&text, 0);
	if (start == text.len || start <= CONTEXT)
		start = 0;
	else
		start = (start - CONTEXT) & ~(size_t)1;
	size_t all = text.len - start < BEGINNING ? text.len : start + BEGINNING;
	size_t end = read_beginning(&race, &text, start, all);
	bool agrees = read_pieces(&race, &text, end);
	decide(&race, &text, start, !agrees, result);
	if (!result->undecided && strcmp(result->encoding, "big5") == 0)
		result->encoding = which_big5(&text);
}

void
np_detect_hint(const char *bytes, size_t len, char hint[NP_DETECT_HINT])
{
	struct np_detect found;

	np_detect(bytes, len, &found);
	if (!found.undecided && strcmp(found.encoding, "utf-8") == 0)
		*hint = '\0';
	else
		snprintf(hint, NP_DETECT_HINT, " (try npconv, or -e %s)",
		    found.undecided ? "gb18030" : found.encoding);
}
