/* measure.h - to what width the lines of a page are set, and what stands between them throughout */
#ifndef NP_MEASURE_H
#define NP_MEASURE_H

#include "look.h"

/* Of a page; all but `wraps` and `gap` in columns or lines, 0 for none. */
struct np_measure {
	size_t width;     /* at which lines are cut, 0 if they are not */
	unsigned wraps;   /* 0 no, 1 some, 2 most lines are cut at one width */
	unsigned leading; /* blank lines that stand before nearly every line, and say nothing */
	unsigned gap;     /* the fewest beside these that part anything, 1 or more */
	unsigned margin;  /* by which every line is indented */
};

/* Measures a page whose lines were looked at, lines[page->count], and sets fill of them. */
struct np_measure np_measure_page(const struct np_page *page, struct np_look *lines);

/* Blank lines before that line, beside the leading; the fewest that part anything count as one. */
unsigned np_measure_blanks(const struct np_measure *measure, const struct np_line *line);

/* Columns by which that line is indented, beside the margin. */
unsigned np_measure_indent(const struct np_measure *measure, const struct np_line *line);

/*
 * What share of a whole a part is, in the steps of `wraps`: 0 under an eighth, 1 under a half, 2 from
 * there on; 0 of nothing.
 */
static inline unsigned
np_measure_share(size_t part, size_t whole)
{
	if (part * 8 < whole || whole == 0)
		return 0;
	return part * 2 < whole ? 1 : 2;
}

#endif
