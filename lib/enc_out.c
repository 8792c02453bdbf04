/* enc_out.c - the encoding writer: UTF-8 to any encoding */
#include "enc.h"

#include <stdlib.h>
#include <string.h>

#include "big5.h"
#include "codec.h"
#include "escape.h"
#include "utf8.h"

/* Room for what is made at once. */
enum { BUFFER = 64 * 1024 };

/* U+FEFF, the byte order mark. */
static const char mark[] = "\xEF\xBB\xBF";
enum { MARK_LEN = sizeof mark - 1 };

struct np_enc_out {
	struct np_out *out;
	struct np_codec codec;
	np_enc_lack *lack;
	void *ctx;
	enum np_bad bad;
	bool unescape;
	char held[NP_ESCAPE_MOST]; /* the beginning of an escape */
	size_t held_len;
	char letter[2]; /* one that may have a code together with a mark behind it */
	bool has_letter;
	bool marks;    /* a byte order mark comes before the first text */
	bool begun;    /* it has come */
	uint64_t line; /* on which the piece that is written begins */

	char buf[BUFFER];
};

/* Encodes text up to what the encoding lacks; answers how many bytes were taken. */
static size_t
write_some(struct np_enc_out *enc, const char *text, size_t len)
{
	struct np_chunk chunk = { .in = text, .in_end = text + len, .last = true };
	enum np_stop stop;
	do {
		chunk.out = enc->buf;
		chunk.out_end = enc->buf + sizeof enc->buf;
		stop = np_codec_encode(&enc->codec, &chunk);
		np_out_write(enc->out, enc->buf, (size_t)(chunk.out - enc->buf));
	} while (stop == NP_STOP_FULL && !enc->out->failed);
	return enc->out->failed ? len : (size_t)(chunk.in - text);
}

/* Writes what stands for a character that the encoding lacks, unless that is refused; answers what it did. */
static enum np_bad
write_lacking(struct np_enc_out *enc, uint32_t cp)
{
	char escape[NP_ESCAPE_MOST];
	if (enc->bad == NP_BAD_FAIL)
		return NP_BAD_FAIL;
	if (enc->bad == NP_BAD_REPLACE) {
		if (write_some(enc, "\xEF\xBF\xBD", 3) != 3)
			write_some(enc, "?", 1);
		return NP_BAD_REPLACE;
	}
	/* Some encodings have no backslash. */
	size_t len = enc->bad == NP_BAD_ESCAPE ? np_escape_char(escape, cp) : 0;
	if (len > 0 && write_some(enc, escape, len) == len)
		return NP_BAD_ESCAPE;
	write_some(enc, "?", 1);
	return NP_BAD_KEEP;
}

/*
 * Where ASCII is written as it is, a long piece of it at the beginning of text goes out from there,
 * without a copy; answers how many bytes.
 */
static size_t
write_ascii(struct np_enc_out *enc, const char *text, size_t len)
{
	if (len < NP_OUT_DIRECT || !np_codec_has_ascii(&enc->codec))
		return 0;
	size_t ascii = np_utf8_ascii(text, len);
	if (ascii < NP_OUT_DIRECT)
		return 0;
	np_out_write(enc->out, text, ascii);
	return ascii;
}

static enum np_code
write_whole(struct np_enc_out *enc, const char *text, size_t len)
{
	/* Who gave the text may know its lines: they are counted where one is to be told. */
	const char *counted = text;
	uint64_t line = enc->line;
	size_t ascii = write_ascii(enc, text, len);
	text += ascii;
	len -= ascii;
	while (len > 0) {
		size_t used = write_some(enc, text, len);
		text += used;
		len -= used;
		if (len == 0)
			break;
		uint32_t cp;
		used = np_utf8_next(text, len, &cp);
		if (cp == NP_UTF8_BAD) {
			write_some(enc, "?", 1);
		} else {
			line += np_utf8_lines(counted, (size_t)(text - counted));
			counted = text;
			enum np_bad done = write_lacking(enc, cp);
			if (enc->lack != NULL)
				enc->lack(enc->ctx, cp, line, done);
			if (done == NP_BAD_FAIL)
				return NP_ERR_BYTES;
		}
		text += used;
		len -= used;
	}
	return NP_OK;
}

