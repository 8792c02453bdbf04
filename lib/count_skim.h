/*
 * count_skim.h - the inside of count where characters, bad pieces and lines alone are wanted
 *
 * Shared by the files of the vector instructions, after count_sweep.h.  Most text is ASCII and
 * characters of three bytes, and to see that it is well-formed then takes less than the whole of
 * UTF-8 would: after C0 to DF comes one continuation, after E0 to FF come two, and none comes
 * elsewhere.  First bytes that this does not tell enough of are rare.
 */
#ifndef NP_COUNT_SKIM_H
#define NP_COUNT_SKIM_H

#include "count_sweep.h"

enum { SKIM_BLOCKS = 4, SKIM_STRIDE = SKIM_BLOCKS * NP_SWEEP_BLOCK };

enum skim_found {
	SKIM_WRONG, /* a continuation stands where none is due, or the other way round */
	SKIM_RARE,  /* all well but for bytes that must be looked at: C0 to E0, ED, F0 to FF, 0C */
	SKIM_CLEAN
};

/* Continuations and line feeds. */
struct skim_totals {
	uint64_t rests, feeds;
};

/* The same of 64 bytes, and which are rare: a bit for each byte. */
struct skim_masks {
	uint64_t rests, feeds, rare;
};

/* What the including file has.  Sums begin as zeros; a clean stride is added to them. */
struct skim_sums {
	NP_SWEEP_VECTOR vectors[2];
	struct skim_totals totals;
	unsigned strides;
};
NP_SWEEP_TARGET static inline enum skim_found skim_stride(struct skim_sums *sums, const char *p);
NP_SWEEP_TARGET static inline struct skim_totals skim_end(struct skim_sums *sums);
NP_SWEEP_TARGET static inline struct skim_masks skim_look(const char *p);

/*
 * True if the rare bytes of 64 at p, of a text that ends at end, are all well; counts lines that
 * form feeds end.
 */
NP_SWEEP_TARGET static inline bool
skim_rare(const char *p, uint64_t rare, const char *end, uint64_t *lines)
{
	for (; rare != 0; rare &= rare - 1) {
		const char *at = p + __builtin_ctzll(rare);
		uint32_t cp;

		np_utf8_next(at, (size_t)(end - at), &cp);
		if (cp == NP_UTF8_BAD)
			return false;
		if (cp == '\f')
			*lines += at[-1] != '\n' && at[-1] != '\f';
	}
	return true;
}

/* Counts a stride that has rare bytes; false, and no count, if one is bad. */
NP_SWEEP_TARGET static SWEEP_APART bool
skim_closely(struct np_counter *counter, struct skim_totals *totals, const char *p, const char *end)
{
	struct skim_totals more = { 0, 0 };
	uint64_t lines = 0;

	for (size_t i = 0; i < SKIM_STRIDE; i += NP_SWEEP_BLOCK) {
		const struct skim_masks masks = skim_look(p + i);

		if (!skim_rare(p + i, masks.rare, end, &lines))
			return false;
		more.rests += sweep_ones(masks.rests);
		more.feeds += sweep_ones(masks.feeds);
	}
	counter->sum->lines += lines;
	totals->rests += more.rests;
	totals->feeds += more.feeds;
	return true;
}

/* As np_count_skim has it. */
NP_SWEEP_TARGET static inline size_t
skim(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	struct skim_sums sums = { .strides = 0 };
	struct skim_totals totals = { 0, 0 }, clean;
	const size_t start = pos;
	size_t cut;

	if (sweep_cut(ptr + pos) > 0) /* it was bad: nothing is due now */
		return pos;
	for (; len - pos >= SKIM_STRIDE; pos += SKIM_STRIDE) {
		const enum skim_found found = skim_stride(&sums, ptr + pos);

		if (found == SKIM_WRONG ||
		    (found == SKIM_RARE && !skim_closely(counter, &totals, ptr + pos, ptr + len)))
			break;
	}
	if (pos == start)
		return pos;
	clean = skim_end(&sums);
	/* what is cut here is for whoever goes on, and was counted by its first byte */
	cut = sweep_cut(ptr + pos);
	counter->sum->chars += pos - start - clean.rests - totals.rests - (cut > 0);
	counter->sum->lines += clean.feeds + totals.feeds;
	counter->sum->feeds += clean.feeds + totals.feeds;
	pos -= cut;
	counter->line_open = ptr[pos - 1] != '\n' && ptr[pos - 1] != '\f';
	return pos;
}

#endif
