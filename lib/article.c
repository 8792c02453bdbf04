/* article.c - blocks gathered into one article, with derived fields */
#include "article.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

/* Marks stand inside paragraphs; a paragraph is called after what else is in it. */
#define MARKS                                                                                      \
	(NP_ROLE_BIT(NP_BYLINE) | NP_ROLE_BIT(NP_DATELINE) | NP_ROLE_BIT(NP_CREDIT) |              \
	    NP_ROLE_BIT(NP_JUMP))
/* What a mark may stand inside of. */
#define RUNNING                                                                                    \
	(NP_ROLE_BIT(NP_BODY) | NP_ROLE_BIT(NP_CAPTION) | NP_ROLE_BIT(NP_NOTICE) |                 \
	    NP_ROLE_BIT(NP_OTHER))
/* What stands above the text, whichever line it was printed on. */
#define HEADS (NP_ROLE_BIT(NP_KICKER) | NP_ROLE_BIT(NP_HEADLINE) | NP_ROLE_BIT(NP_DECK))

static bool
has_role(uint32_t set, enum np_role role)
{
	return (set & NP_ROLE_BIT(role)) != 0;
}

/* ---- gathering ---- */

/* What is known of a block while its page is gathered. */
struct np_gathered {
	uint64_t article;
	bool inside; /* its text lies in its line */
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
	struct np_arena arena = gather->arena;

	np_arena_reset(&arena);
	*gather =
	    (struct np_gather){ .max_page = gather->max_page, .arena = arena, .ordered = true };
}

void
np_gather_free(struct np_gather *gather)
{
	np_arena_free(&gather->arena);
	*gather = (struct np_gather){ .max_page = gather->max_page };
}

