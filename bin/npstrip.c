/* npstrip - strips bylines, or blocks of any roles, from pages or block streams */
#include <unistd.h>

#include "diag.h"
#include "each.h"
#include "each_page.h"
#include "opt_choice.h"
#include "strip.h"

struct npstrip {
	struct np_opt_label opts;
	uint32_t roles; /* a set: what goes */
	struct np_out out;
	/* of a block stream */
	const struct np_lines *lines;
	struct np_span run; /* lines that stay, with their line feeds, and were not written yet */
};

/* ---- text ---- */

static bool
strip_page(void *ctx, const struct np_page *page, const struct np_labelled *blocks, size_t count,
    struct np_arena *arena)
{
	struct npstrip *np = ctx;
	struct np_span text;
	struct np_error err;

	if (np_strip_page(page, blocks, count, np->roles, arena, &text, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return false;
	}
	return np_each_page_put(&np->out, page, text);
}

static size_t
outs(void *ctx, struct np_out **list)
{
	struct npstrip *np = ctx;

	list[0] = &np->out;
	return 1;
}

/* ---- blocks ---- */

/* Writes the lines that stay and were not written yet. */
static bool
put_run(void *ctx)
{
	struct npstrip *np = ctx;

	np_out_write(&np->out, np->run.ptr, np->run.len);
	np->run.len = 0;
	return true;
}

/* Keeps a line for put_run(): lines that stand one behind the other are written as one. */
static bool
keep_line(void *ctx, struct np_span line, uint64_t number, const char *input)
{
	struct npstrip *np = ctx;

	(void)number, (void)input;
	/* Behind each is its line feed, but for a last one that has none. */
	if (np->run.len > 0 && np->run.ptr + np->run.len == line.ptr) {
		np->run.len += line.len + 1;
	} else {
		put_run(np);
		np->run = (struct np_span){ line.ptr, line.len + 1 };
	}
	if (!np->lines->unterminated)
		return !np->out.failed;
	np->run.len--;
	put_run(np);
	np_out_byte(&np->out, '\n');
	return !np->out.failed;
}

static bool
strip_block(void *ctx, const struct np_block *block, struct np_span line, uint64_t number,
    const char *input)
{
	const struct npstrip *np = ctx;

	return (np->roles >> block->role & 1) != 0 || keep_line(ctx, line, number, input);
}

static bool
strip_blocks(void *ctx, struct np_in *in)
{
	static const struct np_each_blocks calls = {
		.block = strip_block, .stray = keep_line, .leave = put_run, .bad_bytes = "kept"
	};
	struct npstrip *np = ctx;
	struct np_lines lines;

	np_lines_init(&lines, in, np->opts.max_page);
	np->lines = &lines;
	bool go_on = np_each_block_lines(&calls, &lines, np);
	put_run(np);
	np_lines_free(&lines);
	return go_on;
}

/* ---- options ---- */

static const char synopsis[] = "npstrip [-e ENCODING] [-j JOBS] [-k ROLES | -r ROLES] [-m MODEL]\n"
			       "               [-R RULES] [--from=auto|text|md] [--max-page SIZE]\n"
			       "               [--name NAME] [-0 FILE | FILE ...]";
static const char help[] =
    "Strips bylines, or blocks of other roles, from newspaper pages or their blocks.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e, --encoding NAME     of pages: utf-8 (default), gb18030, big5, auto ...\n"
    "  -j, --jobs JOBS         share the pages among so many workers\n"
    "  -k, --keep ROLES        keep these roles, strip all others\n"
    "  -m, --model MODEL       label with this model, of nptrain\n"
    "  -R, --rules RULES       rules for marks beside the built-in ones\n"
    "  -r, --roles ROLES       strip these roles, with commas between (byline)\n"
    "      --from=auto|text|md read Markdown: when it looks so, never, always\n"
    "      --max-page SIZE     pass over pages larger than this (64M)\n"
    "      --name NAME         taken as npsplit takes it; the output holds no names\n"
    "      --help, --version   print this, or the version, and end\n";

/* The set of roles in a list, for option "-k" or "-r"; a wrong one ends the program. */
static uint32_t
roles_of(const char *option, const char *list)
{
	uint32_t roles;

	if (!np_opt_roles(option, list, &roles))
		np_opt_usage(synopsis);
	return roles;
}

int
main(int argc, char *argv[])
{
	static const struct option longs[] = { { "keep", required_argument, NULL, 'k' },
		{ "roles", required_argument, NULL, 'r' }, NP_OPT_LABEL_LONG,
		{ NULL, 0, NULL, 0 } };
	static const struct np_each_pages calls = {
		.page = strip_page, .blocks = strip_blocks, .outs = outs
	};
	static const uint32_t all = (UINT32_C(1) << NP_ROLES) - 1;
	struct npstrip np = { .roles = UINT32_C(1) << NP_BYLINE };
	bool keep = false, strip = false;
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	np_opt_label_init(&np.opts);
	while ((opt = np_opt_next(argc, argv, NP_OPT_LABEL_SHORT "k:r:", longs, synopsis, help)) !=
	       -1) {
		switch (opt) {
		case 'k':
			np.roles = all & ~roles_of("-k", optarg);
			keep = true;
			break;
		case 'r':
			np.roles = roles_of("-r", optarg);
			strip = true;
			break;
		default:
			if (!np_opt_label_take(&np.opts, opt, optarg))
				np_opt_usage(synopsis);
		}
	}
	if (keep && strip) {
		np_diag_say(NP_USAGE, NULL, 0, "-k and -r: one of them");
		np_opt_usage(synopsis);
	}
	np_opt_one_source(np.opts.files0, argv + optind, synopsis);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_each_page(&np.opts, argv + optind, &calls, &np);
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	return np_diag_finish();
}
