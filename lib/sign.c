/* sign.c - what a character adds to the counts of a line */
#include "sign.h"

#include "edge.h"
#include "page.h"
#include "uni.h"
#include "utf8.h"

/* Of punctuation, CJK or other. */
static uint32_t
sign_of_punctuation(uint32_t cp, enum np_class class)
{
	unsigned traits = np_edge_traits(cp);
	uint32_t sign = NP_SIGN_PUNCTUATION;

	if ((traits & NP_EDGE_OPENS) != 0)
		sign |= NP_SIGN_OPENS;
	else if ((traits & NP_EDGE_CLOSES) != 0)
		sign |= NP_SIGN_CLOSES;
	if ((traits & (NP_EDGE_STOPS | NP_EDGE_CALLS)) != 0)
		sign |= NP_SIGN_STOPS;
	if ((traits & NP_EDGE_COMMA) != 0)
		sign |= NP_SIGN_COMMA;
	if (cp == '|')
		sign |= NP_SIGN_BAR;
	if (class == NP_PUNCT && cp != '.' && cp != ',' && cp != ':' && cp != '(' && cp != ')' &&
	    cp != '%')
		sign |= NP_SIGN_ODD;
	return sign;
}

uint32_t
np_sign_of(uint32_t cp)
{
	uint32_t wide = np_page_width(cp) > 1 ? NP_SIGN_WIDE : 0;
	enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);

	switch (class) {
	case NP_SPACE:
		return wide | NP_SIGN_SPACE;
	case NP_HAN:
		return wide | NP_SIGN_HAN;
	case NP_DIGIT:
		return wide | NP_SIGN_DIGIT;
	case NP_CJKPUNCT:
	case NP_PUNCT:
		return wide | sign_of_punctuation(cp, class);
	case NP_CONTROL:
		return wide | NP_SIGN_ODD;
	default:
		return wide;
	}
}
