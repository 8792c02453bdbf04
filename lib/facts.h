/* facts.h - what an article's marks and its page's running heads say, as data */
#ifndef NP_FACTS_H
#define NP_FACTS_H

#include "article.h"
#include "folio.h"
#include "jump.h"
#include "recall.h"

/* Each fact tells the block whose text it was read from: that holds the literal mark and its lines. */
struct np_fact_person {
	struct np_person person;
	const struct np_article_block *block;
};

struct np_fact_dateline {
	struct np_dateline dateline; /* its date completed from the day of the issue */
	const struct np_article_block *block;
	bool at_end; /* of a paragraph: （据新华社电）; else at the head of one */
};

struct np_fact_jump {
	struct np_jump jump;
	const struct np_article_block *block;
};

/* Of an article, in the order of its blocks. */
struct np_facts {
	struct np_fact_person *people;   /* of its bylines, credits and datelines */
	size_t person_count, person_cap; /* how many there are, and have room */
	struct np_fact_dateline *datelines;
	size_t dateline_count;
	struct np_fact_jump *jumps;
	size_t jump_count;
};

/* Of a page, and the blocks that tell each of it; NULL where none does. */
struct np_fact_page {
	struct np_folio folio;
	const struct np_article_block *paper, *date, *page_no, *section;
	const struct np_article_block **people; /* of each of the folio's */
};

/*
 * What the folios of a page say, in whichever of its articles they are: articles as
 * np_gather_articles() answers them.  issue, which may be NULL, is the day of the issue where no folio
 * tells it; a folio that tells a day without its year is completed from it.  Answers NP_OK, or
 * NP_ERR_MEMORY.  Everything lies in the arena or the blocks.
 */
enum np_code np_facts_page(const struct np_article *articles, size_t count,
    const struct np_date *issue, struct np_arena *arena, struct np_fact_page *page);

/*
 * What the blocks of an article say.  issue is the day that completes the dates of datelines:
 * np_facts_page()'s date; one that is not whole completes none.  Answers NP_OK, or NP_ERR_MEMORY.
 * Everything lies in the arena, the blocks, or in recall until that is tidied.
 */
enum np_code np_facts_read(const struct np_article *article, const struct np_date *issue,
    struct np_recall *recall, struct np_arena *arena, struct np_facts *facts);

#endif
