/* join.c - which articles of a day's pages are pieces of one */
#include "join.h"

#include <stdlib.h>

#include "partner.h"

/* More than a paper has, so that time and memory stay in bounds whatever comes. */
enum {
	LOOKED_AT_MAX = 256, /* jumps or articles of a page that are looked at for partners */
	PAIRS_MAX = 1 << 16, /* that may belong together, */
	WEIGHED_MAX = 4096   /* and those of them that must be weighed */
};

struct finder {
	struct np_join *join;
	struct np_partners all;
	size_t *kin;   /* of the parts: one of the same article, or itself */
	size_t *rests; /* of the parts: it is the rest in so many pairs */
	size_t *at;    /* of the parts: the jump behind which each goes on */
	/* Of the parts: the ways of its jumps that are not settled, a set of 1 << kind; note_ways(). */
	unsigned char *ways;
	struct np_partner_pair *pairs;
	size_t pair_count, pair_cap;
};

/* ---- pairs ---- */

/* The part at the head of the chain of kin; the way there is made shorter. */
static size_t
head_of_kin(struct finder *find, size_t part)
{
	while (find->kin[part] != part) {
		find->kin[part] = find->kin[find->kin[part]];
		part = find->kin[part];
	}
	return part;
}

/* Marks jumps that nothing can tell apart. */
static void
mark_several(struct finder *find, const struct np_partner_pair *pair)
{
	if (pair->to != NP_ISSUE_NONE)
		find->all.jumps[pair->to].several = true;
	if (pair->from != NP_ISSUE_NONE)
		find->all.jumps[pair->from].several = true;
}

static bool
add_pair(struct finder *find, struct np_partner_pair pair)
{
	if (find->pair_count == PAIRS_MAX) {
		mark_several(find, &pair);
		return true;
	}
	struct np_partner_pair *pairs = np_arena_room(
	    find->all.issue->arena, find->pairs, find->pair_count, &find->pair_cap, sizeof *pairs);
	if (pairs == NULL)
		return false;
	find->pairs = pairs;
	find->pairs[find->pair_count++] = pair;
	find->rests[pair.rest]++;
	if (pair.to != NP_ISSUE_NONE)
		find->all.jumps[pair.to].pairs++;
	if (pair.from != NP_ISSUE_NONE)
		find->all.jumps[pair.from].pairs++;
	return true;
}

static bool
is_open(const struct finder *find, size_t jump)
{
	return jump == NP_ISSUE_NONE ||
	       (!find->all.jumps[jump].settled && !find->all.jumps[jump].several);
}

/* True if the two may still be joined. */
static bool
is_live(struct finder *find, const struct np_partner_pair *pair)
{
	return is_open(find, pair->to) && is_open(find, pair->from) &&
	       find->join->ties[pair->rest].from == NP_ISSUE_NONE &&
	       head_of_kin(find, pair->start) != head_of_kin(find, pair->rest);
}

/* True if only one of the two can be, and it is not the same which one. */
static bool
rivals(struct finder *find, const struct np_partner_pair *a, const struct np_partner_pair *b)
{
	if (a->rest == b->rest && head_of_kin(find, a->start) == head_of_kin(find, b->start))
		return false;
	return (a->to != NP_ISSUE_NONE && a->to == b->to) ||
	       (a->from != NP_ISSUE_NONE && a->from == b->from) || a->rest == b->rest;
}

static void
tie(struct finder *find, const struct np_partner_pair *pair)
{
	find->join->ties[pair->rest].from = pair->start;
	find->kin[head_of_kin(find, pair->rest)] = head_of_kin(find, pair->start);
	find->at[pair->rest] =
	    pair->to == NP_ISSUE_NONE ? SIZE_MAX : find->all.jumps[pair->to].line;
	if (pair->to != NP_ISSUE_NONE)
		find->all.jumps[pair->to].settled = true;
	if (pair->from != NP_ISSUE_NONE)
		find->all.jumps[pair->from].settled = true;
}

static int
compare_pairs(const void *left, const void *right)
{
	const struct np_partner_pair *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->rest < b->rest ? -1 : a->rest > b->rest;
}

/* The first pair behind i that is live, a rival, and as good but for NP_PARTNERS_MARGIN; pair_count for none. */
static size_t
close_rival(struct finder *find, size_t i)
{
	const struct np_partner_pair *pair = &find->pairs[i];

	for (size_t k = i + 1; k < find->pair_count; k++) {
		if (find->pairs[k].score + NP_PARTNERS_MARGIN < pair->score)
			break;
		if (rivals(find, pair, &find->pairs[k]) && is_live(find, &find->pairs[k]))
			return k;
	}
	return find->pair_count;
}

