/*
 * count_chunk.h - the inside of count: blocks of 64 bytes, a chunk of them at once
 *
 * Shared by the files of the vector instructions.  Most of a text is Han, the commonest signs and
 * white space: of these, chunk_look() of the including file tells how many there are.  What else
 * there is, items: their characters are looked up here, their runs counted in count_runs.h, and
 * count_loop.h goes from chunk to chunk.
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

#endif
