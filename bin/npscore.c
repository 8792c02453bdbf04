/* npscore - how well a block stream finds what a corrected one says */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "each.h"
#include "opt.h"
#include "score.h"
#include "tally.h"

static const char synopsis[] = "npscore [-H] [-b page] [--confusion | --diff] [--max-page SIZE]\n"
			       "               [--merge LIST] GOLD PRED";

static const char help[] =
    "Compares blocks, PRED, with the right ones, GOLD, line by line: a row of a table\n"
    "for each measure. One of the two may be -, standard input.\n"
    "\n"
    "  -b, --by page           the figures of each page, its name first\n"
    "  -H, --header            first a line with the names of the columns\n"
    "      --confusion         how many lines of each role have which role in PRED\n"
    "      --diff              the lines that differ, side by side\n"
    "      --max-page SIZE     longest line of a block stream (64M)\n"
    "      --merge LIST        count one role as another, as in notice=other\n"
    "      --help, --version   print this, or the version, and end\n";

enum { OPT_CONFUSION = NP_OPT_TOOL, OPT_DIFF, OPT_MERGE };

/* A role counts in the second mean only with so many lines in GOLD: with few, F1 is chance. */
enum { MANY = 20 };

enum { GOLD, PRED };

/* A block, and the one of the same page that came before it. */
struct link {
	struct np_score_block block;
	struct link *before;
};

/* A page that is in one of the streams or in both. */
struct page {
	struct np_span name;
	bool in[2];
	struct link *last[2];
	size_t count[2]; /* blocks kept */
};

struct npscore {
	bool by_page, header, confusion, diff;
	size_t max_line;
	enum np_role as[NP_ROLES]; /* what each role counts as */
	struct np_tally names;     /* numbers the pages; nothing is counted with it */
	struct page *pages;        /* in the order in which they come */
	size_t page_count, page_room;
	const char *input[2];
	bool read[2];          /* as far as it could be */
	struct np_arena kept;  /* the blocks of GOLD's pages */
	struct np_arena arena; /* of the block or page at hand */
	struct np_score score; /* of all pages so far, or with -b of the one at hand */
	struct np_out out;
};

/* One of the streams while it is read. */
struct stream {
	struct npscore *np;
	int side;
};

/* ---- reading ---- */

/* The page of that name, made if it is new; NULL when memory is out. */
static struct page *
find_page(struct npscore *np, struct np_span name)
{
	const struct np_tally_row *row = np_tally_at(&np->names, name, 0, 0);

	if (row == NULL)
		return NULL;
	if (np->names.last < np->page_count)
		return &np->pages[np->names.last];
	if (np->page_count == np->page_room) {
		size_t room = np->page_room == 0 ? 64 : np->page_room * 2;
		struct page *pages = realloc(np->pages, room * sizeof *pages);

		if (pages == NULL)
			return NULL;
		np->pages = pages;
		np->page_room = room;
	}
	np->pages[np->page_count] = (struct page){ .name = row->page };
	return &np->pages[np->page_count++];
}

/* A line of a block has a byte of its text at least: a slip can't name a world of lines. */
static bool
names_too_many(const struct np_piece *pieces, size_t count, size_t bytes)
{
	uint64_t left = bytes > 0 ? bytes : 1;

	for (size_t i = 0; i < count; i++) {
		uint64_t more = pieces[i].last - pieces[i].first;

		if (more >= left)
			return true;
		left -= more + 1;
	}
	return false;
}

/* A copy of field, escapes undone; ptr is NULL when memory is out. */
static struct np_span
keep_text(struct np_span field, struct np_arena *arena)
{
	struct np_span text = np_block_unescape(field, arena);

	if (text.ptr == field.ptr) {
		char *copy = np_arena_take(arena, text.len);

		if (copy != NULL && text.len > 0)
			memcpy(copy, text.ptr, text.len);
		text.ptr = copy;
	}
	return text;
}

