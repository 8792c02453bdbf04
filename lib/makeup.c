/* makeup.c - pages made up anew: headlines lost, torn or moved, briefs, other datelines */
#include "makeup.h"

#include <string.h>

#include "alternate.h"
#include "subheads.h"
#include "uni.h"
#include "utf8.h"

static bool
has_role(const struct np_draft_story *story, enum np_role role)
{
	for (size_t i = 0; i < story->count; i++) {
		if (story->units[i].role == role)
			return true;
	}
	return false;
}

static void
remove_units(struct np_draft_story *story, bool (*goes)(const struct np_draft_unit *unit))
{
	size_t kept = 0;
	for (size_t i = 0; i < story->count; i++) {
		if (!goes(&story->units[i]))
			story->units[kept++] = story->units[i];
	}
	if (kept > 0)
		story->count = kept;
}

static bool
is_top(const struct np_draft_unit *unit)
{
	return unit->role == NP_KICKER || unit->role == NP_HEADLINE || unit->role == NP_DECK;
}

static bool
is_kicker(const struct np_draft_unit *unit)
{
	return unit->role == NP_KICKER;
}

static bool
is_not_lede(const struct np_draft_unit *unit)
{
	return unit->role != NP_BODY || unit->head == 0;
}

/* The text of a unit without its dateline and what stood between it and the words. */
static void
drop_head(struct np_draft_unit *unit)
{
	size_t at = unit->head;
	while (at < unit->text.len) {
		uint32_t cp;
		size_t n = np_utf8_next(unit->text.ptr + at, unit->text.len - at, &cp);
		if (!np_uni_is_space(cp) && cp != 0xFF1A && cp != ':')
			break;
		at += n;
	}
	if (at >= unit->text.len)
		return;
	unit->text = (struct np_span){ unit->text.ptr + at, unit->text.len - at };
	unit->tail = unit->tail > at ? unit->tail - at : 0;
	unit->head = 0;
}

static void
drop_tail(struct np_draft_unit *unit)
{
	struct np_span left = np_uni_trim((struct np_span){ unit->text.ptr, unit->tail });
	if (left.len > 0)
		unit->text = left;
	unit->tail = 0;
}

/* Gives an inner paragraph a dateline, one that some page of the golds has. */
static void
redate(struct np_draft *draft, struct np_draft_unit *unit)
{
	const struct np_gold *gold = np_draft_donor(draft);
	for (size_t i = 0; i < gold->page.count; i++) {
		size_t len = gold->lines[i].head;
		if (len == 0 || gold->lines[i].role != NP_BODY)
			continue;
		char *buf = np_draft_room(draft, len + 1 + unit->text.len, 1);
		if (buf == NULL)
			return;
		memcpy(buf, gold->page.lines[i].text.ptr, len);
		buf[len] = ' ';
		memcpy(buf + len + 1, unit->text.ptr, unit->text.len);
		unit->tail = unit->tail > 0 ? unit->tail + len + 1 : 0;
		unit->text = (struct np_span){ buf, len + 1 + unit->text.len };
		unit->head = len;
		return;
	}
}

/* Where a heading may be cut near its n-th part: at a blank, or between two characters. */
static size_t
cut_heading(struct np_span text, size_t near)
{
	const char *blank = memchr(text.ptr, ' ', text.len);
	return blank != NULL && blank > text.ptr ? (size_t)(blank - text.ptr)
						 : np_utf8_ceil(text.ptr, text.len, near);
}

/* Into how many lines a heading may be cut. */
static size_t
lines_of(struct np_draft *draft, const struct np_draft_unit *unit)
{
	if (unit->role == NP_HEADLINE && unit->text.len >= 24)
		return np_chance_between(&draft->chance, 2, unit->text.len >= 48 ? 3 : 2);
	if (unit->role == NP_SUBHEAD && unit->text.len >= 24)
		return np_chance_between(&draft->chance, 1, 2);
	return 1;
}

/* Cuts the headlines of a story into two or three lines each, and some of its subheads into two. */
static void
stack_headlines(struct np_draft *draft, struct np_draft_story *story)
{
	struct np_draft_unit *units = np_draft_room(draft, story->count * 3, sizeof *units);
	size_t n = 0;
	if (units == NULL)
		return;
	for (size_t i = 0; i < story->count; i++) {
		struct np_draft_unit unit = story->units[i];
		for (size_t parts = lines_of(draft, &unit); parts > 1; parts--) {
			size_t at = cut_heading(unit.text, unit.text.len / parts);
			struct np_draft_unit line = unit;
			line.text = np_uni_trim((struct np_span){ unit.text.ptr, at });
			struct np_span rest =
			    np_uni_trim((struct np_span){ unit.text.ptr + at, unit.text.len - at });
			if (line.text.len == 0 || rest.len == 0)
				break;
			units[n++] = line;
			unit.text = rest;
			unit.continues = true;
		}
		units[n++] = unit;
	}
	story->units = units;
	story->count = n;
}

