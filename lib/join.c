/* join.c - which articles of a day's pages are pieces of one */
#include "join.h"

#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "grams.h"

enum {
	/* More than a paper has, so that time and memory stay in bounds whatever comes. */
	LOOKED_AT_MAX = 256, /* jumps or articles of a page that are looked at for partners */
	PAIRS_MAX = 1 << 16, /* that may belong together, */
	WEIGHED_MAX = 4096,  /* and those of them that must be weighed */
	/* What evidence weighs, in thousandths. */
	TITLE = 4000,      /* a jump names the other's title, */
	TITLE_LEAST = 600, /* if so much of it is in the other's heads */
	HEADS = 3,         /* times what the heads share, */
	HEADS_LEAST = 300, /* if it is as much as this */
	WORDS = 4,         /* times what the texts share */
	BREAKS_OFF = 1000,
	HEADLESS = 500, /* the rest has no headline of its own */
	/* How much better than the second, and how much at least where a jump has no answer. */
	MARGIN = 250,
	ENOUGH = 3000
};

/* A jump of an article, 下转 or 上接, to one of the pages that it names. */
struct link {
	size_t line; /* of those held */
	size_t part; /* NP_JOIN_NONE: it belongs to no article */
	size_t page;
	enum np_jump_kind kind;
	const char *page_no;
	struct np_span title;
	size_t targets[NP_ISSUE_PAGES]; /* the pages that it may mean */
	size_t target_count;
	size_t pairs; /* it is in so many */
	bool settled, several;
	bool breaks_off; /* the text before it */
};

/* What a part says, for weighing; made when it is first asked for. */
struct evidence {
	bool made;
	struct np_grams heads, body;
	bool headless;
	bool breaks_off; /* the text at its end */
};

/* Two parts that may belong together: rest goes on with start. */
struct pair {
	size_t start, rest;
	size_t to, from; /* the jumps that say so; NP_JOIN_NONE for none */
	unsigned score;
};

struct finder {
	struct np_issue *issue;
	struct np_join *join;
	struct link *links; /* by page */
	size_t link_count, link_cap;
	size_t *page_links;        /* where those of a page begin; one more for the end */
	struct evidence *evidence; /* of the parts */
	size_t *kin;               /* of the parts: one of the same article, or itself */
	size_t *rests;             /* of the parts: it is the rest in so many pairs */
	size_t *at;                /* of the parts: the jump behind which each goes on */
	struct pair *pairs;
	size_t pair_count, pair_cap;
};

/* Room for one more in an array of the arena; answers the array, NULL when memory is out. */
static void *
grow(struct np_arena *arena, void *array, size_t count, size_t *cap, size_t size)
{
	size_t more = *cap == 0 ? 64 : *cap * 2;

	if (count < *cap)
		return array;
	if (more > SIZE_MAX / 2 / size)
		return NULL;
	array = np_arena_grow(arena, array, *cap * size, more * size);
	*cap = more;
	return array;
}

/* ---- jumps ---- */

/* True if npjoin joined the part to what its jumps mean, so that they want no partner. */
static bool
already_joined(const struct np_issue *issue, const struct np_part *part)
{
	/* What stands on other pages comes last. */
	size_t last = part->lines[part->count - 1];

	return np_block_joined(&issue->held->lines[last].block);
}

/* True if the text of a line, NP_JOIN_NONE for none, ends within a sentence. */
static bool
line_breaks_off(struct np_issue *issue, size_t line)
{
	struct np_span text = { NULL, 0 };

	if (line != NP_JOIN_NONE)
		text = np_issue_text(issue, line);
	return text.ptr != NULL && np_article_breaks_off(text);
}

