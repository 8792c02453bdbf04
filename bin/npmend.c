/* npmend - mends broken paragraphs of newspaper pages, all else as it was */
#include <unistd.h>

#include "diag.h"
#include "each_page.h"
#include "mend.h"

struct npmend {
	struct np_opt_label opts;
	struct np_labeller *labeller;
	struct np_arena trial;
	struct np_out out;
};

static void
begin(void *ctx, struct np_labeller *labeller)
{
	struct npmend *np = ctx;

	np->labeller = labeller;
	/* A page is labelled once to find its blocks, and at least once to see that they stay. */
	np_labeller_keep(labeller);
}

static bool
mend_page(void *ctx, const struct np_page *page, const struct np_labelled *blocks, size_t count,
    struct np_arena *arena)
{
	struct npmend *np = ctx;
	struct np_span text;
	struct np_error err;
	enum np_code code = np_mend_page(
	    np->labeller, np->opts.from, page, blocks, count, &np->trial, arena, &text, &err);

	np_labeller_forget(np->labeller);
	if (code != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return false;
	}
	return np_each_page_put(&np->out, page, text);
}

static size_t
outs(void *ctx, struct np_out **list)
{
	struct npmend *np = ctx;

	list[0] = &np->out;
	return 1;
}

static const char synopsis[] =
    "npmend [-e ENCODING] [-j JOBS] [-m MODEL] [-R RULES]\n"
    "              [--from=auto|text|md] [--max-page SIZE] [--name NAME]\n"
    "              [-0 FILE | FILE ...]";
static const char help[] =
    "Mends the broken paragraphs of newspaper pages; leaves all else as it was.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e, --encoding NAME     of the pages: utf-8 (default), gb18030, big5, auto ...\n"
    "  -j, --jobs JOBS         share the pages among so many workers\n"
    "  -m, --model MODEL       label with this model, of nptrain\n"
    "  -R, --rules RULES       rules for marks beside the built-in ones\n"
    "      --from=auto|text|md read Markdown: when it looks so, never, always\n"
    "      --max-page SIZE     pass over pages larger than this (64M)\n"
    "      --name NAME         taken as npsplit takes it; the output holds no names\n"
    "      --help, --version   print this, or the version, and end\n";

int
main(int argc, char *argv[])
{
	static const struct option longs[] = { NP_OPT_LABEL_LONG, { NULL, 0, NULL, 0 } };
	static const struct np_each_pages calls = {
		.begin = begin, .page = mend_page, .outs = outs
	};
	struct npmend np = { .labeller = NULL };
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	np_opt_label_init(&np.opts);
	while ((opt = np_opt_next(argc, argv, NP_OPT_LABEL_SHORT, longs, synopsis, help)) != -1) {
		if (!np_opt_label_take(&np.opts, opt, optarg))
			np_opt_usage(synopsis);
	}
	np_opt_one_source(np.opts.files0, argv + optind, synopsis);
	np_arena_init(&np.trial, 0);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_each_page(&np.opts, argv + optind, &calls, &np);
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_arena_free(&np.trial);
	return np_diag_finish();
}
