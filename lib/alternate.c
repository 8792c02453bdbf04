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
	size_t cut = np_utf8_ceil(rest->text.ptr, rest->text.len,
	    rest->text.len / 4 + np_chance_between(chance, 0, rest->text.len / 2));
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

void
np_alternate_columns(struct np_draft *draft)
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
