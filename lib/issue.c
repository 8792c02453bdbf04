/* issue.c - the pages of a day's issue, their numbers, and the articles on each */
#include "issue.h"

#include <stdlib.h>
#include <string.h>

/* ---- page numbers ---- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* What parts the year, month and day of a date. */
static bool
is_seam(char c)
{
	return c == '-' || c == '_' || c == '.' || c == '/';
}

/* True if the text ends with a year and a month, and what parts them from a day. */
static bool
ends_with_month(struct np_span text)
{
	size_t at = text.len, digits = 0;

	while (at > 0 && (is_digit(text.ptr[at - 1]) || is_seam(text.ptr[at - 1]))) {
		digits += is_digit(text.ptr[at - 1]);
		at--;
		if (digits == 6)
			return at == 0 || !is_digit(text.ptr[at - 1]);
	}
	return false;
}

/* Where what stands before .txt ends: the name without a suffix of up to four letters and digits. */
static size_t
stem_end(struct np_span name)
{
	enum { SUFFIX = 4 };
	size_t dot = name.len;

	while (dot > 0 && (is_digit(name.ptr[dot - 1]) || is_letter(name.ptr[dot - 1])))
		dot--;
	return dot > 0 && name.ptr[dot - 1] == '.' && name.len - dot <= SUFFIX ? dot - 1 : name.len;
}

bool
np_issue_number_of(struct np_span name, char page_no[NP_PAGE_NO_MAX])
{
	size_t end = stem_end(name), at;
	struct np_span rest;

	page_no[0] = '\0';
	if (end >= 3 && memcmp(name.ptr + end - 3, "版", 3) == 0)
		end -= 3;
	for (at = end; at > 0 && is_digit(name.ptr[at - 1]); at--)
		;
	if (at == end || ends_with_month((struct np_span){ name.ptr, at }))
		return false;
	if (at > 0 && is_letter(name.ptr[at - 1]) && (at == 1 || !is_letter(name.ptr[at - 2])))
		at--;
	rest = (struct np_span){ name.ptr + at, end - at };
	if (np_page_no_scan(&rest, page_no, NULL) && rest.len == 0)
		return true;
	page_no[0] = '\0';
	return false;
}

/* The digits at the end of a number: 4 of A4, 0 of none. */
static unsigned
digits_of(const char *page_no)
{
	while (*page_no != '\0' && !is_digit(*page_no))
		page_no++;
	return (unsigned)strtoul(page_no, NULL, 10);
}

static int
compare_numbers(const void *left, const void *right)
{
	const struct np_issue_number *a = left, *b = right;

	if (a->digits != b->digits)
		return a->digits < b->digits ? -1 : 1;
	int order = strcmp(a->page_no, b->page_no);
	return order != 0 ? order : a->page < b->page ? -1 : a->page > b->page;
}

