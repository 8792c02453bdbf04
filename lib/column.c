/* column.c - the columns of an article that a table or an object may have, by name */
#include "column.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *help;
} own[NP_COLUMN_FACTS] = {
	[NP_COLUMN_PAGE] = { "page", "the page's name" },
	[NP_COLUMN_ARTICLE] = { "article", "the article's number on the page" },
	[NP_COLUMN_LINES] = { "lines", "the lines of the page on which it stands, 3..9;12" },
	[NP_COLUMN_TEXT] = { "text", "the whole article as running text, headline first" },
	[NP_COLUMN_PARAGRAPHS] = { "paragraphs", "how many paragraphs of body" },
	[NP_COLUMN_ROLES + NP_KICKER] = { "kicker", "the lines above the headline" },
	[NP_COLUMN_ROLES + NP_HEADLINE] = { "headline", "the headline, on one line" },
	[NP_COLUMN_ROLES + NP_DECK] = { "deck", "the lines or summary under the headline" },
	[NP_COLUMN_ROLES + NP_BYLINE] = { "byline", "who wrote it, as printed" },
	[NP_COLUMN_ROLES + NP_DATELINE] = { "dateline", "agency, place, date, as printed" },
	[NP_COLUMN_ROLES + NP_SUBHEAD] = { "subhead", "the headings inside the article" },
	[NP_COLUMN_ROLES + NP_BODY] = { "body", "the paragraphs" },
	[NP_COLUMN_ROLES + NP_CAPTION] = { "caption", "the words under its pictures" },
	[NP_COLUMN_ROLES + NP_CREDIT] = { "credit", "who took the pictures, as printed" },
	[NP_COLUMN_ROLES + NP_JUMP] = { "jump", "where it goes on or comes from, as printed" },
	[NP_COLUMN_ROLES +
	    NP_FOLIO] = { "folio", "date, page number, section (mostly in article 0)" },
	[NP_COLUMN_ROLES + NP_TABLE] = { "table", "the rows of tables" },
	[NP_COLUMN_ROLES + NP_NOTICE] = { "notice", "notices and advertisements" },
	[NP_COLUMN_ROLES + NP_OTHER] = { "other", "what has no other role" },
};

const char *
np_column_name(int column)
{
	return column < NP_COLUMN_FACTS    ? own[column].name
	       : column < NP_COLUMN_COUNTS ? np_fact_columns[column - NP_COLUMN_FACTS].name
					   : np_count_columns[column - NP_COLUMN_COUNTS].name;
}

/*
 * False for npcount's column `lines`, how many lines a text has: here a column of that name says on which
 * lines the article stands.
 */
static bool
is_shown(int column)
{
	return column < NP_COLUMN_COUNTS ||
	       strcmp(np_column_name(column), np_column_name(NP_COLUMN_LINES)) != 0;
}

void
np_column_help(struct np_out *out)
{
	for (int i = 0; i < NP_COLUMNS; i++) {
		if (!is_shown(i))
			continue;
		np_out_string(out, np_column_name(i));
		for (size_t width = strlen(np_column_name(i)); width < 14; width++)
			np_out_byte(out, ' ');
		if (i >= NP_COLUMN_COUNTS)
			np_out_string(out, "of body: ");
		np_out_string(out, i < NP_COLUMN_FACTS ? own[i].help
				   : i < NP_COLUMN_COUNTS
				       ? np_fact_columns[i - NP_COLUMN_FACTS].help
				       : np_count_columns[i - NP_COLUMN_COUNTS].help);
		np_out_byte(out, '\n');
	}
}

/* The column of that name; -1 if there is none. */
static int
find_column(struct np_span name)
{
	for (int i = 0; i < NP_COLUMNS; i++) {
		if (is_shown(i) && strlen(np_column_name(i)) == name.len &&
		    memcmp(np_column_name(i), name.ptr, name.len) == 0)
			return i;
	}
	return -1;
}

enum np_code
np_columns_parse(struct np_columns *columns, const char *list, struct np_span *bad)
{
	*columns = (struct np_columns){ .count = 0 };
	columns->list = malloc((strlen(list) + 1) * sizeof *columns->list);
	if (columns->list == NULL)
		return NP_ERR_MEMORY;
	for (;;) {
		struct np_span name = { list, strcspn(list, ",") };
		int column = find_column(name);

		if (column == -1) {
			*bad = name;
			return NP_ERR_UNKNOWN;
		}
		if (column >= NP_COLUMN_COUNTS) {
			columns->counts = true;
			columns->want |= np_count_columns[column - NP_COLUMN_COUNTS].want;
		} else if (column >= NP_COLUMN_FACTS) {
			columns->facts = true;
		}
		columns->list[columns->count++] = column;
		if (list[name.len] == '\0')
			return NP_OK;
		list += name.len + 1;
	}
}

void
np_columns_free(struct np_columns *columns)
{
	free(columns->list);
	*columns = (struct np_columns){ .count = 0 };
}
