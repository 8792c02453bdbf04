/*
 * count_chunk.h - the inside of count: blocks of 64 bytes, a chunk of them at once
 *
 * Shared by the files of the vector instructions.  Most of a text is Han, the commonest signs and
 * white space: of these, chunk_look() of the including file tells how many there are.  What else
 * there is, items, is looked at here, and the runs of letters and digits are counted.
 */
#ifndef NP_COUNT_CHUNK_H
#define NP_COUNT_CHUNK_H

#include "count_sweep.h"
#include "count_words.h"
#include "utf8.h"

enum {
	CHUNK_BLOCKS = 62, /* at most at once: sums of NEON, four for each, fit into bytes */
	/* So many bytes, or fewer, are copied to where the like stands before and behind them. */
	CHUNK_COPY = 8 * NP_SWEEP_BLOCK
};

/* A block of a chunk with something in it that is looked at once more; a bit for each byte. */
struct item {
	uint64_t odd;    /* ASCII letters, digits, controls but line feeds; perhaps signs */
	uint64_t others; /* first bytes of characters that must be looked up */
	unsigned char block;
	unsigned char wide; /* of chunk.wide, 0 where nothing is full-width */
	bool wordy;         /* a character looked up may be part of a run, as masks don't tell */
};

/*
 * Blocks that are counted together; nothing of them is added to the counts before all is well.  What
 * is counted are characters that begin in them.
 */
struct chunk {
	/* NP_SWEEP_BEFORE bytes stand in front, and NP_SWEEP_BEHIND bytes behind the blocks. */
	const char *p;
	size_t blocks, len; /* len: bytes; a last block may be short, with spaces behind it */
	/* Line feeds, spaces; of three bytes Han, NP_CJKPUNCT, and U+3000 unless that is looked up. */
	uint64_t feeds, blanks, han, punct, wide_blanks;
	/* The others are of its items, but for ASCII signs, which are what is left. */
	struct item items[CHUNK_BLOCKS];
	size_t count;
	struct wide wide[CHUNK_BLOCKS + 1]; /* the first is empty */
	size_t wides;
	uint32_t classes[NP_CLASSES]; /* of characters looked up */
	size_t others_len;            /* their bytes */
};

/*
 * What the including file has.  chunk_look() looks at all blocks, and fills in what is above as far
 * as count, without a branch that depends on what they are; wide, wordy of items are 0.  False if
 * there is one that must be left to plain C: not that all are well-formed, since characters that are
 * looked up are not looked at.  Rests stand where they are due as far as NP_SWEEP_BEHIND behind the
 * blocks.
 */
NP_SWEEP_TARGET static inline bool chunk_look(struct chunk *chunk);
NP_SWEEP_TARGET static inline struct ascii look_at_ascii(const char *p);
NP_SWEEP_TARGET static inline struct wide look_at_wide(const char *p);
/*
 * First bytes of kana that join with nothing, and of hangul syllables: not of all, but of most.  Only
 * bits of first bytes of several matter.
 */
NP_SWEEP_TARGET static inline void look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul);
/* How many bits of so many masks, CHUNK_BLOCKS at most, are set. */
NP_SWEEP_TARGET static inline uint64_t count_masks(const uint64_t *masks, size_t count);

/* True if of the two bytes at p just those that are due are rests. */
static inline bool
sweep_rests_are_due(const char *p)
{
	for (const unsigned char *at = (const unsigned char *)p; at < (const unsigned char *)p + 2;
	     at++)
		if (((at[0] & 0xC0) == 0x80) != (at[-1] >= 0xC0 || at[-2] >= 0xE0))
			return false;
	return true;
}

/*
 * The character of two or three bytes at p, of which is known that rests stand where they are due;
 * or NP_UTF8_BAD.
 */
