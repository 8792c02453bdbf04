/* check_tabs - where tabs are and what is UTF-8, against a look at each byte; with every set of vector instructions */
#include "help.h"

#include "cpu.h"
#include "tabs.h"
#include "utf8.h"

enum { LONGEST = 200, ROUNDS = 200 };

/* What np_tabs_find() is to answer. */
static struct np_tabs
expected(const char *line, size_t len)
{
	struct np_tabs tabs = { .count = 0 };

	for (size_t i = 0; i < len; i++) {
		if (line[i] == '\t' && tabs.count < NP_TABS_MOST)
			tabs.at[tabs.count++] = i;
		tabs.escapes = tabs.escapes || line[i] == '\\' || line[i] == '\r';
	}
	return tabs;
}

static void
check_same(const struct np_tabs *tabs, const struct np_tabs *want)
{
	ck_assert_uint_eq(tabs->count, want->count);
	for (size_t i = 0; i < want->count; i++)
		ck_assert_uint_eq(tabs->at[i], want->at[i]);
	ck_assert_int_eq(tabs->escapes, want->escapes);
}

static void
check_line(const char *line, size_t len)
{
	struct np_tabs want = expected(line, len);

	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		struct np_tabs tabs;

		if (!np_cpu_choose(set))
			continue;
		np_tabs_find(&tabs, (struct np_span){ line, len });
		check_same(&tabs, &want);
	}
}

/* Lines of every length; what is sought is as likely in each byte, and stands around the line too. */
START_TEST(test_lengths)
{
	static const char bytes[] = "\t\t\t\\\r\t\n\v\b\x0C\x89\xDCxyz";
	const size_t len = (size_t)_i;
	uint64_t random = 1 + (uint64_t)_i;

	for (int round = 0; round < ROUNDS; round++) {
		char *room = malloc(len + 2), *line = room + 1;

		memset(room, round % 2 != 0 ? '\t' : '\\', len + 2);
		for (size_t i = 0; i < len; i++)
			line[i] = below(&random, 16) < (size_t)round % 16
				      ? bytes[below(&random, sizeof bytes - 1)]
				      : 'a';
		check_line(line, len);
		free(room);
	}
}
END_TEST

/* None, four and more, by themselves at a line's ends. */
START_TEST(test_few)
{
	check_line("", 0);
	check_line("\t", 1);
	check_line("\\", 1);
	check_line("a\tb\tc\td\te", 9);
	check_line("\t\t\t\t\t\t\t", 7);
	check_line(
	    "a\tb\tc\td\tan e that goes on beyond what vectors hold, whatever they are\t", 69);
}
END_TEST

/* Takes all lines of buf from offset from on, with the restarts that tabs.h asks for. */
static void
check_lines(const char *buf, size_t from, size_t end)
{
	struct np_tabs_ahead ahead;

	np_tabs_restart(&ahead, from);
	while (from < end) {
		const char *lf = memchr(buf + from, '\n', end - from);
		size_t want_len = lf != NULL ? (size_t)(lf - buf) - from : end - from, len;
		struct np_tabs tabs, want = expected(buf + from, want_len);
		const size_t *plain = np_tabs_plain(&ahead, buf);
		size_t stops = 0;

		/* A promise of what comes. */
		if (plain != NULL) {
			ck_assert(want.count == 4 && !want.escapes);
			ck_assert_uint_eq(plain[4], from + want_len);
			for (size_t i = 0; i < 4; i++)
				ck_assert_uint_eq(plain[i], from + want.at[i]);
		}
		for (size_t i = 0; i <= want_len && from + i < end; i++)
			stops += memchr("\t\n\r\\", buf[from + i], 4) != NULL;
		if (np_tabs_next(&ahead, buf, from, end, &tabs, &len)) {
			ck_assert_ptr_nonnull(lf);
			ck_assert_uint_eq(len, want_len);
			check_same(&tabs, &want);
		} else {
			/* A step may not fit behind what is listed already. */
			ck_assert(lf == NULL || stops > NP_TABS_AHEAD - 64);
			np_tabs_restart(&ahead, from + want_len + 1);
		}
		from += want_len + 1;
	}
}

/* Many lines: none, few or nothing but stops among them, lines of blocks, more than are listed. */
START_TEST(test_ahead)
{
	enum { BYTES = 20000 };
	static const char block[] = "p\t12\t3\tbody\twords of a paragraph that is not short\n";
	uint64_t random = 1 + (uint64_t)_i;
	char *buf = malloc(BYTES);

	for (size_t i = 0; i < BYTES;) {
		size_t len = 1 + below(&random, _i % 2 != 0 ? 100 : 3000), kind = below(&random, 6);

		for (size_t k = 0; k < len && i < BYTES; k++, i++)
			buf[i] = kind < 2 ? block[k % (sizeof block - 1)]
				 : kind < 4
				     ? "\t\\\rab\n\x89\xDC"[below(&random, kind == 2 ? 8 : 4)]
				 : kind < 5 ? '\t'
					    : 'a';
	}
	for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
		if (!np_cpu_choose(set))
			continue;
		check_lines(buf, 0, BYTES);
		check_lines(buf, below(&random, BYTES), BYTES - below(&random, 100));
	}
	free(buf);
}
END_TEST

