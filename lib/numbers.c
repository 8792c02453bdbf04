/* numbers.c - a set of numbers, put together first and asked then */
#include "numbers.h"

#include <stdlib.h>

bool
np_numbers_add(struct np_numbers *set, uint64_t number)
{
	/* In most streams a number comes many times over, one behind the other. */
	if (set->count > 0 && set->list[set->count - 1] == number)
		return true;
	if (set->count == set->cap) {
		size_t cap = set->cap == 0 ? 64 : set->cap * 2;
		uint64_t *list =
		    cap > SIZE_MAX / sizeof *list ? NULL : realloc(set->list, cap * sizeof *list);

		if (list == NULL)
			return false;
		set->list = list;
		set->cap = cap;
	}
	set->list[set->count++] = number;
	return true;
}

static int
compare(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

void
np_numbers_sort(struct np_numbers *set)
{
	size_t kept = 0, i = 1;

	/* Mostly they come so. */
	while (i < set->count && set->list[i - 1] <= set->list[i])
		i++;
	if (i < set->count)
		qsort(set->list, set->count, sizeof *set->list, compare);
	for (i = 0; i < set->count; i++) {
		if (kept == 0 || set->list[i] != set->list[kept - 1])
			set->list[kept++] = set->list[i];
	}
	set->count = kept;
}

bool
np_numbers_have(const struct np_numbers *set, uint64_t number)
{
	return set->count > 0 &&
	       bsearch(&number, set->list, set->count, sizeof *set->list, compare) != NULL;
}

void
np_numbers_clear(struct np_numbers *set)
{
	set->count = 0;
}

void
np_numbers_free(struct np_numbers *set)
{
	free(set->list);
	*set = (struct np_numbers){ .count = 0 };
}
