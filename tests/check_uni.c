/* check_uni.c - tests of uni */
#include "help.h"
#include "help_graphemes.h"

#include <utf8proc.h>

#include "uni.h"
#include "utf8.h"

enum { LAST = 0x10FFFF };

/* ---- classes ---- */

static const struct {
	enum np_class class;
	const char *text;
} classes[] = {
	{ NP_HAN, "新闻龍〇々〡㐀𠀀𪜀⺀⽇龦鿿豈" },
	{ NP_KANA, "あアーヽゝｱｰﾞ゛㋐" },
	{ NP_HANGUL, "한글ᄀㄱﾡ" },
	{ NP_BOPOMOFO, "ㄅㄩㆠ" },
	{ NP_LATIN, "aZéßẞŁＡｚⅣªﬁ" },
	{ NP_LETTER, "ЖλאبहไҐ\u0301" },
	{ NP_DIGIT, "0189０９٣४" },
	{ NP_CJKPUNCT,
	    "，：；？！（）“”‘’—…·《》「」『』【】〔〕、。〈〉～〖〗＂＇－／．％＋＝￥•‧―–⋯⸺" },
	{ NP_CJKPUNCT, "︵︶﹃﹄﹐。｡｢｣・･※〓" },
	{ NP_PUNCT, "!\"#%&'()*,-./:;?@[]_{}$+<=>^`|~§©°×÷①㈠½²☆●■→😀" },
	{ NP_SPACE, " \t\n\v\f\r\xC2\x85\u00A0\u1680\u2000\u200A\u2028\u2029\u202F\u205F\u3000" },
	{ NP_CONTROL,
	    "\x01\x1B\x1C\x7F\u00AD\u200B\u200D\u200E\u2060\uFEFF\uFE0F\uE000\uFFFE\U000E0100" },
};

START_TEST(known_classes)
{
	const char *ptr = classes[_i].text;
	size_t len = strlen(ptr), pos = 0;

	while (pos < len) {
		uint32_t cp;

		pos += np_utf8_next(ptr + pos, len - pos, &cp);
		if (np_uni_class(cp) != classes[_i].class)
			ck_abort_msg("U+%04X is in class %d", (unsigned)cp, (int)np_uni_class(cp));
	}
}
END_TEST

