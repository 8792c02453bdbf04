/* fact_column.c - facts of an article as columns of a table */
#include "fact_column.h"

#include <string.h>

const struct np_fact_column_name np_fact_columns[NP_FACT_COLUMNS] = {
	[NP_FACT_WRITER] = { "writer",
	    "who wrote it: authors, reporters, correspondents, interns" },
	[NP_FACT_AUTHOR] = { "author", "who wrote it without an office: (李红), 文/李红" },
	[NP_FACT_AUTHOR + NP_REPORTER] = { "reporter", "记者, 特派员" },
	[NP_FACT_AUTHOR + NP_CORRESPONDENT] = { "correspondent", "通讯员, 特约记者" },
	[NP_FACT_AUTHOR + NP_INTERN] = { "intern", "实习生" },
	[NP_FACT_AUTHOR + NP_PHOTOGRAPHER] = { "photographer", "摄, 摄影, 文/图" },
	[NP_FACT_AUTHOR + NP_TRANSLATOR] = { "translator", "编译, 译" },
	[NP_FACT_AUTHOR + NP_EDITOR] = { "editor", "责编, 美编, 校对: of the page too" },
	[NP_FACT_AGENCY] = { "agency", "from whom it is: 新华社, 来源：…; of datelines too" },
	[NP_FACT_PLACE] = { "place", "where it was sent from" },
	[NP_FACT_DATE] = { "date", "when it was sent, or else the issue's day, 2003-02-20" },
	[NP_FACT_PAPER] = { "paper", "the paper's name, of the page's head" },
	[NP_FACT_ISSUE] = { "issue", "the issue's day, of the page's head or --date" },
	[NP_FACT_PAGE_NO] = { "page_no", "the page's number, of its head: 2, A6" },
	[NP_FACT_SECTION] = { "section", "the page's section, of its head" },
	[NP_FACT_JUMP_TO] = { "jump_to", "the page on which it goes on" },
	[NP_FACT_JUMP_FROM] = { "jump_from", "the page from which it comes" },
	[NP_FACT_SEE] = { "see", "the page to which it points for more" },
};

enum {
	WRITERS = NP_PERSON_BIT(NP_AUTHOR) | NP_PERSON_BIT(NP_REPORTER) |
		  NP_PERSON_BIT(NP_CORRESPONDENT) | NP_PERSON_BIT(NP_INTERN)
};

/* Values that are joined; failed when memory was out. */
struct values {
	struct np_arena *arena;
	char *text;
	size_t len;
	bool failed;
};

/* True if it is one of the values already. */
static bool
known(const struct values *values, struct np_span value)
{
	for (size_t at = 0; at < values->len;) {
		const char *end = memchr(values->text + at, ';', values->len - at);
		size_t len = end != NULL ? (size_t)(end - values->text) - at : values->len - at;
		if (len == value.len && memcmp(values->text + at, value.ptr, len) == 0)
			return true;
		at += len + 1;
	}
	return false;
}

static void
add(struct values *values, struct np_span value)
{
	size_t len = values->len + (values->len > 0) + value.len;
	char *text;

	if (values->failed || value.len == 0 || known(values, value))
		return;
	text = np_arena_grow(values->arena, values->text, values->len, len);
	if (text == NULL) {
		values->failed = true;
		return;
	}
	if (values->len > 0)
		text[values->len++] = ';';
	memcpy(text + values->len, value.ptr, value.len);
	values->text = text;
	values->len = len;
}

static void
add_string(struct values *values, const char *text)
{
	add(values, (struct np_span){ text, strlen(text) });
}

static void
add_date(struct values *values, const struct np_date *date)
{
	char text[NP_DATE_MAX];
	struct np_span value = { text, np_date_put(text, date) };

	add(values, value);
}

static void
add_people(struct values *values, const struct np_facts *facts, unsigned kinds)
{
	for (size_t i = 0; i < facts->person_count; i++) {
		const struct np_person *person = &facts->people[i].person;
		if ((kinds & NP_PERSON_BIT(person->kind)) != 0)
			add(values, person->name);
	}
}

static void
add_agencies(struct values *values, const struct np_facts *facts)
{
	for (size_t i = 0; i < facts->dateline_count; i++) {
		const struct np_dateline *dateline = &facts->datelines[i].dateline;
		for (size_t j = 0; j < dateline->agency_count; j++)
			add(values, dateline->agencies[j]);
	}
	add_people(values, facts, NP_PERSON_BIT(NP_AGENCY));
}

static void
add_places(struct values *values, const struct np_facts *facts)
{
	for (size_t i = 0; i < facts->dateline_count; i++)
		add(values, facts->datelines[i].dateline.place);
	/* A reader's place is where he lives; a reporter's where he writes from. */
	for (size_t i = 0; i < facts->person_count && values->len == 0; i++) {
		if (facts->people[i].person.kind == NP_REPORTER)
			add(values, facts->people[i].person.place);
	}
}

static void
add_dates(struct values *values, const struct np_facts *facts, const struct np_folio *folio)
{
	for (size_t i = 0; i < facts->dateline_count; i++)
		add_date(values, &facts->datelines[i].dateline.date);
	if (values->len == 0)
		add_date(values, &folio->date);
}

static void
add_jumps(struct values *values, const struct np_facts *facts, enum np_jump_kind kind)
{
	for (size_t i = 0; i < facts->jump_count; i++) {
		if (facts->jumps[i].jump.kind == kind)
			add_string(values, facts->jumps[i].jump.page_no);
	}
}

static void
add_editors(struct values *values, const struct np_facts *facts, const struct np_folio *folio)
{
	add_people(values, facts, NP_PERSON_BIT(NP_EDITOR));
	for (size_t i = 0; i < folio->people.count; i++) {
		if (folio->people.list[i].kind == NP_EDITOR)
			add(values, folio->people.list[i].name);
	}
}

struct np_span
np_fact_value(enum np_fact_column column, const struct np_facts *facts,
    const struct np_folio *folio, struct np_arena *arena)
{
	struct values values = { arena, NULL, 0, false };

	switch (column) {
	case NP_FACT_WRITER:
		add_people(&values, facts, WRITERS);
		break;
	case NP_FACT_AGENCY:
		add_agencies(&values, facts);
		break;
	case NP_FACT_PLACE:
		add_places(&values, facts);
		break;
	case NP_FACT_DATE:
		add_dates(&values, facts, folio);
		break;
	case NP_FACT_PAPER:
		add(&values, folio->paper);
		break;
	case NP_FACT_ISSUE:
		add_date(&values, &folio->date);
		break;
	case NP_FACT_PAGE_NO:
		add_string(&values, folio->page_no);
		break;
	case NP_FACT_SECTION:
		add(&values, folio->section);
		break;
	case NP_FACT_JUMP_TO:
		add_jumps(&values, facts, NP_JUMP_TO);
		break;
	case NP_FACT_JUMP_FROM:
		add_jumps(&values, facts, NP_JUMP_FROM);
		break;
	case NP_FACT_SEE:
		add_jumps(&values, facts, NP_JUMP_SEE);
		break;
	default:
		if (column == (enum np_fact_column)(NP_FACT_AUTHOR + NP_EDITOR))
			add_editors(&values, facts, folio);
		else
			add_people(&values, facts, NP_PERSON_BIT(column - NP_FACT_AUTHOR));
	}
	if (values.failed)
		return (struct np_span){ NULL, 0 };
	return values.len > 0 ? (struct np_span){ values.text, values.len }
			      : (struct np_span){ "", 0 };
}
