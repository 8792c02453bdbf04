/* enc.c - the decoding reader: bytes in any encoding to UTF-8 */
#include "enc.h"

#include <stdlib.h>
#include <string.h>

#include "codec.h"
#include "detect.h"
#include "escape.h"
#include "foreign.h"
#include "gb18030.h"
#include "mixed.h"
#include "utf8.h"

/* Room for input, which is also how much "auto" looks at. */
enum { BUFFER = 64 * 1024 };

/* Encodings of iconv(3) that a mixed text may turn to; three have names here. */
enum { LOADED = 4 };

/* The least room a step is given: what iconv(3) wants, twice, for escapes leave half of it. */
enum { STEP_ROOM = 32 };

/* Text that is decoded before it is escaped, at once. */
enum { ESCAPED_AT_ONCE = 4096 };

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

/* ---- the reader ---- */

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

	struct np_foreign *loaded[LOADED]; /* kept open by np_enc_load() */
	struct np_mixed *mixed;            /* NULL where one encoding is read */
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
static bool
take_in(struct np_enc *enc, char *buf, size_t cap, size_t *got)
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

/* More input into the buffer, behind what is there; false when there is none. */
static bool
fill(struct np_enc *enc)
{
	size_t got;
	if (enc->start > 0) {
		memmove(enc->buf, enc->buf + enc->start, enc->end - enc->start);
		enc->end -= enc->start;
		enc->start = 0;
	}
	if (enc->end == enc->cap || !take_in(enc, enc->buf + enc->end, enc->cap - enc->end, &got))
		return false;
	enc->end += got;
	return true;
}

/* Tells of the run that ends here, and begins the next one, in charset. */
static void
end_run(struct np_enc *enc)
{
	enc->run.len = enc->byte + 1 - enc->run.byte;
	if (enc->map != NULL && enc->run.len > 0)
		enc->map(enc->map_ctx, &enc->run);
	enc->run = (struct np_enc_run){ np_enc_name(enc), enc->byte + 1, enc->line, enc->run.len };
}

static enum np_code
finish(struct np_enc *enc, struct np_error *err)
{
	end_run(enc);
	if (enc->last != NP_END && err != NULL)
		*err = enc->last_err;
	return enc->last;
}

static void
report_bad(struct np_enc *enc, const char *piece, size_t kept, size_t shown)
{
	struct np_enc_bad bad = { .byte = enc->byte + 1, .line = enc->line };
	if (enc->report == NULL)
		return;
	bad.len = shown < sizeof bad.bytes ? shown : sizeof bad.bytes;
	bad.kept = kept < bad.len ? kept : bad.len;
	memcpy(bad.bytes, piece, bad.len);
	enc->report(enc->ctx, &bad);
}

static bool
is_mark(const char *text, size_t len)
{
	return len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
}

/* ---- UTF-8, its bad bytes kept ---- */

/* Tells of what is no UTF-8 in text, and counts its bytes and lines. */
static void
check_utf8(struct np_enc *enc, const char *text, size_t len)
{
	size_t feeds = 0, pos = np_utf8_ascii_lines(text, len, &feeds);
	enc->byte += pos;
	enc->line += feeds;
	for (;;) {
		size_t lines = 0, valid = np_utf8_valid_lines(text + pos, len - pos, &lines);
		enc->byte += valid;
		enc->line += lines;
		pos += valid;
		if (pos == len)
			return;
		uint32_t cp;
		size_t piece = np_utf8_next(text + pos, len - pos, &cp);
		report_bad(enc, text + pos, piece, piece);
		enc->byte += piece;
		pos += piece;
	}
}

/* np_enc_read() from the input right into buf. */
static enum np_code
read_utf8(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	for (;;) {
		/* What "auto" looked at, or the beginning of a character held back. */
		size_t len = enc->end - enc->start, more = 0;
		if (len > cap)
			len = cap;
		memcpy(buf, enc->buf + enc->start, len);
		enc->start += len;
		if (len < 4 && take_in(enc, buf + len, cap - len, &more))
			len += more;
		bool whole = enc->ended && enc->start == enc->end;
		size_t hold = whole ? 0 : np_utf8_tail(buf, len);
		if (enc->start < enc->end) {
			enc->start -= hold;
		} else {
			memcpy(enc->buf, buf + len - hold, hold);
			enc->start = 0;
			enc->end = hold;
		}
		len -= hold;
		if (!enc->started && !enc->keep_mark && is_mark(buf, len)) {
			len -= 3;
			memmove(buf, buf + 3, len);
			enc->byte += 3;
			enc->started = true;
		}
		if (len > 0) {
			enc->started = true;
			if (enc->unchecked)
				enc->byte += len;
			else
				check_utf8(enc, buf, len);
			*got = len;
			return NP_OK;
		}
		if (whole)
			return finish(enc, err);
	}
}

