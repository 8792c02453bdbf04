/* recall.h - what marks told, kept for when the same words come again */
#ifndef NP_RECALL_H
#define NP_RECALL_H

#include "dateline.h"
#include "people.h"

/* What was read from a text as a block of some role. */
struct np_recalled {
	struct np_span text;
	enum np_role role;
	struct np_people people;
	struct np_dateline dateline; /* of role dateline alone */
};

/*
 * The same reporters sign, and 本报讯 opens, thousands of articles: reading what a mark says
 * costs far more than finding its words again.
 */
struct np_recall {
	struct np_arena arena;
	struct np_arena reading;    /* of the text at hand */
	struct np_recalled **slots; /* by the text and role; the last one of each slot */
	size_t count, taken;        /* how many slots there are, more where many are taken */
};

/* Takes no memory yet. */
void np_recall_init(struct np_recall *recall);
void np_recall_free(struct np_recall *recall);

/*
 * The people, and of a dateline what it says, of the text of a block of that role.  NULL when memory
 * is out.  It lies in recall, until np_recall_tidy(), or, of a text longer than marks are, in the text
 * and the arena.
 */
const struct np_recalled *np_recall_read(
    struct np_recall *recall, struct np_span text, enum np_role role, struct np_arena *arena);

/* Between pages, when nothing is needed any more: forgets everything if that is much. */
void np_recall_tidy(struct np_recall *recall);

#endif
