/*
 * enc.c - fuzzer: bytes in any encoding are read whole and in pieces alike, and come back
 *
 * The first byte chooses the encoding, the second how much is read at once.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "enc.h"

enum { ROOM = 1 << 16 };

static const char *const names[] = { "utf-8", "gb18030", "gb18030:2005", "gb18030:2000", "big5",
	"cp950", "big5-2003", "big5-hkscs", "utf-16le", "utf-16be", "utf-32le", "utf-32be", "hz",
	"euc-jp", "shift_jis", "euc-kr" };

/* Those from "hz" on are not written as they came. */
enum { NAMES = sizeof names / sizeof names[0], EXACT = NAMES - 4 };

/* A fault that the fuzzer sees. */
static void
insist(bool fine)
{
	if (!fine)
		abort();
}

/* Reads the bytes, `most` at once, with bad ones escaped; how long the text is. */
static size_t
read_escaped(const char *name, const char *bytes, size_t len, size_t most, char *text)
{
	int ends[2];
	struct np_enc *enc;
	struct np_error err;
	size_t made = 0, got;
	insist(pipe(ends) == 0 && write(ends[1], bytes, len) == (ssize_t)len);
	close(ends[1]);
	struct np_in in = { .fd = ends[0], .name = "input" };
	insist(np_enc_open_sized(&enc, &in, name, most, NULL, NULL, &err) == NP_OK);
	insist(np_enc_set_bad(enc, NP_BAD_ESCAPE, &err) == NP_OK);
	while (np_enc_read(enc, text + made, ROOM - made, &got, &err) == NP_OK)
		made += got;
	np_enc_close(enc);
	close(ends[0]);
	return made;
}

/* Writes the text with its escapes undone; how many bytes that makes. */
static size_t
write_unescaped(const char *name, const char *text, size_t len, char *bytes)
{
	int ends[2];
	struct np_out out;
	struct np_enc_out *enc;
	struct np_error err;
	insist(pipe(ends) == 0);
	np_out_init(&out, ends[1], "output");
	insist(np_enc_out_open(&enc, &out, name, NULL, NULL, &err) == NP_OK);
	np_enc_out_unescape(enc);
	insist(np_enc_out_write(enc, text, len) == NP_OK && np_enc_out_end(enc) == NP_OK);
	np_enc_out_close(enc);
	insist(np_out_close(&out, &err) == NP_OK);
	close(ends[1]);
	ssize_t got = read(ends[0], bytes, ROOM);
	close(ends[0]);
	insist(got >= 0);
	return (size_t)got;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static char whole[ROOM], pieces[ROOM], back[ROOM];
	/* What goes through a pipe at once, escaped. */
	if (size < 3 || size > 4096)
		return 0;
	const char *name = names[data[0] % NAMES], *bytes = (const char *)data + 2;
	size_t len = size - 2, most = data[1] % 64 + 1;
	size_t made = read_escaped(name, bytes, len, SIZE_MAX, whole);
	insist(read_escaped(name, bytes, len, most, pieces) == made);
	insist(memcmp(whole, pieces, made) == 0);
	if (data[0] % NAMES < EXACT) {
		insist(write_unescaped(name, whole, made, back) == len);
		insist(memcmp(back, bytes, len) == 0);
	}
	return 0;
}
