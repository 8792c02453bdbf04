/* sets.c - sets of characters */
#include "sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keep.h"

enum { SETS_MAX = 0xFFFF };

static int
by_first(const void *a, const void *b)
{
	const struct range *x = a, *y = b;
	return x->first < y->first ? -1 : x->first > y->first;
}

static void
set_add(struct set *set, uint32_t first, uint32_t last)
{
	set->ranges = keep_more(set->ranges, set->count + 1, sizeof *set->ranges);
	set->ranges[set->count++] = (struct range){ first, last };
}

/* Puts the ranges in order and joins those that touch. */
static void
set_tidy(struct set *set)
{
	size_t n = 0;
	if (set->count == 0)
		return;
	qsort(set->ranges, set->count, sizeof *set->ranges, by_first);
	for (size_t i = 1; i < set->count; i++) {
		struct range *last = &set->ranges[n], next = set->ranges[i];
		if (next.first > last->last + 1)
			set->ranges[++n] = next;
		else if (next.last > last->last)
			last->last = next.last;
	}
	set->count = n + 1;
}

struct set
set_of(const struct range *ranges, size_t count)
{
	struct set set = { NULL, 0 };
	for (size_t i = 0; i < count; i++)
		set_add(&set, ranges[i].first, ranges[i].last);
	set_tidy(&set);
	return set;
}

struct set
set_of_one(uint32_t cp)
{
	struct set set = { NULL, 0 };
	set_add(&set, cp, cp);
	return set;
}

struct set
set_union(struct set a, struct set b)
{
	struct set both = { NULL, 0 };
	for (size_t i = 0; i < a.count; i++)
		set_add(&both, a.ranges[i].first, a.ranges[i].last);
	for (size_t i = 0; i < b.count; i++)
		set_add(&both, b.ranges[i].first, b.ranges[i].last);
	set_tidy(&both);
	return both;
}

struct set
set_not(struct set a)
{
	struct set rest = { NULL, 0 };
	uint32_t from = 0;
	for (size_t i = 0; i < a.count && a.ranges[i].first < EDGE; i++) {
		if (a.ranges[i].first > from)
			set_add(&rest, from, a.ranges[i].first - 1);
		from = a.ranges[i].last + 1;
	}
	if (from < EDGE)
		set_add(&rest, from, EDGE - 1);
	return rest;
}

struct set
set_common(struct set a, struct set b)
{
	struct set common = { NULL, 0 };
	for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
		uint32_t first = a.ranges[i].first, last = a.ranges[i].last;
		if (b.ranges[j].first > first)
			first = b.ranges[j].first;
		if (b.ranges[j].last < last)
			last = b.ranges[j].last;
		if (first <= last)
			set_add(&common, first, last);
		if (a.ranges[i].last < b.ranges[j].last)
			i++;
		else
			j++;
	}
	return common;
}

bool
set_has(struct set set, uint32_t cp)
{
	for (size_t i = 0; i < set.count && set.ranges[i].first <= cp; i++) {
		if (cp <= set.ranges[i].last)
			return true;
	}
	return false;
}

/* The sets in use, each once. */
static struct set *sets;
static size_t set_count;

uint16_t
set_number(struct set set)
{
	for (size_t i = 0; i < set_count; i++) {
		if (sets[i].count == set.count &&
		    (set.count == 0 ||
			memcmp(sets[i].ranges, set.ranges, set.count * sizeof *set.ranges) == 0))
			return (uint16_t)i;
	}
	if (set_count == SETS_MAX) {
		fprintf(stderr, "sieve: too many sets of characters\n");
		exit(1);
	}
	sets = keep_more(sets, set_count + 1, sizeof *sets);
	sets[set_count] = set;
	return (uint16_t)set_count++;
}

struct set
set_numbered(uint16_t number)
{
	return sets[number];
}
