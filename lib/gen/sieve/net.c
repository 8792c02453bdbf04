/* net.c - a tree as an automaton of positions */
#include "net.h"

#include <stdio.h>
#include <stdlib.h>

#include "keep.h"

enum { POSITIONS_MAX = 60000 };

static struct position *positions;
static size_t position_count;
static struct how now;

static void
add_edge(struct edges *edges, uint16_t to, uint16_t need)
{
	for (size_t i = 0; i < edges->count; i++) {
		struct edge *edge = &edges->edges[i];
		if (edge->to != to)
			continue;
		if (edge->need == need || edge->need == NOTHING)
			return;
		edge->need =
		    need == NOTHING
			? NOTHING
			: set_number(set_union(set_numbered(edge->need), set_numbered(need)));
		return;
	}
	edges->edges = keep_more(edges->edges, edges->count + 1, sizeof *edges->edges);
	edges->edges[edges->count++] = (struct edge){ to, need };
}

static uint16_t
both_needs(uint16_t a, uint16_t b)
{
	if (a == NOTHING || b == NOTHING)
		return a == NOTHING ? b : a;
	return set_number(set_common(set_numbered(a), set_numbered(b)));
}

/* What a piece of a pattern is to its surroundings. */
struct piece {
	struct edges first, last; /* need: of the character at it; of the one behind it */
	bool empty;               /* may be nothing at all … */
	uint16_t empty_need;      /* … if the character behind it is in this set */
};

static struct piece build(const struct node *node);

static struct piece
in_a_row(struct piece a, struct piece b)
{
	struct piece row = { .first = { NULL, 0 } };
	for (size_t i = 0; i < a.last.count; i++) {
		for (size_t j = 0; j < b.first.count; j++)
			add_edge(&positions[a.last.edges[i].to].follow, b.first.edges[j].to,
			    both_needs(a.last.edges[i].need, b.first.edges[j].need));
	}
	for (size_t i = 0; i < a.first.count; i++)
		add_edge(&row.first, a.first.edges[i].to, a.first.edges[i].need);
	for (size_t i = 0; a.empty && i < b.first.count; i++)
		add_edge(&row.first, b.first.edges[i].to,
		    both_needs(a.empty_need, b.first.edges[i].need));
	for (size_t i = 0; i < b.last.count; i++)
		add_edge(&row.last, b.last.edges[i].to, b.last.edges[i].need);
	for (size_t i = 0; b.empty && i < a.last.count; i++)
		add_edge(
		    &row.last, a.last.edges[i].to, both_needs(b.empty_need, a.last.edges[i].need));
	row.empty = a.empty && b.empty;
	row.empty_need = both_needs(a.empty_need, b.empty_need);
	return row;
}

static struct piece
either(struct piece a, struct piece b)
{
	struct piece any = a;
	for (size_t i = 0; i < b.first.count; i++)
		add_edge(&any.first, b.first.edges[i].to, b.first.edges[i].need);
	for (size_t i = 0; i < b.last.count; i++)
		add_edge(&any.last, b.last.edges[i].to, b.last.edges[i].need);
	if (b.empty) {
		any.empty_need = !a.empty ? b.empty_need
				 : a.empty_need == NOTHING || b.empty_need == NOTHING
				     ? NOTHING
				     : set_number(set_union(
					   set_numbered(a.empty_need), set_numbered(b.empty_need)));
		any.empty = true;
	}
	return any;
}

static const struct piece nothing_piece = { .empty = true, .empty_need = NOTHING };

static struct piece
build_set(struct set set)
{
	struct piece piece = { .empty_need = NOTHING };
	if (position_count == POSITIONS_MAX) {
		fprintf(stderr, "sieve: too many positions\n");
		exit(1);
	}
	positions = keep_more(positions, position_count + 1, sizeof *positions);
	positions[position_count] = (struct position){ .set = set_number(set) };
	add_edge(&piece.first, (uint16_t)position_count, NOTHING);
	add_edge(&piece.last, (uint16_t)position_count++, NOTHING);
	return piece;
}

