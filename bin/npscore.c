/* npscore - how well a block stream finds what a corrected one says */
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "each.h"
#include "opt.h"
#include "pairing.h"
#include "score_row.h"

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

struct npscore {
	bool by_page, header, confusion, diff;
	size_t max_line;
	enum np_role as[NP_ROLES]; /* what each role counts as */
	struct np_pairing pairing;
	struct np_arena arena; /* of the page at hand */
	struct np_score score; /* of all pages so far, or with -b of the one at hand */
	struct np_out out;
};

/* ---- comparing ---- */

static void
put_header(struct npscore *np)
{
	if (np->by_page || np->diff)
		np_out_string(&np->out, "page\t");
	np_out_string(&np->out, np->diff        ? NP_SCORE_LINE
				: np->confusion ? NP_SCORE_CONFUSION
						: NP_SCORE_FIGURES);
}

static void
put_table(struct npscore *np, const struct np_span *page)
{
	if (np->confusion)
		np_score_put_confusion(&np->out, page, &np->score);
	else
		np_score_put_figures(&np->out, page, &np->score);
}

static void
merge_roles(const struct npscore *np, struct np_score_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		lines[i].role = np->as[lines[i].role];
}

/* Compares a page of GOLD; false when memory is out. */
static bool
compare_page(struct npscore *np, const struct np_pair_page *page)
{
	struct np_score_line *gold, *pred;
	const unsigned char *differ;
	size_t count;
	struct np_error err;

	np_arena_reset(&np->arena);
	if (!np_pairing_lines(&np->pairing, page, &np->arena, &gold, &pred, &count))
		return false;
	merge_roles(np, gold, count);
	merge_roles(np, pred, count);
	if (!np->diff)
		return np_score_add(&np->score, gold, pred, count, &np->arena, &err) == NP_OK;
	differ = np_score_differences(gold, pred, count, &np->arena);
	for (size_t i = 0; differ != NULL && i < count; i++) {
		if (differ[i] != 0)
			np_score_put_line(&np->out, &page->name, &gold[i], &pred[i], differ[i]);
	}
	return differ != NULL;
}

static void
compare(struct npscore *np)
{
	const char *input = np->pairing.input[NP_PRED];

	np_diag_file_begin(input);
	np_pairing_tell_pages(&np->pairing);
	for (size_t i = 0; i < np->pairing.page_count && !np->out.failed; i++) {
		const struct np_pair_page *page = &np->pairing.pages[i];

		if (!page->in[NP_GOLD])
			continue;
		if (!compare_page(np, page)) {
			np_diag_no_memory(input);
			break;
		}
		if (np->by_page && !np->diff) {
			put_table(np, &page->name);
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
			    "--merge %.*s: give two roles, such as notice=other",
			    (int)(pair.len < 80 ? pair.len : 80), pair.ptr);
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
	while ((opt = np_opt_next(argc, argv, "b:H", long_options, synopsis, help)) != -1) {
		if (!take_option(&np, opt, optarg))
			np_opt_usage(synopsis);
	}
	check_operands(&np, argv + optind);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_arena_init(&np.arena, 0);
	np_pairing_init(&np.pairing, np.max_line, np.diff);
	np_pairing_read(&np.pairing, NP_GOLD, argv[optind]);
	np_pairing_read(&np.pairing, NP_PRED, argv[optind + 1]);
	if (np.pairing.read[NP_GOLD] && np.pairing.read[NP_PRED] && np_diag_status() < NP_USAGE) {
		if (np.header)
			put_header(&np);
		compare(&np);
	}
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_pairing_free(&np.pairing);
	np_arena_free(&np.arena);
	return np_diag_finish();
}
