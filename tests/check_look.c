/* check_look - what a line alone shows: its counts, a character at a time; the signs by which they are made */
#include "help.h"

#include "arena.h"
#include "chars.h"
#include "cpu.h"
#include "edge.h"
#include "look.h"
#include "marks.h"
#include "page.h"
#include "sign.h"
#include "uni.h"
#include "utf8.h"

START_TEST(test_signs)
{
	for (uint32_t cp = 0; cp < 0x10000; cp++) {
		uint32_t sign = np_sign_of(cp == NP_CHARS_BAD ? NP_UTF8_BAD : cp);
		ck_assert_msg(np_sign_taken((uint16_t)cp) == sign, "U+%04X", (unsigned)cp);
	}
	ck_assert_uint_eq(np_sign_of(U'，'), NP_SIGN_WIDE | NP_SIGN_PUNCTUATION | NP_SIGN_COMMA);
	ck_assert_uint_eq(np_sign_of('('), NP_SIGN_PUNCTUATION | NP_SIGN_OPENS);
	ck_assert_uint_eq(np_sign_of('|'), NP_SIGN_PUNCTUATION | NP_SIGN_BAR | NP_SIGN_ODD);
	ck_assert_uint_eq(np_sign_of(U'？'), NP_SIGN_WIDE | NP_SIGN_PUNCTUATION | NP_SIGN_STOPS);
	ck_assert_uint_eq(np_sign_of(U'７'), NP_SIGN_WIDE | NP_SIGN_DIGIT);
	ck_assert_uint_eq(np_sign_of(U'　'), NP_SIGN_WIDE | NP_SIGN_SPACE);
	ck_assert_uint_eq(np_sign_of(U'𠀀'), NP_SIGN_WIDE | NP_SIGN_HAN);
	ck_assert_uint_eq(np_sign_of('a'), 0);
	ck_assert_uint_eq(np_sign_of(NP_UTF8_BAD), NP_SIGN_ODD);
}
END_TEST

/* The same counts, as they are told. */
static void
count_plainly(struct np_span text, struct np_look *look)
{
	bool in_space = false;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t step = np_utf8_next(text.ptr + at, text.len - at, &cp);
		bool last = at + step == text.len;
		enum np_class class = cp == NP_UTF8_BAD ? NP_CONTROL : np_uni_class(cp);
		unsigned traits = np_edge_traits(cp);
		at += step;
		look->chars++;
		look->columns += np_page_width(cp);
		look->spaces += class == NP_SPACE && !in_space;
		in_space = class == NP_SPACE;
		look->digits += class == NP_DIGIT;
		look->han_inside = look->han_inside || class == NP_HAN;
		look->odd += class == NP_CONTROL;
		if (class != NP_PUNCT && class != NP_CJKPUNCT)
			continue;
		look->punctuation = look->punctuation * 31 + cp;
		look->balance += (traits & NP_EDGE_OPENS) != 0;
		look->balance -= (traits & NP_EDGE_CLOSES) != 0;
		look->left_open += (traits & NP_EDGE_OPENS) != 0;
		look->left_open -= (traits & NP_EDGE_CLOSES) != 0 && look->left_open > 0;
		look->stops += !last && (traits & (NP_EDGE_STOPS | NP_EDGE_CALLS)) != 0;
		look->commas += !last && (traits & NP_EDGE_COMMA) != 0;
		look->cells += cp == '|';
		look->odd += class == NP_PUNCT && (cp > 0x7F || strchr(".,:()%", (int)cp) == NULL);
	}
	look->cells += look->spaces + 1;
}

static void
same_counts(const struct np_look *a, const struct np_look *b, struct np_span text)
{
	ck_assert_msg(a->chars == b->chars && a->columns == b->columns && a->spaces == b->spaces &&
			  a->digits == b->digits && a->han_inside == b->han_inside &&
			  a->odd == b->odd && a->punctuation == b->punctuation &&
			  a->balance == b->balance && a->left_open == b->left_open &&
			  a->stops == b->stops && a->commas == b->commas && a->cells == b->cells,
	    "%.*s", (int)text.len, text.ptr);
}

enum { LINES = 3000, PIECES_MAX = 1600 };

/* Lines of all lengths: of some words of 64 characters, and of more than are taken at once. */
START_TEST(test_counts)
{
	static const char *const pieces[] = { "版", "面", "。", "，", "（", "）", "“", "”", "|",
		" ", "　", "1", "７", "a", "é", "！", "?", "-", "·", "…", "𠀀", "😀", "\xFF",
		"\xE4\xB8", "\x01", "々", "カ", "版面" };
	static char buf[PIECES_MAX * 6];
	uint64_t random = 11 + (uint64_t)_i;
	struct np_marks *marks;
	struct np_error err;
	struct np_arena arena;
	enum np_cpu best = np_cpu();
	if (!np_cpu_choose(_i == 0 ? NP_CPU_PLAIN : NP_CPU_AVX2))
		return;
	ck_assert_int_eq(np_marks_open(&marks, NULL, &err), NP_OK);
	np_arena_init(&arena, SIZE_MAX);
	for (size_t i = 0; i < LINES / brief(10); i++) {
		size_t most = below(&random, 20) == 0 ? PIECES_MAX : 1 + below(&random, 150);
		size_t kinds = 1 + below(&random, SIZE(pieces)), len = 0;
		struct np_line line = { 0 };
		struct np_look look, want = { 0 };
		for (size_t n = below(&random, most) + 1; n > 0; n--) {
			const char *piece =
			    pieces[below(&random, 3) == 0 ? below(&random, SIZE(pieces))
							  : below(&random, kinds)];
			memcpy(buf + len, piece, strlen(piece));
			len += strlen(piece);
		}
		line.text = (struct np_span){ buf, len };
		ck_assert(np_look_at(marks, &line, &arena, &look));
		count_plainly(line.text, &want);
		same_counts(&look, &want, line.text);
		np_arena_reset(&arena);
	}
	np_arena_free(&arena);
	np_marks_close(marks);
	np_cpu_choose(best);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("look");
	TCase *tc = tcase_create("look");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_signs);
	tcase_add_loop_test(tc, test_counts, 0, 2);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
