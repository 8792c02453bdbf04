/* name.h - file names made from the names of pages, which are data and may be hostile */
#ifndef NP_NAME_H
#define NP_NAME_H

#include "code.h"

/* Room for any name that np_name_make() makes, its NUL too. */
enum { NP_NAME_MAX = 256 };

/*
 * Writes the file name for an article of a page into buf (room for NP_NAME_MAX):
 * the page's name, less a "./" at its start, "-", the article's number, and suffix (at most 16
 * bytes), with a NUL behind.  Han characters and A-Z a-z 0-9 . _ - stand for themselves; every
 * other byte, and a "." or "-" at the start, is %XX, and so is the first letter of what Windows
 * takes for a device, as in nul.txt: so the name has no slash, is not hidden and
 * never looks like an option, and two names are the same only if page and article are.
 * A page's name that gets longer than 160 bytes is cut and goes on with "%-" and 16
 * digits of a hash of all of it; so does one that is marked, whatever its length.
 */
void np_name_make(
    char *buf, struct np_span page, bool marked, uint64_t article, const char *suffix);

/* The pages whose files were written in this run: 20 to 45 bytes each.  Zeroed is empty. */
struct np_names {
	uint64_t *slots;
	size_t cap, count;
};

/*
 * Adds a page.  NP_OK; NP_ERR_UNKNOWN if it is there already; NP_ERR_MEMORY.  *alike becomes true
 * if its name is new but for a "./" at its start or for the case of letters, which many systems do not
 * tell apart: its files are to be marked.  Only hashes of 64 bits are kept: in a million pages, one in
 * five million runs mistakes a new one.
 */
enum np_code np_names_add(struct np_names *names, struct np_span page, bool *alike);
void np_names_free(struct np_names *names);

#endif
