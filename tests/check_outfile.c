/* check_outfile - files whole or not at all */
#include "help_io.h"

#include <dirent.h>
#include <sys/resource.h>

#include "outfile.h"

/* ---- files whole or not at all ---- */

static size_t
count_files(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;
	struct dirent *entry;
	ck_assert_ptr_nonnull(dir);
	while ((entry = readdir(dir)) != NULL)
		n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return n;
}

static void
expect_file(const char *name, const char *want)
{
	char *path = join_path(folder, name), *text = read_file(path, NULL);
	if (want == NULL)
		ck_assert_ptr_null(text);
	else
		ck_assert_str_eq(text, want);
	free(text);
	free(path);
}

START_TEST(test_outfile)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	mode_t mask = umask(027);

	ck_assert_int_eq(np_outfile_open(&file, folder, "a/b/c.txt", &err), NP_OK);
	np_out_string(&file.out, "new");
	expect_file("a/b/c.txt", NULL);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file("a/b/c.txt", "new");
	char *below_it = join_path(folder, "a/b"), *path = join_path(folder, "a/b/c.txt");
	ck_assert_uint_eq(count_files(below_it), 1);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0640);
	ck_assert_int_eq(np_outfile_open(&file, folder, "a/b/c.txt", &err), NP_OK);
	np_out_string(&file.out, "newer");
	expect_file("a/b/c.txt", "new");
	np_outfile_abandon(&file);
	np_outfile_abandon(&file);
	expect_file("a/b/c.txt", "new");
	ck_assert_uint_eq(count_files(below_it), 1);
	umask(mask);
	free(path);
	free(below_it);
}
END_TEST

/* After a failed write the old file is as it was and no new one is left. */
START_TEST(test_outfile_fails)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_open(&file, folder, "old", &err), NP_OK);
	np_out_string(&file.out, "old");
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(np_outfile_open(&file, folder, i == 0 ? "old" : "x", &err), NP_OK);
		np_out_string(&file.out, "new");
		file.out.failed = true;
		file.out.sys = ENOSPC;
		ck_assert_int_eq(np_outfile_commit(&file, &err), NP_ERR_WRITE);
		ck_assert_int_eq(err.sys, ENOSPC);
	}
	expect_file("old", "old");
	ck_assert_uint_eq(count_files(folder), 1);
}
END_TEST

static const char *const refused[] = { "", "/etc/x", ".", "..", "../x", "a/../b", "a/..", "./a",
	"a/.", "a//b", "a/" };

START_TEST(test_outfile_name)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_open(&file, folder, refused[_i], &err), NP_ERR_UNKNOWN);
	np_outfile_abandon(&file);
	ck_assert_uint_eq(count_files(folder), 0);
}
END_TEST

START_TEST(test_outfile_taken)
{
	struct np_outfile file;
	struct np_error err;
	char *path = join_path(folder, "plain"), *sub = join_path(folder, "sub");
	char *name = malloc(256);

	write_file(path, "x", 1);
	ck_assert_int_eq(np_outfile_open(&file, folder, "plain/below", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, ENOTDIR);
	ck_assert_int_eq(mkdir(sub, 0700), 0);
	ck_assert_int_eq(np_outfile_open(&file, folder, "sub", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, EISDIR);
	/* The longest name that a folder takes. */
	ck_assert_ptr_nonnull(name);
	memset(name, 'n', 255);
	name[255] = '\0';
	ck_assert_int_eq(np_outfile_open(&file, folder, name, &err), NP_OK);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file(name, "");
	ck_assert_int_eq(np_outfile_open(&file, folder, "..a", &err), NP_OK);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	free(name);
	free(sub);
	free(path);
}
END_TEST

/* A pipe that has a name is written to; it is not replaced by a file. */
START_TEST(test_outfile_pipe)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	char *path = join_path(folder, "pipe"), got[8] = "";

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	int fd = open(path, O_RDONLY | O_NONBLOCK);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(np_outfile_open(&file, folder, "pipe", &err), NP_OK);
	ck_assert_ptr_null(file.temp);
	np_out_string(&file.out, "words");
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	ck_assert_int_eq(read(fd, got, sizeof got), 5);
	ck_assert_str_eq(got, "words");
	ck_assert_int_eq(np_outfile_open(&file, folder, "pipe", &err), NP_OK);
	np_outfile_abandon(&file);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert(S_ISFIFO(st.st_mode));
	ck_assert_uint_eq(count_files(folder), 1);
	close(fd);
	free(path);
}
END_TEST

/* ---- a file that a user names ---- */

/* A pipe that has none, as a shell gives one for >(COMMAND): a link leads to it, and to no path. */
START_TEST(test_create_pipe)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	char path[32], got[8] = "";
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	snprintf(path, sizeof path, "/dev/fd/%d", ends[1]);
	if (stat(path, &st) == 0 && S_ISFIFO(st.st_mode)) {
		ck_assert_int_eq(np_outfile_create(&file, path, &err), NP_OK);
		np_out_string(&file.out, "words");
		ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
		ck_assert_int_eq(read(ends[0], got, sizeof got), 5);
		ck_assert_str_eq(got, "words");
	}
	close(ends[0]);
	close(ends[1]);
}
END_TEST

