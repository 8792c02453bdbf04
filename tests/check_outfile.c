/* check_outfile - files whole or not at all */
#include "help_io.h"

#include <dirent.h>
#include <sys/resource.h>

#include "outfile.h"

/* ---- a disk that fails ---- */

/* The calls that wait for the disk, which in this program answer what a test tells them to. */
enum { FSYNC, SYNCFS, SYNC_FILE_RANGE, CALLS };

static struct {
	int faults[NP_OUTFILES * 2 +
		   1]; /* errno for each call of that kind in turn, 0: it is done */
	size_t asked;
} disk[CALLS];

static int
answer(int call)
{
	int sys = disk[call].faults[disk[call].asked++ % SIZE(disk[call].faults)];
	if (sys == 0)
		return 0;
	errno = sys;
	return -1;
}

int
fsync(int fd)
{
	return fd >= 0 ? answer(FSYNC) : -1;
}

/* Of Linux, by which C libraries declare them only when asked. */
int syncfs(int fd);
int sync_file_range(int fd, int64_t offset, int64_t count, unsigned flags);

int
syncfs(int fd)
{
	return fd >= 0 ? answer(SYNCFS) : -1;
}

int
sync_file_range(int fd, int64_t offset, int64_t count, unsigned flags)
{
	/* All of the file. */
	return fd >= 0 && offset == 0 && count == 0 && flags != 0 ? answer(SYNC_FILE_RANGE) : -1;
}

/* ---- nothing stays open ---- */

static int free_at_first;

/* The lowest descriptor that is free. */
static int
lowest_free(void)
{
	int fd = dup(STDIN_FILENO);
	ck_assert_int_ge(fd, 0);
	close(fd);
	return fd;
}

static void
begin(void)
{
	memset(disk, 0, sizeof disk);
	free_at_first = lowest_free();
}

static void
end(void)
{
	ck_assert_int_eq(lowest_free(), free_at_first);
}

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
	/* What it sets to learn the mask is set back. */
	ck_assert_uint_eq(umask(027), 027);
	np_out_string(&file.out, "new");
	expect_file("a/b/c.txt", NULL);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file("a/b/c.txt", "new");
	char *below_it = join_path(folder, "a/b"), *path = join_path(folder, "a/b/c.txt");
	ck_assert_uint_eq(count_files(below_it), 1);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0640);
	ck_assert_int_eq(stat(below_it, &st), 0);
	ck_assert_uint_eq(st.st_mode & 0777, 0750);
	ck_assert_int_eq(np_outfile_open(&file, folder, "a/b/c.txt", &err), NP_OK);
	np_out_string(&file.out, "newer");
	expect_file("a/b/c.txt", "new");
	np_outfile_abandon(&file);
	/* The second time it is nothing: the number of its descriptor may be another's. */
	int other = open(path, O_RDONLY);
	ck_assert_int_eq(other, file.out.fd);
	np_outfile_abandon(&file);
	ck_assert_int_ne(fcntl(other, F_GETFD), -1);
	close(other);
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

/* How waiting for the disk ends, and what errno tells of the file then: 0 if it has its name. */
static const struct {
	int faults[2], sys;
} waits[] = {
	{ { 0 }, 0 },
	{ { EINTR, 0 }, 0 },
	{ { EINTR, EIO }, EIO },
	{ { ENOSPC }, ENOSPC },
	/* There is no disk to wait for, or none that takes anything. */
	{ { EINVAL }, 0 },
	{ { EROFS }, 0 },
};

START_TEST(test_outfile_disk)
{
	struct np_outfile file;
	struct np_error err;

	memcpy(disk[FSYNC].faults, waits[_i].faults, sizeof waits[_i].faults);
	ck_assert_int_eq(np_outfile_open(&file, folder, "a", &err), NP_OK);
	np_out_string(&file.out, "words");
	ck_assert_int_eq(np_outfile_commit(&file, &err), waits[_i].sys == 0 ? NP_OK : NP_ERR_WRITE);
	if (waits[_i].sys != 0)
		ck_assert_int_eq(err.sys, waits[_i].sys);
	expect_file("a", waits[_i].sys == 0 ? "words" : NULL);
	ck_assert_uint_eq(count_files(folder), waits[_i].sys == 0);
	ck_assert_uint_eq(disk[FSYNC].asked, waits[_i].faults[0] == EINTR ? 2 : 1);
}
END_TEST

