/* ledger.c - counts of texts and of groups of blocks, written as rows of a table */
#include "ledger.h"

#include <string.h>

#include "article.h"
#include "choice.h"

enum { KEYS = 4 };

/* In the order of NP_BY_..., which is that of a row. */
static const struct {
	const char *name, *title;
} keys[KEYS] = { { "file", "name" }, { "page", "page" }, { "article", "article" },
	{ "role", "role" } };

void
np_ledger_init(struct np_ledger *ledger, struct np_out *out, size_t max_groups)
{
	struct np_span bad;

	*ledger = (struct np_ledger){
		.out = out,
		.by = NP_BY_FILE,
		.roles = UINT32_MAX,
		.print_columns = NP_COUNT_PRINT_COLUMNS,
	};
	np_ledger_set_columns(ledger, "chars,han", &bad);
	ledger->max_groups = max_groups;
	np_arena_init(&ledger->scratch, 0);
}

void
np_ledger_free(struct np_ledger *ledger)
{
	np_tally_clear(&ledger->tally);
	np_arena_free(&ledger->scratch);
}

/* ---- what is asked for ---- */

/* Cuts the next name off a list parted by commas; false at its end. */
static bool
next_name(const char **list, struct np_span *name)
{
	if (*list == NULL)
		return false;
	name->ptr = *list;
	name->len = strcspn(*list, ",");
	*list = name->ptr[name->len] == ',' ? name->ptr + name->len + 1 : NULL;
	return true;
}

bool
np_ledger_set_by(struct np_ledger *ledger, const char *list, struct np_span *bad)
{
	ledger->by = 0;
	while (next_name(&list, bad)) {
		unsigned i = 0;

		while (i < KEYS && (strlen(keys[i].name) != bad->len ||
				       memcmp(keys[i].name, bad->ptr, bad->len) != 0))
			i++;
		if (i == KEYS)
			return false;
		ledger->by |= 1u << i;
	}
	/* an article is one of a page; a row must say where it comes from */
	if ((ledger->by & NP_BY_ARTICLE) != 0)
		ledger->by |= NP_BY_PAGE;
	if ((ledger->by & NP_BY_PAGE) == 0)
		ledger->by |= NP_BY_FILE;
	return true;
}

static const struct np_count_column *
column_of(int column)
{
	return column < NP_COUNT_COLUMNS ? &np_count_columns[column]
					 : &np_count_rules[column - NP_COUNT_COLUMNS];
}

static void
add_column(struct np_ledger *ledger, int column)
{
	ledger->columns[ledger->column_count++] = column;
	ledger->want |= column_of(column)->want;
}

void
np_ledger_no_columns(struct np_ledger *ledger)
{
	ledger->column_count = 0;
	ledger->want = 0;
}

bool
np_ledger_set_columns(struct np_ledger *ledger, const char *list, struct np_span *bad)
{
	np_ledger_no_columns(ledger);
	if (strcmp(list, "all") == 0) {
		for (int column = 0; column < NP_COUNT_COLUMNS; column++)
			add_column(ledger, column);
		return true;
	}
	while (next_name(&list, bad)) {
		int column = np_count_column_find(*bad);

		if (column < 0 || ledger->column_count == NP_COUNT_COLUMNS)
			return false;
		add_column(ledger, column);
	}
	return true;
}

bool
np_ledger_add_rules(struct np_ledger *ledger, const char *list, struct np_span *bad)
{
	for (size_t count = 0; next_name(&list, bad); count++) {
		int rule = np_count_rule_find(*bad);

		if (rule < 0 || count == NP_COUNT_RULES)
			return false;
		add_column(ledger, NP_COUNT_COLUMNS + rule);
	}
	return true;
}

/* ---- rows ---- */

/* Writes the counts after the keys and ends the row. */
static void
put_counts(struct np_ledger *ledger, const struct np_count *count)
{
	for (size_t i = 0; i < ledger->column_count; i++) {
		int column = ledger->columns[i];

		np_out_byte(ledger->out, '\t');
		np_out_number(
		    ledger->out, column < NP_COUNT_COLUMNS
				     ? np_count_value(count, column)
				     : np_count_rule_value(count, column - NP_COUNT_COLUMNS,
					   ledger->print_columns));
	}
	np_out_byte(ledger->out, '\n');
}

/* What a row counts: a plain text or a group.  Of the keys only those of -b are written. */
struct row {
	struct np_span page;
	uint64_t page_number; /* in a text with form feeds, 0 without */
	uint64_t article;
	enum np_role role;
	struct np_count count;
};

static void
put_row(struct np_ledger *ledger, const struct row *row, const char *name)
{
	const char *tab = "";

	if ((ledger->by & NP_BY_FILE) != 0) {
		np_block_put_field(ledger->out, (struct np_span){ name, strlen(name) });
		tab = "\t";
	}
	if ((ledger->by & NP_BY_PAGE) != 0) {
		np_out_string(ledger->out, tab);
		np_block_put_field(ledger->out, row->page);
		if (row->page_number > 0) {
			np_out_byte(ledger->out, ':');
			np_out_number(ledger->out, row->page_number);
		}
		tab = "\t";
	}
	if ((ledger->by & NP_BY_ARTICLE) != 0) {
		np_out_string(ledger->out, tab);
		np_out_number(ledger->out, row->article);
		tab = "\t";
	}
	if ((ledger->by & NP_BY_ROLE) != 0) {
		np_out_string(ledger->out, tab);
		np_out_string(ledger->out, np_role_name(row->role));
	}
	put_counts(ledger, &row->count);
	np_count_add(&ledger->sum, &row->count);
}

