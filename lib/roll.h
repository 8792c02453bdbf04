/* roll.h - whom a row names so far, and what holds for the names that follow */
#ifndef NP_ROLL_H
#define NP_ROLL_H

#include "block.h"
#include "kind.h"
#include "row.h"

/* Somebody found, before it is decided as what. */
struct np_roll_entry {
	struct np_span name, office, organisation, place;
	unsigned office_kinds; /* of the office, a set of NP_PERSON_BIT(); 0 for none */
	unsigned label_kinds;  /* of the label, 0 for none */
	struct np_span label;
	size_t unit; /* where the name stands */
	bool collective, agency;
	bool behind; /* a name by its surname, or the first behind an office or label */
};

/* What is found in a row, read from its front.  There is room for an entry a unit. */
struct np_roll {
	struct np_row *row;
	enum np_role role; /* of the block */
	struct np_arena *arena;
	bool failed; /* memory was out */
	struct np_roll_entry *entries;
	size_t found;
	/* what holds for the names that follow */
	struct np_span office, organisation, place, label;
	unsigned office_kinds, label_kinds;
	bool label_used; /* somebody was named behind the label */
	bool first;      /* nobody was, behind the last office or label */
	size_t group;    /* the first entry that a label behind the names speaks of */
};

#define NP_ROLL_AUTHOR NP_PERSON_BIT(NP_AUTHOR)
#define NP_ROLL_PHOTOGRAPHER NP_PERSON_BIT(NP_PHOTOGRAPHER)
#define NP_ROLL_KINDS                                                                              \
	(NP_PERSON_BIT(NP_PERSON_KINDS) - 1) /* of a word's value, those that are kinds */

/* The empty span that stands for what is not told. */
extern const struct np_span np_roll_nothing;

/* Enters a name that stands at a unit, with all that holds for it. */
struct np_roll_entry *np_roll_add(struct np_roll *roll, size_t unit, struct np_span name);

/* Enters a sender, for whom nothing of that holds. */
void np_roll_add_agency(struct np_roll *roll, size_t unit, struct np_span name);

/* The entry made last; NULL if there is none. */
struct np_roll_entry *np_roll_last(const struct np_roll *roll);

/*
 * An organisation that was taken for an author, right before unit `next`, turns out to be somebody's: it is
 * taken back.  So is what looks like a foreign name, 中国青年报·中青在线.
 */
void np_roll_take_back(struct np_roll *roll, size_t next);

/* Nothing holds any more. */
void np_roll_forget(struct np_roll *roll);

/* True for a foreign name, 玛丽亚·冈萨雷斯. */
bool np_roll_has_dot(struct np_span name);

#endif
