/* help_marks.h - for unit tests that look at pages: the fixture, an empty arena and the built-in marks for each test */
#ifndef NP_TESTS_HELP_MARKS_H
#define NP_TESTS_HELP_MARKS_H

#include "help.h"

#include "marks.h"

static struct np_arena arena;
static struct np_marks *marks;

static void
open_marks(void)
{
	struct np_error err;
	np_arena_init(&arena, 0);
	ck_assert_int_eq(np_marks_open(&marks, NULL, &err), NP_OK);
}

static void
close_marks(void)
{
	np_marks_close(marks);
	np_arena_free(&arena);
}

/* Each test of the case begins with these two. */
static inline void
give_marks(TCase *tests)
{
	tcase_add_checked_fixture(tests, open_marks, close_marks);
}

#endif
