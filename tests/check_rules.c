/* check_rules - the rules' file format, its faults, places, triggers, hostile texts */
#include "help.h"

#include "cpu.h"
#include "rules.h"

static struct np_rules *
load(const char *text)
{
	struct np_rules *rules;
	struct np_error err;

	ck_assert_int_eq(np_rules_open(&rules, &err), NP_OK);
	if (np_rules_add(rules, span(text), true, &err) != NP_OK)
		ck_abort_msg("line %d: %s", (int)err.line, err.msg);
	return rules;
}

/* Texts of rules that are wrong, the line and a part of what is said of it. */
static const struct {
	const char *text;
	uint64_t line;
	const char *said;
} faults[] = {
	{ "# c\n\nnobody\thead\t-\tx\t⟦x⟧\n", 3, "no such role: nobody" },
	{ "byline head - x ⟦x⟧\n", 1, "examples are parted by tabs: byline head - x ⟦x⟧" },
	{ "byline\tmiddle\t-\tx\t⟦x⟧\n", 1, "place is head, tail, in or whole: middle" },
	{ "byline\thead\n", 1, "a rule is role" },
	{ "byline\thead\t-\t\t⟦x⟧\n", 1, "a rule is role" },
	{ "byline\tin\t-\tx\t⟦x⟧\n", 1, "needs a trigger" },
	{ "byline\thead\t-\tx\n", 1, "no example shows" },
	{ "byline\thead\t-\tx\tx\n", 1, "no example shows" },
	{ "byline\thead\t-\t(x\t⟦x⟧\n", 1, "not a pattern: " },
	{ "byline\thead\t-\tx\t⟦x\n", 1, "brackets do not match" },
	{ "byline\thead\t-\tx\t⟦⟧x\n", 1, "brackets do not match" },
	{ "byline\thead\t-\tx\t⟦y⟧\n", 1, "does not do what its example shows: ⟦y⟧" },
	{ "byline\thead\t-\tx\t⟦x⟧\txx\n", 1, "does not do what its example shows: xx" },
	{ "byline\thead\tx$\tx\t⟦x⟧\n", 1, "does not fit its place" },
	{ "byline\ttail\t^x\tx\t⟦x⟧\n", 1, "does not fit its place" },
	{ "byline\thead\t-\t{NAME}\t⟦x⟧\n", 1, "no such macro above this line: NAME" },
	{ "@Name\tx\n", 1, "macro names are of" },
	{ "@\tx\n", 1, "a macro is" },
	{ "@NAME\n", 1, "a macro is" },
};

START_TEST(test_faults)
{
	struct np_rules *rules;
	struct np_error err;

	ck_assert_int_eq(np_rules_open(&rules, &err), NP_OK);
	ck_assert_int_eq(np_rules_add(rules, span(faults[_i].text), true, &err), NP_ERR_SYNTAX);
	ck_assert_uint_eq(err.line, faults[_i].line);
	if (strstr(err.msg, faults[_i].said) == NULL)
		ck_abort_msg("%s", err.msg);
	np_rules_close(rules);
}
END_TEST

