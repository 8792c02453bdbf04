/* furnish.c - made-up pages among what stands around the articles of other pages */
#include "furnish.h"

#include <string.h>

enum {
	MOST_LINES = 48,  /* of furniture above a page, or below it */
	MOST_BLANKS = 3,  /* before one of them */
	TRIES = 12,       /* pages that are asked for what few have */
	MOST_WORDS = 120, /* bytes of what interrupts an article */
	MOST_LABEL = 36   /* bytes of a label or a site's name */
};

/* Which blank lines what is lent has. */
enum spacing {
	AS_SET,   /* those of the page's setting */
	AS_LENT,  /* those of its own page */
	NO_BLANKS /* none */
};

static enum spacing
some_spacing(struct np_draft *draft)
{
	static const enum spacing spacings[] = { AS_SET, AS_SET, AS_SET, AS_LENT, AS_LENT, AS_LENT,
		NO_BLANKS, NO_BLANKS };
	return spacings[np_chance_between(
	    &draft->chance, 0, sizeof spacings / sizeof *spacings - 1)];
}

/* Spaces a unit that had so many blank lines before it where it was lent. */
static void
space(struct np_draft_unit *unit, enum spacing spacing, unsigned lent)
{
	unit->kept = spacing != AS_SET;
	unit->blanks = spacing == NO_BLANKS ? 0 : lent < MOST_BLANKS ? lent : MOST_BLANKS;
}

/* ---- headlines ---- */

/* Lines of a headline as one, with that between them: "" or " ". */
struct title {
	const char *joint;
	char *buf;
	size_t len, cap;
};

/* One more line of a headline. */
static void
add_words(struct np_draft *draft, struct title *title, struct np_span words)
{
	const char *joint = title->len > 0 ? title->joint : "";
	size_t cap = title->len + strlen(joint) + words.len;
	char *buf = np_arena_grow(draft->arena, title->buf, title->cap, cap);
	draft->failed = draft->failed || buf == NULL;
	if (buf == NULL)
		return;
	title->buf = buf;
	title->cap = cap;
	memcpy(buf + title->len, joint, strlen(joint));
	memcpy(buf + title->len + strlen(joint), words.ptr, words.len);
	title->len = cap;
}

/* Takes the next line of a page, if it is of its first headline; false behind that. */
static bool
take_line(struct np_draft *draft, struct title *title, enum np_role role, bool continues,
    struct np_span text)
{
	bool begins = title->len == 0, is_of_it = role == NP_HEADLINE && (begins || continues);
	if (is_of_it)
		add_words(draft, title, text);
	return begins || is_of_it;
}

/* The first headline of the draft, its lines joined; empty if it has none. */
static struct np_span
own_headline(struct np_draft *draft)
{
	struct title title = { .joint = np_chance_happens(&draft->chance, .5) ? " " : "" };
	for (size_t s = 0; s < draft->count && title.len == 0; s++) {
		const struct np_draft_unit *unit = draft->stories[s].units;
		const struct np_draft_unit *end = unit + draft->stories[s].count;
		while (
		    unit < end && take_line(draft, &title, unit->role, unit->continues, unit->text))
			unit++;
	}
	return (struct np_span){ title.buf, title.len };
}

/* That of a gold page. */
static struct np_span
headline_of(struct np_draft *draft, const struct np_gold *gold, const char *joint)
{
	struct title title = { .joint = joint };
	size_t i = 0;
	while (i < gold->page.count && take_line(draft, &title, gold->lines[i].role,
					   gold->lines[i].continues, gold->page.lines[i].text))
		i++;
	return (struct np_span){ title.buf, title.len };
}

/* Three texts as one. */
static struct np_span
join(struct np_draft *draft, struct np_span a, struct np_span b, struct np_span c)
{
	char *buf = np_draft_room(draft, a.len + b.len + c.len + 1, 1);
	if (buf == NULL)
		return a;
	memcpy(buf, a.ptr, a.len);
	memcpy(buf + a.len, b.ptr, b.len);
	memcpy(buf + a.len + b.len, c.ptr, c.len);
	return (struct np_span){ buf, a.len + b.len + c.len };
}

/* Where what stands first in text; text.len if it does not. */
static size_t
find(struct np_span text, struct np_span what)
{
	for (size_t at = 0; at + what.len <= text.len; at++) {
		if (memcmp(text.ptr + at, what.ptr, what.len) == 0)
			return at;
	}
	return text.len;
}

