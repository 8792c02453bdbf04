/* npcount - count the characters of pages, articles and roles */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article.h"
#include "choice.h"
#include "diag.h"
#include "each.h"
#include "each_text.h"
#include "freq.h"
#include "ledger.h"
#include "opt.h"
#include "opt_choice.h"
#include "ranking.h"

enum { OPT_TOTAL = NP_OPT_TOOL, OPT_FREQ, OPT_MAX_GROUPS, OPT_MEMORY, OPT_PLOT, OPT_RULE, OPT_TOP };

struct npcount {
	struct np_each_text calls;
	struct np_operands operands;
	struct np_out out;
	bool header, total;
	const char *columns, *rules; /* lists, NULL where they are not given */
	bool only_counts;            /* an option was given that frequencies have no use for */
	bool for_print;              /* and one that only the rule "print" has */
	struct np_ledger ledger;
	size_t max_groups;
	bool full; /* the input has more groups than are allowed, which was told */
	/* frequencies */
	bool by_freq;
	enum np_freq_kind kind;
	struct np_ranking ranking;
	size_t memory;
	struct np_freq *freq;
	struct np_arena scratch;
};

/* ---- counts ---- */

static bool
count_text(void *ctx, struct np_span piece, struct np_seen *seen, const char *input)
{
	struct npcount *np = ctx;

	np_ledger_text(&np->ledger, piece, input, &seen->bad, &seen->feeds);
	return !np->out.failed;
}

static bool
count_text_end(void *ctx, bool whole, const char *input)
{
	struct npcount *np = ctx;

	np_ledger_end_text(&np->ledger, whole, input);
	return !np->out.failed;
}

static bool
count_block(void *ctx, const struct np_block *block, struct np_seen *seen, uint64_t number,
    const char *input)
{
	struct npcount *np = ctx;

	switch (np_ledger_block(&np->ledger, block, &seen->bad)) {
	case NP_OK:
		return true;
	case NP_ERR_TOOBIG:
		if (!np->full)
			np_diag_say(NP_BROKEN, input, number,
			    "more than %zu groups: those beyond are not counted (try --max-groups)",
			    np->max_groups);
		np->full = true;
		return true;
	default:
		return np_diag_no_memory(input);
	}
}

static bool
count_blocks_end(void *ctx, const char *input)
{
	struct npcount *np = ctx;

	np_ledger_end_blocks(&np->ledger, input);
	np->full = false;
	return !np->out.failed;
}

/* ---- frequencies ---- */

/* What np_freq_add() answered; false ends the run. */
static bool
freq_goes_on(const struct npcount *np, enum np_code code, const char *input)
{
	if (code == NP_ERR_TOOBIG)
		np_diag_say(NP_BROKEN, input, 0,
		    "more different things than %zu bytes hold (try --memory, or --top)",
		    np->memory);
	else if (code != NP_OK)
		np_diag_no_memory(input);
	return code == NP_OK;
}

static bool
freq_text(void *ctx, struct np_span piece, struct np_seen *seen, const char *input)
{
	const struct npcount *np = ctx;

	return freq_goes_on(
	    np, np_freq_add(np->freq, piece.ptr, piece.len, &seen->bad, &seen->feeds), input);
}

static bool
freq_text_end(void *ctx, bool whole, const char *input)
{
	const struct npcount *np = ctx;

	(void)whole;
	return freq_goes_on(np, np_freq_end(np->freq), input);
}

static bool
freq_block(void *ctx, const struct np_block *block, struct np_seen *seen, uint64_t number,
    const char *input)
{
	struct npcount *np = ctx;
	struct np_span text;

	(void)number;
	if ((np->ledger.articles != NULL && !np_choice_has(np->ledger.articles, block->article)) ||
	    (np->ledger.roles & NP_ROLE_BIT(block->role)) == 0)
		return true;
	np_arena_reset(&np->scratch);
	text = np_block_unescape(block->text, &np->scratch);
	if (text.ptr == NULL)
		return freq_goes_on(np, NP_ERR_MEMORY, input);
	return freq_goes_on(
		   np, np_freq_add(np->freq, text.ptr, text.len, &seen->bad, NULL), input) &&
	       freq_goes_on(np, np_freq_end(np->freq), input);
}

static bool
freq_blocks_end(void *ctx, const char *input)
{
	(void)ctx;
	(void)input;
	return true;
}

/* ---- options ---- */

static const char synopsis[] =
    "npcount [-H] [-a LIST] [-b KEYS] [-c COLUMNS] [-e ENCODING] [-r ROLES]\n"
    "               [--freq KIND] [--max-groups N] [--max-page SIZE] [--memory SIZE]\n"
    "               [--plot[=color]] [--rule RULES] [--top N] [--total]\n"
    "               [-0 FILE | FILE ...]";

