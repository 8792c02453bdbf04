/* score_mark.h - which marks of a line are found where they should be */
#ifndef NP_SCORE_MARK_H
#define NP_SCORE_MARK_H

#include "score_line.h"

/*
 * How many marks of the two, the same line in gold and pred, are of one kind and stand on the same
 * words, each counted once: added to same[NP_ROLES], by kind.  used: room of np_score_marks_room().
 *
 * Where a mark runs over several lines, which of its words stand on this one is not known; but it can be told
 * whether both begin at one place and end at one place: at the ends of the line, or, amid it, where
 * their texts begin or end alike.
 */
void np_score_match_marks(
    const struct np_score_line *gold, const struct np_score_line *pred, bool *used, uint64_t *same);

/* Room for what is noted of the marks of one of these lines of pred, in the arena; NULL without memory. */
bool *np_score_marks_room(const struct np_score_line *lines, size_t count, struct np_arena *arena);

#endif
