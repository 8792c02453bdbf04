/* place - names below an output folder, and of articles: none leaves it, no two are one */
#include "fuzz.h"

#include <strings.h>

#include "name.h"
#include "place.h"

enum { PATHS = 40 };

/* No part of the name leads up or stands for the folder itself. */
static void
check_name(const char *name)
{
	LAW(name[0] != '/' && name[0] != '\0');
	while (*name != '\0') {
		size_t len = strcspn(name, "/");

		LAW(len > 0 && !(len == 1 && name[0] == '.'));
		LAW(!(len == 2 && name[0] == '.' && name[1] == '.'));
		name += len;
		name += *name == '/';
	}
}

static void
check_names(const struct np_place *place)
{
	for (size_t i = 0; i < place->count; i++) {
		check_name(place->items[i].name);
		for (size_t j = 0; j < i; j++)
			LAW(strcmp(place->items[i].name, place->items[j].name) != 0);
	}
}

/* Every system takes the name, and it is no other page's. */
static void
check_article(struct np_span page, struct np_span before)
{
	char name[NP_NAME_MAX], other[NP_NAME_MAX];

	struct np_names names = { NULL, 0, 0 };
	bool alike = false;

	np_name_make(name, page, false, 7, ".txt");
	LAW(strlen(name) < NP_NAME_MAX && name[0] != '.' && name[0] != '-');
	for (const char *at = name; *at != '\0'; at++)
		LAW((unsigned char)*at > ' ' && strchr("/\\:*?\"<>|\177", *at) == NULL);
	np_name_make(other, page, false, 70, ".txt");
	LAW(strcmp(name, other) != 0);
	np_name_make(other, before, false, 7, ".txt");
	LAW(fuzz_same(page, before) == (strcmp(name, other) == 0));
	/* Marked where that is due, it is another name to systems that do not tell cases apart. */
	LAW(np_names_add(&names, before, &alike) == NP_OK && !alike);
	LAW((np_names_add(&names, page, &alike) == NP_OK) == !fuzz_same(page, before));
	np_name_make(name, page, alike, 7, ".txt");
	LAW(fuzz_same(page, before) || strcasecmp(name, other) != 0);
	np_names_free(&names);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	struct np_place place;
	struct np_span before = { "", 0 };
	struct np_error err;

	np_place_init(&place, "/nowhere");
	while (fuzz.rest.len > 0 && place.count < PATHS) {
		struct np_span line = fuzz_line(&fuzz);
		char *path = malloc(line.len + 1);

		LAW(path != NULL);
		memcpy(path, line.ptr, line.len);
		path[line.len] = '\0';
		/* No page has an empty name: block.h. */
		if (line.len > 0 && before.len > 0)
			check_article(line, before);
		if (line.len > 0)
			before = line;
		LAW(np_place_add(&place, path));
		free(path);
	}
	if (np_place_all(&place, &err) == NP_OK)
		check_names(&place);
	else
		LAW(place.fault != NULL && err.code == NP_ERR_UNKNOWN && err.msg != NULL);
	np_place_free(&place);
	return 0;
}
