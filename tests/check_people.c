/* check_people - names of people with their kinds: the attribution lines, the examples of people.words */
#include "help_arena.h"
#include "help_list.h"

#include "people.h"

/* The people of a text as the tests write them: reporter 王明; photographer 李红. */
static void
read_people(const char *text, enum np_role role, char *out, size_t room)
{
	struct np_people people;
	size_t len = 0;

	ck_assert_int_eq(np_people_read(span(text), role, &arena, &people), NP_OK);
	out[0] = '\0';
	for (size_t i = 0; i < people.count && len < room; i++) {
		const struct np_person *person = &people.list[i];
		len += (size_t)snprintf(out + len, room - len, "%s%s %.*s", i > 0 ? "; " : "",
		    np_person_kind_name(person->kind), (int)person->name.len, person->name.ptr);
	}
	np_arena_reset(&arena);
}

/* Cuts a line at tabs into fields, at most four. */
static size_t
cut_fields(char *line, char *fields[4])
{
	size_t count = 0;

	while (count < 4) {
		fields[count++] = line;
		line = strchr(line, '\t');
		if (line == NULL)
			break;
		*line++ = '\0';
	}
	return count;
}

/* \n stands for a line feed. */
static void
undo_escapes(char *text)
{
	char *out = text;

	for (; *text != '\0'; text++) {
		if (text[0] == '\\' && text[1] == 'n') {
			*out++ = '\n';
			text++;
		} else {
			*out++ = *text;
		}
	}
	*out = '\0';
}

/* Words that are offices or labels: they are in nobody's name. */
static bool
has_title(const char *name)
{
	static const char *const titles[] = { "记者", "記者", "通讯", "通訊", "实习", "實習",
		"特派", "责编", "責編", "编辑", "編輯", "美编", "校对", "版式", "摄影", "攝影",
		"编译", "翻译", "评论员", "报道", "報導" };

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		if (strstr(name, titles[i]) != NULL)
			return true;
	}
	return false;
}

/* An editor among those who are to be editors is named as nothing else. */
static bool
makes_editor_author(const char *want, const char *got)
{
	for (const char *at = want; (at = strstr(at, "editor ")) != NULL; at += 7) {
		char name[64], author[80];
		snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 7, ";"), at + 7);
		snprintf(author, sizeof author, "author %s", name);
		if (strstr(got, author) != NULL)
			return true;
	}
	return false;
}

/* One half of the lines: right in 97 of 100 at least, no editor an author, no title in a name. */
static void
check_half(const char *half)
{
	struct list attributions = open_list("tests/attributions.tsv");
	char *line, got[2048], *fields[4];
	size_t right = 0, all = 0;

	while ((line = next_line(&attributions)) != NULL) {
		enum np_role role;
		if (cut_fields(line, fields) != 4 || strcmp(fields[0], half) != 0)
			continue;
		ck_assert(np_role_find(span(fields[1]), &role));
		/* No mark: check_marks looks at these. */
		if (role == NP_OTHER)
			continue;
		undo_escapes(fields[2]);
		read_people(fields[2], role, got, sizeof got);
		all++;
		right += strcmp(got, fields[3]) == 0;
		ck_assert_msg(!has_title(got), "a title in a name: %s", got);
		ck_assert_msg(!makes_editor_author(fields[3], got), "an editor as author: %s", got);
	}
	ck_assert_uint_ge(all, 200);
	printf("%s: %zu of %zu attribution lines right\n", half, right, all);
	ck_assert_msg(right * 100 >= all * 97, "%s: %zu of %zu right", half, right, all);
}

START_TEST(frozen)
{
	check_half("frozen");
}
END_TEST

START_TEST(tuned)
{
	check_half("tuned");
}
END_TEST

/* Each line of people.words shows what it does. */
START_TEST(examples)
{
	struct list words = open_list("lib/people.words");
	char *line, got[2048];
	size_t tried = 0;

	while ((line = next_line(&words)) != NULL) {
		for (char *field = strtok(line, "\t"); field != NULL; field = strtok(NULL, "\t")) {
			char *want = strstr(field, " =>");
			if (want == NULL)
				continue;
			*want = '\0';
			want += want[3] == ' ' ? 4 : 3;
			read_people(field, NP_BYLINE, got, sizeof got);
			ck_assert_msg(strcmp(got, want) == 0, "people.words:%u: %s: %s, not %s",
			    words.number, field, got, want);
			tried++;
		}
	}
	ck_assert_uint_gt(tried, 30);
}
END_TEST

