/* check_count.c - counts, by every set of instructions, beside those of slow_count.h */
#include "slow_count.h"

#include "count_column.h"
#include "cpu.h"

enum { SOME_BYTES = 28, SPOILT = 65536 + SOME_BYTES * SOME_BYTES * SOME_BYTES };
enum { ALL = NP_COUNT_CLASSES | NP_COUNT_WORDS | NP_COUNT_GRAPHEMES | NP_COUNT_PRINT };

/* Counts a text in pieces of step characters; 0: in one piece. */
static struct np_count
count(const char *ptr, size_t len, unsigned want, size_t step)
{
	struct np_count sum = { 0 };
	struct np_counter counter;

	np_counter_begin(&counter, &sum, want);
	while (len > 0) {
		size_t part = step == 0 ? len : 0;
		uint32_t cp;

		for (size_t i = 0; i < step && part < len; i++)
			part += np_utf8_next(ptr + part, len - part, &cp);
		np_counter_add(&counter, ptr, part);
		ptr += part;
		len -= part;
	}
	np_counter_end(&counter);
	return sum;
}

static uint64_t
value(const char *text, const char *column)
{
	struct np_count sum = count(text, strlen(text), ALL, 0);
	int number = np_count_column_find((struct np_span){ column, strlen(column) });

	ck_assert_int_ge(number, 0);
	return np_count_value(&sum, number);
}

static const struct {
	const char *text, *column;
	uint64_t want;
} values[] = {
	{ "", "chars", 0 },
	{ "", "lines", 0 },
	{ "晚报", "bytes", 6 },
	{ "晚报\n", "chars", 3 },
	{ "晚 报\n", "nospace", 2 },
	{ "晚报", "lines", 1 },
	{ "晚报\n", "lines", 1 },
	{ "\n\n", "lines", 2 },
	{ "a\n\fb\n", "lines", 2 },
	{ "a\fb", "lines", 2 },
	{ "a\n\f", "lines", 1 },
	{ "\f\f", "lines", 0 },
	{ "don't don’t well-known", "latin_words", 3 },
	{ "co--op a' 'b' -c-", "latin_words", 5 },
	{ "Ａ股 B股 5G", "latin_words", 3 },
	{ "e\u0301te\u0301 co\u00ADop", "latin_words", 2 },
	{ "мир и Ελλάδα из-за", "other_words", 4 },
	{ "a\u0301", "other_words", 0 },
	{ "晚\u0301报", "other_words", 0 },
	{ "1,000 3.14 ２０２４年5月6日", "numbers", 5 },
	{ "1. 2, 3..4", "numbers", 4 },
	{ "5G F-16", "numbers", 2 },
	{ "晚报 Wanbao 24小时", "words", 6 },
	{ "晚报、Wanbao。", "cjkpunct", 2 },
	{ "\xFF\xE6\x99", "chars", 2 },
	{ "\xFF\xE6\x99", "bad", 2 },
	{ "\xFF\xE6\x99", "graphemes", 2 },
	{ "a\xFF"
	  "b",
	    "latin_words", 2 },
	{ "\r\n", "graphemes", 1 },
	{ "👩\u200D👧晚", "graphemes", 2 },
	{ "ひらカナ", "kana", 4 },
	{ "\uFFFD", "bad", 0 },
	{ "\u4DBF\u4DC0\u4DFF\u4E00", "han", 2 },
	{ "晚报晚报晚报晚\u4DC0晚报", "han", 9 },
	{ "晚报晚报晚报晚ｍ晚报", "latin_words", 1 },
	{ "晚报晚报晚报晚\u3099晚报", "graphemes", 9 },
};

START_TEST(known_values)
{
	ck_assert_uint_eq(value(values[_i].text, values[_i].column), values[_i].want);
}
END_TEST

static void
same(const struct np_count *got, const struct np_count *want, const char *what, size_t number)
{
	const uint64_t *a = (const uint64_t *)(const void *)got;
	const uint64_t *b = (const uint64_t *)(const void *)want;

	for (size_t i = 0; i < sizeof *got / sizeof *a; i++)
		if (a[i] != b[i])
			ck_abort_msg("%s, %s %zu: count %zu of struct np_count is %llu, not %llu",
			    np_cpu_name(np_cpu()), what, number, i, (unsigned long long)a[i],
			    (unsigned long long)b[i]);
}

