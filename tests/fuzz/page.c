/* page - the page reader: pages are the text, lines the pages, words the lines without their marks */
#include "fuzz.h"

static void
check_line(const struct np_page *page, const struct np_line *line)
{
	size_t at = line->text_start, start, end, cut = 0;
	struct np_span text = line->text;

	LAW(fuzz_inside(line->raw, page->bytes) && line->raw.len > 0);
	LAW(memchr(line->raw.ptr, '\n', line->raw.len) == NULL);
	LAW(text.len > 0 && at <= line->raw.len && line->heading <= 6);
	/* The text is raw from text_start on, less what is cut out. */
	while (cut < line->cut_count && line->cuts[cut].end <= at)
		cut++;
	for (size_t i = 0; i < text.len; i++) {
		for (; cut < line->cut_count && line->cuts[cut].start == at; cut++)
			at = line->cuts[cut].end;
		LAW(at < line->raw.len && line->raw.ptr[at] == text.ptr[i]);
		at++;
	}
	for (size_t i = 0; i < line->cut_count; i++) {
		LAW(line->cuts[i].start < line->cuts[i].end && line->cuts[i].end <= line->raw.len);
		LAW(i == 0 || line->cuts[i - 1].end <= line->cuts[i].start);
	}
	np_line_raw_range(line, 0, text.len, &start, &end);
	LAW(start <= end && end <= line->raw.len);
	LAW(np_page_columns(text) <= 2 * text.len);
}

static void
check_page(const struct np_page *page, enum np_from from)
{
	uint64_t number = page->first_line;

	LAW(from == NP_FROM_AUTO || page->markdown == (from == NP_FROM_MD));
	LAW(memchr(page->bytes.ptr, '\f', page->bytes.len) == NULL || page->bytes.len == 0);
	for (size_t i = 0; i < page->count; i++) {
		LAW(page->lines[i].number >= number);
		number = page->lines[i].number + 1;
		check_line(page, &page->lines[i]);
		LAW(page->markdown || page->lines[i].cut_count == 0);
	}
}

/* Reads the pages; most bytes are read at once. */
static void
read_pages(struct np_out *out, uint64_t *hash, struct np_span bytes, enum np_from from, size_t most,
    size_t max)
{
	struct np_in in;
	struct np_enc *enc;
	struct np_pages *pages;
	struct np_page page;
	struct np_error err;
	enum np_code code;

	fuzz_out(out);
	fuzz_in(&in, bytes);
	LAW(np_enc_open_sized(&enc, &in, "utf-8", most, NULL, NULL, &err) == NP_OK);
	LAW(np_pages_open(&pages, enc, "name", from, max, &err) == NP_OK);
	while ((code = np_pages_next(pages, &page, &err)) != NP_END) {
		LAW(code == NP_OK || code == NP_ERR_TOOBIG);
		if (code == NP_ERR_TOOBIG) {
			*hash = fuzz_hash(*hash, &err.line, sizeof err.line);
			continue;
		}
		LAW(page.bytes.len <= max);
		check_page(&page, from);
		np_out_write(out, page.bytes.ptr, page.bytes.len);
		if (page.ended_by_feed)
			np_out_byte(out, '\f');
		*hash = fuzz_hash(*hash, page.name.ptr, page.name.len);
		*hash = fuzz_hash(*hash, &page.count, sizeof page.count);
		*hash = fuzz_hash(*hash, &page.bad_bytes, sizeof page.bad_bytes);
		*hash = fuzz_hash(*hash, &page.first_line, sizeof page.first_line);
	}
	np_pages_close(pages);
	np_enc_close(enc);
	np_in_close(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	enum np_from from = (enum np_from)fuzz_choice(&fuzz, NP_FROM_MD + 1);
	size_t max = fuzz_choice(&fuzz, 2) == 0 ? (size_t)1 << 30 : 1 + fuzz_below(&fuzz, 40);
	struct np_span text = fuzz.rest;
	struct np_out whole, parts;
	uint64_t hash[2] = { 0, 0 };

	read_pages(&whole, &hash[0], text, from, 1 << 16, max);
	read_pages(&parts, &hash[1], text, from, 1 + fuzz_below(&fuzz, 20), max);
	LAW(hash[0] == hash[1]);
	LAW(fuzz_same(fuzz_written(&whole), fuzz_written(&parts)));
	if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
		text = (struct np_span){ text.ptr + 3, text.len - 3 };
	LAW(max < (size_t)1 << 30 || fuzz_same(fuzz_written(&whole), text));
	fuzz_drop(&whole);
	fuzz_drop(&parts);
	return 0;
}
