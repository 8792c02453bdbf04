/* gold.c - corrected blocks read back against their pages: the answers that training learns from */
#include "gold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uni.h"
#include "utf8.h"

/* ---- lines to labels ---- */

/* The label of a line, or the nearest that the labeller has. */
static unsigned char
nearest_label(enum np_role role, enum np_place place)
{
	size_t label = np_label_number(role, place);
	if (label == np_label_scheme.label_count && place == NP_CONTINUES)
		label = np_label_number(
		    role, role == NP_FOLIO || role == NP_OTHER ? NP_OUTSIDE : NP_STARTS_BLOCK);
	if (label == np_label_scheme.label_count && place == NP_STARTS_ARTICLE)
		label = np_label_number(role == NP_SUBHEAD ? NP_HEADLINE : NP_BODY, place);
	if (label == np_label_scheme.label_count && place == NP_STARTS_BLOCK)
		label = np_label_number(role, NP_OUTSIDE);
	if (label == np_label_scheme.label_count && place == NP_OUTSIDE)
		label = np_label_number(NP_OTHER, place);
	return (unsigned char)(label < np_label_scheme.label_count ? label : 0);
}

/* True when a line before line i has its article. */
static bool
seen_article(const struct np_gold_line *lines, size_t i)
{
	for (size_t j = i; j-- > 0;) {
		if (lines[j].article == lines[i].article)
			return true;
	}
	return false;
}

/*
 * True when line i is a headline that stands apart: behind the text of its article, which has no
 * headline yet; or behind another article, for which it would be taken.
 */
static bool
is_displaced(const struct np_gold_line *lines, size_t i)
{
	bool text = false;
	size_t before = i;
	while (before > 0 && lines[before - 1].article == 0)
		before--;
	if (before > 0 && lines[before - 1].article != lines[i].article)
		return true;
	for (size_t j = i; j-- > 0;) {
		if (lines[j].article != lines[i].article)
			continue;
		if (lines[j].role == NP_HEADLINE)
			return false;
		if (lines[j].role == NP_BODY || lines[j].role == NP_SUBHEAD)
			text = true;
	}
	return text;
}

/* Where a line stands that begins a block in an article; *current is the one that goes on. */
static enum np_place
place_in_article(const struct np_gold_line *lines, size_t i, uint64_t *current)
{
	const struct np_gold_line *line = &lines[i];
	if (!seen_article(lines, i)) {
		*current = line->article;
		return NP_STARTS_ARTICLE;
	}
	if (line->role == NP_HEADLINE && is_displaced(lines, i))
		return NP_DISPLACED;
	if (line->article == *current)
		return NP_STARTS_BLOCK;
	if (np_label_number(line->role, NP_RESUMES) == np_label_scheme.label_count)
		return NP_STARTS_BLOCK;
	*current = line->article;
	return NP_RESUMES;
}

void
np_gold_labels(const struct np_gold_line *lines, size_t count, unsigned char *labels)
{
	uint64_t current = 0, before = 0;
	for (size_t i = 0; i < count; i++) {
		const struct np_gold_line *line = &lines[i];
		enum np_place place;
		bool outside = line->article == 0;
		/* A paragraph that goes on behind lines of another article is taken up again. */
		bool goes_on = line->continues && (outside || line->article == before);
		if (goes_on && (!outside || line->role == NP_NOTICE))
			place = NP_CONTINUES;
		else if (outside)
			place = NP_OUTSIDE;
		else
			place = place_in_article(lines, i, &current);
		if (!outside)
			before = line->article;
		labels[i] = nearest_label(line->role, place);
	}
	/* A line outside of all articles amid a paragraph that goes on behind it. */
	for (size_t i = 1; i + 1 < count; i++) {
		size_t next = i;
		while (next < count && lines[next].article == 0 && lines[next].role != NP_NOTICE)
			next++;
		if (next == i || next == count || np_labels[labels[i - 1]].role != NP_BODY ||
		    np_labels[labels[next]].place != NP_CONTINUES || lines[next].role != NP_BODY)
			continue;
		for (; i < next; i++)
			labels[i] = nearest_label(
			    lines[i].role == NP_FOLIO ? NP_FOLIO : NP_OTHER, NP_INTERRUPTS);
	}
	for (size_t i = 0; i < count; i++) {
		size_t from = i > 0 ? labels[i - 1] : np_label_scheme.label_count;
		if (np_label_scheme.follows(from, labels[i]))
			continue;
		labels[i] = nearest_label(np_labels[labels[i]].role, NP_STARTS_BLOCK);
		if (!np_label_scheme.follows(from, labels[i]))
			labels[i] = nearest_label(np_labels[labels[i]].role, NP_STARTS_ARTICLE);
	}
}

