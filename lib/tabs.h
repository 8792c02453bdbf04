/* tabs.h - where the tabs of a line are, and whether it is UTF-8, found many bytes at once */
#ifndef NP_TABS_H
#define NP_TABS_H

#include "code.h"

enum { NP_TABS_MOST = 5 }; /* so many are looked for: one more than a block has */

struct np_tabs {
	size_t count; /* how many there are, NP_TABS_MOST where there are more */
	size_t at[NP_TABS_MOST];
	/* There is a backslash, which may begin an escape, or a CR, which is to become one. */
	bool escapes;
};

/* Looks at all bytes of the line. */
void np_tabs_find(struct np_tabs *tabs, struct np_span line);

/*
 * The same for line after line of a buffer, line feeds found in the same pass: the stops, which
 * are tabs, line feeds, backslashes and CRs, of many lines are listed ahead.
 *
 *	np_tabs_restart(&ahead, from);
 *	while (np_tabs_next(&ahead, buf, from, end, &tabs, &len)) {
 *		... buf + from, len bytes and their line feed ...
 *		from += len + 1;
 *	}
 */
enum { NP_TABS_AHEAD = 512 };

struct np_tabs_ahead {
	size_t stops[NP_TABS_AHEAD]; /* offsets in the buffer, ascending */
	size_t next, count;          /* the first of the line that comes next; how many there are */
	size_t upto;                 /* so far the buffer was looked at */
	size_t sound_from, sound;    /* for np_tabs_sound() */
};

/* Forgets what was found; the next line begins at offset from of the buffer. */
void np_tabs_restart(struct np_tabs_ahead *ahead, size_t from);

/*
 * The line at offset from of buf, which is where the line before it ended: its tabs, and its
 * length in bytes without the line feed.  False if no line feed comes before offset end, or more
 * than NP_TABS_AHEAD stops do: np_tabs_restart() then, behind that line.
 */
bool np_tabs_next(struct np_tabs_ahead *ahead, const char *buf, size_t from, size_t end,
    struct np_tabs *tabs, size_t *len);

/*
 * The stops of the next line where they are listed and are those of most blocks: four tabs and a line
 * feed, NP_TABS_PLAIN offsets in the buffer.  NULL else: np_tabs_next() tells.  Whoever takes the line
 * adds NP_TABS_PLAIN to ahead->next.
 */
enum { NP_TABS_PLAIN = 5 };

static inline const size_t *
np_tabs_plain(const struct np_tabs_ahead *ahead, const char *buf)
{
	const size_t *at = ahead->stops + ahead->next;

	if (ahead->count - ahead->next < NP_TABS_PLAIN || buf[at[0]] != '\t' ||
	    buf[at[1]] != '\t' || buf[at[2]] != '\t' || buf[at[3]] != '\t' || buf[at[4]] != '\n')
		return NULL;
	return at;
}

/*
 * True if the line at offset begin of the buffer, whose line feed is at offset end, was seen to be
 * UTF-8 on the way.  False tells nothing: the vectors that look for stops know what most text is made
 * of, characters of one to three bytes, and plain C does not look.
 */
static inline bool
np_tabs_sound(const struct np_tabs_ahead *ahead, size_t begin, size_t end)
{
	return begin >= ahead->sound_from && end < ahead->sound;
}

#endif
