/* rewrite.c - the lines of a page as they stand, blank ones too, and the text that is made of them */
#include "rewrite.h"

#include <string.h>

bool
np_rewrite_row(struct np_rewrite_walk *walk, struct np_rewrite_row *row)
{
	const struct np_page *page = walk->page;
	if (walk->at == page->bytes.len)
		return false;
	const char *from = page->bytes.ptr + walk->at;
	size_t left = page->bytes.len - walk->at;
	const char *lf = memchr(from, '\n', left);
	row->start = walk->at;
	row->end = walk->at + (lf != NULL ? (size_t)(lf - from) + 1 : left);
	row->line = NULL;
	if (walk->line < page->count && page->lines[walk->line].raw.ptr == from)
		row->line = &page->lines[walk->line++];
	walk->at = row->end;
	return true;
}

void
np_rewrite_put(struct np_rewrite_text *text, const char *ptr, size_t len)
{
	memcpy(text->ptr + text->len, ptr, len);
	text->len += len;
}
