/* check_code - spans compared: of every length, with one byte that differs at every place */
#include "help.h"

enum { LONGEST = 80 };

/* Each in memory of its own size: no byte beside them is read. */
START_TEST(test_same)
{
	const size_t len = (size_t)_i;
	char *a = malloc(len), *b = malloc(len);
	const struct np_span left = { a, len };

	ck_assert(len == 0 || (a != NULL && b != NULL));
	for (size_t i = 0; i < len; i++)
		a[i] = b[i] = (char)(i * 37);
	ck_assert(np_span_same(left, (struct np_span){ b, len }));
	for (size_t i = 0; i < len; i++) {
		for (int bit = 0; bit < 8; bit++) {
			b[i] = (char)(b[i] ^ 1 << bit);
			ck_assert(!np_span_same(left, (struct np_span){ b, len }));
			b[i] = a[i];
		}
		ck_assert(!np_span_same(left, (struct np_span){ b, i }));
	}
	free(a);
	free(b);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("code");
	TCase *same = tcase_create("same");

	tcase_add_loop_test(same, test_same, 0, LONGEST);
	suite_add_tcase(suite, same);
	return run_suite(suite);
}
