/* npcount - count the characters of pages, articles and roles */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article.h"
#include "block.h"
#include "diag.h"
#include "each.h"
#include "enc.h"
#include "opt.h"
#include "tally.h"

enum { BUFFER = 256 * 1024 };

enum { OPT_TOTAL = NP_OPT_TOOL };

/* What a row is: a sum of these. */
enum { BY_FILE = 1, BY_PAGE = 2, BY_ARTICLE = 4, BY_ROLE = 8 };

static const struct {
	const char *name, *title;
} keys[] = { { "file", "name" }, { "page", "page" }, { "article", "article" }, { "role", "role" } };

struct npcount {
	const char *encoding;
	unsigned by;
	bool header, total;
	const char *articles; /* as np_article_chosen() takes it */
	uint32_t roles;       /* a set, as np_roles_parse() gives it */
	size_t max_line;
	int columns[NP_COUNT_COLUMNS];
	size_t column_count;
	unsigned want;
	struct np_out out;
	struct np_count sum; /* of the rows written */
	struct np_tally tally;
	struct np_arena scratch;
	/* the input */
	const char *name;
	struct np_enc *enc;
	char *buf;
};

/* ---- rows ---- */

/* Writes the counts after the keys and ends the row. */
static void
put_counts(struct npcount *np, const struct np_count *count)
{
	for (size_t i = 0; i < np->column_count; i++) {
		np_out_byte(&np->out, '\t');
		np_out_number(&np->out, np_count_value(count, np->columns[i]));
	}
	np_out_byte(&np->out, '\n');
}

/* page_number: the page in a text with form feeds, 0 without. */
static void
put_row(struct npcount *np, const struct np_tally_row *row, uint64_t page_number)
{
	const char *tab = "";

	if ((np->by & BY_FILE) != 0) {
		np_block_put_field(&np->out, (struct np_span){ np->name, strlen(np->name) });
		tab = "\t";
	}
	if ((np->by & BY_PAGE) != 0) {
		np_out_string(&np->out, tab);
		np_block_put_field(&np->out, row->page);
		if (page_number > 0) {
			np_out_byte(&np->out, ':');
			np_out_number(&np->out, page_number);
		}
		tab = "\t";
	}
	if ((np->by & BY_ARTICLE) != 0) {
		np_out_string(&np->out, tab);
		np_out_number(&np->out, row->article);
		tab = "\t";
	}
	if ((np->by & BY_ROLE) != 0) {
		np_out_string(&np->out, tab);
		np_out_string(&np->out, np_role_name((enum np_role)row->role));
	}
	put_counts(np, &row->count);
	np_count_add(&np->sum, &row->count);
}

static void
put_header(struct npcount *np)
{
	const char *tab = "";

	for (unsigned i = 0; i < 4; i++) {
		if ((np->by & 1u << i) == 0)
			continue;
		np_out_string(&np->out, tab);
		np_out_string(&np->out, keys[i].title);
		tab = "\t";
	}
	for (size_t i = 0; i < np->column_count; i++) {
		np_out_byte(&np->out, '\t');
		np_out_string(&np->out, np_count_columns[np->columns[i]].name);
	}
	np_out_byte(&np->out, '\n');
}

/* "total" in the first key, the other keys empty. */
static void
put_total(struct npcount *np)
{
	unsigned more = 0;

	for (unsigned i = 0; i < 4; i++)
		more += (np->by >> i & 1) != 0;
	np_out_string(&np->out, "total");
	while (--more > 0)
		np_out_byte(&np->out, '\t');
	put_counts(np, &np->sum);
}

/* ---- input ---- */

static void
report_bad(void *ctx, const struct np_enc_bad *bad)
{
	const struct npcount *np = ctx;
	const char *encoding = np->enc != NULL ? np_enc_name(np->enc) : np->encoding;
	bool utf8 = strcmp(encoding, "utf-8") == 0;

	np_diag_say(NP_FAULTY, np->name, bad->line, "invalid %s at byte %llu%s",
	    utf8 ? "UTF-8" : encoding, (unsigned long long)bad->byte,
	    utf8 ? " (try npconv, or -e gb18030)" : "");
}