/* Where lent lines have the headline of their own page, they get that of this page. */
static void
rename_page(struct np_draft *draft, struct np_draft_story *stories, size_t count,
    struct np_span theirs, struct np_span ours)
{
	enum { SHORTEST = 12 }; /* bytes: less may be any word */
	if (theirs.len < SHORTEST || ours.len == 0)
		return;
	for (size_t s = 0; s < count && !draft->failed; s++) {
		struct np_span *text = &stories[s].units[0].text;
		size_t at = find(*text, theirs), behind = at + theirs.len;
		if (at == text->len)
			continue;
		*text = join(draft, (struct np_span){ text->ptr, at }, ours,
		    (struct np_span){ text->ptr + behind, text->len - behind });
	}
}

/* A short line of no article, of some page: a site's name, a section, a control; empty if none is found. */
static struct np_draft_unit
some_label(struct np_draft *draft)
{
	for (unsigned t = 0; t < TRIES; t++) {
		const struct np_gold *gold = np_draft_donor(draft);
		size_t i = np_draft_some_line(draft, gold);
		if (i < gold->page.count && gold->lines[i].article == 0 &&
		    !gold->lines[i].continues && gold->page.lines[i].text.len <= MOST_LABEL)
			return (struct np_draft_unit){ .role = gold->lines[i].role,
				.text = gold->page.lines[i].text,
				.blanks = gold->page.lines[i].blanks_before };
	}
	return (struct np_draft_unit){ .role = NP_OTHER, .text = { "", 0 } };
}

/* The headline as a page's title has it: alone, or with the name of a site. */
static struct np_span
title_of(struct np_draft *draft, struct np_span headline)
{
	static const char *const joints[] = { " | ", "_", " - ", "-", "——", " – ", "｜",
		" :: ", " ", "－" };
	if (np_chance_happens(&draft->chance, .5))
		return headline;
	const char *joint =
	    joints[np_chance_between(&draft->chance, 0, sizeof joints / sizeof *joints - 1)];
	struct np_span name = some_label(draft).text;
	return name.len == 0
		   ? headline
		   : join(draft, headline, (struct np_span){ joint, strlen(joint) }, name);
}

/* ---- frames ---- */

/* How many lines of no article a gold page has above its articles; all of them if it has no article. */
static size_t
top_of(const struct np_gold *gold)
{
	size_t n = 0;
	while (n < gold->page.count && gold->lines[n].article == 0)
		n++;
	return n;
}

/* And where those behind all of them begin. */
static size_t
foot_of(const struct np_gold *gold)
{
	size_t n = gold->page.count;
	while (n > 0 && gold->lines[n - 1].article == 0)
		n--;
	return n;
}

/* A page with lines above or below its articles; NULL if none is found. */
static const struct np_gold *
some_frame(struct np_draft *draft)
{
	for (unsigned i = 0; i < TRIES; i++) {
		const struct np_gold *gold = np_draft_donor(draft);
		size_t top = top_of(gold), foot = foot_of(gold);
		if (top < gold->page.count && (top > 0 || foot < gold->page.count))
			return gold;
	}
	return NULL;
}

/* How many of so many lines are taken: often all, else some. */
static size_t
some_of(struct np_draft *draft, size_t lines)
{
	if (lines > MOST_LINES)
		lines = MOST_LINES;
	return np_chance_happens(&draft->chance, .5) ? lines
						     : np_chance_between(&draft->chance, 0, lines);
}

/* Adds lines of a gold page to the draft, spaced. */
static void
lend(struct np_draft *draft, const struct np_gold *gold, size_t from, size_t end,
    enum spacing spacing)
{
	size_t s = draft->count;
	if (from < end)
		np_draft_add(draft, gold, from, end, 0);
	for (; s < draft->count; s++)
		space(&draft->stories[s].units[0], spacing, draft->stories[s].units[0].blanks);
}

/* Adds one line that belongs to no article. */
static void
add_line(struct np_draft *draft, struct np_draft_unit line)
{
	struct np_draft_unit *unit = np_draft_room(draft, 1, sizeof *unit);
	if (unit == NULL || line.text.len == 0)
		return;
	*unit = line;
	draft->stories[draft->count++] =
	    (struct np_draft_story){ .units = unit, .count = 1, .width = draft->width };
}

/* Adds what stands above: often the last lines above the articles of that page, else one or two labels. */
static void
add_top(struct np_draft *draft, const struct np_gold *gold, size_t lines, enum spacing spacing)
{
	size_t top = top_of(gold);
	if (np_chance_happens(&draft->chance, .75)) {
		lend(draft, gold, top - lines, top, spacing);
		return;
	}
	for (size_t n = np_chance_between(&draft->chance, 1, 2); n > 0; n--) {
		struct np_draft_unit label = some_label(draft);
		space(&label, spacing, label.blanks);
		add_line(draft, label);
	}
}

