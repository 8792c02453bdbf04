/* rules.c - rules as data: patterns with the place they speak for, compiled when first needed */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "trigger.h"

enum {
	/* Bytes around a place that a pattern sees: they bound what a rule can cost. */
	HEAD_WINDOW = 420,
	TAIL_WINDOW = 270,
	BEFORE_HIT = 150,
	BEHIND_HIT = 300,
	WHOLE_WINDOW = 400
};

/* The rules are numbered as they are asked: those of the text that was added last come first. */
struct np_rules {
	struct np_rule_text *texts; /* the last one; the others before it */
	size_t count;
	struct np_matcher *matchers; /* of each rule */
	struct np_triggers *triggers;
	struct np_trigger_list *list; /* what triggers looks for, unless that was built in */
	struct np_match_room *room;
	/* For the rules from built_base on, or NULL. */
	const struct np_sieve_data *sieve;
	const struct np_codes *codes;
	size_t built_base;
	char message[NP_RULE_MESSAGE];
	/* of the text looked at last */
	struct np_span text;
	bool valid;                  /* it is UTF-8 */
	struct np_chars piece;       /* characters of a part of it … */
	size_t piece_from, piece_to; /* … which; none if these are the same */
	bool starved;                /* a pattern was not tried for want of memory */
};

/* ---- rules by their numbers ---- */

/* The i-th rule, and the text that it is of. */
static const struct np_rule *
rule_at(const struct np_rules *rules, size_t i, struct np_rule_text **of)
{
	struct np_rule_text *text = rules->texts;

	while (i >= text->count) {
		i -= text->count;
		text = text->before;
	}
	*of = text;
	return &text->rules[i];
}

/* What stands in a field of the i-th rule. */
static struct np_span
trigger_of(const struct np_rules *rules, size_t i)
{
	struct np_rule_text *text;
	const struct np_rule *rule = rule_at(rules, i, &text);

	return np_rule_field(text, rule->trigger);
}

static struct np_span
examples_of(const struct np_rules *rules, size_t i)
{
	struct np_rule_text *text;
	const struct np_rule *rule = rule_at(rules, i, &text);

	return np_rule_field(text, rule->examples);
}

/* ---- triggers ---- */