/* Adds a jump, before which the line body, NP_JOIN_NONE for none, is the last of text. */
static bool
add_link(struct finder *find, struct link jump, size_t body)
{
	struct link *link;

	find->links = grow(find->issue->arena, find->links, find->link_count, &find->link_cap,
	    sizeof(*find->links));
	if (find->links == NULL)
		return false;
	link = &find->links[find->link_count++];
	*link = jump;
	link->target_count = np_issue_pages(find->issue, jump.page_no, jump.page, link->targets);
	link->settled = jump.part != NP_JOIN_NONE &&
			already_joined(find->issue, &find->issue->parts[jump.part]);
	link->breaks_off = line_breaks_off(find->issue, body);
	return true;
}

/* Adds the jump of a line, for each of its pages, before which the line body is the last of text. */
static bool
add_links(struct finder *find, size_t line, size_t page, size_t part, size_t body)
{
	struct np_span text = np_issue_text(find->issue, line);
	struct np_jump *jump = np_arena_take(find->issue->arena, sizeof(*jump));

	if (text.ptr == NULL || jump == NULL)
		return false;
	if (!np_jump_parse(text, jump) || jump->kind == NP_JUMP_SEE)
		return true;
	for (size_t i = 0; i < jump->page_count; i++) {
		struct link link = { .line = line,
			.part = part,
			.page = page,
			.kind = jump->kind,
			.page_no = jump->pages[i],
			.title = jump->title };

		if (!add_link(find, link, body))
			return false;
	}
	return true;
}

/* Reads the jumps of all pages, those of an article by its lines. */
static bool
find_links(struct finder *find)
{
	struct np_issue *issue = find->issue;

	find->page_links =
	    np_arena_array(issue->arena, issue->page_count + 1, sizeof(*find->page_links));
	if (find->page_links == NULL)
		return false;
	for (size_t page = 0; page < issue->page_count; page++) {
		const struct np_issue_page *p = &issue->pages[page];

		find->page_links[page] = find->link_count;
		for (size_t part = p->part; part < p->part + p->part_count; part++) {
			size_t body = NP_JOIN_NONE;

			for (size_t i = 0; i < issue->parts[part].count; i++) {
				size_t line = issue->parts[part].lines[i];

				if (issue->held->lines[line].block.role == NP_BODY)
					body = line;
				else if (issue->held->lines[line].block.role == NP_JUMP &&
					 !add_links(find, line, page, part, body))
					return false;
			}
		}
		for (size_t line = p->first; line < p->first + p->count; line++) {
			const struct np_held_line *held = &issue->held->lines[line];

			if (!held->stray && held->block.article == 0 &&
			    held->block.role == NP_JUMP &&
			    !add_links(find, line, page, NP_JOIN_NONE, NP_JOIN_NONE))
				return false;
		}
	}
	find->page_links[issue->page_count] = find->link_count;
	return true;
}

static bool
means(const struct link *link, size_t page)
{
	for (size_t i = 0; i < link->target_count; i++) {
		if (link->targets[i] == page)
			return true;
	}
	return false;
}

/* ---- evidence ---- */

/* The pairs of characters of the blocks with these roles. */
static bool
part_grams(struct finder *find, size_t part, uint32_t roles, struct np_grams *grams)
{
	struct np_issue *issue = find->issue;
	const struct np_part *p = &issue->parts[part];
	struct np_span *texts = np_arena_array(issue->arena, p->count, sizeof(*texts));
	size_t count = 0;

	for (size_t i = 0; texts != NULL && i < p->count; i++) {
		if ((roles >> issue->held->lines[p->lines[i]].block.role & 1) == 0)
			continue;
		texts[count] = np_issue_text(issue, p->lines[i]);
		if (texts[count++].ptr == NULL)
			return false;
	}
	return texts != NULL && np_grams_make(texts, count, issue->arena, grams);
}

