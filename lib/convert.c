/* convert.c - one text from an encoding to another, with messages: what npconv does to each input */
#include "convert.h"

#include <stdlib.h>

#include "confine.h"
#include "diag.h"
#include "survey.h"
#include "utf8.h"

enum { BUFFER = 64 * 1024 };

/* ---- what is said ---- */

/* Before anything is said. */
static void
speak(const struct np_convert *convert)
{
	if (convert->speaks != NULL)
		convert->speaks(convert->ctx);
}

/* What became of what cannot be converted, in words; kept: what NP_BAD_KEEP does. */
static const char *
fate(enum np_bad done, const char *kept)
{
	static const char *const words[] = { [NP_BAD_REPLACE] = "replaced",
		[NP_BAD_FAIL] = "refused",
		[NP_BAD_ESCAPE] = "escaped" };
	return done == NP_BAD_KEEP ? kept : words[done];
}

static void
report_bad(void *ctx, const struct np_enc_bad *bad)
{
	struct np_convert *convert = ctx;
	char hex[3 * sizeof bad->bytes + 1] = "";

	speak(convert);
	convert->bad_count++;
	convert->stand_ins += convert->bad == NP_BAD_REPLACE;
	for (size_t i = 0; i < bad->len; i++)
		snprintf(hex + 3 * i, 4, "%02X ", bad->bytes[i]);
	hex[3 * bad->len - 1] = '\0';
	np_diag_say(NP_FAULTY, convert->name, bad->line, "invalid %s at byte %llu (%s), %s",
	    np_enc_title(convert->reader), (unsigned long long)bad->byte, hex,
	    fate(convert->bad, np_enc_is_utf8(convert->to) ? "kept" : "written as ?"));
}

static void
report_lack(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	struct np_convert *convert = ctx;
	char text[5] = "";

	/* It stands for a bad piece, which was told. */
	if (cp == 0xFFFD && convert->stand_ins > 0) {
		convert->stand_ins--;
		return;
	}
	speak(convert);
	convert->lack_count++;
	np_utf8_put(text, cp);
	np_diag_say(NP_FAULTY, convert->name, line, "%s has no %s (U+%04lX), %s",
	    np_enc_out_title(convert->target), text, (unsigned long)cp, fate(done, "written as ?"));
}

/* Says with verbose what came of the input; and how many characters were settled. */
static void
say_summary(const struct np_convert *convert)
{
	uint64_t bytes, lines;

	if (!convert->verbose && convert->settled == 0)
		return;
	speak(convert);
	np_enc_tally(convert->reader, &bytes, &lines);
	if (convert->verbose)
		np_diag_say(NP_CLEAN, convert->name, 0,
		    "%s, %llu bytes, %llu lines, %llu bad pieces, %llu characters lacking",
		    np_enc_title(convert->reader), (unsigned long long)bytes,
		    (unsigned long long)lines, (unsigned long long)convert->bad_count,
		    (unsigned long long)convert->lack_count);
	if (convert->settled > 0)
		np_diag_say(NP_CLEAN, convert->name, 0, "%llu private-use characters replaced",
		    (unsigned long long)convert->settled);
}

/* Tells what has gone wrong; own: the text was to be in a file of its own. */
static void
say_fault(const struct np_convert *convert, enum np_code code, bool own, const struct np_error *err)
{
	speak(convert);
	/* With NP_BAD_FAIL a file of its own is not made, but what else is written breaks off. */
	if (code == NP_ERR_BYTES && convert->reader != NULL)
		np_diag_say(own ? NP_FAULTY : NP_BROKEN, convert->name, 0, "not converted%s",
		    own ? "" : " to its end");
	else if (code == NP_ERR_BYTES)
		np_diag_say(NP_FAULTY, convert->name, 0, "%s, skipped (%s)", err->msg,
		    err->advice != NULL ? err->advice : "say which with -f");
	else if (code == NP_ERR_WRITE)
		np_diag_error(NP_BROKEN, convert->files.failed, err);
	else
		np_diag_error(code == NP_ERR_OPEN ? NP_FAULTY : NP_BROKEN, convert->name, err);
}

static void
map_run(void *ctx, const struct np_enc_run *run)
{
	struct np_convert *convert = ctx;

	np_survey_put_run(convert->map, convert->name, run);
}

/* ---- readers and writers ---- */

bool
np_convert_init(struct np_convert *convert)
{
	*convert = (struct np_convert){ .from = "auto", .to = "utf-8", .first = -1, .last = -1 };
	convert->buf = malloc(BUFFER);
	return convert->buf != NULL;
}

void
np_convert_end(struct np_convert *convert)
{
	struct np_error err;
	if (np_outfiles_commit(&convert->files, &err) != NP_OK)
		np_diag_error(NP_BROKEN, convert->files.failed, &err);
}

void
np_convert_free(struct np_convert *convert)
{
	np_outfiles_free(&convert->files);
	free(convert->buf);
}

enum np_code
np_convert_writer(struct np_convert *convert, struct np_enc_out **writer, struct np_out *out,
    struct np_error *err)
{
	enum np_code code = np_enc_out_open(writer, out, convert->to, report_lack, convert, err);
	if (code != NP_OK)
		return code;
	np_enc_out_set_bad(*writer, convert->bad);
	if (convert->unescape)
		np_enc_out_unescape(*writer);
	if (convert->mark)
		np_enc_out_mark(*writer);
	return NP_OK;
}