/* Counts the text of an input: its pages, or the file. */
static enum np_code
count_text(struct npcount *np, struct np_error *err)
{
	const struct np_tally_row empty = { .page = { np->name, strlen(np->name) } };
	struct np_tally_row row = empty;
	struct np_counter counter;
	uint64_t page = 0;
	size_t got;
	enum np_code code = NP_OK;

	np_counter_begin(&counter, &row.count, np->want);
	while (
	    !np->out.failed && (code = np_enc_read(np->enc, np->buf, BUFFER, &got, err)) == NP_OK) {
		const char *at = np->buf, *end = np->buf + got, *feed;

		while ((np->by & BY_PAGE) != 0 &&
		       (feed = memchr(at, '\f', (size_t)(end - at))) != NULL) {
			np_counter_add(&counter, at, (size_t)(feed + 1 - at));
			np_counter_end(&counter);
			put_row(np, &row, ++page);
			row = empty;
			at = feed + 1;
		}
		np_counter_add(&counter, at, (size_t)(end - at));
	}
	np_counter_end(&counter);
	if (row.count.bytes > 0 && code == NP_END)
		put_row(np, &row, page > 0 ? page + 1 : 0);
	return code;
}

/* Opens an input of text and counts it. */
static enum np_code
take_text(struct npcount *np, struct np_in *in, struct np_error *err)
{
	enum np_code code;
	bool narrowed = (np->by & (BY_ARTICLE | BY_ROLE)) != 0 || np->roles != UINT32_MAX ||
			np->articles != NULL;

	/* An input without a byte is no text either. */
	if (narrowed && in->held_len > 0) {
		np_diag_say(NP_USAGE, np->name, 0, "plain text has no %s (run npsplit first)",
		    (np->by & BY_ARTICLE) != 0 || np->articles != NULL ? "articles" : "roles");
		return NP_OK;
	}
	code = np_enc_open(&np->enc, in, np->encoding, report_bad, np, err);
	if (code == NP_OK)
		code = count_text(np, err);
	np_enc_close(np->enc);
	np->enc = NULL;
	return code;
}

/* Counts the text of a block. */
static bool
count_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct npcount *np = ctx;
	struct np_span text, page = { "", 0 };
	struct np_tally_row *row = NULL;
	struct np_counter counter;
	bool counted = (np->roles & UINT32_C(1) << block->role) != 0;

	(void)line;
	if (((np->by & BY_ARTICLE) != 0 || np->articles != NULL) &&
	    !np_article_chosen(np->articles, block->article))
		return true;
	if ((np->by & BY_ROLE) != 0 && !counted)
		return true;
	np_arena_reset(&np->scratch);
	/* Articles are told of the page on which they began, words of the one on which they stand. */
	if ((np->by & BY_PAGE) != 0)
		page = np_block_unescape(
		    (np->by & BY_ARTICLE) != 0 ? block->home : block->page, &np->scratch);
	text = np_block_unescape(block->text, &np->scratch);
	if (page.ptr != NULL && text.ptr != NULL)
		row = np_tally_at(&np->tally, page, (np->by & BY_ARTICLE) != 0 ? block->article : 0,
		    (np->by & BY_ROLE) != 0 ? (int)block->role : 0);
	if (row == NULL) {
		np_diag_say(NP_BROKEN, input, number, "out of memory");
		return false;
	}
	if (counted) {
		np_counter_begin(&counter, &row->count, np->want);
		np_counter_add(&counter, text.ptr, text.len);
		np_counter_end(&counter);
	}
	return true;
}

/* The end of a block stream: its groups are known now. */
static bool
put_groups(void *ctx, const char *input)
{
	struct npcount *np = ctx;

	(void)input;
	for (size_t i = 0; i < np->tally.count; i++)
		put_row(np, np->tally.rows[i], 0);
	return !np->out.failed;
}

