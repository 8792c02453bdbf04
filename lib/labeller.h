/* labeller.h - lines to roles, article boundaries and mended paragraphs: a model and rules at work */
#ifndef NP_LABELLER_H
#define NP_LABELLER_H

#include "label.h"
#include "model.h"

/*
 * Reads a model from a file; "default" or NULL is the one that is built in.  It is the caller's,
 * for np_model_free().
 */
enum np_code np_labeller_model(struct np_model **model, const char *path, struct np_error *err);

/* A model and rules, ready to label pages. */
struct np_labeller;

/*
 * Makes a labeller from a model file and a file of rules to add; NULL for what
 * is built in.  *what tells, on an error, which of the two it was about.
 */
enum np_code np_labeller_open(struct np_labeller **labeller, const char *model, const char *rules,
    const char **what, struct np_error *err);

void np_labeller_close(struct np_labeller *labeller);

/* From now on blocks say how sure the labeller is of them. */
void np_labeller_doubt(struct np_labeller *labeller);

/*
 * From now on it keeps what it saw of lines, for who labels a page several times with some of its lines
 * changed; np_labeller_forget() between pages.
 */
void np_labeller_keep(struct np_labeller *labeller);
void np_labeller_forget(struct np_labeller *labeller);

/*
 * Labels a page: its blocks in line order into *blocks, *count of them, in the
 * arena.  Every word of the page is in one block.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_labeller_page(struct np_labeller *labeller, const struct np_page *page,
    struct np_arena *arena, struct np_labelled **blocks, size_t *count, struct np_error *err);

/*
 * The same by a model and marks that are the caller's, without doubts; and *labels, one for each line
 * with words, in the arena.  All three are NULL or 0 for a page without any.
 */
enum np_code np_labeller_label(struct np_model *model, struct np_marks *marks,
    const struct np_page *page, struct np_arena *arena, struct np_labelled **blocks, size_t *count,
    unsigned char **labels, struct np_error *err);

#endif
