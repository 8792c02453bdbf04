/* gold_read.c - block streams and the pages that they name, read from files */
#include "gold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "pages.h"
#include "signature.h"
#include "utf8.h"

/* The blocks of a stream, taken apart; everything lies in the arena. */
struct stream {
	struct np_block *blocks;
	uint64_t *numbers; /* lines of the stream */
	size_t count, room;
};

/* A copy that ends with a NUL; ptr NULL when memory is out. */
static struct np_span
copy_span(struct np_span span, struct np_arena *arena)
{
	char *copy = np_arena_take(arena, span.len + 1);
	if (copy == NULL)
		return (struct np_span){ NULL, 0 };
	memcpy(copy, span.ptr, span.len);
	copy[span.len] = '\0';
	return (struct np_span){ copy, span.len };
}

/* Says of a first line that is no block, as *err does, what it is more likely to be. */
static enum np_code
no_stream(struct np_span line, struct np_error *err)
{
	const struct np_signature *signature = np_signature_find(line);
	const char *what = np_block_no_stream(line);
	if (signature != NULL)
		return np_fail_advise(err, NP_ERR_SYNTAX, signature->kind, signature->advice);
	return what != NULL ? np_fail(err, NP_ERR_SYNTAX, 0, what) : NP_ERR_SYNTAX;
}

