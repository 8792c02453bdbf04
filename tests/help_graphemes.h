/* help_graphemes.h - for unit tests: the characters of a text as a reader sees them, one after the other */
#ifndef NP_TESTS_HELP_GRAPHEMES_H
#define NP_TESTS_HELP_GRAPHEMES_H

#include "uni.h"
#include "utf8.h"

/* How many extended grapheme clusters the text has; a bad piece is one of its own. */
static inline size_t
count_graphemes(const char *ptr, size_t len)
{
	struct np_uni_cluster cluster = { 0 };
	size_t count = 0, pos = 0;
	uint32_t cp;

	while (pos < len) {
		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		count += np_uni_cluster_begins(&cluster, cp);
	}
	return count;
}

#endif
