/*
 * shuffle.c - makes the tables by which vector code moves the bytes of characters
 *
 *	shuffle > shuffle_table.c
 */
#include <stdio.h>

enum { ROW = 16, NOWHERE = 0x80 };

/*
 * Bit k of a row's number says that a character begins at byte k, of nine; those that begin in the
 * first eight each have two bytes of the row: where the second byte of a code is, and where
 * the first.  A character of one byte stands in the second's place, and has none above it.
 */
static void
print_spread(void)
{
	printf("\nconst unsigned char np_charmap_spread[512][%d] = {", ROW);
	for (unsigned begins = 0; begins < 512; begins++) {
		unsigned places = 0;
		printf("\n\t{");
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
		printf("},");
	}
	printf("\n};\n");
}

/* Bytes of the character in a lane: two bits of shape, the lower for one byte, the other for two at most. */
static unsigned
lane_bytes(unsigned shapes, unsigned lane)
{
	unsigned shape = shapes >> (2 * lane) & 3;
	return shape == 0 ? 3 : shape == 2 ? 2 : 1;
}

/* Four lanes of four bytes, of which the first one to three count, brought together. */
static void
print_join(void)
{
	printf("\nconst unsigned char np_utf16_join[256][%d] = {", ROW);
	for (unsigned shapes = 0; shapes < 256; shapes++) {
		unsigned places = 0;
		printf("\n\t{");
		for (unsigned lane = 0; lane < 4; lane++) {
			for (unsigned i = 0; i < lane_bytes(shapes, lane); i++, places++)
				printf("%u,", 4 * lane + i);
		}
		for (; places < ROW; places++)
			printf("%u,", (unsigned)NOWHERE);
		printf("},");
	}
	printf("\n};\n\nconst unsigned char np_utf16_joined[256] = {");
	for (unsigned shapes = 0; shapes < 256; shapes++) {
		unsigned sum = 0;
		for (unsigned lane = 0; lane < 4; lane++)
			sum += lane_bytes(shapes, lane);
		printf("%s%u,", shapes % 32 == 0 ? "\n\t" : "", sum);
	}
	printf("\n};\n");
}

/* Bits that count in a character of UTF-8 of three bytes at most, the first byte the highest. */
static void
print_counting(void)
{
	printf("\nconst uint32_t np_utf16_counting[256] = {");
	for (unsigned first = 0; first < 256; first++) {
		const char *bits = first < 0x80 ? "0x7F000000" : "0";
		if (first >= 0xC0 && first < 0xF0)
			bits = first < 0xE0 ? "0x1F3F0000" : "0x0F3F3F00";
		printf("%s%s,", first % 8 == 0 ? "\n\t" : "", bits);
	}
	printf("\n};\n");
}

int
main(void)
{
	printf("/* made by lib/gen/shuffle.c: do not edit */\n");
	printf("#include \"charmap.h\"\n#include \"utf16.h\"\n");
	print_spread();
	print_join();
	print_counting();
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
