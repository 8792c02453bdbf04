/* topic.c - what words the parts of a page share */
#include "topic.h"

#include <stdlib.h>
#include <string.h>

#include "bigram.h"
#include "cohesion.h"
#include "pair.h"

enum {
	SEGMENTS_BACK = 4, /* a segment is compared with so many before it */
	PARAGRAPHS_BACK = 2,
	SETS_MAX = 1 << SEGMENTS_BACK, /* of those, in which a word may be */
	LEDE = 70,                     /* words that a story's text begins with */
	LONGEST = 60                   /* words of a heading */
};

/* A word of the page, and in which parts it was found; these are counted from 1. */
struct word {
	uint32_t segment, paragraph; /* the last of each */
	uint32_t first_paragraph;
	uint32_t text,
	    lede;         /* the last segment under whose headings it stands, or opens the text */
	uint32_t last_at; /* which of the page's words it was last, counted from 0 */
	float weight;     /* 1 for rare ones, less for others; the number of segments at first */
	uint16_t segment_sets, paragraph_sets; /* bit k: also k parts before the last */
};

/* A segment or a paragraph. */
struct part {
	size_t line;    /* its first */
	size_t words;   /* how many the page has before it: the numbers of its new ones follow */
	size_t shared;  /* the first of its words in struct parts */
	double lighter; /* by so much its new words weigh less than 1 each */
	double weight;  /* of all its words; each counts once */
};

struct parts {
	struct part *list; /* and the end behind them */
	size_t count;
	unsigned back; /* each is compared with so many before it */
	/*
	 * The words of the parts that are not new on the page, once for each part: the number
	 * and, above SETS_SHIFT, the parts before that it is in too, bit k - 1 for the part k before.
	 */
	uint32_t *shared;
	size_t shared_count;
};

enum { SETS_SHIFT = 16 };

/* A word that stands in several segments, and where it was new. */
struct common {
	uint32_t word, segment, paragraph;
};

/* What share of a heading's words is elsewhere, in the steps of struct np_topic. */
struct heading {
	unsigned char below, above, lede;
};

/* Of the page at hand: what it points to lies in the page's arena. */
struct np_topics {
	/*
	 * The words of a page are numbered as they come.  A hash table tells the number of a bigram:
	 * entries have the bigram and, above it, the number.  As large as the page needs it and no
	 * larger, so that it stays in the cache; from NP_BIGRAMS entries on every bigram has its own.
	 */
	uint32_t *table;
	uint32_t table_mask;
	size_t word_count;
	struct word *words;
	uint32_t words_read; /* of the page so far, each as often as it stands there */
	struct np_cohesion_tally tally;
	/* A set of words is a number, its mark: a word is in the set that it was marked for last. */
	uint32_t mark;
	uint32_t *seen;
	struct np_look *lines; /* whose words have the page's numbers */
	struct parts segments, paragraphs;
	struct common *common;
	size_t common_count;
	struct heading *headings; /* for each line */
};

struct np_topics *
np_topic_open(void)
{
	return calloc(1, sizeof(struct np_topics));
}

void
np_topic_close(struct np_topics *topics)
{
	free(topics);
}

/* A mark that no word has. */
static uint32_t
new_mark(struct np_topics *topics)
{
	return ++topics->mark;
}

/* Room for so many parts, in which so many words stand. */
static bool
open_parts(struct parts *parts, size_t most, size_t words, unsigned back, struct np_arena *arena)
{
	*parts = (struct parts){ .back = back };
	parts->list = np_arena_take(arena, (most + 1) * sizeof *parts->list);
	parts->shared = np_arena_take(arena, words * sizeof *parts->shared);
	return parts->list != NULL && parts->shared != NULL;
}

/* Words have numbers below; beyond them the last is that of all others, so that EMPTY is no entry. */
enum { WORDS_MAX = NP_BIGRAMS - 1 };
static const uint32_t EMPTY = UINT32_MAX;

