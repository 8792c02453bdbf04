/* cutter.c - inside of unit: a byline while it is cut, its characters and the cheapest ways through them */
#include "cutter.h"

#include <string.h>

#include "uni.h"
#include "utf8.h"

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

/* True if the word begins at `at`; *end is the character behind it, blanks in it passed over. */
static inline bool
word_ends(const struct np_cutter *cut, size_t at, struct np_span rest, const struct np_word *word,
    size_t *end)
{
	size_t len = np_word_begins(word, rest) ? np_cutter_word_here(cut, at, word) : 0;

	*end = at + len;
	return len > 0;
}

/* Finds what the words that begin at `at` would speak against. */
static void
find_inside(const struct np_cutter *cut, struct np_glyph *glyphs, size_t at)
{
	static const unsigned sets[NP_INSIDES] = {
		[NP_INSIDE_ABOUT] = NP_WORD_BIT(NP_WORD_OFFICE),
		[NP_INSIDE_NAME] = NP_WORD_BIT(NP_WORD_OFFICE) | NP_WORD_BIT(NP_WORD_LABEL) |
				   NP_WORD_BIT(NP_WORD_PASS) | NP_WORD_BIT(NP_WORD_SOURCE),
	};
	const struct np_words_first first = glyphs[at].words;
	const struct np_span rest = np_cutter_text(cut, at, cut->count);

	for (size_t i = 0; i < NP_INSIDES; i++)
		glyphs[at].inside[i] = UINT16_MAX;
	if ((first.classes & sets[NP_INSIDE_NAME]) == 0)
		return;
	for (size_t w = first.word, end; w < (size_t)first.word + first.count; w++) {
		const unsigned class = NP_WORD_BIT(np_words[w].class);

		if ((class & sets[NP_INSIDE_NAME]) == 0 ||
		    !word_ends(cut, at, rest, &np_words[w], &end) || end - at < 2)
			continue;
		for (size_t i = 0; i < NP_INSIDES; i++) {
			if ((class & sets[i]) != 0 && end < glyphs[at].inside[i])
				glyphs[at].inside[i] = (uint16_t)end;
		}
	}
}

bool
np_cutter_read(struct np_cutter *cut, struct np_span text, size_t most, struct np_arena *arena)
{
	size_t room = text.len < most ? text.len : most, len = 0;
	struct np_glyph *glyphs = np_arena_take(arena, (room + 1) * sizeof *glyphs);
	char *out = np_arena_take(arena, room * 4 + 1);
	enum np_gap gap = NP_GAP_NONE;

	if (glyphs == NULL || out == NULL)
		return false;
	for (size_t at = 0, step; at < text.len && cut->count < room; at += step) {
		struct np_glyph *glyph = &glyphs[cut->count];
		uint32_t cp;
		bool sign;
		step = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp != NP_UTF8_BAD && np_uni_is_space(cp)) {
			gap = gap_of(cp, gap);
			continue;
		}
		/* 丨 is a character by its class, and set for a bar. */
		sign = is_sign(cp) || cp == U'丨';
		*glyph = (struct np_glyph){
			.cp = cp,
			.at = len,
			.gap = gap,
			.sign = sign,
			.han = !sign && cp != NP_UTF8_BAD && np_uni_class(cp) == NP_HAN,
			.dot = is_dot(cp),
			.in_name = np_name_char_of(cp),
		};
		memcpy(out + len, text.ptr + at, step);
		len += step;
		gap = NP_GAP_NONE;
		cut->count++;
	}
	glyphs[cut->count] = (struct np_glyph){ .at = len };
	cut->glyphs = glyphs;
	cut->text = out;
	for (size_t i = cut->count; i-- > 0;) {
		glyphs[i].words = np_words_first(np_cutter_text(cut, i, cut->count));
		find_inside(cut, glyphs, i);
		/* None is behind the last one. */
		if (glyphs[i].han)
			glyphs[i].run =
			    1 + (glyphs[i + 1].gap == NP_GAP_NONE ? glyphs[i + 1].run : 0);
	}
	return true;
}

