/* check_spot - places of blocks: which one comes twice, in whatever order they come */
#include "help.h"

#include "spot.h"

/* Blocks in the order of the stream, and the line that repeats a place. */
START_TEST(repeated)
{
	static const struct {
		const char *lines[6];
		uint64_t number; /* of the line, from 1; 0: none */
	} cases[] = {
		{ { "p\t1\t1\tbody\t一", "p\t2.1\t1\tbody\t二", "p\t2.2\t1\tbody\t三" }, 0 },
		/* Any order, each place once. */
		{ { "p\t2.2\t1\tbody\t三", "p\t1\t1\tbody\t一", "p\t2.1\t2\tbody\t二" }, 0 },
		{ { "p\t1\t1\tbody\t一", "p\t2\t1\tbody\t二", "p\t1\t1\tbody\t三" }, 3 },
		/* Side by side; of two places the one that is told first in the stream. */
		{ { "p\t7\t1\tbody\t一", "p\t7\t2\tbody\t二" }, 2 },
		{ { "p\t1\t1\tbody\t一", "p\t5\t1\tbody\t二", "p\t5\t1\tbody\t三",
		      "p\t1\t1\tbody\t四" },
		    3 },
		/* Where it begins counts; a place that came three times. */
		{ { "p\t3;5\t1\tbody\t一", "p\t4\t1\tcaption\t二", "p\t3..4\t2\tbody\t三",
		      "p\t3\t2\tbody\t四" },
		    3 },
		/* A line as a whole is another place than its pieces. */
		{ { "p\t2.1\t1\tbody\t一", "p\t2\t1\tbody\t二" }, 0 },
		/* Joined blocks name lines of other pages. */
		{ { "p\t1\t1\tbody\t一", "p\\>q\t1\t1\tbody\t二", "p\\>r\t1\t1\tbody\t三" }, 0 },
	};
	struct np_spots spots = { .count = 0 };

	for (size_t i = 0; i < SIZE(cases); i++) {
		for (size_t k = 0; k < SIZE(cases[i].lines) && cases[i].lines[k] != NULL; k++) {
			struct np_block block;
			struct np_error err;

			ck_assert_int_eq(
			    np_block_parse(span(cases[i].lines[k]), &block, &err), NP_OK);
			ck_assert(np_spots_add(&spots, &block, k + 1));
		}
		ck_assert_msg(np_spots_repeated(&spots) == cases[i].number, "case %zu", i);
		np_spots_clear(&spots);
		ck_assert_uint_eq(np_spots_repeated(&spots), 0);
	}
	np_spots_free(&spots);
}
END_TEST

/* More than there is room for at first. */
START_TEST(many)
{
	struct np_spots spots = { .count = 0 };

	for (uint64_t i = 0; i < 1000; i++) {
		struct np_block block = { .home = span("p"), .page = span("p"), .plain = true };

		block.first = (struct np_piece){ 1000 - i, 1000 - i, 0 };
		if (i == 999)
			block.first.first = 300;
		ck_assert(np_spots_add(&spots, &block, i + 1));
	}
	ck_assert_uint_eq(np_spots_repeated(&spots), 1000);
	np_spots_free(&spots);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("spot");
	TCase *tc = tcase_create("spot");

	tcase_add_test(tc, repeated);
	tcase_add_test(tc, many);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
