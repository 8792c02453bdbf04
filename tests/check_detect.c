/* check_detect.c - encodings told by marks, by validity, by how the text reads */
#include "help.h"

#include <iconv.h>

#include "detect.h"

/* A span of a literal with NULs in it. */
#define BYTES(literal)                                                                             \
	{                                                                                          \
		literal, sizeof(literal) - 1                                                       \
	}

static const struct sample {
	struct np_span bytes;
	const char *encoding; /* NULL: undecided */
} samples[] = {
	{ BYTES(""), "utf-8" },
	{ BYTES("plain ASCII\r\n\tand no more\f"), "utf-8" },
	{ BYTES("one NUL\0 in a text of ASCII, as crawls have them\n"), "utf-8" },
	{ BYTES("\xEF\xBB\xBF"
		"x"),
	    "utf-8" },
	{ BYTES("\xFF\xFE"
		"x\0"),
	    "utf-16le" },
	{ BYTES("\xFE\xFF\0x"), "utf-16be" },
	{ BYTES("\xFF\xFE\0\0x\0\0\0"), "utf-32le" },
	{ BYTES("\0\0\xFE\xFF\0\0\0x"), "utf-32be" },
	{ BYTES("\x84\x31\x95\x33x"), "gb18030" },
	{ BYTES("中"), "utf-8" },
	{ BYTES("un café\n"), "utf-8" },
	{ BYTES("·~~~~~~{~~"), "utf-8" },              /* no HZ, which has seven bits */
	{ BYTES("”}Yxe~~mixe~~mixe~~mixe"), "utf-8" }, /* no UTF-16 of Han, as ASCII in pairs is */
	{ BYTES("新闻和消\xE6\x81"), "utf-8" },        /* cut by the end of the sample */
	{ BYTES("<nombre>: fallo al analizar la p\xC3\xA1gina"),
	    "utf-8" }, /* 谩 would touch letters */
	{ BYTES("syntaksfremh\xC3\xA6vning og -buffere, multiniveau"), "utf-8" },
	{ BYTES("W(W\xCE\x91\x09}PT\x08"), "utf-16be" }, /* 在城鄉結合, though it is UTF-8 */
	/* Letters and a space of HTML, and 硸 as often: nobody's text, but UTF-8. */
	{ BYTES("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xC2\xA0xx"), "utf-8" },
	{ BYTES("+*w(f~yyyyyyyyyyyyyyyyy%yyyyyyy\xC2\xA0~yyyyyyyyyyyyyyyyy%yyyyyyy\xC2\xA0yyyyw"),
	    "utf-8" },
	{ BYTES("h\0e\0l\0l\0o\0\n\0"), "utf-16le" },
	{ BYTES("\0h\0e\0l\0l\0o\0\n"), "utf-16be" },
	{ BYTES("\xB1\xBE\xB1\xA8\xD1\xB6"), "gb18030" }, /* 本报讯 */
	{ BYTES("\xA5\xBB\xB3\xF8\xB0\x54"), "big5" },    /* 本報訊 */
	/* 本报, twice, without a mark; and UTF-16 that is no UTF-32, though planes would be there. */
	{ BYTES("\x2C\x67\0\0\xA5\x62\0\0\x2C\x67\0\0\xA5\x62\0\0"), "utf-32le" },
	{ BYTES("\0\0\x67\x2C\0\0\x62\xA5\0\0\x67\x2C\0\0\x62\xA5"), "utf-32be" },
	{ BYTES("\x7F\x30\x02\0\x0A\0\x0A\0\x7B"), "utf-16be" },
	/* Whose Big5: kana of the standard of 2003, two characters of Hong Kong, Microsoft's euro. */
	{ BYTES("\xA5\xBB\xB3\xF8\xB0\x54\xA1\x41\xC6\xE7\xC6\xE8\xC6\xE9"), "big5-2003" },
	{ BYTES("\xA5\xBB\xB3\xF8\xB0\x54\xA1\x41\xA3\xE1\xA4\x51\xA4\x47"), "cp950" },
	/* ヮイル, or the end of another and イル in the other order; then a line feed tells. */
	{ BYTES("\xEE\x30\xA4\x30\xEB\x30"), NULL },
	{ BYTES("\xEE\x30\xA4\x30\xEB\x30\x0A\0"), "utf-16le" },
	/* 40 bytes of kana, if they are whole characters in one order, are that. */
	{ BYTES("\x53\x30\x6E\x30\x53\x30\x68\x30\x6F\x30\x88\x30\x4F\x30\x59\x30\x57\x30\x63\x30"
		"\x66\x30\x44\x30\x8B\x30\x72\x30\x68\x30\x60\x30\x51\x30\x67\x30\x59\x30"),
	    NULL },
	{ BYTES("\x53\x30\x6E\x30\x53\x30\x68\x30\x6F\x30\x88\x30\x4F\x30\x59\x30\x57\x30\x63\x30"
		"\x66\x30\x44\x30\x8B\x30\x72\x30\x68\x30\x60\x30\x51\x30\x67\x30\x59\x30\x88\x30"),
	    "utf-16le" },
	{ BYTES("\x30\x53\x30\x6E\x30\x53\x30\x68\x30\x6F\x30\x88\x30\x4F\x30\x59\x30\x57\x30\x63"
		"\x30\x66\x30\x44\x30\x8B\x30\x72\x30\x68\x30\x60\x30\x51\x30\x67\x30\x59\x30\x88"),
	    "utf-16be" },
	{ BYTES("\xEE\x30\xA4\x30\xEB\0\x0A"), "utf-16be" },
	/* "git add", でパス, cut at the beginning; or gパス and cut at the end: one end is, and the words tell. */
	{ BYTES("\0g\0i\0t\0 \0a\0d\0d\0\n\0\x67\x30\xD1\x30\xB9\x30"), "utf-16le" },
	/* 本 is a character in most encodings, and one more tells little. */
	{ BYTES("\xB1\xBE"), NULL },
	{ BYTES("\xB8\xB3\xA4\xCF"), NULL },
	{ BYTES("\xE9\xA4"), NULL },
	/* Two characters in two bytes each are not trusted, whatever they are: 报纸, é. */
	{ BYTES("\xB1\xA8\xD6\xBD"), NULL },
	{ BYTES("t\xC3\xA9"), NULL },
	/* One of three bytes proves UTF-8, but one that texts hardly have: か\xBD in Shift_JIS, a Yi syllable. */
	{ BYTES("\xE6\x9C\xAC"), "utf-8" },
	{ BYTES("\xEA\x82\xBD"), NULL },
	{ BYTES("\xF0\xA4\xB9\xA4"), NULL },
	{ BYTES("~{VP~}"), "hz" },
	{ BYTES("~{VPND~}"), "hz" },
	{ BYTES("  ~{)&~"), NULL }, /* │ of HZ, cut: nobody has it as ASCII either */
	{ BYTES("~{}, say programmers of TeX; ~{} again"), "utf-8" },
	/* コンピュータは in either order, if its ends are cut: but a space follows は, and no word of one "o". */
	{ BYTES("\x30\xB3\x30\xF3\x30\xD4\x30\xE5\x30\xFC\x30\xBF\x30\x6F\0 \0G\0N"), "utf-16be" },
	{ BYTES("\xCD\xA8\n\n110"), NULL }, /* a mark of Cyrillic alone is no UTF-8 yet */
	{ BYTES("\xFF\xFF\xFF\xFF\xFF\xFF"), NULL },
	{ BYTES("caf\xE9 d\xE9j\xE0 v\xFB, \xE9t\xE9 \xE0 la mer, for\xEAt br\xFBl\xE9"
		"e, "
		"h\xF4tel pr\xE8s de l'\xEEle, No\xEBl \xE0 Gen\xE8ve\n"),
	    NULL },
};

