/* npgrep - selects whole articles in which a block matches a pattern */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "diag.h"
#include "each.h"
#include "numbers.h"
#include "opt_choice.h"
#include "pattern.h"
#include "spot.h"

static const char synopsis[] = "npgrep [-iq] [-a LIST] [-r ROLES] [--count] [--invert]\n"
			       "              [--max-page SIZE] [-0 FILE] PATTERN [FILE ...]";
static const char help[] =
    "Reads blocks (npsplit makes them) and writes those of the articles in which a\n"
    "block's text matches PATTERN, a regular expression as Perl has them.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -a, --articles LIST     only articles of these numbers; 0 adds what is in none\n"
    "  -i, --ignore-case       case does not matter\n"
    "  -q, --quiet             write nothing; status 0: found, 1: not, 3: trouble\n"
    "  -r, --roles ROLES       look only at blocks of these roles, commas between\n"
    "      --count             write how many articles of each page, not the blocks\n"
    "      --invert            the articles in which no block matches\n"
    "      --max-page SIZE     pass over pages with more bytes of blocks (64M)\n"
    "      --help, --version   print this, or the version, and end\n";

enum { OPT_COUNT = NP_OPT_TOOL, OPT_INVERT };

/* Lines that stand one behind the other and share their fate: they are kept until it is known. */
struct run {
	struct np_span lines; /* with the line feeds between them, without the last one */
	uint64_t article;
	bool head;  /* the page's head: no article's */
	bool stray; /* no blocks: passed on as they came */
};

struct npgrep {
	struct np_choice_opts choice;
	uint32_t roles; /* a set: whose texts are searched */
	bool fold_case, count, invert, quiet, found;
	struct np_pattern *pattern;
	struct np_arena scratch; /* of the block at hand */
	/* the page at hand */
	struct np_arena arena;
	struct run *runs; /* its lines, unless they are never written; in the arena */
	size_t run_count, run_cap;
	size_t settled;      /* so many runs lie in the arena, the others stand as they were read */
	struct np_span page; /* its name; ptr NULL: none is begun */
	size_t bytes;        /* of its lines */
	bool skipping;       /* they are too many */
	struct np_numbers seen, matched;
	struct np_spots spots; /* of its blocks */
	/* what was read: where in it, from the block at hand on, the pattern may match first */
	const char *read_end, *hit;
	struct np_out out;
};

/* ---- what is written ---- */

/* True if the article is to be written; the page is at its end. */
static bool
selected(const struct npgrep *np, uint64_t article)
{
	return np_choice_has(np->choice.articles, article) &&
	       np_numbers_have(&np->matched, article) != np->invert;
}

/* Writes lines with the line feeds between them, and one behind the last. */
static void
put_run(struct npgrep *np, struct np_span run)
{
	if (run.ptr == NULL)
		return;
	np_out_write(&np->out, run.ptr, run.len);
	np_out_byte(&np->out, '\n');
}

/*
 * Writes the lines of the articles that are selected.  The page's head, which tells when they
 * were printed and on which page, goes with them.
 */
static void
put_lines(struct npgrep *np, bool any)
{
	struct np_span lines = { NULL, 0 }; /* runs that stand one behind the other */

	for (size_t i = 0; i < np->run_count; i++) {
		const struct run *run = &np->runs[i];

		if (!run->stray && !(run->head && any) && !selected(np, run->article))
			continue;
		if (lines.ptr != NULL && lines.ptr + lines.len + 1 == run->lines.ptr &&
		    i > np->settled) {
			lines.len += 1 + run->lines.len;
			continue;
		}
		put_run(np, lines);
		lines = run->lines;
	}
	put_run(np, lines);
}

static void
put_count(struct npgrep *np, uint64_t count)
{
	np_out_write(&np->out, np->page.ptr, np->page.len);
	np_out_byte(&np->out, '\t');
	np_out_number(&np->out, count);
	np_out_byte(&np->out, '\n');
}

static void
forget_lines(struct npgrep *np)
{
	np->runs = NULL;
	np->run_count = np->run_cap = np->settled = 0;
}

/* Ends the page at hand; false ends the run. */
static bool
end_page(void *ctx, const char *input)
{
	struct npgrep *np = ctx;
	uint64_t count = 0;

	np_each_tell_repeated(input, np_spots_repeated(&np->spots));
	np_numbers_sort(&np->seen);
	np_numbers_sort(&np->matched);
	for (size_t i = 0; i < np->seen.count; i++)
		count += selected(np, np->seen.list[i]);
	np->found = np->found || count > 0;
	if (np->count && !np->quiet && np->page.ptr != NULL && !np->skipping)
		put_count(np, count);
	else
		put_lines(np, count > 0);
	np_numbers_clear(&np->seen);
	np_numbers_clear(&np->matched);
	np_spots_clear(&np->spots);
	forget_lines(np);
	np_arena_reset(&np->arena);
	np->page = (struct np_span){ NULL, 0 };
	np->bytes = 0;
	np->skipping = false;
	return !np->out.failed && !(np->quiet && np->found);
}

