/* score.c - how well the blocks that were found are those that should be, line by line */
#include "score.h"

#include <stdlib.h>

#include "score_mark.h"

/* ---- articles ---- */

/* The articles of some lines, numbered from 1; 0 is for what is in none. */
struct articles {
	size_t *of;    /* for each line */
	size_t *first; /* the first line of each; first[0] is not used */
	size_t *size;  /* lines of each */
	size_t count;  /* without 0 */
};

struct member {
	uint64_t article;
	size_t line;
};

static int
by_article(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

/* False when memory is out. */
static bool
find_articles(const struct np_score_line *lines, size_t count, struct np_arena *arena,
    struct articles *articles)
{
	struct member *members = np_arena_array(arena, count, sizeof *members);
	size_t n = 0;
	articles->of = np_arena_array(arena, count, sizeof *articles->of);
	articles->first = np_arena_array(arena, count + 1, sizeof *articles->first);
	articles->size = np_arena_array(arena, count + 1, sizeof *articles->size);
	articles->count = 0;
	if (members == NULL || articles->of == NULL || articles->first == NULL ||
	    articles->size == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (lines[i].article != 0)
			members[n++] = (struct member){ lines[i].article, i };
	}
	if (n > 0)
		qsort(members, n, sizeof *members, by_article);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || members[i].article != members[i - 1].article)
			articles->first[++articles->count] = members[i].line;
		articles->of[members[i].line] = articles->count;
		articles->size[articles->count]++;
	}
	return true;
}

static void
add_boundaries(
    struct np_score_count *count, const struct articles *gold, const struct articles *pred)
{
	count->gold += gold->count;
	count->found += pred->count;
	for (size_t g = 1; g <= gold->count; g++) {
		size_t p = pred->of[gold->first[g]];
		count->right += p != 0 && pred->first[p] == gold->first[g];
	}
}

/* hits: room for gold->count + 1, all zero. */
static void
add_articles(struct np_score_count *count, const struct articles *gold, const struct articles *pred,
    size_t lines, size_t *hits)
{
	count->gold += gold->count;
	count->found += pred->count;
	for (size_t i = 0; i < lines; i++) {
		size_t g = gold->of[i];
		if (g != 0 && pred->of[i] == pred->of[gold->first[g]])
			hits[g]++;
	}
	for (size_t g = 1; g <= gold->count; g++) {
		size_t p = pred->of[gold->first[g]];
		count->right += p != 0 && hits[g] == gold->size[g] && pred->size[p] == hits[g];
	}
}

/* Half the lines that an article has, to the nearest and then the even number; at least 1. */
static size_t
window(size_t lines, size_t articles)
{
	size_t whole, left;
	articles = articles > 0 ? articles : 1;
	whole = lines / (2 * articles);
	left = lines % (2 * articles);
	if (left > articles || (left == articles && whole % 2 == 1))
		whole++;
	return whole > 0 ? whole : 1;
}

/*
 * Adds the page to the two measures of windows.  cuts has room for two numbers a line: how many
 * cuts there are from the first line on, in gold and in pred.
 */
static void
add_windows(struct np_score *score, const struct articles *gold, const struct articles *pred,
    size_t count, size_t *body, size_t (*cuts)[2])
{
	size_t n = 0, apart = 0, unequal = 0;
	for (size_t i = 0; i < count; i++) {
		if (gold->of[i] != 0)
			body[n++] = i;
	}
	for (size_t i = 1; i < n; i++) {
		size_t x = body[i - 1], y = body[i];
		cuts[i][0] = cuts[i - 1][0] + (gold->of[x] != gold->of[y]);
		cuts[i][1] = cuts[i - 1][1] + (pred->of[x] != pred->of[y] || pred->of[x] == 0);
	}
	size_t k = window(n, gold->count);
	if (n <= k)
		return;
	for (size_t i = 0; i + k < n; i++) {
		size_t x = body[i], y = body[i + k];
		bool gold_same = gold->of[x] == gold->of[y];
		bool pred_same = pred->of[x] == pred->of[y] && pred->of[x] != 0;
		apart += gold_same != pred_same;
		unequal += cuts[i + k][0] - cuts[i][0] != cuts[i + k][1] - cuts[i][1];
	}
	score->pk += (double)apart / (double)(n - k);
	score->windowdiff += (double)unequal / (double)(n - k);
}

