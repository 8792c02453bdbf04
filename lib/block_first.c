/* block_first.c - the first line of an input: whether that is a block stream, and what else it is */
#include <string.h>

#include "block.h"

struct np_span
np_block_first_line(struct np_span line)
{
	if (line.len >= 3 && memcmp(line.ptr, "\xEF\xBB\xBF", 3) == 0)
		return (struct np_span){ line.ptr + 3, line.len - 3 };
	return line;
}

/* True if the first tab has nothing but a block's lines behind it, up to the next tab or the end. */
static bool
names_lines(struct np_span line, const struct np_tabs *tabs)
{
	size_t i = tabs->count > 0 ? tabs->at[0] + 1 : line.len;
	const size_t end = tabs->count > 1 ? tabs->at[1] : line.len;

	if (i == end)
		return false;
	while (i < end && (line.ptr[i] == '.' || line.ptr[i] == ';' ||
			      (line.ptr[i] >= '0' && line.ptr[i] <= '9')))
		i++;
	return i == end;
}

bool
np_block_recognise(struct np_span line)
{
	struct np_tabs tabs;
	enum np_role role;

	np_tabs_find(&tabs, line);
	/* A block of ten thousand pieces: its role comes behind what is looked at. */
	if (line.len == NP_BLOCK_HEAD && tabs.count < 4)
		return names_lines(line, &tabs);
	if (tabs.count != 4)
		return false;
	const size_t from = tabs.at[2] + 1;
	return np_role_find((struct np_span){ line.ptr + from, tabs.at[3] - from }, &role);
}

const char *
np_block_no_stream(struct np_span line)
{
	if (line.len >= 2 &&
	    (memcmp(line.ptr, "\xFF\xFE", 2) == 0 || memcmp(line.ptr, "\xFE\xFF", 2) == 0))
		return "UTF-16, where blocks in UTF-8 are expected (npconv makes UTF-8 of it)";
	if (memchr(line.ptr, '\t', line.len) == NULL)
		return "plain text, where blocks are expected (make them with npsplit)";
	return NULL;
}
