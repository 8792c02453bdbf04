/*
 * count_skim.h - the inside of count where characters, bad pieces and lines alone are wanted
 *
 * Shared by the files of the vector instructions.  Most text is ASCII and
 * characters of three bytes, and to see that it is well-formed then takes less than the whole of
 * UTF-8 would: after C0 to DF comes one continuation, after E0 to FF come two, and none comes
 * elsewhere.  First bytes that this does not tell enough of are rare.
 */
#ifndef NP_COUNT_SKIM_H
#define NP_COUNT_SKIM_H

#include "count_sweep.h"
#include "count_words.h"

enum { SKIM_BLOCKS = 4, SKIM_STRIDE = SKIM_BLOCKS * NP_SWEEP_BLOCK };

enum skim_found {
	SKIM_WRONG, /* a continuation stands where none is due, or the other way round */
	SKIM_RARE,  /* all well but for bytes that must be looked at: C0, C1, E0, ED, F0 to FF */
	SKIM_FORMS, /* all well, and there are form feeds */
	SKIM_CLEAN
};

/* Continuations, line feeds, and form feeds that end a line with something on it. */
struct skim_totals {
	uint64_t rests, feeds, forms;
};

/* What 64 bytes have, a bit for each. */
struct skim_masks {
	uint64_t rests, feeds;
	uint64_t forms; /* form feeds, but those behind another one or a line feed */
	uint64_t bad;   /* C0, C1; E0 and ED before what must not follow them; F0 to FF */
};

/*
 * What the including file has, struct skim_sums before this one.  A stride that is clean, or but for its
 * form feeds, is added to the sums.  Strides follow each other; before the first nothing is cut.
 */
NP_SWEEP_TARGET static inline struct skim_sums skim_begin(void);
NP_SWEEP_TARGET static inline enum skim_found skim_stride(struct skim_sums *sums, const char *p);
NP_SWEEP_TARGET static inline struct skim_totals skim_end(const struct skim_sums *sums);
/* There is a byte behind the 64. */
NP_SWEEP_TARGET static inline struct skim_masks skim_look(const char *p);

/* The form feeds of a stride, those that skim_look() answers. */
NP_SWEEP_TARGET static SWEEP_APART uint64_t
skim_forms(const char *p)
{
	uint64_t forms = 0;

	for (size_t i = 0; i < SKIM_STRIDE; i += NP_SWEEP_BLOCK)
		forms += sweep_ones(skim_look(p + i).forms);
	return forms;
}

/*
 * Counts a stride that has rare bytes; false, and no count, if one is bad.  F0 to FF are: they have no
 * more than two continuations.
 */
NP_SWEEP_TARGET static SWEEP_APART bool
skim_closely(struct skim_totals *totals, const char *p)
{
	struct skim_totals more = *totals;
	uint64_t bad = 0;

	for (size_t i = 0; i < SKIM_STRIDE; i += NP_SWEEP_BLOCK) {
		const struct skim_masks masks = skim_look(p + i);

		bad |= masks.bad;
		more.rests += sweep_ones(masks.rests);
		more.feeds += sweep_ones(masks.feeds);
		more.forms += sweep_ones(masks.forms);
	}
	if (bad == 0)
		*totals = more;
	return bad == 0;
}

/* As np_count_skim has it. */
NP_SWEEP_TARGET static inline size_t
skim(struct np_counter *counter, const char *ptr, size_t len, size_t pos)
{
	struct skim_sums sums = skim_begin();
	struct skim_totals totals = { 0, 0, 0 }, clean;
	const size_t start = pos;
	size_t cut;

	if (sweep_cut(ptr + pos) > 0) /* it was bad: nothing is due now */
		return pos;
	for (; len - pos > SKIM_STRIDE; pos += SKIM_STRIDE) {
		const enum skim_found found = skim_stride(&sums, ptr + pos);

		if (found == SKIM_WRONG ||
		    (found == SKIM_RARE && !skim_closely(&totals, ptr + pos)))
			break;
		if (found == SKIM_FORMS)
			totals.forms += skim_forms(ptr + pos);
	}
	if (pos == start)
		return pos;
	clean = skim_end(&sums);
	/* what is cut here is for whoever goes on, and was counted by its first byte */
	cut = sweep_cut(ptr + pos);
	counter->sum->chars += pos - start - clean.rests - totals.rests - (cut > 0);
	counter->sum->feeds += clean.feeds + totals.feeds;
	counter->sum->lines += clean.feeds + totals.feeds + totals.forms;
	pos -= cut;
	counter->line_open = ptr[pos - 1] != '\n' && ptr[pos - 1] != '\f';
	return pos;
}

#endif
