/* subheads.h - subheads of a made-up story: all alike, or few */
#ifndef NP_SUBHEADS_H
#define NP_SUBHEADS_H

#include "draft.h"

/*
 * Gives all subheads of a story the same first words, as a series has them.  draft->failed when memory
 * is out.
 */
void np_subheads_make_parallel(struct np_draft *draft, struct np_draft_story *story);

/*
 * Drops subheads of a story until it has no more than `most`, by chance which; what is left stands, at times,
 * without blank lines before it.  A story of subheads alone stays as it is if none is to be left.
 */
void np_subheads_leave(struct np_draft *draft, struct np_draft_story *story, size_t most);

#endif
