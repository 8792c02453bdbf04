/* scheme.h - the labels of the labeller, and which may follow which */
#ifndef NP_SCHEME_H
#define NP_SCHEME_H

#include "block.h"
#include "model.h"

/* What a line's label says beside its role. */
enum np_place {
	NP_STARTS_ARTICLE,
	NP_STARTS_BLOCK,
	NP_RESUMES, /* the same, of an article before that of the line before: columns are mixed up */
	NP_CONTINUES, /* the block of the line before (what NP_INTERRUPTS stands between aside) */
	NP_DISPLACED, /* a headline that stands behind or amid its article */
	NP_OUTSIDE,   /* belongs to no article */
	NP_INTERRUPTS /* the same, and the paragraph before it goes on behind it */
};

/*
 * section: of a paragraph, that it stands behind a subhead of its article.  So what the article was
 * split by is known at its next heading, which is most likely another subhead.
 */
struct np_label {
	enum np_role role;
	enum np_place place;
	bool section;
};

/* The labels of the labeller, in the order of their numbers, and its scheme for a model. */
extern const struct np_label np_labels[];
extern const struct np_scheme np_label_scheme;

/* The number of a label that is no section's; label_count if there is no such one. */
size_t np_label_number(enum np_role role, enum np_place place);

/* The number of the label that is like that one, but of a section or not; itself if there is none. */
size_t np_label_in_section(size_t label, bool section);

/*
 * Whether what follows a line of that label is in a section, when the line is in one itself or not; lines
 * of other articles aside.
 */
bool np_label_leads_section(size_t label, bool section);

#endif
