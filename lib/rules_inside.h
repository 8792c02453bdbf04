/* rules_inside.h - inside of rules: what is known of them, shared by rules.c and rules_find.c */
#ifndef NP_RULES_INSIDE_H
#define NP_RULES_INSIDE_H

#include "backtrack.h"
#include "chars.h"
#include "rules.h"
#include "trigger.h"

/* The rules are numbered as they are asked: those of the text that was added last come first. */
struct np_rules {
	struct np_rule_text *texts; /* the last one; the others before it */
	size_t count;
	struct np_matcher *matchers; /* of each rule; NULL until one is needed, and room too */
	struct np_triggers *triggers;
	struct np_trigger_list *list; /* what triggers looks for, unless that was built in */
	struct np_match_room *room;
	/* For the rules from built_base on, or NULL. */
	const struct np_sieve_data *sieve;
	const struct np_backtrack_data *backtrack;
	size_t built_base;
	char message[NP_RULE_MESSAGE];
	/* of the text looked at last */
	struct np_span text;
	bool valid;                  /* it is UTF-8 */
	size_t piece_from, piece_to; /* the part of it in piece; none if these are the same */
	uint64_t classed;            /* which classes are there: a bit for each 64th of them */
	bool starved;                /* a pattern was not tried for want of memory */
	/* What is in these does not matter at first. */
	struct np_chars piece; /* characters of a part of the text */
	/* For the sieve, of characters of the text or the piece. */
	uint16_t classes[NP_CHARS + NP_SIEVE_BEHIND];
	struct np_backtrack_room tried;
};

/* The i-th rule, and the text that it is of. */
const struct np_rule *np_rules_at(const struct np_rules *rules, size_t i, struct np_rule_text **of);

/* Has the i-th pattern ready for the text that was looked at; false with *err, or NULL, filled where it is none. */
bool np_rules_ready(struct np_rules *rules, size_t i, struct np_error *err);

/*
 * Tries the i-th rule on the bytes from..to of the text looked at, beginning at byte start of it.
 * A mark must have characters in it.
 */
bool np_rules_match(
    struct np_rules *rules, size_t i, size_t from, size_t to, size_t start, struct np_found *found);

#endif
