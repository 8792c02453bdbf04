/* topic.c - what words the parts of a page share */
#include "topic.h"

#include <stdlib.h>

#include "cohesion.h"
#include "drift.h"
#include "joint.h"
#include "stretch.h"
#include "vocabulary.h"

enum {
	SEGMENTS_BACK = NP_STRETCH_BACK, /* a segment is compared with so many before it */
	PARAGRAPHS_BACK = 2,
	OPENING = 70, /* words that a story's text begins with */
	LONGEST = 60  /* words of a heading */
};

/*
 * A word of the page, and where it was found: small, so that all of them stay in the cache.  Which
 * segment and paragraph it was new in, its number tells.
 */
struct word {
	uint32_t last_at; /* which of the page's words it was last, counted from 0 */
	unsigned char segments, paragraphs; /* it is in: np_stretch_again() */
	unsigned char text;                 /* TEXT, LEDE: in the segment that it was in last */
};

/* A word stands under a segment's headings; among those that open the text. */
enum { TEXT = 1, LEDE = 2 };

/* What share of a heading's words is elsewhere, in the steps of struct np_topic. */
struct heading {
	unsigned char below, above, lede;
};

struct np_topics {
	struct np_vocabulary vocabulary;
	struct word *words; /* by number */
	float *
	    weights; /* of them: 1 for rare ones, less for others; the number of segments at first */
	uint32_t words_read; /* of the page so far, each as often as it stands there */
	struct np_cohesion_tally tally;
	/* A set of words is a number, its mark: a word is in the set that it was marked for last. */
	uint32_t mark;
	uint32_t *seen;
	struct np_look *lines; /* whose words have the page's numbers */
	struct np_stretches segments, paragraphs;
	struct heading *headings; /* for each line */
};

/* A mark that no word has. */
static uint32_t
new_mark(struct np_topics *topics)
{
	return ++topics->mark;
}

/* Room for a page with so many words, each of them counted. */
static bool
open_words(struct np_topics *topics, size_t words, struct np_arena *arena)
{
	size_t most = words < NP_VOCABULARY_MOST ? words : NP_VOCABULARY_MOST;
	topics->words = np_arena_take(arena, most * sizeof *topics->words);
	topics->weights = np_arena_take(arena, most * sizeof *topics->weights);
	topics->seen = np_arena_array(arena, most, sizeof *topics->seen);
	return topics->words != NULL && topics->weights != NULL && topics->seen != NULL &&
	       np_vocabulary_open(&topics->vocabulary, words, arena);
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
	       np_stretch_open(&topics->segments, runs + 1, words, SEGMENTS_BACK, arena) &&
	       np_stretch_open(&topics->paragraphs, sheet->count, words, PARAGRAPHS_BACK, arena);
}

/* ---- the words of a page ---- */

/* A word was not in the latest segment so far, and is found there. */
static inline void
join_segment(struct np_topics *topics, struct word *word, uint16_t number)
{
	++topics->weights[number];
	word->segments = np_stretch_again(
	    &topics->segments, SEGMENTS_BACK, word->last_at, word->segments, number);
	word->text = 0;
}

/*
 * Numbers the words of a line from `from` to before `end`, of the latest segment and paragraph, and
 * notes where they are.  text: TEXT, LEDE.
 */
static void
number_words(
    struct np_topics *topics, struct np_look *line, size_t from, size_t end, unsigned char text)
{
	const uint32_t segment_begin = topics->segments.begins[0];
	struct np_vocabulary vocabulary = topics->vocabulary; /* a copy stays in registers */
	uint32_t at = topics->words_read;
	for (size_t w = from; w < end; w++, at++) {
		uint16_t own;
		bool is_new = np_vocabulary_number(&vocabulary, line->words[w], &own);
		struct word *word = &topics->words[own];
		line->words[w] = own;
		if (is_new) {
			*word = (struct word){ at, 1, 1, text };
			topics->weights[own] = 1;
			continue;
		}
		np_cohesion_again(&topics->tally, word->last_at, at);
		if (word->last_at < segment_begin)
			join_segment(topics, word, own);
		word->paragraphs = np_stretch_again(
		    &topics->paragraphs, PARAGRAPHS_BACK, word->last_at, word->paragraphs, own);
		word->text |= text;
		word->last_at = at;
	}
	topics->vocabulary = vocabulary;
	topics->words_read = at;
}

/* The words of a line; text: it is no heading, and so many of its words are among those that open the text. */
static void
number_line(struct np_topics *topics, struct np_look *line, bool text, size_t lede)
{
	const size_t opening = lede < line->word_count ? lede : line->word_count;
	number_words(topics, line, 0, opening, TEXT | LEDE);
	number_words(topics, line, opening, line->word_count, text ? TEXT : 0);
}

/* How many of the shares, in a hundred, a part of a whole reaches, and one for any part at all. */
static unsigned char
share_step(size_t part, size_t whole, const unsigned char *shares, size_t count)
{
	unsigned char step = 0;
	while (step < count && part * 100 >= shares[step] * whole)
		step++;
	return (unsigned char)(part > 0 ? step + 1 : 0);
}

/* What share of the words are found: from 0 to 5. */
static unsigned char
words_step(size_t part, size_t whole)
{
	static const unsigned char shares[] = { 10, 20, 35, 55 };
	return share_step(part, whole, shares, sizeof shares);
}

