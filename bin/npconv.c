/* npconv - convert text from one encoding to another */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"
#include "enc.h"
#include "opt.h"
#include "place.h"
#include "utf8.h"

enum { BUFFER = 256 * 1024 };

struct npconv {
	const char *from, *to;
	bool pages, utf8; /* utf8: that is what is written */
	char *buf;
	struct np_out out;         /* standard output */
	struct np_enc_out *writer; /* to it; NULL with -o */
	int last;                  /* byte of the text written there; -1 before any */
	struct np_place place;     /* -o: the inputs and their files */
	/* the input */
	const char *name;
	struct np_enc *reader;
	const struct np_enc_out *target;
};

/* ---- one text ---- */

static void
report_bad(void *ctx, const struct np_enc_bad *bad)
{
	const struct npconv *np = ctx;
	char hex[3 * sizeof bad->bytes + 1] = "";

	for (size_t i = 0; i < bad->len; i++)
		snprintf(hex + 3 * i, 4, "%02X ", bad->bytes[i]);
	hex[3 * bad->len - 1] = '\0';
	np_diag_say(NP_FAULTY, np->name, bad->line, "invalid %s at byte %llu (%s), %s",
	    np_enc_title(np->reader), (unsigned long long)bad->byte, hex,
	    np->utf8 ? "kept" : "written as ?");
}

static void
report_lack(void *ctx, uint32_t cp, uint64_t line)
{
	const struct npconv *np = ctx;
	char text[5] = "";

	np_utf8_put(text, cp);
	np_diag_say(NP_FAULTY, np->name, line, "%s has no %s (U+%04lX), written as ?",
	    np_enc_out_title(np->target), text, (unsigned long)cp);
}

/*
 * Writes the text of the reader through writer, which writes to out.  With --pages
 * a form feed ends the page that the file before left open, unless the new one
 * begins with a form feed.  NP_OK, or the reader's error with all that came before it
 * written; a failed write shows in out.
 */
static enum np_code
convert_text(struct npconv *np, struct np_enc_out *writer, struct np_out *out, struct np_error *err)
{
	enum np_code code = NP_OK;
	bool begun = false;
	size_t got;

	np->target = writer;
	while (
	    !out->failed && (code = np_enc_read(np->reader, np->buf, BUFFER, &got, err)) == NP_OK) {
		bool open = np->pages && !begun && np->last != -1 && np->last != '\f';
		if (open && np->buf[0] != '\f')
			np_enc_out_write(writer, "\f", 1);
		np_enc_out_write(writer, np->buf, got);
		np->last = (unsigned char)np->buf[got - 1];
		begun = true;
	}
	np_enc_out_end(writer);
	return code == NP_END ? NP_OK : code;
}

/* The same into a file of its own; NP_ERR_WRITE when that can't be written. */
static enum np_code
convert_to_file(struct npconv *np, const char *name, struct np_error *err)
{
	struct np_outfile file;
	struct np_enc_out *writer;

	if (np_outfile_open(&file, np->place.dir, name, err) != NP_OK)
		return NP_ERR_WRITE;
	enum np_code code = np_enc_out_open(&writer, &file.out, np->to, report_lack, np, err);
	if (code == NP_OK) {
		code = convert_text(np, writer, &file.out, err);
		np_enc_out_close(writer);
	}
	if (code == NP_OK)
		return np_outfile_commit(&file, err) == NP_OK ? NP_OK : NP_ERR_WRITE;
	np_outfile_abandon(&file);
	return code;
}

/* Converts one input; name is that of its file with -o.  False ends the run. */
static bool
convert(struct npconv *np, const char *path, const char *name)
{
	struct np_error err = { .code = NP_OK };
	struct np_in in;
	enum np_code code = np_in_open(&in, path, &err);

	np_diag_file_begin(path);
	np->name = path;
	if (code == NP_OK) {
		code = np_enc_open(&np->reader, &in, np->from, report_bad, np, &err);
		if (code == NP_OK && name != NULL)
			code = convert_to_file(np, name, &err);
		else if (code == NP_OK)
			code = convert_text(np, np->writer, &np->out, &err);
		np_enc_close(np->reader);
		np_in_close(&in);
	}
	if (code == NP_ERR_BYTES)
		np_diag_say(NP_FAULTY, path, 0, "%s, skipped (say which with -f)", err.msg);
	else if (code == NP_ERR_WRITE)
		np_diag_say(NP_BROKEN, path, 0, "%s/%s: %s: %s", np->place.dir, name, err.msg,
		    strerror(err.sys));
	else if (code != NP_OK)
		np_diag_error(code == NP_ERR_OPEN ? NP_FAULTY : NP_BROKEN, path, &err);
	np_diag_file_end();
	return code != NP_ERR_WRITE && !np->out.failed;
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
	if (np_enc_out_open(&np->writer, &np->out, np->to, report_lack, np, &err) != NP_OK) {
		np_diag_error(NP_BROKEN, NULL, &err);
		return;
	}
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
		for (size_t i = 0; code == NP_OK && i < place->count; i++) {
			if (!convert(np, place->items[i].path, place->items[i].name))
				break;
		}
	}
	np_place_free(place);
}

/* ---- options ---- */

static const char synopsis[] = "npconv [-f ENCODING] [-t ENCODING] [-o DIR | --pages]\n"
			       "              [-0 FILE | FILE ...]\n"
			       "       npconv -l";
static const char help[] =
    "Converts text from one encoding to another; from whatever it is in to UTF-8.\n"
    "\n"
    "  -0, --files0-from FILE  read the inputs' names, each ended by a NUL, from FILE\n"
    "  -e, -f, --encoding NAME encoding of the files, or auto (auto)\n"
    "  -l, --list              list the encodings\n"
    "  -o, --output DIR        write each file into DIR\n"
    "  -t, --to NAME           encoding to write (utf-8)\n"
    "      --pages             every file ends a page: a form feed between them\n"
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
	if (np_diag_status() == NP_USAGE)
		np_opt_usage(synopsis);
}

int
main(int argc, char *argv[])
{
	enum { OPT_PAGES = NP_OPT_TOOL };
	static const struct option options[] = { { "encoding", required_argument, NULL, 'f' },
		{ "files0-from", required_argument, NULL, '0' }, { "list", no_argument, NULL, 'l' },
		{ "output", required_argument, NULL, 'o' }, { "to", required_argument, NULL, 't' },
		{ "pages", no_argument, NULL, OPT_PAGES }, NP_OPT_COMMON, { NULL, 0, NULL, 0 } };
	struct npconv np = { .from = "auto", .to = "utf-8", .last = -1 };
	struct np_operands operands = { .list = NULL };
	const char *dir = NULL;
	int opt;

	np_diag_init(argv[0]);
	while ((opt = getopt_long(argc, argv, "0:e:f:lo:t:", options, NULL)) != -1) {
		switch (opt) {
		case '0':
			operands.list = optarg;
			break;
		case 'e':
		case 'f':
			np.from = optarg;
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
	else if (dir != NULL)
		convert_to_folder(&np, &operands);
	else
		convert_to_stdout(&np, &operands);
	free(np.buf);
	return np_diag_finish();
}
