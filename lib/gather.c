/* gather.c - the blocks of a page gathered into its articles */
#include "gather.h"

#include <stdlib.h>
#include <string.h>

void
np_gather_init(struct np_gather *gather, size_t max_page)
{
	*gather = (struct np_gather){ .max_page = max_page, .ordered = true };
	np_arena_init(&gather->arena, 0);
}

void
np_gather_reset(struct np_gather *gather)
{
	np_arena_reset(&gather->arena);
	*gather = (struct np_gather){
		.max_page = gather->max_page, .arena = gather->arena, .ordered = true
	};
}

void
np_gather_free(struct np_gather *gather)
{
	np_arena_free(&gather->arena);
	*gather = (struct np_gather){ .max_page = gather->max_page };
}

static enum np_code
no_memory(struct np_error *err)
{
	return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
}

/* Room for one more block.  Where the places move, blocks go on showing their pieces in the old ones: they stay. */
static bool
make_room(struct np_gather *gather)
{
	size_t cap = gather->cap == 0 ? 64 : gather->cap * 2;
	void *blocks, *places;

	if (cap > SIZE_MAX / 2 / sizeof *gather->blocks)
		return false;
	blocks = np_arena_grow(&gather->arena, gather->blocks, gather->cap * sizeof *gather->blocks,
	    cap * sizeof *gather->blocks);
	places = np_arena_grow(&gather->arena, gather->places, gather->cap * sizeof *gather->places,
	    cap * sizeof *gather->places);
	if (blocks == NULL || places == NULL)
		return false;
	gather->blocks = blocks;
	gather->places = places;
	gather->cap = cap;
	return true;
}

/* Copies the page's name, which the blocks to come are compared with; false when memory is out. */
static bool
name_page(struct np_gather *gather, struct np_span page)
{
	char *name = np_arena_take(&gather->arena, page.len);

	if (name == NULL)
		return false;
	memcpy(name, page.ptr, page.len);
	gather->page = (struct np_span){ name, page.len };
	gather->name = np_block_unescape(gather->page, &gather->arena);
	return gather->name.ptr != NULL;
}

/* Drops the blocks of a page that is too large, but remembers its name. */
static enum np_code
drop_page(struct np_gather *gather, struct np_span page, struct np_error *err)
{
	/* page lies in the line that is being added, never in the arena */
	np_gather_reset(gather);
	if (!name_page(gather, page))
		return no_memory(err);
	gather->skipping = true;
	return np_fail(err, NP_ERR_TOOBIG, 0, "page too large");
}

/* Adds to the last block what few have: escapes, a page that isn't their article's, several pieces.  False when memory is out. */
static bool
add_rare(struct np_gather *gather, const struct np_block *block)
{
	struct np_article_block *held = &gather->blocks[gather->count - 1];
	struct np_gathered *place = &gather->places[gather->count - 1];

	if (!block->plain) {
		held->text = np_block_words(block, &gather->arena);
		place->inside = held->text.ptr == block->text.ptr;
		place->away = np_block_joined(block);
	}
	if (place->away) {
		held->page = block->page;
		gather->ordered = false;
	}
	if (block->piece_count > 1)
		held->pieces =
		    np_block_pieces(block->lines, &held->piece_count, &gather->arena, NULL);
	return held->text.ptr != NULL && held->pieces != NULL;
}

enum np_code
np_gather_add_through(struct np_gather *gather, const struct np_block *block, struct np_span line,
    uint64_t number, struct np_error *err)
{
	if (gather->skipping)
		return NP_OK;
	if (line.len >= gather->max_page - gather->bytes)
		return drop_page(gather, block->home, err);
	/* There is no room before the first. */
	if (gather->count == gather->cap &&
	    ((gather->page.ptr == NULL && !name_page(gather, block->home)) || !make_room(gather)))
		return no_memory(err);
	np_gather_put(gather, block, line.len, number);
	if ((!block->plain || block->piece_count > 1) && !add_rare(gather, block)) {
		gather->count--;
		return no_memory(err);
	}
	return NP_OK;
}