/* Room for a page with so many words, each of them counted. */
static bool
open_words(struct np_topics *topics, size_t words, struct np_arena *arena)
{
	size_t most = words < WORDS_MAX ? words : WORDS_MAX, entries = 64;
	while (entries < NP_BIGRAMS && entries < 2 * words)
		entries *= 2;
	topics->table = np_arena_take(arena, entries * sizeof *topics->table);
	topics->table_mask = (uint32_t)entries - 1;
	topics->words = np_arena_take(arena, most * sizeof *topics->words);
	topics->seen = np_arena_array(arena, most, sizeof *topics->seen);
	topics->common = np_arena_take(arena, most * sizeof *topics->common);
	if (topics->table == NULL || topics->words == NULL || topics->seen == NULL ||
	    topics->common == NULL)
		return false;
	memset(topics->table, 0xFF, entries * sizeof *topics->table);
	return true;
}

static bool
begin_page(struct np_topics *topics, struct np_sheet *sheet, struct np_arena *arena)
{
	size_t words = 0, runs = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		words += sheet->info[i].word_count;
		runs += sheet->info[i].candidate && sheet->info[i].run_at == 0;
	}
	*topics = (struct np_topics){ .lines = sheet->info };
	topics->headings = np_arena_array(arena, sheet->count, sizeof *topics->headings);
	sheet->segments = np_arena_array(arena, runs + 1, sizeof *sheet->segments);
	return topics->headings != NULL && sheet->segments != NULL &&
	       open_words(topics, words, arena) && np_cohesion_open(&topics->tally, words, arena) &&
	       open_parts(&topics->segments, runs + 1, words, SEGMENTS_BACK, arena) &&
	       open_parts(&topics->paragraphs, sheet->count, words, PARAGRAPHS_BACK, arena);
}

/* The entry of a bigram, or the empty one where it may be put. */
static inline uint32_t *
entry_of(const struct np_topics *topics, uint16_t bigram)
{
	uint32_t at = bigram & topics->table_mask;
	while (topics->table[at] != EMPTY && (uint16_t)topics->table[at] != bigram)
		at = (at + 1) & topics->table_mask;
	return &topics->table[at];
}

/* Whether the page has that word so far. */
static bool
is_on_page(const struct np_topics *topics, uint16_t bigram)
{
	return *entry_of(topics, bigram) != EMPTY;
}

/* ---- the words of a page ---- */

/* A part begins with line i; what is behind the last line begins none. */
static struct part *
set_part(struct parts *parts, size_t i, size_t words)
{
	struct part *part = &parts->list[parts->count];
	*part = (struct part){ .line = i, .words = words, .shared = parts->shared_count };
	return part;
}

/*
 * A word of other parts, the last of them and the sets there, is found in this one.  Where it was in this
 * one before, nothing changes: that is hard to foretell, so there is no branch on it.
 */
static inline void
join_part(struct parts *parts, uint32_t *last, uint16_t *last_sets, uint32_t part, uint32_t number)
{
	const uint32_t back = part - *last, others = ((1u << parts->back) - 1) << 1;
	const uint32_t shift = back <= parts->back ? back : 16;
	const uint32_t sets = (uint32_t)*last_sets << shift & others;
	*last = part;
	*last_sets = (uint16_t)(sets | 1);
	parts->shared[parts->shared_count] = sets >> 1 << SETS_SHIFT | number;
	parts->shared_count += back != 0;
}

static inline void
join_segment(struct np_topics *topics, struct word *word, uint32_t segment, uint32_t number)
{
	if (word->weight == 1)
		topics->common[topics->common_count++] =
		    (struct common){ number, word->segment, word->first_paragraph };
	word->weight++;
	join_part(&topics->segments, &word->segment, &word->segment_sets, segment, number);
}

/*
 * Numbers the words of a line from `from` to before `end`, and notes where they are.  fresh: what a word is
 * that is new there; where text or lede say nothing, what they were before stands.
 */
