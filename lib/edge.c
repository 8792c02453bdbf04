/* edge.c - how a text begins and ends: its first and last characters, and what punctuation is good for */
#include "edge.h"

#include "chars.h"
#include "uni.h"
#include "utf8.h"

static const unsigned char ascii_traits[0x60] = {
	['!'] = NP_EDGE_CALLS,
	['?'] = NP_EDGE_CALLS,
	[','] = NP_EDGE_COMMA,
	['('] = NP_EDGE_OPENS,
	['['] = NP_EDGE_OPENS,
	[')'] = NP_EDGE_CLOSES,
	[']'] = NP_EDGE_CLOSES,
};
/* From U+2018, from U+3000 and from U+FF00 on. */
static const unsigned char quote_traits[] = { NP_EDGE_OPENS, NP_EDGE_CLOSES | NP_EDGE_QUOTES, 0, 0,
	NP_EDGE_OPENS, NP_EDGE_CLOSES | NP_EDGE_QUOTES };
static const unsigned char cjk_traits[] = {
	[U'、' - 0x3000] = NP_EDGE_COMMA,
	[U'。' - 0x3000] = NP_EDGE_STOPS,
	[U'《' - 0x3000] = NP_EDGE_OPENS,
	[U'》' - 0x3000] = NP_EDGE_CLOSES,
	[U'「' - 0x3000] = NP_EDGE_OPENS,
	[U'」' - 0x3000] = NP_EDGE_CLOSES | NP_EDGE_QUOTES,
	[U'『' - 0x3000] = NP_EDGE_OPENS,
	[U'』' - 0x3000] = NP_EDGE_CLOSES | NP_EDGE_QUOTES,
	[U'【' - 0x3000] = NP_EDGE_OPENS,
	[U'】' - 0x3000] = NP_EDGE_CLOSES,
	[U'〔' - 0x3000] = NP_EDGE_OPENS,
	[U'〕' - 0x3000] = NP_EDGE_CLOSES,
};
static const unsigned char wide_traits[] = {
	[U'！' - 0xFF00] = NP_EDGE_CALLS,
	[U'？' - 0xFF00] = NP_EDGE_CALLS,
	[U'，' - 0xFF00] = NP_EDGE_COMMA,
	[U'．' - 0xFF00] = NP_EDGE_STOPS,
	[U'｡' - 0xFF00] = NP_EDGE_STOPS,
	[U'（' - 0xFF00] = NP_EDGE_OPENS,
	[U'）' - 0xFF00] = NP_EDGE_CLOSES,
};

unsigned
np_edge_traits(uint32_t cp)
{
	if (cp < sizeof ascii_traits)
		return ascii_traits[cp];
	if (cp - 0x2018 < sizeof quote_traits)
		return quote_traits[cp - 0x2018];
	if (cp - 0x3000 < sizeof cjk_traits)
		return cjk_traits[cp - 0x3000];
	if (cp - 0xFF00 < sizeof wide_traits)
		return wide_traits[cp - 0xFF00];
	return cp == U'﹐' || cp == U'﹑' ? NP_EDGE_COMMA : 0;
}

static bool
is_bullet(uint32_t cp)
{
	/* Arrows; block elements and geometric shapes; signs and dingbats. */
	return (cp >= 0x2190 && cp <= 0x21FF) || (cp >= 0x2580 && cp <= 0x27BF) || cp == U'•' ||
	       cp == U'·' || cp == U'・' || cp == U'※' || cp == '*' || cp == U'〃';
}

bool
np_edge_is_han_number(uint32_t cp)
{
	switch (cp) {
	case U'一':
	case U'二':
	case U'三':
	case U'四':
	case U'五':
	case U'六':
	case U'七':
	case U'八':
	case U'九':
	case U'十':
	case U'廿':
	case U'卅':
		return true;
	default:
		return false;
	}
}