static inline uint32_t
sweep_decode(const char *p)
{
	const uint32_t first = (unsigned char)p[0], second = (unsigned char)p[1];
	const uint32_t third = (unsigned char)p[2];
	uint32_t cp;

	if (first < 0xE0) {
		cp = (first & 0x1F) << 6 | (second & 0x3F);
		return cp >= 0x80 ? cp : NP_UTF8_BAD;
	}
	cp = (first & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
	return first < 0xF0 && cp >= 0x800 && (cp < 0xD800 || cp > 0xDFFF) ? cp : NP_UTF8_BAD;
}

/* True if a character looked up may be part of a run: a letter, a sign, what is like nothing at all. */
static inline bool
sweep_is_wordy(uint32_t cp, unsigned entry)
{
	const unsigned classes =
	    1u << NP_LATIN | 1u << NP_LETTER | 1u << NP_DIGIT | 1u << NP_CONTROL;

	return (classes >> (entry & NP_UNI_CLASS) & 1) != 0 || (entry & NP_UNI_MARK) != 0 ||
	       np_count_sign(cp) != NP_SIGN_NONE;
}

/* Adds to a class what masks tell of an item: characters of three bytes. */
SWEEP_INTO void
sweep_add(struct chunk *chunk, enum np_class class, uint64_t mask)
{
	const uint64_t count = sweep_ones(mask);

	chunk->classes[class] += (uint32_t)count;
	chunk->others_len += 3 * count;
}

/*
 * Looks up what characters begin where an item's others are.  False if one must be left to
 * plain C.
 */
NP_SWEEP_TARGET static inline bool
sweep_others(struct chunk *chunk, struct item *item, bool graphemes)
{
	const char *p = chunk->p + item->block * NP_SWEEP_BLOCK;
	struct wide *wide = &chunk->wide[chunk->wides + 1];
	uint64_t others = item->others;

	if (sweep_ones(others) > 4) {
		uint64_t kana, hangul;

		look_at_scripts(p, &kana, &hangul);
		sweep_add(chunk, NP_KANA, kana & others);
		sweep_add(chunk, NP_HANGUL, hangul & others);
		others &= ~(kana | hangul);
		if (others == 0)
			return true;
	}
	*wide = look_at_wide(p);
	wide->letters &= others;
	wide->digits &= others;
	wide->points &= others;
	sweep_add(chunk, NP_SPACE, wide->spaces & others);
	/* no branch: half of the blocks have some, half have none */
	item->wide = sweep_has_wide(wide) ? (unsigned char)(chunk->wides + 1) : 0;
	chunk->wides += item->wide != 0;
	others &= ~(wide->letters | wide->digits | wide->points | wide->spaces);
	for (; others != 0; others &= others - 1) {
		const uint32_t cp = sweep_decode(p + __builtin_ctzll(others));
		unsigned entry;

		if (cp == NP_UTF8_BAD)
			return false;
		entry = np_uni_entry(cp);
		if (graphemes && !np_uni_is_solo(entry))
			return false;
		chunk->classes[entry & NP_UNI_CLASS]++;
		chunk->others_len += cp < 0x800 ? 2 : 3;
		item->wordy |= sweep_is_wordy(cp, entry);
	}
	return true;
}

/* Looks all characters up that must be; answers the number of an item that failed, or of items. */
NP_SWEEP_TARGET static inline size_t
sweep_look_up(struct chunk *chunk, bool graphemes)
{
	unsigned char waiting[CHUNK_BLOCKS];
	size_t count = 0;

	/* a list first: whether there are any is hard to foretell */
	for (size_t i = 0; i < chunk->count; i++) {
		waiting[count] = (unsigned char)i;
		count += chunk->items[i].others != 0;
	}
	memset(chunk->classes, 0, sizeof chunk->classes);
	chunk->wide[0] = (struct wide){ 0 };
	chunk->wides = chunk->others_len = 0;
	for (size_t i = 0; i < count; i++)
		if (!sweep_others(chunk, &chunk->items[waiting[i]], graphemes))
			return waiting[i];
	return chunk->count;
}

/* ---- what is odd, and runs ---- */

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

/* Adds up what was seen of a chunk. */
NP_SWEEP_TARGET static inline void
sweep_sum(struct np_counter *counter, const struct chunk *chunk, struct progress *progress)
{
	struct np_count *sum = counter->sum;
	const struct odds odds = sweep_items(counter, chunk, progress);
	const uint64_t odd = odds.letters + odds.digits + odds.controls;
	/* what is behind a short last block is not of the text */
	const uint64_t blanks = chunk->blanks - (chunk->blocks * NP_SWEEP_BLOCK - chunk->len);
	const uint64_t threes = chunk->han + chunk->punct + chunk->wide_blanks + odds.wide_letters +
				odds.wide_digits + odds.points;
	/* bytes of all characters that begin here; those that are of no other kind are signs */
	const uint64_t bytes = chunk->len - sweep_due(chunk->p) + sweep_due(chunk->p + chunk->len);
	const uint64_t signs = bytes - chunk->feeds - blanks - odd - 3 * threes - chunk->others_len;
	uint64_t chars = chunk->feeds + blanks + odd + signs + threes;

	for (size_t i = 0; i < NP_CLASSES; i++) {
		chars += chunk->classes[i];
		sum->classes[i] += chunk->classes[i];
	}
	sum->chars += chars;
	sum->lines += chunk->feeds;
	sum->feeds += chunk->feeds;
	sum->classes[NP_SPACE] += chunk->feeds + blanks + chunk->wide_blanks;
	sum->classes[NP_LATIN] += odds.letters + odds.wide_letters;
	sum->classes[NP_DIGIT] += odds.digits + odds.wide_digits;
	sum->classes[NP_PUNCT] += signs;
	sum->classes[NP_HAN] += chunk->han;
	sum->classes[NP_CJKPUNCT] += chunk->punct + odds.points;
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0)
		sum->graphemes += chars;
}

