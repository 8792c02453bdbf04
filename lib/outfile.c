/* outfile.c - files that appear whole under their names or not at all */
#if defined(__linux__)
#define _GNU_SOURCE /* syncfs(), sync_file_range() */
#else
/* For realpath(): it is in POSIX's base, but glibc shows it as one of X/Open's. */
#define _XOPEN_SOURCE 700
#endif

#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "originals.h"
#include "temp.h"

/* The files given to np_outfile_spare(): none that is made here replaces one of them. */
static struct np_originals spared;
static const char replaces_input[] = "is an input too, not written over";

/* True if name stays below the folder it is joined to. */
static bool
safe_name(const char *name)
{
	for (const char *part = name; part != NULL;) {
		const char *slash = strchr(part, '/');
		size_t len = slash != NULL ? (size_t)(slash - part) : strlen(part);
		if (len == 0 || (len == 1 && part[0] == '.') ||
		    (len == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		part = slash != NULL ? slash + 1 : NULL;
	}
	return true;
}

/* Makes the folders that path names before its last slash; 0 or errno. */
static int
make_folders(char *path)
{
	for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		int failed = mkdir(path, 0777);
		int sys = errno;
		*slash = '/';
		if (failed && sys != EEXIST)
			return sys;
	}
	return 0;
}

/* True if what stands at path is written to as it is.  Below a folder a link is not followed, but replaced. */
static bool
is_device(const char *path, bool below)
{
	struct stat st;
	if ((below ? lstat(path, &st) : stat(path, &st)) == -1)
		return false;
	return !S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode);
}

/* Opens path, which has a slash; below a folder makes the folders that it names.  *file is nothing before. */
static enum np_code
outfile_open(struct np_outfile *file, char *path, bool below, struct np_error *err)
{
	size_t room = path != NULL ? strlen(path) + sizeof ".npXXXXXX" : 1;
	int fd = -1, sys = ENOMEM;
	if (path != NULL && np_originals_have(&spared, path)) {
		free(path);
		return np_fail(err, NP_ERR_UNKNOWN, 0, replaces_input);
	}
	*file = (struct np_outfile){ .path = path, .temp = malloc(room) };
	if (file->path != NULL && file->temp != NULL) {
		const char *base = strrchr(path, '/') + 1;
		/* A name of its own in the same folder: short, so that it fits where name fits. */
		snprintf(file->temp, room, "%.*s.npXXXXXX", (int)(base - path), path);
		sys = below ? make_folders(path) : 0;
		if (sys == 0 && is_device(path, below)) {
			fd = np_open(path, O_WRONLY | O_CLOEXEC);
			sys = errno;
			free(file->temp);
			file->temp = NULL;
		} else if (sys == 0) {
			fd = np_temp_open(file->temp);
			sys = errno;
		}
	}
	if (fd == -1) {
		free(file->path);
		free(file->temp);
		*file = (struct np_outfile){ .path = NULL };
		return np_fail(err, NP_ERR_OPEN, sys, "cannot write");
	}
	if (file->temp != NULL) {
		/* mkstemp() makes it 0600; a file made by open() would have what umask leaves. */
		mode_t mask = umask(0);
		umask(mask);
		fchmod(fd, 0666 & ~mask);
	}
	np_out_init(&file->out, fd, file->path);
	return NP_OK;
}

/* dir/name, for free(); NULL when memory is out. */
static char *
path_of(const char *dir, const char *name)
{
	size_t room = strlen(dir) + strlen(name) + sizeof "/";
	char *path = malloc(room);
	if (path != NULL)
		snprintf(path, room, "%s/%s", dir, name);
	return path;
}

enum np_code
np_outfile_open(struct np_outfile *file, const char *dir, const char *name, struct np_error *err)
{
	*file = (struct np_outfile){ .path = NULL };
	if (!safe_name(name))
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not a name below the output folder");
	return outfile_open(file, path_of(dir, name), true, err);
}

static bool
same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/*
 * Another descriptor of standard output or standard error if path is where that goes already, as
 * /dev/stdout is: two that were opened on their own would write over each other.  -1 if it is not.
 */
static int
dup_stream(const char *path)
{
	struct stat there, stream;
	if (stat(path, &there) == -1)
		return -1;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fstat(fd, &stream) == 0 && same_file(&stream, &there))
			return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	}
	return -1;
}

