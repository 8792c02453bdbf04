/* freq.c - how often things occur in texts: characters, pairs of Han characters, words */
#include "freq.h"

#include <stdlib.h>
#include <string.h>

#include "bag.h"
#include "count.h"
#include "uni.h"
#include "utf8.h"

enum { PAGE = 256, PAGES = 0x110000 / PAGE };

struct np_freq {
	enum np_freq_kind kind;
	uint64_t total;
	uint64_t *chars[PAGES]; /* counts of code points, as they are met; NULL where none was */
	struct np_bag *bag;     /* of pairs, of words */
	struct np_bag_item *items;
	char *text; /* of characters that are items */

	/* the pair: the Han character before, and its bytes */
	char han[4];
	size_t han_len;
	/* the word: its bytes, and how many up to its last letter or digit */
	char word[NP_FREQ_LONGEST];
	size_t len, kept;
	enum np_class last; /* class of that */
	enum np_count_sign sign;
};

static const char *const kinds[NP_FREQ_KINDS] = { "char", "bigram", "word" };

bool
np_freq_find(const char *name, enum np_freq_kind *kind)
{
	for (int i = 0; i < NP_FREQ_KINDS; i++) {
		if (strcmp(name, kinds[i]) == 0) {
			*kind = (enum np_freq_kind)i;
			return true;
		}
	}
	return false;
}

struct np_freq *
np_freq_open(enum np_freq_kind kind, size_t memory, bool approximate)
{
	struct np_freq *freq = calloc(1, sizeof *freq);

	if (freq == NULL)
		return NULL;
	freq->kind = kind;
	freq->bag = np_bag_open(memory, approximate);
	if (freq->bag == NULL) {
		free(freq);
		return NULL;
	}
	return freq;
}

static enum np_code
add_char(struct np_freq *freq, uint32_t cp)
{
	enum np_class class = np_uni_class(cp);
	uint64_t **page = &freq->chars[cp / PAGE];

	if (class == NP_SPACE || class == NP_CONTROL)
		return NP_OK;
	if (*page == NULL)
		*page = calloc(PAGE, sizeof **page);
	if (*page == NULL)
		return NP_ERR_MEMORY;
	(*page)[cp % PAGE]++;
	freq->total++;
	return NP_OK;
}

static enum np_code
add_han(struct np_freq *freq, const char *ptr, size_t len)
{
	enum np_code code = NP_OK;

	if (freq->han_len > 0) {
		char pair[8];

		memcpy(pair, freq->han, freq->han_len);
		memcpy(pair + freq->han_len, ptr, len);
		code = np_bag_add(freq->bag, pair, freq->han_len + len);
		freq->total++;
	}
	memcpy(freq->han, ptr, len);
	freq->han_len = len;
	return code;
}

/* The end of a word, if there was one. */
static enum np_code
end_word(struct np_freq *freq)
{
	enum np_code code = NP_OK;

	if (freq->kept > 0) {
		code = np_bag_add(freq->bag, freq->word, freq->kept);
		freq->total++;
	}
	freq->len = freq->kept = 0;
	freq->sign = NP_SIGN_NONE;
	return code;
}

/* Adds a character to the word; what it is too long for is left out. */
static void
extend_word(struct np_freq *freq, const char *ptr, size_t len)
{
	if (freq->len + len > sizeof freq->word)
		return;
	memcpy(freq->word + freq->len, ptr, len);
	freq->len += len;
}

/* The next character for words; as np_count.runs, but with full-width letters and digits. */
static enum np_code
add_to_word(struct np_freq *freq, uint32_t cp, const char *ptr, size_t len)
{
	unsigned entry = np_uni_entry(cp);
	enum np_class class = (enum np_class)(entry & NP_UNI_CLASS);
	enum np_code code = NP_OK;

	if ((entry & NP_UNI_MARK) != 0 || np_count_unseen(cp)) {
		if (freq->kept > 0) {
			extend_word(freq, ptr, len);
			if (freq->sign == NP_SIGN_NONE)
				freq->kept = freq->len;
		}
	} else if (class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT) {
		if (freq->sign == NP_SIGN_NUMBER && class != NP_DIGIT)
			code = end_word(freq);
		extend_word(freq, ptr, len);
		freq->kept = freq->len;
		freq->last = class;
		freq->sign = NP_SIGN_NONE;
	} else {
		enum np_count_sign sign = np_count_sign(cp);

		if (freq->kept > 0 && freq->sign == NP_SIGN_NONE &&
		    (sign == NP_SIGN_WORD || (sign == NP_SIGN_NUMBER && freq->last == NP_DIGIT))) {
			extend_word(freq, ptr, len);
			freq->sign = sign;
		} else {
			code = end_word(freq);
		}
	}
	return code;
}

