/*
 * tool_mutants - copies of files with faults in them: tool_mutants FOLDER COUNT FILE ...
 *
 * Writes COUNT copies, FOLDER/00000.txt and on, of the files in turn.  In each a few pieces are
 * overwritten, taken out, doubled, swapped or put in: bytes by chance, NULs, form feeds, bad UTF-8,
 * marks of newspapers and of Markdown.  The same call makes the same copies.  A page in 64 has so many
 * bad bytes that it is not labelled; the others stay below that.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20, NAME = 4096 };

static const struct {
	const char *bytes;
	size_t len;
} pieces[] = { { "\0", 1 }, { "\f", 1 }, { "\n", 1 }, { "\r", 1 }, { "\t", 1 }, { "\\", 1 },
	{ "\xFF", 1 }, { "\xE7\x89", 2 }, { "\xED\xA0\x80", 3 }, { "\xC0\x80", 2 },
	{ "\xF4\x90\x80\x80", 4 }, { "\xEF\xBB\xBF", 3 }, { "\xE2\x80\xAE", 3 }, { "\x1B[2J", 4 },
	{ "\xE3\x80\x80", 3 }, { "**", 2 }, { "__", 2 }, { "\n# ", 3 }, { "![x](", 5 },
	{ "\xEF\xBC\x88", 3 }, { "\xEF\xBC\x89", 3 }, { "\xE8\xAE\xB0\xE8\x80\x85 ", 7 },
	{ "\xE6\x9C\xAC\xE6\x8A\xA5\xE8\xAE\xAF", 9 }, { "\xE6\x91\x84", 3 }, { "\n\n", 2 } };

static uint64_t state = 20030612;

static size_t
below(size_t end)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (size_t)(state * UINT64_C(0x2545F4914F6CDD1D) >> 33) % end;
}

static _Noreturn void
die(const char *what, const char *name)
{
	fprintf(stderr, "tool_mutants: %s: %s\n", name, what);
	exit(1);
}

/* Makes the bytes from `at` on, `gone` of them, those at from. */
static void
splice(char *text, size_t *len, size_t at, size_t gone, const char *from, size_t count)
{
	if (*len + count > MOST)
		return;
	memmove(text + at + count, text + at + gone, *len - at - gone);
	memcpy(text + at, from, count);
	*len += count - gone;
}

static void
mutate(char *text, size_t *len)
{
	static char copy[256];
	size_t at = below(*len + 1), most = *len - at < sizeof copy ? *len - at : sizeof copy;
	size_t count = most > 0 ? below(most) + 1 : 0,
	       piece = below(sizeof pieces / sizeof *pieces);

	switch (below(6)) {
	case 0: /* other bytes */
		for (size_t i = 0; i < count && i < 2; i++)
			text[at + i] = (char)below(256);
		break;
	case 1: /* taken out */
		splice(text, len, at, count, copy, 0);
		break;
	case 2: /* somewhere else again */
		memcpy(copy, text + at, count);
		splice(text, len, below(*len + 1), 0, copy, count);
		break;
	default:
		splice(text, len, at, 0, pieces[piece].bytes, pieces[piece].len);
	}
}

int
main(int argc, char *argv[])
{
	static char text[MOST];
	char name[NAME];

	if (argc < 4) {
		fprintf(stderr, "usage: tool_mutants FOLDER COUNT FILE ...\n");
		return 2;
	}
	unsigned long count = strtoul(argv[2], NULL, 10);
	for (unsigned long i = 0; i < count; i++) {
		const char *source = argv[3 + i % (unsigned long)(argc - 3)];
		FILE *file = fopen(source, "rb");
		if (file == NULL)
			die(strerror(errno), source);
		size_t len = fread(text, 1, MOST, file);
		fclose(file);
		size_t rounds = 1 + below(8);
		if (below(64) == 0)
			rounds += len / 20;
		while (rounds-- > 0)
			mutate(text, &len);
		snprintf(name, sizeof name, "%s/%05lu.txt", argv[1], i);
		file = fopen(name, "wb");
		if (file == NULL || fwrite(text, 1, len, file) != len || fclose(file) != 0)
			die(strerror(errno), name);
	}
	return 0;
}
