/* object - npjson's objects, all of their members: each is a line of UTF-8 that RFC 8259's grammar has */
#include "fuzz_article.h"

/* The writer is the tool's own. */
#define main npjson_main
int npjson_main(int argc, char *argv[]);
#include "../../bin/npjson.c"
#undef main

/* ---- JSON's grammar, without a blank ---- */

static void read_value(struct np_span *rest);

static char
take(struct np_span *rest)
{
	LAW(rest->len > 0);
	rest->len--;
	return *rest->ptr++;
}

static bool
next_is(const struct np_span *rest, char c)
{
	return rest->len > 0 && *rest->ptr == c;
}

static void
read_string(struct np_span *rest)
{
	LAW(take(rest) == '"');
	while (!next_is(rest, '"')) {
		char c = take(rest);

		LAW((unsigned char)c >= 0x20);
		if (c != '\\')
			continue;
		c = take(rest);
		LAW(c != '\0' && strchr("\"\\/bfnrtu", c) != NULL);
		for (int i = 0; c == 'u' && i < 4; i++) {
			char digit = take(rest);

			LAW(digit != '\0' && strchr("0123456789ABCDEFabcdef", digit) != NULL);
		}
	}
	take(rest);
}

static void
read_number(struct np_span *rest)
{
	size_t digits = 0;

	if (next_is(rest, '-'))
		take(rest);
	LAW(!next_is(rest, '0') || rest->len < 2 || rest->ptr[1] < '0' || rest->ptr[1] > '9');
	for (; rest->len > 0 && *rest->ptr >= '0' && *rest->ptr <= '9'; digits++)
		take(rest);
	LAW(digits > 0);
	if (!next_is(rest, '.'))
		return;
	take(rest);
	LAW(rest->len > 0 && *rest->ptr >= '0' && *rest->ptr <= '9');
	while (rest->len > 0 && *rest->ptr >= '0' && *rest->ptr <= '9')
		take(rest);
}

/* An object or an array, by its brackets. */
static void
read_list(struct np_span *rest, char open, char close)
{
	LAW(take(rest) == open);
	for (bool first = true; !next_is(rest, close); first = false) {
		LAW(first || take(rest) == ',');
		if (open == '{') {
			read_string(rest);
			LAW(take(rest) == ':');
		}
		read_value(rest);
	}
	take(rest);
}

static void
read_value(struct np_span *rest)
{
	static const char *const words[] = { "true", "false", "null" };

	LAW(rest->len > 0);
	for (size_t i = 0; i < SIZE(words); i++) {
		size_t len = strlen(words[i]);

		if (rest->len >= len && memcmp(rest->ptr, words[i], len) == 0) {
			rest->ptr += len;
			rest->len -= len;
			return;
		}
	}
	switch (*rest->ptr) {
	case '{':
		read_list(rest, '{', '}');
		break;
	case '[':
		read_list(rest, '[', ']');
		break;
	case '"':
		read_string(rest);
		break;
	default:
		read_number(rest);
	}
}

/* ---- the objects ---- */

/* A tool that was asked for all columns. */
static struct npjson *
all_columns(void)
{
	static int list[NP_COLUMNS];
	static struct npjson np;

	for (int column = 0; column < NP_COLUMNS; column++)
		list[column] = column;
	np.opts.columns = (struct np_columns){ .list = list, .count = NP_COLUMNS };
	return &np;
}

static void
put_articles(struct np_gather *gather, bool utf8)
{
	struct npjson *np = all_columns();
	struct np_fact_page page;
	struct np_error err;
	size_t count;
	const struct np_article *articles = np_gather_articles(gather, &count, &err);

	(void)utf8;
	LAW(np_facts_page(articles, count, NULL, &gather->arena, &page) == NP_OK);
	for (size_t i = 0; i < count; i++) {
		struct np_facts facts;
		struct np_recall recall;
		struct np_count sum = { .bytes = 0 };
		struct np_row row = { &articles[i], &facts, &page, &sum, &gather->arena };

		np_recall_init(&recall);
		LAW(np_facts_read(
			&articles[i], &page.folio.date, &recall, &gather->arena, &facts) == NP_OK);
		np_article_count(
		    &articles[i], NP_ROLE_BIT(NP_BODY), NP_COUNT_CLASSES | NP_COUNT_WORDS, &sum);
		fuzz_out(&np->out);
		LAW(put_object(np, &row) == NP_OK);

		struct np_span line = fuzz_written(&np->out);

		LAW(fuzz_is_utf8(line));
		read_value(&line);
		LAW(line.len == 1 && *line.ptr == '\n');
		fuzz_drop(&np->out);
		np_recall_free(&recall);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct np_span stream = fuzz_copy((struct np_span){ (const char *)data, size });

	fuzz_pages(stream, put_articles);
	free((char *)(size_t)stream.ptr);
	return 0;
}
