/* mend.h - a page's text with its broken paragraphs mended */
#ifndef NP_MEND_H
#define NP_MEND_H

#include "labeller.h"

/*
 * The page's text with each paragraph of body, caption or notice on one line, joined as
 * np_label_joint() says.  The lines that were joined to it go, with the blank lines
 * before them; what stood between comes behind the paragraph.  Lines that are no
 * part of such a paragraph stay as they are.
 *
 * labeller and from are those the blocks were found with: what is mended is labelled
 * too, and a paragraph whose mending would change the page's blocks (article, role and
 * text, in their order; those of article 0 by themselves) is left as it was.  So labelling *text finds these blocks
 * again, always; and mending it changes nothing more, unless the page is so large
 * that the search for the last paragraphs was ended.  *text lies in the arena, or is page->bytes
 * when there is nothing to mend.  trial is room to try in, an arena of its own: reset at each try, so
 * one page's is the next one's.  NP_OK or NP_ERR_MEMORY.
 */
enum np_code np_mend_page(struct np_labeller *labeller, enum np_from from,
    const struct np_page *page, const struct np_labelled *blocks, size_t count,
    struct np_arena *trial, struct np_arena *arena, struct np_span *text, struct np_error *err);

#endif
