/* words.c - the words by which names of people are read; made from people.words by gen/words.c */
#include "words.h"

#include <string.h>

bool
np_word_shares(const struct np_word *word, struct np_span text)
{
	size_t len = text.len > 0 ? np_words_head(text.ptr, text.len) : 0;

	return len > 0 && word->len >= len && memcmp(word->text, text.ptr, len) == 0;
}

bool
np_word_begins(const struct np_word *word, struct np_span text)
{
	return word->len <= text.len && memcmp(word->text, text.ptr, word->len) == 0;
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

	for (size_t i = np_words_find(text);
	     i < np_words_count && np_word_shares(&np_words[i], text); i++) {
		const struct np_word *word = &np_words[i];
		if (word->class == class && np_word_begins(word, text) &&
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
		for (size_t i = np_words_find(end);
		     i < np_words_count && np_word_shares(&np_words[i], end); i++) {
			word = &np_words[i];
			if (word->class == class && word->len == back && np_word_begins(word, end))
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
