/* tally.c - counts of groups: a page, an article of it, a role in it */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

void
np_tally_init(struct np_tally *tally, unsigned want, size_t limit)
{
	*tally = (struct np_tally){
		.places = np_count_places(want),
		.limit = limit < UINT32_MAX ? limit : UINT32_MAX,
	};
	np_arena_init(&tally->arena, 0);
}

static bool
same(const struct np_tally_row *row, struct np_span page, uint64_t article, int role)
{
	return row->article == article && row->role == role && np_span_same(row->page, page);
}

/*
 * FNV-1a over the name, the numbers mixed in, the high bits brought down.  Articles of a page that follow
 * each other do so among the slots too, eight of them: they are asked for one behind the other.
 */
static uint64_t
hash(struct np_span page, uint64_t article, int role)
{
	const uint64_t prime = UINT64_C(0x100000001B3);
	uint64_t h = UINT64_C(0xCBF29CE484222325);

	for (size_t i = 0; i < page.len; i++)
		h = (h ^ (unsigned char)page.ptr[i]) * prime;
	h = (h ^ article / 8) * prime;
	h = (h ^ (unsigned)role) * UINT64_C(0x9E3779B97F4A7C15);
	return (h ^ h >> 32) + article % 8;
}

/* What a slot has: the row's number, in its lower half, and the upper half of its hash. */
static size_t
row_number(uint64_t slot)
{
	return (size_t)(uint32_t)slot - 1;
}

static uint64_t
slot_of(uint64_t hashed, size_t row)
{
	return (hashed >> 32 << 32) | (row + 1);
}

/* The slot of that group, or the free one where it belongs. */
static size_t
find_slot(
    const struct np_tally *tally, uint64_t hashed, struct np_span page, uint64_t article, int role)
{
	size_t mask = tally->slot_count - 1;
	size_t slot = (size_t)hashed & mask;

	while (tally->slots[slot] != 0 &&
	       (tally->slots[slot] >> 32 != hashed >> 32 ||
		   !same(tally->rows[row_number(tally->slots[slot])], page, article, role)))
		slot = (slot + 1) & mask;
	return slot;
}

/* Makes room for one more row; the slots stay at most half full. */
static bool
make_room(struct np_tally *tally)
{
	size_t room = tally->room == 0 ? 64 : tally->room * 2;
	struct np_tally_row **rows;
	uint64_t *slots;

	if (tally->count < tally->room)
		return true;
	if (room > SIZE_MAX / sizeof(void *) / 4)
		return false;
	rows = realloc(tally->rows, room * sizeof *rows);
	if (rows == NULL)
		return false;
	tally->rows = rows;
	slots = calloc(room * 2, sizeof *slots);
	if (slots == NULL)
		return false;
	free(tally->slots);
	tally->slots = slots;
	tally->slot_count = room * 2;
	tally->room = room;
	for (size_t i = 0; i < tally->count; i++) {
		const struct np_tally_row *row = rows[i];
		uint64_t hashed = hash(row->page, row->article, row->role);

		slots[find_slot(tally, hashed, row->page, row->article, row->role)] =
		    slot_of(hashed, i);
	}
	return true;
}

bool
np_tally_is_full(const struct np_tally *tally)
{
	return tally->count >= tally->limit;
}

/* Gives a new row the name of its page: that of the last row, if it is the same, or a copy. */
static bool
name_row(struct np_tally *tally, struct np_tally_row *row, struct np_span page)
{
	const struct np_tally_row *last =
	    tally->last < tally->count ? tally->rows[tally->last] : NULL;
	char *name;

	if (last != NULL && np_span_same(last->page, page)) {
		row->page = last->page;
		return true;
	}
	name = np_arena_take(&tally->arena, page.len + 1);
	if (name == NULL)
		return false;
	memcpy(name, page.ptr, page.len);
	row->page = (struct np_span){ name, page.len };
	return true;
}

struct np_tally_row *
np_tally_at(struct np_tally *tally, struct np_span page, uint64_t article, int role)
{
	struct np_tally_row *row;
	uint64_t hashed;
	size_t slot;

	/* blocks of a group mostly follow each other */
	if (tally->last < tally->count && same(tally->rows[tally->last], page, article, role))
		return tally->rows[tally->last];
	if (!make_room(tally))
		return NULL;
	hashed = hash(page, article, role);
	slot = find_slot(tally, hashed, page, article, role);
	if (tally->slots[slot] != 0) {
		tally->last = row_number(tally->slots[slot]);
		return tally->rows[tally->last];
	}
	if (np_tally_is_full(tally))
		return NULL;
	row =
	    np_arena_take(&tally->arena, sizeof *row + tally->places.count * sizeof row->counts[0]);
	if (row == NULL || !name_row(tally, row, page))
		return NULL;
	row->article = article;
	row->role = role;
	memset(row->counts, 0, tally->places.count * sizeof row->counts[0]);
	tally->rows[tally->count] = row;
	tally->last = tally->count++;
	tally->slots[slot] = slot_of(hashed, tally->last);
	return row;
}

void
np_tally_add(const struct np_tally *tally, struct np_tally_row *row, const struct np_count *more)
{
	np_count_pack(row->counts, &tally->places, more);
}

struct np_count
np_tally_count(const struct np_tally *tally, const struct np_tally_row *row)
{
	struct np_count count;

	np_count_unpack(&count, &tally->places, row->counts);
	return count;
}

void
np_tally_clear(struct np_tally *tally)
{
	free(tally->rows);
	free(tally->slots);
	np_arena_free(&tally->arena);
	*tally = (struct np_tally){ .places = tally->places, .limit = tally->limit };
}
