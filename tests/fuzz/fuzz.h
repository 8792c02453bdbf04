/*
 * fuzz.h - what the fuzzers share: choices out of the bytes, inputs, pages, laws
 *
 * A fuzzer is LLVMFuzzerTestOneInput().  The first bytes it is given are choices, so that a seed
 * shows by its first characters what it chooses; the rest is the text.  A law that does not hold ends
 * it, by LAW(), as a fault in memory would.
 */
#ifndef NP_TESTS_FUZZ_H
#define NP_TESTS_FUZZ_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pages.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LAW(holds)                                                                                 \
	do {                                                                                       \
		if (!(holds)) {                                                                    \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds); \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

#define SIZE(a) (sizeof(a) / sizeof *(a))

/* ---- choices ---- */

struct fuzz {
	struct np_span rest;
	uint64_t chance; /* of fuzz_below(), from all of the bytes */
};

static inline bool
fuzz_same(struct np_span a, struct np_span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* FNV-1a, for what is compared and not kept. */
static inline uint64_t
fuzz_hash(uint64_t hash, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
	return hash;
}

static inline struct fuzz
fuzz_begin(const uint8_t *data, size_t size)
{
	struct fuzz fuzz = { { (const char *)data, size }, 0 };

	fuzz.chance = fuzz_hash(UINT64_C(0xCBF29CE484222325), data, size) | 1;
	return fuzz;
}

/* A choice of count, out of the next byte: 'a' is the first, 'b' the second; the first at the end. */
static inline size_t
fuzz_choice(struct fuzz *fuzz, size_t count)
{
	if (fuzz->rest.len == 0)
		return 0;
	unsigned char byte = (unsigned char)*fuzz->rest.ptr++;
	fuzz->rest.len--;
	return (unsigned char)(byte - 'a') % count;
}

/* The bytes up to the next line feed, which is taken too; all that are left if there is none. */
static inline struct np_span
fuzz_line(struct fuzz *fuzz)
{
	struct np_span line = fuzz->rest;
	const char *feed = line.len > 0 ? memchr(line.ptr, '\n', line.len) : NULL;

	if (feed != NULL)
		line.len = (size_t)(feed - line.ptr);
	fuzz->rest.ptr += line.len + (feed != NULL);
	fuzz->rest.len -= line.len + (feed != NULL);
	return line;
}

/* A number by chance, less than end; the same for the same bytes. */
static inline size_t
fuzz_below(struct fuzz *fuzz, size_t end)
{
	fuzz->chance ^= fuzz->chance >> 12;
	fuzz->chance ^= fuzz->chance << 25;
	fuzz->chance ^= fuzz->chance >> 27;
	return (size_t)(fuzz->chance * UINT64_C(0x2545F4914F6CDD1D) >> 32) % end;
}

/* A copy that ends where its memory does, so that a byte read too much shows; for free(). */
static inline struct np_span
fuzz_copy(struct np_span text)
{
	char *copy = malloc(text.len + (text.len == 0));

	LAW(copy != NULL);
	if (text.len > 0)
		memcpy(copy, text.ptr, text.len);
	return (struct np_span){ copy, text.len };
}

/* ---- input and output ---- */

/* An input of these bytes: they are held, and behind them it ends.  np_in_close() gives it back. */
static inline void
fuzz_in(struct np_in *in, struct np_span bytes)
{
	*in = (struct np_in){ .fd = open("/dev/null", O_RDONLY), .name = "fuzz" };
	LAW(in->fd != -1);
	in->held = (char *)(size_t)fuzz_copy(bytes).ptr;
	in->held_len = bytes.len;
}

/* A writer that keeps all; np_out_close() gives it back. */
static inline void
fuzz_out(struct np_out *out)
{
	np_out_init(out, -1, "fuzz");
	np_out_hold(out);
}

static inline struct np_span
fuzz_written(const struct np_out *out)
{
	LAW(!out->failed);
	return (struct np_span){ out->buf, out->len };
}

static inline void
fuzz_drop(struct np_out *out)
{
	struct np_error err;

	out->len = 0;
	LAW(np_out_close(out, &err) == NP_OK);
}

static inline bool
fuzz_is_utf8(struct np_span text)
{
	return text.len == 0 || np_utf8_valid(text.ptr, text.len) == text.len;
}

/* ---- texts ---- */

/* True if the span lies in the other; an empty one may lie anywhere. */
static inline bool
fuzz_inside(struct np_span part, struct np_span whole)
{
	return part.len == 0 || (part.ptr >= whole.ptr && part.len <= whole.len &&
				    (size_t)(part.ptr - whole.ptr) <= whole.len - part.len);
}

/* A page of these bytes, its lines in the arena. */
static inline void
fuzz_page(struct np_page *page, struct np_span bytes, enum np_from from, struct np_arena *arena)
{
	struct np_error err;

	*page = (struct np_page){ .name = { "page", 4 }, .bytes = bytes, .first_line = 1 };
	LAW(np_page_scan(page, from, arena, &err) == NP_OK);
}

#endif
