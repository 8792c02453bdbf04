/* check_markdown.c - tests of markdown: what a reader makes of it is the words and nothing else */
#include <cmark.h>

#include "help.h"
#include "io.h"
#include "markdown.h"

/* Paragraphs in which every word means something to some Markdown. */
static const char *const hostile[] = {
	"*甲* **乙** _丙_ __丁__ ***",
	"# 题",
	"题 #",
	"## ",
	"> 引",
	"- 甲",
	"+ 甲",
	"* 甲",
	"-",
	"+",
	"*",
	"1. 甲",
	"1986. 那年",
	"1) 甲",
	"---",
	"***",
	"___",
	"===",
	"```",
	"~~~",
	"`甲` ``乙``",
	"[甲](乙)",
	"![甲](乙)",
	"[甲]: 乙",
	"[甲][乙]",
	"<b>粗</b>",
	"<!-- 甲 -->",
	"<?甲?>",
	"<甲>",
	"<http://a.cn>",
	"&amp; &#65; &nbsp; &",
	"甲\\乙 \\ \\\\",
	"\\",
	"甲\\",
	"　缩",
	"甲  ",
	"    四格",
	"| 甲 | 乙 |",
	"|---|---|",
	"甲\n# 乙",
	"甲\n===",
	"甲\n\n- 乙",
	"\"引\" '引'",
	"",
	" ",
	"!",
	"\xEF\xBB\xBF# 题",
	"\xEF\xBB\xBF- 甲",
	"甲\xEF\xBB\xBF# 乙",
	"a. 甲",
	"(1) 甲",
	"(a) 甲",
	"iv) 甲",
	": 甲",
	"::: 甲",
	":smile:",
	"12:30:45",
	"http://a.cn/b_c",
	"www.a.cn",
	"+--+",
	"++甲++",
	"==甲==",
	"%%甲%%",
	"{% 甲 %}",
	"{{甲}}",
	"% 甲",
	"^甲^",
	"$x$",
	"a@b.cn",
	"@甲",
	"[^1]",
	"[x] 甲",
};

/* The words of the paragraph, what np_markdown_put() makes of white space set right. */
static char *
words_of(const char *text)
{
	struct np_span trimmed = { text, strlen(text) };
	char *copy;

	while (trimmed.len > 0 && strchr(" \n", trimmed.ptr[trimmed.len - 1]) != NULL)
		trimmed.len--;
	while (trimmed.len > 0 && (*trimmed.ptr == ' ' || strncmp(trimmed.ptr, "　", 3) == 0)) {
		size_t n = *trimmed.ptr == ' ' ? 1 : 3;
		trimmed = (struct np_span){ trimmed.ptr + n, trimmed.len - n };
	}
	copy = malloc(trimmed.len + 1);
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, trimmed.ptr, trimmed.len);
	copy[trimmed.len] = '\0';
	for (char *p = copy; *p != '\0'; p++)
		*p = *p == '\n' ? ' ' : *p;
	return copy;
}

struct job {
	const char *texts[8];
	enum np_role roles[8];
	size_t count;
};

static int
put(const void *ctx)
{
	const struct job *job = ctx;
	struct np_arena arena;
	struct np_out out;
	bool any = false;
	const char *replaced = NULL;

	np_arena_init(&arena, 0);
	np_out_init(&out, STDOUT_FILENO, "child");
	for (size_t i = 0; i < job->count; i++) {
		if (!np_markdown_put(
			&out, job->roles[i], span(job->texts[i]), &arena, &any, &replaced))
			return 9;
	}
	np_arena_free(&arena);
	return np_out_close(&out, NULL) != NP_OK ? 9 : replaced != NULL;
}

/* The words under a node, which has nothing in it but words, into buf. */
static void
plain_words(cmark_node *node, char *buf, size_t cap, const char *source)
{
	*buf = '\0';
	for (cmark_node *child = cmark_node_first_child(node); child != NULL;
	     child = cmark_node_next(child)) {
		ck_assert_msg(cmark_node_get_type(child) == CMARK_NODE_TEXT, "%s in: %s",
		    cmark_node_get_type_string(child), source);
		ck_assert_uint_lt(strlen(buf) + strlen(cmark_node_get_literal(child)), cap);
		strcat(buf, cmark_node_get_literal(child));
	}
}

/* Reads what was written and finds each paragraph as it went in, in its shape. */
static void
read_back(const struct job *job, const char *source)
{
	cmark_node *document = cmark_parse_document(source, strlen(source), CMARK_OPT_DEFAULT);
	cmark_node *node = cmark_node_first_child(document);
	char buf[512];

	for (size_t i = 0; i < job->count; i++) {
		enum np_role role = job->roles[i];
		int level = role == NP_HEADLINE ? 1 : role == NP_SUBHEAD ? 2 : 0;
		char *words = words_of(job->texts[i]);
		cmark_node *in = node;

		if (*words == '\0') {
			free(words);
			continue;
		}
		ck_assert_msg(node != NULL, "too few paragraphs: %s", source);
		ck_assert_msg(cmark_node_get_type(node) ==
				  (level > 0 ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH),
		    "%s: %s", cmark_node_get_type_string(node), source);
		ck_assert_int_eq(cmark_node_get_heading_level(node), level);
		if (role == NP_DECK || role == NP_KICKER) {
			in = cmark_node_first_child(node);
			ck_assert_msg(cmark_node_get_type(in) == CMARK_NODE_EMPH, "%s", source);
			ck_assert_ptr_null(cmark_node_next(in));
		}
		plain_words(in, buf, sizeof buf, source);
		ck_assert_msg(
		    strcmp(buf, words) == 0, "'%s' is not '%s' in: %s", buf, words, source);
		free(words);
		node = cmark_node_next(node);
	}
	ck_assert_msg(node == NULL, "too many paragraphs: %s", source);
	cmark_node_free(document);
}