/* Unicode's PropList.txt, property White_Space: it has not changed since 6.3. */
static bool
white_space(uint32_t cp)
{
	return (cp >= 0x09 && cp <= 0x0D) || cp == 0x20 || cp == 0x85 || cp == 0xA0 ||
	       cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

START_TEST(spaces)
{
	for (uint32_t cp = 0; cp <= LAST; cp++)
		if (np_uni_is_space(cp) != white_space(cp))
			ck_abort_msg("U+%04X", (unsigned)cp);
}
END_TEST

/* Two-letter names of the categories, in the order of utf8proc's numbers. */
static const char categories[][3] = { "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
	"Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl",
	"Zp", "Cc", "Cf", "Cs", "Co" };

/* True if a character of that category may be in that class. */
static bool
allowed(enum np_class class, const char *category, uint32_t cp)
{
	bool letter = category[0] == 'L' || category[0] == 'M' || strcmp(category, "Nl") == 0;
	bool symbol = category[0] == 'P' || category[0] == 'S' || strcmp(category, "No") == 0;

	switch (class) {
	case NP_HAN:
		/* the hook mark is punctuation of the script */
		return letter || strcmp(category, "So") == 0 || cp == 0x16FE2;
	case NP_KANA:
	case NP_HANGUL:
		return letter || strcmp(category, "So") == 0 || cp == 0x309B || cp == 0x309C;
	case NP_BOPOMOFO:
		return letter || cp == 0x02EA || cp == 0x02EB; /* ˪ ˫, tones */
	case NP_LATIN:
	case NP_LETTER:
		return letter;
	case NP_DIGIT:
		return strcmp(category, "Nd") == 0;
	case NP_CJKPUNCT:
		return symbol && strcmp(category, "No") != 0;
	case NP_PUNCT:
		return symbol;
	case NP_SPACE:
		return category[0] == 'Z' || strcmp(category, "Cc") == 0;
	default:
		/* variation selectors are marks by category */
		return category[0] == 'C' || strcmp(category, "Mn") == 0;
	}
}

/* utf8proc's tables against ours: only where they are of one Unicode version. */
static bool
same_version(void)
{
	if (strcmp(utf8proc_unicode_version(), np_uni_version) == 0)
		return true;
	fprintf(stderr, "skip check_uni: utf8proc has Unicode %s, the table %s\n",
	    utf8proc_unicode_version(), np_uni_version);
	return false;
}

START_TEST(classes_fit_categories)
{
	if (!same_version())
		return;
	for (uint32_t cp = 0; cp <= LAST; cp++) {
		const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
		const char *category = categories[property->category];
		if (!allowed(np_uni_class(cp), category, cp))
			ck_abort_msg("U+%04X: %s in class %d", (unsigned)cp, category,
			    (int)np_uni_class(cp));
		if ((strcmp(category, "Nd") == 0) != (np_uni_class(cp) == NP_DIGIT))
			ck_abort_msg("U+%04X: %s", (unsigned)cp, category);
		if (np_uni_is_mark(cp) != (category[0] == 'M'))
			ck_abort_msg("U+%04X: %s", (unsigned)cp, category);
	}
}
END_TEST

/*
 * How many code points a script has: the totals of Scripts.txt 15.0.0, with what is added (ー and
 * the like, 14 of them).
 */
static const struct {
	enum np_class class;
	size_t count;
} totals[] = {
	{ NP_HAN, 98408 },
	{ NP_KANA, 381 + 321 + 14 },
	{ NP_HANGUL, 11739 },
	{ NP_BOPOMOFO, 77 },
	{ NP_LATIN, 1481 },
};

START_TEST(script_totals)
{
	size_t count = 0;

	for (uint32_t cp = 0; cp <= LAST; cp++)
		count += np_uni_class(cp) == totals[_i].class;
	ck_assert_uint_eq(count, totals[_i].count);
}
END_TEST

START_TEST(beyond)
{
	ck_assert_int_eq(np_uni_class(0x110000), NP_CONTROL);
	ck_assert_int_eq(np_uni_class(NP_UTF8_BAD), NP_CONTROL);
	ck_assert(!np_uni_is_space(NP_UTF8_BAD));
	ck_assert(!np_uni_is_mark(NP_UTF8_BAD));
}
END_TEST

/* ---- trimming, width ---- */

static const struct {
	const char *text, *trimmed;
} trims[] = {
	{ "", "" },
	{ " ", "" },
	{ "\t\u3000\u00A0\r\n", "" },
	{ "　　新闻 ", "新闻" },
	{ "a b", "a b" },
	{ "\u2028x\u205F", "x" },
	{ " \u200Bx\uFEFF ", "\u200Bx\uFEFF" },
	{ " \x80 ", "\x80" },
	{ "x\xE3\x80", "x\xE3\x80" },
	{ "\x80\x80", "\x80\x80" },
};

START_TEST(trim)
{
	const char *text = trims[_i].text;
	struct np_span got = np_uni_trim((struct np_span){ text, strlen(text) });

	ck_assert_uint_eq(got.len, strlen(trims[_i].trimmed));
	ck_assert_mem_eq(got.ptr, trims[_i].trimmed, got.len);
	ck_assert(got.ptr >= text && got.ptr + got.len <= text + strlen(text));
}
END_TEST

/* ---- graphemes ---- */

/* utf8proc's own way, every character through it; a bad piece begins anew. */
static size_t
slow_graphemes(const char *ptr, size_t len)
{
	utf8proc_int32_t state = 0;
	uint32_t cp, last = NP_UTF8_BAD;
	size_t count = 0;

	while (len > 0) {
		size_t step = np_utf8_next(ptr, len, &cp);

		if (cp == NP_UTF8_BAD || last == NP_UTF8_BAD) {
			state = 0;
			count++;
		} else {
			count += utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)last, (utf8proc_int32_t)cp, &state);
		}
		last = cp;
		ptr += step;
		len -= step;
	}
	return count;
}

