/* check_sieve - rules that are built in, sieved and tried without PCRE2, find what it finds */
#include "help.h"

#include "cpu.h"
#include "rules.h"
#include "sieve.h"

extern const struct np_rules_data np_marks_rules;
extern const struct np_sieve_data np_marks_sieve;
extern const struct np_backtrack_data np_marks_backtrack;

enum { TEXTS_MAX = 4096, ROUNDS = 20000 };

/*
 * The built-in rules, as they were read when the library was built, with their sieve and patterns, and read
 * here, without, so that PCRE2 tries them all; own: rules of a user's before them.
 */
struct both {
	struct np_rules *sieved, *bare;
};

static struct np_rules *
open_rules(bool built, const char *own)
{
	struct np_rules *rules;
	struct np_error err;
	struct np_span text = { np_marks_rules.text, np_marks_rules.len };
	ck_assert_int_eq(np_rules_open(&rules, &err), NP_OK);
	if (built) {
		ck_assert_int_eq(np_rules_take(rules, &np_marks_rules, &err), NP_OK);
		ck_assert_int_eq(
		    np_rules_built(rules, &np_marks_sieve, &np_marks_backtrack, &err), NP_OK);
	} else {
		ck_assert_int_eq(np_rules_add(rules, text, false, &err), NP_OK);
	}
	if (own != NULL)
		ck_assert_int_eq(np_rules_add(rules, span(own), true, &err), NP_OK);
	return rules;
}

static void
open_both(struct both *both, const char *own)
{
	both->sieved = open_rules(true, own);
	both->bare = open_rules(false, own);
}

static void
close_both(struct both *both)
{
	np_rules_close(both->sieved);
	np_rules_close(both->bare);
}

static size_t
same_found(bool a, const struct np_found *x, bool b, const struct np_found *y, struct np_span text,
    const char *place, size_t at)
{
	if (a != b || (a && (x->mark != y->mark || x->role != y->role || x->start != y->start ||
				x->end != y->end)))
		ck_abort_msg("%s at %zu (sieved %d %zu-%zu, bare %d %zu-%zu) of %.*s", place, at, a,
		    a ? x->start : 0, a ? x->end : 0, b, b ? y->start : 0, b ? y->end : 0,
		    (int)text.len, text.ptr);
	return a;
}

/* Asks both everything about a text, at the bytes from `from` on and up to `end`; what was found. */
static size_t
ask(const struct both *both, struct np_span text, size_t from, size_t end)
{
	struct np_found x, y;
	size_t found = 0;
	bool a, b;
	while (from > 0 && (text.ptr[from] & 0xC0) == 0x80)
		from--;
	while (end < text.len && (text.ptr[end] & 0xC0) == 0x80)
		end++;
	np_rules_look(both->sieved, text, NULL, false);
	np_rules_look(both->bare, text, NULL, false);
	a = np_rules_head(both->sieved, from, &x);
	b = np_rules_head(both->bare, from, &y);
	found += same_found(a, &x, b, &y, text, "head", from);
	a = np_rules_tail(both->sieved, end, &x);
	b = np_rules_tail(both->bare, end, &y);
	found += same_found(a, &x, b, &y, text, "tail", end);
	a = np_rules_inside(both->sieved, from, &x);
	b = np_rules_inside(both->bare, from, &y);
	found += same_found(a, &x, b, &y, text, "in", from);
	np_rules_look(both->sieved, text, NULL, true);
	np_rules_look(both->bare, text, NULL, true);
	a = np_rules_whole(both->sieved, &x);
	b = np_rules_whole(both->bare, &y);
	return found + same_found(a, &x, b, &y, text, "whole", 0);
}

/* The texts of all examples. */
struct texts {
	struct np_span text[TEXTS_MAX];
	struct np_found want[TEXTS_MAX];
	size_t count;
};

static void
take_text(uint64_t line, struct np_span text, const struct np_found *want, void *ctx)
{
	struct texts *texts = ctx;
	char *copy = malloc(text.len + 1);
	(void)line;
	ck_assert(copy != NULL && texts->count < TEXTS_MAX);
	memcpy(copy, text.ptr, text.len);
	texts->want[texts->count] = *want;
	texts->text[texts->count++] = (struct np_span){ copy, text.len };
}

static void
free_texts(struct texts *texts)
{
	for (size_t i = 0; i < texts->count; i++)
		free((char *)(uintptr_t)texts->text[i].ptr);
}

START_TEST(test_examples)
{
	static struct texts texts;
	struct both both;
	size_t found = 0;
	open_both(&both, NULL);
	texts.count = 0;
	np_rules_examples(both.bare, take_text, &texts);
	for (size_t i = 0; i < texts.count; i++) {
		found += ask(&both, texts.text[i], texts.want[i].start,
		    texts.want[i].mark ? texts.want[i].end : texts.text[i].len);
		found += ask(&both, texts.text[i], 0, texts.text[i].len);
	}
	ck_assert_uint_gt(found, texts.count / 2);
	free_texts(&texts);
	close_both(&both);
}
END_TEST

