/*
 * feature.c - what is seen of a line: its form, its words, its neighbours, its page
 *
 * A feature says one thing that a reader of the page would see too: how long a line is, how it
 * ends, what stands above it, whether the page opens its articles with datelines.  Lengths are in columns,
 * and coarse: a model must hold for papers that it never saw.
 */
#include "feature.h"

#include <string.h>

#include "cue.h"
#include "sheet.h"

/* ---- templates ---- */

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
	X(REPEATS, "repeats.kind")                                                                 \
	X(REPEATS_LENGTH, "repeats.length.cued")

enum {
#define ENUM_OF(name, text) T_##name,
	TEMPLATES(ENUM_OF)
#undef ENUM_OF
	    TEMPLATE_COUNT
};

const char *const np_feature_names[] = {
#define NAME_OF(name, text) text,
	TEMPLATES(NAME_OF)
#undef NAME_OF
};
_Static_assert(sizeof np_feature_names / sizeof *np_feature_names == NP_FEATURE_TEMPLATES,
    "feature.h tells their number");

/* A template gives one feature a line; the four of cues one for each cue. */
enum { FEATURES_A_LINE = TEMPLATE_COUNT + 4 * NP_CUE_COUNT };

struct list {
	np_feature *features;
	size_t count;
};

static void
add(struct list *list, size_t template, uint32_t value)
{
	list->features[list->count++] = np_feature_make(template, value);
}

static unsigned
length_step(const struct np_look *info)
{
	static const size_t steps[] = { 2, 4, 8, 12, 16, 20, 24, 28, 34, 42, 54, 70, 110, 200 };
	unsigned n = 0;
	while (n < sizeof steps / sizeof *steps && info->columns > steps[n])
		n++;
	return n;
}

static unsigned
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

static unsigned
few(unsigned n, unsigned most)
{
	return n < most ? n : most;
}

static void
add_neighbours(struct list *list, const struct np_sheet *sheet, size_t i)
{
	static const struct np_look nothing = {
		.kind = NP_KIND_NONE, .whole = -1, .end = NP_END_STOP
	};
	const struct np_look *own = &sheet->info[i];
	const struct np_look *m1 = i > 0 ? own - 1 : &nothing, *m2 = i > 1 ? own - 2 : &nothing;
	const struct np_look *p1 = i + 1 < sheet->count ? own + 1 : &nothing;
	const struct np_look *p2 = i + 2 < sheet->count ? own + 2 : &nothing;
	uint32_t k = own->kind, km1 = m1->kind, km2 = m2->kind, kp1 = p1->kind, kp2 = p2->kind;

	add(list, T_KIND_PREV, km1 * 32 + k);
	add(list, T_KIND_NEXT, k * 32 + kp1);
	add(list, T_KIND_BOTH, (km1 * 32 + k) * 32 + kp1);
	add(list, T_KIND_PREV2, (km2 * 32 + km1) * 32 + k);
	add(list, T_KIND_NEXT2, (k * 32 + kp1) * 32 + kp2);
	add(list, T_KIND_M1, km1);
	add(list, T_KIND_M2, km2);
	add(list, T_KIND_P1, kp1);
	add(list, T_KIND_P2, kp2);
	add(list, T_LENGTH_PREV, coarse_length(m1) * 8 + coarse_length(own));
	add(list, T_LENGTH_NEXT, coarse_length(own) * 8 + coarse_length(p1));
	add(list, T_END_PREV, (uint32_t)m1->end * 16 + (uint32_t)own->start);
	add(list, T_END_PREV_KIND, (uint32_t)m1->end * 32 + k);
	add(list, T_MARK_PREV, m1->marks);
	add(list, T_MARK_NEXT, p1->marks);
	add(list, T_MARK_NEXT2, p2->marks);
	add(list, T_MARK_AROUND, (m1->marks * 64 + p1->marks) * 32 + k);
	add(list, T_WHOLE_PREV, (uint32_t)(m1->whole + 1));
	add(list, T_WHOLE_NEXT, (uint32_t)(p1->whole + 1));
	for (unsigned bit = 0; bit < NP_CUE_COUNT; bit++) {
		if (m1->cues & 1u << bit)
			add(list, T_CUE_PREV, bit);
		if (p1->cues & 1u << bit)
			add(list, T_CUE_NEXT, bit);
	}
	if (own->kind == NP_KIND_CELLS || own->spaces > 1)
		add(list, T_CELLS,
		    (own->cells < 12 ? own->cells : 12) * 16 + (p1->cells < 12 ? p1->cells : 12));
}

