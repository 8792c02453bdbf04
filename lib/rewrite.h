/* rewrite.h - the lines of a page as they stand, blank ones too, and the text that is made of them */
#ifndef NP_REWRITE_H
#define NP_REWRITE_H

#include "page.h"

/* A line of a page: its bytes in page->bytes from start to before end, with its line feed. */
struct np_rewrite_row {
	size_t start, end;
	const struct np_line *line; /* NULL for a blank one */
};

/* Where a walk over a page has got to; at first all but page is 0. */
struct np_rewrite_walk {
	const struct np_page *page;
	size_t at;   /* byte at which the next row begins */
	size_t line; /* index of the next line with words */
};

/* The next row of the page; false behind the last one. */
bool np_rewrite_row(struct np_rewrite_walk *walk, struct np_rewrite_row *row);

/* Text that grows in a buffer of the caller's, large enough for all that can come. */
struct np_rewrite_text {
	char *ptr;
	size_t len;
};

void np_rewrite_put(struct np_rewrite_text *text, const char *ptr, size_t len);

#endif
