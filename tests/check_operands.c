/* check_operands - the inputs that a tool is given: operands, lists of names */
#include "help_io.h"

#include "operands.h"
#include "outfile.h"

struct names {
	char text[100000];
	size_t count, most;
};

static bool
note_name(const char *path, void *ctx)
{
	struct names *names = ctx;
	strcat(names->text, path);
	strcat(names->text, "|");
	return ++names->count != names->most;
}

START_TEST(test_operands)
{
	static struct names names;
	static char *three[] = { "a", "-", "b c", NULL }, *none[] = { NULL };
	struct np_error err;

	memset(&names, 0, sizeof names);
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = three }, note_name, &names, &err),
	    NP_OK);
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = none }, note_name, &names, &err),
	    NP_OK);
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = NULL }, note_name, &names, &err),
	    NP_OK);
	ck_assert_str_eq(names.text, "a|-|b c|-|-|");
	memset(&names, 0, sizeof names);
	names.most = 2;
	ck_assert_int_eq(
	    np_operands_each(&(struct np_operands){ .argv = three }, note_name, &names, &err),
	    NP_OK);
	ck_assert_str_eq(names.text, "a|-|");
}
END_TEST

#define LIST(text) text, sizeof(text) - 1

static const struct {
	const char *bytes;
	size_t len, most;
	const char *want;
} lists[] = {
	{ LIST(""), 0, "" },
	{ LIST("a\0b c\0"), 0, "a|b c|" },
	{ LIST("a\0b"), 0, "a|b|" },
	{ LIST("\0\0a\0\0"), 0, "a|" },
	{ LIST("a\nb\0-\0"), 0, "a\nb|-|" },
	{ LIST("a\0b\0c"), 1, "a|" },
	{ LIST("a\0b\0c"), 2, "a|b|" },
};

START_TEST(test_list)
{
	static struct names names;
	struct np_error err;
	char *path = join_path(folder, "list");
	struct np_operands operands = { .list = path };

	memset(&names, 0, sizeof names);
	names.most = lists[_i].most;
	write_file(path, lists[_i].bytes, lists[_i].len);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_OK);
	ck_assert_str_eq(names.text, lists[_i].want);
	free(path);
}
END_TEST

/* Names over the end of a buffer, the longest one, and one that is too long. */
START_TEST(test_list_long)
{
	enum { MOST = 64 * 1024 };
	static struct names names;
	static char bytes[2 * MOST];
	struct np_error err;
	char *path = join_path(folder, "list");
	struct np_operands operands = { .list = path };

	memset(&names, 0, sizeof names);
	memset(bytes, 'x', sizeof bytes);
	bytes[9] = bytes[9 + MOST - 1] = '\0';
	write_file(path, bytes, 9 + MOST);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_OK);
	ck_assert_uint_eq(names.count, 2);
	ck_assert_uint_eq(strlen(names.text), 9 + 1 + MOST - 2 + 1);
	memset(&names, 0, sizeof names);
	bytes[9 + MOST - 1] = 'x';
	write_file(path, bytes, sizeof bytes);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_TOOBIG);
	ck_assert_str_eq(names.text, "xxxxxxxxx|");
	/* A list of lines is none of names, however short it is. */
	write_file(path, "a\nb\n", 4);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_SYNTAX);
	ck_assert_str_eq(names.text, "xxxxxxxxx|");
	operands.list = "/nowhere/at/all";
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_OPEN);
	operands.list = folder;
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_ERR_OPEN);
	free(path);
}
END_TEST

static const struct {
	char *argv[4];
	bool given; /* argv, else NULL */
	const char *list, *other;
	bool more, single, shared; /* shared: with other beside them */
} readers[] = {
	{ { NULL }, false, NULL, NULL, false, true, false },
	{ { NULL }, false, NULL, "-", false, true, true },
	{ { NULL }, true, NULL, "rules", false, true, false },
	{ { NULL }, true, NULL, "-", false, true, true },
	{ { "a", NULL }, true, NULL, "-", false, true, false },
	{ { "-", NULL }, true, NULL, "-", false, true, true },
	{ { "a", NULL }, true, NULL, NULL, true, false, false },
	{ { "a", "b", "-", NULL }, true, NULL, "-", false, false, true },
	{ { "a", "b", NULL }, true, NULL, "-", false, false, false },
	{ { NULL }, true, "names", "-", false, false, false },
	{ { NULL }, true, "-", "-", false, false, true },
};

/* Whether there is but one input, and whether two things would read standard input. */
START_TEST(test_readers)
{
	char *argv[4];
	memcpy(argv, readers[_i].argv, sizeof argv);
	const struct np_operands operands = { .argv = readers[_i].given ? argv : NULL,
		.list = readers[_i].list,
		.more = readers[_i].more };
	const char *const others[] = { NULL, readers[_i].other, "-" };
	ck_assert(np_operands_single(&operands) == readers[_i].single);
	ck_assert(np_operands_share_stdin(&operands, others, 2) == readers[_i].shared);
	ck_assert(!np_operands_share_stdin(&operands, others, 0));
}
END_TEST

/* What is read may not be replaced: operands, a list and what it names; those of a list as they come. */
START_TEST(test_spare)
{
	static struct names names;
	char *operand = join_path(folder, "operand"), *list = join_path(folder, "list"),
	     *named = join_path(folder, "named"), *later = join_path(folder, "later"),
	     *argv[] = { operand, NULL };
	struct np_operands operands = { .argv = argv };
	struct np_error err;

	write_file(operand, "", 0);
	write_file(named, "", 0);
	write_file(later, "", 0);
	write_file(list, named, strlen(named) + 1);
	ck_assert(np_operands_spare(&operands));
	operands = (struct np_operands){ .list = list };
	ck_assert(np_operands_spare(&operands));
	ck_assert(np_outfile_spares(operand) && np_outfile_spares(list));
	ck_assert(np_outfile_spares(named) && !np_outfile_spares(later));
	write_file(list, later, strlen(later) + 1);
	ck_assert_int_eq(np_operands_each(&operands, note_name, &names, &err), NP_OK);
	ck_assert(np_outfile_spares(later));
	free(operand);
	free(list);
	free(named);
	free(later);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("operands");
	TCase *tc = tcase_create("operands");

	give_folder(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_operands);
	tcase_add_loop_test(tc, test_list, 0, (int)SIZE(lists));
	tcase_add_test(tc, test_list_long);
	tcase_add_loop_test(tc, test_readers, 0, (int)SIZE(readers));
	tcase_add_test(tc, test_spare);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
