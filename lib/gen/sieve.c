/*
 * sieve - rules on standard input made into the tables of sieve.h: sieve NAME < marks.rules > FILE.c
 *
 * Every pattern becomes a finite automaton that takes all that the pattern takes, and more: what
 * lies ahead or behind is seen as far as one character shows it, long repetitions have no end, and
 * of many words that a pattern offers every first character goes with every second one.  A pattern
 * with something in it that is not understood here gets no automaton, and is always tried.
 *
 * The automaton is Glushkov's (1961): a position for each character of the pattern, and for each
 * the positions that may follow.  A rule for tails is read from its end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io.h"
#include "rules.h"
#include "sieve.h"
#include "utf8.h"

enum {
	TOP = 0x110000, /* one more than the last code point: where the text begins */
	COPIES_MAX = 4, /* of something repeated, before it is taken to go on for ever */
	WORDS_MIN = 4,  /* so many words of a choice are taken together by their length */
	POSITIONS_MAX = 60000,
	NOTHING = 0xFFFF /* no set, no need */
};

/* All memory hangs together, and is given back at the end. */
struct held {
	struct held *next, **before;
};

static struct held *all_held;

static void
out_of_memory(void)
{
	fprintf(stderr, "sieve: out of memory\n");
	exit(1);
}

/* Memory of that size for all that ptr, which may be NULL, has in it. */
static void *
more(void *ptr, size_t count, size_t size)
{
	struct held *old = ptr != NULL ? (struct held *)ptr - 1 : NULL;
	struct held *held = realloc(old, sizeof *held + count * size);
	if (held == NULL)
		out_of_memory();
	if (old == NULL) {
		held->next = all_held;
		held->before = &all_held;
	}
	*held->before = held;
	if (held->next != NULL)
		held->next->before = &held->next;
	return held + 1;
}

static void *
need(size_t count, size_t size)
{
	void *ptr = more(NULL, count > 0 ? count : 1, size);
	memset(ptr, 0, (count > 0 ? count : 1) * size);
	return ptr;
}

static void
give_back(void)
{
	while (all_held != NULL) {
		struct held *held = all_held;
		all_held = held->next;
		free(held);
	}
}

/* ---- sets of characters ---- */

struct range {
	uint32_t first, last;
};

/* Ranges in ascending order, with something between them. */
struct set {
	struct range *ranges;
	size_t count;
};

static int
by_first(const void *a, const void *b)
{
	const struct range *x = a, *y = b;
	return x->first < y->first ? -1 : x->first > y->first;
}

static void
set_add(struct set *set, uint32_t first, uint32_t last)
{
	set->ranges = more(set->ranges, set->count + 1, sizeof *set->ranges);
	set->ranges[set->count++] = (struct range){ first, last };
}

/* Puts the ranges in order and joins those that touch. */
static void
set_tidy(struct set *set)
{
	size_t n = 0;
	if (set->count == 0)
		return;
	qsort(set->ranges, set->count, sizeof *set->ranges, by_first);
	for (size_t i = 1; i < set->count; i++) {
		struct range *last = &set->ranges[n], next = set->ranges[i];
		if (next.first > last->last + 1)
			set->ranges[++n] = next;
		else if (next.last > last->last)
			last->last = next.last;
	}
	set->count = n + 1;
}

static struct set
set_union(struct set a, struct set b)
{
	struct set both = { NULL, 0 };
	for (size_t i = 0; i < a.count; i++)
		set_add(&both, a.ranges[i].first, a.ranges[i].last);
	for (size_t i = 0; i < b.count; i++)
		set_add(&both, b.ranges[i].first, b.ranges[i].last);
	set_tidy(&both);
	return both;
}

/* All characters that are not in it; the text's beginning is none. */
static struct set
set_not(struct set a)
{
	struct set rest = { NULL, 0 };
	uint32_t from = 0;
	for (size_t i = 0; i < a.count && a.ranges[i].first < TOP; i++) {
		if (a.ranges[i].first > from)
			set_add(&rest, from, a.ranges[i].first - 1);
		from = a.ranges[i].last + 1;
	}
	if (from < TOP)
		set_add(&rest, from, TOP - 1);
	return rest;
}

