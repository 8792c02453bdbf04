/* draft.h - gold pages as stories, for making new pages of them */
#ifndef NP_DRAFT_H
#define NP_DRAFT_H

#include "chance.h"
#include "gold.h"
#include "rates.h"

/* A paragraph, or a line of a heading. */
struct np_draft_unit {
	enum np_role role;
	struct np_span text;
	size_t head, tail; /* as in struct np_gold_line */
	bool continues;    /* a further line of a heading */
	unsigned blanks;   /* blank lines before it on its own page */
	bool kept;         /* they stay as they were, whatever the setting has */
	bool resumes; /* the rest of a paragraph whose start stands elsewhere: it has no indent */
};

/* What stands together: an article, or lines that belong to none. */
struct np_draft_story {
	uint64_t article; /* 0 for none */
	struct np_draft_unit *units;
	size_t count;
	size_t width; /* columns at which its lines will be cut, as columns are; 0 for none */
	bool goes_on; /* the rest of an article, behind what interrupts it */
};

struct np_draft {
	struct np_arena *arena;
	struct np_chance chance;
	const struct np_rates *rates;
	const struct np_gold *golds;
	size_t gold_count;
	struct np_draft_story *stories;
	size_t count;
	size_t width;  /* of most stories; 0 if lines are not cut at all */
	size_t indent; /* columns that a paragraph's first line is shorter */
	bool failed;
};

/*
 * Room for count things of size bytes, cleared, in the draft's arena; NULL, and draft->failed is set,
 * when memory is out.
 */
void *np_draft_room(struct np_draft *draft, size_t count, size_t size);

/* Some page of the golds, to lend something. */
const struct np_gold *np_draft_donor(struct np_draft *draft);

/* A line of a page, by chance: from here on something is looked for. */
size_t np_draft_some_line(struct np_draft *draft, const struct np_gold *gold);

/*
 * Adds lines from to end of a gold page as stories, their articles numbered from first on.  There must be room
 * for end - from stories more.
 */
void np_draft_add(
    struct np_draft *draft, const struct np_gold *gold, size_t from, size_t end, uint64_t first);

/*
 * Fills a draft whose arena, chance, rates and golds are set: the stories of gold page `index`, or,
 * as the rates have it, some of several pages, in another order.  Their words lie in the golds and the arena.
 */
void np_draft_compose(struct np_draft *draft, size_t index);

/* The end of a line of width columns that begins at from: never before closing punctuation. */
size_t np_draft_line_end(struct np_span text, size_t from, size_t width);

/* True when every article of the draft stands in one piece. */
bool np_draft_stands_together(const struct np_draft *draft);

#endif
