/* check_gb18030.c - every code both ways, what moved by name, iconv(3) where it follows the same edition */
#include "help.h"

#include <iconv.h>

#include "gb18030.h"
#include "utf8.h"

static const enum np_gb editions[] = { NP_GB18030_2022, NP_GB18030_2005, NP_GB18030_2000 };

/* What moved: in the editions of 2022, 2005 and 2000. */
static const struct moved {
	uint32_t code, now, of_2005, of_2000;
} moved[] = {
	{ 0xA6D9, 0xFE10, 0xE78D, 0xE78D },
	{ 0xA6DA, 0xFE12, 0xE78E, 0xE78E },
	{ 0xA6DB, 0xFE11, 0xE78F, 0xE78F },
	{ 0xA6DC, 0xFE13, 0xE790, 0xE790 },
	{ 0xA6DD, 0xFE14, 0xE791, 0xE791 },
	{ 0xA6DE, 0xFE15, 0xE792, 0xE792 },
	{ 0xA6DF, 0xFE16, 0xE793, 0xE793 },
	{ 0xA6EC, 0xFE17, 0xE794, 0xE794 },
	{ 0xA6ED, 0xFE18, 0xE795, 0xE795 },
	{ 0xA6F3, 0xFE19, 0xE796, 0xE796 },
	{ 0xFE59, 0x9FB4, 0xE81E, 0xE81E },
	{ 0xFE61, 0x9FB5, 0xE826, 0xE826 },
	{ 0xFE66, 0x9FB6, 0xE82B, 0xE82B },
	{ 0xFE67, 0x9FB7, 0xE82C, 0xE82C },
	{ 0xFE6D, 0x9FB8, 0xE832, 0xE832 },
	{ 0xFE7E, 0x9FB9, 0xE843, 0xE843 },
	{ 0xFE90, 0x9FBA, 0xE854, 0xE854 },
	{ 0xFEA0, 0x9FBB, 0xE864, 0xE864 },
	{ 0x84318236, 0xE78D, 0xFE10, 0xFE10 },
	{ 0x84318237, 0xE78F, 0xFE11, 0xFE11 },
	{ 0x84318238, 0xE78E, 0xFE12, 0xFE12 },
	{ 0x84318239, 0xE790, 0xFE13, 0xFE13 },
	{ 0x84318330, 0xE791, 0xFE14, 0xFE14 },
	{ 0x84318331, 0xE792, 0xFE15, 0xFE15 },
	{ 0x84318332, 0xE793, 0xFE16, 0xFE16 },
	{ 0x84318333, 0xE794, 0xFE17, 0xFE17 },
	{ 0x84318334, 0xE795, 0xFE18, 0xFE18 },
	{ 0x84318335, 0xE796, 0xFE19, 0xFE19 },
	{ 0x82359037, 0xE81E, 0x9FB4, 0x9FB4 },
	{ 0x82359038, 0xE826, 0x9FB5, 0x9FB5 },
	{ 0x82359039, 0xE82B, 0x9FB6, 0x9FB6 },
	{ 0x82359130, 0xE82C, 0x9FB7, 0x9FB7 },
	{ 0x82359131, 0xE832, 0x9FB8, 0x9FB8 },
	{ 0x82359132, 0xE843, 0x9FB9, 0x9FB9 },
	{ 0x82359133, 0xE854, 0x9FBA, 0x9FBA },
	{ 0x82359134, 0xE864, 0x9FBB, 0x9FBB },
	{ 0xA8BC, 0x1E3F, 0x1E3F, 0xE7C7 },
	{ 0x8135F437, 0xE7C7, 0xE7C7, 0x1E3F },
	/* Six that stay for private use, though their characters have code points: glibc moved them. */
	{ 0xFE51, 0xE816, 0xE816, 0xE816 },
	{ 0xFE52, 0xE817, 0xE817, 0xE817 },
	{ 0xFE53, 0xE818, 0xE818, 0xE818 },
	{ 0xFE6C, 0xE831, 0xE831, 0xE831 },
	{ 0xFE76, 0xE83B, 0xE83B, 0xE83B },
	{ 0xFE91, 0xE855, 0xE855, 0xE855 },
	{ 0x95329031, 0x20087, 0x20087, 0x20087 },
	{ 0x95329033, 0x20089, 0x20089, 0x20089 },
	{ 0x95329730, 0x200CC, 0x200CC, 0x200CC },
	{ 0x9536B937, 0x215D7, 0x215D7, 0x215D7 },
	{ 0x9630BA35, 0x2298F, 0x2298F, 0x2298F },
	{ 0x9635B630, 0x241FE, 0x241FE, 0x241FE },
	/* The Encoding Standard makes a space of this one. */
	{ 0xA3A0, 0xE5E5, 0xE5E5, 0xE5E5 },
};

