/* scheme.c - the labels of the labeller, and which may follow which */
#include "scheme.h"

#include "feature.h"

#define LABELS(X)                                                                                  \
	X(NP_KICKER, NP_STARTS_ARTICLE, "kicker.article")                                          \
	X(NP_KICKER, NP_STARTS_BLOCK, "kicker.block")                                              \
	X(NP_KICKER, NP_CONTINUES, "kicker.on")                                                    \
	X(NP_HEADLINE, NP_STARTS_ARTICLE, "headline.article")                                      \
	X(NP_HEADLINE, NP_STARTS_BLOCK, "headline.block")                                          \
	X(NP_HEADLINE, NP_CONTINUES, "headline.on")                                                \
	X(NP_HEADLINE, NP_DISPLACED, "headline.displaced")                                         \
	X(NP_DECK, NP_STARTS_ARTICLE, "deck.article")                                              \
	X(NP_DECK, NP_STARTS_BLOCK, "deck.block")                                                  \
	X(NP_DECK, NP_CONTINUES, "deck.on")                                                        \
	X(NP_BYLINE, NP_STARTS_ARTICLE, "byline.article")                                          \
	X(NP_BYLINE, NP_STARTS_BLOCK, "byline.block")                                              \
	X(NP_DATELINE, NP_STARTS_ARTICLE, "dateline.article")                                      \
	X(NP_DATELINE, NP_STARTS_BLOCK, "dateline.block")                                          \
	X(NP_SUBHEAD, NP_STARTS_BLOCK, "subhead.block")                                            \
	X(NP_SUBHEAD, NP_CONTINUES, "subhead.on")                                                  \
	X(NP_BODY, NP_STARTS_ARTICLE, "body.article")                                              \
	X(NP_BODY, NP_STARTS_BLOCK, "body.block")                                                  \
	X(NP_BODY, NP_CONTINUES, "body.on")                                                        \
	X(NP_CAPTION, NP_STARTS_ARTICLE, "caption.article")                                        \
	X(NP_CAPTION, NP_STARTS_BLOCK, "caption.block")                                            \
	X(NP_CAPTION, NP_CONTINUES, "caption.on")                                                  \
	X(NP_CREDIT, NP_STARTS_ARTICLE, "credit.article")                                          \
	X(NP_CREDIT, NP_STARTS_BLOCK, "credit.block")                                              \
	X(NP_JUMP, NP_STARTS_ARTICLE, "jump.article")                                              \
	X(NP_JUMP, NP_STARTS_BLOCK, "jump.block")                                                  \
	X(NP_FOLIO, NP_OUTSIDE, "folio.outside")                                                   \
	X(NP_FOLIO, NP_INTERRUPTS, "folio.amid")                                                   \
	X(NP_TABLE, NP_STARTS_ARTICLE, "table.article")                                            \
	X(NP_TABLE, NP_STARTS_BLOCK, "table.block")                                                \
	X(NP_NOTICE, NP_OUTSIDE, "notice.outside")                                                 \
	X(NP_NOTICE, NP_CONTINUES, "notice.on")                                                    \
	X(NP_OTHER, NP_STARTS_BLOCK, "other.block")                                                \
	X(NP_OTHER, NP_OUTSIDE, "other.outside")                                                   \
	X(NP_OTHER, NP_INTERRUPTS, "other.amid")                                                   \
	X(NP_BODY, NP_RESUMES, "body.resumes")                                                     \
	X(NP_CAPTION, NP_RESUMES, "caption.resumes")                                               \
	X(NP_SUBHEAD, NP_RESUMES, "subhead.resumes")

/* Labels of paragraphs behind a subhead; each is like one of those above. */
#define SECTION_LABELS(X)                                                                          \
	X(NP_BODY, NP_STARTS_BLOCK, "section.block")                                               \
	X(NP_BODY, NP_CONTINUES, "section.on")

