/*
 * count_words.h - the inside of count: runs of letters and digits, by masks
 *
 * A text's state, struct np_count_run, is what its last two characters leave, but for the rarest
 * ones; so runs are counted from masks of a block and of the one before it.
 */
#ifndef NP_COUNT_WORDS_H
#define NP_COUNT_WORDS_H

#include "count.h"

/* Into functions of any instruction set: a count of bits is one instruction there. */
#define SWEEP_INTO static inline __attribute__((always_inline))

/* No run is open. */
static const struct np_count_run np_count_no_run = { .class = -1, .any = -1 };

SWEEP_INTO uint64_t
sweep_ones(uint64_t mask)
{
	return (uint64_t)__builtin_popcountll(mask);
}

/* ASCII letters, digits, ' or -, . or , and controls but line feeds: a bit for each byte of a block. */
struct ascii {
	uint64_t letters, digits, word_signs, number_signs, controls;
};

/* The same for the first bytes of full-width letters, digits, points (U+FF0E) and spaces (U+3000). */
struct wide {
	uint64_t letters, digits, points, spaces;
};

/* What runs are made of, in a block. */
struct words {
	struct ascii ascii;
	struct wide wide;
};

SWEEP_INTO bool
sweep_has_wide(const struct wide *wide)
{
	return (wide->letters | wide->digits | wide->points) != 0;
}

/* A mask moved up by n, 1 to 6, and in its lowest bits the highest of the mask before it. */
SWEEP_INTO uint64_t
sweep_behind(uint64_t mask, uint64_t before, unsigned n)
{
	return mask << n | before >> (64 - n);
}

/*
 * Where runs begin: where none is before, nor one sign and before that the run.  A macro, for now and
 * before, which point to struct words, may as well point to the like for several blocks, side by side in
 * vectors; what is assigned to are masks, or vectors of masks.
 */
#define SWEEP_BEHIND(now, before, mask, n) ((now)->mask << (n) | (before)->mask >> (64 - (n)))

/* Bytes that stand n behind the end of an ASCII character, or a full-width one, which has three bytes. */
#define SWEEP_BEHIND_ANY(now, before, kind, n)                                                     \
	(SWEEP_BEHIND(now, before, ascii.kind, n) | SWEEP_BEHIND(now, before, wide.kind, (n) + 2))

#define SWEEP_LATIN_WORDS(now, before)                                                             \
	(((now)->ascii.letters | (now)->wide.letters) &                                            \
	    ~SWEEP_BEHIND_ANY(now, before, letters, 1) &                                           \
	    ~(SWEEP_BEHIND(now, before, ascii.word_signs, 1) &                                     \
		SWEEP_BEHIND_ANY(now, before, letters, 2)))

#define SWEEP_NUMBERS(now, before)                                                                 \
	(((now)->ascii.digits | (now)->wide.digits) & ~SWEEP_BEHIND_ANY(now, before, digits, 1) &  \
	    ~(SWEEP_BEHIND(now, before, ascii.number_signs, 1) &                                   \
		SWEEP_BEHIND_ANY(now, before, digits, 2)) &                                        \
	    ~(SWEEP_BEHIND(now, before, wide.points, 3) &                                          \
		SWEEP_BEHIND_ANY(now, before, digits, 4)))

/* Letters and digits of the runs of both are ASCII. */
#define SWEEP_BEHIND_ASCII(now, before, n)                                                         \
	(SWEEP_BEHIND(now, before, ascii.letters, n) | SWEEP_BEHIND(now, before, ascii.digits, n))

#define SWEEP_RUNS(now, before)                                                                    \
	(((now)->ascii.letters | (now)->ascii.digits) & ~SWEEP_BEHIND_ASCII(now, before, 1) &      \
	    ~(SWEEP_BEHIND(now, before, ascii.word_signs, 1) &                                     \
		SWEEP_BEHIND_ASCII(now, before, 2)) &                                              \
	    ~((now)->ascii.digits & SWEEP_BEHIND(now, before, ascii.number_signs, 1) &             \
		SWEEP_BEHIND(now, before, ascii.digits, 2)))

/* Full-width points behind an ASCII letter or digit: inside the runs of both. */
#define SWEEP_INSIDE(now, before) ((now)->wide.points & SWEEP_BEHIND_ASCII(now, before, 1))

