/* check_temp - temporary files: named, removed, and gone when a signal ends the program */
#include "help.h"

#include <dirent.h>
#include <signal.h>

#include "confine.h"
#include "temp.h"

static char *folder, *temp, *name;

static void
setup(void)
{
	folder = make_folder();
	temp = join_path(folder, ".npXXXXXX");
	name = join_path(folder, "name");
}

static void
teardown(void)
{
	free(temp);
	free(name);
	remove_folder(folder);
}

/* How many files there are in the folder. */
static int
count_files(void)
{
	DIR *dir = opendir(folder);
	int count = 0;
	ck_assert_ptr_nonnull(dir);
	for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(dir);
	return count;
}

/* Runs deed in a child; the signal that ended it, or 0, with its exit status 0 then. */
static int
ended_by(void (*deed)(int sig), int sig)
{
	int status;
	fflush(NULL);
	pid_t child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0) {
		/* The library of tests sees to some itself. */
		signal(sig, SIG_DFL);
		deed(sig);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		return WTERMSIG(status);
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	return 0;
}

static void
open_and_raise(int sig)
{
	if (np_temp_open(temp) == -1)
		_exit(9);
	raise(sig);
}

static void
open_confined_and_raise(int sig)
{
	np_confine_folder(folder);
	np_confine_start();
	np_confine_opened();
	open_and_raise(sig);
}

static void
ignore_and_raise(int sig)
{
	signal(sig, SIG_IGN);
	open_and_raise(sig);
	np_temp_remove(temp);
}

static void
name_and_raise(int sig)
{
	if (np_temp_open(temp) == -1 || np_temp_name(temp, name) != 0)
		_exit(9);
	raise(sig);
}

/* As many at once as it sees to. */
static void
open_many_and_raise(int sig)
{
	static char paths[8][64];
	for (size_t i = 0; i < SIZE(paths); i++) {
		snprintf(paths[i], sizeof paths[i], "%s/.npXXXXXX", folder);
		if (np_temp_open(paths[i]) == -1)
			_exit(9);
	}
	raise(sig);
}

/* The parent's file is not the child's to remove. */
static void
child_raises(int sig)
{
	int status;
	if (np_temp_open(temp) == -1)
		_exit(9);
	pid_t child = fork();
	if (child == 0)
		raise(sig);
	if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status) || WTERMSIG(status) != sig)
		_exit(9);
	if (np_temp_name(temp, name) != 0)
		_exit(9);
}

static const int ending[] = { SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM };

START_TEST(test_signals)
{
	int sig = ending[_i];
	ck_assert_int_eq(ended_by(open_and_raise, sig), sig);
	ck_assert_int_eq(count_files(), 0);
	ck_assert_int_eq(ended_by(open_confined_and_raise, sig), sig);
	ck_assert_int_eq(count_files(), 0);
	ck_assert_int_eq(ended_by(open_many_and_raise, sig), sig);
	ck_assert_int_eq(count_files(), 0);
	ck_assert_int_eq(ended_by(ignore_and_raise, sig), 0);
	ck_assert_int_eq(count_files(), 0);
	ck_assert_int_eq(ended_by(name_and_raise, sig), sig);
	ck_assert_int_eq(count_files(), 1);
	ck_assert_int_eq(unlink(name), 0);
	ck_assert_int_eq(ended_by(child_raises, sig), 0);
	ck_assert_int_eq(count_files(), 1);
}
END_TEST

START_TEST(test_name)
{
	char *nowhere = join_path(folder, "none/name"), *text;
	int fd = np_temp_open(temp);
	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(write(fd, "abc", 3), 3);
	close(fd);
	write_file(name, "old", 3);
	ck_assert_int_eq(np_temp_name(temp, name), 0);
	ck_assert_int_eq(count_files(), 1);
	text = read_file(name, NULL);
	ck_assert_str_eq(text, "abc");
	free(text);
	strcpy(temp + strlen(temp) - 6, "XXXXXX");
	close(np_temp_open(temp));
	ck_assert_int_eq(np_temp_name(temp, nowhere), ENOENT);
	ck_assert_int_eq(count_files(), 1);
	strcpy(temp + strlen(temp) - 6, "XXXXXX");
	close(np_temp_open(temp));
	ck_assert_int_eq(count_files(), 2);
	np_temp_remove(temp);
	ck_assert_int_eq(count_files(), 1);
	free(nowhere);
	nowhere = join_path(folder, "none/.npXXXXXX");
	ck_assert_int_eq(np_temp_open(nowhere), -1);
	ck_assert_int_eq(errno, ENOENT);
	free(nowhere);
}
END_TEST

/* More at once than it takes away: they are made and named as the others. */
START_TEST(test_many)
{
	enum { MANY = 20 };
	char *paths[MANY], *names[MANY], text[16];
	for (int i = 0; i < MANY; i++) {
		snprintf(text, sizeof text, "%d", i);
		names[i] = join_path(folder, text);
		paths[i] = join_path(folder, ".npXXXXXX");
		close(np_temp_open(paths[i]));
	}
	ck_assert_int_eq(count_files(), MANY);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(np_temp_name(paths[i], names[i]), 0);
		free(paths[i]);
		free(names[i]);
	}
	ck_assert_int_eq(count_files(), MANY);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("temp");
	TCase *tc = tcase_create("temp");
	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, test_signals, 0, SIZE(ending));
	tcase_add_test(tc, test_name);
	tcase_add_test(tc, test_many);
	suite_add_tcase(s, tc);
	return run_suite(s);
}
