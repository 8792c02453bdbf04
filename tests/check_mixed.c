/* check_mixed.c - texts in several encodings, one behind the other: the borders found */
#include "help.h"

#include <iconv.h>

#include "mixed.h"

static const char simplified[] =
    "昨日上午，海港镇第一座水塔正式通水，镇上三千多户居民从此不用再到河边挑水。\n"
    "镇长在会上说，这项工程用了两年时间，经过大家的努力，现在终于完成了。\n";
static const char traditional[] =
    "據了解，明年還要在北街建設一個新的市場，鎮公所說經費已經有了著落。\n"
    "老人們說，這個地方從來沒有這樣熱鬧過。\n";
static const char japanese[] =
    "港の古い時計台が八十年ぶりに動き始めた。\n当日は雨にもかかわらず六百人が集まった。\n";
static const char korean[] =
    "해안 마을에 새 급수탑이 세워졌다.\n주민들은 이제 강가까지 물을 길으러 가지 않아도 된다.\n";

struct part {
	const char *iconv_name, *text;
	enum np_candidate set;
};

static const struct part gb = { "GB18030", simplified, NP_CANDIDATE_GB18030 };
static const struct part big5 = { "BIG5", traditional, NP_CANDIDATE_BIG5 };
static const struct part utf8 = { "UTF-8", simplified, NP_CANDIDATE_UTF8 };
static const struct part utf16le = { "UTF-16LE", simplified, NP_CANDIDATE_UTF16LE };
static const struct part utf16be = { "UTF-16BE", traditional, NP_CANDIDATE_UTF16BE };
static const struct part euc_jp = { "EUC-JP", japanese, NP_CANDIDATE_EUC_JP };
static const struct part shift_jis = { "SHIFT_JIS", japanese, NP_CANDIDATE_SHIFT_JIS };
static const struct part euc_kr = { "EUC-KR", korean, NP_CANDIDATE_EUC_KR };
/* HZ, which not every iconv(3) has: two lines. */
static const struct part hz = { "UTF-8",
	"~{WrHUIONg#,:#8[Ur5ZR;WyK.K~U}J=M(K.!#~}\n~{Ur3$TZ;aIOK5#,OVTZVUSZMj3IAK!#~}\n",
	NP_CANDIDATE_HZ };

static const struct part *const texts[][6] = {
	{ &gb },
	{ &big5 },
	{ &utf8 },
	{ &utf16le },
	{ &utf16be },
	{ &euc_jp },
	{ &shift_jis },
	{ &euc_kr },
	{ &hz },
	{ &gb, &big5, &gb },
	{ &utf8, &gb, &utf8 },
	{ &big5, &utf8, &gb, &big5 },
	{ &gb, &utf16le, &gb },
	{ &utf16be, &big5 },
	{ &euc_jp, &gb, &euc_kr, &shift_jis },
	{ &gb, &hz, &big5 },
};

/* Appends the text of a part; answers how many bytes it took. */
static size_t
append(char *to, size_t room, const struct part *part)
{
	iconv_t cd = iconv_open(part->iconv_name, "UTF-8");
	char *copy = malloc(strlen(part->text) + 1), *in = copy;
	size_t have = strlen(part->text), all = room;
	strcpy(copy, part->text);
	ck_assert(cd != (iconv_t)-1);
	ck_assert(iconv(cd, &in, &have, &to, &room) != (size_t)-1);
	iconv_close(cd);
	free(copy);
	return all - room;
}

START_TEST(finds_borders)
{
	char bytes[8192];
	size_t ends[6], parts = 0, len = 0, at = 0, part = 0;
	struct np_mixed *mixed = np_mixed_open();
	for (; parts < 6 && texts[_i][parts] != NULL; parts++)
		ends[parts] = len += append(bytes + len, sizeof bytes - len, texts[_i][parts]);
	while (at < len) {
		struct np_run run;
		ck_assert(np_mixed_next(mixed, bytes + at, len - at, true, &run));
		ck_assert_uint_gt(run.len, 0);
		ck_assert_msg(run.set == texts[_i][part]->set,
		    "%lu to %lu is %s, but %lu to %lu is %s", (unsigned long)at,
		    (unsigned long)(at + run.len), np_candidate_name(run.set),
		    part > 0 ? (unsigned long)ends[part - 1] : 0, (unsigned long)ends[part],
		    np_candidate_name(texts[_i][part]->set));
		at += run.len;
		ck_assert_uint_le(at, ends[part]);
		part += at == ends[part];
	}
	np_mixed_close(mixed);
}
END_TEST

