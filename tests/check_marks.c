/* check_marks - every example of marks.rules through the whole machine; chains, lines, rules files */
#include "help_list.h"

#include "marks.h"
#include "rules.h"
#include "uni.h"

extern const struct np_rules_data np_marks_rules;

static struct np_marks *marks;

static void
setup(void)
{
	struct np_error err;

	if (np_marks_open(&marks, NULL, &err) != NP_OK)
		ck_abort_msg("line %d: %s", (int)err.line, err.msg);
}

static void
teardown(void)
{
	np_marks_close(marks);
	marks = NULL;
}

START_TEST(test_rules_alone)
{
	struct np_rules *rules;
	struct np_error err;

	ck_assert_int_eq(np_rules_open(&rules, &err), NP_OK);
	if (np_rules_add(rules, (struct np_span){ np_marks_rules.text, np_marks_rules.len }, true,
		&err) != NP_OK)
		ck_abort_msg("marks.rules:%d: %s", (int)err.line, err.msg);
	np_rules_close(rules);
}
END_TEST

/* True if the line is a mark and nothing else, blanks at its ends aside; *role is that of the mark then. */
static bool
is_whole(struct np_span line, enum np_role *role)
{
	struct np_mark found[16];
	bool whole;

	np_marks_read(marks, np_uni_trim(line), NULL, found, SIZE(found), &whole, role);
	return whole;
}

/* An example is found by all rules together too, whichever of them finds it. */
static void
try_example(uint64_t line, struct np_span text, const struct np_found *want, void *ctx)
{
	size_t *tried = ctx, count;
	struct np_mark found[16];
	enum np_role role;
	bool right = false;

	if (want->role == NP_OTHER || (!want->mark && want->place != NP_AT_WHOLE))
		return;
	++*tried;
	if (want->place == NP_AT_WHOLE) {
		bool any = is_whole(text, &role);
		right = want->mark ? any && role == want->role : !any || role != want->role;
	} else {
		count = np_marks_find(marks, text, found, SIZE(found));
		for (size_t i = 0; i < count; i++) {
			right = right ||
				(found[i].role == want->role && found[i].start == want->start &&
				    found[i].end == want->end);
		}
	}
	if (!right)
		ck_abort_msg("marks.rules:%d: %.*s", (int)line, (int)text.len, text.ptr);
}

START_TEST(test_rules_together)
{
	struct np_rules *rules;
	struct np_error err;
	size_t tried = 0;

	ck_assert_int_eq(np_rules_open(&rules, &err), NP_OK);
	ck_assert_int_eq(
	    np_rules_add(
		rules, (struct np_span){ np_marks_rules.text, np_marks_rules.len }, false, &err),
	    NP_OK);
	np_rules_examples(rules, try_example, &tried);
	ck_assert_uint_gt(tried, 200);
	np_rules_close(rules);
}
END_TEST

