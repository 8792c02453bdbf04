/* count_column.c - the counts that can be asked for by name: columns and rules */
#include "count_column.h"

#include <stddef.h>
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
#define PLACE(member) offsetof(struct np_count, member)
#define CLASS(class) (PLACE(classes) + (class) * sizeof(uint64_t))
	enum { NOSPACE = 3, WORDS = 5 }; /* these are sums */
	static const uint16_t places[NP_COUNT_COLUMNS] = { PLACE(bytes), PLACE(lines), PLACE(chars),
		PLACE(chars), PLACE(graphemes), CLASS(NP_HAN), PLACE(latin_words),
		PLACE(other_words), PLACE(numbers), CLASS(NP_HAN), CLASS(NP_KANA), CLASS(NP_HANGUL),
		CLASS(NP_BOPOMOFO), CLASS(NP_LATIN), CLASS(NP_LETTER), CLASS(NP_DIGIT),
		CLASS(NP_CJKPUNCT), CLASS(NP_PUNCT), CLASS(NP_SPACE), CLASS(NP_CONTROL),
		PLACE(bad) };
#undef CLASS
#undef PLACE
	const uint64_t *classes = count->classes;
	const uint64_t value =
	    *(const uint64_t *)(const void *)((const char *)count + places[column]);

	if (column == NOSPACE)
		return value - classes[NP_SPACE];
	if (column == WORDS)
		return value + classes[NP_KANA] + classes[NP_HANGUL] + count->latin_words +
		       count->other_words + count->numbers;
	return value;
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