/* Counts a block stream; false ends the run. */
static bool
take_blocks(struct npcount *np, struct np_in *in)
{
	static const char counted[] = "counted as bad";
	const struct np_each_blocks calls = {
		.block = count_block, .end = put_groups, .bad_bytes = counted
	};
	struct np_lines lines;
	bool go_on;

	np_lines_init(&lines, in, np->max_line);
	go_on = np_each_block_lines(&calls, &lines, np);
	np_lines_free(&lines);
	np_tally_clear(&np->tally);
	return go_on;
}

/* The first line decides what an input is. */
static bool
count_file(const char *path, void *ctx)
{
	struct npcount *np = ctx;
	struct np_in in;
	struct np_span head;
	struct np_error err;
	enum np_code code;
	bool go_on = true;

	np_diag_file_begin(path);
	np->name = path;
	code = np_in_open(&in, path, &err);
	if (code == NP_OK) {
		code = np_in_peek_line(&in, NP_BLOCK_HEAD, &head, &err);
		if (code == NP_OK && np_block_recognise(head))
			go_on = take_blocks(np, &in);
		else if (code == NP_OK)
			code = take_text(np, &in, &err);
		np_in_close(&in);
	}
	if (code == NP_ERR_OPEN || code == NP_ERR_BYTES)
		np_diag_error(NP_FAULTY, path, &err);
	else if (code != NP_OK && code != NP_END)
		np_diag_error(NP_BROKEN, path, &err);
	np_diag_file_end();
	return go_on && !np->out.failed;
}

/* ---- options ---- */

static const char synopsis[] =
    "npcount [-H] [-a LIST] [-b KEYS] [-c COLUMNS] [-e ENCODING] [-r ROLES]\n"
    "               [--max-page SIZE] [--total] [-0 FILE | FILE ...]";

static const char help[] =
    "Counts the characters of files, pages, articles or roles: a row of a table each.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -a, --articles LIST     only articles of these numbers; 0 adds what is in none\n"
    "  -b, --by KEYS           a row for each file, page, article or role; page,role\n"
    "  -c, --columns COLUMNS   counts, commas between, or all; help lists them\n"
    "  -e, --encoding NAME     what the text is encoded in (utf-8), or auto\n"
    "  -H, --header            first a line with the names of the columns\n"
    "  -r, --roles ROLES       only blocks of these roles\n"
    "      --max-page SIZE     longest line of a block stream (64M)\n"
    "      --total             last a row with the sums\n"
    "      --help, --version   print this, or the version, and end\n";

/* Cuts the next name off a list parted by commas; false at its end. */
static bool
next_name(const char **list, struct np_span *name)
{
	if (*list == NULL)
		return false;
	name->ptr = *list;
	name->len = strcspn(*list, ",");
	*list = name->ptr[name->len] == ',' ? name->ptr + name->len + 1 : NULL;
	return true;
}

static bool
parse_by(struct npcount *np, const char *list)
{
	struct np_span name;

	np->by = 0;
	while (next_name(&list, &name)) {
		unsigned i = 0;

		while (i < 4 && (strlen(keys[i].name) != name.len ||
				    memcmp(keys[i].name, name.ptr, name.len) != 0))
			i++;
		if (i == 4) {
			np_diag_say(NP_USAGE, NULL, 0, "-b %.*s: give file, page, article or role",
			    (int)name.len, name.ptr);
			return false;
		}
		np->by |= 1u << i;
	}
	/* an article is one of a page; a row must say where it comes from */
	if ((np->by & BY_ARTICLE) != 0)
		np->by |= BY_PAGE;
	if ((np->by & BY_PAGE) == 0)
		np->by |= BY_FILE;
	return true;
}

static void
add_column(struct npcount *np, int column)
{
	np->columns[np->column_count++] = column;
	np->want |= np_count_columns[column].want;
}