START_TEST(tells)
{
	const struct sample *s = &samples[_i];
	struct np_detect got;
	np_detect(s->bytes.ptr, s->bytes.len, &got);
	ck_assert_ptr_nonnull(got.encoding);
	ck_assert(got.confidence >= 0 && got.confidence <= 1);
	ck_assert_int_eq(got.undecided, got.candidates != NULL);
	ck_assert_int_eq(got.undecided, s->encoding == NULL);
	if (s->encoding != NULL)
		ck_assert_str_eq(got.encoding, s->encoding);
}
END_TEST

/* ---- texts, whole and in part ---- */

static const char simplified[] =
    "海港镇新水塔落成\n本报讯（记者 林小川）昨日上午，海港镇第一座水塔正式通水，"
    "镇上三千多户居民从此不用再到河边挑水。镇长在会上说，这项工程用了两年时间，"
    "经过大家的努力，现在终于完成了。据了解，明年还要在北街建设一个新的市场。\n";
static const char traditional[] =
    "海港鎮新水塔落成\n本報訊　昨日上午，海港鎮第一座水塔正式通水，"
    "鎮上三千多戶居民從此不用再到河邊挑水。鎮長在會上說：「這項工程用了兩年時間，"
    "經過大家的努力，現在終於完成了。」據了解，明年還要在北街建設一個新的市場。\n";
