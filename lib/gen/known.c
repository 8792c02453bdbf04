/* known.c - gold pages as constants of known.h: known DIR < LIST > FILE.c; a line of LIST is a page's name */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Writes the bytes of a file as an array; false where it can't be read or is empty. */
static int
put_file(const char *dir, const char *name, const char *ending, unsigned long page)
{
	char path[4096];
	unsigned long count = 0;
	int byte;
	snprintf(path, sizeof path, "%s/%s.%s", dir, name, ending);
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		perror(path);
		return 0;
	}
	printf("static const unsigned char %s_%lu[] = {", ending, page);
	while ((byte = getc(file)) != EOF)
		printf("%s%d,", count++ % 32 == 0 ? "\n\t" : " ", byte);
	printf("\n};\n");
	int good = !ferror(file) && count > 0;
	if (!good)
		fprintf(stderr, "%s: can't be read, or is empty\n", path);
	fclose(file);
	return good;
}

int
main(int argc, char *argv[])
{
	enum { MOST = 1000 };
	static char names[MOST][64];
	unsigned long count = 0;
	if (argc != 2) {
		fprintf(stderr, "usage: known DIR < LIST > FILE.c\n");
		return 2;
	}
	printf("#include \"known.h\"\n\n");
	while (count < MOST && fgets(names[count], sizeof names[count], stdin) != NULL) {
		char *name = names[count];
		name[strcspn(name, "\n")] = '\0';
		if (!put_file(argv[1], name, "txt", count) ||
		    !put_file(argv[1], name, "blocks", count))
			return 1;
		count++;
	}
	printf("const struct np_known_page np_known_pages[] = {\n");
	for (unsigned long page = 0; page < count; page++)
		printf("\t{ \"%s.txt\", { (const char *)txt_%lu, sizeof txt_%lu },\n"
		       "\t    { (const char *)blocks_%lu, sizeof blocks_%lu } },\n",
		    names[page], page, page, page, page);
	printf("};\nconst size_t np_known_count = %lu;\n", count);
	return count == 0 || count == MOST || ferror(stdout) || fflush(stdout) != 0;
}
