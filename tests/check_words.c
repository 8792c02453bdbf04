/* check_words - words found by their first and last characters: the same as by looking at all of them */
#include "help.h"

#include "words.h"

enum { CLASSES = NP_WORD_SURNAME + 1 };

static bool
begins(struct np_span text, const struct np_word *word)
{
	return word->len <= text.len && memcmp(text.ptr, word->text, word->len) == 0;
}

static bool
ends(struct np_span text, const struct np_word *word)
{
	return word->len <= text.len &&
	       memcmp(text.ptr + text.len - word->len, word->text, word->len) == 0;
}

/* The longest word of a class that stands to the text so, of all words. */
static const struct np_word *
longest_of_all(struct np_span text, enum np_word_class class,
    bool (*stands)(struct np_span, const struct np_word *))
{
	const struct np_word *longest = NULL;

	for (size_t i = 0; i < np_words_count; i++) {
		const struct np_word *word = &np_words[i];
		if (word->class == class && stands(text, word) &&
		    (longest == NULL || word->len > longest->len))
			longest = word;
	}
	return longest;
}

static void
try_text(struct np_span text)
{
	for (int class = 0; class < CLASSES; class ++) {
		enum np_word_class kind = (enum np_word_class) class;
		ck_assert_msg(np_words_longest(text, kind) == longest_of_all(text, kind, begins),
		    "front of '%.*s', class %d", (int)text.len, text.ptr, class);
		ck_assert_msg(np_words_ending(text, kind) == longest_of_all(text, kind, ends),
		    "end of '%.*s', class %d", (int)text.len, text.ptr, class);
	}
}

/* Each word, without its first or last byte, and with its neighbour in the list on either side. */
START_TEST(longest)
{
	char joined[600];

	for (size_t i = 0; i < np_words_count; i++) {
		const struct np_word *word = &np_words[i];
		const struct np_word *next = &np_words[(i * 7 + 1) % np_words_count];
		struct np_span text = { word->text, word->len };
		size_t len = (size_t)snprintf(
		    joined, sizeof joined, "%s%s%s", next->text, word->text, next->text);

		try_text(text);
		try_text((struct np_span){ text.ptr, text.len - 1 });
		try_text((struct np_span){ text.ptr + 1, text.len - 1 });
		try_text((struct np_span){ joined, len });
		try_text((struct np_span){ joined, len - next->len });
		try_text((struct np_span){ joined + next->len, len - next->len });
	}
	try_text(span("\xE8\xAE"));
	try_text(span("·"));
}
END_TEST

/* What is told of a first character is what all words say. */
START_TEST(first)
{
	for (size_t i = 0; i < np_words_count; i++) {
		struct np_span text = { np_words[i].text, np_words[i].len };
		struct np_words_first found = np_words_first(text), told = { NP_WORDS_NONE, 0, 0 };
		size_t head = np_words_head(text.ptr, text.len);

		for (size_t j = 0; j < np_words_count; j++) {
			if (np_words[j].len < head || memcmp(np_words[j].text, text.ptr, head) != 0)
				continue;
			told.word = told.count == 0 ? (uint16_t)j : told.word;
			told.count++;
			told.classes |= (uint16_t)NP_WORD_BIT(np_words[j].class);
		}
		ck_assert_uint_eq(found.word, told.word);
		ck_assert_uint_eq(found.count, told.count);
		ck_assert_uint_eq(found.classes, told.classes);
	}
	ck_assert_uint_eq(np_words_first(span("")).count, 0);
	ck_assert_uint_eq(np_words_first(span("~")).classes, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("words");
	TCase *tests = tcase_create("words");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, longest);
	tcase_add_test(tests, first);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
