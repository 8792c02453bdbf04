/* parts.c - patterns as parts */
#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keep.h"
#include "tree.h"

enum { SLOTS = 1 << 18, PARTS_MAX = UINT16_MAX, SETS_MAX = NP_PART_ANY };

static struct np_part *parts;
static struct np_part_child *children;
static uint32_t *roots;
static size_t part_count, child_count, rule_count;
static uint32_t slots[SLOTS]; /* parts by what they are: number + 1 */

/* Numbers of sets.h, in the order in which parts came to speak of them. */
static uint16_t *set_numbers;
static size_t set_count;

static void
end_with(const char *why)
{
	fprintf(stderr, "sieve: %s\n", why);
	exit(1);
}

static uint16_t
own_number(struct set set)
{
	uint16_t number = set_number(set);
	for (size_t i = 0; i < set_count; i++) {
		if (set_numbers[i] == number)
			return (uint16_t)i;
	}
	if (set_count == SETS_MAX)
		end_with("too many sets");
	set_numbers = keep_more(set_numbers, set_count + 1, sizeof *set_numbers);
	set_numbers[set_count] = number;
	return (uint16_t)set_count++;
}

/* ---- what a tree may begin with ---- */

/* Characters, and whether it may be empty. */
struct beginning {
	struct set set;
	bool empty;
};

static struct beginning beginning_of(const struct node *node, bool backward);

/* What stands in a row; of what is seen ahead in its direction only what may come next. */
static struct beginning
beginning_of_row(const struct node *node, bool backward)
{
	struct beginning all = { { NULL, 0 }, true };
	struct set seen = { NULL, 0 };
	bool sees = false;
	for (size_t i = 0; all.empty && i < node->count; i++) {
		const struct node *child = node->children[i];
		struct beginning own;
		if (child->kind == (backward ? BEHIND : AHEAD) && all.set.count == 0) {
			own = beginning_of(child->children[0], backward);
			if (!own.empty) {
				seen = sees ? set_common(seen, own.set) : own.set;
				sees = true;
			}
			continue;
		}
		own = beginning_of(child, backward);
		all.set = set_union(all.set, own.set);
		all.empty = own.empty;
	}
	if (sees) {
		all.set = all.empty ? seen : set_common(all.set, seen);
		all.empty = false;
	}
	return all;
}

static struct beginning
beginning_of(const struct node *node, bool backward)
{
	struct beginning all = { { NULL, 0 }, false };
	switch (node->kind) {
	case SET:
		all.set = node->set;
		return all;
	case CAT:
		return beginning_of_row(node, backward);
	case ALT:
		for (size_t i = 0; i < node->count; i++) {
			struct beginning own = beginning_of(node->children[i], backward);
			all.set = set_union(all.set, own.set);
			all.empty = all.empty || own.empty;
		}
		return all;
	case REPEAT:
		all = beginning_of(node->children[0], backward);
		all.empty = all.empty || node->min == 0;
		return all;
	case ATOMIC:
		return beginning_of(node->children[0], backward);
	default:
		all.empty = true;
		return all;
	}
}

/* ---- simpler trees ---- */

/* Of a choice of single characters a set, as it does not matter which is tried first. */
static struct node *
one_set(struct node *choice)
{
	struct node *node = tree_new(SET);
	for (size_t i = 0; i < choice->count; i++) {
		if (choice->children[i]->kind != SET)
			return choice;
		node->set = set_union(node->set, choice->children[i]->set);
	}
	return node;
}

/* (?![的了])[一-龥] and (?=[一-龥])[^的了] are one set where both look the same way. */
static void
add_to_row(struct node *row, struct node *child, bool backward)
{
	const struct node *last = row->count > 0 ? row->children[row->count - 1] : NULL;
	if (!backward && child->kind == SET && last != NULL &&
	    (last->kind == AHEAD || last->kind == NOT_AHEAD) && last->children[0]->kind == SET) {
		struct set seen = last->children[0]->set;
		struct node *both = tree_new(SET);
		both->set = set_common(child->set, last->kind == AHEAD ? seen : set_not(seen));
		row->count--;
		add_to_row(row, both, backward);
		return;
	}
	tree_add(row, child);
}

/* Rows in rows and choices in choices are one; what is repeated just once is not repeated. */
static struct node *
simpler(struct node *node, bool backward)
{
	struct node *flat = tree_new(node->kind);
	if (node->kind == REPEAT && node->min == 1 && node->max == 1)
		return simpler(node->children[0], backward);
	flat->set = node->set;
	flat->min = node->min;
	flat->max = node->max;
	flat->greed = node->greed;
	if (node->kind == AHEAD || node->kind == NOT_AHEAD)
		backward = false;
	if (node->kind == BEHIND || node->kind == NOT_BEHIND)
		backward = true;
	for (size_t i = 0; i < node->count; i++) {
		struct node *child = simpler(node->children[i], backward);
		bool same = child->kind == node->kind && (node->kind == CAT || node->kind == ALT);
		if (node->kind == CAT && child->kind == EMPTY)
			continue;
		for (size_t j = 0; same && j < child->count; j++) {
			if (node->kind == CAT)
				add_to_row(flat, child->children[j], backward);
			else
				tree_add(flat, child->children[j]);
		}
		if (!same && node->kind == CAT)
			add_to_row(flat, child, backward);
		else if (!same)
			tree_add(flat, child);
	}
	if ((flat->kind == CAT || flat->kind == ALT) && flat->count == 1)
		return flat->children[0];
	return flat->kind == ALT ? one_set(flat) : flat;
}

