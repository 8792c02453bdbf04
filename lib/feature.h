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
enum { NP_FEATURE_VERSION = 4 };

/* Their number is known here, so that a scheme can be a constant. */
enum { NP_FEATURE_TEMPLATES = 131 };

/*
 * The features of every line of a page that was looked at and compared (sheet.h, topic.h), in the
 * arena: observations[sheet->count].  NULL when memory is out.
 */
struct np_observation *np_feature_list(
    struct np_topics *topics, const struct np_sheet *sheet, struct np_arena *arena);

/* The same from the page, for those who want no more of it than this. */
struct np_observation *np_feature_extract(struct np_marks *marks, struct np_topics *topics,
    const struct np_page *page, struct np_arena *arena);

#endif
