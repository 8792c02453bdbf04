/* outfile.h - files that appear whole under their names or not at all */
#ifndef NP_OUTFILE_H
#define NP_OUTFILE_H

#include <sys/types.h>

#include "io.h"

/*
 * A file that appears whole under its name or not at all: written to a
 * temporary name in the same folder, synced and renamed by _commit().  What is there
 * already and is no regular file (a device, a pipe) is written to as it is.
 */
struct np_outfile {
	struct np_out out;
	char *path, *temp; /* temp is NULL for what is written as it is */
};

/*
 * Opens dir/name for writing; folders of name that are missing are made.  A link at name is replaced
 * by the file, wherever it leads to.  name
 * is refused (NP_ERR_UNKNOWN) when it is empty, absolute, or has a part "." or
 * "..", or a NUL.  Write with file->out.
 */
enum np_code np_outfile_open(
    struct np_outfile *file, const char *dir, const char *name, struct np_error *err);

/*
 * Opens the file that a user names, path as it is given.  No folder is made: NP_ERR_OPEN when its
 * folder is not there, NP_ERR_UNKNOWN when it is "-" or its last part is empty, "." or "..".  Where standard
 * output or standard error goes, /dev/stdout for instance, what is written goes behind what is there.
 */
enum np_code np_outfile_create(struct np_outfile *file, const char *path, struct np_error *err);

/*
 * Makes the folder dir, and those it is in, where it is not there.  NP_OK, NP_ERR_OPEN, NP_ERR_MEMORY, or
 * NP_ERR_UNKNOWN for one that has no name, or is called "-".
 */
enum np_code np_outfile_folder(const char *dir, struct np_error *err);

/* Gives the file its name; on an error nothing is left of it. */
enum np_code np_outfile_commit(struct np_outfile *file, struct np_error *err);

/* Removes the temporary file. */
void np_outfile_abandon(struct np_outfile *file);

/*
 * Files that get their names together, which takes far less time than one by one: the disk is waited for
 * once.  At first all is 0.
 */
enum { NP_OUTFILES = 32 };
struct np_outfiles {
	struct np_outfile list[NP_OUTFILES]; /* written, but without their names */
	size_t count;
	dev_t disk; /* that they are on */
	/* The path that the last error of these calls was about; NULL without memory. */
	char *failed;
};

/*
 * As np_outfile_open(), for a file that is to be added; where no more may be open, those that wait get
 * their names, and the error may be about one of them.
 */
enum np_code np_outfiles_open(struct np_outfiles *files, struct np_outfile *file, const char *dir,
    const char *name, struct np_error *err);

/*
 * Adds a file that is written, in place of np_outfile_commit(); *file is done with.
 * When there are enough of them, or it is on another disk, they get their names.  On an error nothing is left of this file,
 * or of those that got no name.
 */
enum np_code np_outfiles_add(
    struct np_outfiles *files, struct np_outfile *file, struct np_error *err);

/* Gives all that were added their names; on an error nothing is left of those that got none. */
enum np_code np_outfiles_commit(struct np_outfiles *files, struct np_error *err);

/* Removes those that have no names. */
void np_outfiles_free(struct np_outfiles *files);

/*
 * From here on no file that is made may replace the one at path, "-" for standard input, NULL for
 * none: one that would is refused by np_outfile_create() and np_outfile_open(), NP_ERR_UNKNOWN, or,
 * where it was not known then, by np_outfile_commit().  False when memory is out.
 */
bool np_outfile_spare(const char *path);

/* True if the file at path, links followed, is one of them. */
bool np_outfile_spares(const char *path);

/*
 * True if the open file will stand at path, or is written there already: whoever makes a file there
 * too loses one of them.  path has a slash; it is changed and restored.
 */
bool np_outfile_goes_to(const struct np_outfile *file, char *path);

#endif
