/* topic.c - what words the parts of a page share */
#include "topic.h"

#include <stdlib.h>

#include "cohesion.h"
#include "drift.h"
#include "joint.h"
#include "stretch.h"
#include "thread.h"
#include "vocabulary.h"

enum {
	SEGMENTS_BACK = NP_STRETCH_BACK, /* a segment is compared with so many before it */
	PARAGRAPHS_BACK = 2,
	OPENING = 70, /* words that a story's text begins with */
	LONGEST = 60  /* words of a heading */
};

/* A word of the page: small, so that all of them stay in the cache. */
struct word {
	uint32_t
	    last; /* the place where it stood last; np_topic_alike(): the set that it was in last */
	uint32_t segments; /* it is in */
};

/* The same, where headings ask for it. */
struct stand {
	uint32_t lede;  /* it opens a text: the place where the last of these begins */
	uint32_t above; /* in a run of headings: where it stood last before the segment of that */
};

/* What share of a heading's words is elsewhere, in the steps of struct np_topic. */
struct heading {
	unsigned char below, above, lede;
};

struct np_topics {
	struct np_vocabulary vocabulary;
	struct np_thread thread;
	struct word *words; /* by number */
	struct stand *stands;
	float *weights; /* of them: 1 for rare ones, less for others */
	uint32_t mark;  /* the latest set of words of np_topic_alike(): higher than any place */
	struct np_look *lines; /* whose words have the page's numbers */
	struct np_stretches segments, paragraphs;
	struct heading *headings; /* for each line */
};

/* Room for a page with so many words, each of them counted. */
static bool
open_words(struct np_topics *topics, size_t words, struct np_arena *arena)
{
	size_t most = words < NP_VOCABULARY_MOST ? words : NP_VOCABULARY_MOST;
	topics->words = np_arena_take(arena, most * sizeof *topics->words);
	topics->stands = np_arena_take(arena, most * sizeof *topics->stands);
	topics->weights = np_arena_take(arena, most * sizeof *topics->weights);
	return topics->words != NULL && topics->stands != NULL && topics->weights != NULL &&
	       np_vocabulary_open(&topics->vocabulary, words, arena) &&
	       np_thread_open(&topics->thread, words, arena);
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
	       open_words(topics, words, arena) &&
	       np_stretch_open(&topics->segments, runs + 1, arena) &&
	       np_stretch_open(&topics->paragraphs, sheet->count, arena);
}

/* ---- the words of a page ---- */

/* Numbers the words of a line, which are the next ones of the thread. */
static void
number_words(struct np_topics *topics, struct np_look *line)
{
	const size_t known = topics->vocabulary.count;
	uint16_t *numbers = topics->thread.words + topics->thread.end;
	np_vocabulary_number(&topics->vocabulary, line->words, line->word_count, numbers);
	for (size_t word = known; word < topics->vocabulary.count; word++) {
		topics->words[word] = (struct word){ 0, 0 };
		topics->stands[word] = (struct stand){ 0, 0 };
	}
	line->words = numbers;
}

/* Adds the words of a line to the thread; its segment begins at that place. */
static void
thread_words(struct np_topics *topics, const struct np_look *line, uint32_t segment_begin)
{
	struct np_thread thread = topics->thread;
	struct word *words = topics->words;
	const uint32_t end = thread.end + (uint32_t)line->word_count;
	while (thread.end < end) {
		struct word *word = &words[thread.words[thread.end]];
		const uint32_t before = word->last;
		word->last = thread.end;
		word->segments += before < segment_begin;
		np_thread_add(&thread, before);
	}
	topics->thread = thread;
}

/* Notes of the words of a heading, just numbered, where they stood before its segment. */
static void
note_heading(struct np_topics *topics, uint32_t place, uint32_t segment_begin)
{
	const struct np_thread *thread = &topics->thread;
	for (; place < thread->end; place++) {
		if (thread->before[place] < segment_begin)
			topics->stands[thread->words[place]].above = thread->before[place];
	}
}

