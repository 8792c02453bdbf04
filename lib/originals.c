/* originals.c - the files that are read, told by what they are: nothing that is written may replace one */
#include "originals.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct np_identity {
	dev_t dev;
	ino_t ino;
	bool taken; /* there may be a file of number 0 */
};

/* False if there is no regular file at path. */
static bool
look(const char *path, struct np_identity *id)
{
	struct stat st;
	int failed = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) : stat(path, &st);
	if (failed || !S_ISREG(st.st_mode))
		return false;
	*id = (struct np_identity){ st.st_dev, st.st_ino, true };
	return true;
}

/* The file's slot, or the free one where it belongs; the table always has a free one. */
static struct np_identity *
find(struct np_identity *slots, size_t cap, const struct np_identity *id)
{
	/* Numbers of files come in rows; the factor, of the golden section, scatters them. */
	uint64_t hash = ((uint64_t)id->ino ^ (uint64_t)id->dev << 32) * 0x9E3779B97F4A7C15;
	size_t at = (size_t)(hash >> 32) & (cap - 1);
	while (slots[at].taken && (slots[at].dev != id->dev || slots[at].ino != id->ino))
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

/* Doubles the slots, so that at most half of them are taken; false when memory is out. */
static bool
grow(struct np_originals *files)
{
	enum { FIRST = 16 };
	size_t cap = files->cap == 0 ? FIRST : files->cap * 2;
	struct np_identity *slots = calloc(cap, sizeof *slots);
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < files->cap; i++) {
		if (files->slots[i].taken)
			*find(slots, cap, &files->slots[i]) = files->slots[i];
	}
	free(files->slots);
	files->slots = slots;
	files->cap = cap;
	return true;
}

bool
np_originals_add(struct np_originals *files, const char *path)
{
	struct np_identity id;
	if (!look(path, &id))
		return true;
	if (files->count >= files->cap / 2 && !grow(files))
		return false;
	struct np_identity *slot = find(files->slots, files->cap, &id);
	files->count += !slot->taken;
	*slot = id;
	return true;
}

bool
np_originals_have(const struct np_originals *files, const char *path)
{
	struct np_identity id;
	return files->count > 0 && look(path, &id) && find(files->slots, files->cap, &id)->taken;
}

void
np_originals_free(struct np_originals *files)
{
	free(files->slots);
	*files = (struct np_originals){ NULL, 0, 0 };
}
