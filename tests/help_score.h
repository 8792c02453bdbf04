/* help_score.h - for unit tests of scores: lines out of blocks, and counts */
#ifndef NP_TESTS_HELP_SCORE_H
#define NP_TESTS_HELP_SCORE_H

#include "help_arena.h"

#include "score.h"

/* Takes a stream without its page field, "lines article role text", apart. */
static inline struct np_score_block *
take_blocks(const char *stream, size_t *count)
{
	struct np_score_block *blocks = np_arena_array(&arena, strlen(stream) + 1, sizeof *blocks);
	ck_assert_ptr_nonnull(blocks);
	for (*count = 0; *stream != '\0'; ++*count) {
		struct np_score_block *to = &blocks[*count];
		size_t len = strcspn(stream, "\n");
		char *line = np_arena_take(&arena, len + 2);
		struct np_block block;
		struct np_error err;
		ck_assert_ptr_nonnull(line);
		memcpy(line, "p\t", 2);
		memcpy(line + 2, stream, len);
		ck_assert_int_eq(
		    np_block_parse((struct np_span){ line, len + 2 }, &block, &err), NP_OK);
		to->pieces = np_block_pieces(block.lines, &to->piece_count, &arena, &err);
		ck_assert_ptr_nonnull(to->pieces);
		to->article = block.article;
		to->role = block.role;
		to->text = np_block_unescape(block.text, &arena);
		stream += len + (stream[len] == '\n');
	}
	return blocks;
}

static inline struct np_score_line *
lay(const char *stream, size_t *count)
{
	struct np_score_line *lines;
	struct np_error err;
	size_t n;
	const struct np_score_block *blocks = take_blocks(stream, &n);
	ck_assert_int_eq(np_score_lay(blocks, n, &arena, &lines, count, &err), NP_OK);
	return lines;
}

/* Scores pred with gold, both streams of one page, into *score. */
static inline void
add_page(struct np_score *score, const char *gold_blocks, const char *pred_blocks)
{
	size_t count, pred_count, missing = 0, stray = 0;
	struct np_error err;
	struct np_score_line *gold = lay(gold_blocks, &count),
			     *pred = lay(pred_blocks, &pred_count);
	pred = np_score_align(gold, count, pred, pred_count, &arena, &missing, &stray);
	ck_assert_ptr_nonnull(pred);
	ck_assert_int_eq(np_score_add(score, gold, pred, count, &arena, &err), NP_OK);
}

static inline void
expect(struct np_score_count count, uint64_t right, uint64_t found, uint64_t gold)
{
	ck_assert_uint_eq(count.right, right);
	ck_assert_uint_eq(count.found, found);
	ck_assert_uint_eq(count.gold, gold);
}

#endif
