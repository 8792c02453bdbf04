/* strip.h - a page's text without the blocks of some roles */
#ifndef NP_STRIP_H
#define NP_STRIP_H

#include "label.h"

/*
 * The page's text without its blocks of the roles in the set (bits 1 << role).  Just the
 * bytes of the blocks go; white space around them stays.  Emphasis marks go when
 * nothing is left between them, and with the words next to them the blanks that would
 * make them stars.  A line without words left goes whole, with the blank line after it; at
 * the page's end, where none is after it, with the one before it.  *text lies in the arena, or is
 * page->bytes when nothing goes.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_strip_page(const struct np_page *page, const struct np_labelled *blocks,
    size_t count, uint32_t roles, struct np_arena *arena, struct np_span *text,
    struct np_error *err);

#endif
