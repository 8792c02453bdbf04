/* score_row.h - what was scored, as rows of tables */
#ifndef NP_SCORE_ROW_H
#define NP_SCORE_ROW_H

#include "block.h"
#include "score.h"

/*
 * In all of them page, unless it is NULL, is the name of the page that the rows are of, unescaped: their
 * first column.
 */

/* The columns of np_score_put_figures(), behind the page, with the line feed. */
#define NP_SCORE_FIGURES "measure\tvalue\tprecision\trecall\tright\tfound\tgold\n"

/* A row a measure. */
void np_score_put_figures(
    struct np_out *out, const struct np_span *page, const struct np_score *score);

#define NP_SCORE_CONFUSION "gold\tpred\tlines\n"

/* A row for each pair of roles that a line has in the two streams. */
void np_score_put_confusion(
    struct np_out *out, const struct np_span *page, const struct np_score *score);

#define NP_SCORE_LINE                                                                              \
	"line\tdiffers\tgold_article\tgold_role\tpred_article\tpred_role\t"                        \
	"gold_marks\tpred_marks\ttext\n"

/* A line that differs, by what np_score_differences() says of it. */
void np_score_put_line(struct np_out *out, const struct np_span *page,
    const struct np_score_line *gold, const struct np_score_line *pred, unsigned differ);

#endif
