/* owner.h - which article each line of a labelled page belongs to */
#ifndef NP_OWNER_H
#define NP_OWNER_H

#include "arena.h"
#include "scheme.h"
#include "topic.h"

/*
 * Numbers the articles of count labelled lines, 1, 2, 3 … in the order in which they begin, 0 for
 * lines outside of all: articles[count] in the arena, *most the highest number.
 *
 * Most lines belong to the article that goes on.  A headline that stands apart, and text that takes
 * up an article again behind lines of another one, go to the article that fits best: by the words
 * and the matter that they share, by an open sentence that they read on from, by whether it has a
 * headline yet, by whose turn it is where columns alternate.
 * Kickers above such a headline, and decks, bylines and datelines right under it, go with it.
 *
 * topics and sheet are those of the page after np_topic_compare(); both may be NULL: then they go to
 * the nearest that can be it.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_owner_find(struct np_topics *topics, const struct np_sheet *sheet,
    const unsigned char *labels, size_t count, struct np_arena *arena, uint64_t **articles,
    uint64_t *most, struct np_error *err);

#endif
