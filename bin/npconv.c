/* npconv - convert text from one encoding to another */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "confine.h"
#include "diag.h"
#include "enc.h"
#include "opt.h"
#include "place.h"
#include "reform.h"
#include "survey.h"
#include "utf8.h"

enum { BUFFER = 256 * 1024 };

struct npconv {
	const char *from, *to;
	enum np_bad bad;
	struct np_reform_opts forms;
	bool pages, utf8; /* utf8: that is what is written */
	bool mark, unescape, settle, verbose;
	bool detects, head;
	char *buf;
	struct np_reform *reform;  /* NULL: characters stay as they are */
	struct np_out out;         /* standard output */
	struct np_enc_out *writer; /* to it; NULL with -o */
	int last;                  /* byte of the text written there; -1 before any */
	struct np_place place;     /* -o: the inputs and their files */
	const char *map_path;      /* --map, or NULL */
	struct np_outfile map;
	/* the input */
	bool single; /* the only one */
	const char *name;
	struct np_enc *reader;
	const struct np_enc_out *target;
	uint64_t bad_count, lack_count, settled;
};

/* ---- what a text has that cannot be converted ---- */

/* What becomes of it, in words; kept: what NP_BAD_KEEP does. */
static const char *
fate(const struct npconv *np, const char *kept)
{
	static const char *const words[] = { [NP_BAD_REPLACE] = "replaced",
		[NP_BAD_FAIL] = "refused",
		[NP_BAD_ESCAPE] = "escaped" };
	return np->bad == NP_BAD_KEEP ? kept : words[np->bad];
}

static void
report_bad(void *ctx, const struct np_enc_bad *bad)
{
	struct npconv *np = ctx;
	char hex[3 * sizeof bad->bytes + 1] = "";

	np->bad_count++;
	for (size_t i = 0; i < bad->len; i++)
		snprintf(hex + 3 * i, 4, "%02X ", bad->bytes[i]);
	hex[3 * bad->len - 1] = '\0';
	np_diag_say(NP_FAULTY, np->name, bad->line, "invalid %s at byte %llu (%s), %s",
	    np_enc_title(np->reader), (unsigned long long)bad->byte, hex,
	    fate(np, np->utf8 ? "kept" : "written as ?"));
}

static void
report_lack(void *ctx, uint32_t cp, uint64_t line)
{
	struct npconv *np = ctx;
	char text[5] = "";

	np->lack_count++;
	np_utf8_put(text, cp);
	np_diag_say(NP_FAULTY, np->name, line, "%s has no %s (U+%04lX), %s",
	    np_enc_out_title(np->target), text, (unsigned long)cp, fate(np, "written as ?"));
}

/* Says with -v what came of the input; and how many characters --pua has changed. */
static void
say_summary(const struct npconv *np)
{
	uint64_t bytes, lines;

	np_enc_tally(np->reader, &bytes, &lines);
	if (np->verbose)
		np_diag_say(NP_CLEAN, np->name, 0,
		    "%s, %llu bytes, %llu lines, %llu bad pieces, %llu characters lacking",
		    np_enc_title(np->reader), (unsigned long long)bytes, (unsigned long long)lines,
		    (unsigned long long)np->bad_count, (unsigned long long)np->lack_count);
	if (np->settled > 0)
		np_diag_say(NP_CLEAN, np->name, 0, "%llu private-use characters replaced",
		    (unsigned long long)np->settled);
}

static void
report_run(void *ctx, const struct np_enc_run *run)
{
	struct npconv *np = ctx;

	np_survey_put_run(&np->map.out, np->name, run);
}

/* ---- one text ---- */

static enum np_code
open_writer(struct npconv *np, struct np_enc_out **writer, struct np_out *out, struct np_error *err)
{
	enum np_code code = np_enc_out_open(writer, out, np->to, report_lack, np, err);
	if (code != NP_OK)
		return code;
	np_enc_out_set_bad(*writer, np->bad);
	if (np->unescape)
		np_enc_out_unescape(*writer);
	/* Some write one by themselves. */
	if (np->mark && !np_enc_out_marks(*writer))
		np_enc_out_write(*writer, "\xEF\xBB\xBF", 3);
	return NP_OK;
}

