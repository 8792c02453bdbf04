/* nptrain - learns a model for npsplit from corrected blocks and their pages */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "augment.h"
#include "diag.h"
#include "feature.h"
#include "gold.h"
#include "io.h"
#include "opt.h"

static const char synopsis[] =
    "nptrain [-v] [-d DIR] [-e ENCODING] [-o MODEL] [-R RULES]\n"
    "               [--augment RATES] [--copies N] [--drop SHARE] [--epochs N]\n"
    "               [--margin N] [--min-pages N] [--runs N] [--seed N] [BLOCKS ...]";

static const char help[] =
    "Learns a model for npsplit -m from corrected blocks and the pages they name.\n"
    "\n"
    "  -d DIR                  the pages lie below DIR (the current folder)\n"
    "  -e ENCODING             of the pages (utf-8), or auto\n"
    "  -o MODEL                write the model to this file (standard output)\n"
    "  -R RULES                rules for marks beside the built-in ones\n"
    "  -v                      say how learning goes\n"
    "      --augment RATES     how pages are set anew, such as wrap=.5,ocr=0\n"
    "      --copies N          pages set anew for each page (32)\n"
    "      --drop SHARE        features left out by chance, each time (.5)\n"
    "      --epochs N          passes over all pages, in each run (10)\n"
    "      --margin N          how clearly the right labels must win (6)\n"
    "      --min-pages N       a feature must be on so many (1 to 5, by their number)\n"
    "      --runs N            models that are learned and averaged (3)\n"
    "      --seed N            of chance; the same seed gives the same model (1)\n"
    "      --help, --version   print this, or the version, and end\n";

enum {
	OPT_AUGMENT = NP_OPT_TOOL,
	OPT_COPIES,
	OPT_EPOCHS,
	OPT_SEED,
	OPT_MARGIN,
	OPT_DROP,
	OPT_PAGES,
	OPT_RUNS,
};

struct options {
	const char *dir, *encoding, *output, *rules;
	struct np_rates rates;
	size_t copies;
	struct np_training training;
	bool verbose;
};

/* What training works on. */
struct school {
	const struct options *opts;
	struct np_arena golds_arena;
	struct np_gold *golds;
	size_t count;
	struct np_marks *marks;
	struct np_topics *topics;
	struct np_trainer *trainer;
};

static bool
read_golds(const char *path, void *ctx)
{
	struct school *school = ctx;
	const char *where;
	struct np_error err;
	if (np_gold_read(path, school->opts->dir, school->opts->encoding, &school->golds_arena,
		&school->golds, &school->count, &where, &err) == NP_OK)
		return true;
	np_diag_error(NP_BROKEN, where, &err);
	return false;
}

/* Adds one page, as it is or set anew, to what is learned. */
static bool
teach(struct school *school, const struct np_gold *gold, size_t group, struct np_arena *arena)
{
	struct np_error err;
	size_t n = gold->page.count;
	struct np_observation *seen =
	    np_feature_extract(school->marks, school->topics, &gold->page, arena);
	unsigned char *labels = np_arena_array(arena, n, 1);
	enum np_code code = NP_ERR_MEMORY;
	np_fail(&err, code, 0, "out of memory");
	if (seen != NULL && labels != NULL) {
		np_gold_labels(gold->lines, n, labels);
		code = np_trainer_add(school->trainer, seen, labels, n, group, &err);
	}
	if (code != NP_OK)
		np_diag_error(NP_BROKEN, NULL, &err);
	return code == NP_OK;
}

static bool
teach_all(struct school *school)
{
	struct np_arena arena;
	struct np_error err;
	bool good = true;
	np_arena_init(&arena, 0);
	for (size_t i = 0; i < school->count && good; i++) {
		good = teach(school, &school->golds[i], i, &arena);
		for (size_t c = 0; c < school->opts->copies && good; c++) {
			struct np_gold copy;
			uint64_t seed = school->opts->training.seed * 1000003 + i * 1009 + c;
			np_arena_reset(&arena);
			if (np_augment(school->golds, school->count, i, seed, &school->opts->rates,
				&arena, &copy, &err) != NP_OK) {
				np_diag_error(NP_BROKEN, NULL, &err);
				good = false;
			} else if (copy.page.count > 0) {
				good = teach(school, &copy, i, &arena);
			}
		}
		np_arena_reset(&arena);
	}
	np_arena_free(&arena);
	return good;
}

static void
tell(void *ctx, unsigned epoch, double right)
{
	(void)ctx;
	np_diag_say(NP_CLEAN, NULL, 0, "pass %u: %.2f %% of labels right", epoch, right * 100);
}

static void
write_model(const struct school *school)
{
	struct np_error err;
	struct np_outfile file;
	if (school->opts->output == NULL) {
		struct np_out out;
		np_out_init(&out, STDOUT_FILENO, "standard output");
		np_trainer_write(school->trainer, &out);
		if (np_out_close(&out, &err) != NP_OK)
			np_diag_error(NP_BROKEN, "standard output", &err);
		return;
	}
	const char *slash = strrchr(school->opts->output, '/');
	char *dir = strdup(slash != NULL ? school->opts->output : ".");
	if (dir == NULL) {
		np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
		return;
	}
	if (slash != NULL)
		dir[slash - school->opts->output + (slash == school->opts->output)] = '\0';
	const char *name = slash != NULL ? slash + 1 : school->opts->output;
	enum np_code code = np_outfile_open(&file, dir, name, &err);
	if (code == NP_OK) {
		np_trainer_write(school->trainer, &file.out);
		code = np_outfile_commit(&file, &err);
	}
	if (code != NP_OK)
		np_diag_error(NP_BROKEN, school->opts->output, &err);
	free(dir);
}

