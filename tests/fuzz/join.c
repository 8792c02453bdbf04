/* join - npjoin: ties point to parts, both ways, and never in a ring; jumps without partner are lines */
#include "fuzz.h"

#include "join.h"

static void
check_join(const struct np_issue *issue, const struct np_join *join)
{
	size_t parts = issue->part_count;

	for (size_t i = 0; i < parts; i++) {
		size_t at = i, steps = 0;

		LAW(issue->parts[i].count > 0 && issue->parts[i].page < issue->page_count);
		while (join->ties[at].from != NP_ISSUE_NONE) {
			at = join->ties[at].from;
			LAW(at < parts && steps++ < parts);
		}
		for (at = join->ties[i].to, steps = 0; at != NP_ISSUE_NONE;
		     at = join->ties[at].next) {
			LAW(at < parts && steps++ < parts);
			LAW(join->ties[at].from == i);
		}
	}
	for (size_t i = 0; i < join->lost_count; i++)
		LAW(join->lost[i].line < issue->held->count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	struct np_held held;
	struct np_issue issue;
	struct np_join join;
	struct np_block block;
	struct np_error err;

	np_held_init(&held);
	for (uint64_t number = 1; fuzz.rest.len > 0; number++) {
		struct np_span line = fuzz_line(&fuzz);
		bool good = np_block_parse(line, &block, &err) == NP_OK;

		LAW(np_held_add(&held, line, good ? &block : NULL, number, &err) == NP_OK);
	}
	LAW(np_issue_read(&issue, &held, &held.arena) == NP_OK);
	LAW(np_join_find(&issue, &join) == NP_OK);
	check_join(&issue, &join);
	np_held_free(&held);
	return 0;
}