static void
add_form(struct list *list, const struct np_look *info)
{
	unsigned length = length_step(info), coarse = coarse_length(info);
	add(list, T_BIAS, 0);
	add(list, T_KIND, (uint32_t)info->kind);
	add(list, T_LENGTH, length);
	add(list, T_LENGTH_KIND, length * 32 + (uint32_t)info->kind);
	add(list, T_END, (uint32_t)info->end);
	add(list, T_END_LENGTH, (uint32_t)info->end_before * 16 + length);
	add(list, T_START, (uint32_t)info->start);
	add(list, T_START_KIND, (uint32_t)info->start * 32 + (uint32_t)info->kind);
	add(list, T_STOPS, few(info->stops, 3) * 8 + coarse);
	add(list, T_COMMAS, few(info->commas, 4) * 8 + coarse);
	add(list, T_SPACES, few(info->spaces, 5) * 8 + coarse);
	add(list, T_DIGITS,
	    (info->chars > 0 ? (uint32_t)(info->digits * 5 / info->chars) : 0) * 8 + coarse);
	add(list, T_NOISE,
	    (info->chars > 0 ? few((unsigned)(info->odd * 12 / info->chars), 4) : 0) * 16 +
		(info->han_inside ? 8 : 0) + coarse);
	add(list, T_FIRST_CHAR, info->first);
	add(list, T_LAST_CHAR, info->last);
	add(list, T_MARK, info->marks);
	add(list, T_MARK_LENGTH, info->marks * 8 + coarse);
	add(list, T_WHOLE, (uint32_t)(info->whole + 1));
	for (unsigned bit = 0; bit < NP_CUE_COUNT; bit++) {
		if (info->cues & 1u << bit) {
			add(list, T_CUE, bit);
			add(list, T_CUE_LENGTH, bit * 8 + coarse);
		}
	}
}

/* How many words are on both sides of a line, where few may only mean that the page's edge is near. */
static uint32_t
edge_of(const struct np_cohesion *cohesion)
{
	return ((uint32_t)cohesion->both * 4 + cohesion->above) * 4 + cohesion->below;
}

/* The same against the most around it: how deep a cut goes there. */
static uint32_t
dip_of(const struct np_cohesion *cohesion)
{
	return (uint32_t)cohesion->dip * 8 + cohesion->both;
}

/* A line's place in its stanza: alone, first, second, inner or last; and the stanza's size. */
static uint32_t
stanza_place(const struct np_look *info)
{
	if (info->stanza_of == 1)
		return 0;
	unsigned at = info->stanza_at == 0                     ? 0
		      : info->stanza_at + 1 == info->stanza_of ? 1
		      : info->stanza_at == 1                   ? 2
							       : 3;
	return 1 + at * 3 + (info->stanza_of == 2 ? 0 : info->stanza_of <= 5 ? 1 : 2);
}

/* A line among those around it, as its layout is told. */
struct spot {
	const struct np_sheet *sheet;
	size_t at; /* its index */
	const struct np_look *own;
	uint32_t kind;
	bool is_first, is_last; /* on the page */
	unsigned indent;
	unsigned blanks, blanks_after; /* lines before it and behind it, in steps */
	unsigned fill, fill_before, fill_after;
	uint32_t end_before; /* how the line before ends; NP_END_KINDS for none */
};