/* ---- blocks on lines ---- */

/* A block's claim on a line of the page. */
struct claim {
	size_t line, block;
	uint32_t part;
	bool first, last; /* of the block's own lines */
};

static int
by_place(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	return x->block < y->block ? -1 : x->block > y->block;
}

/* The index of the line of that number; page->count if it has no words. */
static size_t
find_line(const struct np_page *page, uint64_t number)
{
	size_t low = 0, high = page->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (page->lines[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < page->count && page->lines[low].number == number ? low : page->count;
}

/* Skips White_Space; the position of the next character of another sort. */
static size_t
skip_space(struct np_span text, size_t at)
{
	while (at < text.len) {
		uint32_t cp;
		size_t n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_space(cp))
			break;
		at += n;
	}
	return at;
}

static bool
begins_with(struct np_span words, size_t at, struct np_span piece)
{
	return piece.len <= words.len - at && memcmp(words.ptr + at, piece.ptr, piece.len) == 0;
}

/* Takes from line->text at *at what the block's words at *cursor go on with. */
static void
match(struct np_span line, size_t *at, struct np_span words, size_t *cursor)
{
	for (;;) {
		size_t i = skip_space(line, *at), j = *cursor;
		uint32_t cp;
		if (i >= line.len)
			return;
		/*
		 * By its bytes: a character that is torn at a line's end is whole among the words, and
		 * may be white space there.
		 */
		size_t n = np_utf8_next(line.ptr + i, line.len - i, &cp);
		struct np_span piece = { line.ptr + i, n };
		if (cp != NP_UTF8_BAD || i > *at || !begins_with(words, j, piece))
			j = skip_space(words, j);
		if (!begins_with(words, j, piece))
			return;
		*at = i + n;
		*cursor = j + n;
	}
}

static bool
is_mark(enum np_role role)
{
	return role == NP_BYLINE || role == NP_DATELINE || role == NP_CREDIT || role == NP_JUMP;
}

static enum np_code
fault(struct np_error *err, size_t block, const char *msg)
{
	np_fail(err, NP_ERR_SYNTAX, 0, msg);
	if (err != NULL)
		err->line = block + 1;
	return NP_ERR_SYNTAX;
}

/* Every block's lines as claims, in the order of the page. */
static enum np_code
collect_claims(const struct np_page *page, const struct np_block *blocks, size_t count,
    struct np_arena *arena, struct claim **claims, size_t *claim_count, struct np_error *err)
{
	size_t n = 0, room = 0;
	struct claim *all = NULL;
	for (size_t b = 0; b < count; b++) {
		size_t pieces;
		struct np_piece *piece = np_block_pieces(blocks[b].lines, &pieces, arena, err);
		if (piece == NULL) {
			if (err->code == NP_ERR_SYNTAX)
				err->line = b + 1;
			return err->code;
		}
		size_t first = n;
		for (size_t p = 0; p < pieces; p++) {
			for (uint64_t number = piece[p].first; number <= piece[p].last; number++) {
				size_t line = find_line(page, number);
				if (line == page->count)
					return fault(
					    err, b, "names a line that is blank or not there");
				if (n == room) {
					size_t more = room == 0 ? 256 : room * 2;
					all = np_arena_grow(
					    arena, all, room * sizeof *all, more * sizeof *all);
					if (all == NULL)
						return np_fail(
						    err, NP_ERR_MEMORY, 0, "out of memory");
					room = more;
				}
				all[n] =
				    (struct claim){ line, b, piece[p].part, n == first, false };
				n++;
			}
		}
		all[n - 1].last = true;
	}
	if (n > 0)
		qsort(all, n, sizeof *all, by_place);
	*claims = all;
	*claim_count = n;
	return NP_OK;
}

/* What the claims from i on that share a line say of it. */
static void
lay_line(struct np_gold_line *line, const struct claim *claims, size_t n,
    const struct np_block *blocks, const struct np_gold_line *next)
{
	const struct np_block *main = NULL;
	for (size_t i = 0; i < n && main == NULL; i++) {
		if (!is_mark(blocks[claims[i].block].role))
			main = &blocks[claims[i].block];
	}
	const struct claim *last = &claims[n - 1];
	line->article = blocks[claims[0].block].article;
	/* A paragraph whose first line holds nothing but marks is known by the line it goes on in. */
	if (main != NULL)
		line->role = main->role;
	else if (!last->last && next != NULL)
		line->role = next->role;
	else
		line->role = blocks[claims[0].block].role;
	for (size_t i = 0; main == NULL && last->last && i < n; i++) {
		if (blocks[claims[i].block].role == NP_BYLINE)
			line->role = NP_BYLINE;
	}
	line->continues = !claims[0].first;
	if (main != NULL)
		line->article = main->article;
}

/*
 * A line that holds only the end of a mark (the byline's second half, behind a column break)
 * is of the paragraph in which that mark began.
 */
static void
lay_mark_ends(struct np_gold_line *lines, size_t count)
{
	for (size_t i = 1, before = 0; i < count; i++) {
		if (lines[i].article == 0)
			continue;
		if (lines[i].continues && is_mark(lines[i].role) &&
		    lines[i].article == lines[before].article && !is_mark(lines[before].role))
			lines[i].role = lines[before].role;
		before = i;
	}
}

/*
 * Matches the words of the blocks with those of the lines that they claim: all of both, in order.
 * Where marks end or begin at the ends of a line goes into gold->lines.
 */
static enum np_code
match_words(struct np_gold *gold, const struct np_block *blocks, size_t count,
    const struct claim *claims, size_t claim_count, struct np_arena *arena, struct np_error *err)
{
	const struct np_page *page = &gold->page;
	struct np_span *words = np_arena_array(arena, count, sizeof *words);
	size_t *cursors = np_arena_array(arena, count, sizeof *cursors), at = 0;
	if (words == NULL || cursors == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	for (size_t b = 0; b < count; b++)
		words[b] = np_block_unescape(blocks[b].text, arena);
	for (size_t line = 0; line < page->count; line++) {
		struct np_span text = page->lines[line].text;
		size_t used = 0;
		if (at == claim_count || claims[at].line != line) {
			size_t b = at < claim_count ? claims[at].block : count > 0 ? count - 1 : 0;
			return fault(err, b, "a line of the page before this block is in no block");
		}
		for (; at < claim_count && claims[at].line == line; at++) {
			size_t b = claims[at].block, from = used;
			match(text, &used, words[b], &cursors[b]);
			if (claims[at].last && skip_space(words[b], cursors[b]) < words[b].len)
				return fault(err, b, "the text is not what stands on these lines");
			if (used == from)
				return fault(err, b, "names a line that has none of its words");
			enum np_role role = blocks[b].role;
			if ((role == NP_BYLINE || role == NP_CREDIT) &&
			    skip_space(text, used) == text.len)
				gold->lines[line].tail = skip_space(text, from);
			if (role == NP_DATELINE && from == 0)
				gold->lines[line].head = used;
		}
		if (skip_space(text, used) < text.len)
			return fault(
			    err, claims[at - 1].block, "words of its line are in no block");
	}
	return NP_OK;
}

/* Says of every line what its claims say; from the end, so that the line that a paragraph goes on in is known first. */
static void
lay_lines(struct np_gold *gold, const struct np_block *blocks, const struct claim *claims,
    size_t claim_count)
{
	struct np_gold_line *lines = gold->lines;
	for (size_t end = claim_count; end > 0;) {
		size_t from = end - 1, line = claims[end - 1].line;
		while (from > 0 && claims[from - 1].line == line)
			from--;
		size_t next = line + 1;
		while (next < gold->page.count && lines[next].article == 0)
			next++;
		lay_line(&lines[line], claims + from, end - from, blocks,
		    next < gold->page.count ? &lines[next] : NULL);
		end = from;
	}
}

enum np_code
np_gold_lay(struct np_gold *gold, const struct np_block *blocks, size_t count,
    struct np_arena *arena, struct np_error *err)
{
	struct claim *claims = NULL;
	size_t claim_count = 0;
	gold->lines = np_arena_array(arena, gold->page.count, sizeof *gold->lines);
	if (gold->lines == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code =
	    collect_claims(&gold->page, blocks, count, arena, &claims, &claim_count, err);
	if (code == NP_OK)
		code = match_words(gold, blocks, count, claims, claim_count, arena, err);
	if (code != NP_OK)
		return code;
	lay_lines(gold, blocks, claims, claim_count);
	lay_mark_ends(gold->lines, gold->page.count);
	return NP_OK;
}

/* ---- files ---- */

/* The blocks of a stream, taken apart; the text of their lines lies in the arena. */
struct stream {
	struct np_block *blocks;
	uint64_t *numbers; /* lines of the stream */
	size_t count, room;
};

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
		if (page->name.len == field.len &&
		    memcmp(page->name.ptr, field.ptr, field.len) == 0)
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
	struct np_span name = copy_span(np_block_unescape(field, arena), arena);
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
	if (code != NP_ERR_OPEN || strrchr(name.ptr, ':') == NULL)
		return code;
	*strrchr(path, ':') = '\0';
	struct np_span whole = name;
	char *base = np_arena_take(arena, name.len + 1);
	if (base == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	memcpy(base, name.ptr, name.len + 1);
	*strrchr(base, ':') = '\0';
	return read_page(path, base, whole, encoding, arena, page, err);
}

static bool
same_page(const struct np_block *a, const struct np_block *b)
{
	return a->page.len == b->page.len && memcmp(a->page.ptr, b->page.ptr, a->page.len) == 0;
}

enum np_code
np_gold_read(const char *blocks, const char *dir, const char *encoding, struct np_arena *arena,
    struct np_gold **golds, size_t *count, const char **where, struct np_error *err)
{
	struct stream stream = { .count = 0 };
	*where = blocks;
	enum np_code code = read_stream(blocks, arena, &stream, err);
	for (size_t from = 0; code == NP_OK && from < stream.count;) {
		size_t end = from + 1;
		while (end < stream.count && same_page(&stream.blocks[from], &stream.blocks[end]))
			end++;
		/* Room is doubled when it is full: at each power of 2. */
		if ((*count & (*count - 1)) == 0) {
			size_t old = *count * sizeof **golds;
			struct np_gold *all =
			    np_arena_grow(arena, *golds, old, old == 0 ? sizeof *all : old * 2);
			if (all == NULL)
				return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
			*golds = all;
		}
		struct np_gold *gold = &(*golds)[*count];
		memset(gold, 0, sizeof *gold);
		code = open_page(
		    dir, stream.blocks[from].page, encoding, arena, &gold->page, where, err);
		if (code != NP_OK)
			return code;
		gold->path = *where;
		*where = blocks;
		code = np_gold_lay(gold, stream.blocks + from, end - from, arena, err);
		if (code == NP_ERR_SYNTAX)
			err->line = stream.numbers[from + err->line - 1];
		++*count;
		from = end;
	}
	return code;
}
