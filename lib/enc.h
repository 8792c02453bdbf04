/* enc.h - encodings: names, a decoding reader over io, encoders, where bad bytes are */
#ifndef NP_ENC_H
#define NP_ENC_H

#include "io.h"

/* ---- names ---- */

/*
 * True if name is an encoding that can be read: utf-8, gb18030, gbk, gb2312,
 * big5 …, "auto", or anything iconv(3) has.  Case, "-" and "_" do not matter in
 * the names of our own.  A name with a slash is none: what iconv(3) takes behind
 * one ("//IGNORE") would lose text silently.
 */
bool np_enc_known(const char *name);

/* True if name is an encoding that np_enc_out_open() can write. */
bool np_enc_writable(const char *name);

/* True if name is one of UTF-8's: text in it passes with bad bytes and all. */
bool np_enc_is_utf8(const char *name);

/*
 * The encodings that have a name here, for a list: the name of number i, from 0,
 * with what to say about it in *says; NULL behind the last.
 */
const char *np_enc_listed(size_t i, const char **says);

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
 * "auto" can't tell (err->msg names the candidates), NP_ERR_READ, NP_ERR_MEMORY.
 * *enc is NULL after an error.  report may be NULL.
 */
enum np_code np_enc_open(struct np_enc **enc, struct np_in *in, const char *encoding,
    np_enc_report *report, void *ctx, struct np_error *err);

/*
 * The same, but never more than most bytes (at least 1) are read at once: for
 * tests, which must find the same text however it comes in.
 */
enum np_code np_enc_open_sized(struct np_enc **enc, struct np_in *in, const char *encoding,
    size_t most, np_enc_report *report, void *ctx, struct np_error *err);

/* The encoding that is read, after "auto" was decided: "gb18030".  Valid until np_enc_close(). */
const char *np_enc_name(const struct np_enc *enc);

/* The same as a message calls it: "GB 18030", for gbk too.  Valid until np_enc_close(). */
const char *np_enc_title(const struct np_enc *enc);

/*
 * The next text, UTF-8, at most cap (at least 16) bytes, never cut inside a
 * character.  Bad bytes come out as they came in and are reported.  NP_OK, NP_END,
 * NP_ERR_READ (after all text that came before it), NP_ERR_MEMORY.
 */
enum np_code np_enc_read(
    struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err);

/* NULL is allowed. */
void np_enc_close(struct np_enc *enc);

/* ---- writing ---- */

/* What a writer calls for a character cp that its encoding lacks; line is 1-based. */
typedef void np_enc_lack(void *ctx, uint32_t cp, uint64_t line);

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

/* The encoding as a message calls it.  Valid until np_enc_out_close(). */
const char *np_enc_out_title(const struct np_enc_out *enc);

/*
 * Writes text, which is not cut inside a character.  For a character that the encoding lacks
 * "?" is written and it is reported; a byte that is no UTF-8 becomes "?" too,
 * without a report (who read it has told of it), and comes through as it is when
 * the encoding is UTF-8.  Failed writes show in out.
 */
void np_enc_out_write(struct np_enc_out *enc, const char *text, size_t len);

/*
 * Ends a text: what the encoding needs at its end is written (ISO-2022-JP's
 * escape), and the next write begins another text, with line 1 and no second
 * byte order mark.
 */
void np_enc_out_end(struct np_enc_out *enc);

/* Frees the writer without writing anything.  NULL is allowed. */
void np_enc_out_close(struct np_enc_out *enc);

#endif