static struct spot
spot_of(const struct np_sheet *sheet, size_t i)
{
	enum { NO_LINE_BLANKS = 4, NO_LINE_FILL = 6 };
	bool is_first = i == 0, is_last = i + 1 == sheet->count;
	return (struct spot){
		.sheet = sheet,
		.at = i,
		.own = &sheet->info[i],
		.kind = (uint32_t)sheet->info[i].kind,
		.is_first = is_first,
		.is_last = is_last,
		.indent = np_sheet_indent(sheet, i),
		.blanks = np_sheet_blanks(sheet, i),
		.blanks_after = is_last ? NO_LINE_BLANKS : np_sheet_blanks(sheet, i + 1),
		.fill = np_sheet_fill(sheet, i),
		.fill_before = is_first ? NO_LINE_FILL : np_sheet_fill(sheet, i - 1),
		.fill_after = is_last ? NO_LINE_FILL : np_sheet_fill(sheet, i + 1),
		.end_before = is_first ? NP_END_KINDS : (uint32_t)sheet->info[i - 1].end,
	};
}

/* A heading's level against the page's own, ### under # is never a headline: 0 none, 1 top, 2 below. */
static unsigned
heading_level(const struct np_sheet *sheet, const struct np_line *line)
{
	return line->heading == 0 ? 0 : line->heading == sheet->top_heading ? 1 : 2;
}

/* Markup, blank lines, indents, and how far the lines reach. */
static void
add_setting(struct list *list, const struct spot *spot)
{
	const struct np_sheet *sheet = spot->sheet;
	const struct np_line *line = &sheet->page->lines[spot->at];
	/* Without one: whether other lines have. */
	unsigned level =
	    line->heading == 0 ? (sheet->top_heading > 0 ? 1 : 0) : heading_level(sheet, line) + 1;
	unsigned open = few((unsigned)(spot->own->open > 0 ? spot->own->open : 0), 2);
	add(list, T_HEADING, level);
	add(list, T_HEADING_KIND, level * 32 + spot->kind);
	if (!spot->is_first)
		add(list, T_HEADING_PREV, heading_level(sheet, line - 1));
	add(list, T_BOLD, (uint32_t)line->bold * 2 + (sheet->top_heading > 0));
	add(list, T_BLANKS, spot->blanks * 4 + sheet->spaced);
	add(list, T_BLANKS_NEXT, spot->blanks_after * 4 + sheet->spaced);
	add(list, T_BLANKS_KIND, (spot->blanks * 4 + sheet->spaced) * 32 + spot->kind);
	add(list, T_INDENT, spot->indent * 4 + sheet->indents);
	add(list, T_INDENT_KIND, (spot->indent * 4 + sheet->indents) * 32 + spot->kind);
	add(list, T_FILL, spot->fill);
	add(list, T_FILL_PREV, spot->fill_before * 16 + spot->end_before);
	add(list, T_FILL_PREV_INDENT,
	    ((spot->fill_before * 16 + spot->end_before) * 4 + spot->indent) * 4 + sheet->indents);
	add(list, T_FILL_BOTH, (spot->fill_before * 8 + spot->fill) * 16 + spot->end_before);
	add(list, T_OPEN, open * 16 + spot->end_before);
	add(list, T_OPEN_FILL, open * 8 + spot->fill_before);
}

/* Its place among the lines between two blank ones; and whether it is a mark, or leaves a bracket open. */
static void
add_stanza(struct list *list, const struct spot *spot)
{
	enum { NO_LINE = 16 };
	const struct np_sheet *sheet = spot->sheet;
	const struct np_look *own = spot->own;
	uint32_t place = stanza_place(own);
	uint32_t before = spot->is_first ? NO_LINE : stanza_place(own - 1);
	uint32_t after = spot->is_last ? NO_LINE : stanza_place(own + 1);
	unsigned leaves = (own->leaves > own->open ? 2u : 0) + (own->leaves < own->open ? 1u : 0);
	uint32_t whole = (uint32_t)(own->whole + 1);
	add(list, T_STANZA, (place * 8 + spot->fill) * 4 + sheet->spaced);
	add(list, T_STANZA_KIND, place * 32 + spot->kind);
	add(list, T_STANZA_END, (place * 16 + (uint32_t)own->stanza_end) * 8 + spot->fill);
	add(list, T_STANZA_FULL, (place * 4 + own->stanza_full) * 4 + sheet->wraps);
	add(list, T_STANZA_NEXT, (place * 32 + after) * 4 + own->stanza_full);
	add(list, T_STANZA_PREV, (before * 32 + place) * 16 + spot->end_before);
	add(list, T_FILL_NEXT, (spot->fill * 8 + spot->fill_after) * 8 + spot->blanks_after);
	add(list, T_LEAVES, leaves * 16 + whole);
	add(list, T_LEAVES_FILL, (leaves * 8 + spot->fill) * 16 + whole);
	add(list, T_WHOLE_FILL, (whole * 8 + spot->fill) * 4 + sheet->wraps);
}

