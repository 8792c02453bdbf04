/* seen.c - lines that were looked at, kept for when they come again */
#include "seen.h"

#include <string.h>

enum {
	SLOTS = 1024,
	MOST = 2 * 1024 * 1024, /* bytes that are kept: several times what a large page takes */
};

struct np_seen_line {
	struct np_seen_line *next;
	struct np_span text;
	struct np_look look;
};

void
np_seen_init(struct np_seen *seen)
{
	*seen = (struct np_seen){ .slots = NULL };
	np_arena_init(&seen->arena, MOST);
}

void
np_seen_free(struct np_seen *seen)
{
	np_arena_free(&seen->arena);
	seen->slots = NULL;
}

void
np_seen_forget(struct np_seen *seen)
{
	np_arena_reset(&seen->arena);
	seen->slots = NULL;
}

/* FNV-1a, but eight bytes at a time; the last ones overlap.  The high bits are brought down. */
static size_t
slot_of(struct np_span text)
{
	enum { STEP = 8 };
	uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ text.len, word = 0;

	for (size_t at = 0; at < text.len; at += STEP) {
		size_t left = text.len - at;

		if (left >= STEP)
			memcpy(&word, text.ptr + at, STEP);
		else if (text.len >= STEP)
			memcpy(&word, text.ptr + text.len - STEP, STEP);
		else
			memcpy(&word, text.ptr, text.len);
		hash = (hash ^ word) * UINT64_C(0x100000001B3);
		hash ^= hash >> 29;
	}
	return (size_t)(hash ^ hash >> 32) % SLOTS;
}

/* A copy of `size` bytes in the arena; NULL when there is no room. */
static void *
keep(struct np_arena *arena, const void *from, size_t size)
{
	void *copy = np_arena_take(arena, size);

	if (copy != NULL && size > 0)
		memcpy(copy, from, size);
	return copy;
}

/* Keeps what was seen, if there is room. */
static void
keep_line(struct np_seen *seen, size_t slot, struct np_span text, const struct np_look *look)
{
	struct np_seen_line *line = np_arena_take(&seen->arena, sizeof *line);

	if (line == NULL)
		return;
	line->look = *look;
	line->text.len = text.len;
	line->text.ptr = keep(&seen->arena, text.ptr, text.len);
	line->look.words = keep(&seen->arena, look->words, look->word_count * sizeof *look->words);
	line->look.found = keep(&seen->arena, look->found, look->found_count * sizeof *look->found);
	if (line->text.ptr == NULL || line->look.words == NULL || line->look.found == NULL)
		return;
	line->next = seen->slots[slot];
	seen->slots[slot] = line;
}

bool
np_seen_look(struct np_seen *seen, struct np_marks *marks, const struct np_line *line,
    struct np_arena *arena, struct np_look *look)
{
	const struct np_seen_line *known;
	size_t slot;

	if (seen != NULL && seen->slots == NULL)
		seen->slots = np_arena_array(&seen->arena, SLOTS, sizeof(struct np_seen_line *));
	if (seen == NULL || seen->slots == NULL)
		return np_look_at(marks, line, arena, look);
	slot = slot_of(line->text);
	known = seen->slots[slot];
	while (known != NULL && !np_span_same(known->text, line->text))
		known = known->next;
	if (known == NULL) {
		if (!np_look_at(marks, line, arena, look))
			return false;
		keep_line(seen, slot, line->text, look);
		return true;
	}
	*look = known->look;
	/* Others number the words anew, in place. */
	look->words = keep(arena, known->look.words, look->word_count * sizeof *look->words);
	return look->words != NULL;
}
