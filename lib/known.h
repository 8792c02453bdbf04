/* known.h - gold pages that are built in: what is learned beside a few pages of one paper */
#ifndef NP_KNOWN_H
#define NP_KNOWN_H

#include "gold.h"

/* A page of tests/pages as its files have it; lib/known.list names those that are built in. */
struct np_known_page {
	const char *name;
	struct np_span text, blocks;
};

extern const struct np_known_page np_known_pages[];
extern const size_t np_known_count;

/*
 * The built-in pages as gold, *count of them in *golds, in the arena: but for those that are among the
 * given ones, by their text, which may be held back.  NP_OK or NP_ERR_MEMORY; NP_ERR_SYNTAX would tell
 * of a page that is not what its blocks say, which the tests rule out.
 */
enum np_code np_known_golds(const struct np_gold *given, size_t given_count, struct np_arena *arena,
    struct np_gold **golds, size_t *count, struct np_error *err);

#endif