/* How firmly it stands together with the lines before and behind. */
static void
add_seams(struct list *list, const struct spot *spot)
{
	const struct np_look *own = spot->own;
	uint32_t place = stanza_place(own);
	add(list, T_JOINT, own->joint * 16 + spot->end_before);
	add(list, T_JOINT_FILL,
	    ((own->joint * 8 + spot->fill_before) * 4 + spot->sheet->wraps) * 4 + spot->blanks);
	/* …特色产|业品牌: 业品 is no word, and 产 ends none. */
	uint32_t seam = ((spot->is_first ? 3 : own[-1].trail) * 8 + own->joint) * 4 + own->lead;
	add(list, T_SEAM, seam);
	add(list, T_SEAM_END, seam * 16 + spot->end_before);
	if (!spot->is_last)
		add(list, T_SEAM_NEXT,
		    ((own->trail * 8 + own[1].joint) * 4 + own[1].lead) * 16 + (uint32_t)own->end);
	add(list, T_LEAD_KIND, own->lead * 32 + spot->kind);
	add(list, T_TRAIL_KIND, own->trail * 32 + spot->kind);
	add(list, T_LEFT, (own->left * 8 + own->joint) * 16 + spot->end_before);
	add(list, T_LEFT_LEAD, ((own->left * 8 + own->joint) * 4 + own->lead) * 16 + place);
	/* 增长|10%, 28|亿元: what may stand before a number, and behind it. */
	if (!spot->is_first && own->start == NP_START_DIGIT)
		add(list, T_JOINT_NUMBER, own[-1].last);
	if (!spot->is_first && own[-1].end == NP_END_DIGIT)
		add(list, T_JOINT_UNIT, own->first);
	/* Paragraphs begin with 10月 and 2. more often than with 10% or 10多. */
	if (own->unit != 0)
		add(list, T_NUMBER_UNIT, own->unit << 4 | spot->end_before);
	if (!spot->is_first)
		add(list, T_JOINT_KIND,
		    (own->joint * 32 + (uint32_t)own[-1].kind) * 32 + spot->kind);
}

/* Words that it shares with the paragraphs around. */
static void
add_shared_words(struct list *list, const struct spot *spot)
{
	const struct np_look *own = spot->own;
	/* Inside a paragraph nothing begins. */
	if (own->same_above == 0)
		return;
	add(list, T_COHESION, edge_of(&own->cohesion) * 32 + spot->kind);
	add(list, T_COHESION_DIP, dip_of(&own->cohesion) * 32 + spot->kind);
	add(list, T_COHESION_END, dip_of(&own->cohesion) * 16 + spot->end_before);
	add(list, T_SAME_ABOVE, own->same_above * 32 + spot->kind);
	add(list, T_SAME_BELOW, own->same_below * 32 + spot->kind);
	add(list, T_SAME_BOTH, (own->same_above * 8 + own->same_below) * 32 + spot->kind);
	add(list, T_SAME_FAR, (own->same_far * 8 + own->same_above) * 32 + spot->kind);
	add(list, T_SAME_FAR_LEFT, (own->same_far * 8 + own->left) * 8 + own->joint);
	add(list, T_SAME_HOUSE, (own->same_above * 4 + spot->sheet->dated) * 64 + own->marks);
}

/* Whether the page is wrapped, and the line's place on it. */
static void
add_place(struct list *list, const struct spot *spot)
{
	const struct np_sheet *sheet = spot->sheet;
	size_t i = spot->at;
	add(list, T_WRAP, sheet->wraps * 32 + spot->kind);
	add(list, T_WRAP_FILL,
	    ((sheet->wraps * 8 + spot->fill_before) * 16 + spot->end_before) * 4 + spot->blanks);
	add(list, T_PLACE,
	    i == 0                  ? 0
	    : i == 1                ? 1
	    : i + 1 == sheet->count ? 2
	    : i + 2 == sheet->count ? 3
				    : 4);
	if (i < 3 || i + 2 >= sheet->count)
		add(list, T_PLACE_KIND,
		    (uint32_t)(i < 3 ? i : i + 5 - sheet->count) * 32 + spot->kind);
}

