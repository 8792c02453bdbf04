/* score_mark.c - which marks of a line are found where they should be */
#include "score_mark.h"

#include <string.h>

#include "uni.h"
#include "utf8.h"

/* Marks of a line that one is compared with: what bounds the work on input made to be slow. */
enum { NEAR = 64 };

/* The next character at *at that is no white space, forwards; an empty span at the end. */
static struct np_span
next_character(struct np_span text, size_t *at)
{
	while (*at < text.len) {
		uint32_t cp;
		const char *ptr = text.ptr + *at;
		size_t n = np_utf8_next(ptr, text.len - *at, &cp);
		*at += n;
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			return (struct np_span){ ptr, n };
	}
	return (struct np_span){ NULL, 0 };
}

/* The same before *at, backwards. */
static struct np_span
character_before(struct np_span text, size_t *at)
{
	while (*at > 0) {
		uint32_t cp;
		size_t n = np_utf8_prev(text.ptr, *at, &cp);
		*at -= n;
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			return (struct np_span){ text.ptr + *at, n };
	}
	return (struct np_span){ NULL, 0 };
}

/* True if one of the texts begins with the other, white space set aside. */
static bool
begin_alike(struct np_span a, struct np_span b)
{
	size_t i = 0, j = 0;
	for (;;) {
		struct np_span x = next_character(a, &i), y = next_character(b, &j);
		if (x.len == 0 || y.len == 0)
			return true;
		if (!np_span_same(x, y))
			return false;
	}
}

static bool
end_alike(struct np_span a, struct np_span b)
{
	size_t i = a.len, j = b.len;
	for (;;) {
		struct np_span x = character_before(a, &i), y = character_before(b, &j);
		if (x.len == 0 || y.len == 0)
			return true;
		if (!np_span_same(x, y))
			return false;
	}
}

/* True if both stand on the same words of their line, as far as can be told. */
static bool
same_mark(const struct np_score_mark *a, const struct np_score_mark *b)
{
	bool from_start = a->enters || a->first, to_end = a->leaves || a->last;
	if (a->kind != b->kind)
		return false;
	if (a->enters == b->enters && a->leaves == b->leaves && np_span_same(a->text, b->text))
		return true;
	return (a->enters || a->leaves || b->enters || b->leaves) &&
	       from_start == (b->enters || b->first) && to_end == (b->leaves || b->last) &&
	       (from_start || begin_alike(a->text, b->text)) &&
	       (to_end || end_alike(a->text, b->text));
}

void
np_score_match_marks(
    const struct np_score_line *gold, const struct np_score_line *pred, bool *used, uint64_t *same)
{
	size_t from = 0;
	if (gold->mark_count == 0 || pred->mark_count == 0)
		return;
	memset(used, 0, pred->mark_count * sizeof *used);
	for (size_t i = 0; i < gold->mark_count; i++) {
		while (from < pred->mark_count && used[from])
			from++;
		for (size_t j = from; j < pred->mark_count && j - from < NEAR; j++) {
			if (used[j] || !same_mark(&gold->marks[i], &pred->marks[j]))
				continue;
			used[j] = true;
			same[gold->marks[i].kind]++;
			break;
		}
	}
}

bool *
np_score_marks_room(const struct np_score_line *lines, size_t count, struct np_arena *arena)
{
	size_t most = 0;
	for (size_t i = 0; i < count; i++)
		most = lines[i].mark_count > most ? lines[i].mark_count : most;
	return np_arena_array(arena, most, sizeof(bool));
}