/* Keeps a block with its page. */
static bool
keep_block(struct stream *stream, struct page *page, const struct np_block *block, uint64_t number)
{
	struct npscore *np = stream->np;
	const char *input = np->input[stream->side];
	struct link *link = np_arena_array(&np->kept, 1, sizeof *link);
	struct np_score_block *to;
	struct np_piece *pieces;
	struct np_error err;
	size_t count;

	pieces = np_block_pieces(block->lines, &count, &np->kept, &err);
	if (link == NULL || pieces == NULL)
		return np_diag_no_memory(input);
	if (names_too_many(pieces, count, block->text.len)) {
		np_diag_say(NP_FAULTY, input, number,
		    "not a block: lines: more of them than bytes of text");
		return true;
	}
	to = &link->block;
	*to = (struct np_score_block){ block->article, block->role, pieces, count, { "", 0 } };
	if (np->diff || np_score_is_mark(block->role)) {
		to->text = keep_text(block->text, &np->kept);
		if (to->text.ptr == NULL)
			return np_diag_no_memory(input);
	}
	link->before = page->last[stream->side];
	page->last[stream->side] = link;
	page->count[stream->side]++;
	return true;
}

/* Of pages that are only in PRED, nothing but the name is kept. */
static bool
take_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct stream *stream = ctx;
	struct npscore *np = stream->np;
	struct np_span name;
	struct page *page = NULL;

	(void)line;
	if (np_block_joined(block)) {
		np_diag_say(NP_FAULTY, input, number,
		    "a block joined by npjoin, passed over (score the pages before that)");
		return true;
	}
	np_arena_reset(&np->arena);
	name = np_block_unescape(block->page, &np->arena);
	if (name.ptr != NULL)
		page = find_page(np, name);
	if (page == NULL)
		return np_diag_no_memory(input);
	page->in[stream->side] = true;
	return !page->in[GOLD] || keep_block(stream, page, block, number);
}

static bool
take_end(void *ctx, const char *input)
{
	struct stream *stream = ctx;

	(void)input;
	stream->np->read[stream->side] = true;
	return true;
}

/* Reads GOLD or PRED.  If one is not there, there is no table: worse than what was told. */
static void
read_stream(struct npscore *np, int side, char *path)
{
	struct stream stream = { np, side };
	struct np_operands operands = { .argv = (char *[]){ path, NULL }, .more = side == GOLD };
	const struct np_each_blocks calls = {
		.block = take_block,
		.end = take_end,
		.max_line = np->max_line,
		.bad_bytes = "compared as they are",
	};

	np->input[side] = path;
	np_each_block(&operands, &calls, &stream);
	if (!np->read[side] && np_diag_status() < NP_USAGE)
		np_diag_raise(NP_BROKEN);
}

/* ---- pages ---- */

/* The length of a name as messages show it. */
static int
shown(struct np_span name)
{
	return name.len < 200 ? (int)name.len : 200;
}

/* Tells of pages that are in one stream only. */
static void
tell_pages(const struct npscore *np)
{
	const struct page *only[2] = { NULL, NULL };
	bool none = true;

	for (size_t i = 0; i < np->page_count; i++) {
		const struct page *page = &np->pages[i];

		none = none && !(page->in[GOLD] && page->in[PRED]);
		if (only[page->in[PRED]] == NULL)
			only[page->in[PRED]] = page;
	}
	if (none && only[GOLD] != NULL && only[PRED] != NULL) {
		np_diag_say(NP_FAULTY, np->input[PRED], 0,
		    "no page of %s is here: pages are '%.*s' there and '%.*s' here "
		    "(run npsplit in the folder of the pages, or with --name)",
		    np->input[GOLD], shown(only[GOLD]->name), only[GOLD]->name.ptr,
		    shown(only[PRED]->name), only[PRED]->name.ptr);
		return;
	}
	for (size_t i = 0; i < np->page_count; i++) {
		const struct page *page = &np->pages[i];

		if (!page->in[PRED])
			np_diag_say(NP_FAULTY, np->input[PRED], 0,
			    "page '%.*s' is not here: nothing of it counts as found",
			    shown(page->name), page->name.ptr);
		else if (!page->in[GOLD])
			np_diag_say(NP_FAULTY, np->input[PRED], 0,
			    "page '%.*s' is not in %s: not counted", shown(page->name),
			    page->name.ptr, np->input[GOLD]);
	}
}

/* Tells of lines of a page that are in one stream only. */
static void
tell_lines(const struct npscore *np, const struct page *page, size_t missing, size_t stray)
{
	if (missing > 0 && page->in[PRED])
		np_diag_say(NP_FAULTY, np->input[PRED], 0,
		    "page '%.*s': %zu of its lines in %s are in no block here: not found",
		    shown(page->name), page->name.ptr, missing, np->input[GOLD]);
	if (stray > 0)
		np_diag_say(NP_FAULTY, np->input[PRED], 0,
		    "page '%.*s': %zu of the lines here are not in %s: not counted",
		    shown(page->name), page->name.ptr, stray, np->input[GOLD]);
}

