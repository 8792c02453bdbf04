/* check_candidate - the encodings that are told apart, a character at a time: beside iconv(3) and by the byte */
#include "help.h"

#include <iconv.h>

#include "candidate.h"

/* ---- beside iconv(3) ---- */

static const struct {
	const char *name;
	enum np_candidate set;
	unsigned first, last; /* lead bytes of which both have the same characters */
} beside[] = {
	{ "GBK", NP_CANDIDATE_GB18030, 0xB0, 0xF7 },
	{ "BIG5", NP_CANDIDATE_BIG5, 0xA4, 0xF8 },
	{ "EUC-JP", NP_CANDIDATE_EUC_JP, 0xB0, 0xF4 },
	{ "SHIFT_JIS", NP_CANDIDATE_SHIFT_JIS, 0x88, 0x9F },
	{ "EUC-KR", NP_CANDIDATE_EUC_KR, 0xB0, 0xFD },
};

START_TEST(like_iconv)
{
	iconv_t cd = iconv_open("UTF-16BE", beside[_i].name);
	size_t same = 0;
	if (cd == (iconv_t)-1)
		return; /* this system has it not */
	for (unsigned code = beside[_i].first << 8; code <= (beside[_i].last << 8 | 0xFF); code++) {
		char in[2] = { (char)(code >> 8), (char)(code & 0xFF) }, out[8];
		char *from = in, *to = out;
		size_t have = 2, room = sizeof out;
		uint32_t cp;
		iconv(cd, NULL, NULL, NULL, NULL);
		if (in[1] == '\0' || iconv(cd, &from, &have, &to, &room) != 0 || have != 0 ||
		    room != sizeof out - 2)
			continue;
		uint32_t wanted = (uint32_t)(unsigned char)out[0] << 8 | (unsigned char)out[1];
		size_t used = np_candidate_next(beside[_i].set, (const unsigned char *)in, 2, &cp);
		if (wanted >= 0xE000 && wanted < 0xF900)
			continue;
		if (used != 2 || cp != wanted)
			ck_abort_msg("%s %04X: U+%04lX", beside[_i].name, code, (unsigned long)cp);
		same++;
	}
	ck_assert_uint_gt(same, 2000);
	iconv_close(cd);
}
END_TEST

/* ---- what is not allowed ---- */

/* A bad lead never takes the ASCII behind it, and every set gets on with any bytes. */
START_TEST(leaves_ascii)
{
	enum np_candidate set = (enum np_candidate)_i;
	for (unsigned lead = 0x80; lead < 0x100; lead++) {
		unsigned char bytes[4] = { (unsigned char)lead, '\n', '\n', '\n' };
		uint32_t cp;
		size_t used = np_candidate_next(set, bytes, sizeof bytes, &cp);
		bool wide = set == NP_CANDIDATE_UTF16LE || set == NP_CANDIDATE_UTF16BE;
		ck_assert_uint_ge(used, 1);
		if (!wide && used > 1)
			ck_abort_msg("set %d takes a line feed behind %02X", _i, lead);
	}
}
END_TEST

/* A run is what the characters are one by one; it ends where the text cuts one. */
START_TEST(runs)
{
	enum np_candidate set = (enum np_candidate)_i;
	unsigned char bytes[300];
	struct np_glyph glyphs[sizeof bytes];
	uint64_t seed = 77;
	for (int round = 0; round < 200; round++) {
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = (unsigned char)(below(&seed, 3) == 0 ? below(&seed, 128)
									: below(&seed, 256));
		size_t len = 1 + below(&seed, sizeof bytes), at = 0;
		size_t end = below(&seed, len + 1), most = 1 + below(&seed, SIZE(glyphs));
		size_t count = np_candidate_run(set, bytes, len, end, glyphs, most);
		for (size_t i = 0; i < count; i++) {
			uint32_t cp;
			size_t used = np_candidate_next(set, bytes + at, len - at, &cp);
			if (at >= end || used != glyphs[i].len || cp != glyphs[i].cp)
				ck_abort_msg("set %d, round %d, byte %zu", _i, round, at);
			at += glyphs[i].len;
		}
		ck_assert_uint_le(at, len);
		if (count < most && at < end) {
			uint32_t cp;
			ck_assert_uint_eq(np_candidate_next(set, bytes + at, len - at, &cp), 0);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("candidate");
	TCase *tcase = tcase_create("candidate");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, like_iconv, 0, SIZE(beside));
	tcase_add_loop_test(tcase, leaves_ascii, 0, NP_CANDIDATES);
	tcase_add_loop_test(tcase, runs, 0, NP_CANDIDATES);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