/* Notes of `count` words from that place on that they open the text that begins at `text_begin`. */
static void
note_lede(struct np_topics *topics, uint32_t place, size_t count, uint32_t text_begin)
{
	for (size_t k = 0; k < count; k++)
		topics->stands[topics->thread.words[place + k]].lede = text_begin;
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

/* Some words of a page: from a place to before another. */
struct extent {
	uint32_t begin, end;
};

static struct extent
extent_of(const struct np_topics *topics, size_t first, size_t count)
{
	const struct np_look *line = &topics->lines[first];
	struct extent extent = { .begin = (uint32_t)(line->words - topics->thread.words) };
	extent.end = extent.begin;
	for (size_t i = 0; i < count; i++)
		extent.end += (uint32_t)line[i].word_count;
	return extent;
}

/* What the headings of the latest segment are compared with. */
struct around {
	uint32_t
	    above; /* the place where the segment above begins; that of no word if there is none */
	uint32_t text; /* where the text below begins */
};

/* Looks for the words of some of these headings: in the text below, where that opens, in the segment above. */
static struct found
find_words(const struct np_topics *topics, struct around around, struct extent own)
{
	const struct np_thread *thread = &topics->thread;
	struct found found = { .all = 0 };
	for (uint32_t place = own.begin; place < own.end; place++) {
		const size_t word = thread->words[place];
		if (thread->before[place] >= own.begin)
			continue;
		found.all++;
		found.below += topics->words[word].last >= around.text;
		found.above += topics->stands[word].above >= around.above;
		found.lede += topics->stands[word].lede == around.text;
	}
	return found;
}

/* The same for a run of headings farther above: in the text below alone. */
static struct found
find_below(const struct np_topics *topics, uint32_t text, struct extent own)
{
	const struct np_thread *thread = &topics->thread;
	const struct word *words = topics->words;
	struct found found = { .all = 0 };
	for (uint32_t place = own.begin; place < own.end; place++) {
		const size_t first = thread->before[place] < own.begin;
		found.all += first;
		found.below += first & (words[thread->words[place]].last >= text);
	}
	return found;
}

/* Compares the headings of the latest segment with what is around them, when it was read. */
static void
compare_headings(struct np_topics *topics, struct np_segment *own, uint32_t text)
{
	const struct np_stretch *end = &topics->segments.list[topics->segments.count];
	const size_t first = own->first, count = topics->lines[first].run_of;
	struct around around = { topics->segments.count > 1 ? end[-2].begin : UINT32_MAX, text };
	struct found found;
	if (count == 0)
		return;
	for (size_t i = first; i < first + count; i++) {
		if (topics->lines[i].word_count > LONGEST)
			continue;
		found = find_words(topics, around, extent_of(topics, i, 1));
		topics->headings[i] = (struct heading){ words_step(found.below, found.all),
			words_step(found.above, found.all), lede_step(found.lede, found.all) };
	}
	found = find_words(topics, around, extent_of(topics, first, count));
	own->lede = lede_step(found.lede, found.all);
	for (size_t back = 1; back <= SEGMENTS_BACK && back < topics->segments.count; back++) {
		size_t above = (own - back)->first;
		found =
		    find_below(topics, text, extent_of(topics, above, topics->lines[above].run_of));
		unsigned heads = words_step(found.below, found.all);
		own->heads = heads > own->heads ? heads : own->heads;
	}
}

/* What stands everywhere says little. */
static void
weigh_words(struct np_topics *topics)
{
	for (size_t word = 0; word < topics->vocabulary.count; word++)
		topics->weights[word] = 2 / ((float)(int32_t)topics->words[word].segments + 1);
}

/* A segment as it is read. */
struct reading {
	struct np_segment *own;
	uint32_t begin, text_begin; /* the places where it begins, and its text */
	size_t lede;                /* words that are still to come of those that open the text */
};

/* Reads the words of line i. */
static void
read_line(struct np_topics *topics, struct reading *reading, size_t i)
{
	struct np_look *line = &topics->lines[i];
	const uint32_t place = topics->thread.end;
	number_words(topics, line);
	thread_words(topics, line, reading->begin);
	if (i < reading->own->first + topics->lines[reading->own->first].run_of) {
		note_heading(topics, place, reading->begin);
		reading->text_begin = topics->thread.end;
		return;
	}
	size_t opening = reading->lede < line->word_count ? reading->lede : line->word_count;
	note_lede(topics, place, opening, reading->text_begin);
	reading->lede -= opening;
}

/* Finds the segments and paragraphs of a page and what words they share. */
static void
read_words(struct np_topics *topics, struct np_sheet *sheet)
{
	struct np_stretches *segments = &topics->segments, *paragraphs = &topics->paragraphs;
	const struct np_thread *thread = &topics->thread;
	struct reading reading = { .own = NULL };
	for (size_t i = 0; i < sheet->count; i++) {
		struct np_look *line = &sheet->info[i];
		if (i == 0 || (line->candidate && line->run_at == 0)) {
			if (reading.own != NULL)
				compare_headings(topics, reading.own, reading.text_begin);
			reading = (struct reading){ &sheet->segments[segments->count], thread->end,
				thread->end, OPENING };
			reading.own->first = i;
			np_stretch_begin(segments, i, thread->end);
		}
		if (!np_sheet_runs_on(sheet, i))
			np_stretch_begin(paragraphs, i, thread->end);
		reading.own->last = i;
		line->segment = segments->count - 1;
		read_line(topics, &reading, i);
	}
	if (reading.own != NULL)
		compare_headings(topics, reading.own, reading.text_begin);
	sheet->segment_count = segments->count;
	np_stretch_end(segments, sheet->count, thread->end);
	np_stretch_end(paragraphs, sheet->count, thread->end);
	topics->mark = thread->end;
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
		struct np_stretch_shares shares = np_stretch_compare(
		    segments, s, SEGMENTS_BACK, &topics->thread, topics->weights);
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
		struct np_stretch_shares shares = np_stretch_compare(
		    paragraphs, p, PARAGRAPHS_BACK, &topics->thread, topics->weights);
		double above = 0;
		if (p > 0) {
			above = np_stretch_alike(paragraphs, &shares, p, 1);
			before->same_below = 1 + likeness_step(above);
		}
		if (p > 1) {
			double more = np_stretch_alike(paragraphs, &shares, p, 2);
			above = more > above ? more : above;
		}
		first->same_above = 1 + likeness_step(above);
		first->same_far = 1 + likeness_step(own->weight > 0 ? shares.far / own->weight : 0);
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
	if (!np_cohesion_find(&topics->thread, sheet, arena))
		return NULL;
	np_drift_find(sheet);
	return topics;
}

double
np_topic_alike(
    struct np_topics *topics, const size_t *a, size_t a_count, const size_t *b, size_t b_count)
{
	const uint32_t in_b = topics->mark++, in_a = topics->mark++; /* a word has one of these */
	double a_weight = 0, b_weight = 0, common = 0;
	for (size_t i = 0; i < b_count; i++) {
		const struct np_look *line = &topics->lines[b[i]];
		for (size_t w = 0; w < line->word_count; w++) {
			uint16_t word = line->words[w];
			if (topics->words[word].last != in_b)
				b_weight += (double)topics->weights[word];
			topics->words[word].last = in_b;
		}
	}
	for (size_t i = 0; i < a_count; i++) {
		const struct np_look *line = &topics->lines[a[i]];
		for (size_t w = 0; w < line->word_count; w++) {
			uint16_t word = line->words[w];
			double weight = (double)topics->weights[word];
			if (topics->words[word].last == in_a)
				continue;
			a_weight += weight;
			if (topics->words[word].last == in_b)
				common += weight;
			topics->words[word].last = in_a;
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