/* Copies to the arena what a span shows; false when memory is out. */
static bool
keep(struct np_gather *gather, struct np_span *span)
{
	char *copy = np_arena_take(&gather->arena, span->len);

	if (copy == NULL)
		return false;
	memcpy(copy, span->ptr, span->len);
	span->ptr = copy;
	return true;
}

bool
np_gather_settle(struct np_gather *gather)
{
	for (; gather->settled < gather->count; gather->settled++) {
		struct np_article_block *block = &gather->blocks[gather->settled];
		const struct np_gathered *place = &gather->places[gather->settled];

		if ((place->inside && !keep(gather, &block->text)) ||
		    (place->away && !keep(gather, &block->page))) {
			np_gather_reset(gather);
			return false;
		}
	}
	return true;
}

/* A block that stands on another page than its article's. */
struct away {
	struct np_span page; /* as it stands in the stream */
	size_t index;
};

static int
compare_away(const void *left, const void *right)
{
	const struct away *a = left, *b = right;
	size_t len = a->page.len < b->page.len ? a->page.len : b->page.len;
	int order = memcmp(a->page.ptr, b->page.ptr, len);

	if (order == 0 && a->page.len != b->page.len)
		return a->page.len < b->page.len ? -1 : 1;
	return order != 0 ? order : a->index < b->index ? -1 : a->index > b->index;
}

/* Tells each block its leaf and the name of its page, unescaped.  False when memory is out. */
static bool
find_leaves(struct np_gather *gather)
{
	struct away *away;
	size_t count = 0;

	for (size_t i = 0; i < gather->count; i++)
		count += gather->places[i].away;
	away = np_arena_array(&gather->arena, count, sizeof *away);
	if (away == NULL)
		return false;
	count = 0;
	for (size_t i = 0; i < gather->count; i++) {
		if (gather->places[i].away)
			away[count++] = (struct away){ gather->blocks[i].page, i };
	}
	if (count > 1)
		qsort(away, count, sizeof *away, compare_away);
	for (size_t i = 0; i < count; i++) {
		struct np_article_block *block = &gather->blocks[away[i].index];
		const struct np_article_block *first =
		    i > 0 ? &gather->blocks[away[i - 1].index] : NULL;

		if (first != NULL && np_span_same(away[i - 1].page, away[i].page)) {
			block->page = first->page;
			block->leaf = first->leaf;
		} else {
			block->page = np_block_unescape(away[i].page, &gather->arena);
			block->leaf = away[i].index + 1;
		}
		if (block->page.ptr == NULL)
			return false;
	}
	return true;
}

/* What the blocks of a page are sorted by: the article, the place, the order of the stream. */
struct key {
	uint64_t article, line;
	uint32_t part;
	size_t leaf, index;
};

static int
compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->article != b->article)
		return a->article < b->article ? -1 : 1;
	if (a->leaf != b->leaf)
		return a->leaf < b->leaf ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static struct key
key_of(const struct np_gather *gather, size_t i)
{
	const struct np_gathered *place = &gather->places[i];

	return (struct key){ place->article, place->first.first, place->first.part,
		gather->blocks[i].leaf, i };
}

/*
 * Lists the keys by article, those of one in the order of the stream: mostly they are sorted by
 * that.  Articles are numbered from 0 to last.  False when memory is out.
 */
static bool
deal_keys(struct np_gather *gather, size_t last, struct key *keys)
{
	size_t *starts = np_arena_array(&gather->arena, last + 2, sizeof *starts);

	if (starts == NULL)
		return false;
	for (size_t i = 0; i < gather->count; i++)
		starts[gather->places[i].article + 1]++;
	for (size_t article = 0; article < last; article++)
		starts[article + 1] += starts[article];
	for (size_t i = 0; i < gather->count; i++)
		keys[starts[gather->places[i].article]++] = key_of(gather, i);
	return true;
}

