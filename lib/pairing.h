/* pairing.h - two versions of the same pages, paired page by page and line by line */
#ifndef NP_PAIRING_H
#define NP_PAIRING_H

#include "arena.h"
#include "score.h"
#include "tally.h"

/* The right one and the one to be measured. */
enum np_pair_side { NP_GOLD, NP_PRED };

/* A page that is in one of the streams or in both. */
struct np_pair_link;
struct np_pair_page {
	struct np_span name; /* unescaped */
	bool in[2];
	struct np_pair_link *last[2]; /* its blocks, the last first */
	size_t count[2];              /* of them */
};

/*
 * Both streams, which are kept in memory; of pages that are only in PRED, which is read after GOLD,
 * nothing but the name.
 *
 *	np_pairing_init(&pairing, max_line, texts);
 *	np_pairing_read(&pairing, NP_GOLD, path); np_pairing_read(&pairing, NP_PRED, path);
 *	for each of pairing.pages that is in GOLD: np_pairing_lines(...)
 *	np_pairing_free(&pairing);
 */
struct np_pairing {
	size_t max_line;
	bool texts;                 /* of all blocks, not only of marks */
	struct np_tally names;      /* numbers the pages; nothing is counted with it */
	struct np_pair_page *pages; /* in the order in which they come */
	size_t page_count, page_room;
	const char *input[2];
	bool read[2];            /* as far as it could be */
	struct np_arena kept;    /* the blocks of GOLD's pages */
	struct np_arena scratch; /* of the block at hand */
};

/* max_line: bytes that a line of a stream may have.  texts: the texts of all blocks are wanted. */
void np_pairing_init(struct np_pairing *pairing, size_t max_line, bool texts);

/*
 * Reads one of the streams, a path or "-", and tells on standard error what is wrong with it;
 * pairing->read[side] says whether it could be read to its end.
 */
void np_pairing_read(struct np_pairing *pairing, enum np_pair_side side, char *path);

/* Tells on standard error of pages that are in one of the streams only. */
void np_pairing_tell_pages(const struct np_pairing *pairing);

/*
 * The lines of a page of GOLD in both streams, *count each, number for number; those that are in one
 * only are told.  They lie in the arena.  False when memory is out.
 */
bool np_pairing_lines(const struct np_pairing *pairing, const struct np_pair_page *page,
    struct np_arena *arena, struct np_score_line **gold, struct np_score_line **pred,
    size_t *count);

void np_pairing_free(struct np_pairing *pairing);

#endif
