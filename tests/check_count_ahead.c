/* check_count_ahead - texts counted ahead are counted as one by one; with every set of vector instructions */
#include "help.h"

#include "count.h"
#include "count_ahead.h"
#include "cpu.h"
#include "utf8.h"

enum { BYTES = 2 * NP_COUNT_STEP * NP_COUNT_STEPS };

/* Fills the buffer with characters; the last `odd` of these want a closer look. */
static size_t
fill(char *buf, uint64_t *random, bool odd)
{
	static const char *const pieces[] = { "a", " ", "\t", "\n", "é", "新", "闻", "一", "鿿",
		"，", "“", "　", "々", "〇", "〡", "〩", "〸", "〻", "〈", "〼", "カ", "ㄅ", "䷿",
		"龥",
		/* radicals, extension A, compatibility, hexagrams, a form feed */
		"⺀", "㐀", "\xEF\xA4\x80", "䷀", "\f" };
	enum { ODD = 5, ALL = sizeof pieces / sizeof pieces[0] };
	size_t at = 0;

	while (at < BYTES - 4) {
		size_t kind = below(random, ALL - ODD - 1);
		const char *piece;

		if (odd && below(random, 5000) == 0)
			kind = ALL - 1 - below(random, ODD + 1);
		/* Mostly Han, as text is. */
		else if (below(random, 2) == 0)
			kind = 5 + below(random, 2);
		piece = pieces[kind == ALL - ODD - 2 && !odd ? 5 : kind];
		memcpy(buf + at, piece, strlen(piece));
		at += strlen(piece);
	}
	return at;
}

static void
check_piece(const char *text, size_t len, const struct np_count_piece *piece)
{
	struct np_count sum = { 0 };
	struct np_counter counter;

	np_counter_begin(&counter, &sum, NP_COUNT_HAN);
	np_counter_add(&counter, text, len);
	np_counter_end(&counter);
	ck_assert_uint_eq(piece->chars, sum.chars);
	ck_assert_uint_eq(piece->han, sum.classes[NP_HAN]);
}

/* Takes texts of all lengths out of the buffer; answers how many were counted ahead. */
static size_t
take_texts(const char *buf, size_t end, uint64_t *random, size_t *all)
{
	struct np_count_ahead ahead;
	struct np_count_piece piece;
	size_t counted = 0;

	*all = 0;
	np_count_ahead_restart(&ahead);
	ck_assert(!np_count_ahead_piece(&ahead, 0, 0, &piece));
	for (size_t at = 2, to; at < end; at = to) {
		while (at < end && ((unsigned char)buf[at] & 0xC0) == 0x80)
			at++;
		to = at + below(random, below(random, 20) == 0 ? 3000 : 300);
		to = to < end ? to : end;
		while (to < end && ((unsigned char)buf[to] & 0xC0) == 0x80)
			to++;
		if (!np_count_ahead_holds(&ahead, to))
			np_count_ahead_look(&ahead, buf, at, end);
		++*all;
		if (np_count_ahead_piece(&ahead, at, to, &piece)) {
			check_piece(buf + at, to - at, &piece);
			counted++;
		}
		to += to == at;
	}
	return counted;
}

START_TEST(texts)
{
	uint64_t random = 1 + (uint64_t)_i;
	char *buf = malloc(BYTES);
	const size_t end = fill(buf, &random, _i % 2 != 0);

	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		size_t all, counted;

		if (!np_cpu_choose(set))
			continue;
		counted = take_texts(buf, end, &random, &all);
		/* All but what stands at the end of what was looked at, where nothing is odd. */
		if (!np_cpu_avx2())
			ck_assert_uint_eq(counted, 0);
		else if (_i % 2 == 0)
			ck_assert_uint_gt(counted, all * 9 / 10);
	}
	free(buf);
}
END_TEST

/* What is odd: no set calls it exact. */
START_TEST(odd)
{
	static const char *const pieces[] = { "\xE2\xBA\x80", "\xE2\xBF\x95", "\xE3\x90\x80",
		"\xE3\xBF\xBF", "\xEF\xA4\x80", "\xEF\xAB\x99", "\xE4\xB7\xBF", "\f" };
	enum { LEN = 4 * NP_COUNT_STEP };

	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		if (!np_cpu_choose(set))
			continue;
		for (size_t i = 0; i < LEN - 4; i++) {
			const char *piece = pieces[_i];
			struct np_count_ahead ahead;
			struct np_count_piece counts;
			char buf[2 + LEN + 2];

			memset(buf, 'x', sizeof buf);
			np_count_ahead_look(&ahead, buf, 2, 2 + LEN);
			ck_assert_int_eq(
			    np_count_ahead_piece(&ahead, 2, 2 + LEN, &counts), np_cpu_avx2());
			ck_assert(!np_count_ahead_piece(&ahead, 1, 9, &counts));
			ck_assert(!np_count_ahead_piece(&ahead, 3, 3 + LEN, &counts));
			memcpy(buf + 2 + i, piece, strlen(piece));
			np_count_ahead_look(&ahead, buf, 2, 2 + LEN);
			ck_assert(!np_count_ahead_piece(&ahead, 2, 9, &counts));
			/* Looked at all the same. */
			ck_assert(np_count_ahead_holds(&ahead, 2 + LEN));
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("count_ahead");
	TCase *tests = tcase_create("count_ahead");

	tcase_add_loop_test(tests, texts, 0, 40);
	tcase_add_loop_test(tests, odd, 0, 8);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