/* Counts the runs that begin in a block. */
SWEEP_INTO void
sweep_runs(struct np_count *sum, const struct words *now, const struct words *before)
{
	sum->latin_words += sweep_ones(SWEEP_LATIN_WORDS(now, before));
	sum->numbers += sweep_ones(SWEEP_NUMBERS(now, before));
	sum->runs += sweep_ones(SWEEP_RUNS(now, before));
	sum->fullwidth += sweep_ones(now->wide.letters | now->wide.digits);
}

/* True if byte i of a block, or, where it is negative, of the one before it, is in the mask. */
static inline bool
sweep_bit(uint64_t mask, uint64_t before, int i)
{
	return i < 64 && ((i < 0 ? before >> (64 + i) : mask >> i) & 1) != 0;
}

static inline bool
sweep_letter_ends(const struct words *now, const struct words *before, int end)
{
	return sweep_bit(now->ascii.letters, before->ascii.letters, end - 1) ||
	       sweep_bit(now->wide.letters, before->wide.letters, end - 3);
}

static inline bool
sweep_digit_ends(const struct words *now, const struct words *before, int end)
{
	return sweep_bit(now->ascii.digits, before->ascii.digits, end - 1) ||
	       sweep_bit(now->wide.digits, before->wide.digits, end - 3);
}

/*
 * The state that a text is left in that ends before byte end of a block, 1 to 66; beyond the block
 * there are no more than rests of its last character.
 */
static inline struct np_count_run
sweep_run_behind(const struct words *now, const struct words *before, int end)
{
	struct np_count_run run = np_count_no_run;
	const bool word_sign = sweep_bit(now->ascii.word_signs, before->ascii.word_signs, end - 1);
	const bool number_sign =
	    sweep_bit(now->ascii.number_signs, before->ascii.number_signs, end - 1);
	const bool point = sweep_bit(now->wide.points, before->wide.points, end - 3);
	const uint64_t any = now->ascii.letters | now->ascii.digits;
	const uint64_t any_before = before->ascii.letters | before->ascii.digits;
	const int last = end - 1, last_but_one = end - 2;

	if (sweep_letter_ends(now, before, end)) {
		run.class = NP_LATIN;
	} else if (sweep_digit_ends(now, before, end)) {
		run.class = NP_DIGIT;
	} else if (word_sign && sweep_letter_ends(now, before, end - 1)) {
		run.class = NP_LATIN;
		run.joined = true;
	} else if ((number_sign && sweep_digit_ends(now, before, end - 1)) ||
		   (point && sweep_digit_ends(now, before, end - 3))) {
		run.class = NP_DIGIT;
		run.joined = true;
	}
	if (sweep_bit(any, any_before, last))
		run.any =
		    sweep_bit(now->ascii.digits, before->ascii.digits, last) ? NP_DIGIT : NP_LATIN;
	else if ((word_sign && sweep_bit(any, any_before, last_but_one)) ||
		 (number_sign &&
		     sweep_bit(now->ascii.digits, before->ascii.digits, last_but_one))) {
		run.any = sweep_bit(now->ascii.digits, before->ascii.digits, last_but_one)
			      ? NP_DIGIT
			      : NP_LATIN;
		run.pending = word_sign ? NP_SIGN_WORD : NP_SIGN_NUMBER;
	}
	return run;
}

/*
 * The other way round: ASCII characters in front of a block that leave a text in that state.  False
 * if none of those that masks tell do: a word of other letters, a sign that is not ASCII.
 */
static inline bool
sweep_words_before(struct words *before, const struct np_count_run *run)
{
	const bool waits = run->joined || run->pending != NP_SIGN_NONE;
	const bool word = run->joined ? run->class == NP_LATIN : run->pending == NP_SIGN_WORD;
	const uint64_t last = UINT64_C(1) << 63, end = waits ? last >> 1 : last;
	const bool digit = run->class == NP_DIGIT || run->any == NP_DIGIT;

	*before = (struct words){ .ascii = { 0 } };
	if (run->inside || run->class == NP_LETTER)
		return false;
	if (run->class < 0 && run->any < 0)
		return true;
	if (run->any < 0) /* a full-width one, three bytes of which the last is there */
		*(digit ? &before->wide.digits : &before->wide.letters) = end >> 2;
	else
		*(digit ? &before->ascii.digits : &before->ascii.letters) = end;
	if (waits)
		*(word ? &before->ascii.word_signs : &before->ascii.number_signs) = last;
	return true;
}

#endif
