/* feature_layout.c - how a line stands on its page: markup, blanks, indents, width, its seams with the next lines */
#include "template.h"

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
		.fill = sheet->info[i].fill,
		.fill_before = is_first ? NO_LINE_FILL : sheet->info[i - 1].fill,
		.fill_after = is_last ? NO_LINE_FILL : sheet->info[i + 1].fill,
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
add_setting(struct np_feature_list *list, const struct spot *spot)
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
add_stanza(struct np_feature_list *list, const struct spot *spot)
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
	add(list, T_STANZA_FULL, (place * 4 + own->stanza_full) * 4 + sheet->measure.wraps);
	add(list, T_STANZA_NEXT, (place * 32 + after) * 4 + own->stanza_full);
	add(list, T_STANZA_PREV, (before * 32 + place) * 16 + spot->end_before);
	add(list, T_FILL_NEXT, (spot->fill * 8 + spot->fill_after) * 8 + spot->blanks_after);
	add(list, T_LEAVES, leaves * 16 + whole);
	add(list, T_LEAVES_FILL, (leaves * 8 + spot->fill) * 16 + whole);
	add(list, T_WHOLE_FILL, (whole * 8 + spot->fill) * 4 + sheet->measure.wraps);
}

/* How firmly it stands together with the lines before and behind. */
static void
add_seams(struct np_feature_list *list, const struct spot *spot)
{
	const struct np_look *own = spot->own;
	uint32_t place = stanza_place(own);
	add(list, T_JOINT, own->joint * 16 + spot->end_before);
	add(list, T_JOINT_FILL,
	    ((own->joint * 8 + spot->fill_before) * 4 + spot->sheet->measure.wraps) * 4 +
		spot->blanks);
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
add_shared_words(struct np_feature_list *list, const struct spot *spot)
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
	add(list, T_DRIFT_ABOVE, own->drift.above * 32 + spot->kind);
	add(list, T_DRIFT_BOTH, (own->drift.above * 8 + own->drift.below) * 32 + spot->kind);
	add(list, T_DRIFT_FAR, (own->drift.far * 8 + own->drift.above) * 32 + spot->kind);
	add(list, T_DRIFT_SAME,
	    (own->drift.far * 8 + own->same_above) * 8 + dip_of(&own->cohesion));
	add(list, T_DRIFT_LENGTH,
	    (own->drift.far * 8 + coarse_length(own)) * 4 + spot->sheet->dated);
	add(list, T_DRIFT_EDGE, own->drift.edge * 32 + spot->kind);
	add(list, T_DRIFT_EDGE_END, own->drift.edge * 16 + spot->end_before);
	add(list, T_SAME_HOUSE, (own->same_above * 4 + spot->sheet->dated) * 64 + own->marks);
}

/* Whether the page is wrapped, and the line's place on it. */
static void
add_place(struct np_feature_list *list, const struct spot *spot)
{
	const struct np_sheet *sheet = spot->sheet;
	size_t i = spot->at;
	add(list, T_WRAP, sheet->measure.wraps * 32 + spot->kind);
	add(list, T_WRAP_FILL,
	    ((sheet->measure.wraps * 8 + spot->fill_before) * 16 + spot->end_before) * 4 +
		spot->blanks);
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

void
np_feature_layout(struct np_feature_list *list, const struct np_sheet *sheet, size_t i)
{
	struct np_feature_list own = *list;
	struct spot spot = spot_of(sheet, i);
	add_setting(&own, &spot);
	add_stanza(&own, &spot);
	add_seams(&own, &spot);
	add_shared_words(&own, &spot);
	add_place(&own, &spot);
	*list = own;
}
