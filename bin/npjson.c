/* npjson - one JSON object an article */
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "each_row.h"
#include "json.h"

static const char synopsis[] = "npjson [-a LIST] [-c COLUMNS] [--date DATE] [--max-page SIZE]\n"
			       "              [-0 FILE | FILE ...]";
static const char help[] =
    "Reads blocks (npsplit makes them) and writes JSON Lines: one object an article.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -a, --articles LIST     only articles of these numbers; 0 adds what is in none\n"
    "  -c, --columns COLUMNS   these members, commas between; help lists them\n"
    "      --date DATE         the issue's day (2003-02-20) where no page tells it\n"
    "      --max-page SIZE     pass over pages with more bytes of blocks (64M)\n"
    "      --help, --version   print this, or the version, and end\n";

static const char default_columns[] =
    "page,article,lines,paper,issue,page_no,section,kicker,headline,deck,byline,author,reporter,"
    "correspondent,intern,photographer,translator,editor,dateline,agency,place,date,subhead,"
    "caption,credit,jump,chars,han,body";

struct npjson {
	struct np_row_opts opts;
	struct np_out out;
};

static struct np_span
span_of(const char *text)
{
	return (struct np_span){ text, strlen(text) };
}

static void
put_bool(struct np_out *out, bool *any, const char *key, bool value)
{
	np_json_key(out, any, key);
	np_out_string(out, value ? "true" : "false");
}

/* Writes where an article or a mark stands, as a lines field has it. */
static void
put_lines(struct np_out *out, bool *any, const struct np_piece *pieces, size_t count)
{
	np_json_key(out, any, "lines");
	np_out_byte(out, '"');
	np_block_put_lines(out, pieces, count);
	np_out_byte(out, '"');
}

/* Writes the mark itself, as it is printed, and where; block NULL: it is from --date. */
static void
put_mark(struct np_out *out, bool *any, const struct np_article_block *block)
{
	if (block == NULL) {
		np_json_key(out, any, "mark");
		np_out_string(out, "null");
		return;
	}
	np_json_member(out, any, "mark", block->text);
	np_json_member(out, any, "page", block->page);
	put_lines(out, any, block->pieces, block->piece_count);
}

/* ---- marks ---- */

static void
put_person(struct np_out *out, bool *any, const struct np_person *person)
{
	np_json_member(out, any, "kind", span_of(np_person_kind_name(person->kind)));
	np_json_member(out, any, "name", person->name);
	np_json_member(out, any, "office", person->office);
	np_json_member(out, any, "organisation", person->organisation);
	np_json_member(out, any, "place", person->place);
	put_bool(out, any, "collective", person->collective);
}

static void
put_dateline(struct np_out *out, bool *any, const struct np_fact_dateline *told)
{
	const struct np_dateline *dateline = &told->dateline;
	char date[NP_DATE_MAX];

	np_json_member(out, any, "kind", span_of(np_dateline_kind_name(dateline->kind)));
	np_json_key(out, any, "agencies");
	np_out_byte(out, '[');
	for (size_t i = 0; i < dateline->agency_count; i++) {
		if (i > 0)
			np_out_byte(out, ',');
		np_json_string(out, dateline->agencies[i]);
	}
	np_out_byte(out, ']');
	np_json_member(out, any, "place", dateline->place);
	np_json_member(
	    out, any, "date", (struct np_span){ date, np_date_put(date, &dateline->date) });
	put_bool(out, any, "after_other", dateline->after_other);
	put_bool(out, any, "at_end", told->at_end);
}

static void
put_jump(struct np_out *out, bool *any, const struct np_jump *jump)
{
	np_json_member(out, any, "kind", span_of(np_jump_kind_name(jump->kind)));
	np_json_key(out, any, "pages");
	np_out_byte(out, '[');
	for (size_t i = 0; i < jump->page_count; i++) {
		if (i > 0)
			np_out_byte(out, ',');
		np_json_string(out, span_of(jump->pages[i]));
	}
	np_out_byte(out, ']');
	np_json_member(out, any, "title", jump->title);
}

