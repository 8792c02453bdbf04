/* offer_name.c - names that may begin at a character of a byline */
#include "offer.h"

#include <string.h>

#include "kind.h"
#include "scan.h"

enum {
	NAME_MAX = 6, /* characters of a name, or of a part of one with dots */
	PARTS_MAX = 4 /* parts of a name with dots */
};

/* What the characters from..to cost as those of a given name. */
static unsigned
given_cost(const struct np_cutter *cut, size_t from, size_t to)
{
	unsigned cost = 0;

	for (size_t i = from; i < to; i++)
		cost += cut->glyphs[i].in_name.never ? NP_COST_UNLIKELY : 0U;
	return cost;
}

/* The same for a name: 王记者 is none. */
static unsigned
inside_cost(const struct np_cutter *cut, size_t from, size_t to)
{
	return np_cutter_words_cost(cut, from, to, NP_INSIDE_NAME);
}

/* True if a padded name may begin here: 记者申 江. */
static bool
begins_name(const struct np_cutter *cut, size_t at)
{
	struct np_span before = np_cutter_text(cut, 0, at);

	return np_cutter_fresh(cut, at) || np_words_ending(before, NP_WORD_OFFICE) != NULL ||
	       np_cutter_label_ends(cut, at);
}

/* True if it may end here: 晏　平摄. */
static bool
ends_name(const struct np_cutter *cut, size_t end)
{
	return np_cutter_fresh(cut, end) || np_cutter_word_follows(cut, end, NP_WORD_LABEL) ||
	       np_cutter_word_follows(cut, end, NP_WORD_SHORT) ||
	       np_cutter_word_follows(cut, end, NP_WORD_PASS);
}

/* How many characters the longest place that begins there has; 0 for none. */
static size_t
place_here(const struct np_cutter *cut, size_t at)
{
	const struct np_word *place = np_cutter_longest(cut, at, cut->count, NP_WORD_PLACE);

	return place != NULL ? np_cutter_word_here(cut, at, place) : 0;
}

/* True for 于 and 自, behind which a place may stand. */
static bool
begins_from(const struct np_cutter *cut, size_t at)
{
	const struct np_word *word = np_cutter_longest(cut, at, at + 1, NP_WORD_PASS);

	return word != NULL && (word->value & NP_WORD_FROM) != 0;
}

/* True if the character is a label too, such as 文 and 摄, or begins one: 美编. */
static bool
begins_label(const struct np_cutter *cut, size_t at)
{
	const struct np_word *word = np_cutter_longest(cut, at, cut->count, NP_WORD_LABEL);

	return np_cutter_longest(cut, at, at + 1, NP_WORD_SHORT) != NULL ||
	       (word != NULL && np_cutter_word_here(cut, at, word) > 1);
}

static bool
is_slash(uint32_t cp)
{
	return cp == '/' || cp == U'／' || cp == U'╱';
}

/* True for 文 of 王明 / 文 李红 / 图 and of 玛莎·格林 文 李红 译: a label, and 李红 is the name. */
static bool
is_label_before(const struct np_cutter *cut, size_t at, size_t end)
{
	const struct np_glyph *glyphs = cut->glyphs;
	unsigned rank = glyphs[at + 1].in_name.surname;

	if (at == 0 || !begins_label(cut, at) || glyphs[at + 1].gap == NP_GAP_NONE)
		return false;
	return is_slash(glyphs[at - 1].cp) ||
	       (end - at == 3 && glyphs[at].gap != NP_GAP_NONE &&
		   glyphs[at + 2].gap == NP_GAP_NONE && (rank == 1 || rank == 2));
}

/* True for 文/图 and the like: a label of both kinds with a sign in it. */
static bool
writes_and_takes(const struct np_cutter *cut, size_t at)
{
	const unsigned both = NP_PERSON_BIT(NP_AUTHOR) | NP_PERSON_BIT(NP_PHOTOGRAPHER);

	return np_cutter_word_follows(cut, at, NP_WORD_LABEL) && cut->glyphs[at + 1].sign &&
	       (cut->ways[at].word->value & both) == both;
}

/* True for 寄自, 发自: words of two characters behind which a place stands. */
static bool
comes_from(const struct np_cutter *cut, size_t at)
{
	return np_cutter_word_follows(cut, at, NP_WORD_PASS) &&
	       (cut->ways[at].word->value & NP_WORD_FROM) != 0 && cut->ways[at].len > 1;
}