static struct evidence *
evidence_of(struct finder *find, size_t part)
{
	static const uint32_t heads =
	    NP_ROLE_BIT(NP_KICKER) | NP_ROLE_BIT(NP_HEADLINE) | NP_ROLE_BIT(NP_DECK);
	struct np_issue *issue = find->issue;
	const struct np_part *p = &issue->parts[part];
	struct evidence *evidence = &find->evidence[part];

	if (evidence->made)
		return evidence;
	if (!part_grams(find, part, heads, &evidence->heads) ||
	    !part_grams(find, part, NP_ROLE_BIT(NP_BODY), &evidence->body))
		return NULL;
	evidence->headless = evidence->heads.count == 0;
	for (size_t i = 0, body = NP_JOIN_NONE; i < p->count; i++) {
		if (issue->held->lines[p->lines[i]].block.role == NP_BODY)
			body = p->lines[i];
		if (i + 1 == p->count)
			evidence->breaks_off = line_breaks_off(issue, body);
	}
	evidence->made = true;
	return evidence;
}

/* What the title that a jump names has in common with the heads of the other. */
static bool
weigh_title(struct finder *find, size_t link, const struct evidence *other, unsigned *score)
{
	struct np_grams title;

	if (link == NP_JOIN_NONE || find->links[link].title.len == 0)
		return true;
	if (!np_grams_make(&find->links[link].title, 1, find->issue->arena, &title))
		return false;
	if (title.count > 0 && other->heads.count >= title.count / 2 &&
	    np_grams_shared(&title, &other->heads) >= TITLE_LEAST)
		*score += TITLE;
	return true;
}

/* Weighs what tells that the two belong together.  False when memory is out. */
static bool
weigh(struct finder *find, struct pair *pair)
{
	const struct evidence *start = evidence_of(find, pair->start);
	const struct evidence *rest = evidence_of(find, pair->rest);
	unsigned heads;

	if (start == NULL || rest == NULL || !weigh_title(find, pair->to, rest, &pair->score) ||
	    !weigh_title(find, pair->from, start, &pair->score))
		return false;
	heads = np_grams_shared(&start->heads, &rest->heads);
	if (heads >= HEADS_LEAST)
		pair->score += HEADS * heads;
	pair->score += WORDS * np_grams_shared(&start->body, &rest->body);
	if (pair->to != NP_JOIN_NONE ? find->links[pair->to].breaks_off : start->breaks_off)
		pair->score += BREAKS_OFF;
	if (rest->headless)
		pair->score += HEADLESS;
	return true;
}

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
mark_several(struct finder *find, const struct pair *pair)
{
	if (pair->to != NP_JOIN_NONE)
		find->links[pair->to].several = true;
	if (pair->from != NP_JOIN_NONE)
		find->links[pair->from].several = true;
}

static bool
add_pair(struct finder *find, struct pair pair)
{
	if (find->pair_count == PAIRS_MAX) {
		mark_several(find, &pair);
		return true;
	}
	find->pairs = grow(find->issue->arena, find->pairs, find->pair_count, &find->pair_cap,
	    sizeof(*find->pairs));
	if (find->pairs == NULL)
		return false;
	find->pairs[find->pair_count++] = pair;
	find->rests[pair.rest]++;
	if (pair.to != NP_JOIN_NONE)
		find->links[pair.to].pairs++;
	if (pair.from != NP_JOIN_NONE)
		find->links[pair.from].pairs++;
	return true;
}

static bool
is_open(const struct finder *find, size_t link)
{
	return link == NP_JOIN_NONE || (!find->links[link].settled && !find->links[link].several);
}

/* True if the two may still be joined. */
static bool
is_live(struct finder *find, const struct pair *pair)
{
	return is_open(find, pair->to) && is_open(find, pair->from) &&
	       find->join->ties[pair->rest].from == NP_JOIN_NONE &&
	       head_of_kin(find, pair->start) != head_of_kin(find, pair->rest);
}

/* True if only one of the two can be, and it is not the same which one. */
static bool
rivals(struct finder *find, const struct pair *a, const struct pair *b)
{
	if (a->rest == b->rest && head_of_kin(find, a->start) == head_of_kin(find, b->start))
		return false;
	return (a->to != NP_JOIN_NONE && a->to == b->to) ||
	       (a->from != NP_JOIN_NONE && a->from == b->from) || a->rest == b->rest;
}

