/* score_line.h - the lines of a page, by the blocks that name them */
#ifndef NP_SCORE_LINE_H
#define NP_SCORE_LINE_H

#include "arena.h"
#include "block.h"

/* A byline, dateline, credit or jump: what stands inside paragraphs, and is scored by its words. */
bool np_score_is_mark(enum np_role role);

/*
 * A mark on a line.  text is what stands there of it, or, of a mark over several lines of which the
 * page is not at hand, all of it; then the flags say the rest.
 */
struct np_score_mark {
	enum np_role kind;
	struct np_span text;
	bool enters, leaves; /* it began on a line before; it goes on on a later one */
	bool first, last;    /* nothing stands before it on this line; nothing behind it */
};

/* A block of a page; text is unescaped, and only looked at where the block is a mark. */
struct np_score_block {
	uint64_t article;
	enum np_role role;
	const struct np_piece *pieces;
	size_t piece_count; /* at least 1 */
	struct np_span text;
};

/* What is known of a line. */
struct np_score_line {
	uint64_t number; /* 1-based; only np_score_align() looks at it */
	uint64_t article;
	enum np_role role;
	bool continues; /* it goes on with a block of the lines before it */
	const struct np_score_mark *marks;
	size_t mark_count;
	const struct np_score_block *block; /* which gives the role; NULL where there is none */
};

/*
 * The lines that the blocks of a page name, by number; *line_count of them, in the arena.  Role and
 * article of a line are those of its first block that is no mark, a headline before all others,
 * else of its first mark; first is which begins further up in the page, so that the order of
 * the blocks does not matter.  A line continues when it is a further line of that block, and that
 * is no kicker, headline, deck or mark.  Memory goes with the lines that the pieces name: the
 * caller sees to it that these are no more than there can be.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_score_lay(const struct np_score_block *blocks, size_t count, struct np_arena *arena,
    struct np_score_line **lines, size_t *line_count, struct np_error *err);

/*
 * Lines of pred for each line of gold, in the arena; both by number.  A line that pred lacks
 * becomes one of role other in article 0, and adds one to *missing; one that gold lacks is left
 * out, and adds one to *stray.  NULL when memory is out.
 */
struct np_score_line *np_score_align(const struct np_score_line *gold, size_t gold_count,
    const struct np_score_line *pred, size_t pred_count, struct np_arena *arena, size_t *missing,
    size_t *stray);

#endif
