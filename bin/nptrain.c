/* nptrain - learns a model for npsplit from corrected blocks and their pages */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "confine.h"
#include "diag.h"
#include "enc.h"
#include "io.h"
#include "known.h"
#include "labeller.h"
#include "lesson.h"
#include "operands.h"
#include "opt.h"
#include "outfile.h"

static const char synopsis[] =
    "nptrain [-v] [-d DIR] [-e ENCODING] [-m START] [-o MODEL] [-R RULES]\n"
    "               [--augment RATES] [--copies N] [--drop SHARE] [--epochs N]\n"
    "               [--folds N | --held-out N] [--min-pages N] [--rate R] [--seed N]\n"
    "               [BLOCKS ...]";

static const char help[] =
    "Learns a model for npsplit -m from corrected blocks and the pages they name.\n"
    "\n"
    "  -d, --dir DIR           the pages lie below DIR (the current folder)\n"
    "  -e, --encoding NAME     of the pages (utf-8), or auto\n"
    "  -m, --model START       go on from this model; \"default\" is the built-in one\n"
    "  -o, --output MODEL      write the model to this file (standard output)\n"
    "  -R, --rules RULES       rules for marks beside the built-in ones\n"
    "  -v, --verbose           tell of each pass, and how it does on damaged pages\n"
    "      --augment RATES     how pages are set anew, such as wrap=.5,ocr=0\n"
    "      --copies N          pages set anew for each page (24 to 96)\n"
    "      --drop SHARE        features left out, anew each time (.5; .1 with -m)\n"
    "      --epochs N          passes over all pages (8; 2 to 8 with -m)\n"
    "      --folds N           first tell how it does: N parts, each from the others\n"
    "      --held-out N        learn nothing from N pages; tell how it does there\n"
    "      --min-pages N       a feature must be on so many (1 to 5, by their number)\n"
    "      --rate R            how far the first steps go (.002; .0005 with -m)\n"
    "      --seed N            of chance; the same seed gives the same model (1)\n"
    "      --help, --version   print this, or the version, and end\n";

enum {
	OPT_AUGMENT = NP_OPT_TOOL,
	OPT_COPIES,
	OPT_EPOCHS,
	OPT_SEED,
	OPT_DROP,
	OPT_PAGES,
	OPT_RATE,
	OPT_FOLDS,
	OPT_HELD_OUT,
};

struct options {
	const char *dir, *encoding, *output, *rules, *start;
	struct np_lesson lesson;
	size_t folds, held_out;
	bool verbose;
};

/* What the run works on. */
struct school {
	struct options *opts;
	struct np_arena arena;
	struct np_gold *golds;
	size_t count;
	struct np_score score; /* on pages that were held back */
};

static bool
fault(const char *where, const struct np_error *err)
{
	np_diag_error(NP_BROKEN, where, err);
	return false;
}

static void
tell_fault(void *ctx, const char *where, const struct np_error *err)
{
	(void)ctx;
	fault(where, err);
}

/* Reads a stream and its pages; the faults of all of them are told, so that they are mended in one go. */
static bool
read_golds(const char *path, void *ctx)
{
	struct school *school = ctx;
	np_diag_file_begin(path);
	enum np_code code = np_gold_read(path, school->opts->dir, school->opts->encoding,
	    &school->arena, &school->golds, &school->count, tell_fault, NULL);
	np_diag_file_end();
	return code != NP_ERR_MEMORY;
}

static void
tell_pass(void *ctx, unsigned epoch, double right)
{
	(void)ctx;
	np_diag_say(NP_CLEAN, NULL, 0, "pass %u: %.2f %% of labels right", epoch, right * 100);
}

static void
tell_score(const char *what, const struct np_score *score)
{
	np_diag_say(NP_CLEAN, NULL, 0,
	    "%s: boundary %.3f, articles exact %.3f, joining %.3f, roles %.3f, macro %.3f", what,
	    np_score_f1(score->boundary), np_score_recall(score->articles),
	    np_score_f1(score->joining), np_score_precision(np_score_roles(score)),
	    np_score_macro(score, 20));
}

