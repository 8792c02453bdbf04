/* npsplit - splits newspaper pages into articles, with a role for every block */
#include <unistd.h>

#include "confine.h"
#include "diag.h"
#include "each_page.h"
#include "operands.h"
#include "outfile.h"

static const char synopsis[] =
    "npsplit [-e ENCODING] [-j JOBS] [-m MODEL] [-R RULES] [--confidence FILE]\n"
    "               [--from=auto|text|md] [--max-page SIZE] [--name NAME]\n"
    "               [-0 FILE | FILE ...]";

static const char help[] =
    "Splits newspaper pages into articles: writes one block a line, newsprint(5).\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e, --encoding NAME     of the pages: utf-8 (default), gb18030, big5, auto ...\n"
    "  -j, --jobs JOBS         share the pages among so many workers\n"
    "  -m, --model MODEL       label with this model, of nptrain\n"
    "  -R, --rules RULES       rules for marks beside the built-in ones\n"
    "      --confidence FILE   write how sure it is of each block to FILE\n"
    "      --from=auto|text|md read Markdown: when it looks so, never, always\n"
    "      --max-page SIZE     pass over pages larger than this (64M)\n"
    "      --name NAME         call the page NAME\n"
    "      --help, --version   print this, or the version, and end\n";

enum { OPT_CONFIDENCE = NP_OPT_TOOL };

struct outputs {
	struct np_out blocks;
	const char *confidence; /* the argument of --confidence, or NULL */
	struct np_outfile sure; /* that file */
};

static void
begin(void *ctx, struct np_labeller *labeller)
{
	struct outputs *outputs = ctx;
	if (outputs->confidence != NULL)
		np_labeller_doubt(labeller);
}

/* Page, lines and the percentage: the line of a block, for paste(1) and join(1). */
static void
put_confidence(struct np_out *out, const struct np_page *page, const struct np_piece *pieces,
    size_t count, double sure)
{
	np_block_put_field(out, page->name);
	np_out_byte(out, '\t');
	np_block_put_lines(out, pieces, count);
	np_out_byte(out, '\t');
	/* Never 100: nothing is certain. */
	np_out_number(out, sure >= .99 ? 99 : (uint64_t)(sure * 100));
	np_out_byte(out, '\n');
}

static bool
put_page(void *ctx, const struct np_page *page, const struct np_labelled *blocks, size_t count,
    struct np_arena *arena)
{
	struct outputs *outputs = ctx;
	struct np_out *out = &outputs->blocks;
	for (size_t i = 0; i < count; i++) {
		size_t pieces;
		struct np_piece *piece = np_label_pieces(&blocks[i], arena, &pieces);
		if (piece == NULL)
			return np_diag_no_memory(NULL);
		np_block_put(out, page->name, piece, pieces, blocks[i].article, blocks[i].role,
		    blocks[i].text);
		if (outputs->confidence != NULL)
			put_confidence(&outputs->sure.out, page, piece, pieces, blocks[i].sure);
	}
	return !out->failed;
}

static size_t
outs(void *ctx, struct np_out **list)
{
	struct outputs *outputs = ctx;
	list[0] = &outputs->blocks;
	list[1] = &outputs->sure.out;
	return outputs->confidence != NULL ? 2 : 1;
}

/*
 * Opens the file of --confidence, which is to replace nothing that is read.  False, and told, if that
 * can't be.
 */
static bool
open_confidence(
    struct outputs *outputs, const struct np_operands *operands, const struct np_opt_label *opts)
{
	struct np_error err;
	if (!np_operands_spare(operands) || !np_outfile_spare(opts->model) ||
	    !np_outfile_spare(opts->rules))
		return np_diag_no_memory(NULL);
	if (np_outfile_create(&outputs->sure, outputs->confidence, &err) != NP_OK) {
		np_diag_error(
		    err.code == NP_ERR_UNKNOWN ? NP_USAGE : NP_BROKEN, outputs->confidence, &err);
		return false;
	}
	np_confine_file(outputs->confidence);
	return true;
}

/* Names it, if the run went well: beside blocks that lack something it would only replace a good one. */
static void
close_confidence(struct outputs *outputs)
{
	struct np_error err;
	if (np_diag_status() > NP_FAULTY)
		np_outfile_abandon(&outputs->sure);
	else if (np_outfile_commit(&outputs->sure, &err) != NP_OK)
		np_diag_error(NP_BROKEN, outputs->confidence, &err);
}

int
main(int argc, char *argv[])
{
	static const struct option longs[] = {
		{ "confidence", required_argument, NULL, OPT_CONFIDENCE },
		NP_OPT_LABEL_LONG,
		{ NULL, 0, NULL, 0 },
	};
	static const struct np_each_pages calls = {
		.begin = begin, .page = put_page, .outs = outs
	};
	struct np_opt_label opts;
	struct np_operands operands;
	struct outputs outputs = { .confidence = NULL };
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	np_opt_label_init(&opts);
	while ((opt = np_opt_next(argc, argv, NP_OPT_LABEL_SHORT, longs, synopsis, help)) != -1) {
		if (opt == OPT_CONFIDENCE)
			outputs.confidence = optarg;
		else if (!np_opt_label_take(&opts, opt, optarg))
			np_opt_usage(synopsis);
	}
	operands = (struct np_operands){ .argv = argv + optind, .list = opts.files0 };
	np_opt_one_source(opts.files0, argv + optind, synopsis);
	if (opts.name != NULL && !np_operands_single(&operands)) {
		np_diag_say(NP_USAGE, NULL, 0, "--name: several files cannot have one name");
		np_opt_usage(synopsis);
	}
	if (outputs.confidence != NULL && !open_confidence(&outputs, &operands, &opts))
		return np_diag_finish();
	np_out_init(&outputs.blocks, STDOUT_FILENO, "standard output");
	np_each_page(&opts, argv + optind, &calls, &outputs);
	if (np_out_close(&outputs.blocks, &err) != NP_OK)
		np_diag_error(NP_BROKEN, "standard output", &err);
	if (outputs.confidence != NULL)
		close_confidence(&outputs);
	return np_diag_finish();
}
