/*
 * spread.c - makes the table by which charmap.c spreads the characters in eight bytes
 *
 *	spread np_charmap_spread > spread.c
 *
 * Bit k of a row's number says that a character begins at byte k, of nine; those that begin in the
 * first eight each have two bytes of the row: where the second byte of a code is, and where
 * the first.  A character of one byte stands in the second's place, and has none above it: 0x80.
 */
#include <stdio.h>

enum { ROWS = 512, ROW = 16, NOWHERE = 0x80 };

static void
print_row(unsigned begins)
{
	unsigned places = 0;
	for (unsigned at = 0; at < 8; at++) {
		if (!(begins >> at & 1))
			continue;
		if (begins >> (at + 1) & 1)
			printf("%u,%u,", at, (unsigned)NOWHERE);
		else
			printf("%u,%u,", at + 1, at);
		places += 2;
	}
	for (; places < ROW; places++)
		printf("%u,", (unsigned)NOWHERE);
}

int
main(int argc, char *argv[])
{
	if (argc != 2) {
		fprintf(stderr, "usage: spread name > table.c\n");
		return 2;
	}
	printf("/* made by lib/gen/spread.c: do not edit */\n#include \"charmap.h\"\n\n");
	printf("const unsigned char %s[%d][%d] = {", argv[1], ROWS, ROW);
	for (unsigned begins = 0; begins < ROWS; begins++) {
		printf("\n\t{");
		print_row(begins);
		printf("},");
	}
	printf("\n};\n");
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