/* How a model does on pages damaged in each way. */
static bool
tell_damage(const struct school *school, struct np_model *model, const bool *held)
{
	struct np_error err;
	for (size_t rate = 0; rate < np_rates_count(); rate++) {
		struct np_rates alone = np_rates_alone(rate);
		struct np_score score = { .pages = 0 };
		if (np_lesson_exam(&school->opts->lesson, model, held, &alone, &score, &err) !=
		    NP_OK)
			return fault(NULL, &err);
		tell_score(np_rates_name(rate), &score);
	}
	return true;
}

/* Learns from all pages but those of held[], and sees how it does on these. */
static bool
learn_part(struct school *school, const bool *held, struct np_model **model)
{
	struct np_error err;
	if (np_lesson_learn(&school->opts->lesson, held, model, &err) != NP_OK ||
	    np_lesson_exam(&school->opts->lesson, *model, held, NULL, &school->score, &err) !=
		NP_OK)
		return fault(NULL, &err);
	return true;
}

/* Learns as the options say: the model, NULL after a fault. */
static struct np_model *
learn(struct school *school)
{
	const struct options *opts = school->opts;
	struct np_model *model = NULL;
	struct np_error err;
	bool *held = np_arena_array(&school->arena, school->count, sizeof *held);
	if (held == NULL) {
		np_diag_no_memory(NULL);
		return NULL;
	}
	bool good = true;
	for (size_t fold = 0; fold < opts->folds && good; fold++) {
		for (size_t i = 0; i < school->count; i++)
			held[i] = i % opts->folds == fold;
		good = learn_part(school, held, &model);
		np_model_free(model);
		model = NULL;
	}
	if (opts->held_out > 0) {
		for (size_t n = 0; n < opts->held_out; n++)
			held[n * school->count / opts->held_out] = true;
		good = learn_part(school, held, &model);
	}
	if (good && school->score.pages > 0)
		tell_score(opts->folds > 0 ? "folds" : "held out", &school->score);
	if (opts->held_out > 0)
		good = good && (!opts->verbose || tell_damage(school, model, held));
	else if (good && np_lesson_learn(&opts->lesson, NULL, &model, &err) != NP_OK)
		good = fault(NULL, &err);
	if (good)
		return model;
	np_model_free(model);
	return NULL;
}

/* What a model's text says of how it was made; newsprint(5). */
static void
put_model(const struct school *school, const struct np_model *model, struct np_out *out)
{
	const struct np_lesson *lesson = &school->opts->lesson;
	const struct np_score *score = &school->score;
	char about[512];
	int len = snprintf(about, sizeof about, "pages\t%zu\ncopies\t%zu\nepochs\t%u\nseed\t%llu\n",
	    lesson->count - school->opts->held_out, lesson->copies, lesson->how.epochs,
	    (unsigned long long)lesson->how.seed);
	if (score->pages > 0)
		snprintf(about + len, sizeof about - (size_t)len,
		    "scored-pages\t%llu\nboundary\t%.3f\narticles\t%.3f\njoining\t%.3f\n"
		    "roles\t%.3f\n",
		    (unsigned long long)score->pages, np_score_f1(score->boundary),
		    np_score_recall(score->articles), np_score_f1(score->joining),
		    np_score_precision(np_score_roles(score)));
	np_model_write(model, about, out);
}

static void
write_model(const struct school *school, const struct np_model *model)
{
	const char *output = school->opts->output;
	struct np_error err;
	struct np_outfile file;
	if (output == NULL) {
		struct np_out out;
		np_out_init(&out, STDOUT_FILENO, "standard output");
		put_model(school, model, &out);
		if (np_out_close(&out, &err) != NP_OK)
			fault("standard output", &err);
		return;
	}
	enum np_code code = np_outfile_create(&file, output, &err);
	if (code == NP_OK) {
		put_model(school, model, &file.out);
		code = np_outfile_commit(&file, &err);
	}
	if (code != NP_OK)
		fault(output, &err);
}

/* Whether the model can be written: told before learning and not after it. */
static bool
may_write(const char *output)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	/* A pipe would be at its end for who reads it. */
	if (output == NULL || (stat(output, &st) == 0 && S_ISFIFO(st.st_mode)))
		return true;
	if (np_outfile_create(&file, output, &err) != NP_OK) {
		np_diag_error(err.code == NP_ERR_UNKNOWN ? NP_USAGE : NP_BROKEN, output, &err);
		return false;
	}
	np_outfile_abandon(&file);
	return true;
}

