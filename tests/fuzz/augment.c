/*
 * augment - nptrain's pages set anew: rates as --augment takes them, then pages, parted by a line "="
 *
 * A page that was set anew is a page like others: what is known of its lines fits them and can be learned.
 */
#include "fuzz_label.h"

#include "augment.h"

enum { PAGES = 4, SEEDS = 1 << 16 };

/* What is known of a page as the labeller has it: its blocks laid on it. */
static void
make_gold(struct np_gold *gold, struct np_span text, struct np_arena *arena)
{
	struct np_labelled *found;
	struct np_block *blocks;
	struct np_error err;
	struct np_out out;
	struct fuzz lines;
	size_t count, n = 0;

	fuzz_page(&gold->page, text, NP_FROM_AUTO, arena);
	LAW(np_labeller_page(fuzz_labeller(), &gold->page, arena, &found, &count, &err) == NP_OK);
	fuzz_out(&out);
	fuzz_put_stream(&out, &gold->page, found, count, arena);
	blocks = np_arena_array(arena, count, sizeof *blocks);
	LAW(blocks != NULL);
	for (lines.rest = fuzz_written(&out); lines.rest.len > 0; n++)
		LAW(np_block_parse(fuzz_line(&lines), &blocks[n], &err) == NP_OK);
	LAW(n == count);
	LAW(np_gold_lay(gold, blocks, n, arena, &err) == NP_OK);
	fuzz_drop(&out);
}

static void
check_copy(const struct np_gold *copy, struct np_arena *arena)
{
	unsigned char *labels = np_arena_take(arena, copy->page.count + 1);
	size_t from = np_label_scheme.label_count, count;
	struct np_labelled *blocks;
	struct np_error err;

	LAW(labels != NULL);
	np_gold_labels(copy->lines, copy->page.count, labels);
	for (size_t i = 0; i < copy->page.count; i++) {
		LAW(copy->lines[i].role < NP_ROLES);
		LAW(np_label_scheme.follows(from, labels[i]));
		from = labels[i];
	}
	LAW(np_labeller_page(fuzz_labeller(), &copy->page, arena, &blocks, &count, &err) == NP_OK);
	fuzz_words_kept(&copy->page, blocks, count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	struct np_span list = fuzz_line(&fuzz), bad;
	struct np_rates rates = np_rates_default;
	struct np_gold golds[PAGES], copy, again;
	struct np_arena arena;
	struct np_error err;
	size_t count = 0;
	char *text;

	np_arena_init(&arena, 0);
	text = np_arena_take(&arena, list.len + 1);
	LAW(text != NULL);
	memcpy(text, list.ptr, list.len);
	text[list.len] = '\0';
	bad = (struct np_span){ text, 0 };
	if (!np_rates_parse(&rates, text, &bad)) {
		LAW(fuzz_inside(bad, (struct np_span){ text, list.len }));
		rates = np_rates_default;
	}
	while (fuzz.rest.len > 0 && count < PAGES) {
		struct np_span page = { fuzz.rest.ptr, 0 };

		while (fuzz.rest.len > 0) {
			if (fuzz_same(fuzz_line(&fuzz), (struct np_span){ "=", 1 }))
				break;
			page.len = (size_t)(fuzz.rest.ptr - page.ptr);
		}
		make_gold(&golds[count++], page, &arena);
	}
	if (count > 0) {
		size_t index = fuzz_below(&fuzz, count), seed = fuzz_below(&fuzz, SEEDS);

		LAW(np_augment(golds, count, index, seed, &rates, &arena, &copy, &err) == NP_OK);
		check_copy(&copy, &arena);
		LAW(np_augment(golds, count, index, seed, &rates, &arena, &again, &err) == NP_OK);
		LAW(fuzz_same(copy.page.bytes, again.page.bytes));
	}
	np_arena_free(&arena);
	return 0;
}