/* Makes the tables of all triggers. */
static enum np_code
index_all(struct np_rules *rules, struct np_error *err)
{
	struct np_trigger_list *list = np_trigger_list_open();
	const struct np_trigger_table *table;

	np_trigger_list_close(rules->list);
	rules->list = list;
	for (size_t i = 0; list != NULL && i < rules->count; i++) {
		struct np_rule_text *text;
		const struct np_rule *rule = rule_at(rules, i, &text);
		struct np_span which;
		enum np_code code = np_trigger_list_add(
		    list, i, (enum np_place)rule->place, trigger_of(rules, i), &which);
		if (code != NP_OK)
			return np_rule_wrong(rules->message, rule->line,
			    code == NP_ERR_SYNTAX ? "this trigger does not fit its place"
						  : "too many triggers",
			    which, err);
	}
	table = list != NULL ? np_trigger_list_table(list) : NULL;
	if (table == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	np_triggers_use(rules->triggers, table);
	return NP_OK;
}

void
np_rules_look(struct np_rules *rules, struct np_span text, const struct np_chars *chars, bool whole)
{
	rules->text = text;
	rules->valid =
	    np_triggers_look(rules->triggers, text, chars, whole && text.len <= WHOLE_WINDOW);
	rules->piece_from = rules->piece_to = 0;
}

/* ---- matching ---- */

/* Compiles the i-th pattern for texts that are UTF-8 or, bad, that are not; false with *err filled. */
static bool
compile(struct np_rules *rules, size_t i, bool bad, struct np_error *err)
{
	struct np_matcher *matcher = &rules->matchers[i];
	struct np_rule_text *of;
	const struct np_rule *rule = rule_at(rules, i, &of);
	char why[120] = "", *pattern;
	struct np_error own;
	bool good;

	if (matcher->broken)
		return false;
	if (err == NULL)
		err = &own;
	pattern = np_rule_pattern(of, rule, rules->message, err);
	if (pattern == NULL) {
		rules->starved = err->code == NP_ERR_MEMORY;
		matcher->broken = !rules->starved;
		return false;
	}
	good =
	    np_matcher_compile(matcher, pattern, (enum np_place)rule->place, bad, why, sizeof why);
	free(pattern);
	if (matcher->starved) {
		rules->starved = true;
		np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	} else if (!good) {
		np_rule_wrong(rules->message, rule->line, "not a pattern",
		    (struct np_span){ why, strlen(why) }, err);
	}
	return good;
}

/* Has the i-th pattern ready for the text that was looked at; false with *err filled where it is none. */
static bool
ready(struct np_rules *rules, size_t i, struct np_error *err)
{
	struct np_matcher *matcher = &rules->matchers[i];

	if ((rules->valid ? matcher->code : matcher->code_bad) != NULL)
		return true;
	if (rules->valid && rules->codes != NULL && i >= rules->built_base &&
	    np_matcher_load(matcher, rules->codes, i - rules->built_base))
		return true;
	return compile(rules, i, !rules->valid, err);
}

/*
 * Tries the i-th rule on the bytes from..to of the text, beginning at byte start of it.
 * A mark must have characters in it.
 */
static bool
match(
    struct np_rules *rules, size_t i, size_t from, size_t to, size_t start, struct np_found *found)
{
	struct np_matcher *matcher = &rules->matchers[i];
	struct np_rule_text *of;
	const struct np_rule *rule = rule_at(rules, i, &of);
	size_t at[2] = { start, to };

	if (!rule->plain && (!ready(rules, i, NULL) ||
				!np_matcher_match(matcher, rules->room, (enum np_place)rule->place,
				    rules->text, rules->valid, from, to, start, at))) {
		rules->starved = rules->starved || matcher->starved;
		return false;
	}
	*found = (struct np_found){ rule->mark, (enum np_role)rule->role,
		(enum np_place)rule->place, at[0], at[1] };
	return true;
}

/* Where the next character begins from byte `at` on. */
static size_t
round_up(struct np_span text, size_t at)
{
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/* The start of the character that byte `at` is in; the text's end is its own. */
static size_t
round_down(struct np_span text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The characters of bytes from..to, which are whole ones: those that the triggers took, or taken here. */
static struct np_sieve_view
view_of(struct np_rules *rules, size_t from, size_t to)
{
	const struct np_chars *all = np_triggers_chars(rules->triggers);

	if (all != NULL)
		return (struct np_sieve_view){ rules->text.ptr, all, 0, rules->text.len };
	if (from != rules->piece_from || to != rules->piece_to) {
		rules->piece_from = from;
		rules->piece_to = to;
		np_chars_take(&rules->piece, rules->text.ptr + from, to - from);
	}
	return (struct np_sieve_view){ rules->text.ptr, &rules->piece, from, to };
}

/* Tries one rule on the bytes from..to of the text, beginning at byte start or where it may, by the sieve. */
static bool
match_sieved(struct np_rules *rules, size_t i, enum np_place place,
    const struct np_sieve_view *view, const struct np_sieve_window *window, size_t from, size_t to,
    size_t start, struct np_found *found)
{
	if (i >= rules->built_base) {
		struct np_sieve_window own = *window;
		if (!np_sieve_lets(rules->sieve, i - rules->built_base, place, view, &own))
			return false;
		if (own.start != window->start)
			start = np_sieve_byte(view, own.start, to);
	}
	return match(rules, i, from, to, start, found);
}

/* Tries, in their order, the rules of `bits`, which are all for that place; bits are used up. */
static bool
match_any(struct np_rules *rules, np_rule_bits bits, enum np_place place, size_t from, size_t to,
    size_t start, struct np_found *found)
{
	/* PCRE2 makes several texts of one that has bad bytes in it, each with ends of its own. */
	bool sieved = rules->sieve != NULL && rules->valid;
	struct np_sieve_view view;
	struct np_sieve_window window;

	if (sieved) {
		from = round_up(rules->text, from);
		start = round_up(rules->text, start < from ? from : start);
		to = round_down(rules->text, to);
		if (start > to)
			return false;
		view = view_of(rules, from, to);
		window = np_sieve_window(&view, from, start, to);
		if (place != NP_INSIDE && rules->built_base == 0)
			np_sieve_narrow(rules->sieve, &view, &window, place, bits);
	}
	for (size_t first = 0; first < rules->count; first += 64) {
		for (uint64_t rest = bits[first / 64]; rest != 0; rest &= rest - 1) {
			size_t i = first + np_chars_lowest(rest);
			if (sieved ? match_sieved(
					 rules, i, place, &view, &window, from, to, start, found)
				   : match(rules, i, from, to, start, found))
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
	return match_any(rules, bits, NP_AT_HEAD, 0, end, pos, found);
}

bool
np_rules_tail(struct np_rules *rules, size_t end, struct np_found *found)
{
	np_rule_bits bits;
	size_t from = end > TAIL_WINDOW ? end - TAIL_WINDOW : 0;

	if (end == 0 || end > rules->text.len ||
	    !np_triggers_at(rules->triggers, NP_AT_TAIL, end, bits))
		return false;
	return match_any(rules, bits, NP_AT_TAIL, from, end, from, found);
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
		if (match_any(rules, bits, NP_INSIDE, near, end, start, found))
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
	return match_any(rules, bits, NP_AT_WHOLE, 0, len, 0, found);
}

/* ---- examples ---- */

/* Copies an example without its brackets; false when they are not one pair. */
static bool
take_example(const struct np_rule *rule, struct np_span example, char *out, struct np_span *text,
    struct np_found *want)
{
	size_t len = 0;
	unsigned opened = 0, closed = 0;

	memset(want, 0, sizeof *want);
	want->role = (enum np_role)rule->role;
	want->place = (enum np_place)rule->place;
	for (size_t i = 0; i < example.len;) {
		if (i + 3 <= example.len && memcmp(example.ptr + i, NP_RULE_OPENING, 3) == 0) {
			opened++;
			want->start = len;
			i += 3;
		} else if (i + 3 <= example.len &&
			   memcmp(example.ptr + i, NP_RULE_CLOSING, 3) == 0) {
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
example_holds(struct np_rules *rules, size_t i, struct np_span text, const struct np_found *want)
{
	struct np_found found;
	size_t start = want->place == NP_AT_HEAD && want->mark ? want->start : 0;
	size_t end = want->place == NP_AT_TAIL && want->mark ? want->end : text.len;
	bool any;

	np_rules_look(rules, text, NULL, want->place == NP_AT_WHOLE);
	any = match(rules, i, 0, end, start, &found);
	if (!want->mark)
		return !any;
	return any && found.start == want->start && found.end == want->end;
}

static enum np_code
check_rule(struct np_rules *rules, size_t i, struct np_error *err)
{
	struct np_rule_text *of;
	const struct np_rule *rule = rule_at(rules, i, &of);
	struct np_span rest = examples_of(rules, i);

	rules->valid = true;
	if (!rule->plain && !ready(rules, i, err))
		return err->code;
	while (!rule->plain && rest.len > 0) {
		struct np_span example = np_rule_cut(&rest, '\t'), text;
		struct np_found want;
		char *out = malloc(example.len + 1);
		enum np_code code = NP_OK;
		if (out == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		if (!take_example(rule, example, out, &text, &want))
			code = np_rule_wrong(rules->message, rule->line,
			    "brackets do not match in example", example, err);
		else if (!example_holds(rules, i, text, &want))
			code = np_rule_wrong(rules->message, rule->line,
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
		struct np_rule_text *of;
		const struct np_rule *rule = rule_at(rules, i, &of);
		struct np_span rest = examples_of(rules, i);
		while (rest.len > 0) {
			struct np_span example = np_rule_cut(&rest, '\t'), text;
			struct np_found want;
			char *out = malloc(example.len + 1);
			if (out != NULL && take_example(rule, example, out, &text, &want))
				each(rule->line, text, &want, ctx);
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

/* Puts a text before those that are there, with a matcher for each of its rules; false when memory is out. */
static bool
put_first(struct np_rules *rules, struct np_rule_text *text)
{
	struct np_matcher *all = calloc(rules->count + text->count + 1, sizeof *all);

	if (all == NULL)
		return false;
	if (rules->count > 0)
		memcpy(all + text->count, rules->matchers, rules->count * sizeof *all);
	free(rules->matchers);
	rules->matchers = all;
	rules->texts = text;
	rules->count += text->count;
	rules->built_base += text->count;
	return true;
}

/* Gives a text back, and not those before it. */
static void
drop(struct np_rule_text *text)
{
	text->before = NULL;
	np_rule_text_close(text);
}

enum np_code
np_rules_add(struct np_rules *rules, struct np_span text, bool check, struct np_error *err)
{
	struct np_rule_text *added;
	struct np_error own;
	enum np_code code;

	if (err == NULL)
		err = &own;
	code = np_rule_text_read(&added, text, rules->texts, check, rules->message, err);
	if (code != NP_OK)
		return code;
	if (added->count > NP_RULES_MAX - rules->count) {
		drop(added);
		return np_rule_wrong(
		    rules->message, 0, "too many rules", (struct np_span){ NULL, 0 }, err);
	}
	if (!put_first(rules, added)) {
		drop(added);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	code = index_all(rules, err);
	for (size_t i = 0; check && code == NP_OK && i < added->count; i++)
		code = check_rule(rules, i, err);
	return code;
}

enum np_code
np_rules_take(struct np_rules *rules, const struct np_rules_data *data, struct np_error *err)
{
	struct np_rule_text *text =
	    np_rule_text_built((struct np_span){ data->text, data->len }, data->rules, data->count);

	if (text == NULL || !put_first(rules, text)) {
		np_rule_text_close(text);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	np_triggers_use(rules->triggers, data->triggers);
	return NP_OK;
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
		return np_rule_wrong(
		    rules->message, 0, "made of other rules", (struct np_span){ NULL, 0 }, err);
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
		struct np_rule_text *of;
		const struct np_rule *rule = rule_at(rules, i, &of);
		char *pattern = NULL;
		if (!rule->plain) {
			pattern = np_rule_pattern(of, rule, rules->message, err);
			if (pattern == NULL)
				return err != NULL ? err->code : NP_ERR_SYNTAX;
		}
		each(rule->line, (enum np_place)rule->place, pattern, ctx);
		free(pattern);
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
		np_matcher_close(&rules->matchers[i]);
	free(rules->matchers);
	np_rule_text_close(rules->texts);
	np_match_room_close(rules->room);
	np_triggers_close(rules->triggers);
	np_trigger_list_close(rules->list);
	free(rules);
}
