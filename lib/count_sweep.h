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
#include "cpu.h"
#include "utf8.h"

enum {
	NP_SWEEP_BLOCK = 64,
	NP_SWEEP_BLOCKS = 32, /* at most at once: white spaces of so many fit into bytes */
	/* Bytes of the same text that must stand before the first block: masks look back. */
	NP_SWEEP_BEFORE = 2
};

/* No run is open. */
static const struct np_count_run np_count_no_run = { .class = -1, .any = -1 };

/* Goes on with the runs of letters and digits in a well-formed text; of count.c. */
void np_count_runs(struct np_counter *counter, const char *ptr, size_t len);

/*
 * Counts whole blocks of the text, all that is wanted but print, from byte pos, at least
 * NP_SWEEP_BEFORE and where a character begins; answers up to where it came, where a character begins
 * too.  Bytes are not counted.
 */
typedef size_t np_count_sweep(struct np_counter *counter, const char *ptr, size_t len, size_t pos);

/* The same where only characters, bad pieces and lines are wanted. */
typedef size_t np_count_skim(struct np_counter *counter, const char *ptr, size_t len, size_t pos);

#ifdef NP_WITH_AVX2
np_count_sweep np_count_sweep_avx2, np_count_sweep_avx512;
np_count_skim np_count_skim_avx2, np_count_skim_avx512;
#endif
#ifdef NP_WITH_NEON
np_count_sweep np_count_sweep_neon;
np_count_skim np_count_skim_neon;
#endif

/* ---- for these only ---- */

#ifdef NP_SWEEP_TARGET /* what stands before their functions; NP_SWEEP_VECTOR is their type */

#define SWEEP_INSIDE __attribute__((always_inline))
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

/*
 * What the including file has.  Line feeds and spaces
 * are common: struct white counts them, as vectors; white_add() adds those of a block,
 * white_sum() adds what has come together to its two sums.
 */
struct white {
	NP_SWEEP_VECTOR some_feeds,
	    some_blanks; /* of a few blocks: bytes, which must not overflow */
	unsigned blocks;
	uint64_t feeds, blanks;
};
NP_SWEEP_TARGET static inline void white_add(struct white *white, const char *p);
NP_SWEEP_TARGET static inline void white_sum(struct white *white);
NP_SWEEP_TARGET static inline struct seen look(const char *p);
NP_SWEEP_TARGET static inline struct ascii look_at_ascii(const char *p);
/* Last bytes of kana that join with nothing, and of hangul syllables: not of all, but of most. */
NP_SWEEP_TARGET static inline void look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul);

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

/* How many bytes before p are of a character that goes on there, in a well-formed text. */
static inline size_t
sweep_cut(const char *p)
{
	if ((unsigned char)p[-1] >= 0xC0)
		return 1;
	return (unsigned char)p[-2] >= 0xE0 ? 2 : 0;
}

/*
 * Counts the runs of a block of len bytes whose letters and digits are ASCII, and leaves their
 * state as it is before the bytes that are cut.  See struct np_count_run.
 */
NP_SWEEP_TARGET static inline void
sweep_runs(struct np_counter *counter, const struct ascii *ascii, size_t len, size_t cut)
{
	struct np_count_run *run = &counter->run;
	const uint64_t letters = ascii->letters, digits = ascii->digits, any = letters | digits;
	/* Bit 0 of each: how it stands at the beginning. */
	const uint64_t latin = run->class == NP_LATIN && !run->joined;
	const uint64_t latin_sign = run->class == NP_LATIN && run->joined;
	const uint64_t number = run->class == NP_DIGIT && !run->joined;
	const uint64_t number_sign = run->class == NP_DIGIT && run->joined;
	const uint64_t open = run->any >= 0 && run->pending == NP_SIGN_NONE;
	const uint64_t open_digit = open & (run->any == NP_DIGIT);
	const uint64_t open_word = run->any >= 0 && run->pending == NP_SIGN_WORD;
	const uint64_t open_number = run->any >= 0 && run->pending == NP_SIGN_NUMBER;
	uint64_t starts;
	size_t last;
	bool word_sign, point, before, before_digit;

	/* a run begins where none is before, nor one sign and before that the run */
	starts =
	    letters & ~(letters << 1 | latin) &
	    ~((ascii->word_signs << 1 | latin_sign) & (letters << 2 | latin << 1 | latin_sign));
	counter->sum->latin_words += sweep_ones(starts);
	starts =
	    digits & ~(digits << 1 | number) &
	    ~((ascii->number_signs << 1 | number_sign) & (digits << 2 | number << 1 | number_sign));
	counter->sum->numbers += sweep_ones(starts);
	starts = any & ~(any << 1 | open) &
		 ~((ascii->word_signs << 1 | open_word) & (any << 2 | open << 1 | open_word)) &
		 ~(digits & (ascii->number_signs << 1 | open_number) &
		     (digits << 2 | open_digit << 1 | open_number));
	counter->sum->runs += sweep_ones(starts);
	/* a sign that waited and is of NP_CJKPUNCT stands inside now */
	counter->sum->inside += run->inside && (any & 1) != 0 && (starts & 1) == 0;

	if (len <= cut)
		return;
	last = len - cut - 1;
	word_sign = sweep_bit(ascii->word_signs, last);
	point = sweep_bit(ascii->number_signs, last);
	before = last > 0 ? sweep_bit(any, last - 1) : open != 0;
	before_digit = last > 0 ? sweep_bit(digits, last - 1) : open_digit != 0;
	if (sweep_bit(any, last)) {
		run->class = run->any = sweep_bit(letters, last) ? NP_LATIN : NP_DIGIT;
		run->joined = false;
		run->pending = NP_SIGN_NONE;
	} else {
		bool closed = run->class < 0 || run->joined;
		bool digit = last > 0 ? before_digit : number != 0;
		bool letter = last > 0 ? sweep_bit(letters, last - 1) : !closed && number == 0;

		run->joined = (letter && word_sign) || (digit && point);
		if (!run->joined)
			run->class = -1;
		else if (last > 0)
			run->class = letter ? NP_LATIN : NP_DIGIT;
		if ((before && word_sign) || (before_digit && point)) {
			run->pending = word_sign ? NP_SIGN_WORD : NP_SIGN_NUMBER;
			if (last > 0)
				run->any = before_digit ? NP_DIGIT : NP_LATIN;
		} else {
			run->any = -1;
			run->pending = NP_SIGN_NONE;
		}
	}
	run->inside = false;
}

