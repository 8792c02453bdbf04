/* block - the block reader: what was read and written is read the same; escapes are reversed */
#include "fuzz.h"

#include "block.h"

/* Any bytes written as a field come back, and a field holds no tab and no line feed. */
static void
escape(struct np_span text, struct np_arena *arena)
{
	struct np_out out;
	struct np_span field;

	fuzz_out(&out);
	np_block_put_field(&out, text);
	field = fuzz_written(&out);
	LAW(field.len == 0 || (memchr(field.ptr, '\t', field.len) == NULL &&
				  memchr(field.ptr, '\n', field.len) == NULL));
	LAW(fuzz_same(np_block_unescape(field, arena), text));
	fuzz_drop(&out);
}

static void
same_pieces(const struct np_piece *a, const struct np_piece *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		LAW(a[i].first == b[i].first && a[i].last == b[i].last && a[i].part == b[i].part);
}

/* A line without escapes is read alike by what reads only such lines; want: NULL where it is no block. */
static void
parse_plain(struct np_span line, const struct np_block *want)
{
	char *buf = malloc(line.len + 1);
	const size_t *stops = NULL;
	struct np_tabs_ahead ahead;
	struct np_tabs tabs;
	struct np_block block;
	size_t len;

	LAW(buf != NULL);
	memcpy(buf, line.ptr, line.len);
	buf[line.len] = '\n';
	np_tabs_restart(&ahead, 0);
	if (np_tabs_next(&ahead, buf, 0, line.len + 1, &tabs, &len)) {
		ahead.next = 0; /* the line was not taken */
		stops = np_tabs_plain(&ahead, buf);
	}
	if (stops != NULL) {
		LAW(np_block_parse_plain(buf, 0, stops, &block) == (want != NULL));
		LAW(want == NULL ||
		    (block.plain && want->plain && fuzz_same(block.home, want->home) &&
			fuzz_same(block.page, want->page) && fuzz_same(block.lines, want->lines) &&
			fuzz_same(block.text, want->text) && block.role == want->role &&
			block.article == want->article && block.piece_count == want->piece_count));
		if (want != NULL)
			same_pieces(&block.first, &want->first, 1);
	}
	free(buf);
}

static void
parse(struct np_span line, struct np_arena *arena)
{
	struct np_block block, again;
	struct np_error err;
	struct np_out out;
	struct np_piece *pieces, *back;
	struct np_span page, text, written;
	size_t count, count_back;
	enum np_code code = np_block_parse(line, &block, &err);

	LAW(code != NP_OK || np_block_recognise(line));
	parse_plain(line, code == NP_OK ? &block : NULL);
	if (code != NP_OK) {
		LAW(code == NP_ERR_SYNTAX && err.msg != NULL);
		return;
	}
	LAW(fuzz_inside(block.home, line) && fuzz_inside(block.page, line));
	LAW(fuzz_inside(block.lines, line) && fuzz_inside(block.text, line));
	LAW(block.role < NP_ROLES && block.page.len > 0 && block.home.len > 0);
	pieces = np_block_pieces(block.lines, &count, arena, &err);
	LAW(pieces != NULL && count > 0);
	for (size_t i = 0; i < count; i++) {
		LAW(pieces[i].first > 0 && pieces[i].first <= pieces[i].last);
		LAW(pieces[i].part == 0 || pieces[i].first == pieces[i].last);
	}
	page = np_block_unescape(block.page, arena);
	text = np_block_unescape(block.text, arena);
	fuzz_out(&out);
	np_block_put(&out, page, pieces, count, block.article, block.role, text);
	written = fuzz_written(&out);
	LAW(written.len > 0 && written.ptr[written.len - 1] == '\n');
	written.len--;
	LAW(np_block_parse(written, &again, &err) == NP_OK);
	LAW(!np_block_joined(&again));
	LAW(again.article == block.article && again.role == block.role);
	LAW(fuzz_same(np_block_unescape(again.page, arena), page));
	LAW(fuzz_same(np_block_unescape(again.text, arena), text));
	back = np_block_pieces(again.lines, &count_back, arena, &err);
	LAW(back != NULL && count_back == count);
	same_pieces(pieces, back, count);
	fuzz_drop(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	struct np_arena arena;

	np_arena_init(&arena, 0);
	escape(fuzz.rest, &arena);
	while (fuzz.rest.len > 0) {
		struct np_span line = fuzz_copy(fuzz_line(&fuzz));

		parse(line, &arena);
		free((char *)(size_t)line.ptr);
		np_arena_reset(&arena);
	}
	np_arena_free(&arena);
	return 0;
}