/* A copy of the text whose first byte stands that far behind a multiple of 64, its last at an end. */
static void
check_at(const char *ptr, size_t len, const struct np_count *want, size_t shift)
{
	char *room = malloc(len + 128), *at;
	struct np_count got;

	ck_assert_ptr_nonnull(room);
	at = room + (64 - (uintptr_t)room % 64) + shift;
	memcpy(at, ptr, len);
	got = count(at, len, ALL, 0);
	same(&got, want, "alignment", shift);
	free(room);
}

/* By every set of instructions that there is, whole, in pieces, and whatever is asked for. */
static void
check_text(const char *ptr, size_t len)
{
	const struct np_count want = count_slowly(ptr, len);
	const enum np_cpu best = np_cpu();

	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		struct np_count got, part;

		if (!np_cpu_choose(set))
			continue;
		got = count(ptr, len, ALL, 0);
		same(&got, &want, "whole", 0);
		for (size_t step = 1; step <= 70; step = step < 6 ? step + 1 : step * 2 - 1) {
			got = count(ptr, len, ALL, step);
			same(&got, &want, "pieces of", step);
		}
		for (size_t shift = 1; shift < 64; shift = shift * 2 + 1)
			check_at(ptr, len, &want, shift);
		for (unsigned asked = 0; asked <= (ALL | NP_COUNT_HAN); asked++) {
			bool han = (asked & NP_COUNT_HAN) != 0,
			     classes = asked % NP_COUNT_PRINT != 0;

			got = count(ptr, len, asked, asked % 3 == 0 ? 0 : 60 + asked);
			part = want;
			for (int i = 0; i < NP_CLASSES && !classes; i++) {
				if (!han || i != NP_HAN)
					part.classes[i] = got.classes[i] = 0;
			}
			if ((asked & NP_COUNT_WORDS) == 0)
				part.latin_words = part.other_words = part.numbers = part.runs =
				    part.fullwidth = part.inside = 0;
			if ((asked & NP_COUNT_GRAPHEMES) == 0)
				part.graphemes = 0;
			if ((asked & NP_COUNT_PRINT) == 0)
				part.print_lines = 0;
			same(&got, &part, "asked for", asked);
		}
	}
	np_cpu_choose(best);
}

/* What texts are put together of. */
static const char *const pieces[] = { "新闻", "一二三四五六七八九十", "，", "。", "“", "’", "，“",
	"a", "word", " ", "\n", "\f", "1", "．", "３", "ｗ", "-", "'", "\u0301", "\u200D", "👩",
	"가", "ᆨ", "か", "\u3099", "\u00AD", "\xFF", "\xE6\x96", "\u4DC0", "ไทย", "中国", "ж",
	"\r", "\uFE0F", "\r\n", "·", "é", "\u3000", "〇", "３．１", "don’t", "F-16", "1,000",
	"3.14", "カタカナ・ひらがな", "한국어 신문", "\xC2", "\xE0\x80\x80", "\xED\xA0\x80",
	"\xF0\x9F", "\x7F", "\t", "\xED\x9F\xBF", "\xF4\x90\x80\x80", "🇨🇳", "𠀀", "\u0600", "क्ष",
	"\x80", "《》", "——", "㐀" };

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Texts of pieces: of a few kinds each, so that there are long runs that are simple. */
START_TEST(random_texts)
{
	uint32_t state = 362436069u + (uint32_t)_i;
	static char buf[8192];
	const size_t kinds = sizeof pieces / sizeof *pieces;

	for (unsigned round = 0; round < 60 / brief(3); round++) {
		size_t len = 0, want = next_random(&state) % (round % 10 == 0 ? 8000 : 700);
		size_t first = next_random(&state) % kinds,
		       spread = 1 + next_random(&state) % kinds;
		size_t odds = 1 + next_random(&state) % 100;

		while (len < want) {
			size_t number = next_random(&state) % odds == 0
					    ? (first + next_random(&state) % spread) % kinds
					    : next_random(&state) % 4;

			memcpy(buf + len, pieces[number], strlen(pieces[number]));
			len += strlen(pieces[number]);
		}
		check_text(buf, len);
	}
}
END_TEST

