/* nptsv - one row an article */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "each.h"
#include "fact_column.h"
#include "opt.h"

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

/*
 * The columns: these, one for each role in the order of enum np_role, the facts that marks and
 * heads of pages tell, and npcount's but lines.
 */
enum { PAGE, ARTICLE, LINES, TEXT, PARAGRAPHS, OWN, FACTS = OWN + NP_ROLES };
enum { COUNTS = FACTS + NP_FACT_COLUMNS, COLUMNS = COUNTS + NP_COUNT_COLUMNS };
enum { OPT_DATE = NP_OPT_TOOL };

static const struct {
	const char *name, *help;
} own[FACTS] = {
	[PAGE] = { "page", "the page's name" },
	[ARTICLE] = { "article", "the article's number on the page" },
	[LINES] = { "lines", "the lines of the page on which it stands, 3..9;12" },
	[TEXT] = { "text", "the whole article as running text, headline first" },
	[PARAGRAPHS] = { "paragraphs", "how many paragraphs of body" },
	[OWN + NP_KICKER] = { "kicker", "the lines above the headline" },
	[OWN + NP_HEADLINE] = { "headline", "the headline, on one line" },
	[OWN + NP_DECK] = { "deck", "the lines or summary under the headline" },
	[OWN + NP_BYLINE] = { "byline", "who wrote it, as printed" },
	[OWN + NP_DATELINE] = { "dateline", "agency, place, date, as printed" },
	[OWN + NP_SUBHEAD] = { "subhead", "the headings inside the article" },
	[OWN + NP_BODY] = { "body", "the paragraphs" },
	[OWN + NP_CAPTION] = { "caption", "the words under its pictures" },
	[OWN + NP_CREDIT] = { "credit", "who took the pictures, as printed" },
	[OWN + NP_JUMP] = { "jump", "where it goes on or comes from, as printed" },
	[OWN + NP_FOLIO] = { "folio", "date, page number, section (mostly in article 0)" },
	[OWN + NP_TABLE] = { "table", "the rows of tables" },
	[OWN + NP_NOTICE] = { "notice", "notices and advertisements" },
	[OWN + NP_OTHER] = { "other", "what has no other role" },
};

struct options {
	bool header;
	const char *articles;
	int *columns;
	size_t count;
	bool telling; /* one of them is a fact */
	struct np_date issue;
	bool counting; /* one of them is a count */
	unsigned want; /* what must be counted for it */
	struct np_out out;
};

static const char *
column_name(int column)
{
	return column < FACTS    ? own[column].name
	       : column < COUNTS ? np_fact_columns[column - FACTS].name
				 : np_count_columns[column - COUNTS].name;
}

/* npcount's lines are lines of a text; here the column of that name is the article's place. */
static bool
column_shown(int column)
{
	return column < COUNTS || strcmp(column_name(column), own[LINES].name) != 0;
}

static void
list_columns(void)
{
	for (int i = 0; i < COLUMNS; i++) {
		if (i < COUNTS)
			printf("%-13s %s\n", column_name(i),
			    i < FACTS ? own[i].help : np_fact_columns[i - FACTS].help);
		else if (column_shown(i))
			printf("%-13s of body: %s\n", column_name(i),
			    np_count_columns[i - COUNTS].help);
	}
	exit(np_diag_finish());
}

static int
find_column(struct np_span name)
{
	for (int i = 0; i < COLUMNS; i++) {
		if (column_shown(i) && strlen(column_name(i)) == name.len &&
		    memcmp(column_name(i), name.ptr, name.len) == 0)
			return i;
	}
	return -1;
}

/* Takes the list of -c; ends the program when it is wrong. */
static void
take_columns(struct options *opts, const char *list)
{
	opts->columns = malloc((strlen(list) + 1) * sizeof(*opts->columns));
	if (opts->columns == NULL) {
		np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
		exit(np_diag_finish());
	}
	for (;;) {
		struct np_span name = { list, strcspn(list, ",") };
		int column = find_column(name);

		if (column == -1) {
			np_diag_say(NP_USAGE, NULL, 0,
			    "no column is called '%.*s' (-c help lists them)",
			    name.len < 80 ? (int)name.len : 80, name.ptr);
			exit(np_diag_finish());
		}
		if (column >= COUNTS) {
			opts->counting = true;
			opts->want |= np_count_columns[column - COUNTS].want;
		} else if (column >= FACTS) {
			opts->telling = true;
		}
		opts->columns[opts->count++] = column;
		if (list[name.len] == '\0')
			return;
		list += name.len + 1;
	}
}

/* ---- rows ---- */

static void
put_header(struct options *opts)
{
	for (size_t i = 0; i < opts->count; i++) {
		if (i > 0)
			np_out_byte(&opts->out, '\t');
		np_out_string(&opts->out, column_name(opts->columns[i]));
	}
	np_out_byte(&opts->out, '\n');
}

/* Writes the lines of the article's page, then each other page on which it stands with its lines. */
static void
put_stands(struct np_out *out, const struct np_stand *stands, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			np_out_string(out, NP_BLOCK_HOME);
			np_block_put_field(out, stands[i].page);
			np_out_string(out, NP_BLOCK_HOME);
		}
		np_block_put_lines(out, stands[i].pieces, stands[i].count);
	}
}

