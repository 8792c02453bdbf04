/* check_cohesion - what is above a line and from it on: against counting anew at every line */
#include "help_thread.h"

#include "cohesion.h"
#include "cpu.h"

enum { ROUNDS = 14 };
enum { LINES = 90, LONGEST = 60, WINDOW = 300, BLOCK = 32, AROUND = 2 };

/* How many different words of these count ones are in both windows at a place. */
static int
count_both(const uint16_t *words, size_t count, size_t at, size_t window)
{
	int both = 0;
	size_t end = count - at < window ? count : at + window,
	       begin = at < window ? 0 : at - window;
	for (size_t i = at; i < end; i++) {
		bool again = false, above = false;
		for (size_t j = at; j < i; j++)
			again |= words[j] == words[i];
		for (size_t j = begin; j < at; j++)
			above |= words[j] == words[i];
		both += above && !again;
	}
	return both;
}

static unsigned
steps_below(int count, const int *steps, size_t step_count)
{
	unsigned step = 0;
	for (size_t s = 0; s < step_count; s++)
		step += count >= steps[s];
	return step;
}

/* The cohesion of lines whose words are numbers below `kinds`. */
static void
find_cohesion(struct np_sheet *sheet, size_t count, size_t kinds)
{
	struct np_thread thread;
	uint32_t *last = np_arena_array(&arena, kinds, sizeof *last);
	ck_assert(np_thread_open(&thread, count, &arena));
	for (size_t i = 0; i < sheet->count; i++) {
		for (size_t w = 0; w < sheet->info[i].word_count; w++)
			add_word(&thread, sheet->info[i].words[w], last);
	}
	ck_assert(np_cohesion_find(&thread, sheet, &arena));
}

/* Pages of few words and of many, whose lines are short or long or without a word; in plain C and in vector code. */
START_TEST(test_against_counting)
{
	static const int counts[] = { 2, 4, 6, 8, 11, 15, 20 };
	static const int dips[] = { 25, 35, 45, 55, 65, 75, 87 };
	static const enum np_cpu sets[] = { NP_CPU_PLAIN, NP_CPU_AVX2 };
	const int round = _i % ROUNDS;
	uint64_t random = (uint64_t)round + 5;
	size_t kinds = (size_t)2 << round, longest = round % 2 == 0 ? LONGEST : 9, count = 0;
	if (!np_cpu_choose(sets[_i / ROUNDS]))
		return;
	struct np_look info[LINES] = { { .columns = 0 } };
	uint16_t words[LINES * LONGEST];
	int both[LINES * LONGEST + 1];
	for (size_t i = 0; i < LINES; i++) {
		info[i].candidate = below(&random, 5) > 0;
		info[i].words = words + count;
		info[i].word_count = below(&random, longest);
		for (size_t w = 0; w < info[i].word_count; w++)
			words[count++] = (uint16_t)below(&random, kinds);
	}
	struct np_sheet sheet = { .info = info, .count = LINES };
	find_cohesion(&sheet, count, kinds);
	for (size_t at = 0; at <= count; at++)
		both[at] = count_both(words, count, at, WINDOW);
	size_t at = 0;
	for (size_t i = 0; i < LINES; i++) {
		const struct np_cohesion *found = &info[i].cohesion;
		int peak = 0;
		if (!info[i].candidate) {
			ck_assert_uint_eq(found->both, 0);
			ck_assert_uint_eq(found->dip, 0);
			at += info[i].word_count;
			continue;
		}
		size_t block = at / BLOCK;
		for (size_t p = block < AROUND ? 0 : (block - AROUND) * BLOCK;
		     p <= count && p < (block + AROUND + 1) * BLOCK; p++)
			peak = both[p] > peak ? both[p] : peak;
		ck_assert_uint_eq(found->both, steps_below(both[at], counts, SIZE(counts)));
		ck_assert_uint_eq(
		    found->dip, steps_below(100 * (both[at] + 1) / (peak + 1), dips, SIZE(dips)));
		ck_assert_uint_eq(found->above, at < WINDOW ? at / 100 : 3);
		ck_assert_uint_eq(found->below, count - at < WINDOW ? (count - at) / 100 : 3);
		at += info[i].word_count;
	}
}
END_TEST

START_TEST(test_empty)
{
	struct np_look info[1] = { { .candidate = true } };
	struct np_sheet sheet = { .info = info, .count = 0 };
	find_cohesion(&sheet, 0, 1);
	sheet.count = 1;
	find_cohesion(&sheet, 0, 1);
	ck_assert_uint_eq(info[0].cohesion.both, 0);
	ck_assert_uint_eq(info[0].cohesion.below, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("cohesion");
	TCase *tc = tcase_create("cohesion");

	tcase_set_timeout(tc, 60);
	give_arena(tc);
	tcase_add_loop_test(tc, test_against_counting, 0, 2 * ROUNDS);
	tcase_add_test(tc, test_empty);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
