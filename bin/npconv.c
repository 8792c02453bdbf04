/* npconv - convert text from one encoding to another */
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "each_convert.h"
#include "opt.h"

struct npconv {
	struct np_convert convert;
	struct np_each_convert each;
	bool detects, head;
	bool converts; /* an option was given that is for converting */
};

static const char synopsis[] =
    "npconv [-v] [-f ENCODING] [-j JOBS] [-t ENCODING] [--bad=WHAT]\n"
    "              [--bom] [--eol=WHICH] [--form=FORM] [--pua] [--punct]\n"
    "              [--unescape] [--width=LIST] [-o DIR | --pages]\n"
    "              [--map FILE] [-0 FILE | FILE ...]\n"
    "       npconv --detect [-H] [-j JOBS] [-0 FILE | FILE ...]\n"
    "       npconv -l";
static const char help[] =
    "Converts text from one encoding to another; from whatever it is in to UTF-8.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e, -f, --encoding NAME encoding of the files, auto, or mixed (auto)\n"
    "  -H, --header            with --detect: the columns' names first\n"
    "  -j, --jobs JOBS         share the files among so many workers\n"
    "  -l, --list              list the encodings\n"
    "  -o, --output DIR        write each file into DIR\n"
    "  -t, --to NAME           encoding to write (utf-8)\n"
    "  -v, --verbose           say for each file what it was\n"
    "      --bad=WHAT          bad bytes and characters that are lacking: keep,\n"
    "                          replace, fail or escape (keep)\n"
    "      --bom               begin with a byte order mark\n"
    "      --detect            say what each file is in, and convert nothing\n"
    "      --eol=WHICH         line ends: keep, lf, crlf or cr (keep)\n"
    "      --form=FORM         normal form: nfc, nfd, nfkc or nfkd\n"
    "      --map FILE          write into FILE which bytes were read as what\n"
    "      --pages             every file ends a page: a form feed between them\n"
    "      --pua               private-use characters get their code points of today\n"
    "      --punct             , ; : ? ! ( ) beside Han become full-width\n"
    "      --unescape          undo what --bad=escape did\n"
    "      --width=LIST        digits, latin, punct, space: =half, =full or =keep\n"
    "      --help, --version   print this, or the version, and end\n";

static void
list_encodings(void)
{
	const struct np_charset *charset;

	for (size_t i = 0; (charset = np_charset_listed(i)) != NULL; i++)
		printf("%-13s %s\n", charset->name, charset->says);
	printf("Every name that iconv -l lists is taken as well.\n");
	exit(np_diag_finish());
}

static void
check_options(const struct npconv *np)
{
	const struct np_convert *convert = &np->convert;
	const struct np_each_convert *each = &np->each;

	if (!np_enc_known(convert->from))
		np_diag_say(NP_USAGE, NULL, 0, "-f %s: unknown encoding (npconv -l lists them)",
		    convert->from);
	else if (!np_enc_writable(convert->to))
		np_diag_say(NP_USAGE, NULL, 0, "-t %s: unknown encoding (npconv -l lists them)",
		    convert->to);
	else if (convert->mark && !np_enc_has_mark(convert->to))
		np_diag_say(NP_USAGE, NULL, 0, "--bom: %s has no byte order mark", convert->to);
	else if (convert->pages && each->dir != NULL)
		np_diag_say(
		    NP_USAGE, NULL, 0, "--pages joins files, -o keeps them apart: one of them");
	else if (np->detects && np->converts)
		np_diag_say(
		    NP_USAGE, NULL, 0, "--detect converts nothing: only -H, -j and -0 go with it");
	else if (np->head && !np->detects)
		np_diag_say(NP_USAGE, NULL, 0, "-H goes with --detect");
	if (np_diag_status() == NP_USAGE)
		np_opt_usage(synopsis);
}

/* The argument of --bad; false if it is none. */
static bool
take_bad(const char *arg, enum np_bad *bad)
{
	static const char *const names[] = { "keep", "replace", "fail", "escape" };

	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(arg, names[i]) == 0) {
			*bad = (enum np_bad)i;
			return true;
		}
	}
	return false;
}

enum {
	OPT_BAD = NP_OPT_TOOL,
	OPT_DETECT,
	OPT_MAP,
	OPT_BOM,
	OPT_EOL,
	OPT_FORM,
	OPT_PAGES,
	OPT_PUA,
	OPT_PUNCT,
	OPT_UNESCAPE,
	OPT_WIDTH
};

static bool
goes_with_detect(int opt)
{
	return opt == '0' || opt == 'H' || opt == 'j' || opt == OPT_DETECT;
}