static const char help[] =
    "Counts the characters of files, pages, articles or roles: a row of a table each.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -a, --articles LIST     only articles of these numbers; 0 adds what is in none\n"
    "  -b, --by KEYS           a row for each file, page, article or role; page,role\n"
    "  -c, --columns COLUMNS   counts, commas between, or all; help lists them; or a\n"
    "                          number: characters in a line, for --rule print (20)\n"
    "  -e, --encoding NAME     what the text is encoded in (utf-8), or auto\n"
    "  -H, --header            first a line with the names of the columns\n"
    "  -r, --roles ROLES       only blocks of these roles\n"
    "      --freq KIND         how often each char, bigram or word occurs, instead\n"
    "      --max-groups N      most rows for a block stream (1000000)\n"
    "      --max-page SIZE     longest line of a block stream (64M)\n"
    "      --memory SIZE       memory for --freq (64M)\n"
    "      --plot[=color]      bars instead of a table of --freq\n"
    "      --rule RULES        count by rules: word, han, nopunct, print\n"
    "      --top N             the first N of --freq; approximate if need be\n"
    "      --total             last a row with the sums\n"
    "      --help, --version   print this, or the version, and end\n";

static void
list_names(const struct np_count_column *columns, int count)
{
	for (int i = 0; i < count; i++)
		printf("%-12s %s\n", columns[i].name, columns[i].help);
	exit(np_diag_finish());
}

/* A number of at least 1 and at most most; false, and told, if arg is none. */
static bool
parse_number(const char *option, const char *arg, size_t most, size_t *number)
{
	if (np_opt_size(arg, number) && *number > 0 && *number <= most)
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "%s %s: give a number from 1 to %zu", option, arg, most);
	return false;
}

static bool
parse_by(struct npcount *np, const char *list)
{
	struct np_span bad;

	np->only_counts = true;
	return np_ledger_set_by(&np->ledger, list, &bad) ||
	       np_opt_bad_name("-b", bad, "give file, page, article or role");
}

/* Names of columns; or, as a number, characters in a line in print. */
static bool
parse_columns(struct npcount *np, const char *arg)
{
	size_t number;

	if (strcmp(arg, "help") == 0)
		list_names(np_count_columns, NP_COUNT_COLUMNS);
	np->only_counts = true;
	if (*arg < '0' || *arg > '9') {
		np->columns = arg;
		return true;
	}
	if (!parse_number("--columns", arg, NP_COUNT_PRINT_MOST, &number))
		return false;
	np->ledger.print_columns = (unsigned)number;
	np->for_print = true;
	return true;
}

static bool
parse_rules(struct npcount *np, const char *arg)
{
	if (strcmp(arg, "help") == 0)
		list_names(np_count_rules, NP_COUNT_RULES);
	np->only_counts = true;
	np->rules = arg;
	return true;
}

static bool
parse_kind(struct npcount *np, const char *kind)
{
	np->by_freq = true;
	np->ranking.title = kind;
	if (np_freq_find(kind, &np->kind))
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "--freq %s: give char, bigram or word", kind);
	return false;
}

static bool
parse_plot(struct npcount *np, const char *arg)
{
	np->ranking.plot = true;
	np->ranking.color = arg != NULL && strcmp(arg, "color") == 0;
	if (arg == NULL || np->ranking.color)
		return true;
	np_diag_say(NP_USAGE, NULL, 0, "--plot=%s: give color, or nothing", arg);
	return false;
}