/* A block of a chunk with something in it that is looked at once more. */
struct item {
	uint64_t odd;  /* as seen */
	uint64_t ends; /* last bytes of characters that must be looked up */
	unsigned block;
	bool wordy; /* one of these may be part of a run */
};

/* Blocks that are counted together; nothing of them is added to the counts before all is well. */
struct chunk {
	const char *p;
	size_t blocks, len; /* len: bytes; a last block may be short, with spaces behind it */
	size_t before;      /* bytes in front of it that are of its first character */
	struct carry carry; /* of its last block */
	struct item items[NP_SWEEP_BLOCKS];
	size_t count;
	uint64_t multi, first, han, punct; /* sums of masks */
	struct white white;
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
	struct white white = { 0 };
	uint64_t multi = 0, first = 0, han = 0, punct = 0, wrong = 0;
	size_t count = 0;

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
		count += (item->odd | item->ends) != 0;
		multi += sweep_ones(seen.multi);
		first += sweep_ones(seen.first);
		han += sweep_ones(seen.han);
		punct += sweep_ones(other_ends & seen.punct);
		white_add(&white, p);
		last = (struct carry){ seen.first, seen.threes, seen.han, others, twos };
	}
	chunk->multi = multi;
	chunk->first = first;
	chunk->han = han;
	chunk->punct = punct;
	chunk->white = white;
	chunk->carry = last;
	chunk->count = count;
	return wrong == 0;
}

/*
 * Looks the characters up whose last bytes are in an item's ends.  False if one must be left
 * to count.c.
 */
NP_SWEEP_TARGET static inline bool
sweep_others(struct chunk *chunk, struct item *item, bool graphemes)
{
	const char *p = chunk->p + item->block * NP_SWEEP_BLOCK;
	uint64_t ends = item->ends, kana, hangul;

	if (sweep_ones(ends) > 4) {
		look_at_scripts(p, &kana, &hangul);
		chunk->classes[NP_KANA] += (uint32_t)sweep_ones(kana & ends);
		chunk->classes[NP_HANGUL] += (uint32_t)sweep_ones(hangul & ends);
		ends &= ~(kana | hangul);
	}
	item->wordy = false;
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
		item->wordy |= class == NP_LATIN || class == NP_LETTER || class == NP_DIGIT ||
			       (entry & NP_UNI_MARK) != 0 || np_count_unseen(cp) ||
			       np_count_sign(cp) != NP_SIGN_NONE;
	}
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

/* Counts what is odd in an item's block, and its runs. */
NP_SWEEP_TARGET static inline void
sweep_item(struct np_counter *counter, const struct chunk *chunk, const struct item *item)
{
	const char *p = chunk->p + item->block * NP_SWEEP_BLOCK, *end = chunk->p + chunk->len;
	const size_t len = (size_t)(end - p) < NP_SWEEP_BLOCK ? (size_t)(end - p) : NP_SWEEP_BLOCK;
	/* a short block is the last: nothing is cut there */
	const size_t cut = len == NP_SWEEP_BLOCK ? sweep_cut(p + len) : 0;
	struct ascii ascii = { 0 };
	uint64_t controls;

	if (item->odd != 0 || len < NP_SWEEP_BLOCK) {
		ascii = look_at_ascii(p);
		counter->sum->classes[NP_LATIN] += sweep_ones(ascii.letters);
		counter->sum->classes[NP_DIGIT] += sweep_ones(ascii.digits);
		controls = item->odd & ~(ascii.letters | ascii.digits);
		if (controls != 0)
			sweep_controls(counter, p, controls, end);
	}
	if ((counter->want & NP_COUNT_WORDS) == 0)
		return;
	if (item->wordy) {
		const size_t before = item->block > 0 ? sweep_cut(p) : chunk->before;

		np_count_runs(counter, p - before, before + len - cut);
	} else if ((ascii.letters | ascii.digits) == 0 && len == NP_SWEEP_BLOCK) {
		counter->run = np_count_no_run;
	} else {
		sweep_runs(counter, &ascii, len, cut);
	}
}

