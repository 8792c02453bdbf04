/* edge.h - how a text begins and ends: its first and last characters, and what punctuation is good for */
#ifndef NP_EDGE_H
#define NP_EDGE_H

#include "code.h"

/* How a text ends. */
enum np_edge_end {
	NP_END_OPEN,    /* a Han character or a letter: nothing says that it is over */
	NP_END_STOP,    /* 。 */
	NP_END_CALL,    /* ！ ？ */
	NP_END_QUOTE,   /* a closing quotation mark after a stop */
	NP_END_UNQUOTE, /* a closing quotation mark after a word */
	NP_END_BRACKET,
	NP_END_COLON,
	NP_END_COMMA, /* ， 、 */
	NP_END_SEMICOLON,
	NP_END_DASH, /* — … */
	NP_END_DIGIT,
	NP_END_OPENING, /* an opening quotation mark or bracket */
	NP_END_KINDS
};

/* How a text begins. */
enum np_edge_start {
	NP_START_HAN,
	NP_START_QUOTE,
	NP_START_BRACKET,
	NP_START_LENTICULAR, /* 【 〔 */
	NP_START_BULLET,     /* ● ■ ◆ □ ▲ … */
	NP_START_NUMBER,     /* 一、 （一） 1. 第一 */
	NP_START_DIGIT,
	NP_START_LATIN,
	NP_START_CLOSING, /* a comma, a stop, a closing bracket */
	NP_START_OTHER,
	NP_START_KINDS
};

/* What a character of punctuation is good for, as bits. */
enum {
	NP_EDGE_STOPS = 1, /* a sentence is over */
	NP_EDGE_CALLS = 2, /* the same, as a call or a question */
	NP_EDGE_COMMA = 4, /* it goes on */
	NP_EDGE_OPENS = 8, /* a quotation or a bracket */
	NP_EDGE_CLOSES = 16,
	NP_EDGE_QUOTES = 32 /* with NP_EDGE_CLOSES: a quotation */
};

/* Those of a code point, 0 for one that is good for none of these. */
unsigned np_edge_traits(uint32_t cp);

/* True for 一 to 十, 廿 and 卅. */
bool np_edge_is_han_number(uint32_t cp);

/* How a text ends whose last code points are before and cp; 0 for one that it does not have. */
enum np_edge_end np_edge_end(uint32_t before, uint32_t cp);

/* The same of a text, without blanks at its end. */
enum np_edge_end np_edge_end_of(struct np_span text);

/* True for ends behind which a paragraph may be over. */
bool np_edge_is_final(enum np_edge_end end);

enum { NP_EDGE_HEAD = 5 }; /* so many characters tell how a text begins */

/* How a text begins with these code points, 0 behind the last one. */
enum np_edge_start np_edge_start(const uint32_t head[NP_EDGE_HEAD]);

#endif
