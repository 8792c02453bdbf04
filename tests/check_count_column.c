/* check_count_column.c - the columns of counts, rules with names, sums */
#include "help.h"

#include "count_column.h"
#include "utf8.h"

START_TEST(columns)
{
	for (int i = 0; i < NP_COUNT_COLUMNS; i++) {
		const char *name = np_count_columns[i].name;

		ck_assert_int_eq(np_count_column_find((struct np_span){ name, strlen(name) }), i);
		ck_assert_ptr_nonnull(np_count_columns[i].help);
	}
	ck_assert_int_eq(np_count_column_find((struct np_span){ "char", 4 }), -1);
	ck_assert_int_eq(np_count_column_find((struct np_span){ "", 0 }), -1);
}
END_TEST

static const struct {
	const char *rule, *text;
	unsigned columns;
	uint64_t want;
} rules[] = {
	{ "word", "晚报。", 20, 3 },
	{ "word", "A股 F-16 3.14 １２ don’t", 20, 7 },
	{ "word", "don’ t", 20, 3 },
	{ "word", "a’\u0301b ａ’b", 20, 4 },
	{ "word", "% - \xFF \n", 20, 0 },
	{ "word", "カタ 가나 ㄅ", 20, 5 },
	{ "word", "U.S. x,y", 20, 4 },
	{ "han", "晚报。々kana", 20, 3 },
	{ "nopunct", "晚报。 é1\u0301", 20, 5 },
	{ "print", "", 20, 0 },
	{ "print", "\n \n\u3000\n", 20, 0 },
	{ "print", "一", 20, 20 },
	{ "print", "一二三四五", 5, 5 },
	{ "print", "一二三四五a", 5, 10 },
	{ "print", "一\f二\r\n三", 5, 15 },
	{ "print", "ab“c", 2, 4 },
	{ "print", "abcd\u0301", 2, 2 },
};

START_TEST(known_rules)
{
	const char *text = rules[_i].text, *name = rules[_i].rule;
	int rule = np_count_rule_find((struct np_span){ name, strlen(name) });

	ck_assert_int_ge(rule, 0);
	/* whole, and a character at a time */
	for (size_t step = 0; step < 2; step++) {
		struct np_count sum = { 0 };
		struct np_counter counter;
		size_t len = strlen(text);

		np_counter_begin(&counter, &sum, np_count_rules[rule].want);
		counter.columns = rules[_i].columns;
		for (size_t pos = 0, part; pos < len; pos += part) {
			uint32_t cp;

			part = step == 0 ? len : np_utf8_next(text + pos, len - pos, &cp);
			np_counter_add(&counter, text + pos, part);
		}
		np_counter_end(&counter);
		ck_assert_uint_eq(
		    np_count_rule_value(&sum, rule, rules[_i].columns), rules[_i].want);
	}
}
END_TEST

static struct np_count
count(const char *ptr, size_t len)
{
	const unsigned all =
	    NP_COUNT_CLASSES | NP_COUNT_WORDS | NP_COUNT_GRAPHEMES | NP_COUNT_PRINT;
	struct np_count sum = { 0 };
	struct np_counter counter;

	np_counter_begin(&counter, &sum, all);
	np_counter_add(&counter, ptr, len);
	np_counter_end(&counter);
	return sum;
}

START_TEST(adding)
{
	struct np_count a = count("晚报 ab 1\n", 12), b = count("x\xFF", 2), sum = a;

	np_count_add(&sum, &b);
	for (int i = 0; i < NP_COUNT_COLUMNS; i++)
		ck_assert_uint_eq(
		    np_count_value(&sum, i), np_count_value(&a, i) + np_count_value(&b, i));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("count_column");
	TCase *tcase = tcase_create("count_column");

	tcase_add_test(tcase, columns);
	tcase_add_loop_test(tcase, known_rules, 0, sizeof rules / sizeof *rules);
	tcase_add_test(tcase, adding);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
