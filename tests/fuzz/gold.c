/*
 * gold - corrected blocks laid on their page: how it is read, a page, a line "=", a block stream
 *
 * What the labeller made of the page can always be laid on it; what was laid and made blocks again, too.
 */
#include "fuzz_label.h"

#include "gold.h"

/* The blocks of a stream, taken apart; lines that are none are passed over. */
static struct np_block *
parse_stream(struct np_span stream, struct np_arena *arena, size_t *count)
{
	struct fuzz lines = { stream, 1 };
	struct np_block *blocks = np_arena_array(arena, stream.len / 2 + 1, sizeof *blocks);
	struct np_error err;

	LAW(blocks != NULL);
	*count = 0;
	while (lines.rest.len > 0)
		*count += np_block_parse(fuzz_line(&lines), &blocks[*count], &err) == NP_OK;
	return blocks;
}

static void
check_lines(const struct np_gold *gold, unsigned char *labels)
{
	size_t from = np_label_scheme.label_count;

	np_gold_labels(gold->lines, gold->page.count, labels);
	for (size_t i = 0; i < gold->page.count; i++) {
		const struct np_gold_line *line = &gold->lines[i];

		LAW(line->role < NP_ROLES);
		LAW(line->head <= gold->page.lines[i].text.len);
		LAW(line->tail <= gold->page.lines[i].text.len);
		LAW(labels[i] < np_label_scheme.label_count);
		LAW(np_label_scheme.follows(from, labels[i]));
		from = labels[i];
	}
}

/* Lays what the labeller found: its blocks are right by how they are made. */
static void
lay_found(struct np_gold *gold, const struct np_labelled *found, size_t count,
    unsigned char *labels, struct np_arena *arena)
{
	struct np_block *blocks;
	struct np_out out;
	struct np_error err;

	fuzz_out(&out);
	fuzz_put_stream(&out, &gold->page, found, count, arena);
	blocks = parse_stream(fuzz_written(&out), arena, &count);
	LAW(np_gold_lay(gold, blocks, count, arena, &err) == NP_OK);
	check_lines(gold, labels);
	fuzz_drop(&out);
}

/* Lays the blocks that were given: they fit, or one of them is at fault. */
static void
lay_given(
    struct np_gold *gold, struct np_span stream, unsigned char *labels, struct np_arena *arena)
{
	static struct np_marks *marks;
	struct np_labelled *again;
	struct np_error err;
	struct np_block *blocks;
	size_t count;
	enum np_code code;

	blocks = parse_stream(stream, arena, &count);
	code = np_gold_lay(gold, blocks, count, arena, &err);
	LAW(code == NP_OK || code == NP_ERR_SYNTAX);
	if (code != NP_OK) {
		LAW(err.msg != NULL && err.line > 0 && err.line <= count + (count == 0));
		return;
	}
	check_lines(gold, labels);
	if (marks == NULL)
		LAW(np_marks_open(&marks, NULL, &err) == NP_OK);
	LAW(np_label_blocks(marks, &gold->page, NULL, NULL, labels, arena, &again, &count, &err) ==
	    NP_OK);
	fuzz_words_kept(&gold->page, again, count);
	lay_found(gold, again, count, labels, arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	enum np_from from = (enum np_from)fuzz_choice(&fuzz, NP_FROM_MD + 1);
	struct np_span text = { fuzz.rest.ptr, 0 };
	struct np_labelled *found;
	struct np_gold gold;
	struct np_arena arena;
	struct np_error err;
	unsigned char *labels;
	size_t count;

	while (fuzz.rest.len > 0) {
		if (fuzz_same(fuzz_line(&fuzz), (struct np_span){ "=", 1 }))
			break;
		text.len = (size_t)(fuzz.rest.ptr - text.ptr);
	}
	text = fuzz_copy(text);
	np_arena_init(&arena, 0);
	fuzz_page(&gold.page, text, from, &arena);
	labels = np_arena_take(&arena, gold.page.count + 1);
	LAW(labels != NULL);
	LAW(np_labeller_page(fuzz_labeller(), &gold.page, &arena, &found, &count, &err) == NP_OK);
	lay_found(&gold, found, count, labels, &arena);
	lay_given(&gold, fuzz.rest, labels, &arena);
	np_arena_free(&arena);
	free((char *)(size_t)text.ptr);
	return 0;
}