static const char cantonese[] = "佢哋話嗰間舖頭係上個月先開嘅，啲嘢又平又靚。"
				"我哋啱啱行過去睇咗一陣，見到好多街坊排緊隊，"
				"老闆話如果唔夠貨就會再入多啲。\n";
static const char korean[] =
    "해안 마을에 새 급수탑이 세워졌다. 주민들은 이제 강가까지 물을 길으러 가지 않아도 된다. "
    "이장은 회의에서 모두의 노력으로 공사가 끝났다고 말했다. 내년에는 북쪽 거리에 시장이 생긴다.\n";

static const char japanese[] =
    "港の古い時計台が八十年ぶりに動き始めた。直したのは市内の職人で、作業には三年かかったという。"
    "当日は雨にもかかわらず六百人が集まり、鐘が鳴ると広場は大きな拍手に包まれた。\n";

/* What page conversions make of a colon, four times; a table as lines and boxes. */
static const char programme[] =
    "时间∶周六上午九时\n地点∶北街水塔旁\n对象∶三年级学生\n咨询∶镇文化站，每天都有人值班。\n";
static const char table[] = "┌───┬─────┬──┐\n│12│     │同上│\n├───┼─────┼──┤\n│31│ 水塔 │12│\n"
			    "├───┼─────┼──┤\n│7 │      │同上│\n└───┴─────┴──┘\n";

static const struct text {
	const char *iconv_name, *text;
	const char *encoding; /* NULL: undecided */
	size_t least;         /* bytes from which on it must be told */
} texts[] = {
	{ "GB18030", simplified, "gb18030", 16 },
	{ "GB18030", traditional, "gb18030", 24 },
	{ "BIG5", traditional, "big5", 16 },
	{ "BIG5-HKSCS", cantonese, "big5-hkscs", 60 },
	{ "UTF-8", simplified, "utf-8", 3 },
	{ "UTF-16LE", simplified, "utf-16le", 10 },
	{ "UTF-16BE", simplified, "utf-16be", 10 },
	{ "EUC-KR", korean, "euc-kr", 24 },
	{ "GB18030", programme, "gb18030", 24 },
	{ "GB18030", table, "gb18030", 40 },
	{ "BIG5", table, "big5", 40 },
	{ "UTF-16BE", table, "utf-16be", 40 },
	{ "EUC-JP", japanese, "euc-jp", 24 },
	{ "SHIFT_JIS", japanese, "shift_jis", 24 },
};

/* text in the encoding that iconv calls name; the caller frees it. */
static char *
in_encoding(const char *name, const char *text, size_t *len)
{
	iconv_t cd = iconv_open(name, "UTF-8");
	char *copy = malloc(strlen(text) + 1), *in = copy;
	size_t have = strlen(text), room = 4 * have, all = room;
	char *out = malloc(room), *to = out;
	strcpy(copy, text);
	ck_assert(cd != (iconv_t)-1);
	ck_assert(iconv(cd, &in, &have, &to, &room) != (size_t)-1);
	iconv_close(cd);
	free(copy);
	*len = all - room;
	return out;
}

/* Every beginning of the text is told alike, wherever it is cut; short ones are never told wrongly. */
START_TEST(tells_beginnings)
{
	const struct text *t = &texts[_i];
	size_t len;
	char *bytes = in_encoding(t->iconv_name, t->text, &len);
	struct np_detect got;
	for (size_t cut = t->least; cut <= len; cut++) {
		np_detect(bytes, cut, &got);
		ck_assert_msg(got.undecided == (t->encoding == NULL), "%s cut at %lu: %s, %s",
		    t->iconv_name, (unsigned long)cut, got.encoding,
		    got.undecided ? got.candidates : "decided");
		if (t->encoding != NULL)
			ck_assert_str_eq(got.encoding, t->encoding);
	}
	free(bytes);
}
END_TEST

