/* press.h - stories set as a page, with the damage of OCR */
#ifndef NP_PRESS_H
#define NP_PRESS_H

#include "setting.h"

/* Where a page is set: its bytes so far, and what is known of its lines. */
struct np_press {
	struct np_draft *draft;
	struct np_setting setting;
	size_t headlines; /* that were given a number */
	char *buf;
	size_t len, cap;
	struct np_gold_line *lines;
	size_t count, room;
};

/*
 * Sets the stories of press->draft as press->setting says: press->buf becomes the page's len bytes,
 * press->lines what is known of its count lines, both in the draft's arena.  draft->failed when
 * memory is out.
 */
void np_press_set(struct np_press *press);

#endif
