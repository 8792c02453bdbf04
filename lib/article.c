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
 * Adds a block, behind a blank where the seam is one, to the paragraph that is the last in the
 * text; a paragraph of one block, which is only pointed to, is copied to the text first.  The text is
 * begun when it is needed.  False when memory is out.
 */
static bool
text_append(struct text *text, struct np_span *paragraph, enum np_seam seam,
    const struct np_article_block *block, const struct np_article *article, struct np_arena *arena)
{
	if (text->ptr == NULL && !text_begin(text, article, arena))
		return false;
	if (paragraph->ptr + paragraph->len != text->ptr + text->len) {
		const struct np_span left = *paragraph;

		paragraph->ptr = text->ptr + text->len;
		text_add(text, left);
	}
	if (seam == NP_SEAM_BLANK)
		text->ptr[text->len++] = ' ';
	text_add(text, block->text);
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

/* How block goes on in a paragraph behind before. */
static enum np_seam
seam_between(const struct np_article_block *before, const struct np_article_block *block)
{
	return wants_space(before->text, block->text) ||
		       wants_blank(before->role, block->role, before->text, block->text)
		   ? NP_SEAM_BLANK
		   : NP_SEAM_NONE;
}

struct np_words
np_words_of(const struct np_article *article, enum np_role role)
{
	return (struct np_words){ .article = article,
		.next = has_role(article->roles, role) ? 0 : article->count,
		.role = role };
}

const struct np_article_block *
np_words_next_of(struct np_words *words, enum np_seam *seam)
{
	const struct np_article_block *before = words->before;
	const struct np_article *article = words->article;

	while (words->next < article->count) {
		const struct np_article_block *block = &article->blocks[words->next++];

		if (block->role != words->role || block->text.len == 0)
			continue;
		words->before = block;
		*seam = NP_SEAM_BREAK;
		if (before != NULL && has_role(HEADS, words->role) && block->leaf != before->leaf)
			break;
		if (before != NULL && words->role == NP_BODY &&
		    (same_line(before, block) || takes_up(before, block)))
			*seam = seam_between(before, block);
		return block;
	}
	words->next = article->count;
	return NULL;
}

const struct np_span *
np_article_values(
    const struct np_article *article, enum np_role role, size_t *count, struct np_arena *arena)
{
	static const struct np_span none = { "", 0 };
	struct np_words words = np_words_of(article, role);
	const struct np_article_block *block;
	struct np_span *values;
	struct text text = { NULL, 0 };
	enum np_seam seam;

	*count = 0;
	if (!has_role(article->roles, role))
		return &none;
	values = np_arena_take(arena, article->count * sizeof(*values));
	if (values == NULL)
		return NULL;
	while ((block = np_words_next_of(&words, &seam)) != NULL) {
		if (seam == NP_SEAM_BREAK)
			values[(*count)++] = block->text;
		else if (!text_append(&text, &values[*count - 1], seam, block, article, arena))
			return NULL;
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

struct np_words
np_words_running(const struct np_article *article)
{
	return (struct np_words){ .article = article, .heads = (article->roles & HEADS) != 0 };
}

/* The next head of the article's page, or NULL. */
static const struct np_article_block *
next_head(struct np_words *words)
{
	const struct np_article *article = words->article;

	while (words->next < article->count) {
		const struct np_article_block *block = &article->blocks[words->next++];

		if (is_head(block) && block->text.len > 0)
			return block;
	}
	words->next = 0;
	words->heads = false;
	return NULL;
}

/* Tells how the block, the next of the running text, goes on with it. */
static enum np_seam
run_on(struct np_words *words, const struct np_article_block *block, bool glued)
{
	const struct np_article_block *before = words->before;

	words->before = block;
	if (before == NULL || !(glued || goes_on(words->role, before, block))) {
		const bool subhead = has_role(HEADS, block->role) && block->leaf > 0;

		words->role = subhead ? NP_SUBHEAD : block->role;
		return NP_SEAM_BREAK;
	}
	if (has_role(MARKS, words->role) && has_role(RUNNING, block->role))
		words->role = block->role;
	return seam_between(before, block);
}

const struct np_article_block *
np_words_next_running(struct np_words *words, enum np_seam *seam)
{
	const struct np_article *article = words->article;
	const struct np_article_block *block = words->heads ? next_head(words) : NULL;

	if (block != NULL) {
		*seam = run_on(words, block, false);
		return block;
	}
	while (words->next < article->count) {
		const size_t i = words->next++;

		block = &article->blocks[i];
		if (is_head(block) || block->text.len == 0)
			continue;
		*seam = run_on(words, block, i > 0 && i <= words->glued);
		if (block->role == NP_BODY)
			words->glued = taken_up_at(article, i);
		return block;
	}
	return NULL;
}

const struct np_paragraph *
np_article_paragraphs(const struct np_article *article, size_t *count, struct np_arena *arena)
{
	struct np_words words = np_words_running(article);
	const struct np_article_block *block;
	struct np_paragraph *paragraphs, *paragraph = NULL;
	struct text text = { NULL, 0 };
	enum np_seam seam;

	*count = 0;
	paragraphs = paragraph = np_arena_take(arena, article->count * sizeof(*paragraphs));
	if (paragraphs == NULL)
		return NULL;
	while ((block = np_words_next_running(&words, &seam)) != NULL) {
		if (seam == NP_SEAM_BREAK) {
			paragraph = &paragraphs[(*count)++];
			*paragraph =
			    (struct np_paragraph){ words.role, block->text, block->number };
		} else if (!text_append(&text, &paragraph->text, seam, block, article, arena)) {
			return NULL;
		}
		paragraph->role = words.role;
	}
	return paragraphs;
}

size_t
np_article_count_paragraphs(const struct np_article *article)
{
	struct np_words words = np_words_running(article);
	size_t count = 0;
	bool body = false; /* the paragraph that is counted last is one of body, so far */
	enum np_seam seam;

	while (np_words_next_running(&words, &seam) != NULL) {
		if (seam != NP_SEAM_BREAK)
			count -= body;
		body = words.role == NP_BODY;
		count += body;
	}
	return count;
}

struct np_span
np_article_text(const struct np_article *article, struct np_arena *arena)
{
	struct np_words words = np_words_running(article);
	const struct np_article_block *block;
	struct text text;
	enum np_seam seam;

	/* There is room for a seam a block. */
	if (!text_begin(&text, article, arena))
		return (struct np_span){ NULL, 0 };
	while ((block = np_words_next_running(&words, &seam)) != NULL) {
		if (seam != NP_SEAM_NONE && text.len > 0)
			text.ptr[text.len++] = seam == NP_SEAM_BLANK ? ' ' : '\n';
		text_add(&text, block->text);
	}
	return (struct np_span){ text.ptr, text.len };
}

static int
compare_pieces(const void *left, const void *right)
{
	const struct np_piece *a = left, *b = right;

	return a->first < b->first ? -1 : a->first > b->first;
}

/* Puts a piece behind others of its page, or makes the last of them longer, if it goes on with that. */
static void
add_piece(struct np_stand *stand, struct np_piece *pieces, const struct np_piece *piece)
{
	struct np_piece *last = &pieces[stand->count - 1]; /* not looked at where there is none */

	if (stand->count > 0 && piece->first >= last->first && piece->first - 1 <= last->last) {
		if (piece->last > last->last)
			last->last = piece->last;
	} else {
		pieces[stand->count++] = (struct np_piece){ piece->first, piece->last, 0 };
	}
}

/* Brings ranges of one page into order. */
static void
sort_pieces(struct np_stand *stand, struct np_piece *pieces)
{
	const size_t count = stand->count;
	size_t i = 1;

	while (i < count && pieces[i].first >= pieces[i - 1].first)
		i++;
	if (i >= count)
		return;
	qsort(pieces, count, sizeof(*pieces), compare_pieces);
	stand->count = 0;
	for (i = 0; i < count; i++) {
		const struct np_piece piece = pieces[i];

		add_piece(stand, pieces, &piece);
	}
}

const struct np_stand *
np_article_stands(const struct np_article *article, size_t *count, struct np_arena *arena)
{
	const struct np_article_block *blocks = article->blocks;
	struct np_stand *stands;
	struct np_piece *pieces;
	size_t all = 0, found = 0;

	for (size_t i = 0; i < article->count; i++) {
		all += blocks[i].piece_count;
		found += i == 0 || blocks[i].leaf != blocks[i - 1].leaf;
	}
	pieces = np_arena_take(arena, all * sizeof(*pieces));
	stands = np_arena_take(arena, found * sizeof(*stands));
	if (pieces == NULL || stands == NULL)
		return NULL;
	*count = found;
	found = 0;
	for (size_t i = 0, next; i < article->count; i = next) {
		struct np_stand *stand = &stands[found++];

		*stand = (struct np_stand){ blocks[i].page, pieces, 0 };
		for (next = i; next < article->count && blocks[next].leaf == blocks[i].leaf; next++)
			for (size_t k = 0; k < blocks[next].piece_count; k++)
				add_piece(stand, pieces, &blocks[next].pieces[k]);
		sort_pieces(stand, pieces);
		pieces += stand->count;
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