static struct set
set_common(struct set a, struct set b)
{
	struct set common = { NULL, 0 };
	for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
		uint32_t first = a.ranges[i].first, last = a.ranges[i].last;
		if (b.ranges[j].first > first)
			first = b.ranges[j].first;
		if (b.ranges[j].last < last)
			last = b.ranges[j].last;
		if (first <= last)
			set_add(&common, first, last);
		if (a.ranges[i].last < b.ranges[j].last)
			i++;
		else
			j++;
	}
	return common;
}

/* The sets in use, each once. */
static struct set *sets;
static size_t set_count;

static size_t
set_number(struct set set)
{
	for (size_t i = 0; i < set_count; i++) {
		if (sets[i].count == set.count &&
		    memcmp(sets[i].ranges, set.ranges, set.count * sizeof *set.ranges) == 0)
			return i;
	}
	sets = more(sets, set_count + 1, sizeof *sets);
	sets[set_count] = set;
	return set_count++;
}

/* ---- patterns ---- */

enum kind { EMPTY, SET, CAT, ALT, REPEAT, AHEAD, NOT_AHEAD, BEHIND, NOT_BEHIND };

struct node {
	enum kind kind;
	struct set set;
	struct node **children;
	size_t count;
	unsigned min, max; /* of REPEAT; UINT_MAX is no end */
};

enum { ENDLESS = 1 << 30 };

struct parser {
	const char *at, *end;
	const char *fault; /* NULL while all is understood */
};

static struct node *
new_node(enum kind kind)
{
	struct node *node = need(1, sizeof *node);
	node->kind = kind;
	return node;
}

static void
add_child(struct node *node, struct node *child)
{
	node->children = more(node->children, node->count + 1, sizeof *node->children);
	node->children[node->count++] = child;
}

static struct node *
set_node(struct set set)
{
	struct node *node = new_node(SET);
	node->set = set;
	return node;
}

static struct set
one_char(uint32_t cp)
{
	struct set set = { NULL, 0 };
	set_add(&set, cp, cp);
	return set;
}

static struct set
of_ranges(const struct range *ranges, size_t count)
{
	struct set set = { NULL, 0 };
	for (size_t i = 0; i < count; i++)
		set_add(&set, ranges[i].first, ranges[i].last);
	set_tidy(&set);
	return set;
}

/* The first fault is the one that is told. */
static void
fail(struct parser *parser, const char *fault)
{
	if (parser->fault == NULL)
		parser->fault = fault;
}

static uint32_t
take_char(struct parser *parser)
{
	uint32_t cp;
	parser->at += np_utf8_next(parser->at, (size_t)(parser->end - parser->at), &cp);
	if (cp == NP_UTF8_BAD)
		fail(parser, "not UTF-8");
	return cp;
}

static bool
take(struct parser *parser, const char *what)
{
	size_t len = strlen(what);
	if ((size_t)(parser->end - parser->at) < len || memcmp(parser->at, what, len) != 0)
		return false;
	parser->at += len;
	return true;
}

