/* count_ahead.h - characters and Han of a buffer counted many lines ahead, for pieces of it */
#ifndef NP_COUNT_AHEAD_H
#define NP_COUNT_AHEAD_H

#include "code.h"
#include "cpu.h"

/*
 * Counting a short text by vectors takes longer to begin and end than to do.  Here they go through
 * thousands of bytes at once and keep bits for each step of 64; what a text in them has is then the
 * difference of two sums.
 *
 *	np_count_ahead_restart(&ahead);
 *	for every text of the buffer, in their order:
 *		if (!np_count_ahead_holds(&ahead, end))
 *			np_count_ahead_look(&ahead, buf, begin, known);
 *		if (np_count_ahead_piece(&ahead, begin, end, &counts)) ...
 */
enum { NP_COUNT_STEP = 64, NP_COUNT_STEPS = 256 };

struct np_count_step {
	uint64_t rests;  /* a bit for each byte that begins no character */
	uint64_t han;    /* a bit for each Han character, at one of its bytes */
	uint64_t before; /* how many rests stand in front of this step; in the upper half, Han */
};

struct np_count_ahead {
	size_t from, upto; /* the offsets that were looked at */
	bool exact;        /* the bits tell all there is to know */
	/* One more, for what ends where the last one does. */
	struct np_count_step steps[NP_COUNT_STEPS + 1];
};

/* Forgets what was looked at: the bytes have moved. */
static inline void
np_count_ahead_restart(struct np_count_ahead *ahead)
{
	ahead->from = ahead->upto = 0;
	ahead->exact = false;
}

/* True if all up to that offset was looked at, so that to look again would tell no more. */
static inline bool
np_count_ahead_holds(const struct np_count_ahead *ahead, size_t end)
{
	return end <= ahead->upto;
}

/*
 * Looks at what stands in the buffer from offset from, where a character begins, on, at most up to offset
 * end: whole steps, and no more than there is room for.  It must be UTF-8 of characters of one to three bytes
 * alone, as np_tabs_sound() tells.  Where there are no vectors, or some characters or form feeds want a closer
 * look, nothing is told of it.
 */
void np_count_ahead_look(struct np_count_ahead *ahead, const char *buf, size_t from, size_t end);

/* Characters of a text, and how many of them are Han. */
struct np_count_piece {
	uint32_t chars, han;
};

/* Counts the text from offset begin to before end, whole characters; false where that was not looked at. */
bool np_count_ahead_piece(
    const struct np_count_ahead *ahead, size_t begin, size_t end, struct np_count_piece *piece);

/*
 * Fills so many steps, and what stands before the one behind them; two bytes of the same text stand in front
 * of them.  False where they tell not all.  Of count_han_avx2.c and count_han_avx512.c.
 */
typedef bool np_count_ahead_steps(struct np_count_step *steps, const char *p, size_t count);
#ifdef NP_WITH_AVX2
np_count_ahead_steps np_count_ahead_avx2, np_count_ahead_avx512;
#endif

#endif