/* Sets the draft's stories into lines that another page lends. */
static void
frame(struct np_draft *draft, bool twice)
{
	const struct np_gold *gold = some_frame(draft);
	struct np_draft_story *own = draft->stories;
	size_t count = draft->count;
	struct np_span headline = own_headline(draft);
	if (gold == NULL || draft->failed)
		return;
	size_t top = top_of(gold), foot = foot_of(gold);
	size_t above = some_of(draft, top), below = some_of(draft, gold->page.count - foot);
	enum spacing spacing = some_spacing(draft);
	draft->stories = np_draft_room(draft, count + above + below + 3, sizeof *own);
	draft->count = 0;
	if (draft->failed)
		return;
	/* The page's own furniture goes, or stays inside. */
	if (np_chance_happens(&draft->chance, .6)) {
		while (count > 1 && own[0].article == 0)
			own++, count--;
		while (count > 1 && own[count - 1].article == 0)
			count--;
	}
	if (twice && headline.len > 0)
		add_line(draft,
		    (struct np_draft_unit){ .role = NP_OTHER, .text = title_of(draft, headline) });
	add_top(draft, gold, above, spacing);
	size_t lent = draft->count;
	if (lent > 0)
		space(&own[0].units[0], spacing, gold->page.lines[top].blanks_before);
	memcpy(draft->stories + draft->count, own, count * sizeof *own);
	draft->count += count;
	lend(draft, gold, foot, foot + below, spacing);
	/* Their title may have blanks where the headline's lines end, or none. */
	rename_page(draft, draft->stories, lent, headline_of(draft, gold, " "), headline);
	rename_page(draft, draft->stories, lent, headline_of(draft, gold, ""), headline);
}

/* ---- interruptions ---- */

/* Where between two paragraphs of a story something may stand; 0 for nowhere. */
static size_t
some_gap(struct np_draft *draft, const struct np_draft_story *story)
{
	size_t gaps = 0, at = 0;
	for (size_t i = 1; i < story->count; i++) {
		const struct np_draft_unit *unit = &story->units[i];
		if (unit->role == NP_BODY && unit[-1].role == NP_BODY && !unit->resumes &&
		    np_chance_between(&draft->chance, 0, gaps++) == 0)
			at = i;
	}
	return at;
}

/* Adds a few short lines that stand together on some page and belong to no article there. */
static void
add_intruders(struct np_draft *draft, enum spacing spacing)
{
	size_t most = np_chance_happens(&draft->chance, .6) ? 1 : 3;
	for (unsigned t = 0; t < TRIES; t++) {
		const struct np_gold *gold = np_draft_donor(draft);
		size_t from = np_draft_some_line(draft, gold), end = from;
		while (end < gold->page.count && end < from + most &&
		       gold->lines[end].article == 0 && !gold->lines[end].continues &&
		       gold->lines[end].role != NP_FOLIO &&
		       gold->page.lines[end].text.len <= MOST_WORDS)
			end++;
		if (end > from) {
			lend(draft, gold, from, end, spacing);
			return;
		}
	}
}

static void
interrupt(struct np_draft *draft)
{
	struct np_draft_story *own = draft->stories;
	size_t count = draft->count;
	/* Of each story two parts, and three lines between them. */
	draft->stories = np_draft_room(draft, count * 5, sizeof *own);
	draft->count = 0;
	for (size_t s = 0; s < count && !draft->failed; s++) {
		struct np_draft_story first = own[s], rest = own[s];
		size_t at =
		    first.article != 0 && np_chance_happens(&draft->chance, draft->rates->intrude)
			? some_gap(draft, &first)
			: 0;
		if (at == 0) {
			draft->stories[draft->count++] = first;
			continue;
		}
		enum spacing spacing = some_spacing(draft);
		first.count = at;
		draft->stories[draft->count++] = first;
		add_intruders(draft, spacing);
		rest.units += at;
		rest.count -= at;
		rest.goes_on = true;
		if (spacing == NO_BLANKS)
			space(&rest.units[0], spacing, 0);
		draft->stories[draft->count++] = rest;
	}
}

void
np_furnish(struct np_draft *draft)
{
	const struct np_rates *rates = draft->rates;
	bool twice = np_chance_happens(&draft->chance, rates->twice);
	bool framed = np_chance_happens(&draft->chance, rates->frame);
	if (draft->count > 0 && rates->intrude > 0)
		interrupt(draft);
	if (draft->count > 0 && !draft->failed && (twice || framed))
		frame(draft, twice);
}