/* ---- chunks ---- */

/*
 * Counts len bytes at p, some blocks, or those of them before one that must be left to
 * plain C; answers how many bytes that are.
 */
NP_SWEEP_TARGET static SWEEP_APART size_t
sweep_chunk(struct np_counter *counter, struct progress *progress, const char *p, size_t len)
{
	const bool graphemes = (counter->want & NP_COUNT_GRAPHEMES) != 0;
	struct chunk chunk;

	chunk.p = p;
	chunk.len = len;
	for (;;) {
		size_t upto = 0;

		chunk.blocks = (chunk.len + NP_SWEEP_BLOCK - 1) / NP_SWEEP_BLOCK;
		if (chunk_look(&chunk)) {
			const size_t failed = sweep_look_up(&chunk, graphemes);

			if (failed == chunk.count)
				break;
			upto = chunk.items[failed].block;
		}
		/* again with less; a whole that is wrong somewhere begins with one block */
		if (chunk.blocks == 1)
			return 0;
		chunk.len = (upto > 0 ? upto : 1) * NP_SWEEP_BLOCK;
	}
	/* a short block may end inside a run */
	if (chunk.len % NP_SWEEP_BLOCK != 0 &&
	    (chunk.count == 0 || chunk.items[chunk.count - 1].block != chunk.blocks - 1))
		chunk.items[chunk.count++] =
		    (struct item){ .block = (unsigned char)(chunk.blocks - 1) };
	sweep_sum(counter, &chunk, progress);
	return chunk.len;
}

/* True if a CR is before byte pos and an LF there; cluster: as it was at byte start. */
static inline bool
sweep_parts_crlf(const struct np_uni_cluster *cluster, const char *ptr, size_t pos, size_t start)
{
	return ptr[pos] == '\n' &&
	       (pos > start ? ptr[pos - 1] == '\r' : cluster->open && cluster->last == NP_GCB_CR);
}

