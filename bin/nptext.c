/* nptext - articles as text or Markdown, to one stream or a file each */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "choice.h"
#include "confine.h"
#include "diag.h"
#include "each.h"
#include "markdown.h"
#include "name.h"
#include "opt_choice.h"
#include "outfile.h"

static const char synopsis[] = "nptext [--md] [-a LIST] [-o DIR] [--sep STRING] [--max-page SIZE]\n"
			       "              [-0 FILE | FILE ...]";
static const char help[] =
    "Reads blocks (npsplit makes them) and writes the articles, a paragraph a line.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -a, --articles LIST     only articles of these numbers; 0 adds what is in none\n"
    "      --md                Markdown; with -o, fields in YAML at the top of a file\n"
    "  -o, --output DIR        a file each in folder DIR, PAGE-ARTICLE.txt or .md\n"
    "      --sep STRING        a line of this behind each article; it may hold \\n, \\t\n"
    "      --max-page SIZE     pass over pages with more bytes of blocks (64M)\n"
    "      --help, --version   print this, or the version, and end\n";

enum { OPT_MD = NP_OPT_TOOL, OPT_SEP };

struct options {
	struct np_choice_opts choice;
	bool md;
	const char *dir;       /* NULL: one stream */
	const char *sep_given; /* of --sep; NULL without */
	struct np_span sep;
	struct np_outfiles files; /* written there, without their names */
	struct np_names names;    /* of the pages whose files were written */
	bool alike;               /* the page's name is one of them, but for the case of letters */
	struct np_out out;
};

/* ---- Markdown ---- */

/* Writes the fields of an article as pandoc and others read them; false when memory is out. */
static bool
put_fields(struct np_out *out, const struct np_article *article, struct np_arena *arena)
{
	static const enum np_role roles[] = { NP_KICKER, NP_HEADLINE, NP_DECK, NP_BYLINE,
		NP_DATELINE, NP_CREDIT };
	const struct np_stand *stands;
	size_t count;

	np_out_string(out, "---\n");
	np_markdown_put_field(out, "page", article->page);
	np_out_string(out, "article: ");
	np_out_number(out, article->number);
	np_out_byte(out, '\n');
	stands = np_article_stands(article, &count, arena);
	if (stands == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (i == 1)
			np_out_string(out, "continued:\n");
		if (i > 0)
			np_markdown_put_field(out, "  - page", stands[i].page);
		np_out_string(out, i > 0 ? "    lines: \"" : "lines: \"");
		np_block_put_lines(out, stands[i].pieces, stands[i].count);
		np_out_string(out, "\"\n");
	}
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		struct np_span field = np_article_field(article, roles[i], arena);

		if (field.ptr == NULL)
			return false;
		np_markdown_put_field(out, np_role_name(roles[i]), field);
	}
	np_out_string(out, "---\n\n");
	return true;
}

static bool
put_md(
    struct np_out *out, const struct np_article *article, struct np_arena *arena, const char *input)
{
	size_t count;
	const struct np_paragraph *paragraphs = np_article_paragraphs(article, &count, arena);
	bool any = false;

	if (paragraphs == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		const struct np_paragraph *paragraph = &paragraphs[i];
		const char *replaced = NULL;

		if (!np_markdown_put(out, paragraph->role, paragraph->text, arena, &any, &replaced))
			return false;
		if (replaced != NULL)
			np_diag_say(NP_FAULTY, input, paragraph->number, "%s, U+FFFD in its place",
			    replaced);
	}
	return true;
}

/* ---- articles ---- */

/* Writes the running text, a line feed behind each paragraph. */
static void
put_text(struct np_out *out, const struct np_article *article)
{
	struct np_article_walk walk = np_article_walk_running(article);
	const struct np_article_block *block;
	enum np_seam seam;
	bool any = false;

	for (; (block = np_article_next_running(&walk, &seam)) != NULL; any = true) {
		if (seam == NP_SEAM_BLANK || (seam == NP_SEAM_BREAK && any))
			np_out_byte(out, seam == NP_SEAM_BLANK ? ' ' : '\n');
		np_out_write(out, block->text.ptr, block->text.len);
	}
	if (any)
		np_out_byte(out, '\n');
}

/* Writes one article; false when memory is out. */
static bool
put_article(const struct options *opts, struct np_out *out, const struct np_article *article,
    struct np_arena *arena, const char *input)
{
	if (opts->md)
		return (opts->dir == NULL || put_fields(out, article, arena)) &&
		       put_md(out, article, arena, input);
	put_text(out, article);
	return true;
}

/* Tells that a file in the output folder can't be written; answers false. */
static bool
file_failed(const struct options *opts, const struct np_error *err)
{
	np_diag_error(NP_BROKEN, opts->files.failed, err);
	return false;
}