/* So long that as many blocks are looked at together as may be: sums of one thing must fit. */
START_TEST(long_texts)
{
	static char buf[20000];
	const char *piece = pieces[_i];
	const enum np_cpu best = np_cpu();
	struct np_count want;
	size_t len = 0;

	for (; len + strlen(piece) <= sizeof buf; len += strlen(piece))
		memcpy(buf + len, piece, strlen(piece));
	want = count_slowly(buf, len);
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		struct np_count got;

		if (!np_cpu_choose(set))
			continue;
		got = count(buf, len, ALL, 0);
		same(&got, &want, "long", (size_t)_i);
	}
	np_cpu_choose(best);
}
END_TEST

/* Bytes of no order, and texts with some bytes spoilt or cut off. */
START_TEST(random_bytes)
{
	uint32_t state = 521288629u + (uint32_t)_i;
	static char buf[4096];

	for (unsigned round = 0; round < 60 / brief(3); round++) {
		size_t len = next_random(&state) % (round % 10 == 0 ? 4000 : 500), spoilt;

		for (size_t i = 0; i < len; i++)
			buf[i] = round % 2 == 0 ? (char)next_random(&state)
						: "新闻，。\n x1"[next_random(&state) % 3 == 0
								      ? next_random(&state) % 16
								      : i % 12];
		spoilt = next_random(&state) % 4;
		while (len > 0 && spoilt-- > 0)
			buf[next_random(&state) % len] = (char)next_random(&state);
		check_text(buf, len);
	}
}
END_TEST

/* Bad bytes wherever plain C may hand on to vectors, and what would go on with them, were it due. */
START_TEST(bad_before)
{
	static const char *const bad[] = { "\xED\xA0\x80", "\xE4\x80", "\xF0\x9F\x98", "\xC3",
		"\xF4\x90\x80\x80" };
	const size_t longest = 140, han = strlen("新");
	char buf[140 + 4 + 300 * 3];

	for (size_t len = 0; len < longest; len += brief(7)) {
		size_t all = len + strlen(bad[_i]);

		memset(buf, 'a', len);
		memcpy(buf + len, bad[_i], strlen(bad[_i]));
		for (; all + han <= sizeof buf; all += han)
			memcpy(buf + all, "新", han);
		check_text(buf, all);
	}
}
END_TEST

/* Every length of a text that is short enough to be counted at once, and some more. */
START_TEST(lengths)
{
	static const char text[] = "3.14，ＡＢ新闻don’t F-16。一";
	char buf[600];

	for (size_t i = 0; i < sizeof buf; i++)
		buf[i] = text[i % (sizeof text - 1)];
	for (size_t len = 0; len <= sizeof buf; len++) {
		struct np_count want = count_slowly(buf, len), got = count(buf, len, ALL, 0);

		same(&got, &want, "length", len);
	}
}
END_TEST

/* A text that ends inside a character, wherever the blocks of 64 bytes end. */
START_TEST(cut_ends)
{
	static const char *const ends[] = { "\xD2", "\xE4", "\xE4\xB8", "\xE3", "\xE3\x80",
		"\xF0\x9F" };
	char buf[256];

	for (size_t len = 0; len < 200; len += brief(7)) {
		memset(buf, 'a', len);
		memcpy(buf + len, ends[_i], strlen(ends[_i]));
		check_text(buf, len + strlen(ends[_i]));
		/* what goes before has bytes that vectors leave to plain C */
		buf[len / 3] = '\xE3';
		check_text(buf, len + strlen(ends[_i]));
	}
}
END_TEST

/* Every character in the middle of a Chinese text, by every set of instructions. */
START_TEST(every_character)
{
	const enum np_cpu best = np_cpu();
	char buf[256];

	memset(buf, ' ', sizeof buf);
	for (size_t i = 0; i < 60; i++)
		memcpy(buf + 3 * i, "晚", 3);
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		if (!np_cpu_choose(set))
			continue;
		for (uint32_t cp = 0; cp <= 0x10FFFF; cp += brief(31)) {
			char text[256];
			size_t at = 66 + cp % 21 * 3, len;
			struct np_count sum;

			memcpy(text, buf, at);
			len = np_utf8_put(text + at, cp);
			if (len == 0)
				continue;
			memcpy(text + at + len, buf, 75);
			sum = count(text, at + len + 75, NP_COUNT_CLASSES, 0);
			sum.classes[np_uni_class(cp)]--;
			if (sum.chars != at / 3 + 26 || sum.classes[NP_HAN] != at / 3 + 25)
				ck_abort_msg("%s: U+%04X", np_cpu_name(set), (unsigned)cp);
			sum = count(text, at + len + 75, NP_COUNT_HAN, 0);
			sum.classes[NP_HAN] -= np_uni_class(cp) == NP_HAN;
			if (sum.chars != at / 3 + 26 || sum.classes[NP_HAN] != at / 3 + 25)
				ck_abort_msg("%s, Han: U+%04X", np_cpu_name(set), (unsigned)cp);
		}
	}
	np_cpu_choose(best);
}
END_TEST

