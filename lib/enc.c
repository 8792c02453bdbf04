/* enc.c - the decoding reader: bytes in any encoding to UTF-8 */
#include "enc.h"

#include <stdlib.h>
#include <string.h>

#include "detect.h"
#include "enc_inside.h"
#include "foreign.h"
#include "gb18030.h"
#include "signature.h"
#include "utf8.h"

/* Room for input, which is also how much "auto" looks at. */
enum { BUFFER = 64 * 1024 };

/* ---- names ---- */

bool
np_enc_known(const char *name)
{
	return strcmp(name, "auto") == 0 || strcmp(name, "mixed") == 0 ||
	       np_charset_find(name) != NULL || np_foreign_known(name, false);
}

bool
np_enc_writable(const char *name)
{
	return strcmp(name, "auto") != 0 && strcmp(name, "mixed") != 0 &&
	       (np_charset_find(name) != NULL || np_foreign_known(name, true));
}

bool
np_enc_is_utf8(const char *name)
{
	const struct np_charset *charset = np_charset_find(name);
	return charset != NULL && charset->family == NP_FAMILY_UTF8;
}

/* ---- what comes in, and what is told of it ---- */

bool
np_enc_take_in(struct np_enc *enc, char *buf, size_t cap, size_t *got)
{
	*got = 0;
	if (enc->ended)
		return false;
	enum np_code code =
	    np_in_read_some(enc->in, buf, cap < enc->most ? cap : enc->most, got, &enc->last_err);
	if (code != NP_OK) {
		enc->ended = true;
		enc->last = code;
	}
	return *got > 0;
}

bool
np_enc_fill(struct np_enc *enc)
{
	size_t got;
	if (enc->start > 0) {
		memmove(enc->buf, enc->buf + enc->start, enc->end - enc->start);
		enc->end -= enc->start;
		enc->start = 0;
	}
	if (enc->end == enc->cap ||
	    !np_enc_take_in(enc, enc->buf + enc->end, enc->cap - enc->end, &got))
		return false;
	enc->end += got;
	return true;
}

void
np_enc_end_run(struct np_enc *enc)
{
	enc->run.len = enc->byte + 1 - enc->run.byte;
	if (enc->map != NULL && enc->run.len > 0)
		enc->map(enc->map_ctx, &enc->run);
	enc->run = (struct np_enc_run){ np_enc_name(enc), enc->byte + 1, enc->line, enc->run.len };
}

enum np_code
np_enc_finish(struct np_enc *enc, struct np_error *err)
{
	np_enc_end_run(enc);
	if (enc->last != NP_END && err != NULL)
		*err = enc->last_err;
	return enc->last;
}

void
np_enc_report_bad(struct np_enc *enc, const char *piece, size_t kept, size_t shown)
{
	struct np_enc_bad bad = { .byte = enc->byte + 1, .line = enc->line };
	if (enc->report == NULL)
		return;
	bad.len = shown < sizeof bad.bytes ? shown : sizeof bad.bytes;
	bad.kept = kept < bad.len ? kept : bad.len;
	memcpy(bad.bytes, piece, bad.len);
	enc->report(enc->ctx, &bad);
}

bool
np_enc_is_mark(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
}

/* ---- reading ---- */

/* True where np_enc_read_utf8() reads. */
static bool
reads_utf8(const struct np_enc *enc)
{
	return enc->codec.charset.family == NP_FAMILY_UTF8 && enc->bad == NP_BAD_KEEP &&
	       enc->mixed == NULL;
}

void
np_enc_set_unchecked(struct np_enc *enc)
{
	enc->unchecked = true;
}

void
np_enc_check(struct np_enc *enc, const char *text, size_t len, uint64_t line)
{
	if (!enc->unchecked || !reads_utf8(enc))
		return;
	enc->byte -= len;
	enc->line = line;
	np_enc_check_utf8(enc, text, len);
}

size_t
np_enc_held(const struct np_enc *enc)
{
	return enc->end - enc->start;
}

enum np_code
np_enc_read(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	*got = 0;
	if (reads_utf8(enc))
		return np_enc_read_utf8(enc, buf, cap, got, err);
	return np_enc_read_text(enc, buf, cap, got, err);
}

enum np_code
np_enc_view(struct np_enc *enc, char *buf, size_t cap, struct np_span *text, struct np_error *err)
{
	*text = reads_utf8(enc) ? (struct np_span){ buf, 0 } : np_enc_view_ascii(enc);
	if (text->len > 0)
		return NP_OK;
	text->ptr = buf;
	return np_enc_read(enc, buf, cap, &text->len, err);
}

/* ---- opening ---- */

