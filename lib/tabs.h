/* tabs.h - where the tabs of a line are, found many bytes at once */
#ifndef NP_TABS_H
#define NP_TABS_H

#include "code.h"

enum { NP_TABS_MOST = 5 }; /* so many are looked for: one more than a block has */

struct np_tabs {
	size_t count; /* how many there are, NP_TABS_MOST where there are more */
	size_t at[NP_TABS_MOST];
	bool
	    escapes; /* there is a backslash or a CR in the line: perhaps an escape, and what wants one */
};

/* Looks at all bytes of the line. */
void np_tabs_find(struct np_tabs *tabs, struct np_span line);

#endif
