/* owner.c - which article each line of a labelled page belongs to */
#include "owner.h"

#include <math.h>

#include "pair.h"
#include "theme_sum.h"

/*
 * What is compared: so many articles, the latest that can be it, of those so far back, by so many lines
 * of each.  The work for a page stays in proportion to its lines, however it is labelled.
 */
enum { LATEST = 12, FARTHEST = 200, LINES = 60 };

/* Lines of a story's beginning that are kept: of its headings, of its text. */
enum { HEADS = 8, LEDE = 6 };

/* An article so far. */
struct story {
	size_t last; /* its latest line, + 1 */
	size_t text; /* its latest line of body text, + 1; 0 if it has none yet */
	bool headed;
	size_t
	    next; /* the story that came behind its latest stretch of lines, + 1; 0 for none yet */
	size_t heads[HEADS], lede[LEDE]; /* the first ones of its headlines and of its text */
	size_t head_count, lede_count;
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
	size_t current; /* the story that goes on */
	size_t apart;   /* the one whose headline was just told apart from it; SIZE_MAX for none */
	size_t above;   /* the one of the line that was told last; SIZE_MAX for none */
	size_t
	    headed; /* the one that a headline apart from it was found for last; SIZE_MAX for none */
	size_t own[LINES], own_count; /* the lines whose story is wanted */
	struct np_theme_way own_theme;
	size_t turn,
	    next; /* whose turn it is, and the next without a headline; SIZE_MAX for none */
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

/* ---- how well a story fits what stands apart ---- */

/*
 * The weights are those of a logistic regression over the gold pages: the right story against the
 * others that it could be.
 */
struct fit {
	double words;   /* times likeness() to all of it */
	double opening; /* to its first lines: a headline to those of text, text to the headlines */
	double theme;   /* times theme_likeness() to all of it */
	double current; /* it is the one that goes on, which needs not be taken up again */
	double above;   /* the line above is of it */
	double
	    turn; /* it is the one that stood behind that of the line above before: columns alternate */
	double headed; /* it has a headline */
	double next;   /* it is the next without one, behind that which got one last */
	double bare;   /* it has no text */
	double open;   /* its text breaks off in a sentence */
	double firm;   /* and within a word, which goes on here */
};

static const struct fit heading_fit = {
	.words = 2.9, .opening = 2.75, .theme = 3.2, .headed = -1.1, .next = 1.5
};
static const struct fit text_fit = { .words = 4.1,
	.opening = 3.4,
	.theme = 4.5,
	.current = -6.9,
	.above = 3,
	.turn = 2.1,
	.bare = 2.2,
	.open = 1.5,
	.firm = 2.1 };

/* How alike the lines are to those whose story is wanted: from 0 to less than 1, steep at first. */
static double
likeness(const struct owners *owners, const size_t *lines, size_t count)
{
	double alike = np_topic_alike(owners->topics, owners->own, owners->own_count, lines, count);
	return alike / (alike + .2);
}

static struct np_theme_way
theme_of(const struct owners *owners, const size_t *lines, size_t count)
{
	struct np_theme_sum sum = { { 0 } };
	for (size_t n = 0; n < count; n++)
		np_theme_sum_add(&sum, &owners->sheet->info[lines[n]].theme);
	return np_theme_way_of(&sum);
}

/* How alike their matter is to that of the lines whose story is wanted: from 0 to 1. */
static double
theme_likeness(const struct owners *owners, const size_t *lines, size_t count)
{
	struct np_theme_way theme = theme_of(owners, lines, count);
	return np_theme_alike(&owners->own_theme, &theme) / (NP_THEME_STEPS - 1.0);
}

/* What the end of a story's text says for its going on in line i. */
static double
fit_of_end(const struct owners *owners, const struct fit *fit, const struct story *story, size_t i)
{
	if (story->text == 0)
		return fit->bare;
	const struct np_look *end = &owners->sheet->info[story->text - 1];
	if (np_edge_is_final(end->end) || np_edge_is_final(end->end_before))
		return 0;
	bool firm = np_pair_strength(end->last, owners->sheet->info[i].first) == NP_PAIR_FIRM;
	return fit->open + (firm ? fit->firm : 0);
}

/* How well story number s fits what stands apart from line i on. */
static double
fit_of(const struct owners *owners, size_t s, size_t i, bool heading)
{
	const struct story *story = &owners->stories[s];
	const struct fit *fit = heading ? &heading_fit : &text_fit;
	double known = (s == owners->current ? fit->current : 0) +
		       (story->headed ? fit->headed : 0) + (s == owners->turn ? fit->turn : 0) +
		       (s == owners->next ? fit->next : 0);
	if (owners->sheet == NULL)
		return known;
	size_t lines[LINES], count = lines_of(owners, story, lines);
	double score = known + fit->words * likeness(owners, lines, count);
	score += fit->theme * theme_likeness(owners, lines, count);
	score += fit->opening * (heading ? likeness(owners, story->lede, story->lede_count)
					 : likeness(owners, story->heads, story->head_count));
	score += s == owners->above ? fit->above : 0;
	return score + fit_of_end(owners, fit, story, i);
}

/* The first story without a headline behind that which got one last. */
static size_t
next_headless(const struct owners *owners, size_t farthest)
{
	if (owners->headed == SIZE_MAX)
		return SIZE_MAX;
	size_t s = owners->headed + 1 > farthest ? owners->headed + 1 : farthest;
	while (s < owners->told && owners->stories[s].headed)
		s++;
	return s < owners->told ? s : SIZE_MAX;
}

/*
 * The story, from 0, that what stands apart from line i on belongs to; the nearest of those that are
 * as good.
 */
static size_t
find_owner(struct owners *owners, size_t i, bool heading)
{
	size_t best = owners->told - 1;
	double best_score = -INFINITY;
	size_t farthest = owners->told > FARTHEST ? owners->told - FARTHEST : 0;
	owners->turn = owners->above == SIZE_MAX ? 0 : owners->stories[owners->above].next;
	owners->turn = owners->turn > 0 ? owners->turn - 1 : SIZE_MAX;
	owners->next = next_headless(owners, farthest);
	if (owners->sheet != NULL) {
		owners->own_count = lines_from(owners, i, heading, owners->own);
		owners->own_theme = theme_of(owners, owners->own, owners->own_count);
	}
	for (size_t s = owners->told, looked = 0; s-- > farthest && looked < LATEST; looked++) {
		double score = fit_of(owners, s, i, heading);
		if (score > best_score) {
			best_score = score;
			best = s;
		}
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
	if (owners->above != SIZE_MAX && owners->above != story)
		owners->stories[owners->above].next = story + 1;
	owners->above = story;
	if (role == NP_BODY)
		own->text = i + 1;
	if (role == NP_BODY && own->lede_count < LEDE)
		own->lede[own->lede_count++] = i;
	if (role == NP_HEADLINE)
		own->headed = true;
	if (role == NP_HEADLINE && own->head_count < HEADS)
		own->heads[own->head_count++] = i;
}

/* The headline that stands apart below a kicker in line i, with a few more between; line_count for none. */
static size_t
headline_under(const struct owners *owners, size_t i)
{
	enum { KICKERS = 8 };
	size_t end = owners->line_count - i > KICKERS ? i + KICKERS : owners->line_count;
	while (i < end) {
		struct np_label label = np_labels[owners->labels[i]];
		if (label.place == NP_DISPLACED)
			return i;
		if (label.role != NP_KICKER && label.place != NP_OUTSIDE)
			break;
		i++;
	}
	return owners->line_count;
}

/* What stands under a headline as a part of its head. */
static bool
heads_on(enum np_role role)
{
	return role == NP_DECK || role == NP_BYLINE || role == NP_DATELINE;
}

/* The story, from 0, of a block that begins in line i. */
static size_t
story_of(struct owners *owners, size_t i)
{
	struct np_label label = np_labels[owners->labels[i]];
	size_t apart = owners->apart;
	owners->apart = SIZE_MAX;
	if (label.place == NP_STARTS_ARTICLE || owners->told == 0)
		return owners->current = owners->told++;
	if (label.place == NP_RESUMES)
		return owners->current = find_owner(owners, i, false);
	if (label.place == NP_DISPLACED)
		return owners->headed = owners->apart = find_owner(owners, i, true);
	size_t headline = label.role == NP_KICKER ? headline_under(owners, i) : owners->line_count;
	if (headline < owners->line_count)
		return find_owner(owners, headline, true);
	if (apart != SIZE_MAX && heads_on(label.role))
		return owners->apart = apart;
	return owners->current;
}

enum np_code
np_owner_find(struct np_topics *topics, const struct np_sheet *sheet, const unsigned char *labels,
    size_t count, struct np_arena *arena, uint64_t **articles, uint64_t *most, struct np_error *err)
{
	struct owners owners = { .topics = topics,
		.sheet = sheet,
		.labels = labels,
		.line_count = count,
		.apart = SIZE_MAX,
		.above = SIZE_MAX,
		.headed = SIZE_MAX };
	size_t stories = 1; /* one more for lines that no article begins above */
	for (size_t i = 0; i < count; i++)
		stories += np_labels[labels[i]].place == NP_STARTS_ARTICLE;
	owners.articles = np_arena_array(arena, count, sizeof *owners.articles);
	owners.before = np_arena_array(arena, count, sizeof *owners.before);
	owners.stories = np_arena_array(arena, stories, sizeof *owners.stories);
	if (owners.articles == NULL || owners.before == NULL || owners.stories == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	enum { NONE, OUTSIDE, INSIDE } open = NONE; /* where the block is that goes on */
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
		story = story_of(&owners, i);
		add_line(&owners, i, story, label.role);
		open = INSIDE;
	}
	*articles = owners.articles;
	*most = owners.told;
	return NP_OK;
}
