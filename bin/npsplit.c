/* npsplit - splits newspaper pages into articles, with a role for every block */
#include <unistd.h>

#include "diag.h"
#include "each_page.h"

static const char synopsis[] =
    "npsplit [-e ENCODING] [-m MODEL] [-R RULES] [--from=auto|text|md]\n"
    "               [--max-page SIZE] [--name NAME] [-0 FILE | FILE ...]";

static const char help[] =
    "Splits newspaper pages into articles: writes one block a line, newsprint(5).\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e ENCODING             of the pages: utf-8 (default), gb18030, big5, auto ...\n"
    "  -m MODEL                label with this model, of nptrain\n"
    "  -R RULES                rules for marks beside the built-in ones\n"
    "      --from=auto|text|md read Markdown: when it looks so, never, always\n"
    "      --max-page SIZE     pass over pages larger than this (64M)\n"
    "      --name NAME         call the page NAME\n"
    "      --help, --version   print this, or the version, and end\n";

static bool
put_page(void *ctx, const struct np_page *page, const struct np_labelled *blocks, size_t count,
    struct np_arena *arena)
{
	struct np_out *out = ctx;
	for (size_t i = 0; i < count; i++) {
		size_t pieces;
		struct np_piece *piece = np_label_pieces(&blocks[i], arena, &pieces);
		if (piece == NULL) {
			np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
			return false;
		}
		np_block_put(out, page->name, piece, pieces, blocks[i].article, blocks[i].role,
		    blocks[i].text);
	}
	return !out->failed;
}

int
main(int argc, char *argv[])
{
	static const struct option longs[] = { NP_OPT_LABEL_LONG, { NULL, 0, NULL, 0 } };
	static const struct np_each_pages calls = { .page = put_page };
	struct np_opt_label opts;
	struct np_out out;
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	np_opt_label_init(&opts);
	while ((opt = getopt_long(argc, argv, NP_OPT_LABEL_SHORT, longs, NULL)) != -1) {
		if (opt == NP_OPT_HELP)
			np_opt_help(synopsis, help);
		if (opt == NP_OPT_VERSION)
			np_opt_version();
		if (!np_opt_label_take(&opts, opt, optarg))
			np_opt_usage(synopsis);
	}
	np_out_init(&out, STDOUT_FILENO, "standard output");
	np_each_page(&opts, argv + optind, &calls, &out);
	if (np_out_close(&out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, "standard output", &err);
	return np_diag_finish();
}
