/*
 * score - npscore's comparison: a block stream, a line "=", another one
 *
 * A stream compared with itself is right in all; figures are shares; both ways count the same.
 */
#include "fuzz.h"

#include "score.h"

enum { MOST_LINES = 2000 };

struct side {
	struct np_score_line *lines;
	size_t count;
};

/* The lines of a stream, whatever pages it names; blocks that name too many are passed over. */
static struct side
read_side(struct np_span stream, struct np_arena *arena)
{
	struct fuzz rest = { stream, 1 };
	struct np_score_block *blocks = np_arena_array(arena, stream.len / 2 + 1, sizeof *blocks);
	struct np_block block;
	struct np_error err;
	struct side side;
	size_t count = 0;
	uint64_t named = 0;

	LAW(blocks != NULL);
	while (rest.rest.len > 0) {
		struct np_score_block *to = &blocks[count];
		uint64_t more = 0;

		if (np_block_parse(fuzz_line(&rest), &block, &err) != NP_OK)
			continue;
		*to = (struct np_score_block){ .article = block.article, .role = block.role };
		to->pieces = np_block_pieces(block.lines, &to->piece_count, arena, &err);
		LAW(to->pieces != NULL && to->piece_count > 0);
		for (size_t i = 0; i < to->piece_count && more <= MOST_LINES; i++) {
			uint64_t further = to->pieces[i].last - to->pieces[i].first;

			LAW(to->pieces[i].first <= to->pieces[i].last);
			more += further < MOST_LINES ? further + 1 : MOST_LINES + 1;
		}
		if (named + more > MOST_LINES)
			continue;
		named += more;
		to->text = np_block_unescape(block.text, arena);
		count++;
	}
	LAW(np_score_lay(blocks, count, arena, &side.lines, &side.count, &err) == NP_OK);
	LAW(side.count <= named);
	for (size_t i = 0; i < side.count; i++) {
		LAW(i == 0 || side.lines[i].number > side.lines[i - 1].number);
		LAW(side.lines[i].role < NP_ROLES);
	}
	return side;
}

static void
check_count(struct np_score_count count, bool same)
{
	double precision = np_score_precision(count), recall = np_score_recall(count);
	double f1 = np_score_f1(count);

	LAW(count.right <= count.found && count.right <= count.gold);
	LAW(precision >= 0 && precision <= 1 && recall >= 0 && recall <= 1);
	LAW(f1 >= 0 && f1 <= 1);
	LAW(!same || (count.right == count.found && count.right == count.gold && f1 == 1));
}

/* Compares; a stream with itself, if that is said, has no fault. */
static struct np_score
compare(struct side gold, struct side pred, bool same, struct np_arena *arena)
{
	struct np_score score = { .pages = 0 };
	size_t missing, stray, differences = 0;
	struct np_score_line *aligned;
	unsigned char *how;
	struct np_error err;

	missing = stray = 0;
	aligned =
	    np_score_align(gold.lines, gold.count, pred.lines, pred.count, arena, &missing, &stray);
	LAW(aligned != NULL);
	LAW(missing <= gold.count && stray <= pred.count);
	LAW(gold.count - missing == pred.count - stray);
	how = np_score_differences(gold.lines, aligned, gold.count, arena);
	LAW(how != NULL);
	for (size_t i = 0; i < gold.count; i++)
		differences += how[i] != 0;
	LAW(np_score_add(&score, gold.lines, aligned, gold.count, arena, &err) == NP_OK);
	LAW(!same || (missing == 0 && stray == 0 && differences == 0));
	check_count(score.boundary, same);
	check_count(score.articles, same);
	check_count(score.joining, same);
	check_count(np_score_roles(&score), same);
	LAW(np_score_roles(&score).gold == gold.count);
	for (unsigned i = 0; i < NP_ROLES; i++) {
		check_count(score.marks[i], same);
		check_count(np_score_role(&score, (enum np_role)i), same);
	}
	LAW(np_score_macro(&score, 1) >= 0 && np_score_macro(&score, 1) <= 1);
	LAW(np_score_pk(&score) >= 0 && np_score_pk(&score) <= 1);
	LAW(np_score_windowdiff(&score) >= 0 && np_score_windowdiff(&score) <= 1);
	LAW(!same || (np_score_pk(&score) == 0 && np_score_windowdiff(&score) == 0));
	return score;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	struct np_span stream = { fuzz.rest.ptr, 0 };
	struct np_score there, back;
	struct side gold, pred;
	struct np_arena arena;

	while (fuzz.rest.len > 0) {
		if (fuzz_same(fuzz_line(&fuzz), (struct np_span){ "=", 1 }))
			break;
		stream.len = (size_t)(fuzz.rest.ptr - stream.ptr);
	}
	np_arena_init(&arena, 0);
	gold = read_side(stream, &arena);
	pred = read_side(fuzz.rest, &arena);
	compare(gold, gold, true, &arena);
	compare(pred, pred, true, &arena);
	there = compare(gold, pred, false, &arena);
	back = compare(pred, gold, false, &arena);
	/* Lines in both and alike are the same seen from the other side. */
	for (unsigned i = 0; i < NP_ROLES; i++) {
		if (i != NP_OTHER)
			LAW(there.lines[i][i] == back.lines[i][i]);
	}
	np_arena_free(&arena);
	return 0;
}