static void
number_words(struct np_topics *topics, struct np_look *line, size_t from, size_t end,
    const struct word *fresh)
{
	size_t count = topics->word_count;
	uint32_t at = topics->words_read;
	for (size_t w = from; w < end; w++, at++) {
		const uint16_t bigram = line->words[w];
		uint32_t *entry = entry_of(topics, bigram);
		if (*entry == EMPTY && count < WORDS_MAX) {
			*entry = (uint32_t)count << 16 | bigram;
			line->words[w] = (uint16_t)count;
			topics->words[count] = *fresh;
			topics->words[count++].last_at = at;
			continue;
		}
		uint16_t own = *entry == EMPTY ? WORDS_MAX - 1 : (uint16_t)(*entry >> 16);
		struct word *word = &topics->words[own];
		line->words[w] = own;
		np_cohesion_again(&topics->tally, word->last_at, at);
		word->last_at = at;
		word->text = fresh->text != 0 ? fresh->text : word->text;
		word->lede = fresh->lede != 0 ? fresh->lede : word->lede;
		if (word->segment != fresh->segment)
			join_segment(topics, word, fresh->segment, own);
		join_part(&topics->paragraphs, &word->paragraph, &word->paragraph_sets,
		    fresh->paragraph, own);
	}
	topics->word_count = count;
	topics->words_read = at;
}

/*
 * The words of a line of the latest segment and paragraph.  text: it is no heading, and so many of
 * its words are among those that open the text.
 */
static void
number_line(struct np_topics *topics, struct np_look *line, bool text, size_t lede)
{
	const uint32_t segment = (uint32_t)topics->segments.count,
		       paragraph = (uint32_t)topics->paragraphs.count;
	struct word fresh = { .segment = segment,
		.paragraph = paragraph,
		.first_paragraph = paragraph,
		.text = text ? segment : 0,
		.lede = segment,
		.weight = 1,
		.segment_sets = 1,
		.paragraph_sets = 1 };
	const size_t opening = lede < line->word_count ? lede : line->word_count;
	number_words(topics, line, 0, opening, &fresh);
	fresh.lede = 0;
	number_words(topics, line, opening, line->word_count, &fresh);
}

static unsigned
share_step(size_t part, size_t whole)
{
	static const unsigned steps[] = { 10, 20, 35, 55 }; /* in a hundred */
	unsigned step = part > 0;
	while (part > 0 && step <= sizeof steps / sizeof *steps &&
	       part * 100 >= steps[step - 1] * whole)
		step++;
	return step;
}

/* The share of the lede, in steps from 0 to 7. */
static unsigned
lede_step(size_t part, size_t whole)
{
	static const unsigned steps[] = { 10, 20, 30, 45, 60, 80 }; /* in a hundred */
	unsigned step = part > 0;
	while (part > 0 && step <= sizeof steps / sizeof *steps &&
	       part * 100 >= steps[step - 1] * whole)
		step++;
	return step;
}

/* How many different words there are in some lines, and how many of these are elsewhere. */
struct found {
	size_t all, below, above, lede;
};

/*
 * Looks for the words of count lines around the headings of the latest segment: in the text below,
 * where that opens, and, for words of these headings, in the segment above.
 */
static struct found
find_words(struct np_topics *topics, size_t first, size_t count)
{
	const uint32_t mark = new_mark(topics), segment = (uint32_t)topics->segments.count;
	struct found found = { .all = 0 };
	for (size_t i = first; i < first + count; i++) {
		const struct np_look *line = &topics->lines[i];
		for (size_t w = 0; w < line->word_count; w++) {
			const struct word *word = &topics->words[line->words[w]];
			if (topics->seen[line->words[w]] == mark)
				continue;
			topics->seen[line->words[w]] = mark;
			found.all++;
			found.below += word->text == segment;
			found.above += (word->segment_sets & 2) != 0;
			found.lede += word->lede == segment;
		}
	}
	return found;
}

