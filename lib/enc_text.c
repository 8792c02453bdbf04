/* enc_text.c - reading what must be decoded: a chunk at a time, run by run where a text is mixed */
#include <string.h>

#include "enc_inside.h"
#include "escape.h"
#include "utf8.h"

/* The least room a step is given: what iconv(3) wants, twice, for escapes leave half of it. */
enum { STEP_ROOM = 32 };

/* Text that is decoded before it is escaped, at once. */
enum { ESCAPED_AT_ONCE = 4096 };

enum np_code
np_enc_use_charset(struct np_enc *enc, const struct np_charset *charset, struct np_error *err)
{
	enum np_code code = np_codec_use(&enc->codec, charset, err);
	if (code != NP_OK || !np_codec_marks(&enc->codec))
		return code;
	while (enc->end - enc->start < enc->codec.wide.width && np_enc_fill(enc))
		continue;
	np_codec_order(&enc->codec, enc->buf + enc->start, enc->end - enc->start);
	return NP_OK;
}

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
		if (!enc->started && drops_mark(enc) && np_enc_is_mark(buf, *made)) {
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
	np_enc_report_bad(enc, chunk->in, len, chunk->shown);
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
	enum np_code code = np_enc_use_charset(enc, charset, err);
	np_enc_end_run(enc);
	return code;
}

enum np_code
np_enc_read_text(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	while (!enc->failed && cap - *got >= STEP_ROOM) {
		struct np_chunk chunk;
		size_t made = 0;
		if (enc->mixed != NULL && enc->run_left == 0) {
			enum np_code code = next_run(enc, err);
			if (code == NP_END && *got > 0)
				break;
			if (code == NP_END && enc->ended)
				return np_enc_finish(enc, err);
			if (code == NP_END) {
				np_enc_fill(enc);
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
				np_enc_report_bad(enc, chunk.in, chunk.bad, chunk.shown);
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
			return np_enc_finish(enc, err);
		np_enc_fill(enc);
	}
	if (*got == 0 && enc->failed)
		return np_fail(err, NP_ERR_BYTES, 0, "bytes that are no text");
	return NP_OK;
}

struct np_span
np_enc_view_ascii(struct np_enc *enc)
{
	struct np_span text = { enc->buf + enc->start, 0 };
	size_t lines = 0;
	if (enc->failed || !np_codec_has_ascii(&enc->codec) || enc->bad == NP_BAD_ESCAPE ||
	    enc->mixed != NULL)
		return text;
	if (enc->start == enc->end)
		np_enc_fill(enc);
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
