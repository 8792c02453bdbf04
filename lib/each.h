/* each.h - the loop that all tools share: every input, every block, every article */
#ifndef NP_EACH_H
#define NP_EACH_H

#include "article.h"
#include "lines.h"
#include "operands.h"

/* The longest page, and so the longest line, unless --max-page says otherwise: 64 MiB. */
#define NP_EACH_MAX ((size_t)64 << 20)

/* ---- blocks ---- */

/* What a tool wants of a block stream.  Calls that answer false end the run. */
struct np_each_blocks {
	/*
	 * A block; line is what it was read from, without its line feed, number its
	 * number in the input, input the input's name.  Nothing stays valid after it, unless
	 * there is leave(): then until that is called, or end().
	 */
	bool (*block)(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
	    const char *input);
	/* The end of an input; may be NULL. */
	bool (*end)(void *ctx, const char *input);
	/* A line that is no block, already reported; NULL passes over it. */
	bool (*stray)(void *ctx, struct np_span line, uint64_t number, const char *input);
	/*
	 * More was read: these bytes, which begin with the line of the block that comes next, are
	 * in memory; they may end within a line.  May be NULL.
	 */
	void (*look)(void *ctx, struct np_span bytes);
	/*
	 * Lines that were handed on go: what is still needed of them is copied now.  Answers false
	 * when memory is out, which is told and ends the run.  May be NULL.
	 */
	bool (*leave)(void *ctx);
	/* Bytes a line may have; 0 for NP_EACH_MAX.  Longer ones are reported, status 3. */
	size_t max_line;
	/*
	 * What the tool does with bytes that are no UTF-8, for the report: "kept".
	 * NULL: it looks for them itself, or they do not matter.
	 */
	const char *bad_bytes;
	/* Blocks of these roles, a set, are to come counted where that takes little. */
	uint32_t count;
};

/*
 * Goes through all inputs: opens them, calls for every block, reports on
 * standard error what is wrong and raises the status.  An input that can't be
 * read is passed over (status 1); one whose first line is no block is plain text,
 * told once (status 2); the inputs after it are read all the same.
 */
void np_each_block(
    const struct np_operands *operands, const struct np_each_blocks *calls, void *ctx);

/*
 * The same for one input whose lines are being read, and whose first line may
 * have been taken and given back: for tools that take text and blocks.  Answers false
 * when a call ended the run.
 */
bool np_each_block_lines(const struct np_each_blocks *calls, struct np_lines *lines, void *ctx);

/* ---- articles ---- */

/*
 * Reports that two blocks of a page begin at one place, as np_spot_repeated() tells: the number of the
 * second one's line.  0: nothing is to be told.
 */
void np_each_tell_repeated(const char *input, uint64_t number);

/* What a tool wants of the articles of a block stream. */
struct np_each_articles {
	/*
	 * The articles of a page, by number, article 0 first if there is one.  The
	 * arena is the page's: what is taken from it is given back after the call.
	 * Answers false to end the run.
	 */
	bool (*page)(void *ctx, const struct np_article *articles, size_t count,
	    struct np_arena *arena, const char *input);
	size_t max_page;       /* 0 for NP_EACH_MAX; a larger page is passed over, status 3 */
	const char *bad_bytes; /* as above */
	uint32_t count;        /* as above */
};

/*
 * The same for articles.  A page ends where the name changes and at the end of an
 * input, so that the articles of two inputs never mix.
 */
void np_each_article(
    const struct np_operands *operands, const struct np_each_articles *calls, void *ctx);

#endif