struct np_span
np_cutter_text(const struct np_cutter *cut, size_t from, size_t to)
{
	size_t start = cut->glyphs[from].at;

	return (struct np_span){ cut->text + start, cut->glyphs[to].at - start };
}

bool
np_cutter_fresh(const struct np_cutter *cut, size_t at)
{
	return at == 0 || at >= cut->count || cut->glyphs[at].gap != NP_GAP_NONE ||
	       cut->glyphs[at - 1].sign || cut->glyphs[at].sign;
}

enum np_gap
np_cutter_gap(const struct np_cutter *cut, size_t from, size_t to)
{
	enum np_gap widest = NP_GAP_NONE;

	for (size_t i = from + 1; i < to; i++) {
		if (cut->glyphs[i].gap > widest)
			widest = cut->glyphs[i].gap;
	}
	return widest;
}

size_t
np_cutter_han_run(const struct np_cutter *cut, size_t at, size_t most)
{
	size_t run = at < cut->count ? cut->glyphs[at].run : 0;

	return run < most ? run : most;
}

void
np_cutter_offer(struct np_cutter *cut, size_t at, size_t len, enum np_unit_kind kind, unsigned cost,
    const struct np_word *word, bool surname)
{
	struct np_way *way = &cut->ways[at];

	cost += cut->ways[at + len].cost;
	if (way->len > 0 && way->cost <= cost)
		return;
	*way = (struct np_way){ cost, (uint16_t)len, kind, word, surname };
}

bool
np_cutter_word_follows(const struct np_cutter *cut, size_t at, enum np_word_class class)
{
	const struct np_way *way = &cut->ways[at];

	return at < cut->count && way->kind == NP_UNIT_WORD && way->word->class == class;
}

size_t
np_cutter_word_here(const struct np_cutter *cut, size_t at, const struct np_word *word)
{
	size_t to = at, end = cut->glyphs[at].at + word->len;
	enum np_gap widest = NP_GAP_BLANK;

	while (to < cut->count && cut->glyphs[to].at < end)
		to++;
	/* 【作    者】 */
	if (at > 0 && to < cut->count && cut->glyphs[at - 1].sign && cut->glyphs[to].sign)
		widest = NP_GAP_WIDE;
	return cut->glyphs[to].at == end && np_cutter_gap(cut, at, to) <= widest ? to - at : 0;
}

bool
np_cutter_label_ends(const struct np_cutter *cut, size_t at)
{
	struct np_span before = np_cutter_text(cut, 0, at);

	return np_words_ending(before, NP_WORD_LABEL) != NULL ||
	       np_words_ending(before, NP_WORD_SHORT) != NULL;
}

const struct np_word *
np_cutter_longest(const struct np_cutter *cut, size_t from, size_t to, enum np_word_class class)
{
	return np_words_longest_of(cut->glyphs[from].words, np_cutter_text(cut, from, to), class);
}

/* True if a word of these classes begins at `at`. */
static bool
has_word(const struct np_cutter *cut, size_t at, unsigned classes)
{
	const struct np_words_first first = cut->glyphs[at].words;
	struct np_span rest;

	if ((first.classes & classes) == 0)
		return false;
	rest = np_cutter_text(cut, at, cut->count);
	for (size_t i = first.word, end; i < (size_t)first.word + first.count; i++) {
		if ((classes & NP_WORD_BIT(np_words[i].class)) != 0 &&
		    word_ends(cut, at, rest, &np_words[i], &end))
			return true;
	}
	return false;
}

bool
np_cutter_has(const struct np_cutter *cut, unsigned classes)
{
	for (size_t at = 0; at < cut->count; at++) {
		if (has_word(cut, at, classes))
			return true;
	}
	return false;
}

unsigned
np_cutter_words_cost(const struct np_cutter *cut, size_t from, size_t to, enum np_inside set)
{
	for (size_t at = from; at + 1 < to; at++) {
		if (cut->glyphs[at].inside[set] <= to)
			return NP_COST_INSIDE;
	}
	return 0;
}

bool
np_cutter_is_by(uint32_t cp)
{
	return cp == U'据' || cp == U'據' || cp == U'由';
}
