/* bag.c - strings and how often each was put in: exact while they fit into memory */
#include "bag.h"

#include <stdlib.h>
#include <string.h>

/* So many bytes of a string are kept with its counts; what is longer lies elsewhere. */
enum { SHORT = 16 };

struct entry {
	uint64_t count, error;
	union {
		char bytes[SHORT];
		char *longer;
	} text;
	uint32_t hash;
	uint32_t place; /* in the heap */
	uint8_t len;
};

struct np_bag {
	struct entry *entries;
	size_t count, room;
	uint32_t *slots; /* open addressing: number of an entry plus 1, 0 for free */
	size_t slot_count;
	/*
	 * Once the bag is full: numbers of entries, each with no greater count than the two
	 * below it, at 2i + 1 and 2i + 2.
	 */
	uint32_t *heap;
	size_t memory, longer; /* the limit; bytes of strings that lie elsewhere */
	bool approximate;
};

struct np_bag *
np_bag_open(size_t memory, bool approximate)
{
	struct np_bag *bag = calloc(1, sizeof *bag);

	if (bag == NULL)
		return NULL;
	bag->memory = memory;
	bag->approximate = approximate;
	return bag;
}

/* Eight bytes at a time, multiplied and folded; the same on every machine for the same bytes. */
static uint32_t
hash(const char *ptr, size_t len)
{
	const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t h = len;

	while (len > 0) {
		size_t part = len < 8 ? len : 8;
		uint64_t word = 0;

		memcpy(&word, ptr, part);
		h = (h ^ word) * prime;
		h ^= h >> 32;
		ptr += part;
		len -= part;
	}
	h *= prime;
	return (uint32_t)(h >> 32);
}

static const char *
text_of(const struct entry *entry)
{
	return entry->len <= SHORT ? entry->text.bytes : entry->text.longer;
}

/* The slot of that string, or the free one where it belongs. */
static size_t
find_slot(const struct np_bag *bag, const char *ptr, size_t len, uint32_t h)
{
	size_t mask = bag->slot_count - 1, slot = h & mask;

	for (; bag->slots[slot] != 0; slot = (slot + 1) & mask) {
		const struct entry *entry = &bag->entries[bag->slots[slot] - 1];

		if (entry->hash == h && entry->len == len && memcmp(text_of(entry), ptr, len) == 0)
			break;
	}
	return slot;
}

/* What an entry takes, with two slots and a place in the heap; so many there always may be. */
enum { ENTRY_BYTES = sizeof(struct entry) + 3 * sizeof(uint32_t), LEAST = 64 };

/* The bytes of a string that do not lie in its entry. */
static size_t
bytes_elsewhere(size_t len)
{
	return len > SHORT ? len : 0;
}

/*
 * Room for one more entry with a string of len bytes, within the limit; a third of the slots
 * stay free at least.  NP_ERR_TOOBIG when there is none.
 */
static enum np_code
make_room(struct np_bag *bag, size_t len)
{
	const size_t most = bag->memory / ENTRY_BYTES + LEAST;
	size_t room = bag->room == 0 ? LEAST : bag->room * 2, slot_count = 2 * LEAST;
	const size_t bytes = (bag->count + 1) * ENTRY_BYTES + bag->longer + bytes_elsewhere(len);
	struct entry *entries;
	uint32_t *slots;

	if (bag->count >= LEAST && bytes > bag->memory)
		return NP_ERR_TOOBIG;
	if (bag->count < bag->room)
		return NP_OK;
	if (room > most && most > bag->count)
		room = most;
	if (room > UINT32_MAX / 4)
		return NP_ERR_TOOBIG;
	while (slot_count < room + room / 2)
		slot_count *= 2;
	entries = realloc(bag->entries, room * sizeof *entries);
	if (entries == NULL)
		return NP_ERR_MEMORY;
	bag->entries = entries;
	slots = calloc(slot_count, sizeof *slots);
	if (slots == NULL)
		return NP_ERR_MEMORY;
	free(bag->slots);
	bag->slots = slots;
	bag->slot_count = slot_count;
	bag->room = room;
	for (size_t i = 0; i < bag->count; i++) {
		const struct entry *entry = &entries[i];

		slots[find_slot(bag, text_of(entry), entry->len, entry->hash)] = (uint32_t)i + 1;
	}
	return NP_OK;
}

static bool
set_text(struct np_bag *bag, struct entry *entry, const char *ptr, size_t len, uint32_t h)
{
	char *longer = NULL;

	if (len > SHORT) {
		longer = malloc(len);
		if (longer == NULL)
			return false;
		memcpy(longer, ptr, len);
		entry->text.longer = longer;
		bag->longer += len;
	} else {
		memcpy(entry->text.bytes, ptr, len);
	}
	entry->len = (uint8_t)len;
	entry->hash = h;
	return true;
}

/* ---- what is rarest ---- */

static void
put_in_heap(struct np_bag *bag, size_t place, uint32_t number)
{
	bag->heap[place] = number;
	bag->entries[number].place = (uint32_t)place;
}

