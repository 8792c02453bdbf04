/* seen.h - lines that were looked at, kept for when they come again */
#ifndef NP_SEEN_H
#define NP_SEEN_H

#include "look.h"

struct np_seen_line;

/* For a page that is looked at several times, with some of its lines changed. */
struct np_seen {
	struct np_arena arena;
	struct np_seen_line **slots; /* by the text; of those in one slot, the last one first */
};

/* Takes no memory yet. */
void np_seen_init(struct np_seen *seen);
void np_seen_free(struct np_seen *seen);

/*
 * np_look_at(), once for each text until np_seen_forget(), as long as there is room; seen NULL: each time.
 * The marks that it finds may lie in seen until then.
 */
bool np_seen_look(struct np_seen *seen, struct np_marks *marks, const struct np_line *line,
    struct np_arena *arena, struct np_look *look);

/* Another page comes. */
void np_seen_forget(struct np_seen *seen);

#endif
