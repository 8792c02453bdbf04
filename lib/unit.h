/* unit.h - a byline cut into words, names, organisations and signs */
#ifndef NP_UNIT_H
#define NP_UNIT_H

#include "arena.h"
#include "words.h"

enum np_unit_kind {
	NP_UNIT_SIGN,  /* a bracket, comma, slash, colon or marker */
	NP_UNIT_WORD,  /* one of people.words, not an ending */
	NP_UNIT_NAME,  /* of a person */
	NP_UNIT_BODY,  /* of an organisation */
	NP_UNIT_PLACE, /* of a place, by its ending */
	NP_UNIT_ABOUT, /* whatever stands right before an office: 市第七中学心理 of 心理教师 */
	NP_UNIT_TITLE, /* what stands in 《》, without them */
	NP_UNIT_OTHER  /* none of these */
};

/* The white space before a unit. */
enum np_gap { NP_GAP_NONE, NP_GAP_BLANK, NP_GAP_WIDE, NP_GAP_LINE };

struct np_unit {
	enum np_unit_kind kind;
	const struct np_word *word; /* of NP_UNIT_WORD */
	struct np_span text;        /* without white space, in the arena */
	uint32_t sign;              /* of NP_UNIT_SIGN: its code point */
	enum np_gap gap;
	bool surname; /* a name that begins with one */
};

/*
 * Cuts the first `most` characters of the text, white space not counted, into units: of all ways
 * to do it the one that costs least, by what the units are (a name by its surname, a word of
 * the list, an organisation by its ending).  The units, in order, lie in the arena; *count of them.
 * need: a set of classes, for who only asks on account of their words: where none is in the text there
 * are no units; 0 for all texts.  NULL when memory is out.
 */
struct np_unit *np_units_cut(
    struct np_span text, size_t most, unsigned need, struct np_arena *arena, size_t *count);

#endif