START_TEST(test_places)
{
	struct np_rules *rules = load("\xEF\xBB\xBF"
				      "# places\r\n"
				      "@A\ta+\r\n"
				      "byline\thead\t^a\t{A}\t⟦aa⟧b\tba\r\n"
				      "credit\ttail\ta$\t(?<=b){A}\tab⟦aa⟧\tb\n"
				      "jump\tin\txa\tx{A}\tb⟦xaa⟧\n"
				      "folio\twhole\ta\tb{A}\t⟦baa⟧\tbb");
	struct np_found found;

	np_rules_look(rules, span("aabxabaa"), NULL, false);
	ck_assert(np_rules_head(rules, 0, &found));
	ck_assert(found.mark && found.role == NP_BYLINE && found.start == 0 && found.end == 2);
	ck_assert(!np_rules_head(rules, 2, &found));
	ck_assert(np_rules_head(rules, 6, &found));
	ck_assert(np_rules_tail(rules, 8, &found));
	ck_assert(found.role == NP_CREDIT && found.start == 6 && found.end == 8);
	ck_assert(!np_rules_tail(rules, 6, &found));
	ck_assert(np_rules_inside(rules, 0, &found));
	ck_assert(found.role == NP_JUMP && found.start == 3 && found.end == 5);
	ck_assert(!np_rules_inside(rules, 5, &found));
	np_rules_look(rules, span("baaa"), NULL, true);
	ck_assert(np_rules_whole(rules, &found));
	ck_assert(found.role == NP_FOLIO && found.end == 4);
	np_rules_look(rules, span("baaab"), NULL, true);
	ck_assert(!np_rules_whole(rules, &found));
	np_rules_look(rules, span(""), NULL, false);
	ck_assert(!np_rules_head(rules, 0, &found) && !np_rules_tail(rules, 0, &found));
	ck_assert(!np_rules_inside(rules, 0, &found) && !np_rules_whole(rules, &found));
	np_rules_close(rules);
}
END_TEST

START_TEST(test_trigger_gates)
{
	/* The pattern would match; the trigger says that it is not tried. */
	struct np_rules *rules = load("byline\thead\t报|報\t.+\t⟦报⟧\n");
	struct np_found found;

	np_rules_look(rules, span("新闻"), NULL, false);
	ck_assert(!np_rules_head(rules, 0, &found));
	np_rules_look(rules, span("新報"), NULL, false);
	ck_assert(np_rules_head(rules, 0, &found));
	np_rules_close(rules);
}
END_TEST

/* A trigger is found wherever it stands, in plain C and in vector code: alone, behind others, before others. */
START_TEST(test_trigger_anywhere)
{
	static const char *const literals[] = { "报", "记者", "本报讯", "a", "一报", "报一", "𠮷",
		"𠮷报", "报𠮷", "一一报" };
	enum { LONGEST = 2100 };
	char rule[200], text[3 * LONGEST + 50];
	struct np_found found;

	if (!np_cpu_choose(_i == 0 ? NP_CPU_PLAIN : NP_CPU_AVX2))
		return;
	for (size_t l = 0; l < SIZE(literals); l++) {
		const char *literal = literals[l];
		size_t len = strlen(literal);
		snprintf(
		    rule, sizeof rule, "byline\tin\t%s\t%s\t⟦%s⟧\n", literal, literal, literal);
		struct np_rules *rules = load(rule);
		for (size_t before = 0; before < LONGEST; before += before % 1024 == 40 ? 970 : 1) {
			size_t at = 0;
			for (; at < 3 * before; at += 3)
				memcpy(text + at, "一", 3);
			memcpy(text + at, literal, len);
			memcpy(text + at + len, "一", 3);
			for (size_t behind = 0; behind <= 3; behind += 3) {
				np_rules_look(rules, (struct np_span){ text, at + len + behind },
				    NULL, false);
				ck_assert(np_rules_inside(rules, 0, &found));
				ck_assert_uint_eq(found.start, at);
				ck_assert_uint_eq(found.end, at + len);
			}
			np_rules_look(rules, (struct np_span){ text, at }, NULL, false);
			ck_assert(!np_rules_inside(rules, 0, &found));
		}
		np_rules_close(rules);
	}
}
END_TEST

