/* fact_column.c - facts of an article as columns of a table */
#include "fact_column.h"

#include <stdlib.h>
#include <string.h>

const struct np_fact_column_name np_fact_columns[NP_FACT_COLUMNS] = {
	[NP_FACT_WRITER] = { "writer",
	    "who wrote it: authors, reporters, correspondents, interns" },
	[NP_FACT_AUTHOR] = { "author", "who wrote it without an office: (李红), 文/李红" },
	[NP_FACT_AUTHOR + NP_REPORTER] = { "reporter", "记者, 特派员" },
	[NP_FACT_AUTHOR + NP_CORRESPONDENT] = { "correspondent", "通讯员, 特约记者" },
	[NP_FACT_AUTHOR + NP_INTERN] = { "intern", "实习生" },
	[NP_FACT_AUTHOR + NP_PHOTOGRAPHER] = { "photographer", "摄, 摄影, 文/图" },
	[NP_FACT_AUTHOR + NP_TRANSLATOR] = { "translator", "编译, 译" },
	[NP_FACT_AUTHOR + NP_EDITOR] = { "editor", "责编, 美编, 校对: of the page too" },
	[NP_FACT_AGENCY] = { "agency", "from whom it is: 新华社, 来源：…; of datelines too" },
	[NP_FACT_PLACE] = { "place", "where it was sent from" },
	[NP_FACT_DATE] = { "date", "when it was sent, or else the issue's day, 2003-02-20" },
	[NP_FACT_PAPER] = { "paper", "the paper's name, of the page's head" },
	[NP_FACT_ISSUE] = { "issue", "the issue's day, of the page's head or --date" },
	[NP_FACT_PAGE_NO] = { "page_no", "the page's number, of its head: 2, A6" },
	[NP_FACT_SECTION] = { "section", "the page's section, of its head" },
	[NP_FACT_JUMP_TO] = { "jump_to", "the pages on which it goes on" },
	[NP_FACT_JUMP_FROM] = { "jump_from", "the pages from which it comes" },
	[NP_FACT_SEE] = { "see", "the pages to which it points for more" },
};

enum {
	WRITERS = NP_PERSON_BIT(NP_AUTHOR) | NP_PERSON_BIT(NP_REPORTER) |
		  NP_PERSON_BIT(NP_CORRESPONDENT) | NP_PERSON_BIT(NP_INTERN)
};

/* The values of a column; failed when memory was out. */
struct list {
	struct np_arena *arena;
	struct np_fact *facts;
	size_t count, cap;
	bool failed;
};

static void
add(struct list *list, struct np_fact fact)
{
	if (list->failed || fact.value.len == 0)
		return;
	if (list->count == list->cap) {
		size_t cap = list->cap == 0 ? 8 : list->cap * 2;
		struct np_fact *facts = np_arena_grow(
		    list->arena, list->facts, list->cap * sizeof *facts, cap * sizeof *facts);
		if (facts == NULL) {
			list->failed = true;
			return;
		}
		list->facts = facts;
		list->cap = cap;
	}
	list->facts[list->count++] = fact;
}

static void
add_value(struct list *list, struct np_span value, const struct np_article_block *block)
{
	add(list, (struct np_fact){ value, block, NULL, NULL });
}

static void
add_date(struct list *list, const struct np_date *date, const struct np_article_block *block)
{
	char *text = np_arena_take(list->arena, NP_DATE_MAX);

	if (text == NULL)
		list->failed = true;
	else
		add_value(list, (struct np_span){ text, np_date_put(text, date) }, block);
}

static void
add_people(struct list *list, const struct np_facts *facts, unsigned kinds)
{
	for (size_t i = 0; i < facts->person_count; i++) {
		const struct np_fact_person *told = &facts->people[i];
		if ((kinds & NP_PERSON_BIT(told->person.kind)) != 0)
			add(list, (struct np_fact){
				      told->person.name, told->block, &told->person, NULL });
	}
}

static void
add_agencies(struct list *list, const struct np_facts *facts)
{
	for (size_t i = 0; i < facts->dateline_count; i++) {
		const struct np_fact_dateline *told = &facts->datelines[i];
		for (size_t j = 0; j < told->dateline.agency_count; j++)
			add_value(list, told->dateline.agencies[j], told->block);
	}
	add_people(list, facts, NP_PERSON_BIT(NP_AGENCY));
}

static void
add_places(struct list *list, const struct np_facts *facts)
{
	for (size_t i = 0; i < facts->dateline_count; i++)
		add_value(list, facts->datelines[i].dateline.place, facts->datelines[i].block);
	/* A reader's place is where he lives; a reporter's where he writes from. */
	for (size_t i = 0; i < facts->person_count && list->count == 0; i++) {
		const struct np_fact_person *told = &facts->people[i];
		if (told->person.kind == NP_REPORTER)
			add(list, (struct np_fact){
				      told->person.place, told->block, &told->person, NULL });
	}
}

