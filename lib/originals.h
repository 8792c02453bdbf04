/* originals.h - the files that are read, told by what they are: nothing that is written may replace one */
#ifndef NP_ORIGINALS_H
#define NP_ORIGINALS_H

#include <stdbool.h>
#include <stddef.h>

struct np_identity;

/* Files, whatever they are called: by device and number, 16 to 64 bytes each.  Zeroed is empty. */
struct np_originals {
	struct np_identity *slots;
	size_t cap, count;
};

/*
 * Adds the file at path, "-" for standard input.  What can't be looked at and what is no regular
 * file is passed over: nothing replaces it.  False when memory is out.
 */
bool np_originals_add(struct np_originals *files, const char *path);

/* True if the file at path, links followed, is one of them. */
bool np_originals_have(const struct np_originals *files, const char *path);

void np_originals_free(struct np_originals *files);

#endif