/* ---- what is read ---- */

/* Remembers the name of a page that begins; false when memory is out. */
static bool
name_page(struct npgrep *np, struct np_span page)
{
	char *name = np_arena_take(&np->arena, page.len);

	if (name == NULL)
		return false;
	memcpy(name, page.ptr, page.len);
	np->page = (struct np_span){ name, page.len };
	return true;
}

/* True if the block belongs to an article of another page than the one at hand. */
static bool
turns_page(const struct npgrep *np, const struct np_block *block)
{
	return np->page.ptr != NULL && !np_span_same(np->page, block->home);
}

static void
look(void *ctx, struct np_span bytes)
{
	struct npgrep *np = ctx;

	np->read_end = bytes.ptr + bytes.len;
	np->hit = bytes.ptr + np_pattern_seek(np->pattern, bytes);
}

/* True if the text, which stands in what was read, may match: most are passed over by this. */
static bool
may_match(struct npgrep *np, struct np_span text)
{
	if (np->hit < text.ptr)
		np->hit =
		    text.ptr + np_pattern_seek(np->pattern,
				   (struct np_span){ text.ptr, (size_t)(np->read_end - text.ptr) });
	return np->hit <= text.ptr + text.len;
}

/* Searches a block of an article that is asked for; false when memory is out. */
static bool
search(struct npgrep *np, const struct np_block *block, uint64_t number, const char *input)
{
	const struct np_numbers *matched = &np->matched;
	struct np_span text;
	struct np_error err;
	bool found;

	if ((np->roles >> block->role & 1) == 0 ||
	    (matched->count > 0 && matched->list[matched->count - 1] == block->article) ||
	    !may_match(np, block->text))
		return true;
	text = np_block_words(block, &np->scratch);
	if (text.ptr == NULL)
		return false;
	switch (np_pattern_find(np->pattern, text, &found, &err)) {
	case NP_OK:
		break;
	case NP_ERR_TOOBIG:
		np_diag_say(NP_BROKEN, input, number, "%s, not searched to its end", err.msg);
		break;
	default:
		return false;
	}
	np_arena_reset(&np->scratch);
	return !found || np_numbers_add(&np->matched, block->article);
}

/* Keeps a line of the page; false when memory is out. */
static bool
keep_line(struct npgrep *np, struct np_span line, uint64_t article, bool head, bool stray)
{
	struct run *run;

	/* Most lines go on with a run. */
	if (np->run_count > np->settled) {
		run = &np->runs[np->run_count - 1];
		if (run->article == article && run->head == head && run->stray == stray &&
		    run->lines.ptr + run->lines.len + 1 == line.ptr) {
			run->lines.len += 1 + line.len;
			return true;
		}
	}
	run = np_arena_room(&np->arena, np->runs, np->run_count, &np->run_cap, sizeof *run);
	if (run == NULL)
		return false;
	np->runs = run;
	np->runs[np->run_count++] = (struct run){ line, article, head, stray };
	return true;
}

/* True if a line makes the page at hand too large, which is told: the rest of it is passed over. */
static bool
overflows(struct npgrep *np, struct np_span line, uint64_t number, const char *input)
{
	if (line.len < np->choice.max_page - np->bytes) {
		np->bytes += line.len + 1;
		return false;
	}
	np_diag_say(NP_BROKEN, input, number,
	    "page larger than %zu bytes, skipped (try --max-page)", np->choice.max_page);
	forget_lines(np);
	np->skipping = true;
	return true;
}

static bool
take_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	struct npgrep *np = ctx;

	if (turns_page(np, block) && !end_page(np, input))
		return false;
	if (np->skipping)
		return true;
	if (np->page.ptr == NULL && !name_page(np, block->home))
		return np_diag_no_memory(input);
	if (overflows(np, line, number, input))
		return true;
	if (!np_spots_add(&np->spots, block, number))
		return np_diag_no_memory(input);
	if (!np->quiet && !np->count &&
	    !keep_line(
		np, line, block->article, block->article == 0 && block->role == NP_FOLIO, false))
		return np_diag_no_memory(input);
	if (np_choice_has(np->choice.articles, block->article) &&
	    (!np_numbers_add(&np->seen, block->article) || !search(np, block, number, input)))
		return np_diag_no_memory(input);
	/* One is enough; with --invert that is known at the page's end. */
	np->found = np->found || (np->matched.count > 0 && !np->invert);
	return !(np->quiet && np->found);
}