/* Compares the headings of the latest segment with what is around them, when it was read. */
static void
compare_headings(struct np_topics *topics, struct np_segment *own)
{
	const size_t first = own->first, count = topics->lines[first].run_of;
	struct found found;
	if (count == 0)
		return;
	for (size_t i = first; i < first + count; i++) {
		if (topics->lines[i].word_count > LONGEST)
			continue;
		found = find_words(topics, i, 1);
		topics->headings[i] =
		    (struct heading){ (unsigned char)share_step(found.below, found.all),
			    (unsigned char)share_step(found.above, found.all),
			    (unsigned char)lede_step(found.lede, found.all) };
	}
	found = find_words(topics, first, count);
	own->lede = lede_step(found.lede, found.all);
	for (size_t back = 1; back <= SEGMENTS_BACK && back < topics->segments.count; back++) {
		size_t above = (own - back)->first;
		found = find_words(topics, above, topics->lines[above].run_of);
		unsigned heads = share_step(found.below, found.all);
		own->heads = heads > own->heads ? heads : own->heads;
	}
}

/* What stands everywhere says little. */
static void
weigh_words(struct np_topics *topics)
{
	for (size_t c = 0; c < topics->common_count; c++) {
		const struct common *common = &topics->common[c];
		float *weight = &topics->words[common->word].weight;
		*weight = 2 / (*weight + 1);
		double lighter = 1 - (double)*weight;
		topics->segments.list[common->segment - 1].lighter += lighter;
		topics->paragraphs.list[common->paragraph - 1].lighter += lighter;
	}
}

/* Finds the segments and paragraphs of a page and what words they share. */
static void
read_words(struct np_topics *topics, struct np_sheet *sheet)
{
	struct parts *segments = &topics->segments, *paragraphs = &topics->paragraphs;
	struct np_segment *own = NULL;
	size_t lede = 0; /* words that are still to come of those that open the text */
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_look *line = &sheet->info[i];
		if (i == 0 || (line->candidate && line->run_at == 0)) {
			if (own != NULL)
				compare_headings(topics, own);
			own = &sheet->segments[segments->count];
			own->first = i;
			lede = LEDE;
			set_part(segments, i, topics->word_count);
			segments->count++;
		}
		if (i == 0 || !np_sheet_runs_on(sheet, i)) {
			set_part(paragraphs, i, topics->word_count);
			paragraphs->count++;
		}
		own->last = i;
		line->segment = segments->count - 1;
		bool text = i >= own->first + sheet->info[own->first].run_of;
		number_line(topics, line, text, text ? lede : 0);
		if (text)
			lede = lede > line->word_count ? lede - line->word_count : 0;
	}
	if (own != NULL)
		compare_headings(topics, own);
	sheet->segment_count = segments->count;
	set_part(segments, sheet->count, topics->word_count);
	set_part(paragraphs, sheet->count, topics->word_count);
	weigh_words(topics);
}

/*
 * The words of a part of the page by the parts before it that they stand in too: sums[sets] is what
 * those weigh that are in just these, bit k - 1 for the part k before; of those that are new on the page
 * nothing.  Weights are floats and sums doubles with bits to spare: they come to the same in any
 * order.
 */
struct shares {
	double sums[SETS_MAX];
};

/* Those of a part; sets its weight. */
static struct shares
shares_of(const struct np_topics *topics, const struct parts *parts, struct part *part)
{
	struct shares shares = { .sums = { 0 } };
	for (size_t i = part->shared; i < part[1].shared; i++) {
		uint32_t shared = parts->shared[i];
		shares.sums[shared >> SETS_SHIFT] +=
		    (double)topics->words[shared & UINT16_MAX].weight;
	}
	part->weight = (double)(part[1].words - part->words) - part->lighter;
	for (size_t sets = 0; sets < (size_t)1 << parts->back; sets++)
		part->weight += shares.sums[sets];
	return shares;
}

