/* score.h - how well the blocks that were found are those that should be, line by line */
#ifndef NP_SCORE_H
#define NP_SCORE_H

#include "score_line.h"

/* ---- scores ---- */

/* How many were found and right, found, and there to be found. */
struct np_score_count {
	uint64_t right, found, gold;
};

/* What was seen of some pages; all zero for none.  It holds no memory. */
struct np_score {
	uint64_t pages;
	struct np_score_count boundary; /* lines at which an article begins */
	struct np_score_count articles; /* with exactly their lines */
	struct np_score_count joining;  /* lines that continue */
	struct np_score_count marks[NP_ROLES];
	uint64_t lines[NP_ROLES][NP_ROLES]; /* by their role in gold, then in pred */
	double pk, windowdiff;              /* sums over the pages */
};

/*
 * Adds a page to the score: count lines in the order of the page, gold[i] and pred[i] the same one.
 * What is taken from the arena is no more needed when it returns.  NP_OK, or NP_ERR_MEMORY with
 * the score as it was.
 */
enum np_code np_score_add(struct np_score *score, const struct np_score_line *gold,
    const struct np_score_line *pred, size_t count, struct np_arena *scratch, struct np_error *err);

/* ---- figures, from 0 to 1 ---- */

/*
 * Of what was found, how much is right; of what was to be found, how much was; and the harmonic
 * mean of both.  Where nothing was found precision is 0, where nothing was to be found recall is 1;
 * where neither, both are 1.
 */
double np_score_precision(struct np_score_count count);
double np_score_recall(struct np_score_count count);
double np_score_f1(struct np_score_count count);

/* The lines of one role; the lines of all, whose precision is the accuracy of roles. */
struct np_score_count np_score_role(const struct np_score *score, enum np_role role);
struct np_score_count np_score_roles(const struct np_score *score);

/* The mean F1 of the roles that have at least so many (1 or more) lines in gold; 0 if none has. */
double np_score_macro(const struct np_score *score, uint64_t least);

/*
 * The means over all pages of two measures of cutting, the less the better: how often two lines at
 * a distance of half an article are parted in one and together in the other (Beeferman and others
 * 1999), or have not the same number of cuts between them (Pevzner and Hearst 2002).  Over the
 * lines that are in an article in gold; one that is in none in pred is cut off on both sides.
 */
double np_score_pk(const struct np_score *score);
double np_score_windowdiff(const struct np_score *score);

/* ---- differences ---- */

/* In what a line differs. */
enum { NP_SCORE_ARTICLE = 1, NP_SCORE_ROLE = 2, NP_SCORE_JOINING = 4, NP_SCORE_MARKS = 8 };

/*
 * In what each of the lines differs, a sum of the above, in the arena; NULL when memory is out.
 * Articles are not compared by their numbers: each of gold has at most one of pred for its own,
 * those that share the most lines first.
 */
unsigned char *np_score_differences(const struct np_score_line *gold,
    const struct np_score_line *pred, size_t count, struct np_arena *arena);

#endif
