/* trigger_table.h - the triggers of rules, as tables by which they are looked for all at once */
#ifndef NP_TRIGGER_TABLE_H
#define NP_TRIGGER_TABLE_H

#include "sieve.h"

enum {
	NP_RULES_MAX = 512,
	NP_TRIGGER_BITS = 13,
	NP_TRIGGER_SLOTS = 1 << NP_TRIGGER_BITS,
	NP_TRIGGER_ENDINGS = 0x80 + (1 << 12) /* one more than np_trigger_last() gives */
};

/*
 * What a look is for: near the ends of a paragraph, between them, or a whole line; or for a literal
 * that must stand at the beginning.  Of a character: for which of these a literal begins with it and
 * goes on; is nothing else, NP_TRIGGER_ALONE bits higher; has it second, NP_TRIGGER_SECOND bits higher.
 */
enum {
	NP_TRIGGER_AT_ENDS = 1,
	NP_TRIGGER_BETWEEN = 2,
	NP_TRIGGER_WHOLE = 4,
	NP_TRIGGER_BEGINS = 8,
	NP_TRIGGER_ALONE = 4,
	NP_TRIGGER_SECOND = 8,
	NP_TRIGGER_LOOKS = NP_TRIGGER_AT_ENDS | NP_TRIGGER_BETWEEN | NP_TRIGGER_WHOLE
};

/* Among starts: several first characters have that hash, and the literals must be searched. */
enum { NP_TRIGGER_SHARED = 0xFFFF };

/* A literal of some triggers. */
struct np_trigger_literal {
	/* What np_trigger_first() gives for its first two characters; 0 for none. */
	uint32_t first, second;
	uint32_t at, len; /* bytes of the table's text */
	uint32_t places;  /* where rules that it wakes near are asked: a bit a place */
};

/* Whom a literal wakes: at any place near, or just where it begins or ends the text. */
enum { NP_WAKES_NEAR, NP_WAKES_BEGINNING, NP_WAKES_ENDING, NP_WAKES };

/* The tables.  A set of rules is a bit for each, in `words` words. */
struct np_trigger_table {
	size_t words;
	const char *text;
	const struct np_trigger_literal *literals; /* by first character */
	size_t literal_count;
	/* For each np_trigger_hash() of first characters: the first literal with it + 1; 0 for none. */
	const uint16_t *starts;
	const uint64_t *woken;  /* NP_WAKES sets for each literal */
	const uint64_t *places; /* the rules for each of NP_PLACES, then those without a trigger */
	/* What is told above of the characters with each np_trigger_low(); and a 0 behind the last. */
	const uint16_t *chars;
	/* Those that must stand at an end, in chains by np_trigger_last(): number + 1; 0 ends one. */
	const uint16_t *ending, *ending_next;
};

/* Triggers while they are gathered. */
struct np_trigger_list;

/* Without any in it; NULL when memory is out. */
struct np_trigger_list *np_trigger_list_open(void);
void np_trigger_list_close(struct np_trigger_list *list);

/*
 * Takes down what wakes a rule of that place: literals parted by |, as rules.h tells, or - for none.
 * They must stay where they are.  Answers NP_OK; or, with *which the piece that is at fault,
 * NP_ERR_SYNTAX for one that does not fit the place, NP_ERR_TOOBIG when there are too many.
 */
enum np_code np_trigger_list_add(struct np_trigger_list *list, size_t rule, enum np_place place,
    struct np_span literals, struct np_span *which);

/* The tables of all that were added, valid as long as list, to which no more are added; NULL when memory is out. */
const struct np_trigger_table *np_trigger_list_table(struct np_trigger_list *list);

/*
 * The bytes of the character that begins at ptr, as a number: enough to know it
 * again.  *step is how far the next one is.  Bytes that are no UTF-8 give some number.
 */
static inline uint32_t
np_trigger_first(const char *ptr, size_t len, size_t *step)
{
	const unsigned char *p = (const unsigned char *)ptr;

	if (p[0] >= 0xE0 && len >= 3) {
		*step = 3;
		return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
	}
	*step = 1;
	if (p[0] >= 0xC0 && len >= 2) {
		*step = 2;
		return p[0] | (uint32_t)p[1] << 8;
	}
	return p[0];
}

/* The last two bytes of the `end` bytes at text, of which there is one at least, as a number: of ASCII one byte. */
static inline size_t
np_trigger_last(const char *text, size_t end)
{
	unsigned char last = (unsigned char)text[end - 1];

	if (last < 0x80 || end < 2)
		return last & 0x7Fu;
	return 0x80u + ((last & 0x3Fu) | ((unsigned char)text[end - 2] & 0x3Fu) << 6);
}

static inline size_t
np_trigger_hash(uint32_t first, uint32_t second)
{
	return (first * UINT32_C(0x9E3779B1) + second * UINT32_C(0x85EBCA77)) >>
	       (32 - NP_TRIGGER_BITS);
}

/*
 * The low NP_TRIGGER_BITS of the code point at ptr, which is below U+10000, with less work than
 * np_trigger_first(), and *step as there: enough to know that no literal begins there.
 */
static inline size_t
np_trigger_low(const char *ptr, size_t len, size_t *step)
{
	const unsigned char *p = (const unsigned char *)ptr;

	if (p[0] >= 0xE0 && len >= 3) {
		*step = 3;
		return (p[0] & 1u) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	*step = 1;
	if (p[0] >= 0xC0 && len >= 2) {
		*step = 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	return p[0];
}

#endif
