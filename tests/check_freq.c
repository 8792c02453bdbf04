/* check_freq.c - tests of bag and freq */
#include "help.h"

#include "bag.h"
#include "freq.h"

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* ---- bag ---- */

enum { KINDS = 3000 };

/* The name of number i, of some length from 1 byte to the longest. */
static size_t
name_of(unsigned i, char *buf)
{
	size_t len = (size_t)snprintf(buf, 16, "%u", i);
	size_t want = i % 7 == 0 ? NP_BAG_LONGEST - i % 5 : i % 3 == 0 ? 12 + i % 12 : len;

	if (want > len) {
		memset(buf + len, 'x', want - len);
		len = want;
	}
	return len;
}

/* Puts random names in, rare ones and common ones; true[] is how often each. */
static void
fill(struct np_bag *bag, uint64_t *true_counts, uint32_t seed, int puts)
{
	memset(true_counts, 0, KINDS * sizeof *true_counts);
	for (int i = 0; i < puts; i++) {
		unsigned top = 1 + next_random(&seed) % KINDS, number = next_random(&seed) % top;
		char name[NP_BAG_LONGEST];
		size_t len = name_of(number, name);

		ck_assert_int_eq(np_bag_add(bag, name, len), NP_OK);
		true_counts[number]++;
	}
}

/* What number the text is the name of. */
static unsigned
number_of(struct np_span text)
{
	char name[NP_BAG_LONGEST];
	unsigned number = (unsigned)strtoul(text.ptr, NULL, 10);
	size_t len = name_of(number, name);

	ck_assert_uint_lt(number, KINDS);
	ck_assert_uint_eq(text.len, len);
	ck_assert_mem_eq(text.ptr, name, len);
	return number;
}

START_TEST(exact)
{
	static uint64_t want[KINDS];
	struct np_bag *bag = np_bag_open((size_t)64 << 20, _i != 0);
	size_t different = 0;

	ck_assert_ptr_nonnull(bag);
	ck_assert_uint_eq(np_bag_size(bag), 0);
	fill(bag, want, 77, 60000);
	for (size_t i = 0; i < np_bag_size(bag); i++) {
		struct np_bag_item item = np_bag_item(bag, i);
		char text[NP_BAG_LONGEST + 1];

		memcpy(text, item.text.ptr, item.text.len);
		text[item.text.len] = '\0';
		ck_assert_uint_eq(
		    item.count, want[number_of((struct np_span){ text, item.text.len })]);
		ck_assert_uint_eq(item.error, 0);
	}
	for (size_t i = 0; i < KINDS; i++)
		different += want[i] > 0;
	ck_assert_uint_eq(np_bag_size(bag), different);
	ck_assert_uint_eq(np_bag_error(bag), 0);
	np_bag_close(bag);
}
END_TEST

/* Space-Saving: counts are never too low, too high by no more than they say, and their sum is right. */
START_TEST(approximate)
{
	static const size_t memory[] = { 1, 8000, 40000, 100000 };
	static uint64_t want[KINDS];
	static bool there[KINDS];
	struct np_bag *bag = np_bag_open(memory[_i], true);
	uint64_t sum = 0, least = UINT64_MAX;
	const int puts = 60000;

	ck_assert_ptr_nonnull(bag);
	fill(bag, want, 99 + (uint32_t)_i, puts);
	memset(there, 0, sizeof there);
	ck_assert_uint_gt(np_bag_error(bag), 0);
	for (size_t i = 0; i < np_bag_size(bag); i++) {
		struct np_bag_item item = np_bag_item(bag, i);
		char text[NP_BAG_LONGEST + 1];
		unsigned number;

		memcpy(text, item.text.ptr, item.text.len);
		text[item.text.len] = '\0';
		number = number_of((struct np_span){ text, item.text.len });
		ck_assert(!there[number]);
		there[number] = true;
		ck_assert_uint_ge(item.count, want[number]);
		ck_assert_uint_le(item.count - item.error, want[number]);
		ck_assert_uint_le(item.error, np_bag_error(bag));
		sum += item.count;
		least = item.count < least ? item.count : least;
	}
	/* What was dropped for a longer one is missed. */
	ck_assert_uint_le(sum, (uint64_t)puts);
	ck_assert_uint_ge(sum, (uint64_t)puts * 19 / 20);
	ck_assert_uint_eq(least, np_bag_error(bag));
	ck_assert_uint_le(np_bag_error(bag), (uint64_t)puts / np_bag_size(bag));
	/* what is left out occurs no more often than is said */
	for (size_t i = 0; i < KINDS; i++)
		ck_assert(there[i] || want[i] <= np_bag_error(bag));
	np_bag_close(bag);
}
END_TEST