enum np_code
np_freq_add(struct np_freq *freq, const char *ptr, size_t len, uint64_t *bad, uint64_t *feeds)
{
	enum np_code code = NP_OK;

	for (size_t pos = 0, step; pos < len && code == NP_OK; pos += step) {
		uint32_t cp;

		step = np_utf8_next(ptr + pos, len - pos, &cp);
		if (feeds != NULL)
			*feeds += cp == '\n';
		if (cp == NP_UTF8_BAD) {
			if (bad != NULL)
				++*bad;
			code = np_freq_end(freq);
		} else if (freq->kind == NP_FREQ_CHAR) {
			code = add_char(freq, cp);
		} else if (freq->kind == NP_FREQ_WORD) {
			code = add_to_word(freq, cp, ptr + pos, step);
		} else if (np_uni_class(cp) == NP_HAN) {
			code = add_han(freq, ptr + pos, step);
		} else {
			freq->han_len = 0;
		}
	}
	return code;
}

enum np_code
np_freq_end(struct np_freq *freq)
{
	freq->han_len = 0;
	return end_word(freq);
}

/* ---- */

static int
compare(const void *one, const void *other)
{
	const struct np_bag_item *a = one, *b = other;
	size_t len = a->text.len < b->text.len ? a->text.len : b->text.len;
	int order;

	if (a->count != b->count)
		return a->count > b->count ? -1 : 1;
	order = memcmp(a->text.ptr, b->text.ptr, len);
	return order != 0 ? order : (a->text.len > b->text.len) - (a->text.len < b->text.len);
}

/* The characters that were met, as items; false when memory is out. */
static bool
make_chars(struct np_freq *freq, size_t *count)
{
	enum { WIDEST = 4 };

	*count = 0;
	for (uint32_t cp = 0; cp < PAGES * PAGE; cp++)
		*count += freq->chars[cp / PAGE] != NULL && freq->chars[cp / PAGE][cp % PAGE] > 0;
	freq->items = malloc((*count + 1) * sizeof *freq->items);
	freq->text = malloc((*count + 1) * WIDEST);
	if (freq->items == NULL || freq->text == NULL)
		return false;
	*count = 0;
	for (uint32_t cp = 0; cp < PAGES * PAGE; cp++) {
		char *text = freq->text + WIDEST * *count;

		if (freq->chars[cp / PAGE] == NULL || freq->chars[cp / PAGE][cp % PAGE] == 0)
			continue;
		freq->items[*count] = (struct np_bag_item){ { text, np_utf8_put(text, cp) },
			freq->chars[cp / PAGE][cp % PAGE], 0 };
		++*count;
	}
	return true;
}

const struct np_bag_item *
np_freq_rank(struct np_freq *freq, size_t *count)
{
	free(freq->items);
	free(freq->text);
	freq->items = NULL;
	freq->text = NULL;
	if (freq->kind == NP_FREQ_CHAR) {
		if (!make_chars(freq, count))
			return NULL;
	} else {
		*count = np_bag_size(freq->bag);
		freq->items = malloc((*count + 1) * sizeof *freq->items);
		if (freq->items == NULL)
			return NULL;
		for (size_t i = 0; i < *count; i++)
			freq->items[i] = np_bag_item(freq->bag, i);
	}
	qsort(freq->items, *count, sizeof *freq->items, compare);
	return freq->items;
}

uint64_t
np_freq_total(const struct np_freq *freq)
{
	return freq->total;
}

uint64_t
np_freq_error(const struct np_freq *freq)
{
	return np_bag_error(freq->bag);
}

void
np_freq_close(struct np_freq *freq)
{
	if (freq == NULL)
		return;
	for (size_t i = 0; i < PAGES; i++)
		free(freq->chars[i]);
	np_bag_close(freq->bag);
	free(freq->items);
	free(freq->text);
	free(freq);
}