/* On how many pages a feature must occur to be learned: what is on few may be chance. */
static unsigned
pages_needed(size_t pages)
{
	return pages >= 60 ? 5 : pages >= 20 ? 3 : pages >= 6 ? 2 : 1;
}

static void
train(struct school *school)
{
	struct np_error err;
	if (school->count == 0) {
		np_diag_say(NP_BROKEN, NULL, 0, "no blocks to learn from");
		return;
	}
	school->topics = np_topic_open();
	if (school->topics == NULL) {
		np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
		return;
	}
	if (np_marks_open(&school->marks, school->opts->rules, &err) != NP_OK ||
	    np_trainer_open(&school->trainer, &np_label_scheme, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, school->opts->rules, &err);
		return;
	}
	if (!teach_all(school))
		return;
	struct np_training how = school->opts->training;
	if (how.min_groups == 0)
		how.min_groups = pages_needed(school->count);
	if (np_trainer_run(
		school->trainer, &how, school->opts->verbose ? tell : NULL, NULL, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return;
	}
	write_model(school);
}

static bool
take_number(const char *arg, double low, double high, double *value)
{
	char *end;
	*value = strtod(arg, &end);
	return end != arg && *end == '\0' && *value >= low && *value <= high;
}

static bool
take(struct options *opts, int opt, const char *arg)
{
	double value;
	struct np_span bad;
	switch (opt) {
	case 'd':
		opts->dir = arg;
		return true;
	case 'e':
		opts->encoding = arg;
		return true;
	case 'o':
		opts->output = arg;
		return true;
	case 'R':
		opts->rules = arg;
		return true;
	case 'v':
		opts->verbose = true;
		return true;
	case OPT_AUGMENT:
		if (np_rates_parse(&opts->rates, arg, &bad))
			return true;
		np_diag_say(
		    NP_USAGE, NULL, 0, "--augment: \"%.*s\" is no rate", (int)bad.len, bad.ptr);
		return false;
	default:
		break;
	}
	if (!take_number(arg, 0, opt == OPT_SEED ? 1e15 : 1e4, &value)) {
		np_diag_say(NP_USAGE, NULL, 0, "\"%s\" is no number that fits", arg);
		return false;
	}
	switch (opt) {
	case OPT_COPIES:
		opts->copies = (size_t)value;
		return true;
	case OPT_EPOCHS:
		opts->training.epochs = (unsigned)value;
		return true;
	case OPT_RUNS:
		opts->training.runs = (unsigned)value;
		return true;
	case OPT_SEED:
		opts->training.seed = (uint64_t)value;
		return true;
	case OPT_MARGIN:
		opts->training.margin = value;
		return true;
	case OPT_DROP:
		opts->training.drop = value;
		return true;
	default:
		opts->training.min_groups = (unsigned)value;
		return true;
	}
}

int
main(int argc, char *argv[])
{
	static const struct option longs[] = {
		{ "augment", required_argument, NULL, OPT_AUGMENT },
		{ "copies", required_argument, NULL, OPT_COPIES },
		{ "drop", required_argument, NULL, OPT_DROP },
		{ "epochs", required_argument, NULL, OPT_EPOCHS },
		{ "margin", required_argument, NULL, OPT_MARGIN },
		{ "min-pages", required_argument, NULL, OPT_PAGES },
		{ "runs", required_argument, NULL, OPT_RUNS },
		{ "seed", required_argument, NULL, OPT_SEED },
		NP_OPT_COMMON,
		{ NULL, 0, NULL, 0 },
	};
	struct options opts = { .encoding = "utf-8",
		.rates = np_rates_default,
		.copies = 32,
		.training = { .runs = 3, .epochs = 10, .margin = 6, .drop = .5, .seed = 1 } };
	int opt;
	np_diag_init(argv[0]);
	while ((opt = getopt_long(argc, argv, "d:e:o:R:v", longs, NULL)) != -1) {
		if (opt == NP_OPT_HELP)
			np_opt_help(synopsis, help);
		if (opt == NP_OPT_VERSION)
			np_opt_version();
		if (opt == '?' || !take(&opts, opt, optarg))
			np_opt_usage(synopsis);
	}
	struct school school = { .opts = &opts };
	struct np_operands operands = { .argv = argv + optind };
	struct np_error err;
	np_arena_init(&school.golds_arena, 0);
	if (np_operands_each(&operands, read_golds, &school, &err) != NP_OK)
		np_diag_error(NP_BROKEN, NULL, &err);
	if (np_diag_status() == NP_CLEAN)
		train(&school);
	np_trainer_close(school.trainer);
	np_topic_close(school.topics);
	np_marks_close(school.marks);
	np_arena_free(&school.golds_arena);
	return np_diag_finish();
}