/* Writes the blocks of a mark's role, each an object with what was read from it. */
static void
put_marks(struct np_out *out, enum np_role role, const struct np_row *row)
{
	size_t dateline = 0, jump = 0;
	bool several = false;

	np_out_byte(out, '[');
	for (size_t i = 0; i < row->article->count; i++) {
		const struct np_article_block *block = &row->article->blocks[i];
		bool any = false;

		if (block->role != role)
			continue;
		np_out_string(out, several ? ",{" : "{");
		several = true;
		if (role == NP_DATELINE)
			put_dateline(out, &any, &row->facts->datelines[dateline++]);
		/* A jump that names no page told nothing. */
		if (role == NP_JUMP && jump < row->facts->jump_count &&
		    row->facts->jumps[jump].block == block)
			put_jump(out, &any, &row->facts->jumps[jump++].jump);
		put_mark(out, &any, block);
		np_out_byte(out, '}');
	}
	np_out_byte(out, ']');
}

/* The name of what a fact that is no person and no jump tells. */
static const char *
fact_key(enum np_fact_column column)
{
	switch (column) {
	case NP_FACT_DATE:
	case NP_FACT_ISSUE:
		return "date";
	case NP_FACT_PAGE_NO:
		return "page_no";
	default:
		return "name";
	}
}

/* Writes the facts of a column; false when memory is out. */
static bool
put_facts(struct np_out *out, enum np_fact_column column, const struct np_row *row)
{
	size_t count;
	const struct np_fact *facts =
	    np_fact_list(column, row->facts, row->page, row->arena, &count);

	if (facts == NULL)
		return false;
	np_out_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		bool any = false;

		/* A jump comes once, with all its pages. */
		if (i > 0 && facts[i].jump != NULL && facts[i].jump == facts[i - 1].jump)
			continue;
		np_out_string(out, i > 0 ? ",{" : "{");
		if (facts[i].jump != NULL)
			put_jump(out, &any, facts[i].jump);
		else if (facts[i].person != NULL && column != NP_FACT_AGENCY &&
			 column != NP_FACT_PLACE)
			put_person(out, &any, facts[i].person);
		else
			np_json_member(out, &any, fact_key(column), facts[i].value);
		put_mark(out, &any, facts[i].block);
		np_out_byte(out, '}');
	}
	np_out_byte(out, ']');
	return true;
}

/* ---- articles ---- */

/* Writes the lines of the article's page, and those of others on which it goes on. */
static bool
put_stands(struct np_out *out, bool *any, const struct np_row *row)
{
	size_t count;
	const struct np_stand *stands = np_article_stands(row->article, &count, row->arena);

	if (stands == NULL)
		return false;
	put_lines(out, any, stands[0].pieces, stands[0].count);
	np_json_key(out, any, "continued");
	np_out_byte(out, '[');
	for (size_t i = 1; i < count; i++) {
		bool inner = false;

		np_out_string(out, i > 1 ? ",{" : "{");
		np_json_member(out, &inner, "page", stands[i].page);
		put_lines(out, &inner, stands[i].pieces, stands[i].count);
		np_out_byte(out, '}');
	}
	np_out_byte(out, ']');
	return true;
}

static bool
put_values(struct np_out *out, enum np_role role, const struct np_row *row)
{
	size_t count;
	const struct np_span *values = np_article_values(row->article, role, &count, row->arena);

	if (values == NULL)
		return false;
	np_out_byte(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			np_out_byte(out, ',');
		np_json_string(out, values[i]);
	}
	np_out_byte(out, ']');
	return true;
}

