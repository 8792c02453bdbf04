/* fuzz_article.h - for fuzzers of what writes articles: all of an article, as every writer has it */
#ifndef NP_TESTS_FUZZ_ARTICLE_H
#define NP_TESTS_FUZZ_ARTICLE_H

#include "fuzz.h"

#include "column.h"
#include "gather.h"
#include "markdown.h"
#include "name.h"

/* Every column of a table; UTF-8 when the stream is; no field breaks the row. */
static inline void
fuzz_columns(const struct np_article *article, const struct np_fact_page *page, bool utf8,
    struct np_arena *arena)
{
	struct np_facts facts;
	struct np_recall recall;

	np_recall_init(&recall);
	LAW(np_facts_read(article, &page->folio.date, &recall, arena, &facts) == NP_OK);
	for (int column = 0; column < NP_FACT_COLUMNS; column++) {
		struct np_span value =
		    np_fact_value((enum np_fact_column)column, &facts, page, arena);

		LAW(value.ptr != NULL && (!utf8 || fuzz_is_utf8(value)));
	}
	for (int role = 0; role < NP_ROLES; role++) {
		struct np_span field = np_article_field(article, (enum np_role)role, arena);

		LAW(field.ptr != NULL && (!utf8 || fuzz_is_utf8(field)));
	}
	np_recall_free(&recall);
}

/* An article as text and as Markdown; its file's name. */
static inline void
fuzz_article(const struct np_article *article, bool utf8, struct np_arena *arena)
{
	const struct np_paragraph *paragraphs;
	const struct np_stand *stands;
	struct np_count sum = { .bytes = 0 };
	char name[NP_NAME_MAX];
	const char *replaced = NULL;
	struct np_out out;
	bool any = false;
	size_t count;

	fuzz_out(&out);
	paragraphs = np_article_paragraphs(article, &count, arena);
	LAW(paragraphs != NULL);
	for (size_t i = 0; i < count; i++) {
		LAW(paragraphs[i].role < NP_ROLES && paragraphs[i].number > 0);
		LAW(!utf8 || fuzz_is_utf8(paragraphs[i].text));
		LAW(np_markdown_put(
		    &out, paragraphs[i].role, paragraphs[i].text, arena, &any, &replaced));
	}
	np_markdown_put_field(&out, "page", article->page);
	LAW(fuzz_is_utf8(fuzz_written(&out)));
	fuzz_drop(&out);
	LAW(np_article_text(article, arena).ptr != NULL);
	stands = np_article_stands(article, &count, arena);
	LAW(stands != NULL && count > 0 && fuzz_same(stands[0].page, article->blocks[0].page));
	for (size_t i = 0; i < count; i++)
		LAW(stands[i].count > 0);
	np_article_count(article, UINT32_MAX, NP_COUNT_CLASSES | NP_COUNT_WORDS, &sum);
	LAW(sum.chars >= sum.bad);
	np_name_make(name, article->page, false, article->number, ".txt");
	LAW(strlen(name) < NP_NAME_MAX && name[0] != '.' && name[0] != '-');
	LAW(strchr(name, '/') == NULL);
}

/* All articles of the page gathered; its blocks are in them, each once. */
static inline void
fuzz_articles(struct np_gather *gather, bool utf8)
{
	struct np_fact_page page;
	struct np_error err;
	size_t count, blocks = 0;
	const struct np_article *articles = np_gather_articles(gather, &count, &err);

	LAW(err.code == NP_OK && (articles != NULL || count == 0));
	LAW(np_facts_page(articles, count, NULL, &gather->arena, &page) == NP_OK);
	for (size_t i = 0; i < count; i++) {
		LAW(articles[i].count > 0 && articles[i].page.len > 0);
		LAW(i == 0 || articles[i].number > articles[i - 1].number);
		blocks += articles[i].count;
		fuzz_article(&articles[i], utf8, &gather->arena);
		fuzz_columns(&articles[i], &page, utf8, &gather->arena);
	}
	LAW(blocks == gather->count);
}

/* Gives every page of a block stream, gathered; lines that are no blocks are passed over. */
static inline void
fuzz_pages(struct np_span stream, void (*page)(struct np_gather *gather, bool utf8))
{
	struct fuzz lines = { stream, 1 };
	struct np_gather gather;
	struct np_block block;
	struct np_error err;
	bool utf8 = fuzz_is_utf8(stream);

	np_gather_init(&gather, 1 << 20);
	for (uint64_t number = 1; lines.rest.len > 0; number++) {
		struct np_span line = fuzz_line(&lines);

		if (np_block_parse(line, &block, &err) != NP_OK)
			continue;
		if (!np_gather_holds(&gather, block.home)) {
			page(&gather, utf8);
			np_gather_reset(&gather);
		}
		LAW(np_gather_add(&gather, &block, line, number, &err) == NP_OK);
	}
	page(&gather, utf8);
	np_gather_free(&gather);
}

/* Every page of a block stream, by every writer of the library. */
static inline void
fuzz_stream(struct np_span stream)
{
	fuzz_pages(stream, fuzz_articles);
}

#endif
