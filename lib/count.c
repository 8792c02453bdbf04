/* count.c - counts of a text: characters by class, words, lines, graphemes */
#include "count.h"

#include <stddef.h>
#include <string.h>

#include "count_sweep.h"
#include "count_words.h"
#include "utf8.h"

enum { SLOW_MOST = 4096 };

void
np_counter_begin(struct np_counter *counter, struct np_count *sum, unsigned want)
{
	*counter = (struct np_counter){
		.sum = sum,
		.want = want,
		.columns = NP_COUNT_PRINT_COLUMNS,
		.run = np_count_no_run,
	};
}

/* ---- lines in print ---- */

static void
end_print_line(struct np_counter *counter)
{
	const uint64_t room = 2 * (uint64_t)counter->columns;

	if (counter->inked)
		counter->sum->print_lines +=
		    counter->cells > room ? (counter->cells + room - 1) / room : 1;
	counter->cells = 0;
	counter->inked = false;
}

static void
count_print(struct np_counter *counter, const char *ptr, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		uint32_t cp;

		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		if (cp == '\n' || cp == '\f') {
			end_print_line(counter);
		} else if (cp == NP_UTF8_BAD) {
			counter->cells++;
			counter->inked = true;
		} else if (cp != '\r') {
			counter->cells += np_uni_width(cp);
			counter->inked |= !np_uni_is_space(cp);
		}
	}
}

/* ---- all of it ---- */

void
np_count_copy(char *to, const char *from, size_t len)
{
	memcpy(to, from, len);
}

/*
 * What counts by vectors here; NULL for plain C.  skim: nothing else is wanted; brief: nothing but Han,
 * of a short text, which not every machine has.
 */
static np_count_sweep *
vector_sweep(bool skim, bool brief)
{
	(void)skim, (void)brief; /* not every machine asks */
	switch (np_cpu()) {
#ifdef NP_WITH_AVX2
	case NP_CPU_AVX2:
		return skim ? np_count_skim_avx2 : brief ? np_count_han_avx2 : np_count_sweep_avx2;
	case NP_CPU_AVX512:
		return skim    ? np_count_skim_avx512
		       : brief ? np_count_han_avx512
			       : np_count_sweep_avx512;
#endif
#ifdef NP_WITH_NEON
	case NP_CPU_NEON:
		return skim ? np_count_skim_neon : np_count_sweep_neon;
#endif
	default:
		return NULL;
	}
}

void
np_counter_add(struct np_counter *counter, const char *ptr, size_t len)
{
	const unsigned want = counter->want & ~(unsigned)NP_COUNT_PRINT;
	/* The other way to count characters alone wants long texts. */
	const bool brief =
	    (want & ~(unsigned)NP_COUNT_HAN) == 0 && len <= NP_SWEEP_SHORT && np_cpu_avx2();
	const bool skim = want == 0 && !brief;
	np_count_sweep *const by_vectors = vector_sweep(skim, brief);
	const uint64_t han = counter->sum->classes[NP_HAN];
	/* What is left to plain C at once: more where vectors get nowhere. */
	const size_t least = skim ? 4 * NP_SWEEP_BLOCK : NP_SWEEP_BLOCK;
	size_t pos = 0, step = 2;

	counter->sum->bytes += len;
	if ((counter->want & NP_COUNT_PRINT) != 0)
		count_print(counter, ptr, len);
	while (pos < len) {
		size_t start = pos, end;

		if (by_vectors != NULL && pos >= (skim ? NP_SWEEP_BEFORE : 0))
			pos = by_vectors(counter, ptr, len, pos);
		if (pos == len)
			break;
		step = pos > start ? least : step < SLOW_MOST ? step * 2 : step;
		end = by_vectors != NULL && len - pos > step ? pos + step : len;
		pos = want == 0 ? np_count_chars_plainly(counter, ptr, len, pos, end)
				: np_count_plainly(counter, ptr, len, pos, end);
	}
	if (want == 0)
		counter->sum->classes[NP_HAN] = han;
}

void
np_counter_end(struct np_counter *counter)
{
	counter->sum->lines += counter->line_open;
	counter->line_open = false;
	counter->run = np_count_no_run;
	counter->cluster = (struct np_uni_cluster){ 0 };
	end_print_line(counter);
}

/* ---- sums ---- */

/* All numbers of a count are of one type. */
static const uint64_t *
numbers_of(const struct np_count *count)
{
	return (const uint64_t *)(const void *)count;
}

void
np_count_add(struct np_count *sum, const struct np_count *more)
{
	uint64_t *to = (uint64_t *)(void *)sum;

	for (size_t i = 0; i < NP_COUNT_NUMBERS; i++)
		to[i] += numbers_of(more)[i];
}

struct np_count_places
np_count_places(unsigned want)
{
#define PLACE(member) (offsetof(struct np_count, member) / sizeof(uint64_t))
	static const struct {
		unsigned want; /* 0: always */
		unsigned char first, end;
	} parts[] = {
		{ 0, PLACE(bytes), PLACE(classes) },
		{ NP_COUNT_HAN, PLACE(classes) + NP_HAN, PLACE(classes) + NP_HAN + 1 },
		{ NP_COUNT_CLASSES, PLACE(classes), PLACE(lines) },
		{ 0, PLACE(lines), PLACE(lines) + 1 },
		{ NP_COUNT_WORDS, PLACE(latin_words), PLACE(print_lines) },
		{ NP_COUNT_PRINT, PLACE(print_lines), PLACE(graphemes) },
		{ NP_COUNT_GRAPHEMES, PLACE(graphemes), NP_COUNT_NUMBERS },
	};
#undef PLACE
	struct np_count_places places = { .count = 0 };

	if ((want & NP_COUNT_CLASSES) != 0) /* Han is one of them */
		want &= ~(unsigned)NP_COUNT_HAN;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (parts[i].want == 0 || (parts[i].want & want) != 0)
			for (unsigned at = parts[i].first; at < parts[i].end; at++)
				places.at[places.count++] = (unsigned char)at;
	return places;
}

void
np_count_pack(uint64_t *packed, const struct np_count_places *places, const struct np_count *more)
{
	for (size_t i = 0; i < places->count; i++)
		packed[i] += numbers_of(more)[places->at[i]];
}

void
np_count_unpack(
    struct np_count *count, const struct np_count_places *places, const uint64_t *packed)
{
	*count = (struct np_count){ .bytes = 0 };
	for (size_t i = 0; i < places->count; i++)
		((uint64_t *)(void *)count)[places->at[i]] = packed[i];
}
