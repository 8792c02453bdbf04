/* offer.c - what may begin at a character of a byline: words, organisations, places, titles, signs */
#include "offer.h"

#include <string.h>

#include "kind.h"
#include "scan.h"
#include "uni.h"
#include "utf8.h"

enum { BODY_MAX = 24, REGION_MAX = 8, ABOUT_MAX = 16, TITLE_MAX = 40, CLASS_MAX = 12 };

/* True if the character is in a list that ends with 0. */
static bool
is_one_of(uint32_t cp, const uint32_t *list)
{
	while (*list != 0 && *list != cp)
		list++;
	return *list != 0;
}

/* True if what stands there leads to an office: 驻北京记者. */
static bool
office_follows(const struct np_cutter *cut, size_t at)
{
	while (np_cutter_word_follows(cut, at, NP_WORD_PREFIX) ||
	       np_cutter_word_follows(cut, at, NP_WORD_PLACE) ||
	       (at < cut->count && cut->ways[at].kind == NP_UNIT_PLACE))
		at += cut->ways[at].len;
	return np_cutter_word_follows(cut, at, NP_WORD_OFFICE) ||
	       (at < cut->count && cut->ways[at].kind == NP_UNIT_ABOUT);
}

/*
 * True if the place would be what a name leaves of the words in a bracket: 桂林 of （王磊何桂林）, where 何桂林
 * is the better cut.  Behind 发自, 于 and the like a place is due, and at the end of a text, which may be a
 * dateline up to its date.
 */
static bool
is_left_over(const struct np_cutter *cut, size_t at, size_t end)
{
	return end < cut->count && !np_cutter_fresh(cut, at) && np_cutter_fresh(cut, end) &&
	       np_words_ending(np_cutter_text(cut, 0, at), NP_WORD_PASS) == NULL;
}

enum { NOT_HERE = 1000 }; /* what a word costs where it is none */

/* What a word of class pass costs: the characters at to end. */
static unsigned
pass_cost(const struct np_cutter *cut, size_t at, size_t end, const struct np_word *word)
{
	if ((word->value & NP_WORD_REST) != 0)
		return NP_COST_WORD / 2;
	/* 王平于北京 */
	if (end - at == 1 && (word->value & NP_WORD_FROM) != 0)
		return np_cutter_word_follows(cut, end, NP_WORD_PLACE) ? NP_COST_WORD : NOT_HERE;
	/* A single character may be part of anything: only where it stands free. */
	if (end - at == 1 && (!np_cutter_fresh(cut, at) || !np_cutter_fresh(cut, end)))
		return NP_COST_PASS + NP_COST_WORD;
	return NP_COST_PASS;
}

/* The same for a place. */
static unsigned
place_cost(const struct np_cutter *cut, size_t at, size_t end)
{
	if (end - at == 1)
		return office_follows(cut, end) ? NP_COST_PLACE + NP_COST_LATIN : NOT_HERE;
	return NP_COST_PLACE + (is_left_over(cut, at, end) ? NP_COST_LATIN : 0U);
}

/* The same for any word, by its class. */
static unsigned
word_cost(const struct np_cutter *cut, size_t at, size_t end, const struct np_word *word)
{
	bool fresh = np_cutter_fresh(cut, at), one = end - at == 1;

	switch ((enum np_word_class)word->class) {
	case NP_WORD_SHORT:
		/* Behind a name only at its end; else with a blank or sign on both sides. */
		return (np_cutter_fresh(cut, end) ||
			   np_cutter_word_follows(cut, end, NP_WORD_SOURCE)) &&
			       (fresh || (word->value & NP_WORD_GLUED) != 0)
			   ? NP_COST_WORD
			   : NOT_HERE;
	case NP_WORD_AGENCY:
		/* 晚报 of 江州晚报 is none by itself. */
		return end - at == 2 && !fresh && cut->glyphs[at].cp != U'本'
			   ? NP_COST_WORD + NP_COST_LATIN
			   : NP_COST_WORD;
	case NP_WORD_PREFIX:
		return office_follows(cut, end) ? NP_COST_WORD / 2 : NOT_HERE;
	case NP_WORD_SOURCE:
		/* 自《人民日报》, 译自法新社 */
		return !one || fresh || cut->glyphs[end].cp == U'《' ||
			       np_cutter_label_ends(cut, at)
			   ? NP_COST_WORD
			   : NOT_HERE;
	case NP_WORD_PASS:
		return pass_cost(cut, at, end, word);
	case NP_WORD_PLACE:
		return place_cost(cut, at, end);
	case NP_WORD_BODY:
	case NP_WORD_REGION:
	case NP_WORD_SURNAME:
		return NOT_HERE;
	default:
		return NP_COST_WORD;
	}
}