/* Writes what the blocks of a role hold: a string of heads, objects of marks, else strings. */
static bool
put_role(struct np_out *out, enum np_role role, const struct np_row *row)
{
	struct np_span text;

	switch (role) {
	case NP_KICKER:
	case NP_HEADLINE:
	case NP_DECK:
		text = np_article_field(row->article, role, row->arena);
		np_json_string(out, text);
		return text.ptr != NULL;
	case NP_BYLINE:
	case NP_DATELINE:
	case NP_CREDIT:
	case NP_JUMP:
		put_marks(out, role, row);
		return true;
	default:
		return put_values(out, role, row);
	}
}

/* Writes the value of a member, but for lines, which are two; false when memory is out. */
static bool
put_value(struct np_out *out, int column, const struct np_row *row)
{
	struct np_span text;

	if (column >= NP_COLUMN_COUNTS) {
		np_out_number(out, np_count_value(row->counts, column - NP_COLUMN_COUNTS));
		return true;
	}
	if (column >= NP_COLUMN_FACTS)
		return put_facts(out, (enum np_fact_column)(column - NP_COLUMN_FACTS), row);
	switch (column) {
	case NP_COLUMN_PAGE:
		np_json_string(out, row->article->page);
		return true;
	case NP_COLUMN_ARTICLE:
		np_out_number(out, row->article->number);
		return true;
	case NP_COLUMN_TEXT:
		text = np_article_text(row->article, row->arena);
		np_json_string(out, text);
		return text.ptr != NULL;
	case NP_COLUMN_PARAGRAPHS:
		np_out_number(out, np_article_count_paragraphs(row->article));
		return true;
	default:
		return put_role(out, (enum np_role)(column - NP_COLUMN_ROLES), row);
	}
}

static enum np_code
put_object(void *ctx, const struct np_row *row)
{
	struct npjson *np = ctx;
	bool any = false, memory = true;

	np_out_byte(&np->out, '{');
	for (size_t i = 0; i < np->opts.columns.count && memory; i++) {
		int column = np->opts.columns.list[i];

		if (column == NP_COLUMN_LINES) {
			memory = put_stands(&np->out, &any, row);
			continue;
		}
		np_json_key(&np->out, &any, np_column_name(column));
		memory = put_value(&np->out, column, row);
	}
	np_out_string(&np->out, "}\n");
	return !memory ? NP_ERR_MEMORY : np->out.failed ? NP_ERR_WRITE : NP_OK;
}

/* ---- the program ---- */

/* A name comes once in an object; datelines and jumps are told with what was read from them. */
static bool
check_columns(struct np_columns *columns)
{
	bool seen[NP_COLUMNS] = { false };

	for (size_t i = 0; i < columns->count; i++) {
		int column = columns->list[i];

		if (seen[column]) {
			np_diag_say(
			    NP_USAGE, NULL, 0, "-c: '%s' comes twice", np_column_name(column));
			return false;
		}
		seen[column] = true;
	}
	columns->facts = columns->facts || seen[NP_COLUMN_ROLES + NP_DATELINE] ||
			 seen[NP_COLUMN_ROLES + NP_JUMP];
	return true;
}

int
main(int argc, char *argv[])
{
	static const struct option longs[] = { NP_ROW_LONG, { NULL, 0, NULL, 0 } };
	struct npjson np;
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	np_row_opts_init(&np.opts, default_columns);
	while ((opt = np_opt_next(argc, argv, NP_ROW_SHORT, longs, synopsis, help)) != -1) {
		if (!np_row_opts_take(&np.opts, opt, optarg))
			np_opt_usage(synopsis);
	}
	np_opt_one_source(np.opts.choice.files0, argv + optind, synopsis);
	np_row_opts_choose(&np.opts, synopsis);
	if (!check_columns(&np.opts.columns)) {
		np_columns_free(&np.opts.columns);
		np_opt_usage(synopsis);
	}
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_each_row(&np.opts, argv + optind, put_object, &np, "U+FFFD in its place");
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_columns_free(&np.opts.columns);
	return np_diag_finish();
}