/* So is every piece of it of 60 bytes and more that begins inside its first characters. */
START_TEST(tells_pieces)
{
	const struct text *t = &texts[_i];
	size_t len;
	char *bytes = in_encoding(t->iconv_name, t->text, &len);
	struct np_detect got;
	for (size_t from = 1; from < 4; from++) {
		for (size_t piece = 60; from + piece <= len; piece++) {
			np_detect(bytes + from, piece, &got);
			ck_assert_msg(!got.undecided && strcmp(got.encoding, t->encoding) == 0,
			    "%s, %lu bytes from %lu: %s, %s", t->iconv_name, (unsigned long)piece,
			    (unsigned long)from, got.encoding,
			    got.undecided ? got.candidates : "decided");
		}
	}
	free(bytes);
}
END_TEST

/* Letters and signs before the first character beyond ASCII, as the address of a page: none is half of a character. */
START_TEST(tells_behind_ascii)
{
	static const char letters[] = "PENANG HARIAN qzx://WWW.kvj.example/Zx_Q[YW{j|z";
	const struct text *t = &texts[_i];
	char text[1000];
	struct np_detect got;
	for (size_t from = 0; from < sizeof letters; from++) {
		size_t len;
		snprintf(text, sizeof text, "%s%s", letters + from, t->text);
		char *bytes = in_encoding(t->iconv_name, text, &len);
		np_detect(bytes, len, &got);
		ck_assert_msg(!got.undecided && got.skip == 0, "%s behind %s: %lu passed over",
		    t->iconv_name, letters + from, (unsigned long)got.skip);
		ck_assert_str_eq(got.encoding, t->encoding);
		free(bytes);
	}
}
END_TEST

/* A few bad bytes do not change what a long text is. */
START_TEST(bears_faults)
{
	const struct text *t = &texts[_i];
	size_t len;
	char *bytes = in_encoding(t->iconv_name, t->text, &len);
	struct np_detect got;
	char *line_feed = memchr(bytes, '\n', len);
	*line_feed = (char)0xFF;
	bytes[len - 5] = (char)0x80;
	np_detect(bytes, len, &got);
	ck_assert(!got.undecided);
	ck_assert_str_eq(got.encoding, t->encoding);
	ck_assert(got.confidence > 0.9);
	free(bytes);
}
END_TEST

/*
 * UTF-16 in which the only characters outside ASCII stand late, whole or begun inside a unit: ASCII
 * is the same in both orders, a byte apart.
 */
START_TEST(finds_byte_order)
{
	static const uint16_t late[] = { 0x3053, 0x306E, 0x30DE, 0x30CB, 0x30E5, 0x30A2, 0x30EB,
		0x306F, 0x3001, 0x6B21, 0x306E, 0x3088, 0x3046, 0x306B, 0x8AAC, 0x660E, 0x3059,
		0x308B, 0x3002 };
	bool big = _i % 2 != 0, odd = _i >= 2;
	char bytes[2 * 1000];
	size_t len = sizeof bytes - 1;
	struct np_detect got;
	for (size_t i = 0; i < 1000; i++) {
		size_t at = i - 700;
		unsigned unit = at < sizeof late / sizeof *late
				    ? late[at]
				    : (unsigned char)"the options are these: "[i % 23];
		bytes[2 * i + big] = (char)(unit & 0xFF);
		bytes[2 * i + !big] = (char)(unit >> 8);
	}
	np_detect(bytes + odd, odd ? len - len % 2 : len, &got);
	ck_assert(!got.undecided);
	ck_assert_str_eq(got.encoding, big ? "utf-16be" : "utf-16le");
	ck_assert_uint_eq(got.skip, odd);
}
END_TEST

/*
 * What little tells is used: Han between brackets and bars of ASCII; words that go on into a unit of UTF-16 which
 * the text's end cuts; and where encodings have the same letters, it does not matter which it is.
 */
