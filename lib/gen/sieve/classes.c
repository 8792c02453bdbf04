/* classes.c - classes of characters */
#include "classes.h"

#include <stdlib.h>
#include <string.h>

#include "keep.h"

static const struct table **tables;
static struct set *sets;
static size_t table_count, set_count;

static uint32_t *bounds; /* where a class may begin, in order */
static size_t bound_count;
static uint16_t *bound_class;
static uint32_t *members; /* of each class, one of it */
static size_t class_count;

void
classes_tell_table(const struct table *table)
{
	tables = keep_more(tables, table_count + 1, sizeof *tables);
	tables[table_count++] = table;
}

void
classes_tell_set(struct set set)
{
	sets = keep_more(sets, set_count + 1, sizeof *sets);
	sets[set_count++] = set;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void
add_bound(uint32_t cp)
{
	bounds = keep_more(bounds, bound_count + 1, sizeof *bounds);
	bounds[bound_count++] = cp;
}

static void
find_bounds(void)
{
	size_t count = 0;
	for (size_t i = 0; i < table_count; i++) {
		for (size_t b = 0; b < tables[i]->bound_count; b++)
			add_bound(tables[i]->bounds[b]);
	}
	for (size_t i = 0; i < set_count; i++) {
		for (size_t r = 0; r < sets[i].count; r++) {
			add_bound(sets[i].ranges[r].first);
			add_bound(sets[i].ranges[r].last + 1);
		}
	}
	qsort(bounds, bound_count, sizeof *bounds, by_number);
	for (size_t i = 0; i < bound_count; i++) {
		if (i == 0 || bounds[i] != bounds[count - 1])
			bounds[count++] = bounds[i];
	}
	bound_count = count;
}

void
classes_find(void)
{
	/* [class * telling]: what its characters are to each table, and whether they are in each set */
	unsigned char *kinds;
	size_t telling = table_count + set_count;
	find_bounds();
	kinds = keep_new(bound_count * telling, 1);
	members = keep_new(bound_count, sizeof *members);
	bound_class = keep_new(bound_count, sizeof *bound_class);
	for (size_t b = 0; b < bound_count; b++) {
		unsigned char *own = kinds + class_count * telling;
		size_t class = 0;
		for (size_t i = 0; i < table_count; i++)
			own[i] = (unsigned char)table_kind(tables[i], bounds[b]);
		for (size_t i = 0; i < set_count; i++)
			own[table_count + i] = set_has(sets[i], bounds[b]);
		while (memcmp(kinds + class * telling, own, telling) != 0)
			class ++;
		if (class == class_count)
			members[class_count++] = bounds[b];
		bound_class[b] = (uint16_t) class;
	}
}

size_t
classes_count(void)
{
	return class_count;
}

uint32_t
classes_member(size_t class)
{
	return members[class];
}

uint16_t
classes_of(uint32_t cp)
{
	size_t low = 0, high = bound_count;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (bounds[middle] <= cp)
			low = middle;
		else
			high = middle;
	}
	return bound_class[low];
}

bool
classes_run(size_t i, uint32_t *first, uint16_t *class)
{
	if (i >= bound_count)
		return false;
	*first = bounds[i];
	*class = bound_class[i];
	return true;
}
