/* enc.h - text in any encoding: a decoding reader and an encoding writer over io, what is bad and where */
#ifndef NP_ENC_H
#define NP_ENC_H

#include "charset.h"
#include "detect.h"
#include "io.h"

/* ---- names ---- */

/*
 * True if name is an encoding that can be read: utf-8, gb18030, gbk, gb2312,
 * big5 …, "auto", "mixed", or anything iconv(3) has.  Case, "-" and "_" do not matter in
 * the names of our own.  A name with a slash is none: what iconv(3) takes behind
 * one ("//IGNORE") would lose text silently.
 */
bool np_enc_known(const char *name);

/* True if name is an encoding that np_enc_out_open() can write. */
bool np_enc_writable(const char *name);

/* True if name is one of these that has U+FEFF: a text in it can begin with a byte order mark. */
bool np_enc_has_mark(const char *name);

/* True if name is one of UTF-8's: text in it passes with bad bytes and all. */
bool np_enc_is_utf8(const char *name);

/* ---- what cannot be converted ---- */

/* What becomes of bytes that are no text, and of characters that the target lacks. */
enum np_bad {
	/* Bytes come out as they came in, where UTF-8 is written; all else as "?". */
	NP_BAD_KEEP,
	/*
	 * U+FFFD for each bad piece, as the Encoding Standard has it, if that can be written;
	 * else "?".
	 */
	NP_BAD_REPLACE,
	/* The first one ends the text: NP_ERR_BYTES. */
	NP_BAD_FAIL,
	/*
	 * \xHH for a byte, \u{H...} for a character, and \\ for a backslash, so that
	 * np_enc_out_unescape() finds the input again, to the byte.  Nothing is dropped then:
	 * a byte order mark is U+FEFF.  What reads well but would not be written as it came is
	 * escaped as well; but what writes one text in many ways (HZ, ISO-2022-JP, UTF-7: all that have states, or
	 * join characters) comes back as one of them, and GBK and GB 2312 come back as GB 18030.
	 */
	NP_BAD_ESCAPE
};

/* ---- reading ---- */

/* A piece of input that the encoding does not allow. */
struct np_enc_bad {
	uint64_t byte; /* where it stands in the input, 1-based */
	uint64_t line; /* its line in the input, 1-based */
	/*
	 * Its bytes, and behind them the byte that shows what is wrong with it where
	 * there is one: 81 20 for a first byte 81 that an ASCII space follows.
	 */
	unsigned char bytes[8];
	size_t len;  /* how many bytes are in bytes[] */
	size_t kept; /* how many of these are the bad piece; what follows it is read on */
};

/* What the reader calls for every bad piece, in order.  It may not keep *bad. */
typedef void np_enc_report(void *ctx, const struct np_enc_bad *bad);

/* A reader that gives UTF-8, whatever the input's encoding is. */
struct np_enc;

/*
 * Opens a decoding reader on in, which stays the caller's.  encoding is a name
 * or "auto", which looks at the first 64 KiB (module detect).  gb2312, gbk and
 * gb18030 all read GB 18030, which holds the others; utf-16 and utf-32 go by
 * their byte order mark and are big-endian without one.  A BOM is taken
 * away.  NP_OK, NP_ERR_UNKNOWN for a name that is none, NP_ERR_BYTES when
 * "auto" can't tell (err->msg names the candidates, or what sort of file it is that is no text, with
 * err->advice), or the text begins inside a character; NP_ERR_READ, NP_ERR_MEMORY.  "mixed" decides again
 * and again on the way (module mixed).
 * *enc is NULL after an error.  report may be NULL.
 */
enum np_code np_enc_open(struct np_enc **enc, struct np_in *in, const char *encoding,
    np_enc_report *report, void *ctx, struct np_error *err);

/*
 * The same for "auto"; *found tells how sure that is, also where NP_ERR_BYTES is answered because it
 * can't be told.
 */
enum np_code np_enc_open_found(struct np_enc **enc, struct np_in *in, struct np_detect *found,
    np_enc_report *report, void *ctx, struct np_error *err);

/*
 * The same, but never more than most bytes (at least 1) are read at once: for
 * tests, which must find the same text however it comes in.
 */
enum np_code np_enc_open_sized(struct np_enc **enc, struct np_in *in, const char *encoding,
    size_t most, np_enc_report *report, void *ctx, struct np_error *err);

/* Bytes that were read in one encoding. */
struct np_enc_run {
	const char *name;    /* as np_enc_name() has it, constant unless it is iconv(3)'s */
	uint64_t byte, line; /* where they begin in the input, 1-based */
	uint64_t len;
};

/* What the reader calls for each, at its end, in order: one if it is not "mixed".  It may not keep *run. */
typedef void np_enc_map(void *ctx, const struct np_enc_run *run);

/* Has map called with ctx.  Before the first np_enc_read(). */
void np_enc_set_map(struct np_enc *enc, np_enc_map *map, void *ctx);

/*
 * What becomes of bad pieces: NP_BAD_KEEP unless told.  Before the first np_enc_read().  NP_OK or
 * NP_ERR_MEMORY.
 */
enum np_code np_enc_set_bad(struct np_enc *enc, enum np_bad bad, struct np_error *err);