/*
 * What share of the words of the poorer of the two, the rare ones counted more, both have: of a
 * part with these shares, and the part that is `back` before it.
 */
static double
likeness(
    const struct parts *parts, const struct shares *shares, const struct part *part, size_t back)
{
	double common = 0, other = (part - back)->weight;
	double least = part->weight < other ? part->weight : other;
	for (size_t sets = 0; sets < (size_t)1 << parts->back; sets++) {
		if ((sets >> (back - 1) & 1) != 0)
			common += shares->sums[sets];
	}
	return least > 0 ? common / least : 0;
}

/* ---- segments ---- */

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Ranks the page's cuts by how alike their two sides are. */
static bool
rank_cuts(struct np_sheet *sheet, struct np_arena *arena)
{
	size_t n = sheet->segment_count;
	double *sorted = np_arena_array(arena, n + 1, sizeof *sorted);
	if (sorted == NULL)
		return false;
	for (size_t s = 1; s < n; s++)
		sorted[s - 1] = sheet->segments[s].cut;
	if (n > 1)
		qsort(sorted, n - 1, sizeof *sorted, by_value);
	for (size_t s = 0; s < n; s++) {
		size_t lower = 0, upper = n > 0 ? n - 1 : 0;
		while (lower < upper) {
			size_t middle = lower + (upper - lower) / 2;
			if (sorted[middle] < sheet->segments[s].cut)
				lower = middle + 1;
			else
				upper = middle;
		}
		sheet->segments[s].rank = n > 2 ? (unsigned)(lower * 4 / n) : 4;
	}
	return true;
}

static void
compare_segments(struct np_topics *topics, struct np_sheet *sheet)
{
	const struct parts *parts = &topics->segments;
	for (size_t s = 0; s < parts->count; s++) {
		struct np_segment *own = &sheet->segments[s];
		struct part *part = &parts->list[s];
		struct shares shares = shares_of(topics, parts, part);
		for (size_t back = 1; back <= parts->back && back <= s; back++) {
			double alike = likeness(parts, &shares, part, back);
			if (back == 1)
				own->cut = alike;
			else
				own->far = alike > own->far ? alike : own->far;
		}
	}
}

/* ---- paragraphs ---- */

static unsigned
likeness_step(double likeness)
{
	static const double steps[] = { .01, .03, .06, .12, .25 };
	unsigned step = 0;
	while (step < sizeof steps / sizeof *steps && likeness >= steps[step])
		step++;
	return step;
}

/*
 * Compares each paragraph with the two before it and the one behind: a story that begins without
 * a headline shows in words that change.
 */
static void
compare_paragraphs(struct np_topics *topics, struct np_sheet *sheet)
{
	const struct parts *parts = &topics->paragraphs;
	struct np_look *before = NULL;
	for (size_t p = 0; p < parts->count; p++) {
		struct part *part = &parts->list[p];
		struct np_look *first = &sheet->info[part->line];
		struct shares shares = shares_of(topics, parts, part);
		double above = 0, far = shares.sums[0]; /* of words that are only farther above */
		if (p > 0) {
			above = likeness(parts, &shares, part, 1);
			before->same_below = 1 + likeness_step(above);
		}
		if (p > 1) {
			double more = likeness(parts, &shares, part, 2);
			above = more > above ? more : above;
		}
		first->same_above = 1 + likeness_step(above);
		first->same_far = 1 + likeness_step(part->weight > 0 ? far / part->weight : 0);
		before = first;
	}
	if (before != NULL)
		before->same_below = 1 + likeness_step(0);
}

/* ---- joints ---- */

/* How firmly two characters stand together: in words in general, and on this page. */
static unsigned
joint_of(const struct np_topics *topics, uint32_t left, uint32_t right)
{
	bool here = is_on_page(topics, np_bigram_of(left, right));
	return (unsigned)np_pair_strength(left, right) * 2 + here;
}