/* The keys of all blocks in some order; NULL when memory is out. */
static struct key *
list_keys(struct np_gather *gather)
{
	struct key *keys = np_arena_take(&gather->arena, gather->count * sizeof *keys);
	uint64_t last = 0;

	if (keys == NULL)
		return NULL;
	for (size_t i = 0; i < gather->count; i++)
		last = gather->places[i].article > last ? gather->places[i].article : last;
	if (last < gather->count)
		return deal_keys(gather, (size_t)last, keys) ? keys : NULL;
	for (size_t i = 0; i < gather->count; i++)
		keys[i] = key_of(gather, i);
	return keys;
}

static bool
are_sorted(const struct key *keys, size_t count)
{
	size_t i = 1;

	while (i < count && compare_keys(&keys[i - 1], &keys[i]) <= 0)
		i++;
	return i >= count;
}

/*
 * Sorts the blocks, and of their places the articles alone: the rest stays where blocks of one piece look
 * for it.  False when memory is out.
 */
static bool
sort_blocks(struct np_gather *gather)
{
	struct key *keys = list_keys(gather);
	struct np_article_block *blocks =
	    np_arena_take(&gather->arena, gather->count * sizeof *blocks);

	if (keys == NULL || blocks == NULL)
		return false;
	if (!are_sorted(keys, gather->count))
		qsort(keys, gather->count, sizeof *keys, compare_keys);
	for (size_t i = 0; i < gather->count; i++) {
		blocks[i] = gather->blocks[keys[i].index];
		gather->places[i].article = keys[i].article;
	}
	gather->blocks = blocks;
	return true;
}

/* Looks whether a block begins where another one of the page begins.  False when memory is out. */
static bool
find_repeated(struct np_gather *gather)
{
	struct np_spot *spots = np_arena_take(&gather->arena, gather->count * sizeof *spots);

	if (spots == NULL)
		return false;
	for (size_t i = 0; i < gather->count; i++) {
		const struct np_article_block *block = &gather->blocks[i];
		const struct np_piece *first = &gather->places[i].first;

		spots[i] =
		    (struct np_spot){ block->leaf, first->first, block->number, first->part };
	}
	gather->repeated = np_spot_repeated(spots, gather->count);
	return true;
}

/* The article of the blocks from number i on, up to the last one that has that number. */
static struct np_article
article_from(const struct np_gather *gather, size_t i)
{
	const uint64_t number = gather->places[i].article;
	struct np_article_block *blocks = gather->blocks + i;
	const size_t most = gather->count - i;
	size_t last[NP_ROLES], count;
	uint32_t roles = 0;

	for (count = 0; count < most && gather->places[i + count].article == number; count++) {
		const enum np_role role = blocks[count].role;

		if ((roles & NP_ROLE_BIT(role)) != 0)
			blocks[last[role]].alike = count;
		roles |= NP_ROLE_BIT(role);
		last[role] = count;
	}
	return (struct np_article){ gather->name, number, blocks, count, roles };
}

const struct np_article *
np_gather_articles(struct np_gather *gather, size_t *count, struct np_error *err)
{
	struct np_article *articles, *article;

	*count = 0;
	np_fail(err, NP_OK, 0, NULL);
	if (gather->count == 0)
		return NULL;
	articles = np_arena_take(&gather->arena, gather->runs * sizeof *articles);
	if (articles == NULL || (!gather->ordered && !find_leaves(gather)) ||
	    (gather->turns_back && !find_repeated(gather)) ||
	    (!gather->ordered && !sort_blocks(gather))) {
		no_memory(err);
		return NULL;
	}
	article = articles;
	for (size_t i = 0; i < gather->count; i += article++->count)
		*article = article_from(gather, i);
	*count = (size_t)(article - articles);
	return articles;
}
