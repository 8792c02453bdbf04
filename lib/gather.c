/* gather.c - the blocks of a page gathered into its articles */
#include "gather.h"

#include <stdlib.h>
#include <string.h>

/* What is known of a block while its page is gathered. */
struct np_gathered {
	uint64_t article;
	struct np_piece first;
	bool inside; /* its text lies in its line */
	bool away; /* it stands on another page, whose name lies there too until all are gathered */
};

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

/* True if len bytes, fewer than eight, are the same. */
static inline bool
same_few(const char *a, const char *b, size_t len)
{
	enum { HALF = 4 };
	uint32_t left[2], right[2];

	if (len < HALF)
		return len == 0 ||
		       (a[0] == b[0] && a[len / 2] == b[len / 2] && a[len - 1] == b[len - 1]);
	memcpy(&left[0], a, HALF);
	memcpy(&left[1], a + len - HALF, HALF);
	memcpy(&right[0], b, HALF);
	memcpy(&right[1], b + len - HALF, HALF);
	return left[0] == right[0] && left[1] == right[1];
}

/* Most blocks are asked, and most names are short: no call. */
static inline bool
same(struct np_span a, struct np_span b)
{
	enum { WORD = 8 };
	uint64_t left, right, differ = 0;

	if (a.len != b.len)
		return false;
	if (a.len < WORD)
		return same_few(a.ptr, b.ptr, a.len);
	/* Where words don't come out even the last one overlaps. */
	for (size_t at = 0;; at = a.len - at > 2 * WORD ? at + WORD : a.len - WORD) {
		memcpy(&left, a.ptr + at, WORD);
		memcpy(&right, b.ptr + at, WORD);
		differ |= left ^ right;
		if (at == a.len - WORD)
			return differ == 0;
	}
}

bool
np_gather_holds(const struct np_gather *gather, struct np_span home)
{
	return gather->page.ptr == NULL || same(gather->page, home);
}

static enum np_code
no_memory(struct np_error *err)
{
	return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
}

