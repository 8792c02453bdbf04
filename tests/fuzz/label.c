/* label - the labeller: every word in one block; npstrip takes out just the blocks of its roles */
#include "fuzz_label.h"

#include "strip.h"

/* What should be left of a page without the blocks of some roles, its words alone. */
static void
put_rest(struct np_out *out, const struct np_page *page, const struct np_labelled *blocks,
    size_t count, uint32_t roles)
{
	bool torn = !fuzz_is_utf8(page->bytes);
	struct fuzz_owners owners;

	fuzz_own(&owners, page, blocks, count);
	for (size_t l = 0; l < page->count; l++) {
		struct np_span text = page->lines[l].text;
		const size_t *owner = owners.owner + owners.line[l];

		for (size_t at = 0, end; at < text.len; at = end) {
			for (end = at + 1; end < text.len && owner[end] == owner[at];)
				end++;
			if (owner[at] != SIZE_MAX && (roles >> blocks[owner[at]].role & 1) == 0)
				fuzz_put_words(out, (struct np_span){ text.ptr + at, end - at },
				    page->markdown, torn);
		}
	}
	fuzz_disown(&owners);
}

static void
strip(const struct np_page *page, const struct np_labelled *blocks, size_t count, uint32_t roles,
    struct np_arena *arena)
{
	struct np_out want, got;
	struct np_span text;
	struct np_error err;

	LAW(np_strip_page(page, blocks, count, roles, arena, &text, &err) == NP_OK);
	fuzz_out(&want);
	fuzz_out(&got);
	put_rest(&want, page, blocks, count, roles);
	/* Bad bytes that stood apart may be white space when what stood between is gone. */
	fuzz_put_words(&got, text, page->markdown, !fuzz_is_utf8(page->bytes));
	LAW(fuzz_same(fuzz_written(&want), fuzz_written(&got)));
	LAW(roles != 0 || fuzz_same(text, page->bytes));
	fuzz_drop(&want);
	fuzz_drop(&got);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	enum np_from from = (enum np_from)fuzz_choice(&fuzz, NP_FROM_MD + 1);
	uint32_t roles = UINT32_C(1) << fuzz_choice(&fuzz, NP_ROLES);
	struct np_span text = fuzz_copy(fuzz.rest);
	struct np_labelled *blocks;
	struct np_arena arena;
	struct np_page page;
	struct np_error err;
	size_t count;

	np_arena_init(&arena, 0);
	fuzz_page(&page, text, from, &arena);
	LAW(np_labeller_page(fuzz_labeller(), &page, &arena, &blocks, &count, &err) == NP_OK);
	fuzz_words_kept(&page, blocks, count);
	strip(&page, blocks, count, 0, &arena);
	strip(&page, blocks, count, roles, &arena);
	strip(&page, blocks, count, ~roles, &arena);
	np_arena_free(&arena);
	free((char *)(size_t)text.ptr);
	return 0;
}
