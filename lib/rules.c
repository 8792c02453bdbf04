/* rules.c - rules as data: patterns with the place they speak for, compiled when first needed */
#include "rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matcher.h"
#include "trigger.h"

enum {
	EXPANDED_MAX = 1 << 17, /* bytes of a pattern, its macros put in */
	/* Bytes around a place that a pattern sees: they bound what a rule can cost. */
	HEAD_WINDOW = 420,
	TAIL_WINDOW = 270,
	BEFORE_HIT = 150,
	BEHIND_HIT = 300,
	WHOLE_WINDOW = 400
};

struct rule {
	bool mark;
	enum np_role role;
	enum np_place place;
	uint64_t line;
	struct np_span trigger, pattern, examples; /* as they stand in the file */
	struct macro *macros;                      /* those above it */
	struct np_matcher matcher;
	bool plain; /* `none` with the pattern -: the trigger alone decides */
};

struct macro {
	struct np_span name, pattern;
	uint64_t line;
	char *text;         /* the pattern with its macros put in, once it was needed */
	struct macro *next; /* the one above it */
};

struct copy { /* of a text added */
	struct copy *next;
	char text[];
};

struct np_rules {
	struct rule *rules;
	size_t count;
	struct np_triggers *triggers;
	struct macro *macros;
	struct copy *copies;
	struct np_match_room *room;
	/* For the rules from built_base on, or NULL. */
	const struct np_sieve_data *sieve;
	const struct np_codes *codes;
	size_t built_base;
	char message[200];
	/* of the text looked at last */
	struct np_span text;
	bool valid;   /* it is UTF-8 */
	bool starved; /* a pattern was not tried for want of memory */
};

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

static const char *macro_text(struct np_rules *rules, struct macro *macro, struct np_error *err);

/* The pattern with its macros put in, to be freed; NULL with *err filled. */
static char *
expand(struct np_rules *rules, struct macro *macros, uint64_t line, struct np_span pattern,
    struct np_error *err)
{
	size_t len = 0, cap = pattern.len + 1, step;
	char *out = malloc(cap);