static void
add_layout(struct list *list, const struct np_sheet *sheet, size_t i)
{
	struct spot spot = spot_of(sheet, i);
	add_setting(list, &spot);
	add_stanza(list, &spot);
	add_seams(list, &spot);
	add_shared_words(list, &spot);
	add_place(list, &spot);
}

static const struct np_look *
next_alone(const struct np_sheet *sheet, size_t i, int step)
{
	for (size_t j = i + (size_t)step; j < sheet->count; j += (size_t)step) {
		const struct np_look *info = &sheet->info[j];
		if (info->candidate && info->run_of == 1)
			return info;
		if (info->candidate)
			return NULL;
	}
	return NULL;
}

/* Subheads stand alone, and are alike in length and form. */
static unsigned
parallel_of(const struct np_sheet *sheet, size_t i)
{
	const struct np_look *own = &sheet->info[i];
	const struct np_look *sides[2] = { next_alone(sheet, i, -1), next_alone(sheet, i, 1) };
	unsigned sum = 0;
	for (int s = 0; s < 2; s++) {
		const struct np_look *other = sides[s];
		unsigned one = 0;
		if (other != NULL) {
			size_t gap = other->columns > own->columns ? other->columns - own->columns
								   : own->columns - other->columns;
			bool form = other->start == own->start && own->start != NP_START_HAN;
			bool same = other->first == own->first || other->last == own->last;
			one = form || same ? 3 : gap <= 2 ? 2 : 1;
		}
		sum = sum * 4 + one;
	}
	return sum;
}

/* How much longer than another run of headings, in steps: 0 for none, 1 much shorter … 5 much longer. */
static unsigned
longer_by(size_t own, size_t other)
{
	if (other == 0)
		return 0;
	return own * 3 < other * 2    ? 1
	       : own + 3 < other      ? 2
	       : own <= other + 3     ? 3
	       : own * 2 <= other * 3 ? 4
				      : 5;
}

/* How the text under a run of headings opens, and how long the run is among the others. */
static void
add_lengths(struct list *list, const struct np_sheet *sheet, size_t i, unsigned run,
    const struct np_topic *topic)
{
	const struct np_look *own = &sheet->info[i];
	size_t next = i - own->run_at + own->run_of;
	unsigned lede = 0;
	if (next < sheet->count) {
		const struct np_look *below = &sheet->info[next];
		lede = 1 + ((below->marks & NP_HAS_DATE_HEAD) != 0 ? 4u : 0) +
		       ((below->cues & NP_CUE_WHEN) != 0 ? 2 : 0) +
		       ((below->cues & NP_CUE_SOURCE) != 0 ? 1 : 0);
	}
	unsigned before = longer_by(own->run_columns, own->run_before);
	unsigned after = longer_by(own->run_columns, own->run_after);
	unsigned rank = longer_by(own->run_columns, sheet->head_columns);
	add(list, T_LEDE, lede * 32 + run);
	add(list, T_LEDE_HOUSE, (lede * 4 + sheet->told) * 32 + run);
	add(list, T_LEDE_LENGTH, lede * 16 + length_step(own));
	add(list, T_TOPIC_LEDE_TOLD, (topic->run_lede * 16 + lede) * 32 + run);
	add(list, T_HEAD_LENGTHS, before * 8 + after);
	add(list, T_HEAD_LENGTHS_RUN, (before * 8 + after) * 32 + run);
	add(list, T_HEAD_RANK, rank * 32 + run);
	add(list, T_HEAD_RANK_LEDE, rank * 16 + lede);
	unsigned many = own->run_of < 5 ? 0 : own->run_of < 9 ? 1 : own->run_of < 17 ? 2 : 3;
	add(list, T_RUN_LONG,
	    (many * 8 + (own->chars > 0 ? (unsigned)(own->digits * 5 / own->chars) : 0)) * 8 +
		coarse_length(own));
	add(list, T_RUN_LONG_KIND, many * 32 + (uint32_t)own->kind);
}

