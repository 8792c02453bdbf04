/* check_originals - files told by what they are, whatever they are called */
#include "help.h"

#include <fcntl.h>

#include "originals.h"

static char *folder, *here, *other, *missing;
static struct np_originals files;

static void
setup(void)
{
	folder = make_folder();
	here = join_path(folder, "here");
	other = join_path(folder, "other");
	missing = join_path(folder, "missing");
	write_file(here, "a", 1);
	write_file(other, "a", 1);
}

static void
teardown(void)
{
	np_originals_free(&files);
	free(here);
	free(other);
	free(missing);
	remove_folder(folder);
}

START_TEST(test_names)
{
	char *name = join_path(folder, "./here");
	char *hard = join_path(folder, "hard"), *soft = join_path(folder, "soft");
	ck_assert(!np_originals_have(&files, here));
	ck_assert(np_originals_add(&files, here));
	ck_assert_int_eq(link(here, hard) | symlink("here", soft), 0);
	ck_assert(np_originals_have(&files, here) && np_originals_have(&files, name));
	ck_assert(np_originals_have(&files, hard) && np_originals_have(&files, soft));
	ck_assert(!np_originals_have(&files, other) && !np_originals_have(&files, missing));
	/* It is the file that counts: another one of its name is none. */
	ck_assert_int_eq(rename(other, here), 0);
	ck_assert(!np_originals_have(&files, here) && np_originals_have(&files, hard));
	free(name);
	free(hard);
	free(soft);
}
END_TEST

/* What nothing can replace. */
START_TEST(test_no_files)
{
	ck_assert(np_originals_add(&files, missing));
	ck_assert(np_originals_add(&files, folder));
	ck_assert(np_originals_add(&files, "/dev/null"));
	ck_assert(np_originals_add(&files, ""));
	ck_assert_uint_eq(files.count, 0);
	ck_assert(!np_originals_have(&files, folder) && !np_originals_have(&files, "/dev/null"));
}
END_TEST

START_TEST(test_standard_input)
{
	int kept = dup(STDIN_FILENO), fd = open(here, O_RDONLY);
	ck_assert_int_ne(fd, -1);
	dup2(fd, STDIN_FILENO);
	ck_assert(np_originals_add(&files, "-"));
	dup2(kept, STDIN_FILENO);
	close(kept);
	close(fd);
	ck_assert(np_originals_have(&files, here) && !np_originals_have(&files, other));
}
END_TEST

START_TEST(test_many)
{
	enum { MANY = 300 };
	char name[16];
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%d", i);
		char *path = join_path(folder, name);
		write_file(path, "", 0);
		/* Twice is once. */
		if (i % 3 == 0)
			ck_assert(np_originals_add(&files, path) && np_originals_add(&files, path));
		free(path);
	}
	ck_assert_uint_eq(files.count, MANY / 3);
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "%d", i);
		char *path = join_path(folder, name);
		ck_assert_int_eq(np_originals_have(&files, path), i % 3 == 0);
		free(path);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("originals");
	TCase *tc = tcase_create("originals");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, test_names);
	tcase_add_test(tc, test_no_files);
	tcase_add_test(tc, test_standard_input);
	tcase_add_test(tc, test_many);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
