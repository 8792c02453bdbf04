/* count - the counts of a text: in pieces the same as in one, and with less asked for; their sums right */
#include "fuzz.h"

#include "count.h"

enum { ALL = NP_COUNT_CLASSES | NP_COUNT_WORDS | NP_COUNT_GRAPHEMES | NP_COUNT_PRINT };

static void
count_pieces(struct np_count *sum, struct fuzz *fuzz, struct np_span text, unsigned want,
    unsigned columns, size_t most)
{
	struct np_counter counter;

	*sum = (struct np_count){ .bytes = 0 };
	np_counter_begin(&counter, sum, want);
	counter.columns = columns;
	for (size_t at = 0; at < text.len;) {
		size_t end = at + 1 + fuzz_below(fuzz, most);
		uint32_t cp;

		size_t from = at;
		while (at < text.len && at < end)
			at += np_utf8_next(text.ptr + at, text.len - at, &cp);
		np_counter_add(&counter, text.ptr + from, at - from);
	}
	np_counter_end(&counter);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = fuzz_begin(data, size);
	unsigned columns = 1 + (unsigned)fuzz_choice(&fuzz, 40);
	struct np_span text = fuzz_copy(fuzz.rest);
	struct np_count whole, parts, skimmed;
	uint64_t sum = 0;
	size_t bad;

	count_pieces(&whole, &fuzz, text, ALL, columns, SIZE_MAX / 2);
	count_pieces(&parts, &fuzz, text, ALL, columns, 12);
	count_pieces(&skimmed, &fuzz, text, 0, columns, SIZE_MAX / 2);
	LAW(memcmp(&whole, &parts, sizeof whole) == 0);
	for (int class = 0; class < NP_CLASSES; class ++)
		sum += whole.classes[class];
	LAW(whole.bytes == text.len && whole.chars == sum + whole.bad);
	bad = 0;
	LAW(whole.chars == np_utf8_count(text.ptr, text.len, &bad) && whole.bad == bad);
	LAW(skimmed.chars == whole.chars && skimmed.bad == bad);
	LAW(skimmed.lines == whole.lines && skimmed.feeds == whole.feeds);
	LAW(whole.graphemes <= whole.chars && whole.feeds <= whole.lines);
	free((char *)(size_t)text.ptr);
	return 0;
}
