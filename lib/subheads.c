/* subheads.c - subheads of a made-up story: all alike, or few */
#include "subheads.h"

#include <string.h>

#include "utf8.h"

/* The first characters of some headline of the golds. */
static struct np_span
some_words(struct np_draft *draft, size_t chars)
{
	const struct np_gold *gold = np_draft_donor(draft);
	for (size_t i = np_draft_some_line(draft, gold); i < gold->page.count; i++) {
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

void
np_subheads_make_parallel(struct np_draft *draft, struct np_draft_story *story)
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
			cut = np_utf8_ceil(unit->text.ptr, unit->text.len, 9);
			memcpy(buf + len, "“", 3);
			memcpy(buf + len + 3, unit->text.ptr, cut);
			memcpy(buf + len + 3 + cut, "”", 3);
			len += cut + 6;
		}
		memcpy(buf + len, unit->text.ptr + cut, unit->text.len - cut);
		unit->text = (struct np_span){ buf, len + unit->text.len - cut };
	}
}

/* How many subheads a story has; one of several lines counts once. */
static size_t
count_subheads(const struct np_draft_story *story)
{
	size_t n = 0;
	for (size_t i = 0; i < story->count; i++)
		n += story->units[i].role == NP_SUBHEAD && !story->units[i].continues;
	return n;
}

void
np_subheads_leave(struct np_draft *draft, struct np_draft_story *story, size_t most)
{
	size_t left = count_subheads(story), kept = 0;
	bool tight = most > 0 && np_chance_happens(&draft->chance, .3), stays = false;
	if (most > left)
		most = left;
	for (size_t i = 0; i < story->count; i++) {
		struct np_draft_unit unit = story->units[i];
		if (unit.role == NP_SUBHEAD) {
			/* Each of those left is as likely to stay as any other. */
			if (!unit.continues) {
				stays = np_chance_between(&draft->chance, 1, left--) <= most;
				most -= stays;
			}
			if (!stays)
				continue;
			unit.kept = tight;
			unit.blanks = tight ? 0 : unit.blanks;
		}
		story->units[kept++] = unit;
	}
	/* An article of nothing else keeps all of them. */
	if (kept > 0)
		story->count = kept;
}
