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

static bool
make_room(const struct np_article *article, struct np_arena *arena, struct np_facts *facts)
{
	memset(facts, 0, sizeof *facts);
	facts->datelines = np_arena_array(arena, article->count, sizeof *facts->datelines);
	facts->jumps = np_arena_array(arena, article->count, sizeof *facts->jumps);
	return facts->datelines != NULL && facts->jumps != NULL;
}

static enum np_code
add_people(struct np_facts *facts, const struct np_article_block *block, struct np_arena *arena)
{
	struct np_people people;
	size_t old = facts->person_count * sizeof *facts->people;
	struct np_fact_person *list;

	if (np_people_read(block->text, block->role, arena, &people) != NP_OK)
		return NP_ERR_MEMORY;
	if (people.count == 0)
		return NP_OK;
	list = np_arena_grow(arena, facts->people, old, old + people.count * sizeof *list);
	if (list == NULL)
		return NP_ERR_MEMORY;
	for (size_t i = 0; i < people.count; i++)
		list[facts->person_count++] = (struct np_fact_person){ people.list[i], block };
	facts->people = list;
	return NP_OK;
}

enum np_code
np_facts_read(const struct np_article *article, const struct np_date *issue, struct np_arena *arena,
    struct np_facts *facts)
{
	bool *at_end = np_arena_array(arena, article->count, sizeof *at_end);

	if (at_end == NULL || !make_room(article, arena, facts))
		return NP_ERR_MEMORY;
	find_ends(article, at_end);
	for (size_t i = 0; i < article->count; i++) {
		const struct np_article_block *block = &article->blocks[i];
		struct np_fact_dateline *dateline = &facts->datelines[facts->dateline_count];
		struct np_fact_jump *jump = &facts->jumps[facts->jump_count];
		if (block->role == NP_BYLINE || block->role == NP_CREDIT ||
		    block->role == NP_DATELINE) {
			if (add_people(facts, block, arena) != NP_OK)
				return NP_ERR_MEMORY;
		}
		if (block->role == NP_DATELINE) {
			if (np_dateline_read(block->text, arena, &dateline->dateline) != NP_OK)
				return NP_ERR_MEMORY;
			np_date_complete(&dateline->dateline.date, issue);
			dateline->block = block;
			dateline->at_end = at_end[i];
			facts->dateline_count++;
		} else if (block->role == NP_JUMP && np_jump_parse(block->text, &jump->jump)) {
			jump->block = block;
			facts->jump_count++;
		}
	}
	return NP_OK;
}