/* Options that tell how characters are written; false, and told, for a bad value. */
static bool
take_form(struct np_convert *convert, int opt, const char *arg)
{
	bool fine = true;
	const char *option = "", *give = "";

	switch (opt) {
	case OPT_BAD:
		fine = take_bad(arg, &convert->bad);
		option = "bad";
		give = "keep, replace, fail or escape";
		break;
	case OPT_EOL:
		fine = np_reform_eol(arg, &convert->forms.eol);
		option = "eol";
		give = "keep, lf, crlf or cr";
		break;
	case OPT_FORM:
		fine = np_reform_form(arg, &convert->forms.form);
		option = "form";
		give = "nfc, nfd, nfkc or nfkd";
		break;
	case OPT_WIDTH:
		fine = np_reform_width(arg, convert->forms.width);
		option = "width";
		give = "classes and widths, such as digits=half,punct=full";
		break;
	case OPT_BOM:
		convert->mark = true;
		break;
	case OPT_PUA:
		convert->settle = true;
		break;
	case OPT_PUNCT:
		convert->forms.punct = true;
		break;
	case OPT_UNESCAPE:
		convert->unescape = true;
		break;
	default:
		return false;
	}
	if (!fine)
		np_diag_say(NP_USAGE, NULL, 0, "--%s=%s: give %s", option, arg, give);
	return fine;
}

static const struct option long_options[] = {
	{ "bad", required_argument, NULL, OPT_BAD },
	{ "bom", no_argument, NULL, OPT_BOM },
	{ "detect", no_argument, NULL, OPT_DETECT },
	{ "encoding", required_argument, NULL, 'f' },
	{ "eol", required_argument, NULL, OPT_EOL },
	{ "files0-from", required_argument, NULL, '0' },
	{ "form", required_argument, NULL, OPT_FORM },
	{ "header", no_argument, NULL, 'H' },
	{ "jobs", required_argument, NULL, 'j' },
	{ "list", no_argument, NULL, 'l' },
	{ "map", required_argument, NULL, OPT_MAP },
	{ "output", required_argument, NULL, 'o' },
	{ "pages", no_argument, NULL, OPT_PAGES },
	{ "pua", no_argument, NULL, OPT_PUA },
	{ "punct", no_argument, NULL, OPT_PUNCT },
	{ "to", required_argument, NULL, 't' },
	{ "unescape", no_argument, NULL, OPT_UNESCAPE },
	{ "verbose", no_argument, NULL, 'v' },
	{ "width", required_argument, NULL, OPT_WIDTH },
	NP_OPT_COMMON,
	{ NULL, 0, NULL, 0 },
};

/* Takes one option; false, and told, for a bad value. */
static bool
take_option(struct npconv *np, int opt, const char *arg)
{
	struct np_convert *convert = &np->convert;

	np->converts = np->converts || !goes_with_detect(opt);
	switch (opt) {
	case '0':
		np->each.operands.list = arg;
		return true;
	case 'e':
	case 'f':
		convert->from = arg;
		return true;
	case 'H':
		np->head = true;
		return true;
	case 'j':
		return np_opt_jobs(arg, &np->each.jobs);
	case 'l':
		list_encodings();
		return true;
	case 'o':
		np->each.dir = arg;
		return true;
	case 't':
		convert->to = arg;
		return true;
	case 'v':
		convert->verbose = true;
		return true;
	case OPT_DETECT:
		np->detects = true;
		return true;
	case OPT_MAP:
		np->each.map = arg;
		return true;
	case OPT_PAGES:
		convert->pages = true;
		return true;
	default:
		return take_form(convert, opt, arg);
	}
}

int
main(int argc, char *argv[])
{
	struct npconv np = { .each.jobs = 1 };
	int opt;

	np_diag_init(argv[0]);
	if (!np_convert_init(&np.convert)) {
		np_diag_no_memory(NULL);
		return np_diag_finish();
	}
	while (
	    (opt = np_opt_next(argc, argv, "0:He:f:j:lo:t:v", long_options, synopsis, help)) != -1)
		if (!take_option(&np, opt, optarg))
			np_opt_usage(synopsis);
	np.each.operands.argv = argv + optind;
	check_options(&np);
	np_opt_one_source(np.each.operands.list, np.each.operands.argv, synopsis);
	if (np.detects)
		np_each_survey(&np.each, np.head);
	else
		np_each_convert(&np.each, &np.convert);
	np_convert_free(&np.convert);
	return np_diag_finish();
}
