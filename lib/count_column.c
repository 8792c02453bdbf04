/* count_column.c - the counts that can be asked for by name: columns and rules */
#include "count_column.h"

#include <string.h>

/* ---- columns ---- */

const struct np_count_column np_count_columns[NP_COUNT_COLUMNS] = {
	{ "bytes", "bytes, as UTF-8", 0 },
	{ "lines", "lines, a last one without a line feed too", 0 },
	{ "chars", "characters (code points), the sum of han to bad", 0 },
	{ "nospace", "characters that are no white space", NP_COUNT_CLASSES },
	{ "graphemes", "characters as a reader sees them (grapheme clusters)", NP_COUNT_GRAPHEMES },
	{ "words", "Han characters, kana and hangul, each as one, and words and numbers",
	    NP_COUNT_CLASSES | NP_COUNT_WORDS },
	{ "latin_words", "words in Latin letters: well-known and don't are one", NP_COUNT_WORDS },
	{ "other_words", "words in other letters, such as Greek or Cyrillic", NP_COUNT_WORDS },
	{ "numbers", "numbers in digits: 1,000 and 3.14 are one", NP_COUNT_WORDS },
	{ "han", "Han characters", NP_COUNT_HAN },
	{ "kana", "Japanese hiragana and katakana", NP_COUNT_CLASSES },
	{ "hangul", "Korean syllables and letters", NP_COUNT_CLASSES },
	{ "bopomofo", "bopomofo (zhuyin) letters", NP_COUNT_CLASSES },
	{ "latin", "Latin letters, full-width ones too", NP_COUNT_CLASSES },
	{ "letters", "letters of other scripts, and marks on letters", NP_COUNT_CLASSES },
	{ "digits", "decimal digits, full-width ones too", NP_COUNT_CLASSES },
	{ "cjkpunct", "Chinese and full-width punctuation and symbols", NP_COUNT_CLASSES },
	{ "punct", "other punctuation and symbols", NP_COUNT_CLASSES },
	{ "spaces", "white space, line feeds and ideographic spaces too", NP_COUNT_CLASSES },
	{ "control", "control, format, private and unassigned characters", NP_COUNT_CLASSES },
	{ "bad", "pieces of bytes that are no UTF-8", 0 },
};

static int
find(struct np_span name, const struct np_count_column *columns, int count)
{
	for (int i = 0; i < count; i++)
		if (strlen(columns[i].name) == name.len &&
		    memcmp(columns[i].name, name.ptr, name.len) == 0)
			return i;
	return -1;
}

int
np_count_column_find(struct np_span name)
{
	return find(name, np_count_columns, NP_COUNT_COLUMNS);
}

uint64_t
np_count_value(const struct np_count *count, int column)
{
	const uint64_t *classes = count->classes;
	const uint64_t words = classes[NP_HAN] + classes[NP_KANA] + classes[NP_HANGUL] +
			       count->latin_words + count->other_words + count->numbers;
	const uint64_t values[NP_COUNT_COLUMNS] = { count->bytes, count->lines, count->chars,
		count->chars - classes[NP_SPACE], count->graphemes, words, count->latin_words,
		count->other_words, count->numbers, classes[NP_HAN], classes[NP_KANA],
		classes[NP_HANGUL], classes[NP_BOPOMOFO], classes[NP_LATIN], classes[NP_LETTER],
		classes[NP_DIGIT], classes[NP_CJKPUNCT], classes[NP_PUNCT], classes[NP_SPACE],
		classes[NP_CONTROL], count->bad };

	return values[column];
}

/* ---- rules ---- */

enum { RULE_WORD, RULE_HAN, RULE_NOPUNCT, RULE_PRINT };

const struct np_count_column np_count_rules[NP_COUNT_RULES] = {
	{ "word", "as office programs: Han, kana, hangul, Chinese signs each one, other words one",
	    NP_COUNT_CLASSES | NP_COUNT_WORDS },
	{ "han", "Han characters alone", NP_COUNT_HAN },
	{ "nopunct", "characters but punctuation, symbols, white space, controls",
	    NP_COUNT_CLASSES },
	{ "print", "as publishers pay: lines in print times --columns", NP_COUNT_PRINT },
};

int
np_count_rule_find(struct np_span name)
{
	return find(name, np_count_rules, NP_COUNT_RULES);
}

uint64_t
np_count_rule_value(const struct np_count *count, int rule, unsigned columns)
{
	const uint64_t *classes = count->classes;
	const uint64_t asian =
	    classes[NP_HAN] + classes[NP_KANA] + classes[NP_HANGUL] + classes[NP_BOPOMOFO];

	switch (rule) {
	case RULE_WORD:
		return asian + classes[NP_CJKPUNCT] - count->inside + count->fullwidth +
		       count->runs;
	case RULE_HAN:
		return classes[NP_HAN];
	case RULE_NOPUNCT:
		return asian + classes[NP_LATIN] + classes[NP_LETTER] + classes[NP_DIGIT];
	case RULE_PRINT:
		return count->print_lines * columns;
	default:
		return 0;
	}
}
