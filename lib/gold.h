/* gold.h - corrected blocks read back against their pages: the answers that training learns from */
#ifndef NP_GOLD_H
#define NP_GOLD_H

#include "arena.h"
#include "block.h"
#include "label.h"
#include "page.h"

/* What a person said of a line: its role, its article, whether it goes on with the block before. */
struct np_gold_line {
	enum np_role role;
	uint64_t article;
	bool continues;
	size_t head; /* a dateline at its start ends here, in line->text; 0 for none */
	size_t tail; /* a byline or credit at its end begins here, in line->text; 0 for none */
};

/* A page and what is known of its lines; all of it lies in the arena. */
struct np_gold {
	struct np_page page;
	const char *path;           /* of the file that the page was read from */
	struct np_gold_line *lines; /* page.count of them */
};

/*
 * Sets the labels (numbers, label.h) of count lines from what is known of them.
 * Labels that may not follow one another are mended to the nearest that may.
 */
void np_gold_labels(const struct np_gold_line *lines, size_t count, unsigned char *labels);

/*
 * Lays the blocks of a page on its lines: fills gold->lines for gold->page,
 * which the caller read.  The words of the blocks must be the words of their lines:
 * NP_ERR_SYNTAX with err->line the index of the block at fault, from 1, if they
 * are not, or if a word of the page is in no block; err->msg may lie in the arena.
 */
enum np_code np_gold_lay(struct np_gold *gold, const struct np_block *blocks, size_t count,
    struct np_arena *arena, struct np_error *err);

/*
 * Reads a block stream and, under dir, the pages that it names; adds them to
 * *golds, *count of them, in the arena.  dir may be NULL for the current folder: then names that
 * are absolute are refused, and names with ".." always.  NP_OK; or else fault() was called: once for a
 * stream that can't be read or taken apart, or for each page that is not there or does not fit, with
 * where, the file (block stream or page), and err->line its line; such a page is left out and the next one read.
 * The answer is the code of the last.
 */
enum np_code np_gold_read(const char *blocks, const char *dir, const char *encoding,
    struct np_arena *arena, struct np_gold **golds, size_t *count,
    void (*fault)(void *ctx, const char *where, const struct np_error *err), void *ctx);

/*
 * How many pages are there more than once into *twice, by their names, and the first of them, by name, into *first,
 * NULL for none.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_gold_twice(const struct np_gold *golds, size_t count, struct np_arena *arena,
    const struct np_gold **first, size_t *twice);

#endif