static void
there_and_back(const struct job *job)
{
	static struct heard heard;

	listen_to(STDOUT_FILENO, put, job, &heard);
	ck_assert_int_eq(heard.status, 0);
	read_back(job, heard.text);
}

START_TEST(words_stay_words)
{
	static const enum np_role roles[] = { NP_BODY, NP_HEADLINE, NP_SUBHEAD, NP_DECK, NP_TABLE };

	for (size_t i = 0; i < SIZE(roles); i++) {
		struct job job = { { hostile[_i], "正文。" }, { roles[i], NP_BODY }, 2 };

		there_and_back(&job);
		job = (struct job){ { "正文。", hostile[_i] }, { NP_BODY, roles[i] }, 2 };
		there_and_back(&job);
	}
}
END_TEST

/* Two of them glued together, and several in a row, by chance. */
START_TEST(by_chance)
{
	uint64_t state = 11;

	for (int round = 0; round < 400; round++) {
		char glued[8][128];
		struct job job = { .count = 8 };

		for (size_t i = 0; i < job.count; i++) {
			snprintf(glued[i], sizeof glued[i], "%s%s",
			    hostile[below(&state, SIZE(hostile))],
			    hostile[below(&state, SIZE(hostile))]);
			job.texts[i] = glued[i];
			job.roles[i] = (enum np_role)below(&state, NP_ROLES);
		}
		there_and_back(&job);
	}
}
END_TEST

/* Beyond CommonMark: what GitHub's and pandoc's Markdown would take up. */
static const struct {
	const char *text, *markdown;
} escapes[] = {
	{ "见http://a.cn/", "见http\\://a.cn/\n" },
	{ "www.a.cn", "www\\.a.cn\n" },
	{ "8:30开门，12:30:45关门", "8:30开门，12\\:30:45关门\n" },
	{ ":+1:", "\\:+1:\n" },
	{ ": 甲", "\\: 甲\n" },
	{ "a) 甲", "a\\) 甲\n" },
	{ "(iv) 甲", "(iv\\) 甲\n" },
	{ "iv. 甲", "iv\\. 甲\n" },
	{ "Mr. Smith 5.5%", "Mr. Smith 5.5%\n" },
	{ "a+b=c", "a+b=c\n" },
	{ "a==b", "a\\=\\=b\n" },
	{ "{%x%}", "\\{\\%x\\%\\}\n" },
	{ "|~^$@", "\\|\\~\\^\\$\\@\n" },
	{ "\xEF\xBB\xBF- 甲", "&#xFEFF;- 甲\n" },
	{ "\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD\n" },
	{ "甲\tb\nc\xFF", "甲 b c\xEF\xBF\xBD\n" },
};

START_TEST(beyond)
{
	static struct heard heard;
	struct job job = { { escapes[_i].text }, { NP_BODY }, 1 };

	listen_to(STDOUT_FILENO, put, &job, &heard);
	ck_assert_int_eq(heard.status, strstr(escapes[_i].text, "\xEF\xBF") != NULL);
	ck_assert_str_eq(heard.text, escapes[_i].markdown);
}
END_TEST

static int
put_field(const void *ctx)
{
	struct np_out out;

	np_out_init(&out, STDOUT_FILENO, "child");
	np_markdown_put_field(&out, "x", *(const struct np_span *)ctx);
	return np_out_close(&out, NULL) != NP_OK;
}

START_TEST(yaml)
{
	static const char text[] = "\"\\\n\t\r\0\x7F\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF\xFF---: #甲";
	static struct heard heard;
	struct np_span given = { text, sizeof text - 1 };

	listen_to(STDOUT_FILENO, put_field, &given, &heard);
	ck_assert_str_eq(heard.text, "x: "
				     "\"\\\"\\\\\\n\\u0009\\u000D\xEF\xBF\xBD\\u007F\\u0085\\u2028"
				     "\\uFEFF\xEF\xBF\xBD---: #甲\"\n");
	given.len = 0;
	listen_to(STDOUT_FILENO, put_field, &given, &heard);
	ck_assert_str_eq(heard.text, "");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("markdown");
	TCase *tests = tcase_create("markdown");

	tcase_add_loop_test(tests, words_stay_words, 0, SIZE(hostile));
	tcase_add_test(tests, by_chance);
	tcase_add_loop_test(tests, beyond, 0, SIZE(escapes));
	tcase_add_test(tests, yaml);
	tcase_set_timeout(tests, 60);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