/* A piece of an example. */
static struct np_span
some_piece(const struct texts *texts, uint64_t *random)
{
	struct np_span text = texts->text[below(random, texts->count)];
	size_t from = below(random, text.len + 1) * below(random, 2), len = text.len - from;
	if (below(random, 2) == 0)
		len = below(random, len + 1);
	while (from > 0 && from < text.len && (text.ptr[from] & 0xC0) == 0x80) {
		from--;
		len++;
	}
	while (from + len < text.len && (text.ptr[from + len] & 0xC0) == 0x80)
		len++;
	return (struct np_span){ text.ptr + from, len };
}

static void
ask_mixtures(const struct both *both, uint64_t random)
{
	static const char *const between[] = { "", "", "。", "”", " ", "　", "  ", "\n", "𠀀", "（",
		"）", "1", "：" };
	static struct texts texts;
	static char buf[1 << 16];
	size_t found = 0;
	texts.count = 0;
	np_rules_examples(both->bare, take_text, &texts);
	for (size_t round = 0; round < ROUNDS / brief(10); round++) {
		size_t len = 0, pieces = 1 + below(&random, 5);
		for (size_t i = 0; i < pieces; i++) {
			struct np_span piece = some_piece(&texts, &random);
			const char *joint = between[below(&random, SIZE(between))];
			memcpy(buf + len, piece.ptr, piece.len);
			len += piece.len;
			memcpy(buf + len, joint, strlen(joint));
			len += strlen(joint);
		}
		if (len > 0)
			found += ask(both, (struct np_span){ buf, len },
			    below(&random, len) * below(&random, 2),
			    len - below(&random, len) * below(&random, 2));
	}
	ck_assert_uint_gt(found, ROUNDS / brief(10) / 2);
	free_texts(&texts);
}

/* Without vector code, and with it. */
START_TEST(test_mixtures)
{
	enum np_cpu best = np_cpu();
	struct both both;
	ck_assert(_i > 0 || np_cpu_choose(NP_CPU_PLAIN));
	open_both(&both, NULL);
	ask_mixtures(&both, 7 + (uint64_t)_i);
	close_both(&both);
	np_cpu_choose(best);
}
END_TEST

/* Rules of a user's come first, and the sieve knows nothing of them. */
START_TEST(test_own)
{
	static char own[70 * 64] = "";
	struct both both;
	struct np_found found;
	for (int i = 0; i < 70; i++)
		strcat(own, "jump\thead\t转至\t转至\\d\t⟦转至7⟧\n");
	open_both(&both, own);
	np_rules_look(both.sieved, span("转至5版"), NULL, false);
	ck_assert(np_rules_head(both.sieved, 0, &found) && found.role == NP_JUMP);
	ask_mixtures(&both, 3);
	close_both(&both);
}
END_TEST

/* Bad bytes part a text for PCRE2; what stands on either side of them is found all the same. */
START_TEST(test_bad_bytes)
{
	struct both both;
	struct np_found found;
	open_both(&both, NULL);
	np_rules_look(both.sieved, span("本报讯\xE4\xB8（记者 王明）"), NULL, false);
	ck_assert(np_rules_head(both.sieved, 0, &found) && found.role == NP_DATELINE);
	ck_assert_uint_eq(found.end, 9);
	np_rules_look(both.sieved, span("\xFF新华社发（王明摄）"), NULL, false);
	ck_assert(np_rules_inside(both.sieved, 0, &found) && found.role == NP_CREDIT);
	close_both(&both);
}
END_TEST

/* What a rule finds is the same the first time and the hundredth, when PCRE2 runs it as machine code. */
START_TEST(test_again)
{
	struct np_rules *rules = open_rules(false, NULL);
	struct np_span text = span("据　■王明 李红");
	for (int i = 0; i < 100; i++) {
		struct np_found found;
		np_rules_look(rules, text, NULL, false);
		ck_assert_msg(np_rules_tail(rules, text.len, &found), "time %d", i);
		ck_assert_uint_eq(found.start, strlen("据　"));
	}
	np_rules_close(rules);
}
END_TEST

/* What was made of other rules is refused. */
START_TEST(test_other)
{
	struct np_rules *rules;
	struct np_error err;
	ck_assert_int_eq(np_rules_open(&rules, &err), NP_OK);
	ck_assert_int_eq(
	    np_rules_add(rules, span("jump\thead\t转至\t转至\t⟦转至⟧\n"), true, &err), NP_OK);
	ck_assert_int_eq(
	    np_rules_built(rules, &np_marks_sieve, &np_marks_backtrack, &err), NP_ERR_SYNTAX);
	np_rules_close(rules);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sieve");
	TCase *tc = tcase_create("sieve");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, test_examples);
	tcase_add_loop_test(tc, test_mixtures, 0, 3);
	tcase_add_test(tc, test_again);
	tcase_add_test(tc, test_own);
	tcase_add_test(tc, test_bad_bytes);
	tcase_add_test(tc, test_other);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