/* Adds up what was seen of a chunk. */
NP_SWEEP_TARGET static inline void
sweep_sum(struct np_counter *counter, struct chunk *chunk)
{
	struct np_count *sum = counter->sum;
	const uint64_t ascii = chunk->len - chunk->multi, chars = ascii + chunk->first;
	uint64_t spaces, odd = 0;
	unsigned next = 0; /* the block after the last item */

	white_sum(&chunk->white);
	spaces = chunk->white.blanks - (chunk->blocks * NP_SWEEP_BLOCK - chunk->len) +
		 chunk->white.feeds;
	for (size_t i = 0; i < chunk->count; i++) {
		const struct item *item = &chunk->items[i];

		/* a block in between has nothing of a run */
		if (item->block != next)
			counter->run = np_count_no_run;
		sweep_item(counter, chunk, item);
		odd += sweep_ones(item->odd);
		next = item->block + 1;
	}
	if (next != chunk->blocks)
		counter->run = np_count_no_run;
	for (size_t i = 0; i < NP_CLASSES; i++)
		sum->classes[i] += chunk->classes[i];
	sum->chars += chars;
	sum->lines += chunk->white.feeds;
	sum->feeds += chunk->white.feeds;
	sum->classes[NP_SPACE] += spaces;
	sum->classes[NP_PUNCT] += ascii - spaces - odd;
	sum->classes[NP_HAN] += chunk->han;
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
			/* a short block may end inside a run */
			if (chunk.len % NP_SWEEP_BLOCK != 0 && chunk.count == 0)
				chunk.items[chunk.count++] = (struct item){ .block = 0 };
			memset(chunk.classes, 0, sizeof chunk.classes);
			while (i < chunk.count && sweep_others(&chunk, &chunk.items[i], graphemes))
				i++;
			if (i == chunk.count)
				break;
			i = chunk.items[i].block;
		}
		/* again with less; a whole that is wrong somewhere begins with one block */
		if (chunk.blocks == 1)
			return 0;
		chunk.len = (i > 0 ? i : 1) * NP_SWEEP_BLOCK;
	}
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

NP_SWEEP_TARGET static inline size_t
sweep(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	const bool graphemes = (counter->want & NP_COUNT_GRAPHEMES) != 0;
	struct np_uni_cluster *cluster = &counter->cluster;
	struct carry carry = { 0 };
	const size_t start = pos;
	bool whole = false; /* a short block ended the text: nothing is cut there */
	size_t want = NP_SWEEP_BLOCKS / 4, got = 0, cut;

	if (graphemes && cluster->open &&
	    !np_uni_is_solo((unsigned)cluster->last << NP_UNI_GCB_SHIFT))
		return pos;
	/* more at once as long as it goes well */
	for (bool good = true; good && len - pos >= NP_SWEEP_BLOCK;) {
		size_t most = (len - pos) / NP_SWEEP_BLOCK;

		want = want < most ? want : most;
		got = sweep_chunk(counter, &carry, ptr + pos, want * NP_SWEEP_BLOCK);
		if (graphemes && got > 0 && sweep_parts_crlf(cluster, ptr, pos, start))
			counter->sum->graphemes--;
		pos += got;
		good = got > 0;
		want = got < want * NP_SWEEP_BLOCK ? 1
		       : want < NP_SWEEP_BLOCKS    ? want * 2
						   : NP_SWEEP_BLOCKS;
	}
	if (len > pos && len - pos < NP_SWEEP_BLOCK) {
		char block[NP_SWEEP_BEFORE + NP_SWEEP_BLOCK];
		size_t rest = len - pos;

		memset(block, ' ', sizeof block);
		memcpy(block, ptr + pos - NP_SWEEP_BEFORE, NP_SWEEP_BEFORE + rest);
		if (sweep_chunk(counter, &carry, block + NP_SWEEP_BEFORE, rest) > 0) {
			if (graphemes && sweep_parts_crlf(cluster, ptr, pos, start))
				counter->sum->graphemes--;
			pos = len;
			whole = true;
		}
	}
	/*
	 * What is cut, by the text's end too, is for whoever goes on: it was counted by its first
	 * byte.
	 */
	cut = pos > start && !whole ? sweep_cut(ptr + pos) : 0;
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
