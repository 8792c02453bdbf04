/* check_seen - lines that come again are seen as when they came first */
#include "help_marks.h"

#include "seen.h"

static struct np_seen seen;

static const char *const texts[] = {
	"",
	"本报讯 （记者王明）昨日，县农机局举办培训班。",
	"桥头村　张昊宇 摄",
	"□李红",
	"下转第2版",
	"2003年2月20日 星期四 第02版 要闻",
	"广场舞、象棋、“一张桌子”，都在这里（王明 李红）",
	"A plain line of Latin words, 123 of them.",
	"\xE5\x8C bad \xFF",
	"1234567",
	"12345678",
	"87654321",
	"12345678 87654321",
};

static struct np_look
look_by(struct np_seen *by, const char *text)
{
	struct np_line line = { .text = span(text), .raw = span(text) };
	struct np_look look;

	ck_assert(np_seen_look(by, marks, &line, &arena, &look));
	return look;
}

/* The same but for where words and marks lie. */
static void
ck_same(const struct np_look *a, const struct np_look *b, const char *text)
{
	struct np_look one = *a, other = *b;

	ck_assert_uint_eq(a->word_count, b->word_count);
	ck_assert_uint_eq(a->found_count, b->found_count);
	ck_assert_msg(
	    a->word_count == 0 || memcmp(a->words, b->words, a->word_count * sizeof *a->words) == 0,
	    "words of '%s'", text);
	for (size_t i = 0; i < a->found_count; i++) {
		ck_assert_int_eq(a->found[i].role, b->found[i].role);
		ck_assert_uint_eq(a->found[i].start, b->found[i].start);
		ck_assert_uint_eq(a->found[i].end, b->found[i].end);
	}
	one.words = other.words = NULL;
	one.found = other.found = NULL;
	ck_assert_msg(memcmp(&one, &other, sizeof one) == 0, "look at '%s'", text);
}

START_TEST(again)
{
	np_seen_init(&seen);
	for (size_t round = 0; round < 4; round++) {
		for (size_t i = 0; i < SIZE(texts); i++) {
			struct np_look plain = look_by(NULL, texts[i]);
			struct np_look known = look_by(&seen, texts[i]);

			ck_same(&plain, &known, texts[i]);
			/* What is done to the words of one is not done to those of the next. */
			memset(known.words, 0xAA, known.word_count * sizeof *known.words);
		}
		if (round == 1)
			np_seen_forget(&seen);
		if (round == 2)
			np_arena_reset(&arena);
	}
	np_seen_free(&seen);
	np_arena_reset(&arena);
}
END_TEST

/* A line is found again, and not looked at anew: marks lie where they were. */
START_TEST(kept)
{
	np_seen_init(&seen);
	(void)look_by(&seen, texts[1]);
	const struct np_mark *first = look_by(&seen, texts[1]).found;
	ck_assert_ptr_eq(look_by(&seen, texts[1]).found, first);
	ck_assert_ptr_ne(look_by(NULL, texts[1]).found, first);
	np_seen_free(&seen);
	np_arena_reset(&arena);
}
END_TEST

/* More lines than there is room for: they are looked at all the same, and memory stays as it is. */
START_TEST(room)
{
	char text[64];

	np_seen_init(&seen);
	for (unsigned i = 0; i < 20000; i++) {
		snprintf(text, sizeof text, "第%u行，记者王明摄", i);
		struct np_look plain = look_by(NULL, text), known = look_by(&seen, text);
		ck_same(&plain, &known, text);
		np_arena_reset(&arena);
	}
	ck_assert_uint_gt(seen.arena.held, 0);
	ck_assert_uint_le(seen.arena.held, 4 * 1024 * 1024);
	np_seen_free(&seen);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("seen");
	TCase *tests = tcase_create("seen");

	tcase_set_timeout(tests, 60);
	give_marks(tests);
	tcase_add_test(tests, again);
	tcase_add_test(tests, kept);
	tcase_add_test(tests, room);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
