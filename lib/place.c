/* place.c - where files go that are made of files: their names below an output folder */
#include "place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "originals.h"

/* A copy of path without its "." parts and doubled slashes; NULL without memory. */
static char *
clean_path(const char *path)
{
	char *clean = malloc(strlen(path) + 1), *to = clean;
	if (clean == NULL)
		return NULL;
	if (*path == '/')
		*to++ = '/';
	while (*path != '\0') {
		size_t len = strcspn(path, "/");
		if (len > 0 && !(len == 1 && *path == '.')) {
			if (to > clean && to[-1] != '/')
				*to++ = '/';
			memcpy(to, path, len);
			to += len;
		}
		path += len;
		path += *path == '/';
	}
	*to = '\0';
	return clean;
}

void
np_place_init(struct np_place *place, const char *dir)
{
	*place = (struct np_place){ .dir = dir };
}

bool
np_place_add(struct np_place *place, const char *path)
{
	if (place->count == place->cap) {
		size_t cap = place->cap == 0 ? 64 : place->cap * 2;
		struct np_place_item *items = NULL;
		if (cap <= SIZE_MAX / sizeof *items)
			items = realloc(place->items, cap * sizeof *items);
		if (items == NULL)
			return false;
		place->items = items;
		place->cap = cap;
	}
	struct np_place_item *item = &place->items[place->count];
	*item = (struct np_place_item){ malloc(strlen(path) + 1), clean_path(path), NULL };
	if (item->path == NULL || item->clean == NULL) {
		free(item->path);
		free(item->clean);
		return false;
	}
	strcpy(item->path, path);
	place->count++;
	return true;
}

/* Length of the folders that all items have in common, with their last slash. */
static size_t
common_folder(const struct np_place *place)
{
	const char *first = place->items[0].clean;
	const char *slash = strrchr(first, '/');
	size_t len = slash != NULL ? (size_t)(slash + 1 - first) : 0;

	for (size_t i = 1; i < place->count; i++) {
		const char *other = place->items[i].clean;
		size_t same = 0;
		for (size_t j = 0; j < len && other[j] == first[j]; j++) {
			if (first[j] == '/')
				same = j + 1;
		}
		len = same;
	}
	return len;
}

/* True if a part of name is "..". */
static bool
climbs(const char *name)
{
	while (*name != '\0') {
		size_t len = strcspn(name, "/");
		if (len == 2 && name[0] == '.' && name[1] == '.')
			return true;
		name += len;
		name += *name == '/';
	}
	return false;
}

static enum np_code
refuse(
    struct np_place *place, const struct np_place_item *item, struct np_error *err, const char *msg)
{
	place->fault = item;
	return np_fail(err, NP_ERR_UNKNOWN, 0, msg);
}

static int
by_name(const void *a, const void *b)
{
	const struct np_place_item *const *x = a, *const *y = b;
	return strcmp((*x)->name, (*y)->name);
}

static enum np_code
check_names(struct np_place *place, const struct np_place_item **sorted, struct np_error *err)
{
	for (size_t i = 0; i < place->count; i++)
		sorted[i] = &place->items[i];
	qsort(sorted, place->count, sizeof *sorted, by_name);
	for (size_t i = 1; i < place->count; i++) {
		if (strcmp(sorted[i - 1]->name, sorted[i]->name) == 0)
			return refuse(place, sorted[i], err, "would be written twice");
	}
	return NP_OK;
}

/* An input that is written over before its turn, or at it, would be lost; so would another output. */
static enum np_code
check_losses(struct np_place *place, struct np_error *err)
{
	struct np_originals inputs = { NULL, 0, 0 };
	bool fine = true;
	for (size_t i = 0; i < place->count && fine; i++)
		fine = np_originals_add(&inputs, place->items[i].path);
	enum np_code code = NP_OK;
	for (size_t i = 0; i < place->count && fine && code == NP_OK; i++) {
		struct np_place_item *item = &place->items[i];
		size_t room = strlen(place->dir) + strlen(item->name) + sizeof "/";
		char *path = malloc(room);
		fine = path != NULL;
		if (fine)
			snprintf(path, room, "%s/%s", place->dir, item->name);
		if (fine && np_originals_have(&inputs, path))
			code = refuse(place, item, err, "would be written over an input");
		else if (fine && place->beside != NULL && np_outfile_goes_to(place->beside, path))
			code =
			    refuse(place, item, err, "would be written where another output goes");
		free(path);
	}
	np_originals_free(&inputs);
	return fine ? code : np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
}

enum np_code
np_place_all(struct np_place *place, struct np_error *err)
{
	if (place->count == 0)
		return NP_OK;
	size_t common = common_folder(place);
	for (size_t i = 0; i < place->count; i++) {
		struct np_place_item *item = &place->items[i];
		item->name = item->clean + common;
		if (strcmp(item->path, "-") == 0)
			return refuse(
			    place, item, err, "standard input has no name to write under");
		if (*item->name == '/' || *item->name == '\0')
			return refuse(place, item, err, "shares no folder with the other files");
		if (climbs(item->name))
			return refuse(place, item, err, "has \"..\" behind the common folder");
	}
	if (place->count > SIZE_MAX / sizeof(struct np_place_item *))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	const struct np_place_item **sorted = malloc(place->count * sizeof *sorted);
	if (sorted == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = check_names(place, sorted, err);
	free(sorted);
	return code == NP_OK ? check_losses(place, err) : code;
}

void
np_place_free(struct np_place *place)
{
	for (size_t i = 0; i < place->count; i++) {
		free(place->items[i].path);
		free(place->items[i].clean);
	}
	free(place->items);
	*place = (struct np_place){ .dir = place->dir };
}