/* A name in UTF-8 within a line of GB 18030, set off by ASCII. */
START_TEST(finds_border_in_line)
{
	static const char line[] =
	    "\xD7\xF2\xC8\xD5\xC9\xCF\xCE\xE7\xA3\xAC\xBA\xA3\xB8\xDB\xD5\xF2 "
	    "(海港镇第一座水塔) "
	    "\xD5\xFD\xCA\xBD\xCD\xA8\xCB\xAE\xC1\xCB\xA1\xA3\n";
	struct np_mixed *mixed = np_mixed_open();
	const char *inner = strchr(line, '('), *end = strchr(line, ')');
	size_t len = strlen(line);
	for (size_t at = 0; at < len;) {
		struct np_run run;
		ck_assert(np_mixed_next(mixed, line + at, len - at, true, &run));
		for (size_t i = at; i < at + run.len; i++) {
			if ((unsigned char)line[i] < 0x80)
				continue;
			bool within = line + i > inner && line + i < end;
			ck_assert_int_eq(
			    run.set, within ? NP_CANDIDATE_UTF8 : NP_CANDIDATE_GB18030);
		}
		at += run.len;
	}
	np_mixed_close(mixed);
}
END_TEST

/* Whatever comes, each byte is in one run, and in the same one however much is shown at once. */
START_TEST(same_in_pieces)
{
	static const size_t shown[] = { NP_MIXED_MOST, NP_MIXED_MOST + 777, 60000 };
	size_t len = 60000;
	char *bytes = malloc(len);
	unsigned char *sets[2] = { malloc(len), malloc(len) };
	uint32_t seed = 7;
	for (size_t i = 0; i < len; i++) {
		seed = seed * 1103515245 + 12345;
		bytes[i] = (char)(seed >> 16);
	}
	/* Text among the noise, so that all is met. */
	for (size_t at = 5000; at + 4096 < len; at += 9000) {
		size_t used = 0;
		for (size_t i = 0; i < 3; i++)
			used += append(bytes + at + used, 2048, texts[9 + _i][i]);
	}
	for (size_t s = 0; s < sizeof shown / sizeof shown[0]; s++) {
		struct np_mixed *mixed = np_mixed_open();
		for (size_t at = 0; at < len;) {
			struct np_run run;
			size_t have = len - at < shown[s] ? len - at : shown[s];
			ck_assert(np_mixed_next(mixed, bytes + at, have, at + have == len, &run));
			ck_assert_uint_gt(run.len, 0);
			ck_assert_uint_le(run.len, have);
			memset(sets[s > 0] + at, (int)run.set, run.len);
			at += run.len;
		}
		if (s > 0)
			ck_assert_mem_eq(sets[1], sets[0], len);
		np_mixed_close(mixed);
	}
	free(sets[0]);
	free(sets[1]);
	free(bytes);
}
END_TEST

/* It asks for more only as long as that is allowed. */
START_TEST(asks_for_more)
{
	struct np_mixed *mixed = np_mixed_open();
	struct np_run run;
	ck_assert(!np_mixed_next(mixed, "abc", 3, false, &run));
	ck_assert(np_mixed_next(mixed, "abc", 3, true, &run));
	ck_assert_int_eq(run.set, NP_CANDIDATE_UTF8);
	ck_assert_uint_eq(run.len, 3);
	np_mixed_close(mixed);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("mixed");
	TCase *tc = tcase_create("mixed");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, finds_borders, 0, sizeof texts / sizeof texts[0]);
	tcase_add_test(tc, finds_border_in_line);
	tcase_add_loop_test(tc, same_in_pieces, 0, 4);
	tcase_add_test(tc, asks_for_more);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
