/* rates.h - how often each change is made when gold pages are set anew */
#ifndef NP_RATES_H
#define NP_RATES_H

#include "code.h"

/* How often each change is made: shares of pages, articles or paragraphs, 0 to 1. */
struct np_rates {
	double mix;      /* pages made of articles from several pages */
	double lone;     /* articles set without the rest of their page */
	double headless; /* articles that lose their headline, on a page that loses some */
	double displace; /* articles whose headline slips behind them */
	double stack;    /* headlines cut into two or three lines */
	double unhead;   /* articles that lose their subheads */
	double single;   /* of those that do not, articles that keep one or two of them */
	double unkick;   /* headed articles that lose their kickers */
	double parallel; /* articles whose subheads all get the same first words */
	double retitle;  /* pictures that stand alone and get a headline */
	double merge;    /* pages whose paragraphs are run together, two or three in one */
	double redate;   /* inner paragraphs that get a dateline */
	double undate;   /* pages that lose their datelines */
	double unsign;   /* pages that lose their closing bylines */
	double briefs;   /* pages of first paragraphs alone */
	double columns;  /* articles whose columns alternate with those of the next */
	double tear;     /* articles whose headline is torn: its second half stands amid the text */
	double fragment; /* pages that begin and end in the middle */
	double frame;    /* pages set into what stands around the articles of another page */
	double twice;    /* pages whose first headline stands above such a frame too */
	double intrude;  /* articles with lines of no article between two paragraphs */
	double unfolio;  /* pages that lose their folio lines */
	double interrupt; /* wrapped pages with a folio in mid paragraph */
	double ornament;  /* pages with squares, brackets or numbers at headlines */
	double rule;      /* pages with a rule, or a site's words, between articles */
	double wrap;      /* pages cut at one width */
	double uneven;    /* of these, pages whose articles have columns of several widths */
	double markdown;  /* pages with headings as converters to Markdown mark them */
	double bold;      /* pages with bold bylines and credits, some with bold datelines too */
	double ascii;     /* pages with ASCII punctuation */
	double unpoint;   /* pages without commas, some without full stops too */
	double cut;       /* pages with paragraphs cut in mid sentence */
	double ocr;       /* pages with the damage of OCR */
};

/*
 * The rates that the default model is learned with, and that serve to go on from it: a few pages of
 * one paper, set anew in all ways, teach its habits and not those few pages.
 */
extern const struct np_rates np_rates_default;

/*
 * How many rates there are; the name of one, from 0; and all 0 but that one, which is as high as on
 * a page that has much of it.
 */
size_t np_rates_count(void);
const char *np_rates_name(size_t rate);
struct np_rates np_rates_alone(size_t rate);

/* Changes rates as "wrap=.3,ocr=0" says; false, with *bad the part that is wrong. */
bool np_rates_parse(struct np_rates *rates, const char *text, struct np_span *bad);

#endif