const struct np_label np_labels[] = {
#define LABEL_OF(role, place, name) { role, place, false },
	LABELS(LABEL_OF)
#undef LABEL_OF
#define LABEL_OF(role, place, name) { role, place, true },
	    SECTION_LABELS(LABEL_OF)
#undef LABEL_OF
};

static const char *const label_names[] = {
#define NAME_OF(role, place, name) name,
	LABELS(NAME_OF) SECTION_LABELS(NAME_OF)
#undef NAME_OF
};

enum { LABEL_COUNT = sizeof np_labels / sizeof *np_labels };

static size_t
number_of(struct np_label label)
{
	size_t i = 0;
	while (i < LABEL_COUNT &&
	       (np_labels[i].role != label.role || np_labels[i].place != label.place ||
		   np_labels[i].section != label.section))
		i++;
	return i;
}

size_t
np_label_number(enum np_role role, enum np_place place)
{
	return number_of((struct np_label){ role, place, false });
}

size_t
np_label_in_section(size_t label, bool section)
{
	size_t like =
	    number_of((struct np_label){ np_labels[label].role, np_labels[label].place, section });
	return like < LABEL_COUNT ? like : label;
}

/* What a label tells of the lines behind it in its article. */
enum section { IN_SECTION, IN_NONE, UNTOLD };

static enum section
section_behind(struct np_label label)
{
	if (label.role == NP_SUBHEAD)
		return IN_SECTION;
	if (label.place == NP_RESUMES || label.place == NP_DISPLACED)
		return UNTOLD;
	if (label.role == NP_BODY)
		return label.section ? IN_SECTION : IN_NONE;
	bool heads = label.role == NP_KICKER || label.role == NP_HEADLINE || label.role == NP_DECK;
	return heads || label.place == NP_STARTS_ARTICLE ? IN_NONE : UNTOLD;
}

bool
np_label_leads_section(size_t label, bool section)
{
	enum section behind = section_behind(np_labels[label]);
	return behind == UNTOLD ? section : behind == IN_SECTION;
}

/* True if a label says of its section what the one before it says. */
static bool
stays_in_section(struct np_label before, struct np_label next)
{
	enum section behind = section_behind(before);
	if (next.role != NP_BODY || (next.place != NP_STARTS_BLOCK && next.place != NP_CONTINUES))
		return true;
	return behind == UNTOLD || next.section == (behind == IN_SECTION);
}

static bool
may_follow(size_t from, size_t to)
{
	struct np_label next = np_labels[to];
	if (from == LABEL_COUNT) {
		return next.place == NP_STARTS_ARTICLE || next.place == NP_OUTSIDE;
	}
	struct np_label before = np_labels[from];
	bool open = before.place == NP_INTERRUPTS;
	if (!stays_in_section(before, next))
		return false;
	switch (next.place) {
	case NP_CONTINUES:
		return open ? next.role == NP_BODY : before.role == next.role;
	case NP_INTERRUPTS:
		return before.role == NP_BODY || open;
	case NP_OUTSIDE:
	case NP_STARTS_ARTICLE:
	case NP_STARTS_BLOCK:
	case NP_RESUMES:
	case NP_DISPLACED:
		/* What interrupts a paragraph says that it goes on. */
		return !open;
	}
	return false;
}

/* A mistaken line is one line; a mistaken start of an article spoils two articles. */
static double
mistake(size_t truth, size_t label)
{
	bool starts = np_labels[truth].place == NP_STARTS_ARTICLE;
	return starts != (np_labels[label].place == NP_STARTS_ARTICLE);
}

/* Whether a paragraph is in a section nobody is told. */
static size_t
told_alike(size_t label)
{
	return np_label_in_section(label, !np_labels[label].section);
}

const struct np_scheme np_label_scheme = {
	.labels = label_names,
	.label_count = LABEL_COUNT,
	.templates = np_feature_names,
	.template_count = NP_FEATURE_TEMPLATES,
	.follows = may_follow,
	.harm = mistake,
	.twin = told_alike,
	.version = NP_FEATURE_VERSION,
};
