/* alternate.c - stories of a made-up page whose columns alternate, as recognition reads across them */
#include "alternate.h"

#include <string.h>

#include "utf8.h"

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

/* A story in columns: what stands in the first, its headline if that was set apart, the others. */
enum { FIRST, APART, REST, LAST, COLUMNS };

enum { MOST = 3 }; /* stories whose columns alternate */

/* Where a paragraph is cut by the foot of its column: lines that were cut at a width end there. */
static size_t
column_foot(struct np_draft *draft, struct np_span text, size_t width)
{
	size_t about = text.len / 4 + np_chance_between(&draft->chance, 0, text.len / 2);
	size_t end = 0, indent = draft->indent < width ? draft->indent : 0;
	if (width == 0)
		return np_utf8_ceil(text.ptr, text.len, about);
	while (end < about)
		end = np_draft_line_end(text, end, end == 0 ? width - indent : width);
	return end;
}

/* Leaves the start of a paragraph, *start, at the foot of a column, if it can be cut: *rest is what is left. */
static bool
tear_paragraph(
    struct np_draft *draft, size_t width, struct np_draft_unit *rest, struct np_draft_unit *start)
{
	if (rest->role != NP_BODY || rest->text.len < 60 || rest->head > 0)
		return false;
	size_t cut = column_foot(draft, rest->text, width);
	if (cut >= rest->text.len || (rest->tail > 0 && rest->tail <= cut) ||
	    !np_chance_happens(&draft->chance, .7))
		return false;
	*start = *rest;
	start->text.len = cut;
	start->tail = 0;
	rest->text = (struct np_span){ rest->text.ptr + cut, rest->text.len - cut };
	rest->tail -= rest->tail > 0 ? cut : 0;
	rest->resumes = true;
	return true;
}

/* Which of a story's units: where headlines stand apart, they take the kickers along. */
enum units { ALL, HEADS, TEXT };

/* Takes those of a story's units from `from` to before end; how many. */
static size_t
take_units(const struct np_draft_story *story, size_t from, size_t end, enum units which,
    struct np_draft_unit *units)
{
	size_t n = 0;
	for (size_t i = from; i < end; i++) {
		enum np_role role = story->units[i].role;
		bool head = role == NP_HEADLINE || role == NP_KICKER;
		if (which == ALL || head == (which == HEADS))
			units[n++] = story->units[i];
	}
	return n;
}

/* Cuts a story into columns, most often in mid paragraph; false if it is too short for that. */
static bool
cut_columns(struct np_draft *draft, const struct np_draft_story *story, bool apart,
    struct np_draft_story *columns)
{
	size_t end = first_column(draft, story), n = 0;
	if (end == 0)
		return false;
	struct np_draft_unit *units = np_draft_room(draft, story->count + 1, sizeof *units);
	if (units == NULL)
		return false;
	for (size_t column = FIRST; column < COLUMNS; column++) {
		columns[column] = *story;
		columns[column].count = 0;
	}
	columns[FIRST].units = units;
	n = take_units(story, 0, end, apart ? TEXT : ALL, units);
	columns[FIRST].count = n++; /* and room for the start of a paragraph that is cut */
	columns[APART].units = units + n;
	if (apart)
		n += take_units(story, 0, story->count, HEADS, units + n);
	columns[APART].count = (size_t)(units + n - columns[APART].units);
	columns[REST].units = units + n;
	columns[REST].count = take_units(story, end, story->count, apart ? TEXT : ALL, units + n);
	if (columns[FIRST].count > 0 && columns[REST].count > 0 &&
	    tear_paragraph(draft, story->width, columns[REST].units, &units[columns[FIRST].count]))
		columns[FIRST].count++;
	return columns[FIRST].count > 0;
}

