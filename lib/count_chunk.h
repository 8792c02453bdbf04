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
	CHUNK_BLOCKS = 31, /* at most at once: eight bytes of each, and a byte holds their number */
	/* So many bytes, or fewer, are copied to where the like stands before and behind them. */
	CHUNK_COPY = 8 * NP_SWEEP_BLOCK
};

/* ASCII letters, digits, ' or -, . or , */
struct ascii {
	uint64_t letters, digits, word_signs, number_signs;
};

/* Last bytes of full-width letters, digits, points (U+FF0E) and spaces (U+3000). */
struct wide {
	uint64_t letters, digits, points, spaces;
};

/* A block of a chunk with something in it that is looked at once more. */
struct item {
	uint64_t
	    odd; /* ASCII letters, digits, controls but line feeds; perhaps signs, none of signs */
	uint64_t ends; /* last bytes of characters that must be looked up */
	unsigned block;
};

/* Blocks that are counted together; nothing of them is added to the counts before all is well. */
struct chunk {
	const char *p;      /* with NP_SWEEP_BEFORE bytes in front */
	size_t blocks, len; /* len: bytes; a last block may be short, with spaces behind it */
	/* Characters that end in it: line feeds, spaces, signs of ASCII; Han, NP_CJKPUNCT. */
	uint64_t feeds, blanks, signs, han, punct;
	/* The others are of its items. */
	struct item items[CHUNK_BLOCKS];
	size_t count;
	uint32_t classes[NP_CLASSES]; /* of characters looked up */
	/* a bit for each block: a character looked up may be part of a run, as masks don't tell */
	uint32_t wordy;
	uint32_t wide; /* the same: there are full-width letters, digits or points */
};

/*
 * What the including file has.  chunk_look() looks at all blocks, and fills in what is above as far
 * as count, without a branch that depends on what they are.  False if there is one that must be left
 * to count.c: not that all are well-formed, since characters that are looked up are not looked at.
 */
NP_SWEEP_TARGET static inline bool chunk_look(struct chunk *chunk);
NP_SWEEP_TARGET static inline struct ascii look_at_ascii(const char *p);
NP_SWEEP_TARGET static inline struct wide look_at_wide(const char *p);
/* Which bytes are continuations. */
NP_SWEEP_TARGET static inline uint64_t look_at_rests(const char *p);
/* Last bytes of kana that join with nothing, and of hangul syllables: not of all, but of most. */
NP_SWEEP_TARGET static inline void look_at_scripts(const char *p, uint64_t *kana, uint64_t *hangul);
/* The bits of mask that are set in places, side by side from bit 0. */
NP_SWEEP_TARGET static inline uint64_t pick(uint64_t mask, uint64_t places);

/* The full-width characters of the block at p whose last bytes are in ends. */
NP_SWEEP_TARGET static inline struct wide
sweep_wide(const char *p, uint64_t ends)
{
	struct wide wide = look_at_wide(p);

	wide.letters &= ends;
	wide.digits &= ends;
	wide.points &= ends;
	wide.spaces &= ends;
	return wide;
}

/*
 * The character of two or three bytes whose last is at last, of which is known that continuations
 * stand where they are due; or NP_UTF8_BAD.
 */