static void
tie(struct finder *find, const struct pair *pair)
{
	find->join->ties[pair->rest].from = pair->start;
	find->kin[head_of_kin(find, pair->rest)] = head_of_kin(find, pair->start);
	find->at[pair->rest] = pair->to == NP_JOIN_NONE ? SIZE_MAX : find->links[pair->to].line;
	if (pair->to != NP_JOIN_NONE)
		find->links[pair->to].settled = true;
	if (pair->from != NP_JOIN_NONE)
		find->links[pair->from].settled = true;
}

static int
compare_pairs(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->rest < b->rest ? -1 : a->rest > b->rest;
}

/* The first pair behind i that is live, a rival, and as good but for MARGIN; pair_count for none. */
static size_t
close_rival(struct finder *find, size_t i)
{
	const struct pair *pair = &find->pairs[i];

	for (size_t k = i + 1; k < find->pair_count; k++) {
		if (find->pairs[k].score + MARGIN < pair->score)
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
		const struct pair *pair = &find->pairs[i];

		if (find->rests[pair->rest] > 1 || find->links[pair->to].pairs > 1 ||
		    find->links[pair->from].pairs > 1)
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
	for (int i = 0; i < LOOKED_AT_MAX && part != NP_JOIN_NONE; i++) {
		part = find->join->ties[part].from;
		if (part == other)
			return true;
	}
	return false;
}

/* True if part is what the jump means, by other jumps: a piece of its article, the way it points. */
static bool
is_met(struct finder *find, const struct link *link, size_t part)
{
	bool to = link->kind == NP_JUMP_TO;

	return head_of_kin(find, part) == head_of_kin(find, link->part) &&
	       !goes_on_with(find, to ? link->part : part, to ? part : link->part);
}

/* Settles jumps that other jumps have met. */
static void
settle_met(struct finder *find)
{
	const struct np_issue *issue = find->issue;

	for (size_t i = 0; i < find->link_count; i++) {
		struct link *link = &find->links[i];

		for (size_t t = 0; t < link->target_count && !link->settled; t++) {
			const struct np_issue_page *page = &issue->pages[link->targets[t]];
			size_t end = page->part + page->part_count;

			if (link->part == NP_JOIN_NONE || page->part_count > LOOKED_AT_MAX)
				continue;
			for (size_t part = page->part; part < end && !link->settled; part++)
				link->settled = is_met(find, link, part);
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
		if (!weigh(find, &find->pairs[i]))
			return false;
	}
	if (find->pair_count > 1)
		qsort(find->pairs, find->pair_count, sizeof(*find->pairs), compare_pairs);
	for (size_t i = 0; i < find->pair_count && find->pairs[i].score >= least; i++) {
		const struct pair *pair = &find->pairs[i];
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
	const struct link *link = &find->links[to];

	for (size_t t = 0; t < link->target_count; t++) {
		size_t page = link->targets[t], end = find->page_links[page + 1];

		if (end - find->page_links[page] > LOOKED_AT_MAX)
			end = find->page_links[page] + LOOKED_AT_MAX;
		for (size_t from = find->page_links[page]; from < end; from++) {
			const struct link *answer = &find->links[from];

			if (answer->kind == NP_JUMP_FROM && answer->part != NP_JOIN_NONE &&
			    !answer->settled && means(answer, link->page) &&
			    !add_pair(find, (struct pair){ link->part, answer->part, to, from, 0 }))
				return false;
		}
	}
	return true;
}

/* True if the part has a jump that way that is not settled: it has a partner elsewhere. */
static bool
points(const struct finder *find, size_t part, enum np_jump_kind kind)
{
	size_t page = find->issue->parts[part].page;

	for (size_t i = find->page_links[page]; i < find->page_links[page + 1]; i++) {
		const struct link *link = &find->links[i];

		if (link->part == part && link->kind == kind && !link->settled)
			return true;
	}
	return false;
}

/* Adds the pairs of a jump that nothing answers with the articles of the page that it names. */
static bool
add_unanswered(struct finder *find, size_t index)
{
	const struct link *link = &find->links[index];
	bool to = link->kind == NP_JUMP_TO;

	for (size_t t = 0; t < link->target_count; t++) {
		const struct np_issue_page *page = &find->issue->pages[link->targets[t]];
		size_t end = page->part + page->part_count;

		if (page->part_count > LOOKED_AT_MAX ||
		    find->page_links[link->targets[t] + 1] - find->page_links[link->targets[t]] >
			LOOKED_AT_MAX)
			continue;
		for (size_t part = page->part; part < end; part++) {
			struct pair pair = { link->part, part, index, NP_JOIN_NONE, 0 };

			if (!to)
				pair = (struct pair){ part, link->part, NP_JOIN_NONE, index, 0 };
			if (!points(find, part, to ? NP_JUMP_FROM : NP_JUMP_TO) &&
			    !add_pair(find, pair))
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
	    np_arena_array(find->issue->arena, find->issue->part_count, sizeof(*rests));
	size_t count = 0;

	if (rests == NULL)
		return false;
	for (size_t part = 0; part < find->issue->part_count; part++) {
		if (ties[part].from != NP_JOIN_NONE)
			rests[count++] = (struct rest){ ties[part].from, find->at[part], part };
	}
	qsort(rests, count, sizeof(*rests), compare_rests);
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

	join->lost = np_arena_array(find->issue->arena, find->link_count, sizeof(*join->lost));
	if (join->lost == NULL)
		return false;
	for (size_t i = 0; i < find->link_count; i++) {
		const struct link *link = &find->links[i];

		if (!link->settled)
			join->lost[join->lost_count++] = (struct np_join_lost){ link->line,
				link->kind, link->page_no, link->target_count == 0, link->several };
	}
	qsort(join->lost, join->lost_count, sizeof(*join->lost), compare_lost);
	return true;
}

static bool
prepare(struct finder *find)
{
	struct np_arena *arena = find->issue->arena;
	size_t count = find->issue->part_count;

	find->join->ties = np_arena_array(arena, count, sizeof(*find->join->ties));
	find->evidence = np_arena_array(arena, count, sizeof(*find->evidence));
	find->kin = np_arena_array(arena, count, sizeof(*find->kin));
	find->rests = np_arena_array(arena, count, sizeof(*find->rests));
	find->at = np_arena_array(arena, count, sizeof(*find->at));
	if (find->join->ties == NULL || find->evidence == NULL || find->kin == NULL ||
	    find->rests == NULL || find->at == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		find->kin[i] = i;
		find->join->ties[i] =
		    (struct np_join_ties){ NP_JOIN_NONE, NP_JOIN_NONE, NP_JOIN_NONE };
	}
	return find_links(find);
}

/* Joins what jumps tell from both ends, then what one end tells and the texts confirm. */
static bool
join_all(struct finder *find)
{
	for (size_t i = 0; i < find->link_count; i++) {
		const struct link *link = &find->links[i];

		if (link->kind == NP_JUMP_TO && link->part != NP_JOIN_NONE && !link->settled &&
		    !add_answered(find, i))
			return false;
	}
	settle_alone(find);
	if (!settle_best(find, 0))
		return false;
	settle_met(find);
	for (size_t i = 0; i < find->link_count; i++) {
		const struct link *link = &find->links[i];

		if (link->part != NP_JOIN_NONE && !link->settled && !link->several &&
		    !add_unanswered(find, i))
			return false;
	}
	if (!settle_best(find, ENOUGH))
		return false;
	settle_met(find);
	return true;
}

enum np_code
np_join_find(struct np_issue *issue, struct np_join *join)
{
	struct finder find = { .issue = issue, .join = join };

	*join = (struct np_join){ .lost_count = 0 };
	if (!prepare(&find) || !join_all(&find) || !order_rests(&find) || !list_lost(&find))
		return NP_ERR_MEMORY;
	return NP_OK;
}