/* Joins the pairs that have no rival, and takes them out. */
static void
settle_alone(struct finder *find)
{
	size_t kept = 0;

	for (size_t i = 0; i < find->pair_count; i++) {
		const struct np_partner_pair *pair = &find->pairs[i];

		if (find->rests[pair->rest] > 1 || find->all.jumps[pair->to].pairs > 1 ||
		    find->all.jumps[pair->from].pairs > 1)
			find->pairs[kept++] = *pair;
		else if (is_live(find, pair))
			tie(find, pair);
	}
	find->pair_count = kept;
}

/* True if part goes on with other, or with what does. */
static bool
goes_on_with(const struct finder *find, size_t part, size_t other)
{
	for (int i = 0; i < LOOKED_AT_MAX && part != NP_ISSUE_NONE; i++) {
		part = find->join->ties[part].from;
		if (part == other)
			return true;
	}
	return false;
}

/* True if part is what the jump means, by other jumps: a piece of its article, the way it points. */
static bool
is_met(struct finder *find, const struct np_partner_jump *jump, size_t part)
{
	bool to = jump->kind == NP_JUMP_TO;

	return head_of_kin(find, part) == head_of_kin(find, jump->part) &&
	       !goes_on_with(find, to ? jump->part : part, to ? part : jump->part);
}

/* Settles jumps that other jumps have met. */
static void
settle_met(struct finder *find)
{
	const struct np_issue *issue = find->all.issue;

	for (size_t i = 0; i < find->all.jump_count; i++) {
		struct np_partner_jump *jump = &find->all.jumps[i];

		for (size_t t = 0; t < jump->target_count && !jump->settled; t++) {
			const struct np_issue_page *page = &issue->pages[jump->targets[t]];
			size_t end = page->part + page->part_count;

			if (jump->part == NP_ISSUE_NONE || page->part_count > LOOKED_AT_MAX)
				continue;
			for (size_t part = page->part; part < end && !jump->settled; part++)
				jump->settled = is_met(find, jump, part);
		}
	}
}

/* Joins pairs, the best first, those with as much evidence as least.  False when memory is out. */
static bool
settle_best(struct finder *find, unsigned least)
{
	for (size_t i = WEIGHED_MAX; i < find->pair_count; i++)
		mark_several(find, &find->pairs[i]);
	if (find->pair_count > WEIGHED_MAX)
		find->pair_count = WEIGHED_MAX;
	for (size_t i = 0; i < find->pair_count; i++) {
		if (!np_partners_weigh(&find->all, &find->pairs[i]))
			return false;
	}
	if (find->pair_count > 1)
		qsort(find->pairs, find->pair_count, sizeof *find->pairs, compare_pairs);
	for (size_t i = 0; i < find->pair_count && find->pairs[i].score >= least; i++) {
		const struct np_partner_pair *pair = &find->pairs[i];
		size_t rival;

		if (!is_live(find, pair))
			continue;
		rival = close_rival(find, i);
		if (rival == find->pair_count) {
			tie(find, pair);
		} else {
			mark_several(find, pair);
			mark_several(find, &find->pairs[rival]);
		}
	}
	find->pair_count = 0;
	return true;
}

/* Adds the pairs of a jump to another page with those there that answer. */
static bool
add_answered(struct finder *find, size_t to)
{
	const struct np_partner_jump *jump = &find->all.jumps[to];

	for (size_t t = 0; t < jump->target_count; t++) {
		size_t page = jump->targets[t], end = find->all.page_jumps[page + 1];

		if (end - find->all.page_jumps[page] > LOOKED_AT_MAX)
			end = find->all.page_jumps[page] + LOOKED_AT_MAX;
		for (size_t from = find->all.page_jumps[page]; from < end; from++) {
			const struct np_partner_jump *answer = &find->all.jumps[from];

			if (answer->kind == NP_JUMP_FROM && answer->part != NP_ISSUE_NONE &&
			    !answer->settled && np_partners_means(answer, jump->page) &&
			    !add_pair(find,
				(struct np_partner_pair){ jump->part, answer->part, to, from, 0 }))
				return false;
		}
	}
	return true;
}

/* Notes which parts still point to another page, and which way: these have a partner elsewhere. */
static void
note_ways(struct finder *find)
{
	for (size_t i = 0; i < find->all.jump_count; i++) {
		const struct np_partner_jump *jump = &find->all.jumps[i];

		if (jump->part != NP_ISSUE_NONE && !jump->settled)
			find->ways[jump->part] |= (unsigned char)(1u << jump->kind);
	}
}

