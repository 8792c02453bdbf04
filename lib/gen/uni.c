/*
 * gen/uni.c - makes lib/uni_table.c: the class of every code point
 *
 *	make tables UCD=/usr/share/unicode
 *
 * Two things go in: the general categories and grapheme break classes of
 * utf8proc, and Scripts.txt and PropList.txt of the Unicode Character Database
 * (Debian's package unicode-data has them) for scripts and White_Space.  Both
 * must be of the same version.  What comes out is kept in the project, so that
 * nobody who builds it needs those files.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "uni.h"

enum { LAST = 0x10FFFF, SIZE = 1 << NP_UNI_SHIFT, BLOCKS = (LAST + 1) / SIZE };

enum script { NONE, HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, LATIN, SCRIPTS };

static const char *const script_names[SCRIPTS] = { "", "Han", "Hiragana", "Katakana", "Hangul",
	"Bopomofo", "Latin" };

struct range {
	uint32_t first, last;
};

/* Kana that Scripts.txt calls Common or Inherited: sound marks, 〱 to 〵, 〼, ー. */
static const struct range more_kana[] = { { 0x3031, 0x3035 }, { 0x303C, 0x303C },
	{ 0x3099, 0x309C }, { 0x30FC, 0x30FC }, { 0xFF70, 0xFF70 }, { 0xFF9E, 0xFF9F } };

/* Where punctuation and symbols are Chinese or full-width. */
static const struct range cjk_punct[] = {
	{ 0x00B7, 0x00B7 },   /* · in names: GB/T 15834 */
	{ 0x2013, 0x2015 },   /* – — ― */
	{ 0x2018, 0x2019 },   /* ‘ ’ */
	{ 0x201C, 0x201D },   /* “ ” */
	{ 0x2022, 0x2022 },   /* • for · in older text */
	{ 0x2025, 0x2027 },   /* ‥ … ‧, the last one Big5's · */
	{ 0x203B, 0x203B },   /* ※ */
	{ 0x22EF, 0x22EF },   /* ⋯ for … */
	{ 0x2E3A, 0x2E3B },   /* ⸺ ⸻ */
	{ 0x3000, 0x303F },   /* block CJK Symbols and Punctuation */
	{ 0x30A0, 0x30A0 },   /* ゠ */
	{ 0x30FB, 0x30FB },   /* ・ */
	{ 0xFE10, 0xFE1F },   /* block Vertical Forms */
	{ 0xFE30, 0xFE6F },   /* blocks CJK Compatibility Forms, Small Form Variants */
	{ 0xFF00, 0xFFEF },   /* block Halfwidth and Fullwidth Forms */
	{ 0x16FE2, 0x16FE2 }, /* old Chinese hook mark */
};

static const struct range variation_selectors[] = { { 0x180B, 0x180D }, { 0x180F, 0x180F },
	{ 0xFE00, 0xFE0F }, { 0xE0100, 0xE01EF } };

static uint8_t scripts[LAST + 1];
static bool white[LAST + 1];
static uint8_t table[LAST + 1];

#define IN(cp, ranges) in((cp), (ranges), sizeof(ranges) / sizeof *(ranges))

