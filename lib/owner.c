/* owner.c - which article each line of a labelled page belongs to */
#include "owner.h"

#include "pair.h"

/*
 * What is compared: so many articles, the latest that can be it, of those so far back, by so many lines
 * of each.  The work for a page stays in proportion to its lines, however it is labelled.
 */
enum { LATEST = 12, FARTHEST = 200, LINES = 60 };

/* An article so far. */
struct story {
	size_t last; /* its latest line, + 1 */
	size_t text; /* its latest line of body text, + 1; 0 if it has none yet */
	bool headed;
};

struct owners {
	struct np_topics *topics;
	const struct np_sheet *sheet;
	const unsigned char *labels;
	size_t line_count;
	uint64_t *articles;
	size_t *before; /* of each line the one before it in its article, + 1 */
	struct story *stories;
	size_t told;
};

/* The latest lines of a story, into lines[LINES]. */
static size_t
lines_of(const struct owners *owners, const struct story *story, size_t *lines)
{
	size_t n = 0;
	for (size_t at = story->last; at > 0 && n < LINES; at = owners->before[at - 1])
		lines[n++] = at - 1;
	return n;
}

/* The lines of what stands apart from line i on: up to where another article comes in. */
static size_t
lines_from(const struct owners *owners, size_t i, bool heading, size_t *lines)
{
	size_t n = 0;
	for (size_t at = i; at < owners->line_count && n < LINES; at++) {
		enum np_place place = np_labels[owners->labels[at]].place;
		bool stops = heading ? place != NP_CONTINUES && place != NP_INTERRUPTS
				     : place == NP_STARTS_ARTICLE || place == NP_RESUMES ||
					   place == NP_DISPLACED;
		if (at > i && stops)
			break;
		if (place != NP_OUTSIDE && place != NP_INTERRUPTS)
			lines[n++] = at;
	}
	return n;
}

/* How well line i reads on from the latest text of a story: 0 to .2, as likenesses are. */
static double
reads_on(const struct owners *owners, const struct story *story, size_t i)
{
	if (story->text == 0)
		return 0;
	const struct np_look *end = &owners->sheet->info[story->text - 1];
	if (np_look_final(end->end))
		return 0;
	switch (np_pair_strength(end->last, owners->sheet->info[i].first)) {
	case NP_PAIR_FIRM:
		return .2;
	case NP_PAIR_KNOWN:
		return .1;
	case NP_PAIR_LOOSE:
		break;
	}
	return .05;
}

/*
 * The story, from 0, that what stands apart from line i on belongs to; the nearest of those that are
 * as good.  A headline goes to a story that has none, if there is one.
 */
static size_t
find_owner(struct owners *owners, size_t i, bool heading)
{
	size_t own[LINES], theirs[LINES], own_count = 0, best = owners->told - 1;
	double best_score = -1;
	if (owners->sheet != NULL)
		own_count = lines_from(owners, i, heading, own);
	size_t farthest = owners->told > FARTHEST ? owners->told - FARTHEST : 0;
	for (size_t s = owners->told, looked = 0; s-- > farthest && looked < LATEST;) {
		const struct story *story = &owners->stories[s];
		/* The article that goes on is the one that text does not take up again. */
		if (heading ? story->headed : i > 0 && owners->articles[i - 1] == s + 1)
			continue;
		double score = 0;
		if (own_count > 0) {
			size_t n = lines_of(owners, story, theirs);
			score = np_topic_alike(owners->topics, own, own_count, theirs, n);
			if (!heading)
				score += reads_on(owners, story, i);
			/* A picture alone seldom has lost its headline. */
			else if (story->text > 0)
				score += .01;
		}
		if (score > best_score) {
			best_score = score;
			best = s;
		}
		looked++;
	}
	return best;
}

static void
add_line(struct owners *owners, size_t i, size_t story, enum np_role role)
{
	struct story *own = &owners->stories[story];
	owners->articles[i] = story + 1;
	owners->before[i] = own->last;
	own->last = i + 1;
	if (role == NP_BODY)
		own->text = i + 1;
	if (role == NP_HEADLINE)
		own->headed = true;
}

enum np_code
np_owner_find(struct np_topics *topics, const struct np_sheet *sheet, const unsigned char *labels,
    size_t count, struct np_arena *arena, uint64_t **articles, uint64_t *most, struct np_error *err)
{
	struct owners owners = {
		.topics = topics, .sheet = sheet, .labels = labels, .line_count = count
	};
	owners.articles = np_arena_array(arena, count, sizeof *owners.articles);
	owners.before = np_arena_array(arena, count, sizeof *owners.before);
	owners.stories = np_arena_array(arena, count, sizeof *owners.stories);
	if (owners.articles == NULL || owners.before == NULL || owners.stories == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum { NONE, OUTSIDE, INSIDE } open = NONE; /* where the block is that goes on */
	size_t current = 0;                         /* the story that goes on */
	size_t story = 0;                           /* that of the block */
	for (size_t i = 0; i < count; i++) {
		struct np_label label = np_labels[labels[i]];
		if (label.place == NP_INTERRUPTS)
			continue;
		if (label.place == NP_OUTSIDE) {
			open = OUTSIDE;
			continue;
		}
		if (label.place == NP_CONTINUES && open != NONE) {
			if (open == INSIDE)
				add_line(&owners, i, story, label.role);
			continue;
		}
		story = current;
		if (label.place == NP_STARTS_ARTICLE || owners.told == 0)
			story = current = owners.told++;
		else if (label.place == NP_RESUMES)
			story = current = find_owner(&owners, i, false);
		else if (label.place == NP_DISPLACED)
			story = find_owner(&owners, i, true);
		add_line(&owners, i, story, label.role);
		open = INSIDE;
	}
	*articles = owners.articles;
	*most = owners.told;
	return NP_OK;
}
