/* embed - a text file on standard input made into a C array: embed NAME < FILE */
#include <stdio.h>

int
main(int argc, char *argv[])
{
	if (argc != 2) {
		fprintf(stderr, "usage: embed NAME < FILE > FILE.c\n");
		return 2;
	}
	printf("#include <stddef.h>\n\nextern const char %s[];\nextern const size_t %s_len;\n",
	    argv[1], argv[1]);
	printf("\nconst char %s[] = {", argv[1]);
	size_t n = 0;
	int c;
	for (; (c = getchar()) != EOF; n++) {
		/* char may be signed: a byte above 127 is written as the value it has there. */
		printf("%s%d,", n % 24 == 0 ? "\n\t" : "", c > 127 ? c - 256 : c);
	}
	printf("\n\t0\n};\nconst size_t %s_len = %zu;\n", argv[1], n);
	if (ferror(stdin) || fflush(stdout) == EOF || ferror(stdout)) {
		fprintf(stderr, "embed: input or output failed\n");
		return 1;
	}
	return 0;
}
