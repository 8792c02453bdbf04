/* unit.c - a byline cut into words, names, organisations and signs */
#include "unit.h"

#include <string.h>

#include "kind.h"
#include "scan.h"
#include "uni.h"
#include "utf8.h"

enum {
	NAME_MAX = 6,  /* characters of a name, or of a part of one with dots */
	PARTS_MAX = 4, /* parts of a name with dots */
	BODY_MAX = 24,
	REGION_MAX = 8,
	ABOUT_MAX = 16,
	TITLE_MAX = 40,
	CLASS_MAX = 12
};

/*
 * What a unit costs.  Only the differences matter: words that are known are cheapest, names by
 * their surname next, what only its place makes a name costs more than two names by surname.
 */
enum {
	COST_WORD = 10,
	COST_PASS = 12,
	COST_PLACE = 14,
	COST_NAME = 20,
	COST_NAME_FOUR = 50,
	COST_ANY_NAME = 50,
	COST_DOTTED = 20,
	COST_BODY = 30,
	COST_SOFT_BODY = 45,
	COST_REGION = 28,
	COST_ABOUT = 30,
	COST_LATIN = 20,
	COST_OTHER = 60,
	COST_DIGIT = 5,
	COST_UNLIKELY = 40, /* a character that given names hardly have */
	COST_INSIDE = 60    /* a word of the list in a name */
};

/* A character that is no white space. */
struct glyph {
	uint32_t cp;
	size_t at; /* its byte in the text without white space */
	enum np_gap gap;
	bool han, sign, dot;
	struct np_name_char in_name;
};

/* The cheapest way from a character to the end. */
struct way {
	unsigned cost;
	uint16_t len; /* characters of the unit that begins here */
	enum np_unit_kind kind;
	const struct np_word *word;
	bool surname;
};

struct cutter {
	const char *text; /* without white space */
	const struct glyph *glyphs;
	size_t count;
	struct way *ways; /* count + 1 of them */
};

/* ---- glyphs ---- */

/* True if the character is in a list that ends with 0. */
static bool
is_one_of(uint32_t cp, const uint32_t *list)
{
	while (*list != 0 && *list != cp)
		list++;
	return *list != 0;
}

/* Dots that stand inside foreign names, and between names too. */
static bool
is_dot(uint32_t cp)
{
	return cp == U'·' || cp == U'•' || cp == U'‧' || cp == U'・' || cp == U'．';
}

static bool
is_sign(uint32_t cp)
{
	enum np_class class = np_uni_class(cp);

	return cp != NP_UTF8_BAD && (class == NP_CJKPUNCT || class == NP_PUNCT);
}

static enum np_gap
gap_of(uint32_t cp, enum np_gap before)
{
	if (cp == '\n' || cp == '\r' || before == NP_GAP_LINE)
		return NP_GAP_LINE;
	return before == NP_GAP_NONE ? NP_GAP_BLANK : NP_GAP_WIDE;
}

static bool
read_glyphs(struct cutter *cut, struct np_span text, size_t most, struct np_arena *arena)
{
	size_t room = text.len < most ? text.len : most, len = 0;
	struct glyph *glyphs = np_arena_array(arena, room + 1, sizeof *glyphs);
	char *out = np_arena_take(arena, room * 4 + 1);
	enum np_gap gap = NP_GAP_NONE;

	if (glyphs == NULL || out == NULL)
		return false;
	for (size_t at = 0, step; at < text.len && cut->count < room; at += step) {
		struct glyph *glyph = &glyphs[cut->count];
		uint32_t cp;
		step = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp != NP_UTF8_BAD && np_uni_is_space(cp)) {
			gap = gap_of(cp, gap);
			continue;
		}
		glyph->cp = cp;
		glyph->at = len;
		glyph->gap = gap;
		/* 丨 is a character by its class, and set for a bar. */
		glyph->sign = is_sign(cp) || cp == U'丨';
		glyph->han = !glyph->sign && cp != NP_UTF8_BAD && np_uni_class(cp) == NP_HAN;
		glyph->dot = is_dot(cp);
		glyph->in_name = np_name_char_of(cp);
		memcpy(out + len, text.ptr + at, step);
		len += step;
		gap = NP_GAP_NONE;
		cut->count++;
	}
	glyphs[cut->count].at = len;
	cut->glyphs = glyphs;
	cut->text = out;
	return true;
}