/* The lines of a page in one of the streams; false when memory is out. */
static bool
lay_page(
    struct npscore *np, const struct page *page, int side, struct np_score_line **lines, size_t *n)
{
	size_t at = page->count[side];
	struct np_score_block *blocks = np_arena_array(&np->arena, at, sizeof *blocks);
	struct np_error err;

	if (blocks == NULL)
		return false;
	for (const struct link *link = page->last[side]; link != NULL; link = link->before)
		blocks[--at] = link->block;
	return np_score_lay(blocks, page->count[side], &np->arena, lines, n, &err) == NP_OK;
}

static void
merge_roles(const struct npscore *np, struct np_score_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		lines[i].role = np->as[lines[i].role];
}

/* ---- rows ---- */

static void
put_field(struct npscore *np, const char *text)
{
	np_out_string(&np->out, text);
	np_out_byte(&np->out, '\t');
}

/* Rows begin with the page's name if they are of one. */
static void
put_page_name(struct npscore *np, const struct page *page)
{
	if (page == NULL)
		return;
	np_block_put_field(&np->out, page->name);
	np_out_byte(&np->out, '\t');
}

static void
put_figure(struct npscore *np, double value)
{
	char text[32];

	snprintf(text, sizeof text, "\t%.4f", value);
	np_out_string(&np->out, text);
}

/* A row for what is counted; what stands before its name in the first column. */
static void
put_count(struct npscore *np, const struct page *page, const char *what, const char *name,
    struct np_score_count count)
{
	const uint64_t numbers[] = { count.right, count.found, count.gold };

	put_page_name(np, page);
	np_out_string(&np->out, what);
	np_out_string(&np->out, name);
	put_figure(np, np_score_f1(count));
	put_figure(np, np_score_precision(count));
	put_figure(np, np_score_recall(count));
	for (unsigned i = 0; i < 3; i++) {
		np_out_byte(&np->out, '\t');
		np_out_number(&np->out, numbers[i]);
	}
	np_out_byte(&np->out, '\n');
}

/* The same for a role; none where neither stream has it, whose 1.0000 would tell nothing. */
static void
put_kind(struct npscore *np, const struct page *page, const char *what, enum np_role role,
    struct np_score_count count)
{
	if (count.found > 0 || count.gold > 0)
		put_count(np, page, what, np_role_name(role), count);
}

/* A row for a mean. */
static void
put_mean(struct npscore *np, const struct page *page, const char *name, double value)
{
	put_page_name(np, page);
	np_out_string(&np->out, name);
	put_figure(np, value);
	np_out_string(&np->out, "\t\t\t\t\t\n");
}

/* A row for the mean of the roles with so many lines, if there are any. */
static void
put_macro(struct npscore *np, const struct page *page, const char *name, uint64_t least)
{
	unsigned i = 0;

	while (i < NP_ROLES && np_score_role(&np->score, (enum np_role)i).gold < least)
		i++;
	if (i < NP_ROLES)
		put_mean(np, page, name, np_score_macro(&np->score, least));
}

static void
put_figures(struct npscore *np, const struct page *page)
{
	const struct np_score *score = &np->score;

	put_count(np, page, "", "boundary", score->boundary);
	put_count(np, page, "", "articles", score->articles);
	put_mean(np, page, "pk", np_score_pk(score));
	put_mean(np, page, "windowdiff", np_score_windowdiff(score));
	put_count(np, page, "", "joining", score->joining);
	put_count(np, page, "", "roles", np_score_roles(score));
	put_macro(np, page, "macro", 1);
	put_macro(np, page, "macro20", MANY);
	for (unsigned i = 0; i < NP_ROLES; i++)
		put_kind(np, page, "role:", (enum np_role)i, np_score_role(score, (enum np_role)i));
	for (unsigned i = 0; i < NP_ROLES; i++)
		put_kind(np, page, "mark:", (enum np_role)i, score->marks[i]);
}

static void
put_confusion(struct npscore *np, const struct page *page)
{
	for (unsigned gold = 0; gold < NP_ROLES; gold++) {
		for (unsigned pred = 0; pred < NP_ROLES; pred++) {
			if (np->score.lines[gold][pred] == 0)
				continue;
			put_page_name(np, page);
			put_field(np, np_role_name((enum np_role)gold));
			put_field(np, np_role_name((enum np_role)pred));
			np_out_number(&np->out, np->score.lines[gold][pred]);
			np_out_byte(&np->out, '\n');
		}
	}
}

