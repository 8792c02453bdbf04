/*
 * prose - makes lib/prose_table.c: how often characters and pairs of them occur
 *
 * Reads lists on standard input, as lib/gen/prose_lists.sh writes them from packages of Debian and
 * the project's own pages; it says which.  A list begins with a line "@ TONGUE KIND WEIGHT"
 * (tab-separated: hans, hant, ja or ko; words or text; the list's part in its tongue).  A line of words is
 * a word, a tab and how often it was counted; a line of text is running text.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prose.h"
#include "utf8.h"

/* How many pairs each tongue may have in the table. */
enum { PAIRS_EACH = 10000, CODES = 0x10000, FIRST_BITS = 20 };

/* The dearest that a character which occurs at all may be: less than one that never does. */
enum { MOST_SEEN = 16 };

struct pair {
	uint32_t left, right;
	double share, gain;
	unsigned saved;
};

/* Pairs in a hash table that grows; left is 0 where a slot is free. */
struct pairs {
	struct pair *slots;
	size_t size, used;
};

static double shares[NP_TONGUES][CODES];
static struct pairs pairs[NP_TONGUES];

static double counts[CODES]; /* of the list at hand */
static struct pairs list_pairs;

static _Noreturn void
die(const char *what)
{
	fprintf(stderr, "prose: %s\n", what);
	exit(1);
}

static struct pair *
find(struct pairs *set, uint32_t left, uint32_t right)
{
	size_t at = ((size_t)left * 0x9E3779B1u ^ (size_t)right * 0x85EBCA77u) & (set->size - 1);
	while (set->slots[at].left != 0 &&
	       (set->slots[at].left != left || set->slots[at].right != right))
		at = (at + 1) & (set->size - 1);
	return &set->slots[at];
}

static void
add_pair(struct pairs *set, uint32_t left, uint32_t right, double share)
{
	if (set->used * 2 >= set->size) {
		struct pairs bigger = { .size = set->size == 0 ? 1 << FIRST_BITS : set->size * 2 };
		bigger.slots = calloc(bigger.size, sizeof *bigger.slots);
		if (bigger.slots == NULL)
			die("out of memory");
		for (size_t i = 0; i < set->size; i++) {
			struct pair *old = &set->slots[i];
			if (old->left != 0)
				*find(&bigger, old->left, old->right) = *old;
		}
		bigger.used = set->used;
		free(set->slots);
		*set = bigger;
	}
	struct pair *pair = find(set, left, right);
	set->used += pair->left == 0;
	pair->left = left;
	pair->right = right;
	pair->share += share;
}

/* Counts the characters and pairs of a word or a line of text. */
static void
count(const char *text, size_t len, double times)
{
	uint32_t before = 0, cp;
	for (size_t at = 0; at < len;) {
		at += np_utf8_next(text + at, len - at, &cp);
		if (cp >= CODES)
			cp = 0;
		else
			counts[cp] += times;
		if (before != 0 && cp != 0)
			add_pair(&list_pairs, before, cp, times);
		before = cp;
	}
}

/* Adds the list at hand to its tongue, so that it makes up that part of it. */
static void
close_list(int tongue, double weight)
{
	double all = 0;
	for (size_t cp = 0; cp < CODES; cp++)
		all += counts[cp];
	if (tongue < 0 || all == 0)
		return;
	for (size_t cp = 0; cp < CODES; cp++)
		shares[tongue][cp] += counts[cp] / all * weight;
	for (size_t i = 0; i < list_pairs.size; i++) {
		struct pair *pair = &list_pairs.slots[i];
		if (pair->left != 0)
			add_pair(
			    &pairs[tongue], pair->left, pair->right, pair->share / all * weight);
	}
	memset(counts, 0, sizeof counts);
	free(list_pairs.slots);
	list_pairs = (struct pairs){ .slots = NULL };
}

static void
read_lists(void)
{
	static const char *const tongues[] = { "hans", "hant", "ja", "ko" };
	static char line[1 << 16];
	int tongue = -1;
	bool words = false;
	double weight = 0;
	while (fgets(line, sizeof line, stdin) != NULL) {
		char name[16], kind[16];
		double next;
		if (sscanf(line, "@\t%15s\t%15s\t%lf", name, kind, &next) == 3) {
			close_list(tongue, weight);
			for (tongue = NP_TONGUES; --tongue >= 0;)
				if (strcmp(name, tongues[tongue]) == 0)
					break;
			words = strcmp(kind, "words") == 0;
			weight = next;
			if (tongue < 0)
				die("a list of an unknown tongue");
			continue;
		}
		char *tab = words ? strchr(line, '\t') : NULL;
		if (words && tab == NULL)
			die("a word without its count");
		if (words)
			count(line, (size_t)(tab - line), strtod(tab + 1, NULL));
		else
			count(line, strlen(line), 1);
	}
	close_list(tongue, weight);
}

/*
 * ASCII costs the same in all tongues: it says nothing of which it is.  What text has of it costs
 * eight bits at most, little more than if all were equally frequent: tables and listings are text.  A form feed
 * stands once a page.
 */
static void
level_ascii(void)
{
	for (uint32_t cp = 0; cp < 0x80; cp++) {
		bool text = (cp >= 0x20 && cp < 0x7F) || cp == '\t' || cp == '\n' || cp == '\r';
		double mean = 0;
		for (int t = 0; t < NP_TONGUES; t++)
			mean += shares[t][cp] / NP_TONGUES;
		double least = text ? 1. / 256 : cp == '\f' ? 1. / 4096 : 0;
		if (mean < least)
			mean = least;
		for (int t = 0; t < NP_TONGUES; t++)
			shares[t][cp] = mean;
	}
}

