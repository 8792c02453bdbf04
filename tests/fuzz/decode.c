/* decode - every decoder: how the bytes come does not matter, escapes are reversed, U+FFFD is UTF-8 */
#include "fuzz.h"

static const char *const encodings[] = { "utf-8", "gb18030", "gbk", "gb2312", "big5", "hz",
	"utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "auto", "euc-jp",
	"iso-2022-jp", "shift_jis", "euc-kr", "iso-8859-1" };

/* What a decoder told and wrote. */
struct heard {
	struct np_out out;
	uint64_t bad, hash, byte;
	enum np_code code;
};

static void
hear(void *ctx, const struct np_enc_bad *bad)
{
	struct heard *heard = ctx;

	LAW(bad->byte > heard->byte && bad->line > 0);
	LAW(bad->kept > 0 && bad->kept <= bad->len && bad->len <= sizeof bad->bytes);
	heard->byte = bad->byte;
	heard->bad++;
	heard->hash = fuzz_hash(heard->hash, &bad->byte, sizeof bad->byte);
	heard->hash = fuzz_hash(heard->hash, &bad->line, sizeof bad->line);
	heard->hash = fuzz_hash(heard->hash, bad->bytes, bad->len);
}

/* Decodes, at most so many bytes read at once and cap a call; false if "auto" can't tell. */
static bool
decode(struct heard *heard, struct np_span bytes, const char *encoding, enum np_bad bad,
    size_t most, size_t cap)
{
	struct np_in in;
	struct np_enc *enc;
	struct np_error err;
	char *buf = malloc(cap);
	size_t got;

	*heard = (struct heard){ .code = NP_OK };
	LAW(buf != NULL);
	fuzz_out(&heard->out);
	fuzz_in(&in, bytes);
	heard->code = np_enc_open_sized(&enc, &in, encoding, most, hear, heard, &err);
	LAW(heard->code == NP_OK || (heard->code == NP_ERR_BYTES && enc == NULL));
	if (heard->code == NP_OK) {
		LAW(np_enc_set_bad(enc, bad, &err) == NP_OK);
		while ((heard->code = np_enc_read(enc, buf, cap, &got, &err)) == NP_OK) {
			LAW(got > 0 && got <= cap);
			np_out_write(&heard->out, buf, got);
		}
		LAW(heard->code == NP_END || (bad == NP_BAD_FAIL && heard->code == NP_ERR_BYTES));
		np_enc_close(enc);
	}
	np_in_close(&in);
	free(buf);
	return heard->code == NP_END;
}

/* What escapes stand for is written: the input, to the byte. */
static void
go_back(const struct heard *heard, const char *encoding, struct np_span bytes)
{
	struct np_enc_out *enc;
	struct np_error err;
	struct np_out out;

	fuzz_out(&out);
	LAW(np_enc_out_open(&enc, &out, encoding, NULL, NULL, &err) == NP_OK);
	np_enc_out_unescape(enc);
	LAW(np_enc_out_write(enc, heard->out.buf, heard->out.len) == NP_OK);
	LAW(np_enc_out_end(enc) == NP_OK);
	LAW(fuzz_same(fuzz_written(&out), bytes));
	np_enc_out_close(enc);
	fuzz_drop(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	size_t which = fuzz_choice(&fuzz, SIZE(encodings));
	enum np_bad bad = (enum np_bad)fuzz_choice(&fuzz, NP_BAD_ESCAPE + 1);
	const struct np_charset *charset;
	struct heard whole, parts;
	bool ended;

	ended = decode(&whole, fuzz.rest, encodings[which], bad, 1 << 16, 1 << 16);
	decode(&parts, fuzz.rest, encodings[which], bad, 1 + fuzz_below(&fuzz, 20),
	    32 + fuzz_below(&fuzz, 20));
	LAW(parts.code == whole.code && parts.bad == whole.bad && parts.hash == whole.hash);
	LAW(fuzz_same(fuzz_written(&parts.out), fuzz_written(&whole.out)));
	if (bad == NP_BAD_REPLACE || bad == NP_BAD_ESCAPE || (bad == NP_BAD_FAIL && ended) ||
	    (ended && whole.bad == 0))
		LAW(fuzz_is_utf8(fuzz_written(&whole.out)));
	/* UTF-8 passes, but for the mark at its beginning. */
	if (which == 0 && bad == NP_BAD_KEEP) {
		struct np_span text = fuzz.rest;

		if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
			text = (struct np_span){ text.ptr + 3, text.len - 3 };
		LAW(fuzz_same(fuzz_written(&whole.out), text));
	}
	/*
	 * HZ can write one text in many ways, and iconv(3)'s encodings may; utf-16 and utf-32 are
	 * written with a mark.  GBK and GB 2312 are read as GB 18030.
	 */
	charset = np_charset_find(encodings[which]);
	if (bad == NP_BAD_ESCAPE && ended && charset != NULL && charset->family != NP_FAMILY_HZ &&
	    charset->family != NP_FAMILY_FOREIGN &&
	    (charset->family != NP_FAMILY_WIDE || charset->order != NP_ORDER_BY_MARK))
		go_back(&whole, charset->family == NP_FAMILY_GB ? "gb18030" : encodings[which],
		    fuzz.rest);
	fuzz_drop(&whole.out);
	fuzz_drop(&parts.out);
	return 0;
}