/* The model may take the place of the one it began with, but of no other file that was read. */
static bool
spare_inputs(const struct school *school)
{
	bool fine = np_outfile_spare(school->opts->rules);
	for (size_t i = 0; i < school->count && fine; i++)
		fine = np_outfile_spare(school->golds[i].path);
	return fine || np_diag_no_memory(NULL);
}

/* A page that is there twice would be learned from twice, and be looked at when it should be held back. */
static bool
each_once(struct school *school)
{
	const struct np_gold *first;
	size_t twice;
	if (np_gold_twice(school->golds, school->count, &school->arena, &first, &twice) != NP_OK)
		return np_diag_no_memory(NULL);
	if (twice > 0)
		np_diag_say(
		    NP_BROKEN, first->path, 0, "this page is given twice; such pages: %zu", twice);
	return twice == 0;
}

/* Opens what learning needs, learns, and writes the model. */
static void
train(struct school *school)
{
	struct options *opts = school->opts;
	struct np_lesson *lesson = &opts->lesson;
	struct np_model *start = NULL, *model = NULL;
	struct np_gold *known = NULL;
	struct np_error err;
	lesson->golds = school->golds;
	lesson->count = school->count;
	lesson->progress = opts->verbose ? tell_pass : NULL;
	if (opts->folds > school->count || opts->held_out >= school->count)
		np_diag_say(NP_USAGE, NULL, 0, "--%s %zu: too few pages to learn from (%zu)",
		    opts->folds > 0 ? "folds" : "held-out",
		    opts->folds > 0 ? opts->folds : opts->held_out, school->count);
	else if (!each_once(school) || !spare_inputs(school) || !may_write(opts->output))
		return;
	else if (opts->start != NULL && np_labeller_model(&start, opts->start, &err) != NP_OK)
		fault(opts->start, &err);
	else if (start != NULL && np_known_golds(school->golds, school->count, &school->arena,
				      &known, &lesson->known_count, &err) != NP_OK)
		fault(NULL, &err);
	else if (np_marks_open(&lesson->marks, opts->rules, &err) != NP_OK)
		fault(opts->rules, &err);
	else {
		np_confine_opened();
		lesson->start = start;
		lesson->known = known;
		np_lesson_settle(lesson);
		model = learn(school);
		if (model != NULL)
			write_model(school, model);
	}
	np_model_free(model);
	np_model_free(start);
	np_marks_close(lesson->marks);
}

/* The options whose argument is a number. */
static const struct np_opt_number numbers[] = {
	{ OPT_COPIES, "copies", "a whole number from 0 to 10000", true, 0, 10001 },
	{ OPT_DROP, "drop", "a share from 0, less than 1", false, 0, 1 },
	{ OPT_EPOCHS, "epochs", "a whole number from 0 to 10000", true, 0, 10001 },
	{ OPT_FOLDS, "folds", "a whole number from 2 to 10000", true, 2, 10001 },
	{ OPT_HELD_OUT, "held-out", "a whole number from 1 to 10000", true, 1, 10001 },
	{ OPT_PAGES, "min-pages", "a whole number from 1 to 10000", true, 1, 10001 },
	{ OPT_RATE, "rate", "a number above 0, less than 1", false, DBL_MIN, 1 },
	{ OPT_SEED, "seed", "a whole number from 0 to 1e15", true, 0, 1e15 + 1 },
};

/* Takes an option whose argument is a number; false, and told, if that does not fit. */
static bool
take_number(struct options *opts, int opt, const char *arg)
{
	struct np_training *how = &opts->lesson.how;
	double value;
	if (!np_opt_number(numbers, opt, arg, &value))
		return false;
	switch (opt) {
	case OPT_COPIES:
		opts->lesson.copies = (size_t)value;
		break;
	case OPT_DROP:
		how->drop = value;
		break;
	case OPT_EPOCHS:
		how->epochs = (unsigned)value;
		break;
	case OPT_FOLDS:
		opts->folds = (size_t)value;
		break;
	case OPT_HELD_OUT:
		opts->held_out = (size_t)value;
		break;
	case OPT_PAGES:
		how->min_groups = (unsigned)value;
		break;
	case OPT_RATE:
		how->rate = value;
		break;
	default:
		how->seed = (uint64_t)value;
	}
	return true;
}

