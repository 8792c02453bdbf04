/* article.h - an article's fields and running text, derived from its blocks */
#ifndef NP_ARTICLE_H
#define NP_ARTICLE_H

#include "block.h"
#include "count.h"

/* A block as an article holds it. */
struct np_article_block {
	uint64_t number; /* of its line in its input, 1-based */
	enum np_role role;
	bool plain;   /* nothing in the line was escaped: the text stood in it as it is */
	bool counted; /* these are known: characters of the text, and Han among them */
	uint32_t chars, han;
	struct np_span text; /* unescaped */
	const struct np_piece *pieces;
	size_t piece_count; /* at least 1 */
	/* The page on which it stands, unescaped: the article's, unless npjoin(1) joined it. */
	struct np_span page;
	/* 0 on the article's page; each further page has its own, the higher the later it came. */
	size_t leaf;
	/* The next block of that role, by its place in the article; 0: there is none. */
	size_t alike;
};

/* An article of a page.  Number 0 is what belongs to no article. */
struct np_article {
	struct np_span page; /* unescaped; the one on which it begins */
	uint64_t number;
	/* By leaf, then in the order of their lines and pieces. */
	const struct np_article_block *blocks;
	size_t count;   /* at least 1 */
	uint32_t roles; /* those that its blocks have: a set */
};

/* A set of one role for the roles arguments below. */
#define NP_ROLE_BIT(role) (UINT32_C(1) << (role))

/* ---- its words, block by block: no memory is taken ---- */

/* How a block's words go on with those before them. */
enum np_seam {
	NP_SEAM_NONE,  /* right behind them */
	NP_SEAM_BLANK, /* with a space between */
	NP_SEAM_BREAK  /* they begin a paragraph, or a value */
};

/* How far an article's blocks were gone through. */
struct np_article_walk {
	const struct np_article *article;
	size_t next;       /* this block comes next */
	bool heads;        /* kickers, headlines and decks are still at their turn */
	bool away;         /* some blocks stand on other pages than the article's */
	size_t glued;      /* up to this one they go on with the paragraph */
	enum np_role role; /* of the paragraph that the last one is of, so far; or of all */
	const struct np_article_block *before; /* the last one; NULL at first */
};

/*
 * The blocks whose words make the running text, in its order: np_article_paragraphs() has the rules.
 *
 *	struct np_article_walk walk = np_article_walk_running(article);
 *	while ((block = np_article_next_running(&walk, &seam)) != NULL) ...
 */
struct np_article_walk np_article_walk_running(const struct np_article *article);
const struct np_article_block *np_article_next_running(
    struct np_article_walk *walk, enum np_seam *seam);

/* In the same way the blocks of one role that np_article_values() makes values of. */
struct np_article_walk np_article_walk_of(const struct np_article *article, enum np_role role);
const struct np_article_block *np_article_next_of(struct np_article_walk *walk, enum np_seam *seam);

/* ---- derived fields; all live in the arena; ptr NULL when memory is out ---- */

/*
 * The words of the blocks of one role, a value each; those that np_article_field() joins to one
 * paragraph are one value.  NULL when memory is out, *count of them.
 */
const struct np_span *np_article_values(
    const struct np_article *article, enum np_role role, size_t *count, struct np_arena *arena);

/* What joins the values of a role to one field: a space those of heads, a line feed all others. */
char np_article_seam(enum np_role role);

/*
 * The words of all blocks of one role.  Blocks of a kicker, headline or deck are
 * joined by one space; only those of the first page that has any: what stands above the
 * rest of an article on another page says the same again.  Others are joined by a line feed; but
 * blocks of body that are pieces of one line, or of a sentence that goes on on another page, are
 * one paragraph and joined as np_article_paragraphs() says.
 */
struct np_span np_article_field(
    const struct np_article *article, enum np_role role, struct np_arena *arena);

/*
 * A paragraph of the running text: a block; or the blocks that are pieces of one
 * line, a dateline, byline and body for instance, put together again.
 */
struct np_paragraph {
	/*
	 * Of several, the first that is no byline, dateline, credit or jump.  A kicker, headline or
	 * deck above the rest of an article on another page is a subhead.
	 */
	enum np_role role;
	struct np_span text;
	uint64_t number; /* of the first block's line in its input */
};

/*
 * The article as running text: kicker, headline and deck first, wherever they
 * stand on its page, then all other blocks in their order.  Pieces of one line are
 * joined by nothing; or by one space between words of scripts that part words by spaces, and
 * between a mark and a word beside it (本报讯 昨日): white space at the ends of pieces is
 * not in the stream.  A sentence that goes on on another page, with nothing but jumps between,
 * is one paragraph with them.  Empty blocks are left out.  NULL when memory is out, *count of them.
 */
const struct np_paragraph *np_article_paragraphs(
    const struct np_article *article, size_t *count, struct np_arena *arena);

/* How many of them are of body. */
size_t np_article_count_paragraphs(const struct np_article *article);

/* All paragraphs joined by line feeds. */
struct np_span np_article_text(const struct np_article *article, struct np_arena *arena);

/* Where an article stands: a page, unescaped, and its lines. */
struct np_stand {
	struct np_span page;
	const struct np_piece *pieces;
	size_t count;
};

/*
 * The pages on which the article stands, its own first, and of each the lines, lines of which it
 * holds only a piece too, ascending, neighbours as ranges.  NULL when memory is out, *count of
 * them, at least 1.
 */
const struct np_stand *np_article_stands(
    const struct np_article *article, size_t *count, struct np_arena *arena);

/*
 * The lines of an article's own page alone, as above, at most `most` ranges, without any memory.  Answers how many
 * there are; 0 where there are more, or it stands on other pages too, or its lines do not come in their order.
 */
size_t np_article_ranges(const struct np_article *article, struct np_piece *ranges, size_t most);

/* True if the text ends within a sentence: behind a letter, or a sign that more must follow. */
bool np_article_breaks_off(struct np_span text);

/*
 * Adds to *sum the counts of the blocks whose role is in the set roles, each
 * block a text of its own, as npcount(1) counts them.  want is a sum of NP_COUNT_...
 */
void np_article_count(
    const struct np_article *article, uint32_t roles, unsigned want, struct np_count *sum);

#endif