/* How a text ends whose last characters are before and cp; 0 for one that it does not have. */
enum np_edge_end
np_edge_end(uint32_t before, uint32_t cp)
{
	unsigned traits = np_edge_traits(cp);
	if (np_chars_is_han(cp) || cp == 0)
		return NP_END_OPEN;
	if ((traits & NP_EDGE_STOPS) != 0 || (cp == '.' && before >= 0x2E80))
		return NP_END_STOP;
	if ((traits & NP_EDGE_CALLS) != 0)
		return NP_END_CALL;
	if ((traits & NP_EDGE_QUOTES) != 0 || cp == '"')
		return (np_edge_traits(before) & (NP_EDGE_STOPS | NP_EDGE_CALLS)) != 0 ||
			       before == U'…'
			   ? NP_END_QUOTE
			   : NP_END_UNQUOTE;
	if ((traits & NP_EDGE_CLOSES) != 0)
		return NP_END_BRACKET;
	if (cp == U'：' || cp == ':')
		return NP_END_COLON;
	if ((traits & NP_EDGE_COMMA) != 0)
		return NP_END_COMMA;
	if (cp == U'；' || cp == ';')
		return NP_END_SEMICOLON;
	if (cp == U'—' || cp == U'…' || cp == '-' || cp == U'―')
		return NP_END_DASH;
	if ((traits & NP_EDGE_OPENS) != 0)
		return NP_END_OPENING;
	if (np_uni_class(cp) == NP_DIGIT || cp == '%' || cp == U'％')
		return NP_END_DIGIT;
	return NP_END_OPEN;
}

/* The same of a text. */
enum np_edge_end
np_edge_end_of(struct np_span text)
{
	uint32_t cp = 0, before = 0;
	size_t n = text.len > 0 ? np_utf8_prev(text.ptr, text.len, &cp) : 0;
	if (text.len > n)
		np_utf8_prev(text.ptr, text.len - n, &before);
	return np_edge_end(before, cp);
}

bool
np_edge_is_final(enum np_edge_end end)
{
	return end == NP_END_STOP || end == NP_END_CALL || end == NP_END_QUOTE ||
	       end == NP_END_BRACKET;
}

/* 一、 （一） 1. 1、 ① 第一 其一: a number that lists.  cp: the first characters, 0 behind the last one. */
static bool
starts_numbered(const uint32_t cp[NP_EDGE_HEAD])
{
	if (cp[0] >= U'①' && cp[0] <= U'⒛')
		return true;
	size_t i = 0;
	bool bracket = cp[0] == U'（' || cp[0] == '(';
	bool ordinal = cp[0] == U'第' || cp[0] == U'其';
	if (bracket || ordinal)
		i++;
	size_t digits = i;
	while (i < 4 &&
	       (np_edge_is_han_number(cp[i]) || (digits < 3 && np_uni_class(cp[i]) == NP_DIGIT)))
		i++;
	if (i == digits)
		return false;
	if (bracket)
		return cp[i] == U'）' || cp[i] == ')';
	if (ordinal)
		return true;
	return cp[i] == U'、' || cp[i] == '.' || cp[i] == U'．' || cp[i] == U'：' || cp[i] == ':' ||
	       cp[i] == U'·' || cp[i] == 0x3000;
}

enum np_edge_start
np_edge_start(const uint32_t head[NP_EDGE_HEAD])
{
	uint32_t cp = head[0];
	unsigned traits = np_edge_traits(cp);
	if (starts_numbered(head))
		return NP_START_NUMBER;
	if (np_chars_is_han(cp))
		return NP_START_HAN;
	if (cp == U'【' || cp == U'〔' || cp == U'〖')
		return NP_START_LENTICULAR;
	if (cp == U'（' || cp == '(')
		return NP_START_BRACKET;
	if ((traits & NP_EDGE_OPENS) != 0 || cp == '"')
		return NP_START_QUOTE;
	if (is_bullet(cp))
		return NP_START_BULLET;
	if ((traits & (NP_EDGE_CLOSES | NP_EDGE_STOPS | NP_EDGE_COMMA | NP_EDGE_CALLS)) != 0 ||
	    cp == U'：' || cp == ':' || cp == U'；' || cp == ';')
		return NP_START_CLOSING;
	switch (np_uni_class(cp)) {
	case NP_HAN:
		return NP_START_HAN;
	case NP_DIGIT:
		return NP_START_DIGIT;
	case NP_LATIN:
		return NP_START_LATIN;
	default:
		return NP_START_OTHER;
	}
}