static struct np_span
text_of(const struct cutter *cut, size_t from, size_t to)
{
	size_t start = cut->glyphs[from].at;

	return (struct np_span){ cut->text + start, cut->glyphs[to].at - start };
}

/* True if a unit that begins here begins behind white space, a sign or nothing. */
static bool
fresh(const struct cutter *cut, size_t at)
{
	return at == 0 || at >= cut->count || cut->glyphs[at].gap != NP_GAP_NONE ||
	       cut->glyphs[at - 1].sign || cut->glyphs[at].sign;
}

/* The widest gap between the characters from..to. */
static enum np_gap
gap_inside(const struct cutter *cut, size_t from, size_t to)
{
	enum np_gap widest = NP_GAP_NONE;

	for (size_t i = from + 1; i < to; i++) {
		if (cut->glyphs[i].gap > widest)
			widest = cut->glyphs[i].gap;
	}
	return widest;
}

/* How many Chinese characters stand from here without white space between, up to most. */
static size_t
han_run(const struct cutter *cut, size_t at, size_t most)
{
	size_t count = 0;

	while (count < most && at + count < cut->count && cut->glyphs[at + count].han &&
	       (count == 0 || cut->glyphs[at + count].gap == NP_GAP_NONE))
		count++;
	return count;
}

/* ---- units that may begin at a character ---- */

/* Takes the unit of len characters if no way known from here is cheaper. */
static void
offer(struct cutter *cut, size_t at, size_t len, enum np_unit_kind kind, unsigned cost,
    const struct np_word *word, bool surname)
{
	struct way *way = &cut->ways[at];

	cost += cut->ways[at + len].cost;
	if (way->len > 0 && way->cost <= cost)
		return;
	*way = (struct way){ cost, (uint16_t)len, kind, word, surname };
}

/* True if the unit that begins there is a word of that class. */
static bool
word_follows(const struct cutter *cut, size_t at, enum np_word_class class)
{
	const struct way *way = &cut->ways[at];

	return at < cut->count && way->kind == NP_UNIT_WORD && way->word->class == class;
}

/* True if what stands there leads to an office: 驻北京记者. */
static bool
office_follows(const struct cutter *cut, size_t at)
{
	while (word_follows(cut, at, NP_WORD_PREFIX) || word_follows(cut, at, NP_WORD_PLACE) ||
	       (at < cut->count && cut->ways[at].kind == NP_UNIT_PLACE))
		at += cut->ways[at].len;
	return word_follows(cut, at, NP_WORD_OFFICE) ||
	       (at < cut->count && cut->ways[at].kind == NP_UNIT_ABOUT);
}

/* Where the word ends: how many characters it has here, blanks between passed over; 0 for not here. */
static size_t
word_here(const struct cutter *cut, size_t at, const struct np_word *word)
{
	size_t to = at, end = cut->glyphs[at].at + word->len;
	enum np_gap widest = NP_GAP_BLANK;

	while (to < cut->count && cut->glyphs[to].at < end)
		to++;
	/* 【作    者】 */
	if (at > 0 && to < cut->count && cut->glyphs[at - 1].sign && cut->glyphs[to].sign)
		widest = NP_GAP_WIDE;
	return cut->glyphs[to].at == end && gap_inside(cut, at, to) <= widest ? to - at : 0;
}

/* True if what stands before is a label: 编译, 译. */
static bool
label_ends(const struct cutter *cut, size_t at)
{
	struct np_span before = text_of(cut, 0, at);

	return np_words_ending(before, NP_WORD_LABEL) != NULL ||
	       np_words_ending(before, NP_WORD_SHORT) != NULL;
}

