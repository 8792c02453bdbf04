/* setting.h - how a page is set: its layout and its damage, chosen by chance */
#ifndef NP_SETTING_H
#define NP_SETTING_H

#include "draft.h"

/* How a page is set. */
struct np_setting {
	unsigned gap;         /* blank lines between blocks */
	unsigned line_gap;    /* and between the lines of one */
	unsigned article_gap; /* and before articles, beside them */
	const char *indent;
	size_t width; /* columns at which paragraphs are cut, 0 for none */
	size_t
	    indented; /* columns that first lines are shorter, by an indent or one that was lost */
	bool wrap_headings;
	const char *rule;                    /* what stands between articles, NULL for nothing */
	size_t rule_length;                  /* how many times */
	const char *ornament, *ornament_end; /* before and behind headlines, NULL for none */
	bool numbered;                       /* their number before the headlines */
	bool bold, ascii;
	bool bold_datelines;
	/* Markdown's before a line of a role, "" for none; ** stands behind it too. */
	const char *marks[NP_ROLES];
	double unmarked;   /* share of headings whose marks the conversion has missed */
	bool unpointed;    /* commas and the like are lost */
	bool unstopped;    /* and full stops */
	const char *point; /* what stands for them */
	double cut;        /* paragraphs cut in mid sentence */
	double interrupt;
	double blanks, swaps, garbled, noise; /* damage, shares of characters or lines */
};

/* How a page is to be set, by the draft's rates and chance. */
struct np_setting np_setting_choose(struct np_draft *draft);

#endif
