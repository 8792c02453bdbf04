/* enc_utf8.c - reading UTF-8 whose bad bytes are kept: right to where it is wanted, and nothing is decoded */
#include <string.h>

#include "enc_inside.h"
#include "utf8.h"

void
np_enc_check_utf8(struct np_enc *enc, const char *text, size_t len)
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
		np_enc_report_bad(enc, text + pos, piece, piece);
		enc->byte += piece;
		pos += piece;
	}
}

enum np_code
np_enc_read_utf8(struct np_enc *enc, char *buf, size_t cap, size_t *got, struct np_error *err)
{
	for (;;) {
		/* What "auto" looked at, or the beginning of a character held back. */
		size_t len = enc->end - enc->start, more = 0;
		if (len > cap)
			len = cap;
		memcpy(buf, enc->buf + enc->start, len);
		enc->start += len;
		if (len < 4 && np_enc_take_in(enc, buf + len, cap - len, &more))
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
		if (!enc->started && !enc->keep_mark && np_enc_is_mark(buf, len)) {
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
				np_enc_check_utf8(enc, buf, len);
			*got = len;
			return NP_OK;
		}
		if (whole)
			return np_enc_finish(enc, err);
	}
}
