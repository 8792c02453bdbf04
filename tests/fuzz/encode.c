/* encode - every encoder: how the text comes does not matter, what nothing lacked comes back */
#include "fuzz.h"

static const char *const encodings[] = { "utf-8", "gb18030", "gbk", "gb2312", "big5", "hz",
	"utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be", "euc-jp", "iso-2022-jp",
	"shift_jis", "euc-kr" };

struct heard {
	struct np_out out;
	uint64_t lacks, hash;
	enum np_code code;
};

static void
hear(void *ctx, uint32_t cp, uint64_t line, enum np_bad done)
{
	struct heard *heard = ctx;

	LAW(line > 0);
	heard->lacks++;
	heard->hash = fuzz_hash(heard->hash, &cp, sizeof cp);
	heard->hash = fuzz_hash(heard->hash, &line, sizeof line);
	heard->hash = fuzz_hash(heard->hash, &done, sizeof done);
}

/* Encodes the text, in pieces of whole characters; most 0: in one. */
static void
encode(struct heard *heard, struct fuzz *fuzz, struct np_span text, const char *encoding,
    enum np_bad bad, size_t most)
{
	struct np_enc_out *enc;
	struct np_error err;

	*heard = (struct heard){ .code = NP_OK };
	fuzz_out(&heard->out);
	LAW(np_enc_out_open(&enc, &heard->out, encoding, hear, heard, &err) == NP_OK);
	np_enc_out_set_bad(enc, bad);
	for (size_t at = 0; at < text.len && heard->code == NP_OK;) {
		size_t len = text.len - at, end = most == 0 ? len : 1 + fuzz_below(fuzz, most);

		if (end < len) {
			uint32_t cp;

			len = 0;
			while (len < end)
				len += np_utf8_next(text.ptr + at + len, text.len - at - len, &cp);
		}
		heard->code = np_enc_out_write(enc, text.ptr + at, len);
		at += len;
	}
	LAW(heard->code == NP_OK || (heard->code == NP_ERR_BYTES && bad == NP_BAD_FAIL));
	if (heard->code == NP_OK)
		heard->code = np_enc_out_end(enc);
	np_enc_out_close(enc);
}

/* Decodes what was written: without a fault, the text. */
static void
decode(const struct heard *heard, const char *encoding, struct np_span text)
{
	struct np_in in;
	struct np_enc *enc;
	struct np_error err;
	struct np_out out;
	char buf[4096];
	size_t got;
	enum np_code code;

	fuzz_out(&out);
	fuzz_in(&in, fuzz_written(&heard->out));
	LAW(np_enc_open(&enc, &in, encoding, NULL, NULL, &err) == NP_OK);
	/* utf-16 and utf-32 have the mark that was written; of the others it is the text's. */
	if (strcmp(encoding, "utf-16") != 0 && strcmp(encoding, "utf-32") != 0)
		np_enc_keep_mark(enc);
	LAW(np_enc_set_bad(enc, NP_BAD_FAIL, &err) == NP_OK);
	while ((code = np_enc_read(enc, buf, sizeof buf, &got, &err)) == NP_OK)
		np_out_write(&out, buf, got);
	LAW(code == NP_END);
	LAW(fuzz_same(fuzz_written(&out), text));
	np_enc_close(enc);
	np_in_close(&in);
	fuzz_drop(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	size_t which = fuzz_choice(&fuzz, SIZE(encodings));
	enum np_bad bad = (enum np_bad)fuzz_choice(&fuzz, NP_BAD_ESCAPE + 1);
	struct heard whole, parts;

	encode(&whole, &fuzz, fuzz.rest, encodings[which], bad, 0);
	encode(&parts, &fuzz, fuzz.rest, encodings[which], bad, 16);
	LAW(parts.code == whole.code && parts.lacks == whole.lacks && parts.hash == whole.hash);
	LAW(fuzz_same(fuzz_written(&parts.out), fuzz_written(&whole.out)));
	if (whole.code == NP_OK && whole.lacks == 0 && bad != NP_BAD_ESCAPE &&
	    fuzz_is_utf8(fuzz.rest) && np_charset_find(encodings[which]) != NULL)
		decode(&whole, encodings[which], fuzz.rest);
	fuzz_drop(&whole.out);
	fuzz_drop(&parts.out);
	return 0;
}