	for (size_t at = 0; out != NULL && at < pattern.len; at += step) {
		struct np_span put = { pattern.ptr + at, 1 };
		step = macro_here(pattern, at);
		if (step > 0) {
			struct np_span name = { pattern.ptr + at + 1, step - 2 };
			struct macro *macro = macros;
			while (macro != NULL && !same(macro->name, name))
				macro = macro->next;
			if (macro == NULL) {
				wrong(rules, line, "no such macro above this line", name, err);
				free(out);
				return NULL;
			}
			put.ptr = macro_text(rules, macro, err);
			if (put.ptr == NULL) {
				free(out);
				return NULL;
			}
			put.len = strlen(put.ptr);
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

/* What a macro stands for: made when it is first needed.  NULL with *err filled. */
static const char *
macro_text(struct np_rules *rules, struct macro *macro, struct np_error *err)
{
	if (macro->text == NULL)
		macro->text = expand(rules, macro->next, macro->line, macro->pattern, err);
	return macro->text;
}

static enum np_code
add_macro(
    struct np_rules *rules, uint64_t line, struct np_span fields, bool check, struct np_error *err)
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
	macro->pattern = fields;
	macro->line = line;
	macro->text = NULL;
	macro->next = rules->macros;
	rules->macros = macro;
	if (check && macro_text(rules, macro, err) == NULL)
		return err->code;
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

static enum np_code
index_all(struct np_rules *rules, struct np_error *err)
{
	np_triggers_clear(rules->triggers);
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->rules[i];
		struct np_span which;
		enum np_code code =
		    np_triggers_add(rules->triggers, i, rule->place, rule->trigger, &which);
		if (code != NP_OK)
			return wrong(rules, rule->line,
			    code == NP_ERR_SYNTAX ? "this trigger does not fit its place"
						  : "too many triggers",
			    which, err);
	}
	np_triggers_sort(rules->triggers);
	return NP_OK;
}

void
np_rules_look(struct np_rules *rules, struct np_span text, bool whole)
{
	rules->text = text;
	rules->valid = np_triggers_look(rules->triggers, text, whole && text.len <= WHOLE_WINDOW);
}

/* ---- matching ---- */

/* Compiles the pattern for texts that are UTF-8 or, bad, that are not; false with *err filled. */
static bool
compile(struct np_rules *rules, struct rule *rule, bool bad, struct np_error *err)
{
	char why[120] = "", *text;
	struct np_error own;
	bool good;

	if (rule->matcher.broken)
		return false;
	if (err == NULL)
		err = &own;
	text = expand(rules, rule->macros, rule->line, rule->pattern, err);
	if (text == NULL) {
		rules->starved = err->code == NP_ERR_MEMORY;
		rule->matcher.broken = !rules->starved;
		return false;
	}
	good = np_matcher_compile(&rule->matcher, text, rule->place, bad, why, sizeof why);
	free(text);
	if (rule->matcher.starved) {
		rules->starved = true;
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	} else if (!good) {
		wrong(
		    rules, rule->line, "not a pattern", (struct np_span){ why, strlen(why) }, err);
	}
	return good;
}

/* Has the pattern ready for the text that was looked at; false with *err filled where it is none. */
static bool
ready(struct np_rules *rules, struct rule *rule, struct np_error *err)
{
	size_t i = (size_t)(rule - rules->rules);

	if ((rules->valid ? rule->matcher.code : rule->matcher.code_bad) != NULL)
		return true;
	if (rules->valid && rules->codes != NULL && i >= rules->built_base &&
	    np_matcher_load(&rule->matcher, rules->codes, i - rules->built_base))
		return true;
	return compile(rules, rule, !rules->valid, err);
}

/*
 * Tries a rule on the bytes from..to of the text, beginning at byte start of it.
 * A mark must have characters in it.
 */
static bool
match(struct np_rules *rules, struct rule *rule, size_t from, size_t to, size_t start,
    struct np_found *found)
{
	size_t at[2] = { start, to };

	if (!rule->plain && (!ready(rules, rule, NULL) ||
				!np_matcher_match(&rule->matcher, rules->room, rule->place,
				    rules->text, rules->valid, from, to, start, at))) {
		rules->starved = rules->starved || rule->matcher.starved;
		return false;
	}
	found->mark = rule->mark;
	found->role = rule->role;
	found->place = rule->place;
	found->start = at[0];
	found->end = at[1];
	return true;
}

/* True when the sieve, if there is one and it knows the rule, lets it be tried. */
static bool
may_match(const struct np_rules *rules, size_t i, size_t from, size_t to, size_t start)
{
	const struct rule *rule = &rules->rules[i];

	/* PCRE2 makes several texts of one that has bad bytes in it, each with ends of its own. */
	if (rules->sieve == NULL || i < rules->built_base || !rules->valid)
		return true;
	return np_sieve_lets(
	    rules->sieve, i - rules->built_base, rule->place, rules->text.ptr, from, to, start);
}

/* Tries, in their order, the rules of `bits`, which are all for one place. */
static bool
match_any(struct np_rules *rules, const np_rule_bits bits, size_t from, size_t to, size_t start,
    struct np_found *found)
{
	for (size_t first = 0; first < rules->count; first += 64) {
		uint64_t rest = bits[first / 64];
		for (size_t i = first; rest != 0; i++, rest >>= 1) {
			if ((rest & 1) != 0 && may_match(rules, i, from, to, start) &&
			    match(rules, &rules->rules[i], from, to, start, found))
				return true;
		}
	}
	return false;
}

bool
np_rules_head(struct np_rules *rules, size_t pos, struct np_found *found)
{
	np_rule_bits bits;
	size_t end = rules->text.len;

	if (pos >= end || pos > HEAD_WINDOW ||
	    !np_triggers_at(rules->triggers, NP_AT_HEAD, pos, bits))
		return false;
	if (end - pos > HEAD_WINDOW)
		end = pos + HEAD_WINDOW;
	return match_any(rules, bits, 0, end, pos, found);
}

bool
np_rules_tail(struct np_rules *rules, size_t end, struct np_found *found)
{
	np_rule_bits bits;
	size_t from = end > TAIL_WINDOW ? end - TAIL_WINDOW : 0;

	if (end == 0 || end > rules->text.len ||
	    !np_triggers_at(rules->triggers, NP_AT_TAIL, end, bits))
		return false;
	return match_any(rules, bits, from, end, from, found);
}

bool
np_rules_inside(struct np_rules *rules, size_t from, struct np_found *found)
{
	np_rule_bits bits;
	size_t pos;

	for (size_t i = 0; np_triggers_hit(rules->triggers, i, &pos, bits); i++) {
		size_t end = rules->text.len;
		size_t start = pos > BEFORE_HIT ? pos - BEFORE_HIT : 0;
		size_t near = start > 24 ? start - 24 : 0; /* for what a pattern looks back at */
		if (pos < from)
			continue;
		if (start < from)
			start = from;
		if (end - pos > BEHIND_HIT)
			end = pos + BEHIND_HIT;
		while (start < pos && ((unsigned char)rules->text.ptr[start] & 0xC0) == 0x80)
			start++;
		if (match_any(rules, bits, near, end, start, found))
			return true;
	}
	return false;
}

bool
np_rules_whole(struct np_rules *rules, struct np_found *found)
{
	np_rule_bits bits;
	size_t len = rules->text.len;

	if (len == 0 || len > WHOLE_WINDOW ||
	    !np_triggers_at(rules->triggers, NP_AT_WHOLE, 0, bits))
		return false;
	return match_any(rules, bits, 0, len, 0, found);
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

	rules->valid = true;
	if (!rule->plain && !ready(rules, rule, err))
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
	made->room = np_match_room_open();
	made->triggers = np_triggers_open();
	if (made->room == NULL || made->triggers == NULL) {
		np_rules_close(made);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	*rules = made;
	return NP_OK;
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
	rules->built_base += added;
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
	if (added > NP_RULES_MAX - rules->count)
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
			code = add_macro(rules, number, line, check, err);
	}
	if (code == NP_OK)
		code = index_all(rules, err);
	for (size_t i = 0; check && code == NP_OK && i < added; i++)
		code = check_rule(rules, &rules->rules[i], err);
	return code;
}

enum np_code
np_rules_built(struct np_rules *rules, const struct np_sieve_data *sieve,
    const struct np_codes *codes, struct np_error *err)
{
	char maker[NP_MAKER_SIZE];

	rules->sieve = NULL;
	rules->codes = NULL;
	rules->built_base = 0;
	if ((sieve != NULL && sieve->rule_count != rules->count) ||
	    (codes != NULL && codes->count != rules->count))
		return wrong(rules, 0, "made of other rules", (struct np_span){ NULL, 0 }, err);
	np_matcher_maker(maker);
	rules->sieve = sieve;
	if (codes != NULL && strcmp(codes->maker, maker) == 0)
		rules->codes = codes;
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

bool
np_rules_starved(struct np_rules *rules)
{
	bool starved = rules->starved;

	rules->starved = false;
	return starved;
}

void
np_rules_close(struct np_rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->count; i++)
		np_matcher_close(&rules->rules[i].matcher);
	for (struct macro *macro = rules->macros, *next; macro != NULL; macro = next) {
		next = macro->next;
		free(macro->text);
		free(macro);
	}
	for (struct copy *copy = rules->copies, *next; copy != NULL; copy = next) {
		next = copy->next;
		free(copy);
	}
	np_match_room_close(rules->room);
	np_triggers_close(rules->triggers);
	free(rules->rules);
	free(rules);
}
