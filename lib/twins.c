/* twins.c - lines of a page that are alike in how they begin, in how they are built, or in all */
#include "twins.h"

#include <string.h>

/* How many lines have a key, in a hash table; count is 0 where there is none. */
struct twins {
	struct twin {
		uint32_t key, count;
	} * table;
	size_t mask;
};

static struct twin *
twin_of(const struct twins *twins, uint32_t key)
{
	/* Of 64 bits the upper 32: a large page has more entries than 16 bits tell apart. */
	size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & twins->mask;
	while (twins->table[at].count > 0 && twins->table[at].key != key)
		at = (at + 1) & twins->mask;
	return &twins->table[at];
}

/* What twins have in common, as one number; 0 for nothing. */
static uint32_t
opening_of(const struct np_look *look)
{
	return look->candidate ? look->opening : 0;
}

static uint32_t
form_of(const struct np_look *look)
{
	return look->candidate ? look->punctuation : 0;
}

static uint32_t
size_of(const struct np_look *look)
{
	return look->candidate ? (uint32_t)(look->chars << 8 | (look->spaces & 0xFF)) + 1 : 0;
}

static uint32_t
wording_of(const struct np_look *look)
{
	return look->wording;
}

/* How many other lines have the key of this one, 3 for more. */
static unsigned
others_of(const struct twins *twins, uint32_t key)
{
	uint32_t count = key != 0 ? twin_of(twins, key)->count : 1;
	return count > 4 ? 3 : count - 1;
}

static void
count_twins(struct twins *twins, const struct np_look *lines, size_t count,
    uint32_t (*key_of)(const struct np_look *))
{
	memset(twins->table, 0, (twins->mask + 1) * sizeof *twins->table);
	for (size_t i = 0; i < count; i++) {
		uint32_t key = key_of(&lines[i]);
		if (key != 0) {
			struct twin *twin = twin_of(twins, key);
			twin->key = key;
			twin->count++;
		}
	}
}

/*
 * Subheads of a series begin alike, or are built alike: 聚焦“稳增长”…, 聚焦“扩投资”…;
 * 寻春之旅：甲—乙, 花海之旅：丙—丁.  What is printed round every story is the same each time: 上一篇 下一篇,
 * 发布时间：2013-09-18.
 */
bool
np_twins_find(struct np_look *lines, size_t count, struct np_arena *arena)
{
	size_t entries = 16;
	while (entries < 2 * count)
		entries *= 2;
	struct twins twins = { np_arena_take(arena, entries * sizeof *twins.table), entries - 1 };
	if (twins.table == NULL)
		return false;
	count_twins(&twins, lines, count, opening_of);
	for (size_t i = 0; i < count; i++)
		lines[i].twins_opening = others_of(&twins, opening_of(&lines[i]));
	count_twins(&twins, lines, count, form_of);
	for (size_t i = 0; i < count; i++)
		lines[i].twins_form = others_of(&twins, form_of(&lines[i]));
	count_twins(&twins, lines, count, size_of);
	for (size_t i = 0; i < count; i++)
		lines[i].twins_size = others_of(&twins, size_of(&lines[i]));
	count_twins(&twins, lines, count, wording_of);
	for (size_t i = 0; i < count; i++)
		lines[i].repeats = others_of(&twins, wording_of(&lines[i]));
	return true;
}