void
np_ledger_put_header(struct np_ledger *ledger)
{
	const char *tab = "";

	for (unsigned i = 0; i < KEYS; i++) {
		if ((ledger->by & 1u << i) == 0)
			continue;
		np_out_string(ledger->out, tab);
		np_out_string(ledger->out, keys[i].title);
		tab = "\t";
	}
	for (size_t i = 0; i < ledger->column_count; i++) {
		np_out_byte(ledger->out, '\t');
		np_out_string(ledger->out, column_of(ledger->columns[i])->name);
	}
	np_out_byte(ledger->out, '\n');
}

/* "total" in the first key, the other keys empty. */
void
np_ledger_put_total(struct np_ledger *ledger)
{
	unsigned more = 0;

	for (unsigned i = 0; i < KEYS; i++)
		more += (ledger->by >> i & 1) != 0;
	np_out_string(ledger->out, "total");
	while (--more > 0)
		np_out_byte(ledger->out, '\t');
	put_counts(ledger, &ledger->sum);
}

/* ---- plain text ---- */

/* Begins to count a plain text, or the next page of one. */
static void
begin_text(struct np_ledger *ledger)
{
	ledger->count = (struct np_count){ .bytes = 0 };
	np_counter_begin(&ledger->counter, &ledger->count, ledger->want);
	ledger->counter.columns = ledger->print_columns;
	ledger->begun = true;
}

/* Ends what begin_text() began, and writes its row. */
static void
end_text(struct np_ledger *ledger, uint64_t page, const char *name)
{
	struct row row = { .page = { name, strlen(name) }, .page_number = page };

	np_counter_end(&ledger->counter);
	row.count = ledger->count;
	put_row(ledger, &row, name);
	ledger->begun = false;
}

void
np_ledger_text(struct np_ledger *ledger, struct np_span piece, const char *name, uint64_t *bad,
    uint64_t *feeds)
{
	const char *at = piece.ptr, *end = at + piece.len;

	while (at < end) {
		struct np_count *count = &ledger->count;
		const char *feed = NULL, *stop;

		if (!ledger->begun)
			begin_text(ledger);
		if ((ledger->by & NP_BY_PAGE) != 0)
			feed = memchr(at, '\f', (size_t)(end - at));
		stop = feed != NULL ? feed + 1 : end;
		*bad -= count->bad;
		*feeds -= count->feeds;
		np_counter_add(&ledger->counter, at, (size_t)(stop - at));
		*bad += count->bad;
		*feeds += count->feeds;
		if (feed != NULL)
			end_text(ledger, ++ledger->page, name);
		at = stop;
	}
}

void
np_ledger_end_text(struct np_ledger *ledger, bool whole, const char *name)
{
	if (ledger->begun && whole)
		end_text(ledger, ledger->page > 0 ? ledger->page + 1 : 0, name);
	ledger->begun = false;
	ledger->page = 0;
}

/* ---- blocks ---- */

/* The group of a block in *row; as np_ledger_block(). */
static enum np_code
find_group(struct np_ledger *ledger, const struct np_block *block, struct np_tally_row **row)
{
	struct np_span page = { "", 0 };

	/* Articles are told of the page on which they began, words of the one on which they stand. */
	if ((ledger->by & NP_BY_PAGE) != 0)
		page = (ledger->by & NP_BY_ARTICLE) != 0 ? block->home : block->page;
	if (!block->plain)
		page = np_block_unescape(page, &ledger->scratch);
	if (page.ptr == NULL)
		return NP_ERR_MEMORY;
	if (ledger->tally.count == 0)
		np_tally_init(&ledger->tally, ledger->want, ledger->max_groups);
	*row = np_tally_at(&ledger->tally, page,
	    (ledger->by & NP_BY_ARTICLE) != 0 ? block->article : 0,
	    (ledger->by & NP_BY_ROLE) != 0 ? (int)block->role : 0);
	if (*row != NULL)
		return NP_OK;
	return np_tally_is_full(&ledger->tally) ? NP_ERR_TOOBIG : NP_ERR_MEMORY;
}

enum np_code
np_ledger_block(struct np_ledger *ledger, const struct np_block *block, uint64_t *bad)
{
	const bool counted = (ledger->roles & NP_ROLE_BIT(block->role)) != 0;
	const bool by_article = (ledger->by & NP_BY_ARTICLE) != 0 || ledger->articles != NULL;
	struct np_tally_row *row;
	struct np_counter counter;
	struct np_count count = { .bytes = 0 };
	struct np_span text;
	enum np_code code;

	if ((by_article && !np_choice_has(ledger->articles, block->article)) ||
	    ((ledger->by & NP_BY_ROLE) != 0 && !counted))
		return NP_OK;
	np_arena_reset(&ledger->scratch);
	code = find_group(ledger, block, &row);
	if (code != NP_OK || !counted)
		return code;
	text = np_block_words(block, &ledger->scratch);
	if (text.ptr == NULL)
		return NP_ERR_MEMORY;
	np_counter_begin(&counter, &count, ledger->want);
	counter.columns = ledger->print_columns;
	np_counter_add(&counter, text.ptr, text.len);
	np_counter_end(&counter);
	np_tally_add(&ledger->tally, row, &count);
	*bad += count.bad;
	return NP_OK;
}

void
np_ledger_end_blocks(struct np_ledger *ledger, const char *name)
{
	for (size_t i = 0; i < ledger->tally.count; i++) {
		const struct np_tally_row *group = ledger->tally.rows[i];
		const struct row row = {
			.page = group->page,
			.article = group->article,
			.role = (enum np_role)group->role,
			.count = np_tally_count(&ledger->tally, group),
		};

		put_row(ledger, &row, name);
	}
	np_tally_clear(&ledger->tally);
}
