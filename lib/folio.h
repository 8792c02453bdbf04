/* folio.h - what the running heads and feet of a page say of it */
#ifndef NP_FOLIO_H
#define NP_FOLIO_H

#include "date.h"
#include "jump.h"
#include "people.h"

/*
 * A page: its paper, the day of its issue, its number and section, and its editors (people of all
 * kinds that its running heads name).  Spans lie in the arena or the texts; "" and 0 where nothing is
 * told.
 */
struct np_folio {
	struct np_span paper;         /* 人民日报, without 《》 */
	struct np_date date;          /* of the issue */
	unsigned weekday;             /* as printed: 1 for Monday to 7 for Sunday */
	char page_no[NP_PAGE_NO_MAX]; /* "2" for 第02版, "A6" for A06; np_page_no_scan() */
	struct np_span section;       /* 要闻 */
	struct np_people people;
	size_t people_cap; /* so many have room */
};

/* More than a paper has on all its pages, so that time stays in proportion to the folios. */
enum { NP_FOLIO_PEOPLE = 512 };

/* A page of which nothing is known. */
void np_folio_init(struct np_folio *folio);

/*
 * Adds what the text of a block of role folio says: 第02版 要闻 2003年2月20日 星期四 责编 唐宁.
 * What an earlier one has said stands; people are added, each once, up to NP_FOLIO_PEOPLE.  Answers
 * NP_OK, or NP_ERR_MEMORY.
 */
enum np_code np_folio_add(struct np_folio *folio, struct np_span text, struct np_arena *arena);

#endif