/* Runs paragraphs of a story together: papers differ in how long theirs are. */
static void
merge_paragraphs(struct np_draft *draft, struct np_draft_story *story)
{
	size_t kept = 0;
	for (size_t i = 0; i < story->count; i++) {
		struct np_draft_unit *last = kept > 0 ? &story->units[kept - 1] : NULL,
				     *unit = &story->units[i];
		bool joins = last != NULL && last->role == NP_BODY && unit->role == NP_BODY &&
			     last->tail == 0 && unit->head == 0 &&
			     last->text.len + unit->text.len < 1500 && last->text.len > 60 &&
			     unit->text.len > 60 && np_chance_happens(&draft->chance, .7);
		char *buf =
		    joins ? np_draft_room(draft, last->text.len + unit->text.len + 1, 1) : NULL;
		if (buf == NULL) {
			story->units[kept++] = *unit;
			continue;
		}
		const char *joint = np_label_joint(NP_BODY, last->text, unit->text);
		size_t len = last->text.len;
		memcpy(buf, last->text.ptr, len);
		memcpy(buf + len, joint, strlen(joint));
		len += strlen(joint);
		memcpy(buf + len, unit->text.ptr, unit->text.len);
		last->tail = unit->tail > 0 ? unit->tail + len : 0;
		last->text = (struct np_span){ buf, len + unit->text.len };
	}
	story->count = kept;
}

/* Gives a picture that stands alone the headline of some story of the golds. */
static void
retitle(struct np_draft *draft, struct np_draft_story *story)
{
	const struct np_gold *gold = np_draft_donor(draft);
	for (size_t i = np_draft_some_line(draft, gold); i < gold->page.count; i++) {
		if (gold->lines[i].role != NP_HEADLINE || gold->page.lines[i].text.len > 60)
			continue;
		struct np_draft_unit *units = np_draft_room(draft, story->count + 1, sizeof *units);
		if (units == NULL)
			return;
		units[0] =
		    (struct np_draft_unit){ .role = NP_HEADLINE, .text = gold->page.lines[i].text };
		memcpy(units + 1, story->units, story->count * sizeof *units);
		story->units = units;
		story->count++;
		return;
	}
}

/* Moves a story's headline behind it. */
static void
displace(struct np_draft *draft, struct np_draft_story *story)
{
	struct np_draft_unit *units = np_draft_room(draft, story->count, sizeof *units);
	size_t n = 0;
	if (units == NULL)
		return;
	for (size_t i = 0; i < story->count; i++) {
		if (story->units[i].role != NP_HEADLINE)
			units[n++] = story->units[i];
	}
	for (size_t i = 0; i < story->count; i++) {
		if (story->units[i].role == NP_HEADLINE)
			units[n++] = story->units[i];
	}
	story->units = units;
}

/* Moves the second half of a story's headline behind a paragraph or two of its text. */
static void
tear_headline(struct np_draft *draft, struct np_draft_story *story)
{
	size_t at = 0, to;
	while (at < story->count &&
	       (story->units[at].role != NP_HEADLINE || story->units[at].text.len < 24))
		at++;
	to = at + 1 + np_chance_between(&draft->chance, 1, 2);
	if (to >= story->count || story->units[at + 1].role != NP_BODY ||
	    story->units[to].role != NP_BODY)
		return;
	struct np_span text = story->units[at].text;
	size_t cut = cut_heading(text, text.len / 2);
	struct np_draft_unit *units = np_draft_room(draft, story->count + 1, sizeof *units);
	struct np_span first = np_uni_trim((struct np_span){ text.ptr, cut });
	struct np_span rest = np_uni_trim((struct np_span){ text.ptr + cut, text.len - cut });
	if (units == NULL || first.len == 0 || rest.len == 0)
		return;
	memcpy(units, story->units, to * sizeof *units);
	units[at].text = first;
	units[to] = (struct np_draft_unit){ .role = NP_HEADLINE, .text = rest };
	memcpy(units + to + 1, story->units + to, (story->count - to) * sizeof *units);
	story->units = units;
	story->count++;
}

/* What a page has throughout; chance is asked in this order. */
struct habits {
	bool together; /* each article stands in one piece */
	bool briefs;   /* of every article the headline and the first paragraph alone */
	bool headless; /* articles without headlines: all of them, or some */
	bool all;
	bool undate, unsign; /* no datelines, no bylines */
	bool stacked;        /* headlines of several lines */
	bool unfolio;
	bool merge; /* paragraphs run together */
};

