/* operands.h - the inputs that a tool is given: its operands, or a list of names */
#ifndef NP_OPERANDS_H
#define NP_OPERANDS_H

#include "code.h"

/*
 * The inputs of a tool: the operands of argv, or the NUL-separated names in
 * the file `list` (-0 FILE; "-" is standard input), or standard input alone.  Behind the last name
 * the NUL may lack; where a line feed is in that name, the list is one of lines and is refused.
 */
struct np_operands {
	char **argv;      /* NULL-terminated, borrowed; may be empty */
	const char *list; /* or NULL */
	bool more;        /* others are opened after these */
};

/* True when the first of them is the last that is opened. */
bool np_operands_single(const struct np_operands *operands);

/*
 * True if standard input would be read for two things, and be empty for the second: for the operands or
 * their list, and for the files others[0..count), whose paths may be NULL.
 */
bool np_operands_share_stdin(
    const struct np_operands *operands, const char *const *others, size_t count);

/*
 * Calls each(path, ctx) for every input in order; path is "-" for standard
 * input.  Stops when each answers false.  Answers NP_OK, or what kept the list
 * from being read.
 */
enum np_code np_operands_each(const struct np_operands *operands,
    bool (*each)(const char *path, void *ctx), void *ctx, struct np_error *err);

/*
 * From here on no file that is made (np_outfile) may replace one of these inputs, nor their list:
 * one that would is refused by np_outfile_create() and np_outfile_open(), NP_ERR_UNKNOWN, or, where
 * the list is no file and so its names come later, by np_outfile_commit().  Once a program, before
 * files are made.  False when memory is out.
 */
bool np_operands_spare(const struct np_operands *operands);

#endif