static inline uint32_t
sweep_decode(const char *last)
{
	const uint32_t third = (unsigned char)last[0], second = (unsigned char)last[-1];
	const uint32_t first = (unsigned char)last[-2];
	uint32_t cp;

	if (second >= 0xC0) {
		cp = (second & 0x1F) << 6 | (third & 0x3F);
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
	chunk->classes[NP_SPACE] += (uint32_t)sweep_ones(wide.spaces);
	chunk->wide |= (uint32_t)((wide.letters | wide.digits | wide.points) != 0) << item->block;
	ends &= ~(wide.letters | wide.digits | wide.points | wide.spaces);
	for (; ends != 0; ends &= ends - 1) {
		const uint32_t cp = sweep_decode(p + __builtin_ctzll(ends));
		unsigned entry;

		if (cp == NP_UTF8_BAD)
			return false;
		entry = np_uni_entry(cp);
		if (graphemes && !np_uni_is_solo(entry))
			return false;
		chunk->classes[entry & NP_UNI_CLASS]++;
		wordy |= sweep_is_wordy(cp, entry);
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

/*
 * The words of the block at p, and into *n how many bits they have; cut: bytes at its end that go
 * on.
 */
NP_SWEEP_TARGET static inline struct words
sweep_words(const char *p, const struct ascii *ascii, const struct wide *wide, size_t len,
    size_t cut, size_t *n)
{
	struct words words = { ascii->letters, ascii->digits, ascii->letters | ascii->digits,
		ascii->digits, ascii->word_signs, ascii->number_signs, 0 };
	uint64_t ends;

	*n = len - cut;
	if ((wide->letters | wide->digits | wide->points) == 0)
		return words;
	/* the last byte of each character: no continuation comes next */
	ends = ~(look_at_rests(p) >> 1) & UINT64_MAX >> (NP_SWEEP_BLOCK - len + (cut > 0));
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
	const struct words now = sweep_words(p, ascii, &wide, len, cut, &n);
	/* a point behind ASCII letters and digits stands inside the runs of both */
	bool slow = sweep_bit(chunk->wordy, item->block) ||
		    (now.points & sweep_behind(now.any, UINT64_MAX, 1)) != 0;

	if (!slow && !progress->by_masks) {
		progress->by_masks = sweep_words_before(before, &counter->run);
		slow = !progress->by_masks;
	}
	if (slow) {
		const size_t part = sweep_cut(p);

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
sweep_sum(struct np_counter *counter, const struct chunk *chunk)
{
	struct np_count *sum = counter->sum;
	struct words before = { 0 };
	/* what is behind a short last block is not of the text */
	const uint64_t blanks = chunk->blanks - (chunk->blocks * NP_SWEEP_BLOCK - chunk->len);
	uint64_t chars = chunk->feeds + blanks + chunk->signs + chunk->han + chunk->punct;

	if (((chunk->wide | chunk->wordy) == 0 && sweep_words_before(&before, &counter->run)) ||
	    (counter->want & NP_COUNT_WORDS) == 0)
		sweep_ascii_items(counter, chunk, &before);
	else
		sweep_items(counter, chunk);
	for (size_t i = 0; i < chunk->count; i++)
		chars += sweep_ones(chunk->items[i].odd);
	for (size_t i = 0; i < NP_CLASSES; i++) {
		chars += chunk->classes[i];
		sum->classes[i] += chunk->classes[i];
	}
	sum->chars += chars;
	sum->lines += chunk->feeds;
	sum->feeds += chunk->feeds;
	sum->classes[NP_SPACE] += chunk->feeds + blanks;
	sum->classes[NP_PUNCT] += chunk->signs;
	sum->classes[NP_HAN] += chunk->han;
	sum->classes[NP_CJKPUNCT] += chunk->punct;
	if ((counter->want & NP_COUNT_GRAPHEMES) != 0)
		sum->graphemes += chars;
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
		count += chunk->items[i].ends != 0;
	}
	memset(chunk->classes, 0, sizeof chunk->classes);
	chunk->wide = chunk->wordy = 0;
	for (size_t i = 0; i < count; i++)
		if (!sweep_others(chunk, &chunk->items[waiting[i]], graphemes))
			return waiting[i];
	return chunk->count;
}

/*
 * Counts len bytes at p, some blocks, or those of them before one that must be left to
 * count.c; answers how many bytes that are.
 */
NP_SWEEP_TARGET static SWEEP_APART size_t
sweep_chunk(struct np_counter *counter, const char *p, size_t len)
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
		chunk.items[chunk.count++] = (struct item){ .block = (unsigned)chunk.blocks - 1 };
	sweep_sum(counter, &chunk);
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
 * Counts bytes from byte pos, at most CHUNK_COPY, by a copy of them: nothing need stand before
 * them, and a last block that is short has spaces behind it.  Answers how many.
 */
NP_SWEEP_TARGET static inline size_t
sweep_copy(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	char copy[NP_SWEEP_BEFORE + CHUNK_COPY + NP_SWEEP_BLOCK], *p = copy + NP_SWEEP_BEFORE;
	const size_t count = len - pos < CHUNK_COPY ? len - pos : CHUNK_COPY;

	if (pos > 0)
		memcpy(copy, ptr + pos - NP_SWEEP_BEFORE, NP_SWEEP_BEFORE);
	else /* it tells whether a line is open */
		memset(copy, counter->line_open ? ' ' : '\n', NP_SWEEP_BEFORE);
	np_count_copy(p, ptr + pos, count);
	memset(p + count, ' ', NP_SWEEP_BLOCK);
	return sweep_chunk(counter, p, count);
}

/*
 * Counts the next bytes from byte pos, most blocks at most, after the sweep began at byte start;
 * answers how many, 0 if they must be left to count.c.
 */
NP_SWEEP_TARGET static inline size_t
sweep_next(
    struct np_counter *counter, const char *ptr, size_t len, size_t pos, size_t start, size_t most)
{
	const size_t blocks = (len - pos) / NP_SWEEP_BLOCK;
	size_t got;

	if (pos == 0 || blocks == 0)
		got = sweep_copy(counter, ptr, len, pos);
	else
		got = sweep_chunk(
		    counter, ptr + pos, (blocks < most ? blocks : most) * NP_SWEEP_BLOCK);
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
	const size_t start = pos;
	size_t most = CHUNK_COPY / NP_SWEEP_BLOCK, got = 0;

	if (cluster->open && !np_uni_is_solo((unsigned)cluster->last << NP_UNI_GCB_SHIFT))
		return pos;
	if (pos > 0 && sweep_cut(ptr + pos) > 0) /* it was bad: nothing is due now */
		return pos;
	/* more at once as long as it goes well */
	while (pos < len && (got = sweep_next(counter, ptr, len, pos, start, most)) > 0) {
		pos += got;
		if (got < most * NP_SWEEP_BLOCK)
			most = 1;
		else
			most = most * 2 < CHUNK_BLOCKS ? most * 2 : CHUNK_BLOCKS;
	}
	if (pos == start)
		return pos;
	/* what is cut, by the text's end too, was not counted: it is for whoever goes on */
	if (got % NP_SWEEP_BLOCK == 0)
		pos -= sweep_cut(ptr + pos);
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
