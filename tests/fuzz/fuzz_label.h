/* fuzz_label.h - for fuzzers of what labels pages: the labeller, a page's words, block streams */
#ifndef NP_TESTS_FUZZ_LABEL_H
#define NP_TESTS_FUZZ_LABEL_H

#include "fuzz.h"

#include "labeller.h"
#include "uni.h"

/* The labeller with what is built in, made once and never given back. */
static inline struct np_labeller *
fuzz_labeller(void)
{
	static struct np_labeller *labeller;
	const char *what;
	struct np_error err;

	if (labeller == NULL)
		LAW(np_labeller_open(&labeller, NULL, NULL, &what, &err) == NP_OK);
	return labeller;
}

/*
 * Writes the text without White_Space, and without the signs that Markdown's marks are made of.  Of
 * a page with bad bytes a character that is torn at a line's end may be white space when it is
 * mended: torn leaves out every byte of any white space.
 */
static inline void
fuzz_put_words(struct np_out *out, struct np_span text, bool markdown, bool torn)
{
	static const char of_space[] =
	    "\xC2\x85\xA0\xE1\x9A\x80\xE2\x81\x82\x83\x84\x86\x87\x88\x89"
	    "\x8A\xA8\xA9\xAF\x9F\xE3";

	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t cp;

		n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp != NP_UTF8_BAD && np_uni_is_space(cp))
			continue;
		if (markdown && cp < 0x80 && strchr("*_#", (int)cp) != NULL && cp != 0)
			continue;
		for (size_t i = at; i < at + n; i++) {
			if (!torn || text.ptr[i] == 0 || strchr(of_space, text.ptr[i]) == NULL)
				np_out_write(out, text.ptr + i, 1);
		}
	}
}

static inline struct np_span
fuzz_part_text(const struct np_label_part *part)
{
	return (struct np_span){ part->line->text.ptr + part->start, part->end - part->start };
}

/* For each byte of each line's words the block that has it; SIZE_MAX where none does. */
struct fuzz_owners {
	size_t *owner;
	size_t *line; /* where each line begins in owner */
};

static inline void
fuzz_own(struct fuzz_owners *owners, const struct np_page *page, const struct np_labelled *blocks,
    size_t count)
{
	size_t total = 0;

	owners->line = calloc(page->count + 1, sizeof *owners->line);
	LAW(owners->line != NULL);
	for (size_t i = 0; i < page->count; i++) {
		owners->line[i] = total;
		total += page->lines[i].text.len;
	}
	owners->owner = malloc((total + 1) * sizeof *owners->owner);
	LAW(owners->owner != NULL);
	for (size_t i = 0; i < total; i++)
		owners->owner[i] = SIZE_MAX;
	for (size_t b = 0; b < count; b++) {
		for (size_t p = 0; p < blocks[b].part_count; p++) {
			const struct np_label_part *part = &blocks[b].parts[p];
			size_t line = (size_t)(part->line - page->lines);

			LAW(line < page->count && part->start < part->end);
			LAW(part->end <= part->line->text.len);
			for (size_t i = part->start; i < part->end; i++) {
				LAW(owners->owner[owners->line[line] + i] == SIZE_MAX);
				owners->owner[owners->line[line] + i] = b;
			}
		}
	}
}

static inline void
fuzz_disown(struct fuzz_owners *owners)
{
	free(owners->owner);
	free(owners->line);
}

/* Every word of the page is in one block, and a block's text is the words of its parts. */
static inline void
fuzz_words_kept(const struct np_page *page, const struct np_labelled *blocks, size_t count)
{
	bool torn = !fuzz_is_utf8(page->bytes);
	struct fuzz_owners owners;
	struct np_out had, has;

	fuzz_own(&owners, page, blocks, count);
	for (size_t l = 0; l < page->count; l++) {
		struct np_span text = page->lines[l].text;

		for (size_t at = 0, n; at < text.len; at += n) {
			uint32_t cp;

			n = np_utf8_next(text.ptr + at, text.len - at, &cp);
			LAW(owners.owner[owners.line[l] + at] != SIZE_MAX || np_uni_is_space(cp));
		}
	}
	fuzz_disown(&owners);
	fuzz_out(&had);
	fuzz_out(&has);
	for (size_t b = 0; b < count; b++) {
		had.len = has.len = 0;
		for (size_t p = 0; p < blocks[b].part_count; p++)
			fuzz_put_words(&had, fuzz_part_text(&blocks[b].parts[p]), false, torn);
		fuzz_put_words(&has, blocks[b].text, false, torn);
		LAW(fuzz_same(fuzz_written(&had), fuzz_written(&has)));
		LAW(blocks[b].role < NP_ROLES && blocks[b].part_count > 0);
	}
	fuzz_drop(&had);
	fuzz_drop(&has);
}

/* Writes the block stream of a page. */
static inline void
fuzz_put_stream(struct np_out *out, const struct np_page *page, const struct np_labelled *blocks,
    size_t count, struct np_arena *arena)
{
	for (size_t b = 0; b < count; b++) {
		size_t n;
		struct np_piece *pieces = np_label_pieces(&blocks[b], arena, &n);

		LAW(pieces != NULL && n > 0);
		np_block_put(
		    out, page->name, pieces, n, blocks[b].article, blocks[b].role, blocks[b].text);
	}
}

#endif
