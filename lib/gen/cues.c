/* cues - the tables of cue.h made from look.cues: cues < look.cues > FILE.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cue.h"
#include "utf8.h"

enum { LINE_MAX_BYTES = 4096, CUES_MAX = 254 }; /* a slot is a byte */

static struct np_cue cues[CUES_MAX];
static size_t count;
static unsigned long line_number;

static void
fail(const char *what, const char *which)
{
	fprintf(stderr, "cues: look.cues:%lu: %s: %s\n", line_number, what, which);
	exit(1);
}

struct name {
	const char *name;
	unsigned value;
};

/* The value of a name in a table that an empty one ends. */
static unsigned
value_of(const struct name *names, const char *name, const char *what)
{
	while (names->name != NULL && strcmp(names->name, name) != 0)
		names++;
	if (names->name == NULL)
		fail(what, name);
	return names->value;
}

static void
add_word(const char *word, unsigned bit, unsigned within)
{
	struct np_cue *cue = &cues[count];
	size_t len = strlen(word);
	if (len > NP_CUE_BYTES)
		fail("the word is too long", word);
	if (count == CUES_MAX)
		fail("too many words", word);
	np_utf8_next(word, len, &cue->first);
	if (cue->first == NP_UTF8_BAD)
		fail("no UTF-8", word);
	memcpy(cue->word, word, len);
	cue->len = (unsigned char)len;
	cue->bit = (uint16_t)bit;
	cue->within = (unsigned char)within;
	for (size_t i = 0; i < count; i++) {
		if (cues[i].len == len && cues[i].bit == bit &&
		    memcmp(cues[i].word, word, len) == 0)
			fail("the word is there already", word);
		if (cues[i].first % NP_CUE_SLOTS == cue->first % NP_CUE_SLOTS &&
		    cues[i].first != cue->first)
			fail(
			    "its first character has the slot of another's: take more slots", word);
	}
	count++;
}

static void
read_line(char *line)
{
	static const struct name classes[] = {
		{ "picture", NP_CUE_PICTURE },
		{ "notice", NP_CUE_NOTICE },
		{ "phone", NP_CUE_PHONE },
		{ "address", NP_CUE_ADDRESS },
		{ "asking", NP_CUE_ASKING },
		{ "issue", NP_CUE_ISSUE },
		{ "editor", NP_CUE_EDITOR },
		{ "series", NP_CUE_SERIES },
		{ "image", NP_CUE_IMAGE },
		{ "verb", NP_CUE_SPEECH_VERB },
		{ "when", NP_CUE_WHEN },
		{ "source", NP_CUE_SOURCE },
		{ "site", NP_CUE_SITE },
		{ "origin", NP_CUE_ORIGIN },
		{ NULL, 0 },
	};
	static const struct name places[] = {
		{ "start", NP_CUE_AT_START },
		{ "soon", NP_CUE_SOON },
		{ "near", NP_CUE_NEAR },
		{ NULL, 0 },
	};
	const char *class = strtok(line, "\t"), *place = strtok(NULL, "\t");
	if (place == NULL)
		fail("no tab", line);
	unsigned bit = value_of(classes, class, "no such class");
	unsigned within = value_of(places, place, "no such place");
	for (const char *word; (word = strtok(NULL, " ")) != NULL;)
		add_word(word, bit, within);
}

static int
by_first(const void *left, const void *right)
{
	const struct np_cue *a = left, *b = right;
	return a->first < b->first ? -1 : a->first > b->first;
}

static void
write_tables(void)
{
	static size_t slots[NP_CUE_SLOTS + NP_CUE_BEHIND];
	printf("#include \"cue.h\"\n\nconst struct np_cue np_cues[] = {\n");
	for (size_t i = 0; i < count; i++) {
		size_t *slot = &slots[cues[i].first % NP_CUE_SLOTS];
		if (*slot == 0)
			*slot = i + 1;
		printf("\t{ 0x%04X, %u, %u, %u, \"", (unsigned)cues[i].first, cues[i].bit,
		    cues[i].len, cues[i].within);
		for (size_t at = 0; at < cues[i].len; at++)
			printf("\\%03o", (unsigned)(unsigned char)cues[i].word[at]);
		printf("\" },\n");
	}
	printf("\t{ 0, 0, 0, 0, \"\" },\n};\n\n");
	printf("const unsigned char np_cue_slots[NP_CUE_SLOTS + NP_CUE_BEHIND] = {");
	for (size_t i = 0; i < NP_CUE_SLOTS + NP_CUE_BEHIND; i++)
		printf("%s%zu,", i % 16 == 0 ? "\n\t" : " ", slots[i]);
	printf("\n};\n");
}

int
main(void)
{
	static char line[LINE_MAX_BYTES];
	while (fgets(line, sizeof line, stdin) != NULL) {
		line_number++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#')
			read_line(line);
	}
	qsort(cues, count, sizeof *cues, by_first);
	write_tables();
	if (ferror(stdin) || fflush(stdout) == EOF || ferror(stdout)) {
		fprintf(stderr, "cues: input or output failed\n");
		return 1;
	}
	return 0;
}
