/* enc_inside.h - inside of enc: the reader, shared by enc.c, enc_text.c and enc_utf8.c */
#ifndef NP_ENC_INSIDE_H
#define NP_ENC_INSIDE_H

#include "codec.h"
#include "enc.h"
#include "mixed.h"

/* Encodings of iconv(3) that a mixed text may turn to; three have names here. */
enum { NP_ENC_LOADED = 4 };

struct np_enc {
	struct np_in *in;
	struct np_codec codec;
	np_enc_report *report;
	void *ctx;
	enum np_bad bad;
	bool keep_mark;
	bool started;   /* text has been given: no BOM any more */
	bool failed;    /* NP_BAD_FAIL has met a bad piece */
	bool unchecked; /* bad bytes of UTF-8 are the caller's */

	struct np_foreign *loaded[NP_ENC_LOADED]; /* kept open by np_enc_load() */
	struct np_mixed *mixed;                   /* NULL where one encoding is read */
	size_t run_left; /* bytes from start on that are in charset; all without mixed */
	np_enc_map *map;
	void *map_ctx;
	struct np_enc_run run; /* told when it is over */

	char *buf; /* input not decoded yet, from start to end */
	size_t cap, start, end;
	size_t most; /* to be read at once */
	bool ended;  /* nothing more comes in; last tells why */
	enum np_code last;
	struct np_error last_err;

	uint64_t byte; /* bytes of the input before start */
	uint64_t line; /* line feeds before start, plus 1 */
};

/* Reads what comes at once into buf; false when nothing does, and never will. */
bool np_enc_take_in(struct np_enc *enc, char *buf, size_t cap, size_t *got);

/* More input into the buffer, behind what is there; false when there is none. */
bool np_enc_fill(struct np_enc *enc);

/* Tells of the run that ends here, and begins the next one, in the encoding that is read now. */
void np_enc_end_run(struct np_enc *enc);

/* The same at the end of the input; answers what np_enc_read() does there. */
enum np_code np_enc_finish(struct np_enc *enc, struct np_error *err);

/* Reports the bad piece that comes next: kept bytes of it, and shown with what tells that it is bad. */
void np_enc_report_bad(struct np_enc *enc, const char *piece, size_t kept, size_t shown);

/* True if UTF-8 begins with a byte order mark. */
bool np_enc_is_mark(const char *text, size_t len);

/* Reads charset from here on; its byte order mark is read on as a character.  As np_codec_use(). */
enum np_code np_enc_use_charset(
    struct np_enc *enc, const struct np_charset *charset, struct np_error *err);

/* ---- UTF-8, its bad bytes kept ---- */

/* np_enc_read() from the input right into buf. */
enum np_code np_enc_read_utf8(
    struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err);

/* Tells of what is no UTF-8 in text, and counts its bytes and lines. */
void np_enc_check_utf8(struct np_enc *enc, const char *text, size_t len);

/* ---- all else ---- */

/* np_enc_read() by way of the buffer. */
enum np_code np_enc_read_text(
    struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err);

/* A long piece of ASCII that comes next and is text as it is, where it is held; empty if there is none. */
struct np_span np_enc_view_ascii(struct np_enc *enc);

#endif
