/*
 * count_sweep.h - the inside of count: 64 bytes of a text at a time, by masks
 *
 * What count_avx2.c, count_avx512.c and count_neon.c share.  Each looks at 64 bytes with its own vector
 * instructions and answers in words of 64 bits, bit i for byte i; what is counted from these is
 * written once, here.  A block with something in it that this can't count exactly is left to
 * count.c, which goes on a character at a time and comes back.
 */
#ifndef NP_COUNT_SWEEP_H
#define NP_COUNT_SWEEP_H

#include "count.h"
#include "count_words.h"
#include "cpu.h"
#include "utf8.h"

enum {
	NP_SWEEP_BLOCK = 64,
	NP_SWEEP_BLOCKS = 32, /* at most at once: white spaces of so many fit into bytes */
	/* Bytes of the same text that must stand before a block: masks look back. */
	NP_SWEEP_BEFORE = 2,
	/* So many bytes, or fewer, are copied to where the like stands before and behind them. */
	NP_SWEEP_COPY = 8 * NP_SWEEP_BLOCK
};

/* Goes on with the runs of letters and digits in a well-formed text; of count.c. */
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
/* The same where, beside these, only Han is wanted: short texts need no copy, and no look-up. */
np_count_sweep np_count_han_avx2;
np_count_skim np_count_skim_avx2, np_count_skim_avx512;
#endif
#ifdef NP_WITH_NEON
np_count_sweep np_count_sweep_neon;
np_count_skim np_count_skim_neon;
#endif

/* ---- for these only ---- */

#ifdef NP_SWEEP_TARGET /* what stands before their functions; NP_SWEEP_VECTOR is their type */

#define SWEEP_APART __attribute__((noinline)) /* what most blocks have no need of */

/* A block as it is seen first: a bit for each byte. */
struct seen {
	uint64_t multi;  /* of a character of several bytes: 80 to FF */
	uint64_t first;  /* the first of such a character: C0 to FF */
	uint64_t threes; /* E0 to FF */
	uint64_t han;    /* E4 to E9: Han, but for U+4DC0 to U+4DFF, hexagrams */
	/* The last of a character, given that it is whole, of three bytes and not of han: */
	uint64_t punct;    /* surely NP_CJKPUNCT, and no part of a run: most of those in use */
	uint64_t hexagram; /* a hexagram, given that han has its first byte */
	uint64_t odd;      /* ASCII letters, digits and controls, but no line feeds */
	uint64_t fours;    /* not 0 if F0 to FF is among them */
};

/* ASCII letters, digits, ' or -, . or , */
struct ascii {
	uint64_t letters, digits, word_signs, number_signs;
};

/* Last bytes of full-width letters, digits and points (U+FF0E), and which bytes are continuations. */
struct wide {
	uint64_t letters, digits, points, rests;
};

/* What every block is asked for: line feeds, spaces, and how many bits of its masks are set. */
enum { SUM_FEEDS, SUM_BLANKS, SUM_MULTI, SUM_FIRST, SUM_HAN, SUMS };

/*
 * What the including file has.  Sums of a few blocks may be kept as vectors of bytes, which must not
 * overflow; sums_end() adds these to the totals.
 */
struct sums {
	NP_SWEEP_VECTOR bytes[SUMS];
	uint64_t totals[SUMS];
};
NP_SWEEP_TARGET static inline void sums_add(
    struct sums *sums, const char *p, const struct seen *seen);
NP_SWEEP_TARGET static inline void sums_end(struct sums *sums);
NP_SWEEP_TARGET static inline struct seen look(const char *p);
NP_SWEEP_TARGET static inline struct ascii look_at_ascii(const char *p);
NP_SWEEP_TARGET static inline struct wide look_at_wide(const char *p);
/* Last bytes of kana that join with nothing, and of hangul syllables: not of all, but of most. */
NP_SWEEP_TARGET static inline void look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul);
/* The bits of mask that are set in places, side by side from bit 0. */
NP_SWEEP_TARGET static inline uint64_t pick(uint64_t mask, uint64_t places);

/*
 * Tables for seen.punct and seen.hexagram, by halves of bytes.  A bit is a group of characters that agree
 * in all but the last four bits: E3 80 8x, E3 80 9x, EF BC 8x, EF BC 9x, E2 80 9x, E2 80 Ax,
 * EF BD 9x; the highest is E4 B7, hexagrams.  A character is in a group when all five nibbles
 * have its bit: the low ones of all three bytes, the high ones of the second and third.
 */
