/* check_people - names of people with their kinds: the attribution lines, the examples of people.words */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "people.h"

static struct np_arena arena;

static void
setup(void)
{
	np_arena_init(&arena, 0);
}

static void
teardown(void)
{
	np_arena_free(&arena);
}

static struct np_span
span(const char *text)
{
	return (struct np_span){ text, strlen(text) };
}

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

	line[strcspn(line, "\n")] = '\0';
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
	FILE *file = fopen("tests/attributions.tsv", "r");
	char line[2048], got[2048], *fields[4];
	size_t right = 0, all = 0;

	ck_assert_ptr_nonnull(file);
	while (fgets(line, sizeof line, file) != NULL) {
		enum np_role role;
		if (line[0] == '#' || cut_fields(line, fields) != 4 || strcmp(fields[0], half) != 0)
			continue;
		ck_assert(np_role_find(span(fields[1]), &role));
		undo_escapes(fields[2]);
		read_people(fields[2], role, got, sizeof got);
		all++;
		right += strcmp(got, fields[3]) == 0;
		ck_assert_msg(!has_title(got), "a title in a name: %s", got);
		ck_assert_msg(!makes_editor_author(fields[3], got), "an editor as author: %s", got);
	}
	ck_assert(!ferror(file));
	fclose(file);
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
	FILE *file = fopen("lib/people.words", "r");
	char *line = NULL, got[2048];
	size_t room = 0, tried = 0;
	unsigned number = 0;

	ck_assert_ptr_nonnull(file);
	while (getline(&line, &room, file) > 0) {
		number++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		for (char *field = strtok(line, "\t"); field != NULL; field = strtok(NULL, "\t")) {
			char *want = strstr(field, " =>");
			if (want == NULL)
				continue;
			*want = '\0';
			want += want[3] == ' ' ? 4 : 3;
			read_people(field, NP_BYLINE, got, sizeof got);
			ck_assert_msg(strcmp(got, want) == 0, "people.words:%u: %s: %s, not %s",
			    number, field, got, want);
			tried++;
		}
	}
	ck_assert(!ferror(file));
	free(line);
	fclose(file);
	ck_assert_uint_gt(tried, 30);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("people");
	TCase *tests = tcase_create("people");
	SRunner *runner = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_test(tests, frozen);
	tcase_add_test(tests, tuned);
	tcase_add_test(tests, examples);
	suite_add_tcase(suite, tests);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