/* Leaves some of what stands in the other columns to the last of them. */
static void
cut_rest(struct np_draft *draft, struct np_draft_story *columns)
{
	struct np_draft_story *rest = &columns[REST], *last = &columns[LAST];
	if (rest->count < 2)
		return;
	size_t end = np_chance_between(&draft->chance, 1, rest->count - 1);
	while (end > 0 && rest->units[end].continues)
		end--;
	struct np_draft_unit *units = np_draft_room(draft, rest->count + 1, sizeof *units);
	if (end == 0 || units == NULL)
		return;
	last->units = units + end + 1;
	last->count = rest->count - end;
	memcpy(units, rest->units, end * sizeof *units);
	memcpy(last->units, rest->units + end, last->count * sizeof *units);
	rest->units = units;
	rest->count = end;
	if (tear_paragraph(draft, rest->width, last->units, &units[end]))
		rest->count++;
}

/* A story that stands whole between the columns of another, as in a box. */
static void
leave_whole(const struct np_draft_story *story, struct np_draft_story *columns)
{
	for (size_t column = FIRST; column < COLUMNS; column++)
		columns[column] = (struct np_draft_story){ .article = story->article };
	columns[FIRST] = *story;
}

/* How the columns of a few stories alternate. */
struct manner {
	size_t most; /* stories */
	bool box;    /* all but the first stand whole between its columns */
	bool apart;  /* headlines stand together, away from their text */
	bool bands;  /* there are more than two columns */
	const unsigned char *order;
};

static struct manner
some_manner(struct np_draft *draft)
{
	/* Headlines apart stand most often where the text breaks off. */
	static const unsigned char orders[][COLUMNS] = { { FIRST, APART, REST, LAST },
		{ FIRST, APART, REST, LAST }, { APART, FIRST, REST, LAST },
		{ FIRST, REST, LAST, APART } };
	struct np_chance *chance = &draft->chance;
	struct manner manner = { .most = np_chance_between(chance, 2, MOST) };
	manner.box = np_chance_happens(chance, .25);
	manner.apart = !manner.box && np_chance_happens(chance, .25);
	manner.bands = np_chance_happens(chance, .3);
	manner.order = orders[np_chance_between(chance, 0, 3)];
	return manner;
}

/* Cuts some stories, the first of them at s, into columns; how many. */
static size_t
cut_stories(struct np_draft *draft, const struct manner *manner, size_t s,
    struct np_draft_story (*columns)[COLUMNS])
{
	size_t stands = 0;
	while (stands < manner->most && s + stands < draft->count &&
	       draft->stories[s + stands].article != 0) {
		const struct np_draft_story *story = &draft->stories[s + stands];
		if (manner->box && stands > 0)
			leave_whole(story, columns[stands]);
		else if (!cut_columns(draft, story, manner->apart, columns[stands]))
			break;
		else if (manner->bands)
			cut_rest(draft, columns[stands]);
		stands++;
	}
	return stands;
}

void
np_alternate_columns(struct np_draft *draft)
{
	struct np_draft_story *stories =
	    np_draft_room(draft, draft->count * COLUMNS, sizeof *stories);
	/* Text in which lines were joined was mostly put in order as well. */
	double rate = draft->rates->columns * (draft->width > 0 ? 3 : 1);
	size_t n = 0;
	for (size_t s = 0; stories != NULL && s < draft->count;) {
		struct np_draft_story columns[MOST][COLUMNS];
		struct manner manner = { .most = 0 };
		size_t stands = 0;
		if (draft->stories[s].article != 0 && np_chance_happens(&draft->chance, rate)) {
			manner = some_manner(draft);
			stands = cut_stories(draft, &manner, s, columns);
		}
		if (stands < 2) {
			stories[n++] = draft->stories[s++];
			continue;
		}
		for (size_t column = 0; column < COLUMNS; column++) {
			for (size_t i = 0; i < stands; i++) {
				if (columns[i][manner.order[column]].count > 0)
					stories[n++] = columns[i][manner.order[column]];
			}
		}
		s += stands;
	}
	if (stories == NULL)
		return;
	draft->stories = stories;
	draft->count = n;
}
