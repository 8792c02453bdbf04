/* pages.h - the pages of an input, one after the other: form feeds part them */
#ifndef NP_PAGES_H
#define NP_PAGES_H

#include "enc.h"
#include "page.h"

/* Reads the pages of one input, one after the other; memory of the largest page. */
struct np_pages;

/*
 * A reader of pages from enc, which stays the caller's.  name is the page
 * field before any ":N"; max is the longest page in bytes, and a 64th of it, or 65536, the most
 * lines that are not empty.
 */
enum np_code np_pages_open(struct np_pages **pages, struct np_enc *enc, const char *name,
    enum np_from from, size_t max, struct np_error *err);

/* Goes on with another input, in the same memory. */
void np_pages_begin(struct np_pages *pages, struct np_enc *enc, const char *name);

/*
 * The next page.  NP_OK, NP_END, NP_ERR_TOOBIG as soon as a page is known to be too long
 * (err->line is its first line; the next call passes over it), NP_ERR_READ,
 * NP_ERR_MEMORY.  After a read error the page before it is given whole first.
 * A page without a word is given too, for those that write pages back.
 */
enum np_code np_pages_next(struct np_pages *pages, struct np_page *page, struct np_error *err);

/* The same, but the page is not taken apart: np_page_scan() is still to do. */
enum np_code np_pages_take(struct np_pages *pages, struct np_page *page, struct np_error *err);

/* The arena of the page read last: memory that lives as long as it does. */
struct np_arena *np_pages_arena(struct np_pages *pages);

void np_pages_close(struct np_pages *pages);

#endif
