/* mend - npmend: no byte of a word is lost, labelling finds the same blocks, twice is once */
#include "fuzz_label.h"

#include "mend.h"

/* A page, labelled and mended; all of it lies in the arena. */
struct mended {
	struct np_page page;
	struct np_labelled *blocks;
	size_t count;
	struct np_span text;
};

static void
mend(struct mended *mended, struct np_span text, enum np_from from, struct np_arena *arena)
{
	struct np_arena trial;
	struct np_error err;

	fuzz_page(&mended->page, text, from, arena);
	LAW(np_labeller_page(fuzz_labeller(), &mended->page, arena, &mended->blocks, &mended->count,
		&err) == NP_OK);
	np_arena_init(&trial, 0);
	LAW(np_mend_page(fuzz_labeller(), from, &mended->page, mended->blocks, mended->count,
		&trial, arena, &mended->text, &err) == NP_OK);
	np_arena_free(&trial);
}

/* How often each byte comes that is no White_Space and no mark. */
static void
count_bytes(size_t counts[256], struct np_span text, bool torn)
{
	struct np_out out;

	fuzz_out(&out);
	fuzz_put_words(&out, text, true, torn);
	memset(counts, 0, 256 * sizeof counts[0]);
	for (size_t i = 0; i < out.len; i++)
		counts[(unsigned char)out.buf[i]]++;
	fuzz_drop(&out);
}

/* The blocks in their order, those of article 0 or those of the others. */
static uint64_t
hash_blocks(const struct mended *mended, bool outside)
{
	uint64_t hash = 1;

	for (size_t b = 0; b < mended->count; b++) {
		const struct np_labelled *block = &mended->blocks[b];

		if ((block->article == 0) != outside)
			continue;
		hash = fuzz_hash(hash, &block->article, sizeof block->article);
		hash = fuzz_hash(hash, &block->role, sizeof block->role);
		hash = fuzz_hash(hash, block->text.ptr, block->text.len);
		hash = fuzz_hash(hash, "\n", 1);
	}
	return hash;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	enum np_from from = (enum np_from)fuzz_choice(&fuzz, NP_FROM_MD + 1);
	bool torn = !fuzz_is_utf8(fuzz.rest);
	size_t before[256], after[256];
	struct mended once, twice;
	struct np_arena arena;

	np_arena_init(&arena, 0);
	mend(&once, fuzz.rest, from, &arena);
	mend(&twice, once.text, from, &arena);
	count_bytes(before, fuzz.rest, torn);
	count_bytes(after, once.text, torn);
	LAW(memcmp(before, after, sizeof before) == 0);
	LAW(hash_blocks(&once, false) == hash_blocks(&twice, false));
	LAW(hash_blocks(&once, true) == hash_blocks(&twice, true));
	LAW(fuzz_same(once.text, twice.text));
	np_arena_free(&arena);
	return 0;
}
