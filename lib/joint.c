/* joint.c - whether a line seems to go on with the words of one before it */
#include "joint.h"

#include "pair.h"

/* How firmly two characters stand together: in words in general, and on this page. */
static unsigned
joint_of(const struct np_vocabulary *vocabulary, uint32_t left, uint32_t right)
{
	bool here = np_vocabulary_has(vocabulary, np_bigram_of(left, right));
	return (unsigned)np_pair_strength(left, right) * 2 + here;
}

/* True for the last line of a stanza that is left in mid sentence. */
static bool
is_left_open(const struct np_look *line)
{
	return line->stanza_at + 1 == line->stanza_of && !line->candidate && line->whole < 0 &&
	       !np_edge_is_final(line->end);
}

/*
 * A word that a line's end cuts leaves characters at both ends that stand in no word of their own
 * line.  And where columns are mixed up, a line may read on from one that was left in mid sentence
 * farther above.
 */
void
np_joint_find(const struct np_vocabulary *vocabulary, struct np_sheet *sheet)
{
	enum { OPEN = 3 };
	const struct np_look *open[OPEN] = { NULL };
	size_t opened = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_look *own = &sheet->info[i];
		own->lead = (unsigned)np_pair_strength(own->first, own->second);
		own->trail = (unsigned)np_pair_strength(own->last_but_one, own->last);
		if (i == 0)
			continue;
		own->joint = joint_of(vocabulary, own[-1].last, own->first);
		for (size_t o = 0; o < OPEN && open[o] != NULL; o++) {
			unsigned left = 1 + joint_of(vocabulary, open[o]->last, own->first);
			own->left = left > own->left ? left : own->left;
		}
		if (is_left_open(own - 1))
			open[opened++ % OPEN] = own - 1;
	}
}