/* Writes one of own[]; false when memory is out. */
static bool
put_own(struct np_out *out, int column, const struct np_article *article, struct np_arena *arena)
{
	const struct np_stand *stands;
	const struct np_paragraph *paragraphs;
	struct np_span text;
	size_t count, bodies = 0;

	switch (column) {
	case PAGE:
		text = article->page;
		break;
	case ARTICLE:
		np_out_number(out, article->number);
		return true;
	case LINES:
		stands = np_article_stands(article, &count, arena);
		if (stands != NULL)
			put_stands(out, stands, count);
		return stands != NULL;
	case PARAGRAPHS:
		paragraphs = np_article_paragraphs(article, &count, arena);
		for (size_t i = 0; paragraphs != NULL && i < count; i++)
			bodies += paragraphs[i].role == NP_BODY;
		np_out_number(out, bodies);
		return paragraphs != NULL;
	case TEXT:
		text = np_article_text(article, arena);
		break;
	default:
		text = np_article_field(article, (enum np_role)(column - OWN), arena);
	}
	np_block_put_field(out, text);
	return text.ptr != NULL;
}

static bool
put_fact(struct np_out *out, enum np_fact_column column, const struct np_facts *facts,
    const struct np_folio *folio, struct np_arena *arena)
{
	struct np_span text = np_fact_value(column, facts, folio, arena);

	np_block_put_field(out, text);
	return text.ptr != NULL;
}

static bool
put_row(struct options *opts, const struct np_article *article, const struct np_folio *folio,
    struct np_arena *arena)
{
	struct np_count counts = { 0 };
	struct np_facts facts;

	if (opts->telling && np_facts_read(article, &folio->date, arena, &facts) != NP_OK)
		return false;
	if (opts->counting)
		np_article_count(article, NP_ROLE_BIT(NP_BODY), opts->want, &counts);
	for (size_t i = 0; i < opts->count; i++) {
		int column = opts->columns[i];

		if (i > 0)
			np_out_byte(&opts->out, '\t');
		if (column >= COUNTS)
			np_out_number(&opts->out, np_count_value(&counts, column - COUNTS));
		else if (column >= FACTS
			     ? !put_fact(&opts->out, (enum np_fact_column)(column - FACTS), &facts,
				   folio, arena)
			     : !put_own(&opts->out, column, article, arena))
			return false;
	}
	np_out_byte(&opts->out, '\n');
	return true;
}

static bool
put_page(void *ctx, const struct np_article *articles, size_t count, struct np_arena *arena,
    const char *input)
{
	struct options *opts = ctx;
	struct np_folio folio;
	bool memory =
	    !opts->telling || np_facts_folio(articles, count, &opts->issue, arena, &folio) == NP_OK;

	for (size_t i = 0; i < count && memory; i++) {
		if (np_article_chosen(opts->articles, articles[i].number))
			memory = put_row(opts, &articles[i], &folio, arena);
	}
	if (!memory)
		np_diag_say(NP_BROKEN, input, 0, "out of memory");
	return memory && !opts->out.failed;
}

/* ---- the program ---- */

static const struct option long_options[] = {
	{ "articles", required_argument, NULL, 'a' },
	{ "columns", required_argument, NULL, 'c' },
	{ "date", required_argument, NULL, OPT_DATE },
	{ "header", no_argument, NULL, 'H' },
	{ "files0-from", required_argument, NULL, '0' },
	{ "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

int
main(int argc, char *argv[])
{
	struct options opts = { .header = false, .issue = { 0, 0, 0, -1 } };
	struct np_operands operands = { NULL, NULL };
	struct np_each_articles calls = { .page = put_page, .bad_bytes = "kept" };
	const char *columns = default_columns;
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	while ((opt = getopt_long(argc, argv, "0:a:c:H", long_options, NULL)) != -1) {
		switch (opt) {
		case '0':
			operands.list = optarg;
			break;
		case 'a':
			if (!np_article_list(optarg)) {
				np_diag_say(NP_USAGE, NULL, 0, "-a: give numbers such as 1,3");
				np_opt_usage(synopsis);
			}
			opts.articles = optarg;
			break;
		case 'c':
			columns = optarg;
			break;
		case 'H':
			opts.header = true;
			break;
		case OPT_DATE:
			if (!np_date_parse(optarg, &opts.issue)) {
				np_diag_say(
				    NP_USAGE, NULL, 0, "--date: give a day such as 2003-02-20");
				np_opt_usage(synopsis);
			}
			break;
		case NP_OPT_MAX_PAGE:
			if (!np_opt_max_page(optarg, &calls.max_page))
				np_opt_usage(synopsis);
			break;
		case NP_OPT_HELP:
			np_opt_help(synopsis, help);
			break;
		case NP_OPT_VERSION:
			np_opt_version();
			break;
		default:
			np_opt_usage(synopsis);
		}
	}
	operands.argv = argv + optind;
	if (operands.list != NULL && operands.argv[0] != NULL)
		np_opt_usage(synopsis);
	if (strcmp(columns, "help") == 0)
		list_columns();
	take_columns(&opts, columns);
	np_out_init(&opts.out, STDOUT_FILENO, "standard output");
	if (opts.header)
		put_header(&opts);
	np_each_article(&operands, &calls, &opts);
	if (np_out_close(&opts.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, opts.out.name, &err);
	free(opts.columns);
	return np_diag_finish();
}
