/* convert.h - one text from an encoding to another, with messages: what npconv does to each input */
#ifndef NP_CONVERT_H
#define NP_CONVERT_H

#include "enc.h"
#include "outfile.h"
#include "reform.h"

/* How texts are converted; begin with np_convert_init(). */
struct np_convert {
	/* the caller's wishes; strings are borrowed */
	const char *from, *to;
	enum np_bad bad;
	struct np_reform_opts forms;
	bool pages;    /* every text ends a page: a form feed between them, unless one is there */
	bool mark;     /* begin with a byte order mark */
	bool unescape; /* the texts have escapes */
	bool settle;   /* private-use characters get their code points of today */
	bool verbose;  /* say of each what it was */
	bool single;   /* there is but one text: np_confine_opened() when it is open */

	/* Rows of what was read as what go there; NULL: nowhere. */
	struct np_out *map;
	/* If set, called before anything is said of a text, and when some of it was written. */
	void (*speaks)(void *ctx);
	bool (*written)(void *ctx); /* false: writing failed */
	void *ctx;

	struct np_outfiles files; /* written below a folder, without their names */

	/* what was written with --pages */
	int first, last; /* bytes of the first text, and of the last; -1 before any */

	/* the text at hand */
	char *buf;
	const char *name;
	struct np_enc *reader;
	struct np_reform *reform;
	const struct np_enc_out *target;
	uint64_t bad_count, lack_count, settled;
	uint64_t stand_ins; /* U+FFFDs for bad pieces; those that the writer lacked are taken off */
};

/* From "auto" to "utf-8", all else left alone.  False when memory is out. */
bool np_convert_init(struct np_convert *convert);

/* Opens a writer on out, which begins with a mark if marks are wanted and text comes.  As np_enc_out_open(). */
enum np_code np_convert_writer(struct np_convert *convert, struct np_enc_out **writer,
    struct np_out *out, struct np_error *err);

/*
 * Converts the input at path with writer, which writes to out.  What is wrong is told on standard
 * error and raises the status; a text that can't be read, or with NP_BAD_FAIL converted, stops
 * nothing.  False when writing failed, which shows in out.
 */
bool np_convert_text(
    struct np_convert *convert, const char *path, struct np_enc_out *writer, struct np_out *out);

/* The same into a file of its own, dir/name, which appears whole or not at all, np_convert_end() at the latest. */
bool np_convert_file(
    struct np_convert *convert, const char *path, const char *dir, const char *name);

/* Behind the last text: files that are written get their names.  What goes wrong is told. */
void np_convert_end(struct np_convert *convert);

void np_convert_free(struct np_convert *convert);

#endif
