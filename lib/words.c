/* words.c - the words by which names of people are read; made from people.words by gen/words.c */
#include "words.h"

#include <string.h>

/*
 * Asked for so often, and nearly always of words that differ in their last byte, that a call for each would
 * take most of the time.
 */
static inline bool
is_same(const char *a, const char *b, size_t len)
{
	return len == 0 || (a[len - 1] == b[len - 1] && memcmp(a, b, len) == 0);
}

bool
np_word_begins(const struct np_word *word, struct np_span text)
{
	return word->len <= text.len && is_same(word->text, text.ptr, word->len);
}

/*
 * How a word stands to a text: 0 if the text begins with it, else which of both is first by its bytes.
 * Words are in that order: behind one that is not first, no word begins the text.
 */
static inline int
order_of(const struct np_word *word, struct np_span text)
{
	for (size_t i = 0; i < word->len; i++) {
		if (i == text.len)
			return 1;
		if (word->text[i] != text.ptr[i])
			return (unsigned char)word->text[i] < (unsigned char)text.ptr[i] ? -1 : 1;
	}
	return 0;
}

size_t
np_words_find(struct np_span text)
{
	size_t slot;

	if (text.len == 0)
		return np_words_count;
	slot = np_words_slot(text.ptr, np_words_head(text.ptr, text.len));
	for (; np_words_slots[slot] != NP_WORDS_NONE; slot = (slot + 1) % NP_WORDS_SLOTS) {
		if (np_word_shares(&np_words[np_words_slots[slot]], text))
			return np_words_slots[slot];
	}
	return np_words_count;
}

const struct np_word *
np_words_longest(struct np_span text, enum np_word_class class)
{
	const struct np_word *longest = NULL;

	for (size_t i = np_words_find(text); i < np_words_count; i++) {
		const struct np_word *word = &np_words[i];
		int order = order_of(word, text);
		if (order > 0)
			break;
		if (order == 0 && word->class == class &&
		    (longest == NULL || word->len > longest->len))
			longest = word;
	}
	return longest;
}

const struct np_word *
np_words_ending(struct np_span text, enum np_word_class class)
{
	/* Longest words have five characters: seek each beginning, the farthest first. */
	for (size_t back = text.len < 18 ? text.len : 18; back > 0; back--) {
		struct np_span end = { text.ptr + text.len - back, back };
		const struct np_word *word;
		if (((unsigned char)end.ptr[0] & 0xC0) == 0x80)
			continue;
		for (size_t i = np_words_find(end); i < np_words_count; i++) {
			word = &np_words[i];
			int order = order_of(word, end);
			if (order > 0)
				break;
			if (order == 0 && word->class == class && word->len == back)
				return word;
		}
	}
	return NULL;
}

struct np_name_char
np_name_char_of(uint32_t cp)
{
	size_t low = 0, high = np_name_chars_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (np_name_chars[middle].cp < cp)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < np_name_chars_count && np_name_chars[low].cp == cp)
		return np_name_chars[low];
	return (struct np_name_char){ cp, 0, false, false };
}
