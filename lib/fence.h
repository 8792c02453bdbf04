/* fence.h - memory that nobody may touch: a sanitizer is told of it, so that faults beside a piece show */
#ifndef NP_FENCE_H
#define NP_FENCE_H

#include <stddef.h>

/* gcc tells of sanitizers by macros, clang by features. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NP_WITH_FENCES
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define NP_WITH_FENCES
#endif

#if defined(NP_WITH_FENCES)
#include <sanitizer/asan_interface.h>
/* Bytes of fence that belong between two pieces; a multiple of every alignment. */
enum { NP_FENCE = 32 };
#else
enum { NP_FENCE = 0 };
#endif

#if defined(NP_WITH_FENCES)
/* From here on nobody may touch these bytes.  Not inlined: gcc would take it for reading them. */
__attribute__((noinline)) static void
np_fence_close(void *ptr, size_t len)
{
	__asan_poison_memory_region(ptr, len);
}

/* They may be used again. */
static inline void
np_fence_open(void *ptr, size_t len)
{
	__asan_unpoison_memory_region(ptr, len);
}
#else
static inline void
np_fence_close(void *ptr, size_t len)
{
	(void)ptr;
	(void)len;
}

static inline void
np_fence_open(void *ptr, size_t len)
{
	(void)ptr;
	(void)len;
}
#endif

#endif
