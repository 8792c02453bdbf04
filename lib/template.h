/* template.h - inside the feature module: what features are made from, and who makes them */
#ifndef NP_TEMPLATE_H
#define NP_TEMPLATE_H

#include "cue.h"
#include "feature.h"

/* A template: its number T_… and its name in a model. */
#define TEMPLATES(X)                                                                               \
	X(BIAS, "bias")                                                                            \
	X(KIND, "kind")                                                                            \
	X(KIND_PREV, "kind-1.0")                                                                   \
	X(KIND_NEXT, "kind.0+1")                                                                   \
	X(KIND_BOTH, "kind-1.0+1")                                                                 \
	X(KIND_PREV2, "kind-2-1.0")                                                                \
	X(KIND_NEXT2, "kind.0+1+2")                                                                \
	X(KIND_M1, "kind-1")                                                                       \
	X(KIND_M2, "kind-2")                                                                       \
	X(KIND_P1, "kind+1")                                                                       \
	X(KIND_P2, "kind+2")                                                                       \
	X(LENGTH, "length")                                                                        \
	X(LENGTH_KIND, "length.kind")                                                              \
	X(LENGTH_PREV, "length-1.0")                                                               \
	X(LENGTH_NEXT, "length.0+1")                                                               \
	X(END, "end")                                                                              \
	X(END_LENGTH, "end.length")                                                                \
	X(END_PREV, "end-1.start")                                                                 \
	X(END_PREV_KIND, "end-1.kind")                                                             \
	X(START, "start")                                                                          \
	X(START_KIND, "start.kind")                                                                \
	X(STOPS, "stops.length")                                                                   \
	X(COMMAS, "commas.length")                                                                 \
	X(SPACES, "spaces.length")                                                                 \
	X(DIGITS, "digits.length")                                                                 \
	X(FIRST_CHAR, "first-char")                                                                \
	X(LAST_CHAR, "last-char")                                                                  \
	X(CUE, "cue")                                                                              \
	X(CUE_LENGTH, "cue.length")                                                                \
	X(CUE_PREV, "cue-1")                                                                       \
	X(CUE_NEXT, "cue+1")                                                                       \
	X(MARK, "mark")                                                                            \
	X(MARK_LENGTH, "mark.length")                                                              \
	X(MARK_PREV, "mark-1")                                                                     \
	X(MARK_NEXT, "mark+1")                                                                     \
	X(MARK_NEXT2, "mark+2")                                                                    \
	X(MARK_AROUND, "mark-1.kind.mark+1")                                                       \
	X(WHOLE, "whole")                                                                          \
	X(WHOLE_PREV, "whole-1")                                                                   \
	X(WHOLE_NEXT, "whole+1")                                                                   \
	X(HEADING, "heading")                                                                      \
	X(HEADING_PREV, "heading-1")                                                               \
	X(HEADING_KIND, "heading.kind")                                                            \
	X(BOLD, "bold.page")                                                                       \
	X(BLANKS, "blanks.page")                                                                   \
	X(BLANKS_NEXT, "blanks+1.page")                                                            \
	X(BLANKS_KIND, "blanks.kind")                                                              \
	X(INDENT, "indent.page")                                                                   \
	X(INDENT_KIND, "indent.kind")                                                              \
	X(FILL, "fill")                                                                            \
	X(FILL_PREV, "fill-1.end-1")                                                               \
	X(FILL_PREV_INDENT, "fill-1.end-1.indent")                                                 \
	X(FILL_BOTH, "fill-1.fill.end-1")                                                          \
	X(OPEN, "open.end-1")                                                                      \
	X(OPEN_FILL, "open.fill-1")                                                                \
	X(WRAP, "wrap.kind")                                                                       \
	X(WRAP_FILL, "wrap.fill-1.end-1.blanks")                                                   \
	X(RUN, "run")                                                                              \
	X(RUN_KIND, "run.kind")                                                                    \
	X(RUN_LENGTHS, "run.longer")                                                               \
	X(RUN_AFTER, "run.after")                                                                  \
	X(HOUSE, "house")                                                                          \
	X(HOUSE_DATE, "house.date.run")                                                            \
	X(HOUSE_CLOSE, "house.close.run")                                                          \
	X(HOUSE_HEAD, "house.heads")                                                               \
	X(PARALLEL, "parallel")                                                                    \
	X(PARALLEL_RUN, "parallel.run")                                                            \
	X(TWINS, "twins")                                                                          \
	X(TWINS_RUN, "twins.run")                                                                  \
	X(TWINS_LENGTH, "twins.length")                                                            \
	X(TOPIC_BELOW, "topic.below")                                                              \
	X(TOPIC_ABOVE, "topic.above")                                                              \
	X(TOPIC_BOTH, "topic.both.run")                                                            \
	X(TOPIC_CUT, "topic.cut.run")                                                              \
	X(TOPIC_RANK, "topic.rank.run")                                                            \
	X(COHESION, "cohesion.edge.kind")                                                          \
	X(COHESION_DIP, "cohesion.dip.kind")                                                       \
	X(COHESION_END, "cohesion.dip.end-1")                                                      \
	X(COHESION_RUN, "cohesion.edge.run")                                                       \
	X(COHESION_DIP_RUN, "cohesion.dip.run")                                                    \
	X(COHESION_CUT, "cohesion.dip.cut")                                                        \
	X(COHESION_FAR, "cohesion.dip.far")                                                        \
	X(COHESION_LEDE, "cohesion.dip.topic.run-lede")                                            \
	X(JOINT, "joint.end-1")                                                                    \
	X(JOINT_FILL, "joint.fill-1.wraps")                                                        \
	X(JOINT_KIND, "joint.kind-1.kind")                                                         \
	X(JOINT_NUMBER, "joint.number")                                                            \
	X(JOINT_UNIT, "joint.unit")                                                                \
	X(NUMBER_UNIT, "number.unit.end-1")                                                        \
	X(SEAM, "trail-1.joint.lead")                                                              \
	X(SEAM_END, "trail-1.joint.lead.end-1")                                                    \
	X(SEAM_NEXT, "trail.joint+1.lead+1.end")                                                   \
	X(LEAD_KIND, "lead.kind")                                                                  \
	X(TRAIL_KIND, "trail.kind")                                                                \
	X(LEFT, "left.joint.end-1")                                                                \
	X(LEFT_LEAD, "left.joint.lead.stanza")                                                     \
	X(SAME_FAR, "same.far.above.kind")                                                         \
	X(SAME_FAR_LEFT, "same.far.left.joint")                                                    \
	X(LEAVES, "leaves.open.whole")                                                             \
	X(LEAVES_FILL, "leaves.fill.whole")                                                        \
	X(WHOLE_FILL, "whole.fill.wraps")                                                          \
	X(SAME_ABOVE, "same.above.kind")                                                           \
	X(SAME_BELOW, "same.below.kind")                                                           \
	X(SAME_BOTH, "same.both.kind")                                                             \
	X(SAME_HOUSE, "same.above.dated.mark")                                                     \
	X(STANZA, "stanza.fill")                                                                   \
	X(STANZA_KIND, "stanza.kind")                                                              \
	X(STANZA_END, "stanza.end.fill")                                                           \
	X(STANZA_FULL, "stanza.full.wraps")                                                        \
	X(STANZA_NEXT, "stanza.stanza+1")                                                          \
	X(STANZA_PREV, "stanza-1.stanza.end-1")                                                    \
	X(FILL_NEXT, "fill.fill+1.blanks+1")                                                       \
	X(SINCE, "since.kind")                                                                     \
	X(LEDE, "lede.run")                                                                        \
	X(LEDE_HOUSE, "lede.told.run")                                                             \
	X(LEDE_LENGTH, "lede.length")                                                              \
	X(HEAD_LENGTHS, "run-1.run+1.lengths")                                                     \
	X(HEAD_LENGTHS_RUN, "run-1.run+1.lengths.run")                                             \
	X(HEAD_RANK, "lengths.page.run")                                                           \
	X(HEAD_RANK_LEDE, "lengths.page.lede")                                                     \
	X(TOPIC_HEADS, "topic.heads.run")                                                          \
	X(TOPIC_HEADS_BELOW, "topic.heads.below")                                                  \
	X(TOPIC_FAR, "topic.far.run")                                                              \
	X(TOPIC_CUTS, "topic.far.cut.next")                                                        \
	X(TOPIC_LEDE, "topic.lede.run")                                                            \
	X(TOPIC_LEDE_LENGTH, "topic.lede.length")                                                  \
	X(TOPIC_LEDE_BELOW, "topic.lede.below.run")                                                \
	X(TOPIC_LEDE_TOLD, "topic.run-lede.lede")                                                  \
	X(TOPIC_LEDE_HEADS, "topic.run-lede.heads.run")                                            \
	X(TOPIC_LEDE_CUT, "topic.run-lede.cut")                                                    \
	X(RUN_LONG, "run.long.digits")                                                             \
	X(RUN_LONG_KIND, "run.long.kind")                                                          \
	X(SEGMENT, "segment.run")                                                                  \
	X(PLACE, "place")                                                                          \
	X(PLACE_KIND, "place.kind")                                                                \
	X(CELLS, "cells.cells+1")                                                                  \
	X(NOISE, "noise.length")                                                                   \
	X(DRIFT_ABOVE, "drift.above.kind")                                                         \
	X(DRIFT_BOTH, "drift.both.kind")                                                           \
	X(DRIFT_FAR, "drift.far.above.kind")                                                       \
	X(DRIFT_SAME, "drift.far.same.dip")                                                        \
	X(DRIFT_LENGTH, "drift.far.length.dated")                                                  \
	X(DRIFT_EDGE, "drift.edge.kind")                                                           \
	X(DRIFT_EDGE_END, "drift.edge.end-1")                                                      \
	X(DRIFT_RUN, "drift.run")                                                                  \
	X(DRIFT_RUN_FAR, "drift.far.run")                                                          \
	X(DRIFT_RUN_EDGE, "drift.edge.run")                                                        \
	X(DRIFT_CUTS, "drift.far.cut.next")                                                        \
	X(DRIFT_CUT, "drift.all.cut.lede")                                                         \
	X(REPEATS, "repeats.kind")                                                                 \
	X(REPEATS_LENGTH, "repeats.length.cued")                                                   \
	X(TAIL, "tail.kind")                                                                       \
	X(TAIL_PREV, "tail.end-1")                                                                 \
	X(TAIL_FIRST, "tail.first")                                                                \
	X(TAIL_HOUSE, "tail.signed.run")                                                           \
	X(TEXT_FIRST, "run.text.first")                                                            \
	X(TWINS_SIZE, "twins.size.run")                                                            \
	X(TWINS_SIZE_FORM, "twins.size.form")                                                      \
	X(STACK_LEDE, "stack.lede.run")                                                            \
	X(STACK_BELOW, "stack.below.run")                                                          \
	X(STACK_ABOVE, "stack.above.run")                                                          \
	X(HEADS_AROUND, "heads-1.heads.heads+1")                                                   \
	X(LEDES_AROUND, "lede-1.lede.lede+1")                                                      \
	X(RUNS_AROUND, "runs-1.runs+1.run")                                                        \
	X(SURE, "sure.lengths.run")                                                                \
	X(SURE_STACK, "sure.stacked.run")

