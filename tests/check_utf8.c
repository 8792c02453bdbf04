/* check_utf8.c - tests of utf8 */
#include "help.h"

#include "cpu.h"
#include "utf8.h"

/* ---- a slow reference: Unicode 15, table 3-7, word for word ---- */

struct row {
	size_t length;
	unsigned char low[4], high[4];
};

static const struct row well_formed[] = {
	{ 1, { 0x00 }, { 0x7F } },
	{ 2, { 0xC2, 0x80 }, { 0xDF, 0xBF } },
	{ 3, { 0xE0, 0xA0, 0x80 }, { 0xE0, 0xBF, 0xBF } },
	{ 3, { 0xE1, 0x80, 0x80 }, { 0xEC, 0xBF, 0xBF } },
	{ 3, { 0xED, 0x80, 0x80 }, { 0xED, 0x9F, 0xBF } },
	{ 3, { 0xEE, 0x80, 0x80 }, { 0xEF, 0xBF, 0xBF } },
	{ 4, { 0xF0, 0x90, 0x80, 0x80 }, { 0xF0, 0xBF, 0xBF, 0xBF } },
	{ 4, { 0xF1, 0x80, 0x80, 0x80 }, { 0xF3, 0xBF, 0xBF, 0xBF } },
	{ 4, { 0xF4, 0x80, 0x80, 0x80 }, { 0xF4, 0x8F, 0xBF, 0xBF } },
};

/* The longest beginning of the bytes that is one of a well-formed sequence, 1 at least. */
static size_t
slow_next(const char *ptr, size_t len, uint32_t *cp)
{
	size_t longest = 1;

	*cp = NP_UTF8_BAD;
	for (size_t r = 0; r < sizeof well_formed / sizeof *well_formed; r++) {
		const struct row *row = &well_formed[r];
		size_t n = 0;

		while (n < row->length && n < len && (unsigned char)ptr[n] >= row->low[n] &&
		       (unsigned char)ptr[n] <= row->high[n])
			n++;
		if (n > longest)
			longest = n;
		if (n == row->length) {
			static const unsigned char mask[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };

			*cp = (unsigned char)ptr[0] & mask[n];
			for (size_t i = 1; i < n; i++)
				*cp = *cp << 6 | ((unsigned char)ptr[i] & 0x3F);
		}
	}
	return longest;
}

/* True if np_utf8_tail() must answer that the last piece, bad and that long, may become whole. */
static bool
can_become_whole(const char *piece, size_t len)
{
	char more[5];

	memcpy(more, piece, len);
	for (int byte = 0x80; byte <= 0xBF; byte++) {
		uint32_t cp;

		more[len] = (char)byte;
		if (slow_next(more, len + 1, &cp) > len)
			return true;
	}
	return false;
}

static size_t
line_feeds(const char *ptr, size_t len)
{
	size_t lines = 0;

	for (size_t i = 0; i < len; i++)
		lines += ptr[i] == '\n';
	return lines;
}

/* True if everything the module says about the text is what the reference says. */
static bool
agrees(const char *ptr, size_t len)
{
	size_t pos = 0, count = 0, bad = 0, valid = len, found = 0, last = 0;

	while (pos < len) {
		uint32_t want, got;
		size_t step = slow_next(ptr + pos, len - pos, &want);

		if (np_utf8_next(ptr + pos, len - pos, &got) != step || got != want)
			return false;
		if (np_utf8_prev(ptr, pos + step, &got) != step || got != want)
			return false;
		if (want == NP_UTF8_BAD && valid == len)
			valid = pos;
		bad += want == NP_UTF8_BAD;
		last = want == NP_UTF8_BAD ? step : 0;
		count++;
		pos += step;
	}
	if (last > 0 && !can_become_whole(ptr + len - last, last))
		last = 0;
	if (np_utf8_tail(ptr, len) != last)
		return false;
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		size_t got_lines = 0;

		if (!np_cpu_choose(set))
			continue;
		found = 0;
		if (np_utf8_valid(ptr, len) != valid || np_utf8_count(ptr, len, &found) != count ||
		    found != bad || np_utf8_count(ptr, len, NULL) != count ||
		    np_utf8_valid_lines(ptr, len, &got_lines) != valid ||
		    got_lines != line_feeds(ptr, valid))
			return false;
	}
	return true;
}

/* The same on a copy of its own, so that a sanitizer sees a byte read too many. */
static void
compare(const char *text, size_t len)
{
	char *copy = malloc(len + (len == 0));
	bool same;

	ck_assert_ptr_nonnull(copy);
	memcpy(copy, text, len);
	same = agrees(copy, len);
	free(copy);
	if (same)
		return;
	for (size_t i = 0; i < len && i < 100; i++)
		fprintf(stderr, "%02X ", (unsigned)(unsigned char)text[i]);
	ck_abort_msg("is taken apart in another way");
}