/* True if text ends with Ê or ê, and HKSCS is written: see big5.h. */
static bool
ends_with_letter(const struct np_enc_out *enc, const char *text, size_t len)
{
	return len >= 2 && enc->codec.charset.family == NP_FAMILY_BIG5 &&
	       enc->codec.charset.kind == NP_BIG5_HKSCS && text[len - 2] == '\xC3' &&
	       (text[len - 1] == '\x8A' || text[len - 1] == '\xAA');
}

/* Writes the letter that was kept: nothing that it could go together with comes. */
static enum np_code
write_letter(struct np_enc_out *enc)
{
	if (!enc->has_letter)
		return NP_OK;
	enc->has_letter = false;
	return write_whole(enc, enc->letter, sizeof enc->letter);
}

/* Writes text but for a letter at its end that may go together with what comes. */
static enum np_code
write_text(struct np_enc_out *enc, const char *text, size_t len)
{
	bool utf8 = enc->codec.charset.family == NP_FAMILY_UTF8;

	if (!enc->begun && enc->marks && utf8)
		np_out_write(enc->out, mark, MARK_LEN);
	else if (!enc->begun && enc->marks)
		write_some(enc, mark, MARK_LEN);
	enc->begun = true;
	if (utf8) {
		np_out_write(enc->out, text, len);
		return NP_OK;
	}
	if (enc->has_letter && len > 0) {
		char joint[sizeof enc->letter + 4];
		uint32_t cp;
		size_t used = np_utf8_next(text, len, &cp);
		memcpy(joint, enc->letter, sizeof enc->letter);
		memcpy(joint + sizeof enc->letter, text, used);
		enc->has_letter = false;
		enum np_code code = write_text(enc, joint, sizeof enc->letter + used);
		enc->line += np_utf8_lines(text, used);
		text += used;
		len -= used;
		if (code != NP_OK || len == 0)
			return code;
	}
	if (ends_with_letter(enc, text, len)) {
		len -= sizeof enc->letter;
		memcpy(enc->letter, text + len, sizeof enc->letter);
		enc->has_letter = true;
	}
	return write_whole(enc, text, len);
}

/* ---- escapes ---- */

/*
 * Writes text with its escapes undone; what only looks like one is text.  With `whole` nothing
 * comes behind it; else the beginning of an escape at its end is left: *left bytes.
 */
static enum np_code
write_unescaped(struct np_enc_out *enc, const char *text, size_t len, bool whole, size_t *left)
{
	const char *end = text + len;
	enum np_code code = NP_OK;
	*left = 0;
	while (text < end && code == NP_OK) {
		const char *slash = memchr(text, '\\', (size_t)(end - text));
		size_t before = (size_t)((slash != NULL ? slash : end) - text), used = 1;
		uint32_t value;
		code = write_text(enc, text, before);
		enc->line += np_utf8_lines(text, before);
		text += before;
		if (text == end || code != NP_OK)
			break;
		char utf8[4];
		switch (np_escape_find(text, (size_t)(end - text), &used, &value)) {
		case NP_ESCAPE_BYTE:
			code = write_letter(enc);
			np_out_byte(enc->out, (char)value);
			break;
		case NP_ESCAPE_CHAR:
			code = write_text(enc, utf8, np_utf8_put(utf8, value));
			break;
		case NP_ESCAPE_CUT:
			if (!whole) {
				*left = (size_t)(end - text);
				return code;
			}
			/* fall through */
		case NP_ESCAPE_NONE:
			code = write_text(enc, text, 1);
			break;
		}
		text += used;
	}
	return code;
}

/* np_enc_out_write() where there may be escapes. */
static enum np_code
write_with_escapes(struct np_enc_out *enc, const char *text, size_t len)
{
	size_t left;
	enum np_code code = NP_OK;
	/* An escape that was cut is made whole a byte at a time. */
	while (enc->held_len > 0 && len > 0 && code == NP_OK) {
		enc->held[enc->held_len++] = *text++;
		len--;
		code = write_unescaped(enc, enc->held, enc->held_len, false, &left);
		memmove(enc->held, enc->held + enc->held_len - left, left);
		enc->held_len = left;
	}
	if (code != NP_OK || len == 0)
		return code;
	code = write_unescaped(enc, text, len, false, &left);
	memcpy(enc->held, text + len - left, left);
	enc->held_len = left;
	return code;
}

