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
	uint64_t feeds; /* line feeds alone: what messages number lines by */
	/*
	 * Runs: letters of the Latin script; letters of the scripts of NP_LETTER;
	 * decimal digits.  Marks, soft hyphens and joiners go on with a run, and
	 * so does one apostrophe or hyphen between letters, one point or comma
	 * between digits.
	 */
	uint64_t latin_words, other_words, numbers;
	/*
	 * For the rule "word": runs of letters and digits together, full-width ones left out,
	 * with single apostrophes, hyphens, points and commas inside as above (F-16 is one);
	 * the full-width ones; and the signs of NP_CJKPUNCT that stand inside a run (don’t).
	 */
	uint64_t runs, fullwidth, inside;
	/*
	 * For the rule "print": lines in print, of np_counter.columns places each.  A line that
	 * has nothing in it but white space takes none.
	 */
	uint64_t print_lines;
	uint64_t graphemes; /* where np_uni_cluster_begins() says that one begins */
};

/* What to count: bytes, chars, bad and lines always are. */
enum np_count_want {
	NP_COUNT_CLASSES = 1,
	NP_COUNT_WORDS = 2, /* runs of letters and of digits, and what the rule "word" needs */
	NP_COUNT_GRAPHEMES = 4,
	NP_COUNT_PRINT = 8,
	NP_COUNT_HAN =
	    16 /* of the classes Han alone, which is less work: NP_COUNT_CLASSES has it too */
};

/* Places of a line in print: unless told, those of manuscript paper, 20 by 20; and at most. */
enum { NP_COUNT_PRINT_COLUMNS = 20, NP_COUNT_PRINT_MOST = 100000 };

/* What a sign that may stand inside a run is; for np_count_run.pending. */
enum np_count_sign {
	NP_SIGN_NONE,
	NP_SIGN_WORD,  /* between letters and digits of any kind: apostrophe, hyphen */
	NP_SIGN_NUMBER /* between digits: point, comma */
};

static inline enum np_count_sign
np_count_sign(uint32_t cp)
{
	if (cp == '\'' || cp == '-' || cp == 0x2019 || cp == 0x2010 || cp == 0x2011)
		return NP_SIGN_WORD;
	return cp == '.' || cp == ',' || cp == 0xFF0E ? NP_SIGN_NUMBER : NP_SIGN_NONE;
}

/* Soft hyphen, zero width non-joiner and joiner: inside a word like nothing at all. */
static inline bool
np_count_unseen(uint32_t cp)
{
	return cp == 0xAD || cp == 0x200C || cp == 0x200D;
}

/* Where a run of letters or digits stands. */
struct np_count_run {
	int8_t class;   /* of the run that is open, or -1 */
	bool joined;    /* and a sign was the last that may stand inside it */
	int8_t any;     /* class of the last letter or digit of the run of both, or -1 */
	int8_t pending; /* what stands after it: enum np_count_sign */
	bool inside;    /* which is of NP_CJKPUNCT */
};

/* A text that is being counted, in one piece or many. */
struct np_counter {
	struct np_count *sum;
	unsigned want;
	unsigned columns; /* of a line in print, at least 1 */
	bool line_open;
	struct np_count_run run;
	struct np_uni_cluster cluster;
	uint64_t cells; /* of the line in print, two a place */
	bool inked;     /* it has more than white space */
};

/*
 * Begins a text; its counts are added to *sum, which is the caller's, as the
 * pieces come.  want is a sum of NP_COUNT_...
 *
 *	np_counter_begin(&counter, &sum, want);
 *	while (...) np_counter_add(&counter, ptr, len);
 *	np_counter_end(&counter);
 *
 * counter.columns may be set after the first call.
 */
void np_counter_begin(struct np_counter *counter, struct np_count *sum, unsigned want);

/* The next piece of the text: UTF-8, not cut inside a character. */
void np_counter_add(struct np_counter *counter, const char *ptr, size_t len);

/* The end of the text: counts what is open. */
void np_counter_end(struct np_counter *counter);

/* Adds every count of *more to *sum. */
void np_count_add(struct np_count *sum, const struct np_count *more);

/*
 * Which of its numbers a count has to keep, feeds left out, where no more than that is wanted: the others
 * are 0.  Many counts take less room so, packed: count numbers each.
 */
enum { NP_COUNT_NUMBERS = sizeof(struct np_count) / sizeof(uint64_t) };
struct np_count_places {
	unsigned char at[NP_COUNT_NUMBERS];
	size_t count;
};
struct np_count_places np_count_places(unsigned want);

/* Adds a count to a packed one; makes a count of a packed one. */
void np_count_pack(
    uint64_t *packed, const struct np_count_places *places, const struct np_count *more);
void np_count_unpack(
    struct np_count *count, const struct np_count_places *places, const uint64_t *packed);

#endif
