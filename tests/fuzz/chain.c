/*
 * chain - the whole way of a text: decoded, cut into pages, labelled, a block stream, its articles
 *
 * What npsplit | npstrip keep of the stream is what npstrip keeps of the page, word by word.
 */
#include "fuzz_article.h"
#include "fuzz_label.h"

#include "strip.h"

static const char *const encodings[] = { "utf-8", "gb18030", "big5", "utf-16", "auto" };

/* The words of the stream's blocks whose roles are not in the set, sorted by bytes: how many of each. */
static void
count_stream(size_t counts[256], struct np_span stream, uint32_t roles, bool markdown, bool torn,
    struct np_arena *arena)
{
	struct fuzz lines = { stream, 1 };
	struct np_block block;
	struct np_error err;
	struct np_out out;

	fuzz_out(&out);
	while (lines.rest.len > 0) {
		LAW(np_block_parse(fuzz_line(&lines), &block, &err) == NP_OK);
		if ((roles >> block.role & 1) == 0)
			fuzz_put_words(&out, np_block_unescape(block.text, arena), markdown, torn);
	}
	for (size_t i = 0; i < out.len; i++)
		counts[(unsigned char)out.buf[i]]++;
	fuzz_drop(&out);
}

static void
count_text(size_t counts[256], struct np_span text, bool markdown, bool torn)
{
	struct np_out out;

	fuzz_out(&out);
	fuzz_put_words(&out, text, markdown, torn);
	for (size_t i = 0; i < out.len; i++)
		counts[(unsigned char)out.buf[i]]++;
	fuzz_drop(&out);
}

static void
do_page(const struct np_page *page, uint32_t roles, struct np_arena *arena)
{
	bool torn = !fuzz_is_utf8(page->bytes);
	size_t of_page[256] = { 0 }, of_stream[256] = { 0 }, count;
	struct np_labelled *blocks;
	struct np_span text;
	struct np_error err;
	struct np_out out;

	LAW(np_labeller_page(fuzz_labeller(), page, arena, &blocks, &count, &err) == NP_OK);
	fuzz_words_kept(page, blocks, count);
	LAW(np_strip_page(page, blocks, count, roles, arena, &text, &err) == NP_OK);
	fuzz_out(&out);
	fuzz_put_stream(&out, page, blocks, count, arena);
	count_text(of_page, text, page->markdown, torn);
	count_stream(of_stream, fuzz_written(&out), roles, page->markdown, torn, arena);
	LAW(memcmp(of_page, of_stream, sizeof of_page) == 0);
	fuzz_stream(fuzz_written(&out));
	fuzz_drop(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	const char *encoding = encodings[fuzz_choice(&fuzz, SIZE(encodings))];
	enum np_from from = (enum np_from)fuzz_choice(&fuzz, NP_FROM_MD + 1);
	uint32_t roles = UINT32_C(1) << fuzz_choice(&fuzz, NP_ROLES);
	struct np_in in;
	struct np_enc *enc;
	struct np_pages *pages;
	struct np_page page;
	struct np_error err;
	enum np_code code;

	fuzz_in(&in, fuzz.rest);
	code = np_enc_open(&enc, &in, encoding, NULL, NULL, &err);
	LAW(code == NP_OK || code == NP_ERR_BYTES);
	if (code == NP_OK) {
		LAW(np_pages_open(&pages, enc, "a\tb\\", from, 1 << 20, &err) == NP_OK);
		while ((code = np_pages_next(pages, &page, &err)) == NP_OK)
			do_page(&page, roles, np_pages_arena(pages));
		LAW(code == NP_END);
		np_pages_close(pages);
		np_enc_close(enc);
	}
	np_in_close(&in);
	return 0;
}
