/* join.h - which articles of a day's pages are pieces of one */
#ifndef NP_JOIN_H
#define NP_JOIN_H

#include "issue.h"

/* What a part is joined to. */
struct np_join_ties {
	size_t from; /* the part that it goes on with; NP_ISSUE_NONE if it begins an article */
	size_t to;   /* the first of those that go on with it, in the order of its jumps */
	size_t next; /* the next of those that go on with the same */
};

/* A jump without a partner on a page that it names. */
struct np_join_lost {
	size_t line; /* of those held */
	enum np_jump_kind kind;
	const char *page_no; /* that it names, in vain */
	bool absent;         /* no page here may be the one that it names */
	bool several; /* more than one article may be the partner, and nothing tells them apart */
};

struct np_join {
	struct np_join_ties *ties; /* of each part of the issue */
	struct np_join_lost *lost; /* in the order of the stream */
	size_t lost_count;
};

/*
 * Finds which articles of the issue go on on another page.  Two that name each other's
 * pages (下转第2版, 上接第1版) belong together; where more than two do, what decides is a title
 * that a jump names, words that their heads share, a sentence that breaks off, and words that their
 * texts share.  One that names a page where none answers is joined to an article there only
 * if all that tells enough.  A jump has one partner on each page that it names (下转第2、3版); it wants
 * none where a piece of the same article is there by another jump.  An article goes on with one for
 * each, and never in a ring.  Answers NP_OK, or NP_ERR_MEMORY.  Everything lives in the issue's arena.
 */
enum np_code np_join_find(struct np_issue *issue, struct np_join *join);

#endif
