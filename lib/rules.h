/* rules.h - rules as data: patterns with the place they speak for, compiled when first needed */
#ifndef NP_RULES_H
#define NP_RULES_H

#include "backtrack.h"
#include "block.h"
#include "matcher.h"
#include "rule_example.h"
#include "rule_text.h"
#include "trigger_table.h"

/*
 * The format, UTF-8, a line each; # begins a comment line; fields parted by one tab:
 *
 *	@NAME <TAB> pattern
 *	role <TAB> place <TAB> trigger <TAB> pattern <TAB> example [<TAB> example ...]
 *
 * A pattern is PCRE2's and may name macros defined above it as {NAME}.  role is
 * a role's name, or `none`: what such a rule matches is no mark, and no rule
 * below it is asked there.  place is `head` (the pattern begins where the text,
 * or the rest of it behind a mark, begins), `tail` (it ends where the text, or
 * what is left of it before a mark, ends), `in` (anywhere) or `whole` (the text
 * and nothing else).  The pattern is tried only where one of the trigger's
 * literals, parted by |, occurs near: ^literal at the text's very start,
 * literal$ at its very end; - for none (not with `in`).  In an example the mark
 * stands between U+27E6 and U+27E7; an example without them must not match.
 * Every rule has one with them at least, unless its role is `none`; such a rule
 * may have - for its pattern: then the trigger alone decides.
 * Rules are asked in the order of the lines.
 */
struct np_rules;

/* Rules without any in them.  Answers NP_OK or NP_ERR_MEMORY. */
enum np_code np_rules_open(struct np_rules **rules, struct np_error *err);

/*
 * Adds the rules in text, before those that are there; macros are shared.  text
 * is not needed afterwards.  With check their patterns are compiled and their examples
 * tried now.  Answers NP_OK; NP_ERR_SYNTAX with err->line the line that is wrong and
 * err->msg valid as long as rules, which are good for closing only then; or NP_ERR_MEMORY.
 */
enum np_code np_rules_add(
    struct np_rules *rules, struct np_span text, bool check, struct np_error *err);

/* A text of rules as it was read when the library was built, by lib/gen/rules.c and by nothing else. */
struct np_rules_data {
	const char *text;
	size_t len;
	const struct np_rule *rules;
	size_t count;
	const struct np_trigger_table *triggers;
};

/*
 * As np_rules_add() of that text, without reading it; before anything is added.  data must outlive
 * rules.  NP_OK, or NP_ERR_MEMORY.
 */
enum np_code np_rules_take(
    struct np_rules *rules, const struct np_rules_data *data, struct np_error *err);

/*
 * Gives the rules that are there what was made of just these when the library was built: a sieve, so
 * that what cannot match is not tried, and the patterns, read, so that PCRE2 is not needed for texts that are
 * UTF-8.  Nothing else changes.  Both must outlive rules.  NP_OK, or NP_ERR_SYNTAX when they are of
 * other rules.
 */
enum np_code np_rules_built(struct np_rules *rules, const struct np_sieve_data *sieve,
    const struct np_backtrack_data *backtrack, struct np_error *err);

/*
 * Calls each() with every rule's pattern, its macros put in, in their order: for making a sieve.
 * NULL where the trigger alone decides.  Answers as np_rules_add().
 */
enum np_code np_rules_patterns(struct np_rules *rules,
    void (*each)(uint64_t line, enum np_place place, const char *pattern, void *ctx), void *ctx,
    struct np_error *err);

/* Gives everything back; rules may be NULL. */
void np_rules_close(struct np_rules *rules);

/*
 * Looks at a text once, at memory speed, for the triggers in it; whole: also for those of the rules
 * for whole lines.  chars: all its characters, where they are at hand, or NULL.  The calls below speak of
 * the text looked at last, which must still be there, and these with it.
 */
void np_rules_look(
    struct np_rules *rules, struct np_span text, const struct np_chars *chars, bool whole);

/* The first rule for heads that matches at byte pos. */
bool np_rules_head(struct np_rules *rules, size_t pos, struct np_found *found);

/* The first rule for tails that matches up to byte end. */
bool np_rules_tail(struct np_rules *rules, size_t end, struct np_found *found);

/* The first match at or behind byte from of a rule for any place. */
bool np_rules_inside(struct np_rules *rules, size_t from, struct np_found *found);

/* The first rule that matches the whole text, which was looked at for that. */
bool np_rules_whole(struct np_rules *rules, struct np_found *found);

/*
 * True if, since this was last asked, memory was out when a pattern was tried: what was found
 * is not all that there is.
 */
bool np_rules_starved(struct np_rules *rules);

/*
 * Calls each() with every example of every rule, its brackets taken out.  want is the
 * mark it shows, of the rule's role and place; want->mark is false where nothing is
 * to be found.  The line is that of the text added.
 */
void np_rules_examples(struct np_rules *rules,
    void (*each)(uint64_t line, struct np_span text, const struct np_found *want, void *ctx),
    void *ctx);

#endif