static bool
take_stray(void *ctx, struct np_span line, uint64_t number, const char *input)
{
	struct npgrep *np = ctx;

	if (np->quiet || np->count)
		return true;
	/* They are no part of a page, but wait with its lines, and must not fill the memory. */
	if (np->skipping || overflows(np, line, number, input)) {
		put_run(np, line);
		return !np->out.failed;
	}
	return keep_line(np, line, 0, false, true) || np_diag_no_memory(input);
}

/* Copies the lines that don't stay. */
static bool
settle(void *ctx)
{
	struct npgrep *np = ctx;

	for (; np->settled < np->run_count; np->settled++) {
		struct np_span *lines = &np->runs[np->settled].lines;
		char *copy = np_arena_take(&np->arena, lines->len);

		if (copy == NULL)
			return false;
		if (lines->len > 0)
			memcpy(copy, lines->ptr, lines->len);
		lines->ptr = copy;
	}
	return true;
}

/* ---- the program ---- */

static const struct option long_options[] = {
	{ "count", no_argument, NULL, OPT_COUNT },
	{ "ignore-case", no_argument, NULL, 'i' },
	{ "invert", no_argument, NULL, OPT_INVERT },
	{ "quiet", no_argument, NULL, 'q' },
	{ "roles", required_argument, NULL, 'r' },
	NP_CHOICE_LONG,
	{ NULL, 0, NULL, 0 },
};

/* Compiles the pattern; one that is none ends the program. */
static void
take_pattern(struct npgrep *np, const char *text)
{
	struct np_span span = { text, strlen(text) };
	struct np_error err;

	switch (np_pattern_open(&np->pattern, span, np->fold_case, &err)) {
	case NP_OK:
		return;
	case NP_ERR_SYNTAX:
		np_diag_say(NP_USAGE, NULL, 0, "the pattern, at byte %llu: %s",
		    (unsigned long long)err.byte, err.msg);
		break;
	default:
		np_diag_error(NP_BROKEN, NULL, &err);
	}
	np_pattern_close(np->pattern);
	exit(np_diag_finish());
}

/* The status that -q answers; worst is that of all faults. */
static int
quiet_status(bool found, int worst)
{
	if (found)
		return 0;
	return worst == NP_CLEAN ? 1 : worst == NP_USAGE ? NP_USAGE : NP_BROKEN;
}

/* Takes the options and the pattern behind them; wrong ones end the program. */
static void
take_options(struct npgrep *np, int argc, char *argv[])
{
	int opt;

	while ((opt = np_opt_next(
		    argc, argv, NP_CHOICE_SHORT "iqr:", long_options, synopsis, help)) != -1) {
		switch (opt) {
		case 'i':
			np->fold_case = true;
			break;
		case 'q':
			np->quiet = true;
			break;
		case 'r':
			if (!np_opt_roles("-r", optarg, &np->roles))
				np_opt_usage(synopsis);
			break;
		case OPT_COUNT:
			np->count = true;
			break;
		case OPT_INVERT:
			np->invert = true;
			break;
		default:
			if (!np_choice_opts_take(&np->choice, opt, optarg))
				np_opt_usage(synopsis);
		}
	}
	if (optind == argc) {
		np_diag_say(NP_USAGE, NULL, 0, "give a pattern");
		np_opt_usage(synopsis);
	}
	np_opt_one_source(np->choice.files0, argv + optind + 1, synopsis);
	take_pattern(np, argv[optind]);
}

int
main(int argc, char *argv[])
{
	struct npgrep np = { .roles = (UINT32_C(1) << NP_ROLES) - 1,
		.choice = { .max_page = NP_EACH_MAX } };
	struct np_each_blocks calls = { .block = take_block,
		.end = end_page,
		.stray = take_stray,
		.look = look,
		.leave = settle };
	struct np_operands operands = { .list = NULL };
	struct np_error err;
	int status;

	np_diag_init(argv[0]);
	take_options(&np, argc, argv);
	operands.argv = argv + optind + 1;
	operands.list = np.choice.files0;
	calls.max_line = np.choice.max_page;
	/* Nothing of them is written with -q, and they are searched as they are. */
	calls.bad_bytes = np.quiet ? NULL : "kept";
	np_arena_init(&np.scratch, 0);
	np_arena_init(&np.arena, 0);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_each_block(&operands, &calls, &np);
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_numbers_free(&np.seen);
	np_numbers_free(&np.matched);
	np_spots_free(&np.spots);
	np_arena_free(&np.arena);
	np_arena_free(&np.scratch);
	np_pattern_close(np.pattern);
	status = np_diag_finish();
	return np.quiet ? quiet_status(np.found, status) : status;
}
