/*
 * main.c - rules on standard input made into the tables of sieve.h and backtrack.h:
 * sieve SIEVE BACKTRACK < marks.rules > FILE.c, with the names of both
 *
 * Every pattern becomes finite automata that take all that the pattern takes, and more: one for what
 * it matches, and one each for what it wants to see ahead or behind where it begins; for tails the
 * first is read from the end, and a second one tells where a match may begin.  A pattern with
 * something in it that is not understood here gets none, and is always tried.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../patterns.h"
#include "classes.h"
#include "io.h"
#include "keep.h"
#include "parts.h"
#include "sieve.h"

/* How exactly a pattern is taken, the best first: as far as its table stays small. */
static const struct exactness {
	bool join;
	unsigned copies;
	size_t most; /* places in its table */
	bool widen;
} exactnesses[] = { { false, 4, 1000, false }, { true, 4, 2000, false }, { true, 2, 2000, false },
	{ true, 1, 4000, false }, { true, 1, 60000, true } };

enum { EXACTNESSES = sizeof exactnesses / sizeof *exactnesses };

struct automaton {
	struct table table;
	bool backward;
};

static struct automaton *automata;
static size_t automaton_count;
static size_t *firsts;        /* of each rule: its first automaton … */
static enum np_place *places; /* … and its place */
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

/*
 * What the pattern, which was read forward, wants to see where it begins: the number-th of these; NULL when
 * there are no more.  That a character must not stand before it is that another one does, or none.
 */
