/* topic.h - what words the parts of a page share */
#ifndef NP_TOPIC_H
#define NP_TOPIC_H

#include "arena.h"
#include "sheet.h"

/* The words of a page: pairs of Han characters, as numbers; two pairs in a thousand have one number. */
struct np_topics;

/*
 * Compares the parts of a page.  Segments, which begin at its runs of headings:
 * fills in sheet->segments and every line's segment.  Paragraphs: sets same_above and
 * same_below of their first lines (1 nothing in common … 6 much), and every line's joint,
 * cohesion and drift.
 * Its words go to whoever asks for more below; all of it lies in the arena.  NULL when memory is out.
 */
struct np_topics *np_topic_compare(struct np_sheet *sheet, struct np_arena *arena);

/*
 * How much two sets of lines of the page are alike: what share of the words
 * of the poorer of the two, the rare ones counted more, both have; 0 to 1.
 */
double np_topic_alike(
    struct np_topics *topics, const size_t *a, size_t a_count, const size_t *b, size_t b_count);

/*
 * What a heading shares with the text under it and the segment above it, in steps from
 * 0 (nothing) to 5, and how alike the two are: cut in steps from 0 to 4, rank as in
 * struct np_segment.  heads: what the headings before it, the one of the four nearest runs that
 * has most, share with the text under this one, in steps from 0 to 5.  far: as cut, for the
 * segments farther above; next: for this segment and the one under it.  lede: as below, but shared
 * with the first words under it, in finer steps from 0 to 7; run_lede: that for all the lines of its
 * run of headings.  A story's first sentence says again what its headline says.
 */
struct np_topic {
	unsigned below, above, cut, rank, heads, far, next, lede, run_lede;
};

/* Of line i, which is a heading. */
struct np_topic np_topic_of(const struct np_topics *topics, const struct np_sheet *sheet, size_t i);

#endif
