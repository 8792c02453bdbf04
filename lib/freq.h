/* freq.h - how often things occur in texts: characters, pairs of Han characters, words */
#ifndef NP_FREQ_H
#define NP_FREQ_H

#include "bag.h"

enum np_freq_kind {
	NP_FREQ_CHAR,   /* code points, but white space, controls and bad bytes */
	NP_FREQ_BIGRAM, /* two Han characters that stand together, every such pair */
	NP_FREQ_WORD, /* runs of letters and digits, as np_count.runs has them, full-width ones too */
	NP_FREQ_KINDS
};

/* Longer words are counted by their first bytes, as many. */
enum { NP_FREQ_LONGEST = 240 };

/* The kind of that name ("char", "bigram", "word") into *kind; false if there is none. */
bool np_freq_find(const char *name, enum np_freq_kind *kind);

struct np_freq;

/* Opens a table, with memory and approximate as np_bag_open() has them.  NULL when memory is out. */
struct np_freq *np_freq_open(enum np_freq_kind kind, size_t memory, bool approximate);

/*
 * The next piece of a text, UTF-8, not cut inside a character; *bad, if not NULL, is raised by the
 * maximal subparts of bad bytes and *feeds by the line feeds.  As np_bag_add().
 */
enum np_code np_freq_add(
    struct np_freq *freq, const char *ptr, size_t len, uint64_t *bad, uint64_t *feeds);

/* The end of a text: nothing goes on into the next one.  As np_freq_add(). */
enum np_code np_freq_end(struct np_freq *freq);

/*
 * Sorts what is there, most first, equal ones by their bytes; answers the items, *count of
 * them.  They belong to the table, until more is added.  NULL when memory is out.
 */
const struct np_bag_item *np_freq_rank(struct np_freq *freq, size_t *count);

/* All that was counted, each time that it occurred. */
uint64_t np_freq_total(const struct np_freq *freq);

/* How often what is in no item may occur: 0 while counts are exact. */
uint64_t np_freq_error(const struct np_freq *freq);

/* NULL is allowed. */
void np_freq_close(struct np_freq *freq);

#endif
