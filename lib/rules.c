/* rules.c - rules as data: patterns with the place they speak for, compiled when first needed */
#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "chars.h"
#include "sieve.h"

enum {
	RULES_MAX = 512,        /* all files together */
	LITERALS_MAX = 2048,    /* of their triggers */
	EXPANDED_MAX = 1 << 17, /* bytes of a pattern, its macros put in */
	HITS_MAX = 128,         /* triggers for `in` that are followed in one text */
	FIELDS_MAX = 64,
	/* Bytes around a place that a pattern sees: they bound what a rule can cost. */
	HEAD_WINDOW = 420,
	TAIL_WINDOW = 270,
	/* So near to an end a trigger must stand to speak for it. */
	NEAR_HEAD = 140,
	NEAR_TAIL = 200,
	BEFORE_HIT = 150,
	BEHIND_HIT = 300,
	WHOLE_WINDOW = 400,
	JIT_AFTER = 100 /* uses; behind a sieve machine code pays its 400 us no sooner */
};

typedef uint64_t rule_bits[RULES_MAX / 64];

struct rule {
	bool mark;
	enum np_role role;
	enum np_place place;
	uint64_t line;
	struct np_span trigger, pattern, examples; /* as they stand in the file */
	const struct macro *macros;                /* those above it */
	pcre2_code *code;                          /* for texts that are UTF-8 */
	pcre2_code *code_bad;                      /* for others */
	unsigned used;
	bool broken; /* does not compile */
	bool plain;  /* `none` with the pattern -: the trigger alone decides */
};

/* A literal of some triggers: who is woken by it, at any place near, or just there. */
struct literal {
	struct np_span text;
	uint32_t first; /* what first_of() gives for it */
	rule_bits near, begins, ends;
};

/*
 * What a look is for: near the ends of a paragraph, between them, or a whole line; or for a literal
 * that must stand at the beginning.  A byte of the tables says for which of them a literal begins
 * with these characters.
 */
enum { AT_ENDS = 1, BETWEEN = 2, WHOLE = 4, BEGINS = 8 };
enum { KNOWN = 512, TABLE_BITS = 13, TABLE_SIZE = 1 << TABLE_BITS };

struct macro {
	struct np_span name;
	char *text;
	struct macro *next;
};

struct copy { /* of a text added */
	struct copy *next;
	char text[];
};

struct np_rules {
	struct rule *rules;
	size_t count;
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
	rule_bits at[NP_PLACES]; /* the rules for a place */
	rule_bits always;        /* without a trigger */
	struct macro *macros;
	struct copy *copies;
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct np_sieve *sieve; /* for rules from sieve_base on, or NULL */
	size_t sieve_base;
	rule_bits sieved; /* the rules that it knows */
	char message[200];
	/* of the text looked at last */
	struct np_span text;
	bool valid;   /* it is UTF-8 */
	bool starved; /* a pattern was not tried for want of memory */
	rule_bits awake, awake_whole;
	struct {
		size_t pos;
		const struct literal *literal;
	} hits[HITS_MAX];
	size_t hit_count;
};

