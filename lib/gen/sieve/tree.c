/* tree.c - a pattern of PCRE2's, read as far as it is understood */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

#include "keep.h"
#include "utf8.h"

enum { WORDS_MIN = 4 /* so many words of a choice are taken together by their length */ };

struct parser {
	const char *at, *end;
	bool join, exact;
	const char *fault; /* NULL while all is understood */
};

struct node *
tree_new(enum kind kind)
{
	struct node *node = keep_new(1, sizeof *node);
	node->kind = kind;
	return node;
}

void
tree_add(struct node *node, struct node *child)
{
	node->children = keep_more(node->children, node->count + 1, sizeof *node->children);
	node->children[node->count++] = child;
}

static struct node *
set_node(struct set set)
{
	struct node *node = tree_new(SET);
	node->set = set;
	return node;
}

static struct node *
bound_node(struct set set)
{
	struct node *node = tree_new(BOUND);
	node->set = set;
	return node;
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
		return set_of(blanks, sizeof blanks / sizeof *blanks);
	if (cp == 's')
		return set_of(spaces, 2);
	if (cp == 'S')
		return set_not(set_of(spaces, 2));
	if (cp == 'd')
		return set_of(digits, 1);
	if (cp == 'n' || cp == 't')
		return set_of_one(cp == 'n' ? '\n' : '\t');
	if (cp == 'x' && take(parser, "{")) {
		char *end;
		unsigned long number = strtoul(parser->at, &end, 16);
		parser->at = end;
		if (!take(parser, "}") || number >= EDGE)
			fail(parser, "\\x");
		return set_of_one((uint32_t)number);
	}
	if ((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z')) {
		fail(parser, "\\ and a letter");
		return nothing;
	}
	return set_of_one(cp);
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
		piece = take(parser, "\\") ? take_escape(parser) : set_of_one(take_char(parser));
		if (parser->fault == NULL && piece.count == 1 &&
		    piece.ranges[0].first == piece.ranges[0].last && parser->end - parser->at > 1 &&
		    parser->at[0] == '-' && parser->at[1] != ']') {
			struct set last;
			parser->at++;
			last = take(parser, "\\") ? take_escape(parser)
						  : set_of_one(take_char(parser));
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
	/* What keeps its first way only matches less. */
	if (take(parser, "?>"))
		kind = parser->exact ? ATOMIC : CAT;
	else if (take(parser, "?:"))
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
	if (kind != CAT && kind != ATOMIC)
		backward = kind == BEHIND || kind == NOT_BEHIND;
	inner = parse_choice(parser, backward);
	if (!take(parser, ")"))
		fail(parser, "( without )");
	if (kind == CAT)
		return inner;
	node = tree_new(kind);
	tree_add(node, inner);
	return node;
}

/* What a tree that is read exactly has and others do not; NULL for anything else. */
static struct node *
parse_exactly(struct parser *parser)
{
	if (take(parser, "."))
		return set_node(set_not(set_of_one('\n')));
	if (take(parser, "^"))
		return tree_new(BEGIN);
	if (take(parser, "$"))
		return tree_new(END);
	if (take(parser, "\\K"))
		return tree_new(KEEP);
	return take(parser, "\\b") ? tree_new(WORD_BOUND) : NULL;
}

static struct node *
parse_atom(struct parser *parser, bool backward)
{
	struct node *exactly = parser->exact ? parse_exactly(parser) : NULL;
	if (exactly != NULL)
		return exactly;
	if (take(parser, "("))
		return parse_group(parser, backward);
	if (take(parser, "["))
		return set_node(take_class(parser));
	if (take(parser, "."))
		return set_node(set_not((struct set){ NULL, 0 }));
	/* What is read from its end sees where the text begins, the other where it ends. */
	if (take(parser, "^"))
		return backward ? bound_node(set_of_one(EDGE)) : tree_new(EMPTY);
	if (take(parser, "$"))
		return backward ? tree_new(EMPTY)
				: bound_node(set_union(set_of_one(EDGE), set_of_one('\n')));
	if (take(parser, "\\K") || take(parser, "\\b"))
		return tree_new(EMPTY);
	if (take(parser, "\\"))
		return set_node(take_escape(parser));
	if (*parser->at == '*' || *parser->at == '+' || *parser->at == '?')
		fail(parser, "nothing to repeat");
	return set_node(set_of_one(take_char(parser)));
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
		node = tree_new(REPEAT);
		if (take(parser, "?"))
			node->greed = LAZY;
		else if (take(parser, "+"))
			node->greed = POSSESSIVE;
		node->min = min;
		node->max = max;
		tree_add(node, atom);
		atom = node;
		min = max = 1;
	}
	return atom;
}

static struct node *
parse_sequence(struct parser *parser, bool backward)
{
	struct node *node = tree_new(CAT);
	while (parser->at < parser->end && *parser->at != '|' && *parser->at != ')' &&
	       parser->fault == NULL)
		tree_add(node, parse_repeat(parser, backward));
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
	struct node *joined = tree_new(ALT);
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
				copy = tree_new(CAT);
				for (size_t k = 0; k < len; k++)
					tree_add(copy, set_node(word_child(own, k)->set));
			}
			tree_add(joined, copy);
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
	struct node *node = tree_new(ALT);
	tree_add(node, parse_sequence(parser, backward));
	while (take(parser, "|"))
		tree_add(node, parse_sequence(parser, backward));
	if (node->count == 1)
		return node->children[0];
	return parser->join ? join_words(node) : node;
}

static struct node *
read_all(struct parser *parser, bool backward, const char **fault)
{
	struct node *node = parse_choice(parser, backward);
	if (parser->fault == NULL && parser->at < parser->end)
		fail(parser, ") without (");
	*fault = parser->fault;
	return parser->fault == NULL ? node : NULL;
}

struct node *
tree_read(const char *pattern, bool backward, bool join, const char **fault)
{
	struct parser parser = { pattern, pattern + strlen(pattern), join, false, NULL };
	return read_all(&parser, backward, fault);
}

struct node *
tree_read_exactly(const char *pattern, const char **fault)
{
	struct parser parser = { pattern, pattern + strlen(pattern), false, true, NULL };
	return read_all(&parser, false, fault);
}