/* ---- scores ---- */

static void
add_lines(struct np_score *score, const struct np_score_line *gold,
    const struct np_score_line *pred, size_t count, bool *used)
{
	uint64_t same[NP_ROLES] = { 0 };
	for (size_t i = 0; i < count; i++) {
		score->lines[gold[i].role][pred[i].role]++;
		score->joining.gold += gold[i].continues;
		score->joining.found += pred[i].continues;
		score->joining.right += gold[i].continues && pred[i].continues;
		for (size_t m = 0; m < gold[i].mark_count; m++)
			score->marks[gold[i].marks[m].kind].gold++;
		for (size_t m = 0; m < pred[i].mark_count; m++)
			score->marks[pred[i].marks[m].kind].found++;
		np_score_match_marks(&gold[i], &pred[i], used, same);
	}
	for (unsigned kind = 0; kind < NP_ROLES; kind++)
		score->marks[kind].right += same[kind];
}

enum np_code
np_score_add(struct np_score *score, const struct np_score_line *gold,
    const struct np_score_line *pred, size_t count, struct np_arena *scratch, struct np_error *err)
{
	struct articles right, found;
	size_t *numbers = np_arena_array(scratch, count + 1, sizeof *numbers);
	size_t(*cuts)[2] = np_arena_array(scratch, count + 1, sizeof *cuts);
	size_t *hits = np_arena_array(scratch, count + 1, sizeof *hits);
	bool *used = np_score_marks_room(pred, count, scratch);
	if (numbers == NULL || cuts == NULL || hits == NULL || used == NULL ||
	    !find_articles(gold, count, scratch, &right) ||
	    !find_articles(pred, count, scratch, &found))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	score->pages++;
	add_boundaries(&score->boundary, &right, &found);
	add_articles(&score->articles, &right, &found, count, hits);
	add_windows(score, &right, &found, count, numbers, cuts);
	add_lines(score, gold, pred, count, used);
	return NP_OK;
}

/* ---- figures ---- */

static void
sum_count(struct np_score_count *count, const struct np_score_count *other)
{
	count->right += other->right;
	count->found += other->found;
	count->gold += other->gold;
}

double
np_score_precision(struct np_score_count count)
{
	if (count.found == 0)
		return count.gold == 0;
	return (double)count.right / (double)count.found;
}

double
np_score_recall(struct np_score_count count)
{
	return count.gold == 0 ? 1 : (double)count.right / (double)count.gold;
}