enum np_code
np_enc_out_write_lines(struct np_enc_out *enc, const char *text, size_t len, uint64_t lines)
{
	uint64_t begin = enc->line;
	enum np_code code =
	    enc->unescape ? write_with_escapes(enc, text, len) : write_text(enc, text, len);
	enc->line = begin + lines;
	return code;
}

enum np_code
np_enc_out_write(struct np_enc_out *enc, const char *text, size_t len)
{
	return np_enc_out_write_lines(enc, text, len, np_utf8_lines(text, len));
}

enum np_code
np_enc_out_end(struct np_enc_out *enc)
{
	struct np_chunk chunk = { .out = enc->buf, .out_end = enc->buf + sizeof enc->buf };
	size_t left, held = enc->held_len;
	enum np_code code = NP_OK;
	enc->held_len = 0;
	if (held > 0)
		code = write_unescaped(enc, enc->held, held, true, &left);
	if (code == NP_OK)
		code = write_letter(enc);
	enc->has_letter = false;
	np_codec_end(&enc->codec, &chunk);
	np_out_write(enc->out, enc->buf, (size_t)(chunk.out - enc->buf));
	enc->line = 1;
	return code;
}

/* ---- opening ---- */

static enum np_code
start_writing(struct np_codec *codec, const char *name, struct np_error *err)
{
	const struct np_charset *known = np_charset_find(name);
	if (known != NULL)
		return np_codec_use(codec, known, err);
	if (strcmp(name, "auto") == 0)
		return np_fail(err, NP_ERR_UNKNOWN, 0, "unknown encoding");
	return np_codec_use_foreign(codec, name, err);
}

bool
np_enc_has_mark(const char *name)
{
	struct np_codec codec = { .writes = true };
	struct np_error err;
	char out[32];
	struct np_chunk chunk = { .in = mark,
		.in_end = mark + MARK_LEN,
		.last = true,
		.out = out,
		.out_end = out + sizeof out };
	if (np_enc_is_utf8(name))
		return true;
	bool has = start_writing(&codec, name, &err) == NP_OK &&
		   np_codec_encode(&codec, &chunk) != NP_STOP_BAD && chunk.in == chunk.in_end;
	np_codec_close(&codec);
	return has;
}

enum np_code
np_enc_out_open(struct np_enc_out **enc, struct np_out *out, const char *encoding,
    np_enc_lack *lack, void *ctx, struct np_error *err)
{
	struct np_enc_out *made = malloc(sizeof *made);
	*enc = NULL;
	if (made == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	made->out = out;
	made->codec = (struct np_codec){ .writes = true };
	made->lack = lack;
	made->ctx = ctx;
	made->bad = NP_BAD_KEEP;
	made->unescape = made->begun = made->has_letter = false;
	made->held_len = 0;
	made->line = 1;
	enum np_code code = start_writing(&made->codec, encoding, err);
	if (code != NP_OK) {
		np_enc_out_close(made);
		return code;
	}
	made->marks = np_codec_marks(&made->codec);
	out->foreign = !np_enc_is_utf8(encoding);
	*enc = made;
	return NP_OK;
}

void
np_enc_out_set_bad(struct np_enc_out *enc, enum np_bad bad)
{
	enc->bad = bad;
}

void
np_enc_out_unescape(struct np_enc_out *enc)
{
	enc->unescape = true;
}

void
np_enc_out_mark(struct np_enc_out *enc)
{
	enc->marks = true;
}

void
np_enc_out_resume(struct np_enc_out *enc)
{
	enc->begun = true;
}

const char *
np_enc_out_title(const struct np_enc_out *enc)
{
	return enc->codec.charset.written;
}

void
np_enc_out_close(struct np_enc_out *enc)
{
	if (enc == NULL)
		return;
	np_codec_close(&enc->codec);
	free(enc);
}