static enum np_code
add_block(struct stream *stream, struct np_span line, uint64_t number, struct np_arena *arena,
    struct np_error *err)
{
	struct np_span copy = copy_span(line, arena);
	if (stream->count == stream->room) {
		size_t room = stream->room == 0 ? 256 : stream->room * 2;
		struct np_block *blocks = np_arena_grow(
		    arena, stream->blocks, stream->room * sizeof *blocks, room * sizeof *blocks);
		uint64_t *numbers = np_arena_grow(
		    arena, stream->numbers, stream->room * sizeof *numbers, room * sizeof *numbers);
		if (blocks == NULL || numbers == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		stream->blocks = blocks;
		stream->numbers = numbers;
		stream->room = room;
	}
	if (copy.ptr == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = np_block_parse(copy, &stream->blocks[stream->count], err);
	if (code == NP_OK && np_block_joined(&stream->blocks[stream->count]))
		code = np_fail(err, NP_ERR_SYNTAX, 0,
		    "a block joined by npjoin (learn from the pages before that)");
	if (code == NP_ERR_SYNTAX && number == 1)
		code = no_stream(line, err);
	if (code != NP_OK) {
		err->line = number;
		return code;
	}
	stream->numbers[stream->count++] = number;
	return NP_OK;
}

static enum np_code
read_stream(const char *path, struct np_arena *arena, struct stream *stream, struct np_error *err)
{
	enum { LONGEST = 64 * 1024 * 1024 };
	struct np_in in;
	struct np_lines lines;
	struct np_span line;
	enum np_code code = np_in_open(&in, path, err);
	if (code != NP_OK)
		return code;
	np_lines_init(&lines, &in, LONGEST);
	while ((code = np_lines_next(&lines, &line, err)) == NP_OK) {
		if (lines.number == 1)
			line = np_block_first_line(line);
		code = add_block(stream, line, lines.number, arena, err);
		if (code != NP_OK)
			break;
	}
	np_lines_free(&lines);
	np_in_close(&in);
	return code == NP_END ? NP_OK : code;
}

static bool
has_parent_part(const char *name)
{
	for (const char *at = name; (at = strstr(at, "..")) != NULL; at += 2) {
		bool head = at == name || at[-1] == '/';
		if (head && (at[2] == '\0' || at[2] == '/'))
			return true;
	}
	return false;
}

static void
ignore_bad(void *ctx, const struct np_enc_bad *bad)
{
	(void)ctx;
	(void)bad;
}

/* Reads the page of that field from the file at path, whose name it is or begins. */
static enum np_code
read_page(const char *path, const char *name, struct np_span field, const char *encoding,
    struct np_arena *arena, struct np_page *page, struct np_error *err)
{
	enum { LARGEST = 64 * 1024 * 1024 };
	struct np_in in;
	struct np_enc *enc = NULL;
	struct np_pages *pages = NULL;
	enum np_code code = np_in_open(&in, path, err);
	if (code != NP_OK)
		return code;
	code = np_enc_open(&enc, &in, encoding, ignore_bad, NULL, err);
	if (code == NP_OK)
		code = np_pages_open(&pages, enc, name, NP_FROM_AUTO, LARGEST, err);
	while (code == NP_OK && (code = np_pages_next(pages, page, err)) == NP_OK) {
		if (np_span_same(page->name, field))
			break;
	}
	if (code == NP_OK) {
		/* Read again into memory that outlives the reader. */
		page->name = copy_span(page->name, arena);
		page->bytes = copy_span(page->bytes, arena);
		code = page->name.ptr != NULL && page->bytes.ptr != NULL
			   ? np_page_scan(page, NP_FROM_AUTO, arena, err)
			   : np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	} else if (code == NP_END) {
		code = np_fail(err, NP_ERR_SYNTAX, 0, "has no page of that name");
	}
	np_pages_close(pages);
	np_enc_close(enc);
	np_in_close(&in);
	return code;
}

/* Finds the file of a page field: its name, or that less ":N". */
static enum np_code
open_page(const char *dir, struct np_span field, const char *encoding, struct np_arena *arena,
    struct np_page *page, const char **where, struct np_error *err)
{
	struct np_span words = np_block_unescape(field, arena);
	struct np_span name = words.ptr != NULL ? copy_span(words, arena) : words;
	size_t dir_len = dir != NULL ? strlen(dir) + 1 : 0;
	char *path = np_arena_take(arena, dir_len + name.len + 1);
	if (name.ptr == NULL || path == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*where = path;
	snprintf(path, dir_len + name.len + 1, "%s%s%s", dir != NULL ? dir : "",
	    dir != NULL ? "/" : "", name.ptr);
	if (strlen(name.ptr) != name.len || name.len == 0 || has_parent_part(name.ptr) ||
	    (dir == NULL && name.ptr[0] == '/'))
		return np_fail(
		    err, NP_ERR_UNKNOWN, 0, "not a name of a page below the folder (see -d)");
	enum np_code code = read_page(path, name.ptr, name, encoding, arena, page, err);
	if (code == NP_ERR_OPEN && strrchr(name.ptr, ':') != NULL) {
		char *base = np_arena_take(arena, name.len + 1);
		if (base == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		memcpy(base, name.ptr, name.len + 1);
		*strrchr(path, ':') = '\0';
		*strrchr(base, ':') = '\0';
		code = read_page(path, base, name, encoding, arena, page, err);
	}
	if (code == NP_ERR_OPEN)
		err->msg = "cannot open this page (-d says below which folder pages lie)";
	return code;
}

/* Adds a page to those that were read; room is doubled when it is full, at each power of 2. */
static enum np_code
add_gold(struct np_gold **golds, size_t *count, const struct np_gold *gold, struct np_arena *arena,
    struct np_error *err)
{
	if ((*count & (*count - 1)) == 0) {
		size_t old = *count * sizeof *gold;
		struct np_gold *all =
		    np_arena_grow(arena, *golds, old, old == 0 ? sizeof *all : old * 2);
		if (all == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		*golds = all;
	}
	(*golds)[(*count)++] = *gold;
	return NP_OK;
}

/* Reads a page and lays its blocks on it, those from..end of the stream; *where as np_gold_read() has it. */
static enum np_code
read_gold(const struct stream *stream, size_t from, size_t end, const char *dir,
    const char *encoding, struct np_arena *arena, struct np_gold *gold, const char **where,
    struct np_error *err)
{
	const char *blocks = *where;
	enum np_code code =
	    open_page(dir, stream->blocks[from].page, encoding, arena, &gold->page, where, err);
	if (code != NP_OK)
		return code;
	gold->path = *where;
	*where = blocks;
	code = np_gold_lay(gold, stream->blocks + from, end - from, arena, err);
	if (code != NP_ERR_SYNTAX)
		return code;
	err->line = stream->numbers[from + err->line - 1];
	/* Words that were read wrongly would be no help. */
	const struct np_span bytes = gold->page.bytes;
	if (np_utf8_valid(bytes.ptr, bytes.len) < bytes.len)
		err->msg = "its page has bytes that are no text in this encoding (see -e)";
	return code;
}

enum np_code
np_gold_read(const char *blocks, const char *dir, const char *encoding, struct np_arena *arena,
    struct np_gold **golds, size_t *count,
    void (*fault)(void *ctx, const char *where, const struct np_error *err), void *ctx)
{
	struct stream stream = { .count = 0 };
	struct np_error err;
	enum np_code worst = read_stream(blocks, arena, &stream, &err);
	if (worst != NP_OK) {
		fault(ctx, blocks, &err);
		return worst;
	}
	for (size_t from = 0, end; from < stream.count && worst != NP_ERR_MEMORY; from = end) {
		const char *where = blocks;
		struct np_gold gold = { .path = NULL };
		end = from + 1;
		while (end < stream.count &&
		       np_span_same(stream.blocks[from].page, stream.blocks[end].page))
			end++;
		enum np_code code =
		    read_gold(&stream, from, end, dir, encoding, arena, &gold, &where, &err);
		if (code == NP_OK)
			code = add_gold(golds, count, &gold, arena, &err);
		if (code != NP_OK) {
			fault(ctx, where, &err);
			worst = code;
		}
	}
	return worst;
}

static int
compare_names(const void *left, const void *right)
{
	const struct np_span a = (*(const struct np_gold *const *)left)->page.name;
	const struct np_span b = (*(const struct np_gold *const *)right)->page.name;
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order != 0 ? order : a.len < b.len ? -1 : a.len > b.len;
}

enum np_code
np_gold_twice(const struct np_gold *golds, size_t count, struct np_arena *arena,
    const struct np_gold **first, size_t *twice)
{
	const struct np_gold **sorted = np_arena_array(arena, count, sizeof *sorted);
	*first = NULL;
	*twice = 0;
	if (sorted == NULL)
		return NP_ERR_MEMORY;
	for (size_t i = 0; i < count; i++)
		sorted[i] = &golds[i];
	qsort(sorted, count, sizeof *sorted, compare_names);
	for (size_t i = 1; i < count; i++) {
		bool again = compare_names(&sorted[i - 1], &sorted[i]) == 0;
		/* However often it is there, it is one. */
		if (!again || (i > 1 && compare_names(&sorted[i - 2], &sorted[i]) == 0))
			continue;
		if (++*twice == 1)
			*first = sorted[i];
	}
	return NP_OK;
}
