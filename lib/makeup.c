/* makeup.c - pages made up anew: headlines lost, torn or moved, columns that alternate, briefs */
#include "makeup.h"

#include <string.h>

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
is_subhead(const struct np_draft_unit *unit)
{
	return unit->role == NP_SUBHEAD;
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
	const struct np_gold *gold =
	    &draft->golds[np_chance_between(&draft->chance, 0, draft->gold_count - 1)];
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
	size_t at = near;
	const char *blank = memchr(text.ptr, ' ', text.len);
	if (blank != NULL && blank > text.ptr)
		return (size_t)(blank - text.ptr);
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
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

/* A line of a page, by chance: from here on something is looked for. */
static size_t
some_line(struct np_draft *draft, const struct np_gold *gold)
{
	return gold->page.count > 0 ? np_chance_between(&draft->chance, 0, gold->page.count - 1)
				    : 0;
}

/* The first characters of some headline of the golds. */
static struct np_span
some_words(struct np_draft *draft, size_t chars)
{
	const struct np_gold *gold =
	    &draft->golds[np_chance_between(&draft->chance, 0, draft->gold_count - 1)];
	for (size_t i = some_line(draft, gold); i < gold->page.count; i++) {
		struct np_span text = gold->page.lines[i].text;
		size_t at = 0;
		if (gold->lines[i].role != NP_HEADLINE)
			continue;
		for (size_t n = 0; n < chars && at < text.len; n++) {
			uint32_t cp;
			at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		}
		return (struct np_span){ text.ptr, at };
	}
	return (struct np_span){ "", 0 };
}

/* Gives all subheads of a story the same first words, as a series has them. */
static void
make_parallel(struct np_draft *draft, struct np_draft_story *story)
{
	struct np_span words = some_words(draft, np_chance_between(&draft->chance, 1, 4));
	bool quoted = np_chance_happens(&draft->chance, .4);
	for (size_t i = 0; i < story->count; i++) {
		struct np_draft_unit *unit = &story->units[i];
		size_t cut = 0;
		if (unit->role != NP_SUBHEAD)
			continue;
		char *buf = np_draft_room(draft, words.len + unit->text.len + 8, 1);
		if (buf == NULL)
			return;
		size_t len = words.len;
		memcpy(buf, words.ptr, len);
		if (quoted && unit->text.len > 12) {
			/* 聚焦“扩投资”…: the first characters in quotation marks. */
			cut = 9;
			while (cut < unit->text.len &&
			       ((unsigned char)unit->text.ptr[cut] & 0xC0) == 0x80)
				cut++;
			memcpy(buf + len, "“", 3);
			memcpy(buf + len + 3, unit->text.ptr, cut);
			memcpy(buf + len + 3 + cut, "”", 3);
			len += cut + 6;
		}
		memcpy(buf + len, unit->text.ptr + cut, unit->text.len - cut);
		unit->text = (struct np_span){ buf, len + unit->text.len - cut };
	}
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
	const struct np_gold *gold =
	    &draft->golds[np_chance_between(&draft->chance, 0, draft->gold_count - 1)];
	for (size_t i = some_line(draft, gold); i < gold->page.count; i++) {
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

/* How many of a story's units stand in its first column: its headings and some of its text. */
static size_t
first_column(struct np_draft *draft, const struct np_draft_story *story)
{
	size_t text = 0;
	while (text < story->count && story->units[text].role != NP_BODY)
		text++;
	if (text + 2 >= story->count)
		return 0;
	size_t end = np_chance_between(&draft->chance, text + 1, story->count - 1);
	/* A subhead of two lines stays in one column. */
	while (end > text && story->units[end].continues)
		end--;
	return end;
}

/* A story in two columns: what stands in the first, its headline if that was set apart, the rest. */
enum { FIRST, APART, REST, COLUMNS };

/* Cuts a story into columns, most often in mid paragraph; false if it is too short for that. */
static bool
cut_columns(struct np_draft *draft, const struct np_draft_story *story, bool apart,
    struct np_draft_story *columns)
{
	struct np_chance *chance = &draft->chance;
	size_t end = first_column(draft, story), n = 0;
	if (end == 0)
		return false;
	struct np_draft_unit *units = np_draft_room(draft, story->count + 1, sizeof *units);
	if (units == NULL)
		return false;
	for (size_t i = 0; i < end; i++) {
		if (!apart || story->units[i].role != NP_HEADLINE)
			units[n++] = story->units[i];
	}
	columns[FIRST] = (struct np_draft_story){ story->article, units, n };
	for (size_t i = 0; i < end; i++) {
		if (apart && story->units[i].role == NP_HEADLINE)
			units[n++] = story->units[i];
	}
	columns[APART] = (struct np_draft_story){ story->article, units + columns[FIRST].count,
		n - columns[FIRST].count };
	struct np_draft_unit *rest = units + n;
	memcpy(rest, story->units + end, (story->count - end) * sizeof *rest);
	columns[REST] = (struct np_draft_story){ story->article, rest, story->count - end };
	size_t cut = rest->text.len / 4 + np_chance_between(chance, 0, rest->text.len / 2);
	while (cut < rest->text.len && ((unsigned char)rest->text.ptr[cut] & 0xC0) == 0x80)
		cut++;
	/* The start of a paragraph stands at the foot of the first column. */
	if (apart || rest->role != NP_BODY || rest->text.len < 60 || rest->head > 0 ||
	    cut >= rest->text.len || (rest->tail > 0 && rest->tail <= cut) ||
	    !np_chance_happens(chance, .7))
		return columns[FIRST].count > 0;
	memmove(rest + 1, rest, columns[REST].count * sizeof *rest);
	rest[0].text.len = cut;
	rest[0].tail = 0;
	rest[1].text = (struct np_span){ rest[1].text.ptr + cut, rest[1].text.len - cut };
	rest[1].tail -= rest[1].tail > 0 ? cut : 0;
	columns[FIRST].count++;
	columns[REST].units++;
	return true;
}

/* Columns of stories that alternate: the first of each, then the rest of each. */
static void
alternate_columns(struct np_draft *draft)
{
	enum { MOST = 3 };
	struct np_chance *chance = &draft->chance;
	struct np_draft_story *stories =
	    np_draft_room(draft, draft->count * COLUMNS, sizeof *stories);
	/* Text in which lines were joined was mostly put in order as well. */
	double rate = draft->rates->columns * (draft->wrapped ? 3 : 1);
	size_t n = 0;
	for (size_t s = 0; stories != NULL && s < draft->count;) {
		struct np_draft_story columns[MOST][COLUMNS];
		size_t stands = 0;
		if (draft->stories[s].article != 0 && np_chance_happens(chance, rate)) {
			size_t most = np_chance_between(chance, 2, MOST);
			bool apart = np_chance_happens(chance, .2);
			while (
			    stands < most && s + stands < draft->count &&
			    draft->stories[s + stands].article != 0 &&
			    cut_columns(draft, &draft->stories[s + stands], apart, columns[stands]))
				stands++;
		}
		if (stands < 2) {
			stories[n++] = draft->stories[s++];
			continue;
		}
		for (size_t column = FIRST; column < COLUMNS; column++) {
			for (size_t i = 0; i < stands; i++) {
				if (columns[i][column].count > 0)
					stories[n++] = columns[i][column];
			}
		}
		s += stands;
	}
	if (stories == NULL)
		return;
	draft->stories = stories;
	draft->count = n;
}

void
np_makeup_change(struct np_draft *draft)
{
	const struct np_rates *rates = draft->rates;
	struct np_chance *chance = &draft->chance;
	bool together = np_draft_stands_together(draft);
	bool briefs = np_chance_happens(chance, rates->briefs),
	     headless = np_chance_happens(chance, rates->headless);
	bool all = np_chance_happens(chance, .2), undate = np_chance_happens(chance, rates->undate);
	bool unsign = np_chance_happens(chance, rates->unsign),
	     stacked = np_chance_happens(chance, rates->stack > 0 ? .3 : 0);
	bool unfolio = np_chance_happens(chance, rates->unfolio);
	bool merge = np_chance_happens(chance, rates->merge);
	size_t kept = 0;
	for (size_t s = 0; s < draft->count; s++) {
		struct np_draft_story *story = &draft->stories[s];
		if (story->article == 0) {
			if (!unfolio || story->units[0].role != NP_FOLIO)
				draft->stories[kept++] = *story;
			continue;
		}
		if (briefs && together) {
			if (has_role(story, NP_BODY))
				remove_units(story, is_not_lede);
			if (story->count > 2)
				story->count = 2;
		} else if (headless && (all || np_chance_happens(chance, .3)) &&
			   has_role(story, NP_BODY)) {
			remove_units(story, is_top);
		} else if (together && has_role(story, NP_HEADLINE) && has_role(story, NP_BODY) &&
			   np_chance_happens(chance, rates->displace)) {
			displace(draft, story);
		}
		if (np_chance_happens(chance, rates->unhead))
			remove_units(story, is_subhead);
		if (has_role(story, NP_HEADLINE) && np_chance_happens(chance, rates->unkick))
			remove_units(story, is_kicker);
		if (merge)
			merge_paragraphs(draft, story);
		if (np_chance_happens(chance, rates->parallel))
			make_parallel(draft, story);
		if (story->units[0].role == NP_CAPTION && !has_role(story, NP_BODY) &&
		    !has_role(story, NP_HEADLINE) && np_chance_happens(chance, rates->retitle))
			retitle(draft, story);
		if (np_chance_happens(chance, stacked ? .8 : rates->stack / 2))
			stack_headlines(draft, story);
		else if (together && np_chance_happens(chance, rates->tear))
			tear_headline(draft, story);
		for (size_t i = 0; i < story->count; i++) {
			struct np_draft_unit *unit = &story->units[i];
			if (undate && unit->head > 0 && !briefs && unit->role == NP_BODY)
				drop_head(unit);
			if (unsign && unit->tail > 0 && unit->role == NP_BODY)
				drop_tail(unit);
			if (i > 1 && unit->role == NP_BODY && unit->head == 0 &&
			    np_chance_happens(chance, rates->redate))
				redate(draft, unit);
		}
		draft->stories[kept++] = *story;
	}
	draft->count = kept;
	if (together)
		alternate_columns(draft);
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
