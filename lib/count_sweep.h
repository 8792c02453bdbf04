/*
 * count_sweep.h - the inside of count: 64 bytes of a text at a time
 *
 * What count.c sees of count_plain.c, count_avx2.c, count_avx512.c and count_neon.c, and what these
 * share.  Each of the latter looks at blocks of 64 bytes with its own vector instructions and answers in
 * words of 64 bits, bit i for byte i; what is counted from these is written once, in count_loop.h, or,
 * where characters and lines alone are wanted, in count_skim.h.  A block with something in it that they
 * can't count exactly is left to plain C, which goes on a character at a time and comes back.
 */
#ifndef NP_COUNT_SWEEP_H
#define NP_COUNT_SWEEP_H

#include "count.h"
#include "cpu.h"

enum {
	NP_SWEEP_BLOCK = 64,
	NP_SWEEP_SHORT = 1024, /* at most so many bytes make a short text */
	/* Bytes of the same text that must stand before blocks, and behind them: for whole characters. */
	NP_SWEEP_BEFORE = 2,
	NP_SWEEP_BEHIND = 2
};

/*
 * Counts what begins from byte pos to before byte end, all that is wanted but print, by plain C; answers
 * where the next character begins.  The other where only characters, bad pieces and lines are wanted.
 * Both of count_plain.c, and so is what follows.
 */
size_t np_count_plainly(
    struct np_counter *counter, const char *ptr, size_t len, size_t pos, size_t end);
size_t np_count_chars_plainly(
    struct np_counter *counter, const char *ptr, size_t len, size_t pos, size_t end);

/* Goes on with the runs of letters and digits in a well-formed text. */
void np_count_runs(struct np_counter *counter, const char *ptr, size_t len);

/*
 * memcpy(), called; of count.c.  In place, where it knows the most that len may be, gcc copies by
 * an instruction that takes longer to start than short texts to count.
 */
void np_count_copy(char *to, const char *from, size_t len);

/*
 * Counts whole blocks of the text, all that is wanted but print, from byte pos, 0 or at least
 * NP_SWEEP_BEFORE and where a character begins; answers up to where it came, where a character begins
 * too.  Bytes are not counted.
 */
typedef size_t np_count_sweep(struct np_counter *counter, const char *ptr, size_t len, size_t pos);

/* The same where only characters, bad pieces and lines are wanted, and not from byte 0. */
typedef size_t np_count_skim(struct np_counter *counter, const char *ptr, size_t len, size_t pos);

#ifdef NP_WITH_AVX2
np_count_sweep np_count_sweep_avx2, np_count_sweep_avx512;
/*
 * The same where, beside these, only Han is wanted, of a text of at most NP_SWEEP_SHORT bytes: that needs no
 * copy, and no look-up.  Longer ones are done sooner by the others.
 */
np_count_sweep np_count_han_avx2, np_count_han_avx512;
np_count_skim np_count_skim_avx2, np_count_skim_avx512;
#endif
#ifdef NP_WITH_NEON
np_count_sweep np_count_sweep_neon;
np_count_skim np_count_skim_neon;
#endif

#define SWEEP_APART __attribute__((noinline)) /* what most blocks have no need of */

/* How many bytes before p are of a character that goes on there, in a well-formed text. */
static inline size_t
sweep_cut(const char *p)
{
	if ((unsigned char)p[-1] >= 0xC0)
		return 1;
	return (unsigned char)p[-2] >= 0xE0 ? 2 : 0;
}

/* How many bytes from p on are rests of a character that began before it, in a well-formed text. */
static inline size_t
sweep_due(const char *p)
{
	if ((unsigned char)p[-1] >= 0xC0)
		return (unsigned char)p[-1] >= 0xE0 ? 2 : 1;
	return (unsigned char)p[-2] >= 0xE0;
}

#endif