static const unsigned char sweep_last_low[16] = { 0x82, 0x87, 0xA7, 0x97, 0x97, 0xB6, 0xA6, 0xA6,
	0x97, 0x87, 0x8F, 0xCF, 0xDF, 0xDF, 0xCB, 0xCF };
static const unsigned char sweep_last_high[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x85, 0xDA, 0xA0, 0x80,
	0, 0, 0, 0 };
static const unsigned char sweep_second_low[16] = { 0x33, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0x0C,
	0x40, 0, 0 };
static const unsigned char sweep_second_high[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0x33, 0, 0, 0xCC, 0, 0,
	0, 0 };
static const unsigned char sweep_first_low[16] = { 0, 0, 0x30, 0x03, 0x80, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0x4C };

/*
 * For seen.odd, in the same way: 0 to 9; A to O, a to o; P to Z, p to z; controls of 0x but line
 * feed; controls of 1x; 7F.
 */
static const unsigned char sweep_ascii_low[16] = { 0x1D, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F, 0x1F,
	0x1F, 0x1F, 0x16, 0x1A, 0x1A, 0x1A, 0x1A, 0x3A };
static const unsigned char sweep_ascii_high[16] = { 0x08, 0x10, 0, 0x01, 0x02, 0x04, 0x02, 0x24, 0,
	0, 0, 0, 0, 0, 0, 0 };

/* What goes over from one block to the next: its masks; see sweep_masks(). */
struct carry {
	uint64_t first, threes, han, others, twos;
};

/* How many bytes before p are of a character that goes on there, in a well-formed text. */
static inline size_t
sweep_cut(const char *p)
{
	if ((unsigned char)p[-1] >= 0xC0)
		return 1;
	return (unsigned char)p[-2] >= 0xE0 ? 2 : 0;
}

/* A block of a chunk with something in it that is looked at once more. */
struct item {
	uint64_t odd;  /* as seen */
	uint64_t ends; /* last bytes of characters that must be looked up */
	unsigned block;
};

/* Blocks that are counted together; nothing of them is added to the counts before all is well. */
struct chunk {
	const char *p;
	size_t blocks, len; /* len: bytes; a last block may be short, with spaces behind it */
	size_t before;      /* bytes in front of it that are of its first character */
	struct carry carry; /* of its last block */
	struct item items[NP_SWEEP_BLOCKS];
	size_t count;
	unsigned char looked_up[NP_SWEEP_BLOCKS]; /* which items have ends */
	size_t looked_up_count;
	/* a bit for each block: a character looked up may be part of a run, as masks don't tell */
	uint32_t wordy;
	uint32_t wide;  /* the same: there are full-width letters, digits or points */
	uint64_t punct; /* a sum of masks */
	struct sums sums;
	uint32_t classes[NP_CLASSES]; /* of characters looked up */
};

/*
 * Looks at all blocks, without a branch that depends on what they are.  False if there is one that
 * must be left to count.c.
 */
NP_SWEEP_TARGET static inline bool
sweep_masks(struct chunk *chunk, const struct carry *carry)
{
	struct carry last = *carry;
	struct sums sums;
	uint64_t punct = 0, wrong = 0;
	size_t count = 0, looked_up = 0;

	/* two loops: of one gcc makes a slow filling of memory, and keeps the sums there */
	for (int i = 0; i < SUMS; i++)
		sums.bytes[i] = (NP_SWEEP_VECTOR){ 0 };
	for (int i = 0; i < SUMS; i++)
		sums.totals[i] = 0;
	for (size_t i = 0; i < chunk->blocks; i++) {
		const char *p = chunk->p + i * NP_SWEEP_BLOCK;
		const struct seen seen = look(p);
		const uint64_t twos = seen.first & ~seen.threes, others = seen.threes & ~seen.han;
		const uint64_t second = seen.first << 1 | last.first >> 63;
		const uint64_t third = seen.threes << 2 | last.threes >> 62;
		const uint64_t other_ends = others << 2 | last.others >> 62;
		const uint64_t han_ends = seen.han << 2 | last.han >> 62;
		struct item *item = &chunk->items[count];

		/* continuations stand where they are due, and nowhere else */
		wrong |= (second | third) ^ (seen.multi & ~seen.first);
		wrong |= (seen.hexagram & han_ends) | seen.fours;
		item->odd = seen.odd;
		item->ends = (other_ends & ~seen.punct) | twos << 1 | last.twos >> 63;
		item->block = (unsigned)i;
		chunk->looked_up[looked_up] = (unsigned char)count;
		looked_up += item->ends != 0;
		count += (item->odd | item->ends) != 0;
		punct += sweep_ones(other_ends & seen.punct);
		sums_add(&sums, p, &seen);
		last = (struct carry){ seen.first, seen.threes, seen.han, others, twos };
	}
	chunk->punct = punct;
	chunk->sums = sums;
	chunk->carry = last;
	chunk->count = count;
	chunk->looked_up_count = looked_up;
	return wrong == 0;
}

