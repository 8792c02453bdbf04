/* article_text.c - an article's fields and its running text, put together */
#include <string.h>

#include "article.h"

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

const struct np_span *
np_article_values(
    const struct np_article *article, enum np_role role, size_t *count, struct np_arena *arena)
{
	static const struct np_span none = { "", 0 };
	struct np_article_walk walk = np_article_walk_of(article, role);
	const struct np_article_block *block;
	struct np_span *values;
	struct text text = { NULL, 0 };
	enum np_seam seam;

	*count = 0;
	if ((article->roles & NP_ROLE_BIT(role)) == 0)
		return &none;
	values = np_arena_take(arena, article->count * sizeof *values);
	if (values == NULL)
		return NULL;
	while ((block = np_article_next_of(&walk, &seam)) != NULL) {
		if (seam == NP_SEAM_BREAK)
			values[(*count)++] = block->text;
		else if (!text_append(&text, &values[*count - 1], seam, block, article, arena))
			return NULL;
	}
	return values;
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

const struct np_paragraph *
np_article_paragraphs(const struct np_article *article, size_t *count, struct np_arena *arena)
{
	struct np_article_walk walk = np_article_walk_running(article);
	const struct np_article_block *block;
	struct np_paragraph *paragraphs, *paragraph = NULL;
	struct text text = { NULL, 0 };
	enum np_seam seam;

	*count = 0;
	paragraphs = paragraph = np_arena_take(arena, article->count * sizeof *paragraphs);
	if (paragraphs == NULL)
		return NULL;
	while ((block = np_article_next_running(&walk, &seam)) != NULL) {
		if (seam == NP_SEAM_BREAK) {
			paragraph = &paragraphs[(*count)++];
			*paragraph = (struct np_paragraph){ walk.role, block->text, block->number };
		} else if (!text_append(&text, &paragraph->text, seam, block, article, arena)) {
			return NULL;
		}
		paragraph->role = walk.role;
	}
	return paragraphs;
}

struct np_span
np_article_text(const struct np_article *article, struct np_arena *arena)
{
	struct np_article_walk walk = np_article_walk_running(article);
	const struct np_article_block *block;
	struct text text;
	enum np_seam seam;

	/* There is room for a seam a block. */
	if (!text_begin(&text, article, arena))
		return (struct np_span){ NULL, 0 };
	while ((block = np_article_next_running(&walk, &seam)) != NULL) {
		if (seam != NP_SEAM_NONE && text.len > 0)
			text.ptr[text.len++] = seam == NP_SEAM_BLANK ? ' ' : '\n';
		text_add(&text, block->text);
	}
	return (struct np_span){ text.ptr, text.len };
}
