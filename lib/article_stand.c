/* article_stand.c - the pages and lines on which an article stands */
#include <stdlib.h>

#include "article.h"

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
	struct np_piece *last = stand->count > 0 ? &pieces[stand->count - 1] : NULL;

	if (last != NULL && piece->first >= last->first && piece->first - 1 <= last->last) {
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
	qsort(pieces, count, sizeof *pieces, compare_pieces);
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
	pieces = np_arena_take(arena, all * sizeof *pieces);
	stands = np_arena_take(arena, found * sizeof *stands);
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

size_t
np_article_ranges(const struct np_article *article, struct np_piece *ranges, size_t most)
{
	struct np_piece range = { article->blocks[0].pieces[0].first, 0, 0 };
	size_t count = 0;

	for (size_t i = 0; i < article->count; i++) {
		const struct np_article_block *block = &article->blocks[i];

		if (block->leaf > 0)
			return 0;
		for (size_t k = 0; k < block->piece_count; k++) {
			const struct np_piece *piece = &block->pieces[k];

			if (piece->first < range.first)
				return 0;
			if (piece->first - 1 > range.last && range.last > 0) {
				if (count == most - 1)
					return 0;
				ranges[count++] = range;
				range.first = piece->first;
			}
			range.last = piece->last > range.last ? piece->last : range.last;
		}
	}
	ranges[count++] = range;
	return count;
}
