/* rules.c - rules as data: opened, added to, checked against their examples */
#include "rules_inside.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* ---- rules by their numbers ---- */

const struct np_rule *
np_rules_at(const struct np_rules *rules, size_t i, struct np_rule_text **of)
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
	const struct np_rule *rule = np_rules_at(rules, i, &text);

	return np_rule_field(text, rule->trigger);
}

static struct np_span
examples_of(const struct np_rules *rules, size_t i)
{
	struct np_rule_text *text;
	const struct np_rule *rule = np_rules_at(rules, i, &text);

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
		const struct np_rule *rule = np_rules_at(rules, i, &text);
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

/* ---- examples ---- */

/* True when this rule alone finds in the text what the example says. */
static bool
example_holds(struct np_rules *rules, size_t i, struct np_span text, const struct np_found *want)
{
	struct np_found found;
	size_t start = want->place == NP_AT_HEAD && want->mark ? want->start : 0;
	size_t end = want->place == NP_AT_TAIL && want->mark ? want->end : text.len;
	bool any;

	np_rules_look(rules, text, NULL, want->place == NP_AT_WHOLE);
	any = np_rules_match(rules, i, 0, end, start, &found);
	if (!want->mark)
		return !any;
	return any && found.start == want->start && found.end == want->end;
}

/* Tries an example of the i-th rule; out has room for it. */
static enum np_code
check_example(struct np_rules *rules, size_t i, const struct np_rule *rule, struct np_span example,
    char *out, struct np_error *err)
{
	struct np_found want;
	struct np_span text;
	bool holds;

	if (!np_rule_example(rule, example, out, &text, &want))
		return np_rule_wrong(
		    rules->message, rule->line, "brackets do not match in example", example, err);
	holds = example_holds(rules, i, text, &want);
	if (np_rules_starved(rules))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return holds ? NP_OK
		     : np_rule_wrong(rules->message, rule->line,
			   "the pattern does not do what its example shows", example, err);
}

static enum np_code
check_rule(struct np_rules *rules, size_t i, struct np_error *err)
{
	struct np_rule_text *of;
	const struct np_rule *rule = np_rules_at(rules, i, &of);
	struct np_span rest = examples_of(rules, i);

	rules->valid = true;
	if (!rule->plain && !np_rules_ready(rules, i, err))
		return err->code;
	while (!rule->plain && rest.len > 0) {
		struct np_span example = np_rule_cut(&rest, '\t');
		char *out = malloc(example.len + 1);
		enum np_code code;
		if (out == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		code = check_example(rules, i, rule, example, out, err);
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
		const struct np_rule *rule = np_rules_at(rules, i, &of);
		struct np_span rest = examples_of(rules, i);
		while (rest.len > 0) {
			struct np_span example = np_rule_cut(&rest, '\t'), text;
			struct np_found want;
			char *out = malloc(example.len + 1);
			if (out != NULL && np_rule_example(rule, example, out, &text, &want))
				each(rule->line, text, &want, ctx);
			free(out);
		}
	}
}

/* ---- opening and closing ---- */

enum np_code
np_rules_open(struct np_rules **rules, struct np_error *err)
{
	struct np_rules *made = malloc(sizeof *made);

	*rules = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	memset(made, 0, offsetof(struct np_rules, piece));
	made->triggers = np_triggers_open();
	if (made->triggers == NULL) {
		np_rules_close(made);
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	*rules = made;
	return NP_OK;
}

/* Puts a text before those that are there; false when memory is out. */
static bool
put_first(struct np_rules *rules, struct np_rule_text *text)
{
	if (rules->matchers != NULL) {
		struct np_matcher *all = calloc(rules->count + text->count + 1, sizeof *all);
		if (all == NULL)
			return false;
		memcpy(all + text->count, rules->matchers, rules->count * sizeof *all);
		free(rules->matchers);
		rules->matchers = all;
	}
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
    const struct np_backtrack_data *backtrack, struct np_error *err)
{
	rules->sieve = NULL;
	rules->backtrack = NULL;
	rules->built_base = 0;
	if (sieve->rule_count != rules->count || backtrack->rule_count != rules->count)
		return np_rule_wrong(
		    rules->message, 0, "made of other rules", (struct np_span){ NULL, 0 }, err);
	rules->sieve = sieve;
	rules->backtrack = backtrack;
	return NP_OK;
}

enum np_code
np_rules_patterns(struct np_rules *rules,
    void (*each)(uint64_t line, enum np_place place, const char *pattern, void *ctx), void *ctx,
    struct np_error *err)
{
	for (size_t i = 0; i < rules->count; i++) {
		struct np_rule_text *of;
		const struct np_rule *rule = np_rules_at(rules, i, &of);
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

void
np_rules_close(struct np_rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; rules->matchers != NULL && i < rules->count; i++)
		np_matcher_close(&rules->matchers[i]);
	free(rules->matchers);
	np_rule_text_close(rules->texts);
	np_match_room_close(rules->room);
	np_triggers_close(rules->triggers);
	np_trigger_list_close(rules->list);
	free(rules);
}