static bool
same(struct np_span a, struct np_span b)
{
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
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

	if (gather->count < gather->cap)
		return true;
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
	return true;
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

/* True if the last block, of that article, stands behind the one before it in the order of the page. */
static bool
comes_in_order(const struct np_gather *gather, uint64_t article)
{
	const struct np_article_block *last = &gather->blocks[gather->count];
	const struct np_piece *before, *piece = last->pieces;

	if (last->page.ptr != NULL)
		return false;
	if (gather->count == 0)
		return true;
	if (gather->places[gather->count - 1].article != article)
		return gather->places[gather->count - 1].article < article;
	before = last[-1].pieces;
	return before->first < piece->first ||
	       (before->first == piece->first && before->part <= piece->part);
}

/* The pieces of a block, most often one; NULL when memory is out. */
static const struct np_piece *
pieces_of(const struct np_block *block, struct np_arena *arena)
{
	struct np_piece *piece;
	size_t count;

	if (block->piece_count > 1)
		return np_block_pieces(block->lines, &count, arena, NULL);
	piece = np_arena_take(arena, sizeof(*piece));
	if (piece != NULL)
		*piece = block->first;
	return piece;
}

enum np_code
np_gather_add(struct np_gather *gather, const struct np_block *block, struct np_span line,
    uint64_t number, struct np_error *err)
{
	struct np_article_block *held;

	if (gather->skipping)
		return NP_OK;
	if (line.len >= gather->max_page - gather->bytes)
		return drop_page(gather, block->home, err);
	if (!make_room(gather) || (gather->page.ptr == NULL && !name_page(gather, block->home)))
		return no_memory(err);
	held = &gather->blocks[gather->count];
	held->line = line;
	held->number = number;
	held->role = block->role;
	held->text = np_block_words(block, &gather->arena);
	held->pieces = pieces_of(block, &gather->arena);
	held->piece_count = block->piece_count;
	if (held->text.ptr == NULL || held->pieces == NULL)
		return no_memory(err);
	/* As it stands until the page is at its end; ptr NULL for the article's own. */
	held->page = np_block_joined(block) ? block->page : (struct np_span){ NULL, 0 };
	held->leaf = 0;
	gather->ordered = gather->ordered && comes_in_order(gather, block->article);
	gather->places[gather->count] =
	    (struct np_gathered){ block->article, held->text.ptr == block->text.ptr };
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
		if (block->page.ptr != NULL)
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
find_leaves(struct np_gather *gather, struct np_span own)
{
	struct away *away;
	size_t count = 0;

	for (size_t i = 0; i < gather->count; i++)
		count += gather->blocks[i].page.ptr != NULL;
	away = np_arena_array(&gather->arena, count, sizeof(*away));
	if (away == NULL)
		return false;
	count = 0;
	for (size_t i = 0; i < gather->count; i++) {
		struct np_article_block *block = &gather->blocks[i];

		block->leaf = 0;
		if (block->page.ptr != NULL)
			away[count++] = (struct away){ block->page, i };
		else
			block->page = own;
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

/* Sorts the blocks and what is known of them; false when memory is out. */
static bool
sort_blocks(struct np_gather *gather)
{
	struct key *keys = np_arena_array(&gather->arena, gather->count, sizeof(*keys));
	struct np_article_block *blocks =
	    np_arena_array(&gather->arena, gather->count, sizeof(*blocks));

	if (keys == NULL || blocks == NULL)
		return false;
	for (size_t i = 0; i < gather->count; i++) {
		const struct np_piece *piece = gather->blocks[i].pieces;

		keys[i] = (struct key){ gather->places[i].article, piece->first, piece->part,
			gather->blocks[i].leaf, i };
	}
	qsort(keys, gather->count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < gather->count; i++) {
		blocks[i] = gather->blocks[keys[i].index];
		gather->places[i].article = keys[i].article;
	}
	gather->blocks = blocks;
	return true;
}

/* Brings the blocks into order, each with its page and leaf; false when memory is out. */
static bool
order_blocks(struct np_gather *gather, struct np_span page)
{
	if (!gather->ordered)
		return find_leaves(gather, page) && sort_blocks(gather);
	for (size_t i = 0; i < gather->count; i++)
		gather->blocks[i].page = page;
	return true;
}

const struct np_article *
np_gather_articles(struct np_gather *gather, size_t *count, struct np_error *err)
{
	const struct np_gathered *places = gather->places;
	struct np_article *articles, *article = NULL;
	struct np_span page;
	size_t found = 0;

	*count = 0;
	np_fail(err, NP_OK, 0, NULL);
	if (gather->count == 0)
		return NULL;
	page = np_block_unescape(gather->page, &gather->arena);
	if (page.ptr == NULL || !order_blocks(gather, page)) {
		no_memory(err);
		return NULL;
	}
	for (size_t i = 0; i < gather->count; i++)
		found += i == 0 || places[i].article != places[i - 1].article;
	articles = np_arena_array(&gather->arena, found, sizeof(*articles));
	if (articles == NULL) {
		no_memory(err);
		return NULL;
	}
	for (size_t i = 0; i < gather->count; i++) {
		const struct np_article_block *block = &gather->blocks[i];

		if (i == 0 || places[i].article != places[i - 1].article) {
			article = article == NULL ? articles : article + 1;
			*article = (struct np_article){ page, places[i].article, block, 0, 0 };
		}
		article->count++;
		article->roles |= NP_ROLE_BIT(block->role);
	}
	*count = found;
	return articles;
}

/* ---- choosing ---- */

/* Takes a number from *at and steps over the comma behind it; false at the end or if none is there. */
static bool
next_number(const char **at, uint64_t *number)
{
	const char *p = *at;

	*number = 0;
	if (*p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9'; p++) {
		unsigned digit = (unsigned)(*p - '0');

		if (*number > (UINT64_MAX - digit) / 10)
			return false;
		*number = *number * 10 + digit;
	}
	if (*p == ',' && p[1] >= '0' && p[1] <= '9')
		p++;
	*at = p;
	return true;
}

bool
np_article_list(const char *list)
{
	uint64_t number;

	while (next_number(&list, &number)) {
		if (*list == '\0')
			return true;
	}
	return false;
}

bool
np_article_chosen(const char *list, uint64_t number)
{
	uint64_t listed;
	bool choosy = false;

	if (list == NULL)
		return number != 0;
	while (next_number(&list, &listed)) {
		if (listed == number)
			return true;
		choosy = choosy || listed != 0;
	}
	return number != 0 && !choosy;
}

/* ---- derived fields ---- */

/* True if b goes on, on the same line, behind a piece of it where a ended. */
static bool
same_line(const struct np_article_block *a, const struct np_article_block *b)
{
	const struct np_piece *end = &a->pieces[a->piece_count - 1], *begin = &b->pieces[0];

	return a->leaf == b->leaf && end->part > 0 && begin->part > end->part &&
	       begin->first == end->first;
}

/* True if words in characters of this class are parted by spaces. */
static bool spaced(enum np_class class)
{
	return class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT || class == NP_HANGUL;
}

/* True if a space is missed where right is set behind left; neither is empty. */
static bool
wants_space(struct np_span left, struct np_span right)
{
	uint32_t last, first;

	np_utf8_prev(left.ptr, left.len, &last);
	np_utf8_next(right.ptr, right.len, &first);
	if (last == NP_UTF8_BAD || first == NP_UTF8_BAD)
		return false;
	if (!spaced(np_uni_class(first)) && first != '(' && first != '[')
		return false;
	return spaced(np_uni_class(last)) ||
	       (np_uni_class(last) == NP_PUNCT && last != '(' && last != '[');
}

/*
 * True if a blank stood, as papers set it, between a mark and what stands beside it: 本报讯 昨日,
 * 。 王明 摄; none beside a bracket or a colon.
 */
static bool
wants_blank(enum np_role before, enum np_role role, struct np_span left, struct np_span right)
{
	uint32_t last, first;
	bool behind_mark = has_role(MARKS, before);

	if (!behind_mark && !has_role(MARKS, role))
		return false;
	np_utf8_prev(left.ptr, left.len, &last);
	np_utf8_next(right.ptr, right.len, &first);
	if (last == NP_UTF8_BAD || first == NP_UTF8_BAD)
		return false;
	bool word = np_uni_class(first) == NP_HAN || spaced(np_uni_class(first));
	if (behind_mark)
		return (word || first == 0x201C || first == 0x300C) &&
		       (np_uni_class(last) == NP_HAN || spaced(np_uni_class(last)));
	return word;
}

bool
np_article_breaks_off(struct np_span text)
{
	static const char open[] = "，,、-(（[〔【“‘「『《〈";
	uint32_t last;

	text = np_uni_trim(text);
	if (text.len == 0)
		return false;
	np_utf8_prev(text.ptr, text.len, &last);
	switch (np_uni_class(last)) {
	case NP_HAN:
	case NP_KANA:
	case NP_HANGUL:
	case NP_BOPOMOFO:
	case NP_LATIN:
	case NP_LETTER:
	case NP_DIGIT:
		return true;
	default:
		break;
	}
	for (const char *sign = open; *sign != '\0';) {
		uint32_t cp;

		sign += np_utf8_next(sign, strlen(sign), &cp);
		if (cp == last)
			return true;
	}
	return false;
}

/* Text that is put together; the room is taken before, with a byte for every seam. */
struct text {
	char *ptr;
	size_t len;
};

static bool
text_begin(struct text *text, const struct np_article *article, struct np_arena *arena)
{
	size_t room = 1;

	/* The blocks were all in memory with a byte or more between: this can't overflow. */
	for (size_t i = 0; i < article->count; i++)
		room += article->blocks[i].text.len + 1;
	*text = (struct text){ np_arena_take(arena, room), 0 };
	return text->ptr != NULL;
}

static void
text_add(struct text *text, struct np_span more)
{
	if (more.len > 0)
		memcpy(text->ptr + text->len, more.ptr, more.len);
	text->len += more.len;
}

/*
 * Adds a block to the paragraph, whose last block is of role before and which is the last in the
 * text; a paragraph of one block, which is only pointed to, is copied to the text first.  The text is
 * begun when it is needed.  False when memory is out.
 */
static bool
text_append(struct text *text, struct np_span *paragraph, const struct np_article *article,
    enum np_role before, const struct np_article_block *block, struct np_arena *arena)
{
	const struct np_span left = *paragraph, more = block->text;

	if (text->ptr == NULL && !text_begin(text, article, arena))
		return false;
	if (left.ptr + left.len != text->ptr + text->len) {
		paragraph->ptr = text->ptr + text->len;
		text_add(text, left);
	}
	if (wants_space(left, more) || wants_blank(before, block->role, left, more))
		text->ptr[text->len++] = ' ';
	text_add(text, more);
	paragraph->len = (size_t)(text->ptr + text->len - paragraph->ptr);
	return true;
}

/* True if block is the rest of a sentence that before, on another page, breaks off. */
static bool
takes_up(const struct np_article_block *before, const struct np_article_block *block)
{
	return before->leaf != block->leaf && before->role == NP_BODY && block->role == NP_BODY &&
	       np_article_breaks_off(before->text);
}

const struct np_span *
np_article_values(
    const struct np_article *article, enum np_role role, size_t *count, struct np_arena *arena)
{
	static const struct np_span none = { "", 0 };
	const struct np_article_block *before = NULL;
	bool head = has_role(HEADS, role);
	struct np_span *values;
	struct text text = { NULL, 0 };

	*count = 0;
	if (!has_role(article->roles, role))
		return &none;
	values = np_arena_take(arena, article->count * sizeof(*values));
	if (values == NULL)
		return NULL;
	for (size_t i = 0; i < article->count; i++) {
		const struct np_article_block *block = &article->blocks[i];

		if (block->role != role || block->text.len == 0)
			continue;
		if (before != NULL && head && block->leaf != before->leaf)
			break;
		if (before == NULL || role != NP_BODY ||
		    !(same_line(before, block) || takes_up(before, block)))
			values[(*count)++] = block->text;
		else if (!text_append(
			     &text, &values[*count - 1], article, before->role, block, arena))
			return NULL;
		before = block;
	}
	return values;
}

char
np_article_seam(enum np_role role)
{
	return has_role(HEADS, role) ? ' ' : '\n';
}

struct np_span
np_article_field(const struct np_article *article, enum np_role role, struct np_arena *arena)
{
	const char seam = np_article_seam(role);
	const struct np_span *values;
	size_t count, room = 0;
	char *field, *to;

	values = np_article_values(article, role, &count, arena);
	if (values == NULL || count == 0)
		return (struct np_span){ values == NULL ? NULL : "", 0 };
	if (count == 1)
		return values[0];
	/* The blocks were all in memory with a byte or more between: this can't overflow. */
	for (size_t i = 0; i < count; i++)
		room += values[i].len + 1;
	field = to = np_arena_take(arena, room);
	if (field == NULL)
		return (struct np_span){ NULL, 0 };
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			*to++ = seam;
		memcpy(to, values[i].ptr, values[i].len);
		to += values[i].len;
	}
	return (struct np_span){ field, (size_t)(to - field) };
}

/* True if block, the one after before, belongs to the paragraph of that role. */
static bool
goes_on(
    enum np_role role, const struct np_article_block *before, const struct np_article_block *block)
{
	if (!same_line(before, block))
		return false;
	if (has_role(MARKS, block->role))
		return has_role(MARKS | RUNNING, role);
	return block->role == role ? has_role(RUNNING, role)
				   : has_role(MARKS, role) && has_role(RUNNING, block->role);
}

/*
 * Where block i, of body, breaks off and a block on another page takes it up with nothing but
 * jumps between: that block's index; else i.
 */
static size_t
taken_up_at(const struct np_article *article, size_t i)
{
	const struct np_article_block *block = &article->blocks[i];
	size_t next = i + 1;

	while (next < article->count && article->blocks[next].role == NP_JUMP)
		next++;
	return next < article->count && takes_up(block, &article->blocks[next]) ? next : i;
}

/* True if block stands above the text, wherever it was printed on the article's page. */
static bool
is_head(const struct np_article_block *block)
{
	return has_role(HEADS, block->role) && block->leaf == 0;
}

const struct np_paragraph *
np_article_paragraphs(const struct np_article *article, size_t *count, struct np_arena *arena)
{
	struct np_paragraph *paragraphs, *paragraph = NULL;
	const struct np_article_block *before = NULL;
	struct text text = { NULL, 0 };
	size_t found = 0, glued = 0;
	/* The heads first, then all else. */
	size_t round = (article->roles & HEADS) != 0 ? 0 : article->count;

	*count = 0;
	paragraphs = np_arena_take(arena, article->count * sizeof(*paragraphs));
	if (paragraphs == NULL)
		return NULL;
	for (; round < 2 * article->count; round++) {
		size_t i = round < article->count ? round : round - article->count;
		const struct np_article_block *block = &article->blocks[i];

		if (block->text.len == 0 || is_head(block) != (round < article->count))
			continue;
		if (before != NULL &&
		    ((i > 0 && i <= glued) || goes_on(paragraph->role, before, block))) {
			if (!text_append(
				&text, &paragraph->text, article, before->role, block, arena))
				return NULL;
			if (has_role(MARKS, paragraph->role) && has_role(RUNNING, block->role))
				paragraph->role = block->role;
		} else {
			bool subhead = has_role(HEADS, block->role) && block->leaf > 0;

			paragraph = &paragraphs[found++];
			*paragraph = (struct np_paragraph){ subhead ? NP_SUBHEAD : block->role,
				block->text, block->number };
		}
		before = block;
		if (round >= article->count && block->role == NP_BODY)
			glued = taken_up_at(article, i);
	}
	*count = found;
	return paragraphs;
}

bool
np_article_count_paragraphs(const struct np_article *article, size_t *count, struct np_arena *arena)
{
	const struct np_paragraph *paragraphs;
	size_t all;

	*count = 0;
	paragraphs = np_article_paragraphs(article, &all, arena);
	for (size_t i = 0; paragraphs != NULL && i < all; i++)
		*count += paragraphs[i].role == NP_BODY;
	return paragraphs != NULL;
}

struct np_span
np_article_text(const struct np_article *article, struct np_arena *arena)
{
	const struct np_span none = { NULL, 0 };
	const struct np_paragraph *paragraphs;
	struct text text;
	size_t count;

	paragraphs = np_article_paragraphs(article, &count, arena);
	/* Room for the pieces' spaces is room for the line feeds: there is one seam a block. */
	if (paragraphs == NULL || !text_begin(&text, article, arena))
		return none;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			text.ptr[text.len++] = '\n';
		text_add(&text, paragraphs[i].text);
	}
	return (struct np_span){ text.ptr, text.len };
}

static int
compare_pieces(const void *left, const void *right)
{
	const struct np_piece *a = left, *b = right;

	return a->first < b->first ? -1 : a->first > b->first;
}

/* Sorts pieces, all of one page, and makes ranges of neighbours; answers how many are left. */
static size_t
merge_pieces(struct np_piece *pieces, size_t count)
{
	size_t kept = 0;

	for (size_t i = 1; i < count; i++) {
		if (pieces[i].first < pieces[i - 1].first) {
			qsort(pieces, count, sizeof(*pieces), compare_pieces);
			break;
		}
	}
	for (size_t i = 0; i < count; i++) {
		struct np_piece *end = &pieces[kept];

		if (kept > 0 && pieces[i].first - 1 <= end[-1].last) {
			if (pieces[i].last > end[-1].last)
				end[-1].last = pieces[i].last;
		} else {
			*end = (struct np_piece){ pieces[i].first, pieces[i].last, 0 };
			kept++;
		}
	}
	return kept;
}

const struct np_stand *
np_article_stands(const struct np_article *article, size_t *count, struct np_arena *arena)
{
	struct np_stand *stands;
	struct np_piece *pieces;
	size_t all = 0, found = 0, done = 0;

	for (size_t i = 0; i < article->count; i++) {
		all += article->blocks[i].piece_count;
		found += i == 0 || article->blocks[i].leaf != article->blocks[i - 1].leaf;
	}
	pieces = np_arena_take(arena, all * sizeof(*pieces));
	stands = np_arena_take(arena, found * sizeof(*stands));
	if (pieces == NULL || stands == NULL)
		return NULL;
	*count = found;
	found = 0;
	for (size_t i = 0, next; i < article->count; i = next) {
		struct np_piece *own = pieces + done;
		size_t own_count = 0;

		for (next = i;
		     next < article->count && article->blocks[next].leaf == article->blocks[i].leaf;
		     next++) {
			const struct np_article_block *block = &article->blocks[next];

			memcpy(
			    own + own_count, block->pieces, block->piece_count * sizeof(*pieces));
			own_count += block->piece_count;
		}
		done += own_count;
		stands[found++] =
		    (struct np_stand){ article->blocks[i].page, own, merge_pieces(own, own_count) };
	}
	return stands;
}

void
np_article_count(
    const struct np_article *article, uint32_t roles, unsigned want, struct np_count *sum)
{
	for (size_t i = 0; i < article->count; i++) {
		const struct np_article_block *block = &article->blocks[i];
		struct np_counter counter;

		if (!has_role(roles, block->role))
			continue;
		np_counter_begin(&counter, sum, want);
		np_counter_add(&counter, block->text.ptr, block->text.len);
		np_counter_end(&counter);
	}
}
