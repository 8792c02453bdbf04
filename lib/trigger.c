/* trigger.c - which rules a text wakes: their triggers, looked for all at once */
#include "trigger.h"

#include <stdlib.h>
#include <string.h>

#include "chars.h"

enum {
	LITERALS_MAX = 2048,
	HITS_MAX = 128, /* literals for `in` that are followed in one text */
	/* So near to an end a trigger must stand to speak for it. */
	NEAR_HEAD = 140,
	NEAR_TAIL = 200
};

/* A literal of some triggers: who is woken by it, at any place near, or just there. */
struct literal {
	struct np_span text;
	uint32_t first; /* what first_of() gives for it */
	np_rule_bits near, begins, ends;
};

/*
 * What a look is for: near the ends of a paragraph, between them, or a whole line; or for a literal
 * that must stand at the beginning.  A byte of the tables says for which of them a literal begins
 * with these characters.
 */
enum { AT_ENDS = 1, BETWEEN = 2, WHOLE = 4, BEGINS = 8 };
enum { KNOWN = 512, TABLE_BITS = 13, TABLE_SIZE = 1 << TABLE_BITS };

struct np_triggers {
	size_t words;             /* of a set of rules, that are in use */
	struct literal *literals; /* by first character */
	size_t literal_count;
	unsigned char firsts[TABLE_SIZE];  /* literals by the low bits of their first character */
	unsigned char singles[TABLE_SIZE]; /* those of one character, hashed */
	unsigned char pairs[TABLE_SIZE];   /* longer ones, by their first two */
	/* All literals while they are gathered, in chains by hash. */
	unsigned short known[KNOWN], known_next[LITERALS_MAX];
	/* The literals that must stand at an end, in chains by their last byte; 0 ends one. */
	unsigned short ending[256], ending_next[LITERALS_MAX];
	np_rule_bits at[NP_PLACES]; /* the rules for a place */
	np_rule_bits always;        /* without a trigger */
	/* of the text looked at last */
	struct np_span text;
	np_rule_bits awake, awake_whole;
	struct {
		size_t pos;
		const struct literal *literal;
	} hits[HITS_MAX];
	size_t hit_count;
};

