/* gather.h - the blocks of a page gathered into its articles */
#ifndef NP_GATHER_H
#define NP_GATHER_H

#include "article.h"
#include "spot.h"

/* What is known of a block while its page is gathered. */
struct np_gathered {
	uint64_t article;
	struct np_piece first;
	bool inside; /* its text lies in its line, which may go */
	bool away; /* it stands on another page, whose name lies there too until all are gathered */
};

/*
 * Gathers the blocks of one page after the other.  Memory follows the largest
 * page.
 *
 *	np_gather_init(&gather, max_page);
 *	for every block:
 *		if (!np_gather_holds(&gather, block.home)) {
 *			np_gather_articles(&gather, &count, &err) ... use them
 *			np_gather_reset(&gather);
 *		}
 *		np_gather_add(&gather, &block, line, number, &err);
 *		np_gather_settle(&gather) where the line does not stay
 *	np_gather_articles() once more; np_gather_free(&gather);
 */
struct np_gather {
	struct np_arena arena; /* of the page; callers may take from it until _reset() */
	size_t max_page;
	size_t bytes;        /* of the page's lines so far */
	struct np_span page; /* its name as it stands in the stream; ptr NULL: none is begun */
	struct np_span name; /* the same, unescaped */
	bool skipping;       /* the page is too large: the rest of it is passed over */
	struct np_article_block *blocks;
	struct np_gathered *places; /* of each block */
	size_t count, cap;
	size_t runs;     /* of blocks of one article; of one that comes again, several */
	size_t settled;  /* so many of the blocks are copied */
	bool ordered;    /* they came by article and line, none from another page */
	bool turns_back; /* one came that does not stand below the one before it */
	/*
	 * Set by np_gather_articles(): the number of the first line of the stream whose block begins where
	 * one before it does, as where two pages have one name; 0 for none.
	 */
	uint64_t repeated;
};

/* max_page: bytes that the lines of one page may have together. */
void np_gather_init(struct np_gather *gather, size_t max_page);

/* True if the page gathered is this one, a block's home as it stands, or none is begun. */
static inline bool
np_gather_holds(const struct np_gather *gather, struct np_span home)
{
	return gather->page.ptr == NULL || np_span_same(gather->page, home);
}

/* True if a block comes by article and line behind the one before it. */
static inline bool
np_gathered_behind(const struct np_gathered *before, const struct np_gathered *place)
{
	const struct np_piece *last = &before->first, *piece = &place->first;

	if (before->article != place->article)
		return before->article < place->article;
	return last->first < piece->first ||
	       (last->first == piece->first && last->part <= piece->part);
}

/* Puts a block of one piece, nothing in it escaped, behind those that are there; there is room. */
static inline void
np_gather_put(struct np_gather *gather, const struct np_block *block, size_t len, uint64_t number)
{
	const size_t i = gather->count;
	struct np_article_block *held = &gather->blocks[i];
	struct np_gathered *place = &gather->places[i];

	held->number = number;
	held->role = block->role;
	held->plain = block->plain;
	held->counted = block->counted;
	held->chars = block->chars;
	held->han = block->han;
	held->text = block->text;
	held->pieces = &place->first;
	held->piece_count = block->piece_count;
	held->page = gather->name;
	held->leaf = held->alike = 0;
	place->article = block->article;
	place->first = block->first;
	place->inside = true;
	place->away = false;
	if (i == 0 || place[-1].article != place->article)
		gather->runs++;
	if (i > 0 && !np_gathered_behind(&place[-1], place))
		gather->ordered = false;
	if (i > 0 && !np_spot_below(&place[-1].first, &place->first))
		gather->turns_back = true;
	gather->bytes += len + 1;
	gather->count = i + 1;
}

/* np_gather_add() for what does not simply fit. */
enum np_code np_gather_add_through(struct np_gather *gather, const struct np_block *block,
    struct np_span line, uint64_t number, struct np_error *err);

/*
 * Adds a block whose home is the page.  The line must stay where it is until np_gather_settle(),
 * or as long as the page is in use.  NP_OK; NP_ERR_MEMORY; NP_ERR_TOOBIG
 * once, when the page passes the limit: its blocks are dropped and those that
 * follow are passed over with NP_OK.
 */
static inline enum np_code
np_gather_add(struct np_gather *gather, const struct np_block *block, struct np_span line,
    uint64_t number, struct np_error *err)
{
	/* Of a page that is passed over there is no room for any. */
	if (gather->count == gather->cap || line.len >= gather->max_page - gather->bytes ||
	    !block->plain || block->piece_count > 1)
		return np_gather_add_through(gather, block, line, number, err);
	np_gather_put(gather, block, line.len, number);
	return NP_OK;
}

/*
 * Copies the lines that were added and not copied yet.  False when memory is out: the page is
 * forgotten then.
 */
bool np_gather_settle(struct np_gather *gather);

/*
 * The articles of the page, by number, article 0 first where there is one; *count of
 * them, 0 for no page.  NULL with *count > 0 never; NULL and NP_ERR_MEMORY in *err when
 * memory is out, else err->code is NP_OK.  They live in gather->arena.
 */
const struct np_article *np_gather_articles(
    struct np_gather *gather, size_t *count, struct np_error *err);

/* Forgets the page. */
void np_gather_reset(struct np_gather *gather);
void np_gather_free(struct np_gather *gather);

#endif
