/*
 * theme - makes lib/theme_table.c from blocks on standard input: what each character is about
 *
 *	cat tests/pages/NAME.blocks … | build/gen/theme > lib/theme_table.c
 *
 * Latent semantic analysis (Deerwester, Dumais, Furnas, Landauer, Harshman 1990): articles are
 * rows of a matrix, characters its columns, and how often one is in the other, weighed by how rare it
 * is (tf-idf), stands in it.  A character's vector is its place among the first NP_THEME right singular vectors, found by
 * orthogonal iteration, times how rare it is.  Sums of these compare as articles do.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "theme.h"
#include "utf8.h"

enum {
	CHARS = NP_THEME_LAST - NP_THEME_FIRST,
	SHORTEST = 20, /* characters of an article that is counted */
	FEWEST = 4,    /* articles that a character must be in */
	ROUNDS = 40,   /* of the iteration: the singular values hardly change after 30 */
	FIELDS = 5
};

/* How often a character is in an article, and then what that weighs. */
struct cell {
	uint16_t column; /* of CHARS */
	float weight;
};

struct article {
	struct cell *cells;
	size_t count;
};

static struct article *articles;
static size_t article_count, article_room;
static unsigned articles_with[CHARS];
static double rareness[CHARS];

static void *
more(void *array, size_t size)
{
	void *larger = realloc(array, size);
	if (larger == NULL) {
		fprintf(stderr, "theme: out of memory\n");
		exit(1);
	}
	return larger;
}

/* ---- reading ---- */

/* Characters of the articles of one page, by number; those of the page before are dropped. */
struct counts {
	unsigned long number;
	size_t total;
	unsigned of[CHARS];
};

static struct counts *open_counts; /* of the page that is read */
static size_t open_count, open_room;

static void
keep_article(const struct counts *counts)
{
	struct article article = { NULL, 0 };
	if (counts->total < SHORTEST)
		return;
	for (size_t c = 0; c < CHARS; c++)
		article.count += counts->of[c] > 0;
	article.cells = more(NULL, article.count * sizeof *article.cells);
	for (size_t c = 0, n = 0; c < CHARS; c++) {
		if (counts->of[c] == 0)
			continue;
		article.cells[n++] =
		    (struct cell){ (uint16_t)c, 1 + (float)log((double)counts->of[c]) };
		articles_with[c]++;
	}
	if (article_count == article_room) {
		article_room = article_room == 0 ? 1024 : article_room * 2;
		articles = more(articles, article_room * sizeof *articles);
	}
	articles[article_count++] = article;
}

static void
end_page(void)
{
	for (size_t k = 0; k < open_count; k++)
		keep_article(&open_counts[k]);
	open_count = 0;
}

static struct counts *
counts_of(unsigned long number)
{
	for (size_t k = 0; k < open_count; k++) {
		if (open_counts[k].number == number)
			return &open_counts[k];
	}
	if (open_count == open_room) {
		open_room = open_room * 2 + 16;
		open_counts = more(open_counts, open_room * sizeof *open_counts);
	}
	memset(&open_counts[open_count], 0, sizeof *open_counts);
	open_counts[open_count].number = number;
	return &open_counts[open_count++];
}

static void
count_text(struct counts *counts, const char *text)
{
	uint32_t cp;
	for (size_t at = 0, len = strlen(text); at < len;) {
		at += np_utf8_next(text + at, len - at, &cp);
		if (!np_chars_is_han(cp))
			continue;
		counts->of[cp - NP_THEME_FIRST]++;
		counts->total++;
	}
}

/* What an article says: its words, not who wrote it, where the page is from, what stands in tables. */
static bool
is_said(const char *role)
{
	static const char *const roles[] = { "kicker", "headline", "deck", "subhead", "body",
		"caption" };
	for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
		if (strcmp(role, roles[r]) == 0)
			return true;
	}
	return false;
}

static void
read_blocks(void)
{
	char *line = NULL, *page = NULL;
	size_t room = 0;
	ssize_t len;
	while ((len = getline(&line, &room, stdin)) > 0) {
		char *fields[FIELDS], *from = line;
		size_t n = 0;
		line[len - 1] = '\0';
		for (; from != NULL && n < FIELDS; n++) {
			fields[n] = from;
			from = strchr(from, '\t');
			if (from != NULL)
				*from++ = '\0';
		}
		if (n < FIELDS)
			continue;
		if (page == NULL || strcmp(page, fields[0]) != 0) {
			end_page();
			page = more(page, strlen(fields[0]) + 1);
			strcpy(page, fields[0]);
		}
		unsigned long number = strtoul(fields[2], NULL, 10);
		if (number > 0 && is_said(fields[3]))
			count_text(counts_of(number), fields[4]);
	}
	end_page();
	free(open_counts);
	free(page);
	free(line);
}

/* ---- the matrix ---- */