/* Reads charset from here on; its byte order mark is read on as a character. */
static enum np_code
use_charset(struct np_enc *enc, const struct np_charset *charset, struct np_error *err)
{
	enum np_code code = np_codec_use(&enc->codec, charset, err);
	if (code != NP_OK || !np_codec_marks(&enc->codec))
		return code;
	while (enc->end - enc->start < enc->codec.wide.width && fill(enc))
		continue;
	np_codec_order(&enc->codec, enc->buf + enc->start, enc->end - enc->start);
	return NP_OK;
}

/* ---- all else ---- */

/* True if a byte order mark that the text begins with is none of its characters. */
static bool
drops_mark(const struct np_enc *enc)
{
	/* Who wrote UTF-16 with escapes put a mark before the text, whatever that begins with. */
	return !enc->keep_mark || (np_codec_marks(&enc->codec) && enc->bad != NP_BAD_ESCAPE);
}

/* Decodes what is held into buf, and takes the byte order mark away. */
static enum np_stop
step(struct np_enc *enc, char *buf, size_t room, size_t *made, struct np_chunk *chunk)
{
	bool whole = enc->mixed == NULL;
	*chunk = (struct np_chunk){
		.in = enc->buf + enc->start,
		.in_end = whole ? enc->buf + enc->end : enc->buf + enc->start + enc->run_left,
		.last = enc->ended || !whole,
		.out = buf,
		.out_end = buf + room,
	};
	enum np_stop stop = np_codec_decode(&enc->codec, chunk);
	size_t used = (size_t)(chunk->in - enc->buf) - enc->start;
	enc->start += used;
	enc->byte += used;
	enc->run_left -= used;
	*made = (size_t)(chunk->out - buf);
	if (*made > 0) {
		if (!enc->started && drops_mark(enc) && is_mark(buf, *made)) {
			*made -= 3;
			memmove(buf, buf + 3, *made);
		}
		enc->started = true;
		enc->line += np_utf8_lines(buf, *made);
	}
	return stop;
}

/* step() with every backslash doubled, so that those of escapes can be told. */
static enum np_stop
step_escaped(struct np_enc *enc, char *buf, size_t room, size_t *made, struct np_chunk *chunk)
{
	char text[ESCAPED_AT_ONCE];
	size_t len;
	enum np_stop stop =
	    step(enc, text, room / 2 < sizeof text ? room / 2 : sizeof text, &len, chunk);
	*made = np_escape_text(buf, text, len);
	return stop;
}

/* Puts out what stands for the bad piece of len bytes, at most 4 for each of them. */
static size_t
put_bad(const struct np_enc *enc, char *buf, const char *bad, size_t len)
{
	if (enc->bad == NP_BAD_ESCAPE)
		return np_escape_bytes(buf, bad, len);
	if (enc->bad == NP_BAD_REPLACE)
		return np_utf8_put(buf, 0xFFFD);
	memcpy(buf, bad, len);
	return len;
}

/* Passes over the bad piece, with what stands for it. */
static void
pass_bad(struct np_enc *enc, const struct np_chunk *chunk, char *buf, size_t *got)
{
	size_t len = chunk->bad;
	report_bad(enc, chunk->in, len, chunk->shown);
	*got += put_bad(enc, buf, chunk->in, len);
	enc->line += np_utf8_lines(chunk->in, len);
	enc->start += len;
	enc->byte += len;
	enc->run_left -= len;
	enc->started = true;
}