/* Room for one more block. */
static bool
make_room(struct np_gather *gather)
{
	size_t cap = gather->cap == 0 ? 64 : gather->cap * 2;
	void *blocks, *places;

	if (cap > SIZE_MAX / 2 / sizeof(*gather->blocks))
		return false;
	blocks = np_arena_grow(&gather->arena, gather->blocks,
	    gather->cap * sizeof(*gather->blocks), cap * sizeof(*gather->blocks));
	places = np_arena_grow(&gather->arena, gather->places,
	    gather->cap * sizeof(*gather->places), cap * sizeof(*gather->places));
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

/* True if a piece of a page stands behind another one, or where that stands. */
static inline bool
stands_behind(const struct np_piece *last, const struct np_piece *piece)
{
	return last->first < piece->first ||
	       (last->first == piece->first && last->part <= piece->part);
}

/* What few blocks have: escapes, a page that isn't their article's, several pieces.  False when memory is out. */
static bool
add_rare(struct np_gather *gather, const struct np_block *block)
{
	struct np_article_block *held = &gather->blocks[gather->count];
	struct np_gathered *place = &gather->places[gather->count];

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
	return held->text.ptr != NULL && (held->pieces != NULL || block->piece_count == 1);
}

enum np_code
np_gather_add(struct np_gather *gather, const struct np_block *block, struct np_span line,
    uint64_t number, struct np_error *err)
{
	struct np_article_block *held;
	struct np_gathered *place;

	if (gather->skipping)
		return NP_OK;
	if (line.len >= gather->max_page - gather->bytes)
		return drop_page(gather, block->home, err);
	if ((gather->count == gather->cap && !make_room(gather)) ||
	    (gather->page.ptr == NULL && !name_page(gather, block->home)))
		return no_memory(err);
	/* A single piece stands with the block's place, to which the block is led when all are there. */
	held = &gather->blocks[gather->count];
	held->line = line;
	held->number = number;
	held->role = block->role;
	held->text = block->text;
	held->plain = block->plain;
	held->pieces = NULL;
	held->piece_count = block->piece_count;
	held->page = gather->name;
	held->leaf = 0;
	place = &gather->places[gather->count];
	*place = (struct np_gathered){ block->article, block->first, true, false };
	if (gather->count == 0) {
		gather->runs = 1;
	} else if (place[-1].article == block->article) {
		gather->ordered = gather->ordered && stands_behind(&place[-1].first, &block->first);
	} else {
		gather->runs++;
		gather->ordered = gather->ordered && place[-1].article < block->article;
	}
	if ((!block->plain || block->piece_count > 1) && !add_rare(gather, block))
		return no_memory(err);
	gather->bytes += line.len + 1;
	gather->count++;
	return NP_OK;
}

bool
np_gather_settle(struct np_gather *gather)
{
	for (; gather->settled < gather->count; gather->settled++) {
		struct np_article_block *block = &gather->blocks[gather->settled];
		const char *line = block->line.ptr;
		char *copy = np_arena_take(&gather->arena, block->line.len);

		if (copy == NULL) {
			np_gather_reset(gather);
			return false;
		}
		memcpy(copy, line, block->line.len);
		block->line.ptr = copy;
		if (gather->places[gather->settled].inside)
			block->text.ptr = copy + (block->text.ptr - line);
		if (gather->places[gather->settled].away)
			block->page.ptr = copy + (block->page.ptr - line);
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
	away = np_arena_array(&gather->arena, count, sizeof(*away));
	if (away == NULL)
		return false;
	count = 0;
	for (size_t i = 0; i < gather->count; i++) {
		if (gather->places[i].away)
			away[count++] = (struct away){ gather->blocks[i].page, i };
	}
	if (count > 1)
		qsort(away, count, sizeof(*away), compare_away);
	for (size_t i = 0; i < count; i++) {
		struct np_article_block *block = &gather->blocks[away[i].index];
		const struct np_article_block *first =
		    i > 0 ? &gather->blocks[away[i - 1].index] : NULL;

		if (first != NULL && same(away[i - 1].page, away[i].page)) {
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
	size_t *starts = np_arena_array(&gather->arena, last + 2, sizeof(*starts));

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
	struct key *keys = np_arena_take(&gather->arena, gather->count * sizeof(*keys));
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

/* Where blocks have their pieces, now that all are there. */
static void
find_pieces(struct np_gather *gather)
{
	for (size_t i = 0; i < gather->count; i++) {
		if (gather->blocks[i].piece_count == 1)
			gather->blocks[i].pieces = &gather->places[i].first;
	}
}

/* Sorts the blocks and what is known of them; false when memory is out. */
static bool
sort_blocks(struct np_gather *gather)
{
	struct key *keys = list_keys(gather);
	struct np_article_block *blocks =
	    np_arena_take(&gather->arena, gather->count * sizeof(*blocks));

	if (keys == NULL || blocks == NULL)
		return false;
	if (!are_sorted(keys, gather->count))
		qsort(keys, gather->count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < gather->count; i++) {
		blocks[i] = gather->blocks[keys[i].index];
		gather->places[i].article = keys[i].article;
	}
	gather->blocks = blocks;
	return true;
}

const struct np_article *
np_gather_articles(struct np_gather *gather, size_t *count, struct np_error *err)
{
	const struct np_gathered *places = gather->places;
	struct np_article *articles, *article;

	*count = 0;
	np_fail(err, NP_OK, 0, NULL);
	if (gather->count == 0)
		return NULL;
	find_pieces(gather);
	articles = np_arena_take(&gather->arena, gather->runs * sizeof(*articles));
	if (articles == NULL ||
	    (!gather->ordered && !(find_leaves(gather) && sort_blocks(gather)))) {
		no_memory(err);
		return NULL;
	}
	article = articles;
	for (size_t i = 0, next; i < gather->count; i = next) {
		const uint64_t number = places[i].article;
		uint32_t roles = 0;

		for (next = i; next < gather->count && places[next].article == number; next++)
			roles |= NP_ROLE_BIT(gather->blocks[next].role);
		*article++ = (struct np_article){ gather->name, number, gather->blocks + i,
			next - i, roles };
	}
	*count = (size_t)(article - articles);
	return articles;
}
