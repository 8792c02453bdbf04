/* keep.c - memory of a program that runs once */
#include "keep.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before each piece: all memory hangs together. */
struct held {
	alignas(max_align_t) struct held *next;
	struct held **before;
};

static struct held *all_held;

void *
keep_more(void *ptr, size_t count, size_t size)
{
	struct held *old = ptr != NULL ? (struct held *)ptr - 1 : NULL;
	struct held *held = realloc(old, sizeof *held + count * size);
	if (held == NULL) {
		fprintf(stderr, "sieve: out of memory\n");
		exit(1);
	}
	if (old == NULL) {
		held->next = all_held;
		held->before = &all_held;
	}
	*held->before = held;
	if (held->next != NULL)
		held->next->before = &held->next;
	return held + 1;
}

void *
keep_new(size_t count, size_t size)
{
	void *ptr = keep_more(NULL, count > 0 ? count : 1, size);
	memset(ptr, 0, (count > 0 ? count : 1) * size);
	return ptr;
}

void
keep_drop(void *ptr)
{
	struct held *held = ptr != NULL ? (struct held *)ptr - 1 : NULL;
	if (held == NULL)
		return;
	*held->before = held->next;
	if (held->next != NULL)
		held->next->before = held->before;
	free(held);
}

void
keep_end(void)
{
	while (all_held != NULL)
		keep_drop(all_held + 1);
}