/* Long strings that come behind short ones take no more than there may be: fewer are kept, what is frequent stays. */
START_TEST(lengthen)
{
	enum { MEMORY = 64 * 1024, LONG = 200, PUTS = 3000 };
	struct np_bag *bag = np_bag_open(MEMORY, true);
	char name[LONG + 16];
	size_t elsewhere = 0, few;
	bool there = false;

	for (int i = 0; i < PUTS; i++) {
		ck_assert_int_eq(np_bag_add(bag, "often", 5), NP_OK);
		ck_assert_int_eq(np_bag_add(bag, name, (size_t)sprintf(name, "%d", i)), NP_OK);
	}
	few = np_bag_size(bag);
	for (int i = 0; i < PUTS; i++)
		ck_assert_int_eq(
		    np_bag_add(bag, name, (size_t)sprintf(name, "%0*d", LONG, i)), NP_OK);
	ck_assert_uint_lt(np_bag_size(bag), few / 2);
	ck_assert_uint_ge(np_bag_size(bag), few / 8);
	for (size_t i = 0; i < np_bag_size(bag); i++) {
		struct np_bag_item item = np_bag_item(bag, i);

		elsewhere += item.text.len == LONG ? LONG : 0;
		there = there || (item.text.len == 5 && item.count >= PUTS);
		ck_assert_uint_ge(item.count, np_bag_error(bag));
	}
	ck_assert(there);
	ck_assert_uint_le(elsewhere, MEMORY);
	ck_assert_int_eq(np_bag_add(bag, "often", 5), NP_OK);
	ck_assert_int_eq(np_bag_add(bag, name, LONG), NP_OK);
	np_bag_close(bag);
}
END_TEST

START_TEST(full)
{
	struct np_bag *bag = np_bag_open(1, false);
	enum np_code code = NP_OK;
	char name[16];
	int i = 0;

	for (; i < 1000 && code == NP_OK; i++)
		code = np_bag_add(bag, name, (size_t)snprintf(name, sizeof name, "%d", i));
	ck_assert_int_eq(code, NP_ERR_TOOBIG);
	ck_assert_int_ge(i, 10);
	/* what is there may go on */
	ck_assert_int_eq(np_bag_add(bag, "0", 1), NP_OK);
	ck_assert_uint_eq(np_bag_size(bag), (size_t)i - 1);
	np_bag_close(bag);
	np_bag_close(NULL);
}
END_TEST

/* ---- freq ---- */

/* A text, cut into pieces of so many characters at | or whole, and what is in it: "a:2 b:1". */
static const struct {
	enum np_freq_kind kind;
	const char *text, *want;
} texts[] = {
	{ NP_FREQ_CHAR, "", "" },
	{ NP_FREQ_CHAR, "晚报 晚\n\x01\u200B,é", "晚:2 ,:1 é:1 报:1 " },
	{ NP_FREQ_CHAR,
	    "\xFF"
	    "a\xE6\x99"
	    "a",
	    "a:2 " },
	{ NP_FREQ_CHAR, "😀😀", "😀:2 " },
	{ NP_FREQ_BIGRAM, "晚", "" },
	{ NP_FREQ_BIGRAM, "晚报晚报", "晚报:2 报晚:1 " },
	{ NP_FREQ_BIGRAM, "一一一", "一一:2 " },
	{ NP_FREQ_BIGRAM, "晚，报", "" },
	{ NP_FREQ_BIGRAM, "晚\n报", "" },
	{ NP_FREQ_BIGRAM, "晚\xFF报", "" },
	{ NP_FREQ_BIGRAM, "晚\u0301报", "" },
	{ NP_FREQ_BIGRAM, "𠀀𪜀〇", "𠀀𪜀:1 𪜀〇:1 " },
	{ NP_FREQ_WORD, "a b a", "a:2 b:1 " },
	{ NP_FREQ_WORD, "晚don't报don’t", "don't:1 don’t:1 " },
	{ NP_FREQ_WORD, "F-16 -x- y--z", "F-16:1 x:1 y:1 z:1 " },
	{ NP_FREQ_WORD, "3.14 1,000. 5.x", "1,000:1 3.14:1 5:1 x:1 " },
	{ NP_FREQ_WORD, "3.a 3-a", "3:1 3-a:1 a:1 " },
	{ NP_FREQ_WORD, "e\u0301te\u0301 co\u00ADop", "co\u00ADop:1 e\u0301te\u0301:1 " },
	{ NP_FREQ_WORD, "\u0301a", "a:1 " },
	{ NP_FREQ_WORD,
	    "a\xFF"
	    "b",
	    "a:1 b:1 " },
	{ NP_FREQ_WORD, "ＡＢ１ ｃ", "ＡＢ１:1 ｃ:1 " },
	{ NP_FREQ_WORD, "мир Ελλάδα", "Ελλάδα:1 мир:1 " },
	{ NP_FREQ_WORD, "a-", "a:1 " },
};