/* A name that may be there, by its surname. */
struct candidate {
	size_t at, given, end; /* where the surname begins, the given name, and what is behind */
	unsigned rank;         /* of the surname; 0 for a compound one */
};

/* What the blanks in a name cost; it stands free at both ends if it has any. */
static unsigned
padding_cost(const struct np_cutter *cut, const struct candidate *name)
{
	const struct np_glyph *glyphs = cut->glyphs;
	size_t gaps = 0, chars = name->end - name->at;
	unsigned cost;

	for (size_t i = name->at + 1; i < name->end; i++)
		gaps += glyphs[i].gap != NP_GAP_NONE;
	if (gaps == 0)
		return 0;
	/* 王 小 明 and 欧阳 春 are padding; 王 小明 and 王小 明 likely not. */
	if (gaps == chars - 1 ||
	    (name->rank == 0 && gaps == 1 && glyphs[name->given].gap != NP_GAP_NONE))
		cost = 4;
	else
		cost = chars > 3 ? 60 : glyphs[name->at + 1].gap ? 14 : 22;
	if (name->rank != 0 && is_label_before(cut, name->at, name->end))
		cost += NP_COST_LATIN;
	/* 王 明 摄, 王 明 文 */
	if (gaps > 1 && begins_label(cut, name->end - 1))
		cost += NP_COST_LATIN;
	return cost;
}

/* What it costs that characters of a name speak for something else. */
static unsigned
doubt_cost(const struct np_cutter *cut, const struct candidate *name)
{
	size_t at = name->at, end = name->end;
	unsigned cost = 0;

	/* 王平于北京 is neither 王平于 nor 于北京; 南京發 has a place. */
	if (end - name->given == 2 &&
	    ((begins_from(cut, end - 1) && np_cutter_word_follows(cut, end, NP_WORD_PLACE)) ||
		place_here(cut, at) == 2 || (begins_from(cut, at) && place_here(cut, at + 1) == 2)))
		cost += NP_COST_LATIN;
	/* 王平文/图, 王平寄自汉口 */
	if (writes_and_takes(cut, end - 1) || comes_from(cut, end - 1))
		cost += NP_COST_LATIN;
	return cost + given_cost(cut, name->given, end) + inside_cost(cut, at, end);
}

/* A name is cheapest with two given characters, and dear with three; a rare surname costs more. */
static unsigned
shape_cost(const struct np_cutter *cut, const struct candidate *name)
{
	static const unsigned by_rank[4] = { 2, 0, 2, 14 };
	unsigned cost = NP_COST_NAME + by_rank[name->rank];

	if (name->rank == 3 && !begins_name(cut, name->at))
		cost += 8;
	switch (name->end - name->given) {
	case 1:
		return cost;
	case 2:
		return cost - (name->rank == 3 ? 6 : 3);
	default:
		return cost + NP_COST_NAME_FOUR - NP_COST_NAME;
	}
}

/*
 * Names that begin with a surname of so many characters, and have up to `most` more.  Padded, 王　刚 and
 * 王 小 明, one must stand free at both ends.
 */
static void
offer_surname(struct np_cutter *cut, size_t at, size_t surname, unsigned rank, size_t most)
{
	for (size_t given = 1; given <= most && at + surname + given <= cut->count; given++) {
		struct candidate name = { at, at + surname, at + surname + given, rank };
		enum np_gap gap = np_cutter_gap(cut, at, name.end);
		if (!cut->glyphs[name.end - 1].han || gap == NP_GAP_LINE)
			break;
		if (gap != NP_GAP_NONE && (!begins_name(cut, at) || !ends_name(cut, name.end)))
			continue;
		np_cutter_offer(cut, at, name.end - at, NP_UNIT_NAME,
		    shape_cost(cut, &name) + padding_cost(cut, &name) + doubt_cost(cut, &name),
		    NULL, true);
	}
}

/* A name by its surname, of one character or two. */
static void
offer_name(struct np_cutter *cut, size_t at)
{
	unsigned rank = cut->glyphs[at].in_name.surname;
	const struct np_word *compound = np_cutter_longest(cut, at, cut->count, NP_WORD_SURNAME);
	size_t surname = compound != NULL ? np_cutter_word_here(cut, at, compound) : 0;

	if (rank != 0)
		offer_surname(cut, at, 1, rank, 3);
	if (surname != 0)
		offer_surname(cut, at, surname, 0, 2);
}