static void
put_table(struct npscore *np, const struct page *page)
{
	if (np->confusion)
		put_confusion(np, page);
	else
		put_figures(np, page);
}

/* In what the line differs, commas between. */
static void
put_differences(struct npscore *np, unsigned what)
{
	static const char *const names[] = { "article", "role", "joining", "marks" };
	const char *comma = "";

	for (unsigned i = 0; i < 4; i++) {
		if ((what >> i & 1) == 0)
			continue;
		np_out_string(&np->out, comma);
		np_out_string(&np->out, names[i]);
		comma = ",";
	}
}

static void
put_marks(struct npscore *np, const struct np_score_line *line)
{
	for (size_t i = 0; i < line->mark_count; i++) {
		if (i > 0)
			np_out_byte(&np->out, '|');
		np_out_string(&np->out, np_role_name(line->marks[i].kind));
		np_out_byte(&np->out, '=');
		np_block_put_field(&np->out, line->marks[i].text);
	}
	np_out_byte(&np->out, '\t');
}

static bool
begins_block(const struct np_score_line *line)
{
	return line->block != NULL && line->block->pieces->first == line->number;
}

/* A line that differs.  Its text is best told by a block that begins on it. */
static void
put_line(struct npscore *np, const struct page *page, const struct np_score_line *gold,
    const struct np_score_line *pred, unsigned what)
{
	const struct np_score_line *sides[] = { gold, pred };
	const struct np_score_line *teller =
	    begins_block(gold) || !begins_block(pred) ? gold : pred;

	put_page_name(np, page);
	np_out_number(&np->out, gold->number);
	np_out_byte(&np->out, '\t');
	put_differences(np, what);
	np_out_byte(&np->out, '\t');
	for (unsigned i = 0; i < 2; i++) {
		np_out_number(&np->out, sides[i]->article);
		np_out_byte(&np->out, '\t');
		np_out_string(&np->out, np_role_name(sides[i]->role));
		np_out_string(&np->out, sides[i]->continues ? "+\t" : "\t");
	}
	put_marks(np, gold);
	put_marks(np, pred);
	np_block_put_field(&np->out, teller->block->text);
	np_out_byte(&np->out, '\n');
}

static void
put_header(struct npscore *np)
{
	static const char figures[] = "measure\tvalue\tprecision\trecall\tright\tfound\tgold\n";
	static const char diff[] = "line\tdiffers\tgold_article\tgold_role\tpred_article\t"
				   "pred_role\tgold_marks\tpred_marks\ttext\n";

	if (np->by_page || np->diff)
		put_field(np, "page");
	np_out_string(&np->out, np->diff ? diff : np->confusion ? "gold\tpred\tlines\n" : figures);
}

/* ---- comparing ---- */

/* Compares a page of GOLD; false when memory is out. */
static bool
compare_page(struct npscore *np, const struct page *page)
{
	struct np_score_line *gold, *pred;
	const unsigned char *differ;
	size_t count, pred_count, missing = 0, stray = 0;
	struct np_error err;

	np_arena_reset(&np->arena);
	if (!lay_page(np, page, GOLD, &gold, &count) ||
	    !lay_page(np, page, PRED, &pred, &pred_count))
		return false;
	pred = np_score_align(gold, count, pred, pred_count, &np->arena, &missing, &stray);
	if (pred == NULL)
		return false;
	tell_lines(np, page, missing, stray);
	merge_roles(np, gold, count);
	merge_roles(np, pred, count);
	if (!np->diff)
		return np_score_add(&np->score, gold, pred, count, &np->arena, &err) == NP_OK;
	differ = np_score_differences(gold, pred, count, &np->arena);
	for (size_t i = 0; differ != NULL && i < count; i++) {
		if (differ[i] != 0)
			put_line(np, page, &gold[i], &pred[i], differ[i]);
	}
	return differ != NULL;
}

static void
compare(struct npscore *np)
{
	np_diag_file_begin(np->input[PRED]);
	tell_pages(np);
	for (size_t i = 0; i < np->page_count && !np->out.failed; i++) {
		const struct page *page = &np->pages[i];

		if (!page->in[GOLD])
			continue;
		if (!compare_page(np, page)) {
			np_diag_no_memory(np->input[PRED]);
			break;
		}
		if (np->by_page && !np->diff) {
			put_table(np, page);
			np->score = (struct np_score){ .pages = 0 };
		}
	}
	if (np->score.pages > 0)
		put_table(np, NULL);
	np_diag_file_end();
}