static const struct option long_options[] = {
	{ "articles", required_argument, NULL, 'a' },
	{ "by", required_argument, NULL, 'b' },
	{ "columns", required_argument, NULL, 'c' },
	{ "encoding", required_argument, NULL, 'e' },
	{ "files0-from", required_argument, NULL, '0' },
	{ "freq", required_argument, NULL, OPT_FREQ },
	{ "header", no_argument, NULL, 'H' },
	{ "max-groups", required_argument, NULL, OPT_MAX_GROUPS },
	{ "max-page", required_argument, NULL, NP_OPT_MAX_PAGE },
	{ "memory", required_argument, NULL, OPT_MEMORY },
	{ "plot", optional_argument, NULL, OPT_PLOT },
	{ "roles", required_argument, NULL, 'r' },
	{ "rule", required_argument, NULL, OPT_RULE },
	{ "top", required_argument, NULL, OPT_TOP },
	{ "total", no_argument, NULL, OPT_TOTAL },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

/* Takes one option; false when it or its value is wrong. */
static bool
take_option(struct npcount *np, int opt, const char *arg)
{
	switch (opt) {
	case '0':
		np->operands.list = arg;
		return true;
	case 'a':
		return np_opt_articles(arg, &np->ledger.articles);
	case 'b':
		return parse_by(np, arg);
	case 'c':
		return parse_columns(np, arg);
	case 'e':
		np->calls.encoding = arg;
		return np_opt_encoding(arg);
	case 'H':
		np->header = true;
		return true;
	case 'r':
		return np_opt_roles("-r", arg, &np->ledger.roles);
	case OPT_FREQ:
		return parse_kind(np, arg);
	case OPT_MAX_GROUPS:
		return parse_number("--max-groups", arg, UINT32_MAX, &np->max_groups);
	case OPT_MEMORY:
		return np_opt_bytes("--memory", arg, &np->memory);
	case OPT_PLOT:
		return parse_plot(np, arg);
	case OPT_RULE:
		return parse_rules(np, arg);
	case OPT_TOP:
		np->ranking.errors = true;
		return parse_number("--top", arg, UINT32_MAX, &np->ranking.top);
	case OPT_TOTAL:
		np->only_counts = np->total = true;
		return true;
	case NP_OPT_MAX_PAGE:
		return np_opt_max_page(arg, &np->calls.max_line);
	default:
		return false;
	}
}

/* Puts together what several options say; false, and told, if they do not go together. */
static bool
combine_options(struct npcount *np)
{
	struct np_ledger *ledger = &np->ledger;
	struct np_span bad;

	if (np->columns != NULL && !np_ledger_set_columns(ledger, np->columns, &bad))
		return np_opt_bad_name("-c", bad,
		    np_count_column_find(bad) >= 0 ? "too many columns"
		    : bad.len == 3 && memcmp(bad.ptr, "all", 3) == 0
			? "no name may stand beside it"
			: "no such column (-c help lists them)");
	if (np->columns == NULL && np->rules != NULL)
		np_ledger_no_columns(ledger);
	if (np->rules != NULL && !np_ledger_add_rules(ledger, np->rules, &bad))
		return np_opt_bad_name("--rule", bad,
		    np_count_rule_find(bad) < 0 ? "give word, han, nopunct or print"
						: "too many rules");
	if (np->by_freq && np->only_counts)
		np_diag_say(
		    NP_USAGE, NULL, 0, "--freq goes with none of -b, -c, --rule and --total");
	else if (!np->by_freq && (np->ranking.plot || np->ranking.top > 0 || np->memory > 0))
		np_diag_say(NP_USAGE, NULL, 0, "--memory, --plot and --top want --freq");
	else if (np->for_print && (ledger->want & NP_COUNT_PRINT) == 0)
		np_diag_say(NP_USAGE, NULL, 0, "--columns with a number wants --rule=print");
	else if (np->ranking.plot && np->header)
		np_diag_say(NP_USAGE, NULL, 0, "--plot has no header for -H");
	else if ((ledger->by & NP_BY_ARTICLE) != 0 || ledger->articles != NULL)
		np->calls.lacks = "articles";
	else if ((ledger->by & NP_BY_ROLE) != 0 || ledger->roles != UINT32_MAX)
		np->calls.lacks = "roles";
	return np_diag_status() == NP_CLEAN;
}

/* ---- */

static void
run_counts(struct npcount *np)
{
	np->calls.text = count_text;
	np->calls.text_end = count_text_end;
	np->calls.block = count_block;
	np->calls.blocks_end = count_blocks_end;
	np->ledger.max_groups = np->max_groups;
	if (np->header)
		np_ledger_put_header(&np->ledger);
	np_each_text(&np->operands, &np->calls, np);
	if (np->total)
		np_ledger_put_total(&np->ledger);
}

static void
run_freq(struct npcount *np)
{
	enum np_code code = NP_ERR_MEMORY;

	if (np->memory == 0)
		np->memory = (size_t)64 << 20;
	np->calls.text = freq_text;
	np->calls.text_end = freq_text_end;
	np->calls.block = freq_block;
	np->calls.blocks_end = freq_blocks_end;
	if (!np->header)
		np->ranking.title = NULL;
	np->freq = np_freq_open(np->kind, np->memory, np->ranking.top > 0);
	if (np->freq != NULL) {
		np_each_text(&np->operands, &np->calls, np);
		code = NP_OK;
		/* of part of the input there are no shares */
		if (np_diag_status() != NP_BROKEN)
			code = np_ranking_put(&np->ranking, np->freq, &np->out);
		if (np_freq_error(np->freq) > 0)
			np_diag_say(NP_CLEAN, NULL, 0,
			    "approximate: counts are too high by %llu at most, and what is "
			    "left out occurs no more often (try --memory)",
			    (unsigned long long)np_freq_error(np->freq));
	}
	if (code != NP_OK)
		np_diag_no_memory(NULL);
	np_freq_close(np->freq);
}

int
main(int argc, char *argv[])
{
	enum { GROUPS = 1000000 };
	static struct npcount np = {
		.calls = { .encoding = "utf-8", .max_line = NP_EACH_MAX },
		.max_groups = GROUPS,
		.ranking = { .fd = STDOUT_FILENO },
	};
	struct np_error err;
	int opt;

	np_diag_init(argv[0]);
	np_out_init(&np.out, STDOUT_FILENO, "standard output");
	np_ledger_init(&np.ledger, &np.out, GROUPS);
	np_arena_init(&np.scratch, 0);
	while ((opt = np_opt_next(argc, argv, "0:a:b:c:e:Hr:", long_options, synopsis, help)) != -1)
		if (!take_option(&np, opt, optarg))
			np_opt_usage(synopsis);
	np.operands.argv = argv + optind;
	if (!combine_options(&np))
		np_opt_usage(synopsis);
	np_opt_one_source(np.operands.list, np.operands.argv, synopsis);
	if (np.by_freq)
		run_freq(&np);
	else
		run_counts(&np);
	if (np_out_close(&np.out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np.out.name, &err);
	np_ledger_free(&np.ledger);
	np_arena_free(&np.scratch);
	return np_diag_finish();
}
