/* recall.c - what marks told, kept for when the same words come again */
#include "recall.h"

#include <string.h>

enum {
	FEWEST = 256,       /* slots: for one page */
	SLOTS = 4096,       /* at most */
	LONGEST = 300,      /* bytes of a text that is kept */
	MOST = 1024 * 1024, /* bytes that are kept from one page to the next */
};

void
np_recall_init(struct np_recall *recall)
{
	*recall = (struct np_recall){ .slots = NULL };
	np_arena_init(&recall->arena, 0);
	np_arena_init(&recall->reading, 0);
}

void
np_recall_free(struct np_recall *recall)
{
	np_arena_free(&recall->arena);
	np_arena_free(&recall->reading);
	recall->slots = NULL;
	recall->count = recall->taken = 0;
}

void
np_recall_tidy(struct np_recall *recall)
{
	if (recall->arena.held <= MOST)
		return;
	np_arena_free(&recall->arena);
	recall->slots = NULL;
	recall->count = recall->taken = 0;
}

/* FNV-1a over the text, as far as texts are kept, the high bits brought down. */
static uint64_t
hash_of(struct np_span text, enum np_role role)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ (unsigned)role;

	for (size_t i = 0; i < text.len && i < LONGEST; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001B3);
	return hash ^ hash >> 32;
}

/* The slot where what was read of the text is kept, or is to be. */
static struct np_recalled **
slot_of(const struct np_recall *recall, struct np_span text, enum np_role role)
{
	return &recall->slots[hash_of(text, role) % recall->count];
}

/* Makes slots, or more of them where an eighth is taken; false when memory is out. */
static bool
make_slots(struct np_recall *recall)
{
	const size_t before = recall->count, count = before == 0 ? FEWEST : before * 4;
	struct np_recalled **kept = recall->slots, **slots;

	if (before == SLOTS || 8 * recall->taken < before)
		return true;
	slots = np_arena_array(&recall->arena, count, sizeof(struct np_recalled *));
	if (slots == NULL)
		return false;
	recall->slots = slots;
	recall->count = count;
	for (size_t i = 0; i < before; i++) {
		if (kept[i] != NULL)
			*slot_of(recall, kept[i]->text, kept[i]->role) = kept[i];
	}
	return true;
}

/* Reads the text anew; what it says lies in the arena or the text.  False when memory is out. */
static bool
read_anew(struct np_recalled *read, struct np_span text, enum np_role role, struct np_arena *arena)
{
	memset(read, 0, sizeof *read);
	read->text = text;
	read->role = role;
	return np_people_read(text, role, arena, &read->people) == NP_OK &&
	       (role != NP_DATELINE || np_dateline_read(text, arena, &read->dateline) == NP_OK);
}

/* Copies the span to the arena; false when memory is out. */
static bool
keep_span(struct np_span *span, struct np_arena *arena)
{
	char *copy = span->len == 0 ? "" : np_arena_take(arena, span->len);

	if (copy == NULL)
		return false;
	if (span->len > 0)
		memcpy(copy, span->ptr, span->len);
	span->ptr = copy;
	return true;
}

static bool
keep_people(struct np_people *people, struct np_arena *arena)
{
	struct np_person *list = np_arena_array(arena, people->count, sizeof *list);
	bool kept = list != NULL;

	for (size_t i = 0; i < people->count && kept; i++) {
		list[i] = people->list[i];
		kept = keep_span(&list[i].name, arena) && keep_span(&list[i].office, arena) &&
		       keep_span(&list[i].organisation, arena) && keep_span(&list[i].place, arena);
	}
	people->list = list;
	return kept;
}

static bool
keep_dateline(struct np_dateline *dateline, struct np_arena *arena)
{
	bool kept = keep_span(&dateline->place, arena);

	for (size_t i = 0; i < dateline->agency_count && kept; i++)
		kept = keep_span(&dateline->agencies[i], arena);
	return kept;
}

const struct np_recalled *
np_recall_read(
    struct np_recall *recall, struct np_span text, enum np_role role, struct np_arena *arena)
{
	const bool keep = text.len <= LONGEST;
	struct np_recalled **slot, *read;

	if (!make_slots(recall))
		return NULL;
	slot = slot_of(recall, text, role);
	if (keep && *slot != NULL && (*slot)->role == role && np_span_same((*slot)->text, text))
		return *slot;
	if (keep)
		arena = &recall->arena;
	/* Reading takes many times what it tells. */
	read = np_arena_take(arena, sizeof *read);
	if (read == NULL || !read_anew(read, text, role, &recall->reading) ||
	    (keep && !keep_span(&read->text, arena)) || !keep_people(&read->people, arena) ||
	    (role == NP_DATELINE && !keep_dateline(&read->dateline, arena)))
		return NULL;
	np_arena_reset(&recall->reading);
	if (!keep)
		return read;
	recall->taken += *slot == NULL;
	return *slot = read;
}
