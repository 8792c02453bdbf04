/* recall.c - what marks told, kept for when the same words come again */
#include "recall.h"

#include <string.h>

enum {
	SLOTS = 4096,
	LONGEST = 300,      /* bytes of a text that is kept */
	MOST = 1024 * 1024, /* bytes that are kept from one page to the next */
};

void
np_recall_init(struct np_recall *recall)
{
	*recall = (struct np_recall){ .slots = NULL };
	np_arena_init(&recall->arena, 0);
}

void
np_recall_free(struct np_recall *recall)
{
	np_arena_free(&recall->arena);
	recall->slots = NULL;
}

void
np_recall_tidy(struct np_recall *recall)
{
	if (recall->arena.held <= MOST)
		return;
	np_arena_free(&recall->arena);
	recall->slots = NULL;
}

/* FNV-1a, the high bits brought down. */
static size_t
slot_of(struct np_span text, enum np_role role)
{
	uint64_t hash = UINT64_C(0xCBF29CE484222325) ^ (unsigned)role;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001B3);
	return (size_t)(hash ^ hash >> 32) % SLOTS;
}

/* Reads the text anew; what it says lies in the arena or the text.  NULL when memory is out. */
static struct np_recalled *
read_anew(struct np_span text, enum np_role role, struct np_arena *arena)
{
	struct np_recalled *read = np_arena_array(arena, 1, sizeof *read);

	if (read == NULL || np_people_read(text, role, arena, &read->people) != NP_OK)
		return NULL;
	if (role == NP_DATELINE && np_dateline_read(text, arena, &read->dateline) != NP_OK)
		return NULL;
	read->text = text;
	read->role = role;
	return read;
}

const struct np_recalled *
np_recall_read(
    struct np_recall *recall, struct np_span text, enum np_role role, struct np_arena *arena)
{
	struct np_recalled **slot;
	char *copy;

	if (text.len > LONGEST)
		return read_anew(text, role, arena);
	if (recall->slots == NULL)
		recall->slots = np_arena_array(&recall->arena, SLOTS, sizeof *recall->slots);
	if (recall->slots == NULL)
		return NULL;
	slot = &recall->slots[slot_of(text, role)];
	if (*slot != NULL && (*slot)->role == role && (*slot)->text.len == text.len &&
	    memcmp((*slot)->text.ptr, text.ptr, text.len) == 0)
		return *slot;
	copy = np_arena_take(&recall->arena, text.len);
	if (copy == NULL)
		return NULL;
	memcpy(copy, text.ptr, text.len);
	*slot = read_anew((struct np_span){ copy, text.len }, role, &recall->arena);
	return *slot;
}
