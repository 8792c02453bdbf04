/* help_arena.h - for unit tests that want an empty arena each: the fixture, which sees that all is given back */
#ifndef NP_TESTS_HELP_ARENA_H
#define NP_TESTS_HELP_ARENA_H

#include "help.h"

static struct np_arena arena;

static void
open_arena(void)
{
	np_arena_init(&arena, 0);
}

static void
close_arena(void)
{
	np_arena_free(&arena);
	ck_assert_uint_eq(arena.held, 0);
	ck_assert_ptr_null(arena.chunks);
}

/* Each test of the case begins with the arena empty. */
static inline void
give_arena(TCase *tests)
{
	tcase_add_checked_fixture(tests, open_arena, close_arena);
}

#endif
