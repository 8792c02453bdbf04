/* help_gold.h - for unit tests of what learns from gold pages: pages with what is known of them */
#ifndef NP_TESTS_HELP_GOLD_H
#define NP_TESTS_HELP_GOLD_H

#include "help_label.h"

#include "gold.h"

/* A line: its role and article, "+" if it goes on with the block before; its words. */
struct gold_line {
	enum np_role role;
	unsigned article;
	bool on;
	const char *text;
};

/* A page of these lines, in the arena; datelines and closing bylines are found by their words. */
static inline void
make_gold(struct np_gold *gold, const struct gold_line *lines, size_t count, struct np_arena *arena)
{
	char *text = np_arena_take(arena, 10000);
	size_t len = 0;
	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < count; i++)
		len += (size_t)sprintf(text + len, "%s\n", lines[i].text);
	scan_page(&gold->page, (struct np_span){ text, len }, NP_FROM_AUTO, arena);
	ck_assert_uint_eq(gold->page.count, count);
	gold->lines = np_arena_array(arena, count, sizeof *gold->lines);
	ck_assert_ptr_nonnull(gold->lines);
	for (size_t i = 0; i < count; i++) {
		const char *close = strstr(lines[i].text, "（李俊华）");
		gold->lines[i] = (struct np_gold_line){
			.role = lines[i].role,
			.article = lines[i].article,
			.continues = lines[i].on,
			.head = strncmp(lines[i].text, "本报讯", 9) == 0 ? 9 : 0,
			.tail = close != NULL ? (size_t)(close - lines[i].text) : 0,
		};
	}
}

#endif
