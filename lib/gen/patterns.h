/* patterns.h - the patterns of rules on standard input, for programs that make tables of them */
#ifndef NP_GEN_PATTERNS_H
#define NP_GEN_PATTERNS_H

#include <stdio.h>

#include "rules.h"

/*
 * Calls each() as np_rules_patterns() does for the rules of standard input.  False, and the program
 * told why, where they can't be read or one of them is none.
 */
static bool
each_pattern(const char *program,
    void (*each)(uint64_t line, enum np_place place, const char *pattern, void *ctx))
{
	static char text[1024 * 1024];
	size_t len = fread(text, 1, sizeof text, stdin);
	struct np_rules *rules;
	struct np_error err;
	if (ferror(stdin) || len == sizeof text) {
		fprintf(
		    stderr, "%s: rules that can't be read, or of a megabyte and more\n", program);
		return false;
	}
	if (np_rules_open(&rules, &err) != NP_OK ||
	    np_rules_add(rules, (struct np_span){ text, len }, false, &err) != NP_OK ||
	    np_rules_patterns(rules, each, NULL, &err) != NP_OK) {
		fprintf(
		    stderr, "%s: line %llu: %s\n", program, (unsigned long long)err.line, err.msg);
		return false;
	}
	np_rules_close(rules);
	return true;
}

#endif
