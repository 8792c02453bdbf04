/* augment.c - gold pages set anew: other layouts, other make-up, the damage of OCR */
#include "augment.h"

#include <stdlib.h>
#include <string.h>

#include "uni.h"
#include "utf8.h"

const struct np_rates np_rates_default = {
	.mix = .35,
	.headless = .25,
	.displace = .06,
	.stack = .25,
	.unhead = .65,
	.parallel = .1,
	.retitle = .4,
	.merge = .85,
	.redate = .03,
	.undate = .25,
	.unsign = .25,
	.briefs = .06,
	.columns = .06,
	.tear = .02,
	.fragment = .2,
	.unfolio = .35,
	.interrupt = .3,
	.wrap = .45,
	.markdown = .15,
	.bold = .25,
	.ascii = .3,
	.cut = .65,
	.ocr = .4,
};

const struct np_rates np_rates_gentle = {
	.mix = .1,
	.headless = .1,
	.stack = .1,
	.unhead = .1,
	.parallel = .1,
	.retitle = .1,
	.merge = .3,
	.undate = .1,
	.unsign = .1,
	.unfolio = .35,
	.interrupt = .1,
	.wrap = .2,
	.markdown = .05,
	.bold = .1,
	.ascii = .1,
	.cut = .3,
};

static const struct {
	const char *name;
	size_t at;
	double
	    alone; /* of np_rates_alone(): 1 where a page has it or not, less for what one has of it */
} rate_names[] = {
#define RATE(name, alone)                                                                          \
	{                                                                                          \
#name, offsetof(struct np_rates, name), alone                                      \
	}
	RATE(mix, 1),
	RATE(headless, 1),
	RATE(displace, .1),
	RATE(stack, 1),
	RATE(unhead, 1),
	RATE(parallel, 1),
	RATE(retitle, 1),
	RATE(merge, 1),
	RATE(redate, .1),
	RATE(undate, 1),
	RATE(unsign, 1),
	RATE(briefs, 1),
	RATE(columns, .3),
	RATE(tear, .2),
	RATE(fragment, 1),
	RATE(unfolio, 1),
	RATE(interrupt, 1),
	RATE(wrap, 1),
	RATE(markdown, 1),
	RATE(bold, 1),
	RATE(ascii, 1),
	RATE(cut, 1),
	RATE(ocr, 1),
#undef RATE
};

size_t
np_rates_count(void)
{
	return sizeof rate_names / sizeof *rate_names;
}

const char *
np_rates_name(size_t rate)
{
	return rate_names[rate].name;
}

struct np_rates
np_rates_alone(size_t rate)
{
	struct np_rates rates = { .mix = 0 };
	memcpy((char *)&rates + rate_names[rate].at, &rate_names[rate].alone, sizeof(double));
	return rates;
}

bool
np_rates_parse(struct np_rates *rates, const char *text, struct np_span *bad)
{
	while (*text != '\0') {
		size_t len = strcspn(text, ","), name = strcspn(text, "=,");
		*bad = (struct np_span){ text, len };
		/* strtod() would take blanks, signs, names and hexadecimal numbers too. */
		bool number = name < len && strspn(text + name + 1, "0123456789.") > 0 &&
			      strcspn(text + name + 1, "xX,") == len - name - 1;
		char *end = NULL;
		double value = number ? strtod(text + name + 1, &end) : -1;
		size_t i = 0, known = sizeof rate_names / sizeof *rate_names;
		while (i < known && (strlen(rate_names[i].name) != name ||
					memcmp(rate_names[i].name, text, name) != 0))
			i++;
		if (i == known || name >= len || end != text + len || !(value >= 0 && value <= 1))
			return false;
		memcpy((char *)rates + rate_names[i].at, &value, sizeof value);
		text += len;
		if (*text == ',')
			text++;
	}
	return true;
}

/* ---- chance ---- */

struct chance {
	uint64_t state;
};

/* splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine. */
static uint64_t
draw(struct chance *chance)
{
	uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static bool
happens(struct chance *chance, double rate)
{
	return (double)(draw(chance) >> 11) * 0x1p-53 < rate;
}

/* A number from low to high, both included. */
static size_t
between(struct chance *chance, size_t low, size_t high)
{
	return low + (size_t)(draw(chance) % (high - low + 1));
}

/* ---- a page as stories ---- */

/* A paragraph, or a line of a heading. */
struct unit {
	enum np_role role;
	struct np_span text;
	size_t head, tail; /* as in struct np_gold_line */
	bool continues;    /* a further line of a heading */
};

/* What stands together: an article, or lines that belong to none. */
struct story {
	uint64_t article; /* 0 for none */
	struct unit *units;
	size_t count;
};

struct draft {
	struct np_arena *arena;
	struct chance chance;
	const struct np_rates *rates;
	const struct np_gold *golds;
	size_t gold_count;
	struct story *stories;
	size_t count;
	bool wrapped; /* it will be set with lines cut at a width, as columns are */
	bool failed;
};

static void *
room_for(struct draft *draft, size_t count, size_t size)
{
	void *room = np_arena_array(draft->arena, count, size);
	if (room == NULL)
		draft->failed = true;
	return room;
}

/* Joins the lines of a paragraph: lines from to end of the gold page. */
static struct np_span
join_lines(struct draft *draft, const struct np_gold *gold, size_t from, size_t end, size_t *last)
{
	size_t size = 1, len = 0;
	for (size_t i = from; i < end; i++)
		size += gold->page.lines[i].text.len + 1;
	*last = 0;
	if (end == from + 1)
		return gold->page.lines[from].text;
	char *buf = room_for(draft, size, 1);
	if (buf == NULL)
		return (struct np_span){ "", 0 };
	for (size_t i = from; i < end; i++) {
		struct np_span words = gold->page.lines[i].text;
		const char *joint =
		    np_label_joint(gold->lines[from].role, (struct np_span){ buf, len }, words);
		memcpy(buf + len, joint, strlen(joint));
		len += strlen(joint);
		*last = len;
		memcpy(buf + len, words.ptr, words.len);
		len += words.len;
	}
	return (struct np_span){ buf, len };
}

static bool
is_heading(enum np_role role)
{
	return role == NP_KICKER || role == NP_HEADLINE || role == NP_DECK || role == NP_SUBHEAD;
}

/* Adds the stories of a gold page to the draft, their articles numbered from first on. */
static void
add_stories(struct draft *draft, const struct np_gold *gold, uint64_t first)
{
	size_t n = gold->page.count;
	struct unit *units = room_for(draft, n, sizeof *units);
	if (draft->failed)
		return;
	for (size_t i = 0; i < n;) {
		const struct np_gold_line *line = &gold->lines[i];
		uint64_t article = line->article == 0 ? 0 : line->article + first;
		struct story *story = draft->count > 0 ? &draft->stories[draft->count - 1] : NULL;
		if (story == NULL || story->article != article || article == 0 ||
		    story->units + story->count != units) {
			story = &draft->stories[draft->count++];
			*story = (struct story){ article, units, 0 };
		}
		size_t end = i + 1, last;
		while (!is_heading(line->role) && end < n && gold->lines[end].continues &&
		       gold->lines[end].role == line->role)
			end++;
		*units = (struct unit){ .role = line->role, .head = line->head };
		units->text = join_lines(draft, gold, i, end, &last);
		if (gold->lines[end - 1].tail > 0)
			units->tail = last + gold->lines[end - 1].tail;
		units->continues = is_heading(line->role) && line->continues;
		story->count++;
		units++;
		i = end;
	}
}

/* ---- make-up ---- */

static void
shuffle(struct draft *draft)
{
	for (size_t i = draft->count; i > 1; i--) {
		size_t j = between(&draft->chance, 0, i - 1);
		struct story swap = draft->stories[i - 1];
		draft->stories[i - 1] = draft->stories[j];
		draft->stories[j] = swap;
	}
}

static bool
has_role(const struct story *story, enum np_role role)
{
	for (size_t i = 0; i < story->count; i++) {
		if (story->units[i].role == role)
			return true;
	}
	return false;
}

/* True when every article of the draft stands in one piece. */
static bool
stands_together(const struct draft *draft)
{
	for (size_t i = 0; i < draft->count; i++) {
		for (size_t j = i + 1; j < draft->count; j++) {
			if (draft->stories[i].article != 0 &&
			    draft->stories[i].article == draft->stories[j].article)
				return false;
		}
	}
	return true;
}

/* Fills the draft: one page, or stories of several of them. */
static void
compose(struct draft *draft, size_t index)
{
	bool mixed = happens(&draft->chance, draft->rates->mix);
	size_t sources = mixed ? between(&draft->chance, 2, 4) : 1, room = 0;
	const struct np_gold *from[4];
	for (size_t i = 0; i < sources; i++) {
		from[i] = i == 0 ? &draft->golds[index]
				 : &draft->golds[between(&draft->chance, 0, draft->gold_count - 1)];
		room += from[i]->page.count;
	}
	draft->stories = room_for(draft, room, sizeof *draft->stories);
	uint64_t first = 0;
	for (size_t i = 0; i < sources && !draft->failed; i++) {
		add_stories(draft, from[i], first);
		first += from[i]->page.count;
	}
	if (draft->failed || !mixed || !stands_together(draft))
		return;
	shuffle(draft);
	size_t most = between(&draft->chance, 3, 14);
	if (draft->count > most)
		draft->count = most;
}

static void
remove_units(struct story *story, bool (*goes)(const struct unit *unit))
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
is_top(const struct unit *unit)
{
	return unit->role == NP_KICKER || unit->role == NP_HEADLINE || unit->role == NP_DECK;
}

static bool
is_subhead(const struct unit *unit)
{
	return unit->role == NP_SUBHEAD;
}

static bool
is_not_lede(const struct unit *unit)
{
	return unit->role != NP_BODY || unit->head == 0;
}

/* The text of a unit without its dateline and what stood between it and the words. */
static void
drop_head(struct unit *unit)
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
drop_tail(struct unit *unit)
{
	struct np_span left = np_uni_trim((struct np_span){ unit->text.ptr, unit->tail });
	if (left.len > 0)
		unit->text = left;
	unit->tail = 0;
}

/* Gives an inner paragraph a dateline, one that some page of the golds has. */
static void
redate(struct draft *draft, struct unit *unit)
{
	const struct np_gold *gold =
	    &draft->golds[between(&draft->chance, 0, draft->gold_count - 1)];
	for (size_t i = 0; i < gold->page.count; i++) {
		size_t len = gold->lines[i].head;
		if (len == 0 || gold->lines[i].role != NP_BODY)
			continue;
		char *buf = room_for(draft, len + 1 + unit->text.len, 1);
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
lines_of(struct draft *draft, const struct unit *unit)
{
	if (unit->role == NP_HEADLINE && unit->text.len >= 24)
		return between(&draft->chance, 2, unit->text.len >= 48 ? 3 : 2);
	if (unit->role == NP_SUBHEAD && unit->text.len >= 36)
		return between(&draft->chance, 1, 2);
	return 1;
}

/* Cuts the headlines of a story into two or three lines each, and some of its subheads into two. */
static void
stack_headlines(struct draft *draft, struct story *story)
{
	struct unit *units = room_for(draft, story->count * 3, sizeof *units);
	size_t n = 0;
	if (units == NULL)
		return;
	for (size_t i = 0; i < story->count; i++) {
		struct unit unit = story->units[i];
		for (size_t parts = lines_of(draft, &unit); parts > 1; parts--) {
			size_t at = cut_heading(unit.text, unit.text.len / parts);
			struct unit line = unit;
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
some_line(struct draft *draft, const struct np_gold *gold)
{
	return gold->page.count > 0 ? between(&draft->chance, 0, gold->page.count - 1) : 0;
}

/* The first characters of some headline of the golds. */
static struct np_span
some_words(struct draft *draft, size_t chars)
{
	const struct np_gold *gold =
	    &draft->golds[between(&draft->chance, 0, draft->gold_count - 1)];
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
make_parallel(struct draft *draft, struct story *story)
{
	struct np_span words = some_words(draft, between(&draft->chance, 1, 4));
	bool quoted = happens(&draft->chance, .4);
	for (size_t i = 0; i < story->count; i++) {
		struct unit *unit = &story->units[i];
		size_t cut = 0;
		if (unit->role != NP_SUBHEAD)
			continue;
		char *buf = room_for(draft, words.len + unit->text.len + 8, 1);
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
merge_paragraphs(struct draft *draft, struct story *story)
{
	size_t kept = 0;
	for (size_t i = 0; i < story->count; i++) {
		struct unit *last = kept > 0 ? &story->units[kept - 1] : NULL,
			    *unit = &story->units[i];
		bool joins = last != NULL && last->role == NP_BODY && unit->role == NP_BODY &&
			     last->tail == 0 && unit->head == 0 &&
			     last->text.len + unit->text.len < 1500 && last->text.len > 60 &&
			     unit->text.len > 60 && happens(&draft->chance, .7);
		char *buf = joins ? room_for(draft, last->text.len + unit->text.len + 1, 1) : NULL;
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
retitle(struct draft *draft, struct story *story)
{
	const struct np_gold *gold =
	    &draft->golds[between(&draft->chance, 0, draft->gold_count - 1)];
	for (size_t i = some_line(draft, gold); i < gold->page.count; i++) {
		if (gold->lines[i].role != NP_HEADLINE || gold->page.lines[i].text.len > 60)
			continue;
		struct unit *units = room_for(draft, story->count + 1, sizeof *units);
		if (units == NULL)
			return;
		units[0] = (struct unit){ .role = NP_HEADLINE, .text = gold->page.lines[i].text };
		memcpy(units + 1, story->units, story->count * sizeof *units);
		story->units = units;
		story->count++;
		return;
	}
}

/* Moves a story's headline behind it. */
static void
displace(struct draft *draft, struct story *story)
{
	struct unit *units = room_for(draft, story->count, sizeof *units);
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
tear_headline(struct draft *draft, struct story *story)
{
	size_t at = 0, to;
	while (at < story->count &&
	       (story->units[at].role != NP_HEADLINE || story->units[at].text.len < 24))
		at++;
	to = at + 1 + between(&draft->chance, 1, 2);
	if (to >= story->count || story->units[at + 1].role != NP_BODY ||
	    story->units[to].role != NP_BODY)
		return;
	struct np_span text = story->units[at].text;
	size_t cut = cut_heading(text, text.len / 2);
	struct unit *units = room_for(draft, story->count + 1, sizeof *units);
	struct np_span first = np_uni_trim((struct np_span){ text.ptr, cut });
	struct np_span rest = np_uni_trim((struct np_span){ text.ptr + cut, text.len - cut });
	if (units == NULL || first.len == 0 || rest.len == 0)
		return;
	memcpy(units, story->units, to * sizeof *units);
	units[at].text = first;
	units[to] = (struct unit){ .role = NP_HEADLINE, .text = rest };
	memcpy(units + to + 1, story->units + to, (story->count - to) * sizeof *units);
	story->units = units;
	story->count++;
}

/* How many of a story's units stand in its first column: its headings and some of its text. */
static size_t
first_column(struct draft *draft, const struct story *story)
{
	size_t text = 0;
	while (text < story->count && story->units[text].role != NP_BODY)
		text++;
	if (text + 2 >= story->count)
		return 0;
	size_t end = between(&draft->chance, text + 1, story->count - 1);
	/* A subhead of two lines stays in one column. */
	while (end > text && story->units[end].continues)
		end--;
	return end;
}

/* A story in two columns: what stands in the first, its headline if that was set apart, the rest. */
enum { FIRST, APART, REST, COLUMNS };

/* Cuts a story into columns, most often in mid paragraph; false if it is too short for that. */
static bool
cut_columns(struct draft *draft, const struct story *story, bool apart, struct story *columns)
{
	struct chance *chance = &draft->chance;
	size_t end = first_column(draft, story), n = 0;
	if (end == 0)
		return false;
	struct unit *units = room_for(draft, story->count + 1, sizeof *units);
	if (units == NULL)
		return false;
	for (size_t i = 0; i < end; i++) {
		if (!apart || story->units[i].role != NP_HEADLINE)
			units[n++] = story->units[i];
	}
	columns[FIRST] = (struct story){ story->article, units, n };
	for (size_t i = 0; i < end; i++) {
		if (apart && story->units[i].role == NP_HEADLINE)
			units[n++] = story->units[i];
	}
	columns[APART] = (struct story){ story->article, units + columns[FIRST].count,
		n - columns[FIRST].count };
	struct unit *rest = units + n;
	memcpy(rest, story->units + end, (story->count - end) * sizeof *rest);
	columns[REST] = (struct story){ story->article, rest, story->count - end };
	size_t cut = rest->text.len / 4 + between(chance, 0, rest->text.len / 2);
	while (cut < rest->text.len && ((unsigned char)rest->text.ptr[cut] & 0xC0) == 0x80)
		cut++;
	/* The start of a paragraph stands at the foot of the first column. */
	if (apart || rest->role != NP_BODY || rest->text.len < 60 || rest->head > 0 ||
	    cut >= rest->text.len || (rest->tail > 0 && rest->tail <= cut) || !happens(chance, .7))
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
alternate_columns(struct draft *draft)
{
	enum { MOST = 3 };
	struct chance *chance = &draft->chance;
	struct story *stories = room_for(draft, draft->count * COLUMNS, sizeof *stories);
	/* Text in which lines were joined was mostly put in order as well. */
	double rate = draft->rates->columns * (draft->wrapped ? 3 : 1);
	size_t n = 0;
	for (size_t s = 0; stories != NULL && s < draft->count;) {
		struct story columns[MOST][COLUMNS];
		size_t stands = 0;
		if (draft->stories[s].article != 0 && happens(chance, rate)) {
			size_t most = between(chance, 2, MOST);
			bool apart = happens(chance, .2);
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

/* Changes a page's make-up. */
static void
make_up(struct draft *draft)
{
	const struct np_rates *rates = draft->rates;
	struct chance *chance = &draft->chance;
	bool together = stands_together(draft);
	bool briefs = happens(chance, rates->briefs), headless = happens(chance, rates->headless);
	bool all = happens(chance, .2), undate = happens(chance, rates->undate);
	bool unsign = happens(chance, rates->unsign),
	     stacked = happens(chance, rates->stack > 0 ? .3 : 0);
	bool unfolio = happens(chance, rates->unfolio);
	bool merge = happens(chance, rates->merge);
	size_t kept = 0;
	for (size_t s = 0; s < draft->count; s++) {
		struct story *story = &draft->stories[s];
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
		} else if (headless && (all || happens(chance, .3)) && has_role(story, NP_BODY)) {
			remove_units(story, is_top);
		} else if (together && has_role(story, NP_HEADLINE) && has_role(story, NP_BODY) &&
			   happens(chance, rates->displace)) {
			displace(draft, story);
		}
		if (happens(chance, rates->unhead))
			remove_units(story, is_subhead);
		if (merge)
			merge_paragraphs(draft, story);
		if (happens(chance, rates->parallel))
			make_parallel(draft, story);
		if (story->units[0].role == NP_CAPTION && !has_role(story, NP_BODY) &&
		    !has_role(story, NP_HEADLINE) && happens(chance, rates->retitle))
			retitle(draft, story);
		if (happens(chance, stacked ? .8 : rates->stack / 2))
			stack_headlines(draft, story);
		else if (together && happens(chance, rates->tear))
			tear_headline(draft, story);
		for (size_t i = 0; i < story->count; i++) {
			struct unit *unit = &story->units[i];
			if (undate && unit->head > 0 && !briefs && unit->role == NP_BODY)
				drop_head(unit);
			if (unsign && unit->tail > 0 && unit->role == NP_BODY)
				drop_tail(unit);
			if (i > 1 && unit->role == NP_BODY && unit->head == 0 &&
			    happens(chance, rates->redate))
				redate(draft, unit);
		}
		draft->stories[kept++] = *story;
	}
	draft->count = kept;
	if (together)
		alternate_columns(draft);
}

/* Drops what stands above and below a cut through the page. */
static void
cut_page(struct draft *draft)
{
	if (draft->count < 3 || !happens(&draft->chance, draft->rates->fragment))
		return;
	struct story *first = &draft->stories[0], *last = &draft->stories[draft->count - 1];
	size_t skip = between(&draft->chance, 0, first->count - 1);
	first->units += skip;
	first->count -= skip;
	first->units[0].continues = false;
	last->count = between(&draft->chance, 1, last->count);
}

/* ---- setting ---- */

/* How a page is set. */
struct setting {
	unsigned gap;         /* blank lines between blocks */
	unsigned line_gap;    /* and between the lines of one */
	unsigned article_gap; /* and before articles, beside them */
	const char *indent;
	size_t width;     /* columns at which paragraphs are cut, 0 for none */
	bool lost_indent; /* first lines are as short as if an indent stood there */
	bool wrap_headings;
	bool markdown, bold, ascii;
	const char *subhead; /* before subheads, in Markdown */
	double cut;          /* paragraphs cut in mid sentence */
	double interrupt;
	double blanks, swaps, garbled, noise; /* damage, shares of characters or lines */
};

struct press {
	struct draft *draft;
	struct setting setting;
	char *buf;
	size_t len, cap;
	struct np_gold_line *lines;
	size_t count, room;
};

static void
put(struct press *press, const char *ptr, size_t len)
{
	if (press->draft->failed || len == 0)
		return;
	if (press->cap - press->len < len) {
		size_t cap = (press->cap + len) * 2;
		char *buf = np_arena_grow(press->draft->arena, press->buf, press->cap, cap);
		if (buf == NULL) {
			press->draft->failed = true;
			return;
		}
		press->buf = buf;
		press->cap = cap;
	}
	memcpy(press->buf + press->len, ptr, len);
	press->len += len;
}

/* The ASCII character that page conversions put for a full-width one; 0 for none. */
static char
ascii_for(uint32_t cp)
{
	switch (cp) {
	case 0xFF0C:
		return ',';
	case 0xFF1A:
		return ':';
	case 0xFF1B:
		return ';';
	case 0xFF08:
		return '(';
	case 0xFF09:
		return ')';
	case 0xFF01:
		return '!';
	case 0xFF1F:
		return '?';
	default:
		return 0;
	}
}

/* One character, as it comes out of this press. */
static void
put_char(struct press *press, const char *ptr, size_t n, uint32_t cp)
{
	struct setting *setting = &press->setting;
	struct chance *chance = &press->draft->chance;
	char ascii = ascii_for(cp);
	if (setting->ascii && ascii != 0) {
		put(press, &ascii, 1);
		return;
	}
	if (setting->garbled > 0 && happens(chance, setting->garbled) &&
	    np_uni_class(cp) == NP_HAN) {
		char other[4];
		/* A common character: the basic block is sorted by radical, so its neighbour is alike. */
		uint32_t wrong = 0x4E00 + (uint32_t)between(chance, 0, 0x5000);
		put(press, other, np_utf8_put(other, happens(chance, .5) ? wrong : cp + 1));
		return;
	}
	if (setting->swaps > 0 && (ascii != 0 || cp == 0x3002 || cp == 0x3001) &&
	    happens(chance, setting->swaps)) {
		static const char swaps[] = ".,'.: ";
		put(press, &swaps[between(chance, 0, sizeof swaps - 2)], 1);
		return;
	}
	put(press, ptr, n);
	if (setting->blanks > 0 && happens(chance, setting->blanks))
		put(press, " ", 1);
}

static void
put_words(struct press *press, struct np_span text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		put_char(press, text.ptr + at, n, cp);
		at += n;
	}
}

/*
 * Sets bytes from to end of a unit as one line.  from 0 is the unit's first line; `more` says that
 * this line goes on with the one before.
 */
static void
set_line(struct press *press, const struct unit *unit, uint64_t article, size_t from, size_t end,
    bool more)
{
	const struct setting *setting = &press->setting;
	struct np_span words = np_uni_trim((struct np_span){ unit->text.ptr + from, end - from });
	if (words.len == 0)
		return;
	if (press->count == press->room) {
		size_t room = press->room == 0 ? 128 : press->room * 2;
		struct np_gold_line *lines = np_arena_grow(press->draft->arena, press->lines,
		    press->room * sizeof *lines, room * sizeof *lines);
		if (lines == NULL) {
			press->draft->failed = true;
			return;
		}
		press->lines = lines;
		press->room = room;
	}
	press->lines[press->count++] =
	    (struct np_gold_line){ .role = unit->role, .article = article, .continues = more };
	size_t start = (size_t)(words.ptr - unit->text.ptr);
	bool whole = !more && from == 0 && end == unit->text.len;
	bool paragraph = unit->role == NP_BODY || unit->role == NP_CAPTION;
	size_t tail = setting->bold && paragraph && unit->tail > start &&
			      unit->tail < start + words.len && end == unit->text.len
			  ? unit->tail - start
			  : words.len;
	bool bold = setting->bold && !paragraph && whole &&
		    (unit->role == NP_BYLINE || unit->role == NP_CREDIT);
	const char *before = "", *after = "";
	if (setting->markdown && unit->role == NP_HEADLINE)
		before = "# ";
	if (setting->markdown && unit->role == NP_SUBHEAD) {
		before = setting->subhead;
		after = strcmp(before, "**") == 0 ? "**" : "";
	}
	if (bold)
		before = after = "**";
	if (paragraph && !more)
		put(press, setting->indent, strlen(setting->indent));
	put(press, before, strlen(before));
	put_words(press, (struct np_span){ words.ptr, tail });
	if (tail < words.len) {
		put(press, "**", 2);
		put_words(press, (struct np_span){ words.ptr + tail, words.len - tail });
		put(press, "**", 2);
	}
	put(press, after, strlen(after));
	put(press, "\n", 1);
}

static void
set_blanks(struct press *press, unsigned blanks)
{
	for (unsigned i = 0; i < blanks && press->count > 0; i++)
		put(press, "\n", 1);
}

/* The end of a line of width columns that begins at from: never before closing punctuation. */
static size_t
line_end(struct np_span text, size_t from, size_t width)
{
	size_t at = from, columns = 0;
	while (at < text.len) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		size_t w = np_page_columns((struct np_span){ text.ptr + at, n });
		bool hangs = cp == 0xFF0C || cp == 0x3002 || cp == 0x3001 || cp == 0x201D ||
			     cp == 0xFF09 || cp == 0xFF1B || cp == 0xFF1A || cp == 0xFF1F ||
			     cp == 0xFF01;
		if (columns + w > width && at > from && !hangs)
			break;
		columns += w;
		at += n;
	}
	return at;
}

/* A line of noise, as OCR makes of pictures: outside of all articles. */
static void
set_noise(struct press *press)
{
	static const char *const bits[] = { "~", "|", "i", "l1", ".", "-", "一", "丨", "“", "』",
		"2", "巴", "A", " ", "匕", "_", "^", "口", "人", "Z" };
	struct chance *chance = &press->draft->chance;
	char text[64];
	size_t len = 0, n = between(chance, 1, 9);
	for (size_t i = 0; i < n; i++) {
		const char *bit = bits[between(chance, 0, sizeof bits / sizeof *bits - 1)];
		memcpy(text + len, bit, strlen(bit));
		len += strlen(bit);
	}
	char *copy = room_for(press->draft, len + 1, 1);
	if (copy == NULL)
		return;
	memcpy(copy, text, len);
	struct unit unit = { .role = NP_OTHER, .text = { copy, len } };
	set_line(press, &unit, 0, 0, len, false);
}

/* A folio line from some page, in the middle of a paragraph. */
static void
set_folio(struct press *press)
{
	struct draft *draft = press->draft;
	const struct np_gold *gold =
	    &draft->golds[between(&draft->chance, 0, draft->gold_count - 1)];
	for (size_t i = 0; i < gold->page.count; i++) {
		if (gold->lines[i].role != NP_FOLIO)
			continue;
		struct unit unit = { .role = NP_FOLIO, .text = gold->page.lines[i].text };
		set_line(press, &unit, 0, 0, unit.text.len, false);
		return;
	}
}

/* Where a paragraph is cut by the foot of a column: anywhere, or just behind its start or before its end. */
static size_t
column_foot(struct press *press, struct np_span text, size_t from)
{
	struct chance *chance = &press->draft->chance;
	size_t left = text.len - from, at;
	switch (between(chance, 0, 5)) {
	case 0:
		at = from + between(chance, 9, left < 36 ? left : 36);
		break;
	case 1:
		at = text.len - between(chance, 9, left < 36 ? left : 36);
		break;
	default:
		at = from + between(chance, 3, left);
	}
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static void
set_unit(struct press *press, const struct unit *unit, uint64_t article)
{
	const struct setting *setting = &press->setting;
	struct chance *chance = &press->draft->chance;
	bool paragraph =
	    unit->role == NP_BODY || unit->role == NP_CAPTION || unit->role == NP_NOTICE;
	bool heading = unit->role == NP_DECK || unit->role == NP_HEADLINE ||
		       unit->role == NP_KICKER || unit->role == NP_SUBHEAD;
	bool wraps = setting->width > 0 && (paragraph || (heading && setting->wrap_headings));
	bool broken = unit->role == NP_BODY && unit->text.len > 60 && happens(chance, setting->cut);
	bool interrupted = unit->role == NP_BODY && happens(chance, setting->interrupt);
	bool more = unit->continues;
	size_t indent = setting->indent[0] != '\0' || setting->lost_indent ? 4 : 0;
	for (size_t from = 0; from < unit->text.len && !press->draft->failed;) {
		size_t end = unit->text.len;
		if (wraps) {
			size_t width = setting->width;
			if (paragraph && from == 0 && indent < width)
				width -= indent;
			end = line_end(unit->text, from, width);
		} else if (broken && end - from > 40) {
			end = column_foot(press, unit->text, from);
		}
		if (from > 0) {
			if (wraps && interrupted) {
				set_folio(press);
				interrupted = false;
			}
			set_blanks(press, wraps ? setting->line_gap : setting->gap);
			if (wraps && broken && happens(chance, .15))
				set_blanks(press, 1);
		}
		set_line(press, unit, article, from, end, more);
		more = true;
		broken = broken && happens(chance, wraps ? 1 : .5);
		from = end;
	}
}

static struct setting
choose_setting(struct draft *draft)
{
	static const size_t widths[] = { 16, 22, 26, 28, 30, 32, 34, 36, 40, 44, 48, 56, 68, 80,
		120 };
	struct chance *chance = &draft->chance;
	const struct np_rates *rates = draft->rates;
	struct setting setting = { .indent = "", .subhead = "" };
	bool wrap = happens(chance, rates->wrap), ocr = happens(chance, rates->ocr);
	if (wrap || (ocr && happens(chance, .8)))
		setting.width = widths[between(chance, 0, sizeof widths / sizeof *widths - 1)];
	setting.gap = happens(chance, setting.width > 0 ? .4 : .55) ? 1 : 0;
	if (setting.width > 0 && setting.gap > 0 && happens(chance, .25))
		setting.line_gap = 1;
	setting.lost_indent = happens(chance, .4);
	setting.article_gap = happens(chance, .3) ? (unsigned)between(chance, 1, 2) : 0;
	setting.wrap_headings = setting.width >= 22 && happens(chance, .5);
	if (happens(chance, setting.gap > 0 ? .2 : .6))
		setting.indent = happens(chance, .85) ? "　　" : "    ";
	setting.markdown = happens(chance, rates->markdown);
	if (setting.markdown) {
		static const char *const marks[] = { "### ", "**", "## ", "" };
		setting.subhead = marks[between(chance, 0, 3)];
	}
	setting.bold = happens(chance, rates->bold);
	setting.ascii = happens(chance, rates->ascii);
	setting.cut = happens(chance, rates->cut) ? happens(chance, .5) ? .15 : .4 : 0;
	setting.interrupt = happens(chance, rates->interrupt) ? .06 : 0;
	if (ocr) {
		setting.blanks = happens(chance, .6) ? .03 : 0;
		setting.swaps = happens(chance, .7) ? .3 : .05;
		setting.garbled = happens(chance, .7) ? .06 : 0;
		setting.noise = happens(chance, .7) ? .03 : 0;
	}
	return setting;
}

enum np_code
np_augment(const struct np_gold *golds, size_t count, size_t index, uint64_t seed,
    const struct np_rates *rates, struct np_arena *arena, struct np_gold *copy,
    struct np_error *err)
{
	struct draft draft = { .arena = arena,
		.chance = { seed },
		.rates = rates,
		.golds = golds,
		.gold_count = count };
	struct press press = { .draft = &draft, .setting = choose_setting(&draft) };
	draft.wrapped = press.setting.width > 0;
	compose(&draft, index);
	if (!draft.failed)
		make_up(&draft);
	if (!draft.failed)
		cut_page(&draft);
	for (size_t s = 0; s < draft.count && !draft.failed; s++) {
		const struct story *story = &draft.stories[s];
		for (size_t i = 0; i < story->count; i++) {
			set_blanks(&press, press.setting.gap);
			if (i == 0)
				set_blanks(&press, press.setting.article_gap);
			if (press.setting.noise > 0 &&
			    happens(&draft.chance, press.setting.noise)) {
				set_noise(&press);
				set_blanks(&press, press.setting.gap);
			}
			set_unit(&press, &story->units[i], story->article);
		}
	}
	*copy = (struct np_gold){ .lines = press.lines };
	copy->page.name = golds[index].page.name;
	copy->page.first_line = 1;
	copy->page.bytes = (struct np_span){ press.buf, press.len };
	if (draft.failed)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = np_page_scan(&copy->page, NP_FROM_AUTO, arena, err);
	/* Damage may leave a line without a word: such a page is not used. */
	if (code == NP_OK && copy->page.count != press.count)
		copy->page.count = 0;
	return code;
}
