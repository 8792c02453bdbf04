/* check_known - the gold pages that are built in: all of them stand on their lines, and they show most labels */
#include "help.h"

#include "known.h"
#include "scheme.h"
#include "utf8.h"

START_TEST(test_golds)
{
	struct np_arena arena;
	struct np_error err;
	struct np_gold *golds;
	size_t count, labels_shown = 0;
	bool shown[256] = { false };
	np_arena_init(&arena, 0);
	ck_assert_int_eq(np_known_golds(NULL, 0, &arena, &golds, &count, &err), NP_OK);
	ck_assert_uint_eq(count, np_known_count);
	ck_assert_uint_gt(count, 1);
	for (size_t i = 0; i < count; i++) {
		unsigned char labels[4096];
		size_t lines = golds[i].page.count;
		ck_assert_msg(lines > 0 && lines < sizeof labels, "%s", golds[i].path);
		const struct np_span text = golds[i].page.bytes, blocks = np_known_pages[i].blocks;
		ck_assert_uint_eq(np_utf8_valid(text.ptr, text.len), text.len);
		/* What stands behind the last line feed would be no block. */
		ck_assert_int_eq(blocks.ptr[blocks.len - 1], '\n');
		np_gold_labels(golds[i].lines, lines, labels);
		for (size_t k = 0; k < lines; k++)
			shown[labels[k]] = true;
		for (size_t other = 0; other < i; other++)
			ck_assert_str_ne(golds[i].path, golds[other].path);
	}
	for (size_t label = 0; label < np_label_scheme.label_count; label++)
		labels_shown += shown[label];
	/* Going on, a label that no page shows would have no part in learning. */
	ck_assert_uint_gt(labels_shown * 4, np_label_scheme.label_count * 3);
	np_arena_free(&arena);
}
END_TEST

/* A page that is given, whatever its name, is not there a second time; the others are. */
START_TEST(test_given)
{
	struct np_arena arena;
	struct np_error err;
	struct np_gold *golds, given[2] = { { .path = "first" }, { .path = "second" } };
	size_t count, last = np_known_count - 1;
	np_arena_init(&arena, 0);
	given[0].page.bytes = np_known_pages[last].text;
	given[1].page.bytes = np_known_pages[0].text;
	given[1].page.bytes.len--;
	ck_assert_int_eq(np_known_golds(given, 2, &arena, &golds, &count, &err), NP_OK);
	ck_assert_uint_eq(count, last);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(golds[i].path, np_known_pages[i].name);
	given[1].page.bytes.len++;
	ck_assert_int_eq(np_known_golds(given, 2, &arena, &golds, &count, &err), NP_OK);
	ck_assert_uint_eq(count, last - 1);
	ck_assert_str_eq(golds[0].path, np_known_pages[1].name);
	ck_assert_ptr_nonnull(golds[0].lines);
	np_arena_free(&arena);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("known");
	TCase *tc = tcase_create("known");

	tcase_add_test(tc, test_golds);
	tcase_add_test(tc, test_given);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