/* What stands beside a name: office|organisation|place; a * for an organisation. */
static const struct {
	enum np_role role;
	const char *text, *beside;
} besides[] = {
	{ NP_BYLINE, "本报见习记者 叶子", "叶子 见习记者|本报|" },
	{ NP_BYLINE, "本报驻希腊记者 宫月", "宫月 驻希腊记者|本报|希腊" },
	{ NP_BYLINE, "（江州晚报 记者 刘望）", "刘望 记者|江州晚报|" },
	{ NP_BYLINE, "記者王小明／台北報導", "王小明 記者||台北" },
	{ NP_BYLINE, "記者王小明╱馬公報導", "王小明 記者||馬公" },
	{ NP_BYLINE, "本报记者　桑榆　深圳、宜春报道", "桑榆 记者|本报|深圳、宜春" },
	{ NP_BYLINE, "本报记者 谢霆 发自上海", "谢霆 记者|本报|上海" },
	{ NP_BYLINE, "福建龙溪市公安局 张春", "张春 |福建龙溪市公安局|" },
	{ NP_BYLINE, "江苏省盐河市　孔令", "孔令 ||江苏省盐河市" },
	{ NP_BYLINE, "市第七中学心理教师 简宁", "简宁 市第七中学心理教师||" },
	{ NP_BYLINE, "葛守拙（郑城读者）", "葛守拙 郑城读者||" },
	{ NP_BYLINE, "（县教育局）", "县教育局* ||" },
	{ NP_BYLINE, "（王明编译）", "王明 编译||" },
	{ NP_BYLINE, "本报记者 John Smith", "John Smith 记者|本报|" },
	{ NP_BYLINE, "（某部 林海）", "林海 |某部|" },
	{ NP_BYLINE, "（厂办　李红）", "李红 |厂办|" },
	{ NP_BYLINE, "（记者协会 王明）", "王明 |记者协会|" },
	{ NP_BYLINE, "本报记者王建社", "王建社 记者|本报|" },
	{ NP_BYLINE, "通讯员高桥镇 王明", "王明 通讯员||高桥镇" },
	{ NP_BYLINE, "審校：王明", "王明 審校||" },
	{ NP_CREDIT, "新华社记者 王明 摄", "王明 记者|新华社|" },
	{ NP_CREDIT, "（县气象局供图）", "县气象局* 供图||" },
	{ NP_FOLIO, "本版责编：王明", "王明 本版责编||" },
	{ NP_DATELINE, "（中央社記者何亦安屏東二十七日電）", "何亦安 記者|中央社|屏東" },
	/* what is none: other roles, nothing, bad bytes, long runs */
	{ NP_BODY, "记者 王明", "" },
	{ NP_BYLINE, "", "" },
	{ NP_BYLINE, "\xFF\xE4\xB8", "" },
	{ NP_BYLINE, "a@b.example", "" },
	{ NP_BYLINE, "（二○○三年十二月三十一日）", "" },
	{ NP_DATELINE, "本报北京3月5日电", "" },
	{ NP_FOLIO, "第2版 王明", "" },
};

START_TEST(beside)
{
	struct np_people people;
	char got[300] = "";

	ck_assert_int_eq(
	    np_people_read(span(besides[_i].text), besides[_i].role, &arena, &people), NP_OK);
	ck_assert_uint_eq(people.count, besides[_i].beside[0] != '\0');
	if (people.count > 0) {
		const struct np_person *person = &people.list[0];
		snprintf(got, sizeof got, "%.*s%s %.*s|%.*s|%.*s", (int)person->name.len,
		    person->name.ptr, person->collective ? "*" : "", (int)person->office.len,
		    person->office.ptr, (int)person->organisation.len, person->organisation.ptr,
		    (int)person->place.len, person->place.ptr);
	}
	ck_assert_str_eq(got, besides[_i].beside);
}
END_TEST

/* A text as long as a page costs no more than its first characters, and ends where they end. */
START_TEST(long_text)
{
	size_t size = 1 << 20;
	char *text = malloc(size);
	struct np_people people;

	ck_assert_ptr_nonnull(text);
	for (size_t i = 0; i + 9 <= size; i += 9)
		memcpy(text + i, "王明、", 9);
	ck_assert_int_eq(
	    np_people_read((struct np_span){ text, size / 9 * 9 }, NP_BYLINE, &arena, &people),
	    NP_OK);
	ck_assert_uint_eq(people.count, (NP_PEOPLE_CHARS + 2) / 3);
	free(text);
}
END_TEST

/* One label after the other: each person is all of them, and there is room for that. */
START_TEST(many_kinds)
{
	char got[1000];

	read_people("文/图/译/编：王明 李红", NP_BYLINE, got, sizeof got);
	ck_assert_str_eq(got, "author 王明; photographer 王明; translator 王明; editor 王明; "
			      "author 李红; photographer 李红; translator 李红; editor 李红");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("people");
	TCase *tests = tcase_create("people");

	give_arena(tests);
	tcase_add_test(tests, frozen);
	tcase_add_test(tests, tuned);
	tcase_add_test(tests, examples);
	tcase_add_loop_test(tests, beside, 0, (int)(sizeof besides / sizeof *besides));
	tcase_add_test(tests, many_kinds);
	tcase_add_test(tests, long_text);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