/* Paragraphs and their marks: role=words, parted by |. */
static const struct {
	const char *text, *marks;
} paragraphs[] = {
	{ "", "" },
	{ "　　", "" },
	{ "昨日，县里下了一场雪。", "" },
	{ "本报讯（记者 齐望 通讯员 何禾）昨日，雪停了。（下转第2版）",
	    "dateline=本报讯|byline=（记者 齐望 通讯员 何禾）|jump=（下转第2版）" },
	{ "　　本报讯 记者齐望、何禾报道：雪停了。", "dateline=本报讯|byline=记者齐望、何禾报道" },
	{ "●本报讯　雪停了。（齐望）", "dateline=●本报讯|byline=（齐望）" },
	{ "▲　南平電　雪停了。", "dateline=▲　南平電" },
	{ "●（齐望）雪停了。", "byline=（齐望）" },
	{ "雪停了。（齐望）（下转第三版）", "byline=（齐望）|jump=（下转第三版）" },
	{ "雪停了。（齐望/文 何禾/摄）　　（下转第三版）",
	    "byline=（齐望/文 何禾/摄）|jump=（下转第三版）" },
	{ "雪停了。【又讯】明天还有雪。（据新华社电）",
	    "dateline=【又讯】|dateline=（据新华社电）" },
	{ "雪停了。 本报南平3月5日电（记者齐望）公路已通。",
	    "dateline=本报南平3月5日电|byline=（记者齐望）" },
	{ "图为青禾镇的雪景。　本报记者 齐望 摄", "credit=本报记者 齐望 摄" },
	{ "图为青禾镇的雪景（齐望摄）。", "credit=（齐望摄）" },
	{ "【本報訊】記者何禾報導：雪停了。", "dateline=【本報訊】|byline=記者何禾報導" },
	{ "【記者何禾／屏東報導】雪停了。", "byline=【記者何禾／屏東報導】" },
	{ "*图为青禾镇的雪景。齐望 摄*", "credit=齐望 摄*" },
	{ "*齐望 摄*", "credit=*齐望 摄*" },
	{ "*齐望 摄* *何禾 摄*", "" },
	{ "*", "" },
	{ "**", "" },
	{ "雪停了。又讯昨日又下了雪。", "dateline=又讯" },
	{ "冠军被夺走了。（青禾队）", "" },
	{ "雪停了……（全文）", "" },
	{ "据平湖日报报道，雪停了。", "" },
	{ "记者：雪停了吗？", "" },
	{ "图为齐望（左一）和何禾（右）。", "" },
	{ "雪停了。（未完）", "" },
	{ "雪停了。（见图）", "" },
	{ "每公斤五元（含税）", "" },
	{ "他说，公路已通，雪停了", "" },
};

/* The marks of a text as the tests write them: dateline=本报讯|byline=（王明）. */
static void
write_marks(const char *line, char *out, size_t room)
{
	struct np_span text = span(line);
	struct np_mark found[16];
	size_t count = np_marks_find(marks, text, found, SIZE(found)), end = 0, len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < count && len < room; i++) {
		ck_assert(found[i].start >= end && found[i].start < found[i].end);
		end = found[i].end;
		len += (size_t)snprintf(out + len, room - len, "%s%s=%.*s", i > 0 ? "|" : "",
		    np_role_name(found[i].role), (int)(found[i].end - found[i].start),
		    text.ptr + found[i].start);
	}
}

START_TEST(test_paragraphs)
{
	char got[512];

	write_marks(paragraphs[_i].text, got, sizeof got);
	ck_assert_str_eq(got, paragraphs[_i].marks);
}
END_TEST

/* The passages: of each half 97 in 100 right at least, of those that only look as if they had a mark too. */
static void
check_half(const char *half)
{
	struct list passages = open_list("tests/passages.tsv");
	char *line, got[1024];
	size_t right[2] = { 0, 0 }, all[2] = { 0, 0 }, len = strlen(half);

	while ((line = next_line(&passages)) != NULL) {
		char *text = line + len + 1, *want = strrchr(line, '\t');
		if (strncmp(line, half, len) != 0)
			continue;
		ck_assert(line[len] == '\t' && want != NULL && want > text);
		*want++ = '\0';
		write_marks(text, got, sizeof got);
		all[*want == '\0']++;
		right[*want == '\0'] += strcmp(got, want) == 0;
	}
	printf("%s: %zu of %zu passages with marks right, %zu of %zu without\n", half, right[0],
	    all[0], right[1], all[1]);
	ck_assert_uint_ge(all[0], 50);
	ck_assert_uint_ge(right[0] * 100, all[0] * 97);
	ck_assert_uint_ge(right[1] * 100, all[1] * 97);
}

/* Attribution lines: those of the half that was not looked at are marks of their role, others are none. */
START_TEST(test_attributions)
{
	struct list attributions = open_list("tests/attributions.tsv");
	char *line;
	size_t right[2] = { 0, 0 }, all[2] = { 0, 0 };

	while ((line = next_line(&attributions)) != NULL) {
		char *half = strtok(line, "\t"), *name = strtok(NULL, "\t"),
		     *text = strtok(NULL, "\t");
		enum np_role role, got;
		bool none, whole;
		/* A byline of several lines is none of one. */
		if (text == NULL || strstr(text, "\\n") != NULL)
			continue;
		ck_assert(np_role_find(span(name), &role));
		none = role == NP_OTHER;
		if (!none && strcmp(half, "frozen") != 0)
			continue;
		whole = is_whole(span(text), &got) && got != NP_JUMP;
		all[none]++;
		right[none] += none ? !whole : whole && got == role;
	}
	printf("%zu of %zu attribution lines marks of their role, %zu of %zu others none\n",
	    right[0], all[0], right[1], all[1]);
	ck_assert_uint_ge(all[0], 400);
	ck_assert_uint_ge(all[1], 90);
	ck_assert_uint_ge(right[0] * 100, all[0] * 95);
	ck_assert_uint_ge(right[1] * 100, all[1] * 92);
}
END_TEST

