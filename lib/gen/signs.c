/* signs - the table of sign.h: signs > FILE.c */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "sign.h"
#include "utf8.h"

enum { SIZE = 1 << NP_SIGN_SHIFT, BLOCKS = 0x10000 >> NP_SIGN_SHIFT };

static void
put(const char *array, const uint32_t *numbers, size_t count)
{
	printf("\nconst %s = {", array);
	for (size_t i = 0; i < count; i++)
		printf("%s0x%lX,", i % 16 == 0 ? "\n\t" : " ", (unsigned long)numbers[i]);
	printf("\n};\n");
}

int
main(void)
{
	static uint32_t blocks[BLOCKS], table[0x10000];
	size_t used = 0;

	for (size_t block = 0; block < BLOCKS; block++) {
		uint32_t here[SIZE];
		size_t same = 0;
		for (size_t i = 0; i < SIZE; i++) {
			uint32_t cp = (uint32_t)(block * SIZE + i);
			here[i] = np_sign_of(cp == NP_CHARS_BAD ? NP_UTF8_BAD : cp);
		}
		while (same < used && memcmp(table + same * SIZE, here, sizeof here) != 0)
			same++;
		if (same == used)
			memcpy(table + used++ * SIZE, here, sizeof here);
		blocks[block] = (uint32_t)same;
	}
	printf("#include \"sign.h\"\n");
	put("uint16_t np_sign_blocks[0x10000 >> NP_SIGN_SHIFT]", blocks, BLOCKS);
	put("uint32_t np_sign_table[]", table, used * SIZE);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		fprintf(stderr, "signs: output failed\n");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