static void
offer_word(struct cutter *cut, size_t at, const struct np_word *word)
{
	size_t len = word_here(cut, at, word), end = at + len;
	unsigned cost = COST_WORD;

	if (len == 0)
		return;
	for (size_t i = at + 1; i < end; i++)
		cost += cut->glyphs[i].gap != NP_GAP_NONE ? 3U : 0U;
	switch ((enum np_word_class)word->class) {
	case NP_WORD_SHORT:
		/* Behind a name only at its end; else with a blank or sign on both sides. */
		if ((!fresh(cut, end) && !word_follows(cut, end, NP_WORD_SOURCE)) ||
		    (!fresh(cut, at) && (word->value & NP_WORD_GLUED) == 0))
			return;
		break;
	case NP_WORD_AGENCY:
		/* 晚报 of 江州晚报 is none by itself. */
		if (len == 2 && !fresh(cut, at) && cut->glyphs[at].cp != U'本')
			cost += COST_LATIN;
		break;
	case NP_WORD_PREFIX:
		if (!office_follows(cut, end))
			return;
		cost = COST_WORD / 2;
		break;
	case NP_WORD_SOURCE:
		/* 自《人民日报》, 译自法新社 */
		if (len == 1 && !fresh(cut, at) && cut->glyphs[end].cp != U'《' &&
		    !label_ends(cut, at))
			return;
		break;
	case NP_WORD_PASS:
		if ((word->value & NP_WORD_REST) != 0) {
			cost = COST_WORD / 2;
			break;
		}
		/* 王平于北京 */
		if (len == 1 && (word->value & NP_WORD_FROM) != 0) {
			if (!word_follows(cut, end, NP_WORD_PLACE))
				return;
			break;
		}
		/* A single character may be part of anything: only where it stands free. */
		cost = COST_PASS;
		if (len == 1 && (!fresh(cut, at) || !fresh(cut, end)))
			cost += COST_WORD;
		break;
	case NP_WORD_PLACE:
		cost = len == 1 ? COST_PLACE + COST_LATIN : COST_PLACE;
		if (len == 1 && !office_follows(cut, end))
			return;
		break;
	case NP_WORD_BODY:
	case NP_WORD_REGION:
	case NP_WORD_SURNAME:
		return;
	default:
		break;
	}
	offer(cut, at, len, NP_UNIT_WORD, cost, word, false);
}

static void
offer_words(struct cutter *cut, size_t at)
{
	struct np_span rest = text_of(cut, at, cut->count);

	for (size_t i = np_words_find(rest);
	     i < np_words_count && np_word_shares(&np_words[i], rest); i++) {
		if (np_word_begins(&np_words[i], rest))
			offer_word(cut, at, &np_words[i]);
	}
}

/* What the characters from..to cost as those of a given name. */
static unsigned
given_cost(const struct cutter *cut, size_t from, size_t to)
{
	unsigned cost = 0;

	for (size_t i = from; i < to; i++)
		cost += cut->glyphs[i].in_name.never ? COST_UNLIKELY : 0U;
	return cost;
}

/* A set of one class of words. */
#define CLASS(class) (1U << (class))

/* The same for words of two characters and more, of these classes, inside it. */
static unsigned
words_cost(const struct cutter *cut, size_t from, size_t to, unsigned classes)
{
	for (size_t at = from; at + 1 < to; at++) {
		struct np_span rest = text_of(cut, at, to);
		for (size_t i = np_words_find(rest);
		     i < np_words_count && np_word_shares(&np_words[i], rest); i++) {
			const struct np_word *word = &np_words[i];
			size_t len = np_word_begins(word, rest) ? word_here(cut, at, word) : 0;
			if (len > 1 && (classes & CLASS(word->class)) != 0)
				return COST_INSIDE;
		}
	}
	return 0;
}

/* The same for a name: 王记者 is none. */
static unsigned
inside_cost(const struct cutter *cut, size_t from, size_t to)
{
	return words_cost(cut, from, to,
	    CLASS(NP_WORD_OFFICE) | CLASS(NP_WORD_LABEL) | CLASS(NP_WORD_PASS) |
		CLASS(NP_WORD_SOURCE));
}

/* True if a padded name may begin here: 记者申 江. */
static bool
begins_name(const struct cutter *cut, size_t at)
{
	struct np_span before = text_of(cut, 0, at);

	return fresh(cut, at) || np_words_ending(before, NP_WORD_OFFICE) != NULL ||
	       label_ends(cut, at);
}

/* True if it may end here: 晏　平摄. */
static bool
ends_name(const struct cutter *cut, size_t end)
{
	return fresh(cut, end) || word_follows(cut, end, NP_WORD_LABEL) ||
	       word_follows(cut, end, NP_WORD_SHORT) || word_follows(cut, end, NP_WORD_PASS);
}

