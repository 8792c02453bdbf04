/* check_cue - words that tell what a line is: the table made from look.cues, and finding them */
#include "help.h"

#include "cpu.h"
#include "cue.h"
#include "utf8.h"

/* A line, at which byte to look, and what is found there. */
static const struct {
	const char *line;
	size_t at;
	unsigned cues;
} rows[] = {
	{ "昨日，", 0, NP_CUE_WHEN },
	{ "昨日，", NP_CUE_SOON - 1, NP_CUE_WHEN },
	{ "昨日，", NP_CUE_SOON, 0 },
	{ "昨，", 0, 0 },
	{ "昨", 0, 0 },
	{ "第", 0, NP_CUE_ISSUE },
	{ "第", 1, 0 },
	{ "遗失启事", NP_CUE_NEAR - 1, NP_CUE_NOTICE },
	{ "遗失启事", NP_CUE_NEAR, 0 },
	/* Words of two classes with one beginning: each counts. */
	{ "声明：", 0, NP_CUE_NOTICE | NP_CUE_SITE },
	{ "声明，", 0, NP_CUE_NOTICE },
	{ "记者：", 0, NP_CUE_ASKING | NP_CUE_SOURCE },
	{ "记者：", 1, NP_CUE_SOURCE },
	{ "www.", 0, NP_CUE_ADDRESS },
	{ "wwww", 0, 0 },
};

START_TEST(test_find)
{
	struct np_span text = { rows[_i].line, strlen(rows[_i].line) };
	uint32_t first;

	np_utf8_next(text.ptr, text.len, &first);
	ck_assert(np_cue_may_begin(first));
	ck_assert_uint_eq(np_cue_find(text, first, rows[_i].at), rows[_i].cues);
}
END_TEST

/* Every cue of the table is found by its first character, and nothing else in its slot. */
START_TEST(test_table)
{
	size_t count = 0, slots = 0;

	for (const struct np_cue *cue = np_cues; cue->first != 0; cue++, count++) {
		struct np_span text = { cue->word, cue->len };
		uint32_t first;

		np_utf8_next(text.ptr, text.len, &first);
		ck_assert_uint_eq(first, cue->first);
		ck_assert(np_cue_may_begin(first));
		ck_assert_uint_eq(np_cue_find(text, first, cue->within - 1u) & cue->bit, cue->bit);
		ck_assert_uint_eq(np_cue_find(text, first + NP_CUE_SLOTS, 0), 0);
		ck_assert(cue == np_cues || cue[-1].first <= first);
		slots += cue == np_cues || cue[-1].first != first;
	}
	ck_assert_uint_gt(count, 100);
	for (uint32_t cp = 0; cp < NP_CUE_SLOTS; cp++)
		slots -= np_cue_may_begin(cp);
	ck_assert_uint_eq(slots, 0);
}
END_TEST

/* look.c sees dates only where a cue may begin. */
START_TEST(test_dates)
{
	ck_assert(np_cue_may_begin(U'日'));
	ck_assert(np_cue_may_begin(U'月'));
	ck_assert(!np_cue_may_begin(0));
	ck_assert(!np_cue_may_begin(U'的'));
}
END_TEST

/* Of many characters at once the same, with vector code and without. */
START_TEST(test_many)
{
	static const enum np_cpu sets[] = { NP_CPU_PLAIN, NP_CPU_AVX2 };
	enum np_cpu best = np_cpu();

	for (size_t set = 0; set < SIZE(sets); set++) {
		if (!np_cpu_choose(sets[set]))
			continue;
		for (uint32_t cp = 0; cp < 0x10000; cp += 64) {
			uint16_t cps[64 + 8];
			size_t count = 1 + cp / 64 % 64;
			uint64_t found;
			for (uint32_t i = 0; i < SIZE(cps); i++)
				cps[i] = (uint16_t)(cp + i);
			found = np_cue_may_begin_at(cps, count);
			for (size_t i = 0; i < 64; i++)
				ck_assert_uint_eq(
				    found >> i & 1, i < count && np_cue_may_begin(cps[i]));
		}
	}
	np_cpu_choose(best);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cue");
	TCase *tc = tcase_create("cue");

	tcase_add_loop_test(tc, test_find, 0, sizeof rows / sizeof *rows);
	tcase_add_test(tc, test_table);
	tcase_add_test(tc, test_dates);
	tcase_add_test(tc, test_many);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
