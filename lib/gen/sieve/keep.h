/* keep.h - memory of a program that runs once: given back all at once, and without it there is no going on */
#ifndef NP_KEEP_H
#define NP_KEEP_H

#include <stddef.h>

/* count objects of size bytes, cleared.  Ends the program where memory is out. */
void *keep_new(size_t count, size_t size);

/* Room for count objects of size bytes, with all that ptr, which may be NULL, has in it. */
void *keep_more(void *ptr, size_t count, size_t size);

/* Gives one piece back before the end; ptr may be NULL. */
void keep_drop(void *ptr);

/* Gives everything back. */
void keep_end(void);

#endif