/* How many characters the longest place that begins there has; 0 for none. */
static size_t
place_here(const struct cutter *cut, size_t at)
{
	const struct np_word *place = np_words_longest(text_of(cut, at, cut->count), NP_WORD_PLACE);

	return place != NULL ? word_here(cut, at, place) : 0;
}

/* True for 于 and 自, behind which a place may stand. */
static bool
begins_from(const struct cutter *cut, size_t at)
{
	const struct np_word *word = np_words_longest(text_of(cut, at, at + 1), NP_WORD_PASS);

	return word != NULL && (word->value & NP_WORD_FROM) != 0;
}

/* True if the character is a label too, such as 文 and 摄, or begins one: 美编. */
static bool
begins_label(const struct cutter *cut, size_t at)
{
	const struct np_word *word = np_words_longest(text_of(cut, at, cut->count), NP_WORD_LABEL);

	return np_words_longest(text_of(cut, at, at + 1), NP_WORD_SHORT) != NULL ||
	       (word != NULL && word_here(cut, at, word) > 1);
}

/* True for 文/图 and the like: a label of both kinds with a sign in it. */
static bool
writes_and_takes(const struct cutter *cut, size_t at)
{
	const unsigned both = NP_PERSON_BIT(NP_AUTHOR) | NP_PERSON_BIT(NP_PHOTOGRAPHER);

	return word_follows(cut, at, NP_WORD_LABEL) && cut->glyphs[at + 1].sign &&
	       (cut->ways[at].word->value & both) == both;
}

/* True for 寄自, 发自: words of two characters behind which a place stands. */
static bool
comes_from(const struct cutter *cut, size_t at)
{
	return word_follows(cut, at, NP_WORD_PASS) &&
	       (cut->ways[at].word->value & NP_WORD_FROM) != 0 && cut->ways[at].len > 1;
}

/* 据, 由: from there on somebody is named. */
static bool
is_by(uint32_t cp)
{
	return cp == U'据' || cp == U'據' || cp == U'由';
}

/*
 * A name by its surname, of one character or two.  Padded, 王　刚 and 王 小 明, it must stand
 * free at both ends.
 */
static void
offer_name(struct cutter *cut, size_t at)
{
	static const unsigned by_rank[4] = { 0, 0, 2, 14 };
	const struct glyph *glyphs = cut->glyphs;
	unsigned rank = glyphs[at].in_name.surname;
	const struct np_word *compound =
	    np_words_longest(text_of(cut, at, cut->count), NP_WORD_SURNAME);
	size_t surname = compound != NULL ? word_here(cut, at, compound) : 0;

	for (int two = 0; two < 2; two++) {
		size_t first = two ? surname : 1, most = two ? 2 : 3;
		if (two ? surname == 0 : rank == 0)
			continue;
		for (size_t given = 1; given <= most && at + first + given <= cut->count; given++) {
			size_t end = at + first + given, gaps = 0;
			unsigned cost = COST_NAME + (two ? 2U : by_rank[rank]);
			if (!two && rank == 3 && !begins_name(cut, at))
				cost += 8;
			if (!glyphs[end - 1].han)
				break;
			for (size_t i = at + 1; i < end; i++)
				gaps += glyphs[i].gap != NP_GAP_NONE;
			if (gap_inside(cut, at, end) == NP_GAP_LINE)
				break;
			if (gaps > 0 && (!begins_name(cut, at) || !ends_name(cut, end)))
				continue;
			/* 王 小 明 and 欧阳 春 are padding; 王 小明 and 王小 明 likely not. */
			if (gaps == first + given - 1 ||
			    (two && gaps == 1 && glyphs[at + first].gap != NP_GAP_NONE))
				cost += 4;
			else if (gaps > 0)
				cost += first + given > 3 ? 60 : glyphs[at + 1].gap ? 14 : 22;
			/* 王 明 摄, 王 明 文 */
			if (gaps > 1 && begins_label(cut, end - 1))
				cost += COST_LATIN;
			/* 王平于北京 is neither 王平于 nor 于北京; 南京發 has a place. */
			if (given == 2 &&
			    ((begins_from(cut, end - 1) && word_follows(cut, end, NP_WORD_PLACE)) ||
				place_here(cut, at) == 2 ||
				(begins_from(cut, at) && place_here(cut, at + 1) == 2)))
				cost += COST_LATIN;
			/* 王平文/图, 王平寄自汉口 */
			if (writes_and_takes(cut, end - 1) || comes_from(cut, end - 1))
				cost += COST_LATIN;
			if (given == 3)
				cost += COST_NAME_FOUR - COST_NAME;
			else if (given == 2)
				cost -= rank == 3 && !two ? 6 : 3;
			cost += given_cost(cut, at + first, end) + inside_cost(cut, at, end);
			offer(cut, at, first + given, NP_UNIT_NAME, cost, NULL, true);
		}
	}
}