enum np_code
np_outfile_create(struct np_outfile *file, const char *path, struct np_error *err)
{
	const char *slash = strrchr(path, '/');
	*file = (struct np_outfile){ .path = NULL };
	/* Who says so means standard output. */
	if (strcmp(path, "-") == 0)
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not the name of a file (./- is one)");
	if (!safe_name(slash != NULL ? slash + 1 : path))
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not the name of a file");
	int stream = dup_stream(path);
	if (stream != -1) {
		file->path = strdup(path);
		if (file->path == NULL) {
			close(stream);
			return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
		}
		np_out_init(&file->out, stream, file->path);
		return NP_OK;
	}
	/* What a link points to is what the user means; a pipe that a shell calls /dev/fd/63 has no path. */
	struct stat st;
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode) && !is_device(path, false)) {
		char *real = realpath(path, NULL);
		if (real == NULL)
			return np_fail(err, NP_ERR_OPEN, errno, "cannot write");
		return outfile_open(file, real, false, err);
	}
	return outfile_open(file, slash != NULL ? strdup(path) : path_of(".", path), false, err);
}

enum np_code
np_outfile_folder(const char *dir, struct np_error *err)
{
	/* "/" would be what path_of() makes of it. */
	if (*dir == '\0')
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not the name of a folder");
	if (strcmp(dir, "-") == 0)
		return np_fail(err, NP_ERR_UNKNOWN, 0, "not the name of a folder (./- is one)");
	char *path = path_of(dir, "");
	if (path == NULL)
		return np_fail(err, NP_ERR_MEMORY, 0, "out of memory");
	struct stat st;
	int sys = make_folders(path);
	/* path ends with a slash: what is there and is no folder is found out here. */
	if (sys == 0 && stat(path, &st) == -1)
		sys = errno;
	free(path);
	return sys == 0 ? NP_OK : np_fail(err, NP_ERR_OPEN, sys, "cannot make the folder");
}

static void
outfile_free(struct np_outfile *file)
{
	free(file->path);
	free(file->temp);
	file->path = file->temp = NULL;
}

/* True if what was written is on the disk, or where there is nothing like that: errno tells otherwise. */
static bool
is_kept(int fd)
{
	int done;
	do
		done = fsync(fd);
	while (done == -1 && errno == EINTR);
	return done == 0 || errno == EINVAL || errno == EROFS;
}

/* Closes a file that is written, and on the disk, and gives it its name unless code tells that it is not. */
static enum np_code
name_file(const struct np_outfile *file, enum np_code code, struct np_error *err)
{
	if (close(file->out.fd) == -1 && code == NP_OK && errno != EINTR)
		code = np_fail(err, NP_ERR_WRITE, errno, "cannot write");
	if (code == NP_OK && file->temp != NULL && np_originals_have(&spared, file->path))
		code = np_fail(err, NP_ERR_WRITE, 0, replaces_input);
	if (code == NP_OK && file->temp != NULL) {
		int sys = np_temp_name(file->temp, file->path);
		if (sys != 0)
			code = np_fail(err, NP_ERR_WRITE, sys, "cannot rename to");
	} else if (file->temp != NULL) {
		np_temp_remove(file->temp);
	}
	return code;
}

enum np_code
np_outfile_commit(struct np_outfile *file, struct np_error *err)
{
	enum np_code code = np_out_close(&file->out, err);
	if (code == NP_OK && file->temp != NULL && !is_kept(file->out.fd))
		code = np_fail(err, NP_ERR_WRITE, errno, "cannot write");
	code = name_file(file, code, err);
	outfile_free(file);
	return code;
}

void
np_outfile_abandon(struct np_outfile *file)
{
	if (file->path == NULL)
		return;
	np_out_close(&file->out, NULL);
	close(file->out.fd);
	if (file->temp != NULL)
		np_temp_remove(file->temp);
	outfile_free(file);
}

/* ---- files that get their names together ---- */

#if defined(__linux__)
/* Waits for the disk once, for all files, where fsync() waits for each; false if it fails, with errno. */
static bool
sync_disk(int fd)
{
	int done;
	do
		done = syncfs(fd);
	while (done == -1 && errno == EINTR);
	return done == 0 || errno == EROFS;
}

/* False, with errno, if the disk did not take what was written: before Linux 5.8 sync_disk() does not tell. */
static bool
was_taken(int fd)
{
	return sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE) == 0 ||
	       (errno != EIO && errno != ENOSPC && errno != EDQUOT);
}
#endif