/*
 * The same for a reader of np_enc_out_unescape()'s text: a byte order mark is kept, but for the one
 * that utf-16 and utf-32 have before all text.
 */
void np_enc_keep_mark(struct np_enc *enc);

/* How many bytes of the input are behind us, and how many line feeds were among them. */
void np_enc_tally(const struct np_enc *enc, uint64_t *bytes, uint64_t *lines);

/*
 * The encoding that is read, after "auto" was decided: "gb18030"; with "mixed" that of the text read last.
 * Valid until np_enc_close().
 */
const char *np_enc_name(const struct np_enc *enc);

/* The same as a message calls it: "GB 18030", for gbk too.  Valid until np_enc_close(). */
const char *np_enc_title(const struct np_enc *enc);

/*
 * The next text, UTF-8, at most cap (at least 32) bytes, never cut inside a
 * character.  Bad bytes are reported, and come out as they came in unless told otherwise.
 * NP_OK, NP_END, NP_ERR_READ (after all text that came before it), NP_ERR_MEMORY; with
 * NP_BAD_FAIL NP_ERR_BYTES after the text before them.
 */
enum np_code np_enc_read(
    struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err);

/*
 * The same where the text may stand in buf or in the reader's own memory, which spares a copy; there it is
 * valid until the next call.
 */
enum np_code np_enc_view(
    struct np_enc *enc, char *buf, size_t cap, struct np_span *text, struct np_error *err);

/*
 * How many bytes are held, read already: of UTF-8 the next text begins with them, and what is read
 * comes behind.  Who puts that at the beginning of a page of memory spares the system work.
 */
size_t np_enc_held(const struct np_enc *enc);

/*
 * Leaves bad bytes in UTF-8 that is kept as it is to the caller, who goes through the text and
 * sees them: reading then looks at no byte.  Before the first np_enc_read().
 */
void np_enc_set_unchecked(struct np_enc *enc);

/*
 * Reports the bad bytes of what np_enc_read() gave last, after np_enc_set_unchecked(); line is the
 * one that it begins on, 1-based.  Does nothing where reading has reported them itself.
 */
void np_enc_check(struct np_enc *enc, const char *text, size_t len, uint64_t line);

/*
 * Loads the converters that reading may turn to later (a mixed text): libc takes them from files,
 * which the program may not be able to open then, confine.h.  NULL is allowed.
 */
void np_enc_load(struct np_enc *enc);

/* NULL is allowed. */
void np_enc_close(struct np_enc *enc);

/* ---- writing ---- */

/*
 * What a writer calls for a character cp that its encoding lacks; line is 1-based.  done: what became of
 * it, which may be less than was asked for: NP_BAD_KEEP, "?", for an escape where there is no backslash.
 */
typedef void np_enc_lack(void *ctx, uint32_t cp, uint64_t line, enum np_bad done);

/* A writer that takes UTF-8 and puts another encoding out. */
struct np_enc_out;

/*
 * Opens a writer on out, which stays the caller's.  utf-16 and utf-32 begin with
 * a byte order mark and are little-endian; utf-16le and its like have no mark.
 * gb2312 keeps to the characters of GB 2312, with · and — where GBK has them.
 * NP_OK, NP_ERR_UNKNOWN, NP_ERR_MEMORY; *enc is NULL after an error.  lack may
 * be NULL.
 */
enum np_code np_enc_out_open(struct np_enc_out **enc, struct np_out *out, const char *encoding,
    np_enc_lack *lack, void *ctx, struct np_error *err);

/* What becomes of characters that the encoding lacks: NP_BAD_KEEP, as "?", unless told. */
void np_enc_out_set_bad(struct np_enc_out *enc, enum np_bad bad);

/* The text has escapes as NP_BAD_ESCAPE makes them: write what they stand for. */
void np_enc_out_unescape(struct np_enc_out *enc);

/* The text goes on where another writer's ended: no byte order mark comes before it. */
void np_enc_out_resume(struct np_enc_out *enc);

/* A byte order mark comes before the first text; utf-16 and utf-32 have one by themselves. */
void np_enc_out_mark(struct np_enc_out *enc);

/* The encoding as a message calls it.  Valid until np_enc_out_close(). */
const char *np_enc_out_title(const struct np_enc_out *enc);

/*
 * Writes text, which is not cut inside a character.  A character that the encoding lacks is
 * reported, and "?" written unless told otherwise; a byte that is no UTF-8 becomes "?" too,
 * without a report (who read it has told of it), and comes through as it is when
 * the encoding is UTF-8.  NP_OK, or NP_ERR_BYTES with NP_BAD_FAIL.  Failed writes show in out.
 */
enum np_code np_enc_out_write(struct np_enc_out *enc, const char *text, size_t len);

/* The same where it is known how many line feeds the text has: they are not counted once more. */
enum np_code np_enc_out_write_lines(
    struct np_enc_out *enc, const char *text, size_t len, uint64_t lines);

/*
 * Ends a text: what the encoding needs at its end is written (ISO-2022-JP's
 * escape), and the next write begins another text, with line 1 and no second
 * byte order mark.
 */
enum np_code np_enc_out_end(struct np_enc_out *enc);

/* Frees the writer without writing anything.  NULL is allowed. */
void np_enc_out_close(struct np_enc_out *enc);

#endif
