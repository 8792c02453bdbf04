/* count_runs.h - the inside of count: what is odd in a chunk, and its runs of letters and digits */
#ifndef NP_COUNT_RUNS_H
#define NP_COUNT_RUNS_H

#include "count_chunk.h"

/* How far runs are counted: by masks, or as counter->run tells. */
struct progress {
	bool by_masks;
	struct words before; /* the block in front of what comes next */
};

static const struct progress sweep_no_words = { .by_masks = true };

static inline struct progress
sweep_progress(const struct np_counter *counter)
{
	struct progress progress;

	progress.by_masks = sweep_words_before(&progress.before, &counter->run);
	return progress;
}

/* Writes into counter->run what masks tell, of a text that ends before byte end of the block now. */
static inline void
sweep_settle(
    struct np_counter *counter, struct progress *progress, const struct words *now, int end)
{
	if (progress->by_masks)
		counter->run = sweep_run_behind(now, &progress->before, end);
	progress->by_masks = false;
}

/* The same at p, where a block ends, and perhaps not its last character. */
static inline void
sweep_settle_at(struct np_counter *counter, struct progress *progress, const char *p)
{
	const struct words last = progress->before;

	progress->before = sweep_no_words.before;
	sweep_settle(counter, progress, &last, NP_SWEEP_BLOCK + (int)sweep_due(p));
}

/* Counts the runs of a block, len bytes at p, in which masks don't tell all. */
static inline void
sweep_wordy_runs(struct np_counter *counter, struct progress *progress, const char *p, size_t len)
{
	const size_t begin = sweep_due(p);

	sweep_settle_at(counter, progress, p);
	if (len == NP_SWEEP_BLOCK)
		len += sweep_due(p + len);
	np_count_runs(counter, p + begin, len - begin);
}

/* Counts the runs of a block, len bytes at p, whatever it has. */
NP_SWEEP_TARGET static SWEEP_APART void
sweep_block_runs(struct np_counter *counter, struct progress *progress, const char *p, size_t len,
    const struct words *now, bool wordy)
{
	struct words *before = &progress->before;

	if (!progress->by_masks && !wordy && sweep_due(p) == 0)
		*progress = sweep_progress(counter);
	if (wordy || !progress->by_masks || SWEEP_INSIDE(now, before) != 0) {
		sweep_wordy_runs(counter, progress, p, len);
		return;
	}
	sweep_runs(counter->sum, now, before);
	if (len < NP_SWEEP_BLOCK)
		sweep_settle(counter, progress, now, (int)len);
	*before = *now;
}

/*
 * Counts the ASCII controls of the block at p in mask, which are not line feeds; end: of the chunk.
 */
static SWEEP_APART void
sweep_controls(struct np_counter *counter, const char *p, uint64_t mask, const char *end)
{
	struct np_count *sum = counter->sum;

	for (; mask != 0; mask &= mask - 1) {
		const char *at = p + __builtin_ctzll(mask);

		sum->classes[np_uni_class((unsigned char)*at)]++;
		/* a form feed ends a line that has something on it */
		if (*at == '\f')
			sum->lines += at[-1] != '\n' && at[-1] != '\f';
		/* CR and LF are one cluster */
		if (*at == '\r' && at + 1 < end && at[1] == '\n' &&
		    (counter->want & NP_COUNT_GRAPHEMES) != 0)
			sum->graphemes--;
	}
}

/* How many bytes of a chunk its block i has. */
static inline size_t
sweep_len(const struct chunk *chunk, size_t i)
{
	const size_t rest = chunk->len - i * NP_SWEEP_BLOCK;

	return rest < NP_SWEEP_BLOCK ? rest : NP_SWEEP_BLOCK;
}

/*
 * True if an item's block, of len bytes, has nothing of a run, as one that is no item: a short one may
 * end inside.
 */
static inline bool
sweep_has_no_run(const struct item *item, size_t len)
{
	return item->odd == 0 && item->wide == 0 && !item->wordy && len == NP_SWEEP_BLOCK;
}

/* ---- items side by side ---- */

/* The masks that runs are made of, of struct words; their order is that of struct lanes. */
enum strip_mask {
	STRIP_LETTERS,
	STRIP_DIGITS,
	STRIP_WORD_SIGNS,
	STRIP_NUMBER_SIGNS,
	STRIP_WIDE_LETTERS,
	STRIP_WIDE_DIGITS,
	STRIP_WIDE_POINTS,
	STRIP_MASKS
};