/* A name that only its place tells: 南溪, 农　声, 阿不都热合曼. */
static void
offer_any_name(struct cutter *cut, size_t at)
{
	size_t run = han_run(cut, at, NAME_MAX);
	unsigned start = fresh(cut, at) ? 0 : 10;

	/* 据外刊 and 三五八 are none. */
	if (is_by(cut->glyphs[at].cp) || (run > 1 && np_scan_digit(cut->glyphs[at].cp) >= 0 &&
					     np_scan_digit(cut->glyphs[at + 1].cp) >= 0))
		start += COST_INSIDE;
	if (run == 1 && at + 1 < cut->count && han_run(cut, at + 1, 2) == 1 && fresh(cut, at) &&
	    fresh(cut, at + 2) && cut->glyphs[at + 1].gap != NP_GAP_LINE)
		offer(cut, at, 2, NP_UNIT_NAME, COST_ANY_NAME + 6 + given_cost(cut, at, at + 2),
		    NULL, false);
	for (size_t len = 2; len <= run; len++) {
		unsigned cost = COST_ANY_NAME + 5 * (unsigned)(len - 2) + start;
		cost += fresh(cut, at + len) ? 0U : 10U;
		cost += given_cost(cut, at, at + len) + inside_cost(cut, at, at + len);
		offer(cut, at, len, NP_UNIT_NAME, cost, NULL, false);
	}
}

/*
 * True if the characters are a whole name with a common surname; beside a dot that also
 * parts names, ・ and the like, with one less common too.
 */
static bool
common_name(const struct cutter *cut, size_t at, size_t len, uint32_t dot)
{
	unsigned rank = cut->glyphs[at].in_name.surname;

	return (len == 2 || len == 3) && rank > 0 && rank <= (dot == U'·' ? 1U : 2U);
}

/* A foreign name, 玛丽亚·冈萨雷斯; 王明·李红 is two names with a dot between. */
static void
offer_dotted(struct cutter *cut, size_t at, size_t from, int parts, bool common)
{
	size_t run = han_run(cut, from, NAME_MAX);

	for (size_t len = 1; len <= run; len++) {
		size_t end = from + len;
		uint32_t dot = cut->glyphs[parts > 0 ? from - 1 : end < cut->count ? end : from].cp;
		const struct np_word *place =
		    parts == 0 ? np_words_longest(text_of(cut, at, end), NP_WORD_PLACE) : NULL;
		bool still = common && common_name(cut, from, len, dot);
		if (parts > 0 && !still) {
			unsigned cost = COST_DOTTED + (fresh(cut, at) ? 0U : 5U);
			cost += cut->glyphs[end].dot || !fresh(cut, end) ? 5U : 0U;
			cost += given_cost(cut, from, end) + inside_cost(cut, at, end);
			/* A word right behind it may be part of the name: the longer, the better. */
			offer(cut, at, end - at, NP_UNIT_NAME, cost, NULL, false);
		}
		/* 河南·王平 */
		if (place != NULL && word_here(cut, at, place) == len)
			continue;
		if (parts + 1 < PARTS_MAX && end + 1 < cut->count && cut->glyphs[end].dot &&
		    cut->glyphs[end].gap == NP_GAP_NONE && cut->glyphs[end + 1].gap == NP_GAP_NONE)
			offer_dotted(cut, at, end + 1, parts + 1, still);
	}
}

/* True for 图片由 and 均为: who follows is named by it. */
static bool
leads_to_name(const struct np_word *word)
{
	const char *last = word->text + word->len - 3;

	return word->len > 3 && (memcmp(last, "由", 3) == 0 || memcmp(last, "为", 3) == 0);
}

