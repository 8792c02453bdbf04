/* each_page.h - the loop of the tools that read pages: every input, every page */
#ifndef NP_EACH_PAGE_H
#define NP_EACH_PAGE_H

#include "labeller.h"
#include "opt_label.h"

/* What a tool does with the pages of its inputs.  Calls that answer false end the run. */
struct np_each_pages {
	/* The labeller, before the first page, for those that label more; may be NULL. */
	void (*begin)(void *ctx, struct np_labeller *labeller);
	/*
	 * A page with its blocks, NULL and 0 when it was not labelled: it has too
	 * many bad bytes, or no word.  The arena is the page's.
	 */
	bool (*page)(void *ctx, const struct np_page *page, const struct np_labelled *blocks,
	    size_t count, struct np_arena *arena);
	/*
	 * An input whose first line is a block, open at its start.  NULL: that is a
	 * fault, told once, and the input is passed over (status 2).
	 */
	bool (*blocks)(void *ctx, struct np_in *in);
	/*
	 * The writers that page() writes to and nothing else, into outs, at most NP_EACH_OUTS;
	 * answers how many.  Workers have them each for itself (-j).
	 */
	size_t (*outs)(void *ctx, struct np_out **outs);
};

enum { NP_EACH_OUTS = 2 };

/*
 * Goes through all inputs: decodes them, cuts them into pages, labels each and
 * calls for it.  What is wrong is reported on standard error and raises the status:
 * an input that can't be opened or decoded is passed over (status 1); bad bytes
 * are kept and told, with at most ten lines an input; a page with more than 1 %
 * of them is not labelled; one over opts->max_page is passed over (status 3).
 * A model or rules that can't be read end the run before any input (status 3).
 * With opts->jobs so many forked workers label; what is written and reported is the same.
 */
void np_each_page(
    const struct np_opt_label *opts, char **argv, const struct np_each_pages *calls, void *ctx);

/*
 * Writes what became of a page's text, and the form feed that ends the page if there is one.  False when writing
 * failed: what page() answers.
 */
bool np_each_page_put(struct np_out *out, const struct np_page *page, struct np_span text);

#endif