/* Adds the pairs of a jump that nothing answers with the articles of the page that it names. */
static bool
add_unanswered(struct finder *find, size_t index)
{
	const struct np_partner_jump *jump = &find->all.jumps[index];
	bool to = jump->kind == NP_JUMP_TO;
	const unsigned back = 1u << (to ? NP_JUMP_FROM : NP_JUMP_TO);

	for (size_t t = 0; t < jump->target_count; t++) {
		const struct np_issue_page *page = &find->all.issue->pages[jump->targets[t]];
		size_t end = page->part + page->part_count;

		if (page->part_count > LOOKED_AT_MAX ||
		    find->all.page_jumps[jump->targets[t] + 1] -
			    find->all.page_jumps[jump->targets[t]] >
			LOOKED_AT_MAX)
			continue;
		for (size_t part = page->part; part < end; part++) {
			struct np_partner_pair pair = { jump->part, part, index, NP_ISSUE_NONE, 0 };

			if (!to)
				pair = (struct np_partner_pair){ part, jump->part, NP_ISSUE_NONE,
					index, 0 };
			if ((find->ways[part] & back) == 0 && !add_pair(find, pair))
				return false;
		}
	}
	return true;
}

/* ---- all of it ---- */

/* A part that goes on with another behind a line. */
struct rest {
	size_t from, at, part;
};

static int
compare_rests(const void *left, const void *right)
{
	const struct rest *a = left, *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->part < b->part ? -1 : a->part > b->part;
}

/* Links those that go on with a part, in the order of its jumps. */
static bool
order_rests(struct finder *find)
{
	struct np_join_ties *ties = find->join->ties;
	struct rest *rests =
	    np_arena_array(find->all.issue->arena, find->all.issue->part_count, sizeof *rests);
	size_t count = 0;

	if (rests == NULL)
		return false;
	for (size_t part = 0; part < find->all.issue->part_count; part++) {
		if (ties[part].from != NP_ISSUE_NONE)
			rests[count++] = (struct rest){ ties[part].from, find->at[part], part };
	}
	qsort(rests, count, sizeof *rests, compare_rests);
	while (count-- > 0) {
		struct np_join_ties *from = &ties[rests[count].from];

		ties[rests[count].part].next = from->to;
		from->to = rests[count].part;
	}
	return true;
}

static int
compare_lost(const void *left, const void *right)
{
	const struct np_join_lost *a = left, *b = right;

	return a->line < b->line ? -1 : a->line > b->line;
}

static bool
list_lost(struct finder *find)
{
	struct np_join *join = find->join;

	join->lost =
	    np_arena_array(find->all.issue->arena, find->all.jump_count, sizeof *join->lost);
	if (join->lost == NULL)
		return false;
	for (size_t i = 0; i < find->all.jump_count; i++) {
		const struct np_partner_jump *jump = &find->all.jumps[i];

		if (!jump->settled)
			join->lost[join->lost_count++] = (struct np_join_lost){ jump->line,
				jump->kind, jump->page_no, jump->target_count == 0, jump->several };
	}
	qsort(join->lost, join->lost_count, sizeof *join->lost, compare_lost);
	return true;
}

static bool
prepare(struct finder *find)
{
	struct np_arena *arena = find->all.issue->arena;
	size_t count = find->all.issue->part_count;

	find->join->ties = np_arena_array(arena, count, sizeof *find->join->ties);
	find->kin = np_arena_array(arena, count, sizeof *find->kin);
	find->rests = np_arena_array(arena, count, sizeof *find->rests);
	find->at = np_arena_array(arena, count, sizeof *find->at);
	find->ways = np_arena_array(arena, count, sizeof *find->ways);
	if (find->join->ties == NULL || find->kin == NULL || find->rests == NULL ||
	    find->at == NULL || find->ways == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		find->kin[i] = i;
		find->join->ties[i] =
		    (struct np_join_ties){ NP_ISSUE_NONE, NP_ISSUE_NONE, NP_ISSUE_NONE };
	}
	return true;
}

/* Joins what jumps tell from both ends, then what one end tells and the texts confirm. */
static bool
join_all(struct finder *find)
{
	for (size_t i = 0; i < find->all.jump_count; i++) {
		const struct np_partner_jump *jump = &find->all.jumps[i];

		if (jump->kind == NP_JUMP_TO && jump->part != NP_ISSUE_NONE && !jump->settled &&
		    !add_answered(find, i))
			return false;
	}
	settle_alone(find);
	if (!settle_best(find, 0))
		return false;
	settle_met(find);
	note_ways(find);
	for (size_t i = 0; i < find->all.jump_count; i++) {
		const struct np_partner_jump *jump = &find->all.jumps[i];

		if (jump->part != NP_ISSUE_NONE && !jump->settled && !jump->several &&
		    !add_unanswered(find, i))
			return false;
	}
	if (!settle_best(find, NP_PARTNERS_ENOUGH))
		return false;
	settle_met(find);
	return true;
}

enum np_code
np_join_find(struct np_issue *issue, struct np_join *join)
{
	struct finder find = { .join = join };

	*join = (struct np_join){ .lost_count = 0 };
	if (!np_partners_open(&find.all, issue) || !prepare(&find) || !join_all(&find) ||
	    !order_rests(&find) || !list_lost(&find))
		return NP_ERR_MEMORY;
	return NP_OK;
}