static void
offer_word(struct np_cutter *cut, size_t at, const struct np_word *word)
{
	size_t len = np_cutter_word_here(cut, at, word);
	unsigned cost;

	if (len == 0)
		return;
	cost = word_cost(cut, at, at + len, word);
	if (cost == NOT_HERE)
		return;
	for (size_t i = at + 1; i < at + len; i++)
		cost += cut->glyphs[i].gap != NP_GAP_NONE ? 3U : 0U;
	np_cutter_offer(cut, at, len, NP_UNIT_WORD, cost, word, false);
}

static void
offer_words(struct np_cutter *cut, size_t at)
{
	const struct np_words_first first = cut->glyphs[at].words;
	struct np_span rest = np_cutter_text(cut, at, cut->count);

	for (size_t i = first.word; i < (size_t)first.word + first.count; i++) {
		if (np_word_begins(&np_words[i], rest))
			offer_word(cut, at, &np_words[i]);
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
body_run(const struct np_cutter *cut, size_t at)
{
	size_t run = np_cutter_han_run(cut, at, BODY_MAX), dot = at + run;

	if (dot + 1 < cut->count && run < BODY_MAX && cut->glyphs[dot].cp == U'·' &&
	    cut->glyphs[dot].gap == NP_GAP_NONE && cut->glyphs[dot + 1].gap == NP_GAP_NONE &&
	    np_words_ending(np_cutter_text(cut, at, dot), NP_WORD_BODY) != NULL)
		run += 1 + np_cutter_han_run(cut, dot + 1, BODY_MAX - run);
	return run;
}

/* True for 转自 and 摘自: a sender follows. */
static bool
leads_to_sender(const struct np_word *word)
{
	return word->len > 3 && memcmp(word->text + word->len - 3, "自", 3) == 0;
}

/*
 * What it costs that an office is among len characters, whose last ones are an ending: 本报记者王建社 is no
 * organisation, 王建社 is a reporter.  In 记者协会 the ending is all that stands behind it.
 */
static unsigned
office_cost(const struct np_cutter *cut, size_t at, size_t len, size_t ending)
{
	const unsigned kinds =
	    NP_PERSON_BIT(NP_REPORTER) | NP_PERSON_BIT(NP_CORRESPONDENT) | NP_PERSON_BIT(NP_INTERN);

	for (size_t i = at; i + ending + 1 < at + len; i++) {
		const struct np_word *office = np_cutter_longest(cut, i, at + len, NP_WORD_OFFICE);
		if (office != NULL && (office->value & kinds) != 0 &&
		    i + np_cutter_word_here(cut, i, office) + ending < at + len)
			return NP_COST_INSIDE;
	}
	return 0;
}

/* An organisation by its ending: 龙岩市公安局. */
static void
offer_body(struct np_cutter *cut, size_t at)
{
	size_t run = body_run(cut, at);
	unsigned start = np_cutter_fresh(cut, at) ? 0 : 12;
	const struct np_word *pass = np_cutter_longest(cut, at, cut->count, NP_WORD_PASS);

	const struct np_word *source = np_cutter_longest(cut, at, cut->count, NP_WORD_SOURCE);

	/* 据, 转自 and 作者系 begin none. */
	if (np_cutter_is_by(cut->glyphs[at].cp) || (source != NULL && leads_to_sender(source)) ||
	    (pass != NULL && ((pass->value & NP_WORD_REST) != 0 || leads_to_name(pass))))
		return;
	for (size_t len = 2; len <= run; len++) {
		const struct np_word *ending =
		    np_words_ending(np_cutter_text(cut, at, at + len), NP_WORD_BODY);
		unsigned cost = NP_COST_BODY + (unsigned)len + start;
		if (ending == NULL || (len == 2 && ending->len < 6))
			continue;
		if ((ending->value & NP_WORD_HARD) == 0)
			cost += NP_COST_SOFT_BODY - NP_COST_BODY;
		cost += np_cutter_fresh(cut, at + len) ? 0U : 6U;
		cost += office_cost(cut, at, len, ending->len / 3);
		np_cutter_offer(cut, at, len, NP_UNIT_BODY, cost, NULL, false);
	}
}

/* A place by its ending, 江苏省盐阜市, or by a known one that it lies in: 山西平顺. */
static void
offer_region(struct np_cutter *cut, size_t at)
{
	size_t run = np_cutter_han_run(cut, at, REGION_MAX);
	const struct np_word *within = np_cutter_longest(cut, at, at + run, NP_WORD_PLACE);
	size_t len_within = within != NULL ? np_cutter_word_here(cut, at, within) : 0;

	if (len_within > 1 && run > len_within + 1 && run < len_within + 4 &&
	    np_cutter_fresh(cut, at) && at + run < cut->count && cut->glyphs[at + run].han)
		np_cutter_offer(cut, at, run, NP_UNIT_PLACE,
		    NP_COST_REGION + 2 * (unsigned)run +
			np_cutter_words_cost(cut, at, at + run, NP_INSIDE_ABOUT),
		    NULL, false);
	for (size_t len = 2; len <= run; len++) {
		if (np_words_ending(np_cutter_text(cut, at, at + len), NP_WORD_REGION) == NULL)
			continue;
		np_cutter_offer(cut, at, len, NP_UNIT_PLACE,
		    NP_COST_REGION + 2 * (unsigned)len + (np_cutter_fresh(cut, at) ? 0U : 10U) +
			office_cost(cut, at, len, 0),
		    NULL, false);
	}
}

/* What stands before an office and is none of the words for it: 音乐 of 音乐教师. */
static void
offer_about(struct np_cutter *cut, size_t at)
{
	size_t run = np_cutter_han_run(cut, at, ABOUT_MAX);

	if (!np_cutter_fresh(cut, at))
		return;
	for (size_t len = 1; len <= run; len++) {
		size_t office = at + len;
		unsigned cost = NP_COST_ABOUT + 2 * (unsigned)len;
		if (!np_cutter_word_follows(cut, office, NP_WORD_OFFICE) ||
		    cut->glyphs[office].gap != NP_GAP_NONE)
			continue;
		/* 记者李红实习生 has two offices. */
		cost += np_cutter_words_cost(cut, at, office, NP_INSIDE_ABOUT);
		/* An office behind a name: （郑城读者）. */
		if (at > 0 && cut->glyphs[at - 1].sign &&
		    cut->glyphs[office + cut->ways[office].len].sign)
			cost = NP_COST_WORD;
		np_cutter_offer(cut, at, len, NP_UNIT_ABOUT, cost, NULL, false);
	}
}

/* 《人民日报》. */
static void
offer_title(struct np_cutter *cut, size_t at)
{
	for (size_t len = 2; len <= TITLE_MAX && at + len < cut->count; len++) {
		if (cut->glyphs[at + len].cp == U'》') {
			/* Cheaper than any word in it: 《读者》 is no office. */
			np_cutter_offer(
			    cut, at, len + 1, NP_UNIT_TITLE, NP_COST_DIGIT, NULL, false);
			return;
		}
	}
}

static bool
is_numeral(uint32_t cp)
{
	return np_scan_digit(cp) >= 0 || cp == U'十' || cp == U'廿' || cp == U'卅';
}

/* 二十三人, 廿七日, 二○○○年: how many characters such a count or date has here, 0 for none. */
static size_t
counted_here(const struct np_cutter *cut, size_t at)
{
	static const uint32_t counted[] = { U'人', U'名', U'年', U'月', U'日', U'時', U'时', U'歲',
		U'岁', 0 };
	size_t end = at;

	/* ○ is a marker where a number does not go on with it. */
	while (end < cut->count && (cut->glyphs[end].han || end > at) &&
	       is_numeral(cut->glyphs[end].cp))
		end++;
	return end > at && end < cut->count && is_one_of(cut->glyphs[end].cp, counted)
		   ? end + 1 - at
		   : 0;
}

/* How many characters the class of a school has here: 四（1）班, 高三(5)班, 一年级二班; 0 for none. */
static size_t
class_here(const struct np_cutter *cut, size_t at)
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
offer_other(struct np_cutter *cut, size_t at)
{
	const struct np_glyph *glyph = &cut->glyphs[at];
	enum np_class class = glyph->cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(glyph->cp);
	size_t len = 1;

	if (glyph->sign) {
		np_cutter_offer(cut, at, 1, NP_UNIT_SIGN, 0, NULL, false);
		return;
	}
	len = class_here(cut, at);
	if (len == 0)
		len = counted_here(cut, at);
	if (len > 0) {
		np_cutter_offer(cut, at, len, NP_UNIT_OTHER, NP_COST_DIGIT, NULL, false);
		return;
	}
	len = 1;
	if (class != NP_LATIN && class != NP_DIGIT) {
		np_cutter_offer(cut, at, 1, NP_UNIT_OTHER, NP_COST_OTHER, NULL, false);
		return;
	}
	while (at + len < cut->count && len < BODY_MAX &&
	       cut->glyphs[at + len].gap == NP_GAP_NONE &&
	       cut->glyphs[at + len].cp != NP_UTF8_BAD &&
	       np_uni_class(cut->glyphs[at + len].cp) == class)
		len++;
	np_cutter_offer(cut, at, len, NP_UNIT_OTHER,
	    class == NP_DIGIT ? NP_COST_DIGIT : NP_COST_LATIN, NULL, false);
}

void
np_offer_units(struct np_cutter *cut, size_t at)
{
	const struct np_glyph *glyph = &cut->glyphs[at];

	offer_other(cut, at);
	if (glyph->cp == U'《')
		offer_title(cut, at);
	if (glyph->sign)
		return;
	offer_words(cut, at);
	if (!glyph->han)
		return;
	np_offer_names(cut, at);
	offer_body(cut, at);
	offer_region(cut, at);
	offer_about(cut, at);
}