static const struct {
	const char *text;
	size_t count;
} clusters[] = {
	{ "", 0 },
	{ "新闻纸", 3 },
	{ "\r\n\n\r", 3 },
	{ "e\u0301a", 2 },
	{ "\u0301", 1 },
	{ "か\u3099", 1 },
	{ "葛\U000E0100城", 2 },
	{ "🇨🇳🇯🇵", 2 },
	{ "👩\u200D👧 ok", 4 },
	{ "👍🏽", 1 },
	{ "각ᄀ", 2 },
	{ "\xFF\u0301", 2 },
	{ "e\xFF\u0301", 3 },
	{ "\xE6\x96新", 2 },
};

START_TEST(known_clusters)
{
	const char *text = clusters[_i].text;

	ck_assert_uint_eq(count_graphemes(text, strlen(text)), clusters[_i].count);
	if (same_version())
		ck_assert_uint_eq(slow_graphemes(text, strlen(text)), clusters[_i].count);
}
END_TEST

START_TEST(random_clusters)
{
	static const char *const pieces[] = { "新", "，", "a", " ", "\r", "\n", "\u0301", "\u200D",
		"👩", "🇨", "🏽", "ᄀ", "ᅡ", "ᆨ", "가", "각", "\u0600", "क", "\u094D", "\u0903",
		"\U000E0100", "\xFF", "\xE6\x96", "か", "\u3099", "\u00AD", "❤", "\uFE0F", "ำ" };
	uint32_t state = 521288629u;
	char buf[256];

	if (!same_version())
		return;
	for (int round = 0; round < 20000; round++) {
		size_t len = 0, want, slow;

		state = state * 1664525u + 1013904223u;
		want = (state >> 8) % 60;
		while (len < want) {
			const char *piece;

			state = state * 1664525u + 1013904223u;
			piece = pieces[(state >> 8) % (sizeof pieces / sizeof *pieces)];
			memcpy(buf + len, piece, strlen(piece));
			len += strlen(piece);
		}
		slow = slow_graphemes(buf, len);
		if (count_graphemes(buf, len) != slow)
			ck_abort_msg("%.*s: %zu", (int)len, buf, slow);
	}
}
END_TEST

/* ---- against the Unicode Character Database, where it is installed ---- */

#ifndef NP_UCD
#define NP_UCD "/usr/share/unicode"
#endif

/*
 * Opens a file of it: NULL, and a line that says so, where it is not there or of another version
 * than the table, which its first line tells.
 */
static FILE *
open_ucd(const char *file)
{
	char path[256], line[256] = "", want[64];
	FILE *fp;

	snprintf(path, sizeof path, "%s/%s.txt", NP_UCD, file);
	snprintf(want, sizeof want, "-%s.txt", np_uni_version);
	fp = fopen(path, "r");
	if (fp != NULL && fgets(line, sizeof line, fp) != NULL && strstr(line, want) != NULL)
		return fp;
	fprintf(stderr, "skip check_uni: no %s of Unicode %s\n", path, np_uni_version);
	if (fp != NULL)
		fclose(fp);
	return NULL;
}

/* Each line of GraphemeBreakTest.txt: "÷ 0020 × 0308 ÷ 0020 ÷	# ...". */
START_TEST(grapheme_break_test)
{
	FILE *fp = open_ucd("auxiliary/GraphemeBreakTest");
	char line[1024];
	size_t number = 1, lines = 0;

	while (fp != NULL && fgets(line, sizeof line, fp) != NULL) {
		struct np_uni_cluster cluster = { 0 };
		char text[256];
		size_t len = 0, want = 0;
		bool begins = false;

		number++;
		line[strcspn(line, "#\n")] = '\0';
		for (char *word = strtok(line, " \t"); word != NULL; word = strtok(NULL, " \t")) {
			uint32_t cp;

			if (strcmp(word, "÷") == 0 || strcmp(word, "×") == 0) {
				begins = strcmp(word, "÷") == 0;
				continue;
			}
			cp = (uint32_t)strtoul(word, NULL, 16);
			if (np_uni_cluster_begins(&cluster, cp) != begins)
				ck_abort_msg("line %zu: U+%s", number, word);
			want += begins;
			len += np_utf8_put(text + len, cp);
		}
		/* surrogates, which the file has as well, are no UTF-8 */
		if (len > 0 && np_utf8_valid(text, len) == len)
			ck_assert_uint_eq(count_graphemes(text, len), want);
		lines += len > 0;
	}
	if (fp != NULL) {
		fclose(fp);
		ck_assert_uint_gt(lines, 500);
	}
}
END_TEST

