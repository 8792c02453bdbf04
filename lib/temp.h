/* temp.h - temporary files: named at last or gone, also when a signal ends the program */
#ifndef NP_TEMP_H
#define NP_TEMP_H

/*
 * Makes a file by path, which ends in XXXXXX as mkstemp(3) wants it: a descriptor for writing, or -1
 * with errno.  Until np_temp_name() or np_temp_remove() path belongs to this module: a signal that
 * ends the program (HUP, INT, QUIT, PIPE, ALRM, TERM, XCPU, XFSZ; one that is ignored stays so) first
 * takes the file away, and then ends it as it would have done.  A process that was forked later
 * takes nothing of its parent's away.  So it is for forty files at once; more are only made.
 */
int np_temp_open(char *path);

/* Gives the file its name: 0, or errno with the file removed. */
int np_temp_name(char *path, const char *name);

/* Removes the file. */
void np_temp_remove(char *path);

#endif
