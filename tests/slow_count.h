/* slow_count.h - for unit tests of count: the same by the plainest means, a character at a time, every rule in full */
#ifndef NP_TESTS_SLOW_COUNT_H
#define NP_TESTS_SLOW_COUNT_H

#include "help.h"
#include "help_graphemes.h"

#include "count.h"

struct slow_char {
	uint32_t cp;
	enum np_class class;
	bool bad, unseen, word_sign, number_sign, word, wide;
};

enum { LONGEST = 20000 };
static struct slow_char chars[LONGEST];

static size_t
take_apart(const char *ptr, size_t len)
{
	size_t count = 0;

	for (size_t pos = 0; pos < len; count++) {
		struct slow_char *c = &chars[count];
		uint32_t cp;

		/* An assertion takes longer than all the rest, even one that holds. */
		if (count == LONGEST)
			ck_abort_msg("more than %d characters", LONGEST);
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		c->cp = cp;
		c->bad = cp == NP_UTF8_BAD;
		c->class = c->bad ? NP_CONTROL : np_uni_class(cp);
		c->unseen =
		    !c->bad && (np_uni_is_mark(cp) || cp == 0xAD || cp == 0x200C || cp == 0x200D);
		c->word_sign =
		    cp == '\'' || cp == '-' || cp == 0x2019 || cp == 0x2010 || cp == 0x2011;
		c->number_sign = cp == '.' || cp == ',' || cp == 0xFF0E;
		c->word = !c->unseen && !c->bad &&
			  (c->class == NP_LATIN || c->class == NP_LETTER || c->class == NP_DIGIT);
		c->wide = c->word && np_uni_width(cp) == 2;
	}
	return count;
}

/* The character before i that is seen, or -1; from there on, i - 1 is asked for first. */
static ptrdiff_t
seen_before(ptrdiff_t i)
{
	do {
		i--;
	} while (i >= 0 && chars[i].unseen);
	return i;
}

/* True if the run that character i is in was there before it. */
static bool
goes_on(ptrdiff_t i)
{
	const struct slow_char *c = &chars[i];
	ptrdiff_t before = seen_before(i), second;

	if (before < 0)
		return false;
	if (chars[before].word)
		return chars[before].class == c->class;
	if (!(c->class == NP_DIGIT ? chars[before].number_sign : chars[before].word_sign))
		return false;
	second = seen_before(before);
	return second >= 0 && chars[second].word && chars[second].class == c->class;
}

/* The same for runs of both; *inside: over a sign of Chinese punctuation. */
static bool
any_goes_on(ptrdiff_t i, bool *inside)
{
	ptrdiff_t before = seen_before(i), second;

	*inside = false;
	if (before < 0 || chars[before].wide)
		return false;
	if (chars[before].word)
		return true;
	second = seen_before(before);
	if (second < 0 || !chars[second].word || chars[second].wide)
		return false;
	*inside = chars[before].class == NP_CJKPUNCT;
	return chars[before].word_sign ||
	       (chars[before].number_sign && chars[second].class == NP_DIGIT &&
		   chars[i].class == NP_DIGIT);
}

static struct np_count
count_slowly(const char *ptr, size_t len)
{
	struct np_count sum = { .bytes = len };
	size_t number = take_apart(ptr, len);
	uint64_t cells = 0;
	bool ink = false, open = false;

	for (size_t i = 0; i < number; i++) {
		const struct slow_char *c = &chars[i];
		bool inside;

		sum.chars++;
		if (c->bad)
			sum.bad++;
		else
			sum.classes[c->class]++;
		if (c->word && !goes_on((ptrdiff_t)i)) {
			sum.latin_words += c->class == NP_LATIN;
			sum.other_words += c->class == NP_LETTER;
			sum.numbers += c->class == NP_DIGIT;
		}
		if (c->wide) {
			sum.fullwidth++;
		} else if (c->word) {
			bool on = any_goes_on((ptrdiff_t)i, &inside);

			sum.runs += !on;
			sum.inside += on && inside;
		}
		if (c->cp == '\n' || c->cp == '\f') {
			sum.lines += open || c->cp == '\n';
			sum.feeds += c->cp == '\n';
			sum.print_lines += ink ? (cells > 0 ? (cells + 39) / 40 : 1) : 0;
			cells = 0;
			ink = open = false;
		} else {
			open = true;
			cells += c->bad ? 1 : c->cp == '\r' ? 0 : np_uni_width(c->cp);
			ink |= c->bad || c->class != NP_SPACE;
		}
	}
	sum.lines += open;
	sum.print_lines += ink ? (cells > 0 ? (cells + 39) / 40 : 1) : 0;
	sum.graphemes = count_graphemes(ptr, len);
	return sum;
}

#endif
