/* measure.c - to what width the lines of a page are set, and what stands between them throughout */
#include "measure.h"

/* A page and its lines while they are measured. */
struct set {
	const struct np_page *page;
	struct np_look *lines;
};

/* The column at which a line ends. */
static size_t
end_of(const struct set *set, size_t i)
{
	return set->lines[i].columns + set->page->lines[i].indent;
}

static unsigned
find_margin(const struct np_page *page)
{
	unsigned margin = page->count > 0 ? page->lines[0].indent : 0;
	for (size_t i = 1; i < page->count; i++) {
		if (page->lines[i].indent < margin)
			margin = page->lines[i].indent;
	}
	return margin;
}

/* The width at which most lines without a full stop end, and how many lines are cut there. */
static void
find_width(struct np_measure *measure, const struct set *set)
{
	enum { NARROWEST = 16, WIDEST = 160 };
	size_t at_width[WIDEST + 1] = { 0 }, best = 0, open = 0, count = set->page->count;
	for (size_t i = 0; i < count; i++) {
		size_t end = end_of(set, i);
		if (end >= NARROWEST - 2 && end <= WIDEST)
			at_width[end]++;
	}
	for (size_t w = NARROWEST; w <= WIDEST; w++) {
		size_t n = at_width[w] + at_width[w - 1] + at_width[w - 2];
		if (n > best) {
			best = n;
			measure->width = w;
		}
	}
	for (size_t i = 0; i < count; i++)
		open += !np_edge_is_final(set->lines[i].end);
	measure->wraps = open * 5 < count * 2 || best < 4 ? 0 : np_measure_share(best, count);
	if (measure->wraps == 0)
		measure->width = 0;
}

/* How far a line of a page that is cut at a width ends before it should. */
static unsigned
fill_of(const struct np_measure *measure, const struct set *set, size_t i)
{
	size_t own = end_of(set, i), widest = own, count = set->page->count;
	if (own <= measure->width + 2) {
		size_t from = i > 3 ? i - 3 : 0, to = i + 3 < count ? i + 3 : count - 1;
		size_t local = 0;
		for (size_t j = from; j <= to; j++) {
			size_t end = end_of(set, j);
			if (end > local && end <= measure->width)
				local = end;
		}
		widest = local > 0 ? local : measure->width;
	}
	size_t lack = widest > own ? widest - own : 0;
	return lack <= 1 ? 0 : lack <= 3 ? 1 : lack <= 6 ? 2 : lack * 3 <= widest ? 3 : 4;
}

/*
 * Text that was set with blank lines between all lines reads as if there were none, where lines
 * are cut at a width and paragraphs are farther apart.  And what parts paragraphs is one blank line,
 * however many there are.
 */
static void
find_leading(struct np_measure *measure, const struct np_page *page)
{
	enum { MOST = 8 };
	size_t with[MOST + 2] = { 0 }, lines = page->count; /* with so many or more before them */
	for (size_t i = 1; i < lines; i++) {
		unsigned blanks = page->lines[i].blanks_before;
		with[blanks < MOST ? blanks : MOST]++;
	}
	for (unsigned n = MOST; n > 0; n--)
		with[n - 1] += with[n];
	unsigned least = 0;
	while (least < MOST && with[least + 1] * 10 >= lines * 9)
		least++;
	measure->leading = measure->wraps > 1 && with[least + 1] * 20 >= lines ? least : 0;
	const size_t *apart = with + measure->leading;
	measure->gap = 1;
	while (measure->leading + measure->gap < MOST &&
	       apart[measure->gap + 1] * 10 >= apart[1] * 9 && apart[1] > 2)
		measure->gap++;
}

struct np_measure
np_measure_page(const struct np_page *page, struct np_look *lines)
{
	const struct set set = { page, lines };
	struct np_measure measure = { .margin = find_margin(page) };
	find_width(&measure, &set);
	for (size_t i = 0; i < page->count; i++)
		lines[i].fill = measure.wraps > 0 ? fill_of(&measure, &set, i) : NP_FILL_UNKNOWN;
	find_leading(&measure, page);
	return measure;
}

unsigned
np_measure_blanks(const struct np_measure *measure, const struct np_line *line)
{
	unsigned blanks = line->blanks_before;
	if (blanks <= measure->leading)
		return 0;
	blanks -= measure->leading;
	return blanks > measure->gap ? blanks - measure->gap + 1 : 1;
}

unsigned
np_measure_indent(const struct np_measure *measure, const struct np_line *line)
{
	return line->indent - measure->margin;
}
