/* npjoin - joins articles that go on on another page */
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "each.h"
#include "join.h"
#include "opt.h"
#include "spot.h"

/* The most that the blocks of a day may have, unless --max-day says otherwise. */
#define MAX_DAY ((size_t)256 << 20)

static const char synopsis[] = "npjoin [--max-day SIZE] [--max-page SIZE] [-0 FILE | FILE ...]";
static const char help[] =
    "Reads the blocks of a day's pages (npsplit makes them) and writes them with the\n"
    "pieces of articles that run over pages joined.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "      --max-day SIZE      join no more bytes of blocks at once than this (256M)\n"
    "      --max-page SIZE     pass over pages with more bytes of blocks (64M)\n"
    "      --help, --version   print this, or the version, and end\n";

enum { OPT_MAX_DAY = NP_OPT_TOOL };

struct npjoin {
	size_t max_page, max_day;
	struct np_held day;    /* the pages before the one at hand */
	struct np_date date;   /* of the day, if a page told it */
	struct np_held page;   /* the one at hand */
	struct np_spots spots; /* of its blocks */
	struct np_arena arena;
	/* A page too large, of which the rest is passed over; ptr NULL: none. */
	struct np_span skipped;
	struct np_out out;
};

/* ---- what is written ---- */

/* Writes a line of a joined article: the page on which that begins, its number, all else as it was. */
static void
put_joined(
    struct np_out *out, const struct np_held_line *held, struct np_span home, uint64_t article)
{
	const struct np_block *block = &held->block;
	const char *role = block->lines.ptr + block->lines.len + 1;
	const char *end = held->line.ptr + held->line.len;

	role = memchr(role, '\t', (size_t)(end - role));
	np_out_write(out, home.ptr, home.len);
	if (!np_span_same(home, block->page)) {
		np_out_string(out, NP_BLOCK_HOME);
		np_out_write(out, block->page.ptr, block->page.len);
	}
	np_out_byte(out, '\t');
	np_out_write(out, block->lines.ptr, block->lines.len);
	np_out_byte(out, '\t');
	np_out_number(out, article);
	np_out_write(out, role, (size_t)(end - role));
	np_out_byte(out, '\n');
}

/* Writes what goes on with the part `start`, then what goes on with that, and so on. */
static void
put_rests(
    struct np_out *out, const struct np_issue *issue, const struct np_join *join, size_t start)
{
	const struct np_issue_part *first = &issue->parts[start];
	size_t part = start;

	for (;;) {
		const struct np_join_ties *ties = &join->ties[part];

		if (ties->to != NP_ISSUE_NONE) {
			part = ties->to;
		} else {
			while (part != start && join->ties[part].next == NP_ISSUE_NONE)
				part = join->ties[part].from;
			if (part == start)
				return;
			part = join->ties[part].next;
		}
		for (size_t i = 0; i < issue->parts[part].count; i++)
			put_joined(out, &issue->held->lines[issue->parts[part].lines[i]],
			    issue->pages[first->page].name, first->article);
	}
}

/* Marks the lines of parts that go with another page.  NULL when memory is out. */
static const bool *
moved_lines(const struct np_issue *issue, const struct np_join *join)
{
	bool *moved = np_arena_array(issue->arena, issue->held->count, sizeof *moved);

	for (size_t part = 0; moved != NULL && part < issue->part_count; part++) {
		if (join->ties[part].from == NP_ISSUE_NONE)
			continue;
		for (size_t i = 0; i < issue->parts[part].count; i++)
			moved[issue->parts[part].lines[i]] = true;
	}
	return moved;
}

static void
put_day(
    struct np_out *out, const struct np_issue *issue, const struct np_join *join, const bool *moved)
{
	for (size_t p = 0; p < issue->page_count; p++) {
		const struct np_issue_page *page = &issue->pages[p];

		for (size_t i = page->first; i < page->first + page->count; i++) {
			if (moved[i])
				continue;
			np_out_write(
			    out, issue->held->lines[i].line.ptr, issue->held->lines[i].line.len);
			np_out_byte(out, '\n');
		}
		for (size_t part = page->part; part < page->part + page->part_count; part++) {
			if (join->ties[part].from == NP_ISSUE_NONE)
				put_rests(out, issue, join, part);
		}
	}
}

/* Tells the jumps that found no partner. */
static void
tell_lost(const struct np_issue *issue, const struct np_join *join, const char *input)
{
	for (size_t i = 0; i < join->lost_count; i++) {
		const struct np_join_lost *lost = &join->lost[i];
		const char *why = lost->absent    ? "which is not here"
				  : lost->several ? "where more than one article may be meant"
						  : "where no article answers";

		np_diag_say(NP_FAULTY, input, issue->held->lines[lost->line].number,
		    "%s page %s, %s; left as it is",
		    lost->kind == NP_JUMP_TO ? "continued on" : "continued from", lost->page_no,
		    why);
	}
}

/* Joins and writes the day at hand; false ends the run. */
static bool
end_day(struct npjoin *np, const char *input)
{
	struct np_issue issue;
	struct np_join join;
	const bool *moved = NULL;

	if (np->day.count > 0) {
		if (np_issue_read(&issue, &np->day, &np->arena) == NP_OK &&
		    np_join_find(&issue, &join) == NP_OK)
			moved = moved_lines(&issue, &join);
		if (moved == NULL)
			return np_diag_no_memory(input);
		tell_lost(&issue, &join, input);
		put_day(&np->out, &issue, &join, moved);
	}
	np_held_reset(&np->day);
	np_arena_reset(&np->arena);
	np->date = (struct np_date){ .hour = -1 };
	return !np->out.failed;
}