START_TEST(test_none_and_order)
{
	struct np_rules *rules = load("none\ttail\t好$\t-\n"
				      "none\ttail\t坏$\t坏+\t⟦坏⟧\n"
				      "byline\ttail\t-\t.$\t⟦她⟧\n"
				      "credit\ttail\t-\t.$\t⟦她⟧\n");
	struct np_found found;
	struct np_error err;

	np_rules_look(rules, span("你好"), NULL, false);
	ck_assert(np_rules_tail(rules, 6, &found) && !found.mark);
	np_rules_look(rules, span("坏坏"), NULL, false);
	ck_assert(np_rules_tail(rules, 6, &found) && !found.mark);
	np_rules_look(rules, span("你她"), NULL, false);
	ck_assert(np_rules_tail(rules, 6, &found) && found.role == NP_BYLINE);
	/* What is added later is asked first, and knows the macros. */
	ck_assert_int_eq(np_rules_add(rules, span("@X\t她\n"), true, &err), NP_OK);
	ck_assert_int_eq(
	    np_rules_add(rules, span("jump\ttail\t-\t{X}\t⟦她⟧\n"), true, &err), NP_OK);
	np_rules_look(rules, span("你她"), NULL, false);
	ck_assert(np_rules_tail(rules, 6, &found) && found.role == NP_JUMP && found.start == 3);
	np_rules_close(rules);
}
END_TEST

START_TEST(test_braces)
{
	/* Repeats, properties and escapes are no macros. */
	struct np_rules *rules = load("@B\tb\n"
				      "byline\thead\t-\t\\p{L}{2}\\x{62}\\h{B}a{1,}\t⟦aab ba⟧\n");

	np_rules_close(rules);
}
END_TEST

START_TEST(test_bytes)
{
	/* Bytes that are no UTF-8 are no obstacle, and no part of a mark. */
	struct np_rules *rules = load("byline\tin\t记者\t记者.\t⟦记者王⟧\n");
	struct np_found found;

	np_rules_look(rules, span("\xFF\xE8 \x80记者\xE7\xE8记者王\xC0"), NULL, false);
	ck_assert(np_rules_inside(rules, 0, &found));
	ck_assert_uint_eq(found.start, 12);
	ck_assert_uint_eq(found.end, 21);
	np_rules_close(rules);
}
END_TEST

START_TEST(test_hostile)
{
	/* A pattern that would never end, in a text made for it, and at every trigger. */
	struct np_rules *rules = load("byline\tin\ta\t(?:a+)+b\t⟦aab⟧\n"
				      "byline\ttail\t-\t(?:a|aa)+b\t⟦ab⟧\n");
	size_t len = 1 << 22;
	char *text = malloc(len);
	struct np_found found;

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', len);
	np_rules_look(rules, (struct np_span){ text, len }, NULL, false);
	ck_assert(!np_rules_inside(rules, 0, &found));
	ck_assert(!np_rules_tail(rules, len, &found));
	np_rules_close(rules);
	free(text);
}
END_TEST

static void
count_example(uint64_t line, struct np_span text, const struct np_found *want, void *ctx)
{
	size_t *count = ctx;

	count[0]++;
	count[1] += want->mark;
	ck_assert_uint_eq(line, 2);
	ck_assert_uint_eq(text.len, 2);
	ck_assert(!want->mark || (want->start == 1 && want->end == 2 && want->place == NP_AT_TAIL));
}

START_TEST(test_examples)
{
	struct np_rules *rules = load("#\nbyline\ttail\t-\ta\tb⟦a⟧\tab\n");
	size_t count[2] = { 0, 0 };

	np_rules_examples(rules, count_example, count);
	ck_assert_uint_eq(count[0], 2);
	ck_assert_uint_eq(count[1], 1);
	np_rules_close(rules);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("rules");
	TCase *tcase = tcase_create("rules");

	tcase_add_loop_test(tcase, test_faults, 0, (int)SIZE(faults));
	tcase_add_test(tcase, test_places);
	tcase_add_test(tcase, test_trigger_gates);
	tcase_add_loop_test(tcase, test_trigger_anywhere, 0, 2);
	tcase_add_test(tcase, test_none_and_order);
	tcase_add_test(tcase, test_braces);
	tcase_add_test(tcase, test_bytes);
	tcase_add_test(tcase, test_hostile);
	tcase_add_test(tcase, test_examples);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
