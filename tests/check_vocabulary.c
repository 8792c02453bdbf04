/* check_vocabulary - words are numbered in the order in which they come, on pages of any size */
#include "help.h"

#include "vocabulary.h"

static uint16_t words[2 * NP_BIGRAMS], numbers[2 * NP_BIGRAMS];

static struct np_vocabulary
open_vocabulary(size_t count, struct np_arena *arena)
{
	struct np_vocabulary vocabulary;
	np_arena_init(arena, 0);
	ck_assert(np_vocabulary_open(&vocabulary, count, arena));
	ck_assert_uint_eq(vocabulary.count, 0);
	return vocabulary;
}

/*
 * The words are numbered a line at a time, as a list says that has each word's number.  What comes when all
 * numbers are given has the last.
 */
static void
check_numbers(struct np_vocabulary *vocabulary, size_t count, size_t line)
{
	enum { NONE = NP_BIGRAMS, LAST = NP_VOCABULARY_MOST - 1 };
	static uint32_t known[NP_BIGRAMS];
	uint32_t next = 0;
	for (size_t word = 0; word < NP_BIGRAMS; word++)
		known[word] = NONE;
	for (size_t from = 0; from < count; from += line) {
		size_t n = count - from < line ? count - from : line;
		np_vocabulary_number(vocabulary, words + from, n, numbers + from);
	}
	for (size_t w = 0; w < count; w++) {
		uint32_t *number = &known[words[w]];
		if (*number == NONE && next < NP_VOCABULARY_MOST)
			*number = next++;
		ck_assert_uint_eq(numbers[w], *number == NONE ? LAST : *number);
	}
	ck_assert_uint_eq(vocabulary->count, next);
	for (size_t word = 0; word < NP_BIGRAMS; word++)
		ck_assert_int_eq(
		    np_vocabulary_has(vocabulary, (uint16_t)word), known[word] != NONE);
}

/* Words by chance, of few that are alike or of all; many that are looked for at one place. */
START_TEST(test_numbers)
{
	static const struct {
		size_t count, different, line;
		unsigned apart;
	} pages[] = { { 0, 1, 1, 1 }, { 1, 1, 1, 1 }, { 40, 5, 7, 1 }, { 300, 200, 300, 1 },
		{ 300, 200, 20, 256 }, { 5000, 65536, 40, 1 }, { 20000, 9000, 1, 7 } };
	struct np_arena arena;
	struct np_vocabulary vocabulary = open_vocabulary(pages[_i].count, &arena);
	uint64_t random = 3;
	for (size_t w = 0; w < pages[_i].count; w++)
		words[w] = (uint16_t)(below(&random, pages[_i].different) * pages[_i].apart);
	check_numbers(&vocabulary, pages[_i].count, pages[_i].line);
	np_arena_free(&arena);
}
END_TEST

/*
 * Every word there is, and all again: one has no number of its own.  In the line in which the numbers end
 * some words still have theirs.  The word that the free entry looks like comes last, first, amid the others.
 */
START_TEST(test_all)
{
	static const struct {
		uint16_t first;
		size_t line;
	} ways[] = { { 0, 1000 }, { 0xFFFF, 2 }, { 0x8000, 2 } };
	struct np_arena arena;
	struct np_vocabulary vocabulary = open_vocabulary(2 * NP_BIGRAMS, &arena);
	for (size_t w = 0; w < 2 * NP_BIGRAMS; w++)
		words[w] = (uint16_t)(ways[_i].first + w);
	check_numbers(&vocabulary, 2 * NP_BIGRAMS, ways[_i].line);
	ck_assert_uint_eq(vocabulary.count, NP_VOCABULARY_MOST);
	np_arena_free(&arena);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("vocabulary");
	TCase *tc = tcase_create("vocabulary");

	tcase_add_loop_test(tc, test_numbers, 0, 7);
	tcase_add_loop_test(tc, test_all, 0, 3);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