START_TEST(tells_by_little)
{
	static const struct {
		const char *iconv_name, *text, *encoding;
		size_t cut; /* bytes that are cut off at both ends */
	} little[] = {
		{ "BIG5", "--- | --- |\n| 椽子(分/根) | 8 | 12 |\n| 棕繩(元/噸) | 7 | 9 |\n",
		    "big5", 0 },
		{ "UTF-16LE", "x; 7)を、スクリプトファイルを", "utf-16le", 1 },
		{ "UTF-16BE", "x; 7)を、スクリプトファイルを", "utf-16be", 1 },
		{ "GB18030", "ｔｈｅＨａｒｂｏｕｒＬｉｇｈｔＷａｓＯｕｔ", "gb18030", 0 },
	};
	size_t len, cut = little[_i].cut;
	char *bytes = in_encoding(little[_i].iconv_name, little[_i].text, &len);
	struct np_detect got;
	np_detect(bytes + cut, len - 2 * cut, &got);
	ck_assert(!got.undecided);
	ck_assert_str_eq(got.encoding, little[_i].encoding);
	free(bytes);
}
END_TEST

/* A text cut inside a character of UTF-8, whose other bytes are one of GB 18030, is not in two encodings. */
START_TEST(bears_a_cut)
{
	char text[2000];
	size_t len = 0;
	struct np_detect got;
	len += (size_t)snprintf(text, sizeof text, "\xBE\xA1\n\n");
	while (len < 1000)
		len += (size_t)snprintf(text + len, sizeof text - len, "%s",
		    "By default a pager is used, falling back to another.\n");
	while (len < 1900)
		len += (size_t)snprintf(
		    text + len, sizeof text - len, "%s", "ページャの既定値を指定します。\n");
	np_detect(text, len, &got);
	ck_assert(!got.undecided);
	ck_assert_str_eq(got.encoding, "utf-8");
	ck_assert_uint_eq(got.skip, 2);
}
END_TEST

/* A rule of one character or two is ASCII, by itself or beside a few words. */
START_TEST(tells_rules)
{
	static const char *const around[][2] = { { "", "" }, { "a b c\n", "" },
		{ "", "\nmore of it\n" }, { "Title of it\n", "\n" } };
	const char *before = around[_i][0], *behind = around[_i][1];
	char text[2000];
	struct np_detect got;
	for (char c = '!'; c <= '~'; c++) {
		for (size_t len = 20; len < 1500; len = len * 3 + 1) {
			size_t all = (size_t)snprintf(text, sizeof text, "%s", before);
			memset(text + all, c, len);
			all += len;
			all += (size_t)snprintf(text + all, sizeof text - all, "%s", behind);
			np_detect(text, all, &got);
			ck_assert_msg(!got.undecided && strcmp(got.encoding, "utf-8") == 0,
			    "%zu times %c: %s", len, c, got.encoding);
		}
	}
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = "!["[i % 2];
	np_detect(text, sizeof text, &got);
	ck_assert_str_eq(got.encoding, "utf-8");
	ck_assert(!got.undecided);
}
END_TEST

/* Any bytes are taken without harm. */
START_TEST(takes_noise)
{
	char bytes[4096];
	uint32_t seed = 99;
	struct np_detect got;
	for (size_t i = 0; i < sizeof bytes; i++) {
		seed = seed * 1103515245 + 12345;
		bytes[i] = (char)(seed >> 16);
	}
	for (size_t len = 0; len <= sizeof bytes; len += len < 64 ? 1 : 97) {
		np_detect(bytes, len, &got);
		ck_assert_ptr_nonnull(got.encoding);
	}
	np_detect(bytes, sizeof bytes, &got);
	ck_assert(got.undecided);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("detect");
	TCase *tc = tcase_create("detect");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, tells, 0, sizeof samples / sizeof samples[0]);
	tcase_add_loop_test(tc, tells_beginnings, 0, sizeof texts / sizeof texts[0]);
	tcase_add_loop_test(tc, tells_pieces, 0, sizeof texts / sizeof texts[0]);
	tcase_add_loop_test(tc, tells_behind_ascii, 0, sizeof texts / sizeof texts[0]);
	tcase_add_loop_test(tc, bears_faults, 0, sizeof texts / sizeof texts[0] - 1);
	tcase_add_loop_test(tc, finds_byte_order, 0, 4);
	tcase_add_loop_test(tc, tells_by_little, 0, 4);
	tcase_add_test(tc, bears_a_cut);
	tcase_add_loop_test(tc, tells_rules, 0, 4);
	tcase_add_test(tc, takes_noise);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