static struct habits
some_habits(struct np_draft *draft)
{
	const struct np_rates *rates = draft->rates;
	struct np_chance *chance = &draft->chance;
	struct habits habits = { .together = np_draft_stands_together(draft) };
	habits.briefs = np_chance_happens(chance, rates->briefs);
	habits.headless = np_chance_happens(chance, rates->headless);
	habits.all = np_chance_happens(chance, .2);
	habits.undate = np_chance_happens(chance, rates->undate);
	habits.unsign = np_chance_happens(chance, rates->unsign);
	habits.stacked = np_chance_happens(chance, rates->stack > 0 ? .3 : 0);
	habits.unfolio = np_chance_happens(chance, rates->unfolio);
	habits.merge = np_chance_happens(chance, rates->merge);
	return habits;
}

/* What a story keeps of its headings, and where its headline stands. */
static void
lose_headings(struct np_draft *draft, const struct habits *habits, struct np_draft_story *story)
{
	const struct np_rates *rates = draft->rates;
	struct np_chance *chance = &draft->chance;
	const bool has_text = has_role(story, NP_BODY);
	if (habits->briefs && habits->together) {
		if (has_text)
			remove_units(story, is_not_lede);
		if (story->count > 2)
			story->count = 2;
	} else if (habits->headless && (habits->all || np_chance_happens(chance, .3)) && has_text) {
		remove_units(story, is_top);
	} else if (habits->together && has_role(story, NP_HEADLINE) && has_text &&
		   np_chance_happens(chance, rates->displace)) {
		displace(draft, story);
	}
	if (np_chance_happens(chance, rates->unhead))
		np_subheads_leave(draft, story, 0);
	else if (np_chance_happens(chance, rates->single))
		np_subheads_leave(draft, story, np_chance_happens(chance, .7) ? 1 : 2);
	if (has_role(story, NP_HEADLINE) && np_chance_happens(chance, rates->unkick))
		remove_units(story, is_kicker);
}

/* How the headings that are left stand, and the paragraphs. */
static void
reset_headings(struct np_draft *draft, const struct habits *habits, struct np_draft_story *story)
{
	const struct np_rates *rates = draft->rates;
	struct np_chance *chance = &draft->chance;
	if (habits->merge)
		merge_paragraphs(draft, story);
	if (np_chance_happens(chance, rates->parallel))
		np_subheads_make_parallel(draft, story);
	if (story->units[0].role == NP_CAPTION && !has_role(story, NP_BODY) &&
	    !has_role(story, NP_HEADLINE) && np_chance_happens(chance, rates->retitle))
		retitle(draft, story);
	if (np_chance_happens(chance, habits->stacked ? .8 : rates->stack / 2))
		stack_headlines(draft, story);
	else if (habits->together && np_chance_happens(chance, rates->tear))
		tear_headline(draft, story);
}

/* Which datelines and bylines its paragraphs have. */
static void
change_marks(struct np_draft *draft, const struct habits *habits, struct np_draft_story *story)
{
	for (size_t i = 0; i < story->count; i++) {
		struct np_draft_unit *unit = &story->units[i];
		if (unit->role != NP_BODY)
			continue;
		if (habits->undate && unit->head > 0 && !habits->briefs)
			drop_head(unit);
		if (habits->unsign && unit->tail > 0)
			drop_tail(unit);
		if (i > 1 && unit->head == 0 &&
		    np_chance_happens(&draft->chance, draft->rates->redate))
			redate(draft, unit);
	}
}

/* Sets some articles in narrower or wider columns than the others. */
static void
set_widths(struct np_draft *draft)
{
	enum { NARROWEST = 16 };
	for (size_t s = 0; s < draft->count; s++) {
		struct np_draft_story *story = &draft->stories[s];
		if (story->article == 0 || np_chance_happens(&draft->chance, .5))
			continue;
		size_t width =
		    np_chance_between(&draft->chance, draft->width * 3 / 5, draft->width * 3 / 2);
		story->width = width > NARROWEST ? width : NARROWEST;
	}
}

void
np_makeup_change(struct np_draft *draft)
{
	const struct habits habits = some_habits(draft);
	size_t kept = 0;
	for (size_t s = 0; s < draft->count; s++) {
		struct np_draft_story *story = &draft->stories[s];
		if (story->article != 0) {
			lose_headings(draft, &habits, story);
			reset_headings(draft, &habits, story);
			change_marks(draft, &habits, story);
		} else if (habits.unfolio && story->units[0].role == NP_FOLIO) {
			continue;
		}
		draft->stories[kept++] = *story;
	}
	draft->count = kept;
	if (draft->width > 0 && np_chance_happens(&draft->chance, draft->rates->uneven))
		set_widths(draft);
	if (habits.together)
		np_alternate_columns(draft);
}

void
np_makeup_cut(struct np_draft *draft)
{
	if (draft->count < 3 || !np_chance_happens(&draft->chance, draft->rates->fragment))
		return;
	struct np_draft_story *first = &draft->stories[0],
			      *last = &draft->stories[draft->count - 1];
	size_t skip = np_chance_between(&draft->chance, 0, first->count - 1);
	first->units += skip;
	first->count -= skip;
	first->units[0].continues = false;
	last->count = np_chance_between(&draft->chance, 1, last->count);
}