/* The datelines, which are marks to the letter. */
START_TEST(test_datelines)
{
	struct list datelines = open_list("tests/datelines.tsv");
	char *line, got[1024], want[1024];
	size_t right = 0, all = 0;

	while ((line = next_line(&datelines)) != NULL) {
		char *open = strstr(line, "⟦"), *end = strstr(line, "⟧"),
		     *text = strchr(line, '\t');
		size_t sign = strlen("⟦");
		ck_assert(open != NULL && end > open && text != NULL);
		snprintf(
		    want, sizeof want, "dateline=%.*s", (int)(end - open - (int)sign), open + sign);
		memmove(end, end + sign, strlen(end + sign) + 1);
		memmove(open, open + sign, strlen(open + sign) + 1);
		text[1 + strcspn(text + 1, "\t")] = '\0';
		write_marks(text + 1, got, sizeof got);
		all++;
		right += strncmp(got, want, strlen(want)) == 0 &&
			 (got[strlen(want)] == '\0' || got[strlen(want)] == '|');
	}
	printf("%zu of %zu datelines marks to the letter\n", right, all);
	ck_assert_uint_ge(all, 90);
	ck_assert_uint_ge(right * 100, all * 98);
}
END_TEST

START_TEST(test_frozen)
{
	check_half("frozen");
}
END_TEST

START_TEST(test_tuned)
{
	check_half("tuned");
}
END_TEST

static const struct {
	const char *line, *role; /* NULL: no whole mark */
} lines[] = {
	{ "", NULL },
	{ "　 ", NULL },
	{ "　　本报记者 齐望　", "byline" },
	{ "（齐望）", "byline" },
	{ "(齐望 何禾)", "byline" },
	{ "□文/图 齐望", "byline" },
	{ "齐望 摄", "credit" },
	{ "新华社发", "credit" },
	{ "下转第2版", "jump" },
	{ "（上接第一版）", "jump" },
	{ "本报讯", "dateline" },
	{ "（新华社南平3月5日电）", "dateline" },
	{ "本报讯（记者 齐望）", "byline" },
	{ "第03版 民生 2019年4月9日 星期二 责编 齐望", "folio" },
	{ "— 3 —", "folio" },
	{ "三千户居民用上新电梯", NULL },
	{ "记者探访雪后的青禾镇", NULL },
	{ "关注", NULL },
	{ "一、钱从哪里来", NULL },
	{ "2019年3月5日", NULL },
	{ "http://www.example.com/2019/3/5", NULL },
	{ "■相关链接", NULL },
	{ "雪停了。（齐望）", NULL },
	{ "图为青禾镇的雪景。齐望 摄", NULL },
};

START_TEST(test_lines)
{
	enum np_role role = NP_OTHER;
	bool any = is_whole(span(lines[_i].line), &role);

	ck_assert_str_eq(
	    any ? np_role_name(role) : "", lines[_i].role != NULL ? lines[_i].role : "");
}
END_TEST

START_TEST(test_room)
{
	struct np_mark found[1];

	ck_assert_uint_eq(
	    np_marks_find(marks, span("本报讯（记者 齐望）昨日，雪停了。"), found, 1), 1);
	ck_assert_uint_eq(np_marks_find(marks, span("本报讯"), NULL, 0), 0);
}
END_TEST