/* The same of the lede, from 0 to 7. */
static unsigned char
lede_step(size_t part, size_t whole)
{
	static const unsigned char shares[] = { 10, 20, 30, 45, 60, 80 };
	return share_step(part, whole, shares, sizeof shares);
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
	const uint32_t mark = new_mark(topics), segment_begin = topics->segments.begins[0];
	struct found found = { .all = 0 };
	for (size_t i = first; i < first + count; i++) {
		const struct np_look *line = &topics->lines[i];
		for (size_t w = 0; w < line->word_count; w++) {
			const struct word *word = &topics->words[line->words[w]];
			if (topics->seen[line->words[w]] == mark)
				continue;
			topics->seen[line->words[w]] = mark;
			found.all++;
			unsigned text = word->last_at >= segment_begin ? word->text : 0;
			found.below += (text & TEXT) != 0;
			found.above += (word->segments & 2) != 0;
			found.lede += (text & LEDE) != 0;
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
		topics->headings[i] = (struct heading){ words_step(found.below, found.all),
			words_step(found.above, found.all), lede_step(found.lede, found.all) };
	}
	found = find_words(topics, first, count);
	own->lede = lede_step(found.lede, found.all);
	for (size_t back = 1; back <= SEGMENTS_BACK && back < topics->segments.count; back++) {
		size_t above = (own - back)->first;
		found = find_words(topics, above, topics->lines[above].run_of);
		unsigned heads = words_step(found.below, found.all);
		own->heads = heads > own->heads ? heads : own->heads;
	}
}

/* What stands everywhere says little. */
static void
weigh_words(struct np_topics *topics)
{
	struct np_stretch *segment = topics->segments.list, *paragraph = topics->paragraphs.list;
	for (size_t word = 0; word < topics->vocabulary.count; word++) {
		float *weight = &topics->weights[word];
		if (*weight <= 1)
			continue;
		*weight = 2 / (*weight + 1);
		while (segment[1].words <= word)
			segment++;
		while (paragraph[1].words <= word)
			paragraph++;
		segment->lighter += 1 - (double)*weight;
		paragraph->lighter += 1 - (double)*weight;
	}
}

/* Finds the segments and paragraphs of a page and what words they share. */
static void
read_words(struct np_topics *topics, struct np_sheet *sheet)
{
	struct np_stretches *segments = &topics->segments, *paragraphs = &topics->paragraphs;
	struct np_segment *own = NULL;
	size_t lede = 0; /* words that are still to come of those that open the text */
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_look *line = &sheet->info[i];
		if (i == 0 || (line->candidate && line->run_at == 0)) {
			if (own != NULL)
				compare_headings(topics, own);
			own = &sheet->segments[segments->count];
			own->first = i;
			lede = OPENING;
			np_stretch_begin(segments, i, topics->vocabulary.count, topics->words_read);
		}
		if (!np_sheet_runs_on(sheet, i))
			np_stretch_begin(
			    paragraphs, i, topics->vocabulary.count, topics->words_read);
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
	np_stretch_end(segments, sheet->count, topics->vocabulary.count);
	np_stretch_end(paragraphs, sheet->count, topics->vocabulary.count);
	weigh_words(topics);
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
	struct np_stretches *segments = &topics->segments;
	for (size_t s = 0; s < segments->count; s++) {
		struct np_segment *own = &sheet->segments[s];
		struct np_stretch_shares shares = np_stretch_compare(segments, s, topics->weights);
		for (size_t back = 1; back <= SEGMENTS_BACK && back <= s; back++) {
			double alike = np_stretch_alike(segments, &shares, s, back);
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
	struct np_stretches *paragraphs = &topics->paragraphs;
	struct np_look *before = NULL;
	for (size_t p = 0; p < paragraphs->count; p++) {
		const struct np_stretch *own = &paragraphs->list[p];
		struct np_look *first = &sheet->info[own->line];
		struct np_stretch_shares shares =
		    np_stretch_compare(paragraphs, p, topics->weights);
		double above = 0, far = shares.sums[0]; /* of words that are only farther above */
		if (p > 0) {
			above = np_stretch_alike(paragraphs, &shares, p, 1);
			before->same_below = 1 + likeness_step(above);
		}
		if (p > 1) {
			double more = np_stretch_alike(paragraphs, &shares, p, 2);
			above = more > above ? more : above;
		}
		first->same_above = 1 + likeness_step(above);
		first->same_far = 1 + likeness_step(own->weight > 0 ? far / own->weight : 0);
		before = first;
	}
	if (before != NULL)
		before->same_below = 1 + likeness_step(0);
}

struct np_topics *
np_topic_compare(struct np_sheet *sheet, struct np_arena *arena)
{
	struct np_topics *topics = np_arena_take(arena, sizeof *topics);
	if (topics == NULL || !begin_page(topics, sheet, arena))
		return NULL;
	read_words(topics, sheet);
	compare_segments(topics, sheet);
	if (!rank_cuts(sheet, arena))
		return NULL;
	compare_paragraphs(topics, sheet);
	np_joint_find(&topics->vocabulary, sheet);
	np_cohesion_find(&topics->tally, sheet);
	np_drift_find(sheet);
	return topics;
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
				b_weight += (double)topics->weights[word];
			topics->seen[word] = in_b;
		}
	}
	for (size_t i = 0; i < a_count; i++) {
		const struct np_look *line = &topics->lines[a[i]];
		for (size_t w = 0; w < line->word_count; w++) {
			uint16_t word = line->words[w];
			double weight = (double)topics->weights[word];
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
np_topic_of(const struct np_topics *topics, const struct np_sheet *sheet, size_t i)
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
