/* help_sheet.h - for unit tests that look at whole pages: one is seen, and its parts compared */
#ifndef NP_TESTS_HELP_SHEET_H
#define NP_TESTS_HELP_SHEET_H

#include "help_marks.h"

#include "topic.h"

static struct np_page page;
static struct np_sheet sheet;
static struct np_topics *topics;

/* Looks at a page; what is told of its lines is in sheet. */
static inline void
look(const char *text)
{
	struct np_error err;
	scan_page(&page, span(text), NP_FROM_TEXT, &arena);
	ck_assert_int_eq(np_sheet_open(&sheet, marks, &page, &arena, &err), NP_OK);
	topics = np_topic_compare(&sheet, &arena);
	ck_assert_ptr_nonnull(topics);
}

#endif
