/* grams.c - pairs of neighbouring characters: how much of one text is in another */
#include "grams.h"

#include <stdlib.h>

#include "uni.h"
#include "utf8.h"

static int
compare(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

static struct np_span
looked_at(struct np_span text)
{
	if (text.len > NP_GRAMS_BYTES)
		text.len = NP_GRAMS_BYTES;
	return text;
}

/* Adds the pairs of a text to list; answers how many. */
static size_t
add_pairs(struct np_span text, uint64_t *list)
{
	uint32_t before = 0, cp;
	size_t count = 0;

	for (size_t at = 0; at < text.len;) {
		at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp == NP_UTF8_BAD || !np_uni_is_word(cp)) {
			before = 0;
			continue;
		}
		if (before != 0)
			list[count++] = (uint64_t)before << 32 | cp;
		before = cp;
	}
	return count;
}

bool
np_grams_make(
    const struct np_span *texts, size_t count, struct np_arena *arena, struct np_grams *grams)
{
	size_t room = 0, found = 0, kept = 0;
	uint64_t *list;

	for (size_t i = 0; i < count; i++)
		room += looked_at(texts[i]).len;
	list = np_arena_array(arena, room, sizeof *list);
	if (list == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		found += add_pairs(looked_at(texts[i]), list + found);
	qsort(list, found, sizeof *list, compare);
	for (size_t i = 0; i < found; i++) {
		if (kept == 0 || list[i] != list[kept - 1])
			list[kept++] = list[i];
	}
	*grams = (struct np_grams){ list, kept };
	return true;
}

unsigned
np_grams_shared(const struct np_grams *a, const struct np_grams *b)
{
	size_t i = 0, k = 0, shared = 0, least = a->count < b->count ? a->count : b->count;

	while (i < a->count && k < b->count) {
		if (a->list[i] == b->list[k]) {
			shared++;
			i++;
			k++;
		} else if (a->list[i] < b->list[k]) {
			i++;
		} else {
			k++;
		}
	}
	return least > 0 ? (unsigned)(shared * 1000 / least) : 0;
}