/* Letters, digits and signs as wide as Han: rare, but where one is there are more. */
static void
raise_wide(void)
{
	for (uint32_t cp = 0x21; cp < 0x7F; cp++) {
		for (int t = 0; t < NP_TONGUES; t++) {
			double *wide = &shares[t][cp + 0xFEE0], least = shares[t][cp] / 64;
			if (*wide < least)
				*wide = least;
		}
	}
}

/*
 * Dashes, quotes, dots, arrows, lines: papers of all tongues have them, though manuals, from which two of
 * them are learned, have few.  And the space that does not break, which no list has.
 */
static void
level_signs(void)
{
	for (uint32_t cp = 0x2010; cp < 0x2700; cp++) {
		double most = 0;
		for (int t = 0; t < NP_TONGUES; t++)
			most = shares[t][cp] > most ? shares[t][cp] : most;
		for (int t = 0; t < NP_TONGUES; t++)
			shares[t][cp] = most;
	}
	for (int t = 0; t < NP_TONGUES; t++)
		shares[t][0xA0] = 1. / 512;
}

/* What a character costs above the least, in bits: 0 to 15. */
static unsigned
level(double share)
{
	if (share <= 0)
		return NP_PROSE_MOST - NP_PROSE_LEAST;
	double bits = floor(-log2(share) + 0.5);
	if (bits < NP_PROSE_LEAST)
		bits = NP_PROSE_LEAST;
	return (unsigned)(bits > MOST_SEEN ? MOST_SEEN : bits) - NP_PROSE_LEAST;
}

static void
print_cells(void)
{
	static uint16_t cells[256][256];
	static unsigned char rows[256];
	size_t used = 0;
	for (uint32_t high = 0; high < 256; high++) {
		uint16_t row[256] = { 0 };
		size_t same = 0;
		for (uint32_t low = 0; low < 256; low++) {
			for (int t = 0; t < NP_TONGUES; t++)
				row[low] |= (uint16_t)(level(shares[t][high << 8 | low]) << 4 * t);
		}
		while (same < used && memcmp(cells[same], row, sizeof row) != 0)
			same++;
		if (same == used)
			memcpy(cells[used++], row, sizeof row);
		rows[high] = (unsigned char)same;
	}
	printf("const NP_SELDOM_READ unsigned char np_prose_rows[256] = {");
	for (size_t i = 0; i < 256; i++)
		printf("%s%d,", i % 32 == 0 ? "\n" : "", rows[i]);
	printf("\n};\n\nconst NP_SELDOM_READ uint16_t np_prose_cells[][256] = {");
	for (size_t i = 0; i < used; i++) {
		printf("\n{");
		for (size_t j = 0; j < 256; j++)
			printf("%s%u,", j % 16 == 0 ? "\n" : "", cells[i][j]);
		printf("\n},");
	}
	printf("\n};\n");
}

static int
by_gain(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->gain != y->gain)
		return x->gain > y->gain ? -1 : 1;
	if (x->left != y->left)
		return x->left < y->left ? -1 : 1;
	return x->right < y->right ? -1 : x->right > y->right;
}

/* The pairs of a tongue that save most, first; answers how many are worth anything. */
static size_t
rank_pairs(int tongue)
{
	struct pairs *set = &pairs[tongue];
	size_t kept = 0;
	for (size_t i = 0; i < set->size; i++) {
		struct pair pair = set->slots[i];
		if (pair.left == 0)
			continue;
		double bits = floor(
		    log2(pair.share / (shares[tongue][pair.left] * shares[tongue][pair.right])) +
		    0.5);
		if (bits < 1)
			continue;
		pair.saved = bits > 15 ? 15 : (unsigned)bits;
		pair.gain = pair.share * (bits + 1);
		set->slots[kept++] = pair;
	}
	qsort(set->slots, kept, sizeof *set->slots, by_gain);
	return kept < PAIRS_EACH ? kept : PAIRS_EACH;
}

static void
print_pairs(void)
{
	static uint16_t table[NP_PROSE_SLOTS];
	size_t used = 0;
	for (int t = 0; t < NP_TONGUES; t++) {
		size_t count_ranked = rank_pairs(t);
		double covered = 0;
		for (size_t i = 0; i < count_ranked; i++) {
			const struct pair *pair = &pairs[t].slots[i];
			uint16_t mark;
			uint32_t at = np_prose_hash(pair->left, pair->right, &mark);
			covered += pair->share;
			while (table[at] != 0 && (table[at] & 0xFFF0) != mark)
				at = (at + 1) % NP_PROSE_SLOTS;
			used += table[at] == 0;
			/* What one tongue saves less, another may more. */
			if ((table[at] & 0xF) < pair->saved)
				table[at] = (uint16_t)(mark | pair->saved);
		}
		fprintf(stderr, "prose: %zu pairs, %.0f %% of what is behind another\n",
		    count_ranked, 100 * covered);
	}
	if (used * 8 > NP_PROSE_SLOTS * 7)
		die("the table of pairs is too full");
	printf(
	    "\n/* %zu pairs */\nconst NP_SELDOM_READ uint16_t np_prose_pairs[NP_PROSE_SLOTS] = {",
	    used);
	for (size_t i = 0; i < NP_PROSE_SLOTS; i++)
		printf("%s%u,", i % 16 == 0 ? "\n" : "", table[i]);
	printf("\n};\n");
}

int
main(void)
{
	read_lists();
	printf(
	    "/* prose_table.c - made by lib/gen/prose.c: do not edit */\n#include \"prose.h\"\n\n"
	    "/* clang-format off */\n");
	level_ascii();
	raise_wide();
	level_signs();
	print_cells();
	print_pairs();
	return ferror(stdin) || fflush(stdout) == EOF || ferror(stdout);
}
