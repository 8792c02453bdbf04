/* help_list.h - for unit tests whose cases are the lines of a file */
#ifndef NP_TESTS_HELP_LIST_H
#define NP_TESTS_HELP_LIST_H

#include "help.h"

struct list {
	FILE *file;
	char *line;
	size_t room;
	unsigned number; /* of the line, from 1 */
};

static inline struct list
open_list(const char *path)
{
	struct list list = { fopen(path, "r"), NULL, 0, 0 };

	ck_assert_ptr_nonnull(list.file);
	return list;
}

/* The next line that is no comment, without its end; NULL behind the last, and all is given back. */
static inline char *
next_line(struct list *list)
{
	while (getline(&list->line, &list->room, list->file) > 0) {
		list->number++;
		list->line[strcspn(list->line, "\n")] = '\0';
		if (list->line[0] != '#')
			return list->line;
	}
	ck_assert(!ferror(list->file));
	fclose(list->file);
	free(list->line);
	return NULL;
}

#endif
