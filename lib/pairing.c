/* pairing.c - two versions of the same pages, paired page by page and line by line */
#include "pairing.h"

#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "each.h"

/* A block, and the one of the same page that came before it. */
struct np_pair_link {
	struct np_score_block block;
	struct np_pair_link *before;
};

/* One of the streams while it is read. */
struct stream {
	struct np_pairing *pairing;
	enum np_pair_side side;
};

/* The page of that name, made if it is new; NULL when memory is out. */
static struct np_pair_page *
find_page(struct np_pairing *pairing, struct np_span name)
{
	const struct np_tally_row *row = np_tally_at(&pairing->names, name, 0, 0);

	if (row == NULL)
		return NULL;
	if (pairing->names.last < pairing->page_count)
		return &pairing->pages[pairing->names.last];
	if (pairing->page_count == pairing->page_room) {
		size_t room = pairing->page_room == 0 ? 64 : pairing->page_room * 2;
		struct np_pair_page *pages = realloc(pairing->pages, room * sizeof *pages);

		if (pages == NULL)
			return NULL;
		pairing->pages = pages;
		pairing->page_room = room;
	}
	pairing->pages[pairing->page_count] = (struct np_pair_page){ .name = row->page };
	return &pairing->pages[pairing->page_count++];
}

/* A line of a block has a byte of its text at least: a slip can't name a world of lines. */
static bool
names_too_many(const struct np_piece *pieces, size_t count, size_t bytes)
{
	uint64_t left = bytes > 0 ? bytes : 1;

	for (size_t i = 0; i < count; i++) {
		uint64_t more = pieces[i].last - pieces[i].first;

		if (more >= left)
			return true;
		left -= more + 1;
	}
	return false;
}

/* A copy of field, escapes undone; ptr is NULL when memory is out. */
static struct np_span
keep_text(struct np_span field, struct np_arena *arena)
{
	struct np_span text = np_block_unescape(field, arena);

	if (text.ptr == field.ptr) {
		char *copy = np_arena_take(arena, text.len);

		if (copy != NULL && text.len > 0)
			memcpy(copy, text.ptr, text.len);
		text.ptr = copy;
	}
	return text;
}

/* Keeps a block with its page. */
static bool
keep_block(
    struct stream *stream, struct np_pair_page *page, const struct np_block *block, uint64_t number)
{
	struct np_pairing *pairing = stream->pairing;
	const char *input = pairing->input[stream->side];
	struct np_pair_link *link = np_arena_array(&pairing->kept, 1, sizeof *link);
	struct np_score_block *to;
	struct np_piece *pieces;
	struct np_error err;
	size_t count;

	pieces = np_block_pieces(block->lines, &count, &pairing->kept, &err);
	if (link == NULL || pieces == NULL)
		return np_diag_no_memory(input);
	if (names_too_many(pieces, count, block->text.len)) {
		np_diag_say(NP_FAULTY, input, number,
		    "not a block: lines: more of them than bytes of text");
		return true;
	}
	to = &link->block;
	*to = (struct np_score_block){ block->article, block->role, pieces, count, { "", 0 } };
	if (pairing->texts || np_score_is_mark(block->role)) {
		to->text = keep_text(block->text, &pairing->kept);
		if (to->text.ptr == NULL)
			return np_diag_no_memory(input);
	}
	link->before = page->last[stream->side];
	page->last[stream->side] = link;
	page->count[stream->side]++;
	return true;
}

/* Of pages that are only in PRED, nothing but the name is kept. */
static bool
take_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct stream *stream = ctx;
	struct np_pairing *pairing = stream->pairing;
	struct np_span name;
	struct np_pair_page *page = NULL;

	(void)line;
	if (np_block_joined(block)) {
		np_diag_say(NP_FAULTY, input, number,
		    "a block joined by npjoin, passed over (score the pages before that)");
		return true;
	}
	np_arena_reset(&pairing->scratch);
	name = np_block_unescape(block->page, &pairing->scratch);
	if (name.ptr != NULL)
		page = find_page(pairing, name);
	if (page == NULL)
		return np_diag_no_memory(input);
	page->in[stream->side] = true;
	return !page->in[NP_GOLD] || keep_block(stream, page, block, number);
}

static bool
take_end(void *ctx, const char *input)
{
	struct stream *stream = ctx;

	(void)input;
	stream->pairing->read[stream->side] = true;
	return true;
}

void
np_pairing_read(struct np_pairing *pairing, enum np_pair_side side, char *path)
{
	struct stream stream = { pairing, side };
	struct np_operands operands = { .argv = (char *[]){ path, NULL }, .more = side == NP_GOLD };
	const struct np_each_blocks calls = {
		.block = take_block,
		.end = take_end,
		.max_line = pairing->max_line,
		.bad_bytes = "compared as they are",
	};

	pairing->input[side] = path;
	np_each_block(&operands, &calls, &stream);
	/* If one is not there, there is no table: worse than what was told. */
	if (!pairing->read[side] && np_diag_status() < NP_USAGE)
		np_diag_raise(NP_BROKEN);
}