enum {
#define ENUM_OF(name, text) T_##name,
	TEMPLATES(ENUM_OF)
#undef ENUM_OF
	    TEMPLATE_COUNT
};

/* A template gives one feature a line; the four of cues one for each cue. */
enum { FEATURES_A_LINE = TEMPLATE_COUNT + 4 * NP_CUE_COUNT };

/* Features of a line, with room for all of them. */
struct np_feature_list {
	np_feature *features;
	size_t count;
};

static inline void
add(struct np_feature_list *list, size_t template, uint32_t value)
{
	list->features[list->count++] = np_feature_make(template, value);
}

/*
 * Add the features of line i of the page: what it is by itself and beside the lines around; how it stands on
 * the page; as a heading, and among the page's headings.
 */
void np_feature_line(struct np_feature_list *list, const struct np_sheet *sheet, size_t i);
void np_feature_layout(struct np_feature_list *list, const struct np_sheet *sheet, size_t i);
void np_feature_heading(struct np_feature_list *list, const struct np_sheet *sheet, size_t i,
    const struct np_topics *topics);

/* ---- what several of them are made from ---- */

/* How long a line is, in fine steps and in coarse ones. */
static inline unsigned
length_step(const struct np_look *info)
{
	static const size_t steps[] = { 2, 4, 8, 12, 16, 20, 24, 28, 34, 42, 54, 70, 110, 200 };
	unsigned n = 0;
	while (n < sizeof steps / sizeof *steps && info->columns > steps[n])
		n++;
	return n;
}

static inline unsigned
coarse_length(const struct np_look *info)
{
	return info->columns <= 8     ? 0
	       : info->columns <= 16  ? 1
	       : info->columns <= 30  ? 2
	       : info->columns <= 48  ? 3
	       : info->columns <= 72  ? 4
	       : info->columns <= 160 ? 5
				      : 6;
}

static inline unsigned
few(unsigned n, unsigned most)
{
	return n < most ? n : most;
}

/* How many words are on both sides of a line, where few may only mean that the page's edge is near. */
static inline uint32_t
edge_of(const struct np_cohesion *cohesion)
{
	return ((uint32_t)cohesion->both * 4 + cohesion->above) * 4 + cohesion->below;
}

/* The same against the most around it: how deep a cut goes there. */
static inline uint32_t
dip_of(const struct np_cohesion *cohesion)
{
	return (uint32_t)cohesion->dip * 8 + cohesion->both;
}

#endif