START_TEST(test_bad_bytes)
{
	/* Every cut of a text, and every byte of it spoilt. */
	static const char text[] = "本报讯（记者 齐望）昨日，雪停了。齐望 摄（下转第2版）";
	char copy[sizeof text];
	struct np_mark found[16];
	enum np_role role;

	for (size_t i = 0; i < sizeof text - 1; i++) {
		np_marks_find(marks, (struct np_span){ text, i }, found, SIZE(found));
		np_marks_find(
		    marks, (struct np_span){ text + i, sizeof text - 1 - i }, found, SIZE(found));
		memcpy(copy, text, sizeof text);
		copy[i] = '\xFF';
		np_marks_find(marks, (struct np_span){ copy, sizeof text - 1 }, found, SIZE(found));
		is_whole((struct np_span){ copy, sizeof text - 1 }, &role);
	}
}
END_TEST

START_TEST(test_hostile)
{
	/* Texts of nothing but triggers; the time limit of the case is the test. */
	static const char *const pieces[] = { "记者", "（记者", "（王", "王", "新华社", "本报1月",
		"　", "摄", "电", "（", "下转", "【", "王 ", "、王明", "2019年" };
	size_t len = 1 << 20;
	char *text = malloc(len);
	struct np_mark found[16];
	enum np_role role;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i < SIZE(pieces); i++) {
		size_t step = strlen(pieces[i]), end = 0;
		while (end + step <= len) {
			memcpy(text + end, pieces[i], step);
			end += step;
		}
		np_marks_find(marks, (struct np_span){ text, end }, found, SIZE(found));
		np_marks_find(
		    marks, (struct np_span){ text, step * (300 / step) }, found, SIZE(found));
		is_whole((struct np_span){ text, step * (300 / step) }, &role);
	}
	free(text);
}
END_TEST

START_TEST(test_own_rules)
{
	/* A paper's own sign for its authors, with the built-in macros. */
	static const char rules[] = "byline\ttail\t◇\t◇◇{N}\t了。⟦◇◇齐望⟧\n"
				    "none\ttail\t（齐望）$\t-\n";
	char *name = make_file(rules, sizeof rules - 1);
	struct np_marks *own;
	struct np_error err;
	struct np_mark found[4];

	ck_assert_int_eq(np_marks_open(&own, name, &err), NP_OK);
	remove_file(name);
	ck_assert_uint_eq(np_marks_find(own, span("雪停了。◇◇何禾"), found, 4), 1);
	ck_assert_int_eq(found[0].role, NP_BYLINE);
	ck_assert_uint_eq(found[0].start, 12);
	ck_assert_uint_eq(np_marks_find(own, span("雪停了。（齐望）"), found, 4), 0);
	ck_assert_uint_eq(np_marks_find(own, span("雪停了。（何禾）"), found, 4), 1);
	np_marks_close(own);
}
END_TEST

START_TEST(test_own_faults)
{
	static const char rules[] = "# mine\nbyline\ttail\t◇\t◇{NOBODY}\t⟦◇⟧\n";
	char *name = make_file(rules, sizeof rules - 1);
	struct np_marks *own;
	struct np_error err;

	ck_assert_int_eq(np_marks_open(&own, name, &err), NP_ERR_SYNTAX);
	remove_file(name);
	ck_assert_ptr_null(own);
	ck_assert_uint_eq(err.line, 2);
	ck_assert_str_eq(err.msg, "no such macro above this line: NOBODY");
	ck_assert_int_eq(np_marks_open(&own, "/nowhere/at/all", &err), NP_ERR_OPEN);
	np_marks_close(NULL);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("marks");
	TCase *tcase = tcase_create("marks");

	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_rules_alone);
	tcase_add_test(tcase, test_rules_together);
	tcase_add_loop_test(tcase, test_paragraphs, 0, (int)SIZE(paragraphs));
	tcase_add_test(tcase, test_attributions);
	tcase_add_test(tcase, test_datelines);
	tcase_add_test(tcase, test_frozen);
	tcase_add_test(tcase, test_tuned);
	tcase_add_loop_test(tcase, test_lines, 0, (int)SIZE(lines));
	tcase_add_test(tcase, test_room);
	tcase_add_test(tcase, test_bad_bytes);
	tcase_add_test(tcase, test_hostile);
	tcase_add_test(tcase, test_own_rules);
	tcase_add_test(tcase, test_own_faults);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
