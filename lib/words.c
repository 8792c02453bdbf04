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

/* True if the word and text begin with the same byte or character of up to three bytes. */
static inline bool
shares(const struct np_word *word, struct np_span text)
{
	size_t len = text.len > 0 ? np_words_head(text.ptr, text.len) : 0;

	if (len == 0 || word->len < len)
		return false;
	/* Three are compared by what stands here, not by a call. */
	return len == 3 ? memcmp(word->text, text.ptr, 3) == 0
			: memcmp(word->text, text.ptr, len) == 0;
}

struct np_words_first
np_words_first(struct np_span text)
{
	static const struct np_words_first none = { NP_WORDS_NONE, 0, 0 };
	size_t slot;

	if (text.len == 0)
		return none;
	slot = np_words_slot(text.ptr, np_words_head(text.ptr, text.len));
	while (np_words_slots[slot].word != NP_WORDS_NONE &&
	       !shares(&np_words[np_words_slots[slot].word], text))
		slot = (slot + 1) % NP_WORDS_SLOTS;
	return np_words_slots[slot];
}

const struct np_word *
np_words_longest(struct np_span text, enum np_word_class class)
{
	return np_words_longest_of(np_words_first(text), text, class);
}

const struct np_word *
np_words_longest_of(struct np_words_first first, struct np_span text, enum np_word_class class)
{
	const struct np_word *longest = NULL;

	if ((first.classes & NP_WORD_BIT(class)) == 0)
		return NULL;
	for (size_t i = first.word; i < (size_t)first.word + first.count; i++) {
		const struct np_word *word = &np_words[i];
		int order;
		if (word->class != class)
			continue;
		order = order_of(word, text);
		if (order > 0)
			break;
		if (order == 0 && (longest == NULL || word->len > longest->len))
			longest = word;
	}
	return longest;
}

/* True if the word at a place of np_words_ends is of that class and has the last character of text. */
static inline bool
shares_end(size_t place, struct np_span text, size_t tail, enum np_word_class class)
{
	const struct np_word *word = &np_words[np_words_ends[place]];

	return word->class == class && word->len >= tail &&
	       is_same(word->text + word->len - tail, text.ptr + text.len - tail, tail);
}

const struct np_word *
np_words_ending(struct np_span text, enum np_word_class class)
{
	size_t tail, slot, place;

	if (text.len == 0)
		return NULL;
	tail = np_words_tail(text.ptr, text.len);
	slot = np_words_end_slot(text.ptr + text.len - tail, tail, class);
	while (np_words_end_slots[slot] != NP_WORDS_NONE &&
	       !shares_end(np_words_end_slots[slot], text, tail, class))
		slot = (slot + 1) % NP_WORDS_SLOTS;
	if (np_words_end_slots[slot] == NP_WORDS_NONE)
		return NULL;
	for (place = np_words_end_slots[slot];
	     place < np_words_count && shares_end(place, text, tail, class); place++) {
		const struct np_word *word = &np_words[np_words_ends[place]];
		if (word->len <= text.len &&
		    is_same(word->text, text.ptr + text.len - word->len, word->len))
			return word;
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