/* Writes at place at every pair of bytes, i below 65536, or every three of some that matter. */
static void
spoil(char *at, size_t i)
{
	static const unsigned char some[] = { 0x00, '\n', '\f', ' ', 'a', 0x7F, 0x80, 0x8F, 0x90,
		0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xE3, 0xEC, 0xED, 0xEE, 0xEF,
		0xF0, 0xF1, 0xF4, 0xF5, 0xFF };
	const size_t kinds = sizeof some, three = i - 65536;

	ck_assert_uint_eq(kinds, SOME_BYTES);
	if (i < 65536) {
		at[i % 2] = (char)(unsigned char)(i >> 8);
		at[i % 2 + 1] = (char)(unsigned char)i;
	} else {
		at[0] = (char)some[three / kinds / kinds];
		at[1] = (char)some[three / kinds % kinds];
		at[2] = (char)some[three % kinds];
	}
}

/* These at the seams of blocks. */
START_TEST(every_pair)
{
	const enum np_cpu best = np_cpu();
	char text[198];

	for (size_t i = 0; i < sizeof text / 3; i++)
		memcpy(text + 3 * i, "报", 3);
	for (size_t i = 0; i < SPOILT; i += brief(31)) {
		size_t at = 48 + i % 30 * 3;
		char saved[3];
		struct np_count want;

		memcpy(saved, text + at, 3);
		spoil(text + at, i);
		want = count_slowly(text, sizeof text);
		for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
			struct np_count got;

			if (!np_cpu_choose(set))
				continue;
			got = count(text, sizeof text, ALL, 0);
			same(&got, &want, "bytes", i);
			got = count(text, sizeof text, NP_COUNT_HAN, 0);
			if (got.classes[NP_HAN] != want.classes[NP_HAN] ||
			    got.chars != want.chars || got.bad != want.bad ||
			    got.lines != want.lines)
				ck_abort_msg("%s, Han: bytes %zu", np_cpu_name(set), i);
		}
		memcpy(text + at, saved, 3);
	}
	np_cpu_choose(best);
}
END_TEST

/* The same where characters and lines alone are wanted, as plain C counts them. */
START_TEST(every_pair_skimmed)
{
	const enum np_cpu best = np_cpu();
	char text[900];

	for (size_t i = 0; i < sizeof text / 3; i++)
		memcpy(text + 3 * i, i % 50 == 49 ? "é\n" : "报", 3);
	for (size_t i = 0; i < SPOILT; i += brief(31)) {
		size_t at = i * 7 % (sizeof text / 3) * 3;
		char saved[3];
		struct np_count want;

		memcpy(saved, text + at, 3);
		spoil(text + at, i);
		np_cpu_choose(NP_CPU_PLAIN);
		want = count(text, sizeof text, 0, 0);
		for (enum np_cpu set = NP_CPU_PLAIN + 1; set < NP_CPU_SETS; set++) {
			struct np_count got;

			if (!np_cpu_choose(set))
				continue;
			got = count(text, sizeof text, 0, 0);
			same(&got, &want, "bytes", i);
		}
		memcpy(text + at, saved, 3);
	}
	np_cpu_choose(best);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("count");
	TCase *tcase = tcase_create("count");

	tcase_set_timeout(tcase, 300);
	tcase_add_loop_test(tcase, known_values, 0, sizeof values / sizeof *values);
	tcase_add_loop_test(tcase, random_texts, 0, 4);
	tcase_add_loop_test(tcase, long_texts, 0, (int)(sizeof pieces / sizeof *pieces));
	tcase_add_loop_test(tcase, random_bytes, 0, 4);
	tcase_add_loop_test(tcase, bad_before, 0, 5);
	tcase_add_test(tcase, lengths);
	tcase_add_loop_test(tcase, cut_ends, 0, 6);
	tcase_add_test(tcase, every_character);
	tcase_add_test(tcase, every_pair);
	tcase_add_test(tcase, every_pair_skimmed);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
