/* rules - the reader of rules: a text, an empty line, rules; what they find lies in the text */
#include "fuzz.h"

#include "rules.h"

static void
check_found(const struct np_found *found, size_t len)
{
	LAW(found->start <= found->end && found->end <= len);
	LAW(found->place < NP_PLACES && (!found->mark || found->role < NP_ROLES));
}

static void
look(struct np_rules *rules, struct np_span text)
{
	struct np_found found;

	np_rules_look(rules, text, NULL, true);
	if (np_rules_whole(rules, &found))
		check_found(&found, text.len);
	if (np_rules_head(rules, 0, &found))
		check_found(&found, text.len);
	if (np_rules_tail(rules, text.len, &found))
		check_found(&found, text.len);
	for (size_t at = 0; at <= text.len && np_rules_inside(rules, at, &found);) {
		check_found(&found, text.len);
		LAW(found.start >= at);
		at = found.end > at ? found.end : at + 1;
	}
}

static void
example(uint64_t line, struct np_span text, const struct np_found *want, void *ctx)
{
	(void)ctx;
	LAW(line > 0);
	check_found(want, text.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	bool check = fuzz_choice(&fuzz, 2) == 1;
	struct np_span line = fuzz_copy(fuzz_line(&fuzz)), text = fuzz_copy(fuzz.rest);
	struct np_rules *rules;
	struct np_error err;
	enum np_code code;

	LAW(np_rules_open(&rules, &err) == NP_OK);
	code = np_rules_add(rules, text, check, &err);
	LAW(code == NP_OK || code == NP_ERR_SYNTAX);
	if (code == NP_OK) {
		look(rules, line);
		np_rules_examples(rules, example, NULL);
	} else {
		LAW(err.msg != NULL && err.line > 0);
	}
	np_rules_close(rules);
	free((char *)(size_t)line.ptr);
	free((char *)(size_t)text.ptr);
	return 0;
}