/* Where the pages of this number, or behind it, begin among those sorted. */
static size_t
first_numbered(const struct np_issue *issue, unsigned digits, const char *page_no)
{
	const struct np_issue_number sought = { digits, page_no, 0 };
	size_t low = 0, high = issue->page_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_numbers(&issue->numbers[middle], &sought) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * How well a page fits what a jump says: 3 for the same number, 2 for the same without a letter
 * that only one of them has, 1 for a page whose number is not known, else 0.
 */
static int
fit(const char *said, const char *page_no)
{
	if (strcmp(said, page_no) == 0)
		return 3;
	if (page_no[0] == '\0')
		return 1;
	if (digits_of(said) != 0 && digits_of(said) == digits_of(page_no) &&
	    (is_digit(said[0]) || is_digit(page_no[0])))
		return 2;
	return 0;
}

/* The pages that fit so well, or better, from the i-th number on; they stand together. */
static size_t
fitting(const struct np_issue *issue, size_t i, const char *page_no, int least, size_t on,
    size_t found[NP_ISSUE_PAGES])
{
	size_t count = 0;

	for (; i < issue->page_count && count < NP_ISSUE_PAGES &&
	       fit(page_no, issue->numbers[i].page_no) >= least;
	     i++) {
		if (issue->numbers[i].page != on)
			found[count++] = issue->numbers[i].page;
	}
	return count;
}

size_t
np_issue_pages(
    const struct np_issue *issue, const char *page_no, size_t on, size_t found[NP_ISSUE_PAGES])
{
	unsigned digits = digits_of(page_no);
	size_t count =
	    fitting(issue, first_numbered(issue, digits, page_no), page_no, 3, on, found);

	/* Of the same digits, those without a letter come first. */
	if (count == 0 && digits != 0)
		count = fitting(issue, first_numbered(issue, digits, ""), page_no, 2, on, found);
	if (count == 0)
		count = fitting(issue, first_numbered(issue, 0, ""), page_no, 1, on, found);
	return count;
}

/* ---- pages ---- */

struct np_span
np_issue_text(struct np_issue *issue, size_t line)
{
	if (issue->texts[line].ptr == NULL)
		issue->texts[line] =
		    np_block_unescape(issue->held->lines[line].block.text, issue->arena);
	return issue->texts[line];
}

/* Where the page that begins with line first ends: behind its last line. */
static size_t
page_end(const struct np_held *held, size_t first)
{
	const struct np_block *own = NULL;
	size_t i;

	for (i = first; i < held->count; i++) {
		const struct np_block *block = &held->lines[i].block;

		if (held->lines[i].stray)
			continue;
		if (own == NULL)
			own = block;
		else if (!np_span_same(own->home, block->home))
			break;
	}
	return i;
}

/* Tells the pages apart. */
static bool
find_pages(struct np_issue *issue)
{
	const struct np_held *held = issue->held;
	struct np_issue_page *page;

	for (size_t i = 0; i < held->count; i = page_end(held, i))
		issue->page_count++;
	issue->pages = page = np_arena_array(issue->arena, issue->page_count, sizeof *page);
	if (page == NULL)
		return false;
	for (size_t i = 0; i < held->count; page++) {
		page->name = (struct np_span){ "", 0 };
		page->first = i;
		i = page_end(held, i);
		page->count = i - page->first;
		for (size_t k = page->first; k < i; k++) {
			if (!held->lines[k].stray)
				page->name = held->lines[k].block.home;
		}
	}
	return true;
}

enum np_code
np_issue_folio(const struct np_held *held, size_t first, size_t end, struct np_arena *arena,
    struct np_folio *folio)
{
	np_folio_init(folio);
	for (size_t i = first; i < end; i++) {
		const struct np_held_line *line = &held->lines[i];
		struct np_span text;

		if (line->stray || line->block.role != NP_FOLIO || np_block_joined(&line->block))
			continue;
		text = np_block_unescape(line->block.text, arena);
		if (text.ptr == NULL || np_folio_add(folio, text, arena) != NP_OK)
			return NP_ERR_MEMORY;
	}
	return NP_OK;
}

/* Reads the page's number, of its folios or else its name. */
static bool
number_page(struct np_issue *issue, struct np_issue_page *page)
{
	struct np_folio folio;
	struct np_span name;

	if (np_issue_folio(
		issue->held, page->first, page->first + page->count, issue->arena, &folio) != NP_OK)
		return false;
	memcpy(page->page_no, folio.page_no, sizeof page->page_no);
	if (page->page_no[0] != '\0')
		return true;
	name = np_block_unescape(page->name, issue->arena);
	if (name.ptr != NULL)
		np_issue_number_of(name, page->page_no);
	return name.ptr != NULL;
}

static bool
number_pages(struct np_issue *issue)
{
	struct np_issue_number *numbers =
	    np_arena_array(issue->arena, issue->page_count, sizeof *numbers);

	issue->numbers = numbers;
	if (numbers == NULL)
		return false;
	for (size_t i = 0; i < issue->page_count; i++) {
		if (!number_page(issue, &issue->pages[i]))
			return false;
		const char *page_no = issue->pages[i].page_no;
		numbers[i] = (struct np_issue_number){ digits_of(page_no), page_no, i };
	}
	qsort(numbers, issue->page_count, sizeof *numbers, compare_numbers);
	return true;
}

/* ---- parts ---- */

/* What lines are sorted by: the article, the page, the place on it; on other pages that of the stream. */
struct key {
	size_t page, index;
	uint64_t article, line;
	uint32_t part;
	bool away;
};

static int
compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	if (a->article != b->article)
		return a->article < b->article ? -1 : 1;
	if (a->away != b->away)
		return b->away ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->part != b->part)
		return a->part < b->part ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

/* The keys of all lines that are in an article, sorted; *count of them.  NULL when memory is out. */
static struct key *
sorted_keys(struct np_issue *issue, size_t *count)
{
	struct key *keys = np_arena_array(issue->arena, issue->held->count, sizeof *keys);

	*count = 0;
	for (size_t page = 0; keys != NULL && page < issue->page_count; page++) {
		size_t end = issue->pages[page].first + issue->pages[page].count;

		for (size_t i = issue->pages[page].first; i < end; i++) {
			const struct np_held_line *line = &issue->held->lines[i];
			const struct np_piece *pieces;
			size_t piece_count;

			if (line->stray || line->block.article == 0)
				continue;
			pieces =
			    np_block_pieces(line->block.lines, &piece_count, issue->arena, NULL);
			if (pieces == NULL)
				return NULL;
			keys[*count] = (struct key){ page, i, line->block.article, pieces->first,
				pieces->part, np_block_joined(&line->block) };
			if (keys[*count].away)
				keys[*count].line = i;
			++*count;
		}
	}
	if (keys != NULL)
		qsort(keys, *count, sizeof *keys, compare_keys);
	return keys;
}

static bool
find_parts(struct np_issue *issue)
{
	struct np_issue_part *part = NULL;
	struct key *keys;
	size_t count, *lines;

	keys = sorted_keys(issue, &count);
	if (keys == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		issue->part_count += i == 0 || keys[i].page != keys[i - 1].page ||
				     keys[i].article != keys[i - 1].article;
	issue->parts = np_arena_array(issue->arena, issue->part_count, sizeof *issue->parts);
	lines = np_arena_array(issue->arena, count, sizeof *lines);
	if (issue->parts == NULL || lines == NULL)
		return false;
	for (size_t i = 0, found = 0; i < count; i++) {
		if (part == NULL || part->page != keys[i].page ||
		    part->article != keys[i].article) {
			struct np_issue_page *page = &issue->pages[keys[i].page];

			part = &issue->parts[found++];
			*part =
			    (struct np_issue_part){ keys[i].page, keys[i].article, lines + i, 0 };
			if (page->part_count++ == 0)
				page->part = found - 1;
		}
		lines[i] = keys[i].index;
		part->count++;
	}
	return true;
}

enum np_code
np_issue_read(struct np_issue *issue, const struct np_held *held, struct np_arena *arena)
{
	*issue = (struct np_issue){ .held = held, .arena = arena };
	issue->texts = np_arena_array(arena, held->count, sizeof *issue->texts);
	if (issue->texts == NULL || !find_pages(issue) || !number_pages(issue) ||
	    !find_parts(issue))
		return NP_ERR_MEMORY;
	return NP_OK;
}