/* The full-width characters of the block at p whose last bytes are in ends. */
NP_SWEEP_TARGET static inline struct wide
sweep_wide(const char *p, uint64_t ends)
{
	struct wide wide = look_at_wide(p);

	wide.letters &= ends;
	wide.digits &= ends;
	wide.points &= ends;
	return wide;
}

/*
 * Looks the characters up whose last bytes are in an item's ends.  False if one must be left
 * to count.c.
 */
NP_SWEEP_TARGET static inline bool
sweep_others(struct chunk *chunk, const struct item *item, bool graphemes)
{
	const char *p = chunk->p + item->block * NP_SWEEP_BLOCK;
	uint64_t ends = item->ends, kana, hangul;
	struct wide wide;
	bool wordy = false;

	if (sweep_ones(ends) > 4) {
		look_at_scripts(p, &kana, &hangul);
		chunk->classes[NP_KANA] += (uint32_t)sweep_ones(kana & ends);
		chunk->classes[NP_HANGUL] += (uint32_t)sweep_ones(hangul & ends);
		ends &= ~(kana | hangul);
	}
	if (ends == 0)
		return true;
	wide = sweep_wide(p, ends);
	chunk->classes[NP_LATIN] += (uint32_t)sweep_ones(wide.letters);
	chunk->classes[NP_DIGIT] += (uint32_t)sweep_ones(wide.digits);
	chunk->classes[NP_CJKPUNCT] += (uint32_t)sweep_ones(wide.points);
	chunk->wide |= (uint32_t)((wide.letters | wide.digits | wide.points) != 0) << item->block;
	ends &= ~(wide.letters | wide.digits | wide.points);
	for (; ends != 0; ends &= ends - 1) {
		const char *last = p + __builtin_ctzll(ends);
		size_t len = (unsigned char)last[-1] >= 0xC0 ? 2 : 3;
		unsigned entry, class;
		uint32_t cp;

		np_utf8_next(last + 1 - len, len, &cp);
		if (cp == NP_UTF8_BAD)
			return false;
		entry = np_uni_entry(cp);
		if (graphemes && !np_uni_is_solo(entry))
			return false;
		class = entry & NP_UNI_CLASS;
		chunk->classes[class]++;
		wordy |= class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT ||
			 (entry & NP_UNI_MARK) != 0 || np_count_unseen(cp) ||
			 np_count_sign(cp) != NP_SIGN_NONE;
	}
	chunk->wordy |= (uint32_t)wordy << item->block;
	return true;
}

/* Counts the ASCII controls of the block at p in mask; end: of the blocks that are counted. */
NP_SWEEP_TARGET static inline void
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

/* How far runs are counted: by masks, or as counter->run tells. */
struct progress {
	bool by_masks;
	struct words before;
};

/* The words of a block, and into *n how many bits they have; cut: bytes at its end that go on. */
NP_SWEEP_TARGET static inline struct words
sweep_words(const struct ascii *ascii, const struct wide *wide, size_t len, size_t cut, size_t *n)
{
	struct words words = { ascii->letters, ascii->digits, ascii->letters | ascii->digits,
		ascii->digits, ascii->word_signs, ascii->number_signs, 0 };
	uint64_t ends;

	*n = len - cut;
	if ((wide->letters | wide->digits | wide->points) == 0)
		return words;
	/* the last byte of each character: no continuation comes next */
	ends = ~(wide->rests >> 1) & UINT64_MAX >> (NP_SWEEP_BLOCK - len + (cut > 0));
	*n = sweep_ones(ends);
	words.letters = pick(words.letters | wide->letters, ends);
	words.digits = pick(words.digits | wide->digits, ends);
	words.any = pick(words.any, ends);
	words.any_digits = pick(words.any_digits, ends);
	words.word_signs = pick(words.word_signs, ends);
	words.number_signs = pick(words.number_signs, ends);
	words.points = pick(wide->points, ends);
	return words;
}