static const char *const refused[] = { "", "/etc/x", ".", "..", "../x", "a/../b", "a/..", "./a",
	"a/.", "a//b", "a/" };

START_TEST(test_outfile_name)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_open(&file, folder, refused[_i], &err), NP_ERR_UNKNOWN);
	ck_assert_int_eq(err.sys, 0);
	np_outfile_abandon(&file);
	ck_assert_uint_eq(count_files(folder), 0);
}
END_TEST

static const char *const good_names[] = { "a", "...", ".a", "a.", "..a", "a..", "x/.a", "x./a",
	"x../..a" };

START_TEST(test_outfile_good_name)
{
	struct np_outfile file;
	struct np_error err;

	ck_assert_int_eq(np_outfile_open(&file, folder, good_names[_i], &err), NP_OK);
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file(good_names[_i], "");
}
END_TEST

/* A link below the folder leads nowhere else: it is replaced. */
START_TEST(test_outfile_link)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	char *target = join_path(folder, "target"), *path = join_path(folder, "link");

	write_file(target, "x", 1);
	ck_assert_int_eq(symlink("target", path), 0);
	ck_assert_int_eq(np_outfile_open(&file, folder, "link", &err), NP_OK);
	np_out_string(&file.out, "new");
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file("target", "x");
	expect_file("link", "new");
	ck_assert_int_eq(lstat(path, &st), 0);
	ck_assert(S_ISREG(st.st_mode));
	free(path);
	free(target);
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