static bool
is_utf8(const char *ptr, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t cp;

		at += np_utf8_next(ptr + at, len - at, &cp);
		if (cp == NP_UTF8_BAD)
			return false;
	}
	return true;
}

/* Takes all lines of buf: none that is no UTF-8 is called sound.  Answers how many are. */
static size_t
count_sound(const char *buf, size_t from, size_t end)
{
	struct np_tabs_ahead ahead;
	struct np_tabs tabs;
	size_t len, sound = 0;

	np_tabs_restart(&ahead, from);
	while (from < end) {
		const char *lf = memchr(buf + from, '\n', end - from);

		if (np_tabs_next(&ahead, buf, from, end, &tabs, &len)) {
			if (np_tabs_sound(&ahead, from, from + len)) {
				ck_assert(is_utf8(buf + from, len));
				sound++;
			}
			from += len + 1;
		} else {
			from = lf != NULL ? (size_t)(lf - buf) + 1 : end;
			np_tabs_restart(&ahead, from);
		}
	}
	return sound;
}

/*
 * Fills the buffer with pieces of text.  One in `bad` is cut or has a byte of any value in it; 0: none.
 */
static void
fill_text(char *buf, size_t end, uint64_t *random, uint64_t bad)
{
	static const char *const pieces[] = { "\n", "p\t1\t1\tbody\t", "新闻纸", "，", "·é", "a",
		"“字”", "\t", "  ", "行", "—", "𠀀", "\xED\x9F\xBF", "\xE0\xA0\x80" };
	/* The last three are rare. */
	const uint64_t kinds = sizeof pieces / sizeof pieces[0] - (bad == 0 ? 3 : 0);
	size_t at = 0;

	while (at < end) {
		const char *piece = pieces[below(random, kinds)];
		size_t len = strlen(piece);
		bool spoil = bad != 0 && below(random, bad) == 0;

		if (spoil && below(random, 2) == 0)
			len = below(random, len + 1);
		if (len > end - at) {
			memset(buf + at, 'z', end - at);
			break;
		}
		memcpy(buf + at, piece, len);
		if (spoil && len > 0)
			buf[at + below(random, len)] = (char)below(random, 256);
		at += len;
	}
}

/* Bytes that are no UTF-8 are never passed over, wherever they stand; and good text is mostly known to be. */
START_TEST(test_sound)
{
	enum { BYTES = 6000, MARGIN = 64 };
	char *room = malloc(BYTES + MARGIN);
	uint64_t random = 1 + (uint64_t)_i;
	const uint64_t bad = _i % 4 == 0 ? 0 : _i % 4 == 1 ? 3 : _i % 4 == 2 ? 100 : 2000;

	for (size_t shift = 0; shift < MARGIN; shift++) {
		char *buf = room + shift;
		size_t lines = 0, from = 1 + below(&random, 100);

		fill_text(buf, BYTES, &random, bad);
		while (buf[from - 1] != '\n')
			from++;
		for (size_t i = from; i < BYTES; i++)
			lines += buf[i] == '\n';
		for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++) {
			if (!np_cpu_choose(set))
				continue;
			size_t sound = count_sound(buf, from, BYTES);

			ck_assert_msg(bad != 0 || set == NP_CPU_PLAIN || sound > lines / 2,
			    "%s: %zu of %zu lines", np_cpu_name(set), sound, lines);
		}
	}
	free(room);
}
END_TEST

/* All threes of bytes that matter, a line feed behind two of them or all, about a step's edges. */
START_TEST(test_sound_bytes)
{
	static const unsigned char bytes[] = { 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
		0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF };
	enum { KINDS = sizeof bytes, SPREAD = 5, BYTES = 400 };
	char buf[BYTES];

	for (size_t at = 120; at < 136; at++) {
		for (size_t n = (size_t)_i; n < KINDS * KINDS * KINDS; n += KINDS) {
			memset(buf, 'a', BYTES);
			buf[30] = buf[at + SPREAD] = buf[BYTES - 1] = '\n';
			buf[at] = (char)bytes[n % KINDS];
			buf[at + 1] = (char)bytes[n / KINDS % KINDS];
			buf[at + 2] = (char)bytes[n / KINDS / KINDS];
			for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++)
				if (np_cpu_choose(set))
					count_sound(buf, 31, BYTES);
			buf[at + 2] = '\n';
			for (enum np_cpu set = NP_CPU_PLAIN; set < NP_CPU_SETS; set++)
				if (np_cpu_choose(set))
					count_sound(buf, 31, BYTES);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("tabs");
	TCase *tc = tcase_create("tabs");

	tcase_add_loop_test(tc, test_lengths, 0, LONGEST);
	tcase_add_test(tc, test_few);
	tcase_add_loop_test(tc, test_ahead, 0, 40);
	tcase_add_loop_test(tc, test_sound, 0, 40);
	tcase_add_loop_test(tc, test_sound_bytes, 0, 22);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