/* Puts the entry at place, whose count has grown, back in order. */
static void
sift_down(struct np_bag *bag, size_t place)
{
	const uint32_t number = bag->heap[place];
	const uint64_t count = bag->entries[number].count;

	for (;;) {
		size_t below = 2 * place + 1;

		if (below >= bag->count)
			break;
		if (below + 1 < bag->count &&
		    bag->entries[bag->heap[below + 1]].count < bag->entries[bag->heap[below]].count)
			below++;
		if (bag->entries[bag->heap[below]].count >= count)
			break;
		put_in_heap(bag, place, bag->heap[below]);
		place = below;
	}
	put_in_heap(bag, place, number);
}

static bool
make_heap(struct np_bag *bag)
{
	bag->heap = malloc(bag->count * sizeof *bag->heap);
	if (bag->heap == NULL)
		return false;
	for (size_t i = 0; i < bag->count; i++)
		put_in_heap(bag, i, (uint32_t)i);
	for (size_t i = bag->count / 2; i-- > 0;)
		sift_down(bag, i);
	return true;
}

/* Takes the entry's slot away; those behind it move up where they may. */
static void
free_slot(struct np_bag *bag, const struct entry *entry)
{
	const size_t mask = bag->slot_count - 1;
	size_t hole = find_slot(bag, text_of(entry), entry->len, entry->hash), slot = hole;

	for (;;) {
		size_t home;

		slot = (slot + 1) & mask;
		if (bag->slots[slot] == 0)
			break;
		home = bag->entries[bag->slots[slot] - 1].hash & mask;
		/* it may move if the hole is not before its home */
		if (((slot - home) & mask) >= ((slot - hole) & mask)) {
			bag->slots[hole] = bag->slots[slot];
			hole = slot;
		}
	}
	bag->slots[hole] = 0;
}

static void
free_text(struct np_bag *bag, struct entry *entry)
{
	bag->longer -= bytes_elsewhere(entry->len);
	if (entry->len > SHORT)
		free(entry->text.longer);
}

/* Takes the rarest entry out; the last one comes into its place. */
static void
drop_rarest(struct np_bag *bag)
{
	const uint32_t number = bag->heap[0];
	struct entry *entry = &bag->entries[number], *last = &bag->entries[--bag->count];

	free_slot(bag, entry);
	free_text(bag, entry);
	put_in_heap(bag, 0, bag->heap[bag->count]);
	sift_down(bag, 0);
	if (entry == last)
		return;
	bag->slots[find_slot(bag, text_of(last), last->len, last->hash)] = number + 1;
	*entry = *last;
	bag->heap[entry->place] = number;
}

/*
 * Gives the place of the rarest entry, and its count, to a new string.  Where that is longer than the strings
 * before, fewer have room.
 */
static enum np_code
replace_rarest(struct np_bag *bag, const char *ptr, size_t len, uint32_t h)
{
	struct entry *entry, before;

	if (bag->heap == NULL && !make_heap(bag))
		return NP_ERR_MEMORY;
	while (
	    bag->count > LEAST && bag->count * ENTRY_BYTES + bag->longer + bytes_elsewhere(len) >
				      bag->memory + bytes_elsewhere(bag->entries[bag->heap[0]].len))
		drop_rarest(bag);
	entry = &bag->entries[bag->heap[0]];
	before = *entry;
	free_slot(bag, entry);
	if (!set_text(bag, entry, ptr, len, h))
		return NP_ERR_MEMORY;
	free_text(bag, &before);
	entry->error = entry->count;
	entry->count++;
	bag->slots[find_slot(bag, ptr, len, h)] = bag->heap[0] + 1;
	sift_down(bag, 0);
	return NP_OK;
}

/* ---- */

enum np_code
np_bag_add(struct np_bag *bag, const char *ptr, size_t len)
{
	const uint32_t h = hash(ptr, len);
	struct entry *entry;
	enum np_code code;
	size_t slot = bag->slot_count > 0 ? find_slot(bag, ptr, len, h) : 0;

	if (bag->slot_count > 0 && bag->slots[slot] != 0) {
		entry = &bag->entries[bag->slots[slot] - 1];
		entry->count++;
		if (bag->heap != NULL)
			sift_down(bag, entry->place);
		return NP_OK;
	}
	/* once full it stays so: the heap holds what there is */
	code = bag->heap != NULL ? NP_ERR_TOOBIG : make_room(bag, len);
	if (code == NP_ERR_TOOBIG && bag->approximate)
		return replace_rarest(bag, ptr, len, h);
	if (code != NP_OK)
		return code;
	entry = &bag->entries[bag->count];
	if (!set_text(bag, entry, ptr, len, h))
		return NP_ERR_MEMORY;
	entry->count = 1;
	entry->error = 0;
	bag->slots[find_slot(bag, ptr, len, h)] = (uint32_t)++bag->count;
	return NP_OK;
}

size_t
np_bag_size(const struct np_bag *bag)
{
	return bag->count;
}

struct np_bag_item
np_bag_item(const struct np_bag *bag, size_t i)
{
	const struct entry *entry = &bag->entries[i];

	return (struct np_bag_item){ { text_of(entry), entry->len }, entry->count, entry->error };
}

uint64_t
np_bag_error(const struct np_bag *bag)
{
	return bag->heap != NULL ? bag->entries[bag->heap[0]].count : 0;
}

void
np_bag_close(struct np_bag *bag)
{
	if (bag == NULL)
		return;
	for (size_t i = 0; i < bag->count; i++)
		if (bag->entries[i].len > SHORT)
			free(bag->entries[i].text.longer);
	free(bag->entries);
	free(bag->slots);
	free(bag->heap);
	free(bag);
}
