/* partner.h - the jumps of a day's pages, and what tells that two parts are of one article */
#ifndef NP_PARTNER_H
#define NP_PARTNER_H

#include "grams.h"
#include "issue.h"

/* A jump of an article, 下转 or 上接, to one of the pages that it names. */
struct np_partner_jump {
	size_t line; /* of those held */
	size_t part; /* NP_ISSUE_NONE: it belongs to no article */
	size_t page;
	enum np_jump_kind kind;
	const char *page_no;
	struct np_span title;
	size_t targets[NP_ISSUE_PAGES]; /* the pages that it may mean */
	size_t target_count;
	size_t pairs; /* it is in so many */
	bool settled, several;
	bool breaks_off; /* the text before it */
};

/* What a part says, for weighing; made when it is first asked for. */
struct np_partner_evidence {
	bool made;
	struct np_grams heads, body;
	bool headless;
	bool breaks_off; /* the text at its end */
};

/* Two parts that may belong together: rest goes on with start. */
struct np_partner_pair {
	size_t start, rest;
	size_t to, from; /* the jumps that say so; NP_ISSUE_NONE for none */
	unsigned score;
};

/* Of an issue; everything lies in its arena. */
struct np_partners {
	struct np_issue *issue;
	struct np_partner_jump *jumps; /* by page */
	size_t jump_count, jump_cap;
	size_t *page_jumps; /* where those of a page begin; one more for the end */
	struct np_partner_evidence *evidence; /* of the parts */
};

/* Reads the jumps of all pages, those of an article by its lines.  False when memory is out. */
bool np_partners_open(struct np_partners *partners, struct np_issue *issue);

/* True if the page is among those that the jump may mean. */
bool np_partners_means(const struct np_partner_jump *jump, size_t page);

/* Adds to the pair's score what tells that the two belong together.  False when memory is out. */
bool np_partners_weigh(struct np_partners *partners, struct np_partner_pair *pair);

/*
 * What evidence weighs, in thousandths, is in partner.c; a title that a jump names and finds counts
 * for more than anything else.  So much better than the second is best, and so much is enough where
 * a jump has no answer.
 */
enum { NP_PARTNERS_MARGIN = 250, NP_PARTNERS_ENOUGH = 3000 };

#endif
