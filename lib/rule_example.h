/* rule_example.h - an example of a rule, read: its text, and the mark that it shows */
#ifndef NP_RULE_EXAMPLE_H
#define NP_RULE_EXAMPLE_H

#include "block.h"
#include "rule_text.h"
#include "sieve.h"

/* What a rule found: bytes start to end of the text; mark is false for `none`. */
struct np_found {
	bool mark;
	enum np_role role;
	enum np_place place; /* the rule's */
	size_t start, end;
};

/*
 * Copies an example of a rule without its brackets to out, which has room for all of it; *text is what is
 * there then, *want the mark that stood in brackets, of the rule's role and place: want->mark is
 * false where there were none.  False when they are not one pair.
 */
bool np_rule_example(const struct np_rule *rule, struct np_span example, char *out,
    struct np_span *text, struct np_found *want);

#endif