/*
 * Does the join of two lines read on?  A word that a line's end cuts leaves characters at both ends
 * that stand in no word of their own line.  And where columns are mixed up, a line may read
 * on from one that was left in mid sentence farther above.
 */
static void
find_joints(const struct np_topics *topics, struct np_sheet *sheet)
{
	enum { OPEN = 3 };
	const struct np_look *open[OPEN] = { NULL };
	size_t opened = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_look *own = &sheet->info[i];
		own->lead = (unsigned)np_pair_strength(own->first, own->second);
		own->trail = (unsigned)np_pair_strength(own->last_but_one, own->last);
		if (i == 0)
			continue;
		own->joint = joint_of(topics, own[-1].last, own->first);
		for (size_t o = 0; o < OPEN && open[o] != NULL; o++) {
			unsigned left = 1 + joint_of(topics, open[o]->last, own->first);
			own->left = left > own->left ? left : own->left;
		}
		if (own[-1].stanza_at + 1 == own[-1].stanza_of && !own[-1].candidate &&
		    own[-1].whole < 0 && !np_edge_is_final(own[-1].end))
			open[opened++ % OPEN] = own - 1;
	}
}

enum np_code
np_topic_compare(
    struct np_topics *topics, struct np_sheet *sheet, struct np_arena *arena, struct np_error *err)
{
	if (!begin_page(topics, sheet, arena))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	read_words(topics, sheet);
	compare_segments(topics, sheet);
	if (!rank_cuts(sheet, arena))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	compare_paragraphs(topics, sheet);
	find_joints(topics, sheet);
	np_cohesion_find(&topics->tally, sheet);
	return NP_OK;
}

double
np_topic_alike(
    struct np_topics *topics, const size_t *a, size_t a_count, const size_t *b, size_t b_count)
{
	uint32_t in_b = new_mark(topics), in_a = new_mark(topics);
	double a_weight = 0, b_weight = 0, common = 0;
	for (size_t i = 0; i < b_count; i++) {
		const struct np_look *line = &topics->lines[b[i]];
		for (size_t w = 0; w < line->word_count; w++) {
			uint16_t word = line->words[w];
			if (topics->seen[word] != in_b)
				b_weight += (double)topics->words[word].weight;
			topics->seen[word] = in_b;
		}
	}
	for (size_t i = 0; i < a_count; i++) {
		const struct np_look *line = &topics->lines[a[i]];
		for (size_t w = 0; w < line->word_count; w++) {
			uint16_t word = line->words[w];
			double weight = (double)topics->words[word].weight;
			if (topics->seen[word] == in_a)
				continue;
			a_weight += weight;
			if (topics->seen[word] == in_b)
				common += weight;
			topics->seen[word] = in_a;
		}
	}
	double least = a_weight < b_weight ? a_weight : b_weight;
	return least > 0 ? common / least : 0;
}

/* ---- headings ---- */

static unsigned
cut_step(double likeness)
{
	static const double steps[] = { .02, .05, .1, .2 };
	unsigned step = 0;
	while (step < sizeof steps / sizeof *steps && likeness >= steps[step])
		step++;
	return step;
}

struct np_topic
np_topic_of(struct np_topics *topics, const struct np_sheet *sheet, size_t i)
{
	struct np_topic topic = { .below = 0 };
	const struct np_look *line = &sheet->info[i];
	const struct np_segment *own = &sheet->segments[line->segment];
	const struct heading *heading = &topics->headings[i];
	if (line->word_count == 0 || line->word_count > LONGEST)
		return topic;
	topic.below = heading->below;
	topic.above = heading->above;
	topic.lede = heading->lede;
	topic.run_lede = own->lede;
	topic.heads = own->heads;
	topic.cut = cut_step(own->cut);
	topic.far = cut_step(own->far);
	topic.next = own + 1 < sheet->segments + sheet->segment_count ? cut_step(own[1].cut) : 0;
	topic.rank = own->rank;
	return topic;
}
