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

struct np_label {
	enum np_role role;
	enum np_place place;
};

/* The labels of the labeller, in the order of their numbers, and its scheme for a model. */
extern const struct np_label np_labels[];
extern const struct np_scheme np_label_scheme;

/* The number of a label; label_count if there is no such one. */
size_t np_label_number(enum np_role role, enum np_place place);

#endif