/* ---- options ---- */

/* Takes one ROLE=ROLE; false when it is none. */
static bool
merge_pair(struct npscore *np, struct np_span pair)
{
	const char *sign = pair.len > 0 ? memchr(pair.ptr, '=', pair.len) : NULL;
	struct np_span from, to;
	enum np_role role, as;

	if (sign == NULL)
		return false;
	from = (struct np_span){ pair.ptr, (size_t)(sign - pair.ptr) };
	to = (struct np_span){ sign + 1, pair.len - from.len - 1 };
	if (!np_role_find(from, &role) || !np_role_find(to, &as))
		return false;
	/* What counted as the first counts as the second now, and as what that counts as. */
	role = np->as[role];
	as = np->as[as];
	for (unsigned i = 0; i < NP_ROLES; i++) {
		if (np->as[i] == role)
			np->as[i] = as;
	}
	return true;
}

static bool
take_merge(struct npscore *np, const char *list)
{
	for (;;) {
		struct np_span pair = { list, strcspn(list, ",") };

		if (!merge_pair(np, pair)) {
			np_diag_say(NP_USAGE, NULL, 0,
			    "--merge %.*s: give two roles, such as notice=other", shown(pair),
			    pair.ptr);
			return false;
		}
		if (list[pair.len] == '\0')
			return true;
		list += pair.len + 1;
	}
}

static const struct option long_options[] = {
	{ "by", required_argument, NULL, 'b' },
	{ "confusion", no_argument, NULL, OPT_CONFUSION },
	{ "diff", no_argument, NULL, OPT_DIFF },
	{ "header", no_argument, NULL, 'H' },
	{ "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },
	{ "merge", required_argument, NULL, OPT_MERGE },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

/* Takes one option; false when it or its value is wrong. */
static bool
take_option(struct npscore *np, int opt, const char *arg)
{
	switch (opt) {
	case 'b':
		np->by_page = strcmp(arg, "page") == 0;
		if (!np->by_page)
			np_diag_say(NP_USAGE, NULL, 0, "-b %s: give page", arg);
		return np->by_page;
	case 'H':
		np->header = true;
		return true;
	case OPT_CONFUSION:
		np->confusion = true;
		return true;
	case OPT_DIFF:
		np->diff = true;
		return true;
	case NP_OPT_MAX_PAGE:
		return np_opt_max_page(arg, &np->max_line);
	case OPT_MERGE:
		return take_merge(np, arg);
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

/* GOLD and PRED are two files, or one and standard input. */
static void
check_operands(const struct npscore *np, char *const *argv)
{
	if (np->confusion && np->diff)
		np_diag_say(NP_USAGE, NULL, 0, "--confusion and --diff are two tables");
	else if (argv[0] == NULL || argv[1] == NULL || argv[2] != NULL)
		np_diag_say(NP_USAGE, NULL, 0,
		    "two block streams are wanted: the right one, GOLD, "
		    "and the one to be measured, PRED");
	else if (strcmp(argv[0], "-") == 0 && strcmp(argv[1], "-") == 0)
		np_diag_say(NP_USAGE, NULL, 0, "only one of GOLD and PRED can be standard input");
	else
		return;
	np_opt_usage(synopsis);
}

int
main(int argc, char *argv[])
{
	struct npscore np = { .max_line = NP_EACH_MAX };
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	for (unsigned i = 0; i < NP_ROLES; i++)
		np.as[i] = (enum np_role)i;
	while ((opt = np_opt_next(argc, argv, "b:H", long_options)) != -1) {
		if (!take_option(&np, opt, optarg))
			np_opt_usage(synopsis);
	}
	check_operands(&np, argv + optind);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_tally_init(&np.names, SIZE_MAX);
	np_arena_init(&np.kept, 0);
	np_arena_init(&np.arena, 0);
	read_stream(&np, GOLD, argv[optind]);
	read_stream(&np, PRED, argv[optind + 1]);
	if (np.read[GOLD] && np.read[PRED] && np_diag_status() < NP_USAGE) {
		if (np.header)
			put_header(&np);
		compare(&np);
	}
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_arena_free(&np.arena);
	np_arena_free(&np.kept);
	np_tally_clear(&np.names);
	free(np.pages);
	return np_diag_finish();
}