static const struct option long_options[] = {
	{ "augment", required_argument, NULL, OPT_AUGMENT },
	{ "copies", required_argument, NULL, OPT_COPIES },
	{ "dir", required_argument, NULL, 'd' },
	{ "drop", required_argument, NULL, OPT_DROP },
	{ "encoding", required_argument, NULL, 'e' },
	{ "epochs", required_argument, NULL, OPT_EPOCHS },
	{ "folds", required_argument, NULL, OPT_FOLDS },
	{ "held-out", required_argument, NULL, OPT_HELD_OUT },
	{ "min-pages", required_argument, NULL, OPT_PAGES },
	{ "model", required_argument, NULL, 'm' },
	{ "output", required_argument, NULL, 'o' },
	{ "rate", required_argument, NULL, OPT_RATE },
	{ "rules", required_argument, NULL, 'R' },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "verbose", no_argument, NULL, 'v' },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

static bool
take(struct options *opts, int opt, const char *arg)
{
	struct np_span bad;
	switch (opt) {
	case 'd':
		opts->dir = arg;
		/* Nothing before a slash would be the root. */
		if (*arg == '\0')
			np_diag_say(NP_USAGE, NULL, 0, "-d: give a folder, such as .");
		return *arg != '\0';
	case 'e':
		opts->encoding = arg;
		return np_opt_encoding(arg);
	case 'm':
		opts->start = arg;
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
		if (np_rates_parse(&opts->lesson.rates, arg, &bad))
			return true;
		np_diag_say(NP_USAGE, NULL, 0,
		    "--augment %.*s: give a change and a share, such as wrap=.5; nptrain(1) lists "
		    "them",
		    (int)bad.len, bad.ptr);
		return false;
	default:
		return take_number(opts, opt, arg);
	}
}

int
main(int argc, char *argv[])
{
	struct options opts = { .encoding = "utf-8",
		.lesson = { .rates = np_rates_default,
		    .copies = NP_LESSON_OPEN,
		    .how = { .epochs = NP_LESSON_OPEN, .rate = -1, .drop = -1, .seed = 1 } } };
	int opt;
	np_diag_init(argv[0]);
	while ((opt = np_opt_next(argc, argv, "d:e:m:o:R:v", long_options, synopsis, help)) != -1) {
		if (!take(&opts, opt, optarg))
			np_opt_usage(synopsis);
	}
	if (opts.folds > 0 && opts.held_out > 0) {
		np_diag_say(NP_USAGE, NULL, 0, "--folds and --held-out do not go together");
		np_opt_usage(synopsis);
	}
	if (opts.lesson.how.epochs == 0 && opts.start == NULL) {
		np_diag_say(NP_USAGE, NULL, 0, "--epochs 0 learns nothing: give -m as well");
		np_opt_usage(synopsis);
	}
	struct school school = { .opts = &opts };
	struct np_operands operands = { .argv = argv + optind };
	const char *const others[] = { opts.start, opts.rules };
	if (np_operands_share_stdin(&operands, others, 2)) {
		np_diag_say(NP_USAGE, NULL, 0,
		    "standard input can be read only once: for -m, -R or blocks");
		np_opt_usage(synopsis);
	}
	struct np_error err;
	np_arena_init(&school.arena, 0);
	if (opts.output != NULL && !np_operands_spare(&operands))
		np_diag_no_memory(NULL);
	np_confine_file(opts.output);
	np_confine_start();
	if (np_operands_each(&operands, read_golds, &school, &err) != NP_OK)
		fault(NULL, &err);
	if (np_diag_status() == NP_CLEAN && school.count == 0)
		np_diag_say(NP_BROKEN, NULL, 0, "no blocks to learn from");
	if (np_diag_status() == NP_CLEAN)
		train(&school);
	np_arena_free(&school.arena);
	return np_diag_finish();
}
