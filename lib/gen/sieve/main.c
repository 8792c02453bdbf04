/*
 * main.c - rules on standard input made into the tables of sieve.h: sieve NAME < marks.rules > FILE.c
 *
 * Every pattern becomes finite automata that take all that the pattern takes, and more: one for what
 * it matches, and one each for what it wants to see ahead or behind where it begins.  A pattern with
 * something in it that is not understood here gets none, and is always tried.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../patterns.h"
#include "io.h"
#include "keep.h"
#include "sieve.h"
#include "table.h"

/* How exactly a pattern is taken, the best first: as far as its table stays small. */
static const struct exactness {
	bool join;
	unsigned copies;
	size_t most; /* places in its table */
	bool widen;
} exactnesses[] = { { false, 4, 4000, false }, { true, 4, 16000, false }, { true, 2, 16000, false },
	{ true, 2, 60000, true } };

enum { EXACTNESSES = sizeof exactnesses / sizeof *exactnesses };

struct automaton {
	struct table table;
	bool backward;
};

static struct automaton *automata;
static size_t automaton_count;
static size_t *firsts; /* of each rule: its first automaton */
static size_t rule_count;

/* ---- patterns ---- */

/*
 * What a pattern looks at beyond its end must stand there: once its reading has come so far it reads
 * that as well.
 */
static struct node *
read_beyond(struct node *node, bool backward)
{
	if (node->kind == (backward ? BEHIND : AHEAD))
		return read_beyond(node->children[0], backward);
	if (node->kind == CAT && node->count > 0)
		node->children[node->count - 1] =
		    read_beyond(node->children[node->count - 1], backward);
	for (size_t i = 0; node->kind == ALT && i < node->count; i++)
		node->children[i] = read_beyond(node->children[i], backward);
	return node;
}

static bool
looks_around(const struct node *node)
{
	return node->kind == AHEAD || node->kind == NOT_AHEAD || node->kind == BEHIND ||
	       node->kind == NOT_BEHIND || node->kind == EMPTY;
}

/* What the pattern wants to see where it begins: the number-th of these; NULL when there are no more. */
static struct node *
condition(struct node *tree, size_t number)
{
	for (size_t i = 0; tree->kind == CAT && i < tree->count && looks_around(tree->children[i]);
	     i++) {
		struct node *child = tree->children[i];
		if ((child->kind == AHEAD || child->kind == BEHIND) && number-- == 0)
			return child;
	}
	return NULL;
}

/* Takes a tree as it is; false when its table is too large.  None is needed where anything matches. */
static bool
add_automaton(struct node *tree, struct how how, const struct exactness *exact)
{
	struct net net = net_make(how.to_end ? tree : read_beyond(tree, how.backward), how);
	if (net.always)
		return true;
	automata = keep_more(automata, automaton_count + 1, sizeof *automata);
	automata[automaton_count].backward = how.backward;
	if (!table_make(&automata[automaton_count].table, &net, exact->most, exact->widen))
		return false;
	automaton_count++;
	return true;
}

/* The number-th condition of a pattern or, with none, what it matches, as exactly as may be. */
static bool
add_exactly(const char *pattern, enum np_place place, const size_t *number)
{
	bool backward = place == NP_AT_TAIL;
	for (size_t i = 0; i < EXACTNESSES; i++) {
		const struct exactness *exact = &exactnesses[i];
		const char *fault;
		struct node *tree = tree_read(pattern, backward, exact->join, &fault);
		struct how how = { backward, place == NP_AT_WHOLE, exact->copies };
		if (number != NULL) {
			struct node *wanted = condition(tree, *number);
			tree = wanted->children[0];
			how.backward = wanted->kind == BEHIND;
			how.to_end = false;
		}
		if (add_automaton(tree, how, exact))
			return true;
	}
	return false;
}

static void
take_rule(uint64_t line, enum np_place place, const char *pattern, void *ctx)
{
	const char *fault = NULL;
	struct node *tree = pattern != NULL ? tree_read(pattern, false, true, &fault) : NULL;
	(void)ctx;
	firsts = keep_more(firsts, rule_count + 1, sizeof *firsts);
	firsts[rule_count++] = automaton_count;
	if (tree != NULL && !add_exactly(pattern, place, NULL))
		fault = "too large";
	for (size_t i = 0; tree != NULL && place != NP_AT_TAIL && condition(tree, i) != NULL; i++)
		(void)add_exactly(pattern, place, &i);
	if (fault != NULL)
		fprintf(stderr, "sieve: line %llu: %s: always tried\n", (unsigned long long)line,
		    fault);
}

/* ---- classes of characters ---- */

static uint32_t *bounds; /* where a class may begin, in order */
static size_t bound_count;
static uint16_t *bound_class;
static uint32_t *members; /* of each class, one of it */
static size_t class_count;

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void
find_bounds(void)
{
	size_t n = 0;
	for (size_t i = 0; i < automaton_count; i++) {
		const struct table *table = &automata[i].table;
		bounds = keep_more(bounds, n + table->bound_count, sizeof *bounds);
		memcpy(bounds + n, table->bounds, table->bound_count * sizeof *bounds);
		n += table->bound_count;
	}
	qsort(bounds, n, sizeof *bounds, by_number);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || bounds[i] != bounds[bound_count - 1])
			bounds[bound_count++] = bounds[i];
	}
}