static void
set_bit(rule_bits bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

/* ---- the text of a file ---- */

static bool
same(struct np_span a, struct np_span b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static bool
equals(struct np_span a, const char *b)
{
	return same(a, (struct np_span){ b, strlen(b) });
}

/* Cuts what stands before the next sep off rest; all of it if there is none. */
static struct np_span
cut(struct np_span *rest, char sep)
{
	struct np_span piece = *rest;
	const char *at = rest->len > 0 ? memchr(rest->ptr, sep, rest->len) : NULL;

	if (at == NULL) {
		rest->ptr += rest->len;
		rest->len = 0;
		return piece;
	}
	piece.len = (size_t)(at - rest->ptr);
	rest->ptr = at + 1;
	rest->len -= piece.len + 1;
	return piece;
}

static enum np_code
wrong(struct np_rules *rules, uint64_t line, const char *what, struct np_span which,
    struct np_error *err)
{
	if (which.len > 0) {
		snprintf(rules->message, sizeof rules->message, "%s: %.*s", what,
		    (int)(which.len < 80 ? which.len : 80), which.ptr);
	} else {
		snprintf(rules->message, sizeof rules->message, "%s", what);
	}
	np_fail(err, NP_ERR_SYNTAX, 0, rules->message);
	if (err != NULL)
		err->line = line;
	return NP_ERR_SYNTAX;
}

static bool
upper(char c)
{
	return (c >= 'A' && c <= 'Z') || c == '_';
}

/* The length of {NAME} at ptr, 0 for anything else: a{2,3}, \p{L}, {Han}. */
static size_t
macro_here(struct np_span pattern, size_t at)
{
	size_t end = at + 1;

	if (pattern.ptr[at] != '{' || (at >= 2 && pattern.ptr[at - 2] == '\\' &&
					  strchr("pPxoNgk", pattern.ptr[at - 1]) != NULL))
		return 0;
	while (end < pattern.len &&
	       (upper(pattern.ptr[end]) ||
		   (end > at + 1 && pattern.ptr[end] >= '0' && pattern.ptr[end] <= '9')))
		end++;
	return end > at + 1 && end < pattern.len && pattern.ptr[end] == '}' ? end + 1 - at : 0;
}

/* The pattern with its macros put in, to be freed; NULL with *err filled. */
static char *
expand(struct np_rules *rules, const struct macro *macros, uint64_t line, struct np_span pattern,
    struct np_error *err)
{
	size_t len = 0, cap = pattern.len + 1, step;
	char *out = malloc(cap);

	for (size_t at = 0; out != NULL && at < pattern.len; at += step) {
		struct np_span put = { pattern.ptr + at, 1 };
		step = macro_here(pattern, at);
		if (step > 0) {
			struct np_span name = { pattern.ptr + at + 1, step - 2 };
			const struct macro *macro = macros;
			while (macro != NULL && !same(macro->name, name))
				macro = macro->next;
			if (macro == NULL) {
				wrong(rules, line, "no such macro above this line", name, err);
				free(out);
				return NULL;
			}
			put.ptr = macro->text;
			put.len = strlen(macro->text);
		} else {
			step = 1;
		}
		if (len + put.len + 1 > EXPANDED_MAX) {
			wrong(rules, line, "pattern is too long", (struct np_span){ NULL, 0 }, err);
			free(out);
			return NULL;
		}
		if (len + put.len + 1 > cap) {
			char *more = realloc(out, cap = (len + put.len + 1) * 2);
			if (more == NULL) {
				free(out);
				out = NULL;
				break;
			}
			out = more;
		}
		memcpy(out + len, put.ptr, put.len);
		len += put.len;
	}
	if (out == NULL)
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	else
		out[len] = '\0';
	return out;
}

static enum np_code
add_macro(struct np_rules *rules, uint64_t line, struct np_span fields, struct np_error *err)
{
	struct np_span name = cut(&fields, '\t');
	struct macro *macro;

	name.ptr++;
	name.len--;
	for (size_t i = 0; i < name.len; i++) {
		if (!upper(name.ptr[i]) && (i == 0 || name.ptr[i] < '0' || name.ptr[i] > '9'))
			return wrong(rules, line, "macro names are of A-Z, 0-9 and _", name, err);
	}
	if (name.len == 0 || fields.len == 0)
		return wrong(rules, line, "a macro is @NAME, tab, pattern", name, err);
	macro = malloc(sizeof *macro);
	if (macro == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	macro->name = name;
	macro->text = expand(rules, rules->macros, line, fields, err);
	if (macro->text == NULL) {
		free(macro);
		return err != NULL ? err->code : NP_ERR_SYNTAX;
	}
	macro->next = rules->macros;
	rules->macros = macro;
	return NP_OK;
}

static const char OPENING[] = "\xE2\x9F\xA6", CLOSING[] = "\xE2\x9F\xA7";

static enum np_code
parse_rule(struct np_rules *rules, struct rule *rule, uint64_t line, struct np_span fields,
    struct np_error *err)
{
	static const char *const places[NP_PLACES] = { "head", "tail", "in", "whole" };
	struct np_span role = cut(&fields, '\t'), place = cut(&fields, '\t');
	bool shown = false;

	memset(rule, 0, sizeof *rule);
	rule->line = line;
	rule->trigger = cut(&fields, '\t');
	rule->pattern = cut(&fields, '\t');
	rule->examples = fields;
	rule->mark = !equals(role, "none");
	rule->role = NP_OTHER;
	if (rule->mark && !np_role_find(role, &rule->role))
		return wrong(rules, line, "no such role", role, err);
	while (rule->place < NP_PLACES && !equals(place, places[rule->place]))
		rule->place++;
	if (rule->place == NP_PLACES)
		return wrong(rules, line, "place is head, tail, in or whole", place, err);
	if (rule->trigger.len == 0 || rule->pattern.len == 0)
		return wrong(rules, line,
		    "a rule is role, place, trigger, pattern, examples, parted by tabs",
		    (struct np_span){ NULL, 0 }, err);
	if (rule->place == NP_INSIDE && equals(rule->trigger, "-"))
		return wrong(rules, line, "a rule for `in` needs a trigger",
		    (struct np_span){ NULL, 0 }, err);
	while (fields.len > 0) {
		struct np_span example = cut(&fields, '\t');
		for (size_t i = 0; i + 3 <= example.len; i++)
			shown = shown || memcmp(example.ptr + i, OPENING, 3) == 0;
	}
	if (rule->mark && !shown)
		return wrong(rules, line,
		    "no example shows the mark between \xE2\x9F\xA6 and \xE2\x9F\xA7",
		    (struct np_span){ NULL, 0 }, err);
	rule->plain = !rule->mark && equals(rule->pattern, "-") && !equals(rule->trigger, "-");
	rule->macros = rules->macros;
	return NP_OK;
}

/* ---- triggers ---- */

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
literal_for(struct np_rules *rules, struct np_span text)
{
	size_t step;
	uint32_t first = first_of(text.ptr, text.len, &step);
	unsigned short *chain = &rules->known[hash(first, (uint32_t)text.len) % KNOWN];
	struct literal *literal;

	for (size_t next = *chain; next != 0; next = rules->known_next[next - 1]) {
		if (same(rules->literals[next - 1].text, text))
			return &rules->literals[next - 1];
	}
	if (rules->literal_count == LITERALS_MAX)
		return NULL;
	literal = &rules->literals[rules->literal_count];
	rules->known_next[rules->literal_count++] = *chain;
	*chain = (unsigned short)rules->literal_count;
	memset(literal, 0, sizeof *literal);
	literal->text = text;
	literal->first = first;
	return literal;
}

static bool
share_bits(const struct np_rules *rules, const rule_bits a, const rule_bits b)
{
	for (size_t i = 0; i < rules->words; i++) {
		if ((a[i] & b[i]) != 0)
			return true;
	}
	return false;
}

/* Fills the tables that make the look cheap. */
static void
fill_tables(struct np_rules *rules)
{
	memset(rules->firsts, 0, sizeof rules->firsts);
	memset(rules->singles, 0, sizeof rules->singles);
	memset(rules->pairs, 0, sizeof rules->pairs);
	memset(rules->ending, 0, sizeof rules->ending);
	for (size_t i = 0; i < rules->literal_count; i++) {
		const struct literal *l = &rules->literals[i];
		size_t step, next;
		unsigned bits = 0;
		(void)first_of(l->text.ptr, l->text.len, &step);
		if (share_bits(rules, l->near, rules->at[NP_INSIDE]))
			bits |= AT_ENDS | BETWEEN;
		if (share_bits(rules, l->near, rules->at[NP_AT_HEAD]) ||
		    share_bits(rules, l->near, rules->at[NP_AT_TAIL]))
			bits |= AT_ENDS;
		if (share_bits(rules, l->near, rules->at[NP_AT_WHOLE]))
			bits |= WHOLE;
		if (step < l->text.len) {
			uint32_t second = first_of(l->text.ptr + step, l->text.len - step, &next);
			rules->pairs[hash(l->first, second)] |= (unsigned char)bits;
		} else {
			rules->singles[hash(l->first, 0)] |= (unsigned char)bits;
		}
		for (size_t word = 0; word < rules->words; word++)
			bits |= l->begins[word] != 0 ? BEGINS : 0;
		rules->firsts[low_bits(l->text.ptr, l->text.len, &step)] |= (unsigned char)bits;
		for (size_t word = 0; word < RULES_MAX / 64; word++) {
			if (l->ends[word] != 0) {
				unsigned char last = (unsigned char)l->text.ptr[l->text.len - 1];
				rules->ending_next[i] = rules->ending[last];
				rules->ending[last] = (unsigned short)(i + 1);
				break;
			}
		}
	}
}

/* Takes down which literals wake the i-th rule. */
static enum np_code
index_rule(struct np_rules *rules, size_t i, struct np_error *err)
{
	const struct rule *rule = &rules->rules[i];
	struct np_span rest = rule->trigger;

	set_bit(rules->at[rule->place], i);
	if (equals(rest, "-")) {
		set_bit(rules->always, i);
		return NP_OK;
	}
	while (rest.len > 0) {
		struct np_span text = cut(&rest, '|');
		bool begins = text.len > 1 && text.ptr[0] == '^';
		bool ends = text.len > 1 && !begins && text.ptr[text.len - 1] == '$';
		struct literal *literal;
		text.ptr += begins;
		text.len -= (size_t)begins + ends;
		if (text.len == 0 ||
		    (begins && rule->place != NP_AT_HEAD && rule->place != NP_AT_WHOLE) ||
		    (ends && rule->place != NP_AT_TAIL && rule->place != NP_AT_WHOLE))
			return wrong(rules, rule->line, "this trigger does not fit its place",
			    rule->trigger, err);
		literal = literal_for(rules, text);
		if (literal == NULL)
			return wrong(rules, rule->line, "too many triggers", text, err);
		set_bit(begins ? literal->begins : ends ? literal->ends : literal->near, i);
	}
	return NP_OK;
}

static enum np_code
index_all(struct np_rules *rules, struct np_error *err)
{
	free(rules->literals);
	rules->literal_count = 0;
	rules->literals = malloc(LITERALS_MAX * sizeof *rules->literals);
	if (rules->literals == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	memset(rules->known, 0, sizeof rules->known);
	memset(rules->at, 0, sizeof rules->at);
	memset(rules->always, 0, sizeof rules->always);
	for (size_t i = 0; i < rules->count; i++) {
		enum np_code code = index_rule(rules, i, err);
		if (code != NP_OK)
			return code;
	}
	qsort(rules->literals, rules->literal_count, sizeof *rules->literals, by_first);
	fill_tables(rules);
	return NP_OK;
}

/* The first literal that begins with that character; look on while ->first stays. */
static const struct literal *
literals_from(const struct np_rules *rules, uint32_t first)
{
	size_t low = 0, high = rules->literal_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (rules->literals[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return rules->literals + low;
}

static void
add_bits(const struct np_rules *rules, rule_bits to, const rule_bits from, const rule_bits mask)
{
	for (size_t i = 0; i < rules->words; i++)
		to[i] |= from[i] & mask[i];
}

/* The literals that begin at byte pos: who is awake now. */
static void
follow(struct np_rules *rules, size_t pos, uint32_t first, bool whole)
{
	const struct literal *end = rules->literals + rules->literal_count;
	struct np_span text = rules->text;

	for (const struct literal *l = literals_from(rules, first); l < end && l->first == first;
	     l++) {
		if (l->text.len > text.len - pos ||
		    memcmp(l->text.ptr, text.ptr + pos, l->text.len) != 0)
			continue;
		if (whole)
			add_bits(rules, rules->awake_whole, l->near, rules->at[NP_AT_WHOLE]);
		if (pos < NEAR_HEAD)
			add_bits(rules, rules->awake, l->near, rules->at[NP_AT_HEAD]);
		if (text.len - pos <= NEAR_TAIL)
			add_bits(rules, rules->awake, l->near, rules->at[NP_AT_TAIL]);
		if (rules->hit_count < HITS_MAX &&
		    share_bits(rules, l->near, rules->at[NP_INSIDE])) {
			rules->hits[rules->hit_count].pos = pos;
			rules->hits[rules->hit_count++].literal = l;
		}
	}
}

/* True if a literal that is wanted may begin at byte pos, by its first two characters. */
static bool
may_begin(const struct np_rules *rules, size_t pos, unsigned want, uint32_t *first)
{
	struct np_span text = rules->text;
	size_t step, next;
	uint32_t second = 0;

	*first = first_of(text.ptr + pos, text.len - pos, &step);
	if (pos + step < text.len)
		second = first_of(text.ptr + pos + step, text.len - pos - step, &next);
	return ((rules->singles[hash(*first, 0)] | rules->pairs[hash(*first, second)]) & want) != 0;
}

/* What is wanted at a byte of the text. */
static inline unsigned
wanted(size_t at, size_t len)
{
	return at < NEAR_HEAD || len - at <= NEAR_TAIL ? AT_ENDS : BETWEEN;
}

/* Looks at a text that is not UTF-8, byte by byte where it must. */
static void
look_slowly(struct np_rules *rules, unsigned also)
{
	struct np_span text = rules->text;
	size_t step;

	for (size_t at = 0; at < text.len; at += step) {
		unsigned want = wanted(at, text.len) | also;
		size_t low = low_bits(text.ptr + at, text.len - at, &step);
		uint32_t first;
		if ((rules->firsts[low] & want) != 0 && may_begin(rules, at, want, &first))
			follow(rules, at, first, also != 0);
	}
}

/*
 * Looks for all literals.  One branch that is seldom taken: this loop is what a plain paragraph
 * costs.  False as soon as the text is found not to be UTF-8.
 */
static bool
look(struct np_rules *rules, unsigned also)
{
	struct np_span text = rules->text;
	struct np_chars chars;
	uint32_t first;

	for (size_t pos = 0, step; pos < text.len; pos += step) {
		step = np_chars_take(&chars, text.ptr + pos, text.len - pos);
		if (chars.bad)
			return false;
		for (size_t i = 0; i < chars.count; i++) {
			unsigned bits = rules->firsts[chars.cp[i] & (TABLE_SIZE - 1)];
			size_t at = pos + chars.at[i];
			if (bits == 0)
				continue;
			unsigned want = wanted(at, text.len) | also;
			if ((bits & want) != 0 && may_begin(rules, at, want, &first))
				follow(rules, at, first, also != 0);
		}
	}
	return true;
}

/* Nothing was found yet. */
static void
forget(struct np_rules *rules)
{
	rules->hit_count = 0;
	memcpy(rules->awake, rules->always, sizeof rules->awake);
	memcpy(rules->awake_whole, rules->always, sizeof rules->awake_whole);
}

bool
np_rules_starved(struct np_rules *rules)
{
	bool starved = rules->starved;

	rules->starved = false;
	return starved;
}

void
np_rules_look(struct np_rules *rules, struct np_span text, bool whole)
{
	unsigned also = whole && text.len <= WHOLE_WINDOW ? WHOLE : 0;

	rules->text = text;
	forget(rules);
	rules->valid = look(rules, also);
	if (!rules->valid) {
		forget(rules);
		look_slowly(rules, also);
	}
}

/* ---- matching ---- */

/* Compiles the pattern, with options that go beyond its place; NULL with *err filled. */
static pcre2_code *
compile(struct np_rules *rules, struct rule *rule, uint32_t options, struct np_error *err)
{
	int number = 0;
	PCRE2_SIZE offset = 0;
	struct np_error own;
	pcre2_code *code;
	char *text;

	if (rule->broken)
		return NULL;
	if (err == NULL)
		err = &own;
	options |= PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
	/* Anchored here and not when matching: the JIT takes no anchors then. */
	if (rule->place == NP_AT_HEAD || rule->place == NP_AT_WHOLE)
		options |= PCRE2_ANCHORED;
	if (rule->place == NP_AT_TAIL || rule->place == NP_AT_WHOLE)
		options |= PCRE2_ENDANCHORED;
	text = expand(rules, rule->macros, rule->line, rule->pattern, err);
	if (text == NULL) {
		rule->broken = err->code != NP_ERR_MEMORY;
		rules->starved = !rule->broken;
		return NULL;
	}
	code =
	    pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &number, &offset, NULL);
	free(text);
	if (code == NULL && number == PCRE2_ERROR_HEAP_FAILED) {
		rules->starved = true;
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	} else if (code == NULL) {
		char why[120] = "";
		rule->broken = true;
		pcre2_get_error_message(number, (PCRE2_UCHAR *)why, sizeof why);
		wrong(
		    rules, rule->line, "not a pattern", (struct np_span){ why, strlen(why) }, err);
	}
	return code;
}

/* The compiled pattern; NULL when it is none, with *err filled. */
static pcre2_code *
compiled(struct np_rules *rules, struct rule *rule, struct np_error *err)
{
	if (rule->code == NULL)
		rule->code = compile(rules, rule, 0, err);
	else if (++rule->used == JIT_AFTER)
		/* Without JIT on this machine the pattern is interpreted: no error. */
		(void)pcre2_jit_compile(rule->code, PCRE2_JIT_COMPLETE);
	return rule->code;
}

/* The same for text with bad bytes in it, never with JIT: that of PCRE2 10.42 fails to look back there. */
static pcre2_code *
compiled_for_bad(struct np_rules *rules, struct rule *rule)
{
	if (rule->code_bad == NULL)
		rule->code_bad = compile(rules, rule, PCRE2_MATCH_INVALID_UTF, NULL);
	return rule->code_bad;
}

/* Where the next character begins from byte `at` on, or `end`. */
static size_t
round_up(struct np_span text, size_t at, size_t end)
{
	while (at < end && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The start of the character that byte `at` is in, or `least`; text.len is its own. */
static size_t
round_down(struct np_span text, size_t at, size_t least)
{
	while (at > least && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/*
 * Tries a rule on the bytes from..to of the text, beginning at byte start of it.
 * A mark must have characters in it.
 */
static bool
match(struct np_rules *rules, struct rule *rule, size_t from, size_t to, size_t start,
    struct np_found *found)
{
	pcre2_code *code;
	uint32_t options = 0;
	const PCRE2_SIZE *at;
	int answer;

	found->mark = rule->mark;
	found->role = rule->role;
	found->place = rule->place;
	found->start = start;
	found->end = to;
	if (rule->plain)
		return true;
	code = rules->valid ? compiled(rules, rule, NULL) : compiled_for_bad(rules, rule);
	if (code == NULL)
		return false;
	/* What PCRE2 is given begins and ends with whole characters. */
	if (rules->valid) {
		from = round_up(rules->text, from, to);
		start = round_up(rules->text, start < from ? from : start, to);
		to = round_down(rules->text, to, start);
		options |= PCRE2_NO_UTF_CHECK;
	} else {
		from = round_up(rules->text, from, start);
	}
	if (from > 0)
		options |= PCRE2_NOTBOL;
	if (to < rules->text.len && rule->place != NP_AT_TAIL)
		options |= PCRE2_NOTEOL;
	answer = pcre2_match(code, (PCRE2_SPTR)(rules->text.ptr + from), to - from, start - from,
	    options, rules->data, rules->context);
	if (answer == PCRE2_ERROR_NOMEMORY)
		rules->starved = true;
	if (answer < 0)
		return false;
	at = pcre2_get_ovector_pointer(rules->data);
	if (at[0] >= at[1])
		return false;
	found->start = from + at[0];
	found->end = from + at[1];
	return true;
}

/* Takes out of the rules `bits` those that the sieve keeps back. */
static void
sift(struct np_rules *rules, enum np_place place, size_t from, size_t to, size_t start,
    rule_bits bits)
{
	size_t base = rules->sieve_base / 64, shift = rules->sieve_base % 64;
	np_sieve_bits let;
	bool any = false;

	for (size_t i = 0; i < rules->words; i++)
		any = any || (bits[i] & rules->sieved[i]) != 0;
	if (!any)
		return;
	np_sieve_run(rules->sieve, place, rules->text.ptr, from, to, start, let);
	for (size_t i = 0; i < rules->words; i++) {
		uint64_t may = i >= base ? let[i - base] << shift : 0;
		if (i > base && shift > 0)
			may |= let[i - base - 1] >> (64 - shift);
		bits[i] &= may | ~rules->sieved[i];
	}
}

/* Tries, in their order, the rules of `bits` that are for this place. */
static bool
match_any(struct np_rules *rules, const rule_bits bits, enum np_place place, size_t from, size_t to,
    size_t start, struct np_found *found)
{
	rule_bits own;
	uint64_t any = 0;
	for (size_t i = 0; i < rules->words; i++)
		any |= own[i] = bits[i] & rules->at[place][i];
	if (any == 0)
		return false;
	/* PCRE2 makes several texts of one that has bad bytes in it, each with ends of its own. */
	if (rules->sieve != NULL && rules->valid)
		sift(rules, place, from, to, start, own);
	for (size_t word = 0; word < rules->words; word++) {
		uint64_t rest = own[word];
		for (size_t i = word * 64; rest != 0; i++, rest >>= 1) {
			if ((rest & 1) != 0 &&
			    match(rules, &rules->rules[i], from, to, start, found))
				return true;
		}
	}
	return false;
}

/* Adds to bits whom the literals at byte pos wake that must stand just there. */
static void
wake_beginning(struct np_rules *rules, size_t pos, enum np_place place, rule_bits bits)
{
	const struct literal *end = rules->literals + rules->literal_count;
	struct np_span text = rules->text;
	size_t step;
	uint32_t first;

	if ((rules->firsts[low_bits(text.ptr + pos, text.len - pos, &step)] & BEGINS) == 0)
		return;
	first = first_of(text.ptr + pos, text.len - pos, &step);
	for (const struct literal *l = literals_from(rules, first); l < end && l->first == first;
	     l++) {
		if (l->text.len <= text.len - pos &&
		    memcmp(l->text.ptr, text.ptr + pos, l->text.len) == 0)
			add_bits(rules, bits, l->begins, rules->at[place]);
	}
}

/* The same for literals that must end before byte end. */
static void
wake_ending(struct np_rules *rules, size_t end, enum np_place place, rule_bits bits)
{
	const char *text = rules->text.ptr;
	size_t next = rules->ending[(unsigned char)text[end - 1]];

	for (; next != 0; next = rules->ending_next[next - 1]) {
		const struct literal *l = &rules->literals[next - 1];
		if (l->text.len <= end &&
		    memcmp(text + end - l->text.len, l->text.ptr, l->text.len) == 0)
			add_bits(rules, bits, l->ends, rules->at[place]);
	}
}

bool
np_rules_head(struct np_rules *rules, size_t pos, struct np_found *found)
{
	rule_bits bits;
	size_t end = rules->text.len;

	if (pos >= end || pos > HEAD_WINDOW)
		return false;
	memcpy(bits, rules->awake, sizeof bits);
	wake_beginning(rules, pos, NP_AT_HEAD, bits);
	if (end - pos > HEAD_WINDOW)
		end = pos + HEAD_WINDOW;
	return match_any(rules, bits, NP_AT_HEAD, 0, end, pos, found);
}

bool
np_rules_tail(struct np_rules *rules, size_t end, struct np_found *found)
{
	rule_bits bits;
	size_t from = end > TAIL_WINDOW ? end - TAIL_WINDOW : 0;

	if (end == 0 || end > rules->text.len)
		return false;
	memcpy(bits, rules->awake, sizeof bits);
	wake_ending(rules, end, NP_AT_TAIL, bits);
	return match_any(rules, bits, NP_AT_TAIL, from, end, from, found);
}

bool
np_rules_inside(struct np_rules *rules, size_t from, struct np_found *found)
{
	for (size_t i = 0; i < rules->hit_count; i++) {
		size_t pos = rules->hits[i].pos, end = rules->text.len;
		size_t start = pos > BEFORE_HIT ? pos - BEFORE_HIT : 0;
		size_t near = start > 24 ? start - 24 : 0; /* for what a pattern looks back at */
		if (pos < from)
			continue;
		if (start < from)
			start = from;
		if (end - pos > BEHIND_HIT)
			end = pos + BEHIND_HIT;
		start = round_up(rules->text, start, pos);
		if (match_any(
			rules, rules->hits[i].literal->near, NP_INSIDE, near, end, start, found))
			return true;
	}
	return false;
}

bool
np_rules_whole(struct np_rules *rules, struct np_found *found)
{
	rule_bits bits;
	size_t len = rules->text.len;

	if (len == 0 || len > WHOLE_WINDOW)
		return false;
	memcpy(bits, rules->awake_whole, sizeof bits);
	wake_beginning(rules, 0, NP_AT_WHOLE, bits);
	wake_ending(rules, len, NP_AT_WHOLE, bits);
	return match_any(rules, bits, NP_AT_WHOLE, 0, len, 0, found);
}

/* ---- examples ---- */

/* Copies an example without its brackets; false when they are not one pair. */
static bool
take_example(const struct rule *rule, struct np_span example, char *out, struct np_span *text,
    struct np_found *want)
{
	size_t len = 0;
	unsigned opened = 0, closed = 0;

	memset(want, 0, sizeof *want);
	want->role = rule->role;
	want->place = rule->place;
	for (size_t i = 0; i < example.len;) {
		if (i + 3 <= example.len && memcmp(example.ptr + i, OPENING, 3) == 0) {
			opened++;
			want->start = len;
			i += 3;
		} else if (i + 3 <= example.len && memcmp(example.ptr + i, CLOSING, 3) == 0) {
			closed++;
			want->end = len;
			i += 3;
		} else {
			out[len++] = example.ptr[i++];
		}
	}
	want->mark = opened > 0;
	text->ptr = out;
	text->len = len;
	return opened == closed && opened <= 1 && (opened == 0 || want->start < want->end);
}

/* True when this rule alone finds in the text what the example says. */
static bool
example_holds(
    struct np_rules *rules, struct rule *rule, struct np_span text, const struct np_found *want)
{
	struct np_found found;
	size_t start = rule->place == NP_AT_HEAD && want->mark ? want->start : 0;
	size_t end = rule->place == NP_AT_TAIL && want->mark ? want->end : text.len;
	bool any;

	np_rules_look(rules, text, rule->place == NP_AT_WHOLE);
	any = match(rules, rule, 0, end, start, &found);
	if (!want->mark)
		return !any;
	return any && found.start == want->start && found.end == want->end;
}

static enum np_code
check_rule(struct np_rules *rules, struct rule *rule, struct np_error *err)
{
	struct np_span rest = rule->examples;

	if (!rule->plain && compiled(rules, rule, err) == NULL)
		return err->code;
	while (!rule->plain && rest.len > 0) {
		struct np_span example = cut(&rest, '\t'), text;
		struct np_found want;
		char *out = malloc(example.len + 1);
		enum np_code code = NP_OK;
		if (out == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		if (!take_example(rule, example, out, &text, &want))
			code = wrong(
			    rules, rule->line, "brackets do not match in example", example, err);
		else if (!example_holds(rules, rule, text, &want))
			code = wrong(rules, rule->line,
			    "the pattern does not do what its example shows", example, err);
		free(out);
		if (code != NP_OK)
			return code;
	}
	return NP_OK;
}

void
np_rules_examples(struct np_rules *rules,
    void (*each)(uint64_t line, struct np_span text, const struct np_found *want, void *ctx),
    void *ctx)
{
	for (size_t i = 0; i < rules->count; i++) {
		struct np_span rest = rules->rules[i].examples;
		while (rest.len > 0) {
			struct np_span example = cut(&rest, '\t'), text;
			struct np_found want;
			char *out = malloc(example.len + 1);
			if (out != NULL &&
			    take_example(&rules->rules[i], example, out, &text, &want))
				each(rules->rules[i].line, text, &want, ctx);
			free(out);
		}
	}
}

/* ---- opening and closing ---- */

enum np_code
np_rules_open(struct np_rules **rules, struct np_error *err)
{
	struct np_rules *made = calloc(1, sizeof *made);

	*rules = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	made->data = pcre2_match_data_create(1, NULL);
	made->context = pcre2_match_context_create(NULL);
	if (made->data == NULL || made->context == NULL) {
		np_rules_close(made);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	/* What an honest pattern needs on a window of 400 bytes is below a tenth of this. */
	pcre2_set_match_limit(made->context, 10000);
	pcre2_set_heap_limit(made->context, 1024);
	*rules = made;
	return NP_OK;
}

/* Notes which rules the sieve knows: those without a pattern need none. */
static void
know_sieved(struct np_rules *rules)
{
	memset(rules->sieved, 0, sizeof rules->sieved);
	for (size_t i = rules->sieve_base; i < rules->count; i++) {
		if (!rules->rules[i].plain)
			set_bit(rules->sieved, i);
	}
}

/* Room for the new rules before those that are there. */
static struct rule *
make_room(struct np_rules *rules, size_t added)
{
	struct rule *all = malloc((rules->count + added + 1) * sizeof *all);

	if (all == NULL)
		return NULL;
	if (rules->count > 0)
		memcpy(all + added, rules->rules, rules->count * sizeof *all);
	memset(all, 0, added * sizeof *all);
	free(rules->rules);
	rules->rules = all;
	rules->count += added;
	rules->words = (rules->count + 63) / 64;
	rules->sieve_base += added;
	if (rules->sieve != NULL)
		know_sieved(rules);
	return all;
}

/* A line that is a rule, not a macro, not a comment, not blank. */
static bool
is_rule(struct np_span line)
{
	return line.len > 0 && line.ptr[0] != '#' && line.ptr[0] != '@';
}

static struct np_span
next_line(struct np_span *rest)
{
	struct np_span line = cut(rest, '\n');

	if (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

enum np_code
np_rules_add(struct np_rules *rules, struct np_span text, bool check, struct np_error *err)
{
	static const char mark_of_order[] = "\xEF\xBB\xBF";
	struct copy *copy = malloc(sizeof *copy + text.len + 1);
	struct np_span rest;
	struct rule *rule;
	struct np_error own;
	size_t added = 0;
	uint64_t number = 0;
	enum np_code code = NP_OK;

	if (err == NULL)
		err = &own;
	if (copy == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	copy->next = rules->copies;
	rules->copies = copy;
	if (text.len > 0)
		memcpy(copy->text, text.ptr, text.len);
	text.ptr = copy->text;
	if (text.len >= 3 && memcmp(text.ptr, mark_of_order, 3) == 0) {
		text.ptr += 3;
		text.len -= 3;
	}
	for (rest = text; rest.len > 0;)
		added += is_rule(next_line(&rest));
	if (added > RULES_MAX - rules->count)
		return wrong(rules, 0, "too many rules", (struct np_span){ NULL, 0 }, err);
	rule = make_room(rules, added);
	if (rule == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (rest = text; rest.len > 0 && code == NP_OK;) {
		struct np_span line = next_line(&rest);
		number++;
		if (is_rule(line))
			code = parse_rule(rules, rule++, number, line, err);
		else if (line.len > 0 && line.ptr[0] == '@')
			code = add_macro(rules, number, line, err);
	}
	if (code == NP_OK)
		code = index_all(rules, err);
	for (size_t i = 0; check && code == NP_OK && i < added; i++)
		code = check_rule(rules, &rules->rules[i], err);
	return code;
}

enum np_code
np_rules_sieve(struct np_rules *rules, const struct np_sieve_data *data, struct np_error *err)
{
	np_sieve_close(rules->sieve);
	rules->sieve = NULL;
	if (data == NULL)
		return NP_OK;
	if (data->rule_count != rules->count)
		return wrong(rules, 0, "a sieve of other rules", (struct np_span){ NULL, 0 }, err);
	rules->sieve = np_sieve_open(data);
	if (rules->sieve == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	rules->sieve_base = 0;
	know_sieved(rules);
	return NP_OK;
}

enum np_code
np_rules_patterns(struct np_rules *rules,
    void (*each)(uint64_t line, enum np_place place, const char *pattern, void *ctx), void *ctx,
    struct np_error *err)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->rules[i];
		char *text = NULL;
		if (!rule->plain) {
			text = expand(rules, rule->macros, rule->line, rule->pattern, err);
			if (text == NULL)
				return err != NULL ? err->code : NP_ERR_SYNTAX;
		}
		each(rule->line, rule->place, text, ctx);
		free(text);
	}
	return NP_OK;
}

void
np_rules_close(struct np_rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->count; i++) {
		pcre2_code_free(rules->rules[i].code);
		pcre2_code_free(rules->rules[i].code_bad);
	}
	for (struct macro *macro = rules->macros, *next; macro != NULL; macro = next) {
		next = macro->next;
		free(macro->text);
		free(macro);
	}
	for (struct copy *copy = rules->copies, *next; copy != NULL; copy = next) {
		next = copy->next;
		free(copy);
	}
	np_sieve_close(rules->sieve);
	pcre2_match_data_free(rules->data);
	pcre2_match_context_free(rules->context);
	free(rules->literals);
	free(rules->rules);
	free(rules);
}