/*
 * Counts bytes from byte pos, at most CHUNK_COPY or, where so many are left, NP_SWEEP_BEHIND more, by
 * a copy of them: nothing need stand before them, and what is missing behind is spaces.  Answers how
 * many.
 */
NP_SWEEP_TARGET static inline size_t
sweep_copy(
    struct np_counter *counter, struct progress *progress, const char *ptr, size_t len, size_t pos)
{
	enum { MOST = CHUNK_COPY + NP_SWEEP_BEHIND };
	char copy[NP_SWEEP_BEFORE + MOST + NP_SWEEP_BLOCK + NP_SWEEP_BEHIND];
	char *p = copy + NP_SWEEP_BEFORE;
	const size_t rest = len - pos, count = rest < MOST ? rest : MOST;

	if (pos > 0)
		memcpy(copy, ptr + pos - NP_SWEEP_BEFORE, NP_SWEEP_BEFORE);
	else /* it tells whether a line is open */
		memset(copy, counter->line_open ? ' ' : '\n', NP_SWEEP_BEFORE);
	np_count_copy(p, ptr + pos, count);
	memset(p + count, ' ', NP_SWEEP_BLOCK + NP_SWEEP_BEHIND);
	return sweep_chunk(counter, progress, p, rest > MOST ? CHUNK_COPY : count);
}

/*
 * Counts the next bytes from byte pos, most blocks at most, after the sweep began at byte start;
 * answers how many, 0 if they must be left to plain C.
 */
NP_SWEEP_TARGET static inline size_t
sweep_next(struct np_counter *counter, struct progress *progress, const char *ptr, size_t len,
    size_t pos, size_t start, size_t most)
{
	const size_t blocks =
	    len - pos > NP_SWEEP_BEHIND ? (len - pos - NP_SWEEP_BEHIND) / NP_SWEEP_BLOCK : 0;
	size_t got;

	if (pos == 0 || blocks == 0)
		got = sweep_copy(counter, progress, ptr, len, pos);
	else
		got = sweep_chunk(
		    counter, progress, ptr + pos, (blocks < most ? blocks : most) * NP_SWEEP_BLOCK);
	if (got > 0 && (counter->want & NP_COUNT_GRAPHEMES) != 0 &&
	    sweep_parts_crlf(&counter->cluster, ptr, pos, start))
		counter->sum->graphemes--;
	return got;
}

/* As np_count_sweep has it. */
NP_SWEEP_TARGET static inline size_t
sweep(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	struct np_uni_cluster *cluster = &counter->cluster;
	struct progress progress = sweep_progress(counter);
	const size_t start = pos;
	size_t most = CHUNK_COPY / NP_SWEEP_BLOCK, got = 0;

	if (cluster->open && !np_uni_is_solo((unsigned)cluster->last << NP_UNI_GCB_SHIFT))
		return pos;
	if (pos > 0 && sweep_due(ptr + pos) > 0) /* it was bad: nothing is due now */
		return pos;
	/* more at once as long as it goes well */
	while (
	    pos < len && (got = sweep_next(counter, &progress, ptr, len, pos, start, most)) > 0) {
		pos += got;
		if (got < most * NP_SWEEP_BLOCK)
			most = 1;
		else
			most = most * 2 < CHUNK_BLOCKS ? most * 2 : CHUNK_BLOCKS;
	}
	if (pos == start)
		return pos;
	if (got % NP_SWEEP_BLOCK == 0) { /* else the text's end, where all is settled */
		sweep_settle_at(counter, &progress, ptr + pos);
		/* the last character was counted where it begins */
		pos += sweep_due(ptr + pos);
	}
	counter->line_open = ptr[pos - 1] != '\n' && ptr[pos - 1] != '\f';
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0) {
		uint32_t last;

		np_utf8_prev(ptr + start, pos - start, &last);
		*cluster = (struct np_uni_cluster){ .open = false };
		np_uni_cluster_begins(cluster, last);
	}
	return pos;
}

#endif