/* What a link leads to is what the user means; one that leads nowhere is a fault. */
START_TEST(test_create_link)
{
	struct np_outfile file;
	struct np_error err;
	struct stat st;
	char *sub = join_path(folder, "sub"), *target = join_path(folder, "sub/target");
	char *path = join_path(folder, "link"), *lost = join_path(folder, "lost");

	ck_assert_int_eq(mkdir(sub, 0700), 0);
	write_file(target, "x", 1);
	ck_assert_int_eq(symlink("sub/target", path), 0);
	ck_assert_int_eq(np_outfile_create(&file, path, &err), NP_OK);
	np_out_string(&file.out, "new");
	ck_assert_int_eq(np_outfile_commit(&file, &err), NP_OK);
	expect_file("sub/target", "new");
	ck_assert_int_eq(lstat(path, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(symlink("nowhere/target", lost), 0);
	ck_assert_int_eq(np_outfile_create(&file, lost, &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, ENOENT);
	np_outfile_abandon(&file);
	ck_assert_uint_eq(count_files(folder), 3);
	free(lost);
	free(path);
	free(target);
	free(sub);
}
END_TEST

/* Where standard output or standard error goes, what is written goes behind what is there. */
START_TEST(test_create_stream)
{
	struct np_outfile file, other;
	struct np_error err;
	char *path = join_path(folder, "stream"), *beside = join_path(folder, "beside");
	int fd = open(path, O_WRONLY | O_CREAT, 0600), kept = dup(_i);

	fflush(NULL);
	bool told = dup2(fd, _i) == _i && write(_i, "before, ", 8) == 8;
	enum np_code code = np_outfile_create(&file, path, &err);
	enum np_code beside_code = np_outfile_create(&other, beside, &err);
	np_out_string(&file.out, "words, ");
	bool as_it_is = file.temp == NULL;
	enum np_code done = np_outfile_commit(&file, &err);
	told = told && write(_i, "behind", 6) == 6;
	/* From here on a test that fails is told. */
	dup2(kept, _i);
	close(kept);
	close(fd);
	ck_assert_int_eq(code, NP_OK);
	ck_assert_int_eq(done, NP_OK);
	ck_assert(as_it_is && told);
	expect_file("stream", "before, words, behind");
	/* Another file of the folder is one by itself. */
	ck_assert_int_eq(beside_code, NP_OK);
	ck_assert_ptr_nonnull(other.temp);
	np_outfile_abandon(&other);
	ck_assert_uint_eq(count_files(folder), 1);
	free(beside);
	free(path);
}
END_TEST

/* ---- a folder that a user names ---- */

START_TEST(test_folder)
{
	struct np_error err;
	char *plain = join_path(folder, "plain"), home[4096];
	struct stat st;

	ck_assert_ptr_nonnull(getcwd(home, sizeof home));
	ck_assert_int_eq(chdir(folder), 0);
	write_file(plain, "x", 1);
	/* It, and those it is in; what is there already is good. */
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(np_outfile_folder("a/b/c", &err), NP_OK);
		ck_assert_int_eq(np_outfile_folder("d/", &err), NP_OK);
		ck_assert_int_eq(np_outfile_folder("./-", &err), NP_OK);
		ck_assert_int_eq(np_outfile_folder(".", &err), NP_OK);
		ck_assert_int_eq(np_outfile_folder("/", &err), NP_OK);
	}
	ck_assert(stat("a/b/c", &st) == 0 && S_ISDIR(st.st_mode));
	ck_assert(stat("d", &st) == 0 && S_ISDIR(st.st_mode));
	ck_assert_uint_eq(count_files(folder), 4);
	ck_assert_int_eq(np_outfile_folder("", &err), NP_ERR_UNKNOWN);
	ck_assert_int_eq(err.sys, 0);
	ck_assert_int_eq(np_outfile_folder("-", &err), NP_ERR_UNKNOWN);
	ck_assert_int_eq(err.sys, 0);
	ck_assert_int_eq(np_outfile_folder("plain", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, ENOTDIR);
	ck_assert_int_eq(np_outfile_folder("plain/a", &err), NP_ERR_OPEN);
	ck_assert_int_eq(err.sys, ENOTDIR);
	ck_assert_uint_eq(count_files(folder), 4);
	ck_assert_int_eq(chdir(home), 0);
	free(plain);
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
	enum np_code code = np_outfiles_add(files, &file, err);
	/* It is the files' now, or nobody's. */
	ck_assert(file.path == NULL && file.temp == NULL);
	return code;
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

/* One that could not be written does not wait; those that do are none the worse for it. */
START_TEST(test_together_not_written)
{
	struct np_outfiles files = { .count = 0 };
	struct np_outfile file;
	struct np_error err;
	char *path = join_path(folder, "lost");

	ck_assert_int_eq(add_file(&files, 0, &err), NP_OK);
	ck_assert_int_eq(np_outfiles_open(&files, &file, folder, "lost", &err), NP_OK);
	np_out_string(&file.out, "words");
	file.out.failed = true;
	file.out.sys = ENOSPC;
	ck_assert_int_eq(np_outfiles_add(&files, &file, &err), NP_ERR_WRITE);
	ck_assert_int_eq(err.sys, ENOSPC);
	ck_assert_str_eq(files.failed, path);
	ck_assert_ptr_null(file.path);
	ck_assert_int_eq(np_outfiles_commit(&files, &err), NP_OK);
	expect_file("0", "0");
	ck_assert_uint_eq(count_files(folder), 1);
	np_outfiles_free(&files);
	free(path);
}
END_TEST

/* A few files are waited for each by itself, more of them all at once. */
START_TEST(test_together_waits)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	const size_t few = 4;

	for (size_t count = few; count <= few + 1; count++) {
		memset(disk, 0, sizeof disk);
		for (size_t i = 0; i < count; i++)
			ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
		ck_assert_uint_eq(disk[FSYNC].asked + disk[SYNCFS].asked, 0);
		ck_assert_int_eq(np_outfiles_commit(&files, &err), NP_OK);
#if defined(__linux__)
		ck_assert_uint_eq(disk[SYNCFS].asked, count > few);
		ck_assert_uint_eq(disk[SYNC_FILE_RANGE].asked, count > few ? count : 0);
		ck_assert_uint_eq(disk[FSYNC].asked, count > few ? 0 : count);
#else
		ck_assert_uint_eq(disk[FSYNC].asked, count);
#endif
	}
	np_outfiles_free(&files);
}
END_TEST

/* How the disk fails of so many files: what is told, and of which file; 0: it does not matter. */
static const struct {
	size_t count;
	int call, faults[3], sys;
	const char *at;
} disks[] = {
	{ 3, FSYNC, { 0, EIO }, EIO, "1" },
	{ 3, FSYNC, { 0, EINTR, EDQUOT }, EDQUOT, "1" },
	{ 3, FSYNC, { EROFS, EINVAL }, 0, NULL },
#if defined(__linux__)
	{ 9, SYNCFS, { EIO }, EIO, "0" },
	{ 9, SYNCFS, { EINTR, EINTR, ENOSPC }, ENOSPC, "0" },
	{ 9, SYNCFS, { EINTR, EROFS }, 0, NULL },
	{ 9, SYNC_FILE_RANGE, { 0, 0, EIO }, EIO, "2" },
	{ 9, SYNC_FILE_RANGE, { 0, 0, ENOSPC }, ENOSPC, "2" },
	{ 9, SYNC_FILE_RANGE, { 0, EDQUOT }, EDQUOT, "1" },
	/* What it can't tell was told by the one for all. */
	{ 9, SYNC_FILE_RANGE, { ENOSYS, ESPIPE, EINVAL }, 0, NULL },
#endif
};

START_TEST(test_together_disk)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	size_t count = disks[_i].count;

	memcpy(disk[disks[_i].call].faults, disks[_i].faults, sizeof disks[_i].faults);
	for (size_t i = 0; i < count; i++)
		ck_assert_int_eq(add_file(&files, i, &err), NP_OK);
	ck_assert_int_eq(
	    np_outfiles_commit(&files, &err), disks[_i].sys == 0 ? NP_OK : NP_ERR_WRITE);
	ck_assert_uint_eq(files.count, 0);
	if (disks[_i].sys == 0) {
		ck_assert_ptr_null(files.failed);
	} else {
		char *path = join_path(folder, disks[_i].at);
		ck_assert_int_eq(err.sys, disks[_i].sys);
		ck_assert_str_eq(files.failed, path);
		free(path);
	}
	ck_assert_uint_eq(count_files(folder), disks[_i].sys == 0 ? count : 0);
	np_outfiles_free(&files);
	ck_assert_ptr_null(files.failed);
}
END_TEST

/* The disk of one is not waited for with that of another. */
START_TEST(test_together_other_disk)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;

	ck_assert_int_eq(add_file(&files, 0, &err), NP_OK);
	ck_assert_int_eq(add_file(&files, 1, &err), NP_OK);
	ck_assert_uint_eq(files.count, 2);
	files.disk++;
	ck_assert_int_eq(add_file(&files, 2, &err), NP_OK);
	ck_assert_uint_eq(files.count, 1);
	expect_file("1", "1");
	expect_file("2", NULL);
	/* Those that waited fail: so does the one that comes. */
	files.disk++;
	disk[FSYNC].faults[disk[FSYNC].asked] = EIO;
	ck_assert_int_eq(add_file(&files, 3, &err), NP_ERR_WRITE);
	ck_assert_int_eq(err.sys, EIO);
	ck_assert_uint_eq(count_files(folder), 2);
	np_outfiles_free(&files);
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

/* Where few files may be open, fewer wait: some, or one. */
START_TEST(test_together_few_open)
{
	struct np_outfiles files = { .count = 0 };
	struct np_error err;
	rlim_t before = limit_open((rlim_t)lowest_free() + (_i == 0 ? 8 : 1));

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

/* ---- files that none may replace ---- */

/* In one test, which comes last: what is an input stays one. */
START_TEST(test_spare)
{
	struct np_outfile file, late;
	struct np_error err;
	char *input = join_path(folder, "input"), *twin = join_path(folder, "twin");
	char *link_path = join_path(folder, "link"), *later = join_path(folder, "later");
	char *lost = join_path(folder, "lost");

	write_file(input, "x", 1);
	ck_assert_int_eq(link(input, twin), 0);
	ck_assert_int_eq(symlink("input", link_path), 0);
	ck_assert(np_outfile_spare(NULL));
	ck_assert(!np_outfile_spares(input));
	ck_assert(np_outfile_spare(input));
	ck_assert(np_outfile_spare(lost));
	ck_assert(
	    np_outfile_spares(input) && np_outfile_spares(twin) && np_outfile_spares(link_path));
	ck_assert(!np_outfile_spares(later) && !np_outfile_spares(lost));
	/* By whichever of its names. */
	const char *const names[] = { "input", "twin", "link" };
	for (size_t i = 0; i < SIZE(names); i++) {
		char *path = join_path(folder, names[i]);
		ck_assert_int_eq(np_outfile_open(&file, folder, names[i], &err), NP_ERR_UNKNOWN);
		ck_assert_int_eq(err.sys, 0);
		ck_assert_ptr_null(file.path);
		ck_assert_int_eq(np_outfile_create(&file, path, &err), NP_ERR_UNKNOWN);
		ck_assert_ptr_null(file.path);
		free(path);
	}
	/* It was not known as an input when the file was opened. */
	ck_assert_int_eq(np_outfile_open(&late, folder, "later", &err), NP_OK);
	np_out_string(&late.out, "new");
	write_file(later, "y", 1);
	ck_assert(np_outfile_spare(later));
	ck_assert_int_eq(np_outfile_commit(&late, &err), NP_ERR_WRITE);
	ck_assert_int_eq(err.sys, 0);
	expect_file("later", "y");
	expect_file("input", "x");
	ck_assert_uint_eq(count_files(folder), 4);
	free(lost);
	free(later);
	free(link_path);
	free(twin);
	free(input);
}
END_TEST

/* ---- where a file goes ---- */

static bool
goes_to(const struct np_outfile *file, const char *name)
{
	char *path = join_path(folder, name), *before = join_path(folder, name);
	bool same = np_outfile_goes_to(file, path);

	ck_assert_str_eq(path, before);
	free(before);
	free(path);
	return same;
}

START_TEST(test_goes_to)
{
	struct np_outfile file;
	struct np_error err;
	char *sub = join_path(folder, "sub"), *path = join_path(folder, "pipe");
	char *other = join_path(folder, "other"), *alias = join_path(folder, "alias");
	char *link_path = join_path(sub, "p");

	ck_assert_int_eq(mkdir(sub, 0700), 0);
	ck_assert_int_eq(symlink("sub", alias), 0);
	ck_assert_int_eq(np_outfile_open(&file, folder, "sub/a", &err), NP_OK);
	ck_assert(goes_to(&file, "sub/a") && goes_to(&file, "alias/a"));
	ck_assert(goes_to(&file, "sub/../sub/a"));
	ck_assert(!goes_to(&file, "a") && !goes_to(&file, "sub/b") && !goes_to(&file, "sub/aa"));
	ck_assert(!goes_to(&file, "missing/a"));
	ck_assert_str_eq(strrchr(file.path, '/'), "/a");
	np_outfile_abandon(&file);
	/* What is written as it is, by whatever name. */
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	ck_assert_int_eq(mkfifo(other, 0600), 0);
	ck_assert_int_eq(symlink("../pipe", link_path), 0);
	int fd = open(path, O_RDONLY | O_NONBLOCK);
	ck_assert_int_eq(np_outfile_open(&file, folder, "pipe", &err), NP_OK);
	ck_assert(goes_to(&file, "pipe") && goes_to(&file, "sub/p"));
	ck_assert(!goes_to(&file, "other") && !goes_to(&file, "missing"));
	np_outfile_abandon(&file);
	close(fd);
	free(link_path);
	free(alias);
	free(other);
	free(path);
	free(sub);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("outfile");
	TCase *tc = tcase_create("outfile");

	tcase_add_checked_fixture(tc, begin, end);
	give_folder(tc);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, test_outfile);
	tcase_add_test(tc, test_outfile_fails);
	tcase_add_loop_test(tc, test_outfile_disk, 0, (int)SIZE(waits));
	tcase_add_loop_test(tc, test_outfile_name, 0, (int)SIZE(refused));
	tcase_add_loop_test(tc, test_outfile_good_name, 0, (int)SIZE(good_names));
	tcase_add_test(tc, test_outfile_link);
	tcase_add_test(tc, test_outfile_taken);
	tcase_add_test(tc, test_outfile_pipe);
	tcase_add_test(tc, test_create_pipe);
	tcase_add_test(tc, test_create);
	tcase_add_test(tc, test_create_root);
	tcase_add_test(tc, test_create_link);
	tcase_add_loop_test(tc, test_create_stream, STDOUT_FILENO, STDERR_FILENO + 1);
	tcase_add_test(tc, test_folder);
	tcase_add_loop_test(tc, test_not_created, 0, (int)SIZE(not_created));
	tcase_add_loop_test(tc, test_together, 0, 5);
	tcase_add_test(tc, test_together_fails);
	tcase_add_test(tc, test_together_not_written);
	tcase_add_test(tc, test_together_waits);
	tcase_add_loop_test(tc, test_together_disk, 0, (int)SIZE(disks));
	tcase_add_test(tc, test_together_other_disk);
	tcase_add_test(tc, test_together_device);
	tcase_add_test(tc, test_together_at_fault);
	tcase_add_loop_test(tc, test_together_few_open, 0, 2);
	tcase_add_test(tc, test_together_abandoned);
	tcase_add_test(tc, test_goes_to);
	tcase_add_test(tc, test_spare);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
