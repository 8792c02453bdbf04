/* letterspace.c - pages on which a blank stands behind every character, as some OCR sets them */
#include "letterspace.h"

#include <string.h>

#include "utf8.h"

bool
np_letterspace_is(size_t chars, size_t blanks)
{
	return chars > 0 && blanks * 3 >= chars;
}

/* A Chinese character or its punctuation. */
static bool
is_square(uint32_t cp)
{
	return cp >= 0x2E80 || (cp >= 0x2014 && cp <= 0x2026);
}

/* The text without single blanks beside square characters; its ptr is NULL without memory. */
static struct np_span
close_up(struct np_span text, struct np_arena *arena)
{
	char *buf = np_arena_take(arena, text.len + 1);
	size_t len = 0;
	uint32_t before = 0, cp, next;
	for (size_t at = 0, n; buf != NULL && at < text.len; at += n) {
		n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == ' ' && at + 1 < text.len) {
			np_utf8_next(text.ptr + at + 1, text.len - at - 1, &next);
			if (before != ' ' && next != ' ' && (is_square(before) || is_square(next)))
				continue;
		}
		memcpy(buf + len, text.ptr + at, n);
		len += n;
		before = cp;
	}
	return (struct np_span){ buf, len };
}

const struct np_page *
np_letterspace_close(const struct np_page *page, struct np_arena *arena)
{
	struct np_page *closed = np_arena_take(arena, sizeof *closed);
	struct np_line *lines = np_arena_take(arena, page->count * sizeof *lines);
	if (closed == NULL || lines == NULL)
		return NULL;
	*closed = *page;
	closed->lines = lines;
	for (size_t i = 0; i < page->count; i++) {
		lines[i] = page->lines[i];
		lines[i].text = close_up(lines[i].text, arena);
		if (lines[i].text.ptr == NULL)
			return NULL;
	}
	return closed;
}
