/* race.h - the candidates read a text side by side: who reads it cheapest, and who is out */
#ifndef NP_RACE_H
#define NP_RACE_H

#include "reading.h"

/* UTF-16 runs twice for each order: its units begin at even bytes, or at odd ones. */
enum { NP_RACE_RUNNERS = 11, NP_RACE_NOTHING = NP_RACE_RUNNERS };
struct np_race_runner {
	enum np_candidate set;
	bool odd;
};
extern const struct np_race_runner np_race_runners[NP_RACE_RUNNERS];

/* Who is so many bits behind is out, when not only single characters were looked at. */
enum { NP_RACE_FAR = 40 };

/* The text, which stays the caller's, and what can be said of all of it at once. */
struct np_race_text {
	const unsigned char *ptr;
	size_t len;
	bool valid;     /* it is UTF-8 */
	unsigned longs; /* and has so many characters of three bytes or more, counted up to 2 */
	bool ascii;
	bool nul;     /* a NUL is in it */
	bool one_row; /* as UTF-16 it is of one row, not ASCII's, and so in either order */
	bool shifts;  /* a "~{" is in it, as HZ has them, */
	bool inside;  /* or it may be out of the middle of such a piece: "~}", or but one line */
};

/* How the candidates stand. */
struct np_race {
	struct np_reading readings[NP_RACE_RUNNERS]; /* the bits of all pieces so far */
	size_t skip[NP_RACE_RUNNERS]; /* how many bytes each passed over at the beginning */
	bool shifted[NP_RACE_RUNNERS];
	bool out[NP_RACE_RUNNERS];
	int32_t nothing; /* bits of being none of them */
};

/* Begins a race of all that the text may be in. */
void np_race_enter(struct np_race *race, const struct np_race_text *text);

/*
 * All that are not out read the piece from byte start to byte end; what they read before is forgotten.
 * first: it is the text's beginning; plain: characters alone are looked at, not pairs.
 */
void np_race_begin(struct np_race *race, const struct np_race_text *text, size_t start, size_t end,
    bool first, bool plain);

/* Those that are left read on, from byte start to byte end. */
void np_race_go_on(struct np_race *race, const struct np_race_text *text, size_t start, size_t end);

/*
 * Those that are left read a piece further on.  Answers false if it speaks for another
 * encoding than all before it, which had told them apart.
 */
bool np_race_read_further(
    struct np_race *race, const struct np_race_text *text, size_t start, size_t end);

/* The runner that is ahead, or NP_RACE_NOTHING: to be no encoding known here is the cheapest. */
size_t np_race_leader(const struct np_race *race);

/* The bits of a runner, or of NP_RACE_NOTHING. */
int32_t np_race_bits(const struct np_race *race, size_t runner);

/* Who is more than so many bits behind is out. */
void np_race_drop_far(struct np_race *race, int32_t far);

/* How many are still in the race, being nothing among them. */
size_t np_race_left(const struct np_race *race);

#endif