static void
add_dates(struct list *list, const struct np_facts *facts, const struct np_fact_page *page)
{
	for (size_t i = 0; i < facts->dateline_count; i++)
		add_date(list, &facts->datelines[i].dateline.date, facts->datelines[i].block);
	if (list->count == 0)
		add_date(list, &page->folio.date, page->date);
}

static void
add_jumps(struct list *list, const struct np_facts *facts, enum np_jump_kind kind)
{
	for (size_t i = 0; i < facts->jump_count; i++) {
		const struct np_fact_jump *told = &facts->jumps[i];

		for (size_t j = 0; told->jump.kind == kind && j < told->jump.page_count; j++) {
			const char *page = told->jump.pages[j];

			add(list, (struct np_fact){
				      { page, strlen(page) }, told->block, NULL, &told->jump });
		}
	}
}

static void
add_editors(struct list *list, const struct np_facts *facts, const struct np_fact_page *page)
{
	add_people(list, facts, NP_PERSON_BIT(NP_EDITOR));
	for (size_t i = 0; i < page->folio.people.count; i++) {
		const struct np_person *person = &page->folio.people.list[i];
		if (person->kind == NP_EDITOR)
			add(list, (struct np_fact){ person->name, page->people[i], person, NULL });
	}
}

const struct np_fact *
np_fact_list(enum np_fact_column column, const struct np_facts *facts,
    const struct np_fact_page *page, struct np_arena *arena, size_t *count)
{
	static const struct np_fact none;
	const struct np_folio *folio = &page->folio;
	struct list list = { .arena = arena };

	switch (column) {
	case NP_FACT_WRITER:
		add_people(&list, facts, WRITERS);
		break;
	case NP_FACT_AGENCY:
		add_agencies(&list, facts);
		break;
	case NP_FACT_PLACE:
		add_places(&list, facts);
		break;
	case NP_FACT_DATE:
		add_dates(&list, facts, page);
		break;
	case NP_FACT_PAPER:
		add_value(&list, folio->paper, page->paper);
		break;
	case NP_FACT_ISSUE:
		add_date(&list, &folio->date, page->date);
		break;
	case NP_FACT_PAGE_NO:
		add_value(&list, (struct np_span){ folio->page_no, strlen(folio->page_no) },
		    page->page_no);
		break;
	case NP_FACT_SECTION:
		add_value(&list, folio->section, page->section);
		break;
	case NP_FACT_JUMP_TO:
		add_jumps(&list, facts, NP_JUMP_TO);
		break;
	case NP_FACT_JUMP_FROM:
		add_jumps(&list, facts, NP_JUMP_FROM);
		break;
	case NP_FACT_SEE:
		add_jumps(&list, facts, NP_JUMP_SEE);
		break;
	default:
		if (column == (enum np_fact_column)(NP_FACT_AUTHOR + NP_EDITOR))
			add_editors(&list, facts, page);
		else
			add_people(&list, facts, NP_PERSON_BIT(column - NP_FACT_AUTHOR));
	}
	*count = list.count;
	return list.failed ? NULL : list.count > 0 ? list.facts : &none;
}

static int
compare_values(const void *left, const void *right)
{
	const struct np_fact *a = *(const struct np_fact *const *)left;
	const struct np_fact *b = *(const struct np_fact *const *)right;
	int order;

	if (a->value.len != b->value.len)
		return a->value.len < b->value.len ? -1 : 1;
	order = memcmp(a->value.ptr, b->value.ptr, a->value.len);
	return order != 0 ? order : a < b ? -1 : a > b;
}

/* Tells which of the facts have a value that one before has; NULL when memory is out. */
static const bool *
find_known(const struct np_fact *facts, size_t count, struct np_arena *arena)
{
	bool *known = np_arena_array(arena, count, sizeof *known);
	const struct np_fact **sorted = np_arena_array(arena, count, sizeof *sorted);

	if (known == NULL || sorted == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++)
		sorted[i] = &facts[i];
	qsort(sorted, count, sizeof *sorted, compare_values);
	for (size_t i = 1; i < count; i++)
		known[sorted[i] - facts] = np_span_same(sorted[i]->value, sorted[i - 1]->value);
	return known;
}

struct np_span
np_fact_value(enum np_fact_column column, const struct np_facts *facts,
    const struct np_fact_page *page, struct np_arena *arena)
{
	const struct np_span none = { NULL, 0 };
	size_t count, room = 1, len = 0;
	const struct np_fact *list = np_fact_list(column, facts, page, arena, &count);
	const bool *known;
	char *text;

	if (list == NULL)
		return none;
	for (size_t i = 0; i < count; i++)
		room += list[i].value.len + 1;
	text = np_arena_take(arena, room);
	known = find_known(list, count, arena);
	if (text == NULL || known == NULL)
		return none;
	for (size_t i = 0; i < count; i++) {
		if (known[i])
			continue;
		if (len > 0)
			text[len++] = ';';
		memcpy(text + len, list[i].value.ptr, list[i].value.len);
		len += list[i].value.len;
	}
	return (struct np_span){ text, len };
}
