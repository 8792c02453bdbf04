/* check_count.c - tests of count and tally */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "count.h"
#include "tally.h"
#include "utf8.h"

enum { ALL = NP_COUNT_CLASSES | NP_COUNT_LINES | NP_COUNT_WORDS | NP_COUNT_GRAPHEMES };

/* Counts a text in pieces of step characters; 0: in one piece. */
static struct np_count
count(const char *ptr, size_t len, unsigned want, size_t step)
{
	struct np_count sum = { 0 };
	struct np_counter counter;

	np_counter_begin(&counter, &sum, want);
	while (len > 0) {
		size_t part = step == 0 ? len : 0;
		uint32_t cp;

		for (size_t i = 0; i < step && part < len; i++)
			part += np_utf8_next(ptr + part, len - part, &cp);
		np_counter_add(&counter, ptr, part);
		ptr += part;
		len -= part;
	}
	np_counter_end(&counter);
	return sum;
}

static uint64_t
value(const char *text, const char *column)
{
	struct np_count sum = count(text, strlen(text), ALL, 0);
	int number = np_count_column_find((struct np_span){ column, strlen(column) });

	ck_assert_int_ge(number, 0);
	return np_count_value(&sum, number);
}

static const struct {
	const char *text, *column;
	uint64_t want;
} values[] = {
	{ "", "chars", 0 },
	{ "", "lines", 0 },
	{ "晚报", "bytes", 6 },
	{ "晚报\n", "chars", 3 },
	{ "晚 报\n", "nospace", 2 },
	{ "晚报", "lines", 1 },
	{ "晚报\n", "lines", 1 },
	{ "\n\n", "lines", 2 },
	{ "a\n\fb\n", "lines", 2 },
	{ "a\fb", "lines", 2 },
	{ "a\n\f", "lines", 1 },
	{ "\f\f", "lines", 0 },
	{ "don't don’t well-known", "latin_words", 3 },
	{ "co--op a' 'b' -c-", "latin_words", 5 },
	{ "Ａ股 B股 5G", "latin_words", 3 },
	{ "e\u0301te\u0301 co\u00ADop", "latin_words", 2 },
	{ "мир и Ελλάδα из-за", "other_words", 4 },
	{ "a\u0301", "other_words", 0 },
	{ "晚\u0301报", "other_words", 0 },
	{ "1,000 3.14 ２０２４年5月6日", "numbers", 5 },
	{ "1. 2, 3..4", "numbers", 4 },
	{ "5G F-16", "numbers", 2 },
	{ "晚报 Wanbao 24小时", "words", 6 },
	{ "晚报、Wanbao。", "cjkpunct", 2 },
	{ "\xFF\xE6\x99", "chars", 2 },
	{ "\xFF\xE6\x99", "bad", 2 },
	{ "\xFF\xE6\x99", "graphemes", 2 },
	{ "a\xFF"
	  "b",
	    "latin_words", 2 },
	{ "\r\n", "graphemes", 1 },
	{ "👩\u200D👧晚", "graphemes", 2 },
	{ "ひらカナ", "kana", 4 },
	{ "\uFFFD", "bad", 0 },
	{ "\u4DBF\u4DC0\u4DFF\u4E00", "han", 2 },
	{ "晚报晚报晚报晚\u4DC0晚报", "han", 9 },
	{ "晚报晚报晚报晚ｍ晚报", "latin_words", 1 },
	{ "晚报晚报晚报晚\u3099晚报", "graphemes", 9 },
};

START_TEST(known_values)
{
	ck_assert_uint_eq(value(values[_i].text, values[_i].column), values[_i].want);
}
END_TEST

/* The same counts by the plainest means: one character at a time, class by class. */
static void
check_slowly(const char *ptr, size_t len)
{
	struct np_count sum = count(ptr, len, ALL, 0), slow = { 0 }, only;
	uint64_t classes = 0;
	uint32_t cp;

	for (size_t pos = 0; pos < len;) {
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		slow.chars++;
		if (cp == NP_UTF8_BAD)
			slow.bad++;
		else
			slow.classes[np_uni_class(cp)]++;
	}
	ck_assert_uint_eq(sum.bytes, len);
	ck_assert_uint_eq(sum.chars, slow.chars);
	ck_assert_uint_eq(sum.bad, slow.bad);
	for (size_t i = 0; i < NP_CLASSES; i++) {
		ck_assert_uint_eq(sum.classes[i], slow.classes[i]);
		classes += sum.classes[i];
	}
	ck_assert_uint_eq(classes + sum.bad, sum.chars);
	ck_assert_uint_eq(sum.graphemes, np_uni_graphemes(ptr, len));
	/* In whatever pieces, and whatever else is asked for. */
	for (size_t step = 1; step < 12; step += 2) {
		only = count(ptr, len, ALL, step);
		ck_assert_mem_eq(&only, &sum, sizeof sum);
	}
	only = count(ptr, len, NP_COUNT_CLASSES, 0);
	ck_assert_mem_eq(only.classes, sum.classes, sizeof sum.classes);
	only = count(ptr, len, NP_COUNT_WORDS, 0);
	ck_assert_uint_eq(only.latin_words, sum.latin_words);
	ck_assert_uint_eq(only.numbers, sum.numbers);
	only = count(ptr, len, NP_COUNT_GRAPHEMES, 0);
	ck_assert_uint_eq(only.graphemes, sum.graphemes);
	only = count(ptr, len, NP_COUNT_LINES, 0);
	ck_assert_uint_eq(only.lines, sum.lines);
	ck_assert_uint_eq(only.chars, sum.chars);
	ck_assert_uint_eq(only.bad, sum.bad);
}

