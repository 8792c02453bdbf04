/*
 * codes - the patterns of rules on standard input, compiled: codes NAME < marks.rules > FILE.c
 *
 * For the PCRE2 that is here; another one compiles them anew when they are needed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matcher.h"
#include "patterns.h"

enum { RULES_MAX = 512 };

static size_t firsts[RULES_MAX + 1], count;

/* Writes a pattern as words and notes how many there are. */
static void
take_rule(uint64_t line, enum np_place place, const char *pattern, void *ctx)
{
	struct np_matcher matcher = { .code = NULL };
	char why[120] = "out of memory";
	size_t size = 0;
	void *bytes = NULL;
	(void)ctx;
	if (pattern != NULL) {
		if (!np_matcher_compile(&matcher, pattern, place, false, why, sizeof why) ||
		    (bytes = np_matcher_encode(&matcher, &size)) == NULL) {
			fprintf(stderr, "codes: line %llu: %s\n", (unsigned long long)line, why);
			exit(1);
		}
	}
	for (size_t at = 0; at < size; at += sizeof(uint64_t)) {
		uint64_t word = 0;
		memcpy(
		    &word, (char *)bytes + at, size - at < sizeof word ? size - at : sizeof word);
		printf("0x%llx,%s", (unsigned long long)word, at % 64 == 0 ? "\n" : "");
	}
	firsts[count + 1] = firsts[count] + (size + sizeof(uint64_t) - 1) / sizeof(uint64_t);
	count++;
	free(bytes);
	np_matcher_close(&matcher);
}

int
main(int argc, char *argv[])
{
	char maker[NP_MAKER_SIZE];
	if (argc != 2) {
		fprintf(stderr, "usage: codes NAME < RULES > FILE.c\n");
		return 2;
	}
	printf("#include \"matcher.h\"\n\nstatic const uint64_t words[] = {\n");
	if (!each_pattern("codes", take_rule))
		return 1;
	printf("0\n};\n\nstatic const uint32_t first[] = {");
	for (size_t i = 0; i <= count; i++)
		printf("%s%zu,", i % 16 == 0 ? "\n" : "", firsts[i]);
	printf("\n};\n\nextern const struct np_codes %s;\n", argv[1]);
	np_matcher_maker(maker);
	printf(
	    "const struct np_codes %s = { words, first, %zu, \"%s\" };\n", argv[1], count, maker);
	return ferror(stdout) || fflush(stdout) != 0;
}