/* ---- what is read ---- */

/* True if both are known, and not the same day. */
static bool
other_day(const struct np_date *a, const struct np_date *b)
{
	return np_date_whole(a) && np_date_whole(b) && np_date_number(a) != np_date_number(b);
}

/* Adds the page at hand to the day, or begins another with it; false ends the run. */
static bool
end_page(struct npjoin *np, const char *input)
{
	struct np_folio folio;
	struct np_arena arena;
	enum np_code code;

	np->skipped = (struct np_span){ NULL, 0 };
	np_each_tell_repeated(input, np_spots_repeated(&np->spots));
	np_spots_clear(&np->spots);
	if (np->page.count == 0)
		return true;
	np_arena_init(&arena, 0);
	code = np_issue_folio(&np->page, 0, np->page.count, &arena, &folio);
	np_arena_free(&arena);
	if (code != NP_OK)
		return np_diag_no_memory(input);
	if (other_day(&np->date, &folio.date) && !end_day(np, input))
		return false;
	if (np->day.bytes + np->page.bytes > np->max_day && np->day.count > 0) {
		np_diag_say(NP_BROKEN, input, np->page.lines[0].number,
		    "a day larger than %zu bytes, joined in parts (try --max-day)", np->max_day);
		if (!end_day(np, input))
			return false;
	}
	if (np_date_whole(&folio.date))
		np->date = folio.date;
	for (size_t i = 0; i < np->page.count; i++) {
		const struct np_held_line *line = &np->page.lines[i];

		if (np_held_add(&np->day, line->line, line->stray ? NULL : &line->block,
			line->number, NULL) != NP_OK)
			return np_diag_no_memory(input);
	}
	np_held_reset(&np->page);
	return true;
}

/* The home of the page at hand; ptr NULL if none is begun. */
static struct np_span
home_of_page(const struct npjoin *np)
{
	for (size_t i = np->page.count; i-- > 0;) {
		if (!np->page.lines[i].stray)
			return np->page.lines[i].block.home;
	}
	return np->skipped;
}

static bool
take_line(struct npjoin *np, struct np_span line, const struct np_block *block, uint64_t number,
    const char *input)
{
	if ((block == NULL || np_spots_add(&np->spots, block, number)) &&
	    np_held_add(&np->page, line, block, number, NULL) == NP_OK)
		return true;
	return np_diag_no_memory(input);
}

static bool
take_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct npjoin *np = ctx;
	struct np_span home = home_of_page(np);
	char *name;

	if (home.ptr != NULL && !np_span_same(home, block->home) && !end_page(np, input))
		return false;
	if (np->skipped.ptr != NULL)
		return true;
	if (line.len < np->max_page - np->page.bytes)
		return take_line(np, line, block, number, input);
	np_diag_say(NP_BROKEN, input, number,
	    "page larger than %zu bytes, skipped (try --max-page)", np->max_page);
	np_held_reset(&np->page);
	name = np_arena_take(&np->arena, block->home.len);
	if (name == NULL)
		return np_diag_no_memory(input);
	memcpy(name, block->home.ptr, block->home.len);
	np->skipped = (struct np_span){ name, block->home.len };
	return true;
}

static bool
take_stray(void *ctx, struct np_span line, uint64_t number, const char *input)
{
	struct npjoin *np = ctx;

	/* Strays are no part of a page, but must not fill the memory either. */
	if (line.len >= np->max_page - np->page.bytes &&
	    (!end_page(np, input) || !end_day(np, input)))
		return false;
	return take_line(np, line, NULL, number, input);
}

static bool
end_input(void *ctx, const char *input)
{
	return end_page(ctx, input) && end_day(ctx, input);
}

/* ---- the program ---- */

static const struct option long_options[] = {
	{ "files0-from", required_argument, NULL, '0' },
	{ "max-day", required_argument, NULL, OPT_MAX_DAY },
	{ "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

int
main(int argc, char *argv[])
{
	struct npjoin np = { .max_page = NP_EACH_MAX, .max_day = MAX_DAY, .date = { .hour = -1 } };
	struct np_each_blocks calls = {
		.block = take_block, .end = end_input, .stray = take_stray, .bad_bytes = "kept"
	};
	struct np_operands operands = { .list = NULL };
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	while ((opt = np_opt_next(argc, argv, "0:", long_options, synopsis, help)) != -1) {
		switch (opt) {
		case '0':
			operands.list = optarg;
			break;
		case OPT_MAX_DAY:
			if (!np_opt_bytes("--max-day", optarg, &np.max_day))
				np_opt_usage(synopsis);
			break;
		case NP_OPT_MAX_PAGE:
			if (!np_opt_max_page(optarg, &np.max_page))
				np_opt_usage(synopsis);
			break;
		default:
			np_opt_usage(synopsis);
		}
	}
	operands.argv = argv + optind;
	np_opt_one_source(operands.list, operands.argv, synopsis);
	calls.max_line = np.max_page;
	np_held_init(&np.day);
	np_held_init(&np.page);
	np_arena_init(&np.arena, 0);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_each_block(&operands, &calls, &np);
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_arena_free(&np.arena);
	np_spots_free(&np.spots);
	np_held_free(&np.page);
	np_held_free(&np.day);
	return np_diag_finish();
}