/* Opens what reads the input, and what gives its characters another form. */
static enum np_code
open_reader(struct npconv *np, struct np_in *in, struct np_error *err)
{
	struct np_reform_opts forms = np->forms;
	enum np_code code = np_enc_open(&np->reader, in, np->from, report_bad, np, err);
	if (code != NP_OK)
		return code;
	np_enc_set_bad(np->reader, np->bad);
	if (np->map_path != NULL)
		np_enc_set_map(np->reader, report_run, np);
	if (np->unescape)
		np_enc_keep_mark(np->reader);
	if (np->settle) {
		const struct np_charset *charset = np_charset_find(np_enc_name(np->reader));
		bool big5 = charset != NULL && charset->family == NP_FAMILY_BIG5;
		forms.settle = big5 ? NP_SETTLE_BIG5 : NP_SETTLE_GB;
	}
	return np_reform_idle(&forms) ? NP_OK : np_reform_open(&np->reform, &forms, err);
}

/*
 * Writes text, which came from the input; the first of it behind a form feed if np->pages wants
 * one there: where the file before left its page open, and this one does not begin with one.
 */
static enum np_code
write_text(struct npconv *np, struct np_enc_out *writer, struct np_span text, bool *begun)
{
	bool open = np->pages && !*begun && np->last != -1 && np->last != '\f';
	enum np_code code = NP_OK;

	if (text.len == 0)
		return NP_OK;
	if (open && text.ptr[0] != '\f')
		code = np_enc_out_write(writer, "\f", 1);
	if (code == NP_OK)
		code = np_enc_out_write(writer, text.ptr, text.len);
	np->last = (unsigned char)text.ptr[text.len - 1];
	*begun = true;
	return code;
}

/*
 * Writes the text of the reader through writer, which writes to out.  NP_OK, or the reader's
 * error with all that came before it written, or NP_ERR_BYTES; a failed write shows in out.
 */
static enum np_code
convert_text(struct npconv *np, struct np_enc_out *writer, struct np_out *out, struct np_error *err)
{
	enum np_code code = NP_OK;
	bool begun = false, last = false;

	np->target = writer;
	if (np->single) {
		np_enc_load(np->reader);
		np_confine_opened();
	}
	while (!out->failed && !last && code == NP_OK) {
		struct np_span text = { np->buf, 0 };
		enum np_code read = np_enc_read(np->reader, np->buf, BUFFER, &text.len, err);
		last = read != NP_OK;
		if (np->reform != NULL)
			code = np_reform_text(np->reform, text.ptr, text.len, last, &text, err);
		if (code == NP_OK)
			code = write_text(np, writer, text, &begun);
		if (code == NP_OK && last && read != NP_END)
			code = read;
	}
	enum np_code ended = np_enc_out_end(writer);
	if (np->reform != NULL)
		np->settled = np_reform_settled(np->reform);
	return code == NP_OK ? ended : code;
}

/* The same into a file of its own; NP_ERR_WRITE when that can't be written. */
static enum np_code
convert_to_file(struct npconv *np, const char *name, struct np_error *err)
{
	struct np_outfile file;
	struct np_enc_out *writer;

	if (np_outfile_open(&file, np->place.dir, name, err) != NP_OK)
		return NP_ERR_WRITE;
	enum np_code code = open_writer(np, &writer, &file.out, err);
	if (code == NP_OK) {
		code = convert_text(np, writer, &file.out, err);
		np_enc_out_close(writer);
	}
	if (code == NP_OK)
		return np_outfile_commit(&file, err) == NP_OK ? NP_OK : NP_ERR_WRITE;
	np_outfile_abandon(&file);
	return code;
}