/* Whether the house opens its articles with datelines, closes them with bylines, heads them. */
static uint32_t
house_of(const struct np_sheet *sheet)
{
	return (sheet->dated * 4 + sheet->closed) * 4 + sheet->heads;
}

/* A line that comes again on the page, as what sites and papers print round stories. */
static void
add_repeats(struct list *list, const struct np_look *own)
{
	bool cued = (own->cues & (NP_CUE_SITE | NP_CUE_ORIGIN | NP_CUE_STAMP)) != 0;
	if (own->wording == 0)
		return;
	add(list, T_REPEATS, own->repeats * 32 + (uint32_t)own->kind);
	add(list, T_REPEATS_LENGTH, (own->repeats * 8 + coarse_length(own)) * 2 + cued);
}

/* A line's run of headings, what stands above it and below, against the habits of the house. */
static void
add_run(struct list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	const struct np_look *own = &sheet->info[i], *info = sheet->info;
	size_t top = i - own->run_at, next = top + own->run_of;
	unsigned below = next < sheet->count ? (unsigned)info[next].kind : 0;
	unsigned above = top > 0 ? (unsigned)info[top - 1].kind : 0;
	unsigned by = next < sheet->count && info[next].kind == NP_KIND_BYLINE;
	size_t after = next + by;
	unsigned date = after < sheet->count && (info[after].marks & NP_HAS_DATE_HEAD) != 0;
	unsigned closed =
	    top > 0 &&
	    ((info[top - 1].marks & (NP_HAS_BY_TAIL | NP_HAS_CREDIT | NP_HAS_JUMP)) != 0 ||
		info[top - 1].whole >= 0);
	/* In a run: is this the longest?  The headline mostly is, or the one set largest. */
	unsigned next_is = i + 1 >= next ? 0 : own[1].columns > own->columns ? 1 : 2;
	add(list, T_RUN, run + 1);
	add(list, T_RUN_KIND, run * 32 + (uint32_t)own->kind);
	add(list, T_RUN_AFTER, (run * 32 + above) * 32 + below);
	add(list, T_RUN_LENGTHS, (run * 2 + own->longest) * 4 + next_is);
	add(list, T_HOUSE, house_of(sheet) * 32 + (uint32_t)own->kind);
	add(list, T_HOUSE_DATE, (sheet->dated * 4 + date * 2 + by) * 32 + run);
	add(list, T_HOUSE_CLOSE, (sheet->closed * 2 + closed) * 32 + run);
	add(list, T_HOUSE_HEAD,
	    ((sheet->dated * 2 + date) * 4 + sheet->closed) * 8 + closed * 4 + few(own->run_of, 2));
}

/* Other headings of its kind on the page. */
static void
add_likes(struct list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	const struct np_look *own = &sheet->info[i];
	unsigned parallel = parallel_of(sheet, i);
	unsigned twins = own->twins_opening * 4 + own->twins_form;
	add(list, T_PARALLEL, parallel);
	add(list, T_PARALLEL_RUN, parallel * 32 + run);
	add(list, T_TWINS, twins);
	add(list, T_TWINS_RUN, twins * 32 + run);
	add(list, T_TWINS_LENGTH, twins * 8 + coarse_length(own));
}

/* How much text stands under its run and above it, in lines. */
static void
add_amounts(struct list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	const struct np_look *own = &sheet->info[i];
	const struct np_segment *seg = &sheet->segments[own->segment];
	size_t next = i - own->run_at + own->run_of;
	unsigned under = (unsigned)(seg->last + 1 - next), over = 0;
	if (own->segment > 0)
		over = (unsigned)(seg->first - seg[-1].first);
	add(list, T_SEGMENT, (few(under, 7) * 8 + few(over, 7)) * 32 + run);
	add(list, T_SINCE, few(under, 7) * 32 + (uint32_t)own->kind);
}

