/* words.h - the words by which names of people are read; made from people.words by gen/words.c */
#ifndef NP_WORDS_H
#define NP_WORDS_H

#include "code.h"

/* What a word is; people.words tells of each. */
enum np_word_class {
	NP_WORD_OFFICE,
	NP_WORD_LABEL,
	NP_WORD_SHORT,
	NP_WORD_SOURCE,
	NP_WORD_PREFIX,
	NP_WORD_PASS,
	NP_WORD_AGENCY,
	NP_WORD_BODY,
	NP_WORD_PLACE,
	NP_WORD_REGION,
	NP_WORD_SURNAME /* of two characters */
};

/*
 * The value of a word is a set: bit 1 << kind for the kinds of people.h, in their order, and
 * these.
 */
enum {
	NP_WORD_FROM = 1 << 11,   /* a place follows: 发自 */
	NP_WORD_REST = 1 << 12,   /* what follows names nobody: 作者系 */
	NP_WORD_REPORT = 1 << 13, /* a place may stand before it: 报道, 电 */
	NP_WORD_GLUED = 1 << 14,  /* a short label that also stands right behind a name */
	NP_WORD_HARD = 1 << 15    /* an ending that no personal name has */
};

/* A word and its bytes: a pointer to these would have to be set for each word at every start. */
enum { NP_WORD_MAX = 27 };
struct np_word {
	char text[NP_WORD_MAX + 1];
	unsigned char len; /* bytes */
	unsigned char class;
	uint16_t value;
};

/* All words, by their bytes. */
extern const struct np_word np_words[];
extern const size_t np_words_count;

/* A set of one class of words. */
#define NP_WORD_BIT(class) (1U << (class))

/* The words with a first character, side by side in np_words. */
struct np_words_first {
	uint16_t word; /* the first of them; NP_WORDS_NONE where there is none */
	uint16_t count;
	uint16_t classes; /* a set */
};

/*
 * These, hashed by np_words_slot(), linear probing.  Most characters begin no word of a class, and most looks
 * end at once.
 */
enum { NP_WORDS_SLOTS = 4096, NP_WORDS_NONE = 0xFFFF };
extern const struct np_words_first np_words_slots[NP_WORDS_SLOTS];

static inline size_t
np_words_slot(const char *text, size_t len)
{
	uint32_t head = (unsigned char)text[0];

	for (size_t i = 1; i < len; i++)
		head = head << 8 | (unsigned char)text[i];
	return (head * UINT32_C(0x9E3779B1)) >> 20;
}

/*
 * The same for the words of a class that end with a last character: where they begin in np_words_ends, which
 * has the numbers of all words, those of a last character and class side by side, the longest first.
 */
extern const uint16_t np_words_ends[];
extern const uint16_t np_words_end_slots[NP_WORDS_SLOTS];

static inline size_t
np_words_end_slot(const char *tail, size_t len, enum np_word_class class)
{
	return (np_words_slot(tail, len) + (size_t) class * 193) % NP_WORDS_SLOTS;
}

/* Bytes of a last character by which words are sought; no word is but a character of two bytes. */
static inline size_t
np_words_tail(const char *text, size_t len)
{
	size_t tail = (unsigned char)text[len - 1] < 0x80 ? 1 : 3;

	return tail < len ? tail : len;
}

/* Bytes of a first character by which words are sought. */
static inline size_t
np_words_head(const char *text, size_t len)
{
	size_t head = (unsigned char)text[0] < 0xC0 ? 1 : 3;

	return head < len ? head : len;
}

/* What a character is in a name. */
struct np_name_char {
	uint32_t cp;
	unsigned char surname; /* 1 common, 2, 3 rare; 0 for none */
	bool never;            /* a given name hardly has it */
	bool western;          /* names from Uyghur, Tibetan and Mongol have it: 吾买尔江 */
};
extern const struct np_name_char np_name_chars[]; /* by cp */
extern const size_t np_name_chars_count;

/* The words that begin with the first character of text. */
struct np_words_first np_words_first(struct np_span text);

/* True if text begins with that word. */
bool np_word_begins(const struct np_word *word, struct np_span text);

/* The longest word of that class at the front of text; NULL if there is none. */
const struct np_word *np_words_longest(struct np_span text, enum np_word_class class);

/* The same for who knows the words that begin with its first character: what np_words_first() answers. */
const struct np_word *np_words_longest_of(
    struct np_words_first first, struct np_span text, enum np_word_class class);

/* The longest word of that class with which text ends; NULL if there is none. */
const struct np_word *np_words_ending(struct np_span text, enum np_word_class class);

/* What is known of a character; all 0 for most. */
struct np_name_char np_name_char_of(uint32_t cp);

#endif