/* Writes words to a path and gives the file its name. */
static void
expect_created(const char *path, const char *name)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_create(&file, path, &err), NP_OK);
	np_out_string(&file.out, path);
	expect_file(name, NULL);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file(name, path);
}

START_TEST(test_create)
{
	struct np_outfile file;
	struct np_error err;
	char *sub = join_path(folder, "sub"), *path = join_path(folder, "sub/c"), home[4096];

	ck_assert_ptr_nonnull(getcwd(home, sizeof home));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(mkdir("sub", 0700), 0);
	/* All of it lies below the folder; the name that is told is that of the user. */
	expect_created("a", "a");
	expect_created("sub/b", "sub/b");
	expect_created(path, "sub/c");
	expect_created("sub/../d", "d");
	expect_created("./sub//e", "sub/e");
	expect_created("..f", "..f");
	ck_assert_int_eq(np_outfile_create(&file, "a", &err), NP_OK);
	np_out_string(&file.out, "new");
	np_outfile_abandon(&file);
	expect_file("a", "a");
	ck_assert_uint_eq(count_files(sub), 3);
	ck_assert_uint_eq(count_files(folder), 4);
	ck_assert_int_eq(chdir(home), 0);
	free(path);
	free(sub);
}
END_TEST

/* The root is the folder of a name with a slash before it: there, "tmp" is a folder. */
START_TEST(test_create_root)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_create(&file, "/tmp", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, EISDIR);
}
END_TEST

static const struct {
	const char *path;
	enum np_code code;
	int sys;
} not_created[] = {
	{ "", NP_ERR_UNKNOWN, 0 },
	{ "-", NP_ERR_UNKNOWN, 0 },
	{ ".", NP_ERR_UNKNOWN, 0 },
	{ "..", NP_ERR_UNKNOWN, 0 },
	{ "/", NP_ERR_UNKNOWN, 0 },
	{ "sub/", NP_ERR_UNKNOWN, 0 },
	{ "sub/.", NP_ERR_UNKNOWN, 0 },
	{ "a/..", NP_ERR_UNKNOWN, 0 },
	{ "sub", NP_ERR_OPEN, EISDIR },
	{ "missing/a", NP_ERR_OPEN, ENOENT },
	{ "missing/sub/a", NP_ERR_OPEN, ENOENT },
	{ "plain/a", NP_ERR_OPEN, ENOTDIR },
};

/* No file is made, and no folder. */
START_TEST(test_not_created)
{
	struct np_outfile file;
	struct np_error err;
	char *plain = join_path(folder, "plain"), home[4096];

	ck_assert_ptr_nonnull(getcwd(home, sizeof home));
	ck_assert_int_eq(chdir(folder), 0);
	ck_assert_int_eq(mkdir("sub", 0700), 0);
	write_file(plain, "x", 1);
	ck_assert_int_eq(
	    np_outfile_create(&file, not_created[_i].path, &err), not_created[_i].code);
	ck_assert_int_eq(err.sys, not_created[_i].sys);
	np_outfile_abandon(&file);
	ck_assert_uint_eq(count_files(folder), 2);
	expect_file("plain", "x");
	ck_assert_int_eq(chdir(home), 0);
	free(plain);
}
END_TEST

/* ---- files that get their names together ---- */

static enum np_code
add_file(struct np_outfiles *files, size_t number, struct np_error *err)
{
	struct np_outfile file;
	char name[32];

	snprintf(name, sizeof name, "%zu", number);
	ck_assert_int_eq(np_outfiles_open(files, &file, folder, name, err), NP_OK);
	np_out_string(&file.out, name);
	return np_outfiles_add(files, &file, err);
}

/* Few or many, they have their names when there are enough of them, or when that is asked for. */
START_TEST(test_together)
{
	static const size_t counts[] = { 1, 3, NP_OUTFILES - 1, NP_OUTFILES, NP_OUTFILES * 2 + 6 };
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	size_t count = counts[_i];

	for (size_t i = 0; i < count; i++) {
		ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
		if ((i + 1) % NP_OUTFILES != 0)
			expect_file("0", i < NP_OUTFILES ? NULL : "0");
	}
	ck_assert_int_eq(np_outfiles_commit(&files, &err), NP_OK);
	ck_assert_int_eq(np_outfiles_commit(&files, &err), NP_OK);
	np_outfiles_free(&files);
	ck_assert_uint_eq(count_files(folder), count);
	for (size_t i = 0; i < count; i++) {
		char name[32];
		snprintf(name, sizeof name, "%zu", i);
		expect_file(name, name);
	}
}
END_TEST

