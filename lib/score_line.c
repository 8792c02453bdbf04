/* score_line.c - the lines of a page, by the blocks that name them */
#include "score_line.h"

#include <stdlib.h>
#include <string.h>

bool
np_score_is_mark(enum np_role role)
{
	return role == NP_BYLINE || role == NP_DATELINE || role == NP_CREDIT || role == NP_JUMP;
}

static bool
is_heading(enum np_role role)
{
	return role == NP_KICKER || role == NP_HEADLINE || role == NP_DECK;
}

/* Where a block begins on its page: line, piece of it, and which block. */
struct place {
	uint64_t line;
	uint32_t part;
	size_t block;
};

/* The part of a line that a block claims: all of it, or some of its pieces. */
struct claim {
	uint64_t line;
	size_t rank; /* among the blocks, by where they begin */
	const struct np_score_block *block;
	uint32_t first_part, last_part; /* 0 for all of the line */
	bool enters, leaves;            /* the block has a line before; one behind */
};

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->block < y->block ? -1 : x->block > y->block;
}

static int
by_line(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The indexes of the blocks by where they begin; NULL when memory is out. */
static struct place *
order_blocks(const struct np_score_block *blocks, size_t count, struct np_arena *arena)
{
	struct place *order = np_arena_array(arena, count, sizeof *order);
	if (order == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		order[i] = (struct place){ blocks[i].pieces->first, blocks[i].pieces->part, i };
	if (count > 0)
		qsort(order, count, sizeof *order, by_place);
	return order;
}

/* How many lines the blocks name, each piece of one counted; false if memory can't hold them. */
static bool
count_lines(const struct np_score_block *blocks, size_t block_count, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < block_count; i++) {
		for (size_t p = 0; p < blocks[i].piece_count; p++) {
			uint64_t more = blocks[i].pieces[p].last - blocks[i].pieces[p].first;
			if (more >= SIZE_MAX - *count)
				return false;
			*count += (size_t)more + 1;
		}
	}
	return true;
}

/* Writes a claim for each line of a block; answers how many. */
static size_t
claim_lines(const struct np_score_block *block, size_t rank, struct claim *claims)
{
	size_t n = 0;
	for (size_t p = 0; p < block->piece_count; p++) {
		const struct np_piece *piece = &block->pieces[p];
		for (uint64_t line = piece->first;; line++) {
			if (n > 0 && claims[n - 1].line == line) {
				claims[n - 1].last_part = piece->part;
			} else {
				if (n > 0)
					claims[n - 1].leaves = true;
				claims[n] = (struct claim){
					.line = line,
					.rank = rank,
					.block = block,
					.first_part = piece->part,
					.last_part = piece->part,
					.enters = n > 0,
				};
				n++;
			}
			if (line == piece->last)
				break;
		}
	}
	return n;
}

/* The claims of all blocks, by line; *count of them.  NULL when memory is out. */
static struct claim *
collect_claims(
    const struct np_score_block *blocks, size_t block_count, struct np_arena *arena, size_t *count)
{
	const struct place *order = order_blocks(blocks, block_count, arena);
	size_t room;
	struct claim *claims = NULL;
	if (count_lines(blocks, block_count, &room))
		claims = np_arena_array(arena, room, sizeof *claims);
	if (order == NULL || claims == NULL)
		return NULL;
	*count = 0;
	for (size_t rank = 0; rank < block_count; rank++)
		*count += claim_lines(&blocks[order[rank].block], rank, claims + *count);
	if (*count > 0)
		qsort(claims, *count, sizeof *claims, by_line);
	return claims;
}

/* The claim that gives a line its role: a headline, else what is no mark, else what is first. */
static const struct claim *
find_main(const struct claim *claims, size_t count)
{
	const struct claim *found = NULL;
	for (size_t i = 0; i < count; i++) {
		if (claims[i].block->role == NP_HEADLINE ||
		    (found == NULL && !np_score_is_mark(claims[i].block->role)))
			found = &claims[i];
	}
	return found != NULL ? found : claims;
}

/* Fills the marks of a line from its claims; answers how many. */
static size_t
find_marks(const struct claim *claims, size_t count, struct np_score_mark *marks)
{
	uint32_t last = 0;
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		last = claims[i].last_part > last ? claims[i].last_part : last;
	for (size_t i = 0; i < count; i++) {
		const struct claim *claim = &claims[i];
		if (!np_score_is_mark(claim->block->role) || claim->block->text.len == 0)
			continue;
		marks[n++] = (struct np_score_mark){
			.kind = claim->block->role,
			.text = claim->block->text,
			.enters = claim->enters,
			.leaves = claim->leaves,
			.first = claim->first_part <= 1,
			.last = claim->last_part == last,
		};
	}
	return n;
}

enum np_code
np_score_lay(const struct np_score_block *blocks, size_t count, struct np_arena *arena,
    struct np_score_line **lines, size_t *line_count, struct np_error *err)
{
	size_t claim_count = 0, mark_count = 0, n = 0;
	struct claim *claims = collect_claims(blocks, count, arena, &claim_count);
	if (claims == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (size_t i = 0; i < claim_count; i++) {
		n += i == 0 || claims[i].line != claims[i - 1].line;
		mark_count += np_score_is_mark(claims[i].block->role);
	}
	struct np_score_mark *marks = np_arena_array(arena, mark_count, sizeof *marks);
	*lines = np_arena_array(arena, n, sizeof **lines);
	if (marks == NULL || *lines == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*line_count = n;
	n = 0;
	for (size_t from = 0, end; from < claim_count; from = end) {
		for (end = from + 1; end < claim_count && claims[end].line == claims[from].line;)
			end++;
		const struct claim *main = find_main(claims + from, end - from);
		enum np_role role = main->block->role;
		size_t marks_here = find_marks(claims + from, end - from, marks);
		(*lines)[n++] = (struct np_score_line){
			.number = main->line,
			.article = main->block->article,
			.role = role,
			.continues = main->enters && !is_heading(role) && !np_score_is_mark(role),
			.marks = marks,
			.mark_count = marks_here,
			.block = main->block,
		};
		marks += marks_here;
	}
	return NP_OK;
}

struct np_score_line *
np_score_align(const struct np_score_line *gold, size_t gold_count,
    const struct np_score_line *pred, size_t pred_count, struct np_arena *arena, size_t *missing,
    size_t *stray)
{
	struct np_score_line *aligned = np_arena_array(arena, gold_count, sizeof *aligned);
	size_t at = 0;
	if (aligned == NULL)
		return NULL;
	for (size_t i = 0; i < gold_count; i++) {
		for (; at < pred_count && pred[at].number < gold[i].number; at++)
			++*stray;
		if (at < pred_count && pred[at].number == gold[i].number) {
			aligned[i] = pred[at++];
		} else {
			aligned[i] =
			    (struct np_score_line){ .number = gold[i].number, .role = NP_OTHER };
			++*missing;
		}
	}
	*stray += pred_count - at;
	return aligned;
}