/* Tells what has gone wrong with an input; name is that of its file with -o. */
static void
tell_fault(const struct npconv *np, enum np_code code, const char *name, const struct np_error *err)
{
	/* With --bad=fail a file of its own is not made, but standard output breaks off. */
	if (code == NP_ERR_BYTES && np->reader != NULL)
		np_diag_say(name != NULL ? NP_FAULTY : NP_BROKEN, np->name, 0, "not converted%s",
		    name != NULL ? "" : " to its end");
	else if (code == NP_ERR_BYTES)
		np_diag_say(NP_FAULTY, np->name, 0, "%s, skipped (say which with -f)", err->msg);
	else if (code == NP_ERR_WRITE)
		np_diag_say(NP_BROKEN, np->name, 0, "%s/%s: %s: %s", np->place.dir, name, err->msg,
		    strerror(err->sys));
	else
		np_diag_error(code == NP_ERR_OPEN ? NP_FAULTY : NP_BROKEN, np->name, err);
}

/* Converts one input; name is that of its file with -o.  False ends the run. */
static bool
convert(struct npconv *np, const char *path, const char *name)
{
	struct np_error err = { .code = NP_OK };
	struct np_in in;
	enum np_code code = np_in_open(&in, path, &err);
	bool opened = code == NP_OK;

	np_diag_file_begin(path);
	np->name = path;
	np->reader = NULL;
	np->bad_count = np->lack_count = np->settled = 0;
	if (opened)
		code = open_reader(np, &in, &err);
	if (code == NP_OK && name != NULL)
		code = convert_to_file(np, name, &err);
	else if (code == NP_OK)
		code = convert_text(np, np->writer, &np->out, &err);
	if (code != NP_OK)
		tell_fault(np, code, name, &err);
	np_diag_file_end();
	if (np->reader != NULL)
		say_summary(np);
	np_enc_close(np->reader);
	np_reform_close(np->reform);
	np->reform = NULL;
	if (opened)
		np_in_close(&in);
	return code != NP_ERR_WRITE && !np->out.failed &&
	       !(code == NP_ERR_BYTES && name == NULL && np->bad == NP_BAD_FAIL);
}

/* ---- all of them ---- */

static bool
convert_operand(const char *path, void *ctx)
{
	return convert(ctx, path, NULL);
}

