/* check_reading - what texts cost: the right encoding is the cheapest, in one go and in steps */
#include "help.h"

#include "reading.h"

/* ---- the tables ---- */

START_TEST(prices)
{
	struct np_glyph usual = { 0x7684, 2 }, rare = { 0x9F98, 2 }; /* 的, 龘 */
	enum np_candidate gb = NP_CANDIDATE_GB18030;
	ck_assert_int_lt(np_reading_price(gb, usual, 0), np_reading_price(gb, rare, 0));
	/* 中国: the second is cheaper behind the first. */
	struct np_glyph second = { 0x56FD, 2 };
	ck_assert_uint_gt(np_prose_pair(0x4E2D, 0x56FD), 0);
	ck_assert_int_lt(np_reading_price(gb, second, 0x4E2D), np_reading_price(gb, second, 0));
	struct np_glyph bad = { NP_CANDIDATE_BAD, 1 };
	ck_assert_int_eq(np_reading_price(gb, bad, 0x4E2D), NP_READING_BAD);
}
END_TEST

/* Every character's costs are within bounds in all tongues, and kana are cheap in one alone. */
START_TEST(bounds)
{
	for (uint32_t cp = 0; cp < 0x11000; cp++) {
		uint64_t four = np_prose_char(cp);
		for (int t = 0; t < NP_TONGUES; t++) {
			unsigned bits = four >> 16 * t & 0xFFFF;
			if (bits < NP_PROSE_LEAST || bits > NP_PROSE_MOST)
				ck_abort_msg("U+%04lX costs %u", (unsigned long)cp, bits);
		}
	}
	uint64_t no = np_prose_char(0x306E); /* の */
	ck_assert_uint_lt(no >> 16 * NP_TONGUE_JA & 0xFFFF, no & 0xFFFF);
}
END_TEST

/* What touches costs more where scripts do not mix; half a unit of UTF-16, less in a row that texts have. */
START_TEST(ends_and_borders)
{
	struct np_glyph han = { 0x8329, 2 }, letter = { 'z', 1 };
	enum np_candidate gb = NP_CANDIDATE_GB18030;
	ck_assert_int_gt(np_reading_price(gb, han, 'q'), np_reading_price(gb, han, 0x7684) + 1);
	ck_assert_int_gt(
	    np_reading_price(gb, letter, 0x8329), np_reading_price(gb, letter, 'Q') + 1);
	ck_assert_int_lt(np_reading_price(gb, han, ' '), np_reading_price(gb, han, 'q'));
	static const unsigned char units[] = { 0x30, 0x42, 0x30, 0x44, 0x00, 0x41, 0x30 };
	enum np_candidate le = NP_CANDIDATE_UTF16LE, be = NP_CANDIDATE_UTF16BE;
	int32_t same = np_reading_part(le, units, sizeof units, 0, false);
	int32_t other = np_reading_part(be, units, sizeof units, 6, true);
	ck_assert_int_lt(same, other);
	ck_assert_int_lt(other, np_reading_part(be, units, sizeof units, 0, false));
	ck_assert_int_eq(np_reading_part(be, units, sizeof units, 0, false),
	    np_reading_part(gb, units, sizeof units, 0, false));
	static const unsigned char lone[] = { 0xE8 }, alone[] = { 0x30 };
	ck_assert_int_gt(
	    np_reading_part(be, lone, 1, 0, true), np_reading_part(be, alone, 1, 0, true));
}
END_TEST

/* ---- texts ---- */

static const struct {
	enum np_candidate set;
	const char *bytes;
} texts[] = {
	/* 本报讯 昨日上午 */
	{ NP_CANDIDATE_GB18030,
	    "\xB1\xBE\xB1\xA8\xD1\xB6\xD7\xF2\xC8\xD5\xC9\xCF\xCE\xE7\xB5\xC4\xD6\xD0\xB9\xFA" },
	/* 本報訊 中國的 */
	{ NP_CANDIDATE_BIG5, "\xA5\xBB\xB3\xF8\xB0\x54\xA4\xA4\xB0\xEA\xAA\xBA\xA4\x48\xA5\xC1" },
	/* これは日本の */
	{ NP_CANDIDATE_EUC_JP, "\xA4\xB3\xA4\xEC\xA4\xCF\xC6\xFC\xCB\xDC\xA4\xCE\xA4\xB3\xA4\xC8" },
	{ NP_CANDIDATE_SHIFT_JIS,
	    "\x82\xB1\x82\xEA\x82\xCD\x93\xFA\x96\x7B\x82\xCC\x82\xB1\x82\xC6" },
	/* 이것은 한국의 */
	{ NP_CANDIDATE_EUC_KR, "\xC0\xCC\xB0\xCD\xC0\xBA \xC7\xD1\xB1\xB9\xC0\xC7 \xB0\xCD" },
	{ NP_CANDIDATE_UTF8, "\xE4\xB8\xAD\xE5\x9B\xBD\xE7\x9A\x84\xE4\xBA\xBA" },
};

static int32_t
cost(enum np_candidate set, const char *bytes, size_t step)
{
	size_t len = strlen(bytes);
	struct np_reading reading = { .set = set };
	for (size_t end = step; reading.at < len; end += step)
		np_reading_go(&reading, (const unsigned char *)bytes, len, end < len ? end : len);
	return np_reading_bits(&reading);
}

START_TEST(cheapest)
{
	const char *bytes = texts[_i].bytes;
	int32_t right = cost(texts[_i].set, bytes, SIZE_MAX / 2);
	for (size_t i = 0; i < SIZE(texts); i++) {
		if (texts[i].set != texts[_i].set)
			ck_assert_int_gt(cost(texts[i].set, bytes, SIZE_MAX / 2), right);
	}
	for (size_t step = 1; step < 7; step++)
		ck_assert_int_eq(cost(texts[_i].set, bytes, step), right);
	const unsigned char *p = (const unsigned char *)bytes;
	int32_t noise = np_reading_noise(p, strlen(bytes), false);
	ck_assert(np_reading_is_well(texts[_i].set, p, strlen(bytes), right, noise));
	ck_assert(!np_reading_is_well(texts[_i].set, p, strlen(bytes), noise, noise));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("reading");
	TCase *tcase = tcase_create("reading");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, prices);
	tcase_add_test(tcase, bounds);
	tcase_add_test(tcase, ends_and_borders);
	tcase_add_loop_test(tcase, cheapest, 0, SIZE(texts));
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