static struct piece
build_repeat(const struct node *node)
{
	unsigned copies = node->max, least = node->min;
	bool loops = node->max > now.copies;
	struct piece row = nothing_piece;
	if (least > now.copies)
		least = now.copies;
	if (loops)
		copies = least > 0 ? least : 1;
	for (unsigned i = 0; i < copies; i++) {
		struct piece one = build(node->children[0]);
		for (size_t l = 0; loops && i + 1 == copies && l < one.last.count; l++) {
			for (size_t f = 0; f < one.first.count; f++)
				add_edge(&positions[one.last.edges[l].to].follow,
				    one.first.edges[f].to,
				    both_needs(one.last.edges[l].need, one.first.edges[f].need));
		}
		row = in_a_row(row, i < least ? one : either(one, nothing_piece));
	}
	return row;
}

/*
 * The number of the set of characters that some match of the pattern begins with, or, where it may
 * be empty, that may stand there; NOTHING if that may be any.
 */
static uint16_t
first_chars(const struct node *node)
{
	size_t before = position_count;
	struct piece piece = build(node);
	struct set set = { NULL, 0 };
	for (size_t i = 0; i < piece.first.count; i++) {
		struct set own = set_numbered(positions[piece.first.edges[i].to].set);
		if (piece.first.edges[i].need != NOTHING)
			own = set_common(own, set_numbered(piece.first.edges[i].need));
		set = set_union(set, own);
	}
	position_count = before;
	if (piece.empty && piece.empty_need == NOTHING)
		return NOTHING;
	return set_number(piece.empty ? set_union(set, set_numbered(piece.empty_need)) : set);
}

/* The characters that alone make a match of the pattern. */
static struct set
single_chars(const struct node *node)
{
	struct set set = { NULL, 0 };
	if (node->kind == SET)
		return node->set;
	for (size_t i = 0; node->kind == ALT && i < node->count; i++)
		set = set_union(set, single_chars(node->children[i]));
	return set;
}

static struct piece
build(const struct node *node)
{
	struct piece piece = nothing_piece;
	switch (node->kind) {
	case SET:
		return build_set(node->set);
	case CAT:
		for (size_t i = 0; i < node->count; i++)
			piece = in_a_row(piece, build(node->children[i]));
		return piece;
	case ALT:
		piece = build(node->children[0]);
		for (size_t i = 1; i < node->count; i++)
			piece = either(piece, build(node->children[i]));
		return piece;
	case REPEAT:
		return build_repeat(node);
	case AHEAD:
	case BEHIND:
		if (now.backward == (node->kind == BEHIND))
			piece.empty_need = first_chars(node->children[0]);
		return piece;
	case NOT_AHEAD:
	case NOT_BEHIND: {
		struct set never = single_chars(node->children[0]);
		if (now.backward == (node->kind == NOT_BEHIND) && never.count > 0)
			piece.empty_need = set_number(set_union(set_not(never), set_of_one(EDGE)));
		return piece;
	}
	case BOUND:
		piece.empty_need = set_number(node->set);
		return piece;
	case EMPTY:
	case BEGIN:
	case END:
	case WORD_BOUND:
	case ATOMIC:
	case KEEP:
		break;
	}
	return piece;
}

struct net
net_make(const struct node *tree, struct how how)
{
	struct piece piece;
	struct set any;
	uint16_t edge = set_number(set_of_one(EDGE));
	now = how;
	position_count = 0;
	piece = build(tree);
	any = set_union(set_not((struct set){ NULL, 0 }), set_of_one(EDGE));
	/* Where what comes behind a match decides, a position more reads that. */
	struct piece behind = build_set(any);
	uint16_t last = behind.first.edges[0].to;
	positions[last].accepts = true;
	for (size_t i = 0; i < piece.last.count; i++) {
		struct edge end = piece.last.edges[i];
		if (how.to_end)
			end.need = both_needs(end.need, edge);
		if (end.need == NOTHING)
			positions[end.to].accepts = true;
		else
			add_edge(&positions[end.to].follow, last, end.need);
	}
	return (struct net){ positions, position_count, piece.first, piece.empty };
}
