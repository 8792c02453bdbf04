/* check_arena - pieces that do not overlap, growth, limits, memory given back */
#include "help_arena.h"

START_TEST(test_pieces)
{
	enum { PIECES = 2000 };
	static unsigned char *pieces[PIECES];
	static size_t sizes[PIECES];
	uint64_t random = 5;

	for (int i = 0; i < PIECES; i++) {
		sizes[i] = below(&random, i % 100 == 0 ? 200000 : 70);
		pieces[i] = np_arena_take(&arena, sizes[i]);
		ck_assert_ptr_nonnull(pieces[i]);
		ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		memset(pieces[i], i & 0xFF, sizes[i]);
	}
	for (int i = 0; i < PIECES; i++) {
		for (size_t j = 0; j < sizes[i]; j++) {
			if (pieces[i][j] != (i & 0xFF))
				ck_abort_msg("piece %d, byte %zu: %d", i, j, pieces[i][j]);
		}
	}
}
END_TEST

START_TEST(test_array)
{
	for (int round = 0; round < 3; round++) {
		unsigned char *bytes = np_arena_array(&arena, 1000, 7);
		ck_assert_ptr_nonnull(bytes);
		for (size_t i = 0; i < 7000; i++)
			ck_assert_uint_eq(bytes[i], 0);
		memset(bytes, 0xFF, 7000);
		np_arena_reset(&arena);
	}
	ck_assert_ptr_nonnull(np_arena_array(&arena, 0, 8));
	ck_assert_ptr_nonnull(np_arena_array(&arena, 8, 0));
	ck_assert_ptr_null(np_arena_array(&arena, SIZE_MAX / 2, 3));
	ck_assert_ptr_null(np_arena_array(&arena, SIZE_MAX, SIZE_MAX));
	ck_assert_ptr_null(np_arena_take(&arena, SIZE_MAX));
	ck_assert_ptr_null(np_arena_take(&arena, SIZE_MAX - 8));
	ck_assert_ptr_null(np_arena_grow(&arena, NULL, 0, SIZE_MAX - 8));
}
END_TEST

START_TEST(test_room)
{
	enum { NUMBERS = 1000 };
	size_t cap = 0;
	uint32_t *numbers = NULL;
	for (uint32_t i = 0; i < NUMBERS; i++) {
		uint32_t *more = np_arena_room(&arena, numbers, i, &cap, sizeof *numbers);
		ck_assert_ptr_nonnull(more);
		ck_assert(cap > i && cap <= 2 * NUMBERS);
		numbers = more;
		numbers[i] = i * i;
		if (i % 7 == 0) /* something lies behind it: it has to move */
			ck_assert_ptr_nonnull(np_arena_take(&arena, 1));
	}
	for (uint32_t i = 0; i < NUMBERS; i++)
		ck_assert_uint_eq(numbers[i], i * i);
	cap = SIZE_MAX / 4;
	ck_assert_ptr_null(np_arena_room(&arena, numbers, cap, &cap, sizeof *numbers));
	ck_assert_uint_eq(cap, SIZE_MAX / 4);
}
END_TEST

START_TEST(test_grow)
{
	char *last = np_arena_grow(&arena, NULL, 0, 10);
	ck_assert_ptr_nonnull(last);
	memcpy(last, "0123456789", 10);
	ck_assert_ptr_eq(np_arena_grow(&arena, last, 10, 12), last);
	ck_assert_ptr_eq(np_arena_grow(&arena, last, 12, 400), last);
	char *other = np_arena_take(&arena, 1);
	ck_assert(other >= last + 400);
	char *moved = np_arena_grow(&arena, last, 400, 500);
	ck_assert_ptr_ne(moved, last);
	ck_assert_mem_eq(moved, "0123456789", 10);
	char *shorter = np_arena_grow(&arena, moved, 500, 5);
	ck_assert_mem_eq(shorter, "01234", 5);
}
END_TEST

/* Pieces of which each may grow at any time hold what was put into them. */
START_TEST(test_grow_random)
{
	enum { PIECES = 20 };
	unsigned char *pieces[PIECES] = { NULL };
	size_t sizes[PIECES] = { 0 };
	uint64_t random = 11;

	for (int round = 0; round < 4000; round++) {
		size_t i = below(&random, PIECES), size = sizes[i] + below(&random, 300);
		pieces[i] = np_arena_grow(&arena, pieces[i], sizes[i], size);
		ck_assert_ptr_nonnull(pieces[i]);
		memset(pieces[i] + sizes[i], (int)i, size - sizes[i]);
		sizes[i] = size;
	}
	for (size_t i = 0; i < PIECES; i++) {
		for (size_t j = 0; j < sizes[i]; j++)
			ck_assert_uint_eq(pieces[i][j], i);
	}
}
END_TEST

/* An array that grows by one element at a time takes memory of its own order, however long. */
START_TEST(test_grow_long)
{
	enum { ELEMENT = 24, COUNT = 1000000 };
	char *array = NULL;

	for (size_t i = 0; i < COUNT; i++) {
		array = np_arena_grow(&arena, array, i * ELEMENT, (i + 1) * ELEMENT);
		if (array == NULL)
			ck_abort_msg("no element %zu", i);
		memcpy(array + i * ELEMENT, &i, sizeof i);
	}
	for (size_t i = 0; i < COUNT; i++) {
		if (memcmp(array + i * ELEMENT, &i, sizeof i) != 0)
			ck_abort_msg("another element %zu", i);
	}
	ck_assert_uint_lt(arena.held, (size_t)ELEMENT * COUNT * 6);
}
END_TEST

START_TEST(test_limit)
{
	size_t taken = 0;

	np_arena_free(&arena);
	np_arena_init(&arena, 100000);
	ck_assert_ptr_null(np_arena_take(&arena, 100001));
	while (np_arena_take(&arena, 1000) != NULL)
		taken += 1000;
	ck_assert_uint_le(arena.held, 100000);
	ck_assert_uint_ge(taken, 90000);
	np_arena_reset(&arena);
	ck_assert_ptr_nonnull(np_arena_take(&arena, 60000));
	ck_assert_ptr_null(np_arena_grow(&arena, NULL, 0, 90000));
}
END_TEST

/* A grown piece is refused for its own size only, not for what it may yet need. */
START_TEST(test_limit_grow)
{
	np_arena_free(&arena);
	np_arena_init(&arena, 1000000);
	ck_assert_ptr_nonnull(np_arena_grow(&arena, NULL, 0, 900000));
	ck_assert_uint_le(arena.held, 1000000);
}
END_TEST

START_TEST(test_reset)
{
	np_arena_reset(&arena);
	for (int i = 0; i < 100; i++)
		ck_assert_ptr_nonnull(np_arena_take(&arena, 50000));
	size_t held = arena.held;
	np_arena_reset(&arena);
	ck_assert_uint_lt(arena.held, held);
	ck_assert_uint_gt(arena.held, 0);
	held = arena.held;
	ck_assert_ptr_nonnull(np_arena_take(&arena, 50000));
	ck_assert_uint_eq(arena.held, held);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("arena");
	TCase *tc = tcase_create("arena");

	give_arena(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_pieces);
	tcase_add_test(tc, test_array);
	tcase_add_test(tc, test_room);
	tcase_add_test(tc, test_grow);
	tcase_add_test(tc, test_grow_random);
	tcase_add_test(tc, test_grow_long);
	tcase_add_test(tc, test_limit);
	tcase_add_test(tc, test_limit_grow);
	tcase_add_test(tc, test_reset);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
