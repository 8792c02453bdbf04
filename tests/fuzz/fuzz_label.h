/* fuzz_label.h - for fuzzers of what labels pages: the labeller, a page's words, block streams */
#ifndef NP_TESTS_FUZZ_LABEL_H
#define NP_TESTS_FUZZ_LABEL_H

#include "fuzz.h"

#include "label.h"
#include "uni.h"

/* The labeller with what is built in, made once and never given back. */
static inline struct np_labeller *
fuzz_labeller(void)
{
	static struct np_labeller *labeller;
	const char *what;
	struct np_error err;

	if (labeller == NULL)
		LAW(np_label_open(&labeller, NULL, NULL, &what, &err) == NP_OK);
	return labeller;
}

/* Writes the text without White_Space, and without the signs that Markdown's marks are made of. */
static inline void
fuzz_put_words(struct np_out *out, struct np_span text, bool markdown)
{
	for (size_t at = 0, n; at < text.len; at += n) {
		uint32_t cp;

		n = np_utf8_next(text.ptr + at, text.len - at, &cp);
		if (cp != NP_UTF8_BAD && np_uni_is_space(cp))
			continue;
		if (markdown && cp < 0x80 && strchr("*_#", (int)cp) != NULL && cp != 0)
			continue;
		np_out_write(out, text.ptr + at, n);
	}
}

static inline struct np_span
fuzz_part_text(const struct np_part *part)
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
			const struct np_part *part = &blocks[b].parts[p];
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

/*
 * Takes the words of a part from the front of a block's text; white space of the text is passed
 * over where the part has none.  A character that is torn at a line's end is whole in the text,
 * and may be white space there.
 */
static inline void
fuzz_take_words(struct np_span *text, struct np_span part)
{
	for (size_t at = 0, n; at < part.len; at += n) {
		uint32_t cp;

		n = np_utf8_next(part.ptr + at, part.len - at, &cp);
		if (cp != NP_UTF8_BAD && np_uni_is_space(cp))
			continue;
		while (text->len < n || memcmp(text->ptr, part.ptr + at, n) != 0) {
			size_t space;

			LAW(text->len > 0);
			space = np_utf8_next(text->ptr, text->len, &cp);
			LAW(cp != NP_UTF8_BAD && np_uni_is_space(cp));
			text->ptr += space;
			text->len -= space;
		}
		text->ptr += n;
		text->len -= n;
	}
}

/* Every word of the page is in one block, and a block's text is the words of its parts. */
static inline void
fuzz_words_kept(const struct np_page *page, const struct np_labelled *blocks, size_t count)
{
	struct fuzz_owners owners;

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
	for (size_t b = 0; b < count; b++) {
		struct np_span text = blocks[b].text;

		for (size_t p = 0; p < blocks[b].part_count; p++)
			fuzz_take_words(&text, fuzz_part_text(&blocks[b].parts[p]));
		LAW(np_uni_trim(text).len == 0);
		LAW(blocks[b].role < NP_ROLES && blocks[b].part_count > 0);
	}
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
