/* topic.c - what words the parts of a page share */
#include "topic.h"

#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "pair.h"
#include "uni.h"
#include "utf8.h"

enum {
	WORDS = 1 << 16,
	SEGMENTS_BACK = 4, /* a segment is compared with so many before it */
	PARAGRAPHS_BACK = 2,
	SETS_MAX = 1 << SEGMENTS_BACK /* of those, in which a word may be */
};

/* The words of a line, in order, one as often as it stands there. */
struct line_words {
	const uint16_t *words; /* numbers of this page */
	size_t count;
};

/* In which parts of a page a word was found last; parts are counted from 1. */
struct trace {
	uint32_t last;
	uint32_t sets; /* bit k: also k parts before that one */
};

struct word {
	struct trace segments, paragraphs;
	float weight; /* 1 for rare ones, less for others; the number of segments at first */
};

struct np_topics {
	/*
	 * The words of a page are numbered as they come: mark << 16 | number, for those that have
	 * the page's mark.  So the table needs no clearing.
	 */
	uint32_t numbers[WORDS];
	uint32_t page_mark; /* 1 to 65535 */
	size_t word_count;
	struct word words[WORDS];
	/* A set of words is a number, its mark: a word is in the set that it was marked for last. */
	uint32_t mark;
	uint32_t seen[WORDS], below[WORDS], above[WORDS];
	struct line_words *lines;
	size_t segment; /* the one that below and above were made for, + 1 */
	unsigned segment_heads, segment_lede;
	uint32_t segment_mark;
	uint32_t
	    lede_mark; /* in below[] of the first of the words there, in place of segment_mark */
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

/* Marks are never used twice on a page: start anew before they could run out on it. */
static void
begin_page(struct np_topics *topics, size_t lines)
{
	if (topics->page_mark == UINT16_MAX || topics->mark > UINT32_MAX / 2 ||
	    lines > UINT32_MAX / 16)
		memset(topics, 0, sizeof *topics);
	topics->page_mark++;
	topics->word_count = 0;
	topics->segment = 0;
}

static uint16_t
word_number(uint32_t a, uint32_t b)
{
	uint32_t x = a * UINT32_C(0x9E3779B1) ^ b * UINT32_C(0x85EBCA77);
	return (uint16_t)(x ^ x >> 15);
}

/* Whether the page has that word. */
static bool
is_on_page(const struct np_topics *topics, uint16_t word)
{
	return topics->numbers[word] >> 16 == topics->page_mark;
}

/* The word's number on this page, a new one if it has none. */
static inline uint16_t
number_on_page(struct np_topics *topics, uint16_t word)
{
	if (!is_on_page(topics, word)) {
		topics->numbers[word] = topics->page_mark << 16 | (uint32_t)topics->word_count;
		topics->words[topics->word_count++] = (struct word){ .weight = 0 };
	}
	return (uint16_t)topics->numbers[word];
}

/* The i-th of the characters, which begin at ptr, if it is Han, else 0. */
static inline uint32_t
han_at(const char *ptr, const struct np_chars *chars, size_t i)
{
	uint32_t cp = chars->cp[i];
	/* All but everything. */
	if (cp - 0x4E00 < 0xA000 - 0x4E00)
		return cp;
	if (cp < 0x3400 || cp == NP_CHARS_BAD)
		return 0;
	if (cp == NP_CHARS_FAR)
		np_utf8_next(ptr + chars->at[i], 4, &cp);
	return np_uni_class(cp) == NP_HAN ? cp : 0;
}

static bool
read_words(struct np_topics *topics, const struct np_sheet *sheet, struct np_arena *arena)
{
	struct np_chars chars;
	topics->lines = np_arena_array(arena, sheet->count, sizeof *topics->lines);
	for (size_t l = 0; topics->lines != NULL && l < sheet->count; l++) {
		struct np_span text = sheet->page->lines[l].text;
		uint16_t *words = np_arena_take(arena, (text.len / 3 + 1) * sizeof *words);
		uint32_t before = 0;
		size_t count = 0;
		if (words == NULL)
			return false;
		for (size_t pos = 0, step; pos < text.len; pos += step) {
			step = np_chars_take(&chars, text.ptr + pos, text.len - pos);
			for (size_t i = 0; i < chars.count; i++) {
				uint32_t cp = han_at(text.ptr + pos, &chars, i);
				if (cp != 0 && before != 0)
					words[count++] =
					    number_on_page(topics, word_number(before, cp));
				before = cp;
			}
		}
		topics->lines[l] = (struct line_words){ words, count };
	}
	return topics->lines != NULL;
}

/*
 * Puts the words of lines first to last into the set of mark in seen[].  Answers how many were
 * new to it; these into out, which may be NULL.
 */
static size_t
collect(const struct np_topics *topics, size_t first, size_t last, uint32_t *seen, uint32_t mark,
    uint16_t *out)
{
	size_t n = 0;
	for (size_t i = first; i <= last; i++) {
		const struct line_words *line = &topics->lines[i];
		for (size_t w = 0; w < line->count; w++) {
			uint16_t word = line->words[w];
			if (seen[word] == mark)
				continue;
			seen[word] = mark;
			if (out != NULL)
				out[n] = word;
			n++;
		}
	}
	return n;
}

/* Sets the words of a segment, and counts for each in how many it stands. */
static bool
fill_segment(struct np_topics *topics, struct np_segment *segment, struct np_arena *arena)
{
	size_t most = 0;
	for (size_t i = segment->first; i <= segment->last; i++)
		most += topics->lines[i].count;
	if (most > WORDS)
		most = WORDS;
	segment->words = np_arena_take(arena, (most + 1) * sizeof *segment->words);
	if (segment->words == NULL)
		return false;
	segment->count = collect(
	    topics, segment->first, segment->last, topics->seen, new_mark(topics), segment->words);
	for (size_t w = 0; w < segment->count; w++)
		topics->words[segment->words[w]].weight++;
	return true;
}

/* What stands everywhere says little. */
static void
weigh_words(struct np_topics *topics)
{
	for (size_t w = 0; w < topics->word_count; w++) {
		float *weight = &topics->words[w].weight;
		if (*weight >= 2)
			*weight = 2 / (*weight + 1);
	}
}

/*
 * The words of a part of the page by the parts before it that they stand in too: sums[sets] is what
 * those weigh that are in just these, bit k - 1 for the part k before.  Weights are floats and sums
 * doubles with bits to spare: they come to the same in any order.
 */
struct shares {
	double sums[SETS_MAX];
};

/* Adds a word to the shares of part number `part`; once only. */
static inline void
add_word(struct shares *shares, struct trace *trace, uint32_t part, uint32_t mask, float weight)
{
	uint32_t back = part - trace->last, sets = 0;
	if (back == 0)
		return;
	if (trace->last != 0 && back <= SEGMENTS_BACK)
		sets = trace->sets << back & mask << 1;
	trace->last = part;
	trace->sets = sets | 1;
	shares->sums[sets >> 1] += (double)weight;
}

/* What all words of the part weigh. */
static double
whole_weight(const struct shares *shares)
{
	double sum = 0;
	for (size_t sets = 0; sets < SETS_MAX; sets++)
		sum += shares->sums[sets];
	return sum;
}

/*
 * What share of the words of the poorer of the two, the rare ones counted more, both have: of a
 * part with these shares and this weight, and the part that is `back` before it and weighs other.
 */
static double
likeness(const struct shares *shares, double weight, size_t back, double other)
{
	double common = 0, least = weight < other ? weight : other;
	for (size_t sets = 0; sets < SETS_MAX; sets++) {
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

static bool
compare_segments(struct np_topics *topics, struct np_sheet *sheet, struct np_arena *arena)
{
	size_t runs = 0, n = 0;
	for (size_t i = 0; i < sheet->count; i++)
		runs += sheet->info[i].candidate && sheet->info[i].run_at == 0;
	sheet->segments = np_arena_array(arena, runs + 1, sizeof *sheet->segments);
	if (sheet->segments == NULL)
		return false;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct np_look *info = &sheet->info[i];
		if (i == 0 || (info->candidate && info->run_at == 0))
			sheet->segments[n++].first = i;
		sheet->segments[n - 1].last = i;
		sheet->info[i].segment = n - 1;
	}
	sheet->segment_count = n;
	for (size_t s = 0; s < n; s++) {
		if (!fill_segment(topics, &sheet->segments[s], arena))
			return false;
	}
	weigh_words(topics);
	for (size_t s = 0; s < n; s++) {
		struct np_segment *own = &sheet->segments[s];
		struct shares shares = { .sums = { 0 } };
		for (size_t w = 0; w < own->count; w++) {
			struct word *word = &topics->words[own->words[w]];
			add_word(
			    &shares, &word->segments, (uint32_t)s + 1, SETS_MAX - 1, word->weight);
		}
		own->weight = whole_weight(&shares);
		for (size_t back = 1; back <= SEGMENTS_BACK && back <= s; back++) {
			double alike = likeness(&shares, own->weight, back, (own - back)->weight);
			if (back == 1)
				own->cut = alike;
			else
				own->far = alike > own->far ? alike : own->far;
		}
	}
	return rank_cuts(sheet, arena);
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
	const uint32_t mask = (1u << PARAGRAPHS_BACK) - 1;
	double weights[PARAGRAPHS_BACK + 1] = { 0 }; /* of this paragraph and of those before it */
	struct np_look *before = NULL;
	uint32_t part = 0;
	for (size_t i = 0, end; i < sheet->count; i = end) {
		struct np_look *first = &sheet->info[i];
		struct shares shares = { .sums = { 0 } };
		double far = 0; /* what the words weigh that stand only farther above */
		part++;
		end = i;
		do {
			const struct line_words *line = &topics->lines[end++];
			for (size_t w = 0; w < line->count; w++) {
				struct word *word = &topics->words[line->words[w]];
				uint32_t last = word->paragraphs.last;
				if (last != 0 && part - last > PARAGRAPHS_BACK)
					far += (double)word->weight;
				add_word(&shares, &word->paragraphs, part, mask, word->weight);
			}
		} while (end < sheet->count && np_sheet_runs_on(sheet, end));
		weights[2] = weights[1];
		weights[1] = weights[0];
		weights[0] = whole_weight(&shares);
		double above = 0;
		if (before != NULL) {
			above = likeness(&shares, weights[0], 1, weights[1]);
			before->same_below = 1 + likeness_step(above);
		}
		if (part > 2) {
			double more = likeness(&shares, weights[0], 2, weights[2]);
			above = more > above ? more : above;
		}
		first->same_above = 1 + likeness_step(above);
		first->same_far = 1 + likeness_step(weights[0] > 0 ? far / weights[0] : 0);
		before = first;
	}
	if (before != NULL)
		before->same_below = 1 + likeness_step(0);
}

/* How firmly two characters stand together: in words in general, and on this page. */
static unsigned
joint_of(const struct np_topics *topics, uint32_t left, uint32_t right)
{
	bool here = is_on_page(topics, word_number(left, right));
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
		    own[-1].whole < 0 && !np_look_final(own[-1].end))
			open[opened++ % OPEN] = own - 1;
	}
}

