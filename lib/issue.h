/* issue.h - the pages of a day's issue, their numbers, and the articles on each */
#ifndef NP_ISSUE_H
#define NP_ISSUE_H

#include "folio.h"
#include "held.h"
#include "jump.h"

/* What stands for no part, line or jump. */
#define NP_ISSUE_NONE SIZE_MAX

/* A page: a run of blocks with the same home. */
struct np_issue_page {
	struct np_span name;          /* as it stands in the stream */
	char page_no[NP_PAGE_NO_MAX]; /* of its folio, or else of its name; "" if neither tells */
	size_t first, count;          /* its lines among those held */
	size_t part, part_count;      /* its articles among the parts */
};

/* What there is of an article on a page; or on several, if npjoin(1) joined it already. */
struct np_issue_part {
	size_t page;
	uint64_t article; /* not 0 */
	/* Of those held, in the order of their places; then those of other pages. */
	const size_t *lines;
	size_t count; /* at least 1 */
};

/* A page by its number, in the order of digits, number and page; for np_issue_pages(). */
struct np_issue_number {
	unsigned digits;
	const char *page_no;
	size_t page;
};

struct np_issue {
	const struct np_held *held;
	struct np_arena *arena;
	struct np_issue_page *pages; /* in the order of the stream */
	size_t page_count;
	struct np_issue_part *parts; /* by page, then article */
	size_t part_count;
	struct np_span *texts; /* unescaped, those that were asked for */
	struct np_issue_number *numbers;
};

/*
 * Tells pages and parts of the lines held, which must stay.  Lines before the first block are the
 * first page's.  Answers NP_OK, or NP_ERR_MEMORY; everything lives in the arena.
 */
enum np_code np_issue_read(
    struct np_issue *issue, const struct np_held *held, struct np_arena *arena);

/* The words of a line held, which is no stray; ptr NULL when memory is out. */
struct np_span np_issue_text(struct np_issue *issue, size_t line);

/*
 * Reads what the folios of lines first to end of those held, end not among them, say of their page.
 * NP_OK, or NP_ERR_MEMORY.
 */
enum np_code np_issue_folio(const struct np_held *held, size_t first, size_t end,
    struct np_arena *arena, struct np_folio *folio);

/* How many pages np_issue_pages() finds at most. */
enum { NP_ISSUE_PAGES = 16 };

/*
 * The pages that a jump on page `on` may mean by page_no, into found: those of that number; if there
 * are none, those of the same digits where either has no letter, 2 for A2; if there are none, those
 * whose number is not known.  Never `on` itself.  In the order of their numbers.  Answers how many.
 */
size_t np_issue_pages(
    const struct np_issue *issue, const char *page_no, size_t on, size_t found[NP_ISSUE_PAGES]);

/*
 * The page number in the name of a page, into page_no: 2 of paper:2, A4 of 2003-04-05-A04.txt, 4 of
 * a/04版.md; not the day at the end of a date.  False, and "", if there is none.
 */
bool np_issue_number_of(struct np_span name, char page_no[NP_PAGE_NO_MAX]);

#endif
