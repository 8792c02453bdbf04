/* trigger_table.c - the triggers of rules, as tables by which they are looked for all at once */
#include "trigger_table.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum { LITERALS_MAX = 2048, KNOWN = 512, WORDS_MAX = NP_RULES_MAX / 64 };

typedef uint64_t rule_bits[WORDS_MAX];

struct literal {
	struct np_span text;
	uint32_t first;
	size_t number; /* in the order in which they were added */
	rule_bits wakes[NP_WAKES];
};

struct np_trigger_list {
	size_t words;             /* of a set of rules, that are in use */
	struct literal *literals; /* by first character in the end */
	size_t count;
	rule_bits places[NP_PLACES + 1]; /* as in the table */
	/* All literals, in chains by hash. */
	uint16_t known[KNOWN], known_next[LITERALS_MAX];
	/* what the table has */
	struct np_trigger_table table;
	char *text;
	struct np_trigger_literal *entries;
	uint64_t *woken, used_places[(NP_PLACES + 1) * WORDS_MAX];
	uint16_t chars[NP_TRIGGER_SLOTS + 1];
	uint16_t starts[NP_TRIGGER_SLOTS];
	uint16_t ending[NP_TRIGGER_ENDINGS], ending_next[LITERALS_MAX];
};

static void
set_bit(rule_bits bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

static bool
share_bits(const rule_bits a, const rule_bits b)
{
	for (size_t i = 0; i < WORDS_MAX; i++) {
		if ((a[i] & b[i]) != 0)
			return true;
	}
	return false;
}

static bool
has_bits(const rule_bits bits)
{
	return share_bits(bits, bits);
}

/* ---- gathering ---- */

/* The entry of that literal, made if there is none; NULL when there are too many. */
static struct literal *
literal_for(struct np_trigger_list *list, struct np_span text)
{
	size_t step;
	uint32_t first = np_trigger_first(text.ptr, text.len, &step);
	uint16_t *chain = &list->known[np_trigger_hash(first, (uint32_t)text.len) % KNOWN];
	struct literal *literal;

	for (size_t next = *chain; next != 0; next = list->known_next[next - 1]) {
		struct np_span known = list->literals[next - 1].text;
		if (known.len == text.len && memcmp(known.ptr, text.ptr, text.len) == 0)
			return &list->literals[next - 1];
	}
	if (list->count == LITERALS_MAX)
		return NULL;
	literal = &list->literals[list->count];
	list->known_next[list->count++] = *chain;
	*chain = (uint16_t)list->count;
	memset(literal, 0, sizeof *literal);
	literal->text = text;
	literal->first = first;
	literal->number = list->count;
	return literal;
}

enum np_code
np_trigger_list_add(struct np_trigger_list *list, size_t rule, enum np_place place,
    struct np_span literals, struct np_span *which)
{
	set_bit(list->places[place], rule);
	if (list->words <= rule / 64)
		list->words = rule / 64 + 1;
	*which = literals;
	if (literals.len == 1 && literals.ptr[0] == '-') {
		set_bit(list->places[NP_PLACES], rule);
		return NP_OK;
	}
	for (size_t at = 0; at < literals.len;) {
		const char *bar = memchr(literals.ptr + at, '|', literals.len - at);
		size_t end = bar != NULL ? (size_t)(bar - literals.ptr) : literals.len;
		struct np_span text = { literals.ptr + at, end - at };
		bool begins = text.len > 1 && text.ptr[0] == '^';
		bool ends = text.len > 1 && !begins && text.ptr[text.len - 1] == '$';
		struct literal *literal;
		at = end + 1;
		text.ptr += begins;
		text.len -= (size_t)begins + ends;
		if (text.len == 0 || (begins && place != NP_AT_HEAD && place != NP_AT_WHOLE) ||
		    (ends && place != NP_AT_TAIL && place != NP_AT_WHOLE))
			return NP_ERR_SYNTAX;
		literal = literal_for(list, text);
		if (literal == NULL) {
			*which = text;
			return NP_ERR_TOOBIG;
		}
		set_bit(literal->wakes[begins ? NP_WAKES_BEGINNING
				       : ends ? NP_WAKES_ENDING
					      : NP_WAKES_NEAR],
		    rule);
	}
	return NP_OK;
}

/* ---- tables ---- */

/* Those that begin alike stay in the order of their rules: it tells which is asked first. */
static int
by_first(const void *a, const void *b)
{
	const struct literal *one = a, *two = b;

	if (one->first != two->first)
		return one->first < two->first ? -1 : 1;
	return one->number < two->number ? -1 : one->number > two->number;
}

/* For which looks a literal counts. */
static unsigned
looks_of(const struct np_trigger_list *list, const struct literal *literal)
{
	const uint64_t *near = literal->wakes[NP_WAKES_NEAR];
	unsigned looks = 0;

	if (share_bits(near, list->places[NP_INSIDE]))
		looks |= NP_TRIGGER_AT_ENDS | NP_TRIGGER_BETWEEN;
	if (share_bits(near, list->places[NP_AT_HEAD]) ||
	    share_bits(near, list->places[NP_AT_TAIL]))
		looks |= NP_TRIGGER_AT_ENDS;
	if (share_bits(near, list->places[NP_AT_WHOLE]))
		looks |= NP_TRIGGER_WHOLE;
	return looks;
}

/* What np_trigger_first() gives for a literal's second character; 0 for none. */
static uint32_t
second_of(const struct literal *literal)
{
	struct np_span text = literal->text;
	size_t step, next;

	(void)np_trigger_first(text.ptr, text.len, &step);
	return step < text.len ? np_trigger_first(text.ptr + step, text.len - step, &next) : 0;
}

/* Where the rules are asked that a literal wakes near: a bit a place. */
static uint32_t
places_of(const struct np_trigger_list *list, const struct literal *literal)
{
	uint32_t places = 0;

	for (int place = 0; place < NP_PLACES; place++) {
		if (share_bits(literal->wakes[NP_WAKES_NEAR], list->places[place]))
			places |= UINT32_C(1) << place;
	}
	return places;
}

/* Notes what the character that a text begins with is to a literal; answers its bytes. */
static size_t
enter_char(struct np_trigger_list *list, struct np_span text, unsigned bits)
{
	size_t next;
	uint32_t cp;

	list->chars[np_trigger_low(text.ptr, text.len, &next)] |= (uint16_t)bits;
	next = np_utf8_next(text.ptr, text.len, &cp);
	/* Beyond U+FFFF a character is one of many where it stands among others. */
	if (cp > 0xFFFF)
		list->chars[NP_CHARS_FAR % NP_TRIGGER_SLOTS] |= (uint16_t)bits;
	return next;
}

/* Puts the i-th literal where a look comes by. */
static void
enter(struct np_trigger_list *list, size_t i)
{
	const struct literal *literal = &list->literals[i];
	struct np_span text = literal->text, rest = text;
	unsigned looks = looks_of(list, literal);
	size_t first = enter_char(
	    list, text, has_bits(literal->wakes[NP_WAKES_BEGINNING]) ? NP_TRIGGER_BEGINS : 0);

	rest.ptr += first;
	rest.len -= first;
	(void)enter_char(list, text, rest.len > 0 ? looks : looks << NP_TRIGGER_ALONE);
	if (rest.len > 0)
		(void)enter_char(list, rest, looks << NP_TRIGGER_SECOND);
	if (has_bits(literal->wakes[NP_WAKES_ENDING])) {
		uint16_t *chain = &list->ending[np_trigger_last(text.ptr, text.len)];
		list->ending_next[i] = *chain;
		*chain = (uint16_t)(i + 1);
	}
}

/* Notes where the i-th literal is found, if it is the first with its first character. */
static void
enter_start(struct np_trigger_list *list, size_t i)
{
	uint32_t first = list->literals[i].first;
	uint16_t *start = &list->starts[np_trigger_hash(first, 0)];

	if (*start == 0)
		*start = (uint16_t)(i + 1);
	else if (i == 0 || list->literals[i - 1].first != first)
		*start = NP_TRIGGER_SHARED;
}

/* Room for the texts and sets of all literals; false when memory is out. */
static bool
make_room(struct np_trigger_list *list)
{
	size_t bytes = 1;

	for (size_t i = 0; i < list->count; i++)
		bytes += list->literals[i].text.len;
	list->text = malloc(bytes);
	list->entries = calloc(list->count + 1, sizeof *list->entries);
	list->woken = calloc(list->count * NP_WAKES * list->words + 1, sizeof *list->woken);
	return list->text != NULL && list->entries != NULL && list->woken != NULL;
}

const struct np_trigger_table *
np_trigger_list_table(struct np_trigger_list *list)
{
	size_t words = list->words, at = 0;

	if (!make_room(list))
		return NULL;
	if (list->count > 1)
		qsort(list->literals, list->count, sizeof *list->literals, by_first);
	for (size_t i = 0; i < list->count; i++) {
		const struct literal *literal = &list->literals[i];
		enter(list, i);
		enter_start(list, i);
		list->entries[i] = (struct np_trigger_literal){ literal->first, second_of(literal),
			(uint32_t)at, (uint32_t)literal->text.len, places_of(list, literal) };
		memcpy(list->text + at, literal->text.ptr, literal->text.len);
		at += literal->text.len;
		for (size_t set = 0; set < NP_WAKES; set++)
			memcpy(list->woken + (i * NP_WAKES + set) * words, literal->wakes[set],
			    words * sizeof(uint64_t));
	}
	for (size_t set = 0; set <= NP_PLACES; set++)
		memcpy(
		    list->used_places + set * words, list->places[set], words * sizeof(uint64_t));
	list->table =
	    (struct np_trigger_table){ words, list->text, list->entries, list->count, list->starts,
		    list->woken, list->used_places, list->chars, list->ending, list->ending_next };
	return &list->table;
}

struct np_trigger_list *
np_trigger_list_open(void)
{
	struct np_trigger_list *list = calloc(1, sizeof *list);

	if (list == NULL)
		return NULL;
	list->literals = malloc(LITERALS_MAX * sizeof *list->literals);
	if (list->literals == NULL) {
		free(list);
		return NULL;
	}
	return list;
}

void
np_trigger_list_close(struct np_trigger_list *list)
{
	if (list == NULL)
		return;
	free(list->literals);
	free(list->text);
	free(list->entries);
	free(list->woken);
	free(list);
}
