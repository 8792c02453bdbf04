/*
 * pair - makes lib/pair_table.c from a list of words on standard input
 *
 * A line of the list is a word, a blank, and how often it was counted; what stands behind is
 * not read.  The table that is kept was made from the dictionary of jieba (Debian's
 * python3-jieba, Expat licence; only frequencies of pairs are kept) and the same in Traditional script:
 *
 *	{ cat dict.txt; opencc -c s2t.json -i dict.txt; } | build/gen/pair > lib/pair_table.c
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pair.h"
#include "utf8.h"

/* Counts within words from which a pair is known, and firm. */
enum { KNOWN = 50, FIRM = 300 };

struct pair {
	uint32_t left, right;
	unsigned long count;
};

static struct pair *pairs;
static size_t pair_count, pair_room;

static void
add(uint32_t left, uint32_t right, unsigned long count)
{
	if (pair_count == pair_room) {
		pair_room = pair_room == 0 ? 1 << 16 : pair_room * 2;
		pairs = realloc(pairs, pair_room * sizeof *pairs);
		if (pairs == NULL) {
			fprintf(stderr, "pair: out of memory\n");
			exit(1);
		}
	}
	pairs[pair_count++] = (struct pair){ left, right, count };
}

static int
by_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->left != y->left)
		return x->left < y->left ? -1 : 1;
	return x->right < y->right ? -1 : x->right > y->right;
}

/* The same pair comes from both scripts: the larger count of a script is near enough its own. */
static void
sum_pairs(void)
{
	size_t kept = 0;
	qsort(pairs, pair_count, sizeof *pairs, by_pair);
	for (size_t i = 0; i < pair_count; i++) {
		if (kept > 0 && by_pair(&pairs[kept - 1], &pairs[i]) == 0)
			pairs[kept - 1].count += pairs[i].count;
		else
			pairs[kept++] = pairs[i];
	}
	pair_count = kept;
}

int
main(void)
{
	static unsigned char table[NP_PAIR_SLOTS];
	char line[4096];
	size_t used = 0;
	while (fgets(line, sizeof line, stdin) != NULL) {
		char *blank = strchr(line, ' ');
		uint32_t before = 0, cp;
		if (blank == NULL)
			continue;
		unsigned long count = strtoul(blank + 1, NULL, 10);
		for (size_t at = 0, len = (size_t)(blank - line); at < len;) {
			at += np_utf8_next(line + at, len - at, &cp);
			if (cp < 0x3400 || cp > 0x3FFFF)
				cp = 0;
			if (before != 0 && cp != 0)
				add(before, cp, count);
			before = cp;
		}
	}
	sum_pairs();
	for (size_t i = 0; i < pair_count; i++) {
		unsigned char mark;
		if (pairs[i].count < KNOWN)
			continue;
		uint32_t at = np_pair_hash(pairs[i].left, pairs[i].right, &mark);
		unsigned char byte = (unsigned char)(mark | (pairs[i].count >= FIRM));
		while (table[at] != 0 && (table[at] & 0xFE) != mark)
			at = (at + 1) & (NP_PAIR_SLOTS - 1);
		used += table[at] == 0;
		table[at] |= byte;
	}
	printf("/* pair_table.c - made by lib/gen/pair.c: %zu pairs of characters within words */\n"
	       "#include \"pair.h\"\n\n/* clang-format off */\n"
	       "const unsigned char np_pair_table[NP_PAIR_SLOTS] = {",
	    used);
	for (size_t i = 0; i < NP_PAIR_SLOTS; i++)
		printf("%s%d,", i % 32 == 0 ? "\n" : "", table[i]);
	printf("\n};\n");
	free(pairs);
	return ferror(stdin) || ferror(stdout) || used * 4 > NP_PAIR_SLOTS * 3;
}