/* What stands behind a backslash, as a set; one that has no characters for what is no set. */
static struct set
take_escape(struct parser *parser)
{
	/* PCRE2's \h; \d and \s without PCRE2_UCP. */
	static const struct range blanks[] = { { 0x09, 0x09 }, { 0x20, 0x20 }, { 0xA0, 0xA0 },
		{ 0x1680, 0x1680 }, { 0x180E, 0x180E }, { 0x2000, 0x200A }, { 0x202F, 0x202F },
		{ 0x205F, 0x205F }, { 0x3000, 0x3000 } };
	static const struct range spaces[] = { { 0x09, 0x0D }, { 0x20, 0x20 } };
	static const struct range digits[] = { { '0', '9' } };
	struct set nothing = { NULL, 0 };
	if (parser->at == parser->end) {
		fail(parser, "\\ at the end");
		return nothing;
	}
	uint32_t cp = take_char(parser);
	if (cp == 'h')
		return of_ranges(blanks, sizeof blanks / sizeof *blanks);
	if (cp == 's')
		return of_ranges(spaces, 2);
	if (cp == 'S')
		return set_not(of_ranges(spaces, 2));
	if (cp == 'd')
		return of_ranges(digits, 1);
	if (cp == 'n' || cp == 't')
		return one_char(cp == 'n' ? '\n' : '\t');
	if (cp == 'x' && take(parser, "{")) {
		char *end;
		unsigned long number = strtoul(parser->at, &end, 16);
		parser->at = end;
		if (!take(parser, "}") || number >= TOP)
			fail(parser, "\\x");
		return one_char((uint32_t)number);
	}
	if ((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')) {
		fail(parser, "\\ and a letter");
		return nothing;
	}
	return one_char(cp);
}

static struct set
take_class(struct parser *parser)
{
	struct set set = { NULL, 0 };
	bool not = take(parser, "^");
	for (bool first = true; parser->fault == NULL; first = false) {
		struct set piece;
		if (parser->at == parser->end || take(parser, "[:")) {
			fail(parser, "[");
			break;
		}
		if (!first && take(parser, "]"))
			break;
		piece = take(parser, "\\") ? take_escape(parser) : one_char(take_char(parser));
		if (parser->fault == NULL && piece.count == 1 &&
		    piece.ranges[0].first == piece.ranges[0].last && parser->end - parser->at > 1 &&
		    parser->at[0] == '-' && parser->at[1] != ']') {
			struct set last;
			parser->at++;
			last =
			    take(parser, "\\") ? take_escape(parser) : one_char(take_char(parser));
			if (last.count != 1)
				fail(parser, "-");
			else
				piece.ranges[0].last = last.ranges[0].last;
		}
		set = set_union(set, piece);
	}
	return not ? set_not(set) : set;
}

static struct node *parse_choice(struct parser *parser, bool backward);

static struct node *
parse_group(struct parser *parser, bool backward)
{
	struct node *node, *inner;
	enum kind kind = CAT;
	if (take(parser, "?:"))
		kind = CAT;
	else if (take(parser, "?="))
		kind = AHEAD;
	else if (take(parser, "?!"))
		kind = NOT_AHEAD;
	else if (take(parser, "?<="))
		kind = BEHIND;
	else if (take(parser, "?<!"))
		kind = NOT_BEHIND;
	else if (take(parser, "?") || take(parser, "*"))
		fail(parser, "(?");
	inner = parse_choice(parser, backward);
	if (!take(parser, ")"))
		fail(parser, "( without )");
	if (kind == CAT)
		return inner;
	node = new_node(kind);
	add_child(node, inner);
	return node;
}

static struct node *
parse_atom(struct parser *parser, bool backward)
{
	if (take(parser, "("))
		return parse_group(parser, backward);
	if (take(parser, "["))
		return set_node(take_class(parser));
	if (take(parser, "."))
		return set_node(set_not((struct set){ NULL, 0 }));
	/* A pattern that is read from its end sees where the text begins; others see no ends. */
	if (take(parser, "^"))
		return backward ? set_node(one_char(TOP)) : new_node(EMPTY);
	if (take(parser, "$") || take(parser, "\\K") || take(parser, "\\b"))
		return new_node(EMPTY);
	if (take(parser, "\\"))
		return set_node(take_escape(parser));
	if (*parser->at == '*' || *parser->at == '+' || *parser->at == '?')
		fail(parser, "nothing to repeat");
	return set_node(one_char(take_char(parser)));
}

/* {2}, {2,}, {2,3} at parser->at; anything else is no repetition. */
static bool
take_counts(struct parser *parser, unsigned *min, unsigned *max)
{
	unsigned long low, high;
	char *end;
	const char *at = parser->at;
	if (parser->end - at < 3 || at[0] != '{' || at[1] < '0' || at[1] > '9')
		return false;
	low = high = strtoul(at + 1, &end, 10);
	if (*end == ',' && end[1] == '}') {
		high = ENDLESS;
		end++;
	} else if (*end == ',') {
		high = strtoul(end + 1, &end, 10);
	}
	if (*end != '}')
		return false;
	parser->at = end + 1;
	*min = (unsigned)low;
	*max = (unsigned)high;
	return true;
}

static struct node *
parse_repeat(struct parser *parser, bool backward)
{
	struct node *atom = parse_atom(parser, backward), *node;
	unsigned min = 1, max = 1;
	while (parser->at < parser->end && parser->fault == NULL) {
		if (take(parser, "*")) {
			min = 0;
			max = ENDLESS;
		} else if (take(parser, "+")) {
			max = ENDLESS;
		} else if (take(parser, "?")) {
			min = 0;
		} else if (!take_counts(parser, &min, &max)) {
			break;
		}
		if (!take(parser, "?"))
			(void)take(parser, "+");
		node = new_node(REPEAT);
		node->min = min;
		node->max = max;
		add_child(node, atom);
		atom = node;
		min = max = 1;
	}
	return atom;
}

static struct node *
parse_sequence(struct parser *parser, bool backward)
{
	struct node *node = new_node(CAT);
	while (parser->at < parser->end && *parser->at != '|' && *parser->at != ')' &&
	       parser->fault == NULL)
		add_child(node, parse_repeat(parser, backward));
	for (size_t i = 0; backward && i < node->count / 2; i++) {
		struct node *other = node->children[i];
		node->children[i] = node->children[node->count - 1 - i];
		node->children[node->count - 1 - i] = other;
	}
	return node->count == 1 ? node->children[0] : node;
}

/* The length of a word: characters or classes one behind the other; 0 for anything else. */
static size_t
word_length(const struct node *node)
{
	if (node->kind == SET)
		return 1;
	if (node->kind != CAT)
		return 0;
	for (size_t i = 0; i < node->count; i++) {
		if (node->children[i]->kind != SET)
			return 0;
	}
	return node->count;
}

static struct node *
word_child(struct node *word, size_t i)
{
	return word->kind == SET ? word : word->children[i];
}

/* Takes the words of a choice together that have one length. */
static struct node *
join_words(struct node *choice)
{
	struct node *joined = new_node(ALT);
	size_t words = 0;
	for (size_t i = 0; i < choice->count; i++)
		words += word_length(choice->children[i]) > 0;
	if (words < WORDS_MIN)
		return choice;
	for (size_t i = 0; i < choice->count; i++) {
		struct node *own = choice->children[i], *same = NULL;
		size_t len = word_length(own);
		for (size_t j = 0; len > 0 && j < joined->count; j++) {
			if (word_length(joined->children[j]) == len)
				same = joined->children[j];
		}
		if (same == NULL) {
			struct node *copy = own;
			if (len > 0) {
				copy = new_node(CAT);
				for (size_t k = 0; k < len; k++)
					add_child(copy, set_node(word_child(own, k)->set));
			}
			add_child(joined, copy);
			continue;
		}
		for (size_t k = 0; k < len; k++)
			same->children[k]->set =
			    set_union(same->children[k]->set, word_child(own, k)->set);
	}
	return joined->count == 1 ? joined->children[0] : joined;
}

static struct node *
parse_choice(struct parser *parser, bool backward)
{
	struct node *node = new_node(ALT);
	add_child(node, parse_sequence(parser, backward));
	while (take(parser, "|"))
		add_child(node, parse_sequence(parser, backward));
	return node->count == 1 ? node->children[0] : join_words(node);
}

/*
 * What a tail's pattern looks back at where it begins must stand there: once its reading from the
 * end has come so far it reads that as well.  The beginning is the last child here.
 */
static struct node *
read_behind(struct node *node)
{
	if (node->kind == BEHIND)
		return node->children[0];
	if (node->kind == CAT && node->count > 0)
		node->children[node->count - 1] = read_behind(node->children[node->count - 1]);
	for (size_t i = 0; node->kind == ALT && i < node->count; i++)
		node->children[i] = read_behind(node->children[i]);
	return node;
}

/* ---- automata ---- */

/* A position that may come next if the character there is in a set too; NOTHING: whatever it is. */
struct edge {
	uint16_t to, need;
};

struct edges {
	struct edge *edges;
	size_t count;
};

struct position {
	uint16_t set;
	uint16_t accepts; /* rule + 1, 0 for none */
	struct edges follow;
};

static struct position *positions;
static size_t position_count;

static void
add_edge(struct edges *edges, uint16_t to, uint16_t need)
{
	for (size_t i = 0; i < edges->count; i++) {
		struct edge *edge = &edges->edges[i];
		if (edge->to != to)
			continue;
		if (edge->need == need || edge->need == NOTHING)
			return;
		edge->need = need == NOTHING
				 ? NOTHING
				 : (uint16_t)set_number(set_union(sets[edge->need], sets[need]));
		return;
	}
	edges->edges = more(edges->edges, edges->count + 1, sizeof *edges->edges);
	edges->edges[edges->count++] = (struct edge){ to, need };
}

static uint16_t
both_needs(uint16_t a, uint16_t b)
{
	if (a == NOTHING || b == NOTHING)
		return a == NOTHING ? b : a;
	return (uint16_t)set_number(set_common(sets[a], sets[b]));
}

/* What a piece of a pattern is to its surroundings. */
struct piece {
	struct edges first, last; /* need: of the character at it; of the one behind it */
	bool empty;               /* may be nothing at all … */
	uint16_t empty_need;      /* … if the character behind it is in this set */
};

static struct piece build(const struct node *node, bool backward);

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
		any.empty_need =
		    !a.empty ? b.empty_need
		    : a.empty_need == NOTHING || b.empty_need == NOTHING
			? NOTHING
			: (uint16_t)set_number(set_union(sets[a.empty_need], sets[b.empty_need]));
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
	positions = more(positions, position_count + 1, sizeof *positions);
	positions[position_count] = (struct position){ .set = (uint16_t)set_number(set) };
	add_edge(&piece.first, (uint16_t)position_count, NOTHING);
	add_edge(&piece.last, (uint16_t)position_count++, NOTHING);
	return piece;
}