/* A run of Chinese characters in which a dot may stand behind an organisation: 云岭日报·云岭客户端. */
static size_t
body_run(const struct cutter *cut, size_t at)
{
	size_t run = han_run(cut, at, BODY_MAX), dot = at + run;

	if (dot + 1 < cut->count && run < BODY_MAX && cut->glyphs[dot].cp == U'·' &&
	    cut->glyphs[dot].gap == NP_GAP_NONE && cut->glyphs[dot + 1].gap == NP_GAP_NONE &&
	    np_words_ending(text_of(cut, at, dot), NP_WORD_BODY) != NULL)
		run += 1 + han_run(cut, dot + 1, BODY_MAX - run);
	return run;
}

/* True for 转自 and 摘自: a sender follows. */
static bool
leads_to_sender(const struct np_word *word)
{
	return word->len > 3 && memcmp(word->text + word->len - 3, "自", 3) == 0;
}

/* An organisation by its ending: 龙岩市公安局. */
static void
offer_body(struct cutter *cut, size_t at)
{
	size_t run = body_run(cut, at);
	unsigned start = fresh(cut, at) ? 0 : 12;
	const struct np_word *pass = np_words_longest(text_of(cut, at, cut->count), NP_WORD_PASS);

	const struct np_word *source =
	    np_words_longest(text_of(cut, at, cut->count), NP_WORD_SOURCE);

	/* 据, 转自 and 作者系 begin none. */
	if (is_by(cut->glyphs[at].cp) || (source != NULL && leads_to_sender(source)) ||
	    (pass != NULL && ((pass->value & NP_WORD_REST) != 0 || leads_to_name(pass))))
		return;
	for (size_t len = 2; len <= run; len++) {
		const struct np_word *ending =
		    np_words_ending(text_of(cut, at, at + len), NP_WORD_BODY);
		unsigned cost = COST_BODY + (unsigned)len + start;
		if (ending == NULL || (len == 2 && ending->len < 6))
			continue;
		if ((ending->value & NP_WORD_HARD) == 0)
			cost += COST_SOFT_BODY - COST_BODY;
		cost += fresh(cut, at + len) ? 0U : 6U;
		offer(cut, at, len, NP_UNIT_BODY, cost, NULL, false);
	}
}

/* A place by its ending: 江苏省盐阜市. */
static void
offer_region(struct cutter *cut, size_t at)
{
	size_t run = han_run(cut, at, REGION_MAX);

	for (size_t len = 2; len <= run; len++) {
		if (np_words_ending(text_of(cut, at, at + len), NP_WORD_REGION) == NULL)
			continue;
		offer(cut, at, len, NP_UNIT_PLACE,
		    COST_REGION + 2 * (unsigned)len + (fresh(cut, at) ? 0U : 10U), NULL, false);
	}
}

/* What stands before an office and is none of the words for it: 音乐 of 音乐教师. */
static void
offer_about(struct cutter *cut, size_t at)
{
	size_t run = han_run(cut, at, ABOUT_MAX);

	if (!fresh(cut, at))
		return;
	for (size_t len = 1; len <= run; len++) {
		size_t office = at + len;
		unsigned cost = COST_ABOUT + 2 * (unsigned)len;
		if (!word_follows(cut, office, NP_WORD_OFFICE) ||
		    cut->glyphs[office].gap != NP_GAP_NONE)
			continue;
		/* 记者李红实习生 has two offices. */
		cost += words_cost(cut, at, office, CLASS(NP_WORD_OFFICE));
		/* An office behind a name: （郑城读者）. */
		if (at > 0 && cut->glyphs[at - 1].sign &&
		    cut->glyphs[office + cut->ways[office].len].sign)
			cost = COST_WORD;
		offer(cut, at, len, NP_UNIT_ABOUT, cost, NULL, false);
	}
}

/* 《人民日报》. */
static void
offer_title(struct cutter *cut, size_t at)
{
	for (size_t len = 2; len <= TITLE_MAX && at + len < cut->count; len++) {
		if (cut->glyphs[at + len].cp == U'》') {
			offer(cut, at, len + 1, NP_UNIT_TITLE, COST_WORD, NULL, false);
			return;
		}
	}
}

static bool
is_numeral(uint32_t cp)
{
	return np_scan_digit(cp) >= 0 || cp == U'十' || cp == U'廿' || cp == U'卅';
}