static uint32_t
random_number(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

START_TEST(every_code_point)
{
	char buf[4];

	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		uint32_t back;
		size_t len = np_utf8_put(buf, cp);

		if (cp >= 0xD800 && cp <= 0xDFFF
			? len == 0
			: slow_next(buf, len, &back) == len && back == cp && agrees(buf, len))
			continue;
		ck_abort_msg("U+%04X", (unsigned)cp);
	}
	ck_assert_uint_eq(np_utf8_put(buf, 0x110000), 0);
	ck_assert_uint_eq(np_utf8_put(buf, NP_UTF8_BAD), 0);
}
END_TEST

/* Unicode 15, tables 3-8 to 3-11: the pieces' lengths, bad ones negative. */
static const struct {
	const char *bytes;
	int pieces[12];
} tables[] = {
	{ "\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
	    { 1, -3, -2, -1, 1, -1, 1, -1, -1, 1 } },
	{ "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", { -1, -1, -1, -1, -1, -1, -1, -1, 1 } },
	{ "\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", { -1, -1, -1, -1, -1, -1, -1, -1, 1 } },
	{ "\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", { -1, -1, -1, -1, -1, 1, -1, -1, 1 } },
	{ "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", { -2, -1, -3, -2, 1 } },
	{ "\xEF\xBF\xBD\xEF\xBF", { 3, -2 } },
	{ "\xE6\x96\x87\xE6\x96", { 3, -2 } },
	{ "\xF0\x9F\x98\x80\xF0\x9F\x98", { 4, -3 } },
	{ "\xFE\xFF\xF5\x80", { -1, -1, -1, -1 } },
};

START_TEST(maximal_subparts)
{
	const char *ptr = tables[_i].bytes;
	size_t len = strlen(ptr), pos = 0;

	compare(ptr, len);
	for (size_t i = 0; pos < len; i++) {
		uint32_t cp;
		size_t step = np_utf8_next(ptr + pos, len - pos, &cp);

		ck_assert_int_eq(cp == NP_UTF8_BAD ? -(int)step : (int)step, tables[_i].pieces[i]);
		pos += step;
	}
}
END_TEST

/* Bytes where a rule changes. */
static const unsigned char edges[] = { 0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
	0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF };

/* Every text of three bytes of these, with some fourth byte. */
START_TEST(limits)
{
	static const unsigned char ends[] = { 0x41, 0x80, 0xBF, 0xE1 };
	size_t n = sizeof edges;
	char buf[4];

	for (size_t i = 0; i < n * n * n; i++) {
		buf[0] = (char)edges[i % n];
		buf[1] = (char)edges[i / n % n];
		buf[2] = (char)edges[i / n / n];
		compare(buf, 2);
		compare(buf, 3);
		for (size_t k = 0; k < sizeof ends; k++) {
			buf[3] = (char)ends[k];
			compare(buf, 4);
		}
	}
}
END_TEST

/* Two such bytes and a third at every place in a longer text: where vectors begin and end. */
START_TEST(vectors)
{
	static const unsigned char thirds[] = { 0x41, 0x80, 0xBF };
	size_t n = sizeof edges;
	char buf[198];

	for (size_t place = 58; place < 134; place += place == 67 ? 57 : 1) {
		for (size_t i = 0; i < n * n * sizeof thirds * 2; i++) {
			for (size_t k = 0; k < sizeof buf; k += 3)
				memcpy(buf + k, i % 2 == 0 ? "abc" : "报", 3);
			buf[place] = (char)edges[i / 2 % n];
			buf[place + 1] = (char)edges[i / 2 / n % n];
			buf[place + 2] = (char)thirds[i / 2 / n / n];
			compare(buf, sizeof buf);
		}
	}
}
END_TEST

/* The same in a text of several strides of vectors: near where one ends, within one, at the end. */
START_TEST(strides)
{
	static const unsigned char seconds[] = { 0x41, 0x80, 0x9F, 0xA0, 0xC2, 0xE6 };
	const size_t n = sizeof edges;
	char buf[1101];

	for (size_t place = 316; place < sizeof buf - 1; place += place == 322   ? 250
								  : place == 578 ? 516
										 : 1) {
		for (size_t i = 0; i < n * sizeof seconds * 3; i++) {
			for (size_t k = 0; k < sizeof buf; k += 3)
				memcpy(buf + k, i % 3 == 0 ? "abc" : i % 3 == 1 ? "报" : "é.", 3);
			buf[place] = (char)edges[i / 3 % n];
			buf[place + 1] = (char)seconds[i / 3 / n];
			compare(buf, sizeof buf);
		}
	}
}
END_TEST

/* Chinese, ASCII and others in long runs, whole or with some bytes broken. */
START_TEST(random_texts)
{
	static const char *const pieces[] = { "新", "闻纸", "abcdefghijklmnop", "，", "é", "𠀀",
		"\r\n", "\xED\x9F\xBF", "\xE0\xA4\xB9", "ไทย", "0123456789" };
	uint32_t state = 2463534242u + (uint32_t)_i;
	char buf[600];

	for (int round = 0; round < 400; round++) {
		size_t len = 0, want = random_number(&state) % 500;

		while (len < want) {
			uint32_t r = random_number(&state);
			const char *piece = pieces[r % (sizeof pieces / sizeof *pieces)];

			for (r = r >> 16 & 7; r > 0 && len < want; r--) {
				memcpy(buf + len, piece, strlen(piece));
				len += strlen(piece);
			}
		}
		for (int i = 0; i < _i && len > 0; i++)
			buf[random_number(&state) % len] = (char)random_number(&state);
		len -= len > 0 ? random_number(&state) % len % 4 : 0;
		compare(buf, len);
	}
}
END_TEST

