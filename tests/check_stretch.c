/* check_stretch - what stretches of a page have in common: against looking for each word anew */
#include "help_thread.h"

#include "cpu.h"
#include "stretch.h"

enum { ROUNDS = 12, STRETCHES = 40, LONGEST = 150, KINDS = 4 << ROUNDS };

/* A page: its words, and where each stretch begins among them. */
static uint16_t words[STRETCHES * LONGEST];
static size_t begins[STRETCHES + 1];
static float weights[KINDS];

static bool
has(size_t stretch, uint16_t word)
{
	for (size_t w = begins[stretch]; w < begins[stretch + 1]; w++) {
		if (words[w] == word)
			return true;
	}
	return false;
}

/* What a stretch weighs, and what its words weigh that are in those before. */
static double
compare_anew(size_t stretch, size_t back, struct np_stretch_shares *shares)
{
	double weight = 0;
	*shares = (struct np_stretch_shares){ .far = 0 };
	for (size_t w = begins[stretch]; w < begins[stretch + 1]; w++) {
		bool again = false, near = false, far = false;
		for (size_t before = begins[stretch]; before < w; before++)
			again |= words[before] == words[w];
		if (again)
			continue;
		const double own = (double)weights[words[w]];
		weight += own;
		for (size_t k = 1; k <= stretch; k++) {
			if (!has(stretch - k, words[w]))
				continue;
			near |= k <= back;
			far |= k > back;
			if (k <= back)
				shares->common[k - 1] += own;
		}
		shares->far += far && !near ? own : 0;
	}
	return weight;
}

/* A page of so many different words at most, whose stretches are short or long or without a word. */
static void
make_page(uint64_t *random, size_t kinds, struct np_thread *thread, struct np_stretches *stretches)
{
	uint32_t *last = np_arena_array(&arena, kinds, sizeof *last);
	size_t count = 0;
	ck_assert(np_thread_open(thread, STRETCHES * LONGEST, &arena));
	ck_assert(np_stretch_open(stretches, STRETCHES, &arena));
	for (size_t s = 0; s < STRETCHES; s++) {
		np_stretch_begin(stretches, s, thread->end);
		begins[s] = count;
		for (size_t n = below(random, s % 3 == 0 ? 9 : LONGEST); n > 0; n--) {
			words[count] = (uint16_t)below(random, kinds);
			add_word(thread, words[count++], last);
		}
	}
	begins[STRETCHES] = count;
	np_stretch_end(stretches, STRETCHES, thread->end);
	for (size_t k = 0; k < kinds; k++)
		weights[k] = 2 / (float)(2 + below(random, 20));
}

START_TEST(test_against_looking)
{
	static const enum np_cpu sets[] = { NP_CPU_PLAIN, NP_CPU_AVX2 };
	const size_t round = (size_t)_i % ROUNDS, back = 1 + round % NP_STRETCH_BACK;
	uint64_t random = round + 11;
	struct np_thread thread;
	struct np_stretches stretches;
	if (!np_cpu_choose(sets[_i / ROUNDS]))
		return;
	make_page(&random, (size_t)4 << round, &thread, &stretches);
	ck_assert_uint_eq(stretches.count, STRETCHES);
	for (size_t s = 0; s < STRETCHES; s++) {
		struct np_stretch_shares shares, anew;
		double weight = compare_anew(s, back, &anew);
		shares = np_stretch_compare(&stretches, s, back, &thread, weights);
		ck_assert_uint_eq(stretches.list[s].line, s);
		ck_assert(stretches.list[s].weight == weight);
		ck_assert(shares.far == anew.far);
		for (size_t k = 1; k <= back; k++) {
			ck_assert(shares.common[k - 1] == anew.common[k - 1]);
			if (s < k)
				continue;
			double other = stretches.list[s - k].weight;
			double least = weight < other ? weight : other;
			double alike = least > 0 ? anew.common[k - 1] / least : 0;
			ck_assert(np_stretch_alike(&stretches, &shares, s, k) == alike);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("stretch");
	TCase *tc = tcase_create("stretch");

	tcase_set_timeout(tc, 60);
	give_arena(tc);
	tcase_add_loop_test(tc, test_against_looking, 0, 2 * ROUNDS);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