static void
add_heading(struct list *list, const struct np_sheet *sheet, size_t i, struct np_topics *topics)
{
	const struct np_look *own = &sheet->info[i];
	unsigned run = few(own->run_of, 4) * 4 + few(own->run_at, 3);
	add_repeats(list, own);
	if (!own->candidate) {
		add(list, T_RUN, 0);
		add(list, T_HOUSE, house_of(sheet) * 32 + (uint32_t)own->kind);
		return;
	}
	add_run(list, sheet, i, run);
	add_likes(list, sheet, i, run);
	struct np_topic topic = np_topic_of(topics, sheet, i);
	add(list, T_TOPIC_BELOW, topic.below * 32 + run);
	add(list, T_TOPIC_ABOVE, topic.above * 32 + run);
	add(list, T_TOPIC_BOTH, (topic.below * 8 + topic.above) * 32 + run);
	add(list, T_TOPIC_CUT, topic.cut * 32 + run);
	add(list, T_TOPIC_RANK, topic.rank * 32 + run);
	add_lengths(list, sheet, i, run, &topic);
	add(list, T_TOPIC_LEDE, topic.lede * 32 + run);
	add(list, T_TOPIC_LEDE_LENGTH, topic.lede * 16 + length_step(own));
	add(list, T_TOPIC_LEDE_BELOW, (topic.lede * 8 + topic.below) * 32 + run);
	add(list, T_TOPIC_LEDE_HEADS, (topic.run_lede * 8 + topic.heads) * 32 + run);
	add(list, T_TOPIC_LEDE_CUT, topic.run_lede * 8 + topic.cut);
	add(list, T_TOPIC_HEADS, topic.heads * 32 + run);
	add(list, T_TOPIC_HEADS_BELOW, topic.heads * 8 + topic.below);
	add(list, T_TOPIC_FAR, topic.far * 32 + run);
	add(list, T_TOPIC_CUTS, (topic.far * 8 + topic.cut) * 8 + topic.next);
	add(list, T_COHESION_RUN, edge_of(&own->cohesion) * 32 + run);
	add(list, T_COHESION_DIP_RUN, dip_of(&own->cohesion) * 32 + run);
	add(list, T_COHESION_CUT, dip_of(&own->cohesion) * 8 + topic.cut);
	add(list, T_COHESION_FAR, dip_of(&own->cohesion) * 8 + topic.far);
	add(list, T_COHESION_LEDE, dip_of(&own->cohesion) * 8 + topic.run_lede);
	add_amounts(list, sheet, i, run);
}

/* The features of line i, into features[FEATURES_A_LINE]. */
static struct np_observation
look_at(struct np_topics *topics, const struct np_sheet *sheet, size_t i, np_feature *features)
{
	struct list list = { features, 0 };
	add_form(&list, &sheet->info[i]);
	add_neighbours(&list, sheet, i);
	add_layout(&list, sheet, i);
	add_heading(&list, sheet, i, topics);
	return (struct np_observation){ features, list.count,
		sheet->info[i].candidate && sheet->info[i].run_at == 0 };
}

enum np_code
np_feature_label(struct np_topics *topics, const struct np_sheet *sheet, struct np_model *model,
    unsigned char *labels, struct np_error *err)
{
	np_feature features[FEATURES_A_LINE];
	enum np_code code = np_model_expect(model, sheet->count, err);
	if (code != NP_OK)
		return code;
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_observation one = look_at(topics, sheet, i, features);
		np_model_see(model, &one);
	}
	np_model_label(model, labels);
	return NP_OK;
}

struct np_observation *
np_feature_extract(struct np_marks *marks, struct np_topics *topics, const struct np_page *page,
    struct np_arena *arena)
{
	struct np_sheet sheet;
	if (np_sheet_open(&sheet, marks, page, arena, NULL) != NP_OK ||
	    np_topic_compare(topics, &sheet, arena, NULL) != NP_OK)
		return NULL;
	struct np_observation *seen = np_arena_array(arena, sheet.count, sizeof *seen);
	for (size_t i = 0; seen != NULL && i < sheet.count; i++) {
		np_feature features[FEATURES_A_LINE];
		struct np_observation one = look_at(topics, &sheet, i, features);
		np_feature *kept = np_arena_take(arena, one.count * sizeof *kept);
		if (kept == NULL)
			return NULL;
		memcpy(kept, features, one.count * sizeof *kept);
		seen[i] = (struct np_observation){ kept, one.count, one.anchor };
	}
	return seen;
}
