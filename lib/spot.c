/* spot.c - where the blocks of a page begin: a page has each place once */
#include "spot.h"

#include <stdlib.h>

static int
compare_places(const struct np_spot *a, const struct np_spot *b)
{
	if (a->leaf != b->leaf)
		return a->leaf < b->leaf ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return a->part < b->part ? -1 : a->part > b->part;
}

static int
compare(const void *left, const void *right)
{
	const struct np_spot *a = left, *b = right;
	int order = compare_places(a, b);

	return order != 0 ? order : a->number < b->number ? -1 : a->number > b->number;
}

uint64_t
np_spot_repeated(struct np_spot *list, size_t count)
{
	uint64_t repeated = 0;

	qsort(list, count, sizeof *list, compare);
	for (size_t i = 1; i < count; i++) {
		if (compare_places(&list[i - 1], &list[i]) == 0 &&
		    (repeated == 0 || list[i].number < repeated))
			repeated = list[i].number;
	}
	return repeated;
}

bool
np_spots_add(struct np_spots *spots, const struct np_block *block, uint64_t number)
{
	const struct np_piece *piece = &block->first;

	if (np_block_joined(block))
		return true;
	if (spots->count == spots->cap) {
		size_t cap = spots->cap == 0 ? 64 : spots->cap * 2;
		struct np_spot *list =
		    cap > SIZE_MAX / sizeof *list ? NULL : realloc(spots->list, cap * sizeof *list);

		if (list == NULL)
			return false;
		spots->list = list;
		spots->cap = cap;
	}
	if (spots->count > 0 && !np_spot_below(&spots->last, piece))
		spots->turns_back = true;
	spots->last = *piece;
	spots->list[spots->count++] = (struct np_spot){ 0, piece->first, number, piece->part };
	return true;
}

uint64_t
np_spots_repeated(struct np_spots *spots)
{
	return spots->turns_back ? np_spot_repeated(spots->list, spots->count) : 0;
}

void
np_spots_clear(struct np_spots *spots)
{
	spots->count = 0;
	spots->turns_back = false;
}

void
np_spots_free(struct np_spots *spots)
{
	free(spots->list);
	*spots = (struct np_spots){ .count = 0 };
}
