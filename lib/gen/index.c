/*
 * index.c - makes lib/gb18030.map or lib/big5.map from an index of the WHATWG Encoding Standard
 *
 *	index gb18030 < index-gb18030.txt > gb18030.map
 *	index big5 < index-big5.txt > big5.map
 *
 * The indexes are https://encoding.spec.whatwg.org/index-gb18030.txt and index-big5.txt, of
 * 18 September 2024 or later (BSD licence).  They were compared with glibc's charmaps GB18030,
 * BIG5 and BIG5-HKSCS and with the converters of Python, OpenJDK and Perl.
 *
 * A map is a text: lines "B0A1 " and the characters from that code on, one for each
 * trail byte that the family has; "! A6D9 A6DF" for codes that mean something else in one
 * edition or another, where the line of characters has but the first meaning.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Trail bytes 40..7E, then from high_trail to FE. */
struct family {
	const char *name;
	unsigned lead, trails, low_trails, high_trail;
	const char *says;
	const uint16_t (*corrections)[2]; /* code, character; ended by 0 */
	const uint16_t (*varying)[2];     /* first and last code; ended by 0 */
};

/*
 * GB 18030-2000's own, from which the four-byte codes are counted: those below that moved later
 * stood for private use.  A3A0 is U+E5E5 in every edition; the Encoding Standard makes a space of it.
 */
static const uint16_t gb_corrections[][2] = {
	{ 0xA3A0, 0xE5E5 },
	{ 0xA6D9, 0xE78D },
	{ 0xA6DA, 0xE78E },
	{ 0xA6DB, 0xE78F },
	{ 0xA6DC, 0xE790 },
	{ 0xA6DD, 0xE791 },
	{ 0xA6DE, 0xE792 },
	{ 0xA6DF, 0xE793 },
	{ 0xA6EC, 0xE794 },
	{ 0xA6ED, 0xE795 },
	{ 0xA6F3, 0xE796 },
	{ 0xA8BC, 0xE7C7 },
	{ 0xFE59, 0xE81E },
	{ 0xFE61, 0xE826 },
	{ 0xFE66, 0xE82B },
	{ 0xFE67, 0xE82C },
	{ 0xFE6D, 0xE832 },
	{ 0xFE7E, 0xE843 },
	{ 0xFE90, 0xE854 },
	{ 0xFEA0, 0xE864 },
	{ 0, 0 },
};

static const uint16_t gb_varying[][2] = {
	{ 0xA6D9, 0xA6DF },
	{ 0xA6EC, 0xA6ED },
	{ 0xA6F3, 0xA6F3 },
	{ 0xA8BC, 0xA8BC },
	{ 0xFE59, 0xFE59 },
	{ 0xFE61, 0xFE61 },
	{ 0xFE66, 0xFE67 },
	{ 0xFE6D, 0xFE6D },
	{ 0xFE7E, 0xFE7E },
	{ 0xFE90, 0xFE90 },
	{ 0xFEA0, 0xFEA0 },
	{ 0, 0 },
};

static const uint16_t no_corrections[][2] = { { 0, 0 } };

/* What CP950, Big5-2003 and HKSCS do not agree on, and all that only HKSCS has. */
static const uint16_t big5_varying[][2] = {
	{ 0x8140, 0xA0FE },
	{ 0xA145, 0xA145 },
	{ 0xA14E, 0xA14E },
	{ 0xA156, 0xA156 },
	{ 0xA1C2, 0xA1C2 },
	{ 0xA1E3, 0xA1E3 },
	{ 0xA1F2, 0xA1F3 },
	{ 0xA241, 0xA242 },
	{ 0xA244, 0xA244 },
	{ 0xA246, 0xA247 },
	{ 0xA2A4, 0xA2A7 },
	{ 0xA2CC, 0xA2CE },
	{ 0xA3C0, 0xA3E0 },
	{ 0xC255, 0xC255 },
	{ 0xC6A1, 0xC8FE },
	{ 0xF9D6, 0xFEFE },
	{ 0, 0 },
};

static const struct family families[] = {
	{ "gb18030", 0x81, 190, 0x3F, 0x80, "GB 18030-2000's two-byte codes", gb_corrections,
	    gb_varying },
	{ "big5", 0x81, 157, 0x3F, 0xA1, "Big5: Microsoft's code page 950 within, HKSCS around it",
	    no_corrections, big5_varying },
};

enum { MOST_CODES = 0x10000 };

static uint32_t chars[MOST_CODES];

static void
read_index(const struct family *family)
{
	char line[512];
	while (fgets(line, sizeof line, stdin) != NULL) {
		unsigned pointer, cp;
		if (sscanf(line, " %u 0x%x", &pointer, &cp) != 2)
			continue;
		unsigned trail = pointer % family->trails;
		trail = trail < family->low_trails
			    ? trail + 0x40
			    : trail - family->low_trails + family->high_trail;
		unsigned code = (pointer / family->trails + family->lead) << 8 | trail;
		if (code >= MOST_CODES || cp > 0x10FFFF) {
			fprintf(stderr, "index: %s", line);
			exit(1);
		}
		chars[code] = cp;
	}
	for (const uint16_t(*c)[2] = family->corrections; (*c)[0] != 0; c++)
		chars[(*c)[0]] = (*c)[1];
}

static void
put_utf8(uint32_t cp)
{
	if (cp < 0x80) {
		putchar((int)cp);
	} else if (cp < 0x800) {
		putchar((int)(0xC0 | cp >> 6));
	} else if (cp < 0x10000) {
		putchar((int)(0xE0 | cp >> 12));
		putchar((int)(0x80 | (cp >> 6 & 0x3F)));
	} else {
		putchar((int)(0xF0 | cp >> 18));
		putchar((int)(0x80 | (cp >> 12 & 0x3F)));
		putchar((int)(0x80 | (cp >> 6 & 0x3F)));
	}
	if (cp >= 0x80)
		putchar((int)(0x80 | (cp & 0x3F)));
}

int
main(int argc, char *argv[])
{
	const struct family *family = NULL;
	for (size_t i = 0; i < sizeof families / sizeof families[0] && argc == 2; i++) {
		if (strcmp(argv[1], families[i].name) == 0)
			family = &families[i];
	}
	if (family == NULL) {
		fprintf(stderr, "usage: index gb18030|big5 < index-NAME.txt > NAME.map\n");
		return 2;
	}
	read_index(family);
	printf("# %s.map - %s; made by gen/index.c: do not edit\n", family->name, family->says);
	bool open = false;
	for (unsigned code = 0; code < MOST_CODES; code++) {
		unsigned trail = code & 0xFF;
		if (trail == 0 || (trail == 0x80 && open)) {
			if (open)
				putchar('\n');
			open = false;
		}
		if (chars[code] == 0) {
			/* A hole ends the line, where a trail byte could be. */
			if (open && trail != 0x7F)
				open = putchar('\n') == EOF;
			continue;
		}
		if (!open)
			printf("%04X ", code);
		open = true;
		put_utf8(chars[code]);
	}
	if (open)
		putchar('\n');
	for (const uint16_t(*v)[2] = family->varying; (*v)[0] != 0; v++)
		printf("! %04X %04X\n", (unsigned)(*v)[0], (unsigned)(*v)[1]);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
