/*
 * cells - makes lib/cell_table.c: the characters of double-byte sets, for guessing only
 *
 * Taken from iconv(3) where the program runs: CP932 for JIS X 0208, CP949 for KS X 1001 (Debian
 * 12's glibc made the table that is kept).  GB 18030 and Big5 have better tables in module charmap.
 */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "candidate.h"
#include "utf8.h"

/* The one character that bytes are in the encoding, or 0. */
static unsigned
decode(iconv_t cd, unsigned lead, unsigned trail)
{
	char in[2] = { (char)lead, (char)trail }, out[16], *from = in, *to = out;
	size_t have = 2, room = sizeof out;
	uint32_t cp;
	size_t answer = iconv(cd, &from, &have, &to, &room);
	iconv(cd, NULL, NULL, &to, &room);
	size_t len = sizeof out - room;
	if (answer != 0 || have != 0 || len == 0 || np_utf8_next(out, len, &cp) != len)
		return 0;
	/* Private use says nothing, and what is beyond the BMP is rare: one sign for all. */
	if (cp >= 0xE000 && cp < 0xF900)
		return 0;
	return cp > 0xFFFF ? 0x3400 : cp;
}

static iconv_t
open_or_die(const char *name)
{
	iconv_t cd = iconv_open("UTF-8", name);
	if (cd == (iconv_t)-1) {
		fprintf(stderr, "cells: iconv(3) has no %s here\n", name);
		exit(1);
	}
	return cd;
}

static size_t printed;

static void
begin(const char *name, const char *size)
{
	printf("\nconst NP_SELDOM_READ uint16_t %s[%s] = {", name, size);
	printed = 0;
}

static void
put(unsigned cp)
{
	printf("%s%u,", printed++ % 16 == 0 ? "\n" : "", cp);
}

int
main(void)
{
	iconv_t sjis = open_or_die("CP932"), korean = open_or_die("CP949");

	printf("/* cell_table.c - made by lib/gen/cells.c: do not edit */\n#include "
	       "\"candidate.h\"\n\n"
	       "/* clang-format off */\n");
	begin("np_cells_jis", "NP_CELLS_94");
	for (unsigned row = 0; row < 94; row++) {
		for (unsigned cell = 0; cell < 94; cell++) {
			unsigned lead = (row / 2) + (row < 62 ? 0x81 : 0xC1);
			unsigned trail = row % 2 == 1 ? cell + 0x9F : cell + 0x40 + (cell > 0x3E);
			put(decode(sjis, lead, trail));
		}
	}
	printf("\n};\n");
	begin("np_cells_ks", "NP_CELLS_94");
	for (unsigned row = 0; row < 94; row++) {
		for (unsigned cell = 0; cell < 94; cell++)
			put(decode(korean, row + 0xA1, cell + 0xA1));
	}
	printf("\n};\n");
	return fflush(stdout) == EOF || ferror(stdout);
}