/* Counts the runs of an item's block, of len bytes, cut of them of a character that goes on. */
NP_SWEEP_TARGET static inline void
sweep_item_runs(struct np_counter *counter, struct progress *progress, const struct chunk *chunk,
    const struct item *item, const struct ascii *ascii, size_t len, size_t cut)
{
	const char *p = chunk->p + item->block * NP_SWEEP_BLOCK;
	const struct wide none = { 0 };
	const struct wide wide =
	    sweep_bit(chunk->wide, item->block) ? sweep_wide(p, item->ends) : none;
	struct words *before = &progress->before;
	size_t n;
	const struct words now = sweep_words(ascii, &wide, len, cut, &n);
	/* a point behind ASCII letters and digits stands inside the runs of both */
	bool slow = sweep_bit(chunk->wordy, item->block) ||
		    (now.points & sweep_behind(now.any, UINT64_MAX, 1)) != 0;

	if (!slow && !progress->by_masks) {
		progress->by_masks = sweep_words_before(before, &counter->run);
		slow = !progress->by_masks;
	}
	if (slow) {
		const size_t part = item->block > 0 ? sweep_cut(p) : chunk->before;

		if (progress->by_masks)
			counter->run = sweep_run_behind(before);
		np_count_runs(counter, p - part, part + len - cut);
		progress->by_masks = false;
		return;
	}
	sweep_runs(counter->sum, &now, before);
	counter->sum->fullwidth += sweep_ones(wide.letters | wide.digits);
	sweep_pass(before, &now, n);
}

/* How many bytes of a chunk its block i has. */
static inline size_t
sweep_len(const struct chunk *chunk, size_t i)
{
	const size_t rest = chunk->len - i * NP_SWEEP_BLOCK;

	return rest < NP_SWEEP_BLOCK ? rest : NP_SWEEP_BLOCK;
}

/* Of these, how many are of a character that goes on; in a short block, which is the last, none. */
static inline size_t
sweep_cut_of(const struct chunk *chunk, size_t i)
{
	const size_t len = sweep_len(chunk, i);

	return len == NP_SWEEP_BLOCK ? sweep_cut(chunk->p + i * NP_SWEEP_BLOCK + len) : 0;
}

/* True if an item's block has nothing of a run, as one that is no item: a short one may end inside. */
static inline bool
sweep_has_none(const struct chunk *chunk, const struct item *item)
{
	return item->odd == 0 && !sweep_bit(chunk->wordy | chunk->wide, item->block) &&
	       sweep_len(chunk, item->block) == NP_SWEEP_BLOCK;
}

/* Counts what is odd in an item's block. */
NP_SWEEP_TARGET static inline struct ascii
sweep_odd(struct np_counter *counter, const struct chunk *chunk, const struct item *item)
{
	const char *p = chunk->p + item->block * NP_SWEEP_BLOCK;
	const struct ascii ascii = look_at_ascii(p);
	const uint64_t controls = item->odd & ~(ascii.letters | ascii.digits);

	counter->sum->classes[NP_LATIN] += sweep_ones(ascii.letters);
	counter->sum->classes[NP_DIGIT] += sweep_ones(ascii.digits);
	if (controls != 0)
		sweep_controls(counter, p, controls, chunk->p + chunk->len);
	return ascii;
}

/* Counts what is odd in a chunk, and its runs. */
NP_SWEEP_TARGET static SWEEP_APART void
sweep_items(struct np_counter *counter, const struct chunk *chunk)
{
	struct progress progress = { .by_masks = false };
	unsigned next = 0; /* the block after the last item */

	for (size_t i = 0; i < chunk->count; i++) {
		const struct item *item = &chunk->items[i];
		struct ascii ascii;

		if (sweep_has_none(chunk, item))
			continue;
		ascii = sweep_odd(counter, chunk, item);
		/* a block in between has nothing of a run */
		if (item->block != next)
			progress = (struct progress){ .by_masks = true };
		sweep_item_runs(counter, &progress, chunk, item, &ascii,
		    sweep_len(chunk, item->block), sweep_cut_of(chunk, item->block));
		next = item->block + 1;
	}
	if (next != chunk->blocks)
		counter->run = np_count_no_run;
	else if (progress.by_masks)
		counter->run = sweep_run_behind(&progress.before);
}

/*
 * The same for a chunk whose letters, digits and signs are ASCII, as most are: bytes of others need
 * not be told from anything else that ends a run.  before: what stands before it.
 */