static bool
parse_columns(struct npcount *np, const char *list)
{
	struct np_span name;

	np->column_count = 0;
	np->want = 0;
	while (next_name(&list, &name)) {
		int column = np_count_column_find(name);

		if (name.len == 3 && memcmp(name.ptr, "all", 3) == 0 && np->column_count == 0 &&
		    list == NULL) {
			for (column = 0; column < NP_COUNT_COLUMNS; column++)
				add_column(np, column);
			return true;
		}
		if (column < 0 || np->column_count == NP_COUNT_COLUMNS) {
			np_diag_say(NP_USAGE, NULL, 0, "-c %.*s: %s", (int)name.len, name.ptr,
			    column < 0 ? "no such column (-c help lists them)"
				       : "too many columns");
			return false;
		}
		add_column(np, column);
	}
	return true;
}

static void
list_columns(void)
{
	for (int i = 0; i < NP_COUNT_COLUMNS; i++)
		printf("%-12s %s\n", np_count_columns[i].name, np_count_columns[i].help);
	exit(np_diag_finish());
}

static bool
parse_roles(struct npcount *np, const char *list)
{
	struct np_span bad;

	if (np_roles_parse(list, &np->roles, &bad))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "-r %.*s: no such role", (int)bad.len, bad.ptr);
	return false;
}

static bool
parse_articles(struct npcount *np, const char *list)
{
	np->articles = list;
	if (np_article_list(list))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "-a: give numbers such as 1,3");
	return false;
}

static bool
parse_encoding(struct npcount *np, const char *name)
{
	np->encoding = name;
	if (strcmp(name, "auto") == 0 || np_enc_known(name))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "-e %s: no such encoding", name);
	return false;
}

static const struct option long_options[] = {
	{ "articles", required_argument, NULL, 'a' },
	{ "by", required_argument, NULL, 'b' },
	{ "columns", required_argument, NULL, 'c' },
	{ "encoding", required_argument, NULL, 'e' },
	{ "header", no_argument, NULL, 'H' },
	{ "roles", required_argument, NULL, 'r' },
	{ "files0-from", required_argument, NULL, '0' },
	{ "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },
	{ "total", no_argument, NULL, OPT_TOTAL },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

/* Takes one option; false when it or its value is wrong. */
static bool
take_option(struct npcount *np, int opt, const char *arg)
{
	switch (opt) {
	case 'a':
		return parse_articles(np, arg);
	case 'b':
		return parse_by(np, arg);
	case 'c':
		if (strcmp(arg, "help") == 0)
			list_columns();
		return parse_columns(np, arg);
	case 'e':
		return parse_encoding(np, arg);
	case 'H':
		np->header = true;
		return true;
	case 'r':
		return parse_roles(np, arg);
	case NP_OPT_MAX_PAGE:
		return np_opt_max_page(arg, &np->max_line);
	case OPT_TOTAL:
		np->total = true;
		return true;
	case NP_OPT_HELP:
		np_opt_help(synopsis, help);
		return true;
	case NP_OPT_VERSION:
		np_opt_version();
		return true;
	default:
		return false;
	}
}

int
main(int argc, char *argv[])
{
	struct npcount np = {
		.encoding = "utf-8",
		.by = BY_FILE,
		.roles = UINT32_MAX,
		.max_line = NP_EACH_MAX,
	};
	struct np_operands operands = { .list = NULL };
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	parse_columns(&np, "chars,han");
	while ((opt = getopt_long(argc, argv, "0:a:b:c:e:Hr:", long_options, NULL)) != -1) {
		if (opt == '0')
			operands.list = optarg;
		else if (!take_option(&np, opt, optarg))
			np_opt_usage(synopsis);
	}
	operands.argv = argv + optind;
	if (operands.list != NULL && operands.argv[0] != NULL)
		np_opt_usage(synopsis);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_tally_init(&np.tally);
	np_arena_init(&np.scratch, 0);
	np.buf = malloc(BUFFER);
	if (np.buf == NULL) {
		np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
		return np_diag_finish();
	}
	if (np.header)
		put_header(&np);
	if (np_operands_each(&operands, count_file, &np, &err) != NP_OK)
		np_diag_error(NP_BROKEN, operands.list, &err);
	if (np.total)
		put_total(&np);
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_arena_free(&np.scratch);
	free(np.buf);
	return np_diag_finish();
}