/* One that can't have its name: those before it have theirs, of those behind it nothing is left. */
START_TEST(test_together_fails)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	char *taken = join_path(folder, "5");

	for (size_t i = 0; i < 9; i++)
		ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
	ck_assert_int_eq(mkdir(taken, 0700), 0);
	ck_assert_int_eq(np_outfiles_commit(&files, &err), NP_ERR_WRITE);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert_str_eq(files.failed, taken);
	expect_file("4", "4");
	expect_file("6", NULL);
	ck_assert_uint_eq(count_files(folder), 6);
	np_outfiles_free(&files);
	free(taken);
}
END_TEST

/* What is no regular file is written as it is, and is not at fault for what fails later. */
START_TEST(test_together_device)
{
	struct np_outfiles files = { .count = 0 };
	struct np_outfile file;
	struct np_error err;
	char *path = join_path(folder, "device");

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	int fd = open(path, O_RDWR);
	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(np_outfiles_open(&files, &file, folder, "device", &err), NP_OK);
	np_out_string(&file.out, "x");
	ck_assert_int_eq(np_outfiles_add(&files, &file, &err), NP_OK);
	ck_assert_uint_eq(files.count, 0);
	ck_assert_ptr_null(files.failed);
	close(fd);
	free(path);
}
END_TEST

/* Lets so few files be open; answers how many might be before. */
static rlim_t
limit_open(rlim_t most)
{
	struct rlimit limit;
	rlim_t before;

	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	before = limit.rlim_cur;
	limit.rlim_cur = most;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	return before;
}

/* The file at fault is the one that can't be opened; or one that waited, where it must have its name first. */
START_TEST(test_together_at_fault)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	struct np_outfile file;
	char *taken = join_path(folder, "taken"), *first = join_path(folder, "0");
	rlim_t before;

	ck_assert_int_eq(mkdir(taken, 0700), 0);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
	ck_assert_int_eq(np_outfiles_open(&files, &file, folder, "taken", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert_str_eq(files.failed, taken);
	ck_assert_int_eq(np_outfiles_open(&files, &file, folder, "..", NULL), NP_ERR_UNKNOWN);
	ck_assert_int_eq(mkdir(first, 0700), 0);
	before = limit_open(3);
	ck_assert_int_eq(np_outfiles_open(&files, &file, folder, "3", &err), NP_ERR_WRITE);
	limit_open(before);
	ck_assert_int_eq(err.sys, EISDIR);
	ck_assert_str_eq(files.failed, first);
	ck_assert_uint_eq(files.count, 0);
	np_outfiles_free(&files);
	ck_assert_uint_eq(count_files(folder), 2);
	free(taken);
	free(first);
}
END_TEST

/* Where few files may be open, fewer wait. */
START_TEST(test_together_few_open)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	rlim_t before = limit_open(12);

	for (size_t i = 0; i < NP_OUTFILES; i++)
		ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
	ck_assert_int_eq(np_outfiles_commit(&files, &err), NP_OK);
	limit_open(before);
	ck_assert_uint_eq(count_files(folder), NP_OUTFILES);
	np_outfiles_free(&files);
}
END_TEST

/* Those that are never named leave nothing. */
START_TEST(test_together_abandoned)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;

	for (size_t i = 0; i < 9; i++)
		ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
	np_outfiles_free(&files);
	ck_assert_uint_eq(count_files(folder), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("outfile");
	TCase *tc = tcase_create("outfile");

	give_folder(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_outfile);
	tcase_add_test(tc, test_outfile_fails);
	tcase_add_loop_test(tc, test_outfile_name, 0, (int)SIZE(refused));
	tcase_add_test(tc, test_outfile_taken);
	tcase_add_test(tc, test_outfile_pipe);
	tcase_add_test(tc, test_create_pipe);
	tcase_add_test(tc, test_create);
	tcase_add_test(tc, test_create_root);
	tcase_add_loop_test(tc, test_not_created, 0, (int)SIZE(not_created));
	tcase_add_loop_test(tc, test_together, 0, 5);
	tcase_add_test(tc, test_together_fails);
	tcase_add_test(tc, test_together_device);
	tcase_add_test(tc, test_together_at_fault);
	tcase_add_test(tc, test_together_few_open);
	tcase_add_test(tc, test_together_abandoned);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