enum { MOVED = sizeof moved / sizeof moved[0] };

START_TEST(moved_codes)
{
	const struct moved *m = &moved[_i];
	const uint32_t chars[] = { m->now, m->of_2005, m->of_2000 };
	for (size_t i = 0; i < 3; i++) {
		ck_assert_uint_eq(np_gb18030_char(editions[i], m->code), chars[i]);
		ck_assert_uint_eq(np_gb18030_code(editions[i], chars[i]), m->code);
	}
}
END_TEST

static bool
is_trail(unsigned byte)
{
	return (byte >= 0x40 && byte <= 0x7E) || (byte >= 0x80 && byte <= 0xFE);
}

/* Every code of two bytes is a character of its own. */
START_TEST(two_bytes)
{
	for (uint32_t code = 0x8000; code <= 0xFFFF; code++) {
		unsigned lead = code >> 8;
		uint32_t cp = np_gb18030_char(editions[_i], code);
		if (lead < 0x81 || lead > 0xFE || !is_trail(code & 0xFF)) {
			ck_assert_uint_eq(cp, NP_UTF8_BAD);
			continue;
		}
		ck_assert_uint_ne(cp, NP_UTF8_BAD);
		ck_assert_uint_eq(np_gb18030_code(editions[_i], cp), code);
	}
}
END_TEST

/* Every code point but the surrogates has one code, and all other codes of four bytes have none. */
START_TEST(all_characters)
{
	uint32_t codes = 0, chars = 0;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		uint32_t code = np_gb18030_code(editions[_i], cp);
		if (cp >= 0xD800 && cp <= 0xDFFF) {
			ck_assert_uint_eq(code, 0xFFFFFFFF);
			continue;
		}
		uint32_t back = np_gb18030_char(editions[_i], code);
		if (back != cp)
			ck_abort_msg("U+%04X comes back as U+%04X", (unsigned)cp, (unsigned)back);
		chars += code > 0xFFFF;
	}
	ck_assert_uint_eq(np_gb18030_code(editions[_i], 0x110000), 0xFFFFFFFF);
	for (uint32_t a = 0x81; a <= 0xFE; a++) {
		for (uint32_t n = 0; n < 12600; n++) {
			uint32_t code = a << 24 | (n / 1260 + 0x30) << 16 |
					(n / 10 % 126 + 0x81) << 8 | (n % 10 + 0x30);
			codes += np_gb18030_char(editions[_i], code) != NP_UTF8_BAD;
		}
	}
	ck_assert_uint_eq(codes, chars);
	ck_assert_uint_eq(codes, 39420 + 0x100000);
}
END_TEST

static bool
is_moved(uint32_t code)
{
	for (size_t i = 0; i < MOVED; i++) {
		if (moved[i].code == code)
			return true;
	}
	return false;
}