/* True if all that was written is on the disk; else errno tells, and *at is the file at fault. */
static bool
are_kept(const struct np_outfiles *files, size_t *at)
{
	bool (*kept)(int fd) = is_kept;
	*at = 0;
#if defined(__linux__)
	enum { FEW = 4 };
	if (files->count > FEW) {
		kept = was_taken;
		if (!sync_disk(files->list[0].out.fd))
			return false;
	}
#endif
	while (*at < files->count && kept(files->list[*at].out.fd))
		++*at;
	return *at == files->count;
}

/* Remembers the path of a file at fault, which was allocated. */
static void
note_failed(struct np_outfiles *files, char *path)
{
	free(files->failed);
	files->failed = path;
}

enum np_code
np_outfiles_commit(struct np_outfiles *files, struct np_error *err)
{
	enum np_code code = NP_OK;
	size_t at;
	if (!are_kept(files, &at)) {
		code = np_fail(err, NP_ERR_WRITE, errno, "cannot write");
		note_failed(files, strdup(files->list[at].path));
	}
	for (size_t i = 0; i < files->count; i++) {
		struct np_outfile *file = &files->list[i];
		bool fine = code == NP_OK;
		code = name_file(file, code, err);
		if (fine && code != NP_OK)
			note_failed(files, strdup(file->path));
		outfile_free(file);
	}
	files->count = 0;
	return code;
}

enum np_code
np_outfiles_open(struct np_outfiles *files, struct np_outfile *file, const char *dir,
    const char *name, struct np_error *err)
{
	struct np_error why;
	enum np_code code = np_outfile_open(file, dir, name, &why);
	if (code == NP_ERR_OPEN && why.sys == EMFILE && files->count > 0) {
		code = np_outfiles_commit(files, err);
		if (code != NP_OK)
			return code;
		code = np_outfile_open(file, dir, name, &why);
	}
	if (code != NP_OK) {
		note_failed(files, path_of(dir, name));
		if (err != NULL)
			*err = why;
	}
	return code;
}

/* Adds a file to those that wait, which are on one disk. */
static enum np_code
let_wait(struct np_outfiles *files, struct np_outfile *file, struct np_error *err)
{
	struct stat st;
	enum np_code code = NP_OK;
	if (fstat(file->out.fd, &st) == -1)
		st.st_dev = files->disk;
	if (files->count > 0 && st.st_dev != files->disk)
		code = np_outfiles_commit(files, err);
	if (code != NP_OK) {
		np_outfile_abandon(file);
		return code;
	}
	files->disk = st.st_dev;
	files->list[files->count++] = *file;
	file->path = file->temp = NULL;
	return files->count < NP_OUTFILES ? NP_OK : np_outfiles_commit(files, err);
}

enum np_code
np_outfiles_add(struct np_outfiles *files, struct np_outfile *file, struct np_error *err)
{
	enum np_code code = np_out_close(&file->out, err);
	if (code == NP_OK && file->temp != NULL)
		return let_wait(files, file, err);
	code = name_file(file, code, err);
	if (code != NP_OK)
		note_failed(files, strdup(file->path));
	outfile_free(file);
	return code;
}

void
np_outfiles_free(struct np_outfiles *files)
{
	while (files->count > 0)
		np_outfile_abandon(&files->list[--files->count]);
	free(files->failed);
	files->failed = NULL;
}

/* ---- files that none may replace ---- */

bool
np_outfile_spare(const char *path)
{
	return path == NULL || np_originals_add(&spared, path);
}

bool
np_outfile_spares(const char *path)
{
	return np_originals_have(&spared, path);
}

bool
np_outfile_goes_to(const struct np_outfile *file, char *path)
{
	struct stat mine, other;
	char *slash = strrchr(path, '/'), *my_slash = strrchr(file->path, '/');
	if (file->temp == NULL)
		return fstat(file->out.fd, &mine) == 0 && stat(path, &other) == 0 &&
		       same_file(&mine, &other);
	if (strcmp(slash, my_slash) != 0)
		return false;
	/* The same name, as "/name": in the same folder? */
	char *after[] = { slash + 1, my_slash + 1 }, kept[] = { *after[0], *after[1] };
	*after[0] = *after[1] = '\0';
	bool same =
	    stat(path, &other) == 0 && stat(file->path, &mine) == 0 && same_file(&mine, &other);
	*after[0] = kept[0];
	*after[1] = kept[1];
	return same;
}