/* Opens what reads the input, and what gives its characters another form. */
static enum np_code
open_reader(struct np_convert *convert, struct np_in *in, struct np_error *err)
{
	struct np_reform_opts forms = convert->forms;
	enum np_code code =
	    np_enc_open(&convert->reader, in, convert->from, report_bad, convert, err);
	if (code == NP_OK)
		code = np_enc_set_bad(convert->reader, convert->bad, err);
	if (code != NP_OK)
		return code;
	if (convert->map != NULL)
		np_enc_set_map(convert->reader, map_run, convert);
	if (convert->unescape)
		np_enc_keep_mark(convert->reader);
	if (convert->settle) {
		const struct np_charset *charset = np_charset_find(np_enc_name(convert->reader));
		bool big5 = charset != NULL && charset->family == NP_FAMILY_BIG5;
		forms.settle = big5 ? NP_SETTLE_BIG5 : NP_SETTLE_GB;
	}
	return np_reform_idle(&forms) ? NP_OK : np_reform_open(&convert->reform, &forms, err);
}

/* ---- one text ---- */

/*
 * Writes text of so many lines, which came from the input; the first of it behind a form feed if
 * pages want one there: where the text before left its page open, and this one does not begin with one.
 */
static enum np_code
write_text(struct np_convert *convert, struct np_enc_out *writer, struct np_span text,
    uint64_t lines, bool *begun)
{
	int last = convert->last;
	bool open = convert->pages && !*begun && last != -1 && last != '\f';
	enum np_code code = NP_OK;

	if (text.len == 0)
		return NP_OK;
	if (open && text.ptr[0] != '\f')
		code = np_enc_out_write(writer, "\f", 1);
	if (code == NP_OK)
		code = np_enc_out_write_lines(writer, text.ptr, text.len, lines);
	if (last == -1)
		convert->first = (unsigned char)text.ptr[0];
	convert->last = (unsigned char)text.ptr[text.len - 1];
	*begun = true;
	return code;
}

/*
 * Writes the text of the reader.  NP_OK, or the reader's error with all that came before it
 * written, or NP_ERR_BYTES; a failed write shows in out.
 */
static enum np_code
convert_text(
    struct np_convert *convert, struct np_enc_out *writer, struct np_out *out, struct np_error *err)
{
	enum np_code code = NP_OK;
	bool begun = false, last = false;
	uint64_t bytes, before, lines = 0;

	convert->target = writer;
	if (convert->single) {
		np_enc_load(convert->reader);
		np_confine_opened();
	}
	while (!out->failed && !last && code == NP_OK) {
		struct np_span text;
		enum np_code read = np_enc_view(convert->reader, convert->buf, BUFFER, &text, err);
		last = read != NP_OK;
		before = lines;
		np_enc_tally(convert->reader, &bytes, &lines);
		uint64_t fresh = lines - before;
		if (convert->reform != NULL) {
			code =
			    np_reform_text(convert->reform, text.ptr, text.len, last, &text, err);
			fresh = code == NP_OK ? np_utf8_lines(text.ptr, text.len) : 0;
		}
		if (code == NP_OK)
			code = write_text(convert, writer, text, fresh, &begun);
		if (code == NP_OK && last && read != NP_END)
			code = read;
		if (convert->written != NULL && !convert->written(convert->ctx))
			break;
	}
	enum np_code ended = np_enc_out_end(writer);
	if (convert->reform != NULL)
		convert->settled = np_reform_settled(convert->reform);
	return code == NP_OK ? ended : code;
}

/* The same into a file of its own; NP_ERR_WRITE when that can't be written. */
static enum np_code
convert_to_file(struct np_convert *convert, const char *dir, const char *name, struct np_error *err)
{
	struct np_outfile file;
	struct np_enc_out *writer;

	if (np_outfiles_open(&convert->files, &file, dir, name, err) != NP_OK)
		return NP_ERR_WRITE;
	enum np_code code = np_convert_writer(convert, &writer, &file.out, err);
	if (code == NP_OK) {
		code = convert_text(convert, writer, &file.out, err);
		np_enc_out_close(writer);
	}
	if (code == NP_OK)
		return np_outfiles_add(&convert->files, &file, err) == NP_OK ? NP_OK : NP_ERR_WRITE;
	np_outfile_abandon(&file);
	return code;
}

/* Converts the input with writer to out, or, if there is none, to the file dir/name. */
static bool
convert_input(struct np_convert *convert, const char *path, struct np_enc_out *writer,
    struct np_out *out, const char *dir, const char *name)
{
	struct np_error err = { .code = NP_OK };
	struct np_in in;
	enum np_code code = np_in_open(&in, path, &err);
	bool opened = code == NP_OK;

	np_diag_file_begin(path);
	convert->name = path;
	convert->reader = NULL;
	convert->reform = NULL;
	convert->bad_count = convert->lack_count = convert->stand_ins = convert->settled = 0;
	if (opened)
		code = open_reader(convert, &in, &err);
	if (code == NP_OK)
		code = out != NULL ? convert_text(convert, writer, out, &err)
				   : convert_to_file(convert, dir, name, &err);
	if (code != NP_OK)
		say_fault(convert, code, out == NULL, &err);
	np_diag_file_end();
	if (convert->reader != NULL)
		say_summary(convert);
	np_enc_close(convert->reader);
	np_reform_close(convert->reform);
	if (opened)
		np_in_close(&in);
	return code != NP_ERR_WRITE;
}

bool
np_convert_text(
    struct np_convert *convert, const char *path, struct np_enc_out *writer, struct np_out *out)
{
	convert_input(convert, path, writer, out, NULL, NULL);
	return !out->failed;
}

bool
np_convert_file(struct np_convert *convert, const char *path, const char *dir, const char *name)
{
	return convert_input(convert, path, NULL, NULL, dir, name);
}
