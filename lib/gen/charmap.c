/*
 * charmap.c - makes the C tables of an encoding of two bytes from its map (see index.c)
 *
 *	charmap chars np_charmap_big5 < big5.map > big5_chars.c
 *	charmap codes np_charmap_big5 < big5.map > big5_codes.c
 *
 * What decoders read, and what encoders do: the tables of one kind lie side by side in a program, so that
 * one which only decodes has no pages of the others in memory, as neighbours of what it needs.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "charmap.h"
#include "utf8.h"

enum { CODES = 0x10000, CHARS = 0x30000 };

static uint32_t chars[CODES]; /* of a code; 0: none */
static bool varies[CODES];    /* a code, in one edition or another */
static uint16_t codes[CHARS]; /* of a character that does not vary */
static uint32_t line_number;

static void
die(const char *what)
{
	fprintf(stderr, "charmap: line %u: %s\n", (unsigned)line_number, what);
	exit(1);
}

/* The code behind this one, in the order of the map's lines, which never pass a row's end. */
static unsigned
next_code(unsigned code)
{
	return (code & 0xFF) == 0x7E && chars[(code & 0xFF00) | 0x7D] != 0 ? code + 2 : code + 1;
}

static void
read_characters(const char *line, size_t len, unsigned code)
{
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		at += np_utf8_next(line + at, len - at, &cp);
		if (cp >= CHARS || code >= CODES)
			die("not a character, or too many of them");
		chars[code] = cp;
		code = next_code(code);
	}
}

static void
read_map(void)
{
	char line[2048];
	while (fgets(line, sizeof line, stdin) != NULL) {
		size_t len = strcspn(line, "\n");
		unsigned first, last;
		int used = 0;
		line_number++;
		if (line[len] != '\n')
			die("too long");
		if (line[0] == '#')
			continue;
		if (sscanf(line, "! %x %x", &first, &last) == 2 && last < CODES) {
			for (unsigned code = first; code <= last; code++)
				varies[code] = true;
		} else if (sscanf(line, "%4x %n", &first, &used) == 1 && used == 5) {
			read_characters(line + used, len - (size_t)used, first);
		} else {
			die("neither characters nor codes");
		}
	}
}

/* A code's entry in the table for decoding: see charmap.h. */
static uint32_t
decoded(unsigned code)
{
	uint32_t cp = chars[code];
	char text[4];
	if (cp == 0)
		return NP_CHARMAP_NONE;
	if (varies[code] || cp >= 0x10000)
		return NP_CHARMAP_SPECIAL | cp;
	size_t len = np_utf8_put(text, cp);
	uint32_t entry = NP_CHARMAP_LENGTH(len);
	for (size_t i = 0; i < len; i++)
		entry |= (uint32_t)(unsigned char)text[i] << (8 * i);
	return entry;
}

static void
print_decoding(const char *name)
{
	printf("\nconst NP_SELDOM_READ uint32_t %s_chars[%d] = {", name, NP_CHARMAP_ENTRIES);
	for (unsigned i = 0; i < NP_CHARMAP_ENTRIES; i++) {
		uint32_t entry = i < NP_CHARMAP_ASCII    ? decoded(0x8000 + i)
				 : i == NP_CHARMAP_ASCII ? NP_CHARMAP_SPECIAL
				 : i < NP_CHARMAP_NOTHING
				     ? NP_CHARMAP_LENGTH(1) | (i - NP_CHARMAP_ASCII)
				     : 0;
		printf("%s0x%lX,", i % 12 == 0 ? "\n\t" : "", (unsigned long)entry);
	}
	printf("\n};\n");
}

/* The first code of a character is the one to write, but 5341 and 5345 are two in Big5. */
static void
choose_codes(void)
{
	for (unsigned byte = 1; byte < 0x80; byte++)
		codes[byte] = (uint16_t)byte;
	for (unsigned code = 0x8000; code < CODES; code++) {
		uint32_t cp = chars[code];
		if (cp != 0 && !varies[code] && (codes[cp] == 0 || cp == 0x5341 || cp == 0x5345))
			codes[cp] = (uint16_t)(code >> 8 | (code & 0xFF) << 8);
	}
}

static void
print_encoding(const char *name)
{
	printf("\nconst NP_SELDOM_READ uint16_t %s_codes[NP_CHARMAP_CODES] = {", name);
	for (unsigned cp = 0; cp < 0x10000; cp++)
		printf("%s%u,", cp % 16 == 0 ? "\n\t" : "", (unsigned)codes[cp]);
	printf("\n\t0\n};\n");
}

/* Sorted by character, then by code. */
static int
compare_codes(const void *a, const void *b)
{
	unsigned left = *(const uint16_t *)a, right = *(const uint16_t *)b;
	if (chars[left] != chars[right])
		return chars[left] < chars[right] ? -1 : 1;
	return left < right ? -1 : left > right;
}

static void
print_varying(const char *name)
{
	static uint16_t sorted[CODES];
	size_t count = 0;
	for (unsigned code = 0x8000; code < CODES; code++) {
		if (varies[code] && chars[code] != 0)
			sorted[count++] = (uint16_t)code;
	}
	qsort(sorted, count, sizeof *sorted, compare_codes);
	printf("\nconst size_t %s_varying_count = %zu;\n", name, count);
	printf("\nconst uint16_t %s_varying[%zu] = {", name, count);
	for (size_t i = 0; i < count; i++)
		printf("%s%u,", i % 16 == 0 ? "\n\t" : "", (unsigned)sorted[i]);
	printf("\n};\n");
}

/* Runs of the characters below U+10000 that have no code: GB 18030 counts these on. */
static void
print_gaps(const char *name)
{
	static bool has_code[0x10000];
	for (unsigned code = 0x8000; code < CODES; code++) {
		if (chars[code] < 0x10000)
			has_code[chars[code]] = true;
	}
	printf("\nconst struct np_charmap_gap %s_gaps[] = {", name);
	unsigned index = 0, count = 0;
	bool open = false;
	for (uint32_t cp = 0x80; cp < 0x10000; cp++) {
		bool gap = !has_code[cp] && (cp < 0xD800 || cp > 0xDFFF);
		if (gap && !open)
			printf("%s{%u,%u},", count++ % 10 == 0 ? "\n\t" : "", index, (unsigned)cp);
		open = gap;
		index += gap;
	}
	printf("\n\t{%u,0}\n};\n\nconst size_t %s_gap_count = %u;\n", index, name, count);
}

int
main(int argc, char *argv[])
{
	bool decoding = argc == 3 && strcmp(argv[1], "chars") == 0;
	if (!decoding && (argc != 3 || strcmp(argv[1], "codes") != 0)) {
		fprintf(stderr, "usage: charmap chars|codes name < map > table.c\n");
		return 2;
	}
	read_map();
	choose_codes();
	printf("/* made by lib/gen/charmap.c: do not edit */\n#include \"charmap.h\"\n");
	if (decoding) {
		print_decoding(argv[2]);
	} else {
		print_encoding(argv[2]);
		print_varying(argv[2]);
		print_gaps(argv[2]);
	}
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
