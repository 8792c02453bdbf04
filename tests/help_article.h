/* help_article.h - for unit tests of what reads articles: the articles of a few blocks */
#ifndef NP_TESTS_HELP_ARTICLE_H
#define NP_TESTS_HELP_ARTICLE_H

#include "help.h"

#include "gather.h"

/* Adds the lines of a block stream, all of one page, and answers its articles. */
static inline const struct np_article *
gather(struct np_gather *gathered, const char *const *lines, size_t *count)
{
	struct np_error err;
	const struct np_article *articles;

	np_gather_init(gathered, 1 << 20);
	for (uint64_t number = 1; *lines != NULL; lines++, number++) {
		struct np_block block;

		ck_assert_int_eq(np_block_parse(span(*lines), &block, &err), NP_OK);
		ck_assert(np_gather_holds(gathered, block.home));
		ck_assert_int_eq(
		    np_gather_add(gathered, &block, span(*lines), number, &err), NP_OK);
	}
	articles = np_gather_articles(gathered, count, &err);
	ck_assert_int_eq(err.code, NP_OK);
	return articles;
}

#endif