enum np_code
np_topic_compare(
    struct np_topics *topics, struct np_sheet *sheet, struct np_arena *arena, struct np_error *err)
{
	begin_page(topics, sheet->count);
	if (!read_words(topics, sheet, arena) || !compare_segments(topics, sheet, arena))
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	compare_paragraphs(topics, sheet);
	find_joints(topics, sheet);
	return NP_OK;
}

double
np_topic_alike(
    struct np_topics *topics, const size_t *a, size_t a_count, const size_t *b, size_t b_count)
{
	uint32_t in_b = new_mark(topics), in_a = new_mark(topics);
	double a_weight = 0, b_weight = 0, common = 0;
	for (size_t i = 0; i < b_count; i++) {
		const struct line_words *line = &topics->lines[b[i]];
		for (size_t w = 0; w < line->count; w++) {
			uint16_t word = line->words[w];
			if (topics->seen[word] != in_b)
				b_weight += (double)topics->words[word].weight;
			topics->seen[word] = in_b;
		}
	}
	for (size_t i = 0; i < a_count; i++) {
		const struct line_words *line = &topics->lines[a[i]];
		for (size_t w = 0; w < line->count; w++) {
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
share_step(size_t part, size_t whole)
{
	static const unsigned steps[] = { 10, 20, 35, 55 }; /* in a hundred */
	unsigned step = part > 0;
	while (part > 0 && step <= sizeof steps / sizeof *steps &&
	       part * 100 >= steps[step - 1] * whole)
		step++;
	return step;
}

static bool
is_below(const struct np_topics *topics, uint16_t word)
{
	return topics->below[word] == topics->segment_mark ||
	       topics->below[word] == topics->lede_mark;
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

/* Marks the first words of lines from to last. */
static void
mark_lede(struct np_topics *topics, size_t from, size_t last)
{
	enum { LEDE = 70 };
	topics->lede_mark = new_mark(topics);
	for (size_t i = from, n = 0; i <= last && n < LEDE; i++) {
		const struct line_words *line = &topics->lines[i];
		for (size_t w = 0; w < line->count && n < LEDE; w++, n++)
			topics->below[line->words[w]] = topics->lede_mark;
	}
}

/* How many different words a segment's headings have, and how many of these stand below a segment. */
struct found {
	size_t all, below, lede;
};

static struct found
find_heads(struct np_topics *topics, const struct np_sheet *sheet, const struct np_segment *segment)
{
	uint32_t mark = new_mark(topics);
	size_t end = segment->first + sheet->info[segment->first].run_of;
	struct found found = { .all = 0 };
	for (size_t i = segment->first; i < end; i++) {
		const struct line_words *line = &topics->lines[i];
		for (size_t w = 0; w < line->count; w++) {
			uint16_t word = line->words[w];
			if (topics->seen[word] == mark)
				continue;
			topics->seen[word] = mark;
			found.all++;
			found.below += is_below(topics, word);
			found.lede += topics->below[word] == topics->lede_mark;
		}
	}
	return found;
}

/* Makes the sets of words under a segment's headings and in the segment before it. */
static void
open_segment(struct np_topics *topics, const struct np_sheet *sheet, size_t segment)
{
	const struct np_segment *own = &sheet->segments[segment];
	size_t from = own->first + sheet->info[own->first].run_of;
	if (topics->segment == segment + 1)
		return;
	topics->segment = segment + 1;
	topics->segment_mark = new_mark(topics);
	if (from <= own->last)
		collect(topics, from, own->last, topics->below, topics->segment_mark, NULL);
	mark_lede(topics, from, own->last);
	for (size_t w = 0; segment > 0 && w < own[-1].count; w++)
		topics->above[own[-1].words[w]] = topics->segment_mark;
	struct found found = find_heads(topics, sheet, own);
	topics->segment_lede = lede_step(found.lede, found.all);
	topics->segment_heads = 0;
	for (size_t back = 1; back <= 4 && back <= segment; back++) {
		found = find_heads(topics, sheet, own - back);
		unsigned heads = share_step(found.below, found.all);
		topics->segment_heads =
		    heads > topics->segment_heads ? heads : topics->segment_heads;
	}
}

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
	enum { LONGEST = 60 }; /* words of a heading */
	struct np_topic topic = { .below = 0 };
	const struct np_segment *own = &sheet->segments[sheet->info[i].segment];
	uint16_t words[LONGEST];
	if (topics->lines[i].count == 0 || topics->lines[i].count > LONGEST)
		return topic;
	size_t below = 0, above = 0, lede = 0;
	size_t n = collect(topics, i, i, topics->seen, new_mark(topics), words);
	open_segment(topics, sheet, sheet->info[i].segment);
	for (size_t w = 0; w < n; w++) {
		below += is_below(topics, words[w]);
		lede += topics->below[words[w]] == topics->lede_mark;
		above += topics->above[words[w]] == topics->segment_mark;
	}
	topic.below = share_step(below, n);
	topic.above = share_step(above, n);
	topic.lede = lede_step(lede, n);
	topic.run_lede = topics->segment_lede;
	topic.heads = topics->segment_heads;
	topic.cut = cut_step(own->cut);
	topic.far = cut_step(own->far);
	topic.next = own + 1 < sheet->segments + sheet->segment_count ? cut_step(own[1].cut) : 0;
	topic.rank = own->rank;
	return topic;
}