/* Each article's row: counts times rareness, of length 1; characters that are too rare weigh nothing. */
static void
weigh_cells(void)
{
	for (size_t c = 0; c < CHARS; c++) {
		if (articles_with[c] >= FEWEST)
			rareness[c] = log((double)article_count / articles_with[c]);
	}
	for (size_t a = 0; a < article_count; a++) {
		double squares = 0;
		struct cell *cells = articles[a].cells;
		for (size_t k = 0; k < articles[a].count; k++) {
			double weight = (double)cells[k].weight * rareness[cells[k].column];
			cells[k].weight = (float)weight;
			squares += weight * weight;
		}
		for (size_t k = 0; squares > 0 && k < articles[a].count; k++)
			cells[k].weight = (float)((double)cells[k].weight / sqrt(squares));
	}
}

/* ---- its first right singular vectors ---- */

typedef double columns[CHARS][NP_THEME];

/* to = the matrix, turned about, times the matrix, times from. */
static void
multiply(columns from, columns to)
{
	memset(to, 0, sizeof(columns));
	for (size_t a = 0; a < article_count; a++) {
		const struct article *article = &articles[a];
		double row[NP_THEME] = { 0 };
		for (size_t k = 0; k < article->count; k++) {
			const struct cell *cell = &article->cells[k];
			for (size_t d = 0; d < NP_THEME; d++)
				row[d] += (double)cell->weight * from[cell->column][d];
		}
		for (size_t k = 0; k < article->count; k++) {
			const struct cell *cell = &article->cells[k];
			for (size_t d = 0; d < NP_THEME; d++)
				to[cell->column][d] += (double)cell->weight * row[d];
		}
	}
}

static double
product(columns vectors, size_t one, size_t other)
{
	double sum = 0;
	for (size_t c = 0; c < CHARS; c++)
		sum += vectors[c][one] * vectors[c][other];
	return sum;
}

/* Makes the vectors of length 1 and at right angles to each other (Gram, Schmidt). */
static void
straighten(columns vectors)
{
	for (size_t d = 0; d < NP_THEME; d++) {
		for (size_t before = 0; before < d; before++) {
			double share = product(vectors, before, d);
			for (size_t c = 0; c < CHARS; c++)
				vectors[c][d] -= share * vectors[c][before];
		}
		double length = sqrt(product(vectors, d, d));
		for (size_t c = 0; length > 0 && c < CHARS; c++)
			vectors[c][d] /= length;
	}
}

static void
find_vectors(columns vectors, columns next)
{
	uint64_t random = 1;
	for (size_t c = 0; c < CHARS; c++) {
		for (size_t d = 0; d < NP_THEME; d++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			vectors[c][d] = (double)(random >> 40) / (1 << 24) - .5;
		}
	}
	for (unsigned round = 0; round < ROUNDS; round++) {
		multiply(vectors, next);
		straighten(next);
		memcpy(vectors, next, sizeof(columns));
	}
}

/* ---- writing ---- */

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* The number that becomes NP_THEME_PEAK: one in a thousand is larger, and cut. */
static double
find_peak(columns vectors)
{
	double *sizes = more(NULL, sizeof(columns)), peak;
	size_t count = 0;
	for (size_t c = 0; c < CHARS; c++) {
		for (size_t d = 0; rareness[c] > 0 && d < NP_THEME; d++)
			sizes[count++] = fabs(vectors[c][d]);
	}
	qsort(sizes, count, sizeof *sizes, by_size);
	peak = count > 0 ? sizes[count - 1 - count / 1000] : 1;
	free(sizes);
	return peak;
}

static void
put_tables(columns vectors)
{
	unsigned rows = 0;
	double peak = find_peak(vectors);
	printf("const uint16_t np_theme_rows[NP_THEME_LAST - NP_THEME_FIRST + 1] = {");
	for (size_t c = 0; c < CHARS; c++)
		printf("%s%u,", c % 32 == 0 ? "\n" : "", rareness[c] > 0 ? ++rows : 0);
	printf("\n};\n\nconst int8_t np_theme_vectors[][NP_THEME] = {\n{0},");
	for (size_t c = 0; c < CHARS; c++) {
		if (rareness[c] <= 0)
			continue;
		printf("\n{");
		for (size_t d = 0; d < NP_THEME; d++) {
			double number = vectors[c][d] / peak * NP_THEME_PEAK;
			number = number > NP_THEME_PEAK    ? NP_THEME_PEAK
				 : number < -NP_THEME_PEAK ? -NP_THEME_PEAK
							   : number;
			printf("%d,", (int)lround(number));
		}
		printf("},");
	}
	printf("\n};\n");
}

int
main(void)
{
	static columns vectors, next;
	read_blocks();
	weigh_cells();
	find_vectors(vectors, next);
	for (size_t c = 0; c < CHARS; c++) {
		for (size_t d = 0; d < NP_THEME; d++)
			vectors[c][d] *= rareness[c];
	}
	printf("/* theme_table.c - made by lib/gen/theme.c from %zu articles */\n"
	       "#include \"theme.h\"\n\n/* clang-format off */\n",
	    article_count);
	put_tables(vectors);
	for (size_t a = 0; a < article_count; a++)
		free(articles[a].cells);
	free(articles);
	return ferror(stdin) || fflush(stdout) != 0 || ferror(stdout) || article_count == 0;
}
