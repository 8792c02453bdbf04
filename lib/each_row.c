/* each_row.c - the loop and the options of the tools that write chosen columns of each article */
#include "each_row.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "diag.h"
#include "each.h"

/* ---- options ---- */

void
np_row_opts_init(struct np_row_opts *opts, const char *columns)
{
	*opts = (struct np_row_opts){ .list = columns, .issue = { .hour = -1 } };
}

bool
np_row_opts_take(struct np_row_opts *opts, int opt, const char *arg)
{
	switch (opt) {
	case 'c':
		opts->list = arg;
		return true;
	case NP_ROW_DATE:
		if (np_date_parse(arg, &opts->issue))
			return true;
		np_diag_say(NP_USAGE, NULL, 0, "--date %s: give a day such as 2003-02-20", arg);
		return false;
	default:
		return np_choice_opts_take(&opts->choice, opt, arg);
	}
}

/* Lists the columns and ends the program. */
static void
list_columns(void)
{
	struct np_out out;
	struct np_error err;

	np_out_init(&out, STDOUT_FILENO, "standard output");
	np_column_help(&out);
	if (np_out_close(&out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, out.name, &err);
	exit(np_diag_finish());
}

void
np_row_opts_choose(struct np_row_opts *opts, const char *synopsis)
{
	struct np_span bad;

	if (strcmp(opts->list, "help") == 0)
		list_columns();
	switch (np_columns_parse(&opts->columns, opts->list, &bad)) {
	case NP_OK:
		return;
	case NP_ERR_UNKNOWN:
		np_opt_bad_name("-c", bad, "no such column (-c help lists them)");
		np_columns_free(&opts->columns);
		np_opt_usage(synopsis);
	default:
		np_diag_no_memory(NULL);
		np_columns_free(&opts->columns);
		exit(np_diag_finish());
	}
}

/* ---- the loop ---- */

struct run {
	const struct np_row_opts *opts;
	enum np_code (*row)(void *ctx, const struct np_row *row);
	void *ctx;
	struct np_recall recall;
};

static enum np_code
give_row(struct run *run, const struct np_article *article, const struct np_fact_page *page,
    struct np_arena *arena)
{
	const struct np_columns *columns = &run->opts->columns;
	struct np_count counts = { 0 };
	struct np_facts facts;
	struct np_row row = { article, NULL, page, &counts, arena };

	if (page != NULL) {
		if (np_facts_read(article, &page->folio.date, &run->recall, arena, &facts) != NP_OK)
			return NP_ERR_MEMORY;
		row.facts = &facts;
	}
	if (columns->counts)
		np_article_count(article, NP_ROLE_BIT(NP_BODY), columns->want, &counts);
	return run->row(run->ctx, &row);
}

static bool
give_page(void *ctx, const struct np_article *articles, size_t count, struct np_arena *arena,
    const char *input)
{
	struct run *run = ctx;
	bool facts = run->opts->columns.facts;
	enum np_code code = NP_OK;
	struct np_fact_page page;

	np_recall_tidy(&run->recall);
	if (facts)
		code = np_facts_page(articles, count, &run->opts->issue, arena, &page);
	for (size_t i = 0; i < count && code == NP_OK; i++) {
		if (np_choice_has(run->opts->choice.articles, articles[i].number))
			code = give_row(run, &articles[i], facts ? &page : NULL, arena);
	}
	if (code == NP_ERR_MEMORY)
		np_diag_no_memory(input);
	return code == NP_OK;
}

void
np_each_row(const struct np_row_opts *opts, char **argv,
    enum np_code (*row)(void *ctx, const struct np_row *row), void *ctx, const char *bad_bytes)
{
	struct run run = { .opts = opts, .row = row, .ctx = ctx };
	const struct np_operands operands = { .argv = argv, .list = opts->choice.files0 };
	const bool brief =
	    opts->columns.counts && (opts->columns.want & ~(unsigned)NP_COUNT_HAN) == 0;
	const struct np_each_articles calls = { give_page, opts->choice.max_page, bad_bytes,
		brief ? NP_ROLE_BIT(NP_BODY) : 0 };

	np_recall_init(&run.recall);
	np_each_article(&operands, &calls, &run);
	np_recall_free(&run.recall);
}