static struct piece
build_repeat(const struct node *node, bool backward)
{
	unsigned copies = node->max, least = node->min;
	bool loops = node->max > COPIES_MAX;
	struct piece row = nothing_piece;
	if (least > COPIES_MAX)
		least = COPIES_MAX;
	if (loops)
		copies = least > 0 ? least : 1;
	for (unsigned i = 0; i < copies; i++) {
		struct piece one = build(node->children[0], backward);
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
 * The number of the set of characters that some match of the pattern begins with; NOTHING if it
 * may be empty.
 */
static uint16_t
first_chars(const struct node *node, bool backward)
{
	size_t before = position_count;
	struct piece piece = build(node, backward);
	struct set set = { NULL, 0 };
	for (size_t i = 0; i < piece.first.count; i++) {
		struct set own = sets[positions[piece.first.edges[i].to].set];
		if (piece.first.edges[i].need != NOTHING)
			own = set_common(own, sets[piece.first.edges[i].need]);
		set = set_union(set, own);
	}
	position_count = before;
	return piece.empty ? NOTHING : (uint16_t)set_number(set);
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
build(const struct node *node, bool backward)
{
	struct piece piece = nothing_piece;
	switch (node->kind) {
	case SET:
		return build_set(node->set);
	case CAT:
		for (size_t i = 0; i < node->count; i++)
			piece = in_a_row(piece, build(node->children[i], backward));
		return piece;
	case ALT:
		piece = build(node->children[0], backward);
		for (size_t i = 1; i < node->count; i++)
			piece = either(piece, build(node->children[i], backward));
		return piece;
	case REPEAT:
		return build_repeat(node, backward);
	case AHEAD:
	case BEHIND:
		if (backward == (node->kind == BEHIND))
			piece.empty_need = first_chars(node->children[0], backward);
		return piece;
	case NOT_AHEAD:
	case NOT_BEHIND: {
		struct set never = single_chars(node->children[0]);
		if (backward == (node->kind == NOT_BEHIND) && never.count > 0)
			piece.empty_need =
			    (uint16_t)set_number(set_union(set_not(never), one_char(TOP)));
		return piece;
	}
	case EMPTY:
		break;
	}
	return piece;
}

/* ---- the rules ---- */

static struct edges starts[NP_PLACES];
static uint16_t always[4096]; /* rules that are to be tried whatever the text is */
static size_t always_count, rule_count;

static void
take_rule(uint64_t line, enum np_place place, const char *pattern, void *ctx)
{
	size_t rule = rule_count++;
	bool backward = place == NP_AT_TAIL;
	(void)ctx;
	if (pattern == NULL) {
		always[always_count++] = (uint16_t)rule;
		return;
	}
	struct parser parser = { pattern, pattern + strlen(pattern), NULL };
	struct node *node = parse_choice(&parser, backward);
	if (parser.fault == NULL && parser.at < parser.end)
		fail(&parser, ") without (");
	if (parser.fault != NULL) {
		fprintf(stderr, "sieve: line %llu: %s: always tried\n", (unsigned long long)line,
		    parser.fault);
		always[always_count++] = (uint16_t)rule;
		return;
	}
	struct piece piece = build(backward ? read_behind(node) : node, backward);
	if (piece.empty)
		always[always_count++] = (uint16_t)rule;
	for (size_t i = 0; i < piece.first.count; i++)
		add_edge(&starts[place], piece.first.edges[i].to, piece.first.edges[i].need);
	for (size_t i = 0; i < piece.last.count; i++)
		positions[piece.last.edges[i].to].accepts = (uint16_t)(rule + 1);
}

/* ---- classes of characters ---- */

/* Characters that are in the same sets are of one class. */
static uint32_t *bounds; /* where a class may begin, in order */
static size_t bound_count;
static uint16_t *bound_class;
static uint32_t **members; /* of each class: a bit for each set */
static size_t class_count;

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static size_t
set_words(void)
{
	return (set_count + 31) / 32;
}

static void
find_classes(void)
{
	size_t n = 2, words = set_words(), kept = 0;
	for (size_t i = 0; i < set_count; i++)
		n += sets[i].count * 2;
	bounds = need(n, sizeof *bounds);
	bound_count = 0;
	bounds[bound_count++] = 0;
	bounds[bound_count++] = TOP;
	for (size_t i = 0; i < set_count; i++) {
		for (size_t r = 0; r < sets[i].count; r++) {
			bounds[bound_count++] = sets[i].ranges[r].first;
			bounds[bound_count++] = sets[i].ranges[r].last + 1;
		}
	}
	qsort(bounds, bound_count, sizeof *bounds, by_number);
	for (size_t i = 0; i < bound_count; i++) {
		if (bounds[i] <= TOP && (i == 0 || bounds[i] != bounds[kept - 1]))
			bounds[kept++] = bounds[i];
	}
	bound_count = kept;
	bound_class = need(bound_count, sizeof *bound_class);
	members = need(bound_count, sizeof *members);
	for (size_t i = 0; i < bound_count; i++) {
		uint32_t *bits = need(words, sizeof *bits);
		size_t class = 0;
		for (size_t s = 0; s < set_count; s++) {
			for (size_t r = 0; r < sets[s].count; r++) {
				if (sets[s].ranges[r].first <= bounds[i] &&
				    bounds[i] <= sets[s].ranges[r].last)
					bits[s / 32] |= UINT32_C(1) << s % 32;
			}
		}
		while (class < class_count && memcmp(members[class], bits, words * 4) != 0)
			class ++;
		if (class == class_count)
			members[class_count++] = bits;
		bound_class[i] = (uint16_t) class;
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
	begin_array("uint32_t ", "ranges");
	size_t ranges = 0;
	for (size_t i = 0; i < bound_count; i++) {
		if (i + 1 < bound_count && bounds[i + 1] <= 0x10000)
			continue;
		put(bounds[i]);
		put(bound_class[i]);
		ranges++;
	}
	end_array();
	np_out_string(&out, "\nenum { RANGES = ");
	np_out_number(&out, ranges);
	np_out_string(&out, " };\n");
}

static void
put_edges(void)
{
	size_t at = 0;
	begin_array("uint32_t ", "follows");
	for (size_t i = 0; i < position_count; i++) {
		put(at);
		at += positions[i].follow.count;
	}
	for (size_t place = 0; place < NP_PLACES; place++) {
		put(at);
		at += starts[place].count;
	}
	put(at);
	end_array();
	begin_array("uint16_t ", "edges");
	for (size_t i = 0; i < position_count + NP_PLACES; i++) {
		const struct edges *edges =
		    i < position_count ? &positions[i].follow : &starts[i - position_count];
		for (size_t e = 0; e < edges->count; e++) {
			put(edges->edges[e].to);
			put(edges->edges[e].need);
		}
	}
	put(0);
	put(0);
	end_array();
}

/* A bit for each place where a match may begin with that class. */
static unsigned
places_of(size_t class)
{
	unsigned bits = 0;
	for (unsigned place = 0; place < NP_PLACES; place++) {
		for (size_t e = 0; e < starts[place].count; e++) {
			size_t set = positions[starts[place].edges[e].to].set;
			if ((members[class][set / 32] >> set % 32 & 1) != 0)
				bits |= 1u << place;
		}
	}
	return bits;
}

static void
put_all(const char *name)
{
	np_out_string(&out, "#include \"sieve.h\"\n");
	put_blocks();
	begin_array("uint32_t ", "members");
	for (size_t class = 0; class < class_count; class ++) {
		for (size_t word = 0; word < set_words(); word++)
			put(members[class][word]);
	}
	end_array();
	begin_array("unsigned char ", "opens");
	for (size_t class = 0; class < class_count; class ++)
		put(places_of(class));
	end_array();
	begin_array("uint16_t ", "positions");
	for (size_t i = 0; i < position_count; i++) {
		put(positions[i].set);
		put(positions[i].accepts);
	}
	put(0);
	put(0);
	end_array();
	put_edges();
	begin_array("uint16_t ", "always");
	for (size_t i = 0; i < always_count; i++)
		put(always[i]);
	put(0);
	end_array();
	np_out_string(&out, "\nextern const struct np_sieve_data ");
	np_out_string(&out, name);
	np_out_string(&out, ";\nconst struct np_sieve_data ");
	np_out_string(&out, name);
	np_out_string(&out, " = { blocks, classes, ranges, RANGES, members, ");
	np_out_number(&out, set_words());
	np_out_string(&out, ", opens, positions, ");
	np_out_number(&out, position_count);
	np_out_string(&out, ", follows, edges, always, ");
	np_out_number(&out, always_count);
	np_out_string(&out, ", ");
	np_out_number(&out, rule_count);
	np_out_string(&out, ", ");
	np_out_number(&out, class_of(TOP));
	np_out_string(&out, " };\n");
}

int
main(int argc, char *argv[])
{
	static char text[1024 * 1024];
	struct np_rules *rules;
	struct np_error err;
	if (argc != 2) {
		fprintf(stderr, "usage: sieve NAME < RULES > FILE.c\n");
		return 2;
	}
	size_t len = fread(text, 1, sizeof text, stdin);
	if (ferror(stdin) || len == sizeof text || np_rules_open(&rules, &err) != NP_OK ||
	    np_rules_add(rules, (struct np_span){ text, len }, false, &err) != NP_OK ||
	    np_rules_patterns(rules, take_rule, NULL, &err) != NP_OK) {
		fprintf(stderr, "sieve: line %llu: %s\n", (unsigned long long)err.line, err.msg);
		return 1;
	}
	np_rules_close(rules);
	find_classes();
	np_out_init(&out, STDOUT_FILENO, "standard output");
	put_all(argv[1]);
	give_back();
	return np_out_close(&out, &err) == NP_OK ? 0 : 1;
}
