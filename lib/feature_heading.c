/* feature_heading.c - a line as a heading: its run, what stands above and below, the other headings of the page */
#include "template.h"

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
add_lengths(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run,
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
add_repeats(struct np_feature_list *list, const struct np_look *own)
{
	bool cued = (own->cues & (NP_CUE_SITE | NP_CUE_ORIGIN | NP_CUE_STAMP)) != 0;
	if (own->wording == 0)
		return;
	add(list, T_REPEATS, own->repeats * 32 + (uint32_t)own->kind);
	add(list, T_REPEATS_LENGTH, (own->repeats * 8 + coarse_length(own)) * 2 + cued);
}

/* A line's run of headings, what stands above it and below, against the habits of the house. */
static void
add_run(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run)
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
add_likes(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	const struct np_look *own = &sheet->info[i];
	unsigned parallel = parallel_of(sheet, i);
	unsigned twins = own->twins_opening * 4 + own->twins_form;
	add(list, T_PARALLEL, parallel);
	add(list, T_PARALLEL_RUN, parallel * 32 + run);
	add(list, T_TWINS, twins);
	add(list, T_TWINS_RUN, twins * 32 + run);
	add(list, T_TWINS_LENGTH, twins * 8 + coarse_length(own));
	add(list, T_TWINS_SIZE, own->twins_size * 32 + run);
	add(list, T_TWINS_SIZE_FORM, own->twins_size * 16 + twins);
}

/* How much text stands under its run and above it, in lines. */
static void
add_amounts(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run)
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

/* Words that it shares with the text under it and above it. */
static void
add_topic(struct np_feature_list *list, unsigned run, const struct np_topic *topic)
{
	add(list, T_TOPIC_BELOW, topic->below * 32 + run);
	add(list, T_TOPIC_ABOVE, topic->above * 32 + run);
	add(list, T_TOPIC_BOTH, (topic->below * 8 + topic->above) * 32 + run);
	add(list, T_TOPIC_CUT, topic->cut * 32 + run);
	add(list, T_TOPIC_RANK, topic->rank * 32 + run);
}

/*
 * Where its words come again: in the words that the text opens with, in that under the headings before,
 * farther above; and whether the words change here.
 */
static void
add_echoes(struct np_feature_list *list, const struct np_look *own, unsigned run,
    const struct np_topic *topic)
{
	add(list, T_TOPIC_LEDE, topic->lede * 32 + run);
	add(list, T_TOPIC_LEDE_LENGTH, topic->lede * 16 + length_step(own));
	add(list, T_TOPIC_LEDE_BELOW, (topic->lede * 8 + topic->below) * 32 + run);
	add(list, T_TOPIC_LEDE_HEADS, (topic->run_lede * 8 + topic->heads) * 32 + run);
	add(list, T_TOPIC_LEDE_CUT, topic->run_lede * 8 + topic->cut);
	add(list, T_TOPIC_HEADS, topic->heads * 32 + run);
	add(list, T_TOPIC_HEADS_BELOW, topic->heads * 8 + topic->below);
	add(list, T_TOPIC_FAR, topic->far * 32 + run);
	add(list, T_TOPIC_CUTS, (topic->far * 8 + topic->cut) * 8 + topic->next);
	add(list, T_COHESION_RUN, edge_of(&own->cohesion) * 32 + run);
	add(list, T_COHESION_DIP_RUN, dip_of(&own->cohesion) * 32 + run);
	add(list, T_COHESION_CUT, dip_of(&own->cohesion) * 8 + topic->cut);
	add(list, T_COHESION_FAR, dip_of(&own->cohesion) * 8 + topic->far);
	add(list, T_COHESION_LEDE, dip_of(&own->cohesion) * 8 + topic->run_lede);
}

/* How its segment's matter is beside that of the ones above and below. */
static void
add_drift(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run,
    const struct np_topic *topic)
{
	const struct np_look *own = &sheet->info[i];
	const struct np_segment *segment = &sheet->segments[own->segment];
	bool is_last = own->segment + 1 == sheet->segment_count;
	unsigned next = is_last ? 0 : 1 + segment[1].drift;
	add(list, T_DRIFT_RUN, segment->drift * 32 + run);
	add(list, T_DRIFT_RUN_FAR, (segment->drift_all * 8 + segment->drift_far) * 32 + run);
	add(list, T_DRIFT_RUN_EDGE, own->drift.edge * 32 + run);
	add(list, T_DRIFT_CUTS, (segment->drift_far * 8 + segment->drift) * 16 + next);
	add(list, T_DRIFT_CUT, (segment->drift_all * 8 + topic->cut) * 8 + topic->run_lede);
}

/* How the text under its run opens: who is he, she, that, was told of above. */
static void
add_text(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	const struct np_look *own = &sheet->info[i];
	size_t next = i - own->run_at + own->run_of;
	if (next < sheet->count)
		add(list, T_TEXT_FIRST, sheet->info[next].first * 32 + run);
}

/*
 * Beside another line of its run, the next one or that before: which of them the text says again.  A kicker
 * names what comes; the headline is what came.
 */
static void
add_stack(struct np_feature_list *list, const struct np_topics *topics,
    const struct np_sheet *sheet, size_t i, unsigned run, const struct np_topic *topic)
{
	const struct np_look *own = &sheet->info[i];
	if (own->run_of < 2)
		return;
	struct np_topic other =
	    np_topic_of(topics, sheet, own->run_at + 1 < own->run_of ? i + 1 : i - 1);
	add(list, T_STACK_LEDE, (topic->lede * 8 + other.lede) * 32 + run);
	add(list, T_STACK_BELOW, (topic->below * 8 + other.below) * 32 + run);
	add(list, T_STACK_ABOVE, (topic->above * 8 + other.above) * 32 + run);
}

/* A segment's place beside the one before and that behind: what of them the headings above say, and their own. */
static void
add_around(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	static const struct np_segment none = { .heads = 7, .lede = 8 };
	const struct np_segment *own = &sheet->segments[sheet->info[i].segment];
	bool is_first = own == sheet->segments;
	bool is_last = own + 1 == sheet->segments + sheet->segment_count;
	const struct np_segment *before = is_first ? &none : own - 1;
	const struct np_segment *after = is_last ? &none : own + 1;
	unsigned run_before = is_first ? 5 : few(sheet->info[before->first].run_of, 4);
	unsigned run_after = is_last ? 5 : few(sheet->info[after->first].run_of, 4);
	add(list, T_HEADS_AROUND, (before->heads * 8 + own->heads) * 8 + after->heads);
	add(list, T_LEDES_AROUND, (before->lede * 16 + own->lede) * 16 + after->lede);
	add(list, T_RUNS_AROUND, (run_before * 8 + run_after) * 32 + run);
}

/* Beside the runs that are surely of headlines, for a dateline or a time follows them. */
static void
add_sure(struct np_feature_list *list, const struct np_sheet *sheet, size_t i, unsigned run)
{
	const struct np_look *own = &sheet->info[i];
	size_t next = i - own->run_at + own->run_of;
	bool told = next < sheet->count && ((sheet->info[next].marks & NP_HAS_DATE_HEAD) != 0 ||
					       (sheet->info[next].cues & NP_CUE_WHEN) != 0);
	unsigned longer = longer_by(own->run_columns, sheet->sure_columns);
	add(list, T_SURE, ((longer * 4 + sheet->sure_runs) * 2 + told) * 32 + run);
	add(list, T_SURE_STACK,
	    ((sheet->sure_stacks * 4 + sheet->sure_runs) * 2 + told) * 32 + run);
	add(list, T_TAIL_HOUSE,
	    ((sheet->signs * 2 + np_sheet_may_sign(sheet, i)) * 2 +
		np_sheet_may_sign(sheet, i - own->run_at)) *
		    32 +
		run);
}

void
np_feature_heading(struct np_feature_list *list, const struct np_sheet *sheet, size_t i,
    const struct np_topics *topics)
{
	struct np_feature_list all = *list;
	const struct np_look *own = &sheet->info[i];
	unsigned run = few(own->run_of, 4) * 4 + few(own->run_at, 3);
	add_repeats(&all, own);
	if (own->candidate) {
		struct np_topic topic = np_topic_of(topics, sheet, i);
		add_run(&all, sheet, i, run);
		add_likes(&all, sheet, i, run);
		add_topic(&all, run, &topic);
		add_lengths(&all, sheet, i, run, &topic);
		add_echoes(&all, own, run, &topic);
		add_drift(&all, sheet, i, run, &topic);
		add_amounts(&all, sheet, i, run);
		add_text(&all, sheet, i, run);
		add_stack(&all, topics, sheet, i, run, &topic);
		add_around(&all, sheet, i, run);
		add_sure(&all, sheet, i, run);
	} else {
		add(&all, T_RUN, 0);
		add(&all, T_HOUSE, house_of(sheet) * 32 + (uint32_t)own->kind);
	}
	*list = all;
}
