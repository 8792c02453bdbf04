/* known.c - gold pages that are built in, laid out as those that are read */
#include "known.h"

#include <string.h>

/* The blocks of a page, *count of them, which point into its constants; NULL without memory. */
static struct np_block *
parse(struct np_span text, struct np_arena *arena, size_t *count, enum np_code *code,
    struct np_error *err)
{
	size_t lines = 0;
	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	struct np_block *blocks = np_arena_array(arena, lines, sizeof *blocks);
	*code = blocks == NULL ? np_fail(err, NP_ERR_MEMORY, 0, "out of memory") : NP_OK;
	for (*count = 0; *count < lines && *code == NP_OK; ++*count) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = (size_t)(end - text.ptr);
		*code = np_block_parse((struct np_span){ text.ptr, len }, &blocks[*count], err);
		text = (struct np_span){ end + 1, text.len - len - 1 };
	}
	return blocks;
}

static bool
is_given(struct np_span text, const struct np_gold *given, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (np_span_same(text, given[i].page.bytes))
			return true;
	}
	return false;
}

enum np_code
np_known_golds(const struct np_gold *given, size_t given_count, struct np_arena *arena,
    struct np_gold **golds, size_t *count, struct np_error *err)
{
	*count = 0;
	*golds = np_arena_array(arena, np_known_count, sizeof **golds);
	if (*golds == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum np_code code = NP_OK;
	for (size_t i = 0; i < np_known_count && code == NP_OK; i++) {
		const struct np_known_page *known = &np_known_pages[i];
		struct np_gold *gold = &(*golds)[*count];
		size_t block_count;
		if (is_given(known->text, given, given_count))
			continue;
		++*count;
		gold->path = known->name;
		gold->page.name = (struct np_span){ known->name, strlen(known->name) };
		gold->page.bytes = known->text;
		gold->page.first_line = 1;
		code = np_page_scan(&gold->page, NP_FROM_AUTO, arena, err);
		if (code != NP_OK)
			break;
		const struct np_block *blocks =
		    parse(known->blocks, arena, &block_count, &code, err);
		if (code == NP_OK)
			code = np_gold_lay(gold, blocks, block_count, arena, err);
	}
	return code;
}
