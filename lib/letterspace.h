/* letterspace.h - pages on which a blank stands behind every character, as some OCR sets them */
#ifndef NP_LETTERSPACE_H
#define NP_LETTERSPACE_H

#include "arena.h"
#include "page.h"

/* True for a page with so many characters and blanks among them.  Words of letters are longer. */
bool np_letterspace_is(size_t chars, size_t blanks);

/*
 * The page without single blanks beside Chinese characters and their punctuation: its lines have
 * other texts, all else is that of the page, which must live as long.  In the arena; NULL when memory is out.
 */
const struct np_page *np_letterspace_close(const struct np_page *page, struct np_arena *arena);

#endif