/* A name that only its place tells: 南溪, 农　声, 阿不都热合曼. */
static void
offer_any_name(struct np_cutter *cut, size_t at)
{
	size_t run = np_cutter_han_run(cut, at, NAME_MAX);
	unsigned start = np_cutter_fresh(cut, at) ? 0 : 10;

	/* 据外刊 and 三五八 are none. */
	if (np_cutter_is_by(cut->glyphs[at].cp) ||
	    (run > 1 && np_scan_digit(cut->glyphs[at].cp) >= 0 &&
		np_scan_digit(cut->glyphs[at + 1].cp) >= 0))
		start += NP_COST_INSIDE;
	if (run == 1 && at + 1 < cut->count && np_cutter_han_run(cut, at + 1, 2) == 1 &&
	    np_cutter_fresh(cut, at) && np_cutter_fresh(cut, at + 2) &&
	    cut->glyphs[at + 1].gap != NP_GAP_LINE)
		np_cutter_offer(cut, at, 2, NP_UNIT_NAME,
		    NP_COST_ANY_NAME + 6 + given_cost(cut, at, at + 2), NULL, false);
	for (size_t len = 2; len <= run; len++) {
		unsigned cost = NP_COST_ANY_NAME + 5 * (unsigned)(len - 2);
		cost += np_cutter_fresh(cut, at + len) ? 0U : 10U;
		/* 長江寄自綏遠 */
		if (comes_from(cut, at + len - 1))
			start += NP_COST_INSIDE;
		cost += start;
		cost += given_cost(cut, at, at + len) + inside_cost(cut, at, at + len);
		np_cutter_offer(cut, at, len, NP_UNIT_NAME, cost, NULL, false);
	}
}

/* 吾买尔江, 查干巴特尔: four characters and more that such names are written with, and none beside them. */
static void
offer_western(struct np_cutter *cut, size_t at)
{
	size_t len = 0;

	if (at > 0 && cut->glyphs[at - 1].in_name.western && !np_cutter_fresh(cut, at))
		return;
	while (len < np_cutter_han_run(cut, at, NAME_MAX) && cut->glyphs[at + len].in_name.western)
		len++;
	if (len >= 4)
		np_cutter_offer(cut, at, len, NP_UNIT_NAME,
		    NP_COST_NAME + inside_cost(cut, at, at + len), NULL, true);
}

/*
 * True if the characters are a whole name with a common surname; beside a dot that also
 * parts names, ・ and the like, with one less common too.
 */
static bool
common_name(const struct np_cutter *cut, size_t at, size_t len, uint32_t dot)
{
	unsigned rank = cut->glyphs[at].in_name.surname;

	return (len == 2 || len == 3) && rank > 0 && rank <= (dot == U'·' ? 1U : 2U);
}

/* A foreign name, 玛丽亚·冈萨雷斯; 王明·李红 is two names with a dot between. */
static void
offer_dotted(struct np_cutter *cut, size_t at, size_t from, int parts, bool common)
{
	size_t run = np_cutter_han_run(cut, from, NAME_MAX);

	for (size_t len = 1; len <= run; len++) {
		size_t end = from + len;
		uint32_t dot = cut->glyphs[parts > 0 ? from - 1 : end < cut->count ? end : from].cp;
		const struct np_word *place =
		    parts == 0 ? np_cutter_longest(cut, at, end, NP_WORD_PLACE) : NULL;
		bool still = common && common_name(cut, from, len, dot);
		if (parts > 0 && !still) {
			unsigned cost = NP_COST_DOTTED + (np_cutter_fresh(cut, at) ? 0U : 5U);
			cost += cut->glyphs[end].dot || !np_cutter_fresh(cut, end) ? 5U : 0U;
			cost += given_cost(cut, from, end) + inside_cost(cut, at, end);
			/* A word right behind it may be part of the name: the longer, the better. */
			np_cutter_offer(cut, at, end - at, NP_UNIT_NAME, cost, NULL, false);
		}
		/* 河南·王平 */
		if (place != NULL && np_cutter_word_here(cut, at, place) == len)
			continue;
		if (parts + 1 < PARTS_MAX && end + 1 < cut->count && cut->glyphs[end].dot &&
		    cut->glyphs[end].gap == NP_GAP_NONE && cut->glyphs[end + 1].gap == NP_GAP_NONE)
			offer_dotted(cut, at, end + 1, parts + 1, still);
	}
}

void
np_offer_names(struct np_cutter *cut, size_t at)
{
	offer_name(cut, at);
	offer_any_name(cut, at);
	offer_western(cut, at);
	offer_dotted(cut, at, at, 0, true);
}
