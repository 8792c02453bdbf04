/* sheet.h - a page as a reader sees it: its paragraphs, its runs of headings, the habits of its house */
#ifndef NP_SHEET_H
#define NP_SHEET_H

#include "arena.h"
#include "measure.h"
#include "seen.h"

/* A stretch of text between headings, for comparing words. */
struct np_segment {
	size_t first, last; /* lines, last one included */
	double cut;         /* how alike it is to the segment before */
	double far;         /* and to the most alike of the three before that */
	unsigned rank;      /* of that among the page's cuts: 0 least alike … 3, 4 unknown */
	unsigned drift, drift_far,
	    drift_all;        /* how alike its matter is to that of the one before, of the
	                                         two before that, of all three: drift.h */
	unsigned heads, lede; /* of its run of headings: as in struct np_topic */
};

/* A page and what is seen of it. */
struct np_sheet {
	const struct np_page *page; /* where a blank stands behind every character: without these */
	struct np_look *info;
	size_t count;
	struct np_measure measure;
	unsigned spaced;      /* 0 no, 1 some, 2 nearly all lines have a blank line before them */
	unsigned indents;     /* 0 no, 1 some, 2 most paragraphs are indented */
	unsigned top_heading; /* the page's highest Markdown level, 0 for none */
	unsigned dated;       /* 0 no, 1 some, 2 most runs of headings are followed by a dateline */
	unsigned closed;      /* 0 no, 1 some, 2 most are preceded by a closing byline */
	unsigned told;        /* 0 no, 1 some, 2 most are followed by a dateline or a time */
	unsigned signs;       /* 0 no, 1 some, 2 most begin with what may be a signature */
	size_t sure_columns;  /* of those told, on average; 0 for none */
	unsigned sure_runs;   /* how many are told, 3 for more */
	unsigned sure_stacks; /* 0 no, 1 some, 2 most of them have several lines */
	size_t head_columns;  /* of the middle one, by length, of its runs of headings */
	unsigned heads;       /* runs of headings to paragraphs: 0 few … 3 many */
	struct np_segment *segments;
	size_t segment_count;
};

/*
 * Looks at all lines of the page; everything lies in the arena.  Segments are left
 * empty (topic.h).  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_sheet_open(struct np_sheet *sheet, struct np_marks *marks,
    const struct np_page *page, struct np_arena *arena, struct np_error *err);

/* The same for a page some of whose lines may have been looked at before; see seen.h. */
enum np_code np_sheet_open_seen(struct np_sheet *sheet, struct np_seen *seen,
    struct np_marks *marks, const struct np_page *page, struct np_arena *arena,
    struct np_error *err);

/*
 * Blank lines before line i, and the columns of its indent, in steps from 0 to 3; beside what nearly
 * all lines of the page have.
 */
unsigned np_sheet_blanks(const struct np_sheet *sheet, size_t i);
unsigned np_sheet_indent(const struct np_sheet *sheet, size_t i);

/* True if line i may be a signature: a place or none, and a name, right under the end of a text. */
bool np_sheet_may_sign(const struct np_sheet *sheet, size_t i);

/* True if the line before line i seems to go on in it. */
bool np_sheet_runs_on(const struct np_sheet *sheet, size_t i);

#endif
