/* cutter.h - inside of unit: a byline while it is cut, its characters and the cheapest ways through them */
#ifndef NP_CUTTER_H
#define NP_CUTTER_H

#include "unit.h"

/*
 * What a unit costs.  Only the differences matter: words that are known are cheapest, names by
 * their surname next, what only its place makes a name costs more than two names by surname.
 */
enum {
	NP_COST_WORD = 10,
	NP_COST_PASS = 12,
	NP_COST_PLACE = 14,
	NP_COST_NAME = 20,
	NP_COST_NAME_FOUR = 50,
	NP_COST_ANY_NAME = 50,
	NP_COST_DOTTED = 20,
	NP_COST_BODY = 30,
	NP_COST_SOFT_BODY = 45,
	NP_COST_REGION = 28,
	NP_COST_ABOUT = 30,
	NP_COST_LATIN = 20,
	NP_COST_OTHER = 60,
	NP_COST_DIGIT = 5,
	NP_COST_UNLIKELY = 40, /* a character that given names hardly have */
	NP_COST_INSIDE = 60    /* a word of the list in a name */
};

/* Sets of words which speak against a unit that has one of two characters and more inside it. */
enum np_inside {
	NP_INSIDE_ABOUT, /* offices: against places, and what stands before an office */
	NP_INSIDE_NAME,  /* offices, labels, words to pass over and of sources: against names */
	NP_INSIDES
};

/* A character that is no white space. */
struct np_glyph {
	uint32_t cp;
	size_t at; /* its byte in the text without white space */
	enum np_gap gap;
	bool han, sign, dot;
	struct np_name_char in_name;
	struct np_words_first words; /* that begin with it */
	/* The end of the shortest word of such a set that begins with it; UINT16_MAX where there is none. */
	uint16_t inside[NP_INSIDES];
	size_t run; /* Chinese characters from here on without white space between */
};

/* The cheapest way from a character to the end. */
struct np_way {
	unsigned cost;
	uint16_t len; /* characters of the unit that begins here */
	enum np_unit_kind kind;
	const struct np_word *word;
	bool surname;
};

struct np_cutter {
	const char *text; /* without white space */
	const struct np_glyph *glyphs;
	size_t count;
	struct np_way *ways; /* count + 1 of them */
};

/*
 * Reads the first `most` characters of the text, less than UINT16_MAX, into cut, which is zeroed; they lie
 * in the arena.  False when memory is out.
 */
bool np_cutter_read(
    struct np_cutter *cut, struct np_span text, size_t most, struct np_arena *arena);

/* The characters from..to, as text. */
struct np_span np_cutter_text(const struct np_cutter *cut, size_t from, size_t to);

/* True if a unit that begins here begins behind white space, a sign or nothing. */
bool np_cutter_fresh(const struct np_cutter *cut, size_t at);

/* The widest gap between the characters from..to. */
enum np_gap np_cutter_gap(const struct np_cutter *cut, size_t from, size_t to);

/* How many Chinese characters stand from here without white space between, up to most. */
size_t np_cutter_han_run(const struct np_cutter *cut, size_t at, size_t most);

/* Takes the unit of len characters if no way known from here is cheaper. */
void np_cutter_offer(struct np_cutter *cut, size_t at, size_t len, enum np_unit_kind kind,
    unsigned cost, const struct np_word *word, bool surname);

/* True if the unit that begins there is a word of that class. */
bool np_cutter_word_follows(const struct np_cutter *cut, size_t at, enum np_word_class class);

/* Where the word ends: how many characters it has here, blanks between passed over; 0 for not here. */
size_t np_cutter_word_here(const struct np_cutter *cut, size_t at, const struct np_word *word);

/* True if what stands before is a label: 编译, 译. */
bool np_cutter_label_ends(const struct np_cutter *cut, size_t at);

/* The longest word of that class at the front of the characters from..to; NULL if there is none. */
const struct np_word *np_cutter_longest(
    const struct np_cutter *cut, size_t from, size_t to, enum np_word_class class);

/* True if a word of these classes, a set, is somewhere in the text. */
bool np_cutter_has(const struct np_cutter *cut, unsigned classes);

/* What words inside a unit that speak against it cost. */
unsigned np_cutter_words_cost(
    const struct np_cutter *cut, size_t from, size_t to, enum np_inside set);

/* 据, 由: from there on somebody is named. */
bool np_cutter_is_by(uint32_t cp);

#endif