/* A property of every code point, of a file of ranges: "3400..4DBF    ; Han # ...". */
static bool
read_property(const char *file, const char *value, bool *has)
{
	FILE *fp = open_ucd(file);
	char line[1024], found[64];

	if (fp == NULL)
		return false;
	memset(has, 0, LAST + 1);
	while (fgets(line, sizeof line, fp) != NULL) {
		unsigned first, last;
		int fields = sscanf(line, "%x..%x ; %63[A-Za-z_]", &first, &last, found);

		if (fields == 1) {
			last = first;
			fields = sscanf(line, "%x ; %63[A-Za-z_]", &first, found) + 1;
		}
		if (fields == 3 && line[0] != '#' && strcmp(found, value) == 0)
			while (first <= last)
				has[first++] = true;
	}
	fclose(fp);
	return true;
}

static bool has[LAST + 1], also[LAST + 1];

/* Han is what Scripts.txt says, for every code point. */
START_TEST(han_by_scripts)
{
	if (!read_property("Scripts", "Han", has))
		return;
	for (uint32_t cp = 0; cp <= LAST; cp++) {
		if ((np_uni_class(cp) == NP_HAN) != has[cp])
			ck_abort_msg("U+%04X: script Han %d, class %d", (unsigned)cp, has[cp],
			    (int)np_uni_class(cp));
	}
}
END_TEST

START_TEST(spaces_by_prop_list)
{
	if (!read_property("PropList", "White_Space", has))
		return;
	for (uint32_t cp = 0; cp <= LAST; cp++)
		if (np_uni_is_space(cp) != has[cp])
			ck_abort_msg("U+%04X", (unsigned)cp);
}
END_TEST

START_TEST(wide_by_east_asian_width)
{
	if (!read_property("EastAsianWidth", "W", has) ||
	    !read_property("EastAsianWidth", "F", also))
		return;
	for (uint32_t cp = 0; cp <= LAST; cp++) {
		enum np_class class = np_uni_class(cp);
		unsigned want = has[cp] || also[cp] ? 2 : 1;

		if (np_uni_is_mark(cp) || class == NP_CONTROL)
			want = 0;
		/* of Chinese punctuation what is ambiguous is wide too */
		if (np_uni_width(cp) != want &&
		    !(class == NP_CJKPUNCT && want == 1 && np_uni_width(cp) == 2))
			ck_abort_msg("U+%04X: width %u", (unsigned)cp, np_uni_width(cp));
	}
}
END_TEST

static const struct {
	const char *text;
	unsigned width;
} widths[] = { { "a", 1 }, { "é", 1 }, { "晚", 2 }, { "，", 2 }, { "“", 2 }, { "…", 2 }, { "ｱ", 1 },
	{ "｡", 1 }, { "Ａ", 2 }, { "가", 2 }, { "\u0301", 0 }, { "\u200B", 0 }, { "😀", 2 },
	{ "　", 2 } };

START_TEST(known_widths)
{
	uint32_t cp;

	np_utf8_next(widths[_i].text, strlen(widths[_i].text), &cp);
	ck_assert_uint_eq(np_uni_width(cp), widths[_i].width);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("uni");
	TCase *tcase = tcase_create("uni");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, known_classes, 0, sizeof classes / sizeof *classes);
	tcase_add_test(tcase, spaces);
	tcase_add_test(tcase, classes_fit_categories);
	tcase_add_loop_test(tcase, script_totals, 0, sizeof totals / sizeof *totals);
	tcase_add_test(tcase, beyond);
	tcase_add_loop_test(tcase, trim, 0, sizeof trims / sizeof *trims);
	tcase_add_loop_test(tcase, known_clusters, 0, sizeof clusters / sizeof *clusters);
	tcase_add_test(tcase, random_clusters);
	tcase_add_test(tcase, grapheme_break_test);
	tcase_add_test(tcase, han_by_scripts);
	tcase_add_test(tcase, spaces_by_prop_list);
	tcase_add_test(tcase, wide_by_east_asian_width);
	tcase_add_loop_test(tcase, known_widths, 0, sizeof widths / sizeof *widths);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
