/* check_chars - characters and pairs of them many at once, against one by one; plain C and vector code */
#include "help_cpu.h"

#include "bigram.h"
#include "chars.h"
#include "utf8.h"

enum { ROUNDS = 3000, LONGEST = 9000 };

/* Those that are Han, and pairs of them: Han are here all that are plain, and some others. */
static void
check_pairs(const struct np_chars *chars, const char *ptr, size_t len, uint32_t before)
{
	static uint16_t list[NP_CHARS + NP_BIGRAM_ROOM];
	uint64_t han[NP_CHARS_WORDS];
	size_t n = 0, count;
	memset(han, 0xAA, sizeof han);
	np_chars_find_han(chars, han);
	for (size_t i = 0; i < (chars->count + 63) / 64 * 64; i++) {
		bool is = i < chars->count && chars->cp[i] >= 0x4E00 && chars->cp[i] <= 0x9FFF;
		if ((han[i / 64] >> i % 64 & 1) != is)
			ck_abort_msg(
			    "U+%04X at %zu of %zu", (unsigned)chars->cp[i], i, chars->count);
		if (i < chars->count && (chars->cp[i] == NP_CHARS_FAR || chars->cp[i] == 0x3005))
			han[i / 64] |= UINT64_C(1) << i % 64;
	}
	count = np_bigram_list(chars, ptr, han, before, list);
	for (size_t i = 0; i < chars->count; i++) {
		uint32_t cp;
		np_utf8_next(ptr + chars->at[i], len - chars->at[i], &cp);
		if ((han[i / 64] >> i % 64 & 1) == 0)
			cp = 0;
		if (before != 0 && cp != 0) {
			ck_assert_uint_lt(n, count);
			if (list[n++] != np_bigram_of(before, cp))
				ck_abort_msg("pair %zu: U+%04X U+%04X", n - 1, (unsigned)before,
				    (unsigned)cp);
		}
		before = cp;
	}
	ck_assert_uint_eq(n, count);
}

static void
check_text(const char *ptr, size_t len)
{
	static struct np_chars chars;
	size_t at = 0, taken = 0;
	for (size_t pos = 0; pos < len; pos += taken) {
		taken = np_chars_take(&chars, ptr + pos, len - pos);
		ck_assert(chars.count > 0 && chars.count <= NP_CHARS);
		ck_assert(chars.count == NP_CHARS || pos + taken == len);
		for (size_t i = 0; i < NP_CHARS_BEHIND; i++)
			ck_assert_uint_eq(chars.cp[chars.count + i], 0);
		bool bad = false;
		for (size_t i = 0; i < chars.count; i++) {
			uint32_t cp;
			size_t step = np_utf8_next(ptr + at, len - at, &cp);
			uint32_t want = cp == NP_UTF8_BAD ? NP_CHARS_BAD
					: cp > 0xFFFF     ? NP_CHARS_FAR
							  : cp;
			if (pos + chars.at[i] != at || chars.cp[i] != want)
				ck_abort_msg("byte %zu: U+%04X at %zu", at, (unsigned)chars.cp[i],
				    pos + chars.at[i]);
			bad = bad || cp == NP_UTF8_BAD;
			at += step;
		}
		ck_assert(bad == chars.bad);
		check_pairs(&chars, ptr + pos, len - pos, pos % 2 == 0 ? 0 : 0x7248);
		ck_assert_uint_eq(at, pos + taken);
	}
	ck_assert_uint_eq(at, len);
}

/* Runs of characters of one kind, some with a byte changed, some cut off. */
START_TEST(test_mixed)
{
	static char text[LONGEST + 64];
	static const uint32_t kinds[][2] = { { 0x20, 0x7E }, { 0x80, 0x7FF }, { 0x800, 0xFFF },
		{ 0x1000, 0xD7FF }, { 0xE000, 0xFFFF }, { 0x4E00, 0x9FFF }, { 0x4E00, 0x9FFF },
		{ 0x3000, 0x303F }, { 0x10000, 0x10FFFF } };
	uint64_t random = 1 + (uint64_t)_i;
	for (unsigned round = 0; round < ROUNDS / brief(10); round++) {
		size_t len = 0, want = below(&random, round % 20 == 0 ? LONGEST : 200);
		while (len < want) {
			const uint32_t *kind = kinds[below(&random, SIZE(kinds))];
			for (size_t n = 1 + below(&random, 30); n > 0 && len < want; n--)
				len += np_utf8_put(text + len,
				    kind[0] + (uint32_t)below(&random, kind[1] - kind[0] + 1));
		}
		if (_i > 0 && len > 0) {
			for (size_t n = below(&random, 4); n > 0; n--)
				text[below(&random, len)] = (char)below(&random, 256);
			len -= below(&random, len < 4 ? len : 4);
		}
		check_text(text, len);
	}
}
END_TEST

/* All that three bytes can be, amid Han. */
START_TEST(test_three)
{
	char text[33 * 3 + 1];
	for (unsigned lead = 0xE0; lead < 0xF0; lead++) {
		for (unsigned second = 0x70; second < 0xD0; second += brief(7)) {
			for (unsigned third = 0x7E; third < 0xC2; third += 1 + (third & 6)) {
				memset(text, 0, sizeof text);
				for (size_t i = 0; i < 33; i++)
					memcpy(text + 3 * i, "版", 3);
				text[12] = (char)lead;
				text[13] = (char)second;
				text[14] = (char)third;
				check_text(text, sizeof text - 1);
			}
		}
	}
}
END_TEST

static void
add(TCase *tc)
{
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, test_mixed, 0, 3);
	tcase_add_test(tc, test_three);
}

int
main(void)
{
	Suite *suite = suite_create("chars");
	TCase *tc = tcase_create("chars"), *plain = tcase_create("plain");

	add(tc);
	suite_add_tcase(suite, tc);
	be_plain(plain);
	add(plain);
	suite_add_tcase(suite, plain);
	return run_suite(suite);
}
