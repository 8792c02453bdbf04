/* mixed - texts in several encodings: the runs use up all bytes, and are the same however the bytes come */
#include "fuzz.h"

#include "mixed.h"

enum { RUNS = 4096 };

/* Finds the runs of the text, of which at first `most` bytes are there, then so many more; how many. */
static size_t
find_runs(struct np_span text, size_t most, struct np_run *runs)
{
	struct np_mixed *mixed = np_mixed_open();
	size_t at = 0, there = 0, count = 0;

	LAW(mixed != NULL);
	while (at < text.len && count < RUNS) {
		size_t left = text.len - at;
		if (there < left && there < most)
			there = most;
		if (there > left)
			there = left;
		size_t given = there < NP_MIXED_MOST ? there : NP_MIXED_MOST;
		if (!np_mixed_next(
			mixed, text.ptr + at, given, at + given == text.len, &runs[count])) {
			LAW(given < left && given < NP_MIXED_MOST);
			there += most;
			continue;
		}
		LAW(runs[count].len > 0 && runs[count].len <= given);
		LAW((int)runs[count].set >= 0 && runs[count].set < NP_CANDIDATES);
		at += runs[count].len;
		there -= runs[count].len;
		count++;
	}
	LAW(at == text.len || count == RUNS);
	np_mixed_close(mixed);
	return count;
}

/* Puts runs of the same encoding that stand behind each other together; how many are left. */
static size_t
join(struct np_run *runs, size_t count)
{
	size_t made = 0;
	for (size_t i = 0; i < count; i++) {
		if (made > 0 && runs[made - 1].set == runs[i].set)
			runs[made - 1].len += runs[i].len;
		else
			runs[made++] = runs[i];
	}
	return made;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct np_run whole[RUNS], pieces[RUNS];
	if (size < 2 || size > RUNS)
		return 0;
	struct np_span text = fuzz_copy((struct np_span){ (const char *)data + 1, size - 1 });
	size_t count = join(whole, find_runs(text, text.len, whole));
	size_t other = join(pieces, find_runs(text, data[0] % 16 + 1u, pieces));

	LAW(count == other);
	for (size_t i = 0; i < count; i++)
		LAW(whole[i].set == pieces[i].set && whole[i].len == pieces[i].len);
	free((char *)(size_t)text.ptr);
	return 0;
}