double
np_score_f1(struct np_score_count count)
{
	double precision = np_score_precision(count), recall = np_score_recall(count);
	return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

struct np_score_count
np_score_role(const struct np_score *score, enum np_role role)
{
	struct np_score_count count = { .right = score->lines[role][role] };
	for (unsigned i = 0; i < NP_ROLES; i++) {
		count.gold += score->lines[role][i];
		count.found += score->lines[i][role];
	}
	return count;
}

struct np_score_count
np_score_roles(const struct np_score *score)
{
	struct np_score_count all = { 0 };
	for (unsigned i = 0; i < NP_ROLES; i++) {
		struct np_score_count count = np_score_role(score, (enum np_role)i);
		sum_count(&all, &count);
	}
	return all;
}

double
np_score_macro(const struct np_score *score, uint64_t least)
{
	double sum = 0;
	unsigned n = 0;
	for (unsigned i = 0; i < NP_ROLES; i++) {
		struct np_score_count count = np_score_role(score, (enum np_role)i);
		if (count.gold < least)
			continue;
		sum += np_score_f1(count);
		n++;
	}
	return n > 0 ? sum / n : 0;
}

double
np_score_pk(const struct np_score *score)
{
	return score->pages > 0 ? score->pk / (double)score->pages : 0;
}

double
np_score_windowdiff(const struct np_score *score)
{
	return score->pages > 0 ? score->windowdiff / (double)score->pages : 0;
}

/* ---- differences ---- */

/* An article of gold and one of pred, and how many lines they share. */
struct overlap {
	size_t gold, pred, lines;
};

static int
by_pair(const void *a, const void *b)
{
	const struct overlap *x = a, *y = b;
	if (x->gold != y->gold)
		return x->gold < y->gold ? -1 : 1;
	return x->pred < y->pred ? -1 : x->pred > y->pred;
}

static int
by_lines(const void *a, const void *b)
{
	const struct overlap *x = a, *y = b;
	if (x->lines != y->lines)
		return x->lines > y->lines ? -1 : 1;
	return by_pair(a, b);
}

/* The article of pred that is the own of each of gold, 0 for none; NULL when memory is out. */
static size_t *
match_articles(
    const struct articles *gold, const struct articles *pred, size_t count, struct np_arena *arena)
{
	struct overlap *pairs = np_arena_array(arena, count, sizeof *pairs);
	size_t *own = np_arena_array(arena, gold->count + 1, sizeof *own);
	bool *taken = np_arena_array(arena, pred->count + 1, sizeof *taken);
	size_t n = 0, distinct = 0;
	if (pairs == NULL || own == NULL || taken == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		if (gold->of[i] != 0 && pred->of[i] != 0)
			pairs[n++] = (struct overlap){ gold->of[i], pred->of[i], 1 };
	}
	if (n > 0)
		qsort(pairs, n, sizeof *pairs, by_pair);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && by_pair(&pairs[distinct - 1], &pairs[i]) == 0)
			pairs[distinct - 1].lines++;
		else
			pairs[distinct++] = pairs[i];
	}
	if (distinct > 0)
		qsort(pairs, distinct, sizeof *pairs, by_lines);
	for (size_t i = 0; i < distinct; i++) {
		if (own[pairs[i].gold] != 0 || taken[pairs[i].pred])
			continue;
		own[pairs[i].gold] = pairs[i].pred;
		taken[pairs[i].pred] = true;
	}
	return own;
}

static bool
have_same_marks(const struct np_score_line *gold, const struct np_score_line *pred, bool *used)
{
	uint64_t same[NP_ROLES] = { 0 }, all = 0;
	if (gold->mark_count != pred->mark_count)
		return false;
	np_score_match_marks(gold, pred, used, same);
	for (unsigned kind = 0; kind < NP_ROLES; kind++)
		all += same[kind];
	return all == gold->mark_count;
}

unsigned char *
np_score_differences(const struct np_score_line *gold, const struct np_score_line *pred,
    size_t count, struct np_arena *arena)
{
	struct articles right, found;
	unsigned char *differ = np_arena_array(arena, count, 1);
	bool *used = np_score_marks_room(pred, count, arena);
	if (differ == NULL || used == NULL || !find_articles(gold, count, arena, &right) ||
	    !find_articles(pred, count, arena, &found))
		return NULL;
	const size_t *own = match_articles(&right, &found, count, arena);
	if (own == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t g = right.of[i], p = found.of[i];
		unsigned what = 0;
		/* own[0] is 0: what is in no article belongs to none. */
		if (own[g] != p || (g != 0 && p == 0))
			what |= NP_SCORE_ARTICLE;
		if (gold[i].role != pred[i].role)
			what |= NP_SCORE_ROLE;
		if (gold[i].continues != pred[i].continues)
			what |= NP_SCORE_JOINING;
		if (!have_same_marks(&gold[i], &pred[i], used))
			what |= NP_SCORE_MARKS;
		differ[i] = (unsigned char)what;
	}
	return differ;
}