static void
set_bit(np_rule_bits bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

static void
add_bits(const struct np_triggers *triggers, np_rule_bits to, const np_rule_bits from,
    const np_rule_bits mask)
{
	for (size_t i = 0; i < triggers->words; i++)
		to[i] |= from[i] & mask[i];
}

static bool
share_bits(const struct np_triggers *triggers, const np_rule_bits a, const np_rule_bits b)
{
	for (size_t i = 0; i < triggers->words; i++) {
		if ((a[i] & b[i]) != 0)
			return true;
	}
	return false;
}

/* ---- gathering ---- */

/*
 * The bytes of the character that begins at ptr, as a number: enough to know it
 * again.  *step is how far the next one is.  Bytes that are no UTF-8 give some number.
 */
static inline uint32_t
first_of(const char *ptr, size_t len, size_t *step)
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

static inline size_t
hash(uint32_t first, uint32_t second)
{
	return (first * UINT32_C(0x9E3779B1) + second * UINT32_C(0x85EBCA77)) >> (32 - TABLE_BITS);
}

/*
 * The low TABLE_BITS of the code point at ptr, with less work than first_of(), and *step as there:
 * enough to know that no literal begins there.
 */
static inline size_t
low_bits(const char *ptr, size_t len, size_t *step)
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

static int
by_first(const void *a, const void *b)
{
	uint32_t one = ((const struct literal *)a)->first, two = ((const struct literal *)b)->first;

	return one < two ? -1 : one > two;
}

/* The entry of that literal, made if there is none; NULL when there are too many. */
static struct literal *
literal_for(struct np_triggers *triggers, struct np_span text)
{
	size_t step;
	uint32_t first = first_of(text.ptr, text.len, &step);
	unsigned short *chain = &triggers->known[hash(first, (uint32_t)text.len) % KNOWN];
	struct literal *literal;

	for (size_t next = *chain; next != 0; next = triggers->known_next[next - 1]) {
		struct np_span known = triggers->literals[next - 1].text;
		if (known.len == text.len && memcmp(known.ptr, text.ptr, text.len) == 0)
			return &triggers->literals[next - 1];
	}
	if (triggers->literal_count == LITERALS_MAX)
		return NULL;
	literal = &triggers->literals[triggers->literal_count];
	triggers->known_next[triggers->literal_count++] = *chain;
	*chain = (unsigned short)triggers->literal_count;
	memset(literal, 0, sizeof *literal);
	literal->text = text;
	literal->first = first;
	return literal;
}

/* Fills the tables that make the look cheap. */
static void
fill_tables(struct np_triggers *triggers)
{
	memset(triggers->firsts, 0, sizeof triggers->firsts);
	memset(triggers->singles, 0, sizeof triggers->singles);
	memset(triggers->pairs, 0, sizeof triggers->pairs);
	memset(triggers->ending, 0, sizeof triggers->ending);
	for (size_t i = 0; i < triggers->literal_count; i++) {
		const struct literal *l = &triggers->literals[i];
		size_t step, next;
		unsigned bits = 0;
		(void)first_of(l->text.ptr, l->text.len, &step);
		if (share_bits(triggers, l->near, triggers->at[NP_INSIDE]))
			bits |= AT_ENDS | BETWEEN;
		if (share_bits(triggers, l->near, triggers->at[NP_AT_HEAD]) ||
		    share_bits(triggers, l->near, triggers->at[NP_AT_TAIL]))
			bits |= AT_ENDS;
		if (share_bits(triggers, l->near, triggers->at[NP_AT_WHOLE]))
			bits |= WHOLE;
		if (step < l->text.len) {
			uint32_t second = first_of(l->text.ptr + step, l->text.len - step, &next);
			triggers->pairs[hash(l->first, second)] |= (unsigned char)bits;
		} else {
			triggers->singles[hash(l->first, 0)] |= (unsigned char)bits;
		}
		for (size_t word = 0; word < triggers->words; word++)
			bits |= l->begins[word] != 0 ? BEGINS : 0;
		triggers->firsts[low_bits(l->text.ptr, l->text.len, &step)] |= (unsigned char)bits;
		for (size_t word = 0; word < NP_RULES_MAX / 64; word++) {
			if (l->ends[word] != 0) {
				unsigned char last = (unsigned char)l->text.ptr[l->text.len - 1];
				triggers->ending_next[i] = triggers->ending[last];
				triggers->ending[last] = (unsigned short)(i + 1);
				break;
			}
		}
	}
}

enum np_code
np_triggers_add(struct np_triggers *triggers, size_t rule, enum np_place place, struct np_span list,
    struct np_span *which)
{
	set_bit(triggers->at[place], rule);
	if (triggers->words <= rule / 64)
		triggers->words = rule / 64 + 1;
	*which = list;
	if (list.len == 1 && list.ptr[0] == '-') {
		set_bit(triggers->always, rule);
		return NP_OK;
	}
	for (size_t at = 0; at < list.len;) {
		const char *bar = memchr(list.ptr + at, '|', list.len - at);
		size_t end = bar != NULL ? (size_t)(bar - list.ptr) : list.len;
		struct np_span text = { list.ptr + at, end - at };
		bool begins = text.len > 1 && text.ptr[0] == '^';
		bool ends = text.len > 1 && !begins && text.ptr[text.len - 1] == '$';
		struct literal *literal;
		at = end + 1;
		text.ptr += begins;
		text.len -= (size_t)begins + ends;
		if (text.len == 0 || (begins && place != NP_AT_HEAD && place != NP_AT_WHOLE) ||
		    (ends && place != NP_AT_TAIL && place != NP_AT_WHOLE))
			return NP_ERR_SYNTAX;
		literal = literal_for(triggers, text);
		if (literal == NULL) {
			*which = text;
			return NP_ERR_TOOBIG;
		}
		set_bit(begins ? literal->begins : ends ? literal->ends : literal->near, rule);
	}
	return NP_OK;
}

void
np_triggers_sort(struct np_triggers *triggers)
{
	qsort(triggers->literals, triggers->literal_count, sizeof *triggers->literals, by_first);
	fill_tables(triggers);
}

void
np_triggers_clear(struct np_triggers *triggers)
{
	triggers->words = triggers->literal_count = triggers->hit_count = 0;
	memset(triggers->known, 0, sizeof triggers->known);
	memset(triggers->at, 0, sizeof triggers->at);
	memset(triggers->always, 0, sizeof triggers->always);
}

struct np_triggers *
np_triggers_open(void)
{
	struct np_triggers *triggers = calloc(1, sizeof *triggers);

	if (triggers == NULL)
		return NULL;
	triggers->literals = malloc(LITERALS_MAX * sizeof *triggers->literals);
	if (triggers->literals == NULL) {
		free(triggers);
		return NULL;
	}
	return triggers;
}

void
np_triggers_close(struct np_triggers *triggers)
{
	if (triggers == NULL)
		return;
	free(triggers->literals);
	free(triggers);
}

/* ---- looking ---- */

/* The first literal that begins with that character; look on while ->first stays. */
static const struct literal *
literals_from(const struct np_triggers *triggers, uint32_t first)
{
	size_t low = 0, high = triggers->literal_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (triggers->literals[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return triggers->literals + low;
}

/* The literals that begin at byte pos: who is awake now. */
static void
follow(struct np_triggers *triggers, size_t pos, uint32_t first, bool whole)
{
	const struct literal *end = triggers->literals + triggers->literal_count;
	struct np_span text = triggers->text;

	for (const struct literal *l = literals_from(triggers, first); l < end && l->first == first;
	     l++) {
		if (l->text.len > text.len - pos ||
		    memcmp(l->text.ptr, text.ptr + pos, l->text.len) != 0)
			continue;
		if (whole)
			add_bits(
			    triggers, triggers->awake_whole, l->near, triggers->at[NP_AT_WHOLE]);
		if (pos < NEAR_HEAD)
			add_bits(triggers, triggers->awake, l->near, triggers->at[NP_AT_HEAD]);
		if (text.len - pos <= NEAR_TAIL)
			add_bits(triggers, triggers->awake, l->near, triggers->at[NP_AT_TAIL]);
		if (triggers->hit_count < HITS_MAX &&
		    share_bits(triggers, l->near, triggers->at[NP_INSIDE])) {
			triggers->hits[triggers->hit_count].pos = pos;
			triggers->hits[triggers->hit_count++].literal = l;
		}
	}
}

/* True if a literal that is wanted may begin at byte pos, by its first two characters. */
static bool
may_begin(const struct np_triggers *triggers, size_t pos, unsigned want, uint32_t *first)
{
	struct np_span text = triggers->text;
	size_t step, next;
	uint32_t second = 0;

	*first = first_of(text.ptr + pos, text.len - pos, &step);
	if (pos + step < text.len)
		second = first_of(text.ptr + pos + step, text.len - pos - step, &next);
	return ((triggers->singles[hash(*first, 0)] | triggers->pairs[hash(*first, second)]) &
		   want) != 0;
}

/* What is wanted at a byte of the text. */
static inline unsigned
wanted(size_t at, size_t len)
{
	return at < NEAR_HEAD || len - at <= NEAR_TAIL ? AT_ENDS : BETWEEN;
}

/* Looks at a text that is not UTF-8, byte by byte where it must. */
static void
look_slowly(struct np_triggers *triggers, unsigned also)
{
	struct np_span text = triggers->text;
	size_t step;

	for (size_t at = 0; at < text.len; at += step) {
		unsigned want = wanted(at, text.len) | also;
		size_t low = low_bits(text.ptr + at, text.len - at, &step);
		uint32_t first;
		if ((triggers->firsts[low] & want) != 0 && may_begin(triggers, at, want, &first))
			follow(triggers, at, first, also != 0);
	}
}

/*
 * Looks for all literals.  One branch that is seldom taken: this loop is what a plain paragraph
 * costs.  False as soon as the text is found not to be UTF-8.
 */
static bool
look(struct np_triggers *triggers, unsigned also)
{
	struct np_span text = triggers->text;
	struct np_chars chars;
	uint32_t first;

	for (size_t pos = 0, step; pos < text.len; pos += step) {
		step = np_chars_take(&chars, text.ptr + pos, text.len - pos);
		if (chars.bad)
			return false;
		for (size_t i = 0; i < chars.count; i++) {
			unsigned bits = triggers->firsts[chars.cp[i] & (TABLE_SIZE - 1)];
			size_t at = pos + chars.at[i];
			if (bits == 0)
				continue;
			unsigned want = wanted(at, text.len) | also;
			if ((bits & want) != 0 && may_begin(triggers, at, want, &first))
				follow(triggers, at, first, also != 0);
		}
	}
	return true;
}

/* Nothing was found yet. */
static void
forget(struct np_triggers *triggers)
{
	triggers->hit_count = 0;
	memcpy(triggers->awake, triggers->always, sizeof triggers->awake);
	memcpy(triggers->awake_whole, triggers->always, sizeof triggers->awake_whole);
}

bool
np_triggers_look(struct np_triggers *triggers, struct np_span text, bool whole)
{
	unsigned also = whole ? WHOLE : 0;
	bool valid;

	triggers->text = text;
	forget(triggers);
	valid = look(triggers, also);
	if (!valid) {
		forget(triggers);
		look_slowly(triggers, also);
	}
	return valid;
}

/* ---- who is awake ---- */

/* Adds to bits whom the literals at byte pos wake that must stand just there. */
static void
wake_beginning(
    const struct np_triggers *triggers, size_t pos, enum np_place place, np_rule_bits bits)
{
	const struct literal *end = triggers->literals + triggers->literal_count;
	struct np_span text = triggers->text;
	size_t step;
	uint32_t first;

	if ((triggers->firsts[low_bits(text.ptr + pos, text.len - pos, &step)] & BEGINS) == 0)
		return;
	first = first_of(text.ptr + pos, text.len - pos, &step);
	for (const struct literal *l = literals_from(triggers, first); l < end && l->first == first;
	     l++) {
		if (l->text.len <= text.len - pos &&
		    memcmp(l->text.ptr, text.ptr + pos, l->text.len) == 0)
			add_bits(triggers, bits, l->begins, triggers->at[place]);
	}
}

/* The same for literals that must end before byte end. */
static void
wake_ending(const struct np_triggers *triggers, size_t end, enum np_place place, np_rule_bits bits)
{
	const char *text = triggers->text.ptr;
	size_t next = triggers->ending[(unsigned char)text[end - 1]];

	for (; next != 0; next = triggers->ending_next[next - 1]) {
		const struct literal *l = &triggers->literals[next - 1];
		if (l->text.len <= end &&
		    memcmp(text + end - l->text.len, l->text.ptr, l->text.len) == 0)
			add_bits(triggers, bits, l->ends, triggers->at[place]);
	}
}

/* Leaves those that are for a place; false when there are none. */
static bool
only_for(const struct np_triggers *triggers, enum np_place place, np_rule_bits bits)
{
	uint64_t any = 0;

	for (size_t i = 0; i < triggers->words; i++)
		any |= bits[i] &= triggers->at[place][i];
	return any != 0;
}

bool
np_triggers_at(
    const struct np_triggers *triggers, enum np_place place, size_t pos, np_rule_bits bits)
{
	const uint64_t *awake = place == NP_AT_WHOLE ? triggers->awake_whole : triggers->awake;

	memcpy(bits, awake, sizeof triggers->awake);
	if (place != NP_AT_TAIL)
		wake_beginning(triggers, place == NP_AT_WHOLE ? 0 : pos, place, bits);
	if (place != NP_AT_HEAD)
		wake_ending(triggers, place == NP_AT_WHOLE ? triggers->text.len : pos, place, bits);
	return only_for(triggers, place, bits);
}

bool
np_triggers_hit(const struct np_triggers *triggers, size_t number, size_t *pos, np_rule_bits bits)
{
	if (number >= triggers->hit_count)
		return false;
	*pos = triggers->hits[number].pos;
	memcpy(bits, triggers->hits[number].literal->near, sizeof(np_rule_bits));
	(void)only_for(triggers, NP_INSIDE, bits);
	return true;
}
