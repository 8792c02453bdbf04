/* facts.c - what an article's marks and its page's running heads say, as data */
#include "facts.h"

#include <string.h>

/* Adds what a block says, and remembers it for what it was the first to tell. */
static enum np_code
add_folio(struct np_fact_page *page, const struct np_article_block *block, struct np_arena *arena)
{
	struct np_folio before = page->folio, *now = &page->folio;
	const struct np_article_block **people;

	if (np_folio_add(now, block->text, arena) != NP_OK)
		return NP_ERR_MEMORY;
	if (now->paper.ptr != before.paper.ptr)
		page->paper = block;
	if (now->section.ptr != before.section.ptr)
		page->section = block;
	if (strcmp(now->page_no, before.page_no) != 0)
		page->page_no = block;
	if (now->date.year != before.date.year || now->date.month != before.date.month ||
	    now->date.day != before.date.day)
		page->date = block;
	/* Few name somebody, and each time the list moves. */
	if (now->people.count == before.people.count)
		return NP_OK;
	people = np_arena_grow(arena, page->people, before.people.count * sizeof *people,
	    now->people.count * sizeof *people);
	if (people == NULL)
		return NP_ERR_MEMORY;
	for (size_t i = before.people.count; i < now->people.count; i++)
		people[i] = block;
	page->people = people;
	return NP_OK;
}

enum np_code
np_facts_page(const struct np_article *articles, size_t count, const struct np_date *issue,
    struct np_arena *arena, struct np_fact_page *page)
{
	*page = (struct np_fact_page){ .paper = NULL };
	np_folio_init(&page->folio);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < articles[i].count; j++) {
			const struct np_article_block *block = &articles[i].blocks[j];
			if (block->role == NP_FOLIO && add_folio(page, block, arena) != NP_OK)
				return NP_ERR_MEMORY;
		}
	}
	if (issue != NULL) {
		np_date_complete(&page->folio.date, issue);
		if (!np_date_whole(&page->folio.date)) {
			page->folio.date = *issue;
			page->date = NULL;
		}
	}
	return NP_OK;
}

/*
 * Tells of each dateline whether it ends a paragraph that began before it, on its line or a line
 * before.  A mark in running text is a piece of a line, and what stands behind it on that line is
 * text; on a line of its own it ends the article if no body follows.
 */
static void
find_ends(const struct np_article *article, bool *at_end)
{
	bool text_behind = false, body_behind = false; /* on the line; at all */

	for (size_t i = article->count; i-- > 0;) {
		const struct np_article_block *block = &article->blocks[i];
		const struct np_article_block *next = block + 1;

		if (i + 1 == article->count || next->leaf != block->leaf ||
		    next->pieces[0].first != block->pieces[0].first)
			text_behind = false;
		at_end[i] =
		    !text_behind && (block->pieces[0].part > 1 ||
					(!body_behind && i > 0 && block[-1].role == NP_BODY));
		text_behind = text_behind || block->role == NP_BODY || block->role == NP_CAPTION;
		body_behind = body_behind || block->role == NP_BODY;
	}
}

/* Room for what blocks tell: most have neither. */
static bool
make_room(const struct np_article *article, struct np_arena *arena, struct np_facts *facts)
{
	size_t datelines = 0, jumps = 0;

	for (size_t i = 0; i < article->count; i++) {
		datelines += article->blocks[i].role == NP_DATELINE;
		jumps += article->blocks[i].role == NP_JUMP;
	}
	facts->datelines = np_arena_array(arena, datelines, sizeof *facts->datelines);
	facts->jumps = np_arena_array(arena, jumps, sizeof *facts->jumps);
	return facts->datelines != NULL && facts->jumps != NULL;
}

/* Adds the people whom a block names. */
static enum np_code
add_people(struct np_facts *facts, const struct np_people *people,
    const struct np_article_block *block, struct np_arena *arena)
{
	for (size_t i = 0; i < people->count; i++) {
		struct np_fact_person *list = np_arena_room(
		    arena, facts->people, facts->person_count, &facts->person_cap, sizeof *list);
		if (list == NULL)
			return NP_ERR_MEMORY;
		facts->people = list;
		list[facts->person_count++] = (struct np_fact_person){ people->list[i], block };
	}
	return NP_OK;
}

/* Adds what a byline, credit or dateline says. */
static enum np_code
add_mark(struct np_facts *facts, const struct np_article_block *block, bool at_end,
    const struct np_date *issue, struct np_recall *recall, struct np_arena *arena)
{
	const struct np_recalled *told = np_recall_read(recall, block->text, block->role, arena);

	if (told == NULL)
		return NP_ERR_MEMORY;
	if (block->role == NP_DATELINE) {
		struct np_fact_dateline *dateline = &facts->datelines[facts->dateline_count++];

		*dateline = (struct np_fact_dateline){ told->dateline, block, at_end };
		np_date_complete(&dateline->dateline.date, issue);
	}
	return add_people(facts, &told->people, block, arena);
}

/* Roles of blocks that tell facts: a set. */
#define TELLING                                                                                    \
	(NP_ROLE_BIT(NP_BYLINE) | NP_ROLE_BIT(NP_CREDIT) | NP_ROLE_BIT(NP_DATELINE) |              \
	    NP_ROLE_BIT(NP_JUMP))

enum np_code
np_facts_read(const struct np_article *article, const struct np_date *issue,
    struct np_recall *recall, struct np_arena *arena, struct np_facts *facts)
{
	bool *at_end;

	memset(facts, 0, sizeof *facts);
	if ((article->roles & TELLING) == 0)
		return NP_OK;
	at_end = np_arena_array(arena, article->count, sizeof *at_end);
	if (at_end == NULL || !make_room(article, arena, facts))
		return NP_ERR_MEMORY;
	find_ends(article, at_end);
	for (size_t i = 0; i < article->count; i++) {
		const struct np_article_block *block = &article->blocks[i];
		struct np_fact_jump *jump = &facts->jumps[facts->jump_count];

		if (block->role == NP_JUMP) {
			jump->block = block;
			facts->jump_count += np_jump_parse(block->text, &jump->jump);
		} else if ((TELLING & NP_ROLE_BIT(block->role)) != 0 &&
			   add_mark(facts, block, at_end[i], issue, recall, arena) != NP_OK) {
			return NP_ERR_MEMORY;
		}
	}
	return NP_OK;
}
