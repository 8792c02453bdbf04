/* look.h - a line as a reader sees it: how it begins and ends, its marks, its kind */
#ifndef NP_LOOK_H
#define NP_LOOK_H

#include "arena.h"
#include "edge.h"
#include "marks.h"
#include "page.h"
#include "theme.h"

/* What sort of line it is at first sight. */
enum np_look_kind {
	NP_KIND_NONE, /* before the first, behind the last */
	NP_KIND_PARAGRAPH,
	NP_KIND_LEDE,     /* opens with a dateline */
	NP_KIND_CLOSING,  /* ends with a byline */
	NP_KIND_PICTURE,  /* ends with a credit */
	NP_KIND_PART,     /* long, and stops in mid sentence */
	NP_KIND_SENTENCE, /* short, with a full stop */
	NP_KIND_LINE,     /* short, without one */
	NP_KIND_LABEL,    /* short, ends with a colon */
	NP_KIND_LISTED,   /* short, with a bullet or number before it */
	NP_KIND_SPEECH,   /* short, in quotation marks */
	NP_KIND_BYLINE,
	NP_KIND_CREDIT,
	NP_KIND_JUMP,
	NP_KIND_FOLIO,
	NP_KIND_CELLS,  /* like a row of a table */
	NP_KIND_FILLED, /* a full line of wrapped text */
	NP_KIND_COUNT
};

/* Marks in a line, as bits. */
enum {
	NP_HAS_DATE_HEAD = 1,
	NP_HAS_BY_HEAD = 2,
	NP_HAS_BY_TAIL = 4,
	NP_HAS_CREDIT = 8,
	NP_HAS_JUMP = 16,
	NP_HAS_DATE_LATER = 32
};

enum { NP_LOOK_MARKS = 8 };
enum { NP_FILL_UNKNOWN = 5 }; /* on a page whose lines are not cut at a width */

/*
 * How much the words above a line and those from it on have in common, in steps (cohesion.h).  Where
 * np_look_opens(); elsewhere 0.
 */
struct np_cohesion {
	unsigned char both;         /* different words on both sides, 0 to 7 */
	unsigned char dip;          /* of these against the most around it, 0 to 7 */
	unsigned char above, below; /* hundreds of words to the page's edge, 3 for more */
};

/* How alike its paragraph is to what is around, in the steps of np_theme_alike() (theme_sum.h, drift.h). */
struct np_drift {
	unsigned above, below; /* to the paragraphs before and behind */
	unsigned far;          /* to the three before it together */
	unsigned edge;         /* what stands right above the line, to what stands from it on;
	                                where np_look_opens() */
};

struct np_look {
	size_t columns, chars;
	enum np_edge_end end;
	enum np_edge_end end_before; /* the end of what stands before a closing mark */
	enum np_edge_start start;
	enum np_look_kind kind;
	unsigned marks;              /* NP_HAS_ … */
	unsigned cues;               /* NP_CUE_ …: cue.h */
	const struct np_mark *found; /* the marks themselves: the first NP_LOOK_MARKS of them */
	size_t found_count;
	int whole; /* role of a line that is one mark, -1 */
	/* Its pairs of Han characters in order, as numbers: bigram.h; topic.h gives them others. */
	uint16_t *words;
	size_t word_count;
	unsigned stops, commas, spaces, digits, cells, odd;
	bool han_inside;
	int leaves; /* and behind it */
	/* Of these, opened in it less those closed; and open behind it if none was open before it. */
	int balance, left_open;
	/* How firmly its first character stands with the last one of the line before. */
	unsigned joint;
	unsigned lead, trail; /* how firmly its first two characters, its last two stand together */
	unsigned left;        /* how firmly its first character stands with what was left open
	                  farther above, + 1; 0 if nothing was */
	unsigned same_above, same_below; /* words in common with the paragraphs around, in steps */
	unsigned same_far;               /* and with those farther above alone */
	struct np_cohesion cohesion;
	struct np_theme theme;
	struct np_drift drift;
	int open;                     /* quotation marks and brackets open before it */
	bool candidate;               /* may be a heading */
	bool longest;                 /* no line of its run is longer */
	unsigned run_at, run_of;      /* place in its run of candidates, 0-based; their number */
	size_t run_columns;           /* of the longest line of its run */
	size_t run_before, run_after; /* columns of the runs before and after; 0 for none */
	unsigned fill; /* how far it falls short of the widest lines around it: 0 full,
	                                 then in steps to 4, by a third or more; or NP_FILL_UNKNOWN */
	size_t segment;
	unsigned stanza_at,
	    stanza_of;        /* place among the lines between two blank ones; their number */
	unsigned stanza_full; /* how many of these fill the width: 0 few … 2 most */
	enum np_edge_end stanza_end; /* how the last of them ends */
	uint32_t first, last;        /* its characters at both ends */
	uint32_t second, last_but_one;
	uint32_t unit;    /* what stands behind the number that it begins with; 0 if it does not */
	uint32_t opening; /* its first two characters as one number */
	uint32_t punctuation; /* its punctuation in order, as one number; 0 for none */
	/* Other headings with the same of these, and of as many characters and parts; 3 for more. */
	unsigned twins_opening, twins_form, twins_size;
	/*
	 * Of a short line: the characters of its last part and those before it, without blanks; the first
	 * one of that part.  Characters that stand apart are one part: 孟 福 生.  0 in a longer line.
	 */
	unsigned tail_chars, tail_after;
	uint32_t tail_first;
	uint32_t
	    wording; /* its characters but blanks, all digits as one, as one number; 0 if it is long */
	unsigned repeats; /* other lines of the page with the same wording, 3 for more */
};

/*
 * Fills in *look what the line alone shows; the rest is cleared.  Its marks lie in the arena.  False
 * when memory is out.
 */
bool np_look_at(struct np_marks *marks, const struct np_line *line, struct np_arena *arena,
    struct np_look *look);

/* True if a paragraph, when topic.h has found these, or a heading may begin with that line. */
static inline bool
np_look_opens(const struct np_look *look)
{
	return look->same_above > 0 || look->candidate;
}

/* The kind of a line, by what look says of it; for when that was changed. */
enum np_look_kind np_look_kind_of(const struct np_look *look);

#endif