/* Writes one article to a file of its own; false ends the run. */
static bool
put_file(struct options *opts, const struct np_article *article, struct np_arena *arena,
    const char *input)
{
	char name[NP_NAME_MAX];
	struct np_outfile file;
	struct np_error err;

	np_name_make(name, article->page, opts->alike, article->number, opts->md ? ".md" : ".txt");
	if (np_outfiles_open(&opts->files, &file, opts->dir, name, &err) != NP_OK)
		return file_failed(opts, &err);
	if (!put_article(opts, &file.out, article, arena, input)) {
		np_outfile_abandon(&file);
		return np_diag_no_memory(input);
	}
	return np_outfiles_add(&opts->files, &file, &err) == NP_OK || file_failed(opts, &err);
}

/* True if the page's files are to be written: a second page of that name would replace the first's. */
static bool
new_page(struct options *opts, struct np_span page, const char *input)
{
	switch (np_names_add(&opts->names, page, &opts->alike)) {
	case NP_OK:
		return true;
	case NP_ERR_UNKNOWN:
		np_diag_say(NP_BROKEN, input, 0,
		    "a second page %.*s, not written over the first (put its blocks together, or "
		    "use npsplit --name)",
		    page.len < 200 ? (int)page.len : 200, page.ptr);
		return false;
	default:
		return np_diag_no_memory(input);
	}
}

static bool
put_page(void *ctx, const struct np_article *articles, size_t count, struct np_arena *arena,
    const char *input)
{
	struct options *opts = ctx;

	if (opts->dir != NULL && !new_page(opts, articles[0].page, input))
		return true;
	for (size_t i = 0; i < count; i++) {
		if (!np_choice_has(opts->choice.articles, articles[i].number))
			continue;
		if (opts->dir != NULL) {
			if (!put_file(opts, &articles[i], arena, input))
				return false;
			continue;
		}
		if (!put_article(opts, &opts->out, &articles[i], arena, input))
			return np_diag_no_memory(input);
		/* Behind each, not between two: so the outputs of two runs are put together as they are. */
		if (opts->md)
			np_out_byte(&opts->out, '\n');
		np_out_write(&opts->out, opts->sep.ptr, opts->sep.len);
		np_out_string(&opts->out, opts->md ? "\n\n" : "\n");
	}
	return !opts->out.failed;
}

/* ---- the program ---- */

static const struct option long_options[] = {
	{ "md", no_argument, NULL, OPT_MD },
	{ "output", required_argument, NULL, 'o' },
	{ "sep", required_argument, NULL, OPT_SEP },
	NP_CHOICE_LONG,
	{ NULL, 0, NULL, 0 },
};

/* Takes the options; wrong ones end the program. */
static void
take_options(struct options *opts, int argc, char *argv[])
{
	int opt;

	while ((opt = np_opt_next(
		    argc, argv, NP_CHOICE_SHORT "o:", long_options, synopsis, help)) != -1) {
		switch (opt) {
		case 'o':
			opts->dir = optarg;
			break;
		case OPT_MD:
			opts->md = true;
			break;
		case OPT_SEP:
			opts->sep_given = optarg;
			break;
		default:
			if (!np_choice_opts_take(&opts->choice, opt, optarg))
				np_opt_usage(synopsis);
		}
	}
	np_opt_one_source(opts->choice.files0, argv + optind, synopsis);
	if (opts->sep_given != NULL && opts->dir != NULL) {
		np_diag_say(
		    NP_USAGE, NULL, 0, "--sep parts articles, -o gives each a file: one of them");
		np_opt_usage(synopsis);
	}
}

int
main(int argc, char *argv[])
{
	struct options opts = { .md = false };
	struct np_operands operands = { .list = NULL };
	struct np_each_articles calls = { .page = put_page };
	struct np_arena arena;
	struct np_error err;
	const char *sep;

	np_diag_init(argv[0]);
	take_options(&opts, argc, argv);
	operands.argv = argv + optind;
	operands.list = opts.choice.files0;
	sep = opts.sep_given != NULL ? opts.sep_given : opts.md ? "***" : "";
	np_arena_init(&arena, 0);
	opts.sep = np_block_unescape((struct np_span){ sep, strlen(sep) }, &arena);
	if (opts.sep.ptr == NULL)
		np_diag_no_memory(NULL);
	calls.max_page = opts.choice.max_page;
	calls.bad_bytes = opts.md ? "U+FFFD in its place" : "kept";
	np_out_init(&opts.out, STDOUT_FILENO, "standard output");
	np_confine_folder(opts.dir);
	if (np_diag_status() != NP_CLEAN)
		;
	else if (opts.dir != NULL && !np_operands_spare(&operands))
		np_diag_no_memory(NULL);
	else if (opts.dir != NULL && np_outfile_folder(opts.dir, &err) != NP_OK)
		np_diag_error(err.code == NP_ERR_UNKNOWN ? NP_USAGE : NP_BROKEN, opts.dir, &err);
	else
		np_each_article(&operands, &calls, &opts);
	if (np_outfiles_commit(&opts.files, &err) != NP_OK)
		file_failed(&opts, &err);
	np_outfiles_free(&opts.files);
	if (np_out_close(&opts.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, opts.out.name, &err);
	np_names_free(&opts.names);
	np_arena_free(&arena);
	return np_diag_finish();
}