/* Begins the next run, if what is held tells it; NP_END where it does not. */
static enum np_code
next_run(struct np_enc *enc, struct np_error *err)
{
	struct np_run run;
	if (enc->start == enc->end || !np_mixed_next(enc->mixed, enc->buf + enc->start,
					  enc->end - enc->start, enc->ended, &run))
		return NP_END;
	enc->run_left = run.len;
	const struct np_charset *charset = np_charset_find(np_candidate_name(run.set));
	if (charset->name == enc->codec.charset.name)
		return NP_OK;
	enum np_code code = use_charset(enc, charset, err);
	end_run(enc);
	return code;
}

/* np_enc_read() by way of the buffer. */
static enum np_code
read_text(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	while (!enc->failed && cap - *got >= STEP_ROOM) {
		struct np_chunk chunk;
		size_t made = 0;
		if (enc->mixed != NULL && enc->run_left == 0) {
			enum np_code code = next_run(enc, err);
			if (code == NP_END && *got > 0)
				break;
			if (code == NP_END && enc->ended)
				return finish(enc, err);
			if (code == NP_END) {
				fill(enc);
				continue;
			}
			if (code != NP_OK)
				return code;
		}
		enum np_stop stop = enc->bad == NP_BAD_ESCAPE
					? step_escaped(enc, buf + *got, cap - *got, &made, &chunk)
					: step(enc, buf + *got, cap - *got, &made, &chunk);
		*got += made;
		if (stop == NP_STOP_FULL) {
			if (made > 0 && cap - *got >= 4 * STEP_ROOM)
				continue;
			if (*got > 0)
				break;
			continue;
		}
		if (stop == NP_STOP_BAD) {
			if (cap - *got < STEP_ROOM)
				break;
			if (enc->bad == NP_BAD_FAIL) {
				report_bad(enc, chunk.in, chunk.bad, chunk.shown);
				enc->failed = true;
			} else {
				pass_bad(enc, &chunk, buf + *got, got);
			}
			continue;
		}
		if (enc->mixed != NULL)
			continue;
		if (*got > 0)
			break;
		if (enc->ended && enc->start == enc->end)
			return finish(enc, err);
		fill(enc);
	}
	if (*got == 0 && enc->failed)
		return np_fail(err, NP_ERR_BYTES, 0, "bytes that are no text");
	return NP_OK;
}

/* True where read_utf8() reads. */
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
	check_utf8(enc, text, len);
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
		return read_utf8(enc, buf, cap, got, err);
	return read_text(enc, buf, cap, got, err);
}

/* A long piece of ASCII that comes next and is text as it is, where it is held; empty if there is none. */
static struct np_span
view_ascii(struct np_enc *enc)
{
	struct np_span text = { enc->buf + enc->start, 0 };
	size_t lines = 0;
	if (enc->failed || !np_codec_has_ascii(&enc->codec) || reads_utf8(enc) ||
	    enc->bad == NP_BAD_ESCAPE || enc->mixed != NULL)
		return text;
	if (enc->start == enc->end)
		fill(enc);
	text.ptr = enc->buf + enc->start;
	size_t ascii = np_utf8_ascii_lines(text.ptr, enc->end - enc->start, &lines);
	if (ascii < NP_OUT_DIRECT)
		return text;
	text.len = ascii;
	enc->start += ascii;
	enc->byte += ascii;
	enc->line += lines;
	enc->started = true;
	return text;
}

enum np_code
np_enc_view(struct np_enc *enc, char *buf, size_t cap, struct np_span *text, struct np_error *err)
{
	*text = view_ascii(enc);
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
	while (enc->end < enc->cap && fill(enc))
		continue;
	if (enc->end == 0 && enc->ended && enc->last != NP_END)
		return finish(enc, err);
	np_detect(enc->buf, enc->end, found);
	if (found->undecided)
		return np_fail(err, NP_ERR_BYTES, 0, found->candidates);
	enc->codec.hz_in_gb = found->shifted;
	/* A piece out of the middle of a text: read from here it would not be what it is. */
	if (found->skip > 0 && strcmp(found->encoding, "utf-8") != 0)
		return np_fail(
		    err, NP_ERR_BYTES, 0, "begins inside a character (mixed reads that)");
	return NP_OK;
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
	code = charset != NULL ? use_charset(enc, charset, err)
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
		if (charset->family == NP_FAMILY_FOREIGN && count < LOADED &&
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
	for (size_t i = 0; i < LOADED; i++)
		np_foreign_close(enc->loaded[i]);
	np_mixed_close(enc->mixed);
	free(enc->buf);
	free(enc);
}
