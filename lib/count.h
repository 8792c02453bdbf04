/* count.h - counts of a text: characters by class, words, lines, graphemes */
#ifndef NP_COUNT_H
#define NP_COUNT_H

#include "uni.h"

/*
 * The counts of a text.  chars is the sum of classes and bad: every code point
 * is in one class, and each maximal subpart of bad bytes counts as one.
 */
struct np_count {
	uint64_t bytes;
	uint64_t chars;
	uint64_t bad;
	uint64_t classes[NP_CLASSES];
	/*
	 * Lines end with a line feed or a form feed; a last line without one
	 * counts, and a form feed with nothing before it on its line does not
	 * make one.
	 */
	uint64_t lines;
	/*
	 * Runs: letters of the Latin script; letters of the scripts of NP_LETTER;
	 * decimal digits.  Marks, soft hyphens and joiners go on with a run, and
	 * so does one apostrophe or hyphen between letters, one point or comma
	 * between digits.
	 */
	uint64_t latin_words, other_words, numbers;
	uint64_t graphemes; /* as np_uni_graphemes() counts them */
};

/* What to count: bytes, chars and bad always are. */
enum np_count_want {
	NP_COUNT_CLASSES = 1,
	NP_COUNT_LINES = 2,
	NP_COUNT_WORDS = 4, /* with numbers */
	NP_COUNT_GRAPHEMES = 8
};

/* A text that is being counted, in one piece or many. */
struct np_counter {
	struct np_count *sum;
	unsigned want;
	bool line_open;
	int run; /* the class of the run that is open, or -1 */
	bool joined;
	struct np_uni_cluster cluster;
};

/*
 * Begins a text; its counts are added to *sum, which is the caller's, as the
 * pieces come.  want is a sum of NP_COUNT_...
 *
 *	np_counter_begin(&counter, &sum, want);
 *	while (...) np_counter_add(&counter, ptr, len);
 *	np_counter_end(&counter);
 */
void np_counter_begin(struct np_counter *counter, struct np_count *sum, unsigned want);

/* The next piece of the text: UTF-8, not cut inside a character. */
void np_counter_add(struct np_counter *counter, const char *ptr, size_t len);

/* The end of the text: counts what is open. */
void np_counter_end(struct np_counter *counter);

/* Adds every count of *more to *sum. */
void np_count_add(struct np_count *sum, const struct np_count *more);

/* ---- counts by name ---- */

enum { NP_COUNT_COLUMNS = 21 };

/* A count that can be asked for. */
struct np_count_column {
	const char *name;
	const char *help; /* one line, without a full stop */
	unsigned want;    /* what must be counted for it */
};

/* All of them, in the order in which "all" gives them. */
extern const struct np_count_column np_count_columns[NP_COUNT_COLUMNS];

/* The number of the column of that name, or -1. */
int np_count_column_find(struct np_span name);

/* The value of a column, by its number. */
uint64_t np_count_value(const struct np_count *count, int column);

#endif