static void
find_classes(void)
{
	unsigned char *kinds; /* [class * automaton_count]: what its characters are to each */
	find_bounds();
	kinds = keep_new(bound_count * automaton_count, 1);
	members = keep_new(bound_count, sizeof *members);
	bound_class = keep_new(bound_count, sizeof *bound_class);
	for (size_t b = 0; b < bound_count; b++) {
		unsigned char *own = kinds + class_count * automaton_count;
		size_t class = 0;
		for (size_t i = 0; i < automaton_count; i++)
			own[i] = (unsigned char)table_kind(&automata[i].table, bounds[b]);
		while (memcmp(kinds + class * automaton_count, own, automaton_count) != 0)
			class ++;
		if (class == class_count)
			members[class_count++] = bounds[b];
		bound_class[b] = (uint16_t) class;
	}
}

static uint16_t
class_of(uint32_t cp)
{
	size_t low = 0, high = bound_count;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;
		if (bounds[middle] <= cp)
			low = middle;
		else
			high = middle;
	}
	return bound_class[low];
}

/* ---- writing ---- */

static struct np_out out;
static size_t column;

static void
begin_array(const char *type, const char *name)
{
	np_out_string(&out, "\nstatic const ");
	np_out_string(&out, type);
	np_out_string(&out, name);
	np_out_string(&out, "[] = {");
	column = 0;
}

static void
put(size_t number)
{
	np_out_string(&out, column++ % 24 == 0 ? "\n" : "");
	np_out_number(&out, number);
	np_out_byte(&out, ',');
}

static void
end_array(void)
{
	np_out_string(&out, "\n};\n");
}

/* The classes of U+0000 to U+FFFF, in blocks that are kept once. */
static void
put_blocks(void)
{
	enum { SIZE = 1 << NP_SIEVE_SHIFT, BLOCKS = 0x10000 / SIZE };
	static uint16_t blocks[BLOCKS][SIZE];
	size_t count = 0;
	begin_array("uint16_t ", "blocks");
	for (uint32_t b = 0; b < BLOCKS; b++) {
		size_t same = 0;
		for (uint32_t i = 0; i < SIZE; i++)
			blocks[count][i] = class_of(b * SIZE + i);
		while (memcmp(blocks[same], blocks[count], sizeof blocks[0]) != 0)
			same++;
		put(same);
		count += same == count;
	}
	end_array();
	begin_array("uint16_t ", "classes");
	for (size_t b = 0; b < count; b++) {
		for (size_t i = 0; i < SIZE; i++)
			put(blocks[b][i]);
	}
	end_array();
}

/* Those beyond; how many ranges there are. */
static size_t
put_ranges(void)
{
	size_t count = 0;
	begin_array("uint32_t ", "ranges");
	for (size_t i = 0; i < bound_count; i++) {
		if (i + 1 < bound_count && bounds[i + 1] <= 0x10000)
			continue;
		put(bounds[i]);
		put(bound_class[i]);
		count++;
	}
	end_array();
	return count;
}

/* All automata's tables one behind the other, and where each begins. */
static void
put_automata(void)
{
	size_t at = 0;
	begin_array("uint16_t ", "next");
	for (size_t i = 0; i < automaton_count; i++) {
		const struct table *table = &automata[i].table;
		for (size_t place = 0; place < table->states * table->kinds; place++)
			put(table->next[place]);
	}
	end_array();
	begin_array("unsigned char ", "kinds");
	for (size_t i = 0; i < automaton_count; i++) {
		for (size_t class = 0; class < class_count; class ++)
			put(table_kind(&automata[i].table, members[class]));
	}
	end_array();
	begin_array("struct np_sieve_automaton ", "automata");
	for (size_t i = 0; i < automaton_count; i++) {
		const struct table *table = &automata[i].table;
		np_out_string(&out, "\n{ next + ");
		np_out_number(&out, at);
		np_out_string(&out, ", kinds + ");
		np_out_number(&out, i * class_count);
		np_out_string(&out, ", ");
		np_out_number(&out, table->kinds);
		np_out_string(&out, ", ");
		np_out_number(&out, table->start);
		np_out_string(&out, automata[i].backward ? ", true }," : ", false },");
		at += table->states * table->kinds;
	}
	end_array();
	begin_array("uint16_t ", "first");
	for (size_t rule = 0; rule < rule_count; rule++)
		put(firsts[rule]);
	put(automaton_count);
	end_array();
}

static void
put_all(const char *name)
{
	size_t ranges;
	np_out_string(&out, "#include \"sieve.h\"\n");
	put_blocks();
	ranges = put_ranges();
	put_automata();
	np_out_string(&out, "\nextern const struct np_sieve_data ");
	np_out_string(&out, name);
	np_out_string(&out, ";\nconst struct np_sieve_data ");
	np_out_string(&out, name);
	np_out_string(&out, " = { blocks, classes, ranges, ");
	np_out_number(&out, ranges);
	np_out_string(&out, ", ");
	np_out_number(&out, class_of(EDGE));
	np_out_string(&out, ", automata, first, ");
	np_out_number(&out, rule_count);
	np_out_string(&out, " };\n");
}

int
main(int argc, char *argv[])
{
	struct np_error err;
	if (argc != 2) {
		fprintf(stderr, "usage: sieve NAME < RULES > FILE.c\n");
		return 2;
	}
	if (!each_pattern("sieve", take_rule))
		return 1;
	find_classes();
	np_out_init(&out, STDOUT_FILENO, "standard output");
	put_all(argv[1]);
	keep_end();
	return np_out_close(&out, &err) == NP_OK ? 0 : 1;
}
