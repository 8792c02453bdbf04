/* feature.h - what is seen of a line: its form, its words, its neighbours, its page */
#ifndef NP_FEATURE_H
#define NP_FEATURE_H

#include "arena.h"
#include "marks.h"
#include "model.h"
#include "page.h"
#include "topic.h"

/* Names of the templates, as they stand in a model. */
extern const char *const np_feature_names[];

/* Raise it when a template comes to mean something else. */
enum { NP_FEATURE_VERSION = 7 };

/* Their number is known here, so that a scheme can be a constant. */
enum { NP_FEATURE_TEMPLATES = 166 };

/*
 * Labels the lines of a page that was looked at and compared (sheet.h, topic.h) by a model, into
 * labels[sheet->count]; their features are kept no longer than the model looks at them.  NP_OK or
 * NP_ERR_MEMORY.
 */
enum np_code np_feature_label(const struct np_topics *topics, const struct np_sheet *sheet,
    struct np_model *model, unsigned char *labels, struct np_error *err);

/* The features of every line of a page, in the arena: [page->count].  NULL when memory is out. */
struct np_observation *np_feature_extract(
    struct np_marks *marks, const struct np_page *page, struct np_arena *arena);

#endif
