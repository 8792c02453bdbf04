/* diag.h - the program's name, its message lines, its worst exit status */
#ifndef NP_DIAG_H
#define NP_DIAG_H

#include "code.h"

#if defined(__GNUC__)
#define NP_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define NP_PRINTF(f, a)
#endif

/* The exit status of a tool; the worst one wins. */
enum np_status {
	NP_CLEAN = 0,  /* all is well */
	NP_FAULTY = 1, /* output complete, some input bad or skipped, each reported */
	NP_USAGE = 2,  /* the tool was called wrongly */
	NP_BROKEN = 3  /* output incomplete: do not use it */
};

/*
 * Remembers the last part of argv0 as the program's name and makes sure that
 * the descriptors 0, 1 and 2 are open, so that a file opened later can never
 * take their place.  Called first in main().
 */
void np_diag_init(const char *argv0);

/* The program's name as messages show it; valid until exit. */
const char *np_diag_program(void);

/* Raises the exit status to status, without a message. */
void np_diag_raise(enum np_status status);

/* The worst status so far. */
enum np_status np_diag_status(void);

/*
 * Begins the messages of another input: at most ten lines are printed for it,
 * then np_diag_file_end() prints one with the number of the rest.
 */
void np_diag_file_begin(const char *name);
void np_diag_file_end(void);

/*
 * Prints "program: name:line: message" to standard error and raises the status.
 * name may be NULL (no input is meant) and line 0 (no line is meant); an empty name is shown as ''.  Control
 * characters in what is printed, those of a terminal too, come out as \xHH.
 * The message is one line, without a full stop.
 */
void np_diag_say(enum np_status status, const char *name, uint64_t line, const char *fmt, ...)
    NP_PRINTF(4, 5);

/* np_diag_say() for what a library call put into *err, with errno's text or the advice. */
void np_diag_error(enum np_status status, const char *name, const struct np_error *err);

/* Tells that memory is out, status NP_BROKEN; answers false, for return np_diag_no_memory(input). */
bool np_diag_no_memory(const char *name);

/*
 * Closes standard output, reports what that uncovers, and answers the worst
 * status: the last line of every main().  A reader that went away (EPIPE) is
 * no fault worth a message; the status is still NP_BROKEN.
 */
int np_diag_finish(void);

#endif