/* 二十三人, 廿七日: how many characters such a count or date has here, 0 for none. */
static size_t
counted_here(const struct cutter *cut, size_t at)
{
	static const uint32_t counted[] = { U'人', U'名', U'年', U'月', U'日', U'時', U'时', U'歲',
		U'岁', 0 };
	size_t end = at;

	while (end < cut->count && cut->glyphs[end].han && is_numeral(cut->glyphs[end].cp))
		end++;
	return end > at && end < cut->count && is_one_of(cut->glyphs[end].cp, counted)
		   ? end + 1 - at
		   : 0;
}

/* How many characters the class of a school has here: 四（1）班, 高三(5)班, 一年级二班; 0 for none. */
static size_t
class_here(const struct cutter *cut, size_t at)
{
	/* Of a school: 小 初 高 大; then numerals and these, up to 班. */
	static const uint32_t stages[] = { U'初', U'高', U'大', U'小', 0 };
	static const uint32_t among[] = { U'年', U'级', U'級', '(', ')', U'（', U'）', 0 };
	size_t end = at, numerals = 0;

	if (end < cut->count && is_one_of(cut->glyphs[end].cp, stages))
		end++;
	for (; end < cut->count && end < at + CLASS_MAX; end++) {
		uint32_t cp = cut->glyphs[end].cp;
		if (cp == U'班')
			return numerals > 0 ? end + 1 - at : 0;
		if (is_numeral(cp))
			numerals++;
		else if (numerals == 0 || !is_one_of(cp, among))
			break;
	}
	return 0;
}

/* Letters and digits; anything else by itself. */
static void
offer_other(struct cutter *cut, size_t at)
{
	const struct glyph *glyph = &cut->glyphs[at];
	enum np_class class = glyph->cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(glyph->cp);
	size_t len = 1;

	if (glyph->sign) {
		offer(cut, at, 1, NP_UNIT_SIGN, 0, NULL, false);
		return;
	}
	len = class_here(cut, at);
	if (len == 0)
		len = counted_here(cut, at);
	if (len > 0) {
		offer(cut, at, len, NP_UNIT_OTHER, COST_DIGIT, NULL, false);
		return;
	}
	len = 1;
	if (class != NP_LATIN && class != NP_DIGIT) {
		offer(cut, at, 1, NP_UNIT_OTHER, COST_OTHER, NULL, false);
		return;
	}
	while (at + len < cut->count && len < BODY_MAX &&
	       cut->glyphs[at + len].gap == NP_GAP_NONE &&
	       cut->glyphs[at + len].cp != NP_UTF8_BAD &&
	       np_uni_class(cut->glyphs[at + len].cp) == class)
		len++;
	offer(
	    cut, at, len, NP_UNIT_OTHER, class == NP_DIGIT ? COST_DIGIT : COST_LATIN, NULL, false);
}

static void
find_ways(struct cutter *cut)
{
	for (size_t at = cut->count; at-- > 0;) {
		const struct glyph *glyph = &cut->glyphs[at];
		offer_other(cut, at);
		if (glyph->cp == U'《')
			offer_title(cut, at);
		if (glyph->sign)
			continue;
		offer_words(cut, at);
		if (!glyph->han)
			continue;
		offer_name(cut, at);
		offer_any_name(cut, at);
		offer_dotted(cut, at, at, 0, true);
		offer_body(cut, at);
		offer_region(cut, at);
		offer_about(cut, at);
	}
}

struct np_unit *
np_units_cut(struct np_span text, size_t most, struct np_arena *arena, size_t *count)
{
	struct cutter cut = { NULL, NULL, 0, NULL };
	struct np_unit *units;

	*count = 0;
	if (!read_glyphs(&cut, text, most, arena))
		return NULL;
	cut.ways = np_arena_array(arena, cut.count + 1, sizeof *cut.ways);
	units = np_arena_array(arena, cut.count + 1, sizeof *units);
	if (cut.ways == NULL || units == NULL)
		return NULL;
	find_ways(&cut);
	for (size_t at = 0; at < cut.count; at += cut.ways[at].len) {
		const struct way *way = &cut.ways[at];
		struct np_unit *unit = &units[(*count)++];
		bool title = way->kind == NP_UNIT_TITLE;
		*unit = (struct np_unit){ way->kind, way->word,
			text_of(&cut, at + title, at + way->len - title),
			way->kind == NP_UNIT_SIGN ? cut.glyphs[at].cp : 0, cut.glyphs[at].gap,
			way->surname };
	}
	return units;
}
