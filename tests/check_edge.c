/* check_edge - how a text begins and ends, what punctuation is good for */
#include "help.h"

#include "edge.h"
#include "utf8.h"

static const struct {
	const char *text;
	enum np_edge_end end;
} ends[] = {
	{ "", NP_END_OPEN },
	{ "渡轮停航", NP_END_OPEN },
	{ "ferry", NP_END_OPEN },
	{ "渡轮停航。", NP_END_STOP },
	{ "渡轮停航．", NP_END_STOP },
	{ "停航.", NP_END_STOP },
	/* A point behind a letter or a digit may be that of No. or of 3.5. */
	{ "ferry.", NP_END_OPEN },
	{ "停航！", NP_END_CALL },
	{ "停航?", NP_END_CALL },
	{ "他说停航。”", NP_END_QUOTE },
	{ "他说停航？」", NP_END_QUOTE },
	{ "他说停航……”", NP_END_QUOTE },
	{ "“渡轮”", NP_END_UNQUOTE },
	{ "渡轮\"", NP_END_UNQUOTE },
	{ "(停航)", NP_END_BRACKET },
	{ "《渡轮》", NP_END_BRACKET },
	{ "公告：", NP_END_COLON },
	{ "公告:", NP_END_COLON },
	{ "停航，", NP_END_COMMA },
	{ "停航﹑", NP_END_COMMA },
	{ "停航；", NP_END_SEMICOLON },
	{ "停航—", NP_END_DASH },
	{ "停航…", NP_END_DASH },
	{ "第28", NP_END_DIGIT },
	{ "增长２", NP_END_DIGIT },
	{ "增长10%", NP_END_DIGIT },
	{ "他说“", NP_END_OPENING },
	{ "渡轮（", NP_END_OPENING },
};

START_TEST(test_end)
{
	ck_assert_int_eq(np_edge_end_of(span(ends[_i].text)), ends[_i].end);
}
END_TEST

START_TEST(test_final)
{
	for (int end = 0; end < NP_END_KINDS; end++)
		ck_assert_int_eq(np_edge_is_final((enum np_edge_end)end),
		    end == NP_END_STOP || end == NP_END_CALL || end == NP_END_QUOTE ||
			end == NP_END_BRACKET);
}
END_TEST

static const struct {
	const char *text;
	enum np_edge_start start;
} starts[] = {
	{ "渡轮停航", NP_START_HAN },
	{ "〇年", NP_START_HAN },
	{ "“停航”", NP_START_QUOTE },
	{ "「停航」", NP_START_QUOTE },
	{ "\"ferry\"", NP_START_QUOTE },
	{ "（图）", NP_START_BRACKET },
	{ "【快讯】", NP_START_LENTICULAR },
	{ "〔快讯〕", NP_START_LENTICULAR },
	{ "●渡轮", NP_START_BULLET },
	{ "□记者", NP_START_BULLET },
	{ "*渡轮", NP_START_BULLET },
	{ "一、渡轮", NP_START_NUMBER },
	{ "十二、渡轮", NP_START_NUMBER },
	{ "（三）渡轮", NP_START_NUMBER },
	{ "(3)渡轮", NP_START_NUMBER },
	{ "第一渡轮", NP_START_NUMBER },
	{ "1.渡轮", NP_START_NUMBER },
	{ "２、渡轮", NP_START_NUMBER },
	{ "①渡轮", NP_START_NUMBER },
	/* No numbers of a list. */
	{ "一渡轮", NP_START_HAN },
	{ "（三渡轮", NP_START_BRACKET },
	{ "第渡轮", NP_START_HAN },
	{ "28艘", NP_START_DIGIT },
	{ "２８艘", NP_START_DIGIT },
	{ "ferry", NP_START_LATIN },
	{ "，渡轮", NP_START_CLOSING },
	{ "。渡轮", NP_START_CLOSING },
	{ "）渡轮", NP_START_CLOSING },
	{ "：渡轮", NP_START_CLOSING },
	{ "+渡轮", NP_START_OTHER },
	{ "", NP_START_OTHER },
};

START_TEST(test_start)
{
	struct np_span text = span(starts[_i].text);
	uint32_t head[NP_EDGE_HEAD] = { 0 };
	for (size_t at = 0, i = 0; at < text.len && i < NP_EDGE_HEAD; i++)
		at += np_utf8_next(text.ptr + at, text.len - at, &head[i]);
	ck_assert_int_eq(np_edge_start(head), starts[_i].start);
}
END_TEST

/* What opens is not what closes; a quotation mark that closes is told from a bracket. */
START_TEST(test_traits)
{
	ck_assert_uint_eq(np_edge_traits(U'“'), NP_EDGE_OPENS);
	ck_assert_uint_eq(np_edge_traits(U'”'), NP_EDGE_CLOSES | NP_EDGE_QUOTES);
	ck_assert_uint_eq(np_edge_traits(U'《'), NP_EDGE_OPENS);
	ck_assert_uint_eq(np_edge_traits(U'》'), NP_EDGE_CLOSES);
	ck_assert_uint_eq(np_edge_traits(U'。'), NP_EDGE_STOPS);
	ck_assert_uint_eq(np_edge_traits(U'？'), NP_EDGE_CALLS);
	ck_assert_uint_eq(np_edge_traits(U'、'), NP_EDGE_COMMA);
	ck_assert_uint_eq(np_edge_traits(U'渡'), 0);
	ck_assert_uint_eq(np_edge_traits(0x10FFFF), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("edge");
	TCase *tc = tcase_create("edge");
	tcase_add_loop_test(tc, test_end, 0, sizeof ends / sizeof *ends);
	tcase_add_test(tc, test_final);
	tcase_add_loop_test(tc, test_start, 0, sizeof starts / sizeof *starts);
	tcase_add_test(tc, test_traits);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
