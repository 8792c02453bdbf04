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

/* True if the article of line i was in a section where a line before that had it last. */
static bool
was_in_section(const struct np_gold_line *lines, const unsigned char *labels, size_t i)
{
	for (size_t j = i; j-- > 0;) {
		if (lines[j].article != lines[i].article)
			continue;
		/* A line that was taken up again leaves the section as it was before. */
		bool section = np_label_leads_section(labels[j], false);
		if (np_label_leads_section(labels[j], true) == section)
			return section;
	}
	return false;
}

/* Tells what paragraphs stand behind a subhead; and no label stays that may not follow the one before. */
static void
tell_sections(const struct np_gold_line *lines, size_t count, unsigned char *labels)
{
	bool section = false;
	for (size_t i = 0; i < count; i++) {
		size_t from = i > 0 ? labels[i - 1] : np_label_scheme.label_count;
		enum np_role role = np_labels[labels[i]].role;
		const unsigned char choices[] = { labels[i], nearest_label(role, NP_STARTS_BLOCK),
			nearest_label(role, NP_STARTS_ARTICLE) };
		for (size_t k = 0; k < sizeof choices; k++) {
			labels[i] = (unsigned char)np_label_in_section(choices[k], section);
			if (np_label_scheme.follows(from, labels[i]))
				break;
		}
		if (np_labels[labels[i]].place == NP_RESUMES)
			section = was_in_section(lines, labels, i);
		section = np_label_leads_section(labels[i], section);
	}
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
	tell_sections(lines, count, labels);
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

/* As fault(): a block says one thing from byte `at` on, its page another one. */
static enum np_code
fault_text(struct np_error *err, size_t block, struct np_span said, size_t at, struct np_span there,
    size_t used, struct np_arena *arena)
{
	enum { ROOM = 200 };
	struct np_span words = glimpse(said, at), line = glimpse(there, used);
	char *whole = np_arena_take(arena, ROOM);
	if (whole == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (line.len == 0)
		snprintf(whole, ROOM, "the text goes on behind its lines: '%.*s'", (int)words.len,
		    words.ptr);
	else
		snprintf(whole, ROOM,
		    "the text is not what stands on these lines: '%.*s', not '%.*s'",
		    (int)words.len, words.ptr, (int)line.len, line.ptr);
	return fault(err, block, whole);
}

/* As fault(); behind what msg says comes what the text has from byte `at` on. */
static enum np_code
fault_words(struct np_error *err, size_t block, const char *msg, struct np_span text, size_t at,
    struct np_arena *arena)
{
	enum { ROOM = 160 };
	struct np_span words = glimpse(text, at);
	char *whole = np_arena_take(arena, ROOM);
	if (whole == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	snprintf(whole, ROOM, "%s: '%.*s'", msg, (int)words.len, words.ptr);
	return fault(err, block, whole);
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
	for (size_t b = 0; b < count; b++) {
		words[b] = np_block_unescape(blocks[b].text, arena);
		if (words[b].ptr == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	}
	for (size_t line = 0; line < page->count; line++) {
		struct np_span text = page->lines[line].text;
		size_t used = 0;
		if (at == claim_count)
			return fault_words(err, count > 0 ? count - 1 : 0,
			    "a line of the page behind this block is in no block", text, 0, arena);
		if (claims[at].line != line)
			return fault_words(err, claims[at].block,
			    "a line of the page before this block is in no block", text, 0, arena);
		for (; at < claim_count && claims[at].line == line; at++) {
			size_t b = claims[at].block, from = used;
			match(text, &used, words[b], &cursors[b]);
			bool taken = used == from && skip_space(text, used) == text.len && at > 0 &&
				     claims[at - 1].line == line &&
				     claims[at - 1].part == claims[at].part;
			if (taken)
				return fault(err, b,
				    "a block before this one has all words of the line (is the "
				    "page here twice?)");
			if (claims[at].last && skip_space(words[b], cursors[b]) < words[b].len)
				return fault_text(err, b, words[b], cursors[b], text, used, arena);
			if (used == from && skip_space(words[b], cursors[b]) < words[b].len)
				return fault_text(err, b, words[b], cursors[b], text, used, arena);
			if (used == from)
				return fault_words(err, b,
				    "names a line that has none of its words", text, used, arena);
			enum np_role role = blocks[b].role;
			if ((role == NP_BYLINE || role == NP_CREDIT) &&
			    skip_space(text, used) == text.len)
				gold->lines[line].tail = skip_space(text, from);
			if (role == NP_DATELINE && from == 0)
				gold->lines[line].head = used;
		}
		if (skip_space(text, used) < text.len)
			return fault_words(err, claims[at - 1].block,
			    "words of its line are in no block", text, used, arena);
	}
	return NP_OK;
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