NP_SWEEP_TARGET static inline void
sweep_ascii_items(struct np_counter *counter, const struct chunk *chunk, struct words *before)
{
	const bool words = (counter->want & NP_COUNT_WORDS) != 0;
	unsigned next = 0; /* the block after the last item */

	for (size_t i = 0; i < chunk->count; i++) {
		const struct item *item = &chunk->items[i];
		/* a block in between has nothing of a run */
		const uint64_t keep = item->block == next ? UINT64_MAX : 0;
		struct ascii ascii;
		struct words now;

		if (sweep_has_none(chunk, item))
			continue;
		ascii = sweep_odd(counter, chunk, item);
		now = (struct words){ ascii.letters, ascii.digits, ascii.letters | ascii.digits,
			ascii.digits, ascii.word_signs, ascii.number_signs, 0 };
		next = item->block + 1;
		if (!words)
			continue;
		before->letters &= keep;
		before->digits &= keep;
		before->any &= keep;
		before->any_digits &= keep;
		before->word_signs &= keep;
		before->number_signs &= keep;
		sweep_runs(counter->sum, &now, before);
		if (next == chunk->blocks) {
			sweep_pass(before, &now,
			    sweep_len(chunk, item->block) - sweep_cut_of(chunk, item->block));
			counter->run = sweep_run_behind(before);
			return;
		}
		*before = now;
	}
	counter->run = np_count_no_run;
}

/* Adds up what was seen of a chunk. */
NP_SWEEP_TARGET static inline void
sweep_sum(struct np_counter *counter, struct chunk *chunk)
{
	struct np_count *sum = counter->sum;
	struct words before = { 0 };
	const uint64_t *totals = chunk->sums.totals;
	uint64_t ascii, chars, spaces, odd = 0;

	sums_end(&chunk->sums);
	ascii = chunk->len - totals[SUM_MULTI];
	chars = ascii + totals[SUM_FIRST];
	spaces =
	    totals[SUM_BLANKS] - (chunk->blocks * NP_SWEEP_BLOCK - chunk->len) + totals[SUM_FEEDS];
	if (((chunk->wide | chunk->wordy) == 0 && sweep_words_before(&before, &counter->run)) ||
	    (counter->want & NP_COUNT_WORDS) == 0)
		sweep_ascii_items(counter, chunk, &before);
	else
		sweep_items(counter, chunk);
	for (size_t i = 0; i < chunk->count; i++)
		odd += sweep_ones(chunk->items[i].odd);
	for (size_t i = 0; i < NP_CLASSES; i++)
		sum->classes[i] += chunk->classes[i];
	sum->chars += chars;
	sum->lines += totals[SUM_FEEDS];
	sum->feeds += totals[SUM_FEEDS];
	sum->classes[NP_SPACE] += spaces;
	sum->classes[NP_PUNCT] += ascii - spaces - odd;
	sum->classes[NP_HAN] += totals[SUM_HAN];
	sum->classes[NP_CJKPUNCT] += chunk->punct;
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0)
		sum->graphemes += chars;
}

/*
 * Counts len bytes at p, some blocks, or those of them before one that must be left to
 * count.c; answers how many bytes that are.
 */
