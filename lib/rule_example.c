/* rule_example.c - an example of a rule, read: its text, and the mark that it shows */
#include "rule_example.h"

#include <string.h>

bool
np_rule_example(const struct np_rule *rule, struct np_span example, char *out, struct np_span *text,
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