/* Items that have something of a run, or that may end inside of one: a mask of all, one behind the other. */
struct strip {
	/* Before the first is what is in front of the chunk; behind the last are no more than zeros. */
	uint64_t masks[STRIP_MASKS][1 + CHUNK_BLOCKS + NP_SWEEP_LANES];
	/* All bits, or none: the one before it is of the block before. */
	uint64_t adjoins[CHUNK_BLOCKS + NP_SWEEP_LANES];
	unsigned char block[CHUNK_BLOCKS];
	bool wordy[CHUNK_BLOCKS];
	size_t count;
	bool plain; /* none is wordy, or short */
};

/* What the items have that is not looked up. */
struct odds {
	uint64_t letters, digits, controls;         /* ASCII */
	uint64_t wide_letters, wide_digits, points; /* full-width */
};

SWEEP_INTO void
strip_put(struct strip *strip, size_t at, const struct words *words)
{
	strip->masks[STRIP_LETTERS][at] = words->ascii.letters;
	strip->masks[STRIP_DIGITS][at] = words->ascii.digits;
	strip->masks[STRIP_WORD_SIGNS][at] = words->ascii.word_signs;
	strip->masks[STRIP_NUMBER_SIGNS][at] = words->ascii.number_signs;
	strip->masks[STRIP_WIDE_LETTERS][at] = words->wide.letters;
	strip->masks[STRIP_WIDE_DIGITS][at] = words->wide.digits;
	strip->masks[STRIP_WIDE_POINTS][at] = words->wide.points;
}

SWEEP_INTO struct words
strip_get(const struct strip *strip, size_t at)
{
	struct words words = { .ascii = { 0 } };

	words.ascii.letters = strip->masks[STRIP_LETTERS][at];
	words.ascii.digits = strip->masks[STRIP_DIGITS][at];
	words.ascii.word_signs = strip->masks[STRIP_WORD_SIGNS][at];
	words.ascii.number_signs = strip->masks[STRIP_NUMBER_SIGNS][at];
	words.wide.letters = strip->masks[STRIP_WIDE_LETTERS][at];
	words.wide.digits = strip->masks[STRIP_WIDE_DIGITS][at];
	words.wide.points = strip->masks[STRIP_WIDE_POINTS][at];
	return words;
}

/* Fills a strip with the items of a chunk, whose controls are counted. */
NP_SWEEP_TARGET static inline void
strip_fill(struct strip *strip, struct np_counter *counter, const struct chunk *chunk,
    const struct words *before, uint64_t *controls)
{
	const struct words none = { .ascii = { 0 } };
	unsigned next = 0; /* the block after the last item */
	size_t count = 0;

	strip->plain = true;
	strip_put(strip, 0, before);
	for (size_t i = 0; i < chunk->count; i++) {
		const struct item *item = &chunk->items[i];
		const char *p = chunk->p + item->block * NP_SWEEP_BLOCK;
		const size_t len = sweep_len(chunk, item->block);
		struct words words;

		if (sweep_has_no_run(item, len))
			continue;
		words = (struct words){ look_at_ascii(p), chunk->wide[item->wide] };
		strip->adjoins[count] = item->block == next ? UINT64_MAX : 0;
		strip->block[count] = item->block;
		strip->wordy[count] = item->wordy;
		strip->plain &= !item->wordy && len == NP_SWEEP_BLOCK;
		strip_put(strip, ++count, &words);
		next = item->block + 1u;
		words.ascii.controls &= item->odd;
		if (words.ascii.controls != 0) {
			*controls += sweep_ones(words.ascii.controls);
			sweep_controls(counter, p, words.ascii.controls, chunk->p + chunk->len);
		}
	}
	strip->count = count;
	for (size_t i = 0; i < NP_SWEEP_LANES; i++)
		strip_put(strip, count + 1 + i, &none);
	memset(strip->adjoins + count, 0, NP_SWEEP_LANES * sizeof strip->adjoins[0]);
}

/* The same mask of several items; as struct words has it. */
typedef uint64_t lanes __attribute__((vector_size(NP_SWEEP_LANES * sizeof(uint64_t))));
struct lane_words {
	struct {
		lanes letters, digits, word_signs, number_signs;
	} ascii;
	struct {
		lanes letters, digits, points;
	} wide;
};

NP_SWEEP_TARGET static inline void
strip_get_lanes(struct lane_words *words, const struct strip *strip, size_t at)
{
	memcpy(&words->ascii.letters, &strip->masks[STRIP_LETTERS][at], sizeof(lanes));
	memcpy(&words->ascii.digits, &strip->masks[STRIP_DIGITS][at], sizeof(lanes));
	memcpy(&words->ascii.word_signs, &strip->masks[STRIP_WORD_SIGNS][at], sizeof(lanes));
	memcpy(&words->ascii.number_signs, &strip->masks[STRIP_NUMBER_SIGNS][at], sizeof(lanes));
	memcpy(&words->wide.letters, &strip->masks[STRIP_WIDE_LETTERS][at], sizeof(lanes));
	memcpy(&words->wide.digits, &strip->masks[STRIP_WIDE_DIGITS][at], sizeof(lanes));
	memcpy(&words->wide.points, &strip->masks[STRIP_WIDE_POINTS][at], sizeof(lanes));
}

