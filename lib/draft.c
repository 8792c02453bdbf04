/* draft.c - gold pages as stories, for making new pages of them */
#include "draft.h"

#include "utf8.h"

void *
np_draft_room(struct np_draft *draft, size_t count, size_t size)
{
	void *room = np_arena_array(draft->arena, count, size);
	if (room == NULL)
		draft->failed = true;
	return room;
}

const struct np_gold *
np_draft_donor(struct np_draft *draft)
{
	return &draft->golds[np_chance_between(&draft->chance, 0, draft->gold_count - 1)];
}

size_t
np_draft_some_line(struct np_draft *draft, const struct np_gold *gold)
{
	return gold->page.count > 0 ? np_chance_between(&draft->chance, 0, gold->page.count - 1)
				    : 0;
}

/* Joins the lines of a paragraph: lines from to end of the gold page; *last is where the last one begins. */
static struct np_span
join_lines(
    struct np_draft *draft, const struct np_gold *gold, size_t from, size_t end, size_t *last)
{
	size_t size = 1, len = 0;
	for (size_t i = from; i < end; i++)
		size += gold->page.lines[i].text.len + 1;
	*last = 0;
	if (end == from + 1)
		return gold->page.lines[from].text;
	char *buf = np_draft_room(draft, size, 1);
	if (buf == NULL)
		return (struct np_span){ "", 0 };
	for (size_t i = from; i < end; i++) {
		struct np_span words = gold->page.lines[i].text;
		len = np_label_append(buf, len, gold->lines[from].role, words);
		*last = len - words.len;
	}
	return (struct np_span){ buf, len };
}

static bool
is_heading(enum np_role role)
{
	return role == NP_KICKER || role == NP_HEADLINE || role == NP_DECK || role == NP_SUBHEAD;
}

void
np_draft_add(
    struct np_draft *draft, const struct np_gold *gold, size_t from, size_t n, uint64_t first)
{
	struct np_draft_unit *units = np_draft_room(draft, n - from, sizeof *units);
	if (draft->failed)
		return;
	for (size_t i = from; i < n;) {
		const struct np_gold_line *line = &gold->lines[i];
		uint64_t article = line->article == 0 ? 0 : line->article + first;
		struct np_draft_story *story =
		    draft->count > 0 ? &draft->stories[draft->count - 1] : NULL;
		if (story == NULL || story->article != article || article == 0 ||
		    story->units + story->count != units) {
			story = &draft->stories[draft->count++];
			*story = (struct np_draft_story){
				.article = article, .units = units, .width = draft->width
			};
		}
		size_t end = i + 1, last;
		while (!is_heading(line->role) && end < n && gold->lines[end].continues &&
		       gold->lines[end].role == line->role)
			end++;
		*units = (struct np_draft_unit){ .role = line->role,
			.head = line->head,
			.blanks = gold->page.lines[i].blanks_before };
		units->text = join_lines(draft, gold, i, end, &last);
		if (gold->lines[end - 1].tail > 0)
			units->tail = last + gold->lines[end - 1].tail;
		units->continues = is_heading(line->role) && line->continues;
		story->count++;
		units++;
		i = end;
	}
}

static void
shuffle(struct np_draft *draft)
{
	for (size_t i = draft->count; i > 1; i--) {
		size_t j = np_chance_between(&draft->chance, 0, i - 1);
		struct np_draft_story swap = draft->stories[i - 1];
		draft->stories[i - 1] = draft->stories[j];
		draft->stories[j] = swap;
	}
}

size_t
np_draft_line_end(struct np_span text, size_t from, size_t width)
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

bool
np_draft_stands_together(const struct np_draft *draft)
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

/* One article with a headline and text, as it stands in a file of its own. */
static void
leave_one(struct np_draft *draft)
{
	size_t from = np_chance_between(&draft->chance, 0, draft->count - 1);
	for (size_t i = 0; i < draft->count; i++) {
		const struct np_draft_story *story = &draft->stories[(from + i) % draft->count];
		bool headed = false, text = false;
		for (size_t u = 0; u < story->count; u++) {
			headed = headed || story->units[u].role == NP_HEADLINE;
			text = text || story->units[u].role == NP_BODY;
		}
		if (story->article != 0 && headed && text) {
			draft->stories[0] = *story;
			draft->count = 1;
			return;
		}
	}
}

void
np_draft_compose(struct np_draft *draft, size_t index)
{
	bool mixed = np_chance_happens(&draft->chance, draft->rates->mix);
	size_t sources = mixed ? np_chance_between(&draft->chance, 2, 4) : 1, room = 0;
	const struct np_gold *from[4];
	for (size_t i = 0; i < sources; i++) {
		from[i] = i == 0 ? &draft->golds[index] : np_draft_donor(draft);
		room += from[i]->page.count;
	}
	draft->stories = np_draft_room(draft, room, sizeof *draft->stories);
	uint64_t first = 0;
	for (size_t i = 0; i < sources && !draft->failed; i++) {
		np_draft_add(draft, from[i], 0, from[i]->page.count, first);
		first += from[i]->page.count;
	}
	if (draft->failed || draft->count == 0 || !np_draft_stands_together(draft))
		return;
	if (np_chance_happens(&draft->chance, draft->rates->lone)) {
		leave_one(draft);
		return;
	}
	if (!mixed)
		return;
	shuffle(draft);
	size_t most = np_chance_between(&draft->chance, 3, 14);
	if (draft->count > most)
		draft->count = most;
}
