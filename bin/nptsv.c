/* nptsv - one row an article */
#include <unistd.h>

#include "diag.h"
#include "each_row.h"

static const char synopsis[] = "nptsv [-H] [-a LIST] [-c COLUMNS] [--date DATE] [--max-page SIZE]\n"
			       "             [-0 FILE | FILE ...]";
static const char help[] =
    "Reads blocks (npsplit makes them) and writes a table: one row an article.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -a, --articles LIST     only articles of these numbers; 0 adds what is in none\n"
    "  -c, --columns COLUMNS   these columns, commas between; help lists them\n"
    "  -H, --header            first a line with the names of the columns\n"
    "      --date DATE         the issue's day (2003-02-20) where no page tells it\n"
    "      --max-page SIZE     pass over pages with more bytes of blocks (64M)\n"
    "      --help, --version   print this, or the version, and end\n";

static const char default_columns[] =
    "page,article,lines,kicker,headline,deck,byline,dateline,caption,credit,chars,han,body";

struct nptsv {
	struct np_row_opts opts;
	struct np_out out;
};

static void
put_header(struct nptsv *np)
{
	for (size_t i = 0; i < np->opts.columns.count; i++) {
		if (i > 0)
			np_out_byte(&np->out, '\t');
		np_out_string(&np->out, np_column_name(np->opts.columns.list[i]));
	}
	np_out_byte(&np->out, '\n');
}

/*
 * Writes the lines of the article's page, then each other page on which it stands with its lines; false when
 * memory is out.
 */
static bool
put_stands(struct np_out *out, const struct np_article *article, struct np_arena *arena)
{
	enum { FEW = 16 };
	struct np_piece few[FEW];
	const struct np_stand *stands;
	size_t count = np_article_ranges(article, few, FEW);

	if (count > 0) {
		np_block_put_lines(out, few, count);
		return true;
	}
	stands = np_article_stands(article, &count, arena);
	if (stands == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			np_out_string(out, NP_BLOCK_HOME);
			np_block_put_field(out, stands[i].page);
			np_out_string(out, NP_BLOCK_HOME);
		}
		np_block_put_lines(out, stands[i].pieces, stands[i].count);
	}
	return true;
}

/* Writes a block's words behind what parts them from those before. */
static void
put_words(struct np_out *out, const struct np_article_block *block, enum np_seam seam, bool first,
    char broken)
{
	if (seam == NP_SEAM_BLANK || (seam == NP_SEAM_BREAK && !first && broken == ' '))
		np_out_byte(out, ' ');
	else if (seam == NP_SEAM_BREAK && !first)
		np_out_write(out, "\\n", 2);
	if (block->plain)
		np_out_write(out, block->text.ptr, block->text.len);
	else
		np_block_put_field(out, block->text);
}

/* Writes all words of a role, as np_article_field() joins them. */
static void
put_role(struct np_out *out, enum np_role role, const struct np_article *article)
{
	struct np_article_walk walk;
	const struct np_article_block *block;
	enum np_seam seam;
	char broken;

	if ((article->roles & NP_ROLE_BIT(role)) == 0)
		return;
	broken = np_article_seam(role);
	walk = np_article_walk_of(article, role);
	for (bool first = true; (block = np_article_next_of(&walk, &seam)) != NULL; first = false)
		put_words(out, block, seam, first, broken);
}

/* Writes the whole article, a line feed between paragraphs. */
static void
put_text(struct np_out *out, const struct np_article *article)
{
	struct np_article_walk walk = np_article_walk_running(article);
	const struct np_article_block *block;
	enum np_seam seam;

	for (bool first = true; (block = np_article_next_running(&walk, &seam)) != NULL;
	     first = false)
		put_words(out, block, seam, first, '\n');
}

/* Writes a column that is no fact and no count; false when memory is out. */
static bool
put_own(struct np_out *out, int column, const struct np_row *row)
{
	const struct np_article *article = row->article;

	switch (column) {
	case NP_COLUMN_PAGE:
		np_block_put_field(out, article->page);
		return true;
	case NP_COLUMN_ARTICLE:
		np_out_number(out, article->number);
		return true;
	case NP_COLUMN_LINES:
		return put_stands(out, article, row->arena);
	case NP_COLUMN_PARAGRAPHS:
		np_out_number(out, np_article_count_paragraphs(article));
		return true;
	case NP_COLUMN_TEXT:
		put_text(out, article);
		return true;
	default:
		put_role(out, (enum np_role)(column - NP_COLUMN_ROLES), article);
		return true;
	}
}

static bool
put_fact(struct np_out *out, enum np_fact_column column, const struct np_row *row)
{
	struct np_span text = np_fact_value(column, row->facts, row->page, row->arena);

	np_block_put_field(out, text);
	return text.ptr != NULL;
}

static enum np_code
put_row(void *ctx, const struct np_row *row)
{
	struct nptsv *np = ctx;

	for (size_t i = 0; i < np->opts.columns.count; i++) {
		int column = np->opts.columns.list[i];

		if (i > 0)
			np_out_byte(&np->out, '\t');
		if (column >= NP_COLUMN_COUNTS)
			np_out_number(
			    &np->out, np_count_value(row->counts, column - NP_COLUMN_COUNTS));
		else if (column >= NP_COLUMN_FACTS
			     ? !put_fact(
				   &np->out, (enum np_fact_column)(column - NP_COLUMN_FACTS), row)
			     : !put_own(&np->out, column, row))
			return NP_ERR_MEMORY;
	}
	np_out_byte(&np->out, '\n');
	return np->out.failed ? NP_ERR_WRITE : NP_OK;
}

int
main(int argc, char *argv[])
{
	static const struct option longs[] = { { "header", no_argument, NULL, 'H' }, NP_ROW_LONG,
		{ NULL, 0, NULL, 0 } };
	struct nptsv np;
	struct np_error err;
	bool header = false;
	int opt;

	np_diag_init(argv[0]);
	np_row_opts_init(&np.opts, default_columns);
	while ((opt = np_opt_next(argc, argv, NP_ROW_SHORT "H", longs, synopsis, help)) != -1) {
		switch (opt) {
		case 'H':
			header = true;
			break;
		default:
			if (!np_row_opts_take(&np.opts, opt, optarg))
				np_opt_usage(synopsis);
		}
	}
	np_opt_one_source(np.opts.choice.files0, argv + optind, synopsis);
	np_row_opts_choose(&np.opts, synopsis);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	if (header)
		put_header(&np);
	np_each_row(&np.opts, argv + optind, put_row, &np, "kept");
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_columns_free(&np.opts.columns);
	return np_diag_finish();
}