static struct node *
condition(struct node *tree, size_t number)
{
	for (size_t i = 0; tree->kind == CAT && i < tree->count && looks_around(tree->children[i]);
	     i++) {
		struct node *child = tree->children[i];
		bool not_one = child->kind == NOT_BEHIND && child->children[0]->kind == SET;
		if (child->kind != AHEAD && child->kind != BEHIND && !not_one)
			continue;
		if (number-- > 0)
			continue;
		if (not_one) {
			struct set *set = &child->children[0]->set;
			*set = set_union(set_not(*set), set_of_one(EDGE));
			child->kind = BEHIND;
		}
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
add_exactly(const char *pattern, bool backward, bool to_end, const size_t *number)
{
	for (size_t i = 0; i < EXACTNESSES; i++) {
		const struct exactness *exact = &exactnesses[i];
		const char *fault;
		struct node *tree = tree_read(pattern, backward, exact->join, &fault);
		struct how how = { backward, to_end, exact->copies };
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
	const char *fault = NULL, *unread = NULL;
	struct node *tree = pattern != NULL ? tree_read(pattern, false, true, &fault) : NULL;
	(void)ctx;
	if (!parts_add(pattern, &unread))
		fprintf(stderr, "sieve: line %llu: %s: left to PCRE2\n", (unsigned long long)line,
		    unread);
	firsts = keep_more(firsts, rule_count + 1, sizeof *firsts);
	places = keep_more(places, rule_count + 1, sizeof *places);
	firsts[rule_count++] = automaton_count;
	bool tail = place == NP_AT_TAIL, to_end = tail || place == NP_AT_WHOLE;
	places[rule_count - 1] = place;
	if (tree != NULL && !add_exactly(pattern, tail, place == NP_AT_WHOLE, NULL))
		fault = "too large";
	/* The first automaton of a tail is the one that is read from its end, or there is none. */
	if (tail && automaton_count == firsts[rule_count - 1])
		tree = NULL;
	if (tree != NULL && tail)
		(void)add_exactly(pattern, false, to_end, NULL);
	for (size_t i = 0; tree != NULL && condition(tree, i) != NULL; i++)
		(void)add_exactly(pattern, false, to_end, &i);
	if (fault != NULL)
		fprintf(stderr, "sieve: line %llu: %s: always tried\n", (unsigned long long)line,
		    fault);
}

/* ---- the characters nearest to where a rule is asked ---- */

/*
 * Of a rule's automaton: which classes the number-th character that it reads, the first or the second, may
 * be of.
 */
static void
find_near(const struct table *table, size_t number, bool *may)
{
	bool *kinds = keep_new(table->kinds, sizeof *kinds);
	for (size_t first = 0; first < table->kinds; first++) {
		size_t state = table->next[table->start * table->kinds + first];
		if (number == 0)
			kinds[first] = state != NO;
		for (size_t second = 0; number == 1 && state != NO && second < table->kinds;
		     second++)
			kinds[second] =
			    kinds[second] || table->next[state * table->kinds + second] != NO;
	}
	for (size_t class = 0; class < classes_count(); class ++)
		may[class] = kinds[table_kind(table, classes_member(class))];
	keep_drop(kinds);
}

/* Clears in near, which has a set of rules for each class, the rule where it cannot match. */
static void
narrow(uint64_t *near, size_t words, size_t rule, const bool *may)
{
	for (size_t class = 0; class < classes_count(); class ++) {
		if (!may[class])
			near[class * words + rule / 64] &= ~(UINT64_C(1) << rule % 64);
	}
}

/* Sets of rules, in the order of sieve.h. */
static uint64_t *
make_near(size_t words)
{
	size_t column = classes_count() * words;
	uint64_t *near = keep_new(NP_SIEVE_NEAR * column, sizeof *near);
	bool *may = keep_new(classes_count(), sizeof *may);
	memset(near, 0xFF, NP_SIEVE_NEAR * column * sizeof *near);
	for (size_t rule = 0; rule < rule_count; rule++) {
		size_t end = rule + 1 < rule_count ? firsts[rule + 1] : automaton_count;
		if (places[rule] == NP_AT_TAIL && end > firsts[rule])
			end = firsts[rule] + 1;
		if (places[rule] == NP_INSIDE)
			end = firsts[rule];
		for (size_t i = firsts[rule]; i < end; i++) {
			const struct table *table = &automata[i].table;
			if (table->start <= YES)
				continue;
			for (size_t number = 0; number < 2; number++) {
				size_t which = automata[i].backward ? number : 2 + number;
				find_near(table, number, may);
				narrow(near + which * column, words, rule, may);
			}
		}
	}
	return near;
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
			blocks[count][i] = classes_of(b * SIZE + i);
		while (memcmp(blocks[same], blocks[count], sizeof blocks[0]) != 0)
			same++;
		put(same);
		count += same == count;
	}
	put(0);
	end_array();
	begin_array("uint16_t ", "classes");
	for (size_t b = 0; b < count; b++) {
		for (size_t i = 0; i < SIZE; i++)
			put(blocks[b][i]);
	}
	put(0);
	end_array();
}

/* Those beyond; how many ranges there are. */
static size_t
put_ranges(void)
{
	size_t count = 0;
	uint32_t first, next;
	uint16_t class, next_class;
	begin_array("uint32_t ", "ranges");
	for (size_t i = 0; classes_run(i, &first, &class); i++) {
		if (classes_run(i + 1, &next, &next_class) && next <= 0x10000)
			continue;
		put(first);
		put(class);
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
	begin_array("unsigned char ", "next");
	for (size_t i = 0; i < automaton_count; i++) {
		const struct table *table = &automata[i].table;
		for (size_t place = 0; place < table->states * table->kinds; place++)
			put(table->next[place]);
	}
	end_array();
	begin_array("unsigned char ", "kinds");
	for (size_t i = 0; i < automaton_count; i++) {
		for (size_t class = 0; class < classes_count(); class ++)
			put(table_kind(&automata[i].table, classes_member(class)));
	}
	end_array();
	begin_array("struct np_sieve_automaton ", "automata");
	for (size_t i = 0; i < automaton_count; i++) {
		const struct table *table = &automata[i].table;
		np_out_string(&out, "\n{ next + ");
		np_out_number(&out, at);
		np_out_string(&out, ", kinds + ");
		np_out_number(&out, i * classes_count());
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

/* Rows of so many words, each that differs from the others once: the numbers of the rows, and what is in these. */
static void
put_rows(const char *numbers, const char *name, uint64_t *rows, size_t count, size_t words)
{
	size_t kept = 0;
	begin_array("uint16_t ", numbers);
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;
		memmove(rows + kept * words, rows + i * words, words * sizeof *rows);
		while (memcmp(rows + same * words, rows + kept * words, words * sizeof *rows) != 0)
			same++;
		if (same > UINT16_MAX) {
			fprintf(stderr, "sieve: %s: too many\n", name);
			exit(1);
		}
		put(same);
		kept += same == kept;
	}
	end_array();
	begin_array("uint64_t ", name);
	for (size_t i = 0; i < kept * words; i++) {
		np_out_string(&out, i % 6 == 0 ? "\n" : "");
		np_out_number(&out, rows[i]);
		np_out_string(&out, "u,");
	}
	end_array();
}

static void
put_all(const char *name)
{
	size_t ranges, words = (rule_count + 63) / 64;
	np_out_string(&out, "#include \"sieve.h\"\n");
	put_blocks();
	ranges = put_ranges();
	put_automata();
	put_rows("near", "near_rules", make_near(words), NP_SIEVE_NEAR * classes_count(), words);
	np_out_string(&out, "\nextern const struct np_sieve_data ");
	np_out_string(&out, name);
	np_out_string(&out, ";\nconst struct np_sieve_data ");
	np_out_string(&out, name);
	np_out_string(&out, " = { blocks, classes, ranges, ");
	np_out_number(&out, ranges);
	np_out_string(&out, ", ");
	np_out_number(&out, classes_of(EDGE));
	np_out_string(&out, ", automata, first, ");
	np_out_number(&out, rule_count);
	np_out_string(&out, ", near, near_rules, ");
	np_out_number(&out, words);
	np_out_string(&out, ", ");
	np_out_number(&out, classes_count());
	np_out_string(&out, " };\n");
}

static void
put_parts(const struct np_part *parts, size_t count)
{
	begin_array("struct np_part ", "parts");
	for (size_t i = 0; i < count; i++) {
		const size_t fields[] = { parts[i].kind, parts[i].how, parts[i].set, parts[i].run,
			parts[i].min, parts[i].max, parts[i].count, parts[i].first };
		np_out_string(&out, "\n{ ");
		for (size_t field = 0; field < sizeof fields / sizeof *fields; field++) {
			np_out_number(&out, fields[field]);
			np_out_string(&out, ", ");
		}
		np_out_string(&out, "},");
	}
	end_array();
}

static void
put_children(const struct np_part_child *children, size_t count)
{
	begin_array("struct np_part_child ", "children");
	for (size_t i = 0; i < count; i++) {
		np_out_string(&out, column++ % 12 == 0 ? "\n{" : "{");
		np_out_number(&out, children[i].part);
		np_out_byte(&out, ',');
		np_out_number(&out, children[i].set);
		np_out_string(&out, "},");
	}
	np_out_string(&out, "\n{0,0},");
	end_array();
}

static void
put_roots(const uint32_t *roots, size_t count)
{
	begin_array("uint32_t ", "roots");
	for (size_t i = 0; i < count; i++)
		put(roots[i]);
	put(0);
	end_array();
}

/* For each set a bit of each class, in `words` words. */
static void
put_sets(size_t words)
{
	size_t count = parts_set_count();
	uint64_t *bits = keep_new(count * words, sizeof *bits);
	for (size_t i = 0; i < count; i++) {
		for (size_t class = 0; class < classes_count(); class ++) {
			if (set_has(parts_set(i), classes_member(class)))
				bits[i * words + class / 64] |= UINT64_C(1) << class % 64;
		}
	}
	put_rows("sets", "bits", bits, count * words, 1);
}

static void
put_backtrack(const char *name)
{
	size_t parts, children, words = (classes_count() + 63) / 64;
	struct np_backtrack_data all = parts_all(&parts, &children);
	np_out_string(&out, "\n#include \"backtrack.h\"\n");
	put_parts(all.parts, parts);
	put_children(all.children, children);
	put_roots(all.roots, all.rule_count);
	put_sets(words);
	np_out_string(&out, "\nextern const struct np_backtrack_data ");
	np_out_string(&out, name);
	np_out_string(&out, ";\nconst struct np_backtrack_data ");
	np_out_string(&out, name);
	np_out_string(&out, " = { parts, children, roots, ");
	np_out_number(&out, all.rule_count);
	np_out_string(&out, ", sets, bits, ");
	np_out_number(&out, words);
	np_out_string(&out, " };\n");
}

int
main(int argc, char *argv[])
{
	struct np_error err;
	if (argc != 3) {
		fprintf(stderr, "usage: sieve SIEVE BACKTRACK < RULES > FILE.c\n");
		return 2;
	}
	if (!each_pattern("sieve", take_rule))
		return 1;
	for (size_t i = 0; i < automaton_count; i++)
		classes_tell_table(&automata[i].table);
	for (size_t i = 0; i < parts_set_count(); i++)
		classes_tell_set(parts_set(i));
	classes_find();
	np_out_init(&out, STDOUT_FILENO, "standard output");
	put_all(argv[1]);
	put_backtrack(argv[2]);
	keep_end();
	return np_out_close(&out, &err) == NP_OK ? 0 : 1;
}