static void
convert_to_stdout(struct npconv *np, const struct np_operands *operands)
{
	struct np_error err;

	np_out_init(&np->out, STDOUT_FILENO, "standard output");
	if (open_writer(np, &np->writer, &np->out, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return;
	}
	np->single = np_operands_single(operands);
	np_confine_start();
	if (np_operands_each(operands, convert_operand, np, &err) != NP_OK)
		np_diag_error(NP_BROKEN, operands->list, &err);
	if (np_out_close(&np->out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np->out.name, &err);
	np_enc_out_close(np->writer);
}

static bool
place_operand(const char *path, void *ctx)
{
	struct npconv *np = ctx;

	if (np_place_add(&np->place, path))
		return true;
	np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
	return false;
}

static void
convert_to_folder(struct npconv *np, const struct np_operands *operands)
{
	struct np_place *place = &np->place;
	struct np_error err;
	enum np_code code = np_operands_each(operands, place_operand, np, &err);

	if (code != NP_OK) {
		np_diag_error(NP_BROKEN, operands->list, &err);
	} else if (np_diag_status() == NP_CLEAN) {
		code = np_place_all(place, &err);
		if (code == NP_ERR_UNKNOWN)
			np_diag_error(NP_USAGE, place->fault->path, &err);
		else if (code != NP_OK)
			np_diag_error(NP_BROKEN, NULL, &err);
		else if ((code = np_outfile_folder(place->dir, &err)) != NP_OK)
			np_diag_error(NP_BROKEN, place->dir, &err);
		np->single = place->count == 1;
		np_confine_folder(place->dir);
		np_confine_start();
		for (size_t i = 0; code == NP_OK && i < place->count; i++) {
			if (!convert(np, place->items[i].path, place->items[i].name))
				break;
		}
	}
	np_place_free(place);
}

/* ---- --map and --detect ---- */

/* Converts with a map of what was read as what: it is written whole or not at all. */
static void
convert_with_map(struct npconv *np, const struct np_operands *operands,
    void (*convert_all)(struct npconv *np, const struct np_operands *operands))
{
	struct np_error err;

	np_confine_file(np->map_path);
	if (np->map_path != NULL && np_outfile_create(&np->map, np->map_path, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, np->map_path, &err);
		return;
	}
	convert_all(np, operands);
	if (np->map_path != NULL && np_outfile_commit(&np->map, &err) != NP_OK)
		np_diag_error(NP_BROKEN, np->map_path, &err);
}

static bool
detect_operand(const char *path, void *ctx)
{
	struct np_out *out = ctx;
	struct np_error err = { .code = NP_OK };
	struct np_in in;
	enum np_code code = np_in_open(&in, path, &err);

	if (code == NP_OK) {
		code = np_survey_put(out, &in, path, &err);
		np_in_close(&in);
	}
	if (code == NP_ERR_OPEN || code == NP_ERR_BYTES)
		np_diag_error(NP_FAULTY, path, &err);
	else if (code != NP_OK)
		np_diag_error(NP_BROKEN, path, &err);
	return !out->failed;
}

static void
detect(const struct np_operands *operands, bool head)
{
	struct np_out out;
	struct np_error err;

	np_out_init(&out, STDOUT_FILENO, "standard output");
	if (head)
		np_survey_put_head(&out);
	np_confine_start();
	if (np_operands_each(operands, detect_operand, &out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, operands->list, &err);
	if (np_out_close(&out, &err) != NP_OK)
		np_diag_error(NP_BROKEN, out.name, &err);
}

/* ---- options ---- */

static const char synopsis[] = "npconv [-v] [-f ENCODING] [-t ENCODING] [--bad=WHAT] [--bom]\n"
			       "              [--eol=WHICH] [--form=FORM] [--pua] [--punct]\n"
			       "              [--unescape] [--width=LIST] [-o DIR | --pages]\n"
			       "              [--map FILE] [-0 FILE | FILE ...]\n"
			       "       npconv --detect [-H] [-0 FILE | FILE ...]\n"
			       "       npconv -l";
static const char help[] =
    "Converts text from one encoding to another; from whatever it is in to UTF-8.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e, -f, --encoding NAME encoding of the files, auto, or mixed (auto)\n"
    "  -H, --header            with --detect: the columns' names first\n"
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
check_options(const struct npconv *np, const struct np_operands *operands)
{
	if (!np_enc_known(np->from))
		np_diag_say(
		    NP_USAGE, NULL, 0, "-f %s: unknown encoding (npconv -l lists them)", np->from);
	else if (!np_enc_writable(np->to))
		np_diag_say(
		    NP_USAGE, NULL, 0, "-t %s: unknown encoding (npconv -l lists them)", np->to);
	else if (np->pages && np->place.dir != NULL)
		np_diag_say(
		    NP_USAGE, NULL, 0, "--pages joins files, -o keeps them apart: one of them");
	else if (operands->list != NULL && operands->argv[0] != NULL)
		np_diag_say(NP_USAGE, NULL, 0, "-0 and file operands: one of them");
	else if (np->detects && (np->pages || np->place.dir != NULL || np->map_path != NULL))
		np_diag_say(
		    NP_USAGE, NULL, 0, "--detect converts nothing: no -o, --map or --pages");
	else if (np->head && !np->detects)
		np_diag_say(NP_USAGE, NULL, 0, "-H goes with --detect");
	if (np_diag_status() == NP_USAGE)
		np_opt_usage(synopsis);
}

/* The argument of --bad; false if it is none. */
static bool
take_bad(struct npconv *np, const char *arg)
{
	static const char *const names[] = { "keep", "replace", "fail", "escape" };

	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(arg, names[i]) == 0) {
			np->bad = (enum np_bad)i;
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

/* Options that tell how characters are written; false, and told, for a bad value. */
static bool
take_form(struct npconv *np, int opt, const char *arg)
{
	bool fine = true;
	const char *option = "", *give = "";

	switch (opt) {
	case OPT_BAD:
		fine = take_bad(np, arg);
		option = "bad";
		give = "keep, replace, fail or escape";
		break;
	case OPT_EOL:
		fine = np_reform_eol(arg, &np->forms.eol);
		option = "eol";
		give = "keep, lf, crlf or cr";
		break;
	case OPT_FORM:
		fine = np_reform_form(arg, &np->forms.form);
		option = "form";
		give = "nfc, nfd, nfkc or nfkd";
		break;
	case OPT_WIDTH:
		fine = np_reform_width(arg, np->forms.width);
		option = "width";
		give = "classes and widths, such as digits=half,punct=full";
		break;
	case OPT_BOM:
		np->mark = true;
		break;
	case OPT_PUA:
		np->settle = true;
		break;
	case OPT_PUNCT:
		np->forms.punct = true;
		break;
	case OPT_UNESCAPE:
		np->unescape = true;
		break;
	default:
		return false;
	}
	if (!fine)
		np_diag_say(NP_USAGE, NULL, 0, "--%s=%s: give %s", option, arg, give);
	return fine;
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = { { "encoding", required_argument, NULL, 'f' },
		{ "files0-from", required_argument, NULL, '0' }, { "list", no_argument, NULL, 'l' },
		{ "output", required_argument, NULL, 'o' }, { "to", required_argument, NULL, 't' },
		{ "verbose", no_argument, NULL, 'v' }, { "bad", required_argument, NULL, OPT_BAD },
		{ "bom", no_argument, NULL, OPT_BOM }, { "eol", required_argument, NULL, OPT_EOL },
		{ "detect", no_argument, NULL, OPT_DETECT }, { "header", no_argument, NULL, 'H' },
		{ "form", required_argument, NULL, OPT_FORM },
		{ "map", required_argument, NULL, OPT_MAP },
		{ "pages", no_argument, NULL, OPT_PAGES }, { "pua", no_argument, NULL, OPT_PUA },
		{ "punct", no_argument, NULL, OPT_PUNCT },
		{ "unescape", no_argument, NULL, OPT_UNESCAPE },
		{ "width", required_argument, NULL, OPT_WIDTH }, NP_OPT_COMMON,
		{ NULL, 0, NULL, 0 } };
	struct npconv np = { .from = "auto", .to = "utf-8", .last = -1 };
	struct np_operands operands = { .list = NULL };
	const char *dir = NULL;
	int opt;

	np_diag_init(argv[0]);
	while ((opt = getopt_long(argc, argv, "0:He:f:lo:t:v", options, NULL)) != -1) {
		switch (opt) {
		case '0':
			operands.list = optarg;
			break;
		case 'e':
		case 'f':
			np.from = optarg;
			break;
		case 'H':
			np.head = true;
			break;
		case 'l':
			list_encodings();
			break;
		case 'o':
			dir = optarg;
			break;
		case 't':
			np.to = optarg;
			break;
		case 'v':
			np.verbose = true;
			break;
		case OPT_DETECT:
			np.detects = true;
			break;
		case OPT_MAP:
			np.map_path = optarg;
			break;
		case OPT_PAGES:
			np.pages = true;
			break;
		case NP_OPT_HELP:
			np_opt_help(synopsis, help);
			break;
		case NP_OPT_VERSION:
			np_opt_version();
			break;
		default:
			if (!take_form(&np, opt, optarg))
				np_opt_usage(synopsis);
		}
	}
	operands.argv = argv + optind;
	np_place_init(&np.place, dir);
	check_options(&np, &operands);
	np.utf8 = np_enc_is_utf8(np.to);
	np.buf = malloc(BUFFER);
	if (np.buf == NULL)
		np_diag_say(NP_BROKEN, NULL, 0, "out of memory");
	else if (np.detects)
		detect(&operands, np.head);
	else
		convert_with_map(
		    &np, &operands, dir != NULL ? convert_to_folder : convert_to_stdout);
	free(np.buf);
	return np_diag_finish();
}
