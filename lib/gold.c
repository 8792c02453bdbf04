/* gold.c - corrected blocks read back against their pages: the answers that training learns from */
#include "gold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uni.h"
#include "utf8.h"

/* A block's claim on a line of the page. */
struct claim {
	size_t line, block;
	uint32_t part;
	bool first, last; /* of the block's own lines */
};

/* The words of a block, and how many bytes of them were found on the page. */
struct reading {
	struct np_span words;
	size_t at;
};

/* A page and its blocks while these are laid on its lines. */
struct laying {
	struct np_gold *gold;
	const struct np_block *blocks;
	struct reading *readings; /* of the blocks */
	size_t count;             /* of the blocks */
	struct claim *claims;     /* of all blocks, in the order of the page */
	size_t claim_count, room;
	struct np_arena *arena;
	struct np_error *err;
};

/* ---- faults ---- */

static enum np_code
no_memory(const struct laying *lay)
{
	return np_fail(lay->err, NP_ERR_MEMORY, 0, "out of memory");
}

static enum np_code
fault(const struct laying *lay, size_t block, const char *msg)
{
	np_fail(lay->err, NP_ERR_SYNTAX, 0, msg);
	if (lay->err != NULL)
		lay->err->line = block + 1;
	return NP_ERR_SYNTAX;
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

/* What a text has from a byte on, some characters of it: for messages. */
static struct np_span
glimpse(struct np_span text, size_t at)
{
	enum { SHOWN = 8 }; /* characters */
	size_t end = at = skip_space(text, at);
	uint32_t cp;
	for (int i = 0; i < SHOWN && end < text.len; i++)
		end += np_utf8_next(text.ptr + end, text.len - end, &cp);
	return (struct np_span){ text.ptr + at, end - at };
}

/* As fault(): a block goes on with other words than its line has from byte `used` on. */
static enum np_code
fault_text(const struct laying *lay, size_t block, struct np_span line, size_t used)
{
	enum { ROOM = 200 };
	const struct reading *reading = &lay->readings[block];
	struct np_span said = glimpse(reading->words, reading->at), there = glimpse(line, used);
	char *whole = np_arena_take(lay->arena, ROOM);
	if (whole == NULL)
		return no_memory(lay);
	if (there.len == 0)
		snprintf(whole, ROOM, "the text goes on behind its lines: '%.*s'", (int)said.len,
		    said.ptr);
	else
		snprintf(whole, ROOM,
		    "the text is not what stands on these lines: '%.*s', not '%.*s'", (int)said.len,
		    said.ptr, (int)there.len, there.ptr);
	return fault(lay, block, whole);
}

/* As fault(); behind what msg says comes what the text has from byte `at` on. */
static enum np_code
fault_words(const struct laying *lay, size_t block, const char *msg, struct np_span text, size_t at)
{
	enum { ROOM = 160 };
	struct np_span words = glimpse(text, at);
	char *whole = np_arena_take(lay->arena, ROOM);
	if (whole == NULL)
		return no_memory(lay);
	snprintf(whole, ROOM, "%s: '%.*s'", msg, (int)words.len, words.ptr);
	return fault(lay, block, whole);
}

/* ---- claims ---- */

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

static bool
add_claim(struct laying *lay, const struct claim *claim)
{
	if (lay->claim_count == lay->room) {
		size_t room = lay->room == 0 ? 256 : lay->room * 2;
		struct claim *claims = np_arena_grow(
		    lay->arena, lay->claims, lay->room * sizeof *claims, room * sizeof *claims);
		if (claims == NULL)
			return false;
		lay->claims = claims;
		lay->room = room;
	}
	lay->claims[lay->claim_count++] = *claim;
	return true;
}

/* A block claims the lines that it names. */
static enum np_code
claim_lines(struct laying *lay, size_t block)
{
	const struct np_page *page = &lay->gold->page;
	size_t first = lay->claim_count, count;
	const struct np_piece *pieces =
	    np_block_pieces(lay->blocks[block].lines, &count, lay->arena, lay->err);
	if (pieces == NULL) {
		if (lay->err->code == NP_ERR_SYNTAX)
			lay->err->line = block + 1;
		return lay->err->code;
	}
	for (const struct np_piece *piece = pieces; piece < pieces + count; piece++) {
		for (uint64_t number = piece->first; number <= piece->last; number++) {
			struct claim claim = { find_line(page, number), block, piece->part,
				lay->claim_count == first, false };
			if (claim.line == page->count)
				return fault(lay, block, "names a line that is blank or not there");
			if (!add_claim(lay, &claim))
				return no_memory(lay);
		}
	}
	lay->claims[lay->claim_count - 1].last = true;
	return NP_OK;
}

/* Every block's lines as claims, in the order of the page. */
static enum np_code
collect_claims(struct laying *lay)
{
	for (size_t b = 0; b < lay->count; b++) {
		enum np_code code = claim_lines(lay, b);
		if (code != NP_OK)
			return code;
	}
	if (lay->claim_count > 0)
		qsort(lay->claims, lay->claim_count, sizeof *lay->claims, by_place);
	return NP_OK;
}

/* ---- words ---- */

static bool
begins_with(struct np_span words, size_t at, struct np_span piece)
{
	return piece.len <= words.len - at && memcmp(words.ptr + at, piece.ptr, piece.len) == 0;
}

/* Takes from a line at *at what a block goes on with. */
static void
match(struct np_span line, size_t *at, struct reading *reading)
{
	const struct np_span words = reading->words;
	for (;;) {
		size_t i = skip_space(line, *at), j = reading->at;
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
		reading->at = j + n;
	}
}

/* What the blocks say, none of it found yet. */
static enum np_code
read_blocks(struct laying *lay)
{
	lay->readings = np_arena_array(lay->arena, lay->count, sizeof *lay->readings);
	if (lay->readings == NULL)
		return no_memory(lay);
	for (size_t b = 0; b < lay->count; b++) {
		lay->readings[b].words = np_block_unescape(lay->blocks[b].text, lay->arena);
		if (lay->readings[b].words.ptr == NULL)
			return no_memory(lay);
	}
	return NP_OK;
}

/* True if the claim before this one is for the same piece of the same line, and left nothing of it. */
static bool
is_taken(const struct laying *lay, size_t claim, struct np_span line, size_t used)
{
	const struct claim *mine = &lay->claims[claim];
	return skip_space(line, used) == line.len && claim > 0 && mine[-1].line == mine->line &&
	       mine[-1].part == mine->part;
}

/*
 * Takes from a line, of which bytes up to *used are taken, what the block of a claim goes on with.  Where
 * a mark ends or begins at the ends of the line goes into lay->gold->lines.
 */
static enum np_code
match_claim(struct laying *lay, size_t at, struct np_span line, size_t *used)
{
	const struct claim *claim = &lay->claims[at];
	struct reading *reading = &lay->readings[claim->block];
	struct np_gold_line *gold = &lay->gold->lines[claim->line];
	enum np_role role = lay->blocks[claim->block].role;
	size_t from = *used;
	match(line, used, reading);
	bool none = *used == from;
	if (none && is_taken(lay, at, line, from))
		return fault(lay, claim->block,
		    "a block before this one has all words of the line (is the page here twice?)");
	if ((none || claim->last) && skip_space(reading->words, reading->at) < reading->words.len)
		return fault_text(lay, claim->block, line, *used);
	if (none)
		return fault_words(
		    lay, claim->block, "names a line that has none of its words", line, *used);
	if ((role == NP_BYLINE || role == NP_CREDIT) && skip_space(line, *used) == line.len)
		gold->tail = skip_space(line, from);
	if (role == NP_DATELINE && from == 0)
		gold->head = *used;
	return NP_OK;
}

/* Matches the words of the blocks with those of the lines that they claim: all of both, in order. */
static enum np_code
match_words(struct laying *lay)
{
	const struct np_page *page = &lay->gold->page;
	enum np_code code = read_blocks(lay);
	size_t at = 0;
	for (size_t i = 0; code == NP_OK && i < page->count; i++) {
		struct np_span line = page->lines[i].text;
		size_t used = 0;
		if (at == lay->claim_count)
			return fault_words(lay, lay->count > 0 ? lay->count - 1 : 0,
			    "a line of the page behind this block is in no block", line, 0);
		if (lay->claims[at].line != i)
			return fault_words(lay, lay->claims[at].block,
			    "a line of the page before this block is in no block", line, 0);
		for (; code == NP_OK && at < lay->claim_count && lay->claims[at].line == i; at++)
			code = match_claim(lay, at, line, &used);
		if (code == NP_OK && skip_space(line, used) < line.len)
			code = fault_words(lay, lay->claims[at - 1].block,
			    "words of its line are in no block", line, used);
	}
	return code;
}

/* ---- what is known of lines ---- */

static bool
is_mark(enum np_role role)
{
	return role == NP_BYLINE || role == NP_DATELINE || role == NP_CREDIT || role == NP_JUMP;
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
 * Says of every line what its claims say; from the last line to the first, so that the line in which a
 * paragraph goes on is known before the one on which it begins.
 */
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
	struct laying lay = {
		.gold = gold, .blocks = blocks, .count = count, .arena = arena, .err = err
	};
	gold->lines = np_arena_array(arena, gold->page.count, sizeof *gold->lines);
	if (gold->lines == NULL)
		return no_memory(&lay);
	enum np_code code = collect_claims(&lay);
	if (code == NP_OK)
		code = match_words(&lay);
	if (code != NP_OK)
		return code;
	lay_lines(gold, blocks, lay.claims, lay.claim_count);
	lay_mark_ends(gold->lines, gold->page.count);
	return NP_OK;
}
