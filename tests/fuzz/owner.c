/*
 * owner - which article each line belongs to, whatever the labels: a choice, then a line each
 *
 * The first byte of a line chooses its label, of those that may follow; the rest is its words.
 */
#include "fuzz_label.h"

#include "owner.h"
#include "sheet.h"

/* Labels of the page's lines by chance, as the scheme has them one behind another. */
static unsigned char *
choose_labels(const struct np_page *page, struct np_arena *arena)
{
	unsigned char *labels = np_arena_take(arena, page->count + 1);
	size_t from = np_label_scheme.label_count;

	LAW(labels != NULL);
	for (size_t i = 0; i < page->count; i++) {
		size_t may[256], count = 0;

		for (size_t to = 0; to < np_label_scheme.label_count; to++) {
			if (np_label_scheme.follows(from, to))
				may[count++] = to;
		}
		LAW(count > 0);
		from = may[(unsigned char)page->lines[i].text.ptr[0] % count];
		labels[i] = (unsigned char)from;
	}
	return labels;
}

/* Articles are numbered as they begin; what a label says of its line holds. */
static void
check_articles(const unsigned char *labels, const uint64_t *articles, size_t count, uint64_t most)
{
	uint64_t told = 0;

	for (size_t i = 0; i < count; i++) {
		enum np_place place = np_labels[labels[i]].place;

		LAW(articles[i] <= told + 1);
		if (articles[i] == told + 1)
			told++;
		if (place == NP_OUTSIDE || place == NP_INTERRUPTS)
			LAW(articles[i] == 0);
		else if (place != NP_CONTINUES)
			LAW(articles[i] > 0);
		if (place == NP_STARTS_ARTICLE)
			LAW(articles[i] == told);
		if (place == NP_CONTINUES && i > 0 &&
		    np_labels[labels[i - 1]].place != NP_INTERRUPTS)
			LAW(articles[i] == articles[i - 1]);
	}
	LAW(told == most);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct np_marks *marks;
	struct fuzz fuzz = fuzz_begin(data, size);
	bool by_words = fuzz_choice(&fuzz, 2) == 0;
	struct np_span text = fuzz_copy(fuzz.rest);
	struct np_labelled *blocks;
	struct np_sheet sheet;
	struct np_arena arena;
	struct np_page page;
	struct np_error err;
	uint64_t *articles, most;
	unsigned char *labels;
	size_t count;

	if (marks == NULL)
		LAW(np_marks_open(&marks, NULL, &err) == NP_OK);
	np_arena_init(&arena, 0);
	fuzz_page(&page, text, NP_FROM_TEXT, &arena);
	labels = choose_labels(&page, &arena);
	if (page.count > 0) {
		LAW(np_sheet_open(&sheet, marks, &page, &arena, &err) == NP_OK);
		struct np_topics *topics = np_topic_compare(&sheet, &arena);
		LAW(topics != NULL);
		LAW(np_owner_find(by_words ? topics : NULL, by_words ? &sheet : NULL, labels,
			page.count, &arena, &articles, &most, &err) == NP_OK);
		check_articles(labels, articles, page.count, most);
		LAW(np_label_blocks(marks, &page, by_words ? topics : NULL,
			by_words ? &sheet : NULL, labels, &arena, &blocks, &count, &err) == NP_OK);
		fuzz_words_kept(&page, blocks, count);
	}
	np_arena_free(&arena);
	free((char *)(size_t)text.ptr);
	return 0;
}