/* Forgets the words of lanes of which a mask has no bits. */
NP_SWEEP_TARGET static inline void
keep_lanes(struct lane_words *words, const uint64_t *masks)
{
	lanes keep;

	memcpy(&keep, masks, sizeof keep);
	words->ascii.letters &= keep;
	words->ascii.digits &= keep;
	words->ascii.word_signs &= keep;
	words->ascii.number_signs &= keep;
	words->wide.letters &= keep;
	words->wide.digits &= keep;
	words->wide.points &= keep;
}

/* Counts the runs of all items; false, and no count, if one must be looked at by itself. */
NP_SWEEP_TARGET static inline bool
strip_runs(const struct strip *strip, struct np_count *sum)
{
	/* where runs begin */
	uint64_t latin[CHUNK_BLOCKS + NP_SWEEP_LANES], numbers[CHUNK_BLOCKS + NP_SWEEP_LANES];
	uint64_t runs[CHUNK_BLOCKS + NP_SWEEP_LANES], inside[NP_SWEEP_LANES];
	lanes any_inside = { 0 };
	uint64_t other = 0;

	for (size_t i = 0; i < strip->count; i += NP_SWEEP_LANES) {
		struct lane_words now, before;
		lanes begins;

		strip_get_lanes(&now, strip, i + 1);
		strip_get_lanes(&before, strip, i);
		keep_lanes(&before, strip->adjoins + i);
		begins = SWEEP_LATIN_WORDS(&now, &before);
		memcpy(latin + i, &begins, sizeof begins);
		begins = SWEEP_NUMBERS(&now, &before);
		memcpy(numbers + i, &begins, sizeof begins);
		begins = SWEEP_RUNS(&now, &before);
		memcpy(runs + i, &begins, sizeof begins);
		any_inside |= SWEEP_INSIDE(&now, &before);
	}
	memcpy(inside, &any_inside, sizeof inside);
	for (size_t i = 0; i < NP_SWEEP_LANES; i++)
		other |= inside[i];
	if (other != 0)
		return false;
	sum->latin_words += count_masks(latin, strip->count);
	sum->numbers += count_masks(numbers, strip->count);
	sum->runs += count_masks(runs, strip->count);
	return true;
}

/* Counts the runs of items, one after the other. */
NP_SWEEP_TARGET static SWEEP_APART void
strip_runs_each(struct np_counter *counter, const struct chunk *chunk, const struct strip *strip,
    struct progress *progress)
{
	for (size_t i = 0; i < strip->count; i++) {
		const struct words now = strip_get(strip, i + 1);

		/* a block in between has nothing of a run */
		if (strip->adjoins[i] == 0)
			*progress = sweep_no_words;
		sweep_block_runs(counter, progress, chunk->p + strip->block[i] * NP_SWEEP_BLOCK,
		    sweep_len(chunk, strip->block[i]), &now, strip->wordy[i]);
	}
}

/* Counts what is odd in a chunk, and its runs. */
NP_SWEEP_TARGET static inline struct odds
sweep_items(struct np_counter *counter, const struct chunk *chunk, struct progress *progress)
{
	struct odds odds = { 0 };
	struct strip strip;

	strip_fill(&strip, counter, chunk, &progress->before, &odds.controls);
	odds.letters = count_masks(strip.masks[STRIP_LETTERS] + 1, strip.count);
	odds.digits = count_masks(strip.masks[STRIP_DIGITS] + 1, strip.count);
	odds.wide_letters = count_masks(strip.masks[STRIP_WIDE_LETTERS] + 1, strip.count);
	odds.wide_digits = count_masks(strip.masks[STRIP_WIDE_DIGITS] + 1, strip.count);
	odds.points = count_masks(strip.masks[STRIP_WIDE_POINTS] + 1, strip.count);
	if ((counter->want & NP_COUNT_WORDS) == 0)
		return odds;
	if (progress->by_masks && strip.plain && strip_runs(&strip, counter->sum)) {
		counter->sum->fullwidth += odds.wide_letters + odds.wide_digits;
		progress->before = strip_get(&strip, strip.count);
	} else {
		strip_runs_each(counter, chunk, &strip, progress);
	}
	if (strip.count == 0 || strip.block[strip.count - 1] + 1u != chunk->blocks)
		*progress = sweep_no_words;
	return odds;
}

#endif