/* ---- parts ---- */

static bool
same_part(const struct np_part *a, const struct np_part *b, const struct np_part_child *of_b)
{
	return a->kind == b->kind && a->how == b->how && a->set == b->set && a->run == b->run &&
	       a->min == b->min && a->max == b->max && a->count == b->count &&
	       (a->count == 0 || memcmp(children + a->first, of_b, a->count * sizeof *of_b) == 0);
}

/* The part with these children, which is kept once. */
static uint16_t
put_part(struct np_part part, const struct np_part_child *of_part)
{
	uint32_t hash = part.kind * 31u + part.how;
	hash = (hash * 31 + part.set) * 31 + part.min;
	hash = (hash * 31 + part.max) * 31 + part.run;
	for (size_t i = 0; i < part.count; i++)
		hash = hash * UINT32_C(0x9E3779B1) + of_part[i].part;
	size_t slot = (hash * UINT32_C(0x85EBCA77)) >> 14;
	for (; slots[slot] != 0; slot = (slot + 1) % SLOTS) {
		if (same_part(&parts[slots[slot] - 1], &part, of_part))
			return (uint16_t)(slots[slot] - 1);
	}
	if (part_count == PARTS_MAX)
		end_with("too many parts");
	part.first = (uint32_t)child_count;
	children = keep_more(children, child_count + part.count + 1, sizeof *children);
	if (part.count > 0)
		memcpy(children + child_count, of_part, part.count * sizeof *of_part);
	child_count += part.count;
	parts = keep_more(parts, part_count + 1, sizeof *parts);
	parts[part_count] = part;
	slots[slot] = (uint32_t)++part_count;
	return (uint16_t)(slots[slot] - 1);
}

static enum np_part_kind
kind_of(const struct node *node)
{
	static const enum np_part_kind kinds[] = { [EMPTY] = NP_PART_ROW,
		[SET] = NP_PART_SET,
		[CAT] = NP_PART_ROW,
		[ALT] = NP_PART_CHOICE,
		[REPEAT] = NP_PART_REPEAT,
		[AHEAD] = NP_PART_AHEAD,
		[NOT_AHEAD] = NP_PART_NOT_AHEAD,
		[BEHIND] = NP_PART_BEHIND,
		[NOT_BEHIND] = NP_PART_NOT_BEHIND,
		[BEGIN] = NP_PART_BEGIN,
		[END] = NP_PART_END,
		[WORD_BOUND] = NP_PART_WORD,
		[ATOMIC] = NP_PART_ATOMIC,
		[KEEP] = NP_PART_KEEP };
	return kinds[node->kind];
}

static uint16_t
times(unsigned count)
{
	if (count == ENDLESS)
		return NP_PART_ENDLESS;
	if (count >= NP_PART_ENDLESS)
		end_with("too many times");
	return (uint16_t)count;
}

static struct np_part_child put_tree(const struct node *node, bool backward);

/* What is repeated: a run, where it is one character. */
static void
put_repeated(const struct node *node, struct np_part *part, struct np_part_child *of_part)
{
	part->min = times(node->min);
	part->max = times(node->max);
	if (parts[of_part->part].kind == NP_PART_SET) {
		part->kind = NP_PART_RUN;
		part->run = of_part->set;
		part->count = 0;
	}
}

static struct np_part_child
put_tree(const struct node *node, bool backward)
{
	struct beginning beginning = beginning_of(node, backward);
	struct np_part part = { .kind = (unsigned char)kind_of(node),
		.how = node->greed == LAZY ? NP_PART_LAZY : NP_PART_GREEDY,
		.set = beginning.empty ? NP_PART_ANY : own_number(beginning.set),
		.count = (uint16_t)node->count };
	struct np_part_child *of_part = keep_new(node->count, sizeof *of_part);
	struct np_part_child own = { .set = part.set };
	if (node->count > UINT16_MAX)
		end_with("too many children");
	if (node->kind == AHEAD || node->kind == NOT_AHEAD)
		backward = false;
	if (node->kind == BEHIND || node->kind == NOT_BEHIND)
		backward = true;
	for (size_t i = 0; i < node->count; i++)
		of_part[i] = put_tree(node->children[i], backward);
	if (node->kind == REPEAT)
		put_repeated(node, &part, of_part);
	own.part = put_part(part, of_part);
	if (node->kind == REPEAT && node->greed == POSSESSIVE)
		own.part = put_part(
		    (struct np_part){ .kind = NP_PART_ATOMIC, .set = part.set, .count = 1 }, &own);
	keep_drop(of_part);
	return own;
}

bool
parts_add(const char *pattern, const char **fault)
{
	struct node *tree = pattern != NULL ? tree_read_exactly(pattern, fault) : NULL;
	roots = keep_more(roots, rule_count + 1, sizeof *roots);
	roots[rule_count++] = tree != NULL ? put_tree(simpler(tree, false), false).part + 1u : 0;
	return pattern == NULL || tree != NULL;
}

struct np_backtrack_data
parts_all(size_t *parts_there, size_t *children_there)
{
	*parts_there = part_count;
	*children_there = child_count;
	return (struct np_backtrack_data){ parts, children, roots, rule_count, NULL, NULL, 0 };
}

size_t
parts_set_count(void)
{
	return set_count;
}

struct set
parts_set(size_t number)
{
	return set_numbered(set_numbers[number]);
}
