/* confine.h - least privilege: what the program can't do any more, whatever its input makes of it */
#ifndef NP_CONFINE_H
#define NP_CONFINE_H

/*
 * A tool gives its rights away in two steps; none comes back, and children have them no more.
 *
 *	np_confine_folder(dir); np_confine_file(path);    where it writes, if it does
 *	np_confine_start();      before any input is read: no sockets, no exec, no new processes,
 *	                         no writing but there and on what is open
 *	np_confine_opened();     the last input is open: no opening either but there
 *
 * Linux: seccomp(2) in all threads, with a list of the system calls that are let through, all else
 * fails with EPERM; and landlock(7) for what is below a folder.  OpenBSD: pledge(2) and unveil(2).
 * Where a kernel has one of them it is used, where it has none nothing happens, and nothing is
 * said.  Built out by -DNP_NO_CONFINE and under sanitizers that need the system (address, leak,
 * thread), and left out under valgrind: they open and trace by themselves.
 */

/* The tool makes files below folder, which is there; borrowed until np_confine_opened().  NULL: none. */
void np_confine_folder(const char *folder);

/* The tool makes the file at path, by another name in its folder; as above. */
void np_confine_file(const char *path);

/* What a system confines by: which calls there are, where files may be opened. */
enum { NP_CONFINE_CALLS = 1, NP_CONFINE_FILES = 2 };

/* The first step; again it does nothing.  A set of the above: what took hold; 0 where nothing can. */
unsigned np_confine_start(void);

/* The second one, after the first. */
void np_confine_opened(void);

/* Both steps for a process that only reads and writes what is open: no place to write is left. */
void np_confine_worker(void);

#endif