/* Whatever edition the system's iconv(3) follows, it agrees on what never moved. */
START_TEST(as_iconv)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1)
		return;
	for (uint32_t code = 0x8140; code < 0x100000; code++) {
		/* All of two bytes, then those of four that lie below U+10000. */
		uint32_t n = code - 0x10000;
		uint32_t whole = code <= 0xFFFF
				     ? code
				     : (n / 12600 + 0x81) << 24 | (n / 1260 % 10 + 0x30) << 16 |
					   (n / 10 % 126 + 0x81) << 8 | (n % 10 + 0x30);
		if (code > 0xFFFF && n >= 39420)
			break;
		uint32_t cp = np_gb18030_char(NP_GB18030_2005, whole);
		if (cp == NP_UTF8_BAD || is_moved(whole))
			continue;
		char bytes[4], text[8], own[4], *in = bytes, *out = text;
		size_t have = 0, room = sizeof text;
		for (int shift = code <= 0xFFFF ? 8 : 24; shift >= 0; shift -= 8)
			bytes[have++] = (char)(whole >> shift & 0xFF);
		ck_assert_msg(iconv(cd, &in, &have, &out, &room) != (size_t)-1,
		    "%08lX is none to iconv", (unsigned long)whole);
		ck_assert_uint_eq(sizeof text - room, np_utf8_put(own, cp));
		ck_assert_mem_eq(text, own, sizeof text - room);
	}
	iconv_close(cd);
}
END_TEST

/* GBK and GB 2312 are written as parts of GB 18030, and nothing beyond. */
START_TEST(parts)
{
	unsigned gbk = 0, gb2312 = 0;
	for (uint32_t cp = 0x80; cp <= 0xFFFF; cp++) {
		uint32_t code = np_gb18030_code(NP_GB18030_2022, cp);
		uint32_t of_gbk = np_gb18030_code(NP_GBK, cp);
		uint32_t of_gb2312 = np_gb18030_code(NP_GB2312, cp);
		ck_assert(of_gbk == 0xFFFFFFFF ? code > 0xFFFF : of_gbk == code);
		ck_assert(of_gb2312 == 0xFFFFFFFF || of_gb2312 == code);
		gbk += of_gbk != 0xFFFFFFFF;
		gb2312 += of_gb2312 != 0xFFFFFFFF;
	}
	ck_assert_uint_eq(gbk, 126 * 190);
	/* 682 signs and 6763 Han characters. */
	ck_assert_uint_eq(gb2312, 7445);
	ck_assert_uint_eq(np_gb18030_code(NP_GBK, 0x1F600), 0xFFFFFFFF);
}
END_TEST

START_TEST(settled)
{
	ck_assert_uint_eq(np_gb18030_settled(0xE5E5), 0x3000);
	ck_assert_uint_eq(np_gb18030_settled(0xE76C), 0x20AC);
	ck_assert_uint_eq(np_gb18030_settled(0xE7C8), 0x01F9);
	ck_assert_uint_eq(np_gb18030_settled(0xE7E7), 0x303E);
	ck_assert_uint_eq(np_gb18030_settled(0xE815), 0x2E81);
	for (size_t i = 0; i < MOVED; i++) {
		if (moved[i].code <= 0xFFFF && moved[i].of_2000 != moved[i].now)
			ck_assert_uint_eq(np_gb18030_settled(moved[i].of_2000), moved[i].now);
	}
	/* None is settled as another one for private use; the rest stays as it is. */
	for (uint32_t cp = 0xE000; cp <= 0xF8FF; cp++) {
		uint32_t now = np_gb18030_settled(cp);
		ck_assert(now == cp || now < 0xE000 || now > 0xF8FF);
	}
	ck_assert_uint_eq(np_gb18030_settled(0xE000), 0xE000);
	ck_assert_uint_eq(np_gb18030_settled(0xE865), 0xE865);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("gb18030");
	TCase *tc = tcase_create("gb18030");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, moved_codes, 0, MOVED);
	tcase_add_loop_test(tc, two_bytes, 0, 3);
	tcase_add_loop_test(tc, all_characters, 0, 3);
	tcase_add_test(tc, as_iconv);
	tcase_add_test(tc, parts);
	tcase_add_test(tc, settled);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
