/* check_big5.c - every code of every kind both ways; iconv(3) where it has the same kind */
#include "help.h"

#include <iconv.h>

#include "big5.h"
#include "utf8.h"

static const enum np_big5 kinds[] = { NP_BIG5, NP_CP950, NP_BIG5_2003, NP_BIG5_HKSCS };

/* Codes that differ from kind to kind: NP_BIG5, NP_CP950, NP_BIG5_2003, NP_BIG5_HKSCS; 0 for none. */
static const struct differing {
	uint32_t code, chars[4];
} differing[] = {
	{ 0xA145, { 0x2027, 0x2027, 0x2027, 0x2022 } },
	{ 0xA14E, { 0xFE51, 0xFE51, 0xFE51, 0xFF64 } },
	{ 0xA156, { 0x2013, 0x2013, 0x2015, 0x2013 } },
	{ 0xA1C2, { 0x00AF, 0x00AF, 0x203E, 0x203E } },
	{ 0xA1E3, { 0xFF5E, 0xFF5E, 0xFF5E, 0x223C } },
	{ 0xA2A4, { 0x2550, 0x2550, 0x2501, 0x2550 } },
	{ 0xA2CC, { 0x5341, 0x5341, 0x3038, 0x5341 } },
	{ 0xA3C0, { 0x2400, 0, 0x2400, 0 } },
	{ 0xA3E1, { 0x20AC, 0x20AC, 0x20AC, 0x20AC } },
	{ 0xC255, { 0x5F5D, 0x5F5D, 0x5F5E, 0x5F5D } },
	{ 0xC6A1, { 0x2460, 0xF6B1, 0x2460, 0x2460 } },
	{ 0xC6BF, { 0x4E36, 0xF6CF, 0x2F02, 0x4E36 } },
	{ 0xC6E7, { 0x3041, 0xF6F7, 0x3041, 0x3041 } },
	{ 0xC7F3, { 0x0410, 0xF7A0, 0, 0x0410 } },
	{ 0xF9D6, { 0x7881, 0x7881, 0x7881, 0x7881 } },
	{ 0xF9FA, { 0x256D, 0x256D, 0x2554, 0x256D } },
	{ 0xF9FE, { 0x2593, 0x2593, 0x2593, 0xFFED } },
	{ 0xFA40, { 0x20547, 0xE000, 0, 0x20547 } },
	{ 0x8E40, { 0x23ED7, 0xE311, 0, 0x23ED7 } },
	{ 0x8140, { 0, 0xEEB8, 0, 0 } },
	{ 0xA440, { 0x4E00, 0x4E00, 0x4E00, 0x4E00 } },
	{ 0xC67E, { 0x7C72, 0x7C72, 0x7C72, 0x7C72 } },
	{ 0xA17F, { 0, 0, 0, 0 } },
	{ 0xFEFF, { 0, 0, 0, 0 } },
};

START_TEST(differing_codes)
{
	const struct differing *d = &differing[_i];
	for (size_t i = 0; i < 4; i++) {
		uint32_t mark, cp = np_big5_char(kinds[i], d->code, &mark);
		ck_assert_uint_eq(cp, d->chars[i] != 0 ? d->chars[i] : NP_UTF8_BAD);
		ck_assert_uint_eq(mark, 0);
	}
}
END_TEST

static bool
is_trail(unsigned byte)
{
	return (byte >= 0x40 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xFE);
}

/* How many codes a kind has, and how many of these are not written as they came. */
static const unsigned counts[][2] = { { 18594, 5101 }, { 19720, 10 }, { 13773, 4 },
	{ 18560, 105 } };

START_TEST(both_ways)
{
	unsigned all = 0, changed = 0;
	for (uint32_t code = 0x8000; code <= 0xFFFF; code++) {
		uint32_t mark, cp = np_big5_char(kinds[_i], code, &mark);
		if (cp == NP_UTF8_BAD)
			continue;
		ck_assert(code >= 0x8140 && code <= 0xFEFE && is_trail(code & 0xFF));
		uint32_t back = np_big5_code(kinds[_i], cp), again;
		all++;
		changed += back != code;
		/* What is written instead is read as the same character. */
		if (back != 0xFFFFFFFF)
			ck_assert_uint_eq(np_big5_char(kinds[_i], back, &again), cp);
	}
	ck_assert_msg(all == counts[_i][0] && changed == counts[_i][1],
	    "%u codes, %u written otherwise", all, changed);
}
END_TEST

/* A character that is written is read again, and only private use has codes of its own by rule. */
START_TEST(all_characters)
{
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		uint32_t mark, code = np_big5_code(kinds[_i], cp);
		if (code == 0xFFFFFFFF)
			continue;
		ck_assert_uint_eq(np_big5_char(kinds[_i], code, &mark), cp);
	}
}
END_TEST

/* The system's BIG5-HKSCS, where it has a character. */
START_TEST(as_iconv)
{
	iconv_t cd = iconv_open("UTF-8", "BIG5-HKSCS");
	unsigned compared = 0;
	if (cd == (iconv_t)-1)
		return;
	for (uint32_t code = 0x8740; code <= 0xFEFE; code++) {
		char bytes[2] = { (char)(code >> 8), (char)(code & 0xFF) }, text[16], own[8];
		char *in = bytes, *out = text;
		size_t have = 2, room = sizeof text;
		if (!is_trail(code & 0xFF))
			continue;
		size_t answer = iconv(cd, &in, &have, &out, &room);
		iconv(cd, NULL, NULL, &out, &room);
		if (answer == (size_t)-1)
			continue;
		uint32_t mark, cp = np_big5_char(NP_BIG5_HKSCS, code, &mark);
		ck_assert_msg(cp != NP_UTF8_BAD, "%04lX", (unsigned long)code);
		size_t len = np_utf8_put(own, cp);
		if (mark != 0)
			len += np_utf8_put(own + len, mark);
		ck_assert_msg(len == sizeof text - room && memcmp(own, text, len) == 0, "%04lX",
		    (unsigned long)code);
		compared++;
	}
	iconv_close(cd);
	ck_assert_uint_gt(compared, 18000);
}
END_TEST

START_TEST(settled)
{
	uint32_t mark;
	ck_assert_uint_eq(np_big5_settled(0xE000, &mark), 0x20547);
	ck_assert_uint_eq(np_big5_settled(0xF6B1, &mark), 0x2460);
	ck_assert_uint_eq(np_big5_settled(0xEEB8, &mark), 0xEEB8);
	ck_assert_uint_eq(np_big5_settled(0xF849, &mark), 0xF849);
	ck_assert_uint_eq(mark, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("big5");
	TCase *tc = tcase_create("big5");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, differing_codes, 0, sizeof differing / sizeof differing[0]);
	tcase_add_loop_test(tc, both_ways, 0, 4);
	tcase_add_loop_test(tc, all_characters, 0, 4);
	tcase_add_test(tc, as_iconv);
	tcase_add_test(tc, settled);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
