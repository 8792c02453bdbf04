/* help_starve.h - for unit tests of what works in an arena: memory that ends anywhere is told */
#ifndef NP_TESTS_HELP_STARVE_H
#define NP_TESTS_HELP_STARVE_H

#include "help.h"

/*
 * Does the work in arenas that may hold more and more, `step` bytes each time, till it is done: with any less
 * it tells that memory is out.
 */
static inline void
starve(enum np_code (*work)(struct np_arena *memory), size_t step)
{
	enum np_code code = NP_ERR_MEMORY;
	size_t rounds = 0;

	for (size_t limit = 1; code != NP_OK; limit += step, rounds++) {
		struct np_arena memory;

		np_arena_init(&memory, limit);
		code = work(&memory);
		ck_assert_msg(
		    code == NP_OK || code == NP_ERR_MEMORY, "%zu bytes: code %d", limit, (int)code);
		ck_assert_uint_lt(limit, (size_t)64 << 20);
		np_arena_free(&memory);
	}
	ck_assert_uint_gt(rounds, 1);
}

#endif