static void
check_freq(enum np_freq_kind kind, const char *text, size_t step, const char *want)
{
	struct np_freq *freq = np_freq_open(kind, 1 << 20, false);
	const struct np_bag_item *items;
	size_t count, len = strlen(text), used = 0;
	char got[512] = "";
	uint64_t bad = 0, feeds = 0, total = 0;

	ck_assert_ptr_nonnull(freq);
	for (size_t pos = 0; pos < len;) {
		size_t part = pos + step < len && step > 0 ? step : len - pos;

		/* no character is cut */
		while (pos + part < len && ((unsigned char)text[pos + part] & 0xC0) == 0x80)
			part++;
		ck_assert_int_eq(np_freq_add(freq, text + pos, part, &bad, &feeds), NP_OK);
		pos += part;
	}
	ck_assert_int_eq(np_freq_end(freq), NP_OK);
	items = np_freq_rank(freq, &count);
	ck_assert_ptr_nonnull(items);
	for (size_t i = 0; i < count; i++) {
		used += (size_t)snprintf(got + used, sizeof got - used, "%.*s:%d ",
		    (int)items[i].text.len, items[i].text.ptr, (int)items[i].count);
		total += items[i].count;
	}
	ck_assert_str_eq(got, want);
	ck_assert_uint_eq(np_freq_total(freq), total);
	ck_assert_uint_eq(np_freq_error(freq), 0);
	ck_assert_uint_eq(feeds, strchr(text, '\n') != NULL);
	np_freq_close(freq);
}

START_TEST(known)
{
	for (size_t step = 0; step < 8; step++)
		check_freq(texts[_i].kind, texts[_i].text, step, texts[_i].want);
}
END_TEST

START_TEST(long_word)
{
	struct np_freq *freq = np_freq_open(NP_FREQ_WORD, 1 << 20, false);
	const struct np_bag_item *items;
	char word[2 * NP_FREQ_LONGEST];
	size_t count;

	memset(word, 'a', sizeof word);
	ck_assert_int_eq(np_freq_add(freq, word, sizeof word, NULL, NULL), NP_OK);
	ck_assert_int_eq(np_freq_end(freq), NP_OK);
	items = np_freq_rank(freq, &count);
	ck_assert_uint_eq(count, 1);
	ck_assert_uint_eq(items[0].text.len, NP_FREQ_LONGEST);
	np_freq_close(freq);
	np_freq_close(NULL);
}
END_TEST

START_TEST(kinds)
{
	enum np_freq_kind kind;

	ck_assert(np_freq_find("char", &kind) && kind == NP_FREQ_CHAR);
	ck_assert(np_freq_find("bigram", &kind) && kind == NP_FREQ_BIGRAM);
	ck_assert(np_freq_find("word", &kind) && kind == NP_FREQ_WORD);
	ck_assert(!np_freq_find("words", &kind));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("freq");
	TCase *tcase = tcase_create("freq");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, exact, 0, 2);
	tcase_add_loop_test(tcase, approximate, 0, 4);
	tcase_add_test(tcase, lengthen);
	tcase_add_test(tcase, full);
	tcase_add_loop_test(tcase, known, 0, sizeof texts / sizeof *texts);
	tcase_add_test(tcase, long_word);
	tcase_add_test(tcase, kinds);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