NP_SWEEP_TARGET static SWEEP_APART size_t
sweep_chunk(struct np_counter *counter, struct carry *carry, const char *p, size_t len)
{
	const bool graphemes = (counter->want & NP_COUNT_GRAPHEMES) != 0;
	struct chunk chunk;

	chunk.p = p;
	chunk.len = len;
	chunk.before = (carry->first >> 63) != 0 ? 1 : carry->threes >> 61 & 2;
	for (;;) {
		size_t i = 0;

		chunk.blocks = (chunk.len + NP_SWEEP_BLOCK - 1) / NP_SWEEP_BLOCK;
		if (sweep_masks(&chunk, carry)) {
			memset(chunk.classes, 0, sizeof chunk.classes);
			chunk.wide = chunk.wordy = 0;
			while (i < chunk.looked_up_count &&
			       sweep_others(&chunk, &chunk.items[chunk.looked_up[i]], graphemes))
				i++;
			if (i == chunk.looked_up_count)
				break;
			i = chunk.items[chunk.looked_up[i]].block;
		}
		/* again with less; a whole that is wrong somewhere begins with one block */
		if (chunk.blocks == 1)
			return 0;
		chunk.len = (i > 0 ? i : 1) * NP_SWEEP_BLOCK;
	}
	/* a short block may end inside a run */
	if (chunk.len % NP_SWEEP_BLOCK != 0 &&
	    (chunk.count == 0 || chunk.items[chunk.count - 1].block != chunk.blocks - 1))
		chunk.items[chunk.count++] = (struct item){ .block = (unsigned)chunk.blocks - 1 };
	sweep_sum(counter, &chunk);
	*carry = chunk.carry;
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
 * Counts bytes from byte pos, at most NP_SWEEP_COPY, by a copy of them: nothing need stand before
 * them, and a last block that is short has spaces behind it.  Answers how many.
 */
NP_SWEEP_TARGET static inline size_t
sweep_copy(struct np_counter *counter, struct carry *carry, const char *ptr, size_t len, size_t pos)
{
	char copy[NP_SWEEP_BEFORE + NP_SWEEP_COPY + NP_SWEEP_BLOCK], *p = copy + NP_SWEEP_BEFORE;
	const size_t count = len - pos < NP_SWEEP_COPY ? len - pos : NP_SWEEP_COPY;

	if (pos > 0)
		memcpy(copy, ptr + pos - NP_SWEEP_BEFORE, NP_SWEEP_BEFORE);
	else /* it tells whether a line is open */
		memset(copy, counter->line_open ? ' ' : '\n', NP_SWEEP_BEFORE);
	np_count_copy(p, ptr + pos, count);
	memset(p + count, ' ', NP_SWEEP_BLOCK);
	return sweep_chunk(counter, carry, p, count);
}

/*
 * Counts the next bytes from byte pos, most blocks at most, after the sweep began at byte start;
 * answers how many, 0 if they must be left to count.c.
 */
NP_SWEEP_TARGET static inline size_t
sweep_next(struct np_counter *counter, struct carry *carry, const char *ptr, size_t len, size_t pos,
    size_t start, size_t most)
{
	const size_t blocks = (len - pos) / NP_SWEEP_BLOCK;
	size_t got;

	if (pos == 0 || blocks == 0)
		got = sweep_copy(counter, carry, ptr, len, pos);
	else
		got = sweep_chunk(
		    counter, carry, ptr + pos, (blocks < most ? blocks : most) * NP_SWEEP_BLOCK);
	if (got > 0 && (counter->want & NP_COUNT_GRAPHEMES) != 0 &&
	    sweep_parts_crlf(&counter->cluster, ptr, pos, start))
		counter->sum->graphemes--;
	return got;
}

NP_SWEEP_TARGET static inline size_t
sweep(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	struct np_uni_cluster *cluster = &counter->cluster;
	struct carry carry = { 0 };
	const size_t start = pos;
	size_t most = NP_SWEEP_COPY / NP_SWEEP_BLOCK, got = 0, cut;

	if (cluster->open && !np_uni_is_solo((unsigned)cluster->last << NP_UNI_GCB_SHIFT))
		return pos;
	/* more at once as long as it goes well */
	while (pos < len && (got = sweep_next(counter, &carry, ptr, len, pos, start, most)) > 0) {
		pos += got;
		most = got < most * NP_SWEEP_BLOCK ? 1
		       : most < NP_SWEEP_BLOCKS    ? most * 2
						   : NP_SWEEP_BLOCKS;
	}
	/*
	 * What is cut, by the text's end too, is for whoever goes on: it was counted by its first
	 * byte.
	 */
	cut = pos > start && got % NP_SWEEP_BLOCK == 0 ? sweep_cut(ptr + pos) : 0;
	if (cut > 0) {
		pos -= cut;
		counter->sum->chars--;
		counter->sum->classes[NP_HAN] -=
		    (unsigned char)ptr[pos] >= 0xE4 && (unsigned char)ptr[pos] <= 0xE9;
		if ((counter->want & NP_COUNT_GRAPHEMES) != 0)
			counter->sum->graphemes--;
	}
	if (pos == start)
		return pos;
	counter->line_open = ptr[pos - 1] != '\n' && ptr[pos - 1] != '\f';
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0) {
		uint32_t last;

		np_utf8_prev(ptr + start, pos - start, &last);
		*cluster = (struct np_uni_cluster){ .open = false };
		np_uni_cluster_begins(cluster, last);
	}
	return pos;
}

/*
 * The end of skimming, which came to byte pos: what is cut there is for whoever goes on, and was
 * counted by its first byte.  Answers where that is.
 */
static inline size_t
sweep_skimmed(struct np_counter *counter, const char *ptr, size_t pos)
{
	const size_t cut = sweep_cut(ptr + pos);

	counter->sum->chars -= cut > 0;
	pos -= cut;
	counter->line_open = ptr[pos - 1] != '\n';
	return pos;
}

#endif
#endif