START_TEST(random_texts)
{
	static const char *const pieces[] = { "新闻", "一二三四五六七八九十", "，", "。", "“", "’",
		"，“", "a", "word", " ", "\n", "\f", "1", "．", "３", "ｗ", "-", "'", "\u0301",
		"\u200D", "👩", "가", "ᆨ", "か", "\u3099", "\u00AD", "\xFF", "\xE6\x96", "\u4DC0",
		"ไทย", "中国", "ж", "\r", "\uFE0F" };
	uint32_t state = 362436069u;
	char buf[512];

	for (int round = 0; round < 400; round++) {
		size_t len = 0, want;

		state = state * 1664525u + 1013904223u;
		want = (state >> 8) % 400;
		while (len < want) {
			const char *piece;
			size_t number;

			state = state * 1664525u + 1013904223u;
			number = (state >> 8) % (2 * sizeof pieces / sizeof *pieces);
			/* half of them Han */
			piece = number < sizeof pieces / sizeof *pieces ? pieces[number]
									: pieces[number % 2];
			memcpy(buf + len, piece, strlen(piece));
			len += strlen(piece);
		}
		check_slowly(buf, len);
	}
}
END_TEST

/* Every character of three bytes in the middle of a Chinese text. */
START_TEST(every_three)
{
	char buf[64];

	for (uint32_t cp = 0x800; cp <= 0xFFFF; cp++) {
		struct np_count sum;
		size_t len = 0;

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		memcpy(buf, "晚报晚报", 12);
		len = 12 + np_utf8_put(buf + 12, cp);
		memcpy(buf + len, "晚报晚报晚报", 18);
		sum = count(buf, len + 18, NP_COUNT_CLASSES, 0);
		sum.classes[np_uni_class(cp)]--;
		if (sum.chars != 11 || sum.classes[NP_HAN] != 10)
			ck_abort_msg("U+%04X", (unsigned)cp);
	}
}
END_TEST

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

START_TEST(adding)
{
	struct np_count a = count("晚报 ab 1\n", 12, ALL, 0), b = count("x\xFF", 2, ALL, 0),
			sum = a;

	np_count_add(&sum, &b);
	for (int i = 0; i < NP_COUNT_COLUMNS; i++)
		ck_assert_uint_eq(
		    np_count_value(&sum, i), np_count_value(&a, i) + np_count_value(&b, i));
}
END_TEST

/* ---- tally ---- */

START_TEST(groups)
{
	struct np_tally tally;
	char name[16];

	np_tally_init(&tally);
	/* twice, so that each is met again; in another order the second time */
	for (int round = 0; round < 2; round++) {
		for (unsigned k = 0; k < 3000; k++) {
			unsigned i = round == 0 ? k : 2999 - k;
			int len = snprintf(name, sizeof name, "%u", i / 6);
			struct np_tally_row *row = np_tally_at(
			    &tally, (struct np_span){ name, (size_t)len }, i / 2 % 3, (int)(i % 2));

			ck_assert_ptr_nonnull(row);
			row->count.chars += i;
		}
	}
	ck_assert_uint_eq(tally.count, 3000);
	for (unsigned i = 0; i < 3000; i++) {
		const struct np_tally_row *row = tally.rows[i];
		int len = snprintf(name, sizeof name, "%u", i / 6);

		ck_assert_uint_eq(row->page.len, (size_t)len);
		ck_assert_mem_eq(row->page.ptr, name, (size_t)len);
		ck_assert_uint_eq(row->article, i / 2 % 3);
		ck_assert_uint_eq((unsigned)row->role, i % 2);
		ck_assert_uint_eq(row->count.chars, 2 * i);
	}
	np_tally_clear(&tally);
	ck_assert_uint_eq(tally.count, 0);
	/* names that begin alike or are empty are names of their own */
	ck_assert_ptr_ne(np_tally_at(&tally, (struct np_span){ "ab", 1 }, 1, 0),
	    np_tally_at(&tally, (struct np_span){ "ab", 2 }, 1, 0));
	ck_assert_ptr_nonnull(np_tally_at(&tally, (struct np_span){ "", 0 }, 0, 0));
	ck_assert_uint_eq(tally.count, 3);
	np_tally_clear(&tally);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("count");
	TCase *tcase = tcase_create("count");
	SRunner *runner = srunner_create(suite);
	int failures;

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, known_values, 0, sizeof values / sizeof *values);
	tcase_add_test(tcase, random_texts);
	tcase_add_test(tcase, every_three);
	tcase_add_test(tcase, columns);
	tcase_add_test(tcase, adding);
	tcase_add_test(tcase, groups);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failures = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failures != 0;
}
