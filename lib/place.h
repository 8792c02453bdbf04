/* place.h - where files go that are made of files: their names below an output folder */
#ifndef NP_PLACE_H
#define NP_PLACE_H

#include "outfile.h"

/* An input and its place. */
struct np_place_item {
	char *path;       /* as it was given */
	char *clean;      /* without "." parts and doubled slashes */
	const char *name; /* the end of clean: what it is called below the output folder */
};

/* Inputs and the folder in which each is to have a file of its own. */
struct np_place {
	const char *dir;                 /* borrowed */
	const struct np_outfile *beside; /* another file that is made, borrowed; NULL: none */
	struct np_place_item *items;
	size_t count, cap;
	const struct np_place_item *fault; /* what np_place_all() refused */
};

/* No inputs yet. */
void np_place_init(struct np_place *place, const char *dir);

/* Adds the input path, which is copied; false when memory is out. */
bool np_place_add(struct np_place *place, const char *path);

/*
 * Finds every item's name: its path below the folder that all items have in
 * common.  gbk/a/1.txt and gbk/b/1.txt become a/1.txt and b/1.txt.  Answers NP_OK;
 * NP_ERR_MEMORY; or NP_ERR_UNKNOWN, with place->fault and a phrase about it in err->msg, when
 * an item is standard input or leaves its folder with "..", when two have one
 * name, or when one of the files to be made is an input itself or the one beside.
 */
enum np_code np_place_all(struct np_place *place, struct np_error *err);

void np_place_free(struct np_place *place);

#endif