static bool
in(uint32_t cp, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

static _Noreturn void
die(const char *what, const char *name)
{
	fprintf(stderr, "gen/uni: %s: %s\n", name, what);
	exit(1);
}

/* Enters every range of a UCD file: "3400..4DBF    ; Han # ..." */
static void
read_ranges(const char *folder, const char *file, void (*enter)(uint32_t cp, const char *value))
{
	char name[4096], line[1024], value[128];
	FILE *fp;
	int whole = snprintf(name, sizeof name, "%s/%s.txt", folder, file);
	char want[256];
	int prefix = snprintf(want, sizeof want, "# %s-%s.txt", file, utf8proc_unicode_version());

	if (whole < 0 || (size_t)whole >= sizeof name || (fp = fopen(name, "r")) == NULL)
		die("cannot be read", file);
	if (fgets(line, sizeof line, fp) == NULL || strncmp(line, want, (size_t)prefix) != 0)
		die("is not of the version of utf8proc", name);
	while (fgets(line, sizeof line, fp) != NULL) {
		unsigned long first, last;
		char *end;

		first = last = strtoul(line, &end, 16);
		if (end == line || line[0] == '#')
			continue;
		if (strncmp(end, "..", 2) == 0)
			last = strtoul(end + 2, &end, 16);
		if (sscanf(end, " ; %127s", value) != 1 || last > LAST)
			die("has a line that is malformed", name);
		for (; first <= last; first++)
			enter((uint32_t)first, value);
	}
	if (ferror(fp) || fclose(fp) != 0)
		die("cannot be read", name);
}

static void
enter_script(uint32_t cp, const char *value)
{
	for (uint8_t i = 1; i < SCRIPTS; i++)
		if (strcmp(value, script_names[i]) == 0)
			scripts[cp] = i;
}

static void
enter_property(uint32_t cp, const char *value)
{
	if (strcmp(value, "White_Space") == 0)
		white[cp] = true;
}

static bool
is_mark(utf8proc_category_t category)
{
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* The first rule that fits wins; uni.h says what the classes are for. */
static enum np_class
classify(uint32_t cp, utf8proc_category_t category)
{
	bool punctuation = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_SO;

	if (white[cp])
		return NP_SPACE;
	if (IN(cp, variation_selectors))
		return NP_CONTROL;
	if (category == UTF8PROC_CATEGORY_ND)
		return NP_DIGIT;
	if (punctuation && IN(cp, cjk_punct))
		return NP_CJKPUNCT;
	/* radicals and 〆 too: text layers of PDFs put ⽇ where 日 is meant */
	if (scripts[cp] == HAN || cp == 0x3006)
		return NP_HAN;
	if (scripts[cp] == HIRAGANA || scripts[cp] == KATAKANA || IN(cp, more_kana))
		return NP_KANA;
	if (scripts[cp] == HANGUL)
		return NP_HANGUL;
	if (scripts[cp] == BOPOMOFO)
		return NP_BOPOMOFO;
	if (scripts[cp] == LATIN)
		return NP_LATIN;
	if (punctuation || category == UTF8PROC_CATEGORY_NO)
		return NP_PUNCT;
	if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NL)
		return NP_LETTER;
	return NP_CONTROL;
}

/* True where no cluster rule but "break everywhere" applies between two of them. */
static bool
is_plain(const utf8proc_property_t *property)
{
	return property->boundclass == UTF8PROC_BOUNDCLASS_OTHER;
}

static void
fill_table(void)
{
	for (uint32_t cp = 0; cp <= LAST; cp++) {
		const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
		utf8proc_category_t category = (utf8proc_category_t)property->category;
		unsigned value = classify(cp, category);

		if (is_mark(category))
			value |= NP_UNI_MARK;
		if (is_plain(property))
			value |= NP_UNI_PLAIN;
		table[cp] = (uint8_t)value;
	}
}

static void
print_array(const char *type, const char *name, const uint8_t *values, size_t count)
{
	printf("\nconst %s %s[%zu] = {", type, name, count);
	for (size_t i = 0; i < count; i++)
		printf("%s%u,", i % 24 == 0 ? "\n\t" : "", (unsigned)values[i]);
	printf("\n};\n");
}

int
main(int argc, char *argv[])
{
	static uint8_t stage1[BLOCKS], stage2[256 * SIZE];
	size_t used = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: uni folder-with-Scripts.txt > uni_table.c\n");
		return 2;
	}
	read_ranges(argv[1], "Scripts", enter_script);
	read_ranges(argv[1], "PropList", enter_property);
	fill_table();
	for (size_t block = 0; block < BLOCKS; block++) {
		size_t same = 0;

		while (same < used && memcmp(stage2 + same * SIZE, table + block * SIZE, SIZE) != 0)
			same++;
		if (same == used) {
			if (used == 256)
				die("too many different blocks", "table");
			memcpy(stage2 + used++ * SIZE, table + block * SIZE, SIZE);
		}
		stage1[block] = (uint8_t)same;
	}
	printf("/* uni_table.c - made by gen/uni.c for Unicode %s: do not edit */\n",
	    utf8proc_unicode_version());
	printf("/* clang-format off */\n#include \"uni.h\"\n");
	printf("\nconst char np_uni_table_version[] = \"%s\";\n", utf8proc_unicode_version());
	print_array("uint8_t", "np_uni_stage1", stage1, BLOCKS);
	print_array("uint8_t", "np_uni_stage2", stage2, used * SIZE);
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