START_TEST(random_bytes)
{
	uint32_t state = 88172645u;
	char buf[300];

	for (unsigned round = 0; round < 20000 / brief(10); round++) {
		size_t len = random_number(&state) % sizeof buf;

		for (size_t i = 0; i < len; i++) {
			uint32_t r = random_number(&state);

			/* mostly bytes that belong to some sequence */
			buf[i] = (char)((r & 0x300) != 0 ? 0x80 | r : r);
		}
		compare(buf, len);
	}
}
END_TEST

/* A text longer than the slices of np_utf8_count(), cut and broken around their ends. */
START_TEST(slices)
{
	static char buf[30000];
	size_t bad;

	for (size_t i = 0; i + 3 <= sizeof buf; i += 3)
		memcpy(buf + i, "报", 3);
	for (size_t len = sizeof buf - 5; len <= sizeof buf; len++) {
		bad = 0;
		ck_assert_uint_eq(np_utf8_count(buf, len, &bad), (len + 2) / 3);
		ck_assert_uint_eq(bad, len % 3 != 0);
	}
	for (size_t at = 8180; at < 8200; at++) {
		char kept = buf[at];

		buf[at] = '\xFF';
		compare(buf, sizeof buf);
		buf[at] = kept;
	}
}
END_TEST

START_TEST(ascii)
{
	enum np_cpu before = np_cpu();
	char text[300];
	for (int set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		if (!np_cpu_choose((enum np_cpu)set))
			continue;
		for (size_t at = 0; at < sizeof text; at++) {
			memset(text, 'x', sizeof text);
			text[at] = (char)0x80;
			size_t n = np_utf8_ascii(text, sizeof text);
			ck_assert_uint_le(n, at);
			ck_assert_uint_lt(at - n, 64);
		}
	}
	ck_assert(np_cpu_choose(before));
}
END_TEST

/* With the line feeds counted: in blocks of many, up to a character somewhere. */
START_TEST(ascii_lines)
{
	enum { LEN = 40000 };
	char *text = malloc(LEN);
	for (size_t i = 0; i < LEN; i++)
		text[i] = _i == 0 || i % 7 == 3 ? '\n' : 'x';
	for (size_t at = 1; at < LEN; at += 997) {
		size_t lines = 5, found = np_utf8_ascii_lines(text, at, &lines);
		ck_assert_uint_le(found, at);
		ck_assert_uint_ge(found + 64, at);
		ck_assert_uint_eq(lines, 5 + np_utf8_lines(text, found));
		text[at - 1] = '\xE6';
		lines = 0;
		found = np_utf8_ascii_lines(text, LEN, &lines);
		ck_assert_uint_lt(found, at);
		ck_assert_uint_ge(found + 64, at);
		ck_assert_uint_eq(lines, np_utf8_lines(text, found));
		text[at - 1] = 'x';
	}
	free(text);
}
END_TEST

START_TEST(nothing)
{
	size_t bad = 7;

	ck_assert_uint_eq(np_utf8_valid("", 0), 0);
	ck_assert_uint_eq(np_utf8_count("", 0, &bad), 0);
	ck_assert_uint_eq(bad, 7);
	ck_assert_uint_eq(np_utf8_tail("", 0), 0);
	ck_assert_uint_eq(np_utf8_lines(NULL, 0), 0);
	compare("\0\0\0", 3);
}
END_TEST

/* Markus Kuhn's stress test, where it is at hand; not kept in the project. */
START_TEST(stress_test)
{
	const char *path = "../shared/oracles/utf8/UTF-8-test.txt";
	FILE *fp = fopen(path, "rb");
	static char buf[65536];
	size_t len;

	if (fp == NULL) {
		fprintf(stderr, "check_utf8: %s is not there, skipped\n", path);
		return;
	}
	len = fread(buf, 1, sizeof buf, fp);
	fclose(fp);
	for (size_t i = 0; i < 9; i++)
		compare(buf + i, len - i);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("utf8");
	TCase *tcase = tcase_create("utf8");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, every_code_point);
	tcase_add_loop_test(tcase, maximal_subparts, 0, sizeof tables / sizeof *tables);
	tcase_add_test(tcase, limits);
	tcase_add_test(tcase, vectors);
	tcase_add_test(tcase, strides);
	tcase_add_loop_test(tcase, random_texts, 0, 10);
	tcase_add_test(tcase, random_bytes);
	tcase_add_test(tcase, slices);
	tcase_add_test(tcase, ascii);
	tcase_add_loop_test(tcase, ascii_lines, 0, 2);
	tcase_add_test(tcase, nothing);
	tcase_add_test(tcase, stress_test);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