/* The length of a name as messages show it. */
static int
shown(struct np_span name)
{
	return name.len < 200 ? (int)name.len : 200;
}

void
np_pairing_tell_pages(const struct np_pairing *pairing)
{
	const struct np_pair_page *only[2] = { NULL, NULL };
	bool none = true;

	for (size_t i = 0; i < pairing->page_count; i++) {
		const struct np_pair_page *page = &pairing->pages[i];

		none = none && !(page->in[NP_GOLD] && page->in[NP_PRED]);
		if (only[page->in[NP_PRED]] == NULL)
			only[page->in[NP_PRED]] = page;
	}
	if (none && only[NP_GOLD] != NULL && only[NP_PRED] != NULL) {
		np_diag_say(NP_FAULTY, pairing->input[NP_PRED], 0,
		    "no page of %s is here: pages are '%.*s' there and '%.*s' here "
		    "(run npsplit in the folder of the pages, or with --name)",
		    pairing->input[NP_GOLD], shown(only[NP_GOLD]->name), only[NP_GOLD]->name.ptr,
		    shown(only[NP_PRED]->name), only[NP_PRED]->name.ptr);
		return;
	}
	for (size_t i = 0; i < pairing->page_count; i++) {
		const struct np_pair_page *page = &pairing->pages[i];

		if (!page->in[NP_PRED])
			np_diag_say(NP_FAULTY, pairing->input[NP_PRED], 0,
			    "page '%.*s' is not here: nothing of it counts as found",
			    shown(page->name), page->name.ptr);
		else if (!page->in[NP_GOLD])
			np_diag_say(NP_FAULTY, pairing->input[NP_PRED], 0,
			    "page '%.*s' is not in %s: not counted", shown(page->name),
			    page->name.ptr, pairing->input[NP_GOLD]);
	}
}

/* Tells of lines of a page that are in one stream only. */
static void
tell_lines(
    const struct np_pairing *pairing, const struct np_pair_page *page, size_t missing, size_t stray)
{
	if (missing > 0 && page->in[NP_PRED])
		np_diag_say(NP_FAULTY, pairing->input[NP_PRED], 0,
		    "page '%.*s': %zu of its lines in %s are in no block here: not found",
		    shown(page->name), page->name.ptr, missing, pairing->input[NP_GOLD]);
	if (stray > 0)
		np_diag_say(NP_FAULTY, pairing->input[NP_PRED], 0,
		    "page '%.*s': %zu of the lines here are not in %s: not counted",
		    shown(page->name), page->name.ptr, stray, pairing->input[NP_GOLD]);
}

/* The lines of a page in one of the streams; false when memory is out. */
static bool
lay_page(const struct np_pair_page *page, int side, struct np_arena *arena,
    struct np_score_line **lines, size_t *n)
{
	size_t at = page->count[side];
	struct np_score_block *blocks = np_arena_array(arena, at, sizeof *blocks);
	struct np_error err;

	if (blocks == NULL)
		return false;
	for (const struct np_pair_link *link = page->last[side]; link != NULL; link = link->before)
		blocks[--at] = link->block;
	return np_score_lay(blocks, page->count[side], arena, lines, n, &err) == NP_OK;
}

bool
np_pairing_lines(const struct np_pairing *pairing, const struct np_pair_page *page,
    struct np_arena *arena, struct np_score_line **gold, struct np_score_line **pred, size_t *count)
{
	size_t pred_count, missing = 0, stray = 0;

	if (!lay_page(page, NP_GOLD, arena, gold, count) ||
	    !lay_page(page, NP_PRED, arena, pred, &pred_count))
		return false;
	*pred = np_score_align(*gold, *count, *pred, pred_count, arena, &missing, &stray);
	if (*pred == NULL)
		return false;
	tell_lines(pairing, page, missing, stray);
	return true;
}

void
np_pairing_init(struct np_pairing *pairing, size_t max_line, bool texts)
{
	*pairing = (struct np_pairing){ .max_line = max_line, .texts = texts };
	np_tally_init(&pairing->names, 0, SIZE_MAX);
	np_arena_init(&pairing->kept, 0);
	np_arena_init(&pairing->scratch, 0);
}

void
np_pairing_free(struct np_pairing *pairing)
{
	np_arena_free(&pairing->scratch);
	np_arena_free(&pairing->kept);
	np_tally_clear(&pairing->names);
	free(pairing->pages);
	*pairing = (struct np_pairing){ .page_count = 0 };
}