/* Looks at what the text begins with. */
static enum np_code
find_encoding(struct np_enc *enc, struct np_detect *found, struct np_error *err)
{
	while (enc->end < enc->cap && np_enc_fill(enc))
		continue;
	if (enc->end == 0 && enc->ended && enc->last != NP_END)
		return np_enc_finish(enc, err);
	np_detect(enc->buf, enc->end, found);
	enc->codec.hz_in_gb = found->shifted;
	/* A piece out of the middle of a text: read from here it would not be what it is. */
	bool cut = found->skip > 0 && strcmp(found->encoding, "utf-8") != 0;
	if (!found->undecided && !cut)
		return NP_OK;
	const struct np_signature *no_text =
	    np_signature_find((struct np_span){ enc->buf, enc->end });
	if (no_text != NULL)
		return np_fail_advise(err, NP_ERR_BYTES, no_text->kind, no_text->advice);
	return np_fail(err, NP_ERR_BYTES, 0,
	    found->undecided ? found->candidates : "begins inside a character (mixed reads that)");
}

/* Decides what to read and how: all of opening that can go wrong. */
static enum np_code
start_reading(struct np_enc *enc, const char *name, struct np_detect *found, struct np_error *err)
{
	const struct np_charset *charset = np_charset_find(name);
	enum np_code code;
	enc->cap = BUFFER;
	enc->buf = malloc(enc->cap);
	if (enc->buf == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	if (strcmp(name, "mixed") == 0) {
		enc->mixed = np_mixed_open();
		if (enc->mixed == NULL)
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		charset = np_charset_find("utf-8");
	} else if (strcmp(name, "auto") == 0) {
		code = find_encoding(enc, found, err);
		if (code != NP_OK)
			return code;
		charset = np_charset_find(found->encoding);
	}
	code = charset != NULL ? np_enc_use_charset(enc, charset, err)
			       : np_codec_use_foreign(&enc->codec, name, err);
	enc->run.name = np_enc_name(enc);
	return code;
}

/* np_enc_open_sized(), with what "auto" found. */
static enum np_code
open_found(struct np_enc **enc, struct np_in *in, const char *encoding, size_t most,
    struct np_detect *found, np_enc_report *report, void *ctx, struct np_error *err)
{
	struct np_enc *made = malloc(sizeof *made);
	*enc = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	*made = (struct np_enc){
		.in = in,
		.report = report,
		.ctx = ctx,
		.most = most,
		.last = NP_END,
		.line = 1,
		.run = { .byte = 1, .line = 1 },
	};
	enum np_code code = start_reading(made, encoding, found, err);
	if (code != NP_OK) {
		np_enc_close(made);
		return code;
	}
	*enc = made;
	return NP_OK;
}

enum np_code
np_enc_open_sized(struct np_enc **enc, struct np_in *in, const char *encoding, size_t most,
    np_enc_report *report, void *ctx, struct np_error *err)
{
	struct np_detect found;
	return open_found(enc, in, encoding, most, &found, report, ctx, err);
}

enum np_code
np_enc_open_found(struct np_enc **enc, struct np_in *in, struct np_detect *found,
    np_enc_report *report, void *ctx, struct np_error *err)
{
	*found = (struct np_detect){ .encoding = "utf-8" };
	return open_found(enc, in, "auto", SIZE_MAX, found, report, ctx, err);
}

void
np_enc_set_map(struct np_enc *enc, np_enc_map *map, void *ctx)
{
	enc->map = map;
	enc->map_ctx = ctx;
}

enum np_code
np_enc_open(struct np_enc **enc, struct np_in *in, const char *encoding, np_enc_report *report,
    void *ctx, struct np_error *err)
{
	return np_enc_open_sized(enc, in, encoding, SIZE_MAX, report, ctx, err);
}

enum np_code
np_enc_set_bad(struct np_enc *enc, enum np_bad bad, struct np_error *err)
{
	enc->bad = bad;
	if (bad != NP_BAD_ESCAPE)
		return NP_OK;
	enc->keep_mark = true;
	return np_codec_be_strict(&enc->codec, err);
}

void
np_enc_keep_mark(struct np_enc *enc)
{
	enc->keep_mark = true;
}

void
np_enc_tally(const struct np_enc *enc, uint64_t *bytes, uint64_t *lines)
{
	*bytes = enc->byte;
	*lines = enc->line - 1;
}

const char *
np_enc_name(const struct np_enc *enc)
{
	bool gb = enc->codec.charset.family == NP_FAMILY_GB;
	return gb && enc->codec.charset.kind >= NP_GBK ? "gb18030" : enc->codec.charset.name;
}

const char *
np_enc_title(const struct np_enc *enc)
{
	return enc->codec.charset.title;
}

void
np_enc_load(struct np_enc *enc)
{
	const struct np_charset *charset;
	size_t count = 0;

	if (enc == NULL || enc->mixed == NULL)
		return;
	for (size_t i = 0; (charset = np_charset_listed(i)) != NULL; i++) {
		/* One that is not there is missed when a text is found to be in it. */
		if (charset->family == NP_FAMILY_FOREIGN && count < NP_ENC_LOADED &&
		    enc->loaded[count] == NULL)
			np_foreign_open(&enc->loaded[count++], charset->name, false, NULL);
	}
}

void
np_enc_close(struct np_enc *enc)
{
	if (enc == NULL)
		return;
	np_codec_close(&enc->codec);
	for (size_t i = 0; i < NP_ENC_LOADED; i++)
		np_foreign_close(enc->loaded[i]);
	np_mixed_close(enc->mixed);
	free(enc->buf);
	free(enc);
}
