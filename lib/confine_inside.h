/* confine_inside.h - inside confine: which system it is built for, and what Linux has for it */
#ifndef NP_CONFINE_INSIDE_H
#define NP_CONFINE_INSIDE_H

#include <stdbool.h>

/* gcc tells of sanitizers by macros, clang by features. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(leak_sanitizer) || __has_feature(memory_sanitizer)
#define NP_NO_CONFINE
#endif
#endif
#if (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)) && !defined(NP_NO_CONFINE)
#define NP_NO_CONFINE
#endif
#if !defined(__has_include)
#define __has_include(header) 0
#endif
#if defined(__linux__) && !defined(NP_NO_CONFINE)
#define NP_CONFINE_LINUX
#elif defined(__OpenBSD__) && !defined(NP_NO_CONFINE)
#define NP_CONFINE_OPENBSD
#endif

/* With NP_CONFINE_LINUX there are: */

/*
 * landlock(7).  Refuses to make or change files but below folder, and the file at path, links followed; NULL
 * for none; and with and_reading, to open any for reading as well.  False where the kernel has none, or
 * what is to be written could not be let through.
 */
bool np_confine_landlock(const char *folder, const char *path, bool and_reading);

/* seccomp(2).  Refuses all calls but those of a list; writes: among them are those that make files. */
bool np_confine_seccomp(bool writes);

/* And from now on those that open files. */
void np_confine_seccomp_opening(void);

#endif
