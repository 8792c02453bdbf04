/* pages.c - the pages of an input, one after the other: form feeds part them */
#include "pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum { FIRST_BUFFER = 64 * 1024 }; /* for a few pages of ordinary size */

struct np_pages {
	struct np_enc *enc;
	const char *name;
	enum np_from from;
	size_t max;
	struct np_arena arena;
	char *buf;
	size_t cap, start, end; /* text that was read and is not given yet */
	size_t given;           /* bytes of the page given last, form feed too */
	uint64_t line;          /* number of the line at start */
	uint64_t page_number;
	bool numbered, ended;
	bool refused; /* the page at start is too long, which was told: it is passed over next */
	enum np_code pending;
	struct np_error pending_err;
};

void
np_pages_begin(struct np_pages *pages, struct np_enc *enc, const char *name)
{
	np_arena_reset(&pages->arena);
	*pages = (struct np_pages){ .enc = enc,
		.name = name,
		.from = pages->from,
		.max = pages->max,
		.arena = pages->arena,
		.buf = pages->buf,
		.cap = pages->cap,
		.line = 1,
		.pending = NP_OK };
}

enum np_code
np_pages_open(struct np_pages **out, struct np_enc *enc, const char *name, enum np_from from,
    size_t max, struct np_error *err)
{
	struct np_pages *pages = calloc(1, sizeof *pages);
	if (pages == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	pages->from = from;
	pages->max = max;
	np_arena_init(&pages->arena, 0);
	np_pages_begin(pages, enc, name);
	*out = pages;
	return NP_OK;
}

struct np_arena *
np_pages_arena(struct np_pages *pages)
{
	return &pages->arena;
}

void
np_pages_close(struct np_pages *pages)
{
	if (pages == NULL)
		return;
	np_arena_free(&pages->arena);
	free(pages->buf);
	free(pages);
}

static uint64_t
count_feeds(const char *ptr, size_t len)
{
	uint64_t n = 0;
	for (const char *p = ptr; (p = memchr(p, '\n', len - (size_t)(p - ptr))) != NULL; p++)
		n++;
	return n;
}

/* Reads more text behind what is held.  NP_OK when some came, NP_END or an error. */
static enum np_code
pages_fill(struct np_pages *pages, struct np_error *err)
{
	if (pages->start > 0) {
		memmove(pages->buf, pages->buf + pages->start, pages->end - pages->start);
		pages->end -= pages->start;
		pages->start = 0;
	}
	if (pages->cap - pages->end < FIRST_BUFFER / 4) {
		size_t cap = pages->cap == 0 ? FIRST_BUFFER : pages->cap * 2;
		char *buf = realloc(pages->buf, cap);
		if (buf == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		pages->buf = buf;
		pages->cap = cap;
	}
	size_t got;
	enum np_code code =
	    np_enc_read(pages->enc, pages->buf + pages->end, pages->cap - pages->end, &got, err);
	pages->end += got;
	return code;
}

/*
 * Holds all of the next page and sets *len to its bytes.  NP_OK, NP_END, or an error;
 * NP_ERR_TOOBIG when it grows past the limit, with what is held then.
 */
static enum np_code
hold_page(struct np_pages *pages, size_t *len, bool *feed, struct np_error *err)
{
	size_t looked = 0;
	for (;;) {
		size_t held = pages->end - pages->start;
		const char *from = held > 0 ? pages->buf + pages->start : NULL;
		const char *ff = held > looked ? memchr(from + looked, '\f', held - looked) : NULL;
		*len = ff != NULL ? (size_t)(ff - from) : held;
		*feed = ff != NULL;
		if (*len > pages->max)
			return NP_ERR_TOOBIG;
		if (ff != NULL)
			return NP_OK;
		looked = held;
		if (pages->ended)
			return held > 0 ? NP_OK : NP_END;
		enum np_code code = pages_fill(pages, &pages->pending_err);
		if (code == NP_ERR_MEMORY) {
			if (err != NULL)
				*err = pages->pending_err;
			return code;
		}
		if (code != NP_OK) {
			pages->ended = true;
			pages->pending = code == NP_END ? NP_OK : code;
		}
	}
}

/* The lines that are not empty, a last one without a line feed aside. */
static uint64_t
count_lines(const char *ptr, size_t len)
{
	uint64_t n = 0;
	const char *from = ptr;
	for (const char *p; (p = memchr(from, '\n', len - (size_t)(from - ptr))) != NULL;
	     from = p + 1)
		n += p > from && !(p == from + 1 && *from == '\r');
	return n;
}

/*
 * True if the page that is held has so many lines that labelling them would take more memory than
 * the longest page of text does: some 1.2 KB each, empty ones nothing.  No print has so short lines and
 * so many.
 */
static bool
has_too_many_lines(const struct np_pages *pages, size_t len)
{
	enum { SHORT = 64, ALWAYS = 65536 };
	size_t most = pages->max / SHORT > ALWAYS ? pages->max / SHORT : ALWAYS;
	const char *text = pages->buf + pages->start;

	return len > most && count_feeds(text, len) > most && count_lines(text, len) > most;
}

/* Tells that the page at hand is too long, msg of what, before its end is looked for: it may have none. */
static enum np_code
refuse_page(struct np_pages *pages, const char *msg, struct np_error *err)
{
	pages->refused = true;
	np_fail(err, NP_ERR_TOOBIG, 0, msg);
	if (err != NULL)
		err->line = pages->line;
	return NP_ERR_TOOBIG;
}

/* Passes over the page at hand to its form feed, or to the end of the input. */
static void
skip_page(struct np_pages *pages)
{
	pages->refused = false;
	pages->page_number++;
	for (;;) {
		size_t held = pages->end - pages->start;
		const char *from = held > 0 ? pages->buf + pages->start : NULL;
		const char *ff = held > 0 ? memchr(from, '\f', held) : NULL;
		size_t len = ff != NULL ? (size_t)(ff - from) : held;
		if (held > 0)
			pages->line += count_feeds(from, len);
		pages->start += len;
		if (ff != NULL) {
			pages->start++;
			pages->numbered = true;
			return;
		}
		if (pages->ended)
			return;
		enum np_code code = pages_fill(pages, &pages->pending_err);
		if (code != NP_OK) {
			pages->ended = true;
			pages->pending = code == NP_END ? NP_OK : code;
		}
	}
}

/* The page field: the name, and ":N" where the input has form feeds. */
static bool
name_page(struct np_pages *pages, struct np_page *page)
{
	size_t len = strlen(pages->name);
	if (!pages->numbered) {
		page->name = (struct np_span){ pages->name, len };
		return true;
	}
	char *name = np_arena_take(&pages->arena, len + 24);
	if (name == NULL)
		return false;
	int n = snprintf(
	    name, len + 24, "%s:%llu", pages->name, (unsigned long long)pages->page_number);
	page->name = (struct np_span){ name, (size_t)n };
	return true;
}

static size_t
count_bad_bytes(struct np_span bytes)
{
	size_t bad = 0, at = 0;
	while (at < bytes.len) {
		uint32_t cp;
		at += np_utf8_valid(bytes.ptr + at, bytes.len - at);
		if (at < bytes.len) {
			size_t n = np_utf8_next(bytes.ptr + at, bytes.len - at, &cp);
			if (cp == NP_UTF8_BAD)
				bad += n;
			at += n;
		}
	}
	return bad;
}

enum np_code
np_pages_take(struct np_pages *pages, struct np_page *page, struct np_error *err)
{
	bool feed = false;
	size_t len = 0;

	if (pages->given > 0) {
		pages->line += count_feeds(pages->buf + pages->start, pages->given);
		pages->start += pages->given;
		pages->given = 0;
	}
	if (pages->refused)
		skip_page(pages);
	np_arena_reset(&pages->arena);
	enum np_code code = hold_page(pages, &len, &feed, err);
	if (code == NP_END && pages->pending != NP_OK) {
		code = pages->pending;
		pages->pending = NP_OK;
		if (err != NULL)
			*err = pages->pending_err;
	}
	if (code == NP_ERR_TOOBIG)
		return refuse_page(pages, "page too large", err);
	if (code != NP_OK)
		return code;
	if (has_too_many_lines(pages, len))
		return refuse_page(pages, "page of too many lines", err);
	pages->page_number++;
	pages->numbered = pages->numbered || feed;
	pages->given = len + feed;
	*page = (struct np_page){ .first_line = pages->line, .ended_by_feed = feed };
	page->bytes = (struct np_span){ pages->buf + pages->start, len };
	page->bad_bytes = count_bad_bytes(page->bytes);
	if (!name_page(pages, page))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	return NP_OK;
}

enum np_code
np_pages_next(struct np_pages *pages, struct np_page *page, struct np_error *err)
{
	enum np_code code = np_pages_take(pages, page, err);
	return code == NP_OK ? np_page_scan(page, pages->from, &pages->arena, err) : code;
}
