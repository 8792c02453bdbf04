/*
 * gen/uni.c - makes lib/uni_table.c: the class and the properties of every code point
 *
 *	make tables UCD=/usr/share/unicode
 *
 * It reads files of the Unicode Character Database, as Debian's package unicode-data has
 * them; all must be of one version.  What comes out is kept in the project, so that
 * nobody who builds it needs those files.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "uni.h"

enum { LAST = 0x10FFFF, SIZE = 1 << NP_UNI_SHIFT, BLOCKS = (LAST + 1) / SIZE, MOST = 1024 };

enum script { NO_SCRIPT, HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, LATIN, SCRIPTS };

static const char *const script_names[SCRIPTS] = { "", "Han", "Hiragana", "Katakana", "Hangul",
	"Bopomofo", "Latin" };

/* General categories; in the order of their names here, so that groups are ranges. */
enum category {
	LU,
	LL,
	LT,
	LM,
	LO,
	NL,
	MN,
	MC,
	ME,
	ND,
	NO,
	PC,
	PD,
	PS,
	PE,
	PI,
	PF,
	PO,
	SM,
	SC,
	SK,
	SO,
	OTHERS,
	CATEGORIES = OTHERS
};

static const char *const category_names[CATEGORIES] = { "Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn",
	"Mc", "Me", "Nd", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So" };

/* In the order of enum np_gcb; the last is of emoji-data.txt. */
static const char *const gcb_names[] = { "", "CR", "LF", "Control", "Extend", "ZWJ",
	"Regional_Indicator", "Prepend", "SpacingMark", "L", "V", "T", "LV", "LVT",
	"Extended_Pictographic" };

/* In the order of enum np_incb. */
static const char *const incb_names[] = { "", "Consonant", "Extend", "Linker" };

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct range {
	uint32_t first, last;
};

/* Kana that Scripts.txt calls Common or Inherited: sound marks, 〱 to 〵, 〼, ー. */
static const struct range more_kana[] = { { 0x3031, 0x3035 }, { 0x303C, 0x303C },
	{ 0x3099, 0x309C }, { 0x30FC, 0x30FC }, { 0xFF70, 0xFF70 }, { 0xFF9E, 0xFF9F } };

/* Where punctuation and symbols are Chinese or full-width. */
static const struct range cjk_punct[] = {
	{ 0x00B7, 0x00B7 }, /* · in names: GB/T 15834 */
	{ 0x2013, 0x2015 }, /* – — ― */
	{ 0x2018, 0x2019 }, /* ‘ ’ */
	{ 0x201C, 0x201D }, /* “ ” */
	{ 0x2022, 0x2022 }, /* • for · in older text */
	{ 0x2025, 0x2027 }, /* ‥ … ‧, the last one Big5's · */
	{ 0x203B, 0x203B }, /* ※ */
	{ 0x22EF, 0x22EF }, /* ⋯ for … */
	{ 0x2E3A, 0x2E3B }, /* ⸺ ⸻ */
	{ 0x3000, 0x303F }, /* block CJK Symbols and Punctuation */
	{ 0x30A0, 0x30A0 }, /* ゠ */
	{ 0x30FB, 0x30FB }, /* ・ */
	{ 0xFE10, 0xFE1F }, /* block Vertical Forms */
	{ 0xFE30, 0xFE6F }, /* blocks CJK Compatibility Forms, Small Form Variants */
	{ 0xFF00, 0xFFEF }, /* block Halfwidth and Fullwidth Forms */
};

static const struct range variation_selectors[] = { { 0x180B, 0x180D }, { 0x180F, 0x180F },
	{ 0xFE00, 0xFE0F }, { 0xE0100, 0xE01EF } };

static uint8_t scripts[LAST + 1], categories[LAST + 1], gcbs[LAST + 1], incbs[LAST + 1];
static bool white[LAST + 1], wide[LAST + 1], ambiguous[LAST + 1];
static uint16_t table[LAST + 1];
static char version[32]; /* of the first file, "15.0.0" */

#define IN(cp, ranges) in((cp), (ranges), COUNT(ranges))

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

/*
 * Looks at a line of a file's head for its version: "# Scripts-15.0.0.txt" in the first
 * line, or "# Used with Emoji Version 15.0 ..." in emoji-data.txt.  False if another
 * file was of another version.
 */
static bool
check_version(const char *line, bool first)
{
	char found[32];
	size_t len;

	if (first && sscanf(line, "# %*[A-Za-z]-%31[0-9.]", found) == 1) {
		len = strlen(found);
		if (len > 0 && found[len - 1] == '.')
			found[len - 1] = '\0';
		if (version[0] == '\0')
			memcpy(version, found, sizeof found);
		return strcmp(version, found) == 0;
	}
	if (sscanf(line, "# Used with Emoji Version %31[0-9.]", found) == 1)
		return strncmp(version, found, strlen(found)) == 0;
	return !first || strncmp(line, "# emoji-data", 12) == 0;
}

/* Enters every range of a UCD file: "3400..4DBF    ; Han # ...", "0915 ; InCB; Consonant". */
static void
read_ranges(const char *folder, const char *file,
    void (*enter)(uint32_t cp, const char *value, const char *more))
{
	char name[4096], line[1024], value[128], more[128];
	FILE *fp;
	int whole = snprintf(name, sizeof name, "%s/%s.txt", folder, file);
	bool first = true;

	if (whole < 0 || (size_t)whole >= sizeof name || (fp = fopen(name, "r")) == NULL)
		die("cannot be read", file);
	for (; fgets(line, sizeof line, fp) != NULL; first = false) {
		unsigned long begin, last;
		char *end;

		if (!check_version(line, first))
			die("is of another version than the files before it", name);
		begin = last = strtoul(line, &end, 16);
		if (end == line || line[0] == '#')
			continue;
		if (strncmp(end, "..", 2) == 0)
			last = strtoul(end + 2, &end, 16);
		more[0] = '\0';
		if (sscanf(end, " ; %127[^ ;#\n] ; %127[^ ;#\n]", value, more) < 1 || last > LAST)
			die("has a line that is malformed", name);
		for (; begin <= last; begin++)
			enter((uint32_t)begin, value, more);
	}
	if (ferror(fp) || fclose(fp) != 0)
		die("cannot be read", name);
}

/* Sets *property to the number of the name, if it is one of them. */
static void
enter_name(uint8_t *property, const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			*property = (uint8_t)i;
}

static void
enter_script(uint32_t cp, const char *value, const char *more)
{
	(void)more;
	enter_name(&scripts[cp], value, script_names, SCRIPTS);
}

static void
enter_property(uint32_t cp, const char *value, const char *more)
{
	(void)more;
	if (strcmp(value, "White_Space") == 0)
		white[cp] = true;
}

static void
enter_category(uint32_t cp, const char *value, const char *more)
{
	(void)more;
	enter_name(&categories[cp], value, category_names, CATEGORIES);
}

/* Of emoji-data.txt, which comes first, only the last name counts. */
static void
enter_gcb(uint32_t cp, const char *value, const char *more)
{
	(void)more;
	enter_name(&gcbs[cp], value, gcb_names, COUNT(gcb_names));
}

static void
enter_incb(uint32_t cp, const char *value, const char *more)
{
	if (strcmp(value, "InCB") == 0)
		enter_name(&incbs[cp], more, incb_names, COUNT(incb_names));
}

static void
enter_width(uint32_t cp, const char *value, const char *more)
{
	(void)more;
	wide[cp] = strcmp(value, "W") == 0 || strcmp(value, "F") == 0;
	ambiguous[cp] = strcmp(value, "A") == 0;
}

/* The first rule that fits wins; uni.h says what the classes are for. */
static enum np_class
classify(uint32_t cp)
{
	enum category category = (enum category)categories[cp];
	bool punctuation = category >= PC && category <= SO;

	if (white[cp])
		return NP_SPACE;
	if (IN(cp, variation_selectors))
		return NP_CONTROL;
	if (category == ND)
		return NP_DIGIT;
	/* radicals too: text layers of PDFs put ⽇ where 日 is meant */
	if (scripts[cp] == HAN)
		return NP_HAN;
	if (punctuation && IN(cp, cjk_punct))
		return NP_CJKPUNCT;
	if (scripts[cp] == HIRAGANA || scripts[cp] == KATAKANA || IN(cp, more_kana))
		return NP_KANA;
	if (scripts[cp] == HANGUL)
		return NP_HANGUL;
	if (scripts[cp] == BOPOMOFO)
		return NP_BOPOMOFO;
	if (scripts[cp] == LATIN)
		return NP_LATIN;
	if (punctuation || category == NO)
		return NP_PUNCT;
	if (category <= ME)
		return NP_LETTER;
	return NP_CONTROL;
}

static void
fill_table(void)
{
	for (uint32_t cp = 0; cp <= LAST; cp++) {
		enum np_class class = classify(cp);
		unsigned value = (unsigned)class | (unsigned)gcbs[cp] << NP_UNI_GCB_SHIFT |
				 (unsigned)incbs[cp] << NP_UNI_INCB_SHIFT;

		if (categories[cp] >= MN && categories[cp] <= ME)
			value |= NP_UNI_MARK;
		/* Chinese fonts set “ and … as wide as 。 */
		if (wide[cp] || (class == NP_CJKPUNCT && ambiguous[cp]))
			value |= NP_UNI_WIDE;
		table[cp] = (uint16_t)value;
	}
}

static void
print_number(size_t i, unsigned value)
{
	printf("%s%u,", i % 20 == 0 ? "\n\t" : "", value);
}

int
main(int argc, char *argv[])
{
	static uint16_t stage1[BLOCKS];
	static uint16_t stage2[MOST][SIZE];
	size_t used = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: uni folder-with-Scripts.txt > uni_table.c\n");
		return 2;
	}
	memset(categories, OTHERS, sizeof categories);
	read_ranges(argv[1], "Scripts", enter_script);
	read_ranges(argv[1], "PropList", enter_property);
	read_ranges(argv[1], "extracted/DerivedGeneralCategory", enter_category);
	read_ranges(argv[1], "emoji/emoji-data", enter_gcb);
	read_ranges(argv[1], "auxiliary/GraphemeBreakProperty", enter_gcb);
	read_ranges(argv[1], "DerivedCoreProperties", enter_incb);
	read_ranges(argv[1], "EastAsianWidth", enter_width);
	fill_table();
	for (size_t block = 0; block < BLOCKS; block++) {
		const uint16_t *here = table + block * SIZE;
		size_t same = 0;

		while (same < used && memcmp(stage2[same], here, sizeof *stage2) != 0)
			same++;
		if (same == used) {
			if (used == MOST)
				die("too many different blocks", "table");
			memcpy(stage2[used++], here, sizeof *stage2);
		}
		stage1[block] = (uint16_t)same;
	}
	printf("/* uni_table.c - made by gen/uni.c for Unicode %s: do not edit */\n", version);
	printf("/* clang-format off */\n#include \"uni.h\"\n");
	printf("\nconst char np_uni_version[] = \"%s\";\n", version);
	printf("\nconst uint16_t np_uni_stage1[%d] = {", (int)BLOCKS);
	for (size_t i = 0; i < BLOCKS; i++)
		print_number(i, stage1[i]);
	printf("\n};\n\nconst uint16_t np_uni_stage2[%zu] = {", used * SIZE);
	for (size_t i = 0; i < used * SIZE; i++)
		print_number(i, stage2[i / SIZE][i % SIZE]);
	printf("\n};\n");
	return fflush(stdout) != 0 || ferror(stdout) ? 1 : 0;
}
