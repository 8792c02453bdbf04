/*
 * count_words.h - the inside of count: runs of letters and digits, by masks
 *
 * A text's state, struct np_count_run, is what its last two characters leave, but for the rarest
 * ones; so runs are counted from masks of a block and of what stands before it.
 */
#ifndef NP_COUNT_WORDS_H
#define NP_COUNT_WORDS_H

#include "count.h"

/* No run is open. */
static const struct np_count_run np_count_no_run = { .class = -1, .any = -1 };

static inline uint64_t
sweep_ones(uint64_t mask)
{
	return (uint64_t)__builtin_popcountll(mask);
}

static inline bool
sweep_bit(uint64_t mask, size_t i)
{
	return (mask >> i & 1) != 0;
}

/*
 * Letters, digits and the signs that may stand inside a run: a bit for each character, or for each
 * byte, where all that matter are ASCII and the bytes of others have no bits.
 */
struct words {
	uint64_t letters, digits;          /* full-width ones too */
	uint64_t any, any_digits;          /* for the runs of both: ASCII ones */
	uint64_t word_signs, number_signs; /* ASCII ones */
	uint64_t points;                   /* full-width ones */
};

/* A mask moved up by n, 1 or 2, and in its lowest bits the highest of the mask before it. */
static inline uint64_t
sweep_behind(uint64_t mask, uint64_t before, unsigned n)
{
	return mask << n | before >> (64 - n);
}

/*
 * Counts the runs that begin in a block: where none is before, nor one sign and before that the run.
 * The highest bits of before are the characters in front of the block; two of them matter.
 */
static inline void
sweep_runs(struct np_count *sum, const struct words *now, const struct words *before)
{
	const uint64_t word_sign = sweep_behind(now->word_signs, before->word_signs, 1);
	const uint64_t number_sign = sweep_behind(now->number_signs, before->number_signs, 1);
	const uint64_t point = number_sign | sweep_behind(now->points, before->points, 1);

	sum->latin_words +=
	    sweep_ones(now->letters & ~sweep_behind(now->letters, before->letters, 1) &
		       ~(word_sign & sweep_behind(now->letters, before->letters, 2)));
	sum->numbers += sweep_ones(now->digits & ~sweep_behind(now->digits, before->digits, 1) &
				   ~(point & sweep_behind(now->digits, before->digits, 2)));
	sum->runs += sweep_ones(now->any & ~sweep_behind(now->any, before->any, 1) &
				~(word_sign & sweep_behind(now->any, before->any, 2)) &
				~(now->any_digits & number_sign &
				    sweep_behind(now->any_digits, before->any_digits, 2)));
}

/* What stands before the block that comes next, when this one has n bits, 1 to 64. */
static inline void
sweep_pass(struct words *before, const struct words *now, size_t n)
{
#define PASS(mask) (before->mask = now->mask << (64 - n) | (n == 1 ? before->mask >> 1 : 0))
	PASS(letters);
	PASS(digits);
	PASS(any);
	PASS(any_digits);
	PASS(word_signs);
	PASS(number_signs);
	PASS(points);
#undef PASS
}

/* The state that a text is left in behind these characters. */
static inline struct np_count_run
sweep_run_behind(const struct words *before)
{
	enum { LAST = 63, LAST_BUT_ONE = 62 };
	struct np_count_run run = np_count_no_run;
	const bool word_sign = sweep_bit(before->word_signs, LAST);
	const bool number_sign = sweep_bit(before->number_signs, LAST);
	const bool point = number_sign || sweep_bit(before->points, LAST);

	if (sweep_bit(before->letters, LAST)) {
		run.class = NP_LATIN;
	} else if (sweep_bit(before->digits, LAST)) {
		run.class = NP_DIGIT;
	} else if (word_sign && sweep_bit(before->letters, LAST_BUT_ONE)) {
		run.class = NP_LATIN;
		run.joined = true;
	} else if (point && sweep_bit(before->digits, LAST_BUT_ONE)) {
		run.class = NP_DIGIT;
		run.joined = true;
	}
	if (sweep_bit(before->any, LAST)) {
		run.any = sweep_bit(before->any_digits, LAST) ? NP_DIGIT : NP_LATIN;
	} else if (word_sign && sweep_bit(before->any, LAST_BUT_ONE)) {
		run.any = sweep_bit(before->any_digits, LAST_BUT_ONE) ? NP_DIGIT : NP_LATIN;
		run.pending = NP_SIGN_WORD;
	} else if (number_sign && sweep_bit(before->any_digits, LAST_BUT_ONE)) {
		run.any = NP_DIGIT;
		run.pending = NP_SIGN_NUMBER;
	}
	return run;
}

/*
 * The other way round: characters that leave a text in that state.  False if none of those that
 * masks tell do: a word of other letters, a sign that is not ASCII.
 */
static inline bool
sweep_words_before(struct words *before, const struct np_count_run *run)
{
	const uint64_t last = UINT64_C(1) << 63, last_but_one = last >> 1;
	const bool waits = run->pending != NP_SIGN_NONE;

	*before = (struct words){ 0 };
	if (run->inside || run->class == NP_LETTER)
		return false;
	if (run->class == NP_LATIN)
		before->letters = run->joined ? last_but_one : last;
	else if (run->class == NP_DIGIT)
		before->digits = run->joined ? last_but_one : last;
	if (run->joined && run->class == NP_LATIN)
		before->word_signs = last;
	else if (run->joined)
		before->number_signs = last;
	if (run->any >= 0)
		before->any = waits ? last_but_one : last;
	if (run->any == NP_DIGIT)
		before->any_digits = before->any;
	if (run->pending == NP_SIGN_WORD)
		before->word_signs = last;
	else if (waits)
		before->number_signs = last;
	return true;
}

#endif
