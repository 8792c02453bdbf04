/* article.c - an article's fields and running text, derived from its blocks */
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
